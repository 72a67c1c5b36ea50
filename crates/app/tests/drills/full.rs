//! D4: there is no room left where records, their log and documents are kept; then there is again.

use crate::client::Client;
use crate::ledger::Kept;
use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::program::{Launch, Program};
use crate::work::{Notes, Writers};
use proof::{say, size};
use std::fs::{File, OpenOptions, create_dir, remove_file};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::DraftId;

/// A small disk, mounted until it is dropped.
struct Small {
    place: PathBuf,
}

impl Small {
    fn mount(place: PathBuf, megabytes: u32) -> Small {
        create_dir(&place).expect("a directory");
        Cluster::open_to_server(place.parent().expect("a directory"));
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", &size, "small"]).arg(&place).status().expect("runs");
        assert!(done.success(), "this needs root, to mount a small disk");
        Small { place }
    }

    fn ballast(&self) -> PathBuf {
        self.place.join("ballast")
    }

    /// Takes all the room there is now.
    fn fill(&self) {
        let mut ballast: File = OpenOptions::new().create(true).append(true).open(self.ballast()).expect("a file");
        for piece in [64 * 1024, 1] {
            while ballast.write_all(&vec![0; piece]).is_ok() {}
        }
    }

    fn make_room(&self) {
        remove_file(self.ballast()).expect("removed");
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.place).status();
    }
}

/// The program with its data on the small disk, and what it keeps aside elsewhere.
fn begin(small: &Small, dir: &Path) -> (Drill, Program) {
    let data = small.place.join("goldthread");
    let mut launch = Launch::new(data.join("goldthread.db").display().to_string(), dir);
    launch.is_dir = Some(data);
    launch.env.push(("GOLDTHREAD_LOG_ASIDE".into(), dir.join("log.aside").display().to_string()));
    Drill::begin_with(launch, dir)
}

/// Keeps the disk full until so many more were told to come again.
fn until_put_off(drill: &Drill, small: &Small, writers: &Writers) {
    let wanted = writers.met.put_off.load(Ordering::SeqCst) + 40;
    drill.until("people are told that there is no room", |_| {
        small.fill();
        writers.met.put_off.load(Ordering::SeqCst) >= wanted
    });
}

#[test]
fn d4_the_disk_is_full_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    let small = Small::mount(dir.path().join("disk"), 24);
    let (mut drill, program) = begin(&small, dir.path());
    let (user, password) = program.sign_in_of("Out of hours");
    let night = Client::sign_in(&drill.launch.base(), &user, &password);
    let mut writers = drill.writers(Notes::Answered);
    let rounds = size(4, 10);
    let mut cards = 0;
    for _ in 0..rounds {
        drill.until_acknowledged(40);
        let card = card(&drill);
        until_put_off(&drill, &small, &writers);
        // Who must know tonight is shown the card; that it was is kept aside.
        cards += usize::from(night.get(&card).is_ok_and(|answer| answer.status == 200));
        small.make_room();
        drill.until_acknowledged(20);
        sound(&drill.compare(), &writers);
    }
    writers.stop();
    sound(&drill.compare_all(), &writers);
    assert_eq!(cards, rounds, "the card is shown while the disk is full");
    let words = format!(
        "0 of {} acknowledged writes lost, {} told that there is no room; {cards} emergency cards shown meanwhile",
        drill.ledger.len(),
        writers.met.put_off.load(Ordering::SeqCst)
    );
    say("D4", "sqlite: data, log", rounds, words);
}

/// What lies on the disk that fills up.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fills {
    /// The tables of PostgreSQL.
    Tables,
    /// Its own log of what is written, without which it writes nothing.
    WriteAhead,
}

/// The disk of a server fills up, with its tables or with its log on it.
fn full_server(fills: Fills) {
    let dir = tempfile::tempdir().expect("a directory");
    let (small, large) = (dir.path().join("disk"), dir.path().join("large"));
    let small = Small::mount(small, if fills == Fills::Tables { 96 } else { 24 });
    create_dir(&large).expect("a directory");
    let (data, log) = match fills {
        Fills::Tables => (small.place.join("tables"), large.join("log")),
        Fills::WriteAhead => (large.join("tables"), small.place.join("log")),
    };
    // Little is kept of the log, so that it asks for room again and again.
    let settings = ["min_wal_size=2MB", "max_wal_size=4MB", "wal_recycle=off"];
    let Some(mut server) = Cluster::start_on("D4", &data, Some(&log), &settings) else { return };
    let mut launch = Launch::new(server.url(), dir.path());
    launch.env.push(("GOLDTHREAD_LOG_ASIDE".into(), dir.path().join("log.aside").display().to_string()));
    let (mut drill, program) = Drill::begin_with(launch, dir.path());
    let (user, password) = program.sign_in_of("Out of hours");
    let night = Client::sign_in(&drill.launch.base(), &user, &password);
    let mut writers = drill.writers(Notes::Answered);
    let rounds = size(4, 10);
    let (mut cards, mut ended, mut unseen) = (0, 0, Vec::new());
    let mut slowest = Duration::ZERO;
    for _ in 0..rounds {
        drill.until_acknowledged(40);
        let card = card(&drill);
        until_put_off(&drill, &small, &writers);
        match night.get(&card) {
            Ok(answer) if answer.status == 200 => cards += 1,
            Ok(answer) => unseen.push(format!("{}, server running: {}", answer.status, server.is_running())),
            Err(fault) => unseen.push(fault.to_string()),
        }
        small.make_room();
        // A server that cannot write its log ends, and whoever runs it starts it again.
        let begun = Instant::now();
        let wanted = drill.ledger.len() + 20;
        while drill.ledger.len() < wanted {
            if !server.is_running() {
                ended += 1;
                server.start_again();
            }
            assert!(begun.elapsed() < Duration::from_secs(120), "nothing is acknowledged: {}", server.log());
            sleep(Duration::from_millis(20));
        }
        slowest = slowest.max(begun.elapsed());
        sound(&drill.compare(), &writers);
    }
    writers.stop();
    sound(&drill.compare_all(), &writers);
    drop(program);
    server.check_files();
    if fills == Fills::Tables {
        assert_eq!(cards, rounds, "the card is shown while the tables have no room: {unseen:?}");
    }
    let on = if fills == Fills::Tables { "postgres: tables" } else { "postgres: its log" };
    let words = format!(
        "0 of {} acknowledged writes lost, {} told that there is no room; the server ended {ended} times; writes again within \
         {} ms of room; {cards} emergency cards shown meanwhile",
        drill.ledger.len(),
        writers.met.put_off.load(Ordering::SeqCst),
        slowest.as_millis()
    );
    say("D4", on, rounds, words);
}

#[test]
fn d4_the_disk_of_the_tables_is_full_on_postgres() {
    full_server(Fills::Tables);
}

#[test]
fn d4_the_disk_of_the_log_is_full_on_postgres() {
    full_server(Fills::WriteAhead);
}

/// The address of the card of somebody who is on file.
fn card(drill: &Drill) -> String {
    let store = store::open(&drill.launch.database).expect("opens");
    let somebody = || {
        drill.ledger.since(0).iter().find_map(|kept| match kept {
            Kept::Record { id, .. } => store.draft(DraftId(*id)).expect("reads")?.draft.people.first().copied(),
            _ => None,
        })
    };
    drill.until("somebody is on file", |_| somebody().is_some());
    format!("/children/{}/card", somebody().expect("somebody"))
}

#[test]
fn d4_twin_a_program_that_acknowledges_what_found_no_room_is_caught() {
    let dir = tempfile::tempdir().expect("a directory");
    let small = Small::mount(dir.path().join("disk"), 24);
    let (mut drill, program) = begin(&small, dir.path());
    let mut writers = drill.writers(Notes::Asked);
    drill.until_acknowledged(40);
    until_put_off(&drill, &small, &writers);
    program.kill();
    writers.stop();
    small.make_room();
    let lost = drill.compare().lost.len();
    assert!(lost > 0, "nothing found room, and nothing is missed");
    say("D4", "sqlite, twin", 1, format!("caught: {lost} noted before they were written are missing"));
}
