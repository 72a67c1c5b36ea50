//! Pre-proceedings and family group decision making, from the 2027 census. The rules are drafts.

use jiff::civil::Date;

use super::super::rows::PreProceedings;
use super::columns::{
    Column, PP_CARE_LETTER, PP_COURT, PP_HELD, PP_LETTER, PP_MEETING, PP_OFFER, PP_OUTCOME, PP_REVIEWS, PP_START,
    PP_STEP,
};
use super::shapes::{in_year, per_row};
use super::subject::Cin;
use crate::rules::{Found, Rule, error, from, query, whole};

const CORRECT: &str = "Correct the date.";
const CORRECT_ONE: &str = "Correct whichever of the dates is wrong.";

pub const RULES: &[Rule<Cin>] = &[
    query(
        "8995Q",
        "No pre-proceedings data is given for any child.",
        "Check that pre-proceedings are recorded and exported.",
        &[],
        &[from(
            2027,
            whole(|cin, found| {
                if rows(cin).next().is_none() {
                    found.flag_return();
                }
            }),
        )],
    ),
    query(
        "9000Q",
        "No pre-proceedings start date is given.",
        "Check that the decisions to start pre-proceedings are recorded and exported.",
        &[],
        &[from(
            2027,
            whole(|cin, found| {
                if rows(cin).all(|row| PP_START.none(row)) {
                    found.flag_return();
                }
            }),
        )],
    ),
    error(
        "9005",
        "The decision to start pre-proceedings is outside the census year.",
        CORRECT,
        &[PP_START.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year(cin, row, &PP_START, found)
        }),
    ),
    error(
        "9006",
        "The letter before proceedings is outside the census year or before pre-proceedings began.",
        CORRECT_ONE,
        &[PP_LETTER.name, PP_START.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year_after(cin, row, &PP_LETTER, &PP_START, found)
        }),
    ),
    error(
        "9007",
        "A letter before proceedings was sent; say whether a family group meeting was offered.",
        "Give FGDMMeetingOffer.",
        &[PP_OFFER.name, PP_LETTER.name],
        per_row!(pre_proceedings, from 2027, |_, _, _, row: &PreProceedings, found: &mut Found| {
            if !PP_LETTER.none(row) && PP_OFFER.blank(row) {
                found.flag([PP_OFFER.at(row), PP_LETTER.at(row)]);
            }
        }),
    ),
    error(
        "9008",
        "The first pre-proceedings meeting is outside the census year.",
        CORRECT,
        &[PP_MEETING.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year(cin, row, &PP_MEETING, found)
        }),
    ),
    error(
        "9009",
        "The step up or down decision is outside the census year or before pre-proceedings began.",
        CORRECT_ONE,
        &[PP_STEP.name, PP_START.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year_after(cin, row, &PP_STEP, &PP_START, found)
        }),
    ),
    query(
        "9010Q",
        "A family group meeting was offered; say whether it took place.",
        "Give FGDMMeetingFac.",
        &[PP_HELD.name, PP_OFFER.name],
        per_row!(pre_proceedings, from 2027, |_, _, _, row: &PreProceedings, found: &mut Found| {
            if PP_OFFER.yes(row) && PP_HELD.blank(row) {
                found.flag([PP_HELD.at(row), PP_OFFER.at(row)]);
            }
        }),
    ),
    error(
        "9011",
        "The outcome of pre-proceedings is not a valid code.",
        "Give A, B or C.",
        &[PP_OUTCOME.name],
        per_row!(pre_proceedings, from 2027, |_, _, _, row: &PreProceedings, found: &mut Found| {
            if PP_OUTCOME.unknown(row) {
                found.flag([PP_OUTCOME.at(row)]);
            }
        }),
    ),
    error(
        "9012",
        "The court application is outside the census year or before the step decision.",
        CORRECT_ONE,
        &[PP_COURT.name, PP_STEP.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year_after(cin, row, &PP_COURT, &PP_STEP, found)
        }),
    ),
    error(
        "9013",
        "The letter to start care proceedings is outside the census year or before the court application.",
        CORRECT_ONE,
        &[PP_CARE_LETTER.name, PP_COURT.name],
        per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
            in_year_after(cin, row, &PP_CARE_LETTER, &PP_COURT, found)
        }),
    ),
    query(
        "9015Q",
        "Give the number of review meetings held after the first pre-proceedings meeting.",
        "Give ReviewMeetingsCount, 0 for none.",
        &[PP_REVIEWS.name, PP_MEETING.name],
        per_row!(pre_proceedings, from 2027, |_, _, _, row: &PreProceedings, found: &mut Found| {
            if !PP_MEETING.none(row) && PP_REVIEWS.blank(row) {
                found.flag([PP_REVIEWS.at(row), PP_MEETING.at(row)]);
            }
        }),
    ),
];

fn rows(cin: &Cin) -> impl Iterator<Item = &PreProceedings> {
    cin.census.children.iter().flat_map(|child| &child.episodes).flat_map(|episode| &episode.pre_proceedings)
}

/// Flags a date outside the census year, or before another of the same row.
fn in_year_after(
    cin: &Cin,
    row: &PreProceedings,
    column: &Column<PreProceedings, Date>,
    after: &Column<PreProceedings, Date>,
    found: &mut Found,
) {
    let early = |day: Date| after.day(row).is_some_and(|first| day < first);
    if column.day(row).is_some_and(|day| !cin.in_year(day) || early(day)) {
        found.flag([column.at(row), after.at(row)]);
    }
}
