//! The stories of the checks, run: every row of a table in `stories/annex_a/*.md`.

use std::collections::BTreeMap;
use std::io::Cursor;

use standards::annex_a::layout::lists;
use standards::annex_a::rules::{Child, FAMILIES, Lists, STORIES};
use standards::annex_a::{AnnexA, Reading};
use standards::rules::{
    Check, Edition, Example, Family, Found, Published, Rule, Severity, Years, examples, faults, run,
};

fn told() -> Vec<Example> {
    let read = |(name, page): &(&str, &str)| examples(page).unwrap_or_else(|fault| panic!("{name}.md: {fault}"));
    STORIES.iter().flat_map(read).collect()
}

/// The lists of an example, written as CSV and read.
fn told_lists(one: &Example) -> Lists {
    let mut files: BTreeMap<u8, String> = BTreeMap::new();
    let mut as_at = None;
    for part in one.holds.split(';').map(str::trim) {
        let (name, values) = part.split_once(':').unwrap_or_else(|| panic!("line {}: `{part}` has no colon", one.line));
        if name == "as at" {
            as_at = standards::reading::date_of(values.trim());
            assert!(as_at.is_some(), "line {}", one.line);
            continue;
        }
        let number = name.strip_prefix("List ").and_then(|number| number.parse().ok());
        let list = lists().iter().find(|list| Some(list.number) == number).unwrap_or_else(|| panic!("no {name}"));
        let quoted =
            |texts: Vec<&str>| texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(",") + "\n";
        let headings = list.columns.iter().map(|column| column.heading.as_str()).collect();
        let file = files.entry(list.number).or_insert_with(|| quoted(headings));
        let given: BTreeMap<&str, &str> = values
            .split(", ")
            .filter(|value| !value.trim().is_empty())
            .map(|value| value.trim_start().split_once('=').unwrap_or_else(|| panic!("`{value}` has no =")))
            .collect();
        let known = |name: &&str| list.columns.iter().any(|column| column.heading == **name);
        assert!(given.keys().all(known), "line {}: {part}", one.line);
        if !given.is_empty() {
            let first = &list.columns[0].heading;
            let cell = |name: &String| *given.get(name.as_str()).unwrap_or(if name == first { &"1" } else { &"" });
            *file += &quoted(list.columns.iter().map(|column| cell(&column.heading)).collect());
        }
    }
    let mut reading = Reading::default();
    for (number, file) in &files {
        reading.file(&format!("list {number}.csv"), Cursor::new(file));
    }
    Lists::new(reading.finish().0, as_at)
}

/// What an example makes its check flag, in order.
fn flagged(families: &[Family<Lists>], one: &Example) -> Vec<String> {
    let report = run(families, &told_lists(one), 2026, 1, 1000);
    let findings = report.findings.into_iter().filter(|finding| finding.rule == one.rule);
    findings.flat_map(|finding| finding.places).map(|place| place.field.to_owned()).collect()
}

#[test]
fn every_story_is_true() {
    let mut wrong = Vec::new();
    for one in told() {
        let found = flagged(FAMILIES, &one);
        let rule = FAMILIES.iter().flat_map(|family| family.rules).find(|rule| rule.number == one.rule).unwrap();
        let may = |field: &String| rule.fields == ["any"] || rule.fields.contains(&field.as_str());
        assert!(found.iter().all(may), "{one:?} {found:?}");
        if found != one.flags {
            wrong
                .push(format!("{} line {}: {} | flags {found:?}, told {:?}", one.rule, one.line, one.holds, one.flags));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} stories are true", told().len());
    assert!(told().len() >= 120, "{}", told().len());
}

#[test]
fn the_list_of_checks_is_whole() {
    // The checks are our own: what is published is what is declared.
    let rules = || FAMILIES.iter().flat_map(|family| family.rules);
    let one = |rule: &Rule<Lists>| Published {
        rule: rule.number.to_owned(),
        query: rule.severity == Severity::Query,
        ..Published::default()
    };
    let index: Vec<Published> = rules().map(one).collect();
    assert_eq!(faults(FAMILIES, &index, &told(), &[]), Vec::<String>::new());
    println!("{} checks", rules().count());
    assert_eq!(rules().count(), 65);

    // Without its stories, a check is not whole.
    let fewer: Vec<Example> = told().into_iter().filter(|one| one.rule != "AA602").collect();
    assert_eq!(faults(FAMILIES, &index, &fewer, &[]).len(), 2);
}

#[test]
fn a_check_that_never_flags_or_always_does_is_caught_by_its_stories() {
    fn never(_: &Lists, _: &Child, _: &mut Found) {}
    fn ever(_: &Lists, _: &Child, found: &mut Found) {
        found.flag_return();
        found.flag([standards::rules::Place::new("List 6.Case Status", 2, "")]);
    }
    for check in [Check::Child(never), Check::Child(ever)] {
        let editions: &'static [Edition<Lists>] =
            Box::leak(Box::new([Edition { years: Years { from: None, to: None }, check }]));
        let rule = Rule {
            number: "AA602",
            words: "x.",
            remedy: "x.",
            severity: Severity::Error,
            fields: &[],
            editions,
            needs: &[],
        };
        let rules: &'static [Rule<Lists>] = Box::leak(Box::new([rule]));
        let broken = [Family { title: "x", cites: "x", rules }];
        assert!(told().iter().filter(|one| one.rule == "AA602").any(|one| flagged(&broken, one) != one.flags));
    }
}

#[test]
fn checks_that_need_something_are_not_run_without() {
    let report = run(FAMILIES, &Lists::new(AnnexA::default(), None), 2026, 1, 1000);
    let lacks: BTreeMap<&str, &str> = report.not_run.iter().map(|one| (one.rule, one.lacks)).collect();
    assert_eq!((lacks["AA010"], lacks["AA807"], lacks["AA851"]), ("as-at", "as-at", "List 6"));
    assert_eq!(report.findings.iter().filter(|finding| finding.rule == "AA001").count(), 11);
}
