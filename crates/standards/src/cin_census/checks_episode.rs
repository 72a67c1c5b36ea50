//! What contradicts itself within one episode of need.

use jiff::civil::Date;

use super::checks::{Dated, after_reference, alone, in_order, place, unlikely};
use super::fault::Faults;
use super::rows::{Assessment, CinDetails, Field, Identifiers, PreProceedings, ProtectionPlan, Section47, value};

const REFERRED: &str = "CINdetails/CINreferralDate";
const CLOSED: &str = "CINdetails/CINclosureDate";

/// Looks at one date by itself: not absurdly old, not after the census closed.
fn dated(field: &Field<Date>, path: &str, reference: Option<Date>, faults: &mut Faults) {
    if let Some(dated) = Dated::of(field, path) {
        unlikely(&dated, faults);
        after_reference(&dated, reference, faults);
    }
}

/// Checks one episode against itself and against the child's dates of birth and death.
pub(super) fn episode(who: &Identifiers, row: &CinDetails, reference: Option<Date>, faults: &mut Faults) {
    let referred = || Dated::of(&row.referred, REFERRED);
    let closed = || Dated::of(&row.closed, CLOSED);
    dated(&row.referred, REFERRED, reference, faults);
    dated(&row.closed, CLOSED, reference, faults);
    dated(&row.conference, "CINdetails/DateOfInitialCPC", reference, faults);
    born_before_referral(who, row, faults);
    in_order(referred(), closed(), faults);
    in_order(referred(), Dated::of(&row.conference, "CINdetails/DateOfInitialCPC"), faults);
    if let (Some(died), Some(referred)) = (value(&who.died), referred())
        && referred.day > *died
    {
        let message = format!("The referral on {} is after the child's death on {died}.", referred.day);
        faults.warn(&referred.place(), &referred.cell.raw, message, "Correct whichever of the two dates is wrong.");
    }
    closure(row, faults);
    no_further_action(row, faults);
    for inner in &row.assessments {
        assessment(inner, row, reference, faults);
    }
    for plan in &row.plans {
        let (start, end) = ("CINdetails/CINPlanDates/CINPlanStartDate", "CINdetails/CINPlanDates/CINPlanEndDate");
        dated(&plan.started, start, reference, faults);
        dated(&plan.ended, end, reference, faults);
        in_order(referred(), Dated::of(&plan.started, start), faults);
        in_order(Dated::of(&plan.started, start), Dated::of(&plan.ended, end), faults);
        in_order(Dated::of(&plan.ended, end), closed(), faults);
    }
    for inner in &row.enquiries {
        enquiry(inner, row, reference, faults);
    }
    for inner in &row.protection_plans {
        protection_plan(inner, row, reference, faults);
    }
    for inner in &row.pre_proceedings {
        pre_proceedings(inner, reference, faults);
    }
}

fn born_before_referral(who: &Identifiers, row: &CinDetails, faults: &mut Faults) {
    let (Some(born), Some(referred)) = (value(&who.born), Dated::of(&row.referred, REFERRED)) else { return };
    if *born > referred.day && value(&who.expected).is_none() {
        let message = format!("The referral on {} is before the child's date of birth, {born}.", referred.day);
        let remedy = "Correct whichever date is wrong; leave both if the child was referred before birth.";
        faults.warn(&referred.place(), &referred.cell.raw, message, remedy);
    }
}

fn closure(row: &CinDetails, faults: &mut Faults) {
    let blank = |raw: Option<&str>| raw.is_none_or(|raw| raw.trim().is_empty());
    let closed = row.closed.as_ref().map(|cell| cell.raw.as_str());
    let reason = row.closure_reason.as_ref().map(|cell| cell.raw.as_str());
    if blank(closed) && !blank(reason) {
        let line = row.closure_reason.as_ref().map_or(row.line, |cell| cell.line);
        let at = place(line, "CINdetails/ReasonForClosure");
        let message = "There is a reason for closure but no closure date.";
        faults.warn(&at, reason.unwrap_or_default(), message, "Give the date, or take the reason out.");
    }
    if !blank(closed) && blank(reason) {
        let line = row.closed.as_ref().map_or(row.line, |cell| cell.line);
        let message = "There is a closure date but no reason for closure.";
        faults.warn(&place(line, CLOSED), closed.unwrap_or_default(), message, "Give the ReasonForClosure.");
    }
}

fn no_further_action(row: &CinDetails, faults: &mut Faults) {
    let Some(cell) = row.no_further_action.as_ref().filter(|cell| cell.value == Some(true)) else { return };
    let work = [
        (row.assessments.len(), "assessments"),
        (row.plans.len(), "child in need plans"),
        (row.enquiries.len(), "section 47 enquiries"),
        (row.protection_plans.len(), "child protection plans"),
    ];
    let found: Vec<&str> = work.iter().filter(|(count, _)| *count > 0).map(|(_, name)| *name).collect();
    if !found.is_empty() {
        let message = format!("The referral led to no further action, yet there are {}.", found.join(" and "));
        let remedy = "Set ReferralNFA to false, or take out what does not belong here.";
        faults.warn(&place(cell.line, "CINdetails/ReferralNFA"), &cell.raw, message, remedy);
    }
}

fn assessment(row: &Assessment, episode: &CinDetails, reference: Option<Date>, faults: &mut Faults) {
    let start = "CINdetails/Assessments/AssessmentActualStartDate";
    let review = "CINdetails/Assessments/AssessmentInternalReviewDate";
    let authorised = "CINdetails/Assessments/AssessmentAuthorisationDate";
    dated(&row.started, start, reference, faults);
    dated(&row.authorised, authorised, reference, faults);
    in_order(Dated::of(&episode.referred, REFERRED), Dated::of(&row.started, start), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&row.internal_review, review), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&row.authorised, authorised), faults);
    in_order(Dated::of(&row.authorised, authorised), Dated::of(&episode.closed, CLOSED), faults);
    alone(&row.factors, "21", "CINdetails/Assessments/FactorsIdentifiedAtAssessment/AssessmentFactors", faults);
}

fn enquiry(row: &Section47, episode: &CinDetails, reference: Option<Date>, faults: &mut Faults) {
    let start = "CINdetails/Section47/S47ActualStartDate";
    let due = "CINdetails/Section47/InitialCPCtarget";
    let conference = "CINdetails/Section47/DateOfInitialCPC";
    dated(&row.started, start, reference, faults);
    dated(&row.conference, conference, reference, faults);
    in_order(Dated::of(&episode.referred, REFERRED), Dated::of(&row.started, start), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&row.conference_due, due), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&row.conference, conference), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&episode.closed, CLOSED), faults);
    if let Some(cell) = row.conference_not_required.as_ref().filter(|cell| cell.value == Some(true))
        && let Some(held) = value(&row.conference)
    {
        let message = format!("No conference was required, yet one was held on {held}.");
        let remedy = "Set ICPCnotRequired to false, or take the conference date out.";
        faults.warn(&place(cell.line, "CINdetails/Section47/ICPCnotRequired"), &cell.raw, message, remedy);
    }
}

fn protection_plan(row: &ProtectionPlan, episode: &CinDetails, reference: Option<Date>, faults: &mut Faults) {
    let start = "CINdetails/ChildProtectionPlans/CPPstartDate";
    let end = "CINdetails/ChildProtectionPlans/CPPendDate";
    let review = "CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate";
    dated(&row.started, start, reference, faults);
    dated(&row.ended, end, reference, faults);
    in_order(Dated::of(&episode.referred, REFERRED), Dated::of(&row.started, start), faults);
    in_order(Dated::of(&row.started, start), Dated::of(&row.ended, end), faults);
    in_order(Dated::of(&row.ended, end), Dated::of(&episode.closed, CLOSED), faults);
    for cell in &row.reviews {
        let Some(held) = Dated::at(cell, review) else { continue };
        let message = match (value(&row.started), value(&row.ended)) {
            (Some(from), _) if held.day < *from => {
                format!("The review on {} is before the plan started on {from}.", held.day)
            }
            (_, Some(to)) if held.day > *to => format!("The review on {} is after the plan ended on {to}.", held.day),
            _ => {
                after_reference(&held, reference, faults);
                continue;
            }
        };
        faults.warn(&held.place(), &cell.raw, message, "Correct the date, or put the review with its own plan.");
    }
}

fn pre_proceedings(row: &PreProceedings, reference: Option<Date>, faults: &mut Faults) {
    let path = |name: &str| format!("CINdetails/PreProceedingsandFGDM/{name}");
    let start = path("PPStartDate");
    let decision = path("StepDecisionDate");
    let later = [
        (&row.letter_sent, path("LBPSentDate")),
        (&row.first_meeting, path("InitialPPMeetingDate")),
        (&row.step_decision, decision.clone()),
        (&row.court_application, path("CourtAppDate")),
        (&row.care_proceedings_letter, path("LetterInitCPDate")),
    ];
    dated(&row.started, &start, reference, faults);
    for (field, path) in &later {
        dated(field, path, reference, faults);
        in_order(Dated::of(&row.started, &start), Dated::of(field, path), faults);
    }
    in_order(
        Dated::of(&row.step_decision, &decision),
        Dated::of(&row.court_application, &path("CourtAppDate")),
        faults,
    );
    if value(&row.family_meeting_offered) == Some(&false)
        && let Some(cell) = row.family_meeting_held.as_ref().filter(|cell| cell.value == Some(true))
    {
        let message = "A family meeting was held but never offered.";
        faults.warn(&place(cell.line, &path("FGDMMeetingFac")), &cell.raw, message, "Correct whichever flag is wrong.");
    }
}
