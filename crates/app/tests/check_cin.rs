//! `goldthread check cin` and `goldthread explain`, as an analyst meets them.

mod program;

use program::{goldthread, sample};

fn check(name: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let file = sample(&format!("cin-census/{name}")).display().to_string();
    let mut arguments = vec!["check", "cin", file.as_str()];
    arguments.extend(more);
    goldthread(&arguments)
}

#[test]
fn a_census_is_checked_in_each_format() {
    let (code, said, why) = check("CIN_Census_2026.xml", &[]);
    assert_eq!(code, Some(1), "{said}{why}");
    assert!(said.contains("100 (error, 1 found) The reference date must be 31 March of the census year."), "{said}");
    assert!(
        said.contains("DfEX0000001: Section47.S47ActualStartDate 2022-06-02 (line 55); CINdetails.CINreferralDate")
    );
    assert!(why.contains("errors,") && why.contains("Put the errors right"), "{why}");

    let (_, json, _) = check("CIN_Census_2026.xml", &["--format", "json", "--year", "2026"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let found = json["findings"].as_array().unwrap();
    let sex = found.iter().find(|one| one["rule"] == "4180").unwrap();
    assert_eq!((&sex["edition"], &sex["child"]), (&"2025 onwards".into(), &"DfEX0000001".into()));
    assert_eq!(sex["places"][0]["value"], "1");

    let (_, csv, _) = check("CIN_Census_2026.xml", &["--format", "csv", "--year", "2026"]);
    let lines = csv.lines().filter(|line| !line.contains(",unreadable,")).count();
    let places: usize = found.iter().map(|one| one["places"].as_array().unwrap().len().max(1)).sum();
    assert_eq!(lines, places + 1);
}

#[test]
fn a_file_that_is_no_census_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("shoes.xml");
    std::fs::write(&path, "<Shoes/>").unwrap();
    let (code, said, why) = goldthread(&["check", "cin", &path.display().to_string()]);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(why.contains("The outermost element is `Shoes`"), "{why}");
}

#[test]
fn a_rule_is_explained() {
    let (code, said, _) = goldthread(&["explain", "8565"]);
    assert_eq!(code, Some(0));
    for part in
        ["8565 (error) Activity", "Editions: every year", "Source: Department", "CINclosureDate: 2025-06-29", "They: "]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, _, why) = goldthread(&["explain", "0"]);
    assert_eq!(code, Some(1));
    assert!(why.contains("There is no rule `0`"), "{why}");
}
