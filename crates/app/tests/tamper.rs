//! A1: twelve ways for the owner of the database to alter the log, each on SQLite and on PostgreSQL. All are found, and
//! the first bad entry is named. Without the witness, a cut tail and a log written again must be missed: otherwise the
//! witness would not be what finds them.

use goldthread::commands::verify::{Checked, check};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use store::suite::sample::{at, person, staff, write_one};
use store::{Change, LogEntry, Store};
use witness::{Key, Witness};

/// Entries before the head that is handed over, and after it.
const WITNESSED: u64 = 60;
const AFTER: u64 = 10;
/// The entry that vouches for a report.
const REPORT: u64 = 31;

/// A database one can be the owner of.
enum Owner {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Owner {
    fn address(&self) -> String {
        match self {
            Owner::Sqlite(path) => format!("sqlite:{}", path.display()),
            Owner::Postgres(url) => url.clone(),
        }
    }

    fn open(&self) -> Box<dyn Store> {
        store::open(&self.address()).expect("opens")
    }

    /// Raw statements, past the program.
    fn run(&self, sql: &str) {
        match self {
            Owner::Sqlite(path) => rusqlite::Connection::open(path).expect("opens").execute_batch(sql).expect(sql),
            Owner::Postgres(url) => {
                postgres::Client::connect(url, postgres::NoTls).expect("connects").batch_execute(sql).expect(sql)
            }
        }
    }
}

/// A fresh database of each engine there is.
fn owners(dir: &Path) -> Vec<Owner> {
    let name = uuid::Uuid::now_v7().simple();
    let mut owners = vec![Owner::Sqlite(dir.join(format!("{name}.db")))];
    match std::env::var("GOLDTHREAD_TEST_POSTGRES") {
        Ok(server) => {
            let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("connects");
            client.batch_execute(&format!("CREATE SCHEMA t{name}")).expect("makes a schema");
            owners.push(Owner::Postgres(format!("{server}?options=-csearch_path%3Dt{name}")));
        }
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("there is no PostgreSQL"),
        Err(_) => println!("skipped: PostgreSQL (GOLDTHREAD_TEST_POSTGRES is not set)"),
    }
    owners
}

/// A log with its witness: some entries, a head handed over, and some more.
struct Scene {
    owner: Owner,
    witness: Witness,
    key: Key,
    _dir: tempfile::TempDir,
}

fn look(number: u64) -> LogEntry {
    let of = vec![person(u128::from(number % 7))];
    LogEntry { people: of, ..LogEntry::new(at(number as i64), &staff(number % 5), "view_file") }
}

impl Scene {
    fn of(postgres: bool) -> Option<Scene> {
        let dir = tempfile::tempdir().expect("a directory");
        let mut owners = owners(dir.path());
        let owner = if postgres { owners.drain(1..).next()? } else { owners.remove(0) };
        let witness = Witness::Directory(dir.path().join("witness"));
        let key = Key::read_or_make(&dir.path().join("log.key")).expect("a key");
        let scene = Scene { owner, witness, key, _dir: dir };
        let store = scene.owner.open();
        scene.fill(store.as_ref(), WITNESSED);
        scene.hand(store.as_ref());
        scene.fill(store.as_ref(), WITNESSED + AFTER);
        Some(scene)
    }

    fn fill(&self, store: &dyn Store, upto: u64) {
        loop {
            let seq = store.log_head().expect("reads").seq;
            match seq {
                seq if seq >= upto => return,
                // Records among the looks: their digests are in the chain.
                seq if seq % 4 == 0 => {
                    let number = u128::from(seq);
                    write_one(store, &seq.to_string(), number, &[person(number % 7)]).map(|_| ()).expect("writes");
                }
                // A report that was issued.
                seq if seq == REPORT - 1 => {
                    let (id, about, body) = (uuid::Uuid::from_u128(1), "director month".into(), "{\"a\":1}".into());
                    let report = store::Report { id, about, issued: at(seq as i64), by: staff(1), body };
                    store.issue_report(&report, &look(seq)).map(|_| ()).expect("is kept");
                }
                seq => store.log(&[look(seq)]).expect("logs"),
            }
        }
    }

    fn hand(&self, store: &dyn Store) {
        let head = store.log_head().expect("reads");
        self.witness.hand(&self.key.sign(head.seq, &head.hash, Timestamp::UNIX_EPOCH)).expect("is taken");
    }

    fn check(&self, witnessed: bool) -> Checked {
        let store = self.owner.open();
        let key = self.key.public();
        check(store.as_ref(), witnessed.then_some((&self.witness, &key))).expect("is checked")
    }

    /// The log written again from an entry on, by the program's own code, as whoever has the program can.
    fn write_again(&self, from: u64) {
        let old = self.owner.open().log_after(0, usize::MAX).expect("reads");
        let records = self.owner.open().about(&(0..7).map(person).collect::<Vec<_>>()).expect("reads");
        self.owner.run("DELETE FROM log; DELETE FROM log_person; DELETE FROM revision; DELETE FROM write_key;");
        let store = self.owner.open();
        for one in old {
            let mut entry = one.entry;
            if one.seq >= from {
                entry.by = staff(99);
            }
            let kept = records.iter().find(|revision| entry.record == Some(revision.id) && !entry.digest.is_empty());
            match kept {
                Some(revision) => {
                    let change = Change { revisions: vec![revision.clone()], entry: Some(entry), ..Change::default() };
                    store.load(change).expect("loads");
                }
                None => store.log(&[entry]).expect("logs"),
            }
        }
    }
}

/// One way to alter the log, with the entry that must be named.
struct Attack {
    name: &'static str,
    does: fn(&Scene),
    first_bad: u64,
    /// Only the witness can tell.
    needs_witness: bool,
}

const fn attack(name: &'static str, does: fn(&Scene), first_bad: u64) -> Attack {
    Attack { name, does, first_bad, needs_witness: false }
}

/// The columns of an entry after its place.
const REST: &str = "logged, staff, role, session, action, page, people, record, why, outcome, digest, hash";

const ATTACKS: &[Attack] = &[
    attack("edit", |at| at.owner.run("UPDATE log SET staff = 'somebody' WHERE seq = 20"), 20),
    attack("delete", |at| at.owner.run("DELETE FROM log WHERE seq = 20; DELETE FROM log_person WHERE seq = 20"), 20),
    Attack {
        name: "cut the tail",
        does: |at| {
            at.owner.run(
                "DELETE FROM record_person WHERE id IN (SELECT id FROM revision WHERE entry > 40); \
                 DELETE FROM revision WHERE entry > 40; DELETE FROM log_person WHERE seq > 40; \
                 DELETE FROM log WHERE seq > 40",
            );
        },
        first_bad: 41,
        needs_witness: true,
    },
    attack(
        "reorder",
        |at| {
            at.owner.run(
                "UPDATE log SET seq = 1000 WHERE seq = 20; UPDATE log SET seq = 20 WHERE seq = 21; \
                 UPDATE log SET seq = 21 WHERE seq = 1000",
            );
        },
        20,
    ),
    attack(
        "insert",
        |at| {
            at.owner.run("UPDATE log SET seq = -seq - 1 WHERE seq > 20; UPDATE log SET seq = -seq WHERE seq < 0");
            at.owner.run(&format!("INSERT INTO log (seq, {REST}) SELECT 21, {REST} FROM log WHERE seq = 20"));
        },
        21,
    ),
    Attack {
        name: "rewrite the whole chain",
        does: |at| at.write_again(1),
        // The witness has one head: what it can say is that the log up to there is not the one it knew.
        first_bad: 1,
        needs_witness: true,
    },
    Attack {
        name: "restore an old backup",
        does: |at| {
            // What the database was at entry 30, with different entries since.
            at.write_again(31);
        },
        first_bad: 1,
        needs_witness: true,
    },
    attack(
        "swap",
        |at| {
            // Two entries exchange their words, each keeping its own place and hash.
            at.owner.run(
                "UPDATE log SET staff = (SELECT other.staff FROM log other WHERE other.seq = 51 - log.seq), \
                 logged = (SELECT other.logged FROM log other WHERE other.seq = 51 - log.seq) WHERE seq IN (22, 29)",
            );
        },
        22,
    ),
    attack("re-time", |at| at.owner.run("UPDATE log SET logged = '2020-01-01T00:00:00.000000000Z' WHERE seq = 20"), 20),
    attack(
        "replay",
        |at| {
            at.owner.run(&format!("INSERT INTO log (seq, {REST}) SELECT {}, {REST} FROM log WHERE seq = 19", END + 1));
        },
        END + 1,
    ),
    Attack {
        name: "forge a head",
        does: |at| {
            // Writes the log again and hands the witness a head of it, signed by a key of its own.
            at.write_again(31);
            let Witness::Directory(path) = &at.witness else { return };
            let other = Key::read_or_make(&path.join("forged.key")).expect("a key");
            let head = at.owner.open().log_head().expect("reads");
            let mut forged = other.sign(head.seq, &head.hash, Timestamp::UNIX_EPOCH);
            forged.key = at.key.public().to_string();
            std::fs::write(path.join("heads"), serde_json::to_string(&forged).expect("JSON") + "\n").expect("writes");
        },
        first_bad: 1,
        needs_witness: true,
    },
    attack("drop the table", |at| at.owner.run("DROP TABLE log"), 1),
];

const END: u64 = WITNESSED + AFTER;

/// What else is altered: not the log itself, but what it vouches for.
const BESIDES: &[Attack] = &[
    attack("alter a record", |at| at.owner.run("UPDATE revision SET author = 'somebody' WHERE entry = 21"), 21),
    attack("take a record away", |at| at.owner.run("DELETE FROM revision WHERE entry = 21"), 21),
    attack(
        "add a record",
        |at| {
            at.owner.run(
                "INSERT INTO revision (id, revision, kind, people, about, known, author, status, form, body, entry) \
                 SELECT id, 2, kind, people, about, known, author, status, form, body, entry FROM revision \
                 WHERE entry = 21",
            );
        },
        21,
    ),
    attack("alter a report", |at| at.owner.run("UPDATE report SET body = '{\"a\":2}'"), REPORT),
    attack("take a report away", |at| at.owner.run("DELETE FROM report"), REPORT),
    attack("move a report", |at| at.owner.run("UPDATE report SET entry = 15"), 15),
    attack("hide who looked", |at| at.owner.run("DELETE FROM log_person WHERE seq = 20"), 20),
];

fn found(checked: &Checked, first_bad: u64) -> bool {
    checked.verified.wrong.as_ref().is_some_and(|wrong| wrong.seq == first_bad)
}

fn every_attack_is_found(postgres: bool, on: &str) {
    if Scene::of(postgres).is_none() {
        return;
    }
    let scene = || Scene::of(postgres).expect("there is a server");
    for witnessed in [true, false] {
        let whole = scene().check(witnessed);
        assert_eq!(whole.verified.wrong, None, "a log nobody altered");
        assert_eq!(whole.verified.entries, END);
    }
    let mut missed = Vec::new();
    for attack in ATTACKS.iter().chain(BESIDES) {
        let scene = scene();
        (attack.does)(&scene);
        let checked = scene.check(true);
        assert!(found(&checked, attack.first_bad), "{on}, {}: {:?}", attack.name, checked.verified);
        let alone = scene.check(false);
        if alone.verified.wrong.is_none() {
            missed.push(attack.name);
        }
        assert_eq!(alone.verified.wrong.is_none(), attack.needs_witness, "{on}, {}", attack.name);
    }
    proof::say("A1", on, ATTACKS.len(), "12 of 12 attacks found, the first bad entry named; 4 of 4 on records");
    proof::say(
        "A1",
        &format!("{on}, twin caught"),
        missed.len(),
        format!("missed with no witness: {}", missed.join(", ")),
    );
}

#[test]
fn every_attack_on_sqlite_is_found() {
    every_attack_is_found(false, "sqlite");
}

#[test]
fn every_attack_on_postgresql_is_found() {
    every_attack_is_found(true, "postgres");
}

#[test]
fn the_command_names_the_entry_and_ends_with_1() {
    let scene = Scene::of(false).expect("SQLite");
    let run = || {
        let key = scene.key.public().to_string();
        let Witness::Directory(path) = &scene.witness else { panic!("a directory") };
        let address = scene.owner.address();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_goldthread"));
        command.args(["verify", "--database", &address, "--public-key", &key, "--witness"]).arg(path);
        command.output().expect("runs")
    };
    let whole = run();
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    assert!(String::from_utf8_lossy(&whole.stdout).contains("70 entries: the log is whole"));
    scene.owner.run("UPDATE log SET why = 'a reason' WHERE seq = 33");
    let altered = run();
    assert_eq!(altered.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&altered.stderr).contains("wrong from entry 33"), "{altered:?}");
}
