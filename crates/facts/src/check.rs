//! What does not fit in a set of facts, whoever made it: keys, links, widths, dates that contradict, codes of no list.

use crate::tables::TABLES;
use crate::value::{Misread, Text};
use crate::{Cell, Column, Facts, Kind, Row, Visit};
use jiff::civil::Date;
use practice::codes;
use std::collections::{HashMap, HashSet};

/// One thing that is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Check {
    /// Its name: `key-twice`.
    pub name: &'static str,
    /// What is wrong, as a sentence.
    pub words: &'static str,
    /// What to do about it, as a sentence.
    pub remedy: &'static str,
    /// It may be right as it stands.
    pub query: bool,
}

const fn error(name: &'static str, words: &'static str, remedy: &'static str) -> Check {
    Check { name, words, remedy, query: false }
}

const fn query(name: &'static str, words: &'static str, remedy: &'static str) -> Check {
    Check { name, words, remedy, query: true }
}

/// Every check.
pub const CHECKS: [Check; 9] = [
    error("key-empty", "The row has no key.", "Give every row the key that its own system has for it."),
    error(
        "key-twice",
        "Another row of the table has this key.",
        "Give each row a key of its own, or take the copy out.",
    ),
    error("too-long", "This is longer than the standard has room for.", "Shorten it, before a database cuts it."),
    error("not-json", "This is not JSON.", "Write an array of codes or an object of flags."),
    error("ends-first", "It ends before it begins.", "Correct one of the two dates."),
    query("no-such-row", "No row of the table it points at has this key.", "Send that row too, or correct the key."),
    query("no-such-code", "This is not a code of the national list.", "Use the code that is sent in the returns."),
    query("time-of-day", Misread::TimeLost.words(), Misread::TimeLost.remedy()),
    query("no-such-column", "The column is missing.", "Write the file with every column of the table."),
];

/// A check by name.
pub fn named(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}

/// Something that does not fit.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The name of the check.
    pub check: &'static str,
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static Column,
    /// The place of the row in its table, from 0.
    pub row: usize,
    /// Whom the row is about, when it says so.
    pub person: Text,
    /// What stands there.
    pub value: Text,
}

/// The columns that hold codes of the national lists.
const CODES: [(&str, &str); 11] = [
    ("pers_sex", "Sex"),
    ("pers_ethnicity", "Ethnicity"),
    ("pers_upn_unknown", "UPNunknown"),
    ("disa_disability_code", "Disability"),
    ("cont_contact_source_code", "ReferralSource"),
    ("cine_referral_source_code", "ReferralSource"),
    ("cine_cin_primary_need_code", "PrimaryNeedCode"),
    ("cine_close_reason", "ReasonForClosure"),
    ("clae_cla_primary_need_code", "PrimaryNeedCode"),
    ("cppr_cp_review_participation", "Participation"),
    ("clar_cla_review_participation", "Participation"),
];

/// Pairs of days of which the second is not before the first, where the names do not say it.
const DAYS: [(&str, &str); 4] = [
    ("cine_referral_date", "cine_close_date"),
    ("cina_assessment_start_date", "cina_assessment_auth_date"),
    ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    ("ehcn_named_plan_start_date", "ehcn_named_plan_ceased_date"),
];

/// Everything that does not fit, table by table and row by row.
pub fn check(facts: &Facts) -> Vec<Finding> {
    let wanted = TABLES.iter().flat_map(|table| table.columns).filter_map(|column| column.points_at);
    let mut targets = Targets(wanted.map(|target| (target, HashSet::new())).collect());
    facts.visit(&mut targets);
    let mut checking = Checking { targets: targets.0, found: Vec::new() };
    facts.visit(&mut checking);
    checking.found
}

/// What stands in each column that another points at.
struct Targets(HashMap<&'static str, HashSet<Text>>);

impl Visit for Targets {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        if !R::TABLE.columns.iter().any(|column| self.0.contains_key(column.path)) {
            return;
        }
        for row in rows {
            row.cells(&mut |column, cell| {
                if let (Cell::Text(text), Some(seen)) = (cell, self.0.get_mut(column.path)) {
                    seen.insert(text.into());
                }
            });
        }
    }
}

struct Checking {
    targets: HashMap<&'static str, HashSet<Text>>,
    found: Vec<Finding>,
}

impl Visit for Checking {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        let table = R::TABLE;
        let pairs = pairs(table.columns);
        let whose = table.columns.iter().position(|column| {
            column.path == "ssd_person.pers_person_id" || column.points_at == Some("ssd_person.pers_person_id")
        });
        let mut keys: HashSet<&Text> = HashSet::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let (mut flagged, mut days, mut person) = (Vec::new(), Vec::new(), Text::new());
            let mut at = 0;
            row.cells(&mut |column, cell| {
                if whose == Some(at)
                    && let Cell::Text(text) = cell
                {
                    person = text.into();
                }
                if let Cell::Date(day) = cell {
                    days.push((column.name, day));
                }
                let flags = self.cell(column, cell).map(|check| (check, column, Text::from(cell.text(column.kind))));
                flagged.extend(flags);
                at += 1;
            });
            let key = &table.columns[table.key];
            if row.key().is_empty() {
                flagged.push(("key-empty", key, Text::new()));
            } else if !keys.insert(row.key()) {
                flagged.push(("key-twice", key, row.key().clone()));
            }
            let on = |name: &str| days.iter().find(|(column, _)| *column == name).map(|(_, day): &(_, Date)| *day);
            for (first, last) in &pairs {
                if let (Some(from), Some(to)) = (on(first.name), on(last.name))
                    && to < from
                {
                    flagged.push(("ends-first", last, to.to_string().into()));
                }
            }
            self.found.extend(flagged.into_iter().map(|(check, column, value)| {
                let person = person.clone();
                Finding { check, table: table.name, column, row: place, person, value }
            }));
        }
    }
}

impl Checking {
    /// What is wrong with one cell by itself, the worst first.
    fn cell(&self, column: &'static Column, cell: Cell<'_>) -> Option<&'static str> {
        let Cell::Text(text) = cell else { return None };
        if column.kind.width().is_some_and(|most| text.chars().count() > usize::from(most)) {
            return Some("too-long");
        }
        if let Kind::Json(_) = column.kind {
            let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return Some("not-json") };
            if column.name == "cinf_assessment_factors_json" {
                let codes = codes_of(&value);
                return codes.iter().any(|code| !is_code("AssessmentFactors", code)).then_some("no-such-code");
            }
        }
        if let Some((_, set)) = CODES.iter().find(|(name, _)| *name == column.name)
            && !is_code(set, text)
        {
            return Some("no-such-code");
        }
        // A table that was not sent is not looked into.
        let target = column.points_at.and_then(|target| self.targets.get(target));
        target.filter(|seen| !seen.is_empty() && !seen.contains(text)).map(|_| "no-such-row")
    }
}

/// The codes of an array of codes, or of an object of codes that are so.
pub fn codes_of(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::Array(codes) => codes.iter().filter_map(serde_json::Value::as_str).collect(),
        serde_json::Value::Object(codes) => {
            let so = |value: &serde_json::Value| match value.as_str() {
                Some(text) => matches!(text.to_ascii_lowercase().as_str(), "y" | "yes" | "true" | "1"),
                None => value.as_bool() == Some(true),
            };
            codes.iter().filter(|(_, value)| so(value)).map(|(code, _)| code.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

fn is_code(set: &str, code: &str) -> bool {
    codes::set(set).is_none_or(|list| list.entry(code).is_some())
}

/// The columns of which one tells when something began, the other when it ended.
fn pairs(columns: &'static [Column]) -> Vec<(&'static Column, &'static Column)> {
    let named = |name: &str| columns.iter().find(|column| column.name == name);
    let of = |column: &'static Column| {
        let told = DAYS.iter().find(|(first, _)| *first == column.name).map(|(_, last)| (*last).to_owned());
        let last = told.unwrap_or_else(|| column.name.replace("start_date", "end_date"));
        named(&last).filter(|last| last.name != column.name).map(|last| (column, last))
    };
    columns.iter().filter(|column| column.kind == Kind::Date).filter_map(of).collect()
}
