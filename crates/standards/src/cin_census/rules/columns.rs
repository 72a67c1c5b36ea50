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

/// The columns of one kind of row: its element and type, where its line stands, then each column's name here, type, field and
/// element.
macro_rules! columns {
    ($table:literal $row:ident, $line:expr; $($name:ident: $kind:ty = $($field:ident).+, $element:literal;)+) => {
        $(
            #[doc = concat!("`", $table, ".", $element, "`.")]
            pub const $name: Column<$row, $kind> =
                Column { name: concat!($table, ".", $element), of: |row| &row.$($field).+, line: $line };
        )+
    };
}

columns! { "ChildIdentifiers" Identifiers, |row| row.la_child_id.line;
    UPN: String = upn, "UPN";
    FORMER_UPN: String = former_upn, "FormerUPN";
    UPN_UNKNOWN: String = upn_unknown, "UPNunknown";
    BORN: Date = born, "PersonBirthDate";
    EXPECTED: Date = expected, "ExpectedPersonBirthDate";
    SEX: String = sex, "Sex";
    GENDER: String = gender_current, "GenderCurrent";
    DIED: Date = died, "PersonDeathDate";
}

columns! { "ChildCharacteristics" Characteristics, |row| row.line;
    ETHNICITY: String = ethnicity, "Ethnicity";
}

columns! { "CINdetails" CinDetails, |row| row.line;
    REFERRED: Date = referred, "CINreferralDate";
    SOURCE: String = referral_source, "ReferralSource";
    NEED: String = primary_need, "PrimaryNeedCode";
    CLOSED: Date = closed, "CINclosureDate";
    REASON: String = closure_reason, "ReasonForClosure";
    CONFERENCE: Date = conference, "DateOfInitialCPC";
    NFA: bool = no_further_action, "ReferralNFA";
}

columns! { "Assessments" Assessment, |row| row.line;
    ASSESSMENT_START: Date = started, "AssessmentActualStartDate";
    ASSESSMENT_END: Date = authorised, "AssessmentAuthorisationDate";
}

columns! { "CINPlanDates" CinPlan, |row| row.line;
    PLAN_START: Date = started, "CINPlanStartDate";
    PLAN_END: Date = ended, "CINPlanEndDate";
}

columns! { "Section47" Section47, |row| row.line;
    S47_START: Date = started, "S47ActualStartDate";
    S47_TARGET: Date = conference_due, "InitialCPCtarget";
    S47_CONFERENCE: Date = conference, "DateOfInitialCPC";
    S47_NOT_REQUIRED: bool = conference_not_required, "ICPCnotRequired";
}

columns! { "ChildProtectionPlans" ProtectionPlan, |row| row.line;
    CPP_START: Date = started, "CPPstartDate";
    CPP_END: Date = ended, "CPPendDate";
    CPP_FIRST_CATEGORY: String = initial_category, "InitialCategoryOfAbuse";
    CPP_LATEST_CATEGORY: String = latest_category, "LatestCategoryOfAbuse";
    CPP_EARLIER: u32 = previous_plans, "NumberOfPreviousCPP";
}

columns! { "PreProceedingsandFGDM" PreProceedings, |row| row.line;
    PP_START: Date = started, "PPStartDate";
    PP_LETTER: Date = letter_sent, "LBPSentDate";
    PP_OFFER: bool = family_meeting_offered, "FGDMMeetingOffer";
    PP_HELD: bool = family_meeting_held, "FGDMMeetingFac";
    PP_MEETING: Date = first_meeting, "InitialPPMeetingDate";
    PP_REVIEWS: u32 = review_meetings, "ReviewMeetingsCount";
    PP_STEP: Date = step_decision, "StepDecisionDate";
    PP_OUTCOME: String = outcome, "PPOutcome";
    PP_COURT: Date = court_application, "CourtAppDate";
    PP_CARE_LETTER: Date = care_proceedings_letter, "LetterInitCPDate";
}
