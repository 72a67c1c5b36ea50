//! What a closure or a decision of no further action rules out.

use super::super::rows::{Child, CinDetails};
use super::columns::{
    ASSESSMENT_END, ASSESSMENT_START, CLOSED, CONFERENCE, CPP_END, NFA, PLAN_END, PLAN_START, REASON, S47_CONFERENCE,
    S47_NOT_REQUIRED, S47_START,
};
use super::shapes::per_episode;
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, error, query};

pub const PLAN: &str = "CINPlanDates";
pub const ENQUIRY: &str = "Section47";
pub const PROTECTION: &str = "ChildProtectionPlans";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "2990",
        "Closed after assessment, yet section 47, conference or plan activity is recorded on the episode.",
        "Correct the reason for closure, or take out what does not belong to this episode.",
        &[REASON.name, CONFERENCE.name, ENQUIRY, PROTECTION, PLAN],
        per_episode!(|_, _, row, found| {
            let mut places: Vec<Place> = Vec::new();
            if !CONFERENCE.none(row) {
                places.push(CONFERENCE.at(row));
            }
            places.extend(row.enquiries.iter().map(|one| Place::new(ENQUIRY, one.line, "")));
            places.extend(row.protection_plans.iter().map(|one| Place::new(PROTECTION, one.line, "")));
            places.extend(row.plans.iter().map(|one| Place::new(PLAN, one.line, "")));
            if REASON.is(row, &["RC8", "RC9"]) && !places.is_empty() {
                found.flag([REASON.at(row)].into_iter().chain(places));
            }
        }),
    ),
    error(
        "4000",
        "A child in need plan is recorded on a referral marked no further action.",
        "Set ReferralNFA to false, or take the plan out.",
        &[NFA.name, PLAN],
        per_episode!(|_, _, row, found| {
            let places = row.plans.iter().map(|one| Place::new(PLAN, one.line, ""));
            after_nfa(row, places.collect(), found);
        }),
    ),
    error(
        "8565",
        "Activity is recorded after the case was closed.",
        "Correct the closure date, or the date that is later.",
        &[
            CLOSED.name,
            CONFERENCE.name,
            ASSESSMENT_START.name,
            ASSESSMENT_END.name,
            S47_START.name,
            S47_CONFERENCE.name,
            CPP_END.name,
            PLAN_START.name,
            PLAN_END.name,
        ],
        per_episode!(after_closure),
    ),
    error(
        "8568",
        "The no further action flag is missing or not valid.",
        "Write true or false, or 1 or 0, as ReferralNFA.",
        &[NFA.name],
        per_episode!(|_, _, row, found| {
            if NFA.none(row) {
                found.flag([NFA.at(row)]);
            }
        }),
    ),
    error(
        "8640",
        "The closure reason is not a valid code.",
        "Give one of RC1 to RC9.",
        &[REASON.name],
        per_episode!(|_, _, row, found| {
            if REASON.unknown(row) {
                found.flag([REASON.at(row)]);
            }
        }),
    ),
    error(
        "8805",
        "The case has a closure date but no reason.",
        "Give the ReasonForClosure.",
        &[REASON.name, CLOSED.name],
        per_episode!(|_, _, row, found| {
            if !CLOSED.none(row) && REASON.blank(row) {
                found.flag([REASON.at(row), CLOSED.at(row)]);
            }
        }),
    ),
    error(
        "8810",
        "The case has a closure reason but no date.",
        "Give the CINclosureDate, or take the reason out.",
        &[CLOSED.name, REASON.name],
        per_episode!(|_, _, row, found| {
            if CLOSED.none(row) && !REASON.blank(row) {
                found.flag([CLOSED.at(row), REASON.at(row)]);
            }
        }),
    ),
    query(
        "8825Q",
        "Closed after assessment, but the episode has no assessment.",
        "Add the assessment, or correct the reason for closure.",
        &[REASON.name],
        per_episode!(|_, _, row, found| {
            if REASON.is(row, &["RC8", "RC9"]) && row.assessments.is_empty() {
                found.flag([REASON.at(row)]);
            }
        }),
    ),
    error(
        "8831",
        "Activity is recorded on a referral marked no further action.",
        "Set ReferralNFA to false, or take the activity out.",
        &[NFA.name, CONFERENCE.name, S47_START.name, S47_CONFERENCE.name, ASSESSMENT_START.name, ASSESSMENT_END.name],
        per_episode!(|_, _, row, found| {
            let mut places: Vec<Place> = Vec::new();
            if !CONFERENCE.none(row) {
                places.push(CONFERENCE.at(row));
            }
            for one in &row.enquiries {
                let given = [&S47_START, &S47_CONFERENCE].into_iter().filter(|column| !column.none(one));
                places.extend(given.map(|column| column.at(one)));
            }
            for one in &row.assessments {
                let given = [&ASSESSMENT_START, &ASSESSMENT_END].into_iter().filter(|column| !column.none(one));
                places.extend(given.map(|column| column.at(one)));
            }
            after_nfa(row, places, found);
        }),
    ),
    error(
        "8832",
        "A child protection plan is recorded on a referral marked no further action.",
        "Set ReferralNFA to false, or take the plan out.",
        &[NFA.name, PROTECTION],
        per_episode!(|_, _, row, found| {
            let places = row.protection_plans.iter().map(|one| Place::new(PROTECTION, one.line, ""));
            after_nfa(row, places.collect(), found);
        }),
    ),
    error(
        "8867",
        "The case is closed but an assessment is not finished.",
        "Give the AssessmentAuthorisationDate, or take the closure out.",
        &[ASSESSMENT_END.name, CLOSED.name],
        per_episode!(|_, _, row, found| {
            for one in row.assessments.iter().filter(|one| !CLOSED.none(row) && ASSESSMENT_END.none(one)) {
                found.flag([ASSESSMENT_END.at(one), CLOSED.at(row)]);
            }
        }),
    ),
    error(
        "8868",
        "The case is closed but a section 47 enquiry shows neither a conference date nor that none was required.",
        "Give DateOfInitialCPC, or set ICPCnotRequired to true.",
        &[S47_CONFERENCE.name, S47_NOT_REQUIRED.name, CLOSED.name],
        per_episode!(|_, _, row, found| {
            let open = |one: &&_| S47_CONFERENCE.none(one) && !S47_NOT_REQUIRED.yes(one);
            for one in row.enquiries.iter().filter(|one| !CLOSED.none(row) && open(one)) {
                found.flag([S47_CONFERENCE.at(one), S47_NOT_REQUIRED.at(one), CLOSED.at(row)]);
            }
        }),
    ),
];

/// Flags what stands on a referral that led to no further action.
fn after_nfa(row: &CinDetails, places: Vec<Place>, found: &mut Found) {
    if NFA.yes(row) && !places.is_empty() {
        found.flag([NFA.at(row)].into_iter().chain(places));
    }
}

fn after_closure(_: &Cin, _: &Child, row: &CinDetails, found: &mut Found) {
    let Some(closed) = CLOSED.day(row) else { return };
    let mut late: Vec<Place> = Vec::new();
    let mut look = |day: Option<jiff::civil::Date>, place: &dyn Fn() -> Place| {
        if day.is_some_and(|day| day > closed) {
            late.push(place());
        }
    };
    look(CONFERENCE.day(row), &|| CONFERENCE.at(row));
    for one in &row.assessments {
        look(ASSESSMENT_START.day(one), &|| ASSESSMENT_START.at(one));
        look(ASSESSMENT_END.day(one), &|| ASSESSMENT_END.at(one));
    }
    for one in &row.enquiries {
        look(S47_START.day(one), &|| S47_START.at(one));
        look(S47_CONFERENCE.day(one), &|| S47_CONFERENCE.at(one));
    }
    for one in &row.protection_plans {
        look(CPP_END.day(one), &|| CPP_END.at(one));
    }
    for one in &row.plans {
        look(PLAN_START.day(one), &|| PLAN_START.at(one));
        look(PLAN_END.day(one), &|| PLAN_END.at(one));
    }
    if !late.is_empty() {
        found.flag([CLOSED.at(row)].into_iter().chain(late));
    }
}
