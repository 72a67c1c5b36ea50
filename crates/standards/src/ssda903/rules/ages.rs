//! Rules about the age at which a placement, a legal status or an ending may be.

use jiff::civil::date;

use super::shapes::{
    before, birthday, days_on, each, editions, flag, in_order, join, look, pairs, per_row, rule, years_on,
};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule, between, from, until};
use crate::ssda903::{Episodes, Header};

/// A temporary placement that lasted more than so many days.
macro_rules! too_long {
    ($number:literal, $words:literal, $place:literal, $most:literal) => {
        per_row!($number, $words, "Correct the placement or the dates.",
            episodes, |row| row.place.is($place) && before(row.decom.value.map(|began| days_on(began, $most)), row.dec.value);
            Episodes.DECOM, Episodes.PLACE)
    };
}

/// An ended placement of one kind that began before a birthday.
macro_rules! too_young {
    ($place:literal, $years:literal) => {
        join!(episodes, header, |row, of, _whole| row.place.is($place) && younger(row, of, $years); Episodes.DECOM, Episodes.PLACE;)
    };
}

pub const RULES: &[Rule<Returns>] = &[
    editions!("217t", "Independent living (P2) lasted beyond 28 October 2023.", "Use the type of placement that took its place.",
        [Episodes.PLACE, Episodes.DECOM];
        between(2024, 2024, each!(episodes, |row| row.place.is("P2") && row.dec.value.is_none_or(|ended| ended > date(2023, 10, 28));
            Episodes.PLACE, Episodes.DECOM))),
    editions!("234", "A child of under 10 moved because of custody.", "Correct why the placement changed, or the dates.",
        [Episodes.REASON_PLACE_CHANGE, Header.DOB]; from(2026, look!(young_in_custody))),
    editions!("370", "Independent living (P2) began too young: before 15, and from the 2024 return before 16.", "Correct the placement or the dates.",
        [Episodes.DECOM, Episodes.PLACE]; until(2023, too_young!("P2", 15)), between(2024, 2024, too_young!("P2", 16))),
    editions!("371", "Supported accommodation began too young: before 14, and from the 2024 return before 16.", "Correct the placement or the dates.",
        [Episodes.DECOM, Episodes.PLACE];
        until(2023, too_young!("H5", 14)), between(2024, 2024, too_young!("H5", 16)), from(2025, too_young!("K3", 16))),
    too_long!("375", "A temporary stay in hospital lasted more than 42 days.", "T1", 42),
    too_long!("376", "A temporary placement for a carer's holiday lasted more than 21 days.", "T3", 21),
    too_long!("379", "A temporary placement of no stated kind lasted more than 7 days.", "T4", 7),
    rule!(
        "387",
        "A child of under 14 left for independent living.",
        "Correct why the episode ended, or the dates.",
        [Episodes.REC],
        independent_too_young
    )
    .needing(&["Header"]),
    rule!(
        "389",
        "A child of under 16 was passed to adult social care.",
        "Correct why the episode ended, or the dates.",
        [Episodes.REC],
        adult_too_young
    )
    .needing(&["Header"]),
    editions!("445", "A freeing order is on an episode that began after 2005.", "Use a placement order.", [Episodes.LS, Episodes.DECOM];
        until(2024, each!(episodes, |row| row.ls.is("D1") && row.decom.value.is_some_and(|began| began > date(2005, 12, 31));
            Episodes.LS, Episodes.DECOM))),
    per_row!("446", "A placement order is on an episode that began before December 2005.", "Correct the legal status or the date.",
        episodes, |row| row.ls.is("E1") && row.decom.value.is_some_and(|began| began < date(2005, 12, 1)); Episodes.LS, Episodes.DECOM),
    editions!("451", "An open episode still has a freeing order.", "Correct the legal status.", [Episodes.DEC, Episodes.REC, Episodes.LS];
        until(2024, each!(episodes, |row| row.ls.is("D1") && row.dec.raw.is_blank() && row.rec.is_blank();
            Episodes.DEC, Episodes.REC, Episodes.LS))),
    pairs!("460", "The episode ended because the young person turned 18, and that was before the birthday.", "Correct why the episode ended, or the date.",
        episodes, header, |row, of, _whole| row.rec.is("E17") && before(row.dec.value, birthday(&of.dob, 18));
        Episodes.DEC, Episodes.REC;),
];

fn younger(row: &Episodes, of: &Header, years: i16) -> bool {
    row.dec.value.is_some() && before(row.decom.value, birthday(&of.dob, years))
}

/// The next episode is the one custody brought; without one, the day this one ended.
fn young_in_custody(at: Look, found: &mut Found) {
    let rows = in_order(at);
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.reason_place_change.is("CUSTOD")) {
        let moved = rows.get(index + 1).and_then(|next| next.decom.value).or(row.dec.value);
        if let Some(of) = at.this.header().iter().find(|of| before(moved, birthday(&of.dob, 10))) {
            flag!(found; *row => REASON_PLACE_CHANGE, of => DOB);
        }
    }
}

/// Whether some date of birth of the child shows that the child was so old on that day.
fn proved(at: Look, on: Option<jiff::civil::Date>, years: i16) -> bool {
    let old_enough = |of: &Header| on.zip(of.dob.value).is_some_and(|(on, born)| on >= years_on(born, years));
    !at.this.header().is_empty() && at.this.header().iter().all(old_enough)
}

fn independent_too_young(at: Look, found: &mut Found) {
    for row in at.this.episodes().iter().filter(|row| row.rec.is_any(&["E5", "E6"]) && row.dec.value.is_some()) {
        if !proved(at, row.dec.value, 14) {
            flag!(found; row => REC);
        }
    }
}

fn adult_too_young(at: Look, found: &mut Found) {
    for row in at.this.episodes().iter().filter(|row| row.rec.is("E7") && !proved(at, row.dec.value, 16)) {
        flag!(found; row => REC);
    }
}
