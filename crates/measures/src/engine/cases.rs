//! What a measure looks at, one case at a time, and how cases make a figure.

use super::events::{Event, Who};
use std::collections::HashSet;

/// One of those counted out of: a child, a plan, a conference, a worker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<'f> {
    pub who: Who,
    /// The row it stands for.
    pub row: u32,
    /// Whether it is in the numerator.
    pub counts: bool,
    /// What it adds to a sum: days, weeks, a score, children held.
    pub amount: f64,
    /// What it adds to what a sum is divided by: 1, or a worker's share of full time.
    pub of: f64,
    /// Which part it belongs to, where a measure has parts.
    pub part: &'f str,
    /// The team of a case about a worker; empty where the team is that of the child.
    pub team: &'f str,
}

/// The cases of one measure for one period.
#[derive(Debug, Default)]
pub struct Cases<'f> {
    pub list: Vec<Case<'f>>,
    seen: HashSet<Who>,
}

impl<'f> Cases<'f> {
    /// Empties it, to be used again.
    pub fn clear(&mut self) {
        self.list.clear();
        self.seen.clear();
    }

    /// An event that is counted out of, and whether it is counted.
    pub fn case(&mut self, event: Event, counts: bool) {
        self.push(event, counts, 1.0, 1.0, "");
    }

    /// An event that counts.
    pub fn count(&mut self, event: Event) {
        self.case(event, true);
    }

    /// An event with an amount, such as days.
    pub fn amount(&mut self, event: Event, amount: f64) {
        self.push(event, true, amount, 1.0, "");
    }

    /// An event in one part of several.
    pub fn part(&mut self, event: Event, part: &'f str) {
        self.push(event, true, 1.0, 1.0, part);
    }

    /// Everything said.
    pub fn push(&mut self, event: Event, counts: bool, amount: f64, of: f64, part: &'f str) {
        self.list.push(Case { who: event.who, row: event.row, counts, amount, of, part, team: "" });
    }

    /// A worker of a team: whether they count, an amount, and their share of full time.
    pub fn worker(&mut self, event: Event, team: &'f str, counts: bool, amount: f64, of: f64) {
        self.list.push(Case { who: event.who, row: event.row, counts, amount, of, part: "", team });
    }

    /// True the first time a person is named: for measures that count children, not rows.
    pub fn first(&mut self, who: Who) -> bool {
        self.seen.insert(who)
    }
}

/// One part of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub name: String,
    pub counted: f64,
    /// What it is out of: all cases.
    pub of: f64,
}
