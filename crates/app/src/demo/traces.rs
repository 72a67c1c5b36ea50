//! What people leave behind without writing a record: contacts claimed on the board, files looked at.

use super::Plan;
use super::chance::Chance;
use crate::failure::Outcome;
use casework::Role;
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use std::collections::BTreeSet;
use store::{LogEntry, Staff, Store, Whose};

/// How many days of looks there are.
const DAYS: i32 = 28;
/// Contacts that wait which somebody has claimed.
const CLAIMED: f64 = 0.45;

/// Claims some of the contacts that wait, and notes who looked at what in the last weeks.
pub(super) fn left(store: &dyn Store, plan: &Plan) -> Outcome {
    let mut chance = Chance::of(plan.seed, u64::MAX - 2);
    let (_, staff) = store.staff()?;
    let working = |role: Role| {
        let all = staff.iter().filter(move |one| one.active && one.role == role.name());
        all.map(|one| one.id.clone()).collect::<Vec<StaffId>>()
    };
    let screeners = working(Role::Screener);
    let mut seen = BTreeSet::new();
    for row in store.waiting(usize::MAX)? {
        if seen.insert(row.waiting.contact) && chance.happens(CLAIMED) {
            let since = row.waiting.received.start_instant().saturating_add(minutes(i64::from(chance.between(3, 90))));
            let at = since.unwrap_or(plan.until).min(plan.until);
            store.claim(row.waiting.contact, chance.one(&screeners), at, false)?;
        }
    }
    let mut looks = Vec::new();
    let (managers, chairs, nights) =
        (working(Role::TeamManager), working(Role::ConferenceChair), working(Role::OutOfHours));
    let mut note = |by: &StaffId, person: Option<PersonId>, action: &str, chance: &mut Chance, night: bool| {
        let role = staff.iter().find(|one| one.id == *by).map(|one| one.role.clone()).unwrap_or_default();
        let entry = LogEntry::new(instant(plan, chance, night), by, action);
        looks.push(LogEntry { role, people: person.into_iter().collect(), ..entry });
    };
    for child in store.children(&Whose::All, usize::MAX)? {
        let person = Some(child.person);
        if let Some(worker) = &child.worker {
            for _ in 0..chance.between(1, 6) {
                let action = *chance.one(&["view_file", "view_file", "view_record", "view_chronology", "view_family"]);
                note(worker, person, action, &mut chance, false);
            }
        }
        let team = |one: &&Staff| one.active && one.team == child.team && managers.contains(&one.id);
        if let Some(manager) = staff.iter().find(team).filter(|_| chance.happens(0.85)) {
            note(&manager.id, person, "view_file", &mut chance, false);
        }
        if child.stages.iter().any(|stage| stage == "protection_plan") && chance.happens(0.5) {
            let chair = chance.one(&chairs).clone();
            note(&chair, person, "view_file", &mut chance, false);
        }
        if chance.happens(0.04) {
            let by = chance.one(&nights).clone();
            note(&by, person, "view_file", &mut chance, true);
        }
        // Now and then somebody looks whose work it is not: for an audit to find, and to ask about.
        if chance.happens(0.006) {
            let by = chance.one(&screeners).clone();
            note(&by, person, "view_file", &mut chance, true);
        }
    }
    for one in staff.iter().filter(|one| one.active && one.role != Role::Administrator.name()) {
        for _ in 0..chance.between(2, 12) {
            let action = *chance.one(&["view_my_work", "view_my_work", "search", "view_team_work"]);
            note(&one.id, None, action, &mut chance, false);
        }
    }
    looks.sort_by(|one, other| (one.at, &one.by, &one.people).cmp(&(other.at, &other.by, &other.people)));
    Ok(store.log(&looks)?)
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// A time in the last weeks: in working hours of a working day, or late in an evening.
fn instant(plan: &Plan, chance: &mut Chance, night: bool) -> Timestamp {
    let today = Moment::of(plan.until).date;
    let day = super::chance::plus(today, -chance.between(0, DAYS));
    let day = if night { day } else { practice::calendar::Calendar::england().working_day_on_or_after(day) };
    let hour = if night { chance.between(19, 23) } else { chance.between(8, 17) };
    let at = Moment::at(day, i8::try_from(hour).unwrap_or(12), i8::try_from(chance.between(0, 59)).unwrap_or(0));
    at.start_instant().min(plan.until)
}
