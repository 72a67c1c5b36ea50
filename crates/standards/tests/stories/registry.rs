//! The list of rules is whole; each fault in a list is caught, proved on broken twins.

use libtest_mimic::Trial;
use standards::cin_census::rules::{Cin, FAMILIES, STORIES};
use standards::rules::{
    Departure, Edition, Example, Family, Found, Published, Rule, Years, always, child, departures, error, examples,
    faults, from, until,
};

/// The published rules of a return, with the years they came or changed.
fn index(of: &str) -> Vec<Published> {
    let mut all = Vec::new();
    for line in include_str!("../../data/validation-rules-index.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] == of {
            let changed = cells[4].split(';').filter_map(|year| year.parse().ok()).collect();
            let (rule, last) = (cells[1].to_owned(), cells[3].parse().ok());
            all.push(Published { query: rule.ends_with('Q'), rule, first: cells[2].parse().ok(), changed, last });
        }
    }
    all
}

fn told() -> Vec<Example> {
    STORIES
        .iter()
        .flat_map(|(name, page)| examples(page).unwrap_or_else(|fault| panic!("{name}.md: {fault}")))
        .collect()
}

pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("registry: every rule is declared, cited, dated and told, and n is known", || {
            let parted: Vec<&Departure> = departures("CIN").collect();
            let wrong = faults(FAMILIES, &index("CIN"), &told(), &parted);
            if !wrong.is_empty() {
                return Err(format!("{} faults:\n{}", wrong.len(), wrong.join("\n")).into());
            }
            let rules = FAMILIES.iter().flat_map(|family| family.rules);
            let editions: usize = rules.clone().map(|rule| rule.editions.len()).sum();
            let counted = (index("CIN").len(), rules.count(), editions);
            if counted == (121, 121, 126) { Ok(()) } else { Err(format!("{counted:?}").into()) }
        }),
        Trial::test("registry: rules in force by year", || {
            let count =
                |year| FAMILIES.iter().flat_map(|family| family.rules).filter(move |rule| rule.edition(year).is_some());
            let counted: Vec<usize> = (2022..=2027).map(|year| count(year).count()).collect();
            if counted == [105, 105, 105, 109, 109, 121] { Ok(()) } else { Err(format!("{counted:?}").into()) }
        }),
        Trial::test("registry: a rule that never fires is caught by its story", || {
            let silent = find_flagging();
            match silent.iter().find(|one| flagged_by(NEVER, one)) {
                None => Ok(()),
                Some(one) => Err(format!("{one:?}").into()),
            }
        }),
    ];
    trials.extend(TWINS.iter().map(|(name, families, said)| {
        Trial::test(format!("registry: {name} is caught"), move || {
            let index = [Published { rule: "1".to_owned(), changed: vec![2025], ..Published::default() }];
            let story = |year, flags: &[&str]| Example {
                rule: "1".into(),
                line: 1,
                year,
                holds: String::new(),
                flags: flags.iter().map(|flag| (*flag).to_owned()).collect(),
            };
            let mut stories = vec![story(2024, &["x"]), story(2024, &[]), story(2026, &["x"]), story(2026, &[])];
            if *name == "a missing story" {
                stories.remove(2);
            }
            let wrong = faults(families, &index, &stories, &[]);
            let caught = if said.is_empty() { wrong.is_empty() } else { wrong.iter().any(|one| one.contains(said)) };
            if caught { Ok(()) } else { Err(wrong.join("\n").into()) }
        })
    }));
    trials
}

fn find_flagging() -> Vec<Example> {
    let flagging: Vec<Example> = told().into_iter().filter(|one| !one.flags.is_empty()).collect();
    assert!(flagging.len() >= 126, "{}", flagging.len());
    flagging
}

/// Whether these rules flag anything in an example: the twin of the real ones.
fn flagged_by(families: &[Family<Cin>], one: &Example) -> bool {
    let text = super::write::file(&one.holds, one.year).unwrap_or_else(|fault| panic!("{}: {fault}", one.line));
    let read = standards::cin_census::read(text.as_bytes(), standards::cin_census::Limits::default());
    let (census, _) = read.unwrap_or_else(|refused| panic!("{}: {refused}", one.line));
    !standards::rules::run(families, &Cin::new(census, one.year), one.year, 1, 10).findings.is_empty()
}

fn nothing(_: &Cin, _: &standards::cin_census::Child, _: &mut Found) {}

const fn rule(editions: &'static [Edition<Cin>]) -> Rule<Cin> {
    error("1", "Words.", "Remedy.", &[], editions)
}

const BEFORE: Edition<Cin> = until(2024, child(nothing));
const AFTER: Edition<Cin> = from(2025, child(nothing));
const NEVER: &[Family<Cin>] = &[Family { title: "Twin", cites: "Nowhere", rules: &[rule(&[always(child(nothing))])] }];

/// A name, a list of rules, and what is said of it.
type Twin = (&'static str, &'static [Family<Cin>], &'static str);

const TWINS: &[Twin] = &[
    ("nothing, in a sound list,", &[Family { title: "T", cites: "C", rules: &[rule(&[BEFORE, AFTER])] }], ""),
    ("no citation", &[Family { title: "T", cites: " ", rules: &[rule(&[BEFORE, AFTER])] }], "cites nothing"),
    (
        "a gap between editions",
        &[Family { title: "T", cites: "C", rules: &[rule(&[until(2023, child(nothing)), AFTER])] }],
        "a gap between up to 2023 and 2025 onwards",
    ),
    (
        "an overlap of editions",
        &[Family { title: "T", cites: "C", rules: &[rule(&[until(2025, child(nothing)), AFTER])] }],
        "overlap",
    ),
    (
        "a second declaration",
        &[Family { title: "T", cites: "C", rules: &[rule(&[BEFORE, AFTER]), rule(&[AFTER])] }],
        "twice",
    ),
    ("a missing rule", &[Family { title: "T", cites: "C", rules: &[] }], "1: published, not declared"),
    (
        "a rule nobody published",
        &[Family { title: "T", cites: "C", rules: &[Rule { number: "2", ..rule(&[AFTER]) }] }],
        "2: declared, not published",
    ),
    (
        "an edition from another year",
        &[Family {
            title: "T",
            cites: "C",
            rules: &[rule(&[until(2022, child(nothing)), from(2023, child(nothing))])],
        }],
        "editions start [2023], published [2025]",
    ),
    (
        "a rule that has ended",
        &[Family {
            title: "T",
            cites: "C",
            rules: &[rule(&[Edition { years: Years { from: None, to: Some(2020) }, check: child(nothing) }])],
        }],
        "no edition is in force any more",
    ),
    (
        "a query without a Q",
        &[Family {
            title: "T",
            cites: "C",
            rules: &[Rule { severity: standards::rules::Severity::Query, ..rule(&[BEFORE, AFTER]) }],
        }],
        "published as the other kind",
    ),
    ("a missing story", &[Family { title: "T", cites: "C", rules: &[rule(&[BEFORE, AFTER])] }], "no story that flags"),
];
