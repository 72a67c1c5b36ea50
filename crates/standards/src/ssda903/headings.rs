//! Which table a CSV file holds, and which of its columns is which: in any order and any case.

use std::borrow::Cow;

use super::{TABLES, Table};
use crate::reading::{Column, Faults, Place};

/// Columns the collection works out itself from postcodes.
const DERIVED: [&str; 3] = ["PL_LA", "PL_LOCATION", "PL_DISTANCE"];

/// A heading as it is compared: capitals, and an underscore for blanks and hyphens.
fn plain(heading: &str) -> String {
    let plain = heading.trim().to_ascii_uppercase().replace([' ', '-'], "_");
    match plain.as_str() {
        // As the XML has them.
        "CHILDID" => "CHILD".into(),
        "PL" => "PLACE".into(),
        _ => plain,
    }
}

/// The table whose columns these headings are, or `None` when they are those of none. A file named after its table
/// decides between tables that fit alike.
pub(super) fn table_of(file: &str, headings: &[Cow<'_, str>]) -> Option<&'static Table> {
    let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let shared = ["CHILD", "DOB", "SEX"];
    let held = |name: &str| headings.iter().any(|heading| heading == name);
    let score = |table: &Table| {
        let columns = table.columns.iter().filter(|column| column.in_csv);
        let (found, missing): (Vec<&Column>, Vec<&Column>) = columns.partition(|column| held(column.name));
        let own = found.iter().any(|column| !shared.contains(&column.name));
        (own && held("CHILD")).then(|| 2 * found.len() as i64 - missing.len() as i64)
    };
    let named = |table: &Table| {
        let letters =
            |text: &str| text.to_ascii_uppercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "");
        letters(file).contains(&letters(table.name))
    };
    TABLES
        .iter()
        .filter_map(|table| Some((score(table)?, named(table), table)))
        .max_by_key(|(score, named, _)| (*score, *named))
        .map(|(_, _, table)| table)
}

/// For each column of the table, where it stands in the file; `None` for those that are missing.
pub(super) fn places(
    table: &Table,
    at: Place<'_>,
    headings: &[Cow<'_, str>],
    faults: &mut Faults,
) -> Vec<Option<usize>> {
    let mut places = vec![None; table.columns.len()];
    for (position, heading) in headings.iter().enumerate() {
        let name = plain(heading);
        let at = at.column(heading).found(heading);
        match table.columns.iter().position(|column| column.in_csv && column.name == name) {
            Some(column) if places[column].is_none() => places[column] = Some(position),
            Some(_) => {
                let message = format!("There is a second column {name}; the first was read.");
                faults.error(at, message, "Take out the one that does not belong.");
            }
            None if name.is_empty() => {}
            None if DERIVED.contains(&name.as_str()) => {
                let message = "This column is worked out by the collection and was not read.";
                faults.warn(at, message, "Leave it out.");
            }
            None => {
                let message = format!("{} has no such column; it was not read.", table.name);
                faults.warn(at, message, "Leave it out, or correct the heading.");
            }
        }
    }
    for (column, place) in table.columns.iter().zip(&places) {
        if column.in_csv && place.is_none() {
            let remedy = format!("Add it: {}. Leave its cells empty if there is nothing to say.", column.about);
            faults.error(at.column(column.name), "The column is missing.", remedy);
        }
    }
    places
}
