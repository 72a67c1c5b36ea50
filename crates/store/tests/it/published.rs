//! U1, in part: records kept under the tables of every published version open today, with every word.

use crate::postgres::{schema, server};
use proof::say;
use rusqlite::Connection;
use store::{SqliteStore, Store};

const SQLITE: &[(&str, &str)] = &[("1", include_str!("../published/0001.sqlite.sql"))];
const POSTGRES: &[(&str, &str)] = &[("1", include_str!("../published/0001.postgres.sql"))];

/// What every one of them holds: six children, a contact about four of them, two contacts still being written.
fn holds(store: &dyn Store) -> Result<usize, String> {
    let fault = |fault: store::StoreError| fault.to_string();
    let people = store.people_after(None, 99).map_err(fault)?;
    let about = store.about(&people).map_err(fault)?;
    let mut words: Vec<String> =
        about.iter().filter_map(|one| Some(one.body["concern"].as_str()?.to_owned())).collect();
    for draft in store.drafts(None, None).map_err(fault)? {
        let state = store.draft(draft.id).map_err(fault)?.ok_or("a draft is gone")?;
        words.extend(state.fields.into_iter().filter(|field| field.path == "concern").map(|field| field.value));
    }
    words.sort();
    let wanted: Vec<String> = (0..6).map(|number| format!("Words {number}, kept since the first tables")).collect();
    let lists = store.summaries(&people).map_err(fault)?.len();
    if words == wanted && people.len() == 6 && lists == 6 {
        Ok(about.len())
    } else {
        Err(format!("{words:?}; {} people, {lists} on lists", people.len()))
    }
}

/// Opens what a version left, after some more is done to it.
fn opened(text: &str, after: &str) -> Result<usize, String> {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    Connection::open(&path).and_then(|old| old.execute_batch(&format!("{text}{after}"))).expect("made");
    holds(&SqliteStore::open(&path).map_err(|fault| fault.to_string())?)
}

#[test]
fn u1_records_of_every_published_version_open_in_sqlite() {
    for (version, text) in SQLITE {
        let records = opened(text, "").unwrap_or_else(|why| panic!("tables of {version}: {why}"));
        say("U1", "sqlite, upgrade", records, format!("every record of tables {version} is there, word for word"));
        let changed = "UPDATE revision SET body = replace(body, 'Words 2', 'Word 2') WHERE kind = 'contact';";
        assert!(opened(text, changed).is_err(), "one changed letter is seen");
    }
}

#[test]
fn u1_records_of_every_published_version_open_in_postgres() {
    let Some(server) = server() else { return };
    for (version, text) in POSTGRES {
        let address = schema(&server);
        let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("connects");
        client.batch_execute(text).expect("made");
        let store = store::open(&address).expect("opens");
        let records = holds(store.as_ref()).unwrap_or_else(|why| panic!("tables of {version}: {why}"));
        say("U1", "postgres, upgrade", records, format!("every record of tables {version} is there, word for word"));
    }
}
