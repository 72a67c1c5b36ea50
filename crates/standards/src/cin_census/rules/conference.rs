//! Initial child protection conferences.

use std::collections::HashSet;

use jiff::civil::Date;

use super::super::rows::{Child, CinDetails, ProtectionPlan, Section47};
use super::columns::{CONFERENCE, CPP_START, REFERRED, S47_CONFERENCE, S47_NOT_REQUIRED, S47_TARGET};
use super::shapes::{child, each, in_order, in_year, on_weekday, per_episode, per_row};
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, always, error, query, whole};

pub const RULES: &[Rule<Cin>] = &[
    error(
        "1104",
        "The initial child protection conference is dated before the referral.",
        "Correct whichever of the two dates is wrong.",
        &[S47_CONFERENCE.name, REFERRED.name],
        per_row!(enquiries, |_, _, episode: &CinDetails, row: &Section47, found: &mut Found| {
            in_order((&REFERRED, episode), (&S47_CONFERENCE, row), found)
        }),
    ),
    error(
        "2883",
        "More child protection plans start in the year than initial conferences are recorded.",
        "Check that each conference that led to a plan is in the return.",
        &[],
        &[always(whole(more_plans))],
    ),
    error(
        "2884",
        "The same initial conference is recorded both on the episode and on a section 47 enquiry.",
        "Keep the date on the enquiry that led to the conference, and take it out of CINdetails.",
        &[S47_CONFERENCE.name, CONFERENCE.name],
        &[always(child(recorded_twice))],
    ),
    error(
        "2885",
        "A child protection plan starts on a different day from its initial conference.",
        "Correct the start of the plan or the date of the conference.",
        &[CPP_START.name, S47_CONFERENCE.name, CONFERENCE.name],
        per_episode!(|cin, _, episode, found| starts_at_conference(cin, episode, found)),
    ),
    error(
        "8715",
        "The initial conference date is outside the census year.",
        "Correct the date; leave out enquiries whose conference was in an earlier year.",
        &[S47_CONFERENCE.name],
        per_row!(enquiries, |cin, _, _, row: &Section47, found: &mut Found| in_year(cin, row, &S47_CONFERENCE, found)),
    ),
    query(
        "8870Q",
        "The target date for the initial conference is at a weekend.",
        "Give the fifteenth working day after the strategy discussion.",
        &[S47_TARGET.name],
        per_row!(enquiries, |_, _, _, row: &Section47, found: &mut Found| on_weekday(row, &S47_TARGET, found)),
    ),
    error(
        "8875",
        "The initial conference is dated at a weekend.",
        "Correct the date.",
        &[S47_CONFERENCE.name],
        per_row!(enquiries, |_, _, _, row: &Section47, found: &mut Found| on_weekday(row, &S47_CONFERENCE, found)),
    ),
];

fn more_plans(cin: &Cin, found: &mut Found) {
    let within = |day: Option<Date>| day.is_some_and(|day| cin.in_year(day));
    let (mut plans, mut conferences) = (0_usize, 0_usize);
    for episode in cin.census.children.iter().flat_map(|child| &child.episodes) {
        plans += episode.protection_plans.iter().filter(|row| within(CPP_START.day(row))).count();
        conferences += usize::from(within(CONFERENCE.day(episode)));
        conferences += episode.enquiries.iter().filter(|row| within(S47_CONFERENCE.day(row))).count();
    }
    if plans > conferences {
        found.flag_return();
    }
}

fn recorded_twice(_: &Cin, child: &Child, found: &mut Found) {
    let days: HashSet<Date> = child.episodes.iter().filter_map(|row| CONFERENCE.day(row)).collect();
    if days.is_empty() {
        return;
    }
    let enquiries: Vec<&Section47> = each(child, |row| &row.enquiries).map(|(_, row)| row).collect();
    let both: HashSet<Date> =
        enquiries.iter().filter_map(|row| S47_CONFERENCE.day(row)).filter(|day| days.contains(day)).collect();
    let mut both: Vec<Date> = both.into_iter().collect();
    both.sort_unstable();
    if both.is_empty() {
        return;
    }
    let held = |day: Option<Date>| day.is_some_and(|day| both.contains(&day));
    let first = enquiries.iter().filter(|row| held(S47_CONFERENCE.day(row))).map(|row| S47_CONFERENCE.at(row));
    let second = child.episodes.iter().filter(|row| held(CONFERENCE.day(row))).map(|row| CONFERENCE.at(row));
    found.flag(first.chain(second));
}

/// The enquiries that led to a conference decide, or may have; without any, the date on the episode.
fn starts_at_conference(cin: &Cin, episode: &CinDetails, found: &mut Found) {
    let in_scope = |row: &&ProtectionPlan| CPP_START.day(row).is_some_and(|day| cin.in_year(day));
    let plans: Vec<&ProtectionPlan> = episode.protection_plans.iter().filter(in_scope).collect();
    if plans.is_empty() {
        return;
    }
    let enquiries: Vec<&Section47> = episode.enquiries.iter().filter(|row| !S47_NOT_REQUIRED.yes(row)).collect();
    let days: HashSet<Date> = if enquiries.is_empty() {
        CONFERENCE.day(episode).into_iter().collect()
    } else {
        enquiries.iter().filter_map(|row| S47_CONFERENCE.day(row)).collect()
    };
    let matches = |row: &ProtectionPlan| CPP_START.day(row).is_some_and(|day| days.contains(&day));
    let apart: Vec<&ProtectionPlan> = plans.iter().copied().filter(|row| !matches(row)).collect();
    for row in &apart {
        found.flag([CPP_START.at(row)]);
    }
    if apart.len() == plans.len() {
        let places: Vec<Place> = if enquiries.is_empty() {
            vec![CONFERENCE.at(episode)]
        } else {
            enquiries.iter().map(|row| S47_CONFERENCE.at(row)).collect()
        };
        found.flag(places);
    }
}
