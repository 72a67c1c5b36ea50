//! What can go wrong when keeping records.

use crate::Claim;
use std::fmt;

/// What went wrong. Nothing was half written.
#[derive(Debug, Clone, PartialEq)]
pub enum StoreError {
    /// Somebody else has the contact.
    Claimed(Box<Claim>),
    /// The draft is not there, or is closed.
    NoSuchDraft,
    /// The write was refused by the code that decides; the words are for the person who asked.
    Refused(String),
    /// What the write was worked out under has changed: work it out again.
    Overtaken,
    /// The draft that the write finishes was written in since it was read: read it again.
    WrittenIn,
    /// There is no room left where records are kept. Nothing was kept.
    NoRoom,
    /// The engine failed; the words are for the log, and hold no personal data.
    Engine(String),
    /// The answer to a commit was lost: it may or may not have been kept. Ask again with the same key.
    NotConfirmed(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Claimed(claim) => write!(f, "{} has this contact", claim.by),
            StoreError::NoSuchDraft => f.write_str("this draft is not open"),
            StoreError::Refused(why) => f.write_str(why),
            StoreError::Overtaken => f.write_str("the rules have changed: try again"),
            StoreError::WrittenIn => f.write_str("somebody was still writing in this: try again"),
            StoreError::NoRoom => f.write_str("there is no room left where records are kept"),
            StoreError::Engine(why) => write!(f, "the record store failed: {why}"),
            StoreError::NotConfirmed(why) => write!(f, "the write is not confirmed: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}
