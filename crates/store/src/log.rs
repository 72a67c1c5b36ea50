//! The log: who did what to whose record, when, why, and what came of it. Never what a record says.
//!
//! Entries and revisions of records form one chain. Each entry carries a hash over itself and the hash of the entry
//! before it; an entry that keeps revisions carries a digest of them, so that altering a revision breaks the chain too.

use crate::value::{Row, Value};
use crate::{Change, StoreError};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::record::Revision;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What came of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// It was shown or done.
    Done,
    /// It was refused, or was not there: the two are told apart nowhere.
    Refused,
    /// It failed, and nothing was shown or done.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 3] = [Outcome::Done, Outcome::Refused, Outcome::Failed];

    /// As stored: `done`, `refused`, `failed`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        }
    }
}

/// One entry, before it has a place in the chain. Text that does not apply is empty.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LogEntry {
    /// When, by the clock of the program that wrote it. The order of entries is their place, not their time.
    pub at: Timestamp,
    /// Who: a sign-in name.
    pub by: StaffId,
    /// Their role then: `social_worker`.
    pub role: String,
    /// Their session: a hash that opens nothing.
    pub session: String,
    /// What they did: `view_file`, `search`, `record`, `sign_in`.
    pub action: String,
    /// Where: a page's pattern, such as `GET /children/{person}`.
    pub page: String,
    /// Whose records.
    pub people: Vec<PersonId>,
    /// Which record.
    pub record: Option<RecordId>,
    /// The purpose or the reason they gave.
    pub why: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What it kept, as a digest: of revisions, or of anything else that must not be altered afterwards.
    pub digest: String,
}

/// An entry in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Logged {
    /// Its place: the first entry is 1, and there are no gaps.
    pub seq: u64,
    /// The entry.
    pub entry: LogEntry,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

/// The end of the chain: the last entry's place and hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Place of the last entry; 0 when there is none.
    pub seq: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

impl Default for Head {
    /// The chain before its first entry.
    fn default() -> Self {
        Head { seq: 0, hash: "0".repeat(64) }
    }
}

/// The first entry of the chain that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// Its place.
    pub seq: u64,
    /// What is wrong with it.
    pub what: String,
}

impl LogEntry {
    /// Someone did something, and nothing more is known yet.
    pub fn new(at: Timestamp, by: &StaffId, action: &str) -> LogEntry {
        LogEntry {
            at,
            by: by.clone(),
            role: String::new(),
            session: String::new(),
            action: action.to_owned(),
            page: String::new(),
            people: Vec::new(),
            record: None,
            why: String::new(),
            outcome: Outcome::Done,
            digest: String::new(),
        }
    }

    /// What a change says of itself, when whoever made it did not say more. None when it adds no revision.
    pub fn of_change(change: &Change) -> Option<LogEntry> {
        let first = change.revisions.first()?;
        if let Some(entry) = &change.entry {
            return Some(entry.clone());
        }
        let people: BTreeSet<PersonId> =
            change.revisions.iter().flat_map(|revision| revision.people.iter().copied()).collect();
        let records = change.record_ids();
        Some(LogEntry {
            people: people.into_iter().collect(),
            record: if records.len() == 1 { Some(first.id) } else { None },
            ..LogEntry::new(change.known().unwrap_or(first.known), &first.author, "record")
        })
    }

    /// Its row but for the hash: what the hash is over.
    pub(crate) fn row(&self, seq: u64) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            place(seq)?,
            Value::instant(self.at),
            Value::from(self.by.0.as_str()),
            Value::from(self.role.as_str()),
            Value::from(self.session.as_str()),
            Value::from(self.action.as_str()),
            Value::from(self.page.as_str()),
            Value::json(&self.people)?,
            self.record.map_or(Value::Null, |record| Value::Uuid(record.0)),
            Value::from(self.why.as_str()),
            Value::from(self.outcome.name()),
            Value::from(self.digest.as_str()),
        ])
    }

    /// Puts it in its place after `before`; its row with the hash, and the new end of the chain.
    pub(crate) fn link(&self, before: &Head) -> Result<(Vec<Value>, Head), StoreError> {
        let seq = before.seq + 1;
        let mut row = self.row(seq)?;
        let hash = hash_after(&before.hash, &row);
        row.push(Value::from(hash.as_str()));
        Ok((row, Head { seq, hash }))
    }
}

impl Logged {
    /// Reads a row of [`COLUMNS`].
    pub(crate) fn read(row: &Row) -> Result<Logged, StoreError> {
        let name = row.text(10)?;
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == name);
        let entry = LogEntry {
            at: row.instant(1)?,
            by: StaffId(row.text(2)?),
            role: row.text(3)?,
            session: row.text(4)?,
            action: row.text(5)?,
            page: row.text(6)?,
            people: row.json(7)?,
            record: if row.is_null(8) { None } else { Some(RecordId(row.uuid(8)?)) },
            why: row.text(9)?,
            outcome: outcome.ok_or_else(|| StoreError::Engine("an entry has an unknown outcome".to_owned()))?,
            digest: row.text(11)?,
        };
        Ok(Logged { seq: row.count(0)?, entry, hash: row.text(12)? })
    }
}

/// The columns of an entry, in order; the hash, which is over the others, is last.
pub(crate) const COLUMNS: &str =
    "seq, logged, staff, role, session, action, page, people, record, why, outcome, digest, hash";

/// An entry's place as a value.
pub(crate) fn place(seq: u64) -> Result<Value, StoreError> {
    i64::try_from(seq).map(Value::Int).map_err(|_| StoreError::Engine("the log is full".to_owned()))
}

/// The hash of a row that comes after a hash.
pub(crate) fn hash_after(before: &str, row: &[Value]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(before.as_bytes());
    row.iter().for_each(|value| feed(&mut hasher, value));
    hex(&hasher.finalize())
}

/// How the digest of revisions begins. What else is digested begins otherwise, and is its writer's to check.
pub(crate) const OF_REVISIONS: &str = "revisions:";

/// A digest over revisions, one after another.
#[derive(Default)]
pub(crate) struct RowsDigest {
    hasher: Sha256,
    rows: u64,
}

impl RowsDigest {
    /// One more row.
    pub fn row(&mut self, row: &[Value]) {
        self.rows += 1;
        row.iter().for_each(|value| feed(&mut self.hasher, value));
    }

    /// The digest as an entry carries it; empty over no rows.
    pub fn finish(self) -> String {
        if self.rows == 0 { String::new() } else { format!("{OF_REVISIONS}{}", hex(&self.hasher.finalize())) }
    }
}

/// The digest of revisions as an entry carries it.
pub(crate) fn digest_of(revisions: &[Revision]) -> Result<String, StoreError> {
    let mut digest = RowsDigest::default();
    for revision in revisions {
        digest.row(&crate::sql::revision_row(revision)?);
    }
    Ok(digest.finish())
}

/// A value in a form that no other value, and no other split between values, shares: its kind, its length, its bytes.
fn feed(hasher: &mut Sha256, value: &Value) {
    let mut text = |bytes: &[u8]| {
        hasher.update([2]);
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    match value {
        Value::Text(words) => text(words.as_bytes()),
        // Engines differ in how they keep a name; its text is the same.
        Value::Uuid(name) => text(name.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()).as_bytes()),
        Value::Null => hasher.update([0]),
        Value::Int(number) => {
            hasher.update([1]);
            hasher.update(number.to_be_bytes());
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(values: &[Value]) -> String {
        hash_after(&Head::default().hash, values)
    }

    #[test]
    fn no_two_rows_are_hashed_alike() {
        let text = |words: &str| Value::from(words);
        let rows = [
            vec![text("ab"), text("c")],
            vec![text("a"), text("bc")],
            vec![text("abc")],
            vec![text(""), text("abc")],
            vec![Value::Null, text("abc")],
            vec![Value::Int(0), text("abc")],
            vec![Value::Int(1), text("abc")],
            vec![],
        ];
        let hashes: BTreeSet<String> = rows.iter().map(|row| hash(row)).collect();
        assert_eq!(hashes.len(), rows.len());
        assert_ne!(hash_after("a", &rows[0]), hash_after("b", &rows[0]), "what came before counts");
    }

    #[test]
    fn a_name_is_hashed_alike_however_it_is_kept() {
        let name = uuid::Uuid::from_u128(0x0123_4567_89ab_cdef);
        assert_eq!(hash(&[Value::Uuid(name)]), hash(&[Value::Text(name.to_string())]));
    }

    #[test]
    fn the_first_hash_does_not_change_from_version_to_version() {
        let entry = LogEntry::new(Timestamp::UNIX_EPOCH, &StaffId::from("ann"), "view_file");
        let (row, head) = entry.link(&Head::default()).unwrap();
        assert_eq!(row.len(), COLUMNS.split(", ").count());
        assert_eq!(head.seq, 1);
        assert_eq!(head.hash, "64bd8149a457857b4ea4cc87d91f2b4f2d16be1a91958ba3f4b88fe34eb6abca");
    }
}
