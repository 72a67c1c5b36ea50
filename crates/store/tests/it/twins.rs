//! Broken twins: an engine with one fault, which the suite must find.

use store::engine::{Conn, Engine, Insert};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::suite::CHECKS;
use store::value::{Row, Value};
use store::{Store, StoreError};

/// What a twin does wrong.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Rows for this table are thrown away.
    Drops(&'static str),
    /// Statements that begin like this are not run.
    Skips(&'static str),
    /// What was done before a failure is kept.
    KeepsFailed,
    /// Rows come back without the last.
    ForgetsTheLast(&'static str),
    /// Lists come back the wrong way round.
    TurnsRound(&'static str),
}

struct Twin {
    engine: Sqlite,
    fault: Fault,
}

struct Faulty<'c> {
    conn: &'c mut dyn Conn,
    fault: Fault,
}

impl Engine for Twin {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.read(|conn| work(&mut Faulty { conn, fault: self.fault }))
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut failed = None;
        let answer = self.engine.write(|conn| match work(&mut Faulty { conn, fault: self.fault }) {
            Err(fault) if matches!(self.fault, Fault::KeepsFailed) => {
                failed = Some(fault);
                Ok(None)
            }
            answer => answer.map(Some),
        })?;
        answer.ok_or_else(|| failed.expect("a failure was noted"))
    }

    fn statements(&self) -> u64 {
        self.engine.statements()
    }
}

impl Conn for Faulty<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut rows = self.conn.query(sql, values)?;
        match self.fault {
            Fault::ForgetsTheLast(part) if sql.contains(part) => drop(rows.pop()),
            Fault::TurnsRound(part) if sql.contains(part) => rows.reverse(),
            Fault::Skips(start) if sql.starts_with(start) => rows.clear(),
            _ => {}
        }
        Ok(rows)
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        match self.fault {
            Fault::Skips(start) if sql.starts_with(start) => Ok(1),
            _ => self.conn.run(sql, values),
        }
    }

    fn insert(&mut self, insert: &Insert, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        match self.fault {
            Fault::Drops(table) if insert.table == table => Ok(()),
            _ => self.conn.insert(insert, rows),
        }
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.conn.script(sql)
    }

    fn hold(&mut self, things: &[String]) -> Result<(), StoreError> {
        self.conn.hold(things)
    }

    fn hold_all(&mut self) -> Result<(), StoreError> {
        self.conn.hold_all()
    }
}

/// The names of the checks that a twin fails.
fn failed(fault: Option<Fault>) -> Vec<&'static str> {
    let dir = tempfile::tempdir().expect("a directory");
    let fails = |(place, (name, check)): (usize, &(&'static str, store::suite::Check))| {
        let engine = Sqlite::open(dir.path().join(format!("{place}.db"))).expect("opens");
        let store: Box<dyn Store> = match fault {
            Some(fault) => Box::new(SqlStore::new(Twin { engine, fault })),
            None => Box::new(SqlStore::new(engine)),
        };
        check(store.as_ref()).is_err().then_some(*name)
    };
    // The races take the longest, and are not needed to find these faults.
    CHECKS.iter().enumerate().filter(|(_, (name, _))| !name.contains("many")).filter_map(fails).collect()
}

#[test]
fn a_sound_engine_passes() {
    assert_eq!(failed(None), Vec::<&str>::new());
}

#[test]
fn every_fault_is_found() {
    for fault in [
        Fault::Drops("revision"),
        Fault::Drops("record_person"),
        Fault::Drops("form"),
        Fault::Drops("summary"),
        Fault::Drops("summary_key"),
        Fault::Drops("task"),
        Fault::Drops("waiting"),
        Fault::Drops("draft_field"),
        Fault::Drops("draft_person"),
        Fault::Drops("staff"),
        Fault::Drops("look"),
        Fault::Skips("SELECT records FROM write_key"),
        Fault::Skips("INSERT INTO write_key"),
        Fault::Skips("UPDATE mark"),
        Fault::Skips("UPDATE draft SET closed"),
        Fault::Skips("DELETE FROM summary_key"),
        Fault::Skips("DELETE FROM task"),
        Fault::Skips("DELETE FROM session"),
        Fault::Skips("DELETE FROM claim"),
        Fault::KeepsFailed,
        Fault::ForgetsTheLast("FROM revision"),
        Fault::ForgetsTheLast("FROM summary_key"),
        Fault::ForgetsTheLast("MAX(version)"),
        Fault::TurnsRound("FROM revision"),
        Fault::TurnsRound("FROM task"),
        Fault::TurnsRound("FROM waiting"),
        Fault::TurnsRound("FROM look"),
        Fault::TurnsRound("FROM draft d WHERE d.closed"),
    ] {
        let found = failed(Some(fault));
        assert!(!found.is_empty(), "{fault:?} was not found by any check");
    }
}
