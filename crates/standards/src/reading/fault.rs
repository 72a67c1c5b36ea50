//! What is wrong in a set of files, and the list it is kept in.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Read, but worth a look.
    Warning,
    /// A value could not be understood, or a row cannot be told apart.
    Error,
    /// The file, or the rest of it, was not read.
    Refused,
}

/// One thing wrong, said so that the person who made the file can put it right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// How much it matters.
    pub severity: Severity,
    /// Name of the file, as it was given.
    pub file: String,
    /// Line of the file, from 1; `None` when it concerns the file as a whole.
    pub line: Option<u32>,
    /// The child the row is about, when it says so.
    pub child: Option<String>,
    /// The column, when it concerns one.
    pub column: Option<String>,
    /// What the file holds there, cut to 200 characters; empty when something is missing.
    pub found: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(child) = &self.child {
            write!(out, ", child {child}")?;
        }
        if let Some(column) = &self.column {
            write!(out, ", {column}")?;
        }
        write!(out, ": {} {}", self.message, self.remedy)
    }
}

/// Where something stands: file, line, child, column, and what was found there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place<'a> {
    pub file: &'a str,
    pub line: Option<u32>,
    pub child: Option<&'a str>,
    pub column: Option<&'a str>,
    pub found: &'a str,
}

impl<'a> Place<'a> {
    /// The file as a whole.
    pub fn file(file: &'a str) -> Place<'a> {
        Place { file, ..Place::default() }
    }

    /// A line of it.
    pub fn line(self, line: u32) -> Place<'a> {
        Place { line: Some(line), ..self }
    }

    /// A column of it.
    pub fn column(self, column: &'a str) -> Place<'a> {
        Place { column: Some(column), ..self }
    }

    /// What was found there.
    pub fn found(self, found: &'a str) -> Place<'a> {
        Place { found, ..self }
    }
}

/// The faults found so far. Many alike, in one column of one file, are listed up to a limit and then counted.
#[derive(Debug)]
pub(crate) struct Faults {
    list: Vec<Fault>,
    counts: BTreeMap<(String, String), u32>,
    alike: u32,
    most: usize,
}

impl Faults {
    pub fn new(alike: u32, most: usize) -> Faults {
        Faults { list: Vec::new(), counts: BTreeMap::new(), alike, most }
    }

    pub fn warn(&mut self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.add(Severity::Warning, at, message, remedy);
    }

    pub fn error(&mut self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.add(Severity::Error, at, message, remedy);
    }

    pub fn refuse(&mut self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.add(Severity::Refused, at, message, remedy);
    }

    pub fn add(&mut self, severity: Severity, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        let refused = severity == Severity::Refused;
        let count = self.counts.entry((at.file.to_owned(), short(at.column.unwrap_or_default(), 120))).or_default();
        if !refused && (*count >= self.alike || self.list.len() >= self.most) {
            *count += 1;
            return;
        }
        *count += u32::from(!refused);
        self.list.push(Fault {
            severity,
            file: at.file.to_owned(),
            line: at.line,
            child: at.child.filter(|child| !child.is_empty()).map(|child| short(child, 60)),
            column: at.column.map(|column| short(column, 120)),
            found: short(at.found, 200),
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    /// The faults by file and line, and after each column with many alike, how many more there were.
    pub fn finish(mut self) -> Vec<Fault> {
        self.list.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        let mut listed: BTreeMap<(String, String), u32> = BTreeMap::new();
        for fault in self.list.iter().filter(|fault| fault.severity != Severity::Refused) {
            *listed.entry((fault.file.clone(), fault.column.clone().unwrap_or_default())).or_default() += 1;
        }
        for ((file, column), count) in self.counts {
            let more = count - listed.get(&(file.clone(), column.clone())).copied().unwrap_or_default().min(count);
            if more > 0 {
                self.list.push(Fault {
                    severity: Severity::Warning,
                    file,
                    line: None,
                    child: None,
                    column: Some(column).filter(|column| !column.is_empty()),
                    found: more.to_string(),
                    message: format!("There are {more} more faults like these that are not listed."),
                    remedy: "Put the listed ones right first, then read the file again.".into(),
                });
            }
        }
        self.list
    }
}

/// A text cut to so many characters, an ellipsis showing the cut.
pub(crate) fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_string(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
