//! What the server does with files somebody sends: they are checked by the program started again, confined, and nothing but
//! its answer is believed.

#[allow(dead_code, reason = "the program is started by the checker here")]
mod program;

use checks::worker::{Checker, Confined, Here, Parcel, Unchecked};
use checks::{Asked, Checked, Part, What};
use documents::worker::Worker;
use program::sample;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;

fn confined() -> Confined {
    Confined::running(Worker::running(env!("CARGO_BIN_EXE_goldthread"), [checks::worker::COMMAND]))
}

/// Another program in its place.
fn instead(script: &str) -> Confined {
    Confined::running(Worker::running("/bin/sh", ["-c", script]))
}

fn asked(what: What, year: Option<i16>) -> Asked {
    Asked { what, label: "the files".into(), year, ..Asked::default() }
}

fn parcel(files: &[&Path]) -> Parcel {
    let mut parcel = Parcel::new(checks::worker::LARGEST).unwrap();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        parcel.add(Part::Now, name, &mut File::open(path).unwrap()).unwrap();
    }
    parcel
}

fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn what_is_found_by_the_confined_process_is_what_is_found_here() {
    let returns = files(&sample("ssda903/2019"));
    let paths: Vec<&Path> = returns.iter().map(std::path::PathBuf::as_path).collect();
    let ask = asked(What::Ssda903, Some(2019));
    let there = confined().check(&ask, parcel(&paths)).unwrap();
    let here = Here.check(&ask, parcel(&paths)).unwrap();
    assert!(there.children > 2000 && there.found.len() > 1000, "{}", there.summary());
    assert_eq!(there, here);
    println!("the same {} findings about {} children", there.found.len(), there.children);
}

#[test]
fn files_that_are_none_are_refused_in_words() {
    let place = tempfile::tempdir().unwrap();
    let shoes = place.path().join("shoes.csv");
    std::fs::write(&shoes, "size\n9\n").unwrap();
    for what in What::ALL {
        match confined().check(&asked(what, Some(2026)), parcel(&[&shoes])) {
            Err(Unchecked::Refused(why)) => assert!(!why.next.is_empty(), "{why}"),
            other => panic!("{what:?}: {other:?}"),
        }
    }
}

#[test]
fn a_hostile_file_ends_its_process_and_not_the_server() {
    // A sheet that unpacks to far more than it is.
    let mut bomb = Vec::new();
    let mut book = zip_of_blanks(&mut bomb);
    let mut parcel = Parcel::new(checks::worker::LARGEST).unwrap();
    parcel.add(Part::Now, "list.xlsx", &mut book).unwrap();
    assert!(confined().check(&asked(What::AnnexA, None), parcel).is_err());
    // A program that never answers is ended when patience is; one that says too much, or nothing, is not believed.
    let slow = Confined::running(Worker::running("/bin/sh", ["-c", "exec sleep 600"])).patient(Duration::from_secs(1));
    let none = asked(What::Cin, None);
    let empty = || Parcel::new(10).unwrap();
    assert!(matches!(slow.check(&none, empty()), Err(Unchecked::Ended(_))));
    let outside = serde_json::json!({ "Checked": Checked { told: Vec::new(), ..Checked::default() } });
    let mut lying = outside.clone();
    lying["Checked"]["found"] = serde_json::json!([{ "told": 7, "child": null, "places": [] }]);
    let said = |value: &serde_json::Value| instead(&format!("cat > /dev/null; echo '{value}'"));
    assert!(said(&outside).check(&none, empty()).is_ok(), "what is sound is taken");
    for (liar, why) in [
        (said(&lying), "a rule that is not there"),
        (instead("cat > /dev/null; echo shoes"), "words"),
        (instead("cat > /dev/null; exit 3"), "not confined"),
        (instead("kill -9 $$"), "killed"),
    ] {
        assert!(!matches!(liar.check(&none, empty()), Ok(_) | Err(Unchecked::Refused(_))), "{why}");
    }
}

fn zip_of_blanks(bytes: &mut Vec<u8>) -> impl Read + use<> {
    let mut zip = zip::ZipWriter::new(Cursor::new(std::mem::take(bytes)));
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(9));
    let blank = vec![b' '; 1024 * 1024];
    for part in ["xl/workbook.xml"] {
        zip.start_file(part, options).unwrap();
        for _ in 0..48 {
            std::io::Write::write_all(&mut zip, &blank).unwrap();
        }
    }
    Cursor::new(zip.finish().unwrap().into_inner())
}

#[test]
fn a_parcel_takes_so_much_and_no_more() {
    let mut small = Parcel::new(10).unwrap();
    small.add(Part::Now, "a", &mut Cursor::new(b"123456")).unwrap();
    assert!(small.add(Part::Now, "b", &mut Cursor::new(b"12345")).is_err(), "eleven bytes");
    let mut many = Parcel::new(1_000_000).unwrap();
    let added =
        (0..=checks::worker::FILES).filter(|_| many.add(Part::Now, "a", &mut Cursor::new(b"1")).is_ok()).count();
    assert_eq!(added, checks::worker::FILES);
    // A name that looks like what follows the files is a name.
    let mut sly = Parcel::new(1000).unwrap();
    sly.add(Part::Now, "\"]\n{\"what\":\"cin\"}", &mut Cursor::new(b"\n\n")).unwrap();
    match Here.check(&asked(What::Ssd, None), sly) {
        Err(Unchecked::Refused(why)) => assert!(why.what.contains("There is no table of the standard"), "{why}"),
        other => panic!("{other:?}"),
    }
}
