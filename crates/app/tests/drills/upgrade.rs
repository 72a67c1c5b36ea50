//! U2: the program is killed while it brings the tables of an earlier version up to date.

use crate::postgres::Cluster;
use crate::program::Launch;
use proof::{say, size};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What the first published version left.
const FIRST: &str = include_str!("../../../store/tests/published/0001.sqlite.sql");
const FIRST_SERVER: &str = include_str!("../../../store/tests/published/0001.postgres.sql");

/// So many looks were noted under it; each becomes an entry of the log.
const LOOKS: u64 = 20_000;

fn file(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("{name}.db"))
}

/// Where databases are made.
enum On<'a> {
    Sqlite(&'a Path),
    Postgres(&'a Cluster),
}

impl On<'_> {
    /// Does something in a database; the number that its last word answers.
    fn run(&self, name: &str, all: &str, question: &str) -> Result<i64, String> {
        match self {
            On::Sqlite(dir) => {
                let file = Connection::open(file(dir, name)).map_err(|fault| fault.to_string())?;
                file.execute_batch(all).map_err(|fault| fault.to_string())?;
                file.query_row(question, [], |row| row.get(0)).map_err(|fault| fault.to_string())
            }
            On::Postgres(cluster) => {
                let mut client = cluster.client(name);
                client.batch_execute(all).map_err(|fault| fault.to_string())?;
                let row = client.query_one(question, &[]).map_err(|fault| fault.to_string())?;
                Ok(row.get(0))
            }
        }
    }

    /// A database of the first version; its address.
    fn old(&self, name: &str) -> String {
        let (first, many, address) = match self {
            On::Sqlite(dir) => {
                let many = format!(
                    "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {LOOKS}) SELECT i FROM n)"
                );
                (FIRST, many, file(dir, name).display().to_string())
            }
            On::Postgres(cluster) => {
                cluster.ask("postgres", &format!("CREATE DATABASE {name}"));
                let address = cluster.url().replace("/goldthread?", &format!("/{name}?"));
                (FIRST_SERVER, format!("generate_series(1, {LOOKS})"), address)
            }
        };
        let looks = "INSERT INTO look (looked, staff, action) SELECT '2026-01-01T09:00:00Z', 'ann', 'view_file' FROM";
        self.run(name, &format!("{first}{looks} {many} AS n;"), "SELECT count(*) FROM look").expect("made");
        address
    }

    /// The number its tables have, when they are wholly of that number.
    fn whole(&self, name: &str) -> Result<i64, String> {
        let number = self.run(name, "", "SELECT CAST(max(number) AS bigint) FROM migration")?;
        let tables = match self {
            On::Sqlite(_) => "sqlite_schema WHERE name",
            On::Postgres(_) => "information_schema.tables WHERE table_schema = 'public' AND table_name",
        };
        let newer = format!("SELECT count(*) FROM {tables} IN ('register', 'log', 'log_person', 'upload')");
        match (number, self.run(name, "", &newer)?) {
            (1, 0) | (2.., 1..) => Ok(number),
            (number, newer) => Err(format!("tables of number {number}, and {newer} of later ones")),
        }
    }
}

/// Kills the program in the middle of it again and again.
fn killed_in_between(on: &On, id: &str, kills: u32, dir: &Path) {
    // A command that does little more than open what is kept.
    let opens = |address: &str| {
        let mut command = Launch::new(address.to_owned(), dir).command(&["rebuild"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts")
    };
    // How long it takes when nobody interrupts it.
    let address = on.old("uninterrupted");
    let start = Instant::now();
    assert!(opens(&address).wait().expect("ended").success());
    let takes = start.elapsed();
    let newest = on.whole("uninterrupted").expect("whole");
    let mut undone = 0;
    for kill in 1..=kills {
        let name = format!("killed{kill}");
        let address = on.old(&name);
        let mut running = opens(&address);
        std::thread::sleep(takes * kill / (kills + 1));
        running.kill().expect("killed");
        running.wait().expect("ended");
        let number = on.whole(&name).unwrap_or_else(|why| panic!("kill {kill}: {why}"));
        assert!(number == 1 || number == newest, "kill {kill}: tables of number {number}");
        undone += usize::from(number == 1);
        let store = store::open(&address).expect("the next start goes on");
        assert_eq!(on.whole(&name), Ok(newest));
        let head = store.log_head().expect("reads").seq;
        assert!(head > LOOKS, "{head} entries");
        assert_eq!(store.check_log(0, head).expect("reads"), None);
        assert_eq!(store.check_rest().expect("reads"), None);
        assert_eq!(store.people_after(None, 99).expect("reads").len(), 6);
    }
    assert!(undone > 0, "never killed before the tables were up to date");
    let words = format!("{undone} times undone, else done; never half; the next start goes on and the log is whole");
    say("U2", id, kills as usize, words);
    // The twin: a migration that keeps what it did so far.
    on.old("half");
    on.run("half", "CREATE TABLE log (seq INTEGER)", "SELECT count(*) FROM log").expect("made");
    assert!(on.whole("half").is_err());
    say("U2", &format!("{id}, twin"), 1, "caught: a table of a migration that is not noted");
}

#[test]
fn u2_killed_while_tables_are_brought_up_to_date() {
    let dir = tempfile::tempdir().expect("a directory");
    killed_in_between(&On::Sqlite(dir.path()), "sqlite", 20, dir.path());
}

#[test]
fn u2_killed_while_tables_are_brought_up_to_date_on_postgres() {
    let Some(cluster) = Cluster::start("U2", &[]) else { return };
    let dir = tempfile::tempdir().expect("a directory");
    // The server goes on for a moment with what a program that is no more asked of it.
    cluster.ask("postgres", "ALTER SYSTEM SET client_connection_check_interval = '10ms'");
    cluster.ask("postgres", "SELECT pg_reload_conf()");
    std::thread::sleep(Duration::from_millis(100));
    killed_in_between(&On::Postgres(&cluster), "postgres", size(5, 20), dir.path());
}
