//! The rows of one episode of need out of its element.

use super::fault::Faults;
use super::group::Group;
use super::rows::{Assessment, Cell, CinDetails, CinPlan, PreProceedings, ProtectionPlan, Section47};

/// Reads one `CINdetails`.
pub(super) fn episode(mut group: Group, faults: &mut Faults) -> CinDetails {
    let row = CinDetails {
        line: group.line(),
        referred: group.date("CINreferralDate", faults),
        referral_source: group.code("ReferralSource", "ReferralSource", faults),
        primary_need: group.code("PrimaryNeedCode", "PrimaryNeedCode", faults),
        closed: group.date("CINclosureDate", faults),
        closure_reason: group.code("ReasonForClosure", "ReasonForClosure", faults),
        conference: group.date("DateOfInitialCPC", faults),
        no_further_action: group.flag("ReferralNFA", faults),
        assessments: each(&mut group, "Assessments", faults, assessment),
        plans: each(&mut group, "CINPlanDates", faults, plan),
        enquiries: each(&mut group, "Section47", faults, enquiry),
        protection_plans: each(&mut group, "ChildProtectionPlans", faults, protection_plan),
        pre_proceedings: each(&mut group, "PreProceedingsandFGDM", faults, pre_proceedings),
    };
    group.finish(faults);
    row
}

fn each<T>(group: &mut Group, name: &str, faults: &mut Faults, row: impl Fn(&mut Group, &mut Faults) -> T) -> Vec<T> {
    let found = group.many(name, faults);
    let mut rows = Vec::with_capacity(found.len());
    for mut inner in found {
        rows.push(row(&mut inner, faults));
        inner.finish(faults);
    }
    rows
}

fn assessment(group: &mut Group, faults: &mut Faults) -> Assessment {
    let mut row = Assessment {
        line: group.line(),
        started: group.date("AssessmentActualStartDate", faults),
        internal_review: group.date("AssessmentInternalReviewDate", faults),
        authorised: group.date("AssessmentAuthorisationDate", faults),
        factors: Vec::new(),
    };
    for mut list in group.blocks("FactorsIdentifiedAtAssessment", faults) {
        row.factors.extend(list.codes("AssessmentFactors", "AssessmentFactors", faults));
        list.finish(faults);
    }
    row
}

fn plan(group: &mut Group, faults: &mut Faults) -> CinPlan {
    CinPlan {
        line: group.line(),
        started: group.date("CINPlanStartDate", faults),
        ended: group.date("CINPlanEndDate", faults),
    }
}

fn enquiry(group: &mut Group, faults: &mut Faults) -> Section47 {
    Section47 {
        line: group.line(),
        started: group.date("S47ActualStartDate", faults),
        conference_due: group.date("InitialCPCtarget", faults),
        conference: group.date("DateOfInitialCPC", faults),
        conference_not_required: group.flag("ICPCnotRequired", faults),
    }
}

fn protection_plan(group: &mut Group, faults: &mut Faults) -> ProtectionPlan {
    let mut row = ProtectionPlan {
        line: group.line(),
        started: group.date("CPPstartDate", faults),
        ended: group.date("CPPendDate", faults),
        initial_category: group.code("InitialCategoryOfAbuse", "CategoryOfAbuse", faults),
        latest_category: group.code("LatestCategoryOfAbuse", "CategoryOfAbuse", faults),
        previous_plans: group.count("NumberOfPreviousCPP", faults),
        reviews: Vec::new(),
    };
    // The tables allow one block of reviews with many dates; one block for each review is met as well.
    for mut block in group.blocks("Reviews", faults) {
        let dates = block.dates("CPPreviewDate", faults);
        if dates.is_empty() {
            row.reviews.push(Cell { raw: String::new(), value: None, line: block.line() });
        }
        row.reviews.extend(dates);
        block.finish(faults);
    }
    row
}

fn pre_proceedings(group: &mut Group, faults: &mut Faults) -> PreProceedings {
    PreProceedings {
        line: group.line(),
        started: group.date("PPStartDate", faults),
        letter_sent: group.date("LBPSentDate", faults),
        family_meeting_offered: group.flag("FGDMMeetingOffer", faults),
        family_meeting_held: group.flag("FGDMMeetingFac", faults),
        first_meeting: group.date("InitialPPMeetingDate", faults),
        review_meetings: group.count("ReviewMeetingsCount", faults),
        step_decision: group.date("StepDecisionDate", faults),
        outcome: group.code("PPOutcome", "PPOutcome", faults),
        court_application: group.date("CourtAppDate", faults),
        care_proceedings_letter: group.date("LetterInitCPDate", faults),
    }
}
