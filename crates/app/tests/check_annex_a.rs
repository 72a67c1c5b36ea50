//! `goldthread check annex-a`, as an analyst meets it.

mod program;

use program::{goldthread, sample};

#[test]
fn the_sample_workbook_is_checked_in_each_format() {
    let book = sample("annex-a/Annex_A_2024_Jan.xlsx").display().to_string();
    let check = |more: &[&str]| goldthread(&[&["check", "annex-a", &book], more].concat());
    let (code, said, why) = check(&["--as-at", "2021-03-16"]);
    assert_eq!(code, Some(1), "{said}{why}");
    assert!(said.contains("AA005 (error, 5 found) A child has another date of birth on another list."), "{said}");
    assert!(said.contains("    1373595: List 8.Child Unique ID 1373595 (line 3)"), "{said}");
    assert!(said.contains("List 4, line 2, child 10692868, Was the child assessed as requiring LA children's social care support?: `CS "), "{said}");
    assert!(said.contains("48 children, 65 rules: "), "{said}");
    assert!(!said.contains("Not run"), "{said}");
    let (_, bare, _) = check(&[]);
    assert!(bare.contains("Not run, for want of the day the lists are as at (--as-at DATE) (5): AA007"), "{bare}");

    let (_, json, _) = check(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["findings"][0]["places"][0]["file"].as_str().unwrap().ends_with(".xlsx/List 8"), "{json}");
    let (_, csv, _) = check(&["--format", "csv"]);
    assert!(csv.lines().count() > 50, "{csv}");
    let (_, page, _) = check(&["--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    let (code, findings, _) = check(&["--format", "xlsx"]);
    assert!(code == Some(1) && findings.starts_with("PK"));
}

#[test]
fn a_folder_of_csv_and_what_is_missing_from_it() {
    let place = tempfile::tempdir().unwrap();
    let sound = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source\n1,F,WBRI,01/03/2016,10,01/03/2026,Police\n";
    std::fs::write(place.path().join("list 1.csv"), sound).unwrap();
    let folder = place.path().display().to_string();
    let (code, said, _) = goldthread(&["check", "annex-a", &folder]);
    assert!(code == Some(1) && said.contains("AA001 (error, 10 found)"), "{said}");
    assert!(said.contains("the return: List 5 Section 47 enquiries and ICPCs\n"), "{said}");
    let empty = tempfile::tempdir().unwrap();
    let (code, said, why) = goldthread(&["check", "annex-a", &empty.path().display().to_string()]);
    assert!(code == Some(1) && said.is_empty() && why.contains("There are no inspection lists"), "{why}");
}

#[test]
fn a_check_of_the_lists_is_explained() {
    let (code, said, _) = goldthread(&["explain", "aa602"]);
    assert_eq!(code, Some(0));
    for part in ["AA602 (error)", "Inspection lists: children in need", "Source: Goldthread's own checks"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
