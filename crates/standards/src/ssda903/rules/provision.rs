//! Rules about who provides a placement.

use super::shapes::{ADOPTIVE, FOSTER, TEMPORARY, each, editions, other_than, per_row};
use super::subject::Returns;
use crate::rules::{Rule, from, until};

/// A provider that cannot provide placements of these kinds.
macro_rules! not_from {
    ($number:literal, $words:literal, $provider:literal, $places:expr) => {
        per_row!($number, $words, "Correct whichever of the two is wrong.",
            episodes, |row| row.place_provider.is($provider) && row.place.is_any($places); Episodes.PLACE, Episodes.PLACE_PROVIDER)
    };
}

pub const RULES: &[Rule<Returns>] = &[
    editions!("242", "XXXXXXX stands in the place of an Ofsted number, and the placement is neither for adoption nor fostering.",
        "Give the Ofsted number, or leave it blank where there is none.", [Episodes.URN];
        from(2026, each!(episodes, |row| row.urn.is("XXXXXXX") && !row.place.is_any(ADOPTIVE) && !row.place.is_any(FOSTER); Episodes.URN))),
    per_row!("516", "The child left care to a former foster carer, and was not placed with one.", "Correct why the episode ended, or the placement.",
        episodes, |row| row.rec.is_any(&["E45", "E46"]) && !row.place.is_any(FOSTER); Episodes.REC, Episodes.PLACE),
    editions!("526", "The provider of the placement is missing.", "Use one of PR0 to PR5.", [Episodes.PLACE, Episodes.PLACE_PROVIDER];
        until(2025, each!(episodes, |row| row.place_provider.is_blank() && !row.place.is_any(TEMPORARY) && !row.place.is("Z1");
            Episodes.PLACE, Episodes.PLACE_PROVIDER)),
        from(2026, each!(episodes, |row| row.place_provider.is_blank() && !row.place.is_any(TEMPORARY)
            && !row.place.is_any(&["Z11", "Z12", "Z13", "Z14"]); Episodes.PLACE, Episodes.PLACE_PROVIDER))),
    not_from!("527", "The authority itself does not provide such a placement.", "PR1", &["P1", "R2", "R5"]),
    not_from!("528", "Another authority does not provide such a placement.", "PR2", &["P1", "R2", "R5"]),
    not_from!(
        "529",
        "Another public body does not provide such a placement.",
        "PR3",
        &["P1", "A3", "A4", "A5", "A6", "K1", "K2", "U1", "U2", "U3", "U4", "U5", "U6"]
    ),
    not_from!("530", "A private provider does not provide a placement with the parents.", "PR4", &["P1"]),
    not_from!("531", "A voluntary provider does not provide a placement with the parents.", "PR5", &["P1"]),
    per_row!("550", "The parents are given as provider of a placement that is not with them.", "Correct whichever of the two is wrong.",
        episodes, |row| row.place_provider.is("PR0") && !row.place.is("P1"); Episodes.PLACE, Episodes.PLACE_PROVIDER),
    per_row!("1009", "Why the placement changed is not a code.", "Use a code of the list of reasons.",
        episodes, |row| other_than(&row.reason_place_change, &["ALLEG", "APPRR", "CARPL", "CHILD", "CLOSE", "CREQB", "CREQO", "CUSTOD", "LAREQ", "OTHER", "PLACE", "STAND"]);
        Episodes.REASON_PLACE_CHANGE),
];
