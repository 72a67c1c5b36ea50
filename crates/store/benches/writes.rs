//! Records written and read in a second, beside SQLite used bare: the same bytes, the same durability, the same run.
//!
//! A write here also keeps whom the record is about, its form, a summary and the key that makes it repeatable; bare
//! SQLite only adds a row. The ratio says what that costs. PostgreSQL joins in when GOLDTHREAD_TEST_POSTGRES is set.

use practice::record::Revision;
use rusqlite::{Connection, TransactionBehavior, params};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use store::suite::sample::{person, record, revision, write_one};
use store::{Change, SqliteStore, Store};

const WRITES: u128 = 500;
const READS: u128 = 5_000;
const LOADED: u128 = 20_000;

fn main() {
    let dir = tempfile::tempdir().expect("a directory");
    let bare = Bare::open(&dir.path().join("bare.db"));
    let sqlite = SqliteStore::open(dir.path().join("records.db")).expect("opens");
    let bare_writes = each("bare SQLite, writes", WRITES, |number| bare.write(number));
    let bare_reads = each("bare SQLite, point reads", READS, |number| bare.read(number % WRITES));
    measured("SQLite", &sqlite, bare_writes, bare_reads);
    if let Ok(server) = std::env::var("GOLDTHREAD_TEST_POSTGRES") {
        let schema = format!("bench_{}", uuid::Uuid::now_v7().simple());
        let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("connects");
        client.batch_execute(&format!("CREATE SCHEMA {schema}")).expect("makes a schema");
        let store = store::open(&format!("{server}?options=-csearch_path%3D{schema}")).expect("opens");
        measured("PostgreSQL", store.as_ref(), bare_writes, bare_reads);
        client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("clears up");
    }
}

fn measured(name: &str, store: &dyn Store, bare_writes: f64, bare_reads: f64) {
    let writes = each(&format!("{name}, writes"), WRITES, |number| {
        write_one(store, &number.to_string(), number, &[person(number)]).expect("writes");
    });
    println!("    {:.2} of bare SQLite", writes / bare_writes);
    let reads = each(&format!("{name}, point reads"), READS, |number| {
        assert_eq!(black_box(store.record(record(number % WRITES)).expect("reads")).len(), 1);
    });
    println!("    {:.2} of bare SQLite", reads / bare_reads);
    let revisions = (WRITES..WRITES + LOADED).map(|number| revision(number, &[person(number % 1_000)])).collect();
    let start = Instant::now();
    store.load(Change { revisions, ..Change::default() }).expect("loads");
    say(&format!("{name}, records loaded at once"), LOADED, start.elapsed());
}

/// Does something many times; how many in a second.
fn each(name: &str, times: u128, work: impl Fn(u128)) -> f64 {
    let start = Instant::now();
    (0..times).for_each(work);
    say(name, times, start.elapsed())
}

fn say(name: &str, times: u128, taken: Duration) -> f64 {
    let rate = times as f64 / taken.as_secs_f64();
    println!("{name}: {rate:.0} a second");
    rate
}

/// SQLite used by hand.
struct Bare(std::cell::RefCell<Connection>);

impl Bare {
    fn open(path: &Path) -> Self {
        let connection = Connection::open(path).expect("opens");
        connection.pragma_update(None, "journal_mode", "WAL").expect("WAL");
        connection.pragma_update(None, "synchronous", "FULL").expect("FULL");
        connection.execute_batch("CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT NOT NULL)").expect("a table");
        Bare(std::cell::RefCell::new(connection))
    }

    fn write(&self, number: u128) {
        let body = serde_json::to_string(&revision(number, &[person(number)])).expect("JSON");
        let mut connection = self.0.borrow_mut();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).expect("begins");
        let mut insert = transaction.prepare_cached("INSERT INTO bare (id, body) VALUES (?1, ?2)").expect("prepares");
        insert.execute(params![record(number).to_string(), body]).expect("inserts");
        drop(insert);
        transaction.commit().expect("commits");
    }

    fn read(&self, number: u128) {
        let connection = self.0.borrow();
        let mut select = connection.prepare_cached("SELECT body FROM bare WHERE id = ?1").expect("prepares");
        let body: String = select.query_row([record(number).to_string()], |row| row.get(0)).expect("reads");
        black_box(serde_json::from_str::<Revision>(&body).expect("JSON"));
    }
}
