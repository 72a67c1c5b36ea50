//! Rules about a child from one table to the next.

use super::shapes::{flag, pairs, rule};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule};

/// A row of a child the header does not have.
macro_rules! not_in_header {
    ($number:literal, $table:ident $rows:ident) => {{
        fn check(at: Look, found: &mut Found) {
            if at.this.header().is_empty() {
                at.this.$rows().iter().for_each(|row| flag!(found; row => CHILD));
            }
        }
        rule!($number, "The child is not in the header.", "Add the child to the header, or correct the number.", [$table.CHILD], check)
            .needing(&["Header", stringify!($table)])
    }};
}

/// A row with another date of birth than the header.
macro_rules! other_birth {
    ($number:literal, $table:ident $rows:ident) => {
        pairs!($number, "The date of birth is not that of the header.", "Correct whichever of the two is wrong.",
            $rows, header, |row, of, _whole| row.dob.value.is_some() && of.dob.value.is_some() && row.dob.value != of.dob.value;
            $table.DOB;)
    };
}

/// A child who is there more than once.
macro_rules! twice {
    ($number:literal, $table:ident $rows:ident) => {{
        fn check(at: Look, found: &mut Found) {
            if at.this.$rows().len() > 1 {
                at.this.$rows().iter().for_each(|row| flag!(found; row => CHILD));
            }
        }
        rule!($number, "The child is in this table more than once.", "Keep one of the rows.", [$table.CHILD], check)
    }};
}

pub const RULES: &[Rule<Returns>] = &[
    rule!(
        "EPI",
        "The child has neither episodes nor details of leaving care.",
        "Add them, or take the child out of the header.",
        [Header.CHILD],
        without_episodes
    )
    .needing(&["Header"]),
    rule!(
        "NoE",
        "The episode began before the year, and the child is not in last year's return.",
        "Correct the date, or last year's return.",
        [Episodes.DECOM],
        not_there_last_year
    )
    .needing(&["Episodes", "Episodes_last"]),
    rule!(
        "1012",
        "There is a row of a child who has no episodes this year.",
        "Add the episodes, or take the row out.",
        [PlacedAdoption.CHILD, Missing.CHILD, Reviews.CHILD, AD1.CHILD, PrevPerm.CHILD, OC2.CHILD],
        rows_without_episodes
    )
    .needing(&["Episodes"]),
    not_in_header!("INT01", AD1 ad1),
    not_in_header!("INT02", PlacedAdoption placed_adoption),
    not_in_header!("INT03", Episodes episodes),
    not_in_header!("INT04", Missing missing),
    not_in_header!("INT05", OC2 oc2),
    not_in_header!("INT06", OC3 oc3),
    not_in_header!("INT07", PrevPerm prev_perm),
    not_in_header!("INT08", Reviews reviews),
    not_in_header!("INT09", UASC uasc),
    other_birth!("INT11", AD1 ad1),
    other_birth!("INT12", PlacedAdoption placed_adoption),
    other_birth!("INT13", Missing missing),
    other_birth!("INT14", OC2 oc2),
    other_birth!("INT15", OC3 oc3),
    other_birth!("INT16", PrevPerm prev_perm),
    other_birth!("INT17", Reviews reviews),
    other_birth!("INT18", UASC uasc),
    pairs!("INT21", "The sex is not that of the header.", "Correct whichever of the two is wrong.",
        uasc, header, |row, of, _whole| row.sex.is_filled() && of.sex.is_filled()
            && super::header::sex_now(&row.sex) != super::header::sex_now(&of.sex);
        UASC.SEX;),
    twice!("INT31", AD1 ad1),
    twice!("INT32", Header header),
    twice!("INT33", OC2 oc2),
    twice!("INT34", OC3 oc3),
    twice!("INT35", PrevPerm prev_perm),
    twice!("INT36", UASC uasc),
];

fn without_episodes(at: Look, found: &mut Found) {
    if at.this.episodes().is_empty() && at.this.oc3().is_empty() {
        at.this.header().iter().for_each(|row| flag!(found; row => CHILD));
    }
}

fn not_there_last_year(at: Look, found: &mut Found) {
    if at.last.episodes().is_empty() {
        let began_before =
            |row: &&crate::ssda903::Episodes| row.decom.value.is_some_and(|began| began < at.whole.start);
        at.this.episodes().iter().filter(began_before).for_each(|row| flag!(found; row => DECOM));
    }
}

fn rows_without_episodes(at: Look, found: &mut Found) {
    if !at.this.episodes().is_empty() {
        return;
    }
    macro_rules! all {
        ($($rows:ident)+) => { $(at.this.$rows().iter().for_each(|row| flag!(found; row => CHILD));)+ };
    }
    all!(placed_adoption missing reviews ad1 prev_perm oc2);
}
