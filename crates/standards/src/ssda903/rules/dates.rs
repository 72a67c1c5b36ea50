//! Rules about dates: within the year, in order, and at an age.

use jiff::civil::date;

use super::shapes::{pairs, per_row, years_on};
use super::subject::{Child, Returns};
use crate::rules::{Found, Place, Rule, always, child, error};

pub const RULES: &[Rule<Returns>] = &[
    per_row!("301", "The child was born after the year ended.", "Correct the date of birth, or leave the child out.",
        header, |row, whole| row.dob.value.is_some_and(|born| born > whole.end); Header.DOB),
    error(
        "302",
        "The child's first episode began before the child was born.",
        "Correct whichever of the two dates is wrong.",
        &["Episodes.DECOM", "Header.DOB"],
        const { &[always(child(before_birth))] },
    ),
    per_row!("304", "The unaccompanied status ends after the 18th birthday.", "Write the 18th birthday, or an earlier date.",
        uasc, |row| row.duc.value.zip(row.dob.value).is_some_and(|(ended, born)| ended > years_on(born, 18)); UASC.DUC),
    per_row!("351", "The child was 25 before the year began.", "Correct the date of birth, or leave the child out.",
        header, |row, whole| row.dob.value.is_some_and(|born| years_on(born, 25) < whole.start); Header.DOB),
    pairs!("352", "Care began at 18 or later.", "Correct whichever of the two dates is wrong.",
        episodes, header, |row, of, _whole| row.rne.is("S")
            && row.decom.value.zip(of.dob.value).is_some_and(|(began, born)| began >= years_on(born, 18));
        Episodes.DECOM, Episodes.RNE;),
    per_row!("353", "The episode began before 14 October 1991.", "Correct the date.",
        episodes, |row| row.decom.value.is_some_and(|began| began < date(1991, 10, 14)); Episodes.DECOM),
    per_row!("354", "The episode began after the year ended.", "Correct the date, or leave the episode for the next return.",
        episodes, |row, whole| row.decom.value.is_some_and(|began| began > whole.end); Episodes.DECOM),
    per_row!("355", "The episode began and ended on the same day.", "Correct the dates, or take the episode out.",
        episodes, |row| row.decom.value.map_or(row.decom.raw == row.dec.raw, |began| row.dec.value == Some(began));
        Episodes.DECOM, Episodes.DEC),
    per_row!("356", "The episode ended before it began.", "Correct whichever of the two dates is wrong.",
        episodes, |row| row.decom.value.zip(row.dec.value).is_some_and(|(began, ended)| ended < began);
        Episodes.DECOM),
    pairs!("358", "A child of under 10 has the legal status of an offender.", "Correct the legal status or the dates.",
        episodes, header, |row, of, _whole| row.ls.is_any(&["J1", "J2", "J3"])
            && row.decom.value.zip(of.dob.value).is_some_and(|(began, born)| began < years_on(born, 10));
        Episodes.DECOM, Episodes.LS; Header.DOB),
    pairs!("359", "A young person of 18 is still looked after.", "End the episode at the 18th birthday.",
        episodes, header, |row, of, whole| of.dob.value.is_some_and(|born| years_on(born, 18) < whole.end)
            && row.dec.raw.is_blank() && !(row.ls.is("V2") && row.place.is("K2"));
        Episodes.DEC, Episodes.LS, Episodes.PLACE;),
];

fn before_birth(whole: &Returns, child: &Child, found: &mut Found) {
    if !child.is_known() {
        return;
    }
    let rows = whole.rows(child);
    let Some(first) = rows.episodes().iter().filter(|row| row.decom.value.is_some()).min_by_key(|row| row.decom.value)
    else {
        return;
    };
    for of in rows.header().iter().filter(|of| of.dob.value > first.decom.value) {
        found.flag([
            Place::new("Episodes.DECOM", first.line, first.decom.raw.as_str()),
            Place::new("Header.DOB", of.line, of.dob.raw.as_str()),
        ]);
    }
}
