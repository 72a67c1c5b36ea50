//! The stories of the rules: worked examples that are run as tests, and printed by `goldthread explain`.
//!
//! A page is Markdown. Under a heading that begins with a rule's number stands a table; each of its rows is one example.

/// One example of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule's number.
    pub rule: String,
    /// Line of the page, from 1.
    pub line: usize,
    /// The collection year.
    pub year: i16,
    /// What the return holds, in the words of the page's README.
    pub holds: String,
    /// The fields that are flagged, in order; empty when nothing is. `the return` is the return as a whole.
    pub flags: Vec<String>,
}

/// The collection year of an example that names none.
pub const USUAL_YEAR: i16 = 2026;

/// Every example of a page, or the first thing wrong with how it is written.
pub fn examples(page: &str) -> Result<Vec<Example>, String> {
    let mut all = Vec::new();
    let mut rule: Option<&str> = None;
    let mut columns: Vec<String> = Vec::new();
    for (index, text) in page.lines().enumerate() {
        let (line, text) = (index + 1, text.trim());
        if let Some(heading) = text.strip_prefix("## ") {
            rule = heading.split_whitespace().next();
        }
        let Some(row) = text.strip_prefix('|') else {
            columns.clear();
            continue;
        };
        let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        if columns.is_empty() {
            columns = cells.iter().map(|cell| cell.to_lowercase()).collect();
            let known = ["year", "the return holds", "flagged"];
            if let Some(other) = columns.iter().find(|name| !known.contains(&name.as_str())) {
                return Err(format!("line {line}: no column is called `{other}`; there are {}", known.join(", ")));
            }
            continue;
        }
        if cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|mark| "-: ".contains(mark))) {
            continue;
        }
        if cells.len() != columns.len() {
            return Err(format!("line {line}: {} cells under {} columns", cells.len(), columns.len()));
        }
        let rule = rule.ok_or(format!("line {line}: a table before any heading with a rule's number"))?;
        let cell = |name: &str| columns.iter().position(|column| column == name).map_or("", |at| cells[at]);
        let year = match cell("year") {
            "" => USUAL_YEAR,
            text => text.parse().map_err(|_| format!("line {line}: `{text}` is not a year"))?,
        };
        let flags: Vec<String> = match cell("flagged") {
            "" => return Err(format!("line {line}: say what is flagged, or `nothing`")),
            "nothing" => Vec::new(),
            some => some.split(',').map(|flag| flag.trim().to_owned()).collect(),
        };
        all.push(Example { rule: rule.to_owned(), line, year, holds: cell("the return holds").to_owned(), flags });
    }
    Ok(all)
}

/// The examples of one rule among pages of stories, in the order of the pages. A page that cannot be read has none; a
/// test reads them all.
pub fn examples_of(pages: &[(&str, &'static str)], rule: &str) -> Vec<Example> {
    let pages = pages.iter().flat_map(|(_, page)| examples(page).unwrap_or_default());
    pages.filter(|one| one.rule == rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_broken_twins() {
        let page = "## 1 Too big\n\n| Year | The return holds | Flagged |\n|---|---|---|\n| | `Size: 20` | Size, Foot |\n\
                    | 2024 | `Size: 9` | nothing |\n";
        let read = examples(page).unwrap();
        assert_eq!((read[0].year, read[0].line, read[0].flags.len()), (2026, 5, 2));
        assert_eq!((read[1].year, &*read[1].holds, read[1].flags.len()), (2024, "Size: 9", 0));
        for (from, to, said) in [
            ("| Flagged |", "| Flag |", "no column is called `flag`"),
            ("| Size, Foot |", "|", "2 cells under 3"),
            ("| nothing |", "| |", "say what is flagged"),
            ("2024", "then", "`then` is not a year"),
            ("## 1 Too big", "# Shoes", "before any heading"),
        ] {
            assert!(page.contains(from));
            let fault = examples(&page.replacen(from, to, 1)).unwrap_err();
            assert!(fault.contains(said), "{fault}");
        }
    }
}
