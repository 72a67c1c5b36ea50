//! Checks of words typed on pages, and of what nobody has read.

use super::sample::{at, keep, person, record, revision, staff, summary, team};
use super::{fine, same};
use crate::{Change, LogEntry, Outcome, Readers, Store, Unread, Words};
use practice::record::{Revision, Status};

pub(super) fn kept(store: &dyn Store) -> Result<(), String> {
    let words = |by: u64, page: &str, said: &str, minute: i64| Words {
        staff: staff(by),
        page: page.to_owned(),
        typed: vec![("why".to_owned(), said.to_owned()), ("why".to_owned(), "Zoë’s “again”".to_owned())],
        at: at(minute),
    };
    for each in [words(1, "/a", "first", 1), words(1, "/b", "other", 3), words(2, "/a", "theirs", 2)] {
        fine(store.keep_words(&each))?;
    }
    let later = words(1, "/a", "later", 4);
    fine(store.keep_words(&later))?;
    same("the latest", fine(store.words_of(&staff(1), at(0)))?, vec![later.clone(), words(1, "/b", "other", 3)])?;
    same("since", fine(store.words_of(&staff(1), at(4)))?, vec![later])?;
    same("another's", fine(store.words_of(&staff(2), at(0)))?, vec![words(2, "/a", "theirs", 2)])?;
    same("nobody's", fine(store.words_of(&staff(3), at(0)))?, vec![])?;
    fine(store.forget_words(&staff(1), "/a"))?;
    fine(store.forget_words(&staff(1), "/a"))?;
    same("forgotten", fine(store.words_of(&staff(1), at(0)))?, vec![words(1, "/b", "other", 3)])?;
    same("old ones", fine(store.forget_words_before(at(3)))?, 1)?;
    same("theirs too", fine(store.words_of(&staff(2), at(0)))?, vec![])
}

pub(super) fn unread(store: &dyn Store) -> Result<(), String> {
    let mut children: Vec<_> = (1..=3).map(|number| summary(person(number), "child")).collect();
    children.iter_mut().for_each(|child| child.team = Some(team(1)));
    children[2].open = false;
    let mut other = summary(person(4), "of another team");
    other.team = Some(team(2));
    children.push(other);
    fine(keep(store, &children))?;
    let write = |revision: Revision| fine(store.load(Change { revisions: vec![revision], ..Change::default() }));
    write(revision(1, &[person(1), person(2), person(3)]))?;
    write(Revision { author: staff(9), ..revision(2, &[person(1)]) })?;
    write(Revision { source: Some("census".to_owned()), ..revision(3, &[person(1)]) })?;
    write(revision(4, &[person(4)]))?;
    let readers =
        |since| Readers { staff: vec![staff(9), staff(8)], by: vec!["view_file".to_owned()], since: at(since) };
    let one = |number: u128, child: u128| Unread {
        person: person(child),
        record: record(number),
        kind: "visit".to_owned(),
        author: staff(1),
        known: at(i64::try_from(number).unwrap_or(0)),
    };
    let asked = |since, limit| fine(store.unread(&team(1), &readers(since), limit));
    same("written, and not read", asked(0, 9)?, vec![one(1, 1), one(1, 2)])?;
    same("at most", asked(0, 1)?, vec![one(1, 1)])?;
    same("older", asked(2, 9)?, vec![])?;
    let look = |by: u64, action: &str, outcome| LogEntry {
        people: vec![person(1)],
        outcome,
        ..LogEntry::new(at(5), &staff(by), action)
    };
    // None of these is a reader reading: another's look, a list, a refusal.
    let beside = [
        look(1, "view_file", Outcome::Done),
        look(9, "view_team_work", Outcome::Done),
        look(9, "view_file", Outcome::Refused),
    ];
    fine(store.log(&beside))?;
    same("still not read", asked(0, 9)?, vec![one(1, 1), one(1, 2)])?;
    fine(store.log(&[look(8, "view_file", Outcome::Done)]))?;
    same("read", asked(0, 9)?, vec![one(1, 2)])?;
    let reason = "a better word".to_owned();
    write(Revision { revision: 2, status: Status::Amended { reason }, known: at(6), ..revision(1, &[person(1)]) })?;
    let again = Unread { known: at(6), ..one(1, 1) };
    same("corrected since", asked(0, 9)?, vec![one(1, 2), again, Unread { known: at(6), ..one(1, 2) }])
}
