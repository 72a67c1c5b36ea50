//! Adoption: the decision, the match, and a decision that was reversed. A placement with adopters is a change of placement;
//! an adoption order is the end of being looked after.

use crate::answer::Prose;
use crate::care::not_yet;
use crate::codes::{AdoptersSex, AdoptersStatus, AdoptionReversedReason, Code};
use crate::form::Fault;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Part, Record};

/// Decision for adoption
///
/// The agency's decision maker decides that the child should be placed for adoption.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "adoption", cite = "Adoption Agencies Regulations 2005 reg 19; SSDA903 placed for adoption", check = AdoptionDecision::check)]
pub struct AdoptionDecision {
    /// When was it decided?
    #[field(dates_record)]
    pub decided: Moment,
    /// Why is adoption best for this child?
    #[field(line)]
    pub why: Prose,
    /// How many brothers and sisters will be placed with the child?
    pub siblings_together: Option<u32>,
    /// How many will be placed elsewhere?
    pub siblings_apart: Option<u32>,
}

impl AdoptionDecision {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("decided", self.decided, checking)
    }
}

/// Match with adopters
///
/// The decision maker agrees that these adopters are right for this child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "adoption", cite = "Adoption Agencies Regulations 2005 reg 33; SSDA903 AD1", check = AdoptionMatch::check)]
pub struct AdoptionMatch {
    /// When was it agreed?
    #[field(dates_record)]
    pub matched: Moment,
    /// Adopters
    pub adopters: Adopters,
    /// Why are they right for this child?
    #[field(optional)]
    pub why: Prose,
}

/// Adopters
#[derive(Part, Clone, PartialEq, Debug)]
pub struct Adopters {
    /// Who are they?
    pub sex: Code<AdoptersSex>,
    /// Their legal status
    pub status: Code<AdoptersStatus>,
    /// Do they foster the child already?
    pub foster_carers: bool,
    /// Ofsted number of their agency
    #[field(optional)]
    pub agency_urn: String,
}

impl Adopters {
    /// How many there are: one or two.
    pub fn count(&self) -> u32 {
        if self.sex.is(&["M1", "F1"]) { 1 } else { 2 }
    }
}

impl AdoptionMatch {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("matched", self.matched, checking);
        let fits: &[&str] = match self.adopters.status.as_str() {
            "L0" => &["M1", "F1"],
            "L11" | "L3" => &["MF"],
            "L12" | "L4" => &["MM", "FF"],
            _ => &["MM", "FF", "MF"],
        };
        if !self.adopters.sex.is(fits) {
            faults.push(Fault::at("adopters.status", "This does not fit with who they are: correct one of the two"));
        }
        faults
    }
}

/// Adoption no longer planned
///
/// The decision for adoption is reversed.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "adoption", cite = "SSDA903 placed for adoption: decision reversed", check = AdoptionReversed::check)]
pub struct AdoptionReversed {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Why?
    #[field(line)]
    pub reason: Code<AdoptionReversedReason>,
    /// What is planned instead?
    #[field(optional)]
    pub instead: Prose,
}

impl AdoptionReversed {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("on", self.on, checking)
    }
}
