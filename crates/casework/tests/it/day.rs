//! Lists for the day's work, a team's own figures, and figures of earlier days: who may, what is noted, what is kept.

use crate::figures::contacts;
use crate::thread::{Authority, actor};
use casework::figures::{DRIFT, lists};
use casework::file::AsAt;
use casework::{Problem, Role};
use jiff::civil::date;
use practice::moment::Moment;
use std::sync::Arc;

#[test]
fn a_list_opens_the_children_for_those_who_may_and_each_is_looked_at() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    let children = contacts(&authority, 4);
    let director = actor(Role::Director);
    let hub = casework.live(&director, "hub").unwrap();
    let mut listed: Vec<_> = hub.rows.iter().map(|(child, _)| child.person).collect();
    listed.sort();
    let mut wanted = children.clone();
    wanted.sort();
    assert_eq!(listed, wanted, "everybody's contact waits");
    assert_eq!(hub.more, 0);
    let looked = casework.store().log_about(children[0], u64::MAX, 1).unwrap();
    assert_eq!(looked[0].entry.action, "view_live_list");
    for list in lists() {
        let found = casework.live(&director, list.name).unwrap();
        assert!(found.rows.iter().all(|(_, cells)| cells.len() == list.columns.len()), "{}", list.name);
        assert_eq!(
            casework.live(&actor(Role::Councillor), list.name).err(),
            Some(Problem::NotAllowed),
            "{}",
            list.name
        );
        assert_eq!(casework.live(&actor(Role::Analyst), list.name).err(), Some(Problem::NotAllowed), "{}", list.name);
    }
    assert_eq!(casework.live(&director, "nothing").err(), Some(Problem::NotFound));
    let stale = casework.take_out_live(&director, "hub").err();
    assert_eq!(stale, Some(Problem::StepUp(casework::Fresh::Code)), "a list leaves only after a second factor");
    casework.store().put_setting(DRIFT, "400").unwrap();
    assert!(casework.live(&director, "drift").unwrap().rows.is_empty());
}

#[test]
fn figures_of_an_earlier_day_are_worked_out_once_until_something_is_written() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    contacts(&authority, 2);
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    let director = actor(Role::Director);
    let day = Moment::day(date(2026, 11, 1));
    for as_at in [AsAt::KnownBy(day), AsAt::TrueOn(day)] {
        let read = || casework.figures(&director, as_at).unwrap();
        let (first, again) = (read(), read());
        assert!(Arc::ptr_eq(&first, &again), "{as_at:?}");
        contacts(&authority, 1);
        authority.move_to(Moment::at(date(2026, 11, 4), 9, 0));
        assert!(!Arc::ptr_eq(&first, &read()), "{as_at:?}: something was written");
    }
}

#[test]
fn a_team_has_its_own_months_and_not_those_of_the_authority() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    casework.put_staff(&[store::Team { id: "east".into(), name: "East".into() }], &[]).unwrap();
    let children = contacts(&authority, 7);
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    let director = actor(Role::Director);
    let received = measures::find("IND-FD-01").unwrap();
    let last = |figures: &casework::figures::Figures| figures.series(received).last().map(|one| one.counted);
    assert_eq!(last(&casework.figures(&director, AsAt::Now).unwrap()), Some(7.0));
    let east = casework.figures_of_team(&director, AsAt::Now, &"east".into()).unwrap();
    assert_eq!(last(&east), Some(0.0), "no team works with them yet");
    assert!(Arc::ptr_eq(&east, &casework.figures_of_team(&director, AsAt::Now, &"east".into()).unwrap()));
    // Its list holds its own children alone, and so do its groups.
    let list = |team: Option<&practice::ids::TeamId>| {
        casework.behind_figure(&director, "IND-FD-01", date(2026, 10, 31), team).unwrap().members.len()
    };
    assert_eq!((list(None), list(Some(&"east".into()))), (children.len(), 0));
    assert!(east.breakdown(received, date(2026, 10, 31), measures::By::Sex).is_empty());
    let of = |role, team: &str| casework.figures_of_team(&actor(role), AsAt::Now, &team.into()).err();
    assert_eq!(of(Role::Councillor, "east"), Some(Problem::NotAllowed));
    assert_eq!(of(Role::Director, "nowhere"), Some(Problem::NotFound));
}
