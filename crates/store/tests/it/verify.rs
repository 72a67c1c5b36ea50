//! What checking the log says of a file that somebody altered, entry by entry and word by word.

use store::suite::sample::{at, person, record, revision, staff, write_one};
use store::verify::verify;
use store::{Change, Head, LogEntry, SqliteStore, Store, Wrong};
use tempfile::TempDir;

/// Entries of a small log. The third keeps a record.
const ENTRIES: u64 = 9;

struct Kept {
    dir: TempDir,
}

impl Kept {
    fn new() -> Kept {
        let kept = Kept { dir: tempfile::tempdir().expect("a directory") };
        let store = kept.open();
        for seq in 1..=ENTRIES {
            let look = LogEntry { people: vec![person(1)], ..LogEntry::new(at(1), &staff(1), "view_file") };
            match seq {
                3 => write_one(&store, "key", 1, &[person(1)]).map(drop).expect("writes"),
                _ => store.log(&[look]).expect("logs"),
            }
        }
        kept
    }

    fn open(&self) -> SqliteStore {
        SqliteStore::open(self.dir.path().join("records.db")).expect("opens")
    }

    fn alter(&self, sql: &str) -> &Kept {
        let file = rusqlite::Connection::open(self.dir.path().join("records.db")).expect("opens");
        assert!(file.execute(sql, []).expect(sql) > 0, "{sql} altered nothing");
        self
    }

    fn wrong(&self, heads: &[Head]) -> Option<Wrong> {
        let checked = verify(&self.open(), heads, 2).expect("checks");
        assert_eq!(checked.entries, self.open().log_head().expect("reads").seq);
        checked.wrong
    }

    /// The first entry that is wrong, and what is said of it.
    fn says(&self, heads: &[Head]) -> (u64, String) {
        self.wrong(heads).map(|wrong| (wrong.seq, wrong.what)).expect("something is wrong")
    }

    /// The log as it is at an entry.
    fn head_at(&self, seq: u64) -> Head {
        let entry = self.open().log_after(seq - 1, 1).expect("reads").remove(0);
        Head { seq: entry.seq, hash: entry.hash }
    }
}

#[test]
fn a_log_that_nobody_altered_holds_every_head_from_before_its_first_entry_to_its_last() {
    let kept = Kept::new();
    let heads: Vec<Head> = std::iter::once(Head::default()).chain((1..=ENTRIES).map(|seq| kept.head_at(seq))).collect();
    assert_eq!(kept.wrong(&heads), None);
}

#[test]
fn the_last_entry_of_a_stretch_is_missed_in_that_stretch() {
    let kept = Kept::new();
    kept.alter("DELETE FROM log WHERE seq = 6");
    let said = kept.open().check_log(0, 6).expect("checks");
    assert_eq!(said, Some(Wrong { seq: 6, what: "it is missing".into() }));
    assert_eq!(kept.open().check_log(0, 5).expect("checks"), None);
}

#[test]
fn what_no_entry_vouches_for_is_found() {
    let entries = |sql: &str| Kept::new().alter(sql).open().check_rest().expect("checks").map(|wrong| wrong.seq);
    assert_eq!(Kept::new().open().check_rest(), Ok(None));
    assert_eq!(entries("UPDATE revision SET entry = NULL"), Some(ENTRIES + 1));
    assert_eq!(entries("UPDATE revision SET entry = 70"), Some(70));
    let person = person(1).0;
    let named = format!("INSERT INTO log_person (seq, person) VALUES (71, '{person}')");
    assert_eq!(entries(&named), Some(71));
    let report = format!("INSERT INTO report VALUES ('{person}', 'month', '2026-11-16T09:00:00Z', 'staff', 'x', 72)");
    assert_eq!(entries(&report), Some(72));
    // And the check of the whole asks for it.
    assert_eq!(Kept::new().alter(&named).says(&[]).0, 71);
}

#[test]
fn a_record_that_was_altered_is_named() {
    let (seq, what) = Kept::new().alter("UPDATE revision SET body = '{\"words\":\"others\"}'").says(&[]);
    assert_eq!(seq, 3);
    assert!(what.ends_with(&format!(": record {}", record(1))), "{what}");
    let (seq, what) = Kept::new().alter("DELETE FROM revision").says(&[]);
    assert_eq!(seq, 3);
    assert!(what.ends_with("of all it kept none is left"), "{what}");
}

#[test]
fn an_entry_that_kept_more_than_is_read_at_once_vouches_for_the_last_of_them_too() {
    let kept = Kept::new();
    let revisions: Vec<_> = (100..5_200).map(|number| revision(number, &[person(2)])).collect();
    kept.open().load(Change { revisions, ..Change::default() }).expect("loads");
    assert_eq!(kept.wrong(&[]), None);
    kept.alter(&format!("UPDATE revision SET body = '{{}}' WHERE id = '{}'", record(5_199)));
    assert_eq!(kept.says(&[]).0, ENTRIES + 1);
}

#[test]
fn the_witness_tells_a_log_that_was_written_again_from_one_whose_end_is_gone() {
    let kept = Kept::new();
    let (fifth, last) = (kept.head_at(5), kept.head_at(ENTRIES));
    let other = |seq| Head { seq, hash: "f".repeat(64) };
    let (seq, what) = kept.says(&[fifth.clone(), other(ENTRIES)]);
    assert!(seq == 6 && what.starts_with("the log was written again"), "{seq}: {what}");
    let (seq, what) = kept.says(&[fifth, last, other(ENTRIES + 4)]);
    assert_eq!(seq, ENTRIES + 1);
    assert!(what.contains(&format!("up to entry {}", ENTRIES + 4)), "{what}");
}

#[test]
fn where_the_chain_itself_is_broken_no_head_from_there_on_is_blamed_on_what_comes_before() {
    let kept = Kept::new();
    let heads: Vec<Head> = [2, 5, 8].map(|seq| kept.head_at(seq)).into();
    kept.alter("UPDATE log SET hash = 'f' WHERE seq = 5");
    assert_eq!(kept.says(&heads).0, 5);
}
