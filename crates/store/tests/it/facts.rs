//! Facts as an analyst meets them: tables under the standard's names, and SQL written for them.

use crate::postgres::{schema, server};
use facts::tables::{CinEpisode, Person, TABLES};
use facts::{Facts, Kind, Table};
use jiff::civil::date;
use rusqlite::Connection;
use store::suite::sample::person;
use store::{SqliteStore, Store};

/// Open episodes begun since April, by ethnicity: written for the standard's own tables, knowing nothing of ours.
const ANALYST: &str = "SELECT p.pers_ethnicity, CAST(COUNT(*) AS TEXT) FROM ssd_cin_episodes e \
    JOIN ssd_person p ON p.pers_person_id = e.cine_person_id \
    WHERE e.cine_referral_date >= '2026-04-01' AND e.cine_close_date IS NULL AND e.cine_referral_nfa = 'N' \
    GROUP BY p.pers_ethnicity ORDER BY p.pers_ethnicity";

/// Four children: two that count, one referred too early, one closed.
fn keep(store: &dyn Store) {
    for (number, ethnicity, referred, closed) in [
        (1, "WBRI", date(2026, 6, 4), None),
        (2, "ABAN", date(2026, 4, 1), None),
        (3, "WBRI", date(2026, 3, 31), None),
        (4, "ABAN", date(2026, 5, 1), Some(date(2026, 6, 1))),
    ] {
        let of = person(number);
        let facts = Facts {
            persons: vec![Person {
                pers_person_id: of.to_string().into(),
                pers_ethnicity: ethnicity.into(),
                ..Person::default()
            }]
            .into(),
            cin_episodes: vec![CinEpisode {
                cine_referral_id: format!("referral {number}").into(),
                cine_person_id: of.to_string().into(),
                cine_referral_date: Some(referred),
                cine_close_date: closed,
                cine_referral_nfa: Some(false),
                ..CinEpisode::default()
            }]
            .into(),
            ..Facts::default()
        };
        store.keep_facts(&[of], &mut |_| Ok(vec![(of, facts.clone())])).expect("kept");
    }
}

const ANSWER: [(&str, &str); 2] = [("ABAN", "1"), ("WBRI", "1")];

#[test]
fn an_analysts_sql_runs_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    keep(&SqliteStore::open(&path).expect("opens"));
    let beside = Connection::open(&path).expect("opens beside");
    let mut statement = beside.prepare(ANALYST).expect("the tables and columns are there");
    let rows: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).and_then(Iterator::collect).expect("runs");
    assert!(rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).eq(ANSWER), "{rows:?}");
}

#[test]
fn an_analysts_sql_runs_on_postgres() {
    let Some(server) = server() else { return };
    let address = schema(&server);
    keep(store::open(&address).expect("opens").as_ref());
    let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("connects");
    let rows = client.query(ANALYST, &[]).expect("runs");
    let rows: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert!(rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).eq(ANSWER), "{rows:?}");
    // A day is a day: it can be counted with.
    let days = "SELECT CAST(MAX(cine_close_date - cine_referral_date) AS TEXT) FROM ssd_cin_episodes";
    assert_eq!(client.query_one(days, &[]).expect("runs").get::<_, String>(0), "31");
}

/// What is not in the database as it is declared.
fn differ(beside: &Connection, tables: &[Table]) -> Vec<String> {
    let mut wrong = Vec::new();
    for table in tables {
        let mut statement = beside.prepare("SELECT name, type, pk FROM pragma_table_info(?1)").expect("prepares");
        let kept: Vec<(String, String, i64)> = statement
            .query_map([table.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .expect("runs");
        let holds = |kind| match kind {
            Kind::Int | Kind::Bit => "INTEGER",
            Kind::Number => "REAL",
            _ => "TEXT",
        };
        let declared = table.columns.iter().enumerate().map(|(place, column)| {
            (column.name.to_owned(), holds(column.kind).to_owned(), if place == table.key { 2 } else { 0 })
        });
        let of = ("gt_of".to_owned(), "TEXT".to_owned(), 1);
        if !kept.iter().cloned().eq(std::iter::once(of).chain(declared)) {
            wrong.push(table.name.to_owned());
        }
    }
    wrong
}

#[test]
fn every_table_is_kept_as_it_is_declared() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    drop(SqliteStore::open(&path).expect("opens"));
    let beside = Connection::open(&path).expect("opens beside");
    assert_eq!(differ(&beside, TABLES), Vec::<String>::new(), "write a migration for what is declared anew");
    beside.execute_batch("ALTER TABLE ssd_contacts DROP COLUMN cont_contact_source_desc").expect("runs");
    beside.execute_batch("DROP TABLE gt_allocations").expect("runs");
    assert_eq!(differ(&beside, TABLES), ["ssd_contacts", "gt_allocations"], "a broken database is seen");
}

#[test]
fn keeping_takes_as_many_statements_for_many_people_as_for_one() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = SqliteStore::open(dir.path().join("records.db")).expect("opens");
    let taken = |count: u128| {
        let before = store.statements();
        let people: Vec<_> = (0..count).map(person).collect();
        let told = people.iter().map(|of| (*of, store::suite::facts::made(*of, 2))).collect::<Vec<_>>();
        store.keep_facts(&people, &mut |_| Ok(told.clone())).expect("kept");
        let kept = store.statements() - before;
        store.facts(&people).expect("read");
        (kept, store.statements() - before - kept)
    };
    assert_eq!(taken(1), taken(40));
    assert!(taken(40).0 < 3 * TABLES.len() as u64);
}
