//! The columns rules speak of: the published name of each beside where it stands in a row.

use jiff::civil::Date;

use super::super::rows::{
    Assessment, Cell, Characteristics, CinDetails, CinPlan, Field, Identifiers, PreProceedings, ProtectionPlan,
    Section47,
};
use crate::rules::Place;

/// One column of one kind of row.
pub struct Column<R, T> {
    /// `Table.Element`.
    pub name: &'static str,
    of: fn(&R) -> &Field<T>,
    line: fn(&R) -> u32,
}

impl<R: 'static, T: 'static> Column<R, T> {
    /// The value; `None` when it is blank or could not be understood.
    pub fn get<'r>(&self, row: &'r R) -> Option<&'r T> {
        (self.of)(row).as_ref().and_then(|cell| cell.value.as_ref())
    }

    /// Whether there is no value that can be understood.
    pub fn none(&self, row: &R) -> bool {
        self.get(row).is_none()
    }

    /// Whether nothing at all is written there.
    pub fn blank(&self, row: &R) -> bool {
        self.text(row).is_empty()
    }

    /// Whether something is written there that could not be understood.
    pub fn unknown(&self, row: &R) -> bool {
        self.none(row) && !self.blank(row)
    }

    /// What is written there, without blanks around it.
    pub fn text<'r>(&self, row: &'r R) -> &'r str {
        (self.of)(row).as_ref().map_or("", |cell| cell.raw.trim())
    }

    /// The place, for pointing at.
    pub fn at(&self, row: &R) -> Place {
        match (self.of)(row) {
            Some(cell) => cell_at(self.name, cell),
            None => Place::new(self.name, (self.line)(row), ""),
        }
    }
}

impl<R: 'static> Column<R, Date> {
    /// The date.
    pub fn day(&self, row: &R) -> Option<Date> {
        self.get(row).copied()
    }
}

impl<R: 'static> Column<R, bool> {
    /// Whether it says yes.
    pub fn yes(&self, row: &R) -> bool {
        self.get(row) == Some(&true)
    }

    /// Whether it says no; nothing is not no.
    pub fn no(&self, row: &R) -> bool {
        self.get(row) == Some(&false)
    }
}

impl<R: 'static> Column<R, String> {
    /// Whether it holds one of these codes.
    pub fn is(&self, row: &R, codes: &[&str]) -> bool {
        self.get(row).is_some_and(|code| codes.contains(&code.as_str()))
    }
}

/// The place of one cell of a list.
pub fn cell_at<T>(name: &'static str, cell: &Cell<T>) -> Place {
    Place::new(name, cell.line, cell.raw.trim())
}

/// `ChildIdentifiers.LAchildID`, which is always there.
pub const ID: &str = "ChildIdentifiers.LAchildID";
/// Each disability of a child.
pub const DISABILITY: &str = "Disabilities.Disability";
/// Each factor of an assessment.
pub const FACTOR: &str = "Assessments.AssessmentFactors";
/// Each review of a plan.
pub const REVIEW: &str = "Reviews.CPPreviewDate";

/// `ChildIdentifiers`.
pub const UPN: Column<Identifiers, String> =
    Column { name: "ChildIdentifiers.UPN", of: |row| &row.upn, line: |row| row.la_child_id.line };
pub const FORMER_UPN: Column<Identifiers, String> =
    Column { name: "ChildIdentifiers.FormerUPN", of: |row| &row.former_upn, line: |row| row.la_child_id.line };
pub const UPN_UNKNOWN: Column<Identifiers, String> =
    Column { name: "ChildIdentifiers.UPNunknown", of: |row| &row.upn_unknown, line: |row| row.la_child_id.line };
pub const BORN: Column<Identifiers, Date> =
    Column { name: "ChildIdentifiers.PersonBirthDate", of: |row| &row.born, line: |row| row.la_child_id.line };
pub const EXPECTED: Column<Identifiers, Date> = Column {
    name: "ChildIdentifiers.ExpectedPersonBirthDate",
    of: |row| &row.expected,
    line: |row| row.la_child_id.line,
};
pub const SEX: Column<Identifiers, String> =
    Column { name: "ChildIdentifiers.Sex", of: |row| &row.sex, line: |row| row.la_child_id.line };
pub const GENDER: Column<Identifiers, String> =
    Column { name: "ChildIdentifiers.GenderCurrent", of: |row| &row.gender_current, line: |row| row.la_child_id.line };
pub const DIED: Column<Identifiers, Date> =
    Column { name: "ChildIdentifiers.PersonDeathDate", of: |row| &row.died, line: |row| row.la_child_id.line };

/// `ChildCharacteristics`.
pub const ETHNICITY: Column<Characteristics, String> =
    Column { name: "ChildCharacteristics.Ethnicity", of: |row| &row.ethnicity, line: |row| row.line };

/// `CINdetails`.
pub const REFERRED: Column<CinDetails, Date> =
    Column { name: "CINdetails.CINreferralDate", of: |row| &row.referred, line: |row| row.line };
pub const SOURCE: Column<CinDetails, String> =
    Column { name: "CINdetails.ReferralSource", of: |row| &row.referral_source, line: |row| row.line };
pub const NEED: Column<CinDetails, String> =
    Column { name: "CINdetails.PrimaryNeedCode", of: |row| &row.primary_need, line: |row| row.line };
pub const CLOSED: Column<CinDetails, Date> =
    Column { name: "CINdetails.CINclosureDate", of: |row| &row.closed, line: |row| row.line };
pub const REASON: Column<CinDetails, String> =
    Column { name: "CINdetails.ReasonForClosure", of: |row| &row.closure_reason, line: |row| row.line };
pub const CONFERENCE: Column<CinDetails, Date> =
    Column { name: "CINdetails.DateOfInitialCPC", of: |row| &row.conference, line: |row| row.line };
pub const NFA: Column<CinDetails, bool> =
    Column { name: "CINdetails.ReferralNFA", of: |row| &row.no_further_action, line: |row| row.line };

/// `Assessments`.
pub const ASSESSMENT_START: Column<Assessment, Date> =
    Column { name: "Assessments.AssessmentActualStartDate", of: |row| &row.started, line: |row| row.line };
pub const ASSESSMENT_END: Column<Assessment, Date> =
    Column { name: "Assessments.AssessmentAuthorisationDate", of: |row| &row.authorised, line: |row| row.line };

/// `CINPlanDates`.
pub const PLAN_START: Column<CinPlan, Date> =
    Column { name: "CINPlanDates.CINPlanStartDate", of: |row| &row.started, line: |row| row.line };
pub const PLAN_END: Column<CinPlan, Date> =
    Column { name: "CINPlanDates.CINPlanEndDate", of: |row| &row.ended, line: |row| row.line };

/// `Section47`.
pub const S47_START: Column<Section47, Date> =
    Column { name: "Section47.S47ActualStartDate", of: |row| &row.started, line: |row| row.line };
pub const S47_TARGET: Column<Section47, Date> =
    Column { name: "Section47.InitialCPCtarget", of: |row| &row.conference_due, line: |row| row.line };
pub const S47_CONFERENCE: Column<Section47, Date> =
    Column { name: "Section47.DateOfInitialCPC", of: |row| &row.conference, line: |row| row.line };
pub const S47_NOT_REQUIRED: Column<Section47, bool> =
    Column { name: "Section47.ICPCnotRequired", of: |row| &row.conference_not_required, line: |row| row.line };

/// `ChildProtectionPlans`.
pub const CPP_START: Column<ProtectionPlan, Date> =
    Column { name: "ChildProtectionPlans.CPPstartDate", of: |row| &row.started, line: |row| row.line };
pub const CPP_END: Column<ProtectionPlan, Date> =
    Column { name: "ChildProtectionPlans.CPPendDate", of: |row| &row.ended, line: |row| row.line };
pub const CPP_FIRST_CATEGORY: Column<ProtectionPlan, String> = Column {
    name: "ChildProtectionPlans.InitialCategoryOfAbuse",
    of: |row| &row.initial_category,
    line: |row| row.line,
};
pub const CPP_LATEST_CATEGORY: Column<ProtectionPlan, String> =
    Column { name: "ChildProtectionPlans.LatestCategoryOfAbuse", of: |row| &row.latest_category, line: |row| row.line };
pub const CPP_EARLIER: Column<ProtectionPlan, u32> =
    Column { name: "ChildProtectionPlans.NumberOfPreviousCPP", of: |row| &row.previous_plans, line: |row| row.line };

/// `PreProceedingsandFGDM`.
pub const PP_START: Column<PreProceedings, Date> =
    Column { name: "PreProceedingsandFGDM.PPStartDate", of: |row| &row.started, line: |row| row.line };
pub const PP_LETTER: Column<PreProceedings, Date> =
    Column { name: "PreProceedingsandFGDM.LBPSentDate", of: |row| &row.letter_sent, line: |row| row.line };
pub const PP_OFFER: Column<PreProceedings, bool> = Column {
    name: "PreProceedingsandFGDM.FGDMMeetingOffer",
    of: |row| &row.family_meeting_offered,
    line: |row| row.line,
};
pub const PP_HELD: Column<PreProceedings, bool> =
    Column { name: "PreProceedingsandFGDM.FGDMMeetingFac", of: |row| &row.family_meeting_held, line: |row| row.line };
pub const PP_MEETING: Column<PreProceedings, Date> =
    Column { name: "PreProceedingsandFGDM.InitialPPMeetingDate", of: |row| &row.first_meeting, line: |row| row.line };
pub const PP_REVIEWS: Column<PreProceedings, u32> =
    Column { name: "PreProceedingsandFGDM.ReviewMeetingsCount", of: |row| &row.review_meetings, line: |row| row.line };
pub const PP_STEP: Column<PreProceedings, Date> =
    Column { name: "PreProceedingsandFGDM.StepDecisionDate", of: |row| &row.step_decision, line: |row| row.line };
pub const PP_OUTCOME: Column<PreProceedings, String> =
    Column { name: "PreProceedingsandFGDM.PPOutcome", of: |row| &row.outcome, line: |row| row.line };
pub const PP_COURT: Column<PreProceedings, Date> =
    Column { name: "PreProceedingsandFGDM.CourtAppDate", of: |row| &row.court_application, line: |row| row.line };
pub const PP_CARE_LETTER: Column<PreProceedings, Date> = Column {
    name: "PreProceedingsandFGDM.LetterInitCPDate",
    of: |row| &row.care_proceedings_letter,
    line: |row| row.line,
};
