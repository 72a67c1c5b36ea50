//! What was found, as one shape that can be shown, sent from one process to another, and kept for a while.

use serde::{Deserialize, Serialize};
use standards::reading::{Fault, Severity as How};
use standards::rules::{Report, Severity, Years};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Words of the program, or what another process of it said.
type Words = Cow<'static, str>;

/// Files that have been held against their rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// What the files are called together.
    pub label: String,
    /// The files that something was found in.
    pub files: Vec<String>,
    /// The collection year; `None` when they have none.
    pub year: Option<i16>,
    /// How many children they hold.
    pub children: usize,
    /// How many rules were run.
    pub rules: usize,
    /// Findings beyond those listed, counted only.
    pub unlisted: u64,
    /// The rules that found something, errors first.
    pub told: Vec<Told>,
    /// What they found: about the whole first, then child by child.
    pub found: Vec<Found>,
    /// What could not be read: files that were refused first.
    pub unread: Vec<Fault>,
    /// The rules in force that were not run, each with the first thing it lacks.
    pub not_run: Vec<(Words, Words)>,
}

/// A rule, as far as it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Its number or name.
    pub rule: Words,
    /// The years of the edition that was in force.
    pub edition: String,
    /// May what it finds be right as it stands?
    pub query: bool,
    /// What is wrong.
    pub words: Words,
    /// What to do about it.
    pub remedy: Words,
}

impl Told {
    /// `error`, or `query`.
    pub fn severity(&self) -> &'static str {
        if self.query { Severity::Query.word() } else { Severity::Error.word() }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Its rule: a place in [`Checked::told`].
    pub told: usize,
    /// The child's number; `None` for the whole, or a child without one.
    pub child: Option<String>,
    /// Where, what to look at first coming first; none for the whole.
    pub places: Vec<Spot>,
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// A place in [`Checked::files`].
    pub file: usize,
    /// `Table.Field`.
    pub field: Words,
    /// From 1; 0 where there are no lines.
    pub line: u32,
    /// What stands there.
    pub value: String,
}

/// What was lacking, and the rules that were not run for want of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacking {
    /// What.
    pub what: String,
    /// How it is given on the command line; empty when it cannot be.
    pub option: &'static str,
    /// The rules.
    pub rules: Vec<String>,
}

impl Checked {
    /// What a run of the rules, and the reading before it, found. `file_of` names the file of a table; where there is
    /// none, it is the label.
    pub fn new(
        label: &str,
        file_of: &dyn Fn(&str) -> Option<String>,
        year: Option<i16>,
        children: usize,
        report: Report,
        unread: Vec<Fault>,
    ) -> Checked {
        let mut files: Vec<String> = Vec::new();
        let mut file_at = HashMap::new();
        let mut rules: HashMap<(&'static str, Years), usize> = HashMap::new();
        let mut told: Vec<Told> = Vec::new();
        let mut found = Vec::with_capacity(report.findings.len());
        for one in report.findings {
            let at = *rules.entry((one.rule, one.edition)).or_insert_with(|| {
                told.push(Told {
                    rule: one.rule.into(),
                    edition: one.edition.to_string(),
                    query: one.severity == Severity::Query,
                    words: one.words.into(),
                    remedy: one.remedy.into(),
                });
                told.len() - 1
            });
            let places = one.places.into_iter().map(|place| {
                let file = *file_at.entry(place.table()).or_insert_with(|| {
                    let name = file_of(place.table()).unwrap_or_else(|| label.to_owned());
                    files.iter().position(|file| *file == name).unwrap_or_else(|| {
                        files.push(name);
                        files.len() - 1
                    })
                });
                Spot { file, field: place.field.into(), line: place.line, value: place.value }
            });
            found.push(Found { told: at, child: one.child, places: places.collect() });
        }
        let mut order: Vec<usize> = (0..told.len()).collect();
        order.sort_by(|a, b| (told[*a].query, &told[*a].rule).cmp(&(told[*b].query, &told[*b].rule)));
        let mut places = vec![0; told.len()];
        order.iter().enumerate().for_each(|(new, old)| places[*old] = new);
        found.iter_mut().for_each(|one| one.told = places[one.told]);
        let told = order.into_iter().map(|old| told[old].clone()).collect();
        let not_run = report.not_run.iter().map(|one| (one.rule.into(), one.lacks.into())).collect();
        let label = label.to_owned();
        let (rules, unlisted) = (report.rules, report.unlisted);
        let mut checked =
            Checked { label, files, year, children, rules, unlisted, told, found, unread: Vec::new(), not_run };
        checked.unread = checked.unsaid(unread);
        checked
    }

    /// What could not be read and no rule points at: a rule says the same in its own words. What was refused, or read only in
    /// part, comes before what is wrong in the rest.
    fn unsaid(&self, mut unread: Vec<Fault>) -> Vec<Fault> {
        let last = |field: &str, mark: char| field.rsplit(mark).next().unwrap_or_default().to_owned();
        let places = self.found.iter().flat_map(|one| &one.places);
        let named: HashSet<(&str, u32, String)> =
            places.map(|one| (self.files[one.file].as_str(), one.line, last(&one.field, '.'))).collect();
        unread.retain(|one| {
            let field = || last(one.column.as_deref().unwrap_or_default(), '/');
            !one.line.is_some_and(|line| named.contains(&(one.file.as_str(), line, field())))
        });
        unread.sort_by_key(|one| one.severity != How::Refused);
        unread
    }

    /// Lists no more than so many findings; the rest are counted.
    pub fn cut(&mut self, most: usize) {
        let more = self.found.len().saturating_sub(most);
        self.found.truncate(most);
        self.unlisted += more as u64;
    }

    /// How many errors are listed.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|one| !self.told[one.told].query).count()
    }

    /// How many queries are listed.
    pub fn queries(&self) -> usize {
        self.found.len() - self.errors()
    }

    /// Whether nothing must be put right.
    pub fn sound(&self) -> bool {
        self.errors() + self.unread.len() == 0
    }

    /// The findings of each rule, in the order of [`Checked::told`].
    pub fn by_rule(&self) -> Vec<Vec<&Found>> {
        let mut by_rule = vec![Vec::new(); self.told.len()];
        self.found.iter().for_each(|one| by_rule[one.told].push(one));
        by_rule
    }

    /// The findings of each child in the order of the return; those about the whole come first, under `None`.
    pub fn by_child(&self) -> Vec<(Option<&str>, Vec<&Found>)> {
        let mut by_child: Vec<(Option<&str>, Vec<&Found>)> = Vec::new();
        let mut at: HashMap<Option<&str>, usize> = HashMap::new();
        for one in &self.found {
            let child = one.child.as_deref();
            let place = *at.entry(child).or_insert_with(|| {
                by_child.push((child, Vec::new()));
                by_child.len() - 1
            });
            by_child[place].1.push(one);
        }
        by_child.sort_by_key(|(child, _)| child.is_some());
        by_child
    }

    /// The rules not run, by what they lack.
    pub fn lacking(&self) -> Vec<Lacking> {
        let mut lacking: BTreeMap<String, Lacking> = BTreeMap::new();
        for (rule, lacks) in &self.not_run {
            let (what, option) = lack(lacks);
            let one = lacking.entry(what.clone()).or_insert(Lacking { what, option, rules: Vec::new() });
            one.rules.push(rule.to_string());
        }
        lacking.into_values().collect()
    }

    /// `2 errors, 1 query, 0 values that could not be read`.
    pub fn counts(&self) -> String {
        let errors = many(self.errors(), "error", "errors");
        let queries = many(self.queries(), "query", "queries");
        let unread = many(self.unread.len(), "value that could not be read", "values that could not be read");
        format!("{errors}, {queries}, {unread}")
    }

    /// How much was checked, and found, in one sentence or two.
    pub fn summary(&self) -> String {
        let children = many(self.children, "child", "children");
        let more = match self.unlisted {
            0 => String::new(),
            more => format!(" {more} more findings are not listed."),
        };
        let year = self.year.map(|year| format!(" of the {year} collection")).unwrap_or_default();
        format!("{children}, {} rules{year}: {}.{more}", self.rules, self.counts())
    }

    /// The file a place stands in.
    pub fn file_of(&self, spot: &Spot) -> &str {
        self.files.get(spot.file).map_or(&self.label, String::as_str)
    }
}

/// What a rule lacks, in words, and the option that gives it.
fn lack(name: &str) -> (String, &'static str) {
    match name {
        "postcodes" => ("a list of postcodes".to_owned(), "--postcodes FILE"),
        "providers" => ("Ofsted's list of providers".to_owned(), "--providers FILE"),
        "authority" => ("the authority's code".to_owned(), "--authority CODE"),
        "XML" => ("the XML layout, which alone has what they look at".to_owned(), ""),
        "unaccompanied" => ("the table UASC".to_owned(), ""),
        "as-at" => ("the day the lists are as at".to_owned(), "--as-at DATE"),
        list if list.starts_with("List ") => (list.to_lowercase(), ""),
        table => match table.strip_suffix("_last") {
            Some("unaccompanied") => ("the table UASC of last year".to_owned(), "--previous DIR"),
            Some(table) => (format!("the table {table} of last year"), "--previous DIR"),
            None => (format!("the table {table}"), ""),
        },
    }
}

/// `1 error`, `2 errors`.
pub fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
