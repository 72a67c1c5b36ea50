//! D4: there is no room left where records, their log and documents are kept; then there is again.

use crate::client::Client;
use crate::ledger::Kept;
use crate::place::{Drill, sound};
use crate::program::{Launch, Program};
use crate::work::{Notes, Writers};
use proof::{say, size};
use std::fs::{File, OpenOptions, create_dir, remove_file};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use store::DraftId;

/// A small disk, mounted until it is dropped.
struct Small {
    place: PathBuf,
}

impl Small {
    fn mount(place: PathBuf, megabytes: u32) -> Small {
        create_dir(&place).expect("a directory");
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

/// The address of the card of somebody who is on file.
fn card(drill: &Drill) -> String {
    let store = store::open(&drill.launch.database).expect("opens");
    let noted = drill.ledger.since(0);
    let mut people = noted.iter().filter_map(|kept| match kept {
        Kept::Record { id, .. } => store.draft(DraftId(*id)).expect("reads")?.draft.people.first().copied(),
        _ => None,
    });
    format!("/children/{}/card", people.next().expect("somebody"))
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
