//! Figures over records: the same numbers whoever looks, small ones hidden from those who see aggregates alone, the list for
//! those who may open files, words kept for ever, and what was known then.

use crate::thread::{Authority, actor};
use casework::figures::Comment;
use casework::file::AsAt;
use casework::{Problem, Role};
use jiff::civil::{Date, date};
use measures::narrative::Figures as Held;
use practice::ids::PersonId;
use practice::moment::Moment;

/// Contacts about so many children on a day in October.
pub fn contacts(authority: &Authority, count: usize) -> Vec<PersonId> {
    let screener = actor(Role::Screener);
    let words = [
        ("route", "public"),
        ("source", "1D"),
        ("concern", "Shouting at night"),
        ("child_words._", "not_asked"),
        ("danger_now", "no"),
    ];
    let mut children = Vec::new();
    for number in 0..count {
        let child = authority.child(&screener, &format!("Ava{number}"), "2014-05-06");
        authority.record(&screener, "contact", &[child], &words);
        children.push(child);
    }
    children
}

/// A contact of an earlier day, written down now.
pub fn told_late(authority: &Authority, received: Date) {
    let screener = actor(Role::Screener);
    let late = authority.child(&screener, "Late", "2015-01-01");
    let (day, month, year) = (received.day().to_string(), received.month().to_string(), received.year().to_string());
    let words = [
        ("received.day", day.as_str()),
        ("received.month", &month),
        ("received.year", &year),
        ("received.time", "10:00"),
        ("route", "public"),
        ("source", "1D"),
        ("concern", "Told at the desk"),
        ("child_words._", "not_asked"),
        ("danger_now", "no"),
    ];
    authority.record(&screener, "contact", &[late], &words);
}

#[test]
fn a_figure_opens_the_children_behind_it_and_few_children_are_hidden_from_a_councillor() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    let children = contacts(&authority, 3);
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    let (director, councillor) = (actor(Role::Director), actor(Role::Councillor));
    let received = measures::find("IND-FD-01").unwrap();
    let figures = casework.figures(&director, AsAt::Now).unwrap();
    let outcome = figures.latest(received).unwrap();
    assert_eq!((outcome.value, outcome.window.to), (Some(3.0), date(2026, 10, 31)));
    assert!(casework.sees_figures(&director).may_show(received, outcome));
    assert!(!casework.sees_figures(&councillor).may_show(received, outcome), "three children are few");
    casework.figures(&councillor, AsAt::Now).unwrap();

    let behind = casework.behind_figure(&director, "IND-FD-01", date(2026, 10, 31), None).unwrap();
    let mut listed: Vec<PersonId> =
        behind.members.iter().filter_map(|one| one.child.as_ref()).map(|one| one.person).collect();
    listed.sort();
    let mut wanted = children.clone();
    wanted.sort();
    assert_eq!(listed, wanted);
    let looked = casework.store().log_about(children[0], u64::MAX, 1).unwrap();
    assert_eq!(looked[0].entry.action, "view_figure_list", "a list of children is a look at each");
    let refused = casework.behind_figure(&councillor, "IND-FD-01", date(2026, 10, 31), None).err();
    assert_eq!(refused, Some(Problem::NotAllowed));
    assert_eq!(casework.figures(&actor(Role::SocialWorker), AsAt::Now).err(), Some(Problem::NotAllowed));
}

#[test]
fn what_was_known_then_is_not_what_is_known_now() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    contacts(&authority, 2);
    // A third of 6 October, written down in November.
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    told_late(&authority, date(2026, 10, 6));
    authority.move_to(Moment::at(date(2026, 11, 9), 9, 0));
    let director = actor(Role::Director);
    let received = measures::find("IND-FD-01").unwrap();
    let value = |as_at| casework.figures(&director, as_at).unwrap().latest(received).unwrap().value;
    let day = Moment::day(date(2026, 11, 1));
    assert_eq!(value(AsAt::TrueOn(day)), Some(3.0), "true then");
    assert_eq!(value(AsAt::KnownBy(day)), Some(2.0), "known then");
    assert_eq!(value(AsAt::Now), Some(3.0));
}

#[test]
fn words_are_kept_with_a_figure_and_a_claim_its_figures_contradict_is_asked_about_first() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    let director = actor(Role::Director);
    let others = vec![("statistical neighbours".to_owned(), 22.94)];
    let held = Held { about: String::new(), ours: 23.1, before: None, others, higher_is_better: Some(false) };
    let claim = Comment {
        key: "one".into(),
        measure: "IND-FD-07".into(),
        says: "Re-referrals are comparatively low.".into(),
        will_do: "Look at each.".into(),
        anyway: false,
    };
    let wrong = casework.comment(&director, &claim, "23.1%", &held).unwrap();
    assert_eq!(wrong.len(), 1);
    assert!(casework.commentary(&director).unwrap().is_empty(), "nothing is kept yet");
    let anyway = Comment { anyway: true, ..claim.clone() };
    for _ in 0..2 {
        assert!(casework.comment(&director, &anyway, "23.1%", &held).unwrap().is_empty());
    }
    let said = casework.commentary(&director).unwrap();
    assert_eq!(said.len(), 1, "the same form sent twice is kept once");
    assert_eq!((said[0].0.as_str(), said[0].1.figure.as_str()), ("IND-FD-07", "23.1%"));
    let few = Comment { key: "two".into(), says: "Three children waited for a chair.".into(), ..claim.clone() };
    let look = casework.comment(&director, &few, "23.1%", &held).unwrap();
    assert_eq!(look.iter().map(|one| one.claim.as_str()).collect::<Vec<_>>(), ["Three children"]);
    assert_eq!(casework.commentary(&director).unwrap().len(), 1, "asked about first");
    let kept = Comment { anyway: true, ..few };
    assert!(casework.comment(&director, &kept, "23.1%", &held).unwrap().is_empty(), "and never refused");
    let empty = Comment { says: " ".into(), ..claim.clone() };
    assert!(matches!(casework.comment(&director, &empty, "", &held), Err(Problem::Refused(_))));
    let councillor = actor(Role::Councillor);
    assert_eq!(casework.comment(&councillor, &anyway, "", &held).err(), Some(Problem::NotAllowed));
}
