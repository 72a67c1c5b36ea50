//! Reports: what was known when one was issued stands for ever, what changed since is said beside it, and who sees
//! aggregates alone cannot work out few children from a report, the page and another report together.

use crate::figures::{contacts, told_late};
use crate::thread::{Authority, actor};
use casework::figures::{Comment, Every, HIDDEN};
use casework::file::AsAt;
use casework::{Problem, Role};
use jiff::civil::date;
use measures::narrative::Figures as Held;
use practice::moment::Moment;
use uuid::Uuid;

const OCTOBER: jiff::civil::Date = date(2026, 10, 31);

fn held() -> Held {
    Held { about: String::new(), ours: 0.0, before: None, others: Vec::new(), higher_is_better: None }
}

#[test]
fn a_report_says_a_year_later_what_was_known_when_it_was_issued_and_what_changed_since_beside_it() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    contacts(&authority, 7);
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    let director = actor(Role::Director);
    let says = |key: &str, says: &str| Comment {
        key: key.into(),
        measure: "IND-FD-01".into(),
        says: says.into(),
        will_do: "Meet the schools.".into(),
        anyway: true,
    };
    casework.comment(&director, &says("a", "More calls at night."), "7", &held()).unwrap();

    let draft = casework.draft_report(&director, "director", "month 2026-10-31").unwrap();
    let id = Uuid::from_u128(7);
    for _ in 0..2 {
        casework.issue_report(&director, &id.to_string(), "director", "month 2026-10-31").unwrap();
    }
    let all = casework.reports(&director).unwrap();
    assert_eq!(all.len(), 1, "the same form sent twice issues one report");
    assert_eq!((all[0].every, all[0].to, all[0].by.0.as_str()), (Every::Month, OCTOBER, "director"));
    let (_, issued) = casework.report(&director, id).unwrap();
    assert_eq!(issued, draft, "what was seen before is what was issued");
    let contacts_line = |content: &casework::figures::Content| {
        content.lines.iter().find(|line| line.id == "IND-FD-01").cloned().unwrap()
    };
    assert_eq!(contacts_line(&issued).figure, "7");
    assert_eq!(contacts_line(&issued).said[0].says, "More calls at night.");
    let (_, _, since) = casework.since_report(&director, id).unwrap();
    assert!(since.iter().all(|one| one.what.is_empty()), "nothing changed yet: {since:?}");
    let entries = casework.store().log_by(&director.staff, u64::MAX, 99).unwrap();
    assert!(entries.iter().any(|one| one.entry.action == "issue_report" && one.entry.digest.starts_with("report:")));

    // Another of 6 October is written down in November; more is said; and a year goes by.
    told_late(&authority, date(2026, 10, 6));
    casework.comment(&director, &says("b", "It settled."), "8", &held()).unwrap();
    authority.move_to(Moment::at(date(2027, 11, 3), 9, 0));
    let (head, later) = casework.report(&director, id).unwrap();
    assert_eq!(later, issued, "word for word");
    assert_eq!(head.issued.date, date(2026, 11, 3));
    let (_, _, since) = casework.since_report(&director, id).unwrap();
    let one = since.iter().find(|one| one.id == "IND-FD-01").unwrap();
    assert_eq!((one.then.as_str(), one.now.as_str()), ("7", "8"));
    assert!(one.what.contains(&"1 more counted as known now.".to_owned()), "{one:?}");
}

#[test]
fn a_report_is_issued_by_those_who_may_of_a_time_that_is_over() {
    let authority = Authority::at(Moment::at(date(2026, 11, 3), 9, 0));
    let casework = &authority.casework;
    let key = || Uuid::new_v4().to_string();
    let issue = |role, card: &str, every: Every, to| {
        casework.issue_report(&actor(role), &key(), card, &every.written(to)).map(drop)
    };
    assert_eq!(issue(Role::Director, "director", Every::Month, OCTOBER), Ok(()));
    assert_eq!(issue(Role::TeamManager, "director", Every::Month, OCTOBER), Err(Problem::NotAllowed));
    assert_eq!(issue(Role::Councillor, "director", Every::Month, OCTOBER), Err(Problem::NotAllowed));
    assert_eq!(issue(Role::Director, "nobody's", Every::Month, OCTOBER), Err(Problem::NotFound));
    for (every, to) in [
        (Every::Quarter, OCTOBER),
        (Every::Month, date(2026, 11, 30)),
        (Every::Month, date(2026, 10, 30)),
        (Every::Month, date(2020, 10, 31)),
    ] {
        assert!(matches!(issue(Role::Director, "director", every, to), Err(Problem::Refused(_))), "{every:?} {to}");
    }
    let unread = casework.issue_report(&actor(Role::Director), "k", "director", "month 2026-10-31");
    assert!(matches!(unread, Err(Problem::Refused(_))));
    assert_eq!(casework.reports(&actor(Role::SocialWorker)).err(), Some(Problem::NotAllowed));
    let id = casework.reports(&actor(Role::Councillor)).unwrap()[0].id;
    assert!(casework.report(&actor(Role::Councillor), id).is_ok());
    assert_eq!(casework.since_report(&actor(Role::Councillor), id).err(), Some(Problem::NotAllowed));
    assert_eq!(casework.report(&actor(Role::Director), Uuid::from_u128(3)).err(), Some(Problem::NotFound));
}

#[test]
fn few_children_come_out_neither_of_a_report_nor_of_a_report_and_the_page_together() {
    let authority = Authority::at(Moment::at(date(2026, 9, 7), 9, 0));
    let casework = &authority.casework;
    // Three in August would be a small month; here it is July to September: 9, 3, 11.
    for (month, day, many) in [(7, 6, 9), (8, 6, 3), (9, 7, 11)] {
        authority.move_to(Moment::at(date(2026, month, day), 9, 0));
        contacts(&authority, many);
    }
    authority.move_to(Moment::at(date(2026, 10, 5), 9, 0));
    let (director, councillor) = (actor(Role::Director), actor(Role::Councillor));
    let month = |number: i8| date(2026, number, 1).last_of_month();
    let issue = |every, to| {
        casework.issue_report(&director, &Uuid::new_v4().to_string(), "service", &Every::written(every, to)).unwrap()
    };
    let figure = |who, id| {
        let (_, content) = casework.report(who, id).unwrap();
        content.lines.iter().find(|line| line.id == "IND-FD-01").unwrap().figure.clone()
    };
    let [july, august, september] = [7, 8, 9].map(|number| issue(Every::Month, month(number)));
    assert_eq!([july, august, september].map(|id| figure(&director, id)), ["9", "3", "11"]);
    assert_eq!([july, august, september].map(|id| figure(&councillor, id)), ["9", HIDDEN, "11"]);
    // 23 less 9 less 11 would be the three.
    let quarter = issue(Every::Quarter, month(9));
    assert_eq!(figure(&director, quarter), "23");
    assert_eq!(figure(&councillor, quarter), HIDDEN, "the quarter less two of its months is the third");
    let whole = casework.report(&councillor, july).unwrap().1;
    let bare: Vec<_> = whole.lines.iter().filter(|line| line.figure == HIDDEN).collect();
    assert!(
        bare.iter().all(|line| line.value.is_none() && line.counted == 0.0 && line.of == 0.0 && line.parts.is_empty())
    );

    // One more of September is known now: the page no longer says how many, since one less the other is one child.
    let september_now = || {
        let figures = casework.figures(&councillor, AsAt::Now).unwrap();
        figures.shows(measures::find("IND-FD-01").unwrap())
    };
    assert!(september_now(), "the page says what the report says");
    told_late(&authority, date(2026, 9, 8));
    authority.move_to(Moment::at(date(2026, 10, 6), 9, 0));
    assert!(!september_now(), "twelve less eleven is one child");
    let again = issue(Every::Month, month(9));
    assert_eq!(figure(&councillor, again), HIDDEN);
    assert_eq!(figure(&councillor, september), "11", "what was released stays released");
    // Days of one's own choosing are for those who see small numbers.
    let then = AsAt::TrueOn(Moment::day(date(2026, 9, 30)));
    assert!(matches!(casework.figures(&councillor, then), Err(Problem::Refused(_))));
    assert!(casework.figures(&director, then).is_ok());
}
