//! Rules about an episode left open in last year's return, and how this year's goes on with it.

use super::shapes::{before, first, flag, latest, rule};
use super::subject::{Look, Returns};
use crate::rules::{Edition, Found, Place, Rule, Years, from, until};
use crate::ssda903::Episodes;

use super::shapes::{editions, look};

/// A value of this year's first episode that is not that of the one left open last year.
macro_rules! carried {
    ($number:literal, $words:literal, $name:ident $field:ident) => {{
        fn check(at: Look, found: &mut Found) {
            if let Some((now, _)) = left_open(at).filter(|(now, last)| now.$field != last.$field) {
                flag!(found; now => $name);
            }
        }
        rule!($number, $words, "Correct whichever of the two is wrong, or add the episode that came between.", [Episodes.$name], check)
            .needing(&["Episodes", "Episodes_last"])
    }};
}

/// The same of a value that is worked out from postcodes.
macro_rules! worked_out {
    ($number:literal, $words:literal, $name:ident $field:ident, $also:expr) => {{
        fn check(at: Look, found: &mut Found) {
            let also: fn(&Episodes, &Episodes) -> bool = $also;
            let Some((now, last)) = left_open(at).filter(|(now, last)| also(now, last)) else { return };
            let (here, there) = (at.whole.worked_out(now), at.whole.worked_out(last));
            if changed::$field(&here, &there) {
                found.flag([Place::new(concat!("Episodes.", stringify!($name)), now.line, &here.$field())]);
            }
        }
        rule!($number, $words, "Correct the postcodes of whichever year is wrong.", [Episodes.$name], check).needing(&[
            "Episodes",
            "Episodes_last",
            "postcodes",
        ])
    }};
}

/// Whether what is worked out has changed.
mod changed {
    use crate::ssda903::rules::subject::WorkedOut;

    pub fn la(here: &WorkedOut, there: &WorkedOut) -> bool {
        here.la != there.la
    }

    pub fn location(here: &WorkedOut, there: &WorkedOut) -> bool {
        here.location != there.location
    }

    /// By a fifth of a mile or more, or not known last year.
    pub fn distance(here: &WorkedOut, there: &WorkedOut) -> bool {
        match (here.distance, there.distance) {
            (Some(here), Some(there)) => here.abs_diff(there) >= 2,
            (here, there) => here.is_some() && there.is_none(),
        }
    }
}

const SAME_REASON: fn(&Episodes, &Episodes) -> bool = |now, last| super::shapes::equal(&now.rne, &last.rne);

pub const RULES: &[Rule<Returns>] = &[
    worked_out!("452", "The authority of the placement has changed since last year's open episode.", PL_LA la,
        |now, last| SAME_REASON(now, last) && last.dec.raw.is_blank()),
    worked_out!("453", "The distance of the placement has changed since last year's open episode.", PL_DISTANCE distance, SAME_REASON),
    rule!(
        "502",
        "The first episode does not begin when last year's open episode did.",
        "Give the episode that was left open, with its own dates.",
        [Episodes.DECOM],
        begins_otherwise
    )
    .needing(&["Episodes", "Episodes_last"]),
    carried!("503A", "The first episode began for another reason than the one left open last year.", RNE rne),
    carried!("503B", "The first episode has another legal status than the one left open last year.", LS ls),
    carried!("503C", "The first episode has another category of need than the one left open last year.", CIN cin),
    editions!("503D", "The first episode has another type of placement than the one left open last year.",
        "Correct whichever of the two is wrong, or add the episode that came between.", [Episodes.PLACE];
        until(2024, look!(place_changed)),
        Edition { years: Years { from: Some(2025), to: Some(2025) }, check: look!(place_changed) },
        from(2026, look!(place_changed)))
    .needing(&["Episodes", "Episodes_last"]),
    carried!("503E", "The first episode has another provider than the one left open last year.", PLACE_PROVIDER place_provider),
    carried!("503F", "The first episode has another Ofsted number than the one left open last year.", URN urn),
    worked_out!("503G", "The first episode is another distance from home than the one left open last year.", PL_DISTANCE distance, |_, _| true),
    worked_out!("503H", "The first episode is in another authority than the one left open last year.", PL_LA la, |_, _| true),
    worked_out!("503J", "The first episode is on the other side of the authority's border than the one left open last year.", PL_LOCATION location,
        |_, _| true),
    rule!(
        "562",
        "The episode began before the year, and is not the last one of last year's return.",
        "Correct the date, or last year's return.",
        [Episodes.DECOM],
        not_the_last
    )
    .needing(&["Episodes", "Episodes_last"]),
];

/// This year's first episode, and last year's last one if it has no end.
fn left_open(at: Look<'_>) -> Option<(&Episodes, &Episodes)> {
    let last = latest(at.last.episodes()).filter(|last| last.dec.value.is_none())?;
    Some((first(at.this.episodes())?, last))
}

fn begins_otherwise(at: Look, found: &mut Found) {
    let Some(now) = first(at.this.episodes()) else { return };
    if at.last.episodes().iter().any(|last| last.dec.raw.is_blank() && last.decom.value != now.decom.value) {
        flag!(found; now => DECOM);
    }
}

/// When a code is taken apart or renamed, the placement has not changed.
fn place_changed(at: Look, found: &mut Found) {
    let Some((now, last)) = left_open(at).filter(|(now, last)| now.place != last.place) else { return };
    let renamed = match at.whole.end.year() {
        2024 | 2025 => last.place.is("H5") && now.place.is("K3"),
        2026 => last.place.is("Z1") && now.place.is_any(&["Z11", "Z12", "Z13", "Z14"]),
        _ => false,
    };
    if !renamed {
        flag!(found; now => PLACE);
    }
}

fn not_the_last(at: Look, found: &mut Found) {
    let began_before = at.this.episodes().iter().filter(|row| before(row.decom.value, Some(at.whole.start)));
    let Some(now) = first(began_before) else { return };
    if latest(at.last.episodes()).is_none_or(|last| last.decom.value != now.decom.value) {
        flag!(found; now => DECOM);
    }
}
