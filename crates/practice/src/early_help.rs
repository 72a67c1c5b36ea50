//! Early help: the step to it, with a plan and a named lead.

use crate::answer::{Link, Prose};
use crate::codes::{Agency, Code, ThresholdLevel};
use crate::front_door::Contact;
use crate::moment::Moment;
use crate::{Choice, Record};

/// Step to early help
///
/// Hands help to an early help lead with what is to be done, not only a closure.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "early_help", cite = "Children Act 2004 s.10; Working Together 2023, ch.3")]
pub struct StepToEarlyHelp {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// From which contact?
    pub contact: Option<Link<Contact>>,
    /// Level of need
    pub threshold: Code<ThresholdLevel>,
    /// Agency that leads
    #[field(line)]
    pub lead_agency: Code<Agency>,
    /// Lead practitioner
    #[field(line)]
    pub lead: String,
    /// Does the family agree?
    pub agreed: FamilyAgrees,
    /// What help, and what should be different for the child?
    pub help: Prose,
    /// What stays in place, and what would bring the child back?
    pub safety_net: Prose,
}

/// Whether the family agrees
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum FamilyAgrees {
    /// Yes
    Yes,
    /// No
    No {
        /// What happens instead?
        instead: Prose,
    },
}

/// Early help ended
///
/// Help has ended, with what changed.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "early_help", cite = "Working Together 2023, ch.3")]
pub struct EarlyHelpEnded {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// What is different for the child?
    #[field(line)]
    pub changed: Prose,
    /// Why did it end?
    pub why: EarlyHelpEnd,
}

/// Why early help ended
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum EarlyHelpEnd {
    /// Needs met
    NeedsMet,
    /// Stepped up to children's social care
    SteppedUp,
    /// The family no longer wants it
    FamilyDeclined,
    /// The family moved away
    Moved,
}
