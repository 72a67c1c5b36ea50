//! `goldthread convert`: what is written in another form says the same, and what it could not hold is said.

mod program;

use program::{goldthread, sample};
use std::collections::BTreeMap;
use std::path::Path;

fn convert(from: &Path, to: &str, out: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let (from, out) = (from.display().to_string(), out.display().to_string());
    goldthread(&[&["convert", &from, "--to", to, "--out", &out], more].concat())
}

/// The files of a folder, by name.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
    };
    std::fs::read_dir(dir).unwrap().map(read).collect()
}

const TABLES: [(&str, &str); 3] = [
    ("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,M,05/12/2013,WBRI,UN2,,\n8,F,06/01/2012,WBRI,UN2,,\n"),
    (
        "episodes.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
         7,02/05/2025,S,C2,N1,U1,PR1,,,,M26 3ZZ,M26 3ZX,1234567\n",
    ),
    ("missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\n7,05/12/2013,M,02/06/2025,03/06/2025\n"),
];

#[test]
fn a_looked_after_return_goes_through_every_form_and_comes_back() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    std::fs::create_dir(at("given")).unwrap();
    TABLES.iter().for_each(|(name, text)| std::fs::write(at("given").join(name), text).unwrap());
    let year: &[&str] = &["--year", "2026"];
    for (from, to, out) in [
        ("given", "ssda903-csv", "csv"),
        ("csv", "ssda903-zip", "set.zip"),
        ("set.zip", "ssda903-csv", "unzipped"),
        ("given", "ssda903-xml", "set.xml"),
        ("set.xml", "ssda903-xml", "again.xml"),
    ] {
        let (code, said, why) = convert(&at(from), to, &at(out), year);
        assert_eq!(code, Some(0), "{from} to {to}: {said}{why}");
        assert!(said.contains("Everything is in"), "{said}");
    }
    assert_eq!(files(&at("csv")), files(&at("unzipped")));
    assert_eq!(files(&at("csv")).len(), 3);
    assert_eq!(std::fs::read(at("set.xml")).unwrap(), std::fs::read(at("again.xml")).unwrap());
    // The same ZIP, whenever it is made.
    assert_eq!(convert(&at("csv"), "ssda903-zip", &at("second.zip"), year).0, Some(0));
    assert_eq!(std::fs::read(at("set.zip")).unwrap(), std::fs::read(at("second.zip")).unwrap());
    // The twin: a table the XML has no place for is said to be lost, by name and with a failure.
    let workers = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n7,05/12/2013,SW123456,02/05/2025,,FCONTA\n";
    std::fs::write(at("given").join("sw_episodes.csv"), workers).unwrap();
    let (code, said, why) = convert(&at("given"), "ssda903-xml", &at("set.xml"), year);
    assert_eq!(code, Some(1), "{said}{why}");
    assert!(said.contains("the XML has no place for this table"), "{said}");
}

#[test]
fn tables_of_the_standard_go_through_parquet_and_are_checked_there() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let census = sample("cin-census/CIN_Census_2026.xml");
    for (from, to, out) in [
        (census.as_path(), "ssd-csv", "csv"),
        (&at("csv"), "ssd-parquet", "parquet"),
        (&at("parquet"), "ssd-csv", "back"),
    ] {
        let (code, said, why) = convert(from, to, &at(out), &[]);
        assert!(code == Some(0) || from == census, "{to}: {said}{why}");
    }
    let (before, after) = (files(&at("csv")), files(&at("back")));
    assert!(before["ssd_person.csv"].len() > 200, "{}", String::from_utf8_lossy(&before["ssd_person.csv"]));
    assert_eq!(before, after);
    let found = |dir: &str| {
        let (_, json, why) = goldthread(&["check", "ssd", &at(dir).display().to_string(), "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|_| panic!("{json}{why}"));
        (json["children"].clone(), json["errors"].clone(), json["queries"].clone())
    };
    assert_eq!(found("csv"), found("parquet"));
    // A Parquet file that is none is said to be none, and the rest is checked.
    std::fs::write(at("parquet").join("ssd_contacts.parquet"), b"PAR1 shoes").unwrap();
    let (code, said, _) = goldthread(&["check", "ssd", &at("parquet").display().to_string()]);
    assert!(code == Some(1) && said.contains("This is no Parquet file"), "{said}");
}

#[test]
fn inspection_lists_go_through_csv_and_come_back() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let book = sample("annex-a/Annex_A_2024_Jan.xlsx");
    for (from, to, out) in [
        (book.as_path(), "annex-a-csv", "csv"),
        (&at("csv"), "annex-a-xlsx", "lists.xlsx"),
        (&at("lists.xlsx"), "annex-a-csv", "back"),
    ] {
        let (code, said, why) = convert(from, to, &at(out), &[]);
        assert_eq!(code, Some(0), "{to}: {said}{why}");
    }
    assert_eq!(files(&at("csv")), files(&at("back")));
    assert_eq!(files(&at("csv")).len(), 11);
    // From facts: the census of one child has an assessment within six months.
    let (_, said, why) = convert(&sample("cin-census/CIN_Census_2026.xml"), "annex-a-csv", &at("from-census"), &[]);
    let rows = |list: &str| files(&at("from-census"))[list].iter().filter(|byte| **byte == b'\n').count();
    assert_eq!((rows("list-4.csv"), rows("list-11.csv")), (2, 1), "{said}{why}");
}

#[test]
fn what_is_nothing_is_refused() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("shoes.csv"), "size\n9\n").unwrap();
    for to in ["ssda903-xml", "annex-a-xlsx", "ssd-csv"] {
        let (code, _, why) = convert(place.path(), to, &place.path().join("out"), &[]);
        assert!(code == Some(1) && !why.is_empty(), "{to}: {why}");
    }
}

#[test]
fn a_check_of_tables_is_explained() {
    let (code, said, _) = goldthread(&["explain", "key-twice"]);
    assert!(code == Some(0) && said.contains("key-twice (error) Another row"), "{said}");
}
