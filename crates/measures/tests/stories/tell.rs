//! A story, told: its rows become facts, and the measure is asked.

use crate::page::{Expected, Fact, Story};
use facts::tables::TABLES;
use facts::{Facts, Kind, Row, Table, VisitMut};
use jiff::civil::Date;
use measures::engine::{NOBODY, Population, Setting};
use measures::{Index, Shape, evaluate, find};
use std::borrow::Cow;

/// Whether a story is true.
pub fn told(story: &Story) -> Result<(), String> {
    let measure = find(&story.id).ok_or(format!("line {}: there is no measure {}", story.line, story.id))?;
    if measure.name != story.name {
        return Err(format!("line {}: {} is called {}", story.line, story.id, measure.name));
    }
    let built = measure.built().ok_or(format!("line {}: {} waits", story.line, story.id))?;
    let (facts, setting) = (rows(&story.facts)?, setting());
    let index = Index::new(&facts, &setting);
    for expected in &story.expected {
        let on = day(&expected.on).ok_or(format!("line {}: `{}` is not a day", expected.line, expected.on))?;
        let (outcome, cases) = evaluate(measure, &index, on).ok_or("the measure waits")?;
        let name = |case: &measures::Case<'_>| match case.who {
            NOBODY => facts.professionals.get(case.row as usize).map_or("", |one| one.key()),
            who => index.people.name(who),
        };
        let names = |counting: bool| {
            let mut list: Vec<&str> = cases.iter().filter(|case| case.counts || !counting).map(name).collect();
            list.sort_unstable();
            if list.is_empty() { "nobody".to_owned() } else { list.join(", ") }
        };
        let value = if built.shape == Shape::Parts {
            let part = |part: &measures::Part| format!("{} {}", part.name, part.counted);
            if outcome.parts.is_empty() {
                "nothing".into()
            } else {
                outcome.parts.iter().map(part).collect::<Vec<_>>().join(", ")
            }
        } else {
            outcome.value.map_or("nothing".to_owned(), |value| measure.unit.written(value))
        };
        same(expected, "value", &expected.value, &value)?;
        if !expected.counted.is_empty() {
            same(expected, "counted", &expected.counted, &names(true))?;
        }
        if let Some(of) = expected.of.as_deref().filter(|of| !of.is_empty()) {
            same(expected, "out of", of, &names(false))?;
        }
    }
    Ok(())
}

/// Rows as facts.
pub fn rows(told: &[Fact]) -> Result<Facts, String> {
    let mut facts = Facts::default();
    for (number, fact) in told.iter().enumerate() {
        add(&mut facts, fact, number + 1)?;
    }
    Ok(facts)
}

/// An authority of two districts and 10,000 residents.
pub fn setting() -> Setting {
    let population = Population { year: 2020, estimate: 10_000.0, source: "invented".to_owned() };
    Setting { districts: vec!["AN1".to_owned(), "AN2".to_owned()], populations: vec![population], ..Setting::default() }
}

fn same(row: &Expected, what: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!("line {}, {}: expected {what} {expected}, found {found}", row.line, row.on))
}

/// Adds a row. A field is named by the end of its name; the key, the child and the period of care are filled in.
fn add(facts: &mut Facts, fact: &Fact, number: usize) -> Result<(), String> {
    let line = fact.line;
    let table = TABLES.iter().find(|table| table.name == fact.table || table.name == format!("ssd_{}", fact.table));
    let table = table.ok_or(format!("line {line}: there is no table {}", fact.table))?;
    let mut cells = vec![String::new(); table.columns.len()];
    cells[table.key] = format!("{number}");
    if let Some(at) = table.columns.iter().position(|column| column.name.ends_with("_person_id")) {
        cells[at] = fact.child.clone();
    }
    for (at, column) in table.columns.iter().enumerate() {
        if column.name.ends_with("_cla_id") {
            cells[at] = fact.child.clone();
        }
    }
    for (name, value) in &fact.what {
        let at = place(table, name).ok_or(format!("line {line}: {} has no field that ends in {name}", table.name))?;
        cells[at] = match table.columns[at].kind {
            Kind::Date | Kind::Moment => moment(value).ok_or(format!("line {line}: `{value}` is not a day"))?,
            _ => value.clone(),
        };
    }
    let mut push = Push { table: table.name, cells: &cells, lost: None };
    facts.visit_mut(&mut push);
    push.lost.map_or(Ok(()), |lost| Err(format!("line {line}: {lost}")))
}

/// The one field that ends so; the whole name after the table's prefix wins.
fn place(table: &Table, name: &str) -> Option<usize> {
    let name = if name == "id" { return Some(table.key) } else { name.replace(' ', "_") };
    let whole = |column: &&facts::Column| column.name.split_once('_').is_some_and(|(_, rest)| rest == name);
    let ends = |column: &&facts::Column| column.name.ends_with(&format!("_{name}"));
    let columns = || table.columns.iter();
    let found: Vec<&str> = columns().filter(whole).chain(columns().filter(ends)).map(|column| column.name).collect();
    table.place_of(found.first()?)
}

struct Push<'c> {
    table: &'static str,
    cells: &'c [String],
    lost: Option<String>,
}

impl VisitMut for Push<'_> {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        if R::TABLE.name == self.table {
            let mut cell = |at: usize| Cow::Borrowed(self.cells[at].as_str());
            let mut lost = None;
            rows.push(R::read(&mut cell, &mut |_, text, why| lost = Some(format!("`{text}`: {}", why.words()))));
            self.lost = lost;
        }
    }
}

/// `4 June 2026`, and with a time `4 June 2026 9:30`.
fn moment(text: &str) -> Option<String> {
    match text.rsplit_once(' ').filter(|(_, time)| time.contains(':')) {
        Some((date, time)) => Some(format!("{}T{time:0>5}", day(date)?)),
        None => day(text).map(|day| day.to_string()),
    }
}

pub fn day(text: &str) -> Option<Date> {
    let [day, month, year] = text.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = (1..=12).find(|number| practice::moment::month_name(*number) == month)?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}
