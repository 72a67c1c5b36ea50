//! The health of children looked after, as the yearly return asks for it.

use crate::answer::Prose;
use crate::care::not_yet;
use crate::codes::{Code, NoScoreReason};
use crate::form::Fault;
use crate::moment::Moment;
use crate::record::Checking;
use crate::{Choice, Record};

/// Health check
///
/// A health assessment, a dental check or a development check of a looked-after child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "health",
    cite = "Care Planning, Placement and Case Review (England) Regulations 2010 reg 7; SSDA903 OC2",
    chronology = false
)]
pub struct HealthCheck {
    /// When was it, or was it to be?
    #[field(dates_record)]
    pub on: Moment,
    /// What kind?
    #[field(line)]
    pub kind: HealthCheckKind,
    /// Did it happen?
    #[field(line)]
    pub outcome: HealthCheckOutcome,
    /// What was found, and what is to be done?
    #[field(optional)]
    pub found: Prose,
}

/// A kind of health check
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum HealthCheckKind {
    /// Initial health assessment
    Initial,
    /// Review health assessment
    Review,
    /// Dental check
    Dental,
    /// Development check
    ///
    /// For children under five.
    Development,
}

/// Whether a health check happened
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum HealthCheckOutcome {
    /// Yes
    Completed,
    /// Planned
    Planned,
    /// Refused
    Refused,
    /// Cancelled, or not attended
    Cancelled,
}

/// Immunisations
///
/// Whether the child has had the immunisations of their age.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "health", cite = "SSDA903 OC2", chronology = false)]
pub struct Immunisations {
    /// When was this looked at?
    #[field(dates_record)]
    pub looked_at: Moment,
    /// Are they up to date?
    #[field(line)]
    pub up_to_date: bool,
}

/// Strengths and difficulties questionnaire
///
/// The main carer's answers, added up: 0 to 40, higher for more difficulty. Asked of children of 4 to 16.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "health", cite = "SSDA903 OC2: strengths and difficulties", chronology = false, check = StrengthsAndDifficulties::check)]
pub struct StrengthsAndDifficulties {
    /// When was it completed, or asked for?
    #[field(dates_record)]
    pub completed: Moment,
    /// Is there a score?
    #[field(line)]
    pub result: Score,
}

/// A score, or why there is none
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Score {
    /// Yes
    Scored {
        /// Total score
        ///
        /// 0 to 40.
        score: u32,
    },
    /// No
    NoScore {
        /// Why not?
        why: Code<NoScoreReason>,
    },
}

impl StrengthsAndDifficulties {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("completed", self.completed, checking);
        if matches!(self.result, Score::Scored { score } if score > 40) {
            faults.push(Fault::at("result.scored.score", "The highest score is 40: check the answers"));
        }
        faults
    }
}

/// Substance misuse
///
/// A looked-after child was found to misuse a substance, and whether help was offered and taken.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "health", cite = "SSDA903 OC2: substance misuse")]
pub struct SubstanceMisuse {
    /// When was it found?
    #[field(dates_record)]
    pub found: Moment,
    /// Which substance?
    #[field(line)]
    pub substance: String,
    /// Was help given?
    #[field(line)]
    pub help: SubstanceHelp,
}

/// Whether help with substances was given
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum SubstanceHelp {
    /// Help was received
    Received,
    /// Help was offered, and refused
    Refused,
    /// No help was offered
    NotOffered,
}

/// Conviction
///
/// A looked-after child was convicted, or had a youth caution or youth conditional caution.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "health", cite = "SSDA903 OC2: convicted", check = Conviction::check)]
pub struct Conviction {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Of what?
    #[field(line)]
    pub offence: String,
}

impl Conviction {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("on", self.on, checking)
    }
}
