//! Episodes of need: referral, need, closure, and one at a time.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::super::rows::{Child, CinDetails};
use super::columns::{BORN, CLOSED, DIED, EXPECTED, NEED, NFA, REASON, REFERRED, SOURCE};
use super::shapes::{
    at_most_one, by_death, child, day_before, given_by_end, in_order, in_year, one_at_a_time, per_episode,
};

use super::subject::Cin;
use crate::rules::{Rule, always, error, query};

const CORRECT_ONE: &str = "Correct whichever of the two dates is wrong.";

/// The census has asked where a referral came from since this day.
const SOURCE_SINCE: Date = date(2013, 4, 1);

pub const RULES: &[Rule<Cin>] = &[
    query(
        "8555Q",
        "The child was referred after the recorded date of death.",
        CORRECT_ONE,
        &[REFERRED.name, DIED.name],
        per_episode!(|_, child, row, found| by_death(child, row, &REFERRED, found)),
    ),
    query(
        "8569Q",
        "A referral from before the census year is marked no further action.",
        "Leave out referrals of earlier years that led to no further action, or correct the date or ReferralNFA.",
        &[REFERRED.name, NFA.name],
        per_episode!(|cin, _, row, found| {
            if REFERRED.day(row).is_some_and(|day| day < cin.earlier_referral) && !NFA.no(row) {
                found.flag([REFERRED.at(row), NFA.at(row)]);
            }
        }),
    ),
    query(
        "8585Q",
        "The case was closed because the child died, but no date of death is given.",
        "Give PersonDeathDate, or correct the reason for closure.",
        &[DIED.name, REASON.name],
        per_episode!(|_, child, row, found| {
            if REASON.is(row, &["RC2"]) && DIED.none(&child.identifiers) {
                found.flag([DIED.at(&child.identifiers), REASON.at(row)]);
            }
        }),
    ),
    error(
        "8600",
        "The referral date is missing or after the census year.",
        "Give the date the referral was received.",
        &[REFERRED.name],
        per_episode!(|cin, _, row, found| given_by_end(cin, row, &REFERRED, found)),
    ),
    error(
        "8606",
        "The referral is more than 40 weeks before the (expected) birth.",
        CORRECT_ONE,
        &[REFERRED.name, BORN.name, EXPECTED.name],
        per_episode!(|_, child, row, found| {
            let who = &child.identifiers;
            let Some(referred) = REFERRED.day(row) else { return };
            for column in [&BORN, &EXPECTED] {
                if column.day(who).is_some_and(|born| referred < born.saturating_sub(280.days())) {
                    found.flag([REFERRED.at(row), column.at(who)]);
                }
            }
        }),
    ),
    error(
        "8610",
        "The primary need code is missing on a referral that went further.",
        "Give the PrimaryNeedCode, or correct ReferralNFA.",
        &[NEED.name, NFA.name],
        per_episode!(|_, _, row, found| {
            if NFA.no(row) && NEED.blank(row) {
                found.flag([NEED.at(row), NFA.at(row)]);
            }
        }),
    ),
    error(
        "8620",
        "The closure date is outside the census year.",
        "Correct the date; leave out episodes closed before the year began.",
        &[CLOSED.name],
        per_episode!(|cin, _, row, found| in_year(cin, row, &CLOSED, found)),
    ),
    error(
        "8630",
        "The case closes before it was referred.",
        CORRECT_ONE,
        &[CLOSED.name, REFERRED.name],
        per_episode!(|_, _, row, found| in_order((&REFERRED, row), (&CLOSED, row), found)),
    ),
    error(
        "8650",
        "The primary need code is not valid.",
        "Give one of N0 to N9.",
        &[NEED.name],
        per_episode!(|_, _, row, found| {
            if NEED.unknown(row) {
                found.flag([NEED.at(row)]);
            }
        }),
    ),
    error(
        "8815",
        "The child has more than one open episode.",
        "Close the episodes that have ended, or join them.",
        &[CLOSED.name],
        &[always(child(|_, child, found| at_most_one(open(child), &CLOSED, found)))],
    ),
    error(
        "8816",
        "An open episode is not the child's latest one.",
        "Close the earlier episode, or correct the referral dates.",
        &[REFERRED.name],
        &[always(child(|_, child, found| {
            let latest = child.episodes.iter().filter(|row| !REFERRED.none(row)).max_by_key(|row| REFERRED.day(row));
            let Some(latest) = latest else { return };
            for row in open(child).filter(|row| !REFERRED.none(row) && REFERRED.day(row) < REFERRED.day(latest)) {
                found.flag([REFERRED.at(row), REFERRED.at(latest)]);
            }
        }))],
    ),
    error(
        "8820",
        "Two episodes of this child overlap.",
        "Correct the dates, or join the two episodes.",
        &[REFERRED.name, CLOSED.name],
        &[always(child(|cin, child, found| {
            let rows: Vec<&CinDetails> = child.episodes.iter().collect();
            let until = |row: &CinDetails| match CLOSED.day(row) {
                Some(closed) => Some(day_before(closed)),
                None => NFA.no(row).then(|| day_before(cin.reference)),
            };
            one_at_a_time(&rows, &REFERRED, &CLOSED, until, found);
        }))],
    ),
    error(
        "8866",
        "The source of referral is missing or not a valid code.",
        "Give a code of the ReferralSource list.",
        &[SOURCE.name, REFERRED.name],
        per_episode!(|_, _, row, found| {
            if REFERRED.day(row).is_some_and(|day| day >= SOURCE_SINCE) && SOURCE.none(row) {
                found.flag([SOURCE.at(row), REFERRED.at(row)]);
            }
        }),
    ),
];

/// Episodes that went further and have not been closed.
fn open(child: &Child) -> impl Iterator<Item = &CinDetails> {
    child.episodes.iter().filter(|row| CLOSED.none(row) && NFA.no(row))
}
