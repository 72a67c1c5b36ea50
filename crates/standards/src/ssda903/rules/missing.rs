//! Rules about times a child was missing, and about orders that deprive a child of liberty: both are stretches of time that
//! must lie within care.

use jiff::civil::Date;

use super::shapes::{
    before, birthday, each, editions, flag, look, other_than, pairs, per_row, rule, same, spells, unreadable,
};
use super::subject::{Look, Returns};
use crate::reading::Cell;
use crate::rules::{Check, Found, Place, Rule, from};

/// A stretch of time of one row.
struct Stretch<'a> {
    start: &'a Cell<Date>,
    end: &'a Cell<Date>,
}

/// Flags each stretch that begins before the one that ended before it.
macro_rules! in_turn {
    ($rows:ident $start:ident $end:ident; $($field:ident)+) => {{
        fn check(at: Look, found: &mut Found) {
            let mut rows: Vec<_> = at.this.$rows().iter().collect();
            rows.sort_by_key(|row| {
                let end = row.$end.value.or(row.$start.value);
                (end.is_none(), end, row.$start.value.is_none(), row.$start.value)
            });
            for pair in rows.windows(2) {
                if pair[0].$end.value.is_none() || before(pair[1].$start.value, pair[0].$end.value) {
                    flag!(found; pair[1] => $($field)+);
                }
            }
        }
        check
    }};
}

/// Flags each stretch that does not end within a time in care.
macro_rules! ends_in_care {
    ($rows:ident $start:ident $end:ident; $field:ident) => {{
        fn check(at: Look, found: &mut Found) {
            for row in at.this.$rows() {
                if outlasts(at, &Stretch { start: &row.$start, end: &row.$end }) {
                    flag!(found; row => $field);
                }
            }
        }
        check
    }};
}

/// Flags a stretch left open last year that this year's return does not go on with: the row of last year's, when this
/// year has none of the child.
macro_rules! goes_on {
    ($rows:ident $start:ident $end:ident; $name:ident, $first:expr, $last:literal) => {{
        fn check(at: Look, found: &mut Found) {
            let open = at.last.$rows().iter().filter(|row| row.$end.raw.is_blank() && row.$start.value.is_some());
            for last in open.filter(|last| !at.this.$rows().iter().any(|row| same(&row.$start, &last.$start))) {
                match at.this.$rows().iter().filter(|_| $first).min_by_key(|row| (row.$start.value.is_none(), row.$start.value)) {
                    Some(row) => flag!(found; row => $name),
                    None => found.flag([Place::new($last, last.line, last.$start.raw.as_str())]),
                }
            }
        }
        check
    }};
}

const fn since(check: Check<Returns>) -> crate::rules::Edition<Returns> {
    from(2027, check)
}

pub const RULES: &[Rule<Returns>] = &[
    per_row!("564", "When the child went missing is missing.", "Write the date it began.",
        missing, |row| row.missing.is_any(&["M", "A"]) && row.mis_start.raw.is_blank(); Missing.MISSING, Missing.MIS_START),
    per_row!("565", "There is a date a missing episode began, and no kind.", "Write M or A.",
        missing, |row| row.missing.is_blank() && row.mis_start.raw.is_filled(); Missing.MISSING, Missing.MIS_START),
    per_row!("566", "There is a date a missing episode ended, and no kind.", "Write M or A.",
        missing, |row| row.missing.is_blank() && row.mis_end.raw.is_filled(); Missing.MISSING, Missing.MIS_END),
    per_row!("567", "The missing episode ended before it began.", "Correct whichever of the two dates is wrong.",
        missing, |row| before(row.mis_end.value, row.mis_start.value); Missing.MIS_START, Missing.MIS_END),
    per_row!("570", "The missing episode began after the year.", "Correct the date, or leave it for the next return.",
        missing, |row, whole| before(Some(whole.end), row.mis_start.value); Missing.MIS_START),
    per_row!("571", "The missing episode ended outside the year.", "Correct the date, or leave it out of this return.",
        missing, |row, whole| outside(row.mis_end.value, whole); Missing.MIS_END),
    rule!("574", "A missing episode began before the one before it had ended.", "Correct the dates.",
        [Missing.MIS_START, Missing.MIS_END], in_turn!(missing mis_start mis_end; MIS_START MIS_END)),
    pairs!("575", "The placement the child went missing from has ended, and the missing episode has not.", "Write when the child was found.",
        missing, episodes, |row, of, _whole| row.mis_end.raw.is_blank() && row.mis_start.value.is_some_and(|began|
            of.decom.value.is_some_and(|from| from <= began) && of.dec.value.is_some_and(|to| began <= to)); Missing.MIS_END;),
    rule!("576", "A missing episode left open last year does not go on in this year's return.", "Add it, or close it in last year's return.",
        [Missing.MIS_START, Missing_last.MIS_START], goes_on!(missing mis_start mis_end; MIS_START, true, "Missing_last.MIS_START"))
        .needing(&["Missing", "Missing_last"]),
    rule!("577", "The missing episode does not end within a time in care.", "Correct its end, or the episodes.",
        [Missing.MIS_END], ends_in_care!(missing mis_start mis_end; MIS_END)),
    rule!("578", "The child went missing when not in care.", "Correct the date, or the episodes.", [Missing.MIS_START], begins_out_of_care),
    pairs!("580", "The child was missing until turning 18, and the episode ended for another reason than E8.", "Write E8.",
        episodes, missing, |row, of, _whole| of.mis_end.value.is_some() && birthday(&of.dob, 18) == of.mis_end.value
            && of.mis_end.value == row.dec.value && !row.rec.is("E8"); Episodes.REC;),
    rule!("581", "No episode covers the day the child went missing.", "Correct the date, or the episodes.", [Missing.MIS_START], not_covered),
    per_row!("586", "The child went missing before birth, or on that day.", "Correct whichever of the two dates is wrong.",
        missing, |row| row.mis_start.value.zip(row.dob.value).is_some_and(|(began, born)| began <= born); Missing.MIS_START),
    per_row!("1004", "When the child went missing is missing or is not a date.", "Write it as dd/mm/yyyy.",
        missing, |row| row.mis_start.value.is_none(); Missing.MIS_START),
    per_row!("1005", "When the missing episode ended is not a date.", "Write it as dd/mm/yyyy.",
        missing, |row| unreadable(&row.mis_end); Missing.MIS_END),
    per_row!("1006", "The kind of missing episode is not a code.", "Write M or A.",
        missing, |row| other_than(&row.missing, &["M", "A"]); Missing.MISSING),
    editions!("700", "When the deprivation of liberty began is missing or is not a date.", "Write it as dd/mm/yyyy.", [DoLo.DOLO_START];
        since(each!(dolo, |row| row.dolo_start.value.is_none(); DoLo.DOLO_START))),
    editions!("701", "When the deprivation of liberty ended is not a date.", "Write it as dd/mm/yyyy.", [DoLo.DOLO_END];
        since(each!(dolo, |row| unreadable(&row.dolo_end); DoLo.DOLO_END))),
    editions!("702", "The deprivation of liberty ended before it began, or on that day.", "Correct whichever of the two dates is wrong.",
        [DoLo.DOLO_START, DoLo.DOLO_END];
        since(each!(dolo, |row| row.dolo_end.value.zip(row.dolo_start.value).is_some_and(|(end, start)| end <= start);
            DoLo.DOLO_START, DoLo.DOLO_END))),
    editions!("703", "The deprivation of liberty began after the year.", "Correct the date, or leave it for the next return.", [DoLo.DOLO_START];
        since(each!(dolo, |row, whole| before(Some(whole.end), row.dolo_start.value); DoLo.DOLO_START))),
    editions!("704", "The deprivation of liberty ended outside the year.", "Correct the date, or leave it out of this return.", [DoLo.DOLO_END];
        since(each!(dolo, |row, whole| outside(row.dolo_end.value, whole); DoLo.DOLO_END))),
    editions!("705", "A deprivation of liberty began before the one before it had ended.", "Correct the dates.", [DoLo.DOLO_START, DoLo.DOLO_END];
        since(look!(in_turn!(dolo dolo_start dolo_end; DOLO_START DOLO_END)))),
    editions!("706", "A deprivation of liberty left open last year does not go on in this year's return.", "Add it, or close it in last year's return.",
        [DoLo_last.DOLO_START]; since(look!(goes_on!(dolo dolo_start dolo_end; DOLO_START, false, "DoLo_last.DOLO_START"))))
        .needing(&["DoLo", "DoLo_last"]),
    editions!("707", "The deprivation of liberty does not end within a time in care.", "Correct its end, or the episodes.", [DoLo.DOLO_END];
        since(look!(ends_in_care!(dolo dolo_start dolo_end; DOLO_END)))),
    editions!("708", "The child was deprived of liberty before birth, or on that day.", "Correct whichever of the two dates is wrong.", [DoLo.DOLO_START];
        since(each!(dolo, |row| row.dolo_start.value.zip(row.dob.value).is_some_and(|(began, born)| began <= born); DoLo.DOLO_START))),
    editions!("709", "The placement during a deprivation of liberty is not one that is expected.", "Check the placement and the dates.",
        [DoLo.DOLO_START, Episodes.PLACE]; since(look!(|at, found| placed(at, found, |row| !row.place.is_any(&["K2", "Z12", "Z13"]))))),
    editions!("710", "The placement during a deprivation of liberty is not allowed.", "Correct the placement or the dates.",
        [DoLo.DOLO_START, Episodes.PLACE]; since(look!(|at, found| placed(at, found, |row| row.place.is_any(&["K1", "P1", "R5", "K3"]))))),
];

fn outside(day: Option<Date>, whole: &Returns) -> bool {
    day.is_some_and(|day| !(whole.start..=whole.end).contains(&day))
}

/// Whether a stretch fits into none of the child's times in care. Without any, nothing is said.
fn outlasts(at: Look, one: &Stretch) -> bool {
    let spells = spells(at);
    let fails = |spell: &super::shapes::Spell| match one.end.value {
        None => spell.end.is_some() || before(one.start.value, Some(spell.start)),
        Some(end) => spell.end.is_some_and(|last| end > last) || end < spell.start,
    };
    one.start.value.is_some() && !spells.is_empty() && spells.iter().all(fails)
}

fn begins_out_of_care(at: Look, found: &mut Found) {
    let spells = spells(at);
    for row in at.this.missing().iter().filter(|_| !spells.is_empty()) {
        let Some(began) = row.mis_start.value else { continue };
        // From the day care ends the child is not looked after.
        if spells.iter().all(|spell| began < spell.start || spell.end.is_some_and(|end| began >= end)) {
            flag!(found; row => MIS_START);
        }
    }
}

fn not_covered(at: Look, found: &mut Found) {
    let episodes = at.this.episodes();
    for row in at.this.missing().iter().filter(|_| !episodes.is_empty()) {
        let covered = |began: Date| {
            let from = |of: &crate::ssda903::Episodes| of.decom.value.is_some_and(|from| from <= began);
            episodes.iter().any(|of| from(of) && of.dec.value.is_none_or(|to| began <= to))
        };
        if !row.mis_start.value.is_some_and(covered) {
            flag!(found; row => MIS_START);
        }
    }
}

/// Placements at the time of an order.
fn placed(at: Look, found: &mut Found, wrong: fn(&crate::ssda903::Episodes) -> bool) {
    for row in at.this.dolo() {
        let Some(start) = row.dolo_start.value else { continue };
        let end = if row.dolo_end.raw.is_blank() { Some(at.whole.end) } else { row.dolo_end.value };
        for of in at.this.episodes().iter().filter(|of| wrong(of)) {
            if of.dec.value.is_none_or(|ended| start <= ended)
                && of.decom.value.zip(end).is_some_and(|(began, end)| began <= end)
            {
                flag!(found; row => DOLO_START, of => PLACE);
            }
        }
    }
}
