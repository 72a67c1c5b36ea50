//! Rules about episodes in the order they began.

use super::shapes::{
    ADOPTED, ADOPTIVE, FOSTER, TEMPORARY, before, days_between, days_on, editions, equal, first, flag, in_order, look,
    neighbours, per_row, rule, same,
};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule, from, until};
use crate::ssda903::Episodes;

/// Why an episode ends that ends care.
const LEFT: &[&str] = &[
    "E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14", "E15", "E16", "E17", "E41",
    "E45", "E46", "E47", "E48",
];

/// A rule over each episode with the one directly before it.
macro_rules! after {
    ($number:literal, $words:literal, $remedy:literal, |$before:ident, $row:ident| $flag:expr; $($field:ident)+) => {{
        fn check(at: Look, found: &mut Found) {
            for ($before, $row) in neighbours(at) {
                if $flag {
                    flag!(found; $row => $($field)+);
                }
            }
        }
        rule!($number, $words, $remedy, [$(Episodes.$field),+], check)
    }};
}

/// A rule over the time a child was under one order without a break, of more than so many days.
macro_rules! under_order {
    ($number:literal, $words:literal, $remedy:literal, $status:literal, $most:literal) => {{
        fn check(at: Look, found: &mut Found) {
            for run in runs(at, $status).into_iter().filter(|run| run.days > $most) {
                run.rows.into_iter().for_each(|row| flag!(found; row => DECOM LS DEC));
            }
        }
        rule!($number, $words, $remedy, [Episodes.DECOM, Episodes.LS, Episodes.DEC], check)
    }};
}

pub const RULES: &[Rule<Returns>] = &[
    rule!(
        "199",
        "The child was adopted, and has further episodes.",
        "An adopted child who comes back has a new number; otherwise correct why the episode ended.",
        [Episodes.CHILD],
        after_adoption
    ),
    rule!(
        "336",
        "A child placed to adopt came from a placement that was neither with foster carers nor with adopters.",
        "Correct the placement, or the one before it.",
        [Episodes.PLACE],
        adopters_of_strangers
    ),
    rule!(
        "357",
        "The child's first episode began in the year, and not because care began.",
        "Write S, or add the episodes before it.",
        [Episodes.RNE],
        first_is_a_start
    ),
    under_order!(
        "361",
        "Police protection lasted more than 72 hours.",
        "Correct the dates or the legal status.",
        "L1",
        3
    ),
    under_order!(
        "362",
        "An emergency protection order lasted more than 21 days.",
        "Correct the dates or the legal status.",
        "L2",
        21
    ),
    under_order!(
        "363",
        "A child assessment order lasted more than 7 days.",
        "Correct the dates or the legal status.",
        "L3",
        7
    ),
    under_order!(
        "364",
        "A child was in accommodation from the police for more than 21 days.",
        "Correct the dates or the legal status.",
        "J2",
        21
    ),
    per_row!("365", "A short break lasted more than 17 days.", "Correct the dates, or the legal status.",
        episodes, |row, whole| row.ls.is("V3") && before(row.decom.value.map(|began| days_on(began, 17)), ended(row, whole));
        Episodes.LS, Episodes.DECOM, Episodes.DEC),
    rule!(
        "367",
        "The short breaks of the year come to more than 75 days.",
        "Correct the dates, or the legal status.",
        [Episodes.LS, Episodes.DECOM, Episodes.DEC],
        breaks_of_the_year
    ),
    rule!(
        "377",
        "More than two placements cover a carer's holiday.",
        "Correct the placements.",
        [Episodes.PLACE],
        holidays
    ),
    editions!("383", "A temporary placement was not followed by a return to the placement before it.", "Correct the placement, or why the episode began.",
        [Episodes.PLACE, Episodes.RNE, Episodes.PL_POST];
        until(2025, look!(|at, found| not_back(at, found, false))), from(2026, look!(|at, found| not_back(at, found, true)))),
    rule!(
        "388",
        "Why the episode ended does not fit with whether another follows.",
        "Use X1 when another episode begins that day, and only then.",
        [Episodes.REC],
        ending_and_next
    ),
    after!("431", "Care began again before the earlier episode had ended, or on that day.", "Correct the dates, or why the episode began.",
        |before, row| row.rne.is("S") && row.decom.value.zip(before.dec.value).is_some_and(|(began, ended)| began <= ended); RNE DECOM),
    after!("432", "The child had left care, and the next episode began for another reason than S.", "Write S, or correct why the episode before it ended.",
        |before, row| before.rec.is_any(LEFT) && !row.rne.is("S"); RNE),
    after!("433", "An episode that goes on from another did not begin on the day that one ended.", "Correct the dates, or why the episode began.",
        |before, row| row.rne.is_any(&["P", "L", "T", "U", "B"])
            && (before.dec.raw.is_blank() || row.decom.raw.is_blank() || !same(&before.dec, &row.decom)); RNE DECOM),
    after!("434", "The episode began because the legal status alone changed, and that is not what changed.", "Correct why the episode began, or what changed.",
        |before, row| row.rne.is("L") && (equal(&before.ls, &row.ls) || differing(before, row)); RNE LS PLACE PL_POST URN PLACE_PROVIDER),
    after!("435", "The episode began because the placement or carer alone changed, and that is not what changed.", "Correct why the episode began, or what changed.",
        |before, row| row.rne.is_any(&["P", "T"]) && (before.ls != row.ls || !differing(before, row)); LS PLACE PL_POST URN PLACE_PROVIDER),
    after!("436", "The episode began because legal status and placement both changed, and one did not.", "Correct why the episode began, or what changed.",
        |before, row| row.rne.is_any(&["U", "B"]) && (before.ls == row.ls || !differing(before, row)); RNE LS PLACE PL_POST URN PLACE_PROVIDER),
    rule!(
        "437",
        "The child died or reached 18, and has further episodes.",
        "Correct why the episode ended.",
        [Episodes.REC],
        no_more
    ),
    after!("501", "The episode began before the one before it had ended.", "Correct whichever of the dates is wrong.",
        |last, row| before(row.decom.value, last.dec.value); DECOM DEC),
    after!("504", "The category of need changed within one time in care.", "The need is the one care began with: write that.",
        |before, row| before.rec.is("X1") && row.decom.value.is_some() && before.dec.value == row.decom.value && before.cin != row.cin; CIN),
];

/// The day an episode ended, or the end of the year while it lasts; none when its end cannot be read.
fn ended(row: &Episodes, whole: &Returns) -> Option<jiff::civil::Date> {
    if row.dec.raw.is_blank() { Some(whole.end) } else { row.dec.value }
}

/// Whether the placement differs in any of the four values that describe it.
fn differing(one: &Episodes, other: &Episodes) -> bool {
    one.place != other.place
        || one.pl_post != other.pl_post
        || one.urn != other.urn
        || one.place_provider != other.place_provider
}

/// Episodes under one order that go on from each other.
struct Run<'a> {
    rows: Vec<&'a Episodes>,
    until: jiff::civil::Date,
    days: i32,
}

fn runs<'a>(at: Look<'a>, status: &str) -> Vec<Run<'a>> {
    let mut runs: Vec<Run> = Vec::new();
    for row in in_order(at).into_iter().filter(|row| row.ls.is(status)) {
        let Some((began, ended)) = row.decom.value.zip(ended(row, at.whole)) else { continue };
        match runs.last_mut().filter(|run| began <= run.until) {
            Some(run) => {
                run.days += days_between(run.until, ended).max(0);
                run.until = run.until.max(ended);
                run.rows.push(row);
            }
            None => runs.push(Run { rows: vec![row], until: ended, days: days_between(began, ended) }),
        }
    }
    runs
}

fn after_adoption(at: Look, found: &mut Found) {
    let this = at.this.episodes().iter().map(|row| (row, true));
    let mut rows: Vec<(&Episodes, bool)> = this.chain(at.last.episodes().iter().map(|row| (row, false))).collect();
    rows.retain(|(row, _)| row.decom.value.is_some());
    rows.sort_by_key(|(row, _)| row.decom.value);
    let mut adoptions: Vec<&Episodes> = Vec::new();
    for (row, now) in rows {
        // Last year's return may hold the same episode again.
        let adoption = row.rec.is_any(ADOPTED) && !adoptions.iter().any(|one| one.decom.value == row.decom.value);
        let again = row.rec.is_any(ADOPTED) && !adoption;
        if now && !adoptions.is_empty() && !again {
            flag!(found; row => CHILD);
        }
        if adoption {
            adoptions.push(row);
        }
    }
}

fn adopters_of_strangers(at: Look, found: &mut Found) {
    for (before, row) in neighbours(at) {
        if row.place.is_any(&["A3", "A5"]) && !before.place.is_any(ADOPTIVE) && !before.place.is_any(FOSTER) {
            flag!(found; row => PLACE);
        }
    }
}

fn first_is_a_start(at: Look, found: &mut Found) {
    let began_now = first(at.this.episodes()).filter(|row| row.decom.value >= Some(at.whole.start) && !row.rne.is("S"));
    if let Some(row) = began_now {
        flag!(found; row => RNE);
    }
}

fn breaks_of_the_year(at: Look, found: &mut Found) {
    let days = |row: &Episodes| {
        let began = row.decom.value?.max(at.whole.start);
        Some(days_between(began, ended(row, at.whole)?.min(at.whole.end))).filter(|days| *days > 0)
    };
    let breaks: Vec<_> =
        at.this.episodes().iter().filter(|row| row.ls.is("V3")).filter_map(|row| Some((row, days(row)?))).collect();
    if breaks.iter().map(|(_, days)| days).sum::<i32>() > 75 {
        breaks.into_iter().for_each(|(row, _)| flag!(found; row => LS DECOM DEC));
    }
}

fn holidays(at: Look, found: &mut Found) {
    let rows: Vec<_> = at.this.episodes().iter().filter(|row| row.place.is("T3")).collect();
    if rows.len() > 2 {
        rows.into_iter().for_each(|row| flag!(found; row => PLACE));
    }
}

/// With `postcode`, the return must be to the same address as well.
fn not_back(at: Look, found: &mut Found, postcode: bool) {
    for three in in_order(at).windows(3).filter(|three| three[1].place.is_any(TEMPORARY)) {
        let (earlier, row) = (three[0], three[2]);
        let back = row.rne.is("P") && equal(&row.place, &earlier.place);
        if !(back && (!postcode || equal(&row.pl_post, &earlier.pl_post))) {
            if postcode {
                flag!(found; row => PLACE RNE PL_POST);
            } else {
                flag!(found; row => PLACE);
            }
        }
    }
}

fn ending_and_next(at: Look, found: &mut Found) {
    let mut rows: Vec<&Episodes> = at.this.episodes().iter().collect();
    rows.sort_by_key(|row| row.decom.value);
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.dec.value.is_some()) {
        let follows = rows.get(index + 1).is_some_and(|next| next.decom.value == row.dec.value);
        if (row.rec.is("X1") && !follows) || (row.rec.is_filled() && !row.rec.is("X1") && follows) {
            flag!(found; *row => REC);
        }
    }
}

fn no_more(at: Look, found: &mut Found) {
    for (before, _) in neighbours(at) {
        if before.decom.value.is_some() && before.rec.is_any(&["E2", "E15"]) {
            flag!(found; before => REC);
        }
    }
}
