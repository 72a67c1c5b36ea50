//! Children who may be on file already, under a name that did not come from a census.

use super::compare::Comparison;
use super::rows::Row;
use crate::access::Sight;
use crate::{Casework, Done};
use practice::ids::PersonId;
use standards::cin_census::{Fault, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The most people looked at who share a number with a new child.
const MOST: usize = 1_000;

impl Casework {
    /// A fault for each new child whose pupil number, or number at the authority, someone else on file has. Nobody is
    /// put together with anybody: that is for a worker to judge.
    pub(super) fn already_on_file(&self, sight: &Sight, rows: &[Row], comparison: &Comparison) -> Done<Vec<Fault>> {
        let mut sought: BTreeMap<String, (&Row, &str)> = BTreeMap::new();
        let details = rows.iter().filter(|row| row.kind == "person_details" && !comparison.is_known(row.person));
        for row in details {
            for (name, field) in [("upn", "upn"), ("number", "other_number")] {
                if let Some(number) = row.body[field].as_str().filter(|number| !number.is_empty()) {
                    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
                    sought.insert(format!("{name}:{}", plain.to_uppercase()), (row, field));
                }
            }
        }
        if sought.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<String> = sought.keys().cloned().collect();
        let mut faults = BTreeMap::<PersonId, Fault>::new();
        let ours: BTreeSet<PersonId> = rows.iter().map(|row| row.person).collect();
        for other in self
            .store()
            .found_by(&keys, MOST)?
            .iter()
            .filter(|other| !ours.contains(&other.person) && !sight.hides(other.person))
        {
            for (row, field) in other.keys.iter().filter_map(|key| sought.get(key)) {
                faults.entry(row.person).or_insert_with(|| fault(row, field));
            }
        }
        Ok(faults.into_values().collect())
    }
}

fn fault(row: &Row, field: &str) -> Fault {
    let (element, what) = match field {
        "upn" => ("ChildIdentifiers/UPN", "pupil number"),
        _ => ("ChildIdentifiers/LAchildID", "number"),
    };
    Fault {
        severity: Severity::Warning,
        line: row.line,
        child: row.body["other_number"].as_str().map(str::to_owned),
        element: element.to_owned(),
        found: row.body[field].as_str().unwrap_or_default().to_owned(),
        message: format!("Someone on file already has this {what}; the child came in as a file of its own."),
        remedy: "Search for the number, and see whether the two files are about one child.".to_owned(),
    }
}
