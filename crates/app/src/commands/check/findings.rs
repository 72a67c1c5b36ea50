//! Findings, printed for a person or for a program.

use crate::failure::{Failure, Outcome};
use clap::ValueEnum;
use serde_json::{Value, json};
use standards::reading::Fault;
use standards::rules::{Finding, Place, Report, Severity};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

/// How findings are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// By rule, for reading
    Table,
    /// One object
    Json,
    /// Comma-separated values, a line for each place
    Csv,
    /// A workbook, a row for each place: send it to a file
    Xlsx,
    /// A page for a browser: send it to a file
    Html,
}

/// How many findings of one rule a table shows.
const SHOWN: usize = 10;

/// A return that has been held against its rules.
pub struct Checked<'a> {
    /// The file, or the folder.
    pub file: &'a Path,
    /// The file of a table of it, where each has its own.
    pub file_of: &'a dyn Fn(&str) -> Option<String>,
    /// The collection year; `None` when it has none.
    pub year: Option<i16>,
    /// How many children it holds.
    pub children: usize,
    /// What the rules found.
    pub report: Report,
    /// What could not be read.
    pub unread: Vec<Fault>,
}

impl Checked<'_> {
    /// Prints the findings; the outcome is a failure when there are errors.
    pub fn print(mut self, format: Format) -> Outcome {
        // A rule that points at the same cell says the same in its own words.
        let places = self.report.findings.iter().flat_map(|finding| &finding.places);
        let named: HashSet<(String, u32, &str)> =
            places.map(|place| (self.file_of(place), place.line, place.name())).collect();
        fn field(one: &Fault) -> &str {
            one.column.as_deref().unwrap_or_default().rsplit('/').next().unwrap_or_default()
        }
        let said = |one: &Fault| one.line.is_some_and(|line| named.contains(&(one.file.clone(), line, field(one))));
        let said: Vec<bool> = self.unread.iter().map(said).collect();
        let mut said = said.into_iter();
        self.unread.retain(|_| !said.next().unwrap_or_default());
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = match format {
            Format::Table => self.table(&mut out),
            Format::Json => self.json(&mut out),
            Format::Csv => self.csv(&mut out),
            Format::Xlsx => super::workbook::write(self.rows(), &mut out),
            Format::Html => super::page::write(&self, &mut out),
        };
        match written.and_then(|()| out.flush()) {
            // A reader that stops early, such as `head`, is no failure of the check.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let what = format!("The findings could not be written: {error}.");
                return Err(Failure::new(what, "Check where they are written to, then try again."));
            }
            _ => {}
        }
        let (errors, unread) = (self.report.count(Severity::Error), self.unread.len());
        if errors + unread == 0 {
            return Ok(());
        }
        let what = format!("{}: {}.", self.file.display(), self.counts());
        Err(Failure::new(what, "Put the errors right where they are recorded, then make the file again."))
    }

    /// The file a place stands in.
    fn file_of(&self, place: &Place) -> String {
        (self.file_of)(place.table()).unwrap_or_else(|| self.file.display().to_string())
    }

    fn counts(&self) -> String {
        let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let errors = many(self.report.count(Severity::Error), "error", "errors");
        let queries = many(self.report.count(Severity::Query), "query", "queries");
        let unread = many(self.unread.len(), "value that could not be read", "values that could not be read");
        format!("{errors}, {queries}, {unread}")
    }

    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        for findings in self.by_rule() {
            let first = findings[0];
            writeln!(out, "{} ({}, {} found) {}", first.rule, first.severity.word(), findings.len(), first.words)?;
            writeln!(out, "    {}", first.remedy)?;
            for finding in findings.iter().take(SHOWN) {
                writeln!(out, "    {}", told(finding))?;
            }
            if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                writeln!(out, "    ... and {more} more: --format csv lists them all")?;
            }
            writeln!(out)?;
        }
        if !self.unread.is_empty() {
            writeln!(out, "Could not be read")?;
            for fault in self.unread.iter().take(SHOWN) {
                writeln!(out, "    {fault}")?;
            }
            if let Some(more) = self.unread.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                writeln!(out, "    ... and {more} more: --format csv lists them all")?;
            }
            writeln!(out)?;
        }
        let lacking = self.lacking();
        for (lacks, rules) in &lacking {
            writeln!(out, "Not run, for want of {lacks} ({}): {}", rules.len(), rules.join(", "))?;
        }
        if !lacking.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", self.summary())
    }

    /// The findings rule by rule, errors first.
    pub fn by_rule(&self) -> Vec<Vec<&Finding>> {
        let mut by_rule: BTreeMap<(bool, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in &self.report.findings {
            by_rule.entry((finding.severity == Severity::Query, finding.rule)).or_default().push(finding);
        }
        by_rule.into_values().collect()
    }

    /// The rules not run, by what they lack.
    pub fn lacking(&self) -> BTreeMap<String, Vec<&'static str>> {
        let mut lacking: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for one in &self.report.not_run {
            let lacks = match one.lacks {
                "postcodes" => "a list of postcodes (--postcodes FILE)".to_owned(),
                "providers" => "Ofsted's list of providers (--providers FILE)".to_owned(),
                "authority" => "the authority's code (--authority CODE)".to_owned(),
                "XML" => "the XML layout, which alone has what they look at".to_owned(),
                "unaccompanied" => "the table UASC".to_owned(),
                "as-at" => "the day the lists are as at (--as-at DATE)".to_owned(),
                list if list.starts_with("List ") => list.to_lowercase(),
                table => match table.strip_suffix("_last") {
                    Some("unaccompanied") => "the table UASC of last year (--previous DIR)".to_owned(),
                    Some(table) => format!("the table {table} of last year (--previous DIR)"),
                    None => format!("the table {table}"),
                },
            };
            lacking.entry(lacks).or_default().push(one.rule);
        }
        lacking
    }

    /// How much was checked, and found, in one sentence or two.
    pub fn summary(&self) -> String {
        let children = if self.children == 1 { "1 child".to_owned() } else { format!("{} children", self.children) };
        let more = match self.report.unlisted {
            0 => String::new(),
            more => format!(" {more} more findings are not listed."),
        };
        let year = self.year.map(|year| format!(" of the {year} collection")).unwrap_or_default();
        format!("{children}, {} rules{year}: {}.{more}", self.report.rules, self.counts())
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let finding = |finding: &Finding| {
            let place = |place: &Place| {
                let file = self.file_of(place);
                json!({ "file": file, "field": place.field, "line": place.line, "value": place.value })
            };
            json!({
                "rule": finding.rule, "edition": finding.edition.to_string(), "severity": finding.severity.word(),
                "child": finding.child, "words": finding.words, "remedy": finding.remedy,
                "places": finding.places.iter().map(place).collect::<Vec<Value>>(),
            })
        };
        let unread = |one: &Fault| {
            json!({
                "file": one.file, "line": one.line, "child": one.child,
                "field": one.column.as_deref().unwrap_or_default(), "value": one.found,
                "words": one.message, "remedy": one.remedy,
            })
        };
        let all = json!({
            "file": self.file.display().to_string(), "year": self.year, "children": self.children,
            "rules": self.report.rules, "unlisted": self.report.unlisted,
            "errors": self.report.count(Severity::Error), "queries": self.report.count(Severity::Query),
            "findings": self.report.findings.iter().map(finding).collect::<Vec<Value>>(),
            "unreadable": self.unread.iter().map(unread).collect::<Vec<Value>>(),
            "not_run": self.report.not_run.iter().map(|one| json!({ "rule": one.rule, "lacks": one.lacks })).collect::<Vec<Value>>(),
        });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)
    }

    fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(HEADINGS)?;
        for row in self.rows() {
            csv.write_record(row)?;
        }
        csv.flush()
    }

    /// A row for each place, under [`HEADINGS`]; the number keeps together the places of one finding.
    pub fn rows(&self) -> impl Iterator<Item = [String; 11]> {
        let found = self.report.findings.iter().enumerate().flat_map(move |(index, finding)| {
            let row = move |file: String, field: &str, line: String, value: &str| {
                let edition = finding.edition.to_string();
                let child = finding.child.as_deref().unwrap_or_default();
                let texts = [finding.rule, &edition, finding.severity.word(), child, field, &line, value];
                let [rule, edition, severity, child, field, line, value] = texts.map(str::to_owned);
                let number = (index + 1).to_string();
                let (words, remedy) = (finding.words.to_owned(), finding.remedy.to_owned());
                [number, file, rule, edition, severity, child, field, line, value, words, remedy]
            };
            let whole = finding.places.is_empty().then(|| row(self.file.display().to_string(), "", String::new(), ""));
            let places = finding.places.iter();
            let places =
                places.map(move |place| row(self.file_of(place), place.field, place.line.to_string(), &place.value));
            whole.into_iter().chain(places)
        });
        let before = self.report.findings.len() + 1;
        let unread = self.unread.iter().enumerate().map(move |(index, one)| {
            let line = one.line.map(|line| line.to_string()).unwrap_or_default();
            let (number, child) = ((before + index).to_string(), one.child.clone().unwrap_or_default());
            let field = one.column.clone().unwrap_or_default();
            let [file, value] = [&one.file, &one.found].map(String::clone);
            let (rule, severity) = ("unreadable".to_owned(), Severity::Error.word().to_owned());
            let (words, remedy) = (one.message.clone(), one.remedy.clone());
            [number, file, rule, String::new(), severity, child, field, line, value, words, remedy]
        });
        found.chain(unread)
    }
}

/// The columns of a list of findings.
pub const HEADINGS: [&str; 11] =
    ["finding", "file", "rule", "edition", "severity", "child", "field", "line", "value", "words", "remedy"];

/// A finding in one line: the child, and each place.
pub fn told(finding: &Finding) -> String {
    let child = finding.child.as_deref().unwrap_or("the return");
    let places: Vec<String> = finding.places.iter().map(place).collect();
    format!("{child}: {}", if places.is_empty() { "as a whole".into() } else { places.join("; ") })
}

/// A place in few words.
fn place(place: &Place) -> String {
    let value = if place.value.is_empty() { String::new() } else { format!(" {}", place.value) };
    let line = if place.line == 0 { String::new() } else { format!(" (line {})", place.line) };
    format!("{}{value}{line}", place.field)
}
