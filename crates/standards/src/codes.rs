//! The dated code sets of the returns, as published in `data/cin-census-codes.csv` and `data/ssda903-codes.csv`.
//!
//! Codes are case-sensitive. A year is the collection year, which ends on 31 March: 2026 is April 2025 to March 2026.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table;

/// One code of one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The set it belongs to, for example `Ethnicity`.
    pub set: String,
    /// The code as written in a return.
    pub code: String,
    /// What it means, in a few words; empty where the meaning is not published.
    pub label: String,
    /// First collection year it may be used in; `None` when it has always been there.
    pub from_year: Option<i16>,
    /// Last collection year it may be used in; `None` while it lasts.
    pub to_year: Option<i16>,
    /// A remark on its use, often empty.
    pub note: String,
}

impl Entry {
    /// Whether the code may be used in the return of that collection year.
    pub fn in_force(&self, year: i16) -> bool {
        self.from_year.is_none_or(|from| year >= from) && self.to_year.is_none_or(|to| year <= to)
    }
}

static SETS: LazyLock<HashMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let mut sets: HashMap<String, Vec<Entry>> = HashMap::new();
    let files = [include_str!("../data/cin-census-codes.csv"), include_str!("../data/ssda903-codes.csv")];
    for row in files.into_iter().flat_map(|file| table::records(file, 6)) {
        let [set, code, label, from, to, note] = [0, 1, 2, 3, 4, 5].map(|column| row[column].clone());
        let entry = Entry { code, label, note, from_year: from.parse().ok(), to_year: to.parse().ok(), set };
        sets.entry(entry.set.clone()).or_default().push(entry);
    }
    sets
});

/// The codes of a set in their published order; empty when there is no such set.
pub fn entries(set: &str) -> &'static [Entry] {
    SETS.get(set).map_or(&[], Vec::as_slice)
}

/// One code of a set, whatever its years.
pub fn find(set: &str, code: &str) -> Option<&'static Entry> {
    entries(set).iter().find(|entry| entry.code == code)
}

/// The meaning of a code; `None` when the code is not in the set or its meaning is not published.
pub fn label(set: &str, code: &str) -> Option<&'static str> {
    find(set, code).map(|entry| entry.label.as_str()).filter(|label| !label.is_empty())
}

/// Whether the code is in the set and may be used in the return of that collection year.
pub fn in_force(set: &str, code: &str, year: i16) -> bool {
    find(set, code).is_some_and(|entry| entry.in_force(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_file_is_read() {
        assert_eq!(SETS.len(), 14 + 29);
        assert_eq!(SETS.values().map(Vec::len).sum::<usize>(), 149 + 419);
    }

    #[test]
    fn labels() {
        assert_eq!(label("Ethnicity", "WBRI"), Some("White British"));
        assert_eq!(label("PrimaryNeedCode", "N1"), Some("Abuse, neglect and exploitation"));
        assert_eq!(label("UPNunknown", "UN6"), None, "in the set, meaning not published");
        assert!(find("UPNunknown", "UN6").is_some());
        assert_eq!(label("Ethnicity", "wbri"), None);
        assert_eq!(label("Shoes", "1"), None);
    }

    #[test]
    fn years() {
        assert!(in_force("AssessmentFactors", "18A", 2020));
        assert!(!in_force("AssessmentFactors", "18A", 2021));
        assert!(!in_force("AssessmentFactors", "24A", 2021));
        assert!(in_force("AssessmentFactors", "24A", 2022));
        assert!(in_force("GenderCurrent", "1", 2024));
        assert!(!in_force("GenderCurrent", "1", 2025));
        assert!(in_force("Ethnicity", "WBRI", 1999));
        assert!(!in_force("Ethnicity", "XXXX", 2025));
    }
}
