//! The demonstration authority writes all five outputs; what our own checks say of each is printed, and is no more than is
//! stated here.

#[allow(dead_code, reason = "nothing here reads a sample")]
mod program;

use program::goldthread;
use std::collections::BTreeMap;
use std::path::Path;

fn run(arguments: &[&str]) -> String {
    let (code, said, why) = goldthread(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}{why}");
    said
}

/// What a check found, by rule, and whether anything could not be read.
fn found(arguments: &[&str]) -> BTreeMap<String, usize> {
    let (code, said, why) = goldthread(&[arguments, &["--format", "json"]].concat());
    assert!(code.is_some_and(|code| code <= 3), "{arguments:?}: {why}");
    let checked: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(checked["unreadable"].as_array().map_or(0, Vec::len), 0, "{arguments:?}: {}", checked["unreadable"]);
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for one in checked["findings"].as_array().unwrap() {
        *by.entry(format!("{} {}", one["severity"].as_str().unwrap_or("?"), one["rule"].as_str().unwrap()))
            .or_default() += 1;
    }
    by
}

/// Faults a real authority has too, and the demonstration means to: each is said in `docs/demonstration.md`.
const HONEST: &[(&str, &[&str])] = &[
    // A child who started school since the last look has no pupil number yet; so small an authority has few kinds of
    // disability.
    ("cin", &["query 8770Q", "query 2887Q"]),
    // What is worked out from a postcode is left blank, and some work waits for a worker.
    ("annex-a", &["query AA003"]),
    // The rule looks back one year, and care leavers are asked about until 21.
    ("ssda903", &["error 1002"]),
];

#[test]
fn the_demonstration_writes_all_five_outputs_with_no_fault_but_those_it_means() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).display().to_string();
    let data = at("data");
    run(&["demo", "--data", &data, "--size", "1%", "--until", "2026-11-20"]);
    let data = ["--data", data.as_str()];

    let (this, last) = (at("ssda903-2026"), at("ssda903-2025"));
    println!("{}", run(&[&["return", "ssda903"], &data[..], &["--year", "2026", "--out", &this]].concat()));
    run(&[&["return", "ssda903"], &data[..], &["--year", "2025", "--out", &last]].concat());
    println!(
        "{}",
        run(&[&["return", "cin"], &data[..], &["--year", "2026", "--authority", "351", "--out", &at("cin.xml")]]
            .concat())
    );
    println!(
        "{}",
        run(&[&["return", "annex-a"], &data[..], &["--as-at", "2026-11-20", "--out", &at("lists.xlsx")]].concat())
    );
    println!("{}", run(&[&["return", "csc-api"], &data[..], &["--out", &at("daily")]].concat()));
    println!("{}", run(&[&["export", "facts"], &data[..], &["--out", &at("facts")]].concat()));
    assert!(Path::new(&this).join("sign-off.html").exists() && Path::new(&this).join("sign-off.txt").exists());

    let mut beside = Vec::new();
    for (name, findings) in [
        ("ssda903", found(&["check", "ssda903", &this, "--previous", &last, "--year", "2026"])),
        ("cin", found(&["check", "cin", &at("cin.xml"), "--year", "2026"])),
        ("annex-a", found(&["check", "annex-a", &at("lists.xlsx"), "--as-at", "2026-11-20"])),
    ] {
        let honest = HONEST.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, rules)| rules);
        println!("{name}: {} found: {findings:?}", findings.values().sum::<usize>());
        beside.extend(
            findings.keys().filter(|rule| !honest.contains(&rule.as_str())).map(|rule| format!("{name} {rule}")),
        );
    }
    assert_eq!(beside, Vec::<String>::new());
}
