//! Words typed on a page that is not a draft, and what was written that somebody has not looked at.

use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId};

/// What somebody typed on a page and has not sent, or sent in vain.
#[derive(Clone, PartialEq, Debug)]
pub struct Words {
    /// Who typed it: nobody else is shown it.
    pub staff: StaffId,
    /// The page's address.
    pub page: String,
    /// The names of what was on the page, with what was typed.
    pub typed: Vec<(String, String)>,
    /// When it was kept.
    pub at: Timestamp,
}

/// A record about an open child that no reader has looked at since it was written.
#[derive(Clone, PartialEq, Debug)]
pub struct Unread {
    /// The child.
    pub person: PersonId,
    /// The record.
    pub record: RecordId,
    /// Its kind, by name.
    pub kind: String,
    /// Who wrote it.
    pub author: StaffId,
    /// When.
    pub known: Timestamp,
}

/// Whose reading is asked about: see [`crate::Store::unread`].
#[derive(Clone, PartialEq, Debug)]
pub struct Readers {
    /// Who reads; what they wrote themselves needs no reading.
    pub staff: Vec<StaffId>,
    /// What counts as reading: actions of the log.
    pub by: Vec<String>,
    /// What was written before this is not asked about.
    pub since: Timestamp,
}
