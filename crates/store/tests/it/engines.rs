//! The suite on each engine.

use store::suite;
use store::{MemoryStore, SqliteStore, Store};
use tempfile::TempDir;

/// A SQLite store in a directory that goes when it does.
pub fn sqlite(dir: &TempDir) -> Box<dyn Store> {
    let name = uuid::Uuid::now_v7();
    Box::new(SqliteStore::open(dir.path().join(format!("{name}.db"))).expect("opens"))
}

#[test]
fn memory() {
    suite::run(|| Box::new(MemoryStore::default())).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn sqlite_passes() {
    let dir = tempfile::tempdir().expect("a directory");
    suite::run(|| sqlite(&dir)).unwrap_or_else(|why| panic!("{why}"));
}
