//! Rules about short breaks, temporary placements, and why episodes end.

use super::shapes::{pairs, per_row, years_on};
use super::subject::{Child, Returns};
use crate::rules::{Found, Place, Rule, always, child, error};
use crate::ssda903::Episodes;

const SHORT: &[&str] = &["V3", "V4"];
const TEMPORARY: &[&str] = &["T0", "T1", "T2", "T3", "T4"];

pub const RULES: &[Rule<Returns>] = &[
    per_row!("366", "A short break began for another reason than S.", "Write S for why the episode began.",
        episodes, |row| row.ls.is("V3") && !row.rne.is("S"); Episodes.RNE),
    pairs!("372", "A child of under 10 is in a young offender institution.", "Correct the placement or the dates.",
        episodes, header, |row, of, _whole| row.place.is("R5") && younger(row, of.dob.value, 10);
        Episodes.DECOM, Episodes.PLACE;),
    pairs!("373", "A child of under 4 is in a residential school.", "Correct the placement or the dates.",
        episodes, header, |row, of, _whole| row.place.is("S1") && younger(row, of.dob.value, 4);
        Episodes.DECOM, Episodes.PLACE;),
    pairs!("374", "A child of under 14 lives where they work.", "Correct the placement or the dates.",
        episodes, header, |row, of, _whole| row.place.is("P3") && younger(row, of.dob.value, 14);
        Episodes.DECOM, Episodes.PLACE;),
    per_row!("378", "A child with the parents is looked after by agreement.", "Correct the placement or the legal status.",
        episodes, |row| row.place.is("P1") && row.ls.is("V2"); Episodes.PLACE, Episodes.LS),
    per_row!("380", "A temporary placement began for another reason than P or B.", "Write P or B for why the episode began.",
        episodes, |row| row.place.is_any(TEMPORARY) && !row.rne.is_any(&["P", "B"]); Episodes.PLACE, Episodes.RNE),
    per_row!("381", "A temporary placement ended care.", "End it with X1, and give the placement care ended from.",
        episodes, |row| row.place.is_any(TEMPORARY) && row.rec.is_filled() && !row.rec.is("X1"); Episodes.PLACE, Episodes.REC),
    per_row!("382", "A short break is a temporary placement.", "Correct the placement or the legal status.",
        episodes, |row| row.ls.is_any(SHORT) && row.place.is_any(TEMPORARY); Episodes.LS, Episodes.PLACE),
    per_row!("384", "A short break is a long-term foster placement.", "Correct the placement or the legal status.",
        episodes, |row| row.ls.is_any(SHORT) && row.place.is_any(&["U1", "U4"]); Episodes.PLACE, Episodes.LS),
    per_row!("385", "The episode ended after the year.", "Correct the date, or leave it blank for the next return.",
        episodes, |row, whole| row.dec.value.is_some_and(|ended| ended > whole.end); Episodes.DEC),
    pairs!("386", "A young person of 18 was adopted.", "Correct why the episode ended, or the dates.",
        episodes, header, |row, of, _whole| row.rec.is_any(&["E11", "E12"])
            && row.dec.value.zip(of.dob.value).is_some_and(|(ended, born)| ended >= years_on(born, 18));
        Episodes.REC;),
    per_row!("390", "A child was adopted from a placement that was not for adoption.", "Correct the placement, or why the episode ended.",
        episodes, |row| row.rec.is_any(&["E11", "E12"]) && !row.place.is_any(&["A3", "A4", "A5", "A6"]);
        Episodes.PLACE, Episodes.REC),
    per_row!("392d", "The child is placed at home, and not with the parents.", "Correct one of the postcodes, or the placement.",
        episodes, |row| row.home_post.is_filled() && row.home_post == row.pl_post && !row.place.is("P1");
        Episodes.HOME_POST, Episodes.PL_POST, Episodes.PLACE),
    per_row!("398", "A short break has postcodes.", "Leave both blank.",
        episodes, |row| row.ls.is_any(SHORT) && (row.home_post.is_filled() || row.pl_post.is_filled());
        Episodes.LS, Episodes.HOME_POST, Episodes.PL_POST),
    pairs!("407", "Special guardianship began after the 18th birthday.", "Correct why the episode ended, or the dates.",
        episodes, header, |row, of, _whole| row.rec.is_any(&["E45", "E46", "E47", "E48"])
            && row.dec.value.zip(of.dob.value).is_some_and(|(ended, born)| ended > years_on(born, 18));
        Episodes.DEC, Episodes.REC; Header.DOB),
    per_row!("408", "A child placed under a placement order has another legal status.", "Write E1, or correct the placement.",
        episodes, |row| row.place.is_any(&["A5", "A6"]) && !row.ls.is("E1"); Episodes.PLACE, Episodes.LS),
    error(
        "426",
        "A child has both kinds of short break.",
        "Record each break, or the agreement, not both.",
        &["Episodes.LS"],
        const { &[always(child(both_kinds))] },
    ),
];

/// Whether an ended episode began before that birthday.
fn younger(row: &Episodes, born: Option<jiff::civil::Date>, years: i16) -> bool {
    row.dec.value.is_some() && row.decom.value.zip(born).is_some_and(|(began, born)| began < years_on(born, years))
}

fn both_kinds(whole: &Returns, child: &Child, found: &mut Found) {
    let rows = whole.rows(child).episodes();
    if child.is_known() && SHORT.iter().all(|kind| rows.iter().any(|row| row.ls.is(kind))) {
        for row in rows.iter().filter(|row| row.ls.is_any(SHORT)) {
            found.flag([Place::new("Episodes.LS", row.line, row.ls.as_str())]);
        }
    }
}
