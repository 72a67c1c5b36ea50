//! Opening, opening again, and refusing to open.

use store::suite::sample::{at, keep, person, record, staff, summary, task, waiting, write_one};
use store::{Draft, DraftId, LogEntry, Save, SqliteStore, Store, StoreError};

/// Fills a store with some of everything.
pub fn fill(store: &dyn Store) -> Result<(), StoreError> {
    write_one(store, "one", 1, &[person(1), person(2)])?;
    let mut full = summary(person(3), "full");
    full.keys = vec!["key".to_owned()];
    full.tasks = vec![task(1)];
    full.waiting = vec![waiting(7, 1)];
    keep(store, &[full])?;
    store.claim(record(7), &staff(1), at(1), false)?;
    let id = DraftId(record(9).0);
    let draft = Draft {
        id,
        kind: "visit".into(),
        people: vec![person(1)],
        by: staff(1),
        opened: at(0),
        amends: None,
        closed: None,
    };
    store.open_draft(&draft)?;
    let save = |value: &str| [Save { path: "seen".into(), value: value.into(), base: 0 }];
    store.save_fields(id, &staff(1), at(1), &save("yes"))?;
    store.save_fields(id, &staff(2), at(2), &save("no"))?;
    store.log(&[LogEntry { people: vec![person(1)], ..LogEntry::new(at(1), &staff(1), "view_file") }])?;
    store.put_setting("colour", "\"red\"")
}

/// Everything a store says, as text: two stores that hold the same say the same.
pub fn everything(store: &dyn Store) -> Result<String, StoreError> {
    let people: Vec<_> = (0..10).map(person).collect();
    let mut said = format!("{:?}\n{:?}\n", store.about(&people)?, store.summaries(&people)?);
    said += &format!("{:?} {:?}\n", store.people_after(None, 99)?, store.form("form-1")?);
    said += &format!("{:?}\n", store.found_by(&["key".to_owned(), "other".to_owned()], 99)?);
    for whose in [
        store::Whose::All,
        store::Whose::Unallocated(None),
        store::Whose::Worker(staff(1)),
        store::Whose::Team(store::suite::sample::team(1)),
    ] {
        said += &format!("{:?}\n{:?}\n", store.children(&whose, 5)?, store.tasks(&whose, at(20), 5)?);
    }
    said += &format!("{:?}\n{:?}\n{}\n", store.caseloads(at(20))?, store.waiting(99)?, store.mark()?);
    for draft in store.drafts(None, None)? {
        said += &format!("{:?}\n", store.draft(draft.id)?);
    }
    for one in [1, 2] {
        said += &format!("{:?}\n", store.drafts(Some(&staff(one)), None)?);
        said += &format!("{:?}\n", store.log_about(person(u128::from(one)), u64::MAX, 9)?);
    }
    said += &format!("{:?} {:?}\n", store.setting("colour")?, store.staff()?);
    Ok(said)
}

#[test]
fn a_file_opened_again_holds_everything() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    let address = path.to_str().expect("a path");
    let before = {
        let store = store::open(address).expect("opens");
        let empty = everything(store.as_ref()).expect("reads");
        fill(store.as_ref()).expect("fills");
        let full = everything(store.as_ref()).expect("reads");
        assert_ne!(empty, full);
        full
    };
    for address in [address.to_owned(), format!("sqlite:{address}")] {
        let store = store::open(&address).expect("opens again");
        assert_eq!(everything(store.as_ref()).expect("reads"), before);
    }
}

#[test]
fn opening_again_changes_no_table_and_a_newer_file_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    let tables = || -> Vec<String> {
        let file = rusqlite::Connection::open(&path).expect("opens");
        let mut all = file.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").expect("reads");
        let rows = all.query_map([], |row| row.get(0)).expect("reads");
        rows.collect::<Result<_, _>>().expect("reads")
    };
    drop(SqliteStore::open(&path).expect("opens"));
    let first = tables();
    assert!(first.len() > 20, "{first:?}");
    drop(SqliteStore::open(&path).expect("opens again"));
    assert_eq!(tables(), first);
    let file = rusqlite::Connection::open(&path).expect("opens");
    file.execute("INSERT INTO migration (number, name) VALUES (9999, 'later')", []).expect("a later version");
    let refused = SqliteStore::open(&path).map(|_| ()).expect_err("a newer file");
    assert!(refused.to_string().contains("newer version of the program"), "{refused}");
}

#[test]
fn every_commit_is_flushed_to_the_disk() {
    use store::engine::Engine;
    let dir = tempfile::tempdir().expect("a directory");
    let engine = store::sqlite::Sqlite::open(dir.path().join("records.db")).expect("opens");
    let rows = |pragma: &str| engine.write(|conn| conn.query(pragma, &[])).expect("answers");
    let one = |value| vec![store::value::Row(vec![value])];
    assert_eq!(rows("PRAGMA synchronous"), one(store::value::Value::Int(2)));
    assert_eq!(rows("PRAGMA journal_mode"), one(store::value::Value::from("wal")));
    assert_eq!(rows("PRAGMA foreign_keys"), one(store::value::Value::Int(1)));
}

#[test]
fn faults_do_not_quote_what_was_written() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    let store = SqliteStore::open(&path).expect("opens");
    write_one(&store, "one", 1, &[person(1)]).expect("writes");
    let file = rusqlite::Connection::open(&path).expect("opens");
    file.execute("UPDATE summary SET body = '{\"person\": \"Aisha Khan\"}'", []).expect("spoils");
    let fault = store.summaries(&[person(1)]).expect_err("it cannot be read");
    assert!(!fault.to_string().contains("Aisha"), "{fault}");
}

#[test]
fn an_address_of_no_kind_is_refused() {
    for address in ["", "records", "mysql://here", "memory"] {
        assert!(matches!(store::open(address), Err(StoreError::Engine(_))), "{address}");
    }
    assert!(store::open("memory:").is_ok());
}
