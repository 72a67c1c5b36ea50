//! The published checks of the looked-after return, by number within what they are about. Rules that need postcodes, a list
//! of providers or last year's return are not run without, and the report says so.

mod adopters;
mod adoption;
mod ages;
mod carried;
mod dates;
mod endings;
mod episodes;
mod header;
mod health;
mod leavers;
mod leaving;
mod links;
pub mod lists;
mod missing;
mod mothers;
mod order;
mod permanence;
mod placements;
mod placing;
mod postcodes;
mod providers;
mod provision;
mod reviews;
mod shapes;
mod subject;
mod uasc;
mod workers;

pub(crate) use shapes::{SHORT, years_on};
pub use subject::{Child, Look, Returns, Rows};

use crate::rules::{FINDINGS, Family, Report, run};

/// Holds a return against the rules of its year, with at most so many threads.
pub fn check(returns: &Returns, threads: usize) -> Report {
    run(FAMILIES, returns, returns.this().year, threads, FINDINGS)
}

/// The rules, by what they are about.
pub const FAMILIES: &[Family<Returns>] = &[
    family("The child", header::RULES),
    family("Unaccompanied children", uasc::RULES),
    family("Mothers", mothers::RULES),
    family("One child, several tables", links::RULES),
    family("Episodes", episodes::RULES),
    family("Episodes in order", order::RULES),
    family("Last year's open episodes", carried::RULES),
    family("Placements", placements::RULES),
    family("Who provides a placement", provision::RULES),
    family("Where a placement is", postcodes::RULES),
    family("Ofsted's registrations", providers::RULES),
    family("Dates", dates::RULES),
    family("Ages and times", ages::RULES),
    family("How episodes end", endings::RULES),
    family("Reviews", reviews::RULES),
    family("Health and wellbeing", health::RULES),
    family("Missing, and deprived of liberty", missing::RULES),
    family("Earlier permanence", permanence::RULES),
    family("Social workers", workers::RULES),
    family("Leaving care", leaving::RULES),
    family("Who is a care leaver", leavers::RULES),
    family("Adoption", adoption::RULES),
    family("Placing for adoption", placing::RULES),
    family("Adopters", adopters::RULES),
];

/// The pages of stories, by name.
pub const STORIES: &[(&str, &str)] = &[
    ("header", include_str!("../../../stories/ssda903/header.md")),
    ("uasc", include_str!("../../../stories/ssda903/uasc.md")),
    ("mothers", include_str!("../../../stories/ssda903/mothers.md")),
    ("links", include_str!("../../../stories/ssda903/links.md")),
    ("episodes", include_str!("../../../stories/ssda903/episodes.md")),
    ("order", include_str!("../../../stories/ssda903/order.md")),
    ("carried", include_str!("../../../stories/ssda903/carried.md")),
    ("placements", include_str!("../../../stories/ssda903/placements.md")),
    ("provision", include_str!("../../../stories/ssda903/provision.md")),
    ("dates", include_str!("../../../stories/ssda903/dates.md")),
    ("ages", include_str!("../../../stories/ssda903/ages.md")),
    ("endings", include_str!("../../../stories/ssda903/endings.md")),
    ("reviews", include_str!("../../../stories/ssda903/reviews.md")),
    ("health", include_str!("../../../stories/ssda903/health.md")),
    ("missing", include_str!("../../../stories/ssda903/missing.md")),
    ("permanence", include_str!("../../../stories/ssda903/permanence.md")),
    ("workers", include_str!("../../../stories/ssda903/workers.md")),
    ("leaving", include_str!("../../../stories/ssda903/leaving.md")),
    ("leavers", include_str!("../../../stories/ssda903/leavers.md")),
    ("adoption", include_str!("../../../stories/ssda903/adoption.md")),
    ("placing", include_str!("../../../stories/ssda903/placing.md")),
    ("adopters", include_str!("../../../stories/ssda903/adopters.md")),
    ("lists", include_str!("../../../stories/ssda903/lists.md")),
];

const fn family(title: &'static str, rules: &'static [crate::rules::Rule<Returns>]) -> Family<Returns> {
    Family {
        title,
        cites: "Department for Education, Children looked-after by local authorities: validation rules",
        rules,
    }
}
