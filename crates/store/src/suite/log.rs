//! Checks of the log: what it keeps, what finds it, and that one chain runs through all of it.

use super::sample::{at, form, person, record, revision, staff, write_one};
use super::{fine, same};
use crate::{Change, Head, LogEntry, Logged, Outcome, Report, Store};
use uuid::Uuid;

/// An entry about one person, or about nobody.
fn entry(minutes: i64, by: u64, of: Option<u128>, action: &str) -> LogEntry {
    LogEntry {
        role: "social_worker".to_owned(),
        session: "abc".to_owned(),
        page: "GET /children/{person}".to_owned(),
        people: of.map(person).into_iter().collect(),
        record: (action == "view_record").then(|| record(1)),
        why: "Zoë’s “visit”".to_owned(),
        outcome: if action == "refused" { Outcome::Refused } else { Outcome::Done },
        ..LogEntry::new(at(minutes), &staff(by), action)
    }
}

/// The whole log, which must be one chain.
pub(super) fn whole(store: &dyn Store) -> Result<Vec<Logged>, String> {
    let all = fine(store.log_after(0, usize::MAX))?;
    let head = fine(store.log_head())?;
    let last = all.last().map_or_else(Head::default, |last| Head { seq: last.seq, hash: last.hash.clone() });
    same("the end", &head, &last)?;
    same("no gap", all.iter().map(|one| one.seq).collect(), (1..=all.len() as u64).collect::<Vec<_>>())?;
    same("one chain", fine(store.check_log(0, head.seq))?, None)?;
    same("the later half", fine(store.check_log(head.seq / 2, head.seq))?, None)?;
    same("nothing else", fine(store.check_rest())?, None)?;
    Ok(all)
}

pub(super) fn kept(store: &dyn Store) -> Result<(), String> {
    same("none yet", whole(store)?, vec![])?;
    let both = LogEntry { people: vec![person(2), person(1)], ..entry(4, 2, None, "view_family") };
    let all = [
        entry(2, 1, Some(1), "view_file"),
        entry(1, 1, Some(1), "view_record"),
        entry(3, 1, None, "refused"),
        both.clone(),
    ];
    fine(store.log(&all[..3]))?;
    fine(store.log(&[]))?;
    fine(store.log(&all[3..]))?;
    let logged = whole(store)?;
    same("as given", logged.iter().map(|one| one.entry.clone()).collect(), all.to_vec())?;
    same("after the second", fine(store.log_after(2, 1))?, logged[2..3].to_vec())?;
    let found = |places: &[usize]| places.iter().map(|place| logged[*place].clone()).collect::<Vec<_>>();
    same("latest first", fine(store.log_about(person(1), u64::MAX, 9))?, found(&[3, 1, 0]))?;
    same("at most", fine(store.log_about(person(1), u64::MAX, 2))?, found(&[3, 1]))?;
    same("earlier", fine(store.log_about(person(1), 4, 9))?, found(&[1, 0]))?;
    same("about the other", fine(store.log_about(person(2), u64::MAX, 9))?, found(&[3]))?;
    same("about nobody", fine(store.log_about(person(3), u64::MAX, 9))?, vec![])?;
    same("by one", fine(store.log_by(&staff(1), 3, 1))?, found(&[1]))?;
    same("by the other", fine(store.log_by(&staff(2), u64::MAX, 9))?, found(&[3]))?;
    fine(store.log(&[LogEntry { people: vec![person(1), person(1)], ..both }]))?;
    same("named twice, found once", fine(store.log_about(person(1), u64::MAX, 9))?.len(), 4)?;
    whole(store).map(|_| ())
}

pub(super) fn vouched(store: &dyn Store) -> Result<(), String> {
    let people = [person(1), person(2)];
    fine(write_one(store, "one", 1, &people))?;
    fine(write_one(store, "one", 1, &people))?;
    let own = LogEntry { session: "abc".to_owned(), ..LogEntry::new(at(9), &staff(3), "finish") };
    let mut change = Change { revisions: vec![revision(2, &people), revision(3, &people[..1])], ..Change::default() };
    change.forms.push(form());
    change.entry = Some(own.clone());
    fine(store.load(change.clone()))?;
    fine(store.load(change.clone()))?;
    change.revisions.extend([revision(4, &people), revision(4, &people)]);
    fine(store.load(change))?;
    let log = whole(store)?;
    same("an entry for each write that kept anything", log.len(), 3)?;
    let first = &log[0].entry;
    same("worked out", (&first.by, &first.action, &first.people), (&staff(1), &"record".to_owned(), &people.to_vec()))?;
    same("its record", first.record, Some(record(1)))?;
    let digests: Vec<&str> = log.iter().map(|one| one.entry.digest.as_str()).collect();
    same("with digests", digests.iter().all(|digest| digest.starts_with("revisions:")), true)?;
    same("that differ", digests[0] != digests[1] && digests[1] != digests[2], true)?;
    same("given", &LogEntry { digest: String::new(), ..log[1].entry.clone() }, &own)
}

pub(super) fn reported(store: &dyn Store) -> Result<(), String> {
    let one = |number: u128, minute, body: &str| Report {
        id: Uuid::from_u128(number),
        about: "director month 2026-10-31".into(),
        issued: at(minute),
        by: staff(1),
        body: body.into(),
    };
    let bare = |report: &Report| Report { body: String::new(), ..report.clone() };
    let [first, second] = [one(1, 5, "{\"b\" : 1,  \"a\": \"Grüße\"}"), one(2, 6, "{}")];
    let entry = LogEntry::new(at(5), &staff(1), "issue_report");
    let before = fine(store.log_head())?.seq;
    same("kept", fine(store.issue_report(&first, &entry))?, true)?;
    same("and another", fine(store.issue_report(&second, &entry))?, true)?;
    same("again under the same name", fine(store.issue_report(&one(1, 9, "{\"b\": 2}"), &entry))?, false)?;
    let asked = [second.id, Uuid::from_u128(9), first.id];
    same("word for word, as asked", fine(store.issued(&asked))?, vec![second.clone(), first.clone()])?;
    same("latest first, without what they say", fine(store.reports(9))?, vec![bare(&second), bare(&first)])?;
    same("at most", fine(store.reports(1))?.len(), 1)?;
    let head = fine(store.log_head())?.seq;
    same("an entry each", head - before, 2)?;
    same("which vouches for it", fine(store.check_log(before, head))?, None)
}
