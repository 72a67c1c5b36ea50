//! Drafts: what is being typed, saved answer by answer.
//!
//! Every save is kept. The answer shown for a question is its *current* one. When somebody saves an answer without
//! having seen the current one, by someone else and different, neither is lost: the newcomer becomes a *rival*, shown
//! side by side until somebody settles it.

use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A draft's name. It becomes the key of the write that finishes it, so finishing twice makes one record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct DraftId(pub Uuid);

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DraftId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(DraftId)
    }
}

/// A record being written.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// Its name.
    pub id: DraftId,
    /// The kind of record it will become.
    pub kind: String,
    /// Who it is about.
    pub people: Vec<PersonId>,
    /// Who opened it.
    pub by: StaffId,
    /// When.
    pub opened: Timestamp,
    /// The record it corrects, when it is an amendment.
    pub amends: Option<RecordId>,
    /// When it was finished or discarded.
    pub closed: Option<Timestamp>,
}

/// What became of one saved answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldState {
    /// The answer now.
    Current,
    /// Typed by someone who had not seen the current one: to be settled.
    Rival,
    /// Replaced by a later answer.
    Old,
}

/// One saved answer.
#[derive(Clone, PartialEq, Debug)]
pub struct DraftField {
    /// The question's path in the form.
    pub path: String,
    /// What was typed.
    pub value: String,
    /// Its place in the order of saves to this draft.
    pub version: u64,
    /// Who typed it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub state: FieldState,
}

/// What a draft was when it was read to be finished: whom it is about, and which answers it shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AsRead {
    people: Vec<PersonId>,
    versions: Vec<u64>,
}

impl DraftState {
    /// As it stands, for the write that finishes it.
    pub fn as_read(&self) -> AsRead {
        let mut versions: Vec<u64> = self.fields.iter().map(|field| field.version).collect();
        versions.sort_unstable();
        AsRead { people: self.draft.people.clone(), versions }
    }
}

/// A draft with its current and rival answers (old ones are kept, but not read back here).
#[derive(Clone, PartialEq, Debug)]
pub struct DraftState {
    /// The draft.
    pub draft: Draft,
    /// Current and rival answers, in order of path and version.
    pub fields: Vec<DraftField>,
}

/// An answer to save.
#[derive(Clone, PartialEq, Debug)]
pub struct Save {
    /// The question's path in the form.
    pub path: String,
    /// What was typed.
    pub value: String,
    /// The latest version of anything in the draft when the writer's page was made, or of this answer since: the writer
    /// has seen every answer up to it. 0 when there was none.
    pub base: u64,
}

/// How an answer was saved.
#[derive(Clone, PartialEq, Debug)]
pub struct Saved {
    /// The question's path in the form.
    pub path: String,
    /// The version to give as `base` next time.
    pub version: u64,
    /// As what.
    pub outcome: SavedAs,
}

/// As what an answer was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SavedAs {
    /// The answer now.
    Current,
    /// The same words were there already; nothing was added.
    Unchanged,
    /// Kept beside a different answer by someone else.
    Rival,
}
