//! U2: the program is killed while it brings the tables of an earlier version up to date.

use crate::program::Launch;
use proof::say;
use rusqlite::Connection;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// What the first published version left.
const FIRST: &str = include_str!("../../../store/tests/published/0001.sqlite.sql");

/// So many looks were noted under it; each becomes an entry of the log.
const LOOKS: u64 = 20_000;

/// A database of the first version.
fn old(path: &Path) {
    let looks = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {LOOKS}) \
         INSERT INTO look (looked, staff, action) SELECT '2026-01-01T09:00:00Z', 'ann', 'view_file' FROM n;"
    );
    let made = Connection::open(path).and_then(|file| file.execute_batch(&format!("{FIRST}{looks}")));
    made.expect("made");
}

/// The number its tables have, when they are wholly of that number.
fn whole(path: &Path) -> Result<i64, String> {
    let file = Connection::open(path).map_err(|fault| fault.to_string())?;
    let one = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|fault| fault.to_string());
    let number = one("SELECT max(number) FROM migration")?;
    let newer = one("SELECT count(*) FROM sqlite_schema WHERE name IN ('register', 'log', 'log_person', 'upload')")?;
    match (number, newer) {
        (1, 0) | (2.., 1..) => Ok(number),
        _ => Err(format!("tables of number {number}, and {newer} of later ones")),
    }
}

#[test]
fn u2_killed_while_tables_are_brought_up_to_date() {
    let dir = tempfile::tempdir().expect("a directory");
    let at = |name: &str| dir.path().join(name);
    // A command that does little more than open what is kept.
    let opens = |path: &Path| {
        let mut command = Launch::new(path.display().to_string(), dir.path()).command(&["rebuild"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts")
    };
    // How long it takes when nobody interrupts it.
    old(&at("whole.db"));
    let start = Instant::now();
    assert!(opens(&at("whole.db")).wait().expect("ended").success());
    let takes = start.elapsed();
    let newest = whole(&at("whole.db")).expect("whole");
    let (kills, mut undone) = (20, 0);
    for kill in 1..=kills {
        let path = at(&format!("{kill}.db"));
        old(&path);
        let mut running = opens(&path);
        std::thread::sleep(takes * kill / (kills + 1));
        running.kill().expect("killed");
        running.wait().expect("ended");
        let number = whole(&path).unwrap_or_else(|why| panic!("kill {kill}: {why}"));
        assert!(number == 1 || number == newest, "kill {kill}: tables of number {number}");
        undone += usize::from(number == 1);
        let store = store::open(&path.display().to_string()).expect("the next start goes on");
        assert_eq!(whole(&path), Ok(newest));
        let head = store.log_head().expect("reads").seq;
        assert!(head > LOOKS, "{head} entries");
        assert_eq!(store.check_log(0, head).expect("reads"), None);
        assert_eq!(store.check_rest().expect("reads"), None);
        assert_eq!(store.people_after(None, 99).expect("reads").len(), 6);
    }
    assert!(undone > 0, "never killed before the tables were up to date");
    let words = format!("{undone} times undone, else done; never half; the next start goes on and the log is whole");
    say("U2", "sqlite", kills as usize, words);
    // The twin: a migration that keeps what it did so far.
    old(&at("half.db"));
    let half = Connection::open(at("half.db")).expect("opens");
    half.execute_batch("CREATE TABLE log (seq INTEGER)").expect("made");
    assert!(whole(&at("half.db")).is_err());
    say("U2", "sqlite, twin", 1, "caught: a table of a migration that is not noted");
}
