//! What is kept can be written out and read back into either engine, whole or not at all.

use crate::{opening, postgres};
use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};
use store::suite::sample::{at, person, staff, team, write_one};
use store::{Staff, Store, Team};

/// A store with something in nearly every table.
fn fill(store: &dyn Store) {
    opening::fill(store).expect("fills");
    for number in 10..=50 {
        write_one(store, &format!("key {number}"), number, &[person(number), person(60 + number % 5)]).expect("writes");
    }
    let ann = Staff {
        team: Some(team(1)),
        password: "hash".to_owned(),
        ..Staff::new(staff(1), "Ann Invented", "social_worker")
    };
    store.put_staff(&[Team { id: team(1), name: "Team".to_owned() }], &[ann]).expect("keeps");
}

fn archived(store: &dyn Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.archive(at(0), &mut out).expect("is written");
    out
}

/// The same rows in the same tables; the tables themselves are not in question.
fn restored(url: &str, bytes: &[u8]) -> Box<dyn Store> {
    store::restore(url, &mut Cursor::new(bytes)).expect("is restored");
    store::open(url).expect("opens")
}

#[test]
fn everything_kept_comes_back_in_either_engine() {
    let dir = tempfile::tempdir().expect("a directory");
    let first = dir.path().join("first.db");
    let store = store::open(first.to_str().expect("a path")).expect("opens");
    fill(store.as_ref());
    let written = archived(store.as_ref());
    let text = String::from_utf8(written.clone()).expect("is text");
    for table in ["revision", "draft_field", "staff", "setting", "waiting", "task", "claim", "summary_key"] {
        let at = text.find(&format!("{{\"table\":{{\"name\":\"{table}\"")).expect(table);
        assert!(text[at..].lines().nth(1).is_some_and(|line| line.starts_with('[')), "{table} holds something");
    }
    let second = dir.path().join("second.db");
    let again = restored(second.to_str().expect("a path"), &written);
    assert!(archived(again.as_ref()) == written, "SQLite gives back what it was given");
    if let Some(server) = postgres::server() {
        let schema = postgres::schema(&server);
        let there = restored(&schema, &written);
        assert!(archived(there.as_ref()) == written, "PostgreSQL gives back what it was given");
        // Numbers given by the engine go on after those that are taken.
        write_one(there.as_ref(), "a new key", 900, &[person(1)]).expect("goes on writing");
        let third = dir.path().join("third.db");
        let back = restored(third.to_str().expect("a path"), &archived(there.as_ref()));
        write_one(back.as_ref(), "another key", 901, &[person(1)]).expect("goes on writing");
        assert_eq!(back.about(&[person(1)]).expect("reads").len(), there.about(&[person(1)]).expect("reads").len() + 1);
    }
}

#[test]
fn it_is_one_picture_while_others_write() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut urls = vec![dir.path().join("busy.db").display().to_string()];
    urls.extend(postgres::server().map(|server| postgres::schema(&server)));
    for (place, url) in urls.iter().enumerate() {
        let store = store::open(url).expect("opens");
        fill(store.as_ref());
        let done = AtomicBool::new(false);
        let copies = std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 100.. {
                    if done.load(Ordering::Relaxed) {
                        return;
                    }
                    write_one(store.as_ref(), &format!("key {number}"), number, &[person(number)]).expect("writes");
                }
            });
            let copies: Vec<Vec<u8>> = (0..10).map(|_| archived(store.as_ref())).collect();
            done.store(true, Ordering::Relaxed);
            copies
        });
        for (number, copy) in copies.iter().enumerate() {
            let path = dir.path().join(format!("copy-{place}-{number}.db")).display().to_string();
            let copy = restored(&path, copy);
            let people = copy.people_after(None, 10_000).expect("reads");
            let revisions = copy.about(&people).expect("reads").len();
            // Each write keeps one revision, its summary and its key: a picture has as many of each.
            let keys = String::from_utf8(archived(copy.as_ref())).expect("text").matches("\n[\"key ").count() + 1;
            assert_eq!(revisions, keys, "as many records as writes");
        }
        proof::say(
            "R3",
            if place == 0 { "sqlite" } else { "postgresql" },
            copies.len(),
            "copies taken under writes are one picture",
        );
    }
}

#[test]
fn a_damaged_copy_is_refused_and_nothing_is_kept() {
    let dir = tempfile::tempdir().expect("a directory");
    let whole = dir.path().join("whole.db");
    let store = store::open(whole.to_str().expect("a path")).expect("opens");
    fill(store.as_ref());
    let text = String::from_utf8(archived(store.as_ref())).expect("is text");
    let lines: Vec<&str> = text.lines().collect();
    let row = lines.iter().position(|line| line.contains("Zoë")).expect("a row");
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut lines);
        lines.join("\n") + "\n"
    };
    let table_ends = |lines: &[String]| lines.iter().rposition(|line| line.starts_with("{\"rows\"")).expect("an end");
    let damages: Vec<(&str, String)> = vec![
        ("nothing at all", String::new()),
        ("another file", "PK\u{3}\u{4}\n".to_owned()),
        ("cut in a line", text[..text.len() / 2].to_owned()),
        ("cut at a line", lines[..row].join("\n") + "\n"),
        ("its last line lost", lines[..lines.len() - 1].join("\n") + "\n"),
        ("a row lost", with(&|lines| drop(lines.remove(row)))),
        ("a row twice", with(&|lines| lines.insert(row, lines[row].clone()))),
        ("a letter changed", with(&|lines| lines[row] = lines[row].replacen("fine", "fime", 1))),
        ("two rows exchanged", with(&|lines| lines.swap(row, row + 1))),
        ("a row of another shape", with(&|lines| lines[row] = "[1]".to_owned())),
        ("a row that is no list", with(&|lines| lines[row] = "[".to_owned())),
        (
            "a table lost",
            with(&|lines| {
                let end = table_ends(lines);
                let from = lines[..end].iter().rposition(|line| line.starts_with("{\"table\"")).expect("a table");
                lines.drain(from..=end);
            }),
        ),
        (
            "the columns renamed",
            with(&|lines| {
                let at = lines.iter().position(|line| line.starts_with("{\"table\"")).expect("a table");
                lines[at] = lines[at].replacen("\"columns\":[\"", "\"columns\":[\"x", 1);
            }),
        ),
        ("a newer version", with(&|lines| lines[0] = lines[0].replace("\"tables\":", "\"tables\":9"))),
        ("another format", with(&|lines| lines[0] = lines[0].replace("\"format\":1", "\"format\":2"))),
        (
            "a count changed at the end",
            with(&|lines| {
                let last = lines.len() - 1;
                lines[last] = lines[last].replace("\"rows\":", "\"rows\":1");
            }),
        ),
    ];
    for (number, (name, damaged)) in damages.iter().enumerate() {
        let url = dir.path().join(format!("damaged-{number}.db")).display().to_string();
        let refused = store::restore(&url, &mut Cursor::new(damaged.as_bytes()));
        let words = refused.expect_err(name).to_string();
        assert!(!words.contains("Zoë") && !words.contains("Invented"), "{name}: says nothing of anyone: {words}");
        let kept = store::open(&url).expect("opens");
        assert!(kept.people_after(None, 1).expect("reads").is_empty(), "{name}: nothing is kept");
    }
    proof::say("R3", "the stream", damages.len(), format!("{0} of {0} kinds of damage found", damages.len()));
    // The twin: a change that keeps every digest true is not damage to the stream, and is let through here; the chain of
    // the log finds it.
    store::restore(&dir.path().join("fine.db").display().to_string(), &mut Cursor::new(text.as_bytes()))
        .expect("whole");
}

#[test]
fn a_place_with_records_is_never_restored_over() {
    let dir = tempfile::tempdir().expect("a directory");
    let url = dir.path().join("here.db").display().to_string();
    let store = store::open(&url).expect("opens");
    fill(store.as_ref());
    let before = archived(store.as_ref());
    store::restore(&url, &mut Cursor::new(&before)).expect_err("refuses");
    assert!(archived(store.as_ref()) == before);
}
