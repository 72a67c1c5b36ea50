//! Plans: worry, what will be different, who does what by when, how we will know.

use crate::answer::{Asked, Prose, RowKey};
use crate::form::Fault;
use crate::moment::Moment;
use crate::protection::Attendance;
use crate::record::Checking;
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Plan
///
/// What worries us, what will be different for the child, who does what by when, and what happens if it does not work.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "plans", cite = "Working Together 2023, ch.3; Children Act 1989 s.17", check = Plan::check, unusual = Plan::unusual)]
pub struct Plan {
    /// When was it agreed?
    #[field(dates_record)]
    pub agreed: Moment,
    /// Which plan?
    #[field(line)]
    pub kind: PlanKind,
    /// Worries, each with what should be different
    #[field(needed)]
    pub goals: Vec<Goal>,
    /// What will be done
    #[field(needed)]
    pub actions: Vec<Action>,
    /// What does the child want to happen?
    pub child_words: Asked<Prose>,
    /// What does the family say about it?
    pub family_words: Asked<Prose>,
    /// What happens if it does not work?
    #[field(line)]
    pub contingency: Prose,
    /// How often will the child be visited?
    ///
    /// In working days. Leave it empty for the local rule.
    pub visit_every: Option<u32>,
}

/// A kind of plan
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanKind {
    /// Child protection plan
    ChildProtection,
    /// Child in need plan
    ChildInNeed,
    /// Disabled child's plan
    DisabledChild,
}

/// A worry and what should be different
#[derive(Part, Clone, PartialEq, Debug)]
pub struct Goal {
    #[field(key)]
    pub key: RowKey,
    /// What are we worried about?
    pub worry: Prose,
    /// What will be different for the child?
    pub different: Prose,
}

/// An action: a measure, an owner and a date, or it is not an action
#[derive(Part, Clone, PartialEq, Debug)]
pub struct Action {
    #[field(key)]
    pub key: RowKey,
    /// What will be done?
    pub what: String,
    /// Who will do it?
    ///
    /// One named person: family members count.
    pub owner: String,
    /// By when?
    pub by: Date,
    /// How will we know it made a difference?
    pub measure: String,
}

impl Plan {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        if checking.people.is_empty() {
            vec![Fault::at("", "Say which child or children this plan is for")]
        } else {
            Vec::new()
        }
    }

    fn unusual(&self, _: &Checking) -> Vec<String> {
        let count = self.actions.len();
        if count > 8 {
            vec![format!(
                "This plan has {count} actions. More than eight is more than most families can hold. Keep them all?"
            )]
        } else {
            Vec::new()
        }
    }
}

/// Progress of an action
///
/// What has come of one action of a plan.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "plans", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct ActionProgress {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Which action?
    pub action: String,
    /// How far is it?
    #[field(line)]
    pub state: ActionState,
    /// What changed for the child?
    #[field(optional, line)]
    pub note: Prose,
}

/// How far an action is
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionState {
    /// Not started
    NotStarted,
    /// Under way
    UnderWay,
    /// Done
    Done,
    /// No longer needed
    Dropped,
}

/// Child in need meeting
///
/// Family and agencies make the plan, or look at whether it is working.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "child_in_need", cite = "Children Act 1989 s.17; local child in need procedure")]
pub struct ChildInNeedMeeting {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Who took part?
    pub attendance: Vec<Attendance>,
    /// What does the child say?
    pub child_words: Asked<Prose>,
    /// What does the family say?
    pub family_views: Asked<Prose>,
    /// What has changed for the child since the last one?
    #[field(line)]
    pub progress: Prose,
    /// What was decided?
    #[field(line)]
    pub decision: MeetingDecision,
    /// When is the next one?
    pub next: Option<Date>,
}

/// What a child in need meeting decides
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeetingDecision {
    /// The plan goes on
    GoOn,
    /// Step down to early help
    StepDown,
    /// End: needs are met
    End,
    /// Strategy discussion
    StrategyDiscussion,
    /// Legal planning
    LegalPlanning,
}

/// Family group conference
///
/// The wider family meets by itself, with information and time, and makes a plan of its own.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "plans", cite = "Working Together 2023, ch.1: family group decision-making")]
pub struct FamilyGroupConference {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Who from the family took part?
    #[field(third_party)]
    pub family: Prose,
    /// What does the child say?
    pub child_words: Asked<Prose>,
    /// What is the family's plan?
    #[field(line)]
    pub plan: Prose,
    /// Did we agree to it?
    pub agreed: FamilyPlanAgreed,
}

/// Whether a family's plan is agreed to
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum FamilyPlanAgreed {
    /// Yes
    Yes,
    /// Not as it stands
    No {
        /// Why not, and what would be enough?
        why: Prose,
    },
}

/// Short break statement reviewed
///
/// The authority's own statement of short breaks for families of disabled children was published or reviewed.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "child_in_need",
    cite = "Breaks for Carers of Disabled Children Regulations 2011 (SI 2011/707) reg 5",
    chronology = false
)]
pub struct ShortBreakStatement {
    /// When was it published or reviewed?
    #[field(dates_record)]
    pub published: Moment,
    /// What changed?
    #[field(optional)]
    pub changed: Prose,
}

/// Transition review
///
/// Getting a disabled young person ready for adult life.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "transition", cite = "Children and Families Act 2014; Care Act 2014 s.58 to 63")]
pub struct TransitionReview {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// What does the young person want?
    pub wants: Asked<Prose>,
    /// Who from adult services is named?
    #[field(optional, line)]
    pub adult_worker: String,
    /// What did adult social care decide?
    #[field(optional, line)]
    pub adult_decision: String,
    /// What happens next?
    pub next: Prose,
}
