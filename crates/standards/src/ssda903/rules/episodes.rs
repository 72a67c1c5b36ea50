//! Rules about episodes.

use super::shapes::{each, other_than, per_row, unreadable};
use super::subject::{Child, Returns};
use crate::rules::{Edition, Found, Place, Rule, Years, always, child, error, from, until};

const PLACES: &[&str] = &[
    "A3", "A4", "A5", "A6", "K1", "K2", "P1", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2", "T3", "T4", "U1",
    "U2", "U3", "U4", "U5", "U6",
];
const PROVIDERS: &[&str] = &["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"];

pub const RULES: &[Rule<Returns>] = &[
    per_row!("141", "The start of the episode is not a date.", "Write it as dd/mm/yyyy.",
        episodes, |row| unreadable(&row.decom); Episodes.DECOM),
    error(
        "142",
        "A later episode has started, and this one has no end or no reason for it.",
        "Give the date the episode ended, and why.",
        &["Episodes.DEC", "Episodes.REC"],
        const { &[always(child(left_open))] },
    ),
    per_row!("143", "Why the episode started is not a code.", "Use one of S, L, P, T, B and U.",
        episodes, |row| other_than(&row.rne, &["S", "P", "L", "T", "U", "B"]); Episodes.RNE),
    per_row!("144", "The legal status is not a code.", "Use a code of the list of legal statuses.",
        episodes, |row| other_than(&row.ls, &["C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3"]); Episodes.LS),
    per_row!("145", "The category of need is not a code.", "Use one of N1 to N8.",
        episodes, |row| other_than(&row.cin, &["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"]); Episodes.CIN),
    error(
        "146",
        "The type of placement is not a code of the year.",
        "Use a code of the list of placements.",
        &["Episodes.PLACE"],
        const {
            &[
                until(
                    2024,
                    each!(episodes, |row| other_than(&row.place, PLACES) && other_than(&row.place, &["H5", "P2", "Z1"]); Episodes.PLACE),
                ),
                Edition {
                    years: Years { from: Some(2025), to: Some(2025) },
                    check: each!(episodes, |row| other_than(&row.place, PLACES) && other_than(&row.place, &["H5", "K3", "P2", "Z1"]); Episodes.PLACE),
                },
                from(
                    2026,
                    each!(episodes, |row| other_than(&row.place, PLACES) && other_than(&row.place, &["K3", "Z11", "Z12", "Z13", "Z14"]); Episodes.PLACE),
                ),
            ]
        },
    ),
    per_row!("147", "The end of the episode is not a date.", "Write it as dd/mm/yyyy.",
        episodes, |row| unreadable(&row.dec); Episodes.DEC),
    per_row!("148", "The episode has an end without a reason, or a reason without an end.", "Give both, or neither.",
        episodes, |row| row.dec.raw.is_filled() != row.rec.is_filled(); Episodes.DEC, Episodes.REC),
    per_row!("149", "Why the episode ended is not a code.", "Use a code of the list of reasons.",
        episodes, |row| other_than(&row.rec, &["E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E5", "E6", "E7", "E8", "E9", "E14", "E15", "E16", "E17", "X1"]); Episodes.REC),
    error(
        "178",
        "The provider of the placement is not a code, or the placement has none.",
        "Use one of PR0 to PR5; leave it blank for a temporary or other placement.",
        &["Episodes.PLACE_PROVIDER"],
        const {
            &[
                until(
                    2025,
                    each!(episodes, |row| other_than(&row.place_provider, PROVIDERS) || (row.place_provider.is_filled() && row.place.is_any(&["T0", "T1", "T2", "T3", "T4", "Z1"])); Episodes.PLACE_PROVIDER),
                ),
                from(
                    2026,
                    each!(episodes, |row| other_than(&row.place_provider, PROVIDERS) || (row.place_provider.is_filled() && row.place.is_any(&["T0", "T1", "T2", "T3", "Z11", "Z12", "Z13", "Z14"])); Episodes.PLACE_PROVIDER),
                ),
            ]
        },
    ),
];

/// All but the last of a child's episodes are ended. Rows without a start come last, as nobody knows when they were.
fn left_open(whole: &Returns, child: &Child, found: &mut Found) {
    if !child.is_known() {
        return;
    }
    let mut rows: Vec<_> = whole.rows(child).episodes().iter().collect();
    rows.sort_by_key(|row| (row.decom.value.is_none(), row.decom.value));
    rows.pop();
    for row in rows {
        if row.decom.value.is_some() && (row.dec.value.is_none() || row.rec.is_blank()) {
            let places = [("Episodes.DEC", &row.dec.raw), ("Episodes.REC", &row.rec)];
            found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
        }
    }
}
