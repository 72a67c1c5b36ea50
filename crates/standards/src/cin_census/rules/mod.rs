//! The rules of the children in need census, by family. [`check`] holds a return against them.

mod assessment;
mod child;
mod cin_plan;
mod closure;
mod columns;
mod conference;
mod disability;
mod episode;
mod identity;
mod pre_proceedings;
mod protection_plan;
mod pupil_number;
mod section47;
mod shapes;
mod subject;

use jiff::civil::Date;

use super::Census;
use crate::rules::{FINDINGS, Family, Report, run};

pub use subject::Cin;

/// Where the rules are published. Our words and readings are our own.
const PUBLISHED: &str = "Department for Education, children in need census, technical specification: validation rules";
/// Rules not yet in force.
const DRAFT: &str = "Draft for the 2027 children in need census, as published by Data to Insight in csc-validator-be-cin, \
                     branch pre-proceedings-rules (191b97f)";

/// Every rule, by what it is about.
pub static FAMILIES: &[Family<Cin>] = &[
    Family { title: "The return and its children", cites: PUBLISHED, rules: identity::RULES },
    Family { title: "Pupil numbers", cites: PUBLISHED, rules: pupil_number::RULES },
    Family { title: "Birth, death, sex and ethnicity", cites: PUBLISHED, rules: child::RULES },
    Family { title: "Disability", cites: PUBLISHED, rules: disability::RULES },
    Family { title: "Episodes of need", cites: PUBLISHED, rules: episode::RULES },
    Family { title: "Closure and no further action", cites: PUBLISHED, rules: closure::RULES },
    Family { title: "Assessments", cites: PUBLISHED, rules: assessment::RULES },
    Family { title: "Section 47 enquiries", cites: PUBLISHED, rules: section47::RULES },
    Family { title: "Initial conferences", cites: PUBLISHED, rules: conference::RULES },
    Family { title: "Child in need plans", cites: PUBLISHED, rules: cin_plan::RULES },
    Family { title: "Child protection plans", cites: PUBLISHED, rules: protection_plan::RULES },
    Family { title: "Pre-proceedings", cites: DRAFT, rules: pre_proceedings::RULES },
];

/// The pages of stories: name, and text.
pub const STORIES: &[(&str, &str)] = &[
    ("assessment", include_str!("../../../stories/cin/assessment.md")),
    ("child", include_str!("../../../stories/cin/child.md")),
    ("cin_plan", include_str!("../../../stories/cin/cin_plan.md")),
    ("closure", include_str!("../../../stories/cin/closure.md")),
    ("conference", include_str!("../../../stories/cin/conference.md")),
    ("disability", include_str!("../../../stories/cin/disability.md")),
    ("episode", include_str!("../../../stories/cin/episode.md")),
    ("identity", include_str!("../../../stories/cin/identity.md")),
    ("pre_proceedings", include_str!("../../../stories/cin/pre_proceedings.md")),
    ("protection_plan", include_str!("../../../stories/cin/protection_plan.md")),
    ("pupil_number", include_str!("../../../stories/cin/pupil_number.md")),
    ("section47", include_str!("../../../stories/cin/section47.md")),
];

/// Holds a return against the rules of a collection year, with at most so many threads.
///
/// A reference date that is missing or cannot be read is taken to be 31 March of the year, so that the other rules
/// still work; rule 100 reports it.
pub fn check(census: Census, year: i16, threads: usize) -> Report {
    check_as_at(census, year, Date::MAX, threads)
}

/// The same before the year is over: what a rule calls late is late on that day.
pub fn check_as_at(census: Census, year: i16, on: Date, threads: usize) -> Report {
    run(FAMILIES, &Cin::as_at(census, year, on), year, threads, FINDINGS)
}
