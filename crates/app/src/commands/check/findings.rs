//! Findings, printed for a person or for a program.

use crate::failure::{Failure, Outcome};
use clap::ValueEnum;
use serde_json::{Value, json};
use standards::cin_census::Fault;
use standards::rules::{Finding, Report, Severity};
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
}

/// How many findings of one rule a table shows.
const SHOWN: usize = 10;

/// A return that has been held against its rules.
pub struct Checked<'a> {
    /// The file.
    pub file: &'a Path,
    /// The collection year.
    pub year: i16,
    /// How many children it holds.
    pub children: usize,
    /// What the rules found.
    pub report: Report,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Checked<'_> {
    /// Prints the findings; the outcome is a failure when there are errors.
    pub fn print(mut self, format: Format) -> Outcome {
        // A rule that points at the same line says the same in its own words.
        let places = self.report.findings.iter().flat_map(|finding| &finding.places);
        let named: HashSet<u32> = places.map(|place| place.line).collect();
        self.faults.retain(|fault| !named.contains(&fault.line));
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = match format {
            Format::Table => self.table(&mut out),
            Format::Json => self.json(&mut out),
            Format::Csv => self.csv(&mut out),
        };
        match written.and_then(|()| out.flush()) {
            // A reader that stops early, such as `head`, is no failure of the check.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let what = format!("The findings could not be written: {error}.");
                return Err(Failure::new(what, "Check where they are written to, then try again."));
            }
            _ => {}
        }
        let (errors, unread) = (self.report.count(Severity::Error), self.faults.len());
        if errors + unread == 0 {
            return Ok(());
        }
        let what = format!("{}: {}.", self.file.display(), self.counts());
        Err(Failure::new(what, "Put the errors right where they are recorded, then make the file again."))
    }

    fn counts(&self) -> String {
        let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let errors = many(self.report.count(Severity::Error), "error", "errors");
        let queries = many(self.report.count(Severity::Query), "query", "queries");
        let unread = many(self.faults.len(), "value that could not be read", "values that could not be read");
        format!("{errors}, {queries}, {unread}")
    }

    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        let mut by_rule: BTreeMap<(bool, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in &self.report.findings {
            let query = finding.severity == Severity::Query;
            by_rule.entry((query, finding.rule)).or_default().push(finding);
        }
        for ((_, rule), findings) in &by_rule {
            let first = findings[0];
            writeln!(out, "{rule} ({}, {} found) {}", first.severity.word(), findings.len(), first.words)?;
            writeln!(out, "    {}", first.remedy)?;
            for finding in findings.iter().take(SHOWN) {
                let child = finding.child.as_deref().unwrap_or("the return");
                let places: Vec<String> = finding.places.iter().map(place).collect();
                writeln!(
                    out,
                    "    {child}: {}",
                    if places.is_empty() { "as a whole".into() } else { places.join("; ") }
                )?;
            }
            if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                writeln!(out, "    ... and {more} more: --format csv lists them all")?;
            }
            writeln!(out)?;
        }
        if !self.faults.is_empty() {
            writeln!(out, "Could not be read")?;
            for fault in self.faults.iter().take(SHOWN) {
                writeln!(out, "    {fault}")?;
            }
            if let Some(more) = self.faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                writeln!(out, "    ... and {more} more: --format csv lists them all")?;
            }
            writeln!(out)?;
        }
        let children = if self.children == 1 { "1 child".to_owned() } else { format!("{} children", self.children) };
        write!(out, "{children}, {} rules of the {} collection: {}.", self.report.rules, self.year, self.counts())?;
        match self.report.unlisted {
            0 => writeln!(out),
            more => writeln!(out, " {more} more findings are not listed."),
        }
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let finding = |finding: &Finding| {
            let place = |place: &standards::rules::Place| json!({ "field": place.field, "line": place.line, "value": place.value });
            json!({
                "rule": finding.rule, "edition": finding.edition.to_string(), "severity": finding.severity.word(),
                "child": finding.child, "words": finding.words, "remedy": finding.remedy,
                "places": finding.places.iter().map(place).collect::<Vec<Value>>(),
            })
        };
        let fault = |fault: &Fault| {
            json!({
                "line": fault.line, "child": fault.child, "element": fault.element, "value": fault.found,
                "words": fault.message, "remedy": fault.remedy,
            })
        };
        let all = json!({
            "file": self.file.display().to_string(), "year": self.year, "children": self.children,
            "rules": self.report.rules, "unlisted": self.report.unlisted,
            "errors": self.report.count(Severity::Error), "queries": self.report.count(Severity::Query),
            "findings": self.report.findings.iter().map(finding).collect::<Vec<Value>>(),
            "unreadable": self.faults.iter().map(fault).collect::<Vec<Value>>(),
        });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)
    }

    /// The finding's number keeps together the places of one finding.
    fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        let file = self.file.display().to_string();
        let heading =
            ["finding", "file", "rule", "edition", "severity", "child", "field", "line", "value", "words", "remedy"];
        csv.write_record(heading)?;
        for (index, finding) in self.report.findings.iter().enumerate() {
            let (number, edition) = ((index + 1).to_string(), finding.edition.to_string());
            let child = finding.child.as_deref().unwrap_or_default();
            let mut write = |field: &str, line: &str, value: &str| {
                let severity = finding.severity.word();
                let row = [&number, &file, finding.rule, &edition, severity, child, field, line, value];
                csv.write_record(row.iter().chain(&[finding.words, finding.remedy]))
            };
            if finding.places.is_empty() {
                write("", "", "")?;
            }
            for place in &finding.places {
                write(place.field, &place.line.to_string(), &place.value)?;
            }
        }
        for (index, fault) in self.faults.iter().enumerate() {
            let number = (self.report.findings.len() + index + 1).to_string();
            let (child, line) = (fault.child.as_deref().unwrap_or_default(), fault.line.to_string());
            let row = [&number, &file, "unreadable", "", "error", child, &fault.element, &line, &fault.found];
            csv.write_record(row.iter().chain(&[fault.message.as_str(), &fault.remedy]))?;
        }
        csv.flush()
    }
}

fn place(place: &standards::rules::Place) -> String {
    let value = if place.value.is_empty() { String::new() } else { format!(" {}", place.value) };
    format!("{}{value} (line {})", place.field, place.line)
}
