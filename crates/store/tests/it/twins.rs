//! Broken twins: an engine with one fault, which the suite must find.

use store::engine::{Conn, Engine, Insert};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::suite::CHECKS;
use store::value::{Row, Value};
use store::{Store, StoreError};

/// What a twin does wrong.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Rows for this table are thrown away.
    Drops(&'static str),
    /// Statements that begin like this are not run.
    Skips(&'static str),
    /// What was done before a failure is kept.
    KeepsFailed,
    /// No fault, but a statement that would read a whole table by no index fails.
    RefusesScans,
    /// Nobody is held still.
    NeverHolds,
    /// Rows come back without the last.
    ForgetsTheLast(&'static str),
    /// Lists come back the wrong way round.
    TurnsRound(&'static str),
}

/// An engine with a fault.
pub struct Twin<E> {
    pub engine: E,
    pub fault: Fault,
}

struct Faulty<'c> {
    conn: &'c mut dyn Conn,
    fault: Fault,
}

impl<E: Engine> Engine for Twin<E> {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.read(|conn| work(&mut Faulty { conn, fault: self.fault }))
    }

    fn snapshot<T>(&self, mut work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.snapshot(|conn| work(&mut Faulty { conn, fault: self.fault }))
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
            Fault::RefusesScans => refuse_scans(self.conn, sql, values)?,
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

    fn insert(&mut self, insert: &Insert<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        match self.fault {
            Fault::Drops(table) if insert.table == table => Ok(()),
            _ => self.conn.insert(insert, rows),
        }
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.conn.script(sql)
    }

    fn number_from(&mut self, table: &str, column: &str, next: i64) -> Result<(), StoreError> {
        self.conn.number_from(table, column, next)
    }

    fn hold(&mut self, things: &[String]) -> Result<(), StoreError> {
        if matches!(self.fault, Fault::NeverHolds) { Ok(()) } else { self.conn.hold(things) }
    }

    fn hold_chain(&mut self) -> Result<(), StoreError> {
        if matches!(self.fault, Fault::NeverHolds) { Ok(()) } else { self.conn.hold_chain() }
    }

    fn hold_all(&mut self) -> Result<(), StoreError> {
        self.conn.hold_all()
    }
}

/// Tables that stay small, what a statement has found already, and people in the order of their one key, up to a limit.
const MAY_BE_SCANNED: &[&str] = &[
    "SCAN json_each",
    "SCAN record_person",
    "SCAN found",
    "SCAN both_counts",
    "SCAN mark",
    "SCAN staff",
    "SCAN team",
    "SCAN migration",
    // In order of its one key, up to a limit.
    "SCAN facts_stale",
    // Everyone's accounts are read when the program starts and when administrators look at them.
    "SCAN account",
];

fn refuse_scans(conn: &mut dyn Conn, sql: &str, values: &[Value]) -> Result<(), StoreError> {
    for row in conn.query(&format!("EXPLAIN QUERY PLAN {sql}"), values)? {
        let step = row.text(3)?;
        let by_index = step.contains(" USING ");
        if step.starts_with("SCAN ") && !by_index && !MAY_BE_SCANNED.iter().any(|small| step.starts_with(small)) {
            return Err(StoreError::Engine(format!("{step}: {sql}")));
        }
    }
    Ok(())
}

#[test]
fn no_statement_reads_a_whole_table_without_an_index() {
    let dir = tempfile::tempdir().expect("a directory");
    for (place, (name, check)) in CHECKS.iter().enumerate().filter(|(_, (name, _))| !name.contains("many")) {
        let engine = Sqlite::open(dir.path().join(format!("{place}.db"))).expect("opens");
        let store = SqlStore::new(Twin { engine, fault: Fault::RefusesScans });
        check(&store).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    let engine = Sqlite::open(dir.path().join("scan.db")).expect("opens");
    let scanned =
        engine.read(|conn| refuse_scans(conn, "SELECT kind FROM revision WHERE kind = $1", &[Value::from("visit")]));
    assert!(scanned.is_err(), "a scan is seen when there is one");
}

/// Whether an engine, with a fault or without, passes a check.
fn passes(fault: Option<Fault>, check: &str) -> bool {
    let dir = tempfile::tempdir().expect("a directory");
    let engine = Sqlite::open(dir.path().join("records.db")).expect("opens");
    let store: Box<dyn Store> = match fault {
        Some(fault) => Box::new(SqlStore::new(Twin { engine, fault })),
        None => Box::new(SqlStore::new(engine)),
    };
    let (_, check) = CHECKS.iter().find(|(name, _)| *name == check).expect("a check of this name");
    check(store.as_ref()).is_ok()
}

const FOUND: &[(&str, &[Fault])] = &[
    (
        "records come back as they were written",
        &[
            Fault::Drops("revision"),
            Fault::Drops("record_person"),
            Fault::Drops("form"),
            Fault::ForgetsTheLast("FROM revision"),
            Fault::TurnsRound("FROM revision"),
        ],
    ),
    (
        "a repeated write is applied once",
        &[Fault::Skips("SELECT records FROM write_key"), Fault::Skips("INSERT INTO write_key")],
    ),
    ("a refused write keeps nothing", &[Fault::KeepsFailed]),
    ("the mark grows with every write", &[Fault::Skips("UPDATE mark")]),
    (
        "summaries are replaced, not added to",
        &[Fault::Drops("summary"), Fault::Skips("DELETE FROM summary_key"), Fault::Skips("DELETE FROM task")],
    ),
    ("people are found by their keys", &[Fault::Drops("summary_key"), Fault::ForgetsTheLast("FROM summary_key")]),
    ("work is listed for whom it is", &[Fault::Drops("task"), Fault::TurnsRound("FROM task")]),
    ("contacts wait in order, with their claims", &[Fault::Drops("waiting"), Fault::TurnsRound("FROM waiting")]),
    ("two people may type in one draft", &[Fault::Drops("draft_field"), Fault::ForgetsTheLast("MAX(version)")]),
    (
        "drafts are found, moved and closed",
        &[Fault::Drops("draft_person"), Fault::TurnsRound("FROM draft d WHERE d.closed")],
    ),
    (
        "facts about access are kept in order, each revision once",
        &[
            Fault::Drops("register"),
            Fault::Skips("SELECT MAX(revision)"),
            Fault::TurnsRound("FROM register WHERE seq"),
            Fault::ForgetsTheLast("FROM register WHERE seq"),
        ],
    ),
    ("a draft is finished once", &[Fault::Skips("UPDATE draft SET closed")]),
    (
        "facts are kept by person, and stale once something is recorded",
        &[
            Fault::Drops("facts_stale"),
            Fault::Drops("ssd_cp_visits"),
            Fault::Drops("gt_plan_actions"),
            Fault::Drops("gt_unread"),
            Fault::Skips("DELETE FROM facts_stale"),
            Fault::ForgetsTheLast("FROM ssd_person"),
            Fault::TurnsRound("FROM facts_stale"),
        ],
    ),
    (
        "facts are replaced as a whole",
        &[Fault::Skips("DELETE FROM ssd_missing"), Fault::Skips("DELETE FROM gt_unread")],
    ),
    ("facts of who works here are kept", &[Fault::Drops("facts_stale"), Fault::Skips("DELETE FROM facts_stale")]),
    ("a contact is claimed by one", &[Fault::Skips("DELETE FROM claim")]),
    (
        "staff, sessions and settings are kept",
        &[
            Fault::Drops("staff"),
            Fault::Skips("DELETE FROM session"),
            Fault::Skips("UPDATE session"),
            Fault::TurnsRound("FROM session s WHERE s.staff"),
            Fault::ForgetsTheLast("FROM session s JOIN"),
        ],
    ),
    (
        "entries are kept in order and found",
        &[
            Fault::Drops("log"),
            Fault::Drops("log_person"),
            Fault::TurnsRound("FROM log WHERE"),
            Fault::ForgetsTheLast("FROM log WHERE seq IN"),
        ],
    ),
    ("an entry vouches for each write", &[Fault::Drops("log"), Fault::Drops("revision")]),
    (
        "a report is kept as it was issued, once",
        &[
            Fault::Skips("SELECT 1 FROM report"),
            Fault::Drops("log"),
            Fault::TurnsRound("FROM report ORDER"),
            Fault::Skips("INSERT INTO report"),
        ],
    ),
    (
        "accounts are changed one after another",
        &[
            Fault::Skips("INSERT INTO account"),
            Fault::Skips("SELECT body FROM account"),
            Fault::TurnsRound("FROM account ORDER"),
        ],
    ),
    ("tries are counted by slot", &[Fault::Skips("DELETE FROM attempt"), Fault::Skips("INSERT INTO attempt")]),
    (
        "what was asked is answered once",
        &[Fault::Skips("DELETE FROM challenge WHERE until"), Fault::Skips("DELETE FROM challenge WHERE name")],
    ),
    ("what was asked for is settled once", &[Fault::Skips("UPDATE proposal"), Fault::TurnsRound("FROM proposal")]),
    (
        "an alert stands until somebody has seen to it",
        &[Fault::Skips("UPDATE alert"), Fault::TurnsRound("FROM alert"), Fault::Skips("INSERT INTO alert")],
    ),
];

#[test]
fn every_fault_is_found_by_its_check_which_a_sound_engine_passes() {
    for (check, faults) in FOUND {
        assert!(passes(None, check), "{check}");
        for fault in *faults {
            assert!(!passes(Some(*fault), check), "{fault:?} passes: {check}");
        }
    }
}
