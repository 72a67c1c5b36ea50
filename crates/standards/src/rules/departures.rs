//! Where our findings part, on purpose, from those of the open validators: `data/departures.csv`.

use std::sync::LazyLock;

use crate::table;

/// One deliberate difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The return: `CIN` or `SSDA903`.
    pub of: String,
    /// The rule's number, or `all`.
    pub rule: String,
    /// What the open validator does.
    pub they: String,
    /// What we do.
    pub we: String,
    /// Why.
    pub why: String,
}

static ALL: LazyLock<Vec<Departure>> = LazyLock::new(|| {
    let rows = table::records(include_str!("../../data/departures.csv"), 5).into_iter();
    let row = |row: Vec<String>| {
        let [of, rule, they, we, why] = [0, 1, 2, 3, 4].map(|column| row[column].clone());
        Departure { of, rule, they, we, why }
    };
    rows.map(row).collect()
});

/// The departures of one return, in the order of the file.
pub fn departures(of: &str) -> impl Iterator<Item = &'static Departure> {
    ALL.iter().filter(move |row| row.of == of)
}
