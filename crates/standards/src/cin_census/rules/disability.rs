//! Disabilities.

use std::collections::{HashMap, HashSet};

use super::super::rows::{Cell, Child};
use super::columns::{BORN, DISABILITY, NFA, cell_at};
use super::shapes::child;
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, always, error, query, whole};

const CODES: &str = "Give a code of the Disability list for each disability, or NONE alone.";

pub const RULES: &[Rule<Cin>] = &[
    query(
        "2887Q",
        "Seven or fewer different disability codes are used in the return.",
        "Check that all kinds of disability are recorded and exported.",
        &[],
        &[always(whole(|cin, found| {
            let cells = cin.census.children.iter().flat_map(named);
            if cells.map(|cell| cell.raw.trim()).collect::<HashSet<_>>().len() <= 7 {
                found.flag_return();
            }
        }))],
    ),
    query(
        "2888Q",
        "No child has more than one disability recorded.",
        "Check that the export writes every disability of a child.",
        &[],
        &[always(whole(|cin, found| {
            let most = cin.census.children.iter().map(|child| named(child).count()).max();
            if most == Some(1) {
                found.flag_return();
            }
        }))],
    ),
    error(
        "8540",
        "Disability is missing or not a valid code.",
        CODES,
        &[DISABILITY, BORN.name],
        &[always(child(disability))],
    ),
    error(
        "8790",
        "No disability is recorded together with a disability.",
        "Take NONE out, or the disabilities.",
        &[DISABILITY],
        &[always(child(|_, child, found| {
            let is_none = |cell: &&Cell<String>| cell.raw.trim().eq_ignore_ascii_case("NONE");
            let all = &child.characteristics.disabilities;
            if all.iter().any(|cell| is_none(&cell)) {
                for other in all.iter().filter(|cell| !is_none(cell)) {
                    found.flag([cell_at(DISABILITY, other)]);
                }
            }
        }))],
    ),
    error(
        "8794",
        "The same disability is recorded twice.",
        "Give each disability once.",
        &[DISABILITY],
        &[always(child(|_, child, found| {
            let places = repeats(&child.characteristics.disabilities, DISABILITY);
            places.into_iter().for_each(|place| found.flag([place]));
        }))],
    ),
];

/// The disabilities of a child that name one.
fn named(child: &Child) -> impl Iterator<Item = &Cell<String>> {
    let cells = child.characteristics.disabilities.iter();
    cells.filter(|cell| !matches!(cell.raw.trim(), "" | "NONE"))
}

/// The places of every code that stands in the list more than once.
pub fn repeats(cells: &[Cell<String>], name: &'static str) -> Vec<Place> {
    let mut times: HashMap<&str, u32> = HashMap::new();
    for cell in cells.iter().filter(|cell| !cell.raw.trim().is_empty()) {
        *times.entry(cell.raw.trim()).or_default() += 1;
    }
    let again = cells.iter().filter(|cell| times.get(cell.raw.trim()).is_some_and(|times| *times > 1));
    again.map(|cell| cell_at(name, cell)).collect()
}

fn disability(_: &Cin, child: &Child, found: &mut Found) {
    let who = &child.identifiers;
    if BORN.none(who) || !child.episodes.iter().any(|row| NFA.no(row)) {
        return;
    }
    let cells = &child.characteristics.disabilities;
    let mut places: Vec<Place> =
        cells.iter().filter(|cell| cell.value.is_none()).map(|cell| cell_at(DISABILITY, cell)).collect();
    if cells.is_empty() {
        let line = if child.characteristics.line == 0 { child.line } else { child.characteristics.line };
        places.push(Place::new(DISABILITY, line, ""));
    }
    if !places.is_empty() {
        places.push(BORN.at(who));
        found.flag(places);
    }
}
