//! Checks of list 6: children in need.

use super::shapes::{before, per_child, per_row};
use super::subject::{Lists, Rows};
use crate::annex_a::Row as _;
use crate::rules::{Found, Rule};

pub const RULES: &[Rule<Lists>] = &[
    per_row!("AA601" error, "The child's case was closed before it began.", "Correct one of the dates.",
        in_need 6 ["CIN Closure Date", "CIN Start Date"], |row| before(&row.closed, &row.start)),
    per_child!("AA602" error, "The child is on the list both open and closed.", "Keep the row that is true now.",
        ["List 6.CIN Closure Date"], needs [], open_and_closed),
    per_row!("AA603" error, "There is a closure date and no reason, or a reason and no date.", "Give both, or neither.",
        in_need 6 ["CIN Closure Date", "Reason for Closure"],
        |row| row.closed.raw.is_filled() != row.reason.raw.is_filled()),
    per_row!("AA604" error, "The case status does not agree with the closure date.",
        "A closed episode has a closure date, and nothing else has one.",
        in_need 6 ["Case Status", "CIN Closure Date"],
        |row| row.status.value.is_some() && row.status.is("Closed episode") != row.closed.raw.is_filled()),
    per_row!("AA605" query, "The child was last seen after the case was closed.", "Check the two dates.",
        in_need 6 ["Date Child Was Last Seen", "CIN Closure Date"], |row| before(&row.closed, &row.last_seen)),
    per_row!("AA606" error, "The need of an open case is not that of a child in need.",
        "Choose the need the assessment found; N9 is for cases that are none.",
        in_need 6 ["Primary Need Code", "CIN Closure Date"], |row| row.closed.raw.is_blank() && row.need.is("N9")),
];

fn open_and_closed(rows: Rows<'_>, found: &mut Found) {
    let open = rows.in_need().find(|row| row.closed.raw.is_blank());
    let closed = rows.in_need().find(|row| row.closed.raw.is_filled());
    if let (Some(open), Some(closed)) = (open, closed) {
        found.flag([open, closed].map(|row| row.place("CIN Closure Date")));
    }
}
