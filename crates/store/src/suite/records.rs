//! Checks of writing and reading records.

use super::sample::{at, fold, form, person, record, revision, staff, summary, task, waiting, write_one};
use super::{fine, same};
use crate::{Change, Store, StoreError, Written};
use jiff::civil::date;
use practice::moment::Moment;
use practice::record::{Revision, Status};
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) fn come_back(store: &dyn Store) -> Result<(), String> {
    let first = revision(1, &[person(2), person(1)]);
    let second = Revision {
        revision: 2,
        about: Moment::day(date(1999, 12, 31)),
        author: staff(2),
        status: Status::Amended { reason: "The wrong day; \"typed\" in a hurry".to_owned() },
        unusual: Some("Asked twice".to_owned()),
        source: Some("CIN census 2025, child X, line 212".to_owned()),
        form: "form-2".to_owned(),
        body: json!({ "b": 1e16, "a": [1.0, -3, null, true, ""], "line\n": { "tab\t": "'); DROP TABLE revision; --" } }),
        ..first.clone()
    };
    let third =
        Revision { revision: 3, status: Status::Withdrawn { reason: String::new() }, known: at(9), ..first.clone() };
    let all = vec![first, second, third];
    let forms = vec![form(), ("form-2".to_owned(), "{}".to_owned()), ("form-1".to_owned(), "other".to_owned())];
    let change = Change { revisions: all.clone(), forms, ..Change::default() };
    let written = fine(store.write("k", &[person(1)], &mut |known| {
        if known.is_empty() { Ok(change.clone()) } else { Err(StoreError::Refused("it should be empty".to_owned())) }
    }))?;
    same("what was written", written, Written::Now(vec![record(1)]))?;
    same("the record", fine(store.record(record(1)))?, all.clone())?;
    same("about one", fine(store.about(&[person(1)]))?, all.clone())?;
    same("about the other", fine(store.about(&[person(2)]))?, all.clone())?;
    same("about nobody", fine(store.about(&[]))?, vec![])?;
    same("about a stranger", fine(store.about(&[person(3)]))?, vec![])?;
    same("no such record", fine(store.record(record(9)))?, vec![])?;
    same("the form", fine(store.form("form-1"))?, Some(form().1))?;
    same("the second form", fine(store.form("form-2"))?, Some("{}".to_owned()))?;
    same("no such form", fine(store.form("form-3"))?, None)?;
    let asked = ["form-2", "form-3", "form-1", "form-2"].map(str::to_owned);
    same("forms asked together", fine(store.forms(&asked))?, vec![form(), ("form-2".to_owned(), "{}".to_owned())])?;
    same("no forms asked", fine(store.forms(&[]))?, Vec::new())?;
    fine(store.write("k2", &[person(2)], &mut |known| {
        if known == all { Ok(Change::default()) } else { Err(StoreError::Refused(format!("decide saw {known:?}"))) }
    }))?;
    Ok(())
}

pub(super) fn whole_records(store: &dyn Store) -> Result<(), String> {
    let both = revision(2, &[person(1), person(2)]);
    let one = Revision { revision: 2, people: vec![person(2)], ..both.clone() };
    let other = revision(1, &[person(3)]);
    let revisions = vec![one.clone(), both.clone(), other.clone()];
    fine(store.load(Change { revisions, ..Change::default() }))?;
    same(
        "all revisions of a record once about a person",
        fine(store.about(&[person(1)]))?,
        vec![both.clone(), one.clone()],
    )?;
    let people = [person(3), person(2), person(1), person(2)];
    same("several people, each record once, in order", fine(store.about(&people))?, vec![other, both, one])
}

pub(super) fn applied_once(store: &dyn Store) -> Result<(), String> {
    same("the first", fine(write_one(store, "key", 1, &[person(1)]))?, Written::Now(vec![record(1)]))?;
    let again = fine(store.write("key", &[person(2)], &mut |_| {
        Err(StoreError::Refused("decide was called for a write applied before".to_owned()))
    }))?;
    same("the second", again, Written::Before(vec![record(1)]))?;
    same("its records", fine(store.record(record(1)))?.len(), 1)?;
    same("another key", fine(write_one(store, "key ", 2, &[person(1)]))?, Written::Now(vec![record(2)]))
}

fn full(number: u128) -> Change {
    let mut summary = summary(person(1), "child");
    summary.keys = vec!["name:child".to_owned()];
    summary.tasks = vec![task(1)];
    summary.waiting = vec![waiting(1, 1)];
    Change {
        revisions: vec![revision(number, &[person(1)])],
        forms: vec![form()],
        summaries: vec![summary],
        ..Change::default()
    }
}

/// Nothing of [`full`] is kept.
fn nothing_kept(store: &dyn Store) -> Result<(), String> {
    same("records", fine(store.about(&[person(1)]))?, vec![])?;
    same("people", fine(store.people_after(None, 9))?, vec![])?;
    same("forms", fine(store.form("form-1"))?, None)?;
    same("summaries", fine(store.summaries(&[person(1)]))?, vec![])?;
    same("keys", fine(store.found_by(&["name:child".to_owned()], 9))?, vec![])?;
    same("tasks", fine(store.tasks(&crate::Whose::All, at(99), 9))?, vec![])?;
    same("contacts", fine(store.waiting(9))?, vec![])
}

pub(super) fn refused(store: &dyn Store) -> Result<(), String> {
    let before = fine(store.mark())?;
    let why = StoreError::Refused("not today".to_owned());
    same("the refusal", store.write("key", &[person(1)], &mut |_| Err(why.clone())), Err(why.clone()))?;
    nothing_kept(store)?;
    // A change that fails part of the way through: the draft it closes is not there.
    let closes = Some(crate::DraftId(record(1).0));
    let failed = store.write("key", &[person(1)], &mut |_| Ok(Change { closes, ..full(1) }));
    same("the failure", failed, Err(StoreError::NoSuchDraft))?;
    nothing_kept(store)?;
    same("the mark", fine(store.mark())?, before)?;
    same("the key is free", fine(write_one(store, "key", 1, &[person(1)]))?, Written::Now(vec![record(1)]))
}

pub(super) fn overtaken(store: &dyn Store) -> Result<(), String> {
    let worked_out = |under: Option<&str>| Change { under: Some(("rules", under.map(str::to_owned))), ..full(1) };
    fine(store.put_setting("rules", "2"))?;
    for other in [None, Some("1")] {
        let late = store.write("key", &[person(1)], &mut |_| Ok(worked_out(other)));
        same("a write worked out under another setting", late, Err(StoreError::Overtaken))?;
    }
    same("what is kept of it", fine(store.about(&[person(1)]))?, vec![])?;
    let again = fine(store.write("key", &[person(1)], &mut |_| Ok(worked_out(Some("2")))))?;
    same("the same worked out again", again, Written::Now(vec![record(1)]))
}

pub(super) fn panicked(store: &dyn Store) -> Result<(), String> {
    let caught = catch_unwind(AssertUnwindSafe(|| {
        store.write("key", &[person(1)], &mut |_| std::panic::resume_unwind(Box::new("as planned")))
    }));
    same("the panic is passed on", caught.is_err(), true)?;
    nothing_kept(store)?;
    same("the next write", fine(write_one(store, "key", 1, &[person(1)]))?, Written::Now(vec![record(1)]))
}

pub(super) fn written_once(store: &dyn Store) -> Result<(), String> {
    fine(write_one(store, "one", 1, &[person(1)]))?;
    let altered = Revision { body: json!("altered"), ..revision(1, &[person(1)]) };
    let change = Change { revisions: vec![revision(2, &[person(1)]), altered], ..Change::default() };
    match store.write("two", &[person(1)], &mut |_| Ok(change.clone())) {
        Err(StoreError::Engine(words)) if !words.contains(&record(1).to_string()) => {}
        other => return Err(format!("a second revision 1 was answered with {other:?}")),
    }
    same("what is kept", fine(store.about(&[person(1)]))?, vec![revision(1, &[person(1)])])
}

pub(super) fn mark_grows(store: &dyn Store) -> Result<(), String> {
    let mut last = fine(store.mark())?;
    for number in 0..40 {
        fine(write_one(store, &format!("key {number}"), number, &[person(number % 3)]))?;
        let now = fine(store.mark())?;
        if now <= last {
            return Err(format!("write {number} took the mark from {last} to {now}"));
        }
        last = now;
    }
    fine(write_one(store, "key 1", 1, &[person(1)]))?;
    same("a write applied before", fine(store.mark())?, last)?;
    fine(store.load(full(99)))?;
    same("loading moves it", fine(store.mark())? > last, true)
}

pub(super) fn loaded_again(store: &dyn Store) -> Result<(), String> {
    let revisions: Vec<Revision> = (1..=50).map(|number| revision(number, &[person(1), person(2)])).collect();
    let summaries = vec![fold(person(1), &revisions), fold(person(2), &revisions)];
    let change =
        Change { revisions: revisions.clone(), forms: vec![form()], summaries: summaries.clone(), ..Change::default() };
    fine(store.load(change.clone()))?;
    let altered = revisions.iter().map(|kept| Revision { body: json!("altered"), ..kept.clone() });
    fine(store.load(Change { revisions: altered.collect(), ..change }))?;
    same("the records", fine(store.about(&[person(2)]))?, revisions)?;
    same(
        "the summaries",
        fine(store.summaries(&[person(2), person(9), person(1)]))?,
        vec![summaries[1].clone(), summaries[0].clone()],
    )
}

pub(super) fn written_by(store: &dyn Store) -> Result<(), String> {
    let of = |number: u128, author, minute| Revision {
        author: staff(author),
        known: at(minute),
        ..revision(number, &[person(number)])
    };
    let corrected = Revision { revision: 2, author: staff(2), known: at(30), ..of(1, 1, 1) };
    let all = [of(1, 1, 1), of(2, 1, 20), of(3, 1, 20), of(4, 2, 25), corrected.clone(), of(5, 1, 40)];
    fine(store.load(Change { revisions: all.to_vec(), ..Change::default() }))?;
    let by = |author, minute, limit| fine(store.written_by(&staff(author), at(minute), limit));
    same("latest first", by(1, 1, 9)?, [5, 2, 1, 0].map(|one| all[one].clone()).to_vec())?;
    same("since an instant, and at it", by(1, 20, 9)?, [5, 2, 1].map(|one| all[one].clone()).to_vec())?;
    same("at most", by(1, 1, 1)?, vec![all[5].clone()])?;
    same("what somebody corrected is theirs", by(2, 26, 9)?, vec![corrected])?;
    same("a stranger's", by(3, 0, 9)?, vec![])
}
