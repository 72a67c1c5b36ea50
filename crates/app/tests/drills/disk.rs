//! D3: the power is cut. D5: the disk fails. On a disk of our own that forgets what it was not told to keep.

use crate::place::{Drill, sound};
use crate::program::{Launch, Program};
use crate::work::{Notes, Writers};
use lossy_disk::{Cut, Disk, Fault};
use proof::{say, size};
use std::path::Path;
use std::time::Duration;

/// The longest a drill may take, in seconds; after it the disk fails, and so does the drill.
fn limit() -> Duration {
    Duration::from_secs(size(180, 7_200))
}

/// A disk of our own, served by a process of its own.
fn disk(place: &Path) -> Disk {
    std::fs::create_dir(place).expect("a directory");
    let tests = std::env::current_exe().expect("a test");
    let program = tests.ancestors().nth(2).expect("where programs are built").join("lossy-disk");
    assert!(program.exists(), "build the disk first: cargo build -p lossy-disk");
    Disk::mount(&program, place, limit()).expect("this needs FUSE, and to be allowed to use it")
}

/// The program with its data in a new directory of the disk.
fn begin(place: &Path, dir: &Path) -> (Drill, Program) {
    let data = place.join("data/of/goldthread");
    let mut launch = Launch::new(data.join("goldthread.db").display().to_string(), dir);
    launch.is_dir = Some(data);
    Drill::begin_with(launch, dir)
}

/// The power goes while twenty people write, and comes back.
fn power_cut(disk: &mut Disk, program: Program, how: Cut) {
    disk.cut().expect("cut");
    program.kill();
    disk.restore(how).expect("mounted again");
}

#[test]
fn d3_the_power_is_cut_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    let place = dir.path().join("disk");
    let mut disk = disk(&place);
    let cuts = size(10, 200);
    let (mut drill, mut program) = begin(&place, dir.path());
    let mut writers = drill.writers(Notes::Answered);
    for cut in 0..cuts {
        drill.until_acknowledged(if cut % 3 == 0 { 150 } else { 30 });
        std::thread::sleep(Duration::from_millis(cut * 11 % 53));
        power_cut(&mut disk, program, if cut % 2 == 0 { Cut::Torn(cut) } else { Cut::ForgetAll });
        program = drill.launch.start();
        sound(&drill.compare(), &writers);
    }
    drill.until_acknowledged(20);
    writers.stop();
    sound(&drill.compare_all(), &writers);
    whole_file(&drill.launch.database);
    drop(program);
    let words = format!("0 of {} acknowledged writes lost, none half kept, torn pages included", drill.ledger.len());
    say("D3", "sqlite", cuts as usize, words);
}

/// SQLite finds nothing wrong with the file.
fn whole_file(path: &str) {
    let connection = rusqlite::Connection::open(path).expect("opens");
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(said, "ok");
}

#[test]
fn d3_twin_a_disk_whose_fsync_does_nothing_is_caught() {
    let dir = tempfile::tempdir().expect("a directory");
    let place = dir.path().join("disk");
    let mut disk = disk(&place);
    let (mut drill, program) = begin(&place, dir.path());
    disk.lie().expect("lies");
    let mut writers = drill.writers(Notes::Answered);
    drill.until_acknowledged(60);
    power_cut(&mut disk, program, Cut::ForgetAll);
    writers.stop();
    let lost = drill.compare().lost.len();
    assert!(lost > 0, "the disk kept nothing, and nothing is missed");
    say("D3", "sqlite, twin", 1, format!("caught: {lost} of {} acknowledged are missing", drill.ledger.len()));
}

/// Starts the program again when it ended, until it starts.
fn keep_going(drill: &Drill, program: Program, ended: &mut usize) -> Program {
    let mut program = program;
    if program.is_running() {
        return program;
    }
    *ended += 1;
    loop {
        match drill.launch.try_start() {
            Ok(again) => return again,
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

#[test]
fn d5_the_nth_operation_of_the_disk_fails_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    let place = dir.path().join("disk");
    let mut disk = disk(&place);
    let most = size(50, 500);
    let (mut drill, mut program) = begin(&place, dir.path());
    let mut writers = Writers::start(6, &drill.client, &drill.ledger, Notes::Answered);
    let (mut struck, mut ended) = ([0; 4], 0);
    for nth in 1..=most {
        for (place, fault) in [Fault::Io, Fault::NoRoom, Fault::ShortWrite, Fault::Sync].into_iter().enumerate() {
            disk.plan(fault, nth).expect("planned");
            while !disk.struck().expect("said") {
                std::thread::sleep(Duration::from_millis(5));
            }
            struck[place] += 1;
            program = keep_going_until_acknowledged(&drill, program, &mut ended);
            // What was acknowledged on a disk that failed must also outlast the power.
            if nth % 10 == 0 {
                power_cut(&mut disk, program, Cut::ForgetAll);
                program = drill.launch.start();
                sound(&drill.compare(), &writers);
            }
        }
    }
    writers.stop();
    sound(&drill.compare_all(), &writers);
    whole_file(&drill.launch.database);
    drop(program);
    let words = format!(
        "0 of {} acknowledged writes lost; n-th operation failed for n = 1..{most}: EIO {}, ENOSPC {}, short write {}, \
         fsync {}; stopped and started again {ended} times",
        drill.ledger.len(),
        struck[0],
        struck[1],
        struck[2],
        struck[3]
    );
    say("D5", "sqlite", struck.iter().sum(), words);
}

/// Waits until something more is acknowledged, starting the program again when it ended.
fn keep_going_until_acknowledged(drill: &Drill, program: Program, ended: &mut usize) -> Program {
    let (mut program, before) = (program, drill.ledger.len());
    for _ in 0..6_000 {
        program = keep_going(drill, program, ended);
        if drill.ledger.len() > before + 2 {
            return program;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited a minute, and nothing more is acknowledged");
}

#[test]
fn d5_twin_a_disk_that_swallows_a_write_is_caught() {
    let dir = tempfile::tempdir().expect("a directory");
    let place = dir.path().join("disk");
    let mut disk = disk(&place);
    let (mut drill, mut program) = begin(&place, dir.path());
    for attempt in 1..=20 {
        let mut writers = drill.writers(Notes::Answered);
        drill.until_acknowledged(20);
        disk.plan(Fault::Swallowed, 3).expect("planned");
        drill.until_acknowledged(20);
        power_cut(&mut disk, program, Cut::ForgetAll);
        writers.stop();
        let missing = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drill.compare().lost.len()));
        match missing {
            Ok(0) => program = drill.launch.start(),
            Ok(lost) => return say("D5", "sqlite, twin", attempt, format!("caught: {lost} acknowledged are missing")),
            Err(_) => return say("D5", "sqlite, twin", attempt, "caught: the records cannot be read"),
        }
    }
    panic!("twenty writes were swallowed, and nothing is missed");
}
