//! Every return over the records of a demonstration authority: what is written passes our own reading, with honest faults.

#[allow(dead_code, reason = "nothing here reads a sample")]
mod program;

use program::goldthread;

fn run(arguments: &[&str]) -> String {
    let (code, said, why) = goldthread(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}{why}");
    said
}

/// The findings of a check, as JSON.
fn check(arguments: &[&str]) -> serde_json::Value {
    let (_, json, why) = goldthread(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&json).unwrap_or_else(|_| panic!("{arguments:?}: {json}{why}"))
}

#[test]
fn the_demonstration_authority_writes_every_return_and_each_is_read_back() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).display().to_string();
    let data = at("data");
    run(&["demo", "--data", &data, "--size", "1%", "--years", "2", "--until", "2026-11-20"]);

    let said =
        run(&["return", "cin", "--data", &data, "--year", "2026", "--authority", "201", "--out", &at("cin.xml")]);
    let found = check(&["check", "cin", &at("cin.xml")]);
    let (children, errors) = (found["children"].as_u64().unwrap(), found["errors"].as_u64().unwrap());
    assert!(children > 5 && said.contains(&format!("{children} children; {errors} error")), "{said}");
    assert_eq!(found["unreadable"].as_array().unwrap().len(), 0);

    run(&["return", "annex-a", "--data", &data, "--as-at", "2026-11-20", "--out", &at("lists.xlsx")]);
    let found = check(&["check", "annex-a", &at("lists.xlsx"), "--as-at", "2026-11-20"]);
    assert!(found["children"].as_u64().unwrap() > 5 && found["unreadable"].as_array().unwrap().is_empty());

    run(&["return", "csc-api", "--data", &data, "--out", &at("daily")]);
    let batch = std::fs::read_to_string(at("daily/batch-0001.json")).unwrap();
    assert_eq!(standards::csc_api::check(&serde_json::from_str(&batch).unwrap()), []);

    run(&["export", "facts", "--data", &data, "--out", &at("tables")]);
    let found = check(&["check", "ssd", &at("tables")]);
    assert_eq!((found["errors"].as_u64(), found["unreadable"].as_array().map(Vec::len)), (Some(0), Some(0)), "{found}");

    let said = run(&["return", "ssda903", "--data", &data, "--year", "2026", "--out", &at("ssda903")]);
    assert!(said.contains(" not run."), "{said}");
    println!("{children} children in need; {errors} errors are listed in their census");
}
