//! A figure broken down: the same cases, by one thing known of each.

use super::cases::Case;
use super::events::{NOBODY, Who};
use super::index::{Index, code};
use super::{Built, Outcome, figure};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a figure may be broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The team that works with the child on the day.
    Team,
    /// The worker.
    Worker,
    /// The broad ethnic group.
    Ethnicity,
    AgeBand,
    Sex,
    Disability,
    /// The first half of the postcode of the child's home.
    Locality,
    /// Where a looked-after child lives.
    Placement,
}

/// All of them.
pub const ALL: [By; 8] =
    [By::Team, By::Worker, By::Ethnicity, By::AgeBand, By::Sex, By::Disability, By::Locality, By::Placement];

impl By {
    pub fn words(self) -> &'static str {
        match self {
            By::Team => "team",
            By::Worker => "worker",
            By::Ethnicity => "ethnicity",
            By::AgeBand => "age",
            By::Sex => "sex",
            By::Disability => "disability",
            By::Locality => "locality",
            By::Placement => "placement",
        }
    }
}

/// A figure for one group of the cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// The group; "not known" when nothing says.
    pub name: String,
    /// A rate has no value here: there is no estimate of residents for a group.
    pub outcome: Outcome,
}

/// Breaks the cases of a measure down. The groups are in order of name; together they hold every case once.
pub fn breakdown(built: &Built, index: &Index<'_>, cases: &[Case<'_>], by: By, whole: &Outcome) -> Vec<Breakdown> {
    let on = whole.window.to;
    let mut groups: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for case in cases {
        groups.entry(of_case(index, case, on, by)).or_default().push(*case);
    }
    let figures = groups.into_iter().map(|(name, cases)| {
        let mut outcome = figure(built.shape, &cases, whole.window, index.setting);
        if outcome.population.take().is_some() {
            (outcome.value, outcome.of) = (None, 0.0);
        }
        Breakdown { name: name.to_owned(), outcome }
    });
    figures.collect()
}

/// The places of the cases of each group, in the order of [`breakdown`].
pub fn members(index: &Index<'_>, cases: &[Case<'_>], by: By, on: Date) -> Vec<(String, Vec<usize>)> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        groups.entry(of_case(index, case, on, by)).or_default().push(at);
    }
    groups.into_iter().map(|(name, of)| (name.to_owned(), of)).collect()
}

const NOT_KNOWN: &str = "not known";

/// The group a case is in on a day: of a worker the worker's own team, else that of whom it is about.
pub fn of_case<'f>(index: &Index<'f>, case: &Case<'f>, on: Date, by: By) -> &'f str {
    match by {
        By::Team if !case.team.is_empty() => case.team,
        _ => group(index, case.who, on, by),
    }
}

/// The group somebody is in on a day.
pub fn group<'f>(index: &Index<'f>, who: Who, on: Date, by: By) -> &'f str {
    if who == NOBODY {
        return NOT_KNOWN;
    }
    let said = |text: &'f str| if text.is_empty() { NOT_KNOWN } else { text };
    let person = index.person(who);
    match by {
        By::Team | By::Worker => {
            let involved = index.involvements.open_of(who, on).map(|at| &index.facts.involvements[at.row as usize]);
            let referral = || index.referrals.latest(who, on).map(|at| &index.facts.cin_episodes[at.row as usize]);
            said(match (by, involved) {
                (By::Team, Some(row)) if !row.invo_professional_team.is_empty() => &row.invo_professional_team,
                (By::Team, _) => referral().map_or("", |row| &row.cine_referral_team),
                (_, Some(row)) => &row.invo_professional_id,
                _ => referral().map_or("", |row| &row.cine_referral_worker_id),
            })
        }
        By::Ethnicity => match person.map_or("", |one| one.pers_ethnicity.get(..1).unwrap_or("")) {
            "W" => "White",
            "M" => "Mixed",
            "A" => "Asian",
            "B" => "Black",
            "C" => "Chinese",
            "O" => "Other",
            _ => NOT_KNOWN,
        },
        By::AgeBand => match index.age(who, on).map(|age| age.years) {
            None => NOT_KNOWN,
            Some(..1) => "under 1",
            Some(1..=4) => "1 to 4",
            Some(5..=9) => "5 to 9",
            Some(10..=15) => "10 to 15",
            Some(16..=17) => "16 and 17",
            Some(_) => "18 and over",
        },
        By::Sex => said(person.map_or("", |one| &one.pers_sex)),
        By::Disability => match index.disabled(who) {
            true => "disabled",
            false => "not disabled",
        },
        By::Locality => {
            let home = index.addresses.open_of(who, on).map(|at| &index.facts.addresses[at.row as usize]);
            let postcode = home.map_or("", |row| row.addr_address_postcode.trim());
            said(postcode.split_once(' ').map_or("", |(first, _)| first))
        }
        By::Placement => said(index.placement(who, on).map_or("", |(_, row)| code(&row.clap_cla_placement_type))),
    }
}
