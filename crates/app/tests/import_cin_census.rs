//! `goldthread import cin-census`, as someone at a keyboard meets it.

mod program;

use program::{goldthread, sample};
use std::path::Path;

fn import(file: &Path, data: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let (file, data) = (file.display().to_string(), data.display().to_string());
    let mut arguments = vec!["import", "cin-census", file.as_str(), "--data", data.as_str()];
    arguments.extend(more);
    goldthread(&arguments)
}

#[test]
fn a_census_is_tried_brought_in_and_brought_in_again() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let file = sample("cin-census/CIN_Census_2026.xml");

    let (code, said, _) = import(&file, &data, &["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Children: 2 new, 0 known"), "{said}");
    assert!(said.ends_with("This was a trial. Nothing was changed.\n"), "{said}");
    assert!(!data.exists(), "a trial makes no database");

    let faults = place.path().join("faults.csv");
    let (code, said, _) = import(&file, &data, &["--faults", &faults.display().to_string()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Line 25, child DfEX0000001, ChildIdentifiers/Sex: "), "{said}");
    assert!(said.contains("\nAll of it is in.\n"), "{said}");
    let referrals = said.lines().find(|line| line.starts_with("Referral ")).unwrap();
    assert_eq!(referrals.split_whitespace().collect::<Vec<_>>(), ["Referral", "2", "0", "0"]);
    assert!(said.contains("\nSection 47 enquiry outcome "), "{said}");
    let csv = std::fs::read_to_string(&faults).unwrap();
    assert!(csv.contains("error,25,DfEX0000001,ChildIdentifiers/Sex,1,"), "{csv}");

    let (code, said, _) = import(&file, &data, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Children: 0 new, 2 known"), "{said}");
    assert!(said.ends_with("There is nothing new in this file. Nothing was changed.\n"), "{said}");
}

#[test]
fn a_file_broken_off_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("cut.xml");
    let whole = std::fs::read_to_string(sample("cin-census/fake_CIN_data.xml")).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let data = place.path().join("data");
    let (code, said, wrong) = import(&file, &data, &[]);
    assert_eq!((code, said.as_str()), (Some(1), ""), "{wrong}");
    assert!(wrong.starts_with("The file was not read, and nothing was changed. Line "), "{wrong}");
    let (code, said, _) = import(&sample("cin-census/fake_CIN_data.xml"), &data, &["--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("Children: 332 new, 0 known"), "nothing of the broken file was kept: {said}");
}

#[test]
fn help_says_how_it_ends() {
    let (code, said, _) = goldthread(&["import", "cin-census", "--help"]);
    assert_eq!(code, Some(0));
    for words in ["--dry-run", "--faults", "ends with 1", "with 0"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
