//! Child in need plans, and that none runs beside a child protection plan.

use jiff::civil::Date;

use super::super::rows::{Child, CinDetails, CinPlan, ProtectionPlan};
use super::columns::{CPP_END, CPP_START, Column, DIED, PLAN_END, PLAN_START, REFERRED, REVIEW, cell_at};
use super::shapes::{
    at_most_one, by_death, child, day_before, each, given_by_end, in_order, in_year, not_same_day, one_at_a_time,
    per_episode, per_row,
};
use super::subject::Cin;
use crate::rules::{self, Found, Rule, Span, always, error, query};

const CORRECT_ONE: &str = "Correct whichever of the two dates is wrong.";
const END_ONE: &str = "End one plan before the other begins, or correct the dates.";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "4001",
        "An open child in need plan and an open child protection plan run side by side.",
        "Give the end of the one that has ended; a child has one kind of plan at a time.",
        &[CPP_END.name, PLAN_END.name],
        per_episode!(|_, _, episode, found| {
            let protection: Vec<_> = episode.protection_plans.iter().filter(|row| CPP_END.none(row)).collect();
            let plans: Vec<_> = episode.plans.iter().filter(|row| PLAN_END.none(row)).collect();
            if !protection.is_empty() && !plans.is_empty() {
                let plans = plans.into_iter().map(|row| PLAN_END.at(row));
                found.flag(protection.into_iter().map(|row| CPP_END.at(row)).chain(plans));
            }
        }),
    ),
    error(
        "4003",
        "A child protection review is dated inside a child in need plan.",
        "Correct the date of the review or of the plan.",
        &[REVIEW, CPP_END.name, PLAN_START.name, PLAN_END.name],
        per_episode!(review_within),
    ),
    error(
        "4004",
        "More than one child in need plan is open in this episode.",
        "Give the CINPlanEndDate of those that have ended.",
        &[PLAN_END.name],
        per_episode!(|_, _, episode, found| {
            at_most_one(episode.plans.iter().filter(|row| PLAN_END.none(row)), &PLAN_END, found)
        }),
    ),
    error(
        "4008",
        "A child in need plan starts after the child's death.",
        CORRECT_ONE,
        &[PLAN_START.name, DIED.name],
        per_row!(plans, |_, child, _, row: &CinPlan, found: &mut Found| by_death(child, row, &PLAN_START, found)),
    ),
    query(
        "4009Q",
        "A child in need plan ends after the child's death.",
        CORRECT_ONE,
        &[PLAN_END.name, DIED.name],
        per_row!(plans, |_, child, _, row: &CinPlan, found: &mut Found| by_death(child, row, &PLAN_END, found)),
    ),
    error(
        "4010",
        "The child in need plan start date is missing or after the census year.",
        "Give the date the plan began.",
        &[PLAN_START.name],
        per_row!(plans, |cin, _, _, row: &CinPlan, found: &mut Found| given_by_end(cin, row, &PLAN_START, found)),
    ),
    error(
        "4011",
        "A child in need plan ends before it starts.",
        CORRECT_ONE,
        &[PLAN_END.name, PLAN_START.name],
        per_row!(plans, |_, _, _, row: &CinPlan, found: &mut Found| {
            in_order((&PLAN_START, row), (&PLAN_END, row), found)
        }),
    ),
    query(
        "4012Q",
        "A child in need plan starts and ends on the same day.",
        CORRECT_ONE,
        &[PLAN_START.name, PLAN_END.name],
        per_row!(plans, |_, _, _, row: &CinPlan, found: &mut Found| not_same_day(row, &PLAN_START, &PLAN_END, found)),
    ),
    error(
        "4013",
        "The child in need plan end date is outside the census year.",
        "Correct the date; leave out plans that ended before the year began.",
        &[PLAN_END.name],
        per_row!(plans, |cin, _, _, row: &CinPlan, found: &mut Found| in_year(cin, row, &PLAN_END, found)),
    ),
    error(
        "4014",
        "Two child in need plans of this child overlap.",
        END_ONE,
        &[PLAN_START.name, PLAN_END.name],
        &[always(child(|cin, child, found| {
            let rows: Vec<&CinPlan> = each(child, |row| &row.plans).map(|(_, row)| row).collect();
            let until = |row: &CinPlan| PLAN_END.day(row).or(Some(cin.reference));
            one_at_a_time(&rows, &PLAN_START, &PLAN_END, until, found);
        }))],
    ),
    error(
        "4015",
        "A child in need plan starts before the referral.",
        CORRECT_ONE,
        &[PLAN_START.name, REFERRED.name],
        per_row!(plans, |_, _, episode: &CinDetails, row: &CinPlan, found: &mut Found| {
            in_order((&REFERRED, episode), (&PLAN_START, row), found)
        }),
    ),
    error(
        "4016",
        "A child in need plan starts while a child protection plan is open.",
        END_ONE,
        &[PLAN_START.name, CPP_START.name, CPP_END.name],
        &[always(child(|cin, child, found| {
            let (plans, protection) = both(child);
            during(cin, (&plans, &PLAN_START), (&protection, &CPP_START, &CPP_END), found);
        }))],
    ),
    error(
        "4017",
        "A child protection plan starts while a child in need plan is open.",
        END_ONE,
        &[CPP_START.name, PLAN_START.name, PLAN_END.name],
        &[always(child(|cin, child, found| {
            let (plans, protection) = both(child);
            during(cin, (&protection, &CPP_START), (&plans, &PLAN_START, &PLAN_END), found);
        }))],
    ),
];

/// A review may be on the day the protection plan ends, which may be the first day of the plan that follows.
fn review_within(_: &Cin, _: &Child, episode: &CinDetails, found: &mut Found) {
    let reviews: Vec<_> = episode
        .protection_plans
        .iter()
        .flat_map(|plan| plan.reviews.iter().filter_map(move |cell| Some((plan, cell, cell.value?))))
        .filter(|(plan, _, day)| CPP_END.day(plan) != Some(*day))
        .collect();
    let days: Vec<Date> = reviews.iter().map(|(_, _, day)| *day).collect();
    let ended = |row| Some((row, Span { start: PLAN_START.day(row)?, until: day_before(PLAN_END.day(row)?) }));
    let (plans, spans): (Vec<&CinPlan>, Vec<Span>) = episode.plans.iter().filter_map(ended).unzip();
    for (review, plan) in rules::overlaps(&days, &spans, false) {
        let (protection, cell, _) = reviews[review];
        let plan = plans[plan];
        found.flag([cell_at(REVIEW, cell), CPP_END.at(protection), PLAN_START.at(plan), PLAN_END.at(plan)]);
    }
}

fn both(child: &Child) -> (Vec<&CinPlan>, Vec<&ProtectionPlan>) {
    let plans = each(child, |row| &row.plans).map(|(_, row)| row).collect();
    (plans, each(child, |row| &row.protection_plans).map(|(_, row)| row).collect())
}

/// Flags each row that starts while one of another kind is open; starting on the day the other ends is right.
fn during<'c, A: 'static, B: 'static>(
    cin: &Cin,
    (rows, start): (&[&'c A], &Column<A, Date>),
    (others, from, to): (&[&'c B], &Column<B, Date>, &Column<B, Date>),
    found: &mut Found,
) {
    let (rows, starts): (Vec<&A>, Vec<Date>) = rows.iter().filter_map(|row| Some((*row, start.day(row)?))).unzip();
    let until = |row: &B| to.day(row).map_or(cin.reference, day_before);
    let (others, spans): (Vec<&B>, Vec<Span>) =
        others.iter().filter_map(|row| Some((*row, Span { start: from.day(row)?, until: until(row) }))).unzip();
    for (row, other) in rules::overlaps(&starts, &spans, false) {
        found.flag([start.at(rows[row]), from.at(others[other]), to.at(others[other])]);
    }
}
