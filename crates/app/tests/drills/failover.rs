//! D6: the primary is cut off or killed, its synchronous standby is promoted, and the old primary comes back.

use crate::check::compare;
use crate::network::Network;
use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::work::Notes;
use proof::{say, size};
use std::time::{Duration, Instant};

/// The address of both servers, the first of them first.
fn both(one: &Cluster, other: &Cluster) -> String {
    let place = |it: &Cluster| format!("{}:{}", it.host, it.port);
    format!("postgres://goldthread@{},{}/goldthread", place(one), place(other))
}

#[test]
fn d6_the_primary_goes_and_its_standby_is_promoted() {
    let Some(network) = Network::new("D6") else { return };
    let Some(first) = Cluster::start_in("D6", Some(network.machine(0)), &[]) else { return };
    let Some(second) = first.standby("D6", Some(network.machine(1))) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(both(&first, &second), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    let mut machines = [first, second];
    let rounds = size(4, 50);
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let (old, new) = (round % 2, 1 - round % 2);
        let is_cut = round / 2 % 2 == 0;
        drill.until_acknowledged(20);
        if is_cut {
            network.reach(old, false)
        } else {
            machines[old].kill()
        }
        machines[new].promote();
        let promoted = Instant::now();
        drill.until_acknowledged(1);
        slowest = slowest.max(promoted.elapsed());
        // The one that was replaced comes back, and thinks that it is still the primary.
        if is_cut {
            network.reach(old, true);
        } else {
            machines[old].start_again();
        }
        refused(&machines[old], &machines[new], round == 0);
        drill.until_acknowledged(20);
        let store = store::open(&machines[new].url()).expect("opens");
        sound(&compare(store.as_ref(), &drill.ledger.since(0)), &writers);
        if round + 1 < rounds {
            let [one, two] = &mut machines;
            let (old, new) = if old == 0 { (one, &*two) } else { (two, &*one) };
            old.follow(new);
        }
    }
    writers.stop();
    drop(program);
    drill.launch.database = machines[rounds % 2].url();
    sound(&drill.compare_all(), &writers);
    let words = format!(
        "0 of {} acknowledged writes lost; half link cuts, half kills; {} told not confirmed; writes back in {} ms at most",
        drill.ledger.len(),
        writers.met.not_confirmed.load(std::sync::atomic::Ordering::SeqCst),
        slowest.as_millis()
    );
    say("D6", "postgres + standby", rounds, words);
}

/// A program that starts now writes to the new primary, though the old one is named first and says that it takes writes.
fn refused(old: &Cluster, new: &Cluster, alone_too: bool) {
    // The twin: an address and "read-write" alone, without asking for the timeline, ends at the old one.
    let address = format!("{}?target_session_attrs=read-write", both(old, new));
    let mut unfenced = postgres::Client::connect(&address, postgres::NoTls).expect("connects");
    let port: i32 = unfenced.query_one("SELECT inet_server_port()", &[]).expect("answers").get(0);
    assert_eq!(port, i32::from(old.port), "without the fence the replaced server is used");
    let mark = format!("mark {}", uuid::Uuid::new_v4());
    let fenced = store::open(&both(old, new)).expect("opens");
    fenced.put_setting("drill", &format!("\"{mark}\"")).expect("writes");
    let there = new.client("goldthread").query("SELECT json FROM setting WHERE name = 'drill'", &[]).expect("reads");
    assert_eq!(there[0].get::<_, String>(0), format!("\"{mark}\""), "the new primary has it");
    if alone_too {
        // Even where nobody knows of the new one: what has no standby is never confirmed.
        let alone = store::open(&old.url());
        let written = alone.and_then(|alone| alone.put_setting("drill", "\"alone\""));
        assert!(matches!(written, Err(store::StoreError::NotConfirmed(_))), "{written:?}");
        say("D6", "old primary, back", 1, "its writes are not confirmed; without the fence it would be used");
    }
}

#[test]
fn d6_twin_a_standby_that_is_not_waited_for_is_caught() {
    let Some(network) = Network::new("D6") else { return };
    let Some(mut first) = Cluster::start_in("D6", Some(network.machine(0)), &[]) else { return };
    let Some(second) = first.standby("D6", Some(network.machine(1))) else { return };
    first.ask("goldthread", "ALTER SYSTEM SET synchronous_standby_names = ''");
    first.ask("goldthread", "SELECT pg_reload_conf()");
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(both(&first, &second), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    drill.until_acknowledged(20);
    network.across(false);
    drill.until_acknowledged(40);
    first.kill();
    second.promote();
    drop(program);
    writers.stop();
    drill.launch.database = second.url();
    let lost = drill.compare().lost.len();
    assert!(lost > 0, "the standby was cut off, and nothing is missed");
    say("D6", "postgres, twin", 1, format!("caught: {lost} acknowledged are missing on a standby not waited for"));
}
