//! Worked examples of what records tell as rows: every `## heading` of `stories/*.md` is one test. What was recorded is
//! written and read as in the stories of a journey.

#[path = "../../../practice/tests/stories/body.rs"]
mod body;
#[path = "../../../practice/tests/stories/page.rs"]
mod page;
#[path = "../../../practice/tests/stories/recorded.rs"]
mod recorded;

use facts::{Facts, Row, Visit, from_records};
use libtest_mimic::{Arguments, Trial};
use practice::journey::Journey;
use practice::record::Records;

/// The columns of what is expected: how many rows a table has, and what one of them holds.
const EXPECTED: [&str; 6] = ["on", "known", "child", "table", "rows", "holds"];

const PAGES: [(&str, &str); 1] = [("from_records", include_str!("../../stories/from_records.md"))];

fn main() {
    let mut trials = vec![Trial::test("a row that says otherwise is caught", caught)];
    for (name, text) in PAGES {
        let stories = page::read(name, text, &EXPECTED).unwrap_or_else(|fault| panic!("{fault}"));
        trials.extend(
            stories.into_iter().map(|story| {
                Trial::test(format!("{name}: {}", story.heading), move || check(&story).map_err(Into::into))
            }),
        );
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The cells of one table, row by row, as `field: value`.
struct Table<'t> {
    name: &'t str,
    rows: Vec<Vec<(&'static str, String)>>,
    found: bool,
}

impl Visit for Table<'_> {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        if R::TABLE.name != self.name {
            return;
        }
        self.found = true;
        for row in rows {
            let mut cells = Vec::new();
            row.cells(&mut |column, cell| cells.push((column.name, cell.text(column.kind))));
            self.rows.push(cells);
        }
    }
}

fn check(story: &page::Story) -> Result<(), String> {
    let (children, revisions) = recorded::recorded(story)?;
    let records = Records::read(revisions);
    let mut faults = Vec::new();
    for row in &story.expected {
        let (child, theirs, on) = recorded::looked_at(row, &children, &records)?;
        let facts = from_records::of(&theirs, &Journey::of(child, &theirs, on));
        if let Err(fault) = holds(&facts, row) {
            faults.push(format!("{}:{}: {fault}", story.file, row.line));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn holds(facts: &Facts, row: &page::Row) -> Result<(), String> {
    let mut table = Table { name: row.get("table"), rows: Vec::new(), found: false };
    facts.visit(&mut table);
    if !table.found {
        return Err(format!("there is no table {}", table.name));
    }
    let count = row.get("rows");
    if !count.is_empty() && count != table.rows.len().to_string() {
        return Err(format!("expected {count} rows in {}, found {:#?}", table.name, table.rows));
    }
    let wanted: Vec<(&str, &str)> = row
        .get("holds")
        .split(';')
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| pair.split_once(':').map(|(field, value)| (field.trim(), value.trim())))
        .collect::<Option<_>>()
        .ok_or("write what a row holds as `field: value; field: value`")?;
    let is = |cells: &Vec<(&str, String)>, field: &str, value: &str| {
        let text = cells.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str());
        match value.strip_prefix("has ") {
            Some(part) => text.is_some_and(|text| text.contains(part)),
            None => text == Some(if value == "empty" { "" } else { value }),
        }
    };
    let fits = |cells: &&Vec<(&str, String)>| wanted.iter().all(|(field, value)| is(cells, field, value));
    if wanted.is_empty() || table.rows.iter().any(|cells| fits(&cells)) {
        return Ok(());
    }
    Err(format!("no row of {} holds {}: {:#?}", table.name, row.get("holds"), table.rows))
}

/// Stories that are not so must fail.
fn caught() -> Result<(), libtest_mimic::Failed> {
    let told = "## One\n\n| When | Record | What |\n|---|---|---|\n| 4 June 2026 | Contact | source: 1A |\n\n";
    let says = |table: &str, rows: &str, holds: &str| {
        let text = format!(
            "{told}| On | Table | Rows | Holds |\n|---|---|---|---|\n| 5 June 2026 | {table} | {rows} | {holds} |\n"
        );
        page::read("page.md", &text, &EXPECTED)?.iter().try_for_each(check)
    };
    says("ssd_contacts", "1", "cont_contact_source_code: 1A")?;
    for (table, rows, holds) in [
        ("ssd_contact", "1", ""),
        ("ssd_contacts", "2", ""),
        ("ssd_contacts", "1", "cont_contact_source_code: 1B"),
        ("ssd_contacts", "1", "cont_contact_code: 1A"),
        ("ssd_contacts", "1", "cont_contact_outcome_json: has NFA_FLAG"),
    ] {
        if says(table, rows, holds).is_ok() {
            return Err(format!("{table} {rows} {holds} was not caught").into());
        }
    }
    Ok(())
}
