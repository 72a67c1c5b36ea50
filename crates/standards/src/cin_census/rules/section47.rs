//! Section 47 enquiries.

use super::super::rows::{CinDetails, Section47};
use super::closure::ENQUIRY;
use super::columns::{REFERRED, S47_CONFERENCE, S47_NOT_REQUIRED, S47_START};
use super::shapes::{at_most_one, in_order, one_at_a_time, per_episode, per_row};
use super::subject::Cin;
use crate::rules::{Found, Place, Rule, error, query};

pub const RULES: &[Rule<Cin>] = &[
    error(
        "2889",
        "A section 47 enquiry starts before the referral.",
        "Correct whichever of the two dates is wrong.",
        &[S47_START.name, REFERRED.name],
        per_row!(enquiries, |_, _, episode: &CinDetails, row: &Section47, found: &mut Found| {
            in_order((&REFERRED, episode), (&S47_START, row), found)
        }),
    ),
    query(
        "2991Q",
        "A section 47 enquiry is recorded but the episode has no assessment.",
        "Add the assessment the enquiry was part of.",
        &[ENQUIRY],
        per_episode!(|_, _, episode, found| {
            let places = episode.enquiries.iter().map(|row| Place::new(ENQUIRY, row.line, ""));
            if episode.assessments.is_empty() && !episode.enquiries.is_empty() {
                found.flag(places);
            }
        }),
    ),
    error(
        "8615",
        "The section 47 start date is missing or after its initial conference.",
        "Correct whichever of the two dates is wrong.",
        &[S47_START.name, S47_CONFERENCE.name],
        per_row!(enquiries, |_, _, _, row: &Section47, found: &mut Found| {
            let Some(held) = S47_CONFERENCE.day(row) else { return };
            if S47_START.day(row).is_none_or(|start| start > held) {
                found.flag([S47_START.at(row), S47_CONFERENCE.at(row)]);
            }
        }),
    ),
    query(
        "8675Q",
        "A section 47 enquiry is over 15 working days old with no initial conference.",
        "Give DateOfInitialCPC if it was held, or set ICPCnotRequired to true if none was needed.",
        &[S47_START.name, S47_CONFERENCE.name, S47_NOT_REQUIRED.name],
        per_row!(enquiries, |cin: &Cin, _, _, row: &Section47, found: &mut Found| {
            if awaited(row) && S47_START.day(row).is_some_and(|day| day < cin.conference_due) {
                found.flag([S47_START.at(row), S47_CONFERENCE.at(row), S47_NOT_REQUIRED.at(row)]);
            }
        }),
    ),
    error(
        "8740",
        "A section 47 enquiry without a conference must start within the census year.",
        "Give DateOfInitialCPC or ICPCnotRequired, or correct the start.",
        &[S47_START.name, S47_CONFERENCE.name, S47_NOT_REQUIRED.name],
        per_row!(enquiries, |cin: &Cin, _, _, row: &Section47, found: &mut Found| {
            if awaited(row) && S47_START.day(row).is_some_and(|day| !cin.in_year(day)) {
                found.flag([S47_START.at(row), S47_CONFERENCE.at(row), S47_NOT_REQUIRED.at(row)]);
            }
        }),
    ),
    error(
        "8839",
        "Two or more section 47 enquiries are open in this episode.",
        "Give DateOfInitialCPC, or set ICPCnotRequired to true, for those that have ended.",
        &[S47_CONFERENCE.name],
        per_episode!(|_, _, episode, found| {
            let open = |row: &&Section47| S47_CONFERENCE.none(row) && !S47_NOT_REQUIRED.yes(row);
            at_most_one(episode.enquiries.iter().filter(open), &S47_CONFERENCE, found);
        }),
    ),
    error(
        "8890",
        "A section 47 enquiry starts while another is still open.",
        "Correct the dates, or join the two enquiries.",
        &[S47_START.name, S47_CONFERENCE.name],
        per_episode!(|cin, _, episode, found| {
            let rows: Vec<&Section47> = episode.enquiries.iter().collect();
            let until = |row: &Section47| match S47_CONFERENCE.day(row) {
                Some(held) => Some(held),
                None => (!S47_NOT_REQUIRED.yes(row)).then_some(cin.reference),
            };
            one_at_a_time(&rows, &S47_START, &S47_CONFERENCE, until, found);
        }),
    ),
];

/// Whether a conference is still to come.
fn awaited(row: &Section47) -> bool {
    S47_CONFERENCE.none(row) && S47_NOT_REQUIRED.no(row)
}
