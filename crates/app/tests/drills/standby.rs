//! D7: a commit that waits for the standby is told to stop, or waits too long. It is not confirmed, and never lost or
//! doubled. Meanwhile everything can be read.

use crate::client::Client;
use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::work::{Notes, Writers};
use proof::{say, size};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Commits that wait for the standby are told to stop; how many were told is how many rows come back.
const CANCEL: &str = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

/// What people read while nothing can be saved.
const READ: [&str; 4] = ["/board", "/work", "/search", "/dictionary"];

fn not_confirmed(writers: &Writers) -> usize {
    writers.met.not_confirmed.load(Ordering::SeqCst)
}

/// How much is noted, once everything that was confirmed before the standby went is: its answers may still have waited
/// behind the commit that gave up. Nothing is confirmed after.
fn noted(drill: &Drill) -> usize {
    let mut before = drill.ledger.len();
    loop {
        std::thread::sleep(Duration::from_secs(1));
        match drill.ledger.len() {
            now if now == before => return now,
            now => before = now,
        }
    }
}

/// Reads all pages; how many were shown.
fn read(client: &Client) -> usize {
    READ.iter().filter(|page| client.get(page).is_ok_and(|answer| answer.status == 200)).count()
}

#[test]
fn d7_a_commit_cancelled_while_it_waits_is_not_confirmed() {
    let Some(mut primary) = Cluster::start("D7", &[]) else { return };
    let Some(mut standby) = primary.standby("D7", None) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(primary.url(), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    let mut admin = primary.client("goldthread");
    let (mut cancelled, wanted) = (0, size(20, 200));
    while cancelled < wanted {
        drill.until_acknowledged(20);
        // It is there, and does not answer: commits wait.
        standby.freeze();
        let told = not_confirmed(&writers);
        std::thread::sleep(Duration::from_millis(300));
        while not_confirmed(&writers) == told {
            cancelled += admin.execute(CANCEL, &[]).expect("cancels") as usize;
            std::thread::sleep(Duration::from_millis(20));
        }
        standby.thaw();
    }
    // And by nobody's doing: a commit waits only so long, and what waits behind it not as long again.
    drill.until_acknowledged(20);
    standby.kill();
    let told = not_confirmed(&writers);
    drill.until("a commit gave up waiting", |_| not_confirmed(&writers) > told);
    let before = noted(&drill);
    drill.until("everyone is told that nothing is confirmed", |_| not_confirmed(&writers) > told + 40);
    let timed_out = not_confirmed(&writers) - told;
    let shown: usize = (0..10).map(|_| read(&drill.client)).sum();
    assert_eq!(shown, 10 * READ.len(), "everything can be read while the standby is away");
    assert_eq!(drill.ledger.len(), before, "nothing is acknowledged while the standby is away");
    standby.start_again();
    drill.until_acknowledged(40);
    writers.stop();
    // Everything acknowledged, asked again or not, is on the standby too.
    primary.kill();
    drop(program);
    standby.promote();
    drill.launch.database = standby.url();
    sound(&drill.compare_all(), &writers);
    let words = format!(
        "0 of {} acknowledged writes lost or doubled; {} answers of \u{201c}not confirmed\u{201d}, of them {timed_out} or \
         more after waiting too long; {shown} of {shown} pages read meanwhile",
        drill.ledger.len(),
        not_confirmed(&writers)
    );
    say("D7", "postgres + standby", cancelled, words);
}

#[test]
fn d7_twin_a_client_that_ignores_the_warning_is_caught() {
    let Some(mut primary) = Cluster::start("D7", &[]) else { return };
    let Some(mut standby) = primary.standby("D7", None) else { return };
    primary.ask("goldthread", "CREATE TABLE said (word TEXT)");
    standby.kill();
    let (mut admin, mut client) = (primary.client("goldthread"), primary.client("goldthread"));
    let acknowledged = std::thread::spawn(move || client.execute("INSERT INTO said VALUES ('saved')", &[]).is_ok());
    while !acknowledged.is_finished() {
        admin.execute(CANCEL, &[]).expect("cancels");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(acknowledged.join().expect("asked"), "the bare driver says that it was saved");
    primary.kill();
    standby.start_again();
    standby.promote();
    assert_eq!(standby.ask("goldthread", "SELECT word FROM said"), 0, "and the standby never had it");
    say("D7", "postgres, twin", 1, "caught: the bare driver acknowledges a commit that the standby never had");
}

#[test]
fn d7_twin_a_commit_that_holds_the_log_while_it_waits_is_caught() {
    let Some(cluster) = Cluster::start("D7", &[]) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let (drill, _program) = Drill::begin(cluster.url(), dir.path());
    assert_eq!(read(&drill.client), READ.len());
    // As a commit would that waits for a standby for as long as that is away.
    let mut held = cluster.client("goldthread");
    let mut holding = held.transaction().expect("begins");
    holding.execute("LOCK TABLE log IN EXCLUSIVE MODE", &[]).expect("held");
    let client = drill.client.clone();
    let reading = std::thread::spawn(move || read(&client));
    std::thread::sleep(Duration::from_secs(2));
    assert!(!reading.is_finished(), "the log is held, and pages are shown that are not in it");
    holding.rollback().expect("let go");
    assert_eq!(reading.join().expect("read"), READ.len(), "they waited for nothing else");
    say("D7", "postgres, twin", 1, "caught: nothing is shown while a commit holds the end of the log");
}
