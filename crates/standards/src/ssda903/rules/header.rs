//! Rules about the child.

use super::shapes::{SHORT, days_on, each, editions, flag, other_than, pairs, per_row, rule, unreadable, years_on};
use super::subject::{Child, Look, Returns};
use crate::codes;
use crate::reading::Text;
use crate::rules::{Found, Place, Rule, Severity, always, child, error, from, until, whole};
use crate::ssda903::{Episodes, Header, Row as _};

pub const RULES: &[Rule<Returns>] = &[
    error(
        "101",
        "The sex of the child is not a code of the year.",
        "Write M, F or U; up to the 2024 return, 1 or 2.",
        &["Header.SEX"],
        const {
            &[
                until(2024, each!(header, |row| !row.sex.is_any(&["1", "2"]); Header.SEX)),
                from(2025, each!(header, |row| !row.sex.is_any(&["M", "F", "U"]); Header.SEX)),
            ]
        },
    ),
    per_row!("102", "The date of birth is missing or is not a date.", "Write the date of birth as dd/mm/yyyy.",
        header, |row| row.dob.value.is_none(); Header.DOB),
    per_row!("103", "The ethnic group is missing or is not a code.", "Use a code of the list of ethnic groups.",
        header, |row| !known("ETHNIC", &row.ethnic); Header.ETHNIC),
    per_row!("104", "The end of the unaccompanied status is not a date of this year or later.", "Correct the date, or leave it blank.",
        uasc, |row, whole| unreadable(&row.duc) || row.duc.value.is_some_and(|date| date < whole.start); UASC.DUC),
    per_row!("168", "The unique pupil number does not have the right form.", "Write the 13 characters, or UN1 to UN5 to say why there is none.",
        header, |row| row.upn.is_filled() && !pupil_number(&row.upn); Header.UPN),
    per_row!("171", "The date of birth of the mother's child is not a date.", "Write it as dd/mm/yyyy.",
        header, |row| unreadable(&row.mc_dob); Header.MC_DOB),
    error(
        "174",
        "A boy has a date of birth of his child.",
        "Take the date out, or correct the sex.",
        &["Header.SEX", "Header.MC_DOB"],
        const {
            &[
                until(
                    2024,
                    each!(header, |row| row.sex.is("1") && row.mc_dob.raw.is_filled(); Header.SEX, Header.MC_DOB),
                ),
                from(
                    2025,
                    each!(header, |row| row.sex.is("M") && row.mc_dob.raw.is_filled(); Header.SEX, Header.MC_DOB),
                ),
            ]
        },
    ),
    error(
        "202",
        "The sex of the child is not that of last year's return.",
        "Correct whichever of the two is wrong.",
        &["Header.SEX"],
        const { &[always(child(sex_changed))] },
    ),
    error(
        "203",
        "The date of birth is not that of last year's return.",
        "Correct whichever of the two is wrong.",
        &["Header.DOB"],
        const { &[always(child(birth_changed))] },
    ),
    error(
        "204",
        "The ethnic group is not that of last year's return.",
        "Correct whichever of the two is wrong.",
        &["Header.ETHNIC"],
        const { &[always(child(ethnic_changed))] },
    ),
    error(
        "207",
        "The child was a mother in last year's return and is not in this one.",
        "Write 1, or correct last year's return.",
        &["Header.MOTHER"],
        const { &[always(child(no_longer_mother))] },
    ),
    rule!(
        "208",
        "The pupil number is not that of last year's return.",
        "Correct whichever of the two is wrong.",
        [Header.UPN],
        pupil_number_changed
    ),
    pairs!("210", "UN4 is given for a child who had been looked after for more than a week at the end of the year.", "Give the pupil number, or another reason there is none.",
        header, episodes, |row, of, whole| row.upn.is("UN4") && looked_after_for_a_week(whole, of); Header.UPN; Episodes.DECOM),
    Rule {
        severity: Severity::Query,
        ..editions!("232", "The sex of the child is not known.", "Check it.", [Header.SEX];
            from(2025, each!(header, |row| row.sex.is("U"); Header.SEX)))
    },
    pairs!("442", "The pupil number is missing.", "Give the pupil number, or UN1 to UN5 to say why there is none.",
        header, episodes, |row, of, _whole| row.upn.is_blank() && !of.ls.is_any(SHORT); Header.UPN;),
    error(
        "444",
        "Another child has the same pupil number.",
        "Correct the number of whichever child is not its own.",
        &["Header.UPN"],
        const { &[from(2026, whole(same_pupil_number))] },
    ),
    per_row!("209", "UN1 is given for a child who is old enough for school.", "Give the pupil number, or another reason there is none.",
        header, |row, whole| row.upn.is("UN1")
            && row.dob.value.is_some_and(|born| years_on(born, 4) <= jiff::civil::date(whole.start.year() - 1, 8, 31));
        Header.UPN, Header.DOB),
];

fn no_longer_mother(whole: &Returns, child: &Child, found: &mut Found) {
    if !child.is_known() || whole.rows(child).episodes().is_empty() {
        return;
    }
    for row in whole.rows(child).header().iter().filter(|row| !row.mother.is("1")) {
        if whole.last(child).header().iter().any(|last| last.mother.is("1")) {
            found.flag([Place::new("Header.MOTHER", row.line, row.mother.as_str())]);
        }
    }
}

fn known(set: &str, text: &Text) -> bool {
    codes::find(set, &text.as_str().to_ascii_uppercase()).is_some()
}

/// A letter but I, O and S, eleven digits, and a digit or a letter; or the reason there is none.
fn pupil_number(text: &Text) -> bool {
    let bytes = text.as_str().as_bytes();
    let first = |byte: u8| byte.is_ascii_alphabetic() && !b"IOSios".contains(&byte);
    let form = bytes.len() == 13
        && first(bytes[0])
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && bytes[12].is_ascii_alphanumeric();
    form || !other_than(text, UNKNOWN)
}

const UNKNOWN: &[&str] = &["UN1", "UN2", "UN3", "UN4", "UN5"];

/// A number may follow a reason for none, and another reason may follow UN1 or a blank.
fn pupil_number_changed(at: Look, found: &mut Found) {
    let follows = |was: &Text, now: &Text| {
        let none = was.is_blank() || was.is_any(UNKNOWN);
        let reason = was.is_blank() || (was.is("UN1") && !now.is("UN1"));
        was == now || (reason && now.is_any(UNKNOWN)) || (none && other_than(now, UNKNOWN))
    };
    for row in at.this.header() {
        if at.last.header().iter().any(|last| !follows(&last.upn, &row.upn)) {
            flag!(found; row => UPN);
        }
    }
}

/// An episode that began more than a week before the year ended, and had not ended then.
fn looked_after_for_a_week(whole: &Returns, row: &Episodes) -> bool {
    let week = days_on(whole.end, -7);
    row.decom.value.is_some_and(|began| began < week) && row.dec.value.is_none_or(|ended| ended > whole.end)
}

fn same_pupil_number(whole: &Returns, found: &mut Found) {
    let mut rows: Vec<&Header> = whole.this().header.iter().flat_map(|filed| &filed.rows).collect();
    rows.retain(|row| other_than(&row.upn, UNKNOWN));
    rows.sort_by(|a, b| a.upn.cmp(&b.upn));
    for same in rows.chunk_by(|a, b| a.upn == b.upn).filter(|same| same.len() > 1) {
        for row in same {
            found.flag_child(Some(row.child.as_str()).filter(|child| !child.is_empty()), [row.place("UPN")]);
        }
    }
}

/// The codes changed in 2025: 1 and M are the same, as are 2 and F.
pub fn sex_now(sex: &Text) -> Text {
    match sex.as_str() {
        "1" => Text::from("M"),
        "2" => Text::from("F"),
        _ => sex.clone(),
    }
}

fn sex_changed(whole: &Returns, child: &Child, found: &mut Found) {
    for row in whole.rows(child).header() {
        if child.is_known() && whole.last(child).header().iter().any(|last| sex_now(&last.sex) != sex_now(&row.sex)) {
            found.flag([Place::new("Header.SEX", row.line, row.sex.as_str())]);
        }
    }
}

fn birth_changed(whole: &Returns, child: &Child, found: &mut Found) {
    for row in whole.rows(child).header() {
        if child.is_known() && whole.last(child).header().iter().any(|last| last.dob.value != row.dob.value) {
            found.flag([Place::new("Header.DOB", row.line, row.dob.raw.as_str())]);
        }
    }
}

fn ethnic_changed(whole: &Returns, child: &Child, found: &mut Found) {
    for row in whole.rows(child).header() {
        if child.is_known() && whole.last(child).header().iter().any(|last| last.ethnic != row.ethnic) {
            found.flag([Place::new("Header.ETHNIC", row.line, row.ethnic.as_str())]);
        }
    }
}
