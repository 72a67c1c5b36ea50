//! Whether a list of rules is whole: what a test asks of every return.

use std::collections::{BTreeMap, BTreeSet};

use super::{Departure, Example, Family, Return, Severity};

/// A rule as the published index has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub rule: String,
    /// The first collection year it is in force; `None` for as far back as is known.
    pub first: Option<i16>,
    /// The years it was issued anew.
    pub changed: Vec<i16>,
    /// The last year it is in force; `None` while it lasts.
    pub last: Option<i16>,
    /// Whether what it finds is only asked about.
    pub query: bool,
}

/// Everything wrong with a list of rules, held against the published index, its stories and its departures. Empty when
/// nothing is.
pub fn faults<R: Return>(
    families: &[Family<R>],
    index: &[Published],
    stories: &[Example],
    departures: &[&Departure],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut known = BTreeMap::new();
    for family in families {
        if family.cites.trim().is_empty() {
            wrong.push(format!("{}: cites nothing", family.title));
        }
        for rule in family.rules {
            let number = rule.number;
            if known.insert(number, rule).is_some() {
                wrong.push(format!("{number}: declared twice"));
            }
            let published = index.iter().find(|one| one.rule == number);
            if published.is_some_and(|one| one.query != (rule.severity == Severity::Query)) {
                wrong.push(format!("{number}: a {}, published as the other kind", rule.severity.word()));
            }
            for (what, text) in [("words", rule.words), ("remedy", rule.remedy)] {
                if !text.ends_with('.') {
                    wrong.push(format!("{number}: its {what} are no sentence"));
                }
            }
            let ended = rule.editions.last().and_then(|last| last.years.to);
            match (ended, published.and_then(|one| one.last)) {
                (Some(_), None) => wrong.push(format!("{number}: no edition is in force any more")),
                (ended, Some(last)) if ended != Some(last) && !rule.editions.is_empty() => {
                    wrong.push(format!("{number}: ends {ended:?}, published to {last}"));
                }
                _ => {}
            }
            if rule.editions.is_empty() {
                wrong.push(format!("{number}: has no edition"));
            }
            for pair in rule.editions.windows(2) {
                let (before, after) = (pair[0].years, pair[1].years);
                match (before.to, after.from) {
                    (Some(to), Some(from)) if from == to + 1 => {}
                    (Some(to), Some(from)) if from > to + 1 => {
                        wrong.push(format!("{number}: a gap between {before} and {after}"));
                    }
                    _ => wrong.push(format!("{number}: {before} and {after} overlap")),
                }
            }
            for edition in rule.editions {
                let told: Vec<&Example> =
                    stories.iter().filter(|one| one.rule == number && edition.years.hold(one.year)).collect();
                if !told.iter().any(|one| !one.flags.is_empty()) {
                    wrong.push(format!("{number} ({}): no story that flags", edition.years));
                }
                if !told.iter().any(|one| one.flags.is_empty()) {
                    wrong.push(format!("{number} ({}): no story that passes", edition.years));
                }
            }
        }
    }
    let indexed: BTreeSet<&str> = index.iter().map(|one| one.rule.as_str()).collect();
    for Published { rule, first, changed, .. } in index {
        let Some(declared) = known.get(rule.as_str()) else {
            wrong.push(format!("{rule}: published, not declared"));
            continue;
        };
        let starts: Vec<i16> = declared.editions.iter().filter_map(|edition| edition.years.from).collect();
        let wanted: Vec<i16> = first.iter().chain(changed).copied().collect();
        if starts != wanted || (first.is_none() && declared.editions.first().is_some_and(|e| e.years.from.is_some())) {
            wrong.push(format!("{rule}: editions start {starts:?}, published {wanted:?}"));
        }
    }
    let numbers = known.keys().filter(|number| !indexed.contains(**number));
    wrong.extend(numbers.map(|number| format!("{number}: declared, not published")));
    let told = stories.iter().filter(|one| !known.contains_key(one.rule.as_str()));
    wrong.extend(told.map(|one| format!("{}: a story on line {} of no rule", one.rule, one.line)));
    let parted = departures.iter().filter(|row| row.rule != "all" && !known.contains_key(row.rule.as_str()));
    wrong.extend(parted.map(|row| format!("{}: a departure of no rule", row.rule)));
    for row in departures {
        if [&row.they, &row.we, &row.why].iter().any(|text| text.trim().is_empty()) {
            wrong.push(format!("{}: a departure that does not say what, or why", row.rule));
        }
    }
    wrong
}
