//! Courts and orders: hearings, and the legal status a child is looked after under.

use crate::answer::{Link, Prose};
use crate::care::{dated, not_yet};
use crate::codes::{Code, LegalStatus};
use crate::form::Fault;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Record};
use jiff::civil::Date;

/// Court hearing
///
/// What was asked of the court, and what it decided.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "court", cite = "Children Act 1989 parts 4 and 5; Adoption and Children Act 2002", check = CourtHearing::check)]
pub struct CourtHearing {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// What was asked for?
    #[field(line)]
    pub asked: Application,
    /// What did the court decide?
    #[field(line)]
    pub decided: CourtDecision,
    /// What else did it direct?
    #[field(optional)]
    pub directions: Prose,
    /// When is the next hearing?
    pub next: Option<Date>,
}

/// What a court is asked for
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Application {
    /// Care or supervision order
    CareOrSupervision,
    /// Emergency protection order
    EmergencyProtection,
    /// Placement order
    Placement,
    /// Adoption order
    Adoption,
    /// Special guardianship order
    Guardianship,
    /// Child arrangements order
    ChildArrangements,
    /// Discharge of a care order
    Discharge,
    /// Deprivation of liberty
    DeprivationOfLiberty,
    /// Something else
    Other,
}

/// What a court decides
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum CourtDecision {
    /// Adjourned, or directions only
    Adjourned,
    /// Emergency protection order
    EmergencyProtection,
    /// Interim care order
    InterimCare,
    /// Care order
    Care,
    /// Supervision order
    Supervision,
    /// Placement order
    Placement,
    /// Adoption order
    Adoption,
    /// Special guardianship order
    Guardianship,
    /// Child arrangements order
    ChildArrangements,
    /// Care order discharged
    Discharged,
    /// Deprivation of liberty authorised
    DeprivationOfLiberty,
    /// No order
    NoOrder,
}

impl CourtHearing {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("held", self.held, checking)
    }
}

/// Change of legal status
///
/// The child goes on being looked after, under another order or by agreement.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "court", cite = "Children Act 1989 s.20, s.31 and s.38; SSDA903 episodes", check = LegalStatusChange::check)]
pub struct LegalStatusChange {
    /// From when?
    #[field(dates_record)]
    pub from: Moment,
    /// New legal status
    #[field(line)]
    pub legal_status: Code<LegalStatus>,
    /// Which hearing decided it?
    pub hearing: Option<Link<CourtHearing>>,
}

impl LegalStatusChange {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("from", self.from, checking);
        faults.extend(dated(&self.legal_status, self.from.date, "legal_status"));
        faults
    }
}

/// Deprivation of liberty
///
/// A court allowed the child's liberty to be taken while in a placement.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "court", cite = "Inherent jurisdiction of the High Court; Children Act 1989 s.25; SSDA903 DoLo from 2027", check = DeprivationOfLiberty::check)]
pub struct DeprivationOfLiberty {
    /// From when?
    #[field(dates_record)]
    pub from: Moment,
    /// Until when?
    ///
    /// The day it ended. Leave it empty while it lasts.
    pub until: Option<Date>,
    /// What is the child not free to do, and why is it needed?
    #[field(line)]
    pub what: Prose,
}

impl DeprivationOfLiberty {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("from", self.from, checking);
        if self.until.is_some_and(|until| until <= self.from.date) {
            faults.push(Fault::at("until", "This is not after the day it began: correct one of the two"));
        }
        faults
    }
}
