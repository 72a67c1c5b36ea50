//! Rules about placements.

use super::shapes::{each, per_row};
use super::subject::{Child, Returns};
use crate::rules::{Edition, Found, Place, Rule, Years, always, child, error, from, until};
use crate::ssda903::Episodes;

const TEMPORARY: &[&str] = &["T0", "T1", "T2", "T3", "T4"];
const OTHER: &[&str] = &["Z11", "Z12", "Z13", "Z14"];
/// Placements that Ofsted has no number for, in every year.
const NO_NUMBER: &[&str] = &["P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4"];

pub const RULES: &[Rule<Returns>] = &[
    error(
        "213",
        "A temporary or other placement has a provider.",
        "Leave the provider blank.",
        &["Episodes.PLACE_PROVIDER"],
        const {
            &[
                until(
                    2025,
                    each!(episodes, |row| row.place_provider.is_filled() && row.place.is_any(TEMPORARY); Episodes.PLACE_PROVIDER),
                ),
                from(
                    2026,
                    each!(episodes, |row| row.place_provider.is_filled() && (row.place.is_any(TEMPORARY) || row.place.is_any(OTHER)); Episodes.PLACE_PROVIDER),
                ),
            ]
        },
    ),
    per_row!("214", "A short break has a placement postcode or an Ofsted number.", "Leave both blank.",
        episodes, |row| row.ls.is_any(&["V3", "V4"]) && (row.pl_post.is_filled() || row.urn.is_filled());
        Episodes.PL_POST, Episodes.URN),
    per_row!("217", "A placement with the current foster carer to adopt started for another reason.", "Use S, T or U for why the episode started, or correct the placement.",
        episodes, |row| row.place.is_any(&["A3", "A5"]) && !row.rne.is_any(&["S", "T", "U"])
            && row.decom.value.is_some_and(|began| began >= jiff::civil::date(2015, 4, 1));
        Episodes.PLACE, Episodes.DECOM, Episodes.RNE),
    error(
        "222",
        "A placement that Ofsted has no number for has one.",
        "Write XXXXXXX, or correct the placement.",
        &["Episodes.URN"],
        const {
            &[
                until(
                    2023,
                    each!(episodes, |row| numbered(row) && (row.place.is_any(NO_NUMBER) || row.place.is_any(&["H5", "P2", "Z1"])); Episodes.URN),
                ),
                Edition {
                    years: Years { from: Some(2024), to: Some(2024) },
                    check: each!(episodes, |row| numbered(row) && (row.place.is_any(NO_NUMBER) || row.place.is_any(&["P2", "Z1"])); Episodes.URN),
                },
                Edition {
                    years: Years { from: Some(2025), to: Some(2025) },
                    check: each!(episodes, |row| numbered(row) && (row.place.is_any(NO_NUMBER) || row.place.is("Z1")); Episodes.URN),
                },
                from(
                    2026,
                    each!(episodes, |row| numbered(row) && (row.place.is_any(NO_NUMBER) || row.place.is_any(OTHER)); Episodes.URN),
                ),
            ]
        },
    ),
    error(
        "225",
        "The placement changed, and why is not said.",
        "Say why on the episode that ended.",
        &["Episodes.REASON_PLACE_CHANGE"],
        const { &[always(child(change_without_reason))] },
    ),
    error(
        "226",
        "There is a reason for a change into or out of a temporary placement.",
        "Leave the reason blank.",
        &["Episodes.REASON_PLACE_CHANGE", "Episodes.PLACE"],
        const { &[until(2025, child(reason_when_temporary)), from(2026, child(reason_when_temporary))] },
    ),
    error(
        "233",
        "An episode that has not ended says why the placement changed.",
        "Leave the reason blank until the episode ends.",
        &["Episodes.REASON_PLACE_CHANGE"],
        const {
            &[from(
                2026,
                each!(episodes, |row| row.dec.raw.is_blank() && row.reason_place_change.is_filled(); Episodes.REASON_PLACE_CHANGE),
            )]
        },
    ),
];

fn numbered(row: &Episodes) -> bool {
    row.urn.is_filled() && !row.urn.is("XXXXXXX")
}

/// A child's episodes in the order they began, rows without a start last. Rows without a child number stand alone.
fn in_order<'a>(whole: &'a Returns, child: &'a Child) -> Vec<&'a Episodes> {
    let mut rows: Vec<_> = whole.rows(child).episodes().iter().collect();
    rows.sort_by_key(|row| (row.decom.value.is_none(), row.decom.value));
    rows
}

fn change_without_reason(whole: &Returns, child: &Child, found: &mut Found) {
    if !child.is_known() {
        return;
    }
    for pair in in_order(whole, child).windows(2) {
        let (row, next) = (pair[0], pair[1]);
        let moved = next.rne.is_any(&["P", "B", "T", "U"]);
        let lasting = !row.place.is_any(TEMPORARY) && !next.place.is_any(TEMPORARY);
        if row.rec.is("X1") && row.reason_place_change.is_blank() && moved && lasting {
            found.flag([Place::new("Episodes.REASON_PLACE_CHANGE", row.line, "")]);
        }
    }
}

fn reason_when_temporary(whole: &Returns, child: &Child, found: &mut Found) {
    let rows = in_order(whole, child);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.place.is_any(TEMPORARY)) {
        let before = at.checked_sub(1).filter(|_| child.is_known()).map(|before| rows[before]);
        if row.reason_place_change.is_filled() || before.is_some_and(|before| before.reason_place_change.is_filled()) {
            let places = [("Episodes.REASON_PLACE_CHANGE", &row.reason_place_change), ("Episodes.PLACE", &row.place)];
            found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
        }
    }
}
