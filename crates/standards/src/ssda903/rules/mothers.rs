//! Rules about young people who are mothers.

use jiff::civil::Date;

use super::shapes::{SHORT, any, before, birthday, each, editions, flag, in_year, join, per_row, rule};
use super::subject::{Look, Returns};
use crate::reading::Text;
use crate::rules::{Found, Rule, from, until};
use crate::ssda903::{Episodes, Header};

pub const RULES: &[Rule<Returns>] = &[
    rule!(
        "165",
        "Whether the child is a mother does not fit with the sex, or with whether the child was looked after.",
        "Write 0 or 1 for a girl looked after in the year; leave it blank for all others.",
        [Header.MOTHER, Header.SEX, OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM],
        does_not_fit
    )
    .needing(&["Episodes", "OC3"]),
    editions!("393", "Whether a girl looked after in the year is a mother is not said.", "Write 0 or 1.", [Header.MOTHER];
        until(2024, join!(header, episodes, |row, of, _whole| row.sex.is("2") && unsaid(row, of); Header.MOTHER;)),
        from(2025, join!(header, episodes, |row, of, _whole| row.sex.is("F") && unsaid(row, of); Header.MOTHER;))),
    rule!(
        "399",
        "A child who had only short breaks has reviews, or is said to be a mother or not.",
        "Leave both out, or correct the legal status.",
        [Episodes.LS, Header.MOTHER, Reviews.REVIEW, Reviews.REVIEW_CODE],
        only_breaks
    )
    .needing(&["Header", "Reviews"]),
    editions!("607", "A girl left care in the year, and whether she is a mother is not said.", "Write 0 or 1.",
        [Episodes.DEC, Episodes.REC, Episodes.LS, Header.MOTHER, Header.SEX];
        until(2024, join!(episodes, header, |row, of, whole| of.sex.is("2") && of.mother.is_blank() && left(row, whole);
            Episodes.DEC, Episodes.REC, Episodes.LS; Header.MOTHER, Header.SEX)),
        from(2025, join!(episodes, header, |row, of, whole| of.sex.is("F") && of.mother.is_blank() && left(row, whole);
            Episodes.DEC, Episodes.REC, Episodes.LS; Header.MOTHER, Header.SEX))),
    per_row!("611", "She is a mother, and her child's date of birth is missing.", "Write it, or correct whether she is a mother.",
        header, |row| row.mother.is("1") && row.mc_dob.raw.is_blank(); Header.MOTHER, Header.MC_DOB),
    editions!("612", "There is a date of birth of her child, and she is not said to be a mother.", "Write 1, or take the date out.",
        [Header.SEX, Header.MOTHER, Header.MC_DOB];
        until(2024, each!(header, |row| row.sex.is("2") && no_mother(row); Header.SEX, Header.MOTHER, Header.MC_DOB)),
        from(2025, each!(header, |row| row.sex.is("F") && no_mother(row); Header.SEX, Header.MOTHER, Header.MC_DOB))),
    per_row!("620", "A child of under 11 is said to be a mother.", "Correct the date of birth, or whether she is a mother.",
        header, |row, whole| row.mother.is("1") && before(Some(whole.start), birthday(&row.dob, 11)); Header.DOB, Header.MOTHER),
    per_row!("621", "The mother is no older than her child.", "Correct whichever of the two dates of birth is wrong.",
        header, |row| row.mc_dob.value.is_some() && !before(row.dob.value, row.mc_dob.value); Header.DOB, Header.MC_DOB),
    rule!(
        "624",
        "The date of birth of her child is not that of last year's return.",
        "Correct whichever of the two is wrong.",
        [Header.MC_DOB],
        child_changed
    )
    .needing(&["Header_last"]),
    rule!(
        "625",
        "Her child was born after the year, or after she left care.",
        "Correct the date.",
        [Header.MC_DOB, Episodes.DEC],
        born_too_late
    )
    .needing(&["Episodes"]),
    rule!(
        "626",
        "Her child was born before the year, and last year's return says she was no mother.",
        "Correct whichever of the two is wrong.",
        [Header.MOTHER, Header.MC_DOB],
        mother_before
    )
    .needing(&["Header_last"]),
    rule!(
        "628",
        "A care leaver who was not looked after in the year is said to be a mother or not.",
        "Leave it blank.",
        [Header.MOTHER],
        left_before
    )
    .needing(&["Episodes", "OC3"]),
];

fn unsaid(row: &Header, episode: &Episodes) -> bool {
    row.mother.is_blank() && !episode.ls.is_any(SHORT)
}

fn left(row: &Episodes, whole: &Returns) -> bool {
    row.dec.value.is_some_and(|ended| (whole.start..=whole.end).contains(&ended))
        && row.rec.is_filled()
        && !row.rec.is("X1")
        && !row.ls.is_any(SHORT)
}

fn no_mother(row: &Header) -> bool {
    (row.mother.is("0") || row.mother.is_blank()) && row.mc_dob.raw.is_filled()
}

fn does_not_fit(at: Look, found: &mut Found) {
    let mut rows = at.this.episodes().iter().filter(|row| !row.ls.is_any(SHORT)).peekable();
    if rows.peek().is_none() {
        return;
    }
    let looked_after = rows.any(|row| in_year(at.whole, row));
    let leaver = at.this.oc3().first();
    let left = leaver.is_some_and(|row| any(&[&row.in_touch, &row.activ, &row.accom]));
    for row in at.this.header() {
        let (girl, boy) = (row.sex.is_any(&["2", "F"]), row.sex.is_any(&["1", "M"]));
        let said = row.mother.is_filled();
        let wrong = said && (!row.mother.is_any(&["0", "1"]) || boy);
        if wrong || (girl && !said && looked_after) || (girl && said && !looked_after && left) {
            match leaver {
                Some(leaver) => flag!(found; row => MOTHER SEX, leaver => IN_TOUCH ACTIV ACCOM),
                None => flag!(found; row => MOTHER SEX),
            }
        }
    }
}

fn only_breaks(at: Look, found: &mut Found) {
    use crate::ssda903::Row as _;
    let episodes = at.this.episodes();
    let mother = at.this.header().iter().any(|row| row.mother.is_filled());
    let held = |row: &&crate::ssda903::Reviews| row.review.raw.is_filled() || row.review_code.is_filled();
    let reviewed = at.this.reviews().iter().any(|row| held(&row));
    if episodes.is_empty() || !episodes.iter().all(|row| row.ls.is_any(SHORT)) || !(mother || reviewed) {
        return;
    }
    let reviews = at.this.reviews().iter().filter(|row| mother || held(row));
    found.flag(
        (episodes.iter().map(|row| row.place("LS")))
            .chain(at.this.header().iter().map(|row| row.place("MOTHER")))
            .chain(reviews.flat_map(|row| [row.place("REVIEW"), row.place("REVIEW_CODE")])),
    );
}

fn child_changed(at: Look, found: &mut Found) {
    let changed = |row: &Header| {
        at.last
            .header()
            .iter()
            .any(|last| last.mc_dob.raw.is_filled() && !super::shapes::same(&last.mc_dob, &row.mc_dob))
    };
    at.this.header().iter().filter(|row| changed(row)).for_each(|row| flag!(found; row => MC_DOB));
}

fn born_too_late(at: Look, found: &mut Found) {
    let episodes = at.this.episodes();
    // She has left care only when no episode is open.
    let closed = episodes.iter().all(|row| row.dec.value.is_some());
    let left = episodes.iter().filter(|_| closed).max_by_key(|row| row.dec.value);
    let ended: Option<Date> = left.and_then(|row| row.dec.value);
    for row in at.this.header() {
        match left {
            Some(left) if before(ended, row.mc_dob.value) => flag!(found; row => MC_DOB, left => DEC),
            _ if before(Some(at.whole.end), row.mc_dob.value) => flag!(found; row => MC_DOB),
            _ => {}
        }
    }
}

fn mother_before(at: Look, found: &mut Found) {
    let says = |text: &Text, number: f64| text.as_str().trim().parse::<f64>() == Ok(number);
    let not_last_year = at.last.header().iter().any(|last| says(&last.mother, 0.0));
    for row in at.this.header().iter().filter(|row| not_last_year && says(&row.mother, 1.0)) {
        if before(row.mc_dob.value, Some(at.whole.start)) {
            flag!(found; row => MOTHER MC_DOB);
        }
    }
}

fn left_before(at: Look, found: &mut Found) {
    let left = at.this.oc3().iter().any(|row| any(&[&row.in_touch, &row.activ, &row.accom]));
    for row in at.this.header().iter().filter(|row| left && at.this.episodes().is_empty() && row.mother.is_filled()) {
        flag!(found; row => MOTHER);
    }
}
