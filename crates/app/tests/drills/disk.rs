//! D3: the power is cut. D5: the disk fails. On a disk of our own that forgets what it was not told to keep.

mod checkpoint;

use crate::place::{Drill, sound};
use crate::postgres::Cluster;
use crate::program::{Launch, Program};
use crate::work::{Notes, Writers};
use lossy_disk::{Cut, Disk, Fault};
use proof::{say, size};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Where the program keeps its records.
#[derive(Clone, Copy, PartialEq, Debug)]
enum On {
    Sqlite,
    Postgres,
}

impl On {
    fn name(self) -> &'static str {
        match self {
            On::Sqlite => "sqlite",
            On::Postgres => "postgres",
        }
    }

    fn twin(self) -> String {
        format!("{}, twin", self.name())
    }
}

/// An empty disk of our own, and where it is.
fn mounted(dir: &Path) -> (PathBuf, Disk) {
    let place = dir.join("disk");
    std::fs::create_dir(&place).expect("a directory");
    let tests = std::env::current_exe().expect("a test");
    let server = tests.ancestors().nth(2).expect("where programs are built").join("lossy-disk");
    assert!(server.exists(), "build the disk first: cargo build -p lossy-disk");
    // The longest a drill may take, in seconds; after it the disk fails, and so does the drill.
    let limit = Duration::from_secs(size(600, 14_400));
    let disk = Disk::mount(&server, &place, limit).expect("this needs FUSE, and to be allowed to use it");
    (place, disk)
}

/// The program at work, with its data on a disk of our own.
struct OnDisk {
    disk: Disk,
    drill: Drill,
    program: Option<Program>,
    cluster: Option<Cluster>,
    /// How often the program or the server was started again.
    ended: usize,
    // Gone last: the place where the disk was.
    dir: TempDir,
}

impl OnDisk {
    /// An empty authority on a new disk; none, and said so, where PostgreSQL is not installed.
    fn begin(id: &str, on: On) -> Option<OnDisk> {
        let dir = tempfile::tempdir().expect("a directory");
        Cluster::open_to_server(dir.path());
        let (place, mut disk) = mounted(dir.path());
        let (launch, cluster) = match on {
            On::Sqlite => {
                let data = place.join("data/of/goldthread");
                let mut launch = Launch::new(data.join("goldthread.db").display().to_string(), dir.path());
                launch.is_dir = Some(data);
                (launch, None)
            }
            On::Postgres => {
                // PostgreSQL counts on a journal of names: it keeps a new database's files, and not the directory above.
                disk.journal().expect("keeps names");
                let cluster = Cluster::start_on(id, &place.join("server"), None, &[])?;
                (Launch::new(cluster.url(), dir.path()), Some(cluster))
            }
        };
        let (drill, program) = Drill::begin_with(launch, dir.path());
        Some(OnDisk { disk, drill, program: Some(program), cluster, ended: 0, dir })
    }

    /// The power goes while people write, and comes back; nothing runs yet.
    fn power_cut(&mut self, how: Cut) {
        self.disk.cut().expect("cut");
        self.program.take().into_iter().for_each(Program::kill);
        self.cluster.iter_mut().for_each(Cluster::kill);
        self.disk.restore(how).expect("mounted again");
    }

    /// Everything is started again.
    fn start(&mut self) {
        self.start_server();
        let said = || self.cluster.as_ref().map(Cluster::log).unwrap_or_default();
        self.program = Some(self.drill.launch.try_start().unwrap_or_else(|why| panic!("{why}: {}", said())));
    }

    fn start_server(&mut self) {
        for server in self.cluster.iter_mut().filter_map(|one| (!one.is_running()).then_some(one)) {
            self.ended += 1;
            server.start_again();
        }
    }

    /// After a fault of the disk the machine of a server that ended is switched off and on: what the server reads of its
    /// log before that may never have reached the disk. Was it so?
    fn mend(&mut self) -> bool {
        let ended = self.cluster.as_mut().is_some_and(|server| !server.is_running());
        if ended {
            self.power_cut(Cut::ForgetAll);
            self.start();
        }
        ended
    }

    /// Starts what ended again, until something more is acknowledged.
    fn keep_going(&mut self) {
        let before = self.drill.ledger.len();
        for _ in 0..6_000 {
            self.mend();
            if !self.program.as_mut().is_some_and(Program::is_running) {
                self.ended += usize::from(self.program.is_some());
                self.program = self.drill.launch.try_start().ok();
            }
            if self.drill.ledger.len() > before + 2 {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("waited a minute, and nothing more is acknowledged");
    }

    /// Waits until the log holds this many megabytes.
    fn log_grows_to(&self, megabytes: u64) {
        self.drill.until("the log has grown", |drill| {
            std::fs::metadata(format!("{}-wal", drill.launch.database)).is_ok_and(|log| log.len() > megabytes << 20)
        });
    }

    /// The database finds nothing wrong with its own files.
    fn is_whole(&mut self) {
        match &self.cluster {
            Some(server) => server.check_files(),
            None => {
                let connection = rusqlite::Connection::open(&self.drill.launch.database).expect("opens");
                let said: String =
                    connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
                assert_eq!(said, "ok");
            }
        }
    }
}

fn power_cuts(on: On) {
    let Some(mut place) = OnDisk::begin("D3", on) else { return };
    let cuts = size(10, 200);
    let mut writers = place.drill.writers(Notes::Answered);
    for cut in 0..cuts {
        place.drill.until_acknowledged(if cut % 3 == 0 { 150 } else { 30 });
        std::thread::sleep(Duration::from_millis(cut * 11 % 53));
        place.power_cut(if cut % 2 == 0 { Cut::Torn(cut) } else { Cut::ForgetAll });
        place.start();
        sound(&place.drill.compare(), &writers);
    }
    place.drill.until_acknowledged(20);
    writers.stop();
    sound(&place.drill.compare_all(), &writers);
    place.is_whole();
    let words =
        format!("0 of {} acknowledged writes lost, none half kept, torn pages included", place.drill.ledger.len());
    say("D3", on.name(), cuts as usize, words);
}

#[test]
fn d3_the_power_is_cut_on_sqlite() {
    power_cuts(On::Sqlite);
}

#[test]
fn d3_the_power_is_cut_on_postgres() {
    power_cuts(On::Postgres);
}

/// A disk whose fsync does nothing loses what was acknowledged, or the database does not open at all.
fn a_disk_that_lies(on: On) {
    let Some(mut place) = OnDisk::begin("D3", on) else { return };
    place.disk.lie().expect("lies");
    let mut writers = place.drill.writers(Notes::Answered);
    place.drill.until_acknowledged(60);
    place.power_cut(Cut::ForgetAll);
    writers.stop();
    let acknowledged = place.drill.ledger.len();
    let words = match place.found_missing() {
        Some(0) => panic!("the disk kept nothing, and nothing is missed"),
        Some(lost) => format!("caught: {lost} of {acknowledged} acknowledged are missing"),
        None => "caught: the records cannot be read".to_owned(),
    };
    say("D3", &on.twin(), 1, words);
}

impl OnDisk {
    /// How many acknowledged writes are missing after a power cut; none when the records cannot be read at all.
    fn found_missing(&mut self) -> Option<usize> {
        let look = std::panic::AssertUnwindSafe(|| {
            self.start_server();
            self.drill.compare().lost.len()
        });
        std::panic::catch_unwind(look).ok()
    }
}

#[test]
fn d3_twin_a_disk_whose_fsync_does_nothing_is_caught() {
    a_disk_that_lies(On::Sqlite);
}

#[test]
fn d3_twin_a_disk_whose_fsync_does_nothing_is_caught_on_postgres() {
    a_disk_that_lies(On::Postgres);
}

fn the_nth_operation_fails(on: On) {
    let Some(mut place) = OnDisk::begin("D5", on) else { return };
    // A server that met a fault in its log is switched off and on before it goes on.
    let most = size(if on == On::Sqlite { 50 } else { 10 }, 500);
    let mut writers = Writers::start(6, &place.drill.client, &place.drill.ledger, Notes::Answered);
    let mut struck = [0; 4];
    for nth in 1..=most {
        for (number, fault) in [Fault::Io, Fault::NoRoom, Fault::ShortWrite, Fault::Sync].into_iter().enumerate() {
            place.disk.plan(fault, nth).expect("planned");
            while !place.disk.struck().expect("said") {
                if place.mend() {
                    place.disk.plan(fault, nth).expect("planned");
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            struck[number] += 1;
            place.keep_going();
            // What was acknowledged on a disk that failed must also outlast the power.
            if nth % 10 == 0 {
                place.power_cut(Cut::ForgetAll);
                place.start();
                sound(&place.drill.compare(), &writers);
            }
        }
    }
    writers.stop();
    sound(&place.drill.compare_all(), &writers);
    place.is_whole();
    let words = format!(
        "0 of {} acknowledged writes lost; n-th operation failed for n = 1..{most}: EIO {}, ENOSPC {}, short write {}, \
         fsync {}; started again {} times",
        place.drill.ledger.len(),
        struck[0],
        struck[1],
        struck[2],
        struck[3],
        place.ended
    );
    say("D5", on.name(), struck.iter().sum(), words);
}

#[test]
fn d5_the_nth_operation_of_the_disk_fails_on_sqlite() {
    the_nth_operation_fails(On::Sqlite);
}

#[test]
fn d5_the_nth_operation_of_the_disk_fails_on_postgres() {
    the_nth_operation_fails(On::Postgres);
}

fn a_disk_that_swallows_a_write(on: On) {
    let Some(mut place) = OnDisk::begin("D5", on) else { return };
    for attempt in 1..=20 {
        let mut writers = place.drill.writers(Notes::Answered);
        place.drill.until_acknowledged(20);
        place.disk.plan(Fault::Swallowed, 3).expect("planned");
        place.drill.until_acknowledged(20);
        place.power_cut(Cut::ForgetAll);
        writers.stop();
        match place.found_missing() {
            Some(0) => place.start(),
            Some(lost) => return say("D5", &on.twin(), attempt, format!("caught: {lost} acknowledged are missing")),
            None => return say("D5", &on.twin(), attempt, "caught: the records cannot be read"),
        }
    }
    panic!("twenty writes were swallowed, and nothing is missed");
}

#[test]
fn d5_twin_a_disk_that_swallows_a_write_is_caught() {
    a_disk_that_swallows_a_write(On::Sqlite);
}

#[test]
fn d5_twin_a_disk_that_swallows_a_write_is_caught_on_postgres() {
    a_disk_that_swallows_a_write(On::Postgres);
}
