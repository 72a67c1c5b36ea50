//! Backups, proved by breaking them and by restoring them.

mod program;

use goldthread::backup::{self, Contents, Receipt, seal};
use jiff::Timestamp;
use program::{ended, goldthread, sample};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the letter of these tests is kept: by the SHA-256 of its content.
const LETTER: &str = "b1/16d363cdfe8630745d5badfdea8cf240b896dbb97d9cff1b3fb7640c1f47aa";

/// A place with records and documents, a key, and a backup of it.
struct Backed {
    dir: tempfile::TempDir,
    name: String,
    backup: PathBuf,
}

/// What is known of a file that was sent in a draft.
fn named(place: &str) -> store::Upload {
    store::Upload {
        draft: store::DraftId(uuid::Uuid::now_v7()),
        hash: place.replace('/', ""),
        preview: None,
        size: 21,
        by: practice::ids::StaffId::from("priya"),
        at: Timestamp::now(),
        file: "{}".to_owned(),
    }
}

impl Backed {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let path = |name: &str| dir.path().join(name).display().to_string();
        let file = sample("cin-census/CIN_Census_2026.xml").display().to_string();
        let (code, _, fault) = goldthread(&["import", "cin-census", &file, "--data", &path("data")]);
        assert_eq!(code, Some(0), "{fault}");
        fs::create_dir_all(dir.path().join("data/documents/ab")).expect("makes");
        let letter = dir.path().join("data/documents").join(LETTER);
        fs::create_dir_all(letter.parent().expect("a directory")).expect("makes");
        fs::write(letter, b"a letter\nof two lines").expect("writes");
        let kept = store::open(&path("data/goldthread.db")).expect("opens");
        kept.add_upload(&named(LETTER)).expect("writes");
        drop(kept);
        fs::write(dir.path().join("data/documents/ab/ef01"), vec![0xff; 100_000]).expect("writes");
        let (code, name, fault) = goldthread(&["backup-key", "--out", &path("key")]);
        assert_eq!(code, Some(0), "{fault}");
        let name = name.trim().to_owned();
        let mut backed = Backed { name, backup: PathBuf::new(), dir };
        backed.backup = backed.make();
        backed
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    fn make(&self) -> PathBuf {
        let (code, _, fault) =
            goldthread(&["backup", "--data", &self.path("data"), "--out", &self.path("out"), "--to", &self.name]);
        assert_eq!(code, Some(0), "{fault}");
        let made = backup::vault::backups_in(&self.dir.path().join("out")).expect("lists");
        made.last().expect("a backup").clone()
    }

    fn restore(&self, to: &[&str]) -> (Option<i32>, String, String) {
        let (key, backup) = (self.path("key"), self.backup.display().to_string());
        let mut arguments = vec!["restore", backup.as_str(), "--key", key.as_str()];
        arguments.extend(to);
        goldthread(&arguments)
    }

    fn export(&self, place: &[&str]) -> Vec<u8> {
        let out = self.path("exported");
        let mut arguments = vec!["export", "--out", out.as_str()];
        arguments.extend(place);
        assert_eq!(goldthread(&arguments).0, Some(0));
        fs::read(out).expect("reads")
    }
}

#[test]
fn a_backup_restores_into_either_engine() {
    let backed = Backed::new();
    let before = backed.export(&["--data", &backed.path("data")]);
    let new = backed.path("new");
    let (code, said, fault) = backed.restore(&["--data", &new]);
    assert_eq!(code, Some(0), "{fault}");
    assert!(said.starts_with("Restored: ") && said.contains(" 2 documents, as at "), "{said}");
    assert!(backed.export(&["--data", &new]) == before);
    let document = |place: &str, name: &str| fs::read(backed.dir.path().join(place).join(name)).expect("reads");
    for name in [format!("documents/{LETTER}"), "documents/ab/ef01".to_owned()] {
        let name = &name;
        assert!(document("new", name) == document("data", name));
    }
    let (code, _, fault) = backed.restore(&["--data", &new]);
    assert_eq!(code, Some(1), "a place that holds something is never restored over");
    assert!(fault.contains("There is something in that place already."), "{fault}");

    let (backup, key) = (backed.backup.display().to_string(), backed.path("key"));
    let tell = format!("sqlite:{}", backed.path("data/goldthread.db"));
    let (code, said, fault) = goldthread(&["verify-backup", &backup, "--key", &key, "--tell", &tell]);
    assert_eq!(code, Some(0), "{fault}");
    assert!(said.contains(" restores: ") && said.contains(" about 2 people"), "{said}");

    let Ok(server) = std::env::var("GOLDTHREAD_TEST_POSTGRES") else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "a server is needed");
        return;
    };
    let schema = format!("test_{}", uuid::Uuid::now_v7().simple());
    let (code, _, fault) = ended(Command::new("psql").args([&server, "-qc", &format!("CREATE SCHEMA {schema}")]));
    assert_eq!(code, Some(0), "{fault}");
    let url = format!("{server}?options=-csearch_path%3D{schema}");
    let (code, _, fault) = backed.restore(&["--database", &url]);
    assert_eq!(code, Some(1), "documents would have no place");
    assert!(fault.contains("--documents"), "{fault}");
    let papers = backed.path("papers");
    let (code, _, fault) = backed.restore(&["--database", &url, "--documents", &papers]);
    assert_eq!(code, Some(0), "{fault}");
    assert!(document("papers", LETTER) == document("data", &format!("documents/{LETTER}")));
    assert!(backed.export(&["--database", &url]) == before, "the other engine says the same");
    let (out, to) = (backed.path("server"), backed.name.as_str());
    let (code, _, fault) = goldthread(&["backup", "--database", &url, "--out", &out, "--to", to]);
    assert_eq!(code, Some(1), "a backup without its documents is none");
    assert!(fault.contains("--documents"), "{fault}");
    let (code, said, fault) =
        goldthread(&["backup", "--database", &url, "--documents", &papers, "--out", &out, "--to", to]);
    assert!(code == Some(0) && said.contains(", 2 documents;"), "{said}{fault}");
    proof::say("R3", "sqlite, postgresql", 2, "a backup of one engine restores into either, record for record");
}

/// Seals something else to the same key, with a receipt that fits: what somebody who breaks in could do.
fn forge(backed: &Backed, change: impl FnOnce(&Path, &mut Vec<u8>)) -> PathBuf {
    let path = backed.dir.path().join("forged.backup");
    let key = seal::identity(Path::new(&backed.path("key"))).expect("a key");
    let mut inside = Vec::new();
    let opened = seal::opened(File::open(&backed.backup).expect("opens"), &key).expect("is sealed to it");
    std::io::copy(&mut flate2::read::GzDecoder::new(opened), &mut inside).expect("reads");
    change(&path, &mut inside);
    let sealed = seal::sealed(File::create(&path).expect("writes"), &[key.to_public()]).expect("seals");
    let mut packed = flate2::write::GzEncoder::new(sealed, flate2::Compression::fast());
    packed.write_all(&inside).expect("writes");
    packed.finish().and_then(|sealed| sealed.finish()).expect("writes");
    path
}

fn replace(bytes: &mut Vec<u8>, from: &str, to: &str) {
    let text = bytes.clone();
    let at = text.windows(from.len()).position(|part| part == from.as_bytes()).expect(from);
    bytes.splice(at..at + from.len(), to.bytes());
}

#[test]
fn every_kind_of_damage_is_found() {
    let backed = Backed::new();
    let whole = fs::read(&backed.backup).expect("reads");
    let receipt = fs::read(Receipt::path(&backed.backup)).expect("reads");
    let older = fs::read(backed.make()).expect("reads");
    let (size, half) = (whole.len(), whole.len() / 2);
    // What happens to a file: the receipt finds it, and so does the seal without the receipt.
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        bytes
    };
    let on_disk: Vec<(&str, Vec<u8>)> = vec![
        ("nothing left", Vec::new()),
        ("cut in half", whole[..half].to_vec()),
        ("the last byte lost", whole[..size - 1].to_vec()),
        ("a byte more", with(&|bytes| bytes.push(0))),
        ("a bit turned at the start", with(&|bytes| bytes[3] ^= 1)),
        ("a bit turned in the names of keys", with(&|bytes| bytes[60] ^= 1)),
        ("a bit turned in the middle", with(&|bytes| bytes[half] ^= 1)),
        ("a bit turned at the end", with(&|bytes| bytes[size - 1] ^= 0x80)),
        ("a block of zeros", with(&|bytes| bytes[half..half + 512].fill(0))),
        (
            "two blocks exchanged",
            with(&|bytes| {
                let (first, second) = bytes.split_at_mut(half);
                first[half - 64..].swap_with_slice(&mut second[..64]);
            }),
        ),
        (
            "a part twice",
            with(&|bytes| {
                let part = bytes[half..half + 256].to_vec();
                bytes.splice(half..half, part);
            }),
        ),
        ("something else", b"<html>not a backup</html>".to_vec()),
    ];
    let key = seal::identity(Path::new(&backed.path("key"))).expect("a key");
    let mut found = 0;
    for (name, bytes) in &on_disk {
        let path = backed.dir.path().join("damaged.backup");
        fs::write(&path, bytes).expect("writes");
        backup::check(&path, &key).expect_err(name);
        fs::write(Receipt::path(&path), &receipt).expect("writes");
        assert!(!Receipt::of(&path).and_then(|receipt| receipt.fits(&path)).expect("reads"), "{name}");
        found += 1;
    }
    // Another backup in its place opens with the key: the receipt finds it.
    let path = backed.dir.path().join("exchanged.backup");
    fs::write(&path, &older).expect("writes");
    fs::write(Receipt::path(&path), &receipt).expect("writes");
    backup::check(&path, &key).expect("the twin: the seal alone does not find it");
    assert!(!Receipt::of(&path).and_then(|receipt| receipt.fits(&path)).expect("reads"));
    found += 1;
    // Made again by somebody who knows whom backups are sealed to: what is inside does not agree with itself.
    type Change = fn(&Path, &mut Vec<u8>);
    let inside: [(&str, Change); 8] = [
        ("a record's words changed", |_, bytes| replace(bytes, "\"finished\"", "\"finishes\"")),
        ("the records cut off", |_, bytes| bytes.truncate(bytes.len() / 3)),
        ("the end of the records lost", |_, bytes| replace(bytes, "{\"end\"", "{\"and\"")),
        ("a document changed", |_, bytes| replace(bytes, "of two lines", "of six lines")),
        ("a document lost", |_, bytes| {
            replace(bytes, "{\"documents\":{\"count\":2}}", "{\"documents\":{\"count\":3}}")
        }),
        ("a document's place outside", |_, bytes| replace(bytes, "\"path\":\"ab/", "\"path\":\"../")),
        ("a document shorter than said", |_, bytes| replace(bytes, "\"bytes\":21", "\"bytes\":20")),
        ("something after the end", |_, bytes| bytes.extend(b"more")),
    ];
    for (name, change) in inside {
        let path = forge(&backed, change);
        let new = backed.path("restored");
        let documents = backed.dir.path().join("restored-documents");
        let _ = fs::remove_file(&new);
        backup::restore(&path, &key, &format!("{new}.db"), &documents).expect_err(name);
        let kept = store::open(&format!("{new}.db")).and_then(|store| store.people_after(None, 1)).expect("reads");
        assert!(kept.is_empty() && !documents.exists(), "{name}: nothing is kept");
        fs::remove_file(format!("{new}.db")).expect("is there");
        found += 1;
    }
    let untouched = forge(&backed, |_, _| ());
    backup::check(&untouched, &key).expect("the twin: what was not changed is whole");
    // Another key opens nothing.
    let (other, _) = seal::new_key();
    let other_file = backed.dir.path().join("other-key");
    fs::write(&other_file, other).expect("writes");
    backup::check(&backed.backup, &seal::identity(&other_file).expect("a key")).expect_err("another key");
    let said = fs::read(&backed.backup).expect("reads");
    assert!(!said.windows(8).any(|part| part == b"revision"), "nothing is readable without the key");
    proof::say("R3", "the sealed file", found + 1, format!("{0} of {0} kinds of damage found", found + 1));
}

#[test]
fn a_backup_without_a_document_that_its_records_name_does_not_pass() {
    let backed = Backed::new();
    let letter = backed.dir.path().join("data/documents").join(LETTER);
    let verify =
        |backup: &Path| goldthread(&["verify-backup", &backup.display().to_string(), "--key", &backed.path("key")]);
    let (code, said, fault) = verify(&backed.backup);
    assert!(code == Some(0) && said.contains("1 of them named"), "the twin: {said}{fault}");
    // What was gone or had rotted before the backup was made is sealed as it lay there, and its receipt fits.
    fs::write(&letter, b"a letter\nof six lines").expect("writes");
    let rotted = verify(&backed.make());
    fs::remove_file(&letter).expect("is there");
    let missing = verify(&backed.make());
    for (kind, (code, _, fault)) in
        [("0 are missing, 1 are damaged", rotted), ("1 are missing, 0 are damaged", missing)]
    {
        assert_eq!(code, Some(1), "{kind}");
        assert!(fault.contains(kind), "{fault}");
    }
    proof::say("R3", "documents", 2, "kinds of damage before the backup was made found: rotted, missing");
}

/// Runs a command as another user, who has no other rights.
fn as_user(user: u32, program: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let user = user.to_string();
    let as_them = ["--reuid", &user, "--regid", &user, "--clear-groups", "--no-new-privs"];
    ended(Command::new("setpriv").args(as_them).arg(program).args(arguments))
}

#[test]
fn what_is_kept_apart_survives_whoever_holds_the_system() {
    if fs::read("/proc/self/status").is_ok_and(|status| !String::from_utf8_lossy(&status).contains("Uid:\t0\t0")) {
        println!("skipped: only root can act as two other users");
        return;
    }
    let backed = Backed::new();
    let (system, keeper) = (20_001, 20_002);
    let program = backed.dir.path().join("goldthread");
    fs::copy(env!("CARGO_BIN_EXE_goldthread"), &program).expect("copies");
    let (out, vault) = (backed.path("out"), backed.path("vault"));
    fs::create_dir(&vault).expect("makes");
    for (path, user) in [(backed.path("data"), system), (out.clone(), system), (vault.clone(), keeper)] {
        assert_eq!(ended(Command::new("chown").args(["-R", &user.to_string(), &path])).0, Some(0));
    }
    // The keeper is let in by the group of the directory, whatever the umask of whoever makes backups.
    assert_eq!(ended(Command::new("chgrp").args(["-R", &keeper.to_string(), &out])).0, Some(0));
    assert_eq!(ended(Command::new("chmod").args(["755", &backed.path("")])).0, Some(0));
    assert_eq!(ended(Command::new("chmod").args(["2750", &out])).0, Some(0));
    assert_eq!(ended(Command::new("chmod").args(["700", &vault])).0, Some(0));
    let program = program.display().to_string();
    let keep = || as_user(keeper, &program, &["keep-backups", "--from", &out, "--vault", &vault]);
    // What may not be read is said to be just that, and not that somebody broke in.
    let made = backed.backup.display().to_string();
    assert_eq!(ended(Command::new("chmod").args(["600", &made])).0, Some(0));
    let (code, _, fault) = keep();
    assert_eq!(code, Some(1));
    assert!(fault.contains("cannot be read") && fault.contains("group") && !fault.contains("broken into"), "{fault}");
    assert_eq!(ended(Command::new("chmod").args(["640", &made])).0, Some(0));
    let (code, said, fault) = keep();
    assert_eq!((code, said.trim()), (Some(0), "1 taken in, 0 kept before."), "{fault}");
    let name = backed.backup.file_name().expect("a name").to_string_lossy().into_owned();
    let kept = format!("{vault}/{name}");
    let before = fs::read(&kept).expect("reads");

    // The attacker is the system's own user: everything it owns is lost, and what is kept is not.
    let attacks: [(&str, Vec<&str>); 6] = [
        ("rm", vec!["-rf", &vault]),
        ("rm", vec!["-f", &kept]),
        ("dd", vec!["if=/dev/zero", &*Box::leak(format!("of={kept}").into_boxed_str()), "conv=notrunc", "count=1"]),
        ("truncate", vec!["-s", "0", &kept]),
        ("mv", vec![&kept, "/tmp/"]),
        ("cat", vec![&kept]),
    ];
    for (attack, arguments) in &attacks {
        let (code, said, _) = as_user(system, attack, arguments);
        assert!(code != Some(0) && said.is_empty(), "{attack} is refused");
    }
    assert!(fs::read(&kept).expect("reads") == before);
    // The twin: the same user does what it likes to its own copy.
    let own = format!("{out}/{name}");
    assert_eq!(as_user(system, "truncate", &["-s", "10", &own]).0, Some(0));
    let (code, _, fault) = keep();
    assert_eq!(code, Some(1));
    assert!(fault.contains("was changed after it was kept here"), "{fault}");
    assert!(fs::read(&kept).expect("reads") == before);

    let restored = backed.path("after");
    let (code, _, fault) = goldthread(&["restore", &kept, "--key", &backed.path("key"), "--data", &restored]);
    assert_eq!(code, Some(0), "{fault}");
    assert!(backed.export(&["--data", &restored]) == backed.export(&["--data", &backed.path("data")]));
    proof::say("R4", "two users", attacks.len() + 1, "attacks on the copy kept apart refused or named; it restores");
}

/// Files and directories below a place that others than their owner may use.
fn open_to_others(place: &Path) -> Vec<PathBuf> {
    let about = fs::metadata(place).expect("is there");
    let inner = fs::read_dir(place).into_iter().flatten().flatten().flat_map(|entry| open_to_others(&entry.path()));
    let itself = (about.permissions().mode() & 0o077 != 0).then(|| place.to_owned());
    itself.into_iter().chain(inner).collect()
}

#[test]
fn what_is_restored_and_exported_is_for_its_owner_alone() {
    let backed = Backed::new();
    let (data, records, facts) = (backed.path("again"), backed.path("records.jsonl"), backed.path("facts"));
    let lax = |words: &[&str]| {
        let line = ["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_goldthread")];
        let (code, _, fault) = ended(Command::new("sh").args(line).args(words));
        assert_eq!(code, Some(0), "{words:?}: {fault}");
    };
    fs::write(&records, "before").expect("writes");
    fs::set_permissions(&records, fs::Permissions::from_mode(0o644)).expect("open to others, and replaced");
    lax(&["restore", &backed.backup.display().to_string(), "--key", &backed.path("key"), "--data", &data]);
    lax(&["export", "--out", &records, "--data", &data]);
    lax(&["export", "facts", "--out", &facts, "--data", &data]);
    for place in [&data, &records, &facts] {
        assert_eq!(open_to_others(Path::new(place)), Vec::<PathBuf>::new());
    }
    // The twin: what goes by the umask alone is found.
    let twin = backed.path("twin");
    assert_eq!(ended(Command::new("sh").args(["-c", "umask 000; exec touch \"$0\"", &twin])).0, Some(0));
    assert_eq!(open_to_others(Path::new(&twin)).len(), 1);
    // A backup is sealed, and for whoever keeps copies too.
    assert_eq!(fs::metadata(&backed.backup).expect("is there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_receipt_says_what_is_inside_and_nothing_about_anyone() {
    let backed = Backed::new();
    let receipt = Receipt::of(&backed.backup).expect("reads");
    assert_eq!(receipt.contents.documents, 2);
    assert!(receipt.contents.records.revisions > 2);
    let made: Timestamp = receipt.contents.records.made.parse().expect("an instant");
    assert!(made <= Timestamp::now());
    assert_ne!(receipt.contents, Contents::default());
    let text = fs::read_to_string(Receipt::path(&backed.backup)).expect("reads");
    let keys: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    assert!(!keys.contains(&"name") && text.len() < 600, "{text}");
}
