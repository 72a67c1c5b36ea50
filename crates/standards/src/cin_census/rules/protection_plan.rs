//! Child protection plans and their reviews.

use super::super::rows::{CinDetails, ProtectionPlan};
use super::columns::{
    CPP_EARLIER, CPP_END, CPP_FIRST_CATEGORY, CPP_LATEST_CATEGORY, CPP_START, DIED, REFERRED, REVIEW, cell_at,
};
use super::shapes::{
    at_most_one, by_death, child, each, given_by_end, in_order, in_year, not_same_day, one_at_a_time, per_row,
};
use super::subject::Cin;
use crate::rules::{Found, Rule, always, error, query};

const CORRECT_ONE: &str = "Correct whichever of the two dates is wrong.";
const CATEGORIES: &str = "Give one of NEG, PHY, SAB and EMO; MUL is still taken.";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "1105",
        "A child protection plan starts before the referral.",
        CORRECT_ONE,
        &[CPP_START.name, REFERRED.name],
        per_row!(protection_plans, |_, _, episode: &CinDetails, row: &ProtectionPlan, found: &mut Found| {
            in_order((&REFERRED, episode), (&CPP_START, row), found)
        }),
    ),
    error(
        "8720",
        "The child protection plan start date is missing or after the census year.",
        "Give the date the plan began.",
        &[CPP_START.name],
        per_row!(protection_plans, |cin, _, _, row: &ProtectionPlan, found: &mut Found| {
            given_by_end(cin, row, &CPP_START, found)
        }),
    ),
    error(
        "8730",
        "The number of earlier child protection plans is missing or not a whole number.",
        "Write it in digits, 0 for none.",
        &[CPP_EARLIER.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            if CPP_EARLIER.none(row) {
                found.flag([CPP_EARLIER.at(row)]);
            }
        }),
    ),
    error(
        "8840",
        "A child protection plan starts and ends on the same day.",
        CORRECT_ONE,
        &[CPP_START.name, CPP_END.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            not_same_day(row, &CPP_START, &CPP_END, found)
        }),
    ),
    error(
        "8841",
        "A review is dated on or before the start of its plan.",
        "Correct the date, or put the review with its own plan.",
        &[REVIEW, CPP_START.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            let Some(start) = CPP_START.day(row) else { return };
            for cell in row.reviews.iter().filter(|cell| cell.value.is_some_and(|held| held <= start)) {
                found.flag([cell_at(REVIEW, cell), CPP_START.at(row)]);
            }
        }),
    ),
    query(
        "8842Q",
        "A child protection review has no date.",
        "Give the CPPreviewDate, or take the review out.",
        &[REVIEW],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            for cell in row.reviews.iter().filter(|cell| cell.value.is_none()) {
                found.flag([cell_at(REVIEW, cell)]);
            }
        }),
    ),
    error(
        "8905",
        "The initial category of abuse is missing or not valid.",
        CATEGORIES,
        &[CPP_FIRST_CATEGORY.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            if CPP_FIRST_CATEGORY.none(row) {
                found.flag([CPP_FIRST_CATEGORY.at(row)]);
            }
        }),
    ),
    error(
        "8910",
        "The latest category of abuse is missing or not valid.",
        CATEGORIES,
        &[CPP_LATEST_CATEGORY.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            if CPP_LATEST_CATEGORY.none(row) {
                found.flag([CPP_LATEST_CATEGORY.at(row)]);
            }
        }),
    ),
    error(
        "8915",
        "A child protection plan starts after the child's death.",
        CORRECT_ONE,
        &[CPP_START.name, DIED.name],
        per_row!(protection_plans, |_, child, _, row: &ProtectionPlan, found: &mut Found| {
            by_death(child, row, &CPP_START, found)
        }),
    ),
    error(
        "8920",
        "A child protection plan ends after the child's death.",
        CORRECT_ONE,
        &[CPP_END.name, DIED.name],
        per_row!(protection_plans, |_, child, _, row: &ProtectionPlan, found: &mut Found| {
            by_death(child, row, &CPP_END, found)
        }),
    ),
    error(
        "8925",
        "A child protection plan ends before it starts.",
        CORRECT_ONE,
        &[CPP_END.name, CPP_START.name],
        per_row!(protection_plans, |_, _, _, row: &ProtectionPlan, found: &mut Found| {
            in_order((&CPP_START, row), (&CPP_END, row), found)
        }),
    ),
    error(
        "8930",
        "The child protection plan end date is outside the census year.",
        "Correct the date; leave out plans that ended before the year began.",
        &[CPP_END.name],
        per_row!(protection_plans, |cin, _, _, row: &ProtectionPlan, found: &mut Found| {
            in_year(cin, row, &CPP_END, found)
        }),
    ),
    error(
        "8935",
        "The child has more than one open child protection plan.",
        "Give the CPPendDate of those that have ended.",
        &[CPP_END.name],
        &[always(child(|_, child, found| {
            let rows = each(child, |row| &row.protection_plans).map(|(_, row)| row);
            at_most_one(rows.filter(|row| CPP_END.none(row)), &CPP_END, found);
        }))],
    ),
    error(
        "8940",
        "Two child protection plans of this child overlap.",
        "End one plan before the other begins, or correct the dates.",
        &[CPP_START.name, CPP_END.name],
        &[always(child(|cin, child, found| {
            let rows: Vec<&ProtectionPlan> = each(child, |row| &row.protection_plans).map(|(_, row)| row).collect();
            let until = |row: &ProtectionPlan| CPP_END.day(row).or(Some(cin.reference));
            one_at_a_time(&rows, &CPP_START, &CPP_END, until, found);
        }))],
    ),
];
