//! Records kept safe: one small trait, three engines (memory, SQLite, PostgreSQL), one suite for all.
//!
//! Records are append-only revisions. Summaries are worked out by the caller's pure code and written in the same
//! transaction. Every write carries a key, so a write repeated after a lost answer is applied once.

pub mod account;
mod answers;
pub mod archive;
pub mod draft;
pub mod engine;
pub mod error;
pub mod log;
pub mod memory;
mod migration;
mod opening;
mod pool;
pub mod postgres;
mod report;
pub mod sql;
pub mod sqlite;
pub mod staff;
#[cfg(any(test, feature = "suite"))]
pub mod suite;
mod upload;
pub mod value;
pub mod verify;
mod words;

pub use account::{
    Account, Alert, Authenticator, Browser, Challenge, ChangeAccount, Invitation, KeptPasskey, Proposal, Settled,
};
pub use archive::Counts;
pub use draft::{AsRead, Draft, DraftField, DraftId, DraftState, FieldState, Save, Saved, SavedAs};
pub use error::StoreError;
pub use log::{Head, LogEntry, Logged, Outcome, Wrong};
pub use memory::MemoryStore;
pub use opening::{Promoted, open, open_knowing, restore};
pub use postgres::PostgresStore;
pub use report::Report;
pub use sqlite::SqliteStore;
pub use staff::{Holder, NO_PASSWORD, Registered, Session, Staff, Team};
pub use upload::Upload;
pub use words::{Readers, Unread, Words};

use facts::Facts;
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::record::Revision;
use practice::summary::{Summary, Task, Waiting};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a write changes, decided while the records of the people it touches are held still.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// New revisions, to be appended.
    pub revisions: Vec<Revision>,
    /// Forms the revisions were finished under: fingerprint and JSON. One already kept is left alone.
    pub forms: Vec<(String, String)>,
    /// New summaries; each replaces the one kept for its person.
    pub summaries: Vec<Summary>,
    /// A draft this write finishes: closed when its records were known. The write fails when it is not open.
    pub closes: Option<DraftId>,
    /// What that draft was when its answers were read. The write fails when somebody has written in it since.
    pub read: Option<AsRead>,
    /// What the log says of this write; worked out from the revisions when it is not given. Its digest is worked out in
    /// any case.
    pub entry: Option<LogEntry>,
    /// A setting its summaries were worked out under, and what it was. The write fails when it is something else by now.
    pub under: Option<(&'static str, Option<String>)>,
}

impl Change {
    /// The records its revisions belong to, each once, in order of first mention.
    pub fn record_ids(&self) -> Vec<RecordId> {
        let mut seen = BTreeSet::new();
        self.revisions.iter().map(|revision| revision.id).filter(|id| seen.insert(*id)).collect()
    }

    /// Everyone whose records or summary it changes.
    pub fn people(&self) -> BTreeSet<PersonId> {
        let told = self.revisions.iter().flat_map(|revision| revision.people.iter().copied());
        told.chain(self.summaries.iter().map(|summary| summary.person)).collect()
    }

    /// The latest instant any of its revisions was known, when it has any.
    pub fn known(&self) -> Option<Timestamp> {
        self.revisions.iter().map(|revision| revision.known).max()
    }
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// It was applied now.
    Now(Vec<RecordId>),
    /// A write with this key had been applied before; these are its records.
    Before(Vec<RecordId>),
}

/// A person's task, with whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The child.
    pub person: PersonId,
    /// The child's name.
    pub name: String,
    /// The worker allocated.
    pub worker: Option<StaffId>,
    /// The team responsible.
    pub team: Option<TeamId>,
    /// The task.
    pub task: Task,
}

/// A contact that waits, and one of the children it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingRow {
    /// The child.
    pub person: PersonId,
    /// The child's name.
    pub name: String,
    /// The child's date of birth as kept; may be empty.
    pub born: String,
    /// The contact.
    pub waiting: Waiting,
    /// Who has claimed it, and when.
    pub claim: Option<Claim>,
}

/// Someone is working on a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The contact.
    pub contact: RecordId,
    /// Who has it.
    pub by: StaffId,
    /// Since when.
    pub since: Timestamp,
}

/// Open children and tasks of a worker in a team: (worker, team, children, tasks).
pub type Caseload = (Option<StaffId>, Option<TeamId>, u64, u64);

/// Whose work to list.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// One worker's.
    Worker(StaffId),
    /// One team's, allocated or not.
    Team(TeamId),
    /// Nobody's: open children with no worker.
    Unallocated(Option<TeamId>),
    /// The whole authority's.
    All,
}

/// Where records are kept.
///
/// Every method is one round of work, whatever the number of rows: nothing here is to be called in a loop over rows.
/// Every method blocks: asynchronous code calls it on a blocking thread.
pub trait Store: Send + Sync {
    /// Appends records. `people` are held still while `decide` sees every revision of every record about any of them
    /// and says what to change; all of it is kept, or none. `decide` may read this store, but must not write to it.
    fn write(
        &self,
        key: &str,
        people: &[PersonId],
        decide: &mut dyn FnMut(Vec<Revision>) -> Result<Change, StoreError>,
    ) -> Result<Written, StoreError>;

    /// Appends a great many records at once, for a demonstration, a restore or an import. All or nothing; a revision
    /// already kept is left alone.
    fn load(&self, change: Change) -> Result<(), StoreError>;

    /// Every revision of every record about any of these people, in order of record and revision.
    fn about(&self, people: &[PersonId]) -> Result<Vec<Revision>, StoreError>;

    /// Every revision of one record, first to last.
    fn record(&self, id: RecordId) -> Result<Vec<Revision>, StoreError>;

    /// Revisions that somebody wrote since an instant, latest first, at most `limit`.
    fn written_by(&self, by: &StaffId, since: Timestamp, limit: usize) -> Result<Vec<Revision>, StoreError>;

    /// A form by its fingerprint.
    fn form(&self, fingerprint: &str) -> Result<Option<String>, StoreError>;

    /// Forms by their fingerprints, those that are kept: fingerprint and form.
    fn forms(&self, fingerprints: &[String]) -> Result<Vec<(String, String)>, StoreError>;

    /// The summaries of these people, those that have one, in the order asked.
    fn summaries(&self, people: &[PersonId]) -> Result<Vec<Summary>, StoreError>;

    /// Who holds the work with each of these people, those that have a summary, in no particular order.
    fn holders(&self, people: &[PersonId]) -> Result<Vec<Holder>, StoreError>;

    /// Works out summaries again. `people` are held still while `work_out` sees every revision of every record about
    /// any of them; what it answers replaces whatever was kept for them. `work_out` may read this store, but must not
    /// write to it.
    fn rebuild(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<Summary>, StoreError>,
    ) -> Result<(), StoreError>;

    /// People whose facts are older than their records, in order of their id, at most `limit`. The authority among them
    /// stands for who works here. Every write that touches a person's records notes them here, in its transaction.
    fn stale_facts(&self, limit: usize) -> Result<Vec<PersonId>, StoreError>;

    /// Works out facts again. `people` are held still while `work_out` sees every revision of every record about any of
    /// them; what it answers replaces whatever was kept for them, and they are stale no longer. `work_out` may read this
    /// store, but must not write to it.
    fn keep_facts(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<(PersonId, Facts)>, StoreError>,
    ) -> Result<(), StoreError>;

    /// The facts kept for these people, each table in order of its key. They are as old as they are: see
    /// [`Store::stale_facts`].
    fn facts(&self, people: &[PersonId]) -> Result<Facts, StoreError>;

    /// People after this one in order of their id, at most `limit`: for going through everyone.
    fn people_after(&self, after: Option<PersonId>, limit: usize) -> Result<Vec<PersonId>, StoreError>;

    /// Summaries of people who can be found by any of these keys, at most `limit`, by how many keys match.
    fn found_by(&self, keys: &[String], limit: usize) -> Result<Vec<Summary>, StoreError>;

    /// Open children of a worker or team, in order of name.
    fn children(&self, whose: &Whose, limit: usize) -> Result<Vec<Summary>, StoreError>;

    /// Tasks due at `due_by` or earlier, in order of when they are due, at most `limit`. Nobody's tasks are those of
    /// open children; a worker's and a team's are all of theirs.
    fn tasks(&self, whose: &Whose, due_by: Timestamp, limit: usize) -> Result<Vec<TaskRow>, StoreError>;

    /// Number of open children and of tasks due before an instant, for each worker: (worker, team, children, tasks).
    fn caseloads(&self, due_by: Timestamp) -> Result<Vec<Caseload>, StoreError>;

    /// Contacts that wait for a decision, soonest due first, with their claims.
    fn waiting(&self, limit: usize) -> Result<Vec<WaitingRow>, StoreError>;

    /// Claims a contact. Fails with the claim that stands when somebody else has it, unless `take_over`. Claiming
    /// again what one has changes nothing, and answers with the claim that stands.
    fn claim(&self, contact: RecordId, by: &StaffId, at: Timestamp, take_over: bool) -> Result<Claim, StoreError>;

    /// Gives up a claim; somebody else's is left alone.
    fn release(&self, contact: RecordId, by: &StaffId) -> Result<(), StoreError>;

    /// A number that grows with every write: when it has not changed, no record has.
    fn mark(&self) -> Result<u64, StoreError>;

    /// Opens a draft. Opening one that is open already changes nothing.
    fn open_draft(&self, draft: &Draft) -> Result<(), StoreError>;

    /// A draft and everything typed in it.
    fn draft(&self, id: DraftId) -> Result<Option<DraftState>, StoreError>;

    /// Saves answers, each by itself. See [`draft`] for what happens when two people answer the same question.
    fn save_fields(&self, id: DraftId, by: &StaffId, at: Timestamp, saves: &[Save]) -> Result<Vec<Saved>, StoreError>;

    /// Settles a question that two people answered differently: this is the answer now.
    fn settle(&self, id: DraftId, by: &StaffId, at: Timestamp, path: &str, value: &str) -> Result<(), StoreError>;

    /// Changes who a draft is about.
    fn set_draft_people(&self, id: DraftId, people: &[PersonId]) -> Result<(), StoreError>;

    /// Open drafts opened or typed in by someone, or about someone, latest opened first. Asked both, both must be so;
    /// asked neither, all open drafts.
    fn drafts(&self, by: Option<&StaffId>, about: Option<PersonId>) -> Result<Vec<Draft>, StoreError>;

    /// Closes a draft that will not become a record. Its words are kept.
    fn discard_draft(&self, id: DraftId, at: Timestamp) -> Result<(), StoreError>;

    /// Notes that a file was sent in a draft. Its bytes are kept already.
    fn add_upload(&self, upload: &Upload) -> Result<(), StoreError>;

    /// Files sent in a draft, in the order they were sent.
    fn uploads(&self, draft: DraftId) -> Result<Vec<Upload>, StoreError>;

    /// Files sent in any draft after a place in the order, at most `limit`, each with its own place: for going through
    /// them all, from 0.
    fn uploads_after(&self, place: u64, limit: usize) -> Result<Vec<(u64, Upload)>, StoreError>;

    /// Records of open children of a team that no reader has looked at since they were written, the oldest first, at
    /// most `limit`, once for each child. What came from another system, and what a reader wrote, is not asked about.
    fn unread(&self, team: &TeamId, readers: &Readers, limit: usize) -> Result<Vec<Unread>, StoreError>;

    /// Keeps what somebody typed on a page, in the place of what was kept of it before.
    fn keep_words(&self, words: &Words) -> Result<(), StoreError>;

    /// What somebody typed on pages since an instant, the latest first.
    fn words_of(&self, staff: &StaffId, since: Timestamp) -> Result<Vec<Words>, StoreError>;

    /// Forgets what somebody typed on a page.
    fn forget_words(&self, staff: &StaffId, page: &str) -> Result<(), StoreError>;

    /// Forgets what anybody typed before an instant; of how many pages.
    fn forget_words_before(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Adds or replaces teams and staff.
    fn put_staff(&self, teams: &[Team], staff: &[Staff]) -> Result<(), StoreError>;

    /// Changes one member of staff, who is held still while `change` decides; a refusal keeps nothing.
    fn change_staff(
        &self,
        id: &StaffId,
        change: &mut dyn FnMut(Option<Staff>) -> Result<Staff, StoreError>,
    ) -> Result<(), StoreError>;

    /// All teams and staff.
    fn staff(&self) -> Result<(Vec<Team>, Vec<Staff>), StoreError>;

    /// Opens a session.
    fn put_session(&self, session: &Session) -> Result<(), StoreError>;

    /// A session by the hash of its token, with whose it is as they are known now, not as some process remembers them.
    fn session(&self, token_hash: &str) -> Result<Option<(Session, Staff)>, StoreError>;

    /// Notes that a session was used, and when it last proved a second factor. One that has ended stays ended.
    fn touch_session(&self, token_hash: &str, seen: Timestamp, proved: Option<Timestamp>) -> Result<(), StoreError>;

    /// Somebody's sessions, latest opened first.
    fn sessions_of(&self, staff: &StaffId) -> Result<Vec<Session>, StoreError>;

    /// Ends a session.
    fn end_session(&self, token_hash: &str) -> Result<(), StoreError>;

    /// Ends somebody's sessions but one; how many.
    fn end_sessions(&self, staff: &StaffId, but: Option<&str>) -> Result<u64, StoreError>;

    /// What somebody proves who they are with.
    fn account(&self, staff: &StaffId) -> Result<Option<Account>, StoreError>;

    /// The same, by what their passkeys call them.
    fn account_by_handle(&self, handle: Uuid) -> Result<Option<Account>, StoreError>;

    /// Every account, in order of sign-in name.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// Changes an account, which is held still while `change` decides; a refusal keeps nothing. Answers what it became.
    fn change_account(&self, staff: &StaffId, change: ChangeAccount<'_>) -> Result<Account, StoreError>;

    /// Adds to the tries counted under each name in a slot of time, never below nothing; what each is then, in the
    /// order of the names. Slots long past are forgotten.
    fn count_tries(&self, names: &[String], slot: i64, more: i64) -> Result<Vec<u64>, StoreError>;

    /// Keeps what somebody was asked; what was to be answered before `now` is forgotten.
    fn put_challenge(&self, challenge: &Challenge, now: Timestamp) -> Result<(), StoreError>;

    /// Takes what somebody was asked: the second time it is not there.
    fn take_challenge(&self, name: &str) -> Result<Option<Challenge>, StoreError>;

    /// Keeps what somebody asked for, which a second person must agree to.
    fn put_proposal(&self, proposal: &Proposal) -> Result<(), StoreError>;

    /// What was asked for, latest first; of an open one, nothing has come yet.
    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError>;

    /// Settles what was asked for; of several who settle it, one does. Answers whether it was this one.
    fn settle_proposal(&self, id: Uuid, settled: &Settled) -> Result<bool, StoreError>;

    /// Raises an alert. One of the same name stands: only its count may grow.
    fn raise_alert(&self, alert: &Alert) -> Result<(), StoreError>;

    /// Alerts, latest raised first.
    fn alerts(&self, limit: usize) -> Result<Vec<Alert>, StoreError>;

    /// Notes who has seen to an alert; the first stands.
    fn see_alert(&self, name: &str, by: &StaffId, at: Timestamp) -> Result<(), StoreError>;

    /// Appends entries to the log, together and in order. They are on the disk when this returns. A write of records
    /// appends its own entry in its own transaction.
    fn log(&self, entries: &[LogEntry]) -> Result<(), StoreError>;

    /// Keeps a revision of a fact about access; `seq` is the store's to give. Refused when its number is not the next.
    fn register(&self, fact: &Registered) -> Result<(), StoreError>;

    /// Every revision of a fact about access written after a place in their order, in that order.
    fn registered_after(&self, seq: u64) -> Result<Vec<Registered>, StoreError>;

    /// The end of the log. Its place is how many entries there are.
    fn log_head(&self) -> Result<Head, StoreError>;

    /// Entries after a place, in order, at most `limit`: for going through the log. From the first: after 0.
    fn log_after(&self, after: u64, limit: usize) -> Result<Vec<Logged>, StoreError>;

    /// Entries about a person before a place, latest first, at most `limit`. From the latest: before `u64::MAX`.
    fn log_about(&self, person: PersonId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError>;

    /// Entries of someone who works here before a place, latest first, at most `limit`.
    fn log_by(&self, staff: &StaffId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError>;

    /// Checks the entries after one place up to another: that none is missing, that each follows from the one before,
    /// that it is found by the people it names, and that the records it kept are as it kept them. The first that is wrong.
    fn check_log(&self, from: u64, upto: u64) -> Result<Option<Wrong>, StoreError>;

    /// Checks that there is nothing that no entry vouches for.
    fn check_rest(&self) -> Result<Option<Wrong>, StoreError>;

    /// Keeps a report that is issued, with the entry of the log that vouches for it, together. Issuing one that is kept
    /// already changes nothing; answers whether it was kept now.
    fn issue_report(&self, report: &Report, entry: &LogEntry) -> Result<bool, StoreError>;

    /// Reports, latest issued first, at most `limit`; without what they say.
    fn reports(&self, limit: usize) -> Result<Vec<Report>, StoreError>;

    /// These reports as they were issued, those that are kept, in the order asked. Fails when one is not what its entry
    /// vouches for.
    fn issued(&self, ids: &[Uuid]) -> Result<Vec<Report>, StoreError>;

    /// What whoever runs this should know of how records are kept, such as that they are on one server alone, in words
    /// for them; none when all is well.
    fn concerns(&self) -> Result<Vec<String>, StoreError>;

    /// Writes everything kept as a stream of lines, as it was committed when the writing began: see [`archive`].
    fn archive(&self, made: Timestamp, out: &mut dyn std::io::Write) -> Result<Counts, StoreError>;

    /// A setting by name, as JSON.
    fn setting(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Keeps a setting.
    fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError>;
}
