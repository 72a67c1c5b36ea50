//! The published checks of the looked-after return, by number within what they are about. The rules
//! here need no postcodes and no list of providers; the others are still to come.

mod adoption;
mod dates;
mod endings;
mod episodes;
mod header;
mod health;
mod leaving;
mod placements;
mod reviews;
mod shapes;
mod subject;

pub use subject::{Child, Returns, Rows};

use crate::rules::{FINDINGS, Family, Report, run};

/// Holds a return against the rules of its year, with at most so many threads.
pub fn check(returns: &Returns, threads: usize) -> Report {
    run(FAMILIES, returns, returns.this().year, threads, FINDINGS)
}

/// The rules, by what they are about.
pub const FAMILIES: &[Family<Returns>] = &[
    family("The child", header::RULES),
    family("Episodes", episodes::RULES),
    family("Placements", placements::RULES),
    family("Dates", dates::RULES),
    family("How episodes end", endings::RULES),
    family("Reviews", reviews::RULES),
    family("Health and wellbeing", health::RULES),
    family("Leaving care", leaving::RULES),
    family("Adoption", adoption::RULES),
];

/// The pages of stories, by name.
pub const STORIES: &[(&str, &str)] = &[
    ("header", include_str!("../../../stories/ssda903/header.md")),
    ("episodes", include_str!("../../../stories/ssda903/episodes.md")),
    ("placements", include_str!("../../../stories/ssda903/placements.md")),
    ("dates", include_str!("../../../stories/ssda903/dates.md")),
    ("endings", include_str!("../../../stories/ssda903/endings.md")),
    ("reviews", include_str!("../../../stories/ssda903/reviews.md")),
    ("health", include_str!("../../../stories/ssda903/health.md")),
    ("leaving", include_str!("../../../stories/ssda903/leaving.md")),
    ("adoption", include_str!("../../../stories/ssda903/adoption.md")),
];

const fn family(title: &'static str, rules: &'static [crate::rules::Rule<Returns>]) -> Family<Returns> {
    Family {
        title,
        cites: "Department for Education, Children looked-after by local authorities: validation rules",
        rules,
    }
}
