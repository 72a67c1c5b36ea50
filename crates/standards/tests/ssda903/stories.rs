//! The stories of the rules, run: every row of a table in `stories/ssda903/*.md`. The README there says how to write one.

use std::collections::{BTreeMap, BTreeSet};

use standards::rules::{Check, Edition, Example, Family, Published, Rule, Years, departures, examples, faults, run};
use standards::ssda903::rules::{FAMILIES, Returns, STORIES};
use standards::ssda903::{Return, TABLES};

use crate::common::*;

fn told() -> Vec<Example> {
    let read = |(name, page): &(&str, &str)| examples(page).unwrap_or_else(|fault| panic!("{name}.md: {fault}"));
    STORIES.iter().flat_map(read).collect()
}

/// This year's return and last year's, written as CSV and read: `Header: SEX=M, DOB=; OC2: SDQ_SCORE=3`. A row that names
/// no CHILD is about child 1; a table without values is loaded and empty; `_last` after its name is last year's.
fn told_returns(one: &Example) -> (Return, Option<Return>) {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for part in one.holds.split(';').map(str::trim) {
        let (name, values) = part.split_once(':').unwrap_or_else(|| panic!("line {}: `{part}` has no colon", one.line));
        let table = TABLES.iter().find(|table| table.name == name.trim_end_matches("_last"));
        let columns: Vec<_> =
            table.unwrap_or_else(|| panic!("no table {name}")).columns.iter().filter(|c| c.in_csv).collect();
        let file = files
            .entry(name)
            .or_insert_with(|| columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",") + "\n");
        let given: BTreeMap<&str, &str> = values
            .split(',')
            .filter(|value| !value.trim().is_empty())
            .map(|value| value.trim_start().split_once('=').unwrap_or_else(|| panic!("`{value}` has no =")))
            .collect();
        if given.is_empty() {
            continue;
        }
        assert!(
            given.keys().all(|name| columns.iter().any(|column| column.name == *name)),
            "line {}: {part}",
            one.line
        );
        let cell = |name: &str| *given.get(name).unwrap_or(if name == "CHILD" { &"1" } else { &"" });
        *file += &(columns.iter().map(|column| cell(column.name)).collect::<Vec<_>>().join(",") + "\n");
    }
    let of = |last: bool, year: i16| {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .filter(|(name, _)| name.ends_with("_last") == last)
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        (!files.is_empty()).then(|| read(year, &files).0)
    };
    (of(false, one.year).unwrap_or(Return { year: one.year, ..Return::default() }), of(true, one.year - 1))
}

/// The fields an example makes its rule flag, in order.
fn flagged(families: &[Family<Returns>], one: &Example) -> Vec<String> {
    let (this, last) = told_returns(one);
    let report = run(families, &Returns::new(this, last), one.year, 1, 1000);
    let findings = report.findings.into_iter().filter(|finding| finding.rule == one.rule);
    findings
        .flat_map(|finding| {
            assert!(finding.places.iter().all(|place| place.line >= 2), "{finding:?}");
            finding.places
        })
        .map(|place| place.field.to_owned())
        .collect()
}

#[test]
fn every_story_is_true() {
    let mut wrong = Vec::new();
    for one in told() {
        let found = flagged(FAMILIES, &one);
        let rule = FAMILIES.iter().flat_map(|family| family.rules).find(|rule| rule.number == one.rule);
        assert!(found.iter().all(|field| rule.is_some_and(|rule| rule.fields.contains(&field.as_str()))), "{one:?}");
        if found != one.flags {
            wrong
                .push(format!("{} line {}: {} | flags {found:?}, told {:?}", one.rule, one.line, one.holds, one.flags));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} stories are true", told().len());
    assert!(told().len() >= 290, "{}", told().len());
}

/// The published editions of the rules declared here.
fn index() -> Vec<Published> {
    let declared: BTreeSet<&str> = FAMILIES.iter().flat_map(|family| family.rules).map(|rule| rule.number).collect();
    let mut reader = csv::Reader::from_reader(include_str!("../../data/rules-ssda903-editions.csv").as_bytes());
    let mut all: BTreeMap<String, Published> = BTreeMap::new();
    for row in reader.records().map(|row| row.unwrap()).filter(|row| declared.contains(&row[0])) {
        let (from, last) = (row[1].parse().ok(), row[2].parse().ok());
        let rule = row[0].to_owned();
        match all.get_mut(&row[0]) {
            Some(one) => {
                one.changed.extend(from);
                one.last = last;
            }
            None => drop(all.insert(rule.clone(), Published { rule, first: from, last, ..Published::default() })),
        }
    }
    all.into_values().collect()
}

#[test]
fn the_list_of_rules_is_whole() {
    let wrong = faults(FAMILIES, &index(), &told(), &departures("SSDA903").collect::<Vec<_>>());
    assert_eq!(wrong, Vec::<String>::new());
    let rules = FAMILIES.iter().flat_map(|family| family.rules);
    let editions: usize = rules.clone().map(|rule| rule.editions.len()).sum();
    println!("{} rules in {editions} editions", rules.clone().count());
    assert_eq!((rules.count(), editions), (100, 110));
}

#[test]
fn a_rule_that_never_flags_is_caught_by_its_stories() {
    fn never(_: &Returns, _: &standards::ssda903::rules::Child, _: &mut standards::rules::Found) {}
    static BROKEN: &[Family<Returns>] = &[Family {
        title: "x",
        cites: "x",
        rules: &[Rule {
            number: "101",
            words: "x.",
            remedy: "x.",
            severity: standards::rules::Severity::Error,
            fields: &[],
            editions: &[Edition { years: Years { from: None, to: None }, check: Check::Child(never) }],
            needs: &[],
        }],
    }];
    assert!(told().iter().filter(|one| one.rule == "101").any(|one| flagged(BROKEN, one) != one.flags));
}

#[test]
fn the_samples_are_held_against_the_rules() {
    let files: Vec<(String, Vec<u8>)> = ["header", "episodes", "reviews", "uasc", "oc2", "oc3", "ad1"]
        .iter()
        .map(|name| (format!("{name}.csv"), sample(&format!("2019/{name}.csv"))))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (set, _) = read(2019, &files);
    let whole = Returns::new(set, None);
    let (one, two) = (run(FAMILIES, &whole, 2019, 1, 1_000_000), run(FAMILIES, &whole, 2019, 2, 1_000_000));
    assert_eq!(one, two);
    println!("{} findings of {} rules", one.findings.len(), one.rules);
    assert!(one.findings.len() > 1000);
}
