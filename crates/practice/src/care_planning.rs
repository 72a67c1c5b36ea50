//! The care plan, and the reviews of it that an independent reviewing officer chairs.

use crate::answer::{Asked, PerChild, Prose};
use crate::care::not_yet;
use crate::codes::{Code, Participation};
use crate::form::Fault;
use crate::ids::StaffId;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Care plan
///
/// How the child's needs will be met while looked after, and what home for good is planned.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Care Planning, Placement and Case Review (England) Regulations 2010 reg 4 and 5")]
pub struct CarePlan {
    /// When was it agreed?
    #[field(dates_record)]
    pub agreed: Moment,
    /// What is planned for good?
    ///
    /// Tick each that is pursued at the same time.
    #[field(needed, line)]
    pub permanence: Vec<PermanencePlan>,
    /// How will it happen, who does what by when, and what if it does not?
    pub how: Prose,
    /// What does the child want?
    pub child_words: Asked<Prose>,
    /// What do the parents say?
    pub parents_words: Asked<Prose>,
}

/// A plan for a home for good
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum PermanencePlan {
    /// Return to family within a month
    ReturnInAMonth,
    /// Return to family within six months
    ReturnInSixMonths,
    /// Return to family, later
    ReturnLater,
    /// Long-term fostering with relatives or friends
    LongTermRelatives,
    /// Long-term fostering to 18
    LongTermFostering,
    /// Residential placement to 18
    Residential,
    /// Supported living in the community
    SupportedLiving,
    /// Special guardianship or a child arrangements order
    Guardianship,
    /// Adoption
    Adoption,
    /// Remain with family, with support
    RemainWithFamily,
    /// Something else
    Other,
}

/// Looked-after review
///
/// An independent reviewing officer looks with the child and everyone else at whether the care plan is right.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Children Act 1989 s.26; Care Planning, Placement and Case Review (England) Regulations 2010 reg 33", check = CareReview::check)]
pub struct CareReview {
    /// When was it held?
    #[field(dates_record)]
    pub held: Moment,
    /// Reviewing officer
    #[field(chair)]
    pub chair: Option<StaffId>,
    /// For each child
    pub children: PerChild<ChildReviewed>,
    /// What was decided?
    #[field(line)]
    pub decisions: Prose,
    /// When is the next one?
    pub next: Option<Date>,
}

/// One child at a looked-after review
#[derive(Part, Clone, PartialEq, Debug)]
pub struct ChildReviewed {
    /// How did the child take part?
    pub took_part: Code<Participation>,
    /// What does the child say?
    #[field(optional)]
    pub words: Prose,
    /// Did the reviewing officer speak with the child alone before it?
    pub spoken_to: Asked<bool>,
}

impl CareReview {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("held", self.held, checking)
    }
}
