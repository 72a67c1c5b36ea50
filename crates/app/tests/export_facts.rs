//! `goldthread export facts`, as an analyst meets it.

#[allow(dead_code, reason = "nothing here reads a sample")]
mod program;

use facts::Facts;
use facts::csv::read_into;
use facts::tables::TABLES;
use program::goldthread;
use std::fs::{self, File};
use std::path::Path;

/// Everything in a folder, and what was wrong with it.
fn read(folder: &Path) -> Facts {
    let mut facts = Facts::default();
    for table in TABLES {
        let file = File::open(folder.join(format!("{}.csv", table.name))).unwrap();
        assert_eq!(read_into(&mut facts, table.name, file).unwrap().faults, [], "{}", table.name);
    }
    facts
}

#[test]
fn a_demonstration_is_written_as_tables_now_and_as_at_a_day() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data").display().to_string();
    let (code, said, why) = goldthread(&["demo", "--data", &data, "--size", "1%"]);
    assert_eq!(code, Some(0), "{said}{why}");
    let export = |name: &str, more: &[&str]| {
        let out = place.path().join(name);
        let (code, said, why) =
            goldthread(&[&["export", "facts", "--data", &data, "--out", &out.display().to_string()], more].concat());
        assert_eq!(code, Some(0), "{said}{why}");
        assert_eq!(fs::read_dir(&out).unwrap().count(), TABLES.len() + 1);
        (read(&out), said)
    };
    let (now, said) = export("now", &[]);
    assert!(said.starts_with(&format!("{} rows are in ", now.len())), "{said}");
    for (table, rows) in [
        ("persons", now.persons.len()),
        ("addresses", now.addresses.len()),
        ("contacts", now.contacts.len()),
        ("referrals", now.cin_episodes.len()),
        ("assessments", now.cin_assessments.len()),
        ("factors", now.assessment_factors.len()),
        ("enquiries", now.s47_enquiries.len()),
        ("conferences", now.initial_cp_conferences.len()),
        ("plans", now.cp_plans.len()),
        ("visits", now.cp_visits.len()),
        ("reviews", now.cp_reviews.len()),
        ("involvements", now.involvements.len()),
        ("professionals", now.professionals.len()),
        ("teams", now.departments.len()),
        ("actions", now.plan_actions.len()),
    ] {
        assert!(rows > 0, "no {table}");
    }
    println!("{} rows, {} values kept beside them", now.len(), now.unread.len());
    assert_eq!(export("again", &[]).0, now);

    let out = place.path().join("warehouse");
    let format = ["--format", "parquet", "--out", &out.display().to_string()];
    let (code, said, why) = goldthread(&[&["export", "facts", "--data", &data], &format[..]].concat());
    assert_eq!(code, Some(0), "{said}{why}");
    let mut warehouse = Facts::default();
    for table in TABLES {
        let file = File::open(out.join(format!("{}.parquet", table.name))).unwrap();
        let read = facts_parquet::read_into(&mut warehouse, table.name, file).unwrap().unwrap();
        assert_eq!(read.faults, [], "{}", table.name);
    }
    assert!(warehouse == now);

    let (code, said, why) = goldthread(&["check", "ssd", &place.path().join("now").display().to_string()]);
    assert_eq!(code, Some(0), "{said}{why}");

    let day = now.contacts.iter().filter_map(|row| row.cont_contact_date).max().unwrap();
    let day = day.checked_sub(jiff::Span::new().days(100)).unwrap();
    let (then, _) = export("then", &["--as-at", &day.to_string()]);
    let before = |facts: &Facts| facts.contacts.iter().filter(|row| row.cont_contact_date <= Some(day)).count();
    assert_eq!(before(&then), then.contacts.len());
    assert_eq!(before(&then), before(&now));
    assert!(then.contacts.len() < now.contacts.len());
    let (known, _) = export("known", &["--as-at", &day.to_string(), "--as-known"]);
    assert!(known.len() <= then.len() && !known.is_empty(), "{} {}", known.len(), then.len());

    let (code, _, why) = goldthread(&["export", "facts", "--data", &data, "--out", &data, "--as-known"]);
    assert_eq!(code, Some(2), "{why}");
    let (code, _, why) = goldthread(&["export", "--data", &data]);
    assert_eq!(code, Some(2), "an export of records says where to: {why}");
}
