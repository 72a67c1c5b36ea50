//! The log: what one look costs beside a bare row with the same durability, and how long it takes to check all of it.
//!
//! GOLDTHREAD_BENCH_ENTRIES says how many entries are checked: a million unless it says otherwise. The processor time is
//! of all threads together, so it means something on a busy machine too (on Linux).

use rusqlite::{Connection, params};
use std::time::{Duration, Instant};
use store::suite::sample::{at, person, staff};
use store::verify::verify;
use store::{LogEntry, SqliteStore, Store};

const LOOKS: u64 = 300;
/// How many entries are made in one transaction when there are to be many.
const BATCH: u64 = 20_000;

fn main() {
    let dir = tempfile::tempdir().expect("a directory");
    let bare = Connection::open(dir.path().join("bare.db")).expect("opens");
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL")] {
        bare.pragma_update(None, name, value).expect("is set");
    }
    bare.execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)").expect("a table");
    let body = format!("{:?}", look(1));
    let rows = each("bare SQLite, a row", LOOKS, |number| {
        bare.execute("INSERT INTO bare VALUES (?1, ?2)", params![number as i64, body]).expect("inserts");
    });
    let store = SqliteStore::open(dir.path().join("log.db")).expect("opens");
    let looks = each("SQLite, a look", LOOKS, |number| store.log(&[look(number)]).expect("logs"));
    println!("    {:.2} of a bare row", looks / rows);
    let count: u64 =
        std::env::var("GOLDTHREAD_BENCH_ENTRIES").map_or(1_000_000, |text| text.parse().expect("a number"));
    let start = Instant::now();
    for from in (LOOKS..count).step_by(BATCH as usize) {
        let entries: Vec<LogEntry> = (from..count.min(from + BATCH)).map(look).collect();
        store.log(&entries).expect("logs");
    }
    println!("{count} entries made in {:.1} s", start.elapsed().as_secs_f64());
    for threads in [1, 2] {
        let (start, processor) = (Instant::now(), processor_time());
        let found = verify(&store, &[], threads).expect("is checked");
        assert_eq!((found.entries, found.wrong), (count, None));
        println!(
            "{count} entries checked on {threads} thread(s) in {:.1} s, {:.1} s of processor time",
            start.elapsed().as_secs_f64(),
            (processor_time() - processor).as_secs_f64()
        );
    }
}

fn look(number: u64) -> LogEntry {
    LogEntry {
        role: "social_worker".to_owned(),
        session: "0123456789abcdef".to_owned(),
        page: "GET /children/{person}".to_owned(),
        people: vec![person(u128::from(number.wrapping_mul(2_654_435_761) % 50_000))],
        ..LogEntry::new(at(number as i64 % 1_000_000), &staff(number % 400), "view_file")
    }
}

fn each(name: &str, times: u64, work: impl Fn(u64)) -> f64 {
    let start = Instant::now();
    (0..times).for_each(work);
    let rate = times as f64 / start.elapsed().as_secs_f64();
    println!("{name}: {rate:.0} a second");
    rate
}

/// What all threads of this program have run for, to a hundredth of a second, where Linux tells it.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let words = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    Duration::from_millis(words.filter_map(|word| word.parse::<u64>().ok()).sum::<u64>() * 10)
}
