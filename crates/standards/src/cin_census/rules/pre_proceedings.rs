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

/// A rule over each decision by itself: when it flags, and the columns it then points at.
macro_rules! per_decision {
    ($kind:ident $number:literal, $words:literal, $remedy:literal, |$row:ident| $flag:expr; $($column:ident),+) => {
        $kind(
            $number,
            $words,
            $remedy,
            &[$($column.name),+],
            per_row!(pre_proceedings, from 2027, |_, _, _, $row: &PreProceedings, found: &mut Found| {
                if $flag {
                    found.flag([$($column.at($row)),+]);
                }
            }),
        )
    };
}

/// A date of a decision that must lie in the census year, and not before another date of it.
macro_rules! in_census_year {
    ($number:literal, $words:literal, $column:ident) => {
        error(
            $number,
            $words,
            CORRECT,
            &[$column.name],
            per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
                in_year(cin, row, &$column, found)
            }),
        )
    };
    ($number:literal, $words:literal, $column:ident, after $after:ident) => {
        error(
            $number,
            $words,
            CORRECT_ONE,
            &[$column.name, $after.name],
            per_row!(pre_proceedings, from 2027, |cin, _, _, row: &PreProceedings, found: &mut Found| {
                in_year_after(cin, row, &$column, &$after, found)
            }),
        )
    };
}

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
    in_census_year!("9005", "The decision to start pre-proceedings is outside the census year.", PP_START),
    in_census_year!("9006", "The letter before proceedings is outside the census year or before pre-proceedings began.", PP_LETTER, after PP_START),
    per_decision!(error "9007", "A letter before proceedings was sent; say whether a family group meeting was offered.", "Give FGDMMeetingOffer.", |row| !PP_LETTER.none(row) && PP_OFFER.blank(row); PP_OFFER, PP_LETTER),
    in_census_year!("9008", "The first pre-proceedings meeting is outside the census year.", PP_MEETING),
    in_census_year!("9009", "The step up or down decision is outside the census year or before pre-proceedings began.", PP_STEP, after PP_START),
    per_decision!(query "9010Q", "A family group meeting was offered; say whether it took place.", "Give FGDMMeetingFac.", |row| PP_OFFER.yes(row) && PP_HELD.blank(row); PP_HELD, PP_OFFER),
    per_decision!(error "9011", "The outcome of pre-proceedings is not a valid code.", "Give A, B or C.", |row| PP_OUTCOME.unknown(row); PP_OUTCOME),
    in_census_year!("9012", "The court application is outside the census year or before the step decision.", PP_COURT, after PP_STEP),
    in_census_year!("9013", "The letter to start care proceedings is outside the census year or before the court application.", PP_CARE_LETTER, after PP_COURT),
    per_decision!(query "9015Q", "Give the number of review meetings held after the first pre-proceedings meeting.", "Give ReviewMeetingsCount, 0 for none.", |row| !PP_MEETING.none(row) && PP_REVIEWS.blank(row); PP_REVIEWS, PP_MEETING),
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
