//! A3, from outside: while a server's log cannot be written it shows the emergency card alone, and what it kept aside is
//! in the log once that can be written again, or at its next start.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod served;

use rusqlite::Connection;
use served::{Client, Request, Served, goldthread};
use std::path::Path;
use std::time::Duration;

/// What a full disk does to the log, and nothing else.
const FILL: &str = "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk is full'); END";

fn database(data: &Path) -> Connection {
    Connection::open(data.join("goldthread.db")).unwrap()
}

/// How often a card is in the log, as taken in from where it was kept aside.
fn taken_in(data: &Path) -> u32 {
    let sql = "SELECT count(*) FROM log WHERE action = 'emergency_card' AND why LIKE 'kept aside%'";
    database(data).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// It looks every two seconds; a busy machine is given a minute.
async fn is_taken_in(data: &Path, times: u32) {
    for _ in 0..120 {
        if taken_in(data) == times && !data.join("log.aside").exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("taken in {} times, where {times} were kept aside", taken_in(data));
}

async fn status(client: &mut Client, path: &str) -> u16 {
    client.send(&Request::get(path)).await.status
}

#[tokio::test]
async fn a_card_shown_while_the_log_is_full_is_in_the_log_later() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let mut served = Served::empty(data);
    let census = Path::new(env!("CARGO_MANIFEST_DIR")).join("../standards/tests/data/cin-census/CIN_Census_2026.xml");
    let imported = goldthread(data, &["import", "cin-census"]).arg(census).output().unwrap();
    assert!(imported.status.success(), "{imported:?}");
    let child: String = database(data).query_row("SELECT min(person) FROM summary", [], |row| row.get(0)).unwrap();
    let (file, card) = (format!("/children/{child}"), format!("/children/{child}/card"));
    let mut night = served.client("out.of.hours").await;
    assert_eq!(status(&mut night, &file).await, 200);

    database(data).execute_batch(FILL).unwrap();
    assert_eq!(status(&mut night, &file).await, 503);
    assert_eq!(status(&mut night, &card).await, 200);
    assert!(data.join("log.aside").exists());
    database(data).execute_batch("DROP TRIGGER full").unwrap();
    is_taken_in(data, 1).await;
    assert_eq!(status(&mut night, &file).await, 200);

    // The server stops while the log is full: the next one takes it in.
    database(data).execute_batch(FILL).unwrap();
    assert_eq!(status(&mut night, &card).await, 200);
    drop(served);
    database(data).execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(taken_in(data), 1);
    let again = Served::empty(data);
    is_taken_in(data, 2).await;
    drop(again);

    let verified = goldthread(data, &["verify"]).output().unwrap();
    assert!(verified.status.success(), "{verified:?}");
    proof::say("A3", "a server, its log full", 2, "2 cards shown, kept aside and taken in: log again, next start");
}

#[tokio::test]
async fn where_neither_can_be_written_the_card_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    let mut served = Served::empty(data);
    let census = Path::new(env!("CARGO_MANIFEST_DIR")).join("../standards/tests/data/cin-census/CIN_Census_2026.xml");
    assert!(goldthread(data, &["import", "cin-census"]).arg(census).output().unwrap().status.success());
    let child: String = database(data).query_row("SELECT min(person) FROM summary", [], |row| row.get(0)).unwrap();
    let mut night = served.client("out.of.hours").await;
    database(data).execute_batch(FILL).unwrap();
    // A directory where the file should be: nothing can be kept there.
    std::fs::create_dir(data.join("log.aside")).unwrap();
    assert_eq!(status(&mut night, &format!("/children/{child}/card")).await, 503);
    proof::say("A3", "a server, twin caught", 1, "neither place can be written: the card is refused");
}
