//! D7: a commit that waits for the standby is told to stop, or waits too long. It is not confirmed, and never lost or
//! doubled.

use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::work::{Notes, Writers};
use proof::{say, size};
use std::sync::atomic::Ordering;
use std::time::Duration;

fn not_confirmed(writers: &Writers) -> usize {
    writers.met.not_confirmed.load(Ordering::SeqCst)
}

#[test]
fn d7_a_commit_cancelled_while_it_waits_is_not_confirmed() {
    let Some(mut primary) = Cluster::start("D7", &[]) else { return };
    let Some(mut standby) = primary.standby("D7", None) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(primary.url(), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    let (rounds, each) = (size(4, 40), 5);
    let (mut cancelled, mut timed_out) = (0, 0);
    for round in 0..rounds {
        drill.until_acknowledged(20);
        standby.kill();
        // What was confirmed before the standby went is noted by now; nothing is after.
        std::thread::sleep(Duration::from_millis(500));
        let before = drill.ledger.len();
        let mut admin = primary.client("goldthread");
        let wanted = cancelled + each;
        while cancelled < wanted {
            let waits = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
            cancelled += admin.execute(waits, &[]).expect("cancels") as usize;
            std::thread::sleep(Duration::from_millis(20));
        }
        drill.until("somebody is told that it is not confirmed", |_| not_confirmed(&writers) > 0);
        if round == 0 {
            // And by nobody's doing: a commit waits only so long.
            let told = not_confirmed(&writers);
            drill.until("a commit that waits too long is not confirmed", |_| not_confirmed(&writers) > told);
            timed_out = not_confirmed(&writers) - told;
        }
        assert_eq!(drill.ledger.len(), before, "nothing is acknowledged while the standby is away");
        standby.start_again();
    }
    drill.until_acknowledged(40);
    writers.stop();
    // Everything acknowledged, asked again or not, is on the standby too.
    primary.kill();
    drop(program);
    standby.promote();
    drill.launch.database = standby.url();
    sound(&drill.compare_all(), &writers);
    let words = format!(
        "0 of {} acknowledged writes lost or doubled; {} answers of \u{201c}not confirmed\u{201d}, of them {timed_out} or more \
         after waiting too long",
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
    let waits = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    while !acknowledged.is_finished() {
        admin.execute(waits, &[]).expect("cancels");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(acknowledged.join().expect("asked"), "the bare driver says that it was saved");
    primary.kill();
    standby.start_again();
    standby.promote();
    assert_eq!(standby.ask("goldthread", "SELECT word FROM said"), 0, "and the standby never had it");
    say("D7", "postgres, twin", 1, "caught: the bare driver acknowledges a commit that the standby never had");
}
