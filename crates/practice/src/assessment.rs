//! Assessment: what life is like for the child, what it means, what is needed.

use crate::answer::{Asked, Link, PerChild, Prose};
use crate::codes::{AssessmentFactors, Code};
use crate::form::Fault;
use crate::ids::{PersonId, StaffId};
use crate::moment::{Moment, PartialDate};
use crate::record::Checking;
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Assessment started
///
/// A worker begins an assessment, with its scope and the day it should be done.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "assessment", cite = "Working Together 2023, ch.3; CIN census N00159", chronology = false)]
pub struct AssessmentStarted {
    /// When did it start?
    #[field(dates_record)]
    pub started: Moment,
    /// What kind?
    #[field(line)]
    pub kind: AssessmentKind,
    /// What must it find out?
    #[field(optional)]
    pub scope: Prose,
    /// By when, in the child's time?
    pub target: Option<Date>,
}

/// A kind of assessment
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssessmentKind {
    /// Child and family assessment
    ChildAndFamily,
    /// Pre-birth assessment
    PreBirth,
    /// Parenting capacity assessment
    ParentingCapacity,
    /// Homeless young person of 16 or 17
    Homeless,
    /// Initial assessment (before April 2013)
    Initial,
    /// Core assessment (before April 2013)
    Core,
}

/// Assessment
///
/// What was found, what it means for each child, and what should follow. A manager authorises it.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "assessment", cite = "Children Act 1989 s.17; Working Together 2023, ch.3; CIN census N00160", check = Assessment::check, unusual = Assessment::unusual)]
pub struct Assessment {
    /// When was it authorised?
    #[field(dates_record)]
    pub authorised: Moment,
    /// Which assessment is this?
    pub started: Option<Link<AssessmentStarted>>,
    /// What kind?
    #[field(line)]
    pub kind: AssessmentDetail,
    /// For each child
    pub children: PerChild<ChildAssessed>,
    /// What has happened before, and what did earlier help change?
    #[field(optional)]
    pub history: Prose,
    /// Parents and carers: strengths, worries, and what each says
    #[field(optional)]
    pub parents: Prose,
    /// Wider family, home, money and community
    #[field(optional)]
    pub surroundings: Prose,
    /// Factors found
    pub factors: Vec<Code<AssessmentFactors>>,
    /// What does it all mean?
    pub analysis: Prose,
    /// What might we have got wrong, or been too hopeful about?
    #[field(optional)]
    pub doubts: Prose,
    /// Which manager authorised it?
    #[field(manager)]
    pub authorised_by: Option<StaffId>,
}

/// What each kind of assessment also asks
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum AssessmentDetail {
    /// Child and family assessment
    ChildAndFamily,
    /// Pre-birth assessment
    PreBirth {
        /// When is the baby due?
        due: Option<PartialDate>,
        /// Plan for the birth and the first days
        birth_plan: Prose,
    },
    /// Parenting capacity assessment
    ParentingCapacity {
        /// Can this parent meet this child's needs, in the child's time?
        capacity: Prose,
    },
    /// Homeless young person of 16 or 17
    Homeless {
        /// What accommodation was offered, and what did the young person choose, knowing their rights?
        offer: Prose,
        /// Was bed and breakfast used?
        bed_and_breakfast: bool,
    },
    /// Initial assessment (before April 2013)
    Initial,
    /// Core assessment (before April 2013)
    Core,
}

/// One child in an assessment
#[derive(Part, Clone, PartialEq, Debug)]
pub struct ChildAssessed {
    /// Was the child seen alone?
    pub seen_alone: Asked<bool>,
    /// What is life like for this child, in their own words where possible?
    #[field(needed)]
    pub daily_life: Prose,
    /// Who this child is: identity, culture, faith, and each parent, known or not
    #[field(optional)]
    pub identity: Prose,
    /// What follows for this child?
    pub outcome: AssessmentOutcome,
}

/// What follows an assessment
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssessmentOutcome {
    /// Child in need plan
    ChildInNeedPlan,
    /// Strategy discussion
    StrategyDiscussion,
    /// Child protection conference, as the section 47 enquiry decided
    Conference,
    /// Early help
    EarlyHelp,
    /// Legal planning
    LegalPlanning,
    /// Looked after
    LookedAfter,
    /// A disabled child's plan
    DisabledChildPlan,
    /// Family group conference
    FamilyGroupConference,
    /// No further action
    NoFurtherAction,
    /// Not recorded
    NotRecorded,
}

impl Assessment {
    /// What follows for one child.
    pub fn outcome(&self, child: PersonId) -> Option<AssessmentOutcome> {
        self.children.of(child).map(|one| one.outcome)
    }

    /// Is this the kind of assessment begun?
    pub fn is(&self, kind: AssessmentKind) -> bool {
        self.kind.kind() == kind
    }

    /// Was neglect among the factors found?
    pub fn finds_neglect(&self) -> bool {
        self.factors.iter().any(|factor| factor.is(&["16A"]))
    }

    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let none = self.factors.iter().any(|factor| factor.is(&["21"]));
        let mut faults = Vec::new();
        if none && self.factors.len() > 1 {
            faults.push(Fault::at("factors", "“No factors found” stands alone: untick it, or untick the others"));
        }
        if checking.people.is_empty() {
            faults.push(Fault::at("", "Say which child or children this is about"));
        }
        faults
    }

    fn unusual(&self, _: &Checking) -> Vec<String> {
        let unseen = self.children.0.values().any(|one| one.seen_alone != Asked::Known(true));
        if unseen {
            vec!["A child in this assessment was not seen alone. Authorise it all the same?".to_owned()]
        } else {
            Vec::new()
        }
    }
}

impl AssessmentDetail {
    /// The kind, without its own questions.
    pub fn kind(&self) -> AssessmentKind {
        match self {
            AssessmentDetail::ChildAndFamily => AssessmentKind::ChildAndFamily,
            AssessmentDetail::PreBirth { .. } => AssessmentKind::PreBirth,
            AssessmentDetail::ParentingCapacity { .. } => AssessmentKind::ParentingCapacity,
            AssessmentDetail::Homeless { .. } => AssessmentKind::Homeless,
            AssessmentDetail::Initial => AssessmentKind::Initial,
            AssessmentDetail::Core => AssessmentKind::Core,
        }
    }
}

/// Assessment extended
///
/// More time is needed, for a reason. The statutory date does not move.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "assessment",
    cite = "Working Together 2023, ch.3: reasons for going beyond 45 working days are recorded"
)]
pub struct AssessmentExtension {
    /// When was it agreed?
    #[field(dates_record)]
    pub agreed: Moment,
    /// Which assessment?
    pub assessment: Option<Link<AssessmentStarted>>,
    /// Why is more time needed?
    #[field(line)]
    pub reason: Prose,
    /// New target
    pub target: Date,
    /// Which manager agreed?
    #[field(manager)]
    pub agreed_by: StaffId,
}

/// Assessment asked for
///
/// A parent or carer asks for an assessment of a disabled child, a carer or a young carer.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "assessment", cite = "Children Act 1989 s.17, s.17ZA to ZF")]
pub struct AssessmentRequest {
    /// When was it asked for?
    #[field(dates_record)]
    pub asked: Moment,
    /// By whom?
    #[field(third_party)]
    pub by: String,
    /// For what?
    #[field(line)]
    pub what: Prose,
}

/// Homeless at 16 or 17
///
/// A young person of 16 or 17 has nowhere to live.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "assessment", cite = "Children Act 1989 s.20; R (G) v Southwark [2009] UKHL 26")]
pub struct HomelessPresentation {
    /// When did they come to us or to housing?
    #[field(dates_record)]
    pub presented: Moment,
    /// Why can they not stay where they were?
    #[field(line)]
    pub why: Prose,
    /// Where will they sleep tonight?
    pub tonight: Prose,
}

/// Accommodation decision
///
/// Whether section 20 accommodation was offered, what was decided, and what the young person, informed, wants.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "assessment",
    cite = "Children Act 1989 s.20; joint guidance on homeless 16 and 17 year olds, 2010 and 2018"
)]
pub struct AccommodationDecision {
    /// When?
    #[field(dates_record)]
    pub decided: Moment,
    /// What was decided?
    #[field(line)]
    pub decision: Accommodation,
    /// What does the young person want, knowing what each choice means?
    pub view: Prose,
}

/// Where a homeless young person will live
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accommodation {
    /// Looked after under section 20
    Section20,
    /// Housing support: section 20 offered and declined
    Declined,
    /// Home or with family
    Family,
}

/// Graded care profile
///
/// A scored picture of the care a child gets, used where neglect is a worry.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "assessment", cite = "Local: graded care profile in every neglect plan")]
pub struct GradedCareProfile {
    /// When was it completed?
    #[field(dates_record)]
    pub completed: Moment,
    /// Physical care, 1 (best) to 5
    pub physical: u32,
    /// Safety, 1 (best) to 5
    pub safety: u32,
    /// Love, 1 (best) to 5
    pub love: u32,
    /// Esteem, 1 (best) to 5
    pub esteem: u32,
    /// What does it mean?
    #[field(line)]
    pub meaning: Prose,
}
