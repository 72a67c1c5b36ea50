//! Every sample return held against the rules of every year, and samples changed at random: no rule panics, and the
//! answer does not depend on the number of threads.

mod common;

use std::collections::BTreeSet;

use common::{good, sample};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use standards::cin_census::rules::{FAMILIES, check};
use standards::cin_census::{Limits, read};
use standards::rules::{Severity, find};

const SAMPLES: [&str; 9] = [
    "BAR_cin_2022.xml",
    "CIN2rows.xml",
    "CIN_Census_2021.xml",
    "CIN_Census_2021_no_assessment_factors.xml",
    "CIN_Census_2024.xml",
    "CIN_Census_2026.xml",
    "CIN_header_issues_100.xml",
    "CIN_la_issues_2887Q.xml",
    "fake_CIN_data.xml",
];

#[test]
fn findings_point_at_what_they_quote() {
    let mut quoted = 0;
    for name in SAMPLES {
        let text = sample(name);
        let lines: Vec<&str> = text.lines().collect();
        for year in 2022..=2027 {
            let report = check(good(&text).0, year, 2);
            assert_eq!(report, check(good(&text).0, year, 1), "{name} {year}: threads change nothing");
            for finding in &report.findings {
                let (_, rule) = find(FAMILIES, finding.rule).unwrap();
                for place in &finding.places {
                    assert!(rule.fields.contains(&place.field), "{name}: {finding:?}");
                    let line = lines[place.line as usize - 1];
                    assert!(line.contains(&place.value), "{name}: {finding:?} | {line}");
                    quoted += usize::from(!place.value.is_empty());
                }
            }
        }
    }
    println!("{quoted} values quoted");
    assert!(quoted > 1000, "{quoted}");
}

#[test]
fn findings_of_the_samples() {
    let rules = |name: &str, year: i16| -> BTreeSet<&'static str> {
        check(good(&sample(name)).0, year, 1).findings.iter().map(|finding| finding.rule).collect()
    };
    let planted = rules("CIN_header_issues_100.xml", 2023);
    assert!(planted.contains("100"), "{planted:?}");
    let planted = rules("CIN_la_issues_2887Q.xml", 2023);
    assert!(planted.contains("2887Q"), "{planted:?}");
    let report = check(good(&sample("fake_CIN_data.xml")).0, 2022, 2);
    let count = |rule: &str| report.findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(count("8794"), 10, "as many as the file has entries that stand twice with one child");
    assert!(report.count(Severity::Error) > 0 && report.unlisted == 0);
}

/// A sample with some of its characters changed, taken out or doubled, and some lines moved.
fn changed(text: &str, changes: &[(usize, u8)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, how) in changes {
        let at = at % lines.len();
        match how % 6 {
            0 => lines[at] = lines[at].replace("20", "19"),
            1 => lines[at] = lines[at].replace(['1', '2'], "x"),
            2 => lines[at] = lines[at].replace("-0", "-1"),
            3 => {
                let line = lines[at].clone();
                if line.contains("</") {
                    lines.insert(at, line);
                }
            }
            4 => {
                if lines[at].trim_start().starts_with("</") || lines[at].contains("</") {
                    let value = lines[at].clone();
                    lines[at] = value
                        .split_once('>')
                        .map_or(value.clone(), |(tag, rest)| format!("{tag}>{}", &rest[rest.find('<').unwrap_or(0)..]));
                }
            }
            _ => {
                let other = (at * 7 + 3) % lines.len();
                if lines[at].contains("</") && lines[other].contains("</") {
                    lines.swap(at, other);
                }
            }
        }
    }
    lines.join("\n")
}

#[test]
fn no_rule_panics_on_a_changed_sample() {
    let texts: Vec<String> = SAMPLES[..8].iter().map(|name| sample(name)).collect();
    // A failure prints the changes that led to it, and they are the same in every run.
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[7; 32]),
    );
    let strategy = (0..8_usize, proptest::collection::vec((0..2000_usize, any::<u8>()), 1..12), 2022..=2027_i16);
    let (cases_seen, held_seen) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    runner
        .run(&strategy, |(which, changes, year)| {
            cases_seen.set(cases_seen.get() + 1);
            let text = changed(&texts[which], &changes);
            if let Ok((census, _)) = read(text.as_bytes(), Limits::default()) {
                held_seen.set(held_seen.get() + 1);
                let report = check(census, year, 2);
                for place in report.findings.iter().flat_map(|finding| &finding.places) {
                    prop_assert!(place.line > 0 || place.table() == "Header", "{place:?}");
                }
            }
            Ok(())
        })
        .unwrap();
    let (cases, held) = (cases_seen.get(), held_seen.get());
    println!("{held} of {cases} changed samples were read and checked (seed 7)");
    assert!(held > 100, "{held} of {cases}");
}

#[test]
fn a_child_with_many_rows_is_checked_in_proportion() {
    // 4,000 plans of one child, each open beside all others: every one is flagged, no pair of them is.
    let plans: String =
        (0..4000).map(|_| "<CINPlanDates><CINPlanStartDate>2022-07-01</CINPlanStartDate></CINPlanDates>\n").collect();
    let text = common::with_children(&common::child("A1", &common::episode(&plans)));
    let report = check(good(&text).0, 2026, 1);
    let overlaps = report.findings.iter().filter(|finding| finding.rule == "4014").count();
    assert_eq!(overlaps, 4000);
    assert!(report.findings.len() < 20_000, "{}", report.findings.len());
}
