//! D6: the primary goes, its synchronous standby is promoted, and the old primary comes back.

use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::program::Launch;
use crate::work::Notes;
use proof::say;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The address of both servers, the first of them first.
pub fn both(one: &Cluster, other: &Cluster) -> String {
    let place = |it: &Cluster| format!("{}:{}", it.host, it.port);
    format!("postgres://goldthread@{},{}/goldthread?sslmode=disable", place(one), place(other))
}

/// Has the primary go and come back so often, its standby promoted meanwhile; `leave` and `come_back` say how it goes,
/// given its place, 0 or 1.
pub fn fail_over(
    on: &str,
    rounds: usize,
    [first, second]: [Cluster; 2],
    leave: impl Fn(&mut Cluster, usize),
    come_back: impl Fn(&mut Cluster, usize),
) {
    let dir = tempfile::tempdir().expect("a directory");
    let (mut drill, program) = Drill::begin(both(&first, &second), dir.path());
    let mut writers = drill.writers(Notes::Answered);
    let mut machines = [first, second];
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let (old, new) = (round % 2, 1 - round % 2);
        drill.until_acknowledged(20);
        leave(&mut machines[old], old);
        machines[new].promote();
        let promoted = Instant::now();
        drill.until_acknowledged(1);
        slowest = slowest.max(promoted.elapsed());
        // The one that was replaced comes back, and thinks that it is still the primary.
        come_back(&mut machines[old], old);
        refused(&machines[old], &machines[new], round == 0);
        drill.until_acknowledged(20);
        // Since the last time: people go on writing meanwhile, and reading all of it each time would never end.
        sound(&drill.compare_on(&machines[new].url()), &writers);
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
        "0 of {} acknowledged writes lost; {} told not confirmed; writes back in {} ms at most",
        drill.ledger.len(),
        writers.met.not_confirmed.load(Ordering::SeqCst),
        slowest.as_millis()
    );
    say("D6", on, rounds, words);
}

/// The primary goes, its standby is promoted and seen, and only the old one comes back: a program that starts then must
/// refuse it, and find the new one when that is up.
pub fn restarted_beside_the_old_one([mut old, mut new]: [Cluster; 2]) {
    let dir = tempfile::tempdir().expect("a directory");
    let mut launch = Launch::new(both(&old, &new), dir.path());
    // The twin keeps nothing beside a key.
    let forgets = launch.clone();
    launch.env.push(("GOLDTHREAD_LOG_KEY".into(), dir.path().join("log.key").display().to_string()));
    drop(launch.start());
    old.kill();
    new.promote();
    drop(launch.start());
    new.ask("goldthread", "INSERT INTO setting (name, json) VALUES ('drill', '\"after\"')");
    new.kill();
    old.start_again();
    for round in 0..3 {
        let refused = launch.try_start().map(|_| ()).expect_err("only the replaced server is up");
        assert!(
            refused.contains("was replaced by another") && refused.contains("Start the server that was"),
            "{refused}"
        );
        say("D6", "restart beside the old primary", round + 1, "refused, with what to do");
    }
    // So is every other command, such as a backup by night.
    let command = |launch: &Launch| {
        let out = launch.command(&["verify-rebuild"]).output().expect("runs");
        (out.status.success(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (done, said) = command(&launch);
    assert!(!done && said.contains("was replaced by another"), "{said}");
    assert!(command(&forgets).0, "the twin reads what is old, and says nothing");
    say(
        "D6",
        "command beside the old primary",
        1,
        "refused, with what to do; without the file beside the key it reads",
    );
    drop(forgets.try_start().expect("the twin starts on what is old, and says nothing"));
    let stale = store::open(&both(&old, &new)).expect("the twin again");
    assert_eq!(stale.setting("drill"), Ok(None), "the twin serves what is old");
    assert_eq!(stale.concerns(), Ok(Vec::new()), "this server waits for its standby");
    // The new one is back. Whoever was on the old one leaves it, without being told.
    new.start_again();
    let back = Instant::now();
    while stale.setting("drill") != Ok(Some("\"after\"".to_owned())) {
        assert!(back.elapsed() < Duration::from_secs(60), "the old server is still read");
        std::thread::sleep(Duration::from_millis(200));
    }
    // It has no standby yet, and waits for none: that is said to whoever runs it.
    let concerns = stale.concerns().expect("answers");
    assert!(concerns.len() == 1 && concerns[0].contains("on one server alone"), "{concerns:?}");
    drop(launch.try_start().expect("the new one is found, though the old one is named first and up"));
    let words =
        format!("refused until the new one is up; one that knew nothing left the old one {:?} after", back.elapsed());
    say("D6", "restart beside the old primary", 1, words);
}

/// The standby is promoted while the old primary goes on answering whoever is connected to it, as one does whose network
/// comes back in time. Once anybody has seen the new one, nobody reads the old one any more.
pub fn seen_by_everybody([old, new]: [Cluster; 2]) {
    let store = store::open(&both(&old, &new)).expect("opens");
    store.put_setting("drill", "\"before\"").expect("writes");
    new.promote();
    let shut = "SET synchronous_commit = local; ALTER DATABASE goldthread ALLOW_CONNECTIONS false";
    old.client("postgres").batch_execute(shut).expect("nobody new comes in");
    new.ask("goldthread", "UPDATE setting SET json = '\"after\"' WHERE name = 'drill'");
    // The twin: until then the old one is read, and is out of date.
    assert_eq!(
        store.setting("drill"),
        Ok(Some("\"before\"".to_owned())),
        "the connection to the old one still answers"
    );
    store.archive(jiff::Timestamp::now(), &mut std::io::sink()).expect("a new connection finds the new one");
    assert_eq!(store.setting("drill"), Ok(Some("\"after\"".to_owned())), "the old one is still read");
    say("D6", "seen by one, known to all", 1, "nothing is read from a server that was replaced");
}

/// A program that starts now writes to the new primary, though the old one is named first and says that it takes writes.
fn refused(old: &Cluster, new: &Cluster, alone_too: bool) {
    // The twin: an address and "read-write" alone, without asking for the timeline, ends at the old one.
    let address = format!("{}&target_session_attrs=read-write", both(old, new));
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
