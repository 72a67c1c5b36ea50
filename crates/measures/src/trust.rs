//! How complete facts are, and which measures can be trusted from them.

use crate::engine::{Built, Window};
use facts::{Cell, Facts, Kind, Row, Visit};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashSet};

/// How much of a table's rows must say what counts for a figure to be trusted.
const ENOUGH: f64 = 0.95;

/// Measures that look back beyond their period, and for how many months: files of one year cannot tell.
const LOOK_BACK: [(&str, i32); 8] = [
    ("IND-FD-07", 12),
    ("IND-FD-10", 12),
    ("IND-EH-05", 6),
    ("IND-AS-06", 6),
    ("IND-CP-09", 216),
    ("IND-CP-10", 24),
    ("IND-LAC-10", 30),
    ("IND-LAC-22", 24),
];

/// The first day a measure needs to know of, for a figure of these days.
pub fn needs_from(id: &str, window: Window) -> Date {
    let back = LOOK_BACK.iter().find(|(one, _)| *one == id).map_or(0, |(_, months)| *months);
    crate::engine::due::months_before(window.from, back)
}

/// One table, as it was found. Tables without rows are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub name: &'static str,
    pub rows: usize,
    /// Rows with a day or more.
    pub dated: usize,
    /// Rows whose person is in the table of persons; all of them when the table names none.
    pub known: usize,
    /// How many of the cells hold something, of all.
    pub filled: usize,
    pub cells: usize,
    /// Values that were not understood.
    pub unread: usize,
    /// The first and last of the days the rows begin with.
    pub days: Option<(Date, Date)>,
}

/// Whether a figure can be trusted, with the reasons if not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    Yes,
    /// It is worked out, but these are reasons for care.
    WithCare(Vec<String>),
    /// It cannot be worked out.
    No(Vec<String>),
}

impl Trust {
    pub fn words(&self) -> &'static str {
        match self {
            Trust::Yes => "yes",
            Trust::WithCare(_) => "with care",
            Trust::No(_) => "no",
        }
    }

    /// The same, with a further reason for care.
    pub fn because(self, reason: String) -> Trust {
        match self {
            Trust::Yes => Trust::WithCare(vec![reason]),
            Trust::WithCare(mut reasons) => {
                reasons.push(reason);
                Trust::WithCare(reasons)
            }
            no => no,
        }
    }

    pub fn reasons(&self) -> &[String] {
        match self {
            Trust::Yes => &[],
            Trust::WithCare(reasons) | Trust::No(reasons) => reasons,
        }
    }
}

/// Every table that has rows, in the order of the standard.
pub fn tables(facts: &Facts) -> Vec<Table> {
    let persons = facts.persons.iter().map(|one| one.pers_person_id.as_str()).collect();
    let mut unread: BTreeMap<&'static str, usize> = BTreeMap::new();
    facts.unread.iter().for_each(|one| *unread.entry(one.table).or_default() += 1);
    let mut look = Look { persons, unread, found: Vec::new() };
    facts.visit(&mut look);
    look.found
}

struct Look<'f> {
    persons: HashSet<&'f str>,
    unread: BTreeMap<&'static str, usize>,
    found: Vec<Table>,
}

impl Visit for Look<'_> {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        let (name, columns) = (R::TABLE.name, R::TABLE.columns.len());
        if rows.is_empty() {
            return;
        }
        let unread = self.unread.get(name).copied().unwrap_or(0);
        let mut table = Table {
            name,
            rows: rows.len(),
            dated: 0,
            known: 0,
            filled: 0,
            cells: rows.len() * columns,
            unread,
            days: None,
        };
        for row in rows {
            let (mut day, mut known) = (None, true);
            row.cells(&mut |column, cell| {
                table.filled += usize::from(cell != Cell::Nothing);
                match cell {
                    Cell::Date(date) => day = day.or(Some(date)),
                    Cell::Moment(moment) => day = day.or(Some(moment.date)),
                    Cell::Text(text) if matches!(column.kind, Kind::Id(_)) && column.name.ends_with("_person_id") => {
                        known &= self.persons.contains(text);
                    }
                    _ => {}
                }
            });
            table.dated += usize::from(day.is_some());
            table.known += usize::from(known);
            if let Some(day) = day {
                let (first, last) = table.days.unwrap_or((day, day));
                table.days = Some((first.min(day), last.max(day)));
            }
        }
        self.found.push(table);
    }
}

/// Whether a measure can be trusted for a period, from these tables.
pub fn trust(built: &Built, found: &[Table], window: Window, residents: bool, districts: bool) -> Trust {
    let of = |name: &str| found.iter().find(|table| table.name == name);
    let mut lacks: Vec<String> = built
        .tables
        .iter()
        .filter(|name| of(name).is_none())
        .map(|name| format!("there is nothing in {name}"))
        .collect();
    if matches!(built.shape, crate::Shape::Rate | crate::Shape::Residents) && !residents {
        lacks.push("the number of residents is not known".to_owned());
    }
    if built.note.contains("Needs the postcode districts") && !districts && of("gt_placement_areas").is_none() {
        lacks.push("the postcode districts of the authority are not known".to_owned());
    }
    if !lacks.is_empty() {
        return Trust::No(lacks);
    }
    let mut care = Vec::new();
    for (at, name) in built.tables.iter().enumerate() {
        let Some(table) = of(name) else { continue };
        let short = |some: usize| (some as f64) < ENOUGH * table.rows as f64;
        // Tables that have no day of their own are not asked for one.
        if table.dated > 0 && short(table.dated) {
            care.push(format!("{} of {} rows of {name} have no day", table.rows - table.dated, table.rows));
        }
        if short(table.known) {
            care.push(format!(
                "{} of {} rows of {name} name a person who is not in ssd_person",
                table.rows - table.known,
                table.rows
            ));
        }
        if table.unread * 20 > table.rows {
            care.push(format!("{} values of {name} were not understood", table.unread));
        }
        if let Some((first, _)) =
            table.days.filter(|(first, _)| at == 0 && *first > window.from && window.from < window.to)
        {
            care.push(format!("{name} begins on {first}, within the period"));
        }
    }
    if care.is_empty() { Trust::Yes } else { Trust::WithCare(care) }
}
