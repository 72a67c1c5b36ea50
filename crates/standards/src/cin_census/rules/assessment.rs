//! Assessments and their factors.

use super::super::rows::{Assessment, CinDetails};
use super::columns::{ASSESSMENT_END, ASSESSMENT_START, FACTOR, REASON, REFERRED, cell_at};
use super::disability::repeats;
use super::shapes::{at_most_one, in_order, in_year, one_at_a_time, per_episode, per_row};
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, error, query};

const CORRECT_ONE: &str = "Correct whichever of the two dates is wrong.";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "1103",
        "An assessment starts before the referral it belongs to.",
        CORRECT_ONE,
        &[ASSESSMENT_START.name, REFERRED.name],
        per_row!(assessments, |_, _, episode: &CinDetails, row: &Assessment, found: &mut Found| {
            in_order((&REFERRED, episode), (&ASSESSMENT_START, row), found)
        }),
    ),
    error(
        "8608",
        "An assessment ends before it starts.",
        CORRECT_ONE,
        &[ASSESSMENT_END.name, ASSESSMENT_START.name],
        per_row!(assessments, |_, _, _, row: &Assessment, found: &mut Found| {
            in_order((&ASSESSMENT_START, row), (&ASSESSMENT_END, row), found)
        }),
    ),
    error(
        "8614",
        "Factors are recorded on an assessment that is not finished.",
        "Give the AssessmentAuthorisationDate, or leave the factors out until there is one.",
        &[ASSESSMENT_END.name, FACTOR],
        per_row!(assessments, |_, _, _, row: &Assessment, found: &mut Found| {
            if ASSESSMENT_END.none(row) && !row.factors.is_empty() {
                found.flag([ASSESSMENT_END.at(row), factors_at(row)]);
            }
        }),
    ),
    query(
        "8670Q",
        "An assessment has been open for more than 45 working days at the end of the year.",
        "Give the AssessmentAuthorisationDate if it has been finished.",
        &[ASSESSMENT_START.name, ASSESSMENT_END.name],
        per_row!(assessments, |cin: &Cin, _, _, row: &Assessment, found: &mut Found| {
            if ASSESSMENT_END.none(row) && ASSESSMENT_START.day(row).is_some_and(|day| day < cin.assessment_due) {
                found.flag([ASSESSMENT_START.at(row), ASSESSMENT_END.at(row)]);
            }
        }),
    ),
    error(
        "8696",
        "The assessment end date is outside the census year.",
        "Correct the date; leave out assessments finished before the year began.",
        &[ASSESSMENT_END.name],
        per_row!(assessments, |cin, _, _, row: &Assessment, found: &mut Found| {
            in_year(cin, row, &ASSESSMENT_END, found)
        }),
    ),
    error(
        "8736",
        "An unfinished assessment must start within the census year.",
        "Give the AssessmentAuthorisationDate, or correct the start.",
        &[ASSESSMENT_START.name, ASSESSMENT_END.name],
        per_row!(assessments, |cin: &Cin, _, _, row: &Assessment, found: &mut Found| {
            if ASSESSMENT_END.none(row) && ASSESSMENT_START.day(row).is_some_and(|day| !cin.in_year(day)) {
                found.flag([ASSESSMENT_START.at(row), ASSESSMENT_END.at(row)]);
            }
        }),
    ),
    query(
        "8863Q",
        "An assessment starts while another is still open.",
        "Finish the first assessment, or join the two.",
        &[ASSESSMENT_START.name, ASSESSMENT_END.name],
        per_episode!(|cin, _, episode, found| {
            let rows: Vec<&Assessment> = episode.assessments.iter().collect();
            let until = |row: &Assessment| ASSESSMENT_END.day(row).or(Some(cin.reference));
            one_at_a_time(&rows, &ASSESSMENT_START, &ASSESSMENT_END, until, found);
        }),
    ),
    error(
        "8869",
        "Factor 21 (no factors) is recorded together with other factors.",
        "Take 21 out, or the other factors.",
        &[FACTOR],
        per_row!(assessments, |_, _, _, row: &Assessment, found: &mut Found| {
            let mut lone = row.factors.iter().filter(|cell| cell.raw.trim() == "21");
            let mut others = row.factors.iter().filter(|cell| cell.raw.trim() != "21");
            if let (Some(lone), Some(other)) = (lone.next(), others.next()) {
                found.flag([cell_at(FACTOR, lone), cell_at(FACTOR, other)]);
            }
        }),
    ),
    query(
        "8873Q",
        "The only assessment found no factors, so the closure reason should be RC8 or RC9.",
        "Check the factors and the reason for closure.",
        &[FACTOR, REASON.name],
        per_episode!(|_, _, episode, found| {
            let [only] = episode.assessments.as_slice() else { return };
            let lone = only.factors.iter().find(|cell| cell.raw.trim() == "21");
            if let Some(lone) = lone.filter(|_| !REASON.is(episode, &["RC8", "RC9"])) {
                found.flag([cell_at(FACTOR, lone), REASON.at(episode)]);
            }
        }),
    ),
    error(
        "8896",
        "More than one assessment is open in this episode.",
        "Give the AssessmentAuthorisationDate of those that are finished.",
        &[ASSESSMENT_END.name],
        per_episode!(|_, _, episode, found| {
            let open = episode.assessments.iter().filter(|row| ASSESSMENT_END.none(row));
            at_most_one(open, &ASSESSMENT_END, found);
        }),
    ),
    query(
        "8897Q",
        "A finished assessment has no factors, or an unknown factor code.",
        "Give the factors found at the end of the assessment, or 21 for none.",
        &[FACTOR, ASSESSMENT_END.name],
        per_row!(assessments, |cin: &Cin, _, _, row: &Assessment, found: &mut Found| {
            if ASSESSMENT_END.day(row).is_none_or(|day| day < cin.start) {
                return;
            }
            let unknown = row.factors.iter().filter(|cell| cell.value.is_none());
            let mut places: Vec<Place> = unknown.map(|cell| cell_at(FACTOR, cell)).collect();
            if row.factors.is_empty() {
                places.push(factors_at(row));
            }
            if !places.is_empty() {
                places.push(ASSESSMENT_END.at(row));
                found.flag(places);
            }
        }),
    ),
    error(
        "8898",
        "The same factor is recorded twice on one assessment.",
        "Give each factor once.",
        &[FACTOR],
        per_row!(assessments, |_, _, _, row: &Assessment, found: &mut Found| {
            let places = repeats(&row.factors, FACTOR);
            if !places.is_empty() {
                found.flag(places);
            }
        }),
    ),
    query(
        "8945Q",
        "Factor 18A is out of use; use 18B or 18C.",
        "Use 18B for abuse by a child, 18C for abuse by an adult.",
        &[FACTOR],
        per_row!(assessments, from 2025, |_, _, _, row: &Assessment, found: &mut Found| out_of_use(row, "18A", found)),
    ),
    query(
        "8950Q",
        "Factor 19A is out of use; use 19B or 19C.",
        "Use 19B for abuse by a child, 19C for abuse by an adult.",
        &[FACTOR],
        per_row!(assessments, from 2025, |_, _, _, row: &Assessment, found: &mut Found| out_of_use(row, "19A", found)),
    ),
];

/// Where the factors of an assessment start, or should.
fn factors_at(row: &Assessment) -> Place {
    row.factors.first().map_or_else(|| Place::new(FACTOR, row.line, ""), |cell| cell_at(FACTOR, cell))
}

fn out_of_use(row: &Assessment, code: &str, found: &mut Found) {
    if let Some(cell) = row.factors.iter().find(|cell| cell.raw.trim().eq_ignore_ascii_case(code)) {
        found.flag([cell_at(FACTOR, cell)]);
    }
}
