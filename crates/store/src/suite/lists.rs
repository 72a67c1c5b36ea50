//! Checks of summaries, tasks, contacts and finding.

use super::sample::{at, keep, person, record, revision, staff, summary, task, team, write_one};
use super::{fine, same};
use crate::{Change, Claim, Holder, Store, StoreError, Whose};
use practice::ids::PersonId;
use practice::summary::{Summary, Task};
use serde_json::json;

fn people(summaries: &[Summary]) -> Vec<PersonId> {
    summaries.iter().map(|summary| summary.person).collect()
}

pub(super) fn replaced(store: &dyn Store) -> Result<(), String> {
    let mut full = summary(person(1), "khan aisha");
    full.keys = vec!["a".to_owned(), "b".to_owned(), "a".to_owned()];
    full.tasks = vec![task(1), task(2)];
    full.waiting = vec![super::sample::waiting(1, 1)];
    full.worker = Some(staff(1));
    fine(keep(store, &[full.clone()]))?;
    same("as it was", fine(store.summaries(&[person(1)]))?, vec![full.clone()])?;
    let holder = Holder { person: person(1), worker: Some(staff(1)), team: full.team.clone() };
    same("who holds the work", fine(store.holders(&[person(9), person(1)]))?, vec![holder])?;
    let mut bare = Summary { detail: json!({ "later": true }), ..summary(person(1), "khan aysha") };
    bare.keys = vec!["b".to_owned()];
    // In one change the last summary of a person stands.
    fine(keep(store, &[full, bare.clone()]))?;
    same("the later one", fine(store.summaries(&[person(1)]))?, vec![bare.clone()])?;
    same("the old key", fine(store.found_by(&["a".to_owned()], 9))?, vec![])?;
    same("the key kept", fine(store.found_by(&["b".to_owned()], 9))?, vec![bare])?;
    same("tasks", fine(store.tasks(&Whose::All, at(99), 9))?, vec![])?;
    same("contacts", fine(store.waiting(9))?, vec![])?;
    same("the old worker", fine(store.children(&Whose::Worker(staff(1)), 9))?, vec![])
}

pub(super) fn rebuilt(store: &dyn Store) -> Result<(), String> {
    let mut old = summary(person(1), "old");
    old.keys = vec!["old".to_owned()];
    old.tasks = vec![task(1)];
    let other = summary(person(3), "another");
    fine(keep(store, &[old, summary(person(2), "gone"), other.clone()]))?;
    let revisions = vec![revision(1, &[person(1)]), revision(2, &[person(3)])];
    fine(store.load(Change { revisions: revisions.clone(), ..Change::default() }))?;
    let (new, mark, mut seen) = (summary(person(1), "new"), fine(store.mark())?, Vec::new());
    fine(store.rebuild(&[person(1), person(2)], &mut |about| {
        seen = about;
        Ok(vec![new.clone()])
    }))?;
    same("the records seen", seen, revisions[..1].to_vec())?;
    same("the mark grows", fine(store.mark())? > mark, true)?;
    let kept = vec![new, other];
    same("what is kept", fine(store.summaries(&[person(1), person(2), person(3)]))?, kept.clone())?;
    let failed = store.rebuild(&[person(1)], &mut |_| Err(StoreError::Refused("no".to_owned())));
    same("a failure", failed, Err(StoreError::Refused("no".to_owned())))?;
    same("nothing is forgotten then", fine(store.summaries(&[person(1), person(2), person(3)]))?, kept)?;
    same("old keys", fine(store.found_by(&["old".to_owned()], 9))?, vec![])?;
    same("old tasks", fine(store.tasks(&Whose::All, at(99), 9))?, vec![])
}

pub(super) fn gone_through(store: &dyn Store) -> Result<(), String> {
    let revisions = [5, 3, 9, 1, 7].map(|number| revision(number, &[person(number), person(3)])).to_vec();
    fine(store.load(Change { revisions, ..Change::default() }))?;
    let mut seen = Vec::new();
    loop {
        let next = fine(store.people_after(seen.last().copied(), 2))?;
        if next.is_empty() {
            break;
        }
        same("at most two", next.len() <= 2, true)?;
        seen.extend(next);
    }
    same("everyone once, in order", seen, [1, 3, 5, 7, 9].map(person).to_vec())
}

pub(super) fn found(store: &dyn Store) -> Result<(), String> {
    let with = |number, sort: &str, keys: &[&str]| Summary {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        ..summary(person(number), sort)
    };
    let all = [
        with(1, "b", &["x", "y", "z"]),
        with(2, "c", &["x"]),
        with(3, "a", &["x"]),
        with(4, "Z", &["x", "y", "y"]),
        with(5, "a", &["x", "other"]),
        Summary { open: false, ..with(6, "é", &["x"]) },
        with(7, "a", &["other"]),
    ];
    fine(keep(store, &all))?;
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let by_match = fine(store.found_by(&keys(&["x", "y", "z", "nobody", "x"]), 9))?;
    same("by matches, then name, then person", people(&by_match), [1, 4, 3, 5, 2, 6].map(person).to_vec())?;
    same("at most", people(&fine(store.found_by(&keys(&["x", "y", "z"]), 3))?), [1, 4, 3].map(person).to_vec())?;
    same("whole summaries", by_match.first(), all.first())?;
    same("by no key", fine(store.found_by(&[], 9))?, vec![])?;
    same("by an odd key", fine(store.found_by(&keys(&["'", "%", "\"x\""]), 9))?, vec![])
}

pub(super) fn whose(store: &dyn Store) -> Result<(), String> {
    let of = |number, sort: &str, worker: Option<u64>, its_team: Option<u64>, minutes: &[i64]| Summary {
        worker: worker.map(staff),
        team: its_team.map(team),
        tasks: minutes.iter().map(|due| task(*due)).collect(),
        ..summary(person(number), sort)
    };
    fine(keep(
        store,
        &[
            of(1, "d", Some(1), Some(1), &[30, 10]),
            of(2, "c", Some(2), Some(1), &[20]),
            of(3, "b", None, Some(1), &[10]),
            of(4, "a", None, Some(2), &[5]),
            of(5, "e", None, None, &[40]),
            Summary { open: false, ..of(6, "f", Some(1), Some(1), &[1]) },
            Summary { open: false, ..of(7, "g", None, Some(1), &[2]) },
            Summary { tasks: vec![Task { of: Some(staff(8)), ..task(15) }], ..of(8, "h", Some(2), Some(2), &[]) },
        ],
    ))?;
    for (whose, children, tasks) in [
        (Whose::Worker(staff(1)), vec![1], vec![(6, 1), (1, 10), (1, 30)]),
        (Whose::Worker(staff(9)), vec![], vec![]),
        // Somebody else's task stands in their list, and in no team's.
        (Whose::Worker(staff(8)), vec![], vec![(8, 15)]),
        (Whose::Worker(staff(2)), vec![2, 8], vec![(2, 20)]),
        (Whose::Team(team(2)), vec![4, 8], vec![(4, 5)]),
        (Whose::Team(team(1)), vec![3, 2, 1], vec![(6, 1), (7, 2), (1, 10), (3, 10), (2, 20), (1, 30)]),
        (Whose::Unallocated(None), vec![4, 3, 5], vec![(4, 5), (3, 10)]),
        (Whose::Unallocated(Some(team(1))), vec![3], vec![(3, 10)]),
        (Whose::All, vec![4, 3, 2, 1, 5, 8], vec![(6, 1), (7, 2), (4, 5), (1, 10), (3, 10), (8, 15), (2, 20), (1, 30)]),
    ] {
        let wanted: Vec<PersonId> = children.into_iter().map(person).collect();
        same(&format!("children of {whose:?}"), people(&fine(store.children(&whose, 99))?), wanted.clone())?;
        let first = wanted.into_iter().take(2).collect();
        same(&format!("two children of {whose:?}"), people(&fine(store.children(&whose, 2))?), first)?;
        let due = |limit| -> Result<Vec<_>, String> {
            let rows = fine(store.tasks(&whose, at(30), limit))?;
            Ok(rows.into_iter().map(|row| (row.person, row.task.due_at)).collect())
        };
        let wanted: Vec<_> = tasks.into_iter().map(|(number, minutes)| (person(number), at(minutes))).collect();
        same(&format!("tasks of {whose:?}"), due(99)?, wanted.clone())?;
        same(&format!("three tasks of {whose:?}"), due(3)?, wanted.into_iter().take(3).collect())?;
    }
    let rows = fine(store.tasks(&Whose::Worker(staff(2)), at(30), 1))?;
    let row = rows.first().ok_or("no task")?;
    same("a task's row", (row.name.as_str(), &row.worker, &row.team), ("Invented c", &Some(staff(2)), &Some(team(1))))?;
    same("a task", row.task.clone(), task(20))
}

pub(super) fn caseloads(store: &dyn Store) -> Result<(), String> {
    let of = |number, open, worker: Option<u64>, minutes: &[i64]| Summary {
        open,
        worker: worker.map(staff),
        team: Some(team(1)),
        tasks: minutes.iter().map(|due| task(*due)).collect(),
        ..summary(person(number), "child")
    };
    fine(keep(
        store,
        &[
            of(1, true, Some(1), &[1, 2, 30]),
            of(2, true, Some(1), &[1]),
            of(3, false, Some(1), &[]),
            of(4, true, None, &[30]),
            of(5, false, Some(2), &[1]),
            of(6, false, Some(3), &[30]),
        ],
    ))?;
    same(
        "the counts",
        fine(store.caseloads(at(30)))?,
        vec![(None, Some(team(1)), 1, 0), (Some(staff(1)), Some(team(1)), 2, 3), (Some(staff(2)), Some(team(1)), 0, 1)],
    )
}

pub(super) fn waiting_rows(store: &dyn Store, limit: usize) -> Result<Vec<(PersonId, i64, Option<Claim>)>, String> {
    let rows = fine(store.waiting(limit))?;
    let minutes = |row: &crate::WaitingRow| row.waiting.due_at.duration_since(at(0)).as_mins();
    Ok(rows.into_iter().map(|row| (row.person, minutes(&row), row.claim)).collect())
}

pub(super) fn waiting(store: &dyn Store) -> Result<(), String> {
    let with = |number, waits| Summary { waiting: waits, ..summary(person(number), "child") };
    fine(keep(
        store,
        &[
            with(1, vec![super::sample::waiting(1, 30), super::sample::waiting(2, 10)]),
            with(2, vec![super::sample::waiting(1, 30)]),
            Summary { open: false, ..with(3, vec![super::sample::waiting(3, 5)]) },
        ],
    ))?;
    let claim = fine(store.claim(record(1), &staff(1), at(1), false))?;
    let wanted = vec![
        (person(3), 5, None),
        (person(1), 10, None),
        (person(1), 30, Some(claim.clone())),
        (person(2), 30, Some(claim)),
    ];
    same("the board", waiting_rows(store, 9)?, wanted.clone())?;
    same("its first", waiting_rows(store, 2)?, wanted.into_iter().take(2).collect())?;
    let rows = fine(store.waiting(1))?;
    let row = rows.first().ok_or("nothing waits")?;
    same("a row", (row.name.as_str(), row.born.as_str()), ("Invented child", "2015-03"))?;
    same("a contact", row.waiting.clone(), super::sample::waiting(3, 5))?;
    // A summary written anew takes the contact off the board.
    fine(write_one(store, "decided", 7, &[person(1), person(2), person(3)]))?;
    same("afterwards", waiting_rows(store, 9)?, vec![])
}
