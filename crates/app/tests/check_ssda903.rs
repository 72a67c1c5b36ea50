//! `goldthread check ssda903`, as an analyst meets it.

mod program;

use std::fs;
use std::path::Path;

use program::{goldthread, sample};

const SOUND: [(&str, &str); 2] = [
    ("Header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,M,05/12/2013,WBRI,UN2,,\n"),
    (
        "Episodes.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
         7,02/05/2025,S,C2,N1,U1,PR1,,,,M26 3ZZ,M26 3ZX,1234567\n",
    ),
];

fn folder(at: &Path, name: &str, files: &[(&str, &str)]) -> String {
    let folder = at.join(name);
    fs::create_dir(&folder).unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    folder.display().to_string()
}

#[test]
fn a_return_is_checked_in_each_format_with_last_year_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let [header, (episodes, text)] = SOUND;
    let last = folder(place.path(), "2025", &SOUND);
    let broken = text.replace("02/05/2025,S,C2", "31/04/2025,S,C9");
    let this =
        folder(place.path(), "2026", &[(header.0, &header.1.replace("05/12/2013", "06/12/2013")), (episodes, &broken)]);
    let check = |more: &[&str]| goldthread(&[&["check", "ssda903", &this, "--year", "2026"], more].concat());

    let (code, said, why) = check(&["--previous", &last]);
    assert_eq!(code, Some(1), "{said}{why}");
    assert!(said.contains("144 (error, 1 found) The legal status is not a code."), "{said}");
    assert!(said.contains("    7: Episodes.LS C9 (line 2)"), "{said}");
    assert!(said.contains("203 (error, 1 found)"), "{said}");
    assert!(why.contains("Put the errors right"), "{why}");

    let (_, json, _) = check(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let found = json["findings"].as_array().unwrap();
    let status = found.iter().find(|one| one["rule"] == "144").unwrap();
    assert_eq!((&status["edition"], &status["child"]), (&"every year".into(), &"7".into()));
    assert!(status["places"][0]["file"].as_str().unwrap().ends_with("Episodes.csv"));
    // A cell a rule points at is not said a second time to be unreadable.
    assert!(!json["unreadable"].as_array().unwrap().iter().any(|one| one["field"] == "LS" || one["field"] == "DECOM"));

    let (_, csv, _) = check(&["--format", "csv"]);
    let places: usize = found.iter().map(|one| one["places"].as_array().unwrap().len().max(1)).sum();
    let lines = csv.lines().filter(|line| !line.contains(",unreadable,")).count();
    assert_eq!(lines, places + 1);
}

#[test]
fn what_a_rule_needs_is_given_or_its_lack_is_said() {
    let place = tempfile::tempdir().unwrap();
    let this = folder(place.path(), "2026", &SOUND);
    let check = |more: &[&str]| goldthread(&[&["check", "ssda903", &this, "--year", "2026"], more].concat());
    let (_, said, _) = check(&[]);
    for part in [
        "a list of postcodes (--postcodes FILE) (",
        "Ofsted's list of providers (--providers FILE) (",
        "table Episodes of last year (--previous DIR)",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let postcodes = place.path().join("postcodes.csv");
    fs::write(&postcodes, "pcds,lad23cd,cty23cd,oseast1m,osnrth1m\nM26 3ZZ,E08000003,E99999999,380000,400000\n")
        .unwrap();
    let providers = sample("ofsted-provider-lists/scpch_assisted.xlsx").display().to_string();
    let lists =
        ["--postcodes", &postcodes.display().to_string(), "--providers", &providers, "--authority", "e08000003"];
    let (code, said, why) = check(&lists);
    assert_eq!(code, Some(1), "{why}");
    assert!(!said.contains("--postcodes") && !said.contains("--providers"), "{said}");
    assert!(said.contains("392c (error, 1 found)") && said.contains("Episodes.PL_POST M26 3ZX (line 2)"), "{said}");
    assert!(said.contains("1008 (error, 1 found)") && said.contains("Episodes.URN 1234567 (line 2)"), "{said}");
    let (code, _, why) = check(&["--authority", "330"]);
    assert!(code == Some(2) && why.contains("E and eight digits"), "{why}");
}

#[test]
fn findings_as_a_page_and_as_a_workbook() {
    let place = tempfile::tempdir().unwrap();
    let [_, (episodes, text)] = SOUND;
    let this = folder(place.path(), "2026", &[SOUND[0], (episodes, &text.replace("C2", "<C9>"))]);
    let (_, page, _) = goldthread(&["check", "ssda903", &this, "--year", "2026", "--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("7: Episodes.LS &lt;C9&gt; (line 2)"), "{page}");
    let (code, book, _) = goldthread(&["check", "ssda903", &this, "--year", "2026", "--format", "xlsx"]);
    assert!(code == Some(1) && book.starts_with("PK"), "{book}");
}

#[test]
fn every_sample_of_a_year_is_checked_together() {
    let whole = sample("ssda903/2019").display().to_string();
    let (code, said, why) = goldthread(&["check", "ssda903", &whole, "--year", "2019"]);
    assert_eq!(code, Some(1), "{why}");
    assert!(said.contains("2676 children, "), "{said}");
    // The same tables again, as XML, are refused by name.
    assert!(said.contains("fake_903.xml: Header was already read from"), "{said}");
}

#[test]
fn a_folder_without_a_return_is_refused_and_says_why() {
    let place = tempfile::tempdir().unwrap();
    let shoes = folder(place.path(), "shoes", &[("shoes.csv", "size\n9\n"), ("notes.txt", "x")]);
    let (code, said, why) = goldthread(&["check", "ssda903", &shoes]);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(why.contains("There is no return in") && why.contains("shoes.csv"), "{why}");
    assert!(!why.contains("notes.txt"), "{why}");
}

#[test]
fn a_rule_of_the_return_is_explained() {
    let (code, said, _) = goldthread(&["explain", "197b"]);
    assert_eq!(code, Some(0));
    for part in ["197B (error)", "Looked-after return: health", "Source: Department", "OC2: "] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
