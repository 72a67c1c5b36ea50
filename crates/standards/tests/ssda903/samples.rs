//! Every sample is read, or refused for a stated reason. `UPDATE_READ=1` rewrites what is pinned of them.

use std::fmt::Write as _;

use standards::reading::Severity;
use standards::ssda903::rules::{Returns, check};

use crate::common::*;

/// What is said of each sample: the rows of its table, its errors and warnings, and the first faults.
fn said_of_all() -> (String, i64) {
    let (mut text, mut rows) = (String::new(), 0);
    for name in samples() {
        let year = name.strip_prefix("2017-2021/").map_or(2019, |file| file[..4].parse().unwrap());
        let (set, faults) = read(year, &[(&name, &sample(&name))]);
        let of = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
        let held: Vec<String> = counts(&set).iter().map(|count| count.to_string().replace("-1", ".")).collect();
        let (errors, warnings, refused) = (of(Severity::Error), of(Severity::Warning), of(Severity::Refused));
        writeln!(text, "{name}: {} | {errors} errors, {warnings} warnings, {refused} refused", held.join(" ")).unwrap();
        said(&faults).iter().take(4).for_each(|fault| writeln!(text, "  {fault}").unwrap());
        let held = counts(&set).iter().filter(|count| **count > 0).sum::<i64>();
        rows += held;
        // Each is checked, or refused for a reason that is said.
        let report = check(&Returns::new(set, None), 1);
        writeln!(text, "  {} findings of {} rules", report.findings.len(), report.rules).unwrap();
        assert!(
            held > 0 || name.ends_with("DoLo.csv") || faults.iter().any(|fault| fault.severity == Severity::Refused)
        );
    }
    (text, rows)
}

#[test]
#[allow(clippy::disallowed_methods, reason = "rewrites what is pinned, when asked")]
fn every_sample_reads() {
    let (text, rows) = said_of_all();
    if std::env::var("UPDATE_READ").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903/read.txt"), &text).unwrap();
    }
    assert_eq!(text, include_str!("../data/ssda903/read.txt"));
    assert_eq!((samples().len(), rows), (57, 49_903));
}

#[test]
fn a_whole_set_reads_together_and_last_year_beside_it() {
    let read_year = |year: i16| {
        let tables = ["header", "episodes", "reviews", "uasc", "oc2", "oc3", "previous_permanence", "missing"];
        let files: Vec<(String, Vec<u8>)> = tables
            .iter()
            .map(|table| format!("{year}-{table}.csv"))
            .map(|file| (file.clone(), sample(&format!("2017-2021/{file}"))))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let folder = read(year, &files);
        let archive = zipped(&files);
        let (packed, faults) = read(year, &[("set.zip", &archive)]);
        assert_eq!(counts(&packed), counts(&folder.0));
        assert_eq!(packed.header.as_ref().unwrap().rows, folder.0.header.as_ref().unwrap().rows);
        assert_eq!(faults.len(), folder.1.len());
        folder.0
    };
    let (this, previous) = (read_year(2021), read_year(2020));
    assert_eq!(counts(&this), [144, 253, 1134, 4, 144, 39, -1, -1, 144, 1, -1, -1]);
    assert_eq!(counts(&previous), [226, 402, 1551, 8, 226, 40, -1, -1, 226, 1, -1, -1]);
}

#[test]
fn the_xml_and_the_csv_of_the_same_child_give_the_same_values() {
    let (set, _) = read(2019, &[("fake_903.xml", &sample("2019/fake_903.xml"))]);
    let episodes = &set.episodes.as_ref().unwrap().rows;
    let first: Vec<_> = episodes.iter().filter(|row| row.child.is("907440")).collect();
    assert_eq!(first.len(), 2);
    assert_eq!((first[0].place.as_str(), first[1].rec.as_str()), ("R5", "E11"));
    assert_eq!(first[0].decom.value, Some(jiff::civil::date(2017, 1, 6)));
    // An empty element and none at all are both blank, and nothing is taken over from another episode.
    assert!(first[1].reason_place_change.is_blank());
    assert_eq!(set.uasc.unwrap().rows.iter().filter(|row| row.duc.value.is_some()).count(), 12);
}
