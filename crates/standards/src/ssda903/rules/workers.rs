//! Rules about a child's social workers.

use jiff::civil::{Date, date};

use super::shapes::{SHORT, before, days_between, days_on, each, editions, flag, look, other_than, same, unreadable};
use super::subject::{Look, Returns};
use crate::reading::{Cell, Parse, PartialDate};
use crate::rules::{Found, Rule, between, from};
use crate::ssda903::{Episodes, SwEpisodes};

const REASONS: &[&str] =
    &["ABSENC", "CHCHAN", "FCONTA", "LEFTRL", "MANAGE", "ORGRST", "OTHERS", "PCCHAN", "SWDIED", "TSPROC"];

/// From this day the collection asks for the worker of every child.
const ASKED_FROM: Date = date(2023, 4, 1);

pub const RULES: &[Rule<Returns>] = &[
    editions!("SW01STG1", "A child looked after at the end of the year has no whole record of a social worker.", "Give the worker's number, the start and the reason.",
        [Episodes.DEC]; between(2024, 2024, look!(no_worker))).needing(&["SWEpisodes"]),
    editions!("SW01aSTG1", "A social worker from before April 2023 has no number, or no start.", "Give both.", [SWEpisodes.SW_DECOM, SWEpisodes.SW_ID];
        between(2025, 2025, each!(sw_episodes, |row| row.sw_decom.value.is_none_or(|began| began < ASKED_FROM && row.sw_id.is_blank());
            SWEpisodes.SW_DECOM, SWEpisodes.SW_ID))),
    editions!("SW01bSTG1", "A social worker has no number, no start, or no reason.", "Give all three.",
        [SWEpisodes.SW_DECOM, SWEpisodes.SW_ID, SWEpisodes.SW_REASON];
        between(2025, 2025, each!(sw_episodes, |row| row.sw_decom.value
            .is_none_or(|began| began >= ASKED_FROM && (row.sw_id.is_blank() || row.sw_reason.is_blank()));
            SWEpisodes.SW_DECOM, SWEpisodes.SW_ID, SWEpisodes.SW_REASON))),
    editions!("SW02STG1", "The number of the social worker does not begin with SW or XX, or is too short.", "Give the registration number.",
        [SWEpisodes.SW_ID];
        between(2024, 2025, each!(sw_episodes, |row| !numbered(row); SWEpisodes.SW_ID)),
        from(2026, each!(sw_episodes, |row| !numbered(row) || row.sw_id.as_str().chars().count() < 4; SWEpisodes.SW_ID))),
    editions!("SW03STG1", "A social worker has no number, no start, or no reason.", "Give all three.",
        [SWEpisodes.SW_ID, SWEpisodes.SW_DECOM, SWEpisodes.SW_REASON];
        between(2024, 2024, each!(sw_episodes, |row| in_part(row); SWEpisodes.SW_ID, SWEpisodes.SW_DECOM, SWEpisodes.SW_REASON))),
    editions!("SW04STG1", "When the social worker began is not a date.", "Write it as dd/mm/yyyy.", [SWEpisodes.SW_DECOM];
        between(2024, 2025, each!(sw_episodes, |row| unreadable_even_in_part(&row.sw_decom); SWEpisodes.SW_DECOM)),
        from(2026, each!(sw_episodes, |row| unreadable(&row.sw_decom); SWEpisodes.SW_DECOM))),
    editions!("SW05STG1", "When the social worker ended is not a date.", "Write it as dd/mm/yyyy.", [SWEpisodes.SW_DEC];
        between(2024, 2025, each!(sw_episodes, |row| unreadable_even_in_part(&row.sw_dec); SWEpisodes.SW_DEC)),
        from(2026, each!(sw_episodes, |row| unreadable(&row.sw_dec); SWEpisodes.SW_DEC))),
    editions!("SW06STG2", "The social worker began after the year.", "Correct the date, or leave it for the next return.", [SWEpisodes.SW_DECOM];
        from(2024, each!(sw_episodes, |row, whole| before(Some(whole.end), row.sw_decom.value); SWEpisodes.SW_DECOM))),
    editions!("SW07STG2", "The social worker ended outside the time asked about: the year, and from 2025 the year before it.", "Correct the date, or leave the row out.",
        [SWEpisodes.SW_DEC];
        between(2024, 2024, each!(sw_episodes, |row, whole| row.sw_dec.value.is_some_and(|ended| !(whole.start..=whole.end).contains(&ended));
            SWEpisodes.SW_DEC)),
        from(2025, each!(sw_episodes, |row, whole| row.sw_dec.value.is_some_and(|ended| !(a_year_back(whole)..=whole.end).contains(&ended));
            SWEpisodes.SW_DEC))),
    editions!("SW08STG2", "A later social worker has begun, and this one has no end.", "Give the date this one ended.", [SWEpisodes.SW_DEC];
        from(2024, look!(|at, found| left_open(at, found, true)))),
    editions!("SW09STG2", "The social worker began and ended on one day; from 2026, lasted less than three days.", "Correct the dates, or take the row out.",
        [SWEpisodes.SW_DECOM, SWEpisodes.SW_DEC];
        between(2024, 2025, each!(sw_episodes, |row| row.sw_dec.raw.is_filled() && same(&row.sw_dec, &row.sw_decom);
            SWEpisodes.SW_DECOM, SWEpisodes.SW_DEC)),
        from(2026, each!(sw_episodes, |row| row.sw_decom.value.zip(row.sw_dec.value).is_some_and(|(began, ended)| days_between(began, ended) < 3);
            SWEpisodes.SW_DECOM, SWEpisodes.SW_DEC))),
    editions!("SW10STG2", "The social worker does not follow on from the one before, within 7 days.", "Correct the dates, or add the worker between.",
        [SWEpisodes.SW_DECOM]; between(2024, 2024, look!(|at, found| not_on_time(at, found, false))), from(2025, look!(|at, found| not_on_time(at, found, true)))),
    editions!("SW10aSTG2", "The social worker, not the first contact, does not follow on from the one before, within 7 days.",
        "Correct the dates, or add the worker between.", [SWEpisodes.SW_DECOM]; from(2026, look!(|at, found| not_on_time(at, found, true)))),
    editions!("SW10bSTG2", "The first contact began before the social worker before it had ended, or on that day.", "Correct the dates or the reason.",
        [SWEpisodes.SW_DECOM, SWEpisodes.SW_REASON]; from(2026, look!(first_contact))),
    editions!("SW11aSTG2", "The social worker before ended, and this one did not begin within 5 days.", "Correct the dates, or add the worker between.",
        [SWEpisodes.SW_DEC]; between(2024, 2024, look!(not_followed))),
    editions!("SW11bSTG2", "The social worker ended in the last days of the year, and none followed.", "Add the worker who followed, or leave this one open.",
        [SWEpisodes.SW_DEC]; from(2024, look!(none_at_the_end))),
    editions!("SW12STG2", "No social worker is recorded for the start or the end of the episode.", "Add the social worker of that time.", [Episodes.DECOM];
        between(2024, 2024, look!(|at, found| not_covered(at, found, false))), from(2025, look!(|at, found| not_covered(at, found, true))))
        .needing(&["SWEpisodes"]),
    editions!("SW13STG1", "Why the social worker changed is missing or is not a code.", "Use a code of the list of reasons.", [SWEpisodes.SW_REASON];
        between(2024, 2024, each!(sw_episodes, |row| !row.sw_reason.is_any(REASONS); SWEpisodes.SW_REASON)),
        from(2025, each!(sw_episodes, |row| other_than(&row.sw_reason, REASONS)
            || (row.sw_reason.is_blank() && row.sw_decom.value.is_some_and(|began| began >= ASKED_FROM)); SWEpisodes.SW_REASON))),
    editions!("SW14STG2", "A later social worker has begun, and this one has no end.", "Give the date this one ended.", [SWEpisodes.SW_DEC];
        between(2024, 2024, look!(|at, found| left_open(at, found, false)))),
    editions!("SW17STG2", "The last social worker of a child who is looked after at the end of the year has ended.", "Add the social worker of that day.",
        [SWEpisodes.SW_DEC, SWEpisodes.SW_DECOM]; from(2026, look!(last_has_ended))),
    editions!("SW18STG2", "The social worker ended before beginning, or on that day.", "Correct whichever of the two dates is wrong.",
        [SWEpisodes.SW_DEC, SWEpisodes.SW_DECOM];
        from(2026, each!(sw_episodes, |row| row.sw_decom.value.zip(row.sw_dec.value).is_some_and(|(began, ended)| ended <= began);
            SWEpisodes.SW_DEC, SWEpisodes.SW_DECOM))),
    editions!("SW19STG2", "Another social worker of the child began on the same day.", "Correct the dates, or take one out.",
        [SWEpisodes.SW_DEC, SWEpisodes.SW_DECOM]; from(2026, look!(same_day))),
];

fn numbered(row: &SwEpisodes) -> bool {
    row.sw_id.as_str().get(..2).is_some_and(|start| ["SW", "XX"].iter().any(|one| start.eq_ignore_ascii_case(one)))
}

fn in_part(row: &SwEpisodes) -> bool {
    row.sw_id.is_blank() || row.sw_decom.raw.is_blank() || row.sw_reason.is_blank()
}

/// Up to 2025 a date of which parts are not known is a date here.
fn unreadable_even_in_part(cell: &Cell<Date>) -> bool {
    unreadable(cell)
        && <PartialDate as Parse>::parse(cell.raw.as_str())
            .is_none_or(|date| date.year.is_none() && date.month.is_some())
}

fn a_year_back(whole: &Returns) -> Date {
    days_on(whole.start, -365)
}

/// A child's social workers in the order they began, those without a start last.
fn in_order(at: Look<'_>) -> Vec<&SwEpisodes> {
    let mut rows: Vec<_> = at.this.sw_episodes().iter().collect();
    let key = |row: &&SwEpisodes| {
        (row.sw_decom.value.is_none(), row.sw_decom.value, row.sw_dec.value.is_none(), row.sw_dec.value)
    };
    rows.sort_by_key(key);
    rows
}

fn no_worker(at: Look, found: &mut Found) {
    let workers = at.this.sw_episodes();
    if workers.is_empty() || workers.iter().all(in_part) {
        let open = at.this.episodes().iter().filter(|row| row.dec.raw.is_blank() && !row.ls.is_any(SHORT));
        open.for_each(|row| flag!(found; row => DEC));
    }
}

/// With `dated`, only rows that say when they began.
fn left_open(at: Look, found: &mut Found, dated: bool) {
    let mut rows: Vec<_> = at.this.sw_episodes().iter().collect();
    // A row without a start is nobody's last.
    rows.sort_by_key(|row| row.sw_decom.value);
    rows.pop();
    for row in rows.into_iter().filter(|row| row.sw_dec.value.is_none() && (!dated || row.sw_decom.value.is_some())) {
        flag!(found; row => SW_DEC);
    }
}

fn on_time(last: &SwEpisodes, row: &SwEpisodes, days: i32) -> bool {
    let ended_and_began = last.sw_dec.value.zip(row.sw_decom.value);
    ended_and_began.is_some_and(|(ended, began)| days_between(ended, began).abs() <= days)
}

/// With `but_first_contact`, a first contact need not follow on.
fn not_on_time(at: Look, found: &mut Found, but_first_contact: bool) {
    for pair in in_order(at).windows(2) {
        let exempt = but_first_contact && pair[1].sw_reason.is("FCONTA");
        if !exempt && !on_time(pair[0], pair[1], 7) {
            flag!(found; pair[1] => SW_DECOM);
        }
    }
}

fn first_contact(at: Look, found: &mut Found) {
    for pair in in_order(at).windows(2) {
        let dates = pair[1].sw_decom.value.zip(pair[0].sw_dec.value);
        if pair[1].sw_reason.is("FCONTA") && dates.is_some_and(|(began, ended)| began <= ended) {
            flag!(found; pair[1] => SW_DECOM SW_REASON);
        }
    }
}

fn not_followed(at: Look, found: &mut Found) {
    let late = days_on(at.whole.end, -5);
    for pair in in_order(at).windows(2) {
        if pair[0].sw_dec.value.is_some_and(|ended| ended <= late) && !on_time(pair[0], pair[1], 5) {
            flag!(found; pair[1] => SW_DEC);
        }
    }
}

fn none_at_the_end(at: Look, found: &mut Found) {
    let rows = in_order(at);
    let Some(last) = rows.iter().rfind(|row| row.sw_decom.value.is_some()).or(rows.last()) else { return };
    if last.sw_dec.value.is_some_and(|ended| (days_on(at.whole.end, -5)..=at.whole.end).contains(&ended)) {
        flag!(found; *last => SW_DEC);
    }
}

/// With `of_late`, only episodes that are open or ended in the year or the one before it.
fn not_covered(at: Look, found: &mut Found, of_late: bool) {
    let in_scope = |row: &&Episodes| {
        let late = row.dec.value.is_none_or(|ended| (a_year_back(at.whole)..=at.whole.end).contains(&ended));
        (late || !of_late) && !row.ls.is_any(SHORT) && (row.rne.is("S") || !row.rec.is("X1"))
    };
    for row in at.this.episodes().iter().filter(in_scope) {
        let fits = |worker: &SwEpisodes| {
            let began = worker.sw_decom.value;
            let at_the_end =
                !row.rec.is("X1") && row.dec.value.is_none_or(|ended| began.is_some_and(|began| began <= ended));
            let at_the_start = row.rne.is("S") && row.decom.value.zip(began).is_some_and(|(from, began)| began >= from);
            began.is_some() && (at_the_end || at_the_start)
        };
        if !at.this.sw_episodes().iter().any(fits) {
            flag!(found; row => DECOM);
        }
    }
}

fn last_has_ended(at: Look, found: &mut Found) {
    let looked_after =
        at.this.episodes().iter().any(|row| row.dec.raw.is_blank() || row.dec.value > Some(at.whole.end));
    let rows = in_order(at);
    let last = rows.iter().rfind(|row| row.sw_decom.value.is_some()).or(rows.last());
    if let Some(last) =
        last.filter(|row| row.sw_dec.raw.is_filled() && (looked_after || at.whole.this().episodes.is_none()))
    {
        flag!(found; *last => SW_DEC SW_DECOM);
    }
}

fn same_day(at: Look, found: &mut Found) {
    let rows = at.this.sw_episodes();
    for (index, row) in rows.iter().enumerate() {
        if rows[..index].iter().any(|other| same(&other.sw_decom, &row.sw_decom)) {
            flag!(found; row => SW_DEC SW_DECOM);
        }
    }
}
