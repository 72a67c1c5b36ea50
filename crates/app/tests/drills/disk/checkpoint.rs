//! A checkpoint in two parts, the flush of which fails: SQLite says nothing of it.

use super::{On, OnDisk, mounted};
use crate::place::sound;
use crate::work::Notes;
use lossy_disk::{Cut, Fault};
use proof::{say, size};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::Duration;

/// A reader kept a checkpoint from finishing, and the flush of the one that finishes fails: what the first had moved into
/// the file is then nowhere but in the log, which must not be written over before it was moved again.
#[test]
fn d5_a_checkpoint_in_two_parts_whose_flush_fails() {
    let most = size(6, 12);
    for nth in 1..=most {
        let Some(mut place) = OnDisk::begin("D5", On::Sqlite) else { return };
        let mut writers = place.drill.writers(Notes::Answered);
        let reader = rusqlite::Connection::open(&place.drill.launch.database).expect("opens");
        reader.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;").expect("reads");
        place.log_grows_to(6);
        place.disk.plan(Fault::Sync, nth).expect("planned");
        drop(reader);
        while !place.disk.struck().expect("said") {
            std::thread::sleep(Duration::from_millis(5));
        }
        place.keep_going();
        place.drill.until_acknowledged(100);
        place.power_cut(Cut::ForgetAll);
        writers.stop();
        place.start();
        sound(&place.drill.compare_all(), &writers);
        place.is_whole();
    }
    say("D5", "sqlite, checkpoint", most as usize, "the flush of a checkpoint in two parts failed: nothing lost");
}

/// Writes as SQLite does when it is left to itself: a checkpoint after every thousand pages, and not a word of what came
/// of it.
struct LeftToItself {
    connection: Connection,
    acknowledged: Vec<i64>,
}

impl LeftToItself {
    fn open(database: &Path) -> LeftToItself {
        let connection = Connection::open(database).expect("opens");
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS kept (id, words);",
            )
            .expect("a table");
        LeftToItself { connection, acknowledged: Vec::new() }
    }

    /// Writes so many rows, until the database refuses one.
    fn write(&mut self, rows: usize) {
        for _ in 0..rows {
            let id = i64::try_from(self.acknowledged.len()).expect("few");
            let words = "x".repeat(12_000);
            match self.connection.execute("INSERT INTO kept VALUES (?1, ?2)", params![id, words]) {
                Ok(_) => self.acknowledged.push(id),
                Err(_) => return,
            }
        }
    }
}

/// How many of these are missing after the power cut; all of them, when the database cannot be read.
fn missing(database: &Path, acknowledged: &[i64]) -> usize {
    let found = |id: &i64| -> rusqlite::Result<bool> {
        let connection = Connection::open(database)?;
        connection.query_row("SELECT count(*) = 1 FROM kept WHERE id = ?1", [id], |row| row.get(0))
    };
    acknowledged.iter().filter(|id| !found(id).unwrap_or(false)).count()
}

#[test]
fn d5_twin_a_checkpoint_left_to_the_database_is_caught() {
    for nth in 1..=12 {
        let dir = tempfile::tempdir().expect("a directory");
        let (place, mut disk) = mounted(dir.path());
        let database = place.join("twin.db");
        let mut twin = LeftToItself::open(&database);
        twin.write(130);
        let reader = Connection::open(&database).expect("opens");
        reader.execute_batch("BEGIN; SELECT count(*) FROM kept;").expect("reads");
        twin.write(400);
        disk.plan(Fault::Sync, nth).expect("planned");
        drop(reader);
        twin.write(150);
        assert!(disk.struck().expect("said"), "the fault did not strike");
        disk.cut().expect("cut");
        let acknowledged = std::mem::take(&mut twin.acknowledged);
        drop(twin);
        disk.restore(Cut::ForgetAll).expect("mounted again");
        let lost = missing(&database, &acknowledged);
        if lost > 0 {
            let words = format!("caught: {lost} of {} acknowledged are missing", acknowledged.len());
            return say("D5", "sqlite, checkpoint, twin", nth as usize, words);
        }
    }
    panic!("a flush was lost twelve times, and nothing is missed");
}
