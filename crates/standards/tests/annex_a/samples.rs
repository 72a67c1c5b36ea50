//! Both samples are read whole, and what is said of them is pinned. `UPDATE_READ=1` rewrites it.

use std::fmt::Write as _;

use standards::annex_a::rules::{Lists, check};
use standards::annex_a::{AnnexA, read};
use standards::reading::{Fault, Severity};

const SAMPLES: [(&str, &[u8]); 2] = [
    ("Annex_A_2024_Jan.xlsx", include_bytes!("../data/annex-a/Annex_A_2024_Jan.xlsx")),
    ("Annex_A_older.xlsx", include_bytes!("../data/annex-a/Annex_A_older.xlsx")),
];

fn counts(lists: &AnnexA) -> Vec<Option<usize>> {
    (1..=11).map(|number| lists.count(number)).collect()
}

fn of(faults: &[Fault], severity: Severity) -> usize {
    faults.iter().filter(|fault| fault.severity == severity).count()
}

#[test]
#[allow(clippy::disallowed_methods, reason = "rewrites what is pinned, when asked")]
fn both_layouts_are_read_whole() {
    let mut text = String::new();
    for (name, bytes) in SAMPLES {
        let (lists, faults) = read(name, bytes);
        assert_eq!(counts(&lists), [5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5].map(Some));
        assert_eq!(of(&faults, Severity::Refused), 0);
        let (errors, warnings) = (of(&faults, Severity::Error), of(&faults, Severity::Warning));
        writeln!(text, "{name}: 59 rows, {errors} errors, {warnings} warnings").unwrap();
        // Ages in parts of a year are warned of 54 times, and say no more each time.
        for fault in faults.iter().filter(|fault| fault.column.as_deref() != Some("Age")) {
            writeln!(text, "  {fault}").unwrap();
        }
        let day = jiff::civil::date(2021, 3, 16);
        let report = check(&Lists::new(lists, Some(day)), 1);
        writeln!(text, "  {} findings of {} checks", report.findings.len(), report.rules).unwrap();
        for finding in &report.findings {
            let places: Vec<String> =
                finding.places.iter().map(|place| format!("{} {} {}", place.field, place.line, place.value)).collect();
            let child = finding.child.as_deref().unwrap_or("-");
            writeln!(text, "  {} {child}: {}", finding.rule, places.join("; ")).unwrap();
        }
    }
    if std::env::var("UPDATE_READ").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/annex-a/read.txt"), &text).unwrap();
    }
    assert_eq!(text, include_str!("../data/annex-a/read.txt"));
}

#[test]
fn the_older_layout_is_known_and_the_rest_is_the_same() {
    let [(new, _), (old, faults)] = SAMPLES.map(|(name, bytes)| read(name, bytes));
    assert!(faults.iter().any(|fault| fault.message == "The layout is the one before January 2024."));
    assert!(!faults.iter().any(|fault| fault.message == "The column is missing."));
    let without_file = |lists: &AnnexA| lists.in_care.as_ref().unwrap().rows.clone();
    assert_eq!(without_file(&new), without_file(&old));
    let [new, old] = [&new, &old].map(|lists| lists.leaving_care.as_ref().unwrap().rows.clone());
    assert_eq!(new.iter().map(|row| row.activity.code()).collect::<Vec<_>>(), ["F1", "F2", "G5", "", "F3", "F3"]);
    assert!(
        new.iter().zip(&old).all(|(new, old)| (&new.child, &new.accommodation) == (&old.child, &old.accommodation))
    );
}
