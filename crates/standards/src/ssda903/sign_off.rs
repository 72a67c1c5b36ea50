//! The numbers somebody signs a return off by, beside last year's.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rules::SHORT;
use super::{Episodes, Filed, Return, Row};
use crate::codes;
use crate::reading::Text;

/// Numbers that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they count.
    pub title: &'static str,
    /// Each number.
    pub lines: Vec<Line>,
}

/// One number of this year and of last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is counted.
    pub what: String,
    /// In this year's return.
    pub this: usize,
    /// In last year's; none when there is none.
    pub last: Option<usize>,
}

/// The numbers of a return by category, beside those of last year's.
pub fn groups(this: &Return, last: Option<&Return>) -> Vec<Group> {
    let mut now = counted(this).into_iter();
    let mut then = last.map(counted).unwrap_or_default();
    let mut groups = Vec::new();
    for (title, counts) in now.by_ref() {
        let at = then.iter().position(|(of, _)| *of == title);
        let mut before = at.map(|at| then.swap_remove(at).1).unwrap_or_default();
        let mut lines: Vec<Line> = Vec::new();
        for (what, this) in counts {
            let was = before.iter().position(|(of, _)| *of == what).map(|at| before.remove(at).1);
            lines.push(Line { what, this, last: last.map(|_| was.unwrap_or(0)) });
        }
        lines.extend(before.into_iter().map(|(what, was)| Line { what, this: 0, last: Some(was) }));
        groups.push(Group { title, lines });
    }
    groups
}

type Counts = Vec<(String, usize)>;

fn rows<R>(filed: &Option<Filed<R>>) -> &[R] {
    filed.as_ref().map_or(&[], |filed| &filed.rows)
}

fn counted(set: &Return) -> Vec<(&'static str, Counts)> {
    let day = |year: i16, month, day| Date::new(year, month, day).unwrap_or(Date::ZERO);
    let (first, last) = (day(set.year.saturating_sub(1), 4, 1), day(set.year, 3, 31));
    let within = |on: Option<Date>| on.is_some_and(|on| (first..=last).contains(&on));
    let all: Vec<&Episodes> = rows(&set.episodes).iter().filter(|row| !row.ls.is_any(SHORT)).collect();
    let at_the_end: Vec<&&Episodes> = all.iter().filter(|row| row.dec.raw.is_blank()).collect();
    let left: Vec<&&Episodes> =
        all.iter().filter(|row| row.rec.is_filled() && !row.rec.is("X1") && within(row.dec.value)).collect();
    let began = all.iter().filter(|row| row.rne.is("S") && within(row.decom.value)).count();
    let moves = all.iter().filter(|row| row.rne.is_any(&["P", "B"]) && within(row.decom.value)).count();
    let (oc2, oc3) = (rows(&set.oc2), rows(&set.oc3));
    let line = |what: &str, count: usize| (what.to_owned(), count);
    let health = |of: fn(&super::Oc2) -> &Text| oc2.iter().filter(|row| of(row).is("1")).count();
    let mut gone: Vec<&str> = rows(&set.missing).iter().map(|row| row.child.as_str()).collect();
    gone.dedup();
    let mut tables = Vec::new();
    macro_rules! count {
        ($($field:ident: $row:ident,)*) => {
            $(if let Some(filed) = &set.$field { tables.push(line(<super::$row as Row>::TABLE.name, filed.rows.len())); })*
        };
    }
    super::every_table!(count);
    vec![
        (
            "Children",
            vec![
                line("Looked after on 31 March", at_the_end.len()),
                line("Started to be looked after in the year", began),
                line("No longer looked after in the year", left.len()),
                line("Changes of placement in the year", moves),
                line("Unaccompanied and seeking asylum in the year", rows(&set.uasc).len()),
                line("Adopted in the year", rows(&set.ad1).len()),
                line("Missing or away: times", rows(&set.missing).len()),
                line("Missing or away: children", gone.len()),
                line("Reviews held", rows(&set.reviews).len()),
            ],
        ),
        ("Looked after on 31 March, by legal status", by(&at_the_end, "LS", |row| &row.ls)),
        ("Looked after on 31 March, by placement", by(&at_the_end, "PLACE", |row| &row.place)),
        ("Looked after on 31 March, by provider", by(&at_the_end, "PLACE_PROVIDER", |row| &row.place_provider)),
        ("Looked after on 31 March, by category of need", by(&at_the_end, "CIN", |row| &row.cin)),
        ("No longer looked after, by reason", by(&left, "REC", |row| &row.rec)),
        (
            "Looked after all year",
            vec![
                line("Children", oc2.len()),
                line("Health assessed", health(|row| &row.health_assessment)),
                line("Teeth checked", health(|row| &row.teeth_check)),
                line("Immunisations up to date", health(|row| &row.immunisations)),
                line(
                    "Strengths and difficulties scored",
                    oc2.iter().filter(|row| row.sdq_score.value.is_some()).count(),
                ),
                line("Misused a substance", health(|row| &row.substance_misuse)),
                line("Convicted", health(|row| &row.convicted)),
            ],
        ),
        (
            "Care leavers",
            vec![
                line("Young people with a birthday from 17 to 21", oc3.len()),
                line("In touch", oc3.iter().filter(|row| row.in_touch.is("YES")).count()),
                line(
                    "In education, employment or training",
                    oc3.iter().filter(|row| row.activ.as_str().starts_with(['F', 'P'])).count(),
                ),
                line("In suitable accommodation", oc3.iter().filter(|row| row.accom.as_str().ends_with('1')).count()),
            ],
        ),
        ("Rows of each table", tables),
    ]
}

fn by(rows: &[&&Episodes], set: &str, of: fn(&Episodes) -> &Text) -> Counts {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(of(row).as_str().to_ascii_uppercase()).or_default() += 1;
    }
    let words = |code: String| match codes::label(set, &code) {
        _ if code.is_empty() => "Not given".to_owned(),
        Some(label) => format!("{code} {label}"),
        None => code,
    };
    counts.into_iter().map(|(code, count)| (words(code), count)).collect()
}
