//! Protection: strategy discussion, enquiry, conference, core group.

use crate::answer::{Asked, Link, PerChild, Prose};
use crate::codes::{Agency, CategoryOfAbuse, Code, Participation};
use crate::form::Fault;
use crate::ids::{PersonId, StaffId};
use crate::moment::Moment;
use crate::plans::Action;
use crate::record::{Checking, On, Standing};
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Strategy discussion
///
/// Agencies decide together whether a child is suffering, or likely to suffer, significant harm.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Children Act 1989 s.47; Working Together 2023, ch.3", unusual = StrategyDiscussion::unusual)]
pub struct StrategyDiscussion {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Which agencies took part?
    ///
    /// Social care, police and health as a minimum.
    #[field(needed, line)]
    pub agencies: Vec<Code<Agency>>,
    /// What is known, and from whom, with what happened before?
    pub information: Prose,
    /// Has the child been seen, and spoken to alone?
    pub child_seen: Asked<bool>,
    /// What was decided?
    #[field(line)]
    pub decision: StrategyDecision,
    /// Why?
    pub rationale: Prose,
    /// How is the child kept safe until then?
    #[field(optional)]
    pub interim_safety: Prose,
    /// What will be done, by whom and by when?
    pub actions: Vec<Action>,
}

/// What a strategy discussion decides
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum StrategyDecision {
    /// Section 47 enquiry
    Enquiry {
        /// By whom?
        how: EnquiryHow,
    },
    /// No enquiry: child in need
    ChildInNeed,
    /// No further action
    NoFurtherAction,
}

/// Who makes an enquiry
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnquiryHow {
    /// Social care and police together
    Joint,
    /// Social care alone
    SocialCare,
    /// Not recorded
    NotRecorded,
}

impl StrategyDiscussion {
    /// Does it begin a section 47 enquiry?
    pub fn leads_to_enquiry(&self) -> bool {
        matches!(self.decision, StrategyDecision::Enquiry { .. })
    }

    /// Did social care, police and health all take part?
    pub fn is_quorate(&self) -> bool {
        let took_part = |codes: &[&str]| self.agencies.iter().any(|agency| agency.is(codes));
        took_part(&["csc"])
            && took_part(&["police", "police_ppu"])
            && took_part(&["nhs_icb", "nhs_community", "nhs_acute", "gp", "camhs", "midwifery", "adultmh"])
    }

    fn unusual(&self, _: &Checking) -> Vec<String> {
        if self.is_quorate() {
            Vec::new()
        } else {
            vec!["Social care, police and health did not all take part. Is that right, and why?".to_owned()]
        }
    }
}

/// Section 47 enquiry outcome
///
/// What the enquiry found for each child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Children Act 1989 s.47; Working Together 2023, ch.3")]
pub struct Section47 {
    /// When was the outcome authorised?
    #[field(dates_record)]
    pub concluded: Moment,
    /// From which strategy discussion?
    pub strategy: Option<Link<StrategyDiscussion>>,
    /// For each child
    pub children: PerChild<EnquiryFinding>,
    /// What was done, who was spoken to, what was found?
    pub enquiries: Prose,
    /// Which manager authorised it?
    #[field(manager)]
    pub authorised_by: Option<StaffId>,
}

/// What an enquiry found for one child
#[derive(Part, Clone, PartialEq, Debug)]
pub struct EnquiryFinding {
    /// What was found?
    pub outcome: EnquiryOutcome,
    /// What did the child say?
    #[field(optional)]
    pub words: Prose,
}

/// Outcome of an enquiry
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnquiryOutcome {
    /// Substantiated, and the child is at continuing risk: conference
    Conference,
    /// Substantiated, no continuing risk: child in need
    NoContinuingRisk,
    /// Not substantiated: child in need
    ChildInNeed,
    /// Not substantiated: no further action
    NoFurtherAction,
    /// Legal planning
    LegalPlanning,
    /// No conference needed: what was found is not recorded
    NoConference,
}

impl Section47 {
    /// What was found for one child.
    pub fn outcome(&self, child: PersonId) -> Option<EnquiryOutcome> {
        self.children.of(child).map(|one| one.outcome)
    }
}

/// Conference booked
///
/// The day a conference will be held, so that reports are shared in time.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct ConferenceBooked {
    /// When was it booked?
    #[field(dates_record)]
    pub booked: Moment,
    /// Which conference?
    #[field(line)]
    pub kind: ConferenceKind,
    /// When will it be held?
    #[field(line)]
    pub on: Moment,
    /// Chair
    #[field(chair)]
    pub chair: Option<StaffId>,
    /// Where?
    #[field(optional)]
    pub place: String,
    /// Who is invited?
    pub invited: Vec<Code<Agency>>,
}

/// Reply to a conference invitation
///
/// Whether somebody who was invited will come, and whether their report has come.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct ConferenceReply {
    /// When did they reply?
    #[field(dates_record)]
    pub replied: Moment,
    /// To which conference?
    pub conference: Option<Link<ConferenceBooked>>,
    /// Which agency?
    ///
    /// Leave it empty for the family.
    #[field(optional)]
    pub agency: Code<Agency>,
    /// Name
    #[field(line)]
    pub name: String,
    /// Will they come?
    #[field(line)]
    pub coming: Coming,
    /// Has their report come?
    pub report: Asked<bool>,
}

/// Whether somebody invited will come
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coming {
    /// Yes
    Yes,
    /// No, someone else will come for them
    Deputy,
    /// No, a report only
    ReportOnly,
    /// No
    No,
}

/// A kind of conference
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConferenceKind {
    /// Initial conference
    Initial,
    /// Review conference
    Review,
    /// Transfer-in conference
    TransferIn,
}

/// Conference
///
/// Family and agencies meet; the chair records one decision for each child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Working Together 2023, ch.3", check = Conference::check, unusual = Conference::unusual)]
pub struct Conference {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Which conference?
    #[field(line)]
    pub kind: ConferenceKind,
    /// Chair
    #[field(chair)]
    pub chair: Option<StaffId>,
    /// Who took part?
    pub attendance: Vec<Attendance>,
    /// Was it quorate?
    pub quorate: Option<Quoracy>,
    /// Was the social worker's report shared with the family in time?
    pub report_shared: Asked<bool>,
    /// What do the parents say?
    pub parents_views: Asked<Prose>,
    /// What worries us, what is going well, what is not clear?
    #[field(optional)]
    pub discussion: Prose,
    /// Confidential information, not for the whole room
    #[field(optional, third_party)]
    pub confidential: Prose,
    /// For each child
    pub children: PerChild<ConferenceDecision>,
    /// Outline plan
    #[field(optional)]
    pub outline_plan: Prose,
    /// What happens if the plan does not work?
    #[field(optional)]
    pub contingency: Prose,
    /// When will the next conference be?
    pub next: Option<Date>,
}

/// One agency or family member at a conference
#[derive(Part, Clone, PartialEq, Debug)]
pub struct Attendance {
    /// Name
    pub name: String,
    /// Agency
    #[field(optional)]
    pub agency: Code<Agency>,
    /// How did they take part?
    pub how: TookPart,
}

/// How someone took part
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum TookPart {
    /// Attended
    Attended,
    /// Attended and sent a report
    AttendedWithReport,
    /// Sent a report only
    ReportOnly,
    /// Neither came nor sent a report
    Neither,
}

/// Whether enough people were there
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Quoracy {
    /// Yes
    Yes,
    /// No, and it went ahead
    WentAhead {
        /// Why?
        why: Prose,
    },
}

/// One child at a conference
#[derive(Part, Clone, PartialEq, Debug)]
pub struct ConferenceDecision {
    /// How did the child take part?
    #[field(optional)]
    pub took_part: Code<Participation>,
    /// What does the child say?
    #[field(optional)]
    pub words: Prose,
    /// What was decided for this child?
    pub decision: Decision,
    /// Did anyone disagree?
    #[field(optional)]
    pub dissent: Prose,
    /// Is advocacy recommended?
    pub advocacy: Option<bool>,
}

/// A conference's decision for one child
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Decision {
    /// Child protection plan
    Plan {
        /// Category
        category: Code<CategoryOfAbuse>,
        /// Why?
        why: Prose,
    },
    /// No child protection plan: child in need plan
    ChildInNeed {
        /// Why?
        why: Prose,
    },
    /// Neither
    NoPlan {
        /// Why?
        why: Prose,
    },
    /// Legal planning, with the plan going on
    PlanAndLegal {
        /// Category
        category: Code<CategoryOfAbuse>,
        /// Why?
        why: Prose,
    },
    /// Not recorded
    NotRecorded,
}

impl Decision {
    /// The category, when the child is on a plan from now.
    pub fn category(&self) -> Option<&Code<CategoryOfAbuse>> {
        match self {
            Decision::Plan { category, .. } | Decision::PlanAndLegal { category, .. } => Some(category),
            _ => None,
        }
    }
}

impl Conference {
    /// The decision for one child.
    pub fn decision(&self, child: PersonId) -> Option<&Decision> {
        self.children.of(child).map(|one| &one.decision)
    }

    /// Is the child on a plan after this conference?
    pub fn plans(&self, child: PersonId) -> bool {
        self.decision(child).is_some_and(|decision| decision.category().is_some())
    }

    fn check(&self, checking: &Checking) -> Vec<Fault> {
        if self.held.is_by(checking.now) {
            Vec::new()
        } else {
            vec![Fault::at(
                "held",
                "This conference has not been held yet: book it instead, and record it once it has been held",
            )]
        }
    }

    fn unusual(&self, checking: &Checking) -> Vec<String> {
        let mut questions = Vec::new();
        if self.kind == ConferenceKind::Initial
            && checking.people.iter().all(|child| !self.plans(*child))
            && self.children.0.len() > 1
        {
            questions
                .push("No child is on a plan after this initial conference. Is that right for each child?".to_owned());
        }
        if self.children.0.values().any(|one| one.decision.category().is_some_and(|category| category.is(&["MUL"]))) {
            questions.push("“Multiple” is not recommended as a category: is there one main harm?".to_owned());
        }
        if self.attendance.is_empty() || self.quorate.is_none() {
            questions.push(
                "The record does not say who took part, or whether enough agencies were there. Record it all the same?"
                    .to_owned(),
            );
        }
        questions
    }
}

/// Conference record signed
///
/// The chair has read the record of a conference as it stands, and signs it. A later correction wants a new signature.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Local", chronology = false)]
pub struct ConferenceSigned {
    /// When?
    #[field(dates_record)]
    pub signed: Moment,
    /// Which conference?
    pub conference: Link<Conference>,
    /// Which version of its record?
    pub version: u32,
}

impl ConferenceSigned {
    /// When the chair signed the record of a conference as it stands. What anybody else signed, or an earlier version, is
    /// no signature of it.
    pub fn of(standing: &Standing<'_>, conference: &On<'_, Conference>) -> Option<Moment> {
        let signs = |one: &On<'_, ConferenceSigned>| {
            one.conference.id == conference.entry.id
                && one.version == conference.entry.revision
                && Some(&one.entry.author) == conference.chair.as_ref()
        };
        standing.of_kind::<ConferenceSigned>().filter(signs).map(|one| one.signed).next_back()
    }
}

/// Core group
///
/// The people who carry out the plan meet with the family, and change the plan as life changes.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "protection",
    cite = "Working Together 2023, ch.3: first within 10 working days of the initial conference"
)]
pub struct CoreGroup {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Who took part?
    pub attendance: Vec<Attendance>,
    /// What does the family say?
    pub family_views: Asked<Prose>,
    /// Has each child been seen by someone in the group since the last one?
    pub children: PerChild<CoreGroupChild>,
    /// What has changed for the children since the last one?
    #[field(line)]
    pub progress: Prose,
    /// When is the next one?
    pub next: Option<Date>,
}

/// One child at a core group
#[derive(Part, Clone, PartialEq, Debug)]
pub struct CoreGroupChild {
    /// When was the child last seen by any agency here?
    pub last_seen: Option<Date>,
}

/// Advocacy followed up
///
/// An advocate was asked for, or the child said no.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "protection", cite = "Working Together 2023, ch.3; Children Act 1989 s.26A", chronology = false)]
pub struct AdvocacyFollowedUp {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// What happened?
    #[field(line)]
    pub what: Advocacy,
}

/// What came of a recommendation of advocacy
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advocacy {
    /// An advocate was asked for
    Referred,
    /// The child does not want one
    Declined,
}
