//! The reference date of the return, and the children's own numbers.

use std::collections::HashMap;

use jiff::civil::Date;

use super::super::rows::{Child, Header, value};
use super::columns::{ID, cell_at};
use super::shapes::child;
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, always, error, from, whole};

const REFERENCE: &str = "Header.ReferenceDate";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "100",
        "The reference date must be 31 March of the census year.",
        "Write the year the census ends in as Year, and 31 March of that year as ReferenceDate.",
        &[REFERENCE],
        &[always(whole(reference_date))],
    ),
    error(
        "1570",
        "The child id is longer than 20 characters.",
        "Give the child an LAchildID of at most 20 letters and digits.",
        &[ID],
        &[from(2025, child(|_, child, found| id_is(child, |id| id.chars().count() <= 20, found)))],
    ),
    error(
        "1580",
        "The child id may hold only letters and digits.",
        "Take hyphens, blanks and other marks out of the LAchildID.",
        &[ID],
        &[from(2025, child(|_, child, found| id_is(child, |id| id.chars().all(|c| c.is_ascii_alphanumeric()), found)))],
    ),
    error(
        "8500",
        "The child has no local id.",
        "Give the child its LAchildID.",
        &[ID],
        &[always(child(|_, child, found| {
            if child.identifiers.la_child_id.value.is_none() {
                found.flag([id_at(child)]);
            }
        }))],
    ),
    error(
        "8510",
        "This child id appears on more than one child record.",
        "Give each child once, with all episodes, under its own LAchildID.",
        &[ID],
        &[always(whole(|cin, found| {
            repeated(cin, |child| child.identifiers.la_child_id.value.as_deref(), id_at, found)
        }))],
    ),
    error(
        "8590",
        "The child has no episode in the return.",
        "Add the child's CINdetails, or leave the child out.",
        &[ID],
        &[always(child(|_, child, found| {
            if child.episodes.is_empty() {
                found.flag([id_at(child)]);
            }
        }))],
    ),
];

fn reference_date(cin: &Cin, found: &mut Found) {
    let Header { line, year, reference_date, .. } = &cin.census.header;
    let expected = value(year).and_then(|year| Date::new(*year, 3, 31).ok());
    if expected.is_none() || expected != value(reference_date).copied() {
        found.flag([match reference_date {
            Some(cell) => cell_at(REFERENCE, cell),
            None => Place::new(REFERENCE, *line, ""),
        }]);
    }
}

pub fn id_at(child: &Child) -> Place {
    cell_at(ID, &child.identifiers.la_child_id)
}

fn id_is(child: &Child, fits: fn(&str) -> bool, found: &mut Found) {
    if child.identifiers.la_child_id.value.as_ref().is_some_and(|id| !fits(id)) {
        found.flag([id_at(child)]);
    }
}

/// Flags children who share what should be each child's own: one finding for each, at its own place.
pub fn repeated<'c>(
    cin: &'c Cin,
    own: impl Fn(&'c Child) -> Option<&'c str>,
    at: impl Fn(&Child) -> Place,
    found: &mut Found,
) {
    let mut times: HashMap<&str, u32> = HashMap::new();
    for own in cin.census.children.iter().filter_map(&own) {
        *times.entry(own).or_default() += 1;
    }
    for child in &cin.census.children {
        if own(child).is_some_and(|own| times[own] > 1) {
            found.flag_child(child.identifiers.la_child_id.value.as_deref(), [at(child)]);
        }
    }
}
