//! No question is asked once for each row.

use jiff::Timestamp;
use store::suite::sample::{fold, person, revision, staff, summary, task, waiting};
use store::{Change, SqliteStore, Store, Whose};

#[test]
fn one_statement_however_many_rows() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = SqliteStore::open(dir.path().join("records.db")).expect("opens");
    let people: Vec<_> = (0..200).map(person).collect();
    let revisions: Vec<_> = (0..200).map(|number| revision(number, &[person(number)])).collect();
    let summaries = people.iter().enumerate().map(|(number, one)| {
        let mut kept = summary(*one, "child");
        kept.keys = vec!["key".to_owned()];
        kept.tasks = vec![task(1), task(2)];
        kept.waiting = vec![waiting(number as u128, 1)];
        kept
    });
    let before = store.statements();
    store.load(Change { revisions, summaries: summaries.collect(), ..Change::default() }).expect("loads");
    assert!(store.statements() - before < 20, "loading took {} statements", store.statements() - before);
    let reads: [(&str, &dyn Fn() -> usize); 8] = [
        ("about", &|| store.about(&people).expect("reads").len()),
        ("summaries", &|| store.summaries(&people).expect("reads").len()),
        ("people_after", &|| store.people_after(None, 999).expect("reads").len()),
        ("found_by", &|| store.found_by(&["key".to_owned()], 999).expect("reads").len()),
        ("children", &|| store.children(&Whose::All, 999).expect("reads").len()),
        ("tasks", &|| store.tasks(&Whose::All, Timestamp::MAX, 200).expect("reads").len()),
        ("waiting", &|| store.waiting(999).expect("reads").len()),
        ("drafts", &|| store.drafts(Some(&staff(1)), None).expect("reads").len() + 200),
    ];
    for (name, read) in reads {
        let before = store.statements();
        assert_eq!(read(), 200, "{name}");
        assert_eq!(store.statements() - before, 1, "{name}");
    }
}

#[test]
fn one_write_takes_as_many_statements_with_many_records_as_with_few() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = SqliteStore::open(dir.path().join("records.db")).expect("opens");
    let taken = |start: u128, count: u128| {
        let before = store.statements();
        let people: Vec<_> = (start..start + count).map(person).collect();
        store
            .write(&format!("key {start}"), &people, &mut |_| {
                let revisions: Vec<_> =
                    (start..start + count).map(|number| revision(number, &[person(number)])).collect();
                let summaries = people.iter().map(|one| fold(*one, &revisions)).collect();
                Ok(Change { revisions, summaries, ..Change::default() })
            })
            .expect("writes");
        store.statements() - before
    };
    assert_eq!(taken(0, 1), taken(100, 50));
}
