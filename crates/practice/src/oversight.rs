//! Oversight: who holds the work, what managers decide, what is noted, how it ends.

use crate::answer::{Asked, Prose};
use crate::codes::{Code, ReasonForClosure, WorkerChangeReason};
use crate::documents::StoredFile;
use crate::form::Fault;
use crate::ids::{RecordId, StaffId, TeamId};
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Record};
use jiff::civil::Date;

/// Allocation
///
/// Which team and worker hold the work, and what the last worker handed over.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "oversight",
    cite = "Working Together 2023, ch.3: a social worker with the time, knowledge and skill",
    chronology = false
)]
pub struct Allocation {
    /// From when?
    #[field(dates_record)]
    pub from: Moment,
    /// Team
    #[field(line)]
    pub team: TeamId,
    /// Worker
    ///
    /// Leave it empty while the team decides; the child then stays on its list of unallocated children.
    #[field(line)]
    pub worker: Option<StaffId>,
    /// Why did the worker change?
    ///
    /// The yearly return asks for it when the child is looked after.
    #[field(optional)]
    pub change: Code<WorkerChangeReason>,
    /// Why, in your own words?
    #[field(optional)]
    pub reason: Prose,
    /// Handover: what the next worker must know and do first
    #[field(optional)]
    pub handover: Prose,
}

/// Case note
///
/// Something worth keeping that no other record holds.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Social Work England professional standard 3.11")]
pub struct CaseNote {
    /// When did it happen?
    #[field(dates_record)]
    pub when: Moment,
    /// What is it about?
    #[field(line)]
    pub subject: String,
    /// What happened?
    pub words: Prose,
    /// What did the child say?
    pub child_words: Asked<Prose>,
    /// Who else was part of it?
    #[field(optional, third_party)]
    pub with: String,
}

/// Management decision
///
/// What a manager decided, and why.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3; Social Work England professional standard 3.1")]
pub struct ManagementDecision {
    /// When?
    #[field(dates_record)]
    pub decided: Moment,
    /// About what?
    #[field(line)]
    pub about: DecisionAbout,
    /// Why?
    pub rationale: Prose,
    /// What happens next, who does it, and by when?
    #[field(optional)]
    pub next: Prose,
}

/// What a manager's decision is about
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum DecisionAbout {
    /// Scope and time of an assessment under way
    AssessmentCheckpoint,
    /// A strategy discussion is needed
    StrategyNeeded,
    /// No new assessment is needed after a change
    NoReassessment,
    /// A request for an assessment is refused
    AssessmentRefused,
    /// The child has not been seen: what will be done
    NotSeen,
    /// Legal advice or a legal planning meeting
    LegalPlanning,
    /// A child in need plan that has run long
    LongPlan {
        /// What was decided?
        outcome: LongPlanOutcome,
    },
    /// Supervision of this work
    Supervision,
    /// Something else
    Other,
}

/// What becomes of a long plan
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LongPlanOutcome {
    /// End it
    End,
    /// Step up
    StepUp,
    /// Go on, for the reason given
    GoOn,
}

/// Reason for lateness
///
/// Why something was or will be late. It changes no date; it says why.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Local: a late step is explained, never hidden", chronology = false)]
pub struct LateReason {
    /// When was this written?
    #[field(dates_record)]
    pub written: Moment,
    /// Which clock?
    #[field(line)]
    pub clock: String,
    /// Due on
    pub due: Option<Date>,
    /// Why?
    #[field(line)]
    pub why: Lateness,
    /// In a few words
    #[field(optional)]
    pub words: Prose,
}

/// Why something is late
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lateness {
    /// The family could not be reached or was away
    FamilyAway,
    /// To suit the child
    ForTheChild,
    /// Waiting for another agency
    OtherAgency,
    /// Not enough people to do it
    Staffing,
    /// It was done but recorded late
    RecordedLate,
    /// Another reason
    Other,
}

/// Change of circumstances
///
/// Something that may change the picture: a birth, a separation, a new adult, a move, a wish to go home.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3: assessment is dynamic")]
pub struct ChangeOfCircumstances {
    /// When did it happen?
    #[field(dates_record)]
    pub happened: Moment,
    /// What changed?
    #[field(line)]
    pub what: Change,
    /// What does it mean for the child?
    pub meaning: Prose,
}

/// What changed
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// A brother or sister was born
    Birth,
    /// Parents separated
    Separation,
    /// A new adult in the home
    NewAdult,
    /// The family moved
    Move,
    /// A wish for the child to go home
    ReturnHome,
    /// Someone died or went away
    Loss,
    /// Something else
    Other,
}

/// Circulation
///
/// A report or record was given to the people it is for.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct Circulation {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// What?
    #[field(line)]
    pub what: Circulated,
    /// To whom?
    #[field(line)]
    pub to: String,
    /// The copy that was given
    ///
    /// Kept word for word when it was sent from here
    pub copy: Option<StoredFile>,
}

/// What was circulated
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Circulated {
    /// Record of a strategy discussion
    StrategyRecord,
    /// Social worker's report, shared with the family
    ReportToFamily,
    /// Agency reports, received or chased
    AgencyReports,
    /// Conference decision and outline plan
    ConferenceDecision,
    /// Full record of a conference
    ConferenceRecord,
    /// Record of a child in need review
    ChildInNeedReview,
    /// The plan
    Plan,
}

/// Transfer in
///
/// A child on a plan elsewhere has moved here.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3; CIN census guide, transfer-in conferences")]
pub struct TransferIn {
    /// When were we told of the move?
    #[field(dates_record)]
    pub notified: Moment,
    /// From which authority?
    #[field(line)]
    pub authority: String,
    /// On what plan?
    #[field(line)]
    pub plan: TransferPlan,
    /// What must we know?
    pub summary: Prose,
}

/// The plan a child moves with
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransferPlan {
    /// Child protection plan
    ChildProtection,
    /// Child in need plan
    ChildInNeed,
    /// No plan
    None,
}

/// Transfer out
///
/// Handover to the authority a child has moved to or belongs to.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3; local cross-border procedure")]
pub struct TransferOut {
    /// When was the written handover sent?
    #[field(dates_record)]
    pub sent: Moment,
    /// To which authority?
    #[field(line)]
    pub authority: String,
    /// When did they acknowledge it?
    pub acknowledged: Option<Moment>,
    /// What were they told?
    pub summary: Prose,
}

/// Step-down
///
/// A plan changes to a lighter one because change has lasted.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Working Together 2023, ch.3")]
pub struct StepDown {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// From what, to what?
    #[field(line)]
    pub step: Step,
    /// What change has lasted, and how do we know?
    pub sustained: Prose,
    /// What stays in place?
    pub remains: Prose,
}

/// A step down
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Child in need plan to early help
    NeedToEarlyHelp,
    /// Child in need plan to universal services
    NeedToUniversal,
    /// The child in need plan ends: what follows is not recorded
    NotRecorded,
}

/// Closure
///
/// Social care's work with a child ends.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "CIN census N00102 and N00103", check = Closure::check)]
pub struct Closure {
    /// When?
    #[field(dates_record)]
    pub closed: Moment,
    /// Why?
    #[field(line)]
    pub reason: Code<ReasonForClosure>,
    /// Which manager agreed?
    #[field(manager)]
    pub agreed_by: Option<StaffId>,
    /// What is different for the child?
    pub outcome: Prose,
    /// What did the child and family say?
    pub feedback: Asked<Prose>,
    /// What should bring the child back to us?
    #[field(optional)]
    pub safety_net: Prose,
}

impl Closure {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        if self.closed.is_by(checking.now) {
            Vec::new()
        } else {
            vec![Fault::at("closed", "A child's work cannot be closed in the future: give the day it ended")]
        }
    }
}

/// Commentary on a figure
///
/// What a figure of the whole authority says, why, and what will be done. It is kept with the figure for ever.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "authority",
    cite = "Local: a figure is explained by somebody, on a day, with what will be done",
    chronology = false
)]
pub struct FigureCommentary {
    /// When was this written?
    #[field(dates_record)]
    pub written: Moment,
    /// Which measure?
    #[field(line)]
    pub measure: String,
    /// The figure as it stood
    #[field(line)]
    pub figure: String,
    /// What does it say, and why?
    pub says: Prose,
    /// What will we do?
    #[field(optional)]
    pub will_do: Prose,
}

/// Chronology entry
///
/// A worker's choice of what belongs in the story, with what it meant for the child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "oversight", cite = "Local: a chronology is chosen, not a list of every note", chronology = false)]
pub struct ChronologyEntry {
    /// When did it happen?
    #[field(dates_record)]
    pub when: Moment,
    /// What happened?
    #[field(line)]
    pub what: Prose,
    /// What did it mean for the child?
    #[field(optional)]
    pub impact: Prose,
    /// Which record is it from?
    #[field(optional)]
    pub source: String,
    /// Which versions is it for?
    pub audience: Audience,
}

impl ChronologyEntry {
    /// The record it was taken from.
    pub fn source_record(&self) -> Option<RecordId> {
        self.source.parse().ok()
    }
}

/// Who a chronology entry is for
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Internal and court
    All,
    /// Internal only
    Internal,
}

/// Chronology issued
///
/// A version of the chronology fixed on the day it was given to someone.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "oversight",
    cite = "Public Law Outline, Practice Direction 12A: social work chronology",
    chronology = false
)]
pub struct ChronologyIssued {
    /// When?
    #[field(dates_record)]
    pub issued: Moment,
    /// Which version?
    #[field(line)]
    pub version: ChronologyVersion,
    /// To whom?
    #[field(line)]
    pub to: String,
    /// The entries, as issued
    #[field(optional)]
    pub entries: Prose,
}

/// A version of a chronology
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChronologyVersion {
    /// Internal
    Internal,
    /// Court
    Court,
}
