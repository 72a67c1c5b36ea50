//! F4: a file of 2 GB given to each reader of the sector's files: refused, or read as far as its limits go, with what to do about it,
//! in bounded memory. Ordinarily each is of 2 MB, which is read: what the readers do at lowered limits is tested beside them.

#[allow(dead_code, reason = "each test uses its own part")]
mod program;

use program::ended;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

/// No check takes more, in kilobytes of addresses.
const MEMORY: u64 = 3_000_000;

fn size() -> u64 {
    if proof::full() { 2 << 30 } else { 2 << 20 }
}

/// A file of a head and a piece over and over, with numbers in it where it has a `#`.
fn fill(out: &mut impl Write, head: &str, piece: &str, tail: &str) {
    let (before, after) = piece.split_once('#').unwrap();
    out.write_all(head.as_bytes()).unwrap();
    let (mut written, mut number) = (0, 0_u64);
    while written < size() {
        let line = format!("{before}{number:07}{after}");
        out.write_all(line.as_bytes()).unwrap();
        written += line.len() as u64;
        number += 1;
    }
    out.write_all(tail.as_bytes()).unwrap();
}

const EPISODES: (&str, &str) = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n",
    "#,01/04/2025,S,C2,N1,U6,PR1,,,,M26 8ZZ,BL0 7ZZ,2650200\n",
);
const CENSUS: (&str, &str, &str) = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31\
     </ReferenceDate></CollectionDetails></Header><Children>\n",
    "<Child><ChildIdentifiers><LAchildID>#</LAchildID><PersonBirthDate>2010-05-15</PersonBirthDate><Sex>M</Sex>\
     </ChildIdentifiers></Child>\n",
    "</Children></Message>\n",
);
const CONTACTS: (&str, &str) = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source\n",
    "#,a) Male,a) WBRI,01/01/2015,10,01/02/2026,a) 1A\n",
);
const PERSONS: (&str, &str) = ("pers_person_id,pers_sex,pers_dob,pers_ethnicity\n", "#,F,2015-05-15,WBRI\n");

fn stored(path: &Path, entry: &str, content: (&str, &str, &str)) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    zip.start_file(entry, options).unwrap();
    fill(&mut BufWriter::with_capacity(1 << 20, &mut zip), content.0, content.1, content.2);
    zip.finish().unwrap();
}

fn written(path: &Path, content: (&str, &str, &str)) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    fill(&mut out, content.0, content.1, content.2);
    out.flush().unwrap();
}

/// Writes one file, has it checked in bounded memory, deletes it, and gives what was said.
fn said(name: &str, arguments: &[&str], write: impl FnOnce(&Path)) -> String {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join(name);
    write(&path);
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -v \"$0\"; exec \"$@\"",
        &MEMORY.to_string(),
        env!("CARGO_BIN_EXE_goldthread"),
        "check",
    ]);
    let (code, out, why) = ended(command.args(arguments).arg(&path));
    // Not ended by a signal, as a program is that has no more memory; and never a panic.
    assert!(code.is_some_and(|code| code <= 3), "{name}: {code:?} {why}");
    println!("{name}: {code:?} {}", why.lines().next().unwrap_or_default());
    out + &why
}

/// At full size a word of the refusal; at a small one, the file is read.
fn holds(name: &str, said: &str, refusal: &str) {
    assert_eq!(said.contains(refusal), proof::full(), "{name}: {}", &said[..said.len().min(2_000)]);
}

#[test]
fn a_looked_after_return() {
    let (head, piece) = EPISODES;
    let arguments = ["ssda903", "--year", "2026"];
    let csv = said("episodes.csv", &arguments, |path| written(path, (head, piece, "")));
    holds("episodes.csv", &csv, "the rest was not read");
    let zip = said("set.zip", &arguments, |path| stored(path, "episodes.csv", (head, piece, "")));
    holds("set.zip", &zip, "the rest was not read");
}

#[test]
fn a_census() {
    let said = said("cin.xml", &["cin", "--year", "2026"], |path| written(path, CENSUS));
    holds("cin.xml", &said, "The file was not read.");
}

#[test]
fn inspection_lists() {
    let (head, piece) = CONTACTS;
    let said = said("list1.csv", &["annex-a"], |path| written(path, (head, piece, "")));
    holds("list1.csv", &said, "the rest was not read");
}

#[test]
fn a_table_of_the_standard() {
    let (head, piece) = PERSONS;
    let said = said("ssd_person.csv", &["ssd"], |path| written(path, (head, piece, "")));
    holds("ssd_person.csv", &said, "more than the table of any authority");
}

#[test]
fn a_broken_table_as_parquet_that_claims_to_be_described_in_gigabytes() {
    let said = said("ssd_person.parquet", &["ssd"], |path| {
        let mut file = File::create(path).unwrap();
        file.write_all(b"PAR1").unwrap();
        file.set_len(size() - 8).unwrap();
        let mut file = File::options().append(true).open(path).unwrap();
        file.write_all(&u32::try_from(size() - 12).unwrap().to_le_bytes()).unwrap();
        file.write_all(b"PAR1").unwrap();
    });
    assert!(said.contains("no Parquet file"), "{said}");
    let size = proof::size("2 MB", "2 GB");
    proof::say("F4", "parquet", 1, format!("{size}, refused before it is read into memory"));
}
