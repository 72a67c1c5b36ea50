//! Improvement: how the authority was judged, how it judges itself, what it will do about it, and what came of that.

use crate::answer::{Link, Prose};
use crate::care::not_yet;
use crate::form::Fault;
use crate::ids::StaffId;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Record};
use jiff::civil::Date;

/// What inspections of children's services judge
#[derive(Choice, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum JudgedArea {
    /// Overall effectiveness
    Overall,
    /// Children who need help and protection
    HelpAndProtection,
    /// Children looked after and achieving permanence
    LookedAfter,
    /// Adoption
    Adoption,
    /// Young people leaving care
    LeavingCare,
    /// Leadership, management and governance
    Leadership,
    /// The partnership that safeguards children
    Partnership,
}

impl JudgedArea {
    /// Every area, in the order they are read.
    pub const ALL: [JudgedArea; 7] = [
        JudgedArea::Overall,
        JudgedArea::HelpAndProtection,
        JudgedArea::LookedAfter,
        JudgedArea::Adoption,
        JudgedArea::LeavingCare,
        JudgedArea::Leadership,
        JudgedArea::Partnership,
    ];
}

/// A judgement, in the words inspections use
#[derive(Choice, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Judgement {
    /// Inadequate
    Inadequate,
    /// Requires improvement to be good
    RequiresImprovement,
    /// Good
    Good,
    /// Outstanding
    Outstanding,
    /// Not graded
    NotGraded,
}

impl Judgement {
    /// Whether this is a better judgement than that one; `None` when either is no grade.
    pub fn better_than(self, other: Judgement) -> Option<std::cmp::Ordering> {
        let graded = |one: Judgement| (one != Judgement::NotGraded).then_some(one);
        Some(graded(self)?.cmp(&graded(other)?))
    }
}

/// Judgement of an inspection
///
/// What inspectors, or reviewers of another authority, said of one area.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "authority", cite = "Children Act 2004 s.20; Education and Inspections Act 2006 s.136", chronology = false, check = InspectionJudgement::check)]
pub struct InspectionJudgement {
    /// When was it published?
    #[field(dates_record)]
    pub published: Moment,
    /// Who judged, and under which framework?
    #[field(line)]
    pub framework: String,
    /// What was judged?
    #[field(line)]
    pub area: JudgedArea,
    /// The judgement
    #[field(line)]
    pub judgement: Judgement,
    /// What did they say that matters most?
    pub said: Prose,
}

impl InspectionJudgement {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("published", self.published, checking)
    }
}

/// Self-evaluation
///
/// How we judge one area ourselves, on what evidence, and which weaknesses we know of.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "authority", cite = "Local: the annual self-evaluation that inspectors ask for", chronology = false, check = SelfEvaluation::check)]
pub struct SelfEvaluation {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Which area?
    #[field(line)]
    pub area: JudgedArea,
    /// How do we judge ourselves?
    #[field(line)]
    pub judgement: Judgement,
    /// On what evidence?
    pub evidence: Prose,
    /// Which weaknesses do we know of?
    pub weaknesses: Prose,
}

impl SelfEvaluation {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("on", self.on, checking)
    }
}

/// Improvement action
///
/// What will be done about a finding or a challenge, by whom and when, and what will then be different for children.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "authority", cite = "Local: the improvement plan", chronology = false, check = ImprovementAction::check)]
pub struct ImprovementAction {
    /// When was it agreed?
    #[field(dates_record)]
    pub agreed: Moment,
    /// Where does it come from?
    #[field(line)]
    pub from: RaisedBy,
    /// Which area?
    pub area: JudgedArea,
    /// What was found, or what is the challenge?
    #[field(line)]
    pub found: Prose,
    /// What will be done?
    pub will_do: Prose,
    /// What will be different for children?
    pub different: Prose,
    /// Who sees to it?
    pub owner: StaffId,
    /// By when?
    pub due: Date,
    /// Which figure should move?
    ///
    /// The number of the measure, as it stands at the foot of its page: IND-CP-04. The figure of today is kept beside it.
    #[field(optional)]
    pub measure: String,
    /// The figure as it stood
    #[field(optional)]
    pub stood: String,
}

impl ImprovementAction {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("agreed", self.agreed, checking);
        if self.due < self.agreed.date {
            faults.push(Fault::at("due", "This is before the day it was agreed: correct one of the two"));
        }
        faults
    }
}

/// Where an action comes from
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum RaisedBy {
    /// An inspection
    Inspection,
    /// Our own evaluation
    SelfEvaluation,
    /// A review by another authority
    PeerReview {
        /// Which?
        authority: String,
    },
    /// A performance meeting
    PerformanceMeeting,
    /// A challenge of a board or of members
    Challenge {
        /// Of whom?
        board: String,
    },
    /// An audit
    Audit,
    /// Money that was given for it
    Funded {
        /// How much, and by whom?
        money: String,
    },
}

/// Progress of an improvement action
///
/// What was done, and whether the action is done with evidence that it made a difference.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "authority", cite = "Local: an action is done when there is evidence of it", chronology = false, check = ImprovementProgress::check)]
pub struct ImprovementProgress {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Of which action?
    pub action: Link<ImprovementAction>,
    /// What was done?
    #[field(line)]
    pub did: Prose,
    /// Is it done?
    pub outcome: ActionOutcome,
}

/// Whether an action is done
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum ActionOutcome {
    /// It goes on
    GoesOn,
    /// It is done
    Closed {
        /// What is the evidence?
        evidence: Prose,
        /// What is different for children now?
        different: Prose,
        /// Who is satisfied that it is done?
        satisfied: String,
    },
}

impl ImprovementProgress {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("on", self.on, checking)
    }
}

/// Performance meeting
///
/// Which area was taken, and the story behind its figures. Each meeting takes another, so that all come round.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "authority", cite = "Local: the performance meeting", chronology = false, check = PerformanceMeeting::check)]
pub struct PerformanceMeeting {
    /// When did it meet?
    #[field(dates_record)]
    pub held: Moment,
    /// Who met?
    pub who: String,
    /// Which area was taken?
    #[field(line)]
    pub area: JudgedArea,
    /// What is the story behind the figures?
    #[field(line)]
    pub story: Prose,
    /// What was decided?
    pub decided: Prose,
}

impl PerformanceMeeting {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("held", self.held, checking)
    }
}
