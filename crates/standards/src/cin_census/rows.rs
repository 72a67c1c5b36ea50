//! The rows of a return, typed. Names follow the census's own elements, given beside each field.

use jiff::civil::{Date, DateTime};

/// A value with its place in the file. An element that is there but empty has an empty `raw` and no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<T> {
    /// The text as the file has it.
    pub raw: String,
    /// The text understood; `None` when it is empty or could not be understood (then a fault says so).
    pub value: Option<T>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// The value in a cell that may not be there.
pub fn value<T>(cell: &Option<Cell<T>>) -> Option<&T> {
    cell.as_ref().and_then(|cell| cell.value.as_ref())
}

/// A cell of an element that may be absent.
pub type Field<T> = Option<Cell<T>>;

/// A whole return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// `Header`; empty when the file has none.
    pub header: Header,
    /// `Children/Child`, in file order.
    pub children: Vec<Child>,
}

/// `Header`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Line of the element; 0 when the file has no header.
    pub line: u32,
    /// `CollectionDetails/Collection`: always `CIN` where given.
    pub collection: Field<String>,
    /// `CollectionDetails/Year`: the year the census ends in.
    pub year: Field<i16>,
    /// `CollectionDetails/ReferenceDate`: 31 March of that year.
    pub reference_date: Field<Date>,
    /// `Source`, one for each system the return came from.
    pub sources: Vec<Source>,
}

/// `Header/Source`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Line of the element.
    pub line: u32,
    /// `SourceLevel`: `L` for a local authority.
    pub level: Field<String>,
    /// `LEA`: the authority's three-digit number.
    pub authority: Field<String>,
    /// `SoftwareCode`.
    pub software: Field<String>,
    /// `Release`.
    pub release: Field<String>,
    /// `SerialNo`: three digits or more.
    pub serial: Field<String>,
    /// `DateTime`: when the file was made. A time zone, where written, is only in `raw`.
    pub made: Field<DateTime>,
}

/// `Child`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Line of the element.
    pub line: u32,
    /// `ChildIdentifiers`.
    pub identifiers: Identifiers,
    /// `ChildCharacteristics`.
    pub characteristics: Characteristics,
    /// `CINdetails`, in file order.
    pub episodes: Vec<CinDetails>,
}

/// `ChildIdentifiers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifiers {
    /// `LAchildID`: the authority's own number for the child. No value when missing or empty.
    pub la_child_id: Cell<String>,
    /// `UPN`: the unique pupil number.
    pub upn: Field<String>,
    /// `FormerUPN`.
    pub former_upn: Field<String>,
    /// `UPNunknown`: why there is no pupil number.
    pub upn_unknown: Field<String>,
    /// `PersonBirthDate`.
    pub born: Field<Date>,
    /// `ExpectedPersonBirthDate`, for a child not yet born.
    pub expected: Field<Date>,
    /// `Sex`, from 2025.
    pub sex: Field<String>,
    /// `GenderCurrent`, up to 2024.
    pub gender_current: Field<String>,
    /// `PersonDeathDate`.
    pub died: Field<Date>,
}

/// `ChildCharacteristics`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Characteristics {
    /// Line of the element; 0 when the child has none.
    pub line: u32,
    /// `Ethnicity`.
    pub ethnicity: Field<String>,
    /// `Disabilities/Disability`; `NONE` alone for no disability, empty when not recorded.
    pub disabilities: Vec<Cell<String>>,
}

/// `CINdetails`: one episode of need, from referral to closure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CinDetails {
    /// Line of the element.
    pub line: u32,
    /// `CINreferralDate`.
    pub referred: Field<Date>,
    /// `ReferralSource`.
    pub referral_source: Field<String>,
    /// `PrimaryNeedCode`.
    pub primary_need: Field<String>,
    /// `CINclosureDate`.
    pub closed: Field<Date>,
    /// `ReasonForClosure`.
    pub closure_reason: Field<String>,
    /// `DateOfInitialCPC` of the episode: a conference without a section 47 enquiry here.
    pub conference: Field<Date>,
    /// `ReferralNFA`: no further action.
    pub no_further_action: Field<bool>,
    /// `Assessments`.
    pub assessments: Vec<Assessment>,
    /// `CINPlanDates`.
    pub plans: Vec<CinPlan>,
    /// `Section47`.
    pub enquiries: Vec<Section47>,
    /// `ChildProtectionPlans`.
    pub protection_plans: Vec<ProtectionPlan>,
    /// `PreProceedingsandFGDM`, from 2027.
    pub pre_proceedings: Vec<PreProceedings>,
}

/// `Assessments`: one assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Line of the element.
    pub line: u32,
    /// `AssessmentActualStartDate`.
    pub started: Field<Date>,
    /// `AssessmentInternalReviewDate`.
    pub internal_review: Field<Date>,
    /// `AssessmentAuthorisationDate`.
    pub authorised: Field<Date>,
    /// `FactorsIdentifiedAtAssessment/AssessmentFactors`.
    pub factors: Vec<Cell<String>>,
}

/// `CINPlanDates`: one child in need plan, from 2022.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CinPlan {
    /// Line of the element.
    pub line: u32,
    /// `CINPlanStartDate`.
    pub started: Field<Date>,
    /// `CINPlanEndDate`.
    pub ended: Field<Date>,
}

/// `Section47`: one enquiry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section47 {
    /// Line of the element.
    pub line: u32,
    /// `S47ActualStartDate`.
    pub started: Field<Date>,
    /// `InitialCPCtarget`: the day the conference was due by.
    pub conference_due: Field<Date>,
    /// `DateOfInitialCPC`.
    pub conference: Field<Date>,
    /// `ICPCnotRequired`: true when no conference was needed.
    pub conference_not_required: Field<bool>,
}

/// `ChildProtectionPlans`: one child protection plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionPlan {
    /// Line of the element.
    pub line: u32,
    /// `CPPstartDate`.
    pub started: Field<Date>,
    /// `CPPendDate`.
    pub ended: Field<Date>,
    /// `InitialCategoryOfAbuse`.
    pub initial_category: Field<String>,
    /// `LatestCategoryOfAbuse`.
    pub latest_category: Field<String>,
    /// `NumberOfPreviousCPP`.
    pub previous_plans: Field<u32>,
    /// `Reviews/CPPreviewDate`. A block without any is one review without a date.
    pub reviews: Vec<Cell<Date>>,
}

/// `PreProceedingsandFGDM`: pre-proceedings and family group decision making, from 2027.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreProceedings {
    /// Line of the element.
    pub line: u32,
    /// `PPStartDate`.
    pub started: Field<Date>,
    /// `LBPSentDate`: letter before proceedings.
    pub letter_sent: Field<Date>,
    /// `FGDMMeetingOffer`.
    pub family_meeting_offered: Field<bool>,
    /// `FGDMMeetingFac`.
    pub family_meeting_held: Field<bool>,
    /// `InitialPPMeetingDate`.
    pub first_meeting: Field<Date>,
    /// `ReviewMeetingsCount`.
    pub review_meetings: Field<u32>,
    /// `StepDecisionDate`.
    pub step_decision: Field<Date>,
    /// `PPOutcome`.
    pub outcome: Field<String>,
    /// `CourtAppDate`.
    pub court_application: Field<Date>,
    /// `LetterInitCPDate`.
    pub care_proceedings_letter: Field<Date>,
}
