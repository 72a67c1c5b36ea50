//! Our own checks of the lists: what an inspector would ask about, found before.

mod adoption;
mod care;
mod early;
mod every;
mod links;
mod need;
mod plans;
mod shapes;
mod subject;

pub(crate) use shapes::years;
pub use subject::{Child, Lists};

use crate::rules::{FINDINGS, Family, Report, run};

/// Holds the lists against the checks, with at most so many threads.
pub fn check(lists: &Lists, threads: usize) -> Report {
    run(FAMILIES, lists, lists.as_at.map_or(2026, |day| day.year()), threads, FINDINGS)
}

/// The checks, by what they are about.
pub const FAMILIES: &[Family<Lists>] = &[
    family("Every list", every::RULES),
    family("Contacts to assessments", early::RULES),
    family("Children in need", need::RULES),
    family("Enquiries and plans", plans::RULES),
    family("Children in care, and leaving it", care::RULES),
    family("Adoption", adoption::RULES),
    family("One child, several lists", links::RULES),
];

/// The pages of stories, by name.
pub const STORIES: &[(&str, &str)] = &[
    ("every", include_str!("../../../stories/annex_a/every.md")),
    ("early", include_str!("../../../stories/annex_a/early.md")),
    ("need", include_str!("../../../stories/annex_a/need.md")),
    ("plans", include_str!("../../../stories/annex_a/plans.md")),
    ("care", include_str!("../../../stories/annex_a/care.md")),
    ("adoption", include_str!("../../../stories/annex_a/adoption.md")),
    ("links", include_str!("../../../stories/annex_a/links.md")),
];

const fn family(title: &'static str, rules: &'static [crate::rules::Rule<Lists>]) -> Family<Lists> {
    Family { title, cites: "Goldthread's own checks of the lists of Annex A", rules }
}
