//! One request, one entry of the log: where, by whom, in which session, of whom, and what came of it.

use crate::emergency::listed;
use crate::thread::{Authority, actor};
use casework::file::AsAt;
use casework::finish::Ready;
use casework::visit::{Answered, Visit};
use casework::{Actor, Casework, Problem, Role};
use jiff::civil::date;
use practice::ids::PersonId;
use practice::moment::Moment;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::{LogEntry, Outcome};

const SHOWN: Answered = Answered { outcome: Outcome::Done, shown: true };
const MOVED: Answered = Answered { outcome: Outcome::Done, shown: false };

fn authority() -> Authority {
    Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0))
}

/// Answers one request, in a session; its entries, and how long the answer waits.
fn request<T>(
    casework: &Casework,
    token: &str,
    child: Option<PersonId>,
    answered: Answered,
    work: impl FnOnce(&Casework) -> T,
) -> (T, Vec<LogEntry>, Duration) {
    let before = casework.store().log_head().unwrap().seq;
    let visit = Arc::new(Visit::new("GET /a/{page}".into(), Some(token), child, None));
    let done = work(&casework.visiting(visit.clone()));
    let wait = casework.leave(&visit, answered).unwrap();
    let entries = casework.store().log_after(before, 99).unwrap();
    (done, entries.into_iter().map(|one| one.entry).collect(), wait)
}

fn note(who: &Actor, casework: &Casework, child: PersonId) {
    let body = json!({ "when": "2026-11-16T08:00", "subject": "School", "words": "Late" });
    let ready = Ready { kind: "case_note", people: vec![child], body, unusual: None, source: None };
    casework.append_ready(who, &format!("note {child}"), vec![ready]).unwrap();
}

#[test]
fn an_entry_says_the_page_the_role_and_the_session_and_nothing_that_opens_it() {
    let authority = authority();
    let casework = &authority.casework;
    let worker = actor(Role::SocialWorker);
    let child = authority.child(&worker, "Ava", "2015-01-01");
    let look = |token: &str| {
        let open = |casework: &Casework| casework.file(&worker, child, AsAt::Now).map(drop);
        let (done, mut entries, _) = request(casework, token, Some(child), SHOWN, open);
        done.unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries.remove(0)
    };
    let (first, again, other) = (look("a secret"), look("a secret"), look("another"));
    assert_eq!((first.page.as_str(), first.role.as_str()), ("GET /a/{page}", "social_worker"));
    assert_eq!((first.by.clone(), first.people.clone()), (worker.staff.clone(), vec![child]));
    assert_eq!(first.outcome, Outcome::Done);
    assert!(first.session.len() == 16 && !first.session.contains("secret"), "{}", first.session);
    assert_eq!(first.session, again.session);
    assert_ne!(first.session, other.session);
}

#[test]
fn what_a_request_keeps_is_its_entry_and_showing_another_child_is_one_more() {
    let authority = authority();
    let casework = &authority.casework;
    let worker = actor(Role::SocialWorker);
    let (ava, leo) = (authority.child(&worker, "Ava", "2015-01-01"), authority.child(&worker, "Leo", "2012-01-01"));
    let write = |casework: &Casework| note(&worker, casework, ava);
    let ((), entries, _) = request(casework, "t", Some(ava), MOVED, write);
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!((entries[0].page.as_str(), entries[0].people.clone()), ("GET /a/{page}", vec![ava]));
    assert!(!entries[0].session.is_empty() && !entries[0].digest.is_empty());

    // It wrote of one child and was answered with a page that shows another: the second is told of too.
    let both = |casework: &Casework| {
        note(&worker, casework, leo);
        casework.file(&worker, ava, AsAt::Now).map(drop).unwrap();
    };
    let ((), entries, _) = request(casework, "t", Some(leo), SHOWN, both);
    let named: Vec<_> = entries.iter().map(|one| one.people.clone()).collect();
    assert!(named.len() == 2 && named[0] == [leo] && named[1].contains(&ava), "{named:?}");
    // Nothing was shown: the way to another page tells nothing of her.
    let third = authority.child(&worker, "Ivo", "2011-01-01");
    let both = |casework: &Casework| {
        note(&worker, casework, third);
        casework.file(&worker, ava, AsAt::Now).map(drop).unwrap();
    };
    let ((), entries, _) = request(casework, "t", Some(third), MOVED, both);
    assert_eq!(entries.len(), 1, "{entries:?}");
    // Shown again whom the entry names already, it is still one.
    let fourth = authority.child(&worker, "Una", "2010-01-01");
    let same = |casework: &Casework| {
        note(&worker, casework, fourth);
        casework.file(&worker, fourth, AsAt::Now).map(drop).unwrap();
    };
    let ((), entries, _) = request(casework, "t", Some(fourth), SHOWN, same);
    assert_eq!(entries.len(), 1, "{entries:?}");
}

#[test]
fn a_refusal_is_what_the_entry_tells_and_why_is_kept() {
    let authority = authority();
    let casework = &authority.casework;
    let worker = actor(Role::SocialWorker);
    let (ava, leo) = (authority.child(&worker, "Ava", "2015-01-01"), authority.child(&worker, "Leo", "2012-01-01"));
    listed(&authority, leo, &["wyn"]);
    let twice = |casework: &Casework| {
        casework.search(&worker, &practice::matching::Query { family: "Brook".into(), ..Default::default() }).unwrap();
        casework.file(&worker, leo, AsAt::Now).map(drop)
    };
    let (done, entries, _) = request(casework, "t", Some(leo), SHOWN, twice);
    assert_eq!(done, Err(Problem::NotFound));
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!((entries[0].outcome, entries[0].action.as_str()), (Outcome::Refused, "refused_see_file"));
    let did = |casework: &Casework| {
        casework.did(&worker, "view_file", &[ava], None, "")?;
        casework.did(&worker, "print", &[ava], None, "For court")
    };
    let (done, entries, _) = request(casework, "t", Some(ava), SHOWN, did);
    done.unwrap();
    assert_eq!((entries.len(), entries[0].why.as_str(), entries[0].outcome), (1, "For court", Outcome::Done));
    let failed = Answered { outcome: Outcome::Failed, shown: false };
    let ((), entries, _) =
        request(casework, "t", None, failed, |casework| drop(casework.may(&worker, casework::Act::Search)));
    assert!(entries.iter().all(|one| one.outcome == Outcome::Failed), "{entries:?}");
}

#[test]
fn whoever_opens_file_after_file_waits_and_whoever_writes_does_not() {
    let authority = authority();
    let casework = &authority.casework;
    let worker = actor(Role::SocialWorker);
    let mut waits = Vec::new();
    for number in 0..120 {
        let child = authority.child(&worker, &format!("Ava{number}"), "2015-01-01");
        let open = |casework: &Casework| casework.file(&worker, child, AsAt::Now).map(drop).unwrap();
        waits.push(request(casework, "t", Some(child), SHOWN, open).2);
    }
    assert_eq!(waits[0], Duration::ZERO);
    assert!(waits[119] > Duration::ZERO && waits.is_sorted(), "{waits:?}");
    let child = authority.child(&worker, "Leo", "2012-01-01");
    let write = |casework: &Casework| note(&worker, casework, child);
    assert_eq!(request(casework, "t", Some(child), MOVED, write).2, Duration::ZERO);
}
