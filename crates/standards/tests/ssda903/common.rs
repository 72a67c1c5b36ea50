//! What these tests share.
#![allow(clippy::disallowed_methods, reason = "tests read their samples")]

use std::io::{Cursor, Write};
use std::path::PathBuf;

use standards::reading::{Fault, Limits};
use standards::ssda903::{Reading, Return};

/// The bytes of a sample, by its path below `tests/data/ssda903`.
pub fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/ssda903").join(name);
    std::fs::read(&path).unwrap_or_else(|trouble| panic!("{}: {trouble}", path.display()))
}

/// The names of all samples, sorted.
pub fn samples() -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/ssda903");
    let mut all = Vec::new();
    for folder in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(folder.path()).unwrap() {
            all.push(format!("{}/{}", folder.file_name().display(), file.unwrap().file_name().display()));
        }
    }
    all.sort();
    all
}

/// Reads files of one year.
pub fn read(year: i16, files: &[(&str, &[u8])]) -> (Return, Vec<Fault>) {
    read_within(year, Limits::default(), files)
}

/// The same, within other limits.
pub fn read_within(year: i16, limits: Limits, files: &[(&str, &[u8])]) -> (Return, Vec<Fault>) {
    let mut reading = Reading::new(year, limits);
    for (name, bytes) in files {
        reading.file(name, Cursor::new(bytes));
    }
    reading.finish()
}

/// The faults as people see them.
pub fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// A ZIP of files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// How many rows each table has; -1 when no file held it. In the order of the specification.
pub fn counts(set: &Return) -> [i64; 12] {
    macro_rules! count {
        ($($field:ident)*) => { [$(set.$field.as_ref().map_or(-1, |filed| filed.rows.len() as i64)),*] };
    }
    count!(header episodes reviews uasc oc2 oc3 ad1 placed_adoption prev_perm missing sw_episodes dolo)
}
