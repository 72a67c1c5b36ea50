//! Records: what is written down, by whom, about whom, when it happened and when it was known.

use crate::answer::{Part, Unreadable};
use crate::form::Fault;
use crate::ids::{PersonId, RecordId, StaffId};
use crate::moment::{Moment, PartialDate};
use crate::spec::Spec;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::any::{Any, TypeId};
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A kind of record. Implemented by `#[derive(Record)]`.
pub trait Record: Part {
    /// The kind as stored: `strategy_discussion`.
    const KIND: &'static str;
    /// May a record of this kind be worth a line in a chronology?
    const CHRONOLOGY: bool;
    /// The record's questions.
    fn spec() -> &'static Spec;
    /// The time it is about.
    fn about(&self) -> Moment;
    /// Checks across answers, made when the record is finished.
    fn check(&self, _checking: &Checking) -> Vec<Fault> {
        Vec::new()
    }
    /// Answers worth a second look: each is a question to the writer, never a refusal.
    fn unusual(&self, _checking: &Checking) -> Vec<String> {
        Vec::new()
    }
}

/// What a check may know besides the record itself.
pub struct Checking<'a> {
    /// When the record is being finished.
    pub now: Moment,
    /// The people it is about.
    pub people: &'a [PersonId],
}

/// A type that can date a record.
pub trait Dates {
    /// The moment it stands for.
    fn moment(&self) -> Moment;
}

impl Dates for Moment {
    fn moment(&self) -> Moment {
        *self
    }
}

impl Dates for Date {
    fn moment(&self) -> Moment {
        Moment::day(*self)
    }
}

impl Dates for PartialDate {
    fn moment(&self) -> Moment {
        Moment::day(self.earliest())
    }
}

/// A record's body, read as the struct of its kind.
pub trait Body: Any + Send + Sync {
    /// The struct, for reading as its own type.
    fn as_any(&self) -> &dyn Any;
}

impl<R: Record> Body for R {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What became of a revision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Finished as first written.
    Finished,
    /// A correction of an earlier revision, with the reason.
    Amended {
        /// Why it was corrected.
        reason: String,
    },
    /// No longer stands, with the reason; still readable.
    Withdrawn {
        /// Why it was withdrawn.
        reason: String,
    },
}

/// One revision of one record, as kept: never changed once written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Revision {
    /// The record.
    pub id: RecordId,
    /// 1 for the first, then one more for each amendment or withdrawal.
    pub revision: u32,
    /// The kind of record.
    pub kind: String,
    /// The people it is about.
    pub people: Vec<PersonId>,
    /// The time it is about.
    pub about: Moment,
    /// The instant it was known here.
    pub known: Timestamp,
    /// Who wrote it.
    pub author: StaffId,
    /// What became of it.
    pub status: Status,
    /// Why an unusual move was made, when the writer was asked.
    pub unusual: Option<String>,
    /// Where it came from, when it was not typed here: "CIN census 2025, child X, line 212".
    pub source: Option<String>,
    /// The form it was finished under, by its fingerprint.
    pub form: String,
    /// The answers.
    pub body: Value,
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A revision whose body has been read.
#[derive(Clone)]
pub struct Entry {
    /// The revision as kept.
    pub kept: Arc<Revision>,
    /// Its body, or why it could not be read as today's struct of its kind.
    pub body: Result<Arc<dyn Body>, Unreadable>,
}

impl Entry {
    /// Reads a kept revision.
    pub fn read(kept: Arc<Revision>) -> Self {
        let body = match crate::kinds::find(&kept.kind) {
            Some(kind) => (kind.read)(&kept.body),
            None => {
                Err(Unreadable { path: String::new(), why: format!("`{}` is not a known kind of record", kept.kind) })
            }
        };
        Entry { kept, body }
    }

    /// The body as a struct, when it is one of this kind.
    pub fn get<R: Record>(&self) -> Option<&R> {
        self.body.as_ref().ok().and_then(|body| body.as_any().downcast_ref())
    }

    fn body_type(&self) -> Option<TypeId> {
        self.body.as_ref().ok().map(|body| body.as_any().type_id())
    }
}

impl Deref for Entry {
    type Target = Revision;
    fn deref(&self) -> &Revision {
        &self.kept
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} r{}", self.kept.kind, self.kept.id, self.kept.revision)
    }
}

/// A record of a known kind, as found in a set of records.
pub struct On<'r, R> {
    /// The entry it came from.
    pub entry: &'r Entry,
    record: &'r R,
}

impl<R> Clone for On<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for On<'_, R> {}

impl<'r, R> On<'r, R> {
    /// The record, for as long as the set is kept.
    pub fn record(&self) -> &'r R {
        self.record
    }
}

impl<R> Deref for On<'_, R> {
    type Target = R;
    fn deref(&self) -> &R {
        self.record
    }
}

/// Every revision of a set of records, usually all those about one child.
///
/// The order given does not matter: it is put in order by when it happened, when it was known, and its name.
#[derive(Clone, Debug, Default)]
pub struct Records {
    all: Vec<Entry>,
}

impl Records {
    /// A set of records from their revisions, in any order. A revision given twice counts once.
    pub fn new(revisions: impl IntoIterator<Item = Entry>) -> Self {
        let mut all: Vec<Entry> = revisions.into_iter().collect();
        all.sort_by_key(|entry| (entry.id, entry.revision));
        all.dedup_by_key(|entry| (entry.id, entry.revision));
        Records { all }
    }

    /// Reads kept revisions.
    pub fn read(revisions: impl IntoIterator<Item = Revision>) -> Self {
        Records::new(revisions.into_iter().map(|revision| Entry::read(Arc::new(revision))))
    }

    /// What was known at an instant: the same records without the revisions made after it.
    pub fn known_by(&self, instant: Timestamp) -> Records {
        Records { all: self.all.iter().filter(|entry| entry.known <= instant).cloned().collect() }
    }

    /// Every revision of every record.
    pub fn revisions(&self) -> &[Entry] {
        &self.all
    }

    /// Every revision of one record, first to last.
    pub fn revisions_of(&self, id: RecordId) -> &[Entry] {
        let start = self.all.partition_point(|entry| entry.id < id);
        let end = self.all.partition_point(|entry| entry.id <= id);
        self.all.get(start..end).unwrap_or_default()
    }

    /// The latest revision of each record, withdrawn ones included, in no particular order.
    pub fn latest(&self) -> impl Iterator<Item = &Entry> {
        self.all.chunk_by(|a, b| a.id == b.id).filter_map(<[Entry]>::last)
    }

    /// The records that stand: the latest revision of each that is not withdrawn, in order of what happened.
    pub fn standing(&self) -> Standing<'_> {
        self.standing_where(|_| true)
    }

    /// The records that stand, only those that happened by a moment.
    pub fn standing_by(&self, on: Moment) -> Standing<'_> {
        self.standing_where(|entry| entry.about.is_by(on))
    }

    fn standing_where(&self, wanted: impl Fn(&Entry) -> bool) -> Standing<'_> {
        let stands = |entry: &&Entry| !matches!(entry.status, Status::Withdrawn { .. }) && wanted(entry);
        let mut entries: Vec<&Entry> = self.latest().filter(stands).collect();
        entries.sort_by_key(|entry| (entry.about, entry.known, entry.id));
        Standing::of(entries)
    }
}

/// The records that stand, in order of what happened, quick to read by kind.
pub struct Standing<'r> {
    entries: Vec<&'r Entry>,
    by_kind: Vec<&'r Entry>,
    kinds: Vec<(TypeId, Range<usize>)>,
}

impl<'r> Standing<'r> {
    fn of(entries: Vec<&'r Entry>) -> Self {
        let mut keyed: Vec<(TypeId, &'r Entry)> =
            entries.iter().filter_map(|entry| entry.body_type().map(|kind| (kind, *entry))).collect();
        // A stable sort: within a kind the order of what happened is kept.
        keyed.sort_by_key(|(kind, _)| *kind);
        let mut kinds: Vec<(TypeId, Range<usize>)> = Vec::new();
        for (index, (kind, _)) in keyed.iter().enumerate() {
            match kinds.last_mut() {
                Some((last, range)) if last == kind => range.end = index + 1,
                _ => kinds.push((*kind, index..index + 1)),
            }
        }
        Standing { entries, by_kind: keyed.into_iter().map(|(_, entry)| entry).collect(), kinds }
    }

    /// Only those that happened by a moment.
    pub fn by(&self, on: Moment) -> Standing<'r> {
        Standing::of(self.entries.iter().copied().filter(|entry| entry.about.is_by(on)).collect())
    }

    /// All of them, in order of what happened.
    pub fn entries(&self) -> &[&'r Entry] {
        &self.entries
    }

    /// Those of one kind, in order of what happened.
    pub fn of_kind<R: Record>(&self) -> impl DoubleEndedIterator<Item = On<'r, R>> + '_ {
        let kind = TypeId::of::<R>();
        let range = self.kinds.iter().find(|(found, _)| *found == kind).map_or(0..0, |(_, range)| range.clone());
        self.by_kind[range].iter().filter_map(|entry| entry.get().map(|record| On { entry, record }))
    }

    /// Those that cannot be read as today's struct of their kind.
    pub fn unreadable(&self) -> impl Iterator<Item = (&'r Entry, &'r Unreadable)> + '_ {
        self.entries.iter().filter_map(|entry| entry.body.as_ref().err().map(|fault| (*entry, fault)))
    }
}
