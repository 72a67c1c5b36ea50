//! `goldthread check ssd`, as an analyst meets it.

#[allow(dead_code, reason = "nothing here reads a sample")]
mod program;

use program::goldthread;
use std::fs;

const PERSON: &str = "pers_person_id,pers_sex,pers_dob\np1,F,2016-05-04\np2,2,04/05/16\n";
const EPISODES: &str = "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,shoe_size\n\
    r1,p1,2026-06-04 09:30:00,2026-06-01,38\nr1,p3,2026-06-05,,\n";

#[test]
fn an_extract_is_checked_in_each_format() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("SSD_PERSON.csv"), PERSON).unwrap();
    fs::write(place.path().join("cin_episodes.csv"), EPISODES).unwrap();
    fs::write(place.path().join("shoes.csv"), "size\n38\n").unwrap();
    let dir = place.path().display().to_string();
    let check = |format: &str| goldthread(&["check", "ssd", &dir, "--format", format]);

    let (code, said, why) = check("table");
    assert_eq!(code, Some(1), "{said}{why}");
    for part in [
        "key-twice (error, 1 found) Another row of the table has this key.",
        "    p3: ssd_cin_episodes.cine_referral_id r1 (line 3)",
        "ends-first (error, 1 found) It ends before it begins.",
        "no-such-row (query, 1 found)",
        "no-such-code (query, 1 found)",
        "    p2: ssd_person.pers_sex 2 (line 3)",
        "time-of-day (query, 1 found)",
        "shoes.csv: The standard has no table of this name.",
        "SSD_PERSON.csv, line 3, pers_dob: This is not a date. Write it as 2026-06-04.",
        "shoe_size: The table has no such column.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (_, json, _) = check("json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["errors"], &json["children"]), (&2.into(), &2.into()));
    let (_, csv, _) = check("csv");
    assert!(csv.lines().any(|line| line.contains("04/05/16") && line.contains("unreadable")), "{csv}");
    for (format, begins) in [("xlsx", "PK"), ("html", "<!DOCTYPE")] {
        assert!(check(format).1.starts_with(begins), "{format}");
    }
}

#[test]
fn a_folder_without_tables_is_refused_and_a_sound_one_passes() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().display().to_string();
    let (code, _, why) = goldthread(&["check", "ssd", &dir]);
    assert_eq!(code, Some(1));
    assert!(why.contains("There is no table of the standard"), "{why}");
    fs::write(place.path().join("ssd_person.csv"), "pers_person_id,pers_sex\np1,F\n").unwrap();
    let (code, said, why) = goldthread(&["check", "ssd", &dir]);
    assert_eq!(code, Some(0), "{said}{why}");
    assert!(said.contains("no-such-column (query, 15 found)"), "{said}");
}
