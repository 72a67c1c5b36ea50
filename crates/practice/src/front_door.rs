//! The front door: contacts, agency checks, screening, referral, feedback, the step to early help.

use crate::answer::{Asked, Link, PerChild, Prose};
use crate::codes::{Agency, Code, PrimaryNeedCode, ReferralSource, ThresholdLevel};
use crate::early_help::StepToEarlyHelp;
use crate::form::Fault;
use crate::ids::{StaffId, TeamId};
use crate::moment::Moment;
use crate::protection::StrategyDiscussion;
use crate::record::{Checking, Record as _};
use crate::{Choice, Part, Record};

/// Contact
///
/// Anyone tells us about a child's welfare. One contact may be about several children.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Working Together 2023, ch.3; Children Act 1989 s.17 and s.47", check = Contact::check, unusual = Contact::unusual)]
pub struct Contact {
    /// When was it received?
    #[field(dates_record)]
    pub received: Moment,
    /// How did it come?
    #[field(line)]
    pub route: Route,
    /// Who is it from?
    #[field(line)]
    pub source: Code<ReferralSource>,
    /// Their name and how to reach them
    ///
    /// Someone from the public may stay unnamed.
    #[field(optional, third_party)]
    pub from_whom: String,
    /// What are they worried about?
    ///
    /// Use their words where you can.
    #[field(line)]
    pub concern: Prose,
    /// What did the child say?
    pub child_words: Asked<Prose>,
    /// Is anyone in danger now?
    pub danger_now: Asked<bool>,
    /// Other adults and children mentioned
    pub others: Vec<OtherPerson>,
    /// Consent of the family to share information
    #[field(cite = "Data Protection Act 2018 sch.1 para 18; Working Together 2023, ch.1")]
    pub consent: Option<Consent>,
}

/// How a contact came
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Route {
    /// A member of the public, or the family
    Public,
    /// A professional, by telephone or on a form
    Professional {
        /// Agency
        agency: Code<Agency>,
        /// Referrer's role
        #[field(optional)]
        role: String,
        /// What help has already been given?
        #[field(optional)]
        help_so_far: Prose,
        /// If there is a form, is it complete?
        complete: Option<bool>,
    },
    /// A police domestic abuse notice
    PoliceNotice {
        /// When was the incident?
        incident: Moment,
        /// The officer's grade
        grade: Grade,
        /// Police reference
        #[field(optional)]
        reference: String,
    },
    /// Out of hours
    OutOfHours {
        /// When did the out-of-hours work end?
        ended: Option<Moment>,
        /// Was the child seen?
        child_seen: Asked<bool>,
        /// What was done?
        #[field(optional)]
        done: Prose,
        /// Which manager was consulted?
        #[field(optional)]
        manager: String,
    },
}

/// A grade of risk
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grade {
    /// High
    High,
    /// Medium
    Medium,
    /// Standard
    Standard,
    /// Not graded
    NotGraded,
}

/// Someone mentioned
#[derive(Part, Clone, PartialEq, Debug)]
pub struct OtherPerson {
    /// Name
    #[field(third_party)]
    pub name: String,
    /// Who are they to the child?
    #[field(optional)]
    pub who: String,
    /// Date of birth or age, if known
    #[field(optional)]
    pub born: String,
}

/// Consent
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Consent {
    /// Given
    Given,
    /// Refused
    Refused {
        /// Is there a lawful reason to go on without it?
        reason: Prose,
    },
    /// Not asked, because asking could put a child at risk
    SetAside {
        /// Why, and under what legal basis?
        reason: Prose,
    },
    /// Not asked yet
    NotYet,
}

impl Consent {
    /// Has a decision been made?
    pub fn is_decided(&self) -> bool {
        *self != Consent::NotYet
    }
}

impl Contact {
    /// The domestic abuse incident a police notice is about.
    pub fn incident(&self) -> Option<Moment> {
        match self.route {
            Route::PoliceNotice { incident, .. } => Some(incident),
            _ => None,
        }
    }

    /// When out-of-hours work ended, if it was out of hours.
    pub fn out_of_hours_ended(&self) -> Option<Moment> {
        match self.route {
            Route::OutOfHours { ended, .. } => ended,
            _ => None,
        }
    }

    /// Is the referrer a professional, who is owed an answer?
    pub fn from_professional(&self) -> bool {
        matches!(self.route, Route::Professional { .. } | Route::PoliceNotice { .. }) || is_professional(&self.source)
    }

    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = Vec::new();
        if checking.people.is_empty() {
            faults.push(Fault::at("", "Say which child or children this is about"));
        }
        if self.incident().is_some_and(|incident| !incident.is_by(self.received)) {
            faults.push(Fault::at(
                "route.police_notice.incident",
                "The incident is after the notice was received: check both dates",
            ));
        }
        faults
    }

    fn unusual(&self, checking: &Checking) -> Vec<String> {
        later_than_now("received", self.received, checking).into_iter().collect()
    }
}

/// Is this source someone acting in their work: not the family, the public, or someone unnamed?
pub fn is_professional(source: &Code<ReferralSource>) -> bool {
    !source.is(&["", "1A", "1B", "1C", "1D", "9", "10"])
}

/// A question about a date in the future, when it is one.
pub fn later_than_now(what: &str, moment: Moment, checking: &Checking) -> Option<String> {
    (!moment.is_by(checking.now)).then(|| format!("This says {what} {moment}, which is in the future. Is that right?"))
}

/// Consent decision
///
/// Consent sought after the contact was taken.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "front_door",
    cite = "Data Protection Act 2018 sch.1 para 18; Working Together 2023, ch.1",
    chronology = false
)]
pub struct ConsentDecision {
    /// When was it decided?
    #[field(dates_record)]
    pub decided: Moment,
    /// Which contact?
    pub contact: Option<Link<Contact>>,
    /// Consent
    #[field(line)]
    pub consent: Consent,
}

/// Agency information request
///
/// What the hub asks of other agencies, rated by urgency.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Local MASH protocol; Working Together 2023, ch.1", chronology = false)]
pub struct AgencyRequest {
    /// When was the rating set?
    #[field(dates_record)]
    pub rated: Moment,
    /// Which contact?
    pub contact: Option<Link<Contact>>,
    /// Rating
    #[field(line)]
    pub rating: Rating,
    /// Which agencies are asked?
    #[field(needed, line)]
    pub agencies: Vec<Code<Agency>>,
    /// Legal basis for asking
    pub basis: Prose,
}

/// Red, amber or green
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rating {
    /// Red
    Red,
    /// Amber
    Amber,
    /// Green
    Green,
}

/// Agency information return
///
/// What an agency answered, or that it did not and was chased.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Local MASH protocol; Working Together 2023, ch.1")]
pub struct AgencyReturn {
    /// When was it received or chased?
    #[field(dates_record)]
    pub received: Moment,
    /// Which request does it answer?
    pub request: Link<AgencyRequest>,
    /// Agency
    #[field(line)]
    pub agency: Code<Agency>,
    /// What came back?
    #[field(line)]
    pub answer: AgencyAnswer,
}

/// What an agency answered
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum AgencyAnswer {
    /// Information
    Information {
        /// What does the agency know?
        #[field(third_party)]
        what: Prose,
    },
    /// Nothing known
    NothingKnown,
    /// No answer: chased
    Chased {
        /// Who was chased, and how?
        how: Prose,
    },
}

/// Screening decision
///
/// What should happen after a contact, all earlier contacts viewed together.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Working Together 2023, ch.3: a decision within one working day of a referral")]
pub struct ScreeningDecision {
    /// When was it decided?
    #[field(dates_record)]
    pub decided: Moment,
    /// Which contact?
    pub contact: Link<Contact>,
    /// Level of need
    #[field(line)]
    pub threshold: Code<ThresholdLevel>,
    /// What was decided?
    #[field(line)]
    pub decision: Screening,
    /// Why?
    ///
    /// Say what the earlier contacts add up to, not only this one.
    pub rationale: Prose,
    /// Which manager agreed?
    #[field(manager)]
    pub agreed_by: StaffId,
    /// Our own grade of risk, once agency history is added
    pub regrade: Option<Grade>,
}

/// What follows a contact
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Screening {
    /// No further action
    NoFurtherAction,
    /// Information and advice
    Advice {
        /// What advice was given?
        given: Prose,
    },
    /// Early help
    EarlyHelp,
    /// Ask other agencies first
    AgencyChecks,
    /// Referral to children's social care
    Referral,
    /// Straight to a strategy discussion
    StrategyDiscussion,
    /// Pass to the worker the child already has
    AllocatedWorker,
    /// Pass to another authority
    OtherAuthority {
        /// Which authority?
        authority: String,
    },
    /// Pass to the designated officer
    DesignatedOfficer,
}

impl Screening {
    /// Does it settle the contact, or only ask for more?
    pub fn settles(&self) -> bool {
        *self != Screening::AgencyChecks
    }

    /// The kind of record that carries it out; none when nothing more is to be recorded here.
    pub fn carried_out_by(&self) -> Option<&'static str> {
        match self {
            Screening::EarlyHelp => Some(StepToEarlyHelp::KIND),
            Screening::Referral => Some(Referral::KIND),
            Screening::StrategyDiscussion => Some(StrategyDiscussion::KIND),
            _ => None,
        }
    }
}

/// Domestic abuse triage
///
/// The daily meeting's decision on a police notice, child by child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Local multi-agency triage terms of reference; Domestic Abuse Act 2021 s.3")]
pub struct DomesticAbuseTriage {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Which notice?
    pub contact: Link<Contact>,
    /// Our grade, once agency history is added
    #[field(line)]
    pub grade: Grade,
    /// For each child
    pub children: PerChild<TriageChild>,
    /// Has each school been told?
    pub school_told: Asked<bool>,
}

/// Triage of one child
#[derive(Part, Clone, PartialEq, Debug)]
pub struct TriageChild {
    /// What was decided, and who does what by when?
    pub decision: Prose,
}

/// Out-of-hours handover accepted
///
/// The day service takes on what the out-of-hours team began.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Local out-of-hours protocol", chronology = false)]
pub struct HandoverAccepted {
    /// When was it accepted?
    #[field(dates_record)]
    pub accepted: Moment,
    /// Which out-of-hours contact?
    pub contact: Link<Contact>,
    /// What will the day service do?
    #[field(line)]
    pub next: Prose,
}

/// Feedback to the referrer
///
/// What the referrer was told, and when.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct Feedback {
    /// When was it sent?
    #[field(dates_record)]
    pub sent: Moment,
    /// Which contact?
    pub contact: Link<Contact>,
    /// How?
    #[field(line)]
    pub how: FeedbackMeans,
    /// What were they told?
    pub told: Prose,
}

/// How feedback was sent
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedbackMeans {
    /// By letter or email
    Written,
    /// By telephone
    Telephone,
    /// The referrer cannot be reached
    CannotBeReached,
}

/// Referral
///
/// A request for services under section 17 or protection under section 47, accepted by children's social care.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Children Act 1989 s.17 and s.47; CIN census module 2")]
pub struct Referral {
    /// When was it received by children's social care?
    #[field(dates_record)]
    pub received: Moment,
    /// From which contact?
    pub contact: Option<Link<Contact>>,
    /// Who referred?
    #[field(line)]
    pub source: Code<ReferralSource>,
    /// Main need
    #[field(line)]
    pub need: Code<PrimaryNeedCode>,
    /// Why?
    pub reason: Prose,
}

/// Referral decision
///
/// The type of response, and that the referrer knows the referral has arrived.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "front_door", cite = "Working Together 2023, ch.3: within one working day")]
pub struct ReferralDecision {
    /// When was it decided?
    #[field(dates_record)]
    pub decided: Moment,
    /// Which referral?
    pub referral: Link<Referral>,
    /// What is the response?
    #[field(line)]
    pub response: Response,
    /// Why?
    pub rationale: Prose,
    /// Has the referrer been told it arrived?
    pub acknowledged: Asked<bool>,
    /// Team to work with the child
    pub team: Option<TeamId>,
}

/// The response to a referral
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Response {
    /// Assess
    Assess,
    /// Strategy discussion
    StrategyDiscussion,
    /// A young person of 16 or 17 who is homeless
    Homeless,
    /// Early help
    EarlyHelp,
    /// No further action
    NoFurtherAction,
}
