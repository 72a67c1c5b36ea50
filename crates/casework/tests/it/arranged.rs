//! Cover, panels and released cohorts: from when to when, who is told of them, and that their end bites at once.

use crate::emergency::listed;
use crate::kept_from::authority;
use crate::thread::actor;
use casework::access::facts::{Fact, Period, Tied};
use casework::file::AsAt;
use casework::{Actor, Casework, Fresh, Problem, Role};
use jiff::SignedDuration;
use jiff::civil::date;
use practice::ids::PersonId;
use practice::moment::Moment;
use uuid::Uuid;

fn inspector() -> Actor {
    Actor { team: None, ..actor(Role::Inspector) }
}

fn opens(casework: &Casework, who: &Actor, child: PersonId) -> bool {
    casework.file(who, child, AsAt::Now).is_ok()
}

/// What is arranged, as this person is told.
fn told(casework: &Casework, by: &Actor) -> Vec<Uuid> {
    casework.arranged(by).unwrap().all.into_iter().map(|held| held.id).collect()
}

#[test]
fn a_period_is_a_day_at_least_and_a_quarter_at_most() {
    let authority = authority();
    let period = |from, to| authority.casework.period(from, to);
    let day = date(2026, 11, 16);
    let one = period(day, day).unwrap();
    let length = one.until.duration_since(one.from);
    assert_eq!(length, SignedDuration::from_hours(24) - SignedDuration::from_secs(1), "to the last second of one day");
    assert!(period(day, date(2027, 2, 16)).is_ok(), "92 days");
    for (from, to) in [(day, date(2027, 2, 17)), (day, date(2026, 11, 15))] {
        assert!(matches!(period(from, to), Err(Problem::Refused(_))), "{from} to {to}");
    }
}

#[test]
fn what_is_arranged_is_told_until_it_is_over_and_to_nobody_from_whom_the_child_is_hidden() {
    let authority = authority();
    let casework = &authority.casework;
    let (by, other) = (actor(Role::ServiceManager), actor(Role::TeamManager));
    let (ava, leo) = (authority.child(&by, "Ava", "2015-01-01"), authority.child(&by, "Leo", "2012-01-01"));
    let until = casework.now() + SignedDuration::from_hours(48);
    let period = Period { from: casework.now(), until };
    casework.arrange_cover(&by, &"social_worker".into(), &"wyn".into(), period, "On leave").unwrap();
    for child in [ava, leo] {
        casework.tie(&by, &inspector().staff, Tied::Panel, &[child], period, "Inspection").unwrap();
    }
    casework.declare_conflict(&actor(Role::SocialWorker), &"social_worker".into(), ava, "My niece").unwrap();
    let arranged = casework.arranged(&by).unwrap();
    let kinds: Vec<bool> = arranged.all.iter().map(|held| matches!(held.fact, Fact::Cover { .. })).collect();
    assert_eq!(kinds, [true, false, false], "a conflict is not arranged");
    assert_eq!((arranged.names.of(ava), arranged.names.of(leo)), ("Ava Brook", "Leo Brook"));
    let ids = told(casework, &by);

    listed(&authority, leo, &["team_manager"]);
    assert_eq!(told(casework, &by), ids[..2], "who is hidden is not named");
    assert_eq!(casework.end_arranged(&by, ids[2], "Over"), Err(Problem::NotFound), "nor is their tie ended");
    assert_eq!(told(casework, &Actor { fresh: Fresh::Passkey, ..other }), ids, "whoever may know of the child is told");

    for (moment, stands) in [(until - SignedDuration::from_secs(1), 2), (until, 0)] {
        authority.move_to(Moment::of(moment));
        assert_eq!(told(casework, &by).len(), stands, "at {moment}");
    }
}

#[test]
fn what_is_ended_bites_at_once_and_is_ended_once() {
    let authority = authority();
    let casework = &authority.casework;
    let by = actor(Role::ServiceManager);
    let ava = authority.child(&by, "Ava", "2015-01-01");
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 20)).unwrap();
    casework.tie(&by, &inspector().staff, Tied::Panel, &[ava], period, "Inspection").unwrap();
    casework.arrange_cover(&by, &"social_worker".into(), &"wyn".into(), period, "On leave").unwrap();
    assert!(opens(casework, &inspector(), ava));
    for id in told(casework, &by) {
        assert_eq!(casework.end_arranged(&actor(Role::SocialWorker), id, "Over"), Err(Problem::NotAllowed));
        casework.end_arranged(&by, id, "Over").unwrap();
        assert!(!told(casework, &by).contains(&id));
    }
    assert!(!opens(casework, &inspector(), ava));
    // What is not arranged is not ended here.
    casework.declare_conflict(&actor(Role::SocialWorker), &"social_worker".into(), ava, "My niece").unwrap();
    let conflict = casework.conflicts(&Actor { fresh: Fresh::Passkey, ..by.clone() }).unwrap().all[0].id;
    assert_eq!(casework.end_arranged(&by, conflict, "Over"), Err(Problem::NotFound));
    assert_eq!(casework.end_arranged(&by, Uuid::nil(), "Over"), Err(Problem::NotFound));
}

#[test]
fn only_a_young_person_or_a_parent_has_a_file_of_their_own() {
    let authority = authority();
    let casework = &authority.casework;
    let by = actor(Role::ServiceManager);
    let ava = authority.child(&by, "Ava", "2015-01-01");
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 20)).unwrap();
    let tie = |role: Role, tie, people: &[PersonId]| {
        casework.tie(&by, &role.name().into(), tie, people, period, "Their own").is_ok()
    };
    for role in Role::ALL {
        assert_eq!(tie(role, Tied::Own, &[ava]), matches!(role, Role::YoungPerson | Role::Parent), "{role:?}");
        assert!(tie(role, Tied::Panel, &[ava]), "{role:?}");
        assert!(!tie(role, Tied::Panel, &[]), "{role:?}: it is about somebody");
    }
}
