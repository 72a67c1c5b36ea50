//! Lists for the day's work, worked out from facts: each child once, why they stand there, and what to look at first.
//!
//! A list is one declaration: its name, what it says, its columns, and one function over the indexed facts.

mod after;
mod hub;
mod work;

pub use hub::in_hours;

use crate::Index;
use crate::engine::Who;
use jiff::civil::Date;

/// A list.
#[derive(Clone, Copy)]
pub struct List {
    /// In addresses: `stepped-down`.
    pub name: &'static str,
    pub title: &'static str,
    /// Who stands in it, in one or two sentences.
    pub says: &'static str,
    /// The columns after the child.
    pub columns: &'static [&'static str],
    of: fn(&Index<'_>, &Local, &mut Found),
}

/// What an authority decides for itself, and the day looked from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    pub on: Date,
    /// A child of whom nothing was recorded for more than this many days drifts.
    pub drift_days: i32,
}

/// Days without anything recorded after which a child drifts, unless an authority says otherwise.
pub const DRIFT_DAYS: i32 = 28;
/// The fewest contacts in twelve months that are repeated ones.
pub const REPEATED: usize = 3;
/// The fewest workers in twelve months that are many.
pub const MANY_WORKERS: usize = 3;

/// What a list found.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// Counts above the list.
    pub tallies: Vec<Tally>,
    /// The children, the first to look at first.
    pub rows: Vec<Row>,
}

/// Counts of one kind: a caption, and a row for each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    pub caption: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

/// A child in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The child's name in the facts.
    pub who: String,
    pub cells: Vec<Cell>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    Day(Date),
    /// A worker by their short name, to be named.
    Worker(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number as f64)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Cell {
        Cell::Day(day)
    }
}

impl Found {
    fn row(&mut self, index: &Index<'_>, who: Who, cells: Vec<Cell>) {
        let who = index.people.name(who).to_owned();
        if !who.is_empty() {
            self.rows.push(Row { who, cells });
        }
    }
}

/// Every list, in the order they are read.
pub const LISTS: &[List] = &[hub::HUB, work::PLANS, after::STEPPED_DOWN, hub::REPEATED, work::DRIFT, work::CASELOADS];

/// A list by its name in addresses.
pub fn list(name: &str) -> Option<&'static List> {
    LISTS.iter().find(|list| list.name == name)
}

impl List {
    /// A list that is told elsewhere, in the same words.
    pub const fn told(
        name: &'static str,
        title: &'static str,
        says: &'static str,
        columns: &'static [&'static str],
    ) -> List {
        List { name, title, says, columns, of: |_, _, _| {} }
    }

    /// What it finds.
    pub fn find(&self, index: &Index<'_>, local: &Local) -> Found {
        let mut found = Found::default();
        (self.of)(index, local, &mut found);
        found
    }
}
