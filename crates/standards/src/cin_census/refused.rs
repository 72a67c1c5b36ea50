//! Why a file was not read at all.

use std::fmt;

/// The kind of refusal, for callers that act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The file declares a document type or uses an entity of its own.
    Entities,
    /// Elements lie too deep inside one another.
    TooDeep,
    /// The file, or one child in it, is larger than allowed.
    TooLarge,
    /// One value, tag or comment is longer than allowed.
    TooLong,
    /// More attributes, elements or children than allowed.
    TooMany,
    /// The file is not well-formed XML, or stops too soon.
    NotWellFormed,
    /// The outermost element is not `Message`.
    WrongRoot,
    /// The header names another collection.
    WrongCollection,
    /// The file is not in the UTF-8 encoding.
    NotUtf8,
    /// The stream itself failed.
    Unreadable,
}

/// A file that was not read: hostile, broken, or something else altogether. Nothing of it may be used, not even the
/// children handed over before the trouble was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The kind of refusal.
    pub reason: Reason,
    /// The line the trouble is on, from 1; `None` when it concerns the file as a whole.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Refused {
    pub(super) fn new(
        reason: Reason,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Refused {
        Refused { reason, line: line.into(), message: message.into(), remedy: remedy.into() }
    }

    pub(super) fn broken(line: u32, message: impl Into<String>) -> Refused {
        Refused::new(
            Reason::NotWellFormed,
            line,
            message,
            "Export the file again from the case system and send it whole.",
        )
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "The file was not read. Line {line}: {} {}", self.message, self.remedy),
            None => write!(out, "The file was not read. {} {}", self.message, self.remedy),
        }
    }
}

impl std::error::Error for Refused {}
