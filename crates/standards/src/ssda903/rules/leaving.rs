//! Rules about leaving care.

use super::shapes::{in_part, per_row};
use super::subject::Returns;
use crate::rules::Rule;

pub const RULES: &[Rule<Returns>] = &[
    per_row!("131", "Whether the authority is in touch is missing or is not a code.", "Use one of YES, NO, DIED, REFU, NREQ and RHOM.",
        oc3, |row| !row.in_touch.is_any(&["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"]); OC3.IN_TOUCH),
    per_row!("132", "The main activity is missing or is not a code.", "Use a code of the list of activities, or 0 if it is not known.",
        oc3, |row| !row.activ.is_any(&["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"]); OC3.ACTIV),
    per_row!("133", "The accommodation is missing or is not a code.", "Use a code of the list, or 0 if it is not known; no fixed abode and custody are never suitable.",
        oc3, |row| !row.accom.is("0") && !accommodation(row.accom.as_str()); OC3.ACCOM),
    per_row!("153", "Some of the care leaver's items are given and some are not.", "Give all three, or none.",
        oc3, |row| in_part(&[&row.in_touch, &row.activ, &row.accom]); OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM),
    per_row!("344", "A young person who died or went home has an activity or accommodation.", "Write 0 for both.",
        oc3, |row| row.in_touch.is_any(&["DIED", "RHOM"]) && !(row.activ.is("0") && row.accom.is("0"));
        OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM),
    per_row!("345", "The authority is in touch and does not know the activity or the accommodation.", "Give both, or correct whether it is in touch.",
        oc3, |row| row.in_touch.is("YES") && (row.activ.is("0") || row.accom.is("0"));
        OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM),
];

/// A kind of accommodation, and whether it is suitable: 1 or 2.
fn accommodation(text: &str) -> bool {
    match text.to_ascii_uppercase().as_bytes() {
        [kind, b'2'] => b"BCDEGHKRSTUVWXYZ".contains(kind),
        [kind, b'1'] => b"BCDEGHKRTUVWYZ".contains(kind),
        _ => false,
    }
}
