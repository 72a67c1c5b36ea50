//! Many threads at once: each entry is on the disk before its call returns, in the order asked, and a failure reaches
//! everybody who waits.

use super::Appender;
use jiff::Timestamp;
use practice::ids::StaffId;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use store::engine::{Conn, Engine};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::{LogEntry, Store, StoreError};

const THREADS: u64 = 16;
const EACH: u64 = 50;

/// SQLite whose writes are counted, and can be made to fail as on a full disk.
struct Counted {
    engine: Sqlite,
    writes: Arc<AtomicU64>,
    full: Arc<AtomicBool>,
}

impl Engine for Counted {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.read(work)
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.writes.fetch_add(1, Ordering::SeqCst);
        if self.full.load(Ordering::SeqCst) {
            return Err(StoreError::Engine("SQLite 13: database or disk is full".to_owned()));
        }
        self.engine.write(work)
    }

    fn snapshot<T>(&self, work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.snapshot(work)
    }

    fn statements(&self) -> u64 {
        self.engine.statements()
    }
}

struct Place {
    dir: tempfile::TempDir,
    store: Arc<dyn Store>,
    writes: Arc<AtomicU64>,
    full: Arc<AtomicBool>,
}

impl Place {
    fn new() -> Place {
        let dir = tempfile::tempdir().unwrap();
        let (writes, full) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
        let engine = Sqlite::open(path(dir.path())).unwrap();
        let store = SqlStore::new(Counted { engine, writes: writes.clone(), full: full.clone() });
        Place { dir, store: Arc::new(store), writes, full }
    }
}

fn path(dir: &Path) -> std::path::PathBuf {
    dir.join("records.db")
}

fn by(thread: u64) -> StaffId {
    StaffId::from(format!("thread.{thread}").as_str())
}

fn entry(thread: u64, number: u64) -> LogEntry {
    LogEntry { why: format!("{number}"), ..LogEntry::new(Timestamp::UNIX_EPOCH, &by(thread), "page") }
}

/// Many threads append; how many entries another reader of the file did not find when the call had returned.
fn too_early(place: &Place, append: &(impl Fn(LogEntry) + Sync)) -> usize {
    thread::scope(|scope| {
        let ask = |thread: u64| {
            let reader = SqlStore::new(Sqlite::open(path(place.dir.path())).unwrap());
            let mut missing = 0;
            for number in 0..EACH {
                append(entry(thread, number));
                let by = by(thread);
                let last = reader.log_by(&by, u64::MAX, 1).unwrap();
                missing += usize::from(last.first().is_none_or(|one| one.entry.why != number.to_string()));
            }
            missing
        };
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || ask(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

#[test]
fn an_entry_is_on_the_disk_before_its_call_returns_and_order_is_kept() {
    let place = Place::new();
    let appender = Appender::new(place.store.clone());
    let before = place.writes.load(Ordering::SeqCst);
    assert_eq!(too_early(&place, &|entry| appender.append(entry).wait().unwrap()), 0);
    let writes = place.writes.load(Ordering::SeqCst) - before;
    let all = place.store.log_after(0, usize::MAX).unwrap();
    assert_eq!(all.len() as u64, THREADS * EACH);
    for thread in 0..THREADS {
        let by = by(thread);
        let mine = all.iter().filter(|one| one.entry.by == by).map(|one| one.entry.why.clone());
        assert!(mine.eq((0..EACH).map(|number| number.to_string())), "each once, in the order asked");
    }
    proof::say("A2", "appender", all.len(), format!("each on the disk before its call returned, in {writes} writes"));

    // One who sets many on their way finds them in that order, and they share writes.
    let before = place.writes.load(Ordering::SeqCst);
    let asked: Vec<_> = (0..500).map(|number| appender.append(entry(99, number))).collect();
    asked.into_iter().for_each(|pending| pending.wait().unwrap());
    assert!(place.writes.load(Ordering::SeqCst) - before < 500);
    let by = by(99);
    let mine = place.store.log_after(all.len() as u64, usize::MAX).unwrap();
    assert!(mine.iter().all(|one| one.entry.by == by));
    assert!(mine.iter().map(|one| one.entry.why.clone()).eq((0..500).map(|number| number.to_string())));
}

#[test]
fn an_answer_before_the_disk_is_caught() {
    let place = Place::new();
    let appender = Appender::new(place.store.clone());
    // Answers at once, and leaves the disk to whenever.
    let missing = too_early(&place, &|entry| drop(appender.append(entry)));
    assert!(missing > 0, "the check above could not fail");
    proof::say(
        "A2",
        "appender, twin caught",
        (THREADS * EACH) as usize,
        format!("{missing} answered before they were kept"),
    );
}

#[test]
fn a_failure_reaches_everybody_who_waits_and_the_next_entry_is_kept() {
    let place = Place::new();
    let appender = Appender::new(place.store.clone());
    place.full.store(true, Ordering::SeqCst);
    let failed: usize = thread::scope(|scope| {
        let ask = |thread| (0..EACH).filter(|number| appender.append(entry(thread, *number)).wait().is_err()).count();
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || ask(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(failed as u64, THREADS * EACH);
    assert_eq!(place.store.log_head().unwrap().seq, 0);
    place.full.store(false, Ordering::SeqCst);
    appender.append(entry(0, 0)).wait().unwrap();
    assert_eq!(place.store.log_head().unwrap().seq, 1, "what failed was not kept later");
    proof::say("A3", "appender", failed, "all told that the log could not be written; none kept");
}
