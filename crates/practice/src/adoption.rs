//! Adoption: the decision, the match, a decision that was reversed, and how adopters come to be approved. A placement with
//! adopters is a change of placement; an adoption order is the end of being looked after.

use crate::answer::Prose;
use crate::care::not_yet;
use crate::codes::{AdopterLeavingReason, AdoptersSex, AdoptersStatus, AdoptionReversedReason, Code};
use crate::form::Fault;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Part, Record};

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
    /// Did we assess them, with a file of their own?
    ///
    /// Then they stand on the list of adopters by that file. The two files do not name each other.
    pub assessed_here: Option<bool>,
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

/// Step of an adopter
///
/// People who want to adopt: how far they have come, and what was learned. It is written on their own files, once for both of a
/// couple; it names no child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "adoption", cite = "Adoption statutory guidance 2013 ch.3; Annex A list 11", check = AdopterStep::check)]
pub struct AdopterStep {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// What happened?
    #[field(line)]
    pub what: AdoptersCame,
    /// What was learned about them, and what were they told?
    #[field(optional)]
    pub words: Prose,
}

/// How far adopters have come
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum AdoptersCame {
    /// They asked about adopting
    Enquired,
    /// Stage one began: their registration of interest was accepted
    StageOneBegan,
    /// Stage one ended: they may go on
    StageOneEnded,
    /// Stage two began
    StageTwoBegan,
    /// Their application went to the panel
    Submitted,
    /// Stage two ended: they are approved
    Approved,
    /// They were matched
    Matched {
        /// Will they foster for adoption first?
        fostering: bool,
    },
    /// Children came to live with them
    Placed {
        /// How many?
        children: u32,
    },
    /// An adoption order was made
    Adopted,
    /// They left, or were refused
    Left {
        /// Why?
        reason: Code<AdopterLeavingReason>,
    },
}

impl AdopterStep {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("on", self.on, checking)
    }
}
