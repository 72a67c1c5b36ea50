//! Killed while writing: everything that was acknowledged is there afterwards.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::suite::sample::{person, record, write_one};
use store::{SqliteStore, Store, Written};

const PLACE: &str = "GOLDTHREAD_TEST_CRASH";
const KILLS: u64 = 10;

/// The process that is killed: it writes, and notes each write in a ledger once it has been acknowledged. Does
/// nothing unless it was started by the test below.
#[test]
fn writer() {
    let Some(dir) = std::env::var_os(PLACE) else { return };
    let dir = Path::new(&dir);
    let store = SqliteStore::open(dir.join("records.db")).expect("opens");
    let mut ledger = OpenOptions::new().create(true).append(true).open(dir.join("ledger")).expect("a ledger");
    let start = store.people_after(None, usize::MAX).expect("people").len() as u128;
    for number in start.. {
        write_one(&store, &format!("key {number}"), number, &[person(number), person(0)]).expect("writes");
        ledger.write_all(format!("{number}\n").as_bytes()).expect("notes");
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().expect("a directory");
    let (mut acknowledged, mut before) = (BTreeSet::new(), 0);
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["crash::writer", "--exact", "--nocapture"])
            .env(PLACE, dir.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("starts");
        // Long enough to have written something, and a different moment each time.
        while std::fs::read_to_string(dir.path().join("ledger")).map_or(0, |text| text.lines().count()) <= before {
            std::thread::sleep(Duration::from_millis(5));
            assert!(child.try_wait().expect("runs").is_none(), "the writer ended by itself");
        }
        std::thread::sleep(Duration::from_millis(7 + 13 * kill));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let ledger = std::fs::read_to_string(dir.path().join("ledger")).expect("a ledger");
        before = ledger.lines().count();
        // The last line may have been cut short: only whole lines were acknowledged for certain.
        acknowledged
            .extend(ledger.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')?.parse::<u128>().ok()));
        let store = SqliteStore::open(dir.path().join("records.db")).expect("opens after a kill");
        let lost =
            acknowledged.iter().filter(|number| store.record(record(**number)).expect("reads").is_empty()).count();
        assert_eq!(lost, 0, "acknowledged writes lost after kill {}", kill + 1);
        for number in acknowledged.iter().rev().take(3) {
            let again = write_one(&store, &format!("key {number}"), *number, &[person(*number), person(0)]);
            assert_eq!(again, Ok(Written::Before(vec![record(*number)])), "its key is kept with it");
        }
        whole(&store);
    }
    println!("killed {KILLS} times while writing: {} writes acknowledged, 0 lost", acknowledged.len());
    assert!(acknowledged.len() as u64 >= KILLS);
}

/// No write is half kept: the summary written with the latest record counts every record.
fn whole(store: &SqliteStore) {
    let about = store.about(&[person(0)]).expect("reads");
    let summary = store.summaries(&[person(0)]).expect("reads");
    assert_eq!(summary, vec![store::suite::sample::fold(person(0), &about)]);
}
