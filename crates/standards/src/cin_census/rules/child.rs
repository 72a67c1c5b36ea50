//! Birth, death, sex and ethnicity.

use jiff::ToSpan;

use super::super::rows::{Child, Identifiers};
use super::columns::{BORN, CLOSED, Column, DIED, ETHNICITY, EXPECTED, GENDER, SEX};
use super::shapes::{child, in_order, in_year, later};
use super::subject::Cin;
use crate::rules::{Found, Rule, always, error, from, query, until, whole};

pub const RULES: &[Rule<Cin>] = &[
    query(
        "2886Q",
        "More than 2% of children have no sex recorded (unborn children left out).",
        "Record the sex of each child who has been born.",
        &[],
        &[
            until(2024, whole(|cin, found| many_without(cin, &GENDER, "0", found))),
            from(2025, whole(|cin, found| many_without(cin, &SEX, "U", found))),
        ],
    ),
    error(
        "4180",
        "Sex is missing or not a valid code of the year.",
        "Give Sex as M, F or U; up to 2024, GenderCurrent as 0, 1, 2 or 9.",
        &[GENDER.name, SEX.name],
        &[
            until(2024, child(|_, child, found| coded(&child.identifiers, &GENDER, found))),
            from(2025, child(|_, child, found| coded(&child.identifiers, &SEX, found))),
        ],
    ),
    error(
        "4220",
        "Ethnicity is missing or not a valid code.",
        "Give a code of the Ethnicity list; REFU when the family does not wish to say, NOBT when not yet obtained.",
        &[ETHNICITY.name],
        &[always(child(ethnicity))],
    ),
    error(
        "8520",
        "The date of birth is after the end of the census year.",
        "Correct the date of birth; for a child not yet born give ExpectedPersonBirthDate instead.",
        &[BORN.name],
        &[always(child(|cin, child, found| {
            if BORN.day(&child.identifiers).is_some_and(|born| born > cin.reference) {
                found.flag([BORN.at(&child.identifiers)]);
            }
        }))],
    ),
    query(
        "8525Q",
        "Give either a date of birth or an expected date of birth, not both.",
        "Give PersonBirthDate once the child is born, ExpectedPersonBirthDate until then.",
        &[BORN.name, EXPECTED.name],
        &[always(child(|_, child, found| {
            let who = &child.identifiers;
            if BORN.none(who) == EXPECTED.none(who) {
                found.flag([BORN.at(who), EXPECTED.at(who)]);
            }
        }))],
    ),
    query(
        "8530Q",
        "The expected date of birth is outside the range expected for this census.",
        "Correct it, or give PersonBirthDate if the child has been born.",
        &[EXPECTED.name],
        &[always(child(|cin, child, found| {
            let (first, last) = (cin.before_end(30.days()), later(cin.reference, 9.months()));
            if EXPECTED.day(&child.identifiers).is_some_and(|day| day < first || day > last) {
                found.flag([EXPECTED.at(&child.identifiers)]);
            }
        }))],
    ),
    query(
        "8535Q",
        "The date of death is before the date of birth.",
        "Correct whichever of the two dates is wrong.",
        &[DIED.name, BORN.name],
        &[always(child(|_, child, found| {
            in_order((&BORN, &child.identifiers), (&DIED, &child.identifiers), found);
        }))],
    ),
    query(
        "8545Q",
        "The date of death is outside the census year.",
        "Correct the date, or leave the child out if the work ended before the year began.",
        &[DIED.name],
        &[always(child(|cin, child, found| in_year(cin, &child.identifiers, &DIED, found)))],
    ),
    error(
        "8750",
        "An unborn child must have the code for sex not known.",
        "Give Sex as U until the child is born; up to 2024, GenderCurrent as 0.",
        &[GENDER.name, SEX.name, BORN.name, EXPECTED.name],
        &[
            until(2024, child(|_, child, found| unborn(child, &GENDER, "0", found))),
            from(2025, child(|_, child, found| unborn(child, &SEX, "U", found))),
        ],
    ),
    query(
        "8775Q",
        "The person is over 25.",
        "Check the date of birth; close the episode on or before the 25th birthday.",
        &[BORN.name, CLOSED.name],
        &[always(child(over_25))],
    ),
];

fn many_without(cin: &Cin, column: &Column<Identifiers, String>, unknown: &str, found: &mut Found) {
    let all = cin.census.children.len();
    let without = cin.census.children.iter().map(|child| &child.identifiers);
    let without =
        without.filter(|who| EXPECTED.none(who) && (column.blank(who) || column.text(who) == unknown)).count();
    // More than 2 in 100.
    if without * 100 > all * 2 {
        found.flag_return();
    }
}

fn coded(who: &Identifiers, column: &Column<Identifiers, String>, found: &mut Found) {
    if column.none(who) {
        found.flag([column.at(who)]);
    }
}

fn ethnicity(_: &Cin, child: &Child, found: &mut Found) {
    if ETHNICITY.none(&child.characteristics) {
        let mut place = ETHNICITY.at(&child.characteristics);
        // A child without any characteristics has no line for them.
        place.line = if place.line == 0 { child.line } else { place.line };
        found.flag([place]);
    }
}

fn unborn(child: &Child, column: &Column<Identifiers, String>, unknown: &str, found: &mut Found) {
    let who = &child.identifiers;
    if BORN.none(who) && !EXPECTED.none(who) && column.text(who) != unknown {
        found.flag([column.at(who), BORN.at(who), EXPECTED.at(who)]);
    }
}

fn over_25(cin: &Cin, child: &Child, found: &mut Found) {
    let who = &child.identifiers;
    let Some(born) = BORN.day(who).filter(|born| *born < cin.before_end(25.years())) else { return };
    let birthday = later(born, 25.years());
    let late: Vec<_> =
        child.episodes.iter().filter(|row| CLOSED.day(row).is_none_or(|closed| closed > birthday)).collect();
    if !late.is_empty() {
        found.flag([BORN.at(who)].into_iter().chain(late.into_iter().map(|row| CLOSED.at(row))));
    }
}
