//! What a rule found.

use super::{Severity, Years};

/// Values are cut to this many characters.
const SHOWN: usize = 200;

/// A place in a return that a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `Table.Field`, by the return's own names.
    pub field: &'static str,
    /// Line of the file, or row of the table with its heading counted, from 1; 0 when the return has no such part.
    pub line: u32,
    /// What stands there, cut to 200 characters; empty when nothing does.
    pub value: String,
}

impl Place {
    /// A place and what stands there.
    pub fn new(field: &'static str, line: u32, value: &str) -> Place {
        let end = value.char_indices().nth(SHOWN).map_or(value.len(), |(end, _)| end);
        Place { field, line, value: value[..end].to_owned() }
    }

    /// The table's name.
    pub fn table(&self) -> &'static str {
        self.field.split_once('.').map_or(self.field, |(table, _)| table)
    }

    /// The field's name without its table.
    pub fn name(&self) -> &'static str {
        self.field.split_once('.').map_or(self.field, |(_, name)| name)
    }
}

/// One thing a rule flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's number.
    pub rule: &'static str,
    /// The years of the edition that was in force.
    pub edition: Years,
    /// How much it matters.
    pub severity: Severity,
    /// The child's number; `None` for the return as a whole, or a child without one.
    pub child: Option<String>,
    /// Where, what to look at first coming first; empty for the return as a whole.
    pub places: Vec<Place>,
    /// What is wrong.
    pub words: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

/// Where a rule leaves what it finds.
pub struct Found {
    pub(super) list: Vec<Finding>,
    /// How many findings are kept; the rest are counted.
    pub(super) most: usize,
    pub(super) unlisted: u64,
    /// What every finding of the rule now running has in common.
    pub(super) of: About,
}

/// What the findings of a rule have in common. It is set anew for each rule and child: nothing in it is on the heap.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub rule: &'static str,
    pub edition: Years,
    pub severity: Severity,
    pub words: &'static str,
    pub remedy: &'static str,
}

impl Found {
    /// Flags these places as one finding.
    pub fn flag(&mut self, places: impl IntoIterator<Item = Place>) {
        if self.list.len() >= self.most {
            self.unlisted += 1;
            return;
        }
        let About { rule, edition, severity, words, remedy } = self.of;
        let places = places.into_iter().collect();
        self.list.push(Finding { rule, edition, severity, child: None, places, words, remedy });
    }

    /// Flags these places of one child, for a rule that compares children.
    pub fn flag_child(&mut self, number: Option<&str>, places: impl IntoIterator<Item = Place>) {
        let before = self.list.len();
        self.flag(places);
        for finding in &mut self.list[before..] {
            finding.child = number.map(str::to_owned);
        }
    }

    /// Flags the return as a whole.
    pub fn flag_return(&mut self) {
        self.flag([]);
    }
}
