//! The measures, a stage of the journey to a file. Adding one is its declaration and its story.

mod adoption;
mod asked;
mod assessment;
mod care;
mod court;
mod early_help;
mod front_door;
mod health;
mod leaving_care;
mod need;
mod placements;
mod protection;
mod reviews;
mod workforce;

use crate::engine::Built;

/// Every list.
pub const BUILT: &[&[Built]] = &[
    front_door::MEASURES,
    early_help::MEASURES,
    assessment::MEASURES,
    need::MEASURES,
    protection::MEASURES,
    reviews::MEASURES,
    court::MEASURES,
    care::MEASURES,
    placements::MEASURES,
    health::MEASURES,
    adoption::MEASURES,
    leaving_care::MEASURES,
    asked::MEASURES,
    workforce::MEASURES,
];

/// The tables that measures read beside those they cannot do without: each table, and whose figures it may change. A test
/// takes rows out of every table to find one that is not named.
pub const ALSO: &[(&str, &[&str])] = &[
    ("ssd_early_help_episodes", &["IND-EH-04", "IND-EH-05"]),
    ("ssd_cin_episodes", &["IND-AS-01", "IND-AS-05"]),
    ("ssd_cp_plans", &["IND-CIN-03", "IND-CIN-06"]),
    ("ssd_cla_episodes", &["IND-CIN-06"]),
    ("ssd_disability", &["IND-CIN-06"]),
    ("ssd_s47_enquiry", &["IND-CP-04"]),
    ("ssd_permanence", &["IND-PLO-03", "IND-PLO-04"]),
    ("ssd_care_leavers", &["IND-CL-11"]),
];

/// What every file of measures uses.
mod tools {
    pub use crate::engine::due::{days_before, days_between, dues, earlier, months_before};
    pub use crate::engine::index::{code, flag, once};
    pub use crate::engine::{Built, Cases, Event, Gap, Index, NOBODY, Period, Shape, Window};
    pub use jiff::ToSpan;
    pub use jiff::civil::Date;
    pub use practice::calendar::Calendar;
}
