//! Rules about what permanence a child had before.

use jiff::civil::{Date, date};

use super::shapes::{first, flag, latest, other_than, per_row, rule};
use super::subject::{Look, Returns};
use crate::codes;
use crate::reading::PartialDate;
use crate::rules::{Found, Rule};
use crate::ssda903::PrevPerm;

pub const RULES: &[Rule<Returns>] = &[
    rule!(
        "630",
        "Care began in the year, and what permanence the child had before is not fully said.",
        "Give the code, and for all but Z1 the authority and the date.",
        [Episodes.RNE],
        not_said
    )
    .needing(&["PrevPerm"]),
    per_row!("631", "The earlier permanence is not a code.", "Use one of P1 to P4 and Z1.",
        prev_perm, |row| other_than(&row.prev_perm, &["P1", "P2", "P3", "P4", "Z1"]); PrevPerm.PREV_PERM),
    rule!(
        "632",
        "The date of the earlier permanence is not a date, or not before care began.",
        "Correct the date; write zz for what is not known.",
        [Episodes.DECOM, PrevPerm.DATE_PERM],
        not_before
    ),
    per_row!("633", "The authority of the earlier permanence is not a code.", "Use the authority's three digits, or WAL, SCO, NIR or NUK.",
        prev_perm, |row| row.la_perm.is_filled() && !row.la_perm.is_any(&["WAL", "SCO", "NUK", "NIR"])
            && codes::find("LA", row.la_perm.as_str()).is_none(); PrevPerm.LA_PERM),
    rule!(
        "634",
        "There is an earlier permanence, and no episode of the child began in the year.",
        "Take it out, or correct the episodes.",
        [PrevPerm.LA_PERM, PrevPerm.PREV_PERM, PrevPerm.DATE_PERM, Episodes.DECOM],
        nothing_began
    ),
    per_row!("635", "There is an authority or a date of an earlier permanence, and no code.", "Give the code, or take them out.",
        prev_perm, |row| row.prev_perm.is_blank() && (row.la_perm.is_filled() || row.date_perm.raw.is_filled());
        PrevPerm.LA_PERM, PrevPerm.DATE_PERM, PrevPerm.PREV_PERM),
];

fn not_said(at: Look, found: &mut Found) {
    let incomplete = |row: &PrevPerm| {
        row.prev_perm.is_blank()
            || (!row.prev_perm.is("Z1") && (row.la_perm.is_blank() || row.date_perm.raw.is_blank()))
    };
    let rows = at.this.prev_perm();
    if rows.is_empty() || rows.iter().any(incomplete) {
        let began = at.this.episodes().iter().filter(|row| row.rne.is("S") && row.decom.value >= Some(at.whole.start));
        began.for_each(|row| flag!(found; row => RNE));
    }
}

/// The last day a date may mean, of which parts are not known; `None` when even the year is not.
fn last_day(partial: PartialDate) -> Option<Date> {
    let year = partial.year?;
    Some(match (partial.month, partial.day) {
        (None, _) => date(year, 12, 31),
        (Some(month), None) => Date::new(year, month, 1).ok()?.last_of_month(),
        (Some(month), Some(day)) => Date::new(year, month, day).ok()?,
    })
}

fn not_before(at: Look, found: &mut Found) {
    let Some(began) = first(at.this.episodes()) else { return };
    for row in at.this.prev_perm().iter().filter(|row| row.date_perm.raw.is_filled()) {
        let wrong = match row.date_perm.value {
            None => true,
            Some(partial) => last_day(partial) >= began.decom.value && last_day(partial).is_some(),
        };
        if wrong {
            flag!(found; began => DECOM, row => DATE_PERM);
        }
    }
}

fn nothing_began(at: Look, found: &mut Found) {
    use crate::ssda903::Row as _;
    if latest(at.this.episodes()).is_none_or(|last| last.decom.value >= Some(at.whole.start)) {
        return;
    }
    let held = |row: &&PrevPerm| row.prev_perm.is_filled() || row.la_perm.is_filled() || row.date_perm.raw.is_filled();
    for row in at.this.prev_perm().iter().filter(held) {
        let own = ["LA_PERM", "PREV_PERM", "DATE_PERM"].map(|name| row.place(name));
        found.flag(own.into_iter().chain(at.this.episodes().iter().map(|row| row.place("DECOM"))));
    }
}
