//! What is wrong in a file that was read, and the list it is kept in.

use std::fmt;

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Read, but worth a look.
    Warning,
    /// A value could not be understood, or the child cannot be told apart.
    Error,
}

/// One thing wrong with the file, said so that the person who made it can put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How much it matters.
    pub severity: Severity,
    /// Line of the file, from 1.
    pub line: u32,
    /// `LAchildID` of the child it concerns, when there is one.
    pub child: Option<String>,
    /// The element: below `Child` for a child's values (`CINdetails/CINreferralDate`), below `Message` otherwise.
    pub element: String,
    /// What the file holds there, cut to 200 characters; empty when something is missing.
    pub found: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Line {}, ", self.line)?;
        if let Some(child) = &self.child {
            write!(out, "child {child}, ")?;
        }
        write!(out, "{}: {} {}", self.element, self.message, self.remedy)
    }
}

/// Where a value stands: its line and its element path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub line: u32,
    pub element: String,
}

/// The faults found so far, the child being read and the collection year.
#[derive(Debug)]
pub(super) struct Faults {
    list: Vec<Fault>,
    most: usize,
    unlisted: u64,
    /// The child now being read.
    pub child: Option<String>,
    /// The collection year of the header, once read.
    pub year: Option<i16>,
}

impl Faults {
    pub fn new(most: usize) -> Faults {
        Faults { list: Vec::new(), most, unlisted: 0, child: None, year: None }
    }

    pub fn warn(&mut self, at: &Place, found: &str, message: impl Into<String>, remedy: impl Into<String>) {
        self.add(Severity::Warning, at, found, message.into(), remedy.into());
    }

    pub fn error(&mut self, at: &Place, found: &str, message: impl Into<String>, remedy: impl Into<String>) {
        self.add(Severity::Error, at, found, message.into(), remedy.into());
    }

    fn add(&mut self, severity: Severity, at: &Place, found: &str, message: String, remedy: String) {
        if self.list.len() >= self.most {
            self.unlisted += 1;
            return;
        }
        let child = self.child.as_deref().map(|id| short(id, 60));
        let (element, found) = (short(&at.element, 200), short(found, 200));
        self.list.push(Fault { severity, line: at.line, child, element, found, message, remedy });
    }

    /// The faults in the order of their lines, and how many more there were.
    pub fn finish(mut self) -> (Vec<Fault>, u64) {
        self.list.sort_by_key(|fault| fault.line);
        (self.list, self.unlisted)
    }
}

/// A text cut to so many characters, an ellipsis showing the cut.
pub(super) fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_string(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
