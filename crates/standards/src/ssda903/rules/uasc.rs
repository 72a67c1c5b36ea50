//! Rules about unaccompanied children seeking asylum.

use super::shapes::{any, birthday, days_on, editions, flag, in_year, look, rule, same, years_on};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule, Severity, from};

const BOTH_YEARS: &[&str] = &["unaccompanied", "unaccompanied_last"];

pub const RULES: &[Rule<Returns>] = &[
    rule!(
        "105",
        "Whether the child is unaccompanied and seeking asylum is not 0 or 1.",
        "Write 0 or 1.",
        [Header.UASC],
        not_yes_or_no
    )
    .needing(&["XML"]),
    rule!(
        "205A",
        "The child was unaccompanied last year and is not now, and no end of that is given that explains it.",
        "Give the date it ended in last year's return, or correct the status.",
        [UASC.CHILD, Header.UASC],
        no_longer
    )
    .needing(BOTH_YEARS),
    rule!(
        "205B",
        "The child was unaccompanied in both years, and when that ended does not fit.",
        "Give the day it ended in the year, or the 18th birthday.",
        [UASC.DUC, Header.UASC],
        in_both
    )
    .needing(BOTH_YEARS),
    rule!(
        "205C",
        "There is a date the unaccompanied status ended, and the child never had it.",
        "Take the date out, or correct the status.",
        [UASC.DUC, Header.UASC],
        in_neither
    )
    .needing(BOTH_YEARS),
    rule!(
        "205D",
        "The child is unaccompanied now, and was in last year's return without being so.",
        "Correct whichever of the two is wrong.",
        [Header.UASC, Header.CHILD, UASC.CHILD],
        newly
    )
    .needing(BOTH_YEARS),
    Rule {
        severity: Severity::Query,
        ..editions!("231", "An unaccompanied child is under 11.", "Check the date of birth.", [Header.DOB, Header.UASC];
            from(2025, look!(very_young)))
        .needing(&["unaccompanied"])
    },
    rule!(
        "303",
        "There is a date the unaccompanied status ended, and the child is not said to have it.",
        "Write 1, or take the date out.",
        [UASC.DUC, Header.UASC],
        ended_without_status
    )
    .needing(&["XML"]),
    rule!(
        "1014",
        "A care leaver who was not looked after in the year has details of an unaccompanied child.",
        "Take them out.",
        [UASC.DUC, OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM],
        leaver
    )
    .needing(&["Episodes"]),
];

fn not_yes_or_no(at: Look, found: &mut Found) {
    let number = |text: &str| text.trim().parse::<f64>().is_ok_and(|number| number == 0.0 || number == 1.0);
    at.this.header().iter().filter(|row| !number(row.uasc.as_str())).for_each(|row| flag!(found; row => UASC));
}

/// Flags the child's rows of both tables: the field of the one, and whether it has the status in the other.
macro_rules! point {
    ($at:ident, $found:ident, $name:ident) => {{
        use crate::ssda903::Row as _;
        let own = $at.this.uasc().iter().map(|row| row.place(stringify!($name)));
        $found.flag(own.chain($at.this.header().iter().map(|row| row.place("UASC"))));
    }};
}

fn no_longer(at: Look, found: &mut Found) {
    let (start, end) = (years_on(at.whole.start, -1), days_on(at.whole.start, -1));
    let there = !(at.this.header().is_empty() && at.this.uasc().is_empty());
    if !there || at.is_unaccompanied() || !at.was_unaccompanied() {
        return;
    }
    let explained = at.last.uasc().iter().any(|row| row.duc.value.is_some_and(|ended| (start..=end).contains(&ended)));
    if !explained || at.this.uasc().iter().any(|row| row.duc.raw.is_filled()) {
        point!(at, found, CHILD);
    }
}

fn in_both(at: Look, found: &mut Found) {
    if !at.is_unaccompanied() || !at.was_unaccompanied() || at.this.uasc().is_empty() {
        return;
    }
    let fits = at.this.uasc().iter().all(|row| {
        at.last.uasc().iter().any(|last| {
            let in_year = row.duc.value.is_some_and(|ended| (at.whole.start..=at.whole.end).contains(&ended));
            let at_18 = last.duc.value.is_some() && last.duc.value == birthday(&last.dob, 18);
            at_18 && (in_year || (row.duc.value.is_some() && same(&row.duc, &last.duc)))
        })
    });
    if !fits {
        point!(at, found, DUC);
    }
}

fn in_neither(at: Look, found: &mut Found) {
    let mut rows = at.this.uasc().iter().chain(at.last.uasc());
    if !at.is_unaccompanied() && !at.was_unaccompanied() && rows.any(|row| row.duc.value.is_some()) {
        point!(at, found, DUC);
    }
}

fn newly(at: Look, found: &mut Found) {
    let was_there = !(at.last.header().is_empty() && at.last.uasc().is_empty());
    if !at.is_unaccompanied() || at.was_unaccompanied() || !was_there {
        return;
    }
    if at.this.header().is_empty() {
        at.this.uasc().iter().for_each(|row| flag!(found; row => CHILD));
    }
    at.this.header().iter().for_each(|row| flag!(found; row => UASC CHILD));
}

fn very_young(at: Look, found: &mut Found) {
    let young = at.this.header().iter().filter(|row| birthday(&row.dob, 11).is_some_and(|day| day > at.whole.end));
    if at.is_unaccompanied() {
        young.for_each(|row| flag!(found; row => DOB UASC));
    }
}

fn ended_without_status(at: Look, found: &mut Found) {
    for row in at.this.uasc().iter().filter(|row| row.duc.raw.is_filled()) {
        if let Some(of) = at.this.header().iter().find(|_| !at.is_unaccompanied()) {
            flag!(found; row => DUC, of => UASC);
        }
    }
}

fn leaver(at: Look, found: &mut Found) {
    if at.this.episodes().iter().any(|row| in_year(at.whole, row)) {
        return;
    }
    for row in at.this.uasc() {
        if let Some(of) = at.this.oc3().iter().find(|of| any(&[&of.in_touch, &of.activ, &of.accom])) {
            flag!(found; row => DUC, of => IN_TOUCH ACTIV ACCOM);
        }
    }
}
