//! D1: the program is killed while twenty people write. D2: the database server is. D6: the primary of two servers is,
//! and its standby takes its place.

use crate::failover::{both, fail_over, restarted_beside_the_old_one, seen_by_everybody};
use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::work::Notes;
use proof::{say, size};
use std::time::Duration;

/// Kills the program again and again while it is written to.
fn kills(on: &str, database: String, dir: &std::path::Path) {
    let kills = size(8, 1_000);
    let (mut drill, mut program) = Drill::begin(database, dir);
    let mut writers = drill.writers(Notes::Answered);
    let mut slowest = Duration::ZERO;
    for kill in 0..kills {
        drill.until_acknowledged(20);
        std::thread::sleep(Duration::from_millis(kill * 7 % 97));
        program.kill();
        program = drill.launch.start();
        slowest = slowest.max(program.took);
        sound(&drill.compare(), &writers);
    }
    drill.until_acknowledged(20);
    writers.stop();
    sound(&drill.compare_all(), &writers);
    let words = format!(
        "0 of {} acknowledged writes lost, none half kept; up again in {} ms at most",
        drill.ledger.len(),
        slowest.as_millis()
    );
    say("D1", on, kills as usize, words);
}

#[test]
fn d1_the_program_is_killed_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    kills("sqlite", dir.path().join("records.db").display().to_string(), dir.path());
}

#[test]
fn d1_the_program_is_killed_on_postgres() {
    let Some(cluster) = Cluster::start("D1", &[]) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    kills("postgres", cluster.url(), dir.path());
}

#[test]
fn d1_twin_a_program_that_acknowledges_before_it_writes_is_caught() {
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, mut program) = Drill::begin(dir.path().join("records.db").display().to_string(), dir.path());
    for attempt in 1.. {
        let mut writers = drill.writers(Notes::Asked);
        drill.until_acknowledged(60);
        program.kill();
        writers.stop();
        let lost = drill.compare().lost.len();
        if lost > 0 {
            return say(
                "D1",
                "sqlite, twin",
                attempt,
                format!("caught: {lost} noted before they were written are missing"),
            );
        }
        assert!(attempt < 20, "twenty kills, and not one early acknowledgement was missed");
        program = drill.launch.start();
    }
}

#[test]
fn d2_the_database_server_is_killed() {
    let Some(mut cluster) = Cluster::start("D2", &[]) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let kills = size(10, 300);
    let (mut drill, program) = Drill::begin(cluster.url(), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    let mut slowest = Duration::ZERO;
    for kill in 0..kills {
        drill.until_acknowledged(20);
        std::thread::sleep(Duration::from_millis(kill * 13 % 97));
        cluster.kill();
        slowest = slowest.max(cluster.start_again());
        drill.until_acknowledged(1);
        sound(&drill.compare(), &writers);
    }
    drill.until_acknowledged(20);
    writers.stop();
    sound(&drill.compare_all(), &writers);
    drop(program);
    cluster.check_files();
    let words = format!(
        "0 of {} acknowledged writes lost, none half kept, pg_amcheck clean; server up again in {} ms at most",
        drill.ledger.len(),
        slowest.as_millis()
    );
    say("D2", "postgres", kills as usize, words);
}

#[test]
fn d6_the_primary_is_killed_and_its_standby_is_promoted() {
    let Some(first) = Cluster::start("D6", &[]) else { return };
    let Some(second) = first.standby("D6", None) else { return };
    let come_back = |old: &mut Cluster, _| {
        old.start_again();
    };
    fail_over("killed primary", size(3, 25), [first, second], |old, _| old.kill(), come_back);
}

#[test]
fn d6_a_replaced_primary_is_refused_after_a_restart_too() {
    let Some(first) = Cluster::start("D6", &[]) else { return };
    let Some(second) = first.standby("D6", None) else { return };
    restarted_beside_the_old_one([first, second]);
}

#[test]
fn d6_a_promotion_that_one_connection_saw_is_known_to_all() {
    let Some(first) = Cluster::start("D6", &[]) else { return };
    let Some(second) = first.standby("D6", None) else { return };
    seen_by_everybody([first, second]);
}

#[test]
fn d6_twin_a_standby_that_is_not_waited_for_is_caught() {
    let Some(mut first) = Cluster::start("D6", &[]) else { return };
    let Some(mut second) = first.standby("D6", None) else { return };
    first.ask("goldthread", "ALTER SYSTEM SET synchronous_standby_names = ''");
    first.ask("goldthread", "SELECT pg_reload_conf()");
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(both(&first, &second), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    drill.until_acknowledged(20);
    second.kill();
    drill.until_acknowledged(40);
    first.kill();
    second.start_again();
    second.promote();
    drop(program);
    writers.stop();
    drill.launch.database = second.url();
    let lost = drill.compare().lost.len();
    assert!(lost > 0, "the standby was away, and nothing is missed");
    say("D6", "postgres, twin", 1, format!("caught: {lost} acknowledged are missing on a standby not waited for"));
}
