//! The stories of the rules, run: every row of a table in `stories/ssda903/*.md`. The README there says how to write one.

use std::collections::{BTreeMap, BTreeSet};

use standards::rules::{Check, Edition, Example, Family, Published, Rule, Years, departures, examples, faults, run};
use standards::ssda903::rules::lists::{Lists, Postcodes, Provider, Providers, Spot};
use standards::ssda903::rules::{FAMILIES, Returns, STORIES};
use standards::ssda903::{Return, TABLES};

use crate::common::*;

fn told() -> Vec<Example> {
    let read = |(name, page): &(&str, &str)| examples(page).unwrap_or_else(|fault| panic!("{name}.md: {fault}"));
    STORIES.iter().flat_map(read).collect()
}

/// This year's return and last year's, written as CSV and read: `Header: SEX=M, DOB=; OC2: SDQ_SCORE=3`. A row that names
/// no CHILD is about child 1; a table without values is loaded and empty; `_last` after its name is last year's. A `UASC`
/// in the header is that of the XML layout, and the return then is one XML file.
fn told_returns(one: &Example) -> (Return, Option<Return>) {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let mut flags: Vec<String> = Vec::new();
    for part in one.holds.split(';').map(str::trim) {
        let (name, values) = part.split_once(':').unwrap_or_else(|| panic!("line {}: `{part}` has no colon", one.line));
        let table = TABLES.iter().find(|table| table.name == name.trim_end_matches("_last"));
        let columns: Vec<_> =
            table.unwrap_or_else(|| panic!("no table {name}")).columns.iter().filter(|c| c.in_csv).collect();
        let file = files
            .entry(name)
            .or_insert_with(|| columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",") + "\n");
        let mut given: BTreeMap<&str, &str> = values
            .split(',')
            .filter(|value| !value.trim().is_empty())
            .map(|value| value.trim_start().split_once('=').unwrap_or_else(|| panic!("`{value}` has no =")))
            .collect();
        if given.is_empty() {
            continue;
        }
        if name == "Header"
            && let Some(flag) = given.remove("UASC")
        {
            flags.push(flag.to_owned());
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
    let mut this = of(false, one.year).unwrap_or(Return { year: one.year, ..Return::default() });
    if !flags.is_empty() {
        let header = this.header.as_mut().unwrap();
        header.rows.iter_mut().zip(&flags).for_each(|(row, flag)| row.uasc = flag.as_str().into());
        header.file = "return.xml".to_owned();
        let named = |name: &mut String| header.file.clone_into(name);
        this.episodes.iter_mut().map(|filed| &mut filed.file).for_each(named);
        this.uasc.iter_mut().map(|filed| &mut filed.file).for_each(named);
    }
    (this, of(true, one.year - 1))
}

/// The places and providers of the stories; the README there tells of them.
fn lists() -> Lists {
    let mut postcodes = Postcodes::default();
    for (postcode, authority, miles) in [
        ("AA1 1AA", "E08000003", 0.0),
        ("AA1 1AB", "E08000003", 1.0),
        ("BB1 1BB", "E10000002", 30.0),
        ("WL1 1AA", "W06000001", 100.0),
        ("NI1 1AA", "N09000001", 200.0),
        ("SC1 1AA", "S12000001", 400.0),
        ("FA1 1AA", "E06000001", 1200.0),
        ("CI1 1AA", "L99999999", 150.0),
    ] {
        postcodes.add(postcode, Spot { authority: authority.into(), grid: Some((miles * 1609.3, 0.0)) });
    }
    let mut providers = Providers::default();
    let [places, kinds] = [["K2", "K3"], ["PR1", "PR4"]].map(|codes| codes.map(str::to_owned).to_vec());
    let open = Provider { places, kinds, closed: None, postcode: "AA1 1AB".into() };
    let closed = Some(jiff::civil::date(2025, 6, 30));
    providers.add("7654321", Provider { closed, postcode: "BB1 1BB".into(), ..open.clone() });
    providers.add("1234567", open);
    Lists { postcodes: Some(postcodes), providers: Some(providers), authority: Some("E08000003".into()) }
}

/// The fields an example makes its rule flag, in order.
fn flagged(families: &[Family<Returns>], one: &Example) -> Vec<String> {
    let (this, last) = told_returns(one);
    let report = run(families, &Returns::new(this, last).beside(lists()), one.year, 1, 1000);
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
    assert!(told().len() >= 1000, "{}", told().len());
}

/// A table of this crate's data.
fn data(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.unwrap()).collect()
}

/// The published rules and their editions. Only those asked about in words are queries.
fn index() -> Vec<Published> {
    let mut all: BTreeMap<String, Published> = BTreeMap::new();
    for row in data(include_str!("../../data/rules-ssda903-editions.csv")) {
        let (rule, from, last) = (row[0].to_owned(), row[1].parse().ok(), row[2].parse().ok());
        match all.get_mut(&row[0]) {
            Some(one) => {
                one.changed.extend(from);
                one.last = last;
            }
            None => {
                let query = ["231", "232"].contains(&&*rule);
                all.insert(rule.clone(), Published { rule, first: from, last, query, changed: Vec::new() });
            }
        }
    }
    all.into_values().collect()
}

/// What is wrong with the list of rules not declared: every published number is declared or listed, and none is both.
fn not_declared(published: &BTreeSet<&str>, declared: &BTreeSet<&str>, listed: &BTreeSet<&str>) -> Vec<String> {
    let said = |said: &str, rules: Vec<&&str>| rules.iter().map(|rule| format!("{rule}: {said}")).collect::<Vec<_>>();
    let missing = published.iter().filter(|rule| !declared.contains(*rule) && !listed.contains(*rule)).collect();
    let both = listed.iter().filter(|rule| declared.contains(*rule) || !published.contains(*rule)).collect();
    [said("neither declared nor listed", missing), said("listed, but declared or not published", both)].concat()
}

#[test]
fn the_list_of_rules_is_whole() {
    let wrong = faults(FAMILIES, &index(), &told(), &departures("SSDA903").collect::<Vec<_>>());
    assert_eq!(wrong, Vec::<String>::new());
    let rules = FAMILIES.iter().flat_map(|family| family.rules);
    let editions: usize = rules.clone().map(|rule| rule.editions.len()).sum();
    let declared: BTreeSet<&str> = rules.map(|rule| rule.number).collect();
    let published = data(include_str!("../../data/validation-rules-index.csv"));
    let published: BTreeSet<&str> = published.iter().filter(|row| &row[0] == "SSDA903").map(|row| &row[1]).collect();
    let listed = data(include_str!("../../data/rules-ssda903-not-declared.csv"));
    assert!(listed.iter().all(|row| !row[1].is_empty()));
    let listed: BTreeSet<&str> = listed.iter().map(|row| &row[0]).collect();
    assert_eq!(not_declared(&published, &declared, &listed), Vec::<String>::new());
    let counted = (published.len(), declared.len(), editions, listed.len());
    println!("{} published, {} declared in {} editions, {} not declared", counted.0, counted.1, counted.2, counted.3);
    assert_eq!(counted, (337, 339, 374, 5));

    // Each way the list may be untrue is caught.
    let (one, none) = (BTreeSet::from(["1"]), BTreeSet::new());
    assert_eq!(not_declared(&one, &none, &one), Vec::<String>::new());
    assert_eq!(not_declared(&one, &none, &none), ["1: neither declared nor listed"]);
    assert_eq!(not_declared(&one, &one, &one), ["1: listed, but declared or not published"]);
    assert_eq!(not_declared(&none, &none, &one), ["1: listed, but declared or not published"]);
}

#[test]
fn a_rule_is_not_run_without_what_it_needs() {
    let lacking = |this: &str, lists| {
        let example = Example { rule: String::new(), line: 0, year: 2026, holds: this.to_owned(), flags: Vec::new() };
        let (this, last) = told_returns(&example);
        let report = run(FAMILIES, &Returns::new(this, last).beside(lists), 2026, 1, 1000);
        report.not_run.into_iter().map(|one| (one.rule, one.lacks)).collect::<BTreeMap<_, _>>()
    };
    let bare = lacking("Episodes: URN=1234567, PL_POST=AA1 1AA", Lists::default());
    assert_eq!((bare["1008"], bare["392c"], bare["503A"]), ("providers", "postcodes", "Episodes_last"));
    let whole = lacking("Episodes: URN=1234567, PL_POST=AA1 1AA; Episodes_last: URN=1234567", lists());
    assert!(["1008", "392c", "503A", "1015"].iter().all(|rule| !whole.contains_key(rule)), "{whole:?}");
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
