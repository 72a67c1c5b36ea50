//! One repository for every SQL engine: one text of each statement.

mod accounts;
mod drafts;
mod facts;
mod lists;
pub(crate) mod log;
mod people;
mod records;
mod registers;
mod reports;
mod rows;
mod uploads;
mod words;

pub(crate) use rows::revision_row;

use crate::engine::Engine;
use crate::log::{Head, LogEntry, Logged, Wrong};
use crate::{
    Account, Alert, Caseload, Challenge, Change, ChangeAccount, Claim, Counts, Draft, DraftId, DraftState, Holder,
    Proposal, Readers, Registered, Report, Save, Saved, Session, Settled, Staff, Store, StoreError, TaskRow, Team,
    Unread, Upload, WaitingRow, Whose, Words, Written,
};
use ::facts::Facts;
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::record::Revision;
use practice::summary::Summary;
use uuid::Uuid;

/// How many slots of tries are kept: a slot of a quarter of an hour, for a day.
pub(crate) const SLOTS_KEPT: i64 = 96;

/// Records in a SQL database.
pub struct SqlStore<E> {
    engine: E,
}

pub(crate) use registers::not_next;

impl<E: Engine> SqlStore<E> {
    /// Records in a database whose tables are up to date.
    pub fn new(engine: E) -> Self {
        SqlStore { engine }
    }

    /// How many statements have been executed since it was opened; a batch of new rows counts once. For tests that a
    /// page does not ask once for each row.
    pub fn statements(&self) -> u64 {
        self.engine.statements()
    }
}

impl<E: Engine> Store for SqlStore<E> {
    fn write(
        &self,
        key: &str,
        people: &[PersonId],
        decide: &mut dyn FnMut(Vec<Revision>) -> Result<Change, StoreError>,
    ) -> Result<Written, StoreError> {
        self.engine.write(|conn| records::write(conn, key, people, decide))
    }

    fn load(&self, change: Change) -> Result<(), StoreError> {
        self.engine.write(|conn| records::load(conn, change))
    }

    fn about(&self, people: &[PersonId]) -> Result<Vec<Revision>, StoreError> {
        self.engine.read(|conn| records::about(conn, people))
    }

    fn record(&self, id: RecordId) -> Result<Vec<Revision>, StoreError> {
        self.engine.read(|conn| records::record(conn, id))
    }

    fn written_by(&self, by: &StaffId, since: Timestamp, limit: usize) -> Result<Vec<Revision>, StoreError> {
        self.engine.read(|conn| records::written_by(conn, by, since, limit))
    }

    fn form(&self, fingerprint: &str) -> Result<Option<String>, StoreError> {
        self.engine.read(|conn| records::form(conn, fingerprint))
    }

    fn forms(&self, fingerprints: &[String]) -> Result<Vec<(String, String)>, StoreError> {
        self.engine.read(|conn| records::forms(conn, fingerprints))
    }

    fn summaries(&self, people: &[PersonId]) -> Result<Vec<Summary>, StoreError> {
        self.engine.read(|conn| lists::summaries(conn, people))
    }

    fn holders(&self, people: &[PersonId]) -> Result<Vec<Holder>, StoreError> {
        self.engine.read(|conn| lists::holders(conn, people))
    }

    fn rebuild(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<Summary>, StoreError>,
    ) -> Result<(), StoreError> {
        self.engine.write(|conn| records::rebuild(conn, people, work_out))
    }

    fn stale_facts(&self, limit: usize) -> Result<Vec<PersonId>, StoreError> {
        self.engine.read(|conn| facts::stale(conn, limit))
    }

    fn keep_facts(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<(PersonId, Facts)>, StoreError>,
    ) -> Result<(), StoreError> {
        self.engine.write(|conn| facts::keep(conn, people, work_out))
    }

    fn facts(&self, people: &[PersonId]) -> Result<Facts, StoreError> {
        self.engine.read(|conn| facts::facts(conn, people))
    }

    fn people_after(&self, after: Option<PersonId>, limit: usize) -> Result<Vec<PersonId>, StoreError> {
        self.engine.read(|conn| lists::people_after(conn, after, limit))
    }

    fn found_by(&self, keys: &[String], limit: usize) -> Result<Vec<Summary>, StoreError> {
        self.engine.read(|conn| lists::found_by(conn, keys, limit))
    }

    fn children(&self, whose: &Whose, limit: usize) -> Result<Vec<Summary>, StoreError> {
        self.engine.read(|conn| lists::children(conn, whose, limit))
    }

    fn tasks(&self, whose: &Whose, due_by: Timestamp, limit: usize) -> Result<Vec<TaskRow>, StoreError> {
        self.engine.read(|conn| lists::tasks(conn, whose, due_by, limit))
    }

    fn caseloads(&self, due_by: Timestamp) -> Result<Vec<Caseload>, StoreError> {
        self.engine.read(|conn| lists::caseloads(conn, due_by))
    }

    fn waiting(&self, limit: usize) -> Result<Vec<WaitingRow>, StoreError> {
        self.engine.read(|conn| lists::waiting(conn, limit))
    }

    fn claim(&self, contact: RecordId, by: &StaffId, at: Timestamp, take_over: bool) -> Result<Claim, StoreError> {
        self.engine.write(|conn| people::claim(conn, contact, by, at, take_over))
    }

    fn release(&self, contact: RecordId, by: &StaffId) -> Result<(), StoreError> {
        self.engine.write(|conn| people::release(conn, contact, by))
    }

    fn mark(&self) -> Result<u64, StoreError> {
        self.engine.read(|conn| records::mark(conn))
    }

    fn open_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.engine.write(|conn| drafts::open(conn, draft))
    }

    fn draft(&self, id: DraftId) -> Result<Option<DraftState>, StoreError> {
        self.engine.read(|conn| drafts::draft(conn, id))
    }

    fn save_fields(&self, id: DraftId, by: &StaffId, at: Timestamp, saves: &[Save]) -> Result<Vec<Saved>, StoreError> {
        self.engine.write(|conn| drafts::save_fields(conn, id, by, at, saves))
    }

    fn settle(&self, id: DraftId, by: &StaffId, at: Timestamp, path: &str, value: &str) -> Result<(), StoreError> {
        self.engine.write(|conn| drafts::settle(conn, id, by, at, path, value))
    }

    fn set_draft_people(&self, id: DraftId, people: &[PersonId]) -> Result<(), StoreError> {
        self.engine.write(|conn| drafts::set_people(conn, id, people))
    }

    fn drafts(&self, by: Option<&StaffId>, about: Option<PersonId>) -> Result<Vec<Draft>, StoreError> {
        self.engine.read(|conn| drafts::drafts(conn, by, about))
    }

    fn discard_draft(&self, id: DraftId, at: Timestamp) -> Result<(), StoreError> {
        self.engine.write(|conn| drafts::close(conn, id, at))
    }

    fn add_upload(&self, upload: &Upload) -> Result<(), StoreError> {
        self.engine.write(|conn| uploads::add(conn, upload))
    }

    fn uploads(&self, draft: DraftId) -> Result<Vec<Upload>, StoreError> {
        self.engine.read(|conn| uploads::of(conn, draft))
    }

    fn uploads_after(&self, place: u64, limit: usize) -> Result<Vec<(u64, Upload)>, StoreError> {
        self.engine.read(|conn| uploads::after(conn, place, limit))
    }

    fn unread(&self, team: &TeamId, readers: &Readers, limit: usize) -> Result<Vec<Unread>, StoreError> {
        self.engine.read(|conn| words::unread(conn, team, readers, limit))
    }

    fn keep_words(&self, words: &Words) -> Result<(), StoreError> {
        self.engine.write(|conn| words::keep(conn, words))
    }

    fn words_of(&self, staff: &StaffId, since: Timestamp) -> Result<Vec<Words>, StoreError> {
        self.engine.read(|conn| words::of(conn, staff, since))
    }

    fn forget_words(&self, staff: &StaffId, page: &str) -> Result<(), StoreError> {
        self.engine.write(|conn| words::forget(conn, staff, page))
    }

    fn forget_words_before(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.engine.write(|conn| words::forget_before(conn, before))
    }

    fn put_staff(&self, teams: &[Team], staff: &[Staff]) -> Result<(), StoreError> {
        self.engine.write(|conn| people::put_staff(conn, teams, staff))
    }

    fn change_staff(
        &self,
        id: &StaffId,
        change: &mut dyn FnMut(Option<Staff>) -> Result<Staff, StoreError>,
    ) -> Result<(), StoreError> {
        self.engine.write(|conn| people::change_staff(conn, id, change))
    }

    fn staff(&self) -> Result<(Vec<Team>, Vec<Staff>), StoreError> {
        self.engine.read(|conn| people::staff(conn))
    }

    fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        self.engine.write(|conn| people::put_session(conn, session))
    }

    fn session(&self, token_hash: &str) -> Result<Option<(Session, Staff)>, StoreError> {
        self.engine.read(|conn| people::session(conn, token_hash))
    }

    fn touch_session(&self, token_hash: &str, seen: Timestamp, proved: Option<Timestamp>) -> Result<(), StoreError> {
        self.engine.write_here(|conn| people::touch_session(conn, token_hash, seen, proved))
    }

    fn sessions_of(&self, staff: &StaffId) -> Result<Vec<Session>, StoreError> {
        self.engine.read(|conn| people::sessions_of(conn, staff))
    }

    fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        self.engine.write(|conn| people::end_session(conn, token_hash))
    }

    fn end_sessions(&self, staff: &StaffId, but: Option<&str>) -> Result<u64, StoreError> {
        self.engine.write(|conn| people::end_sessions(conn, staff, but))
    }

    fn account(&self, staff: &StaffId) -> Result<Option<Account>, StoreError> {
        self.engine.read(|conn| accounts::account(conn, staff))
    }

    fn account_by_handle(&self, handle: Uuid) -> Result<Option<Account>, StoreError> {
        self.engine.read(|conn| accounts::by_handle(conn, handle))
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.engine.read(|conn| accounts::all(conn))
    }

    fn change_account(&self, staff: &StaffId, change: ChangeAccount<'_>) -> Result<Account, StoreError> {
        self.engine.write(|conn| accounts::change(conn, staff, change))
    }

    fn count_tries(&self, names: &[String], slot: i64, more: i64) -> Result<Vec<u64>, StoreError> {
        self.engine.write(|conn| accounts::count_tries(conn, names, slot, more))
    }

    fn put_challenge(&self, challenge: &Challenge, now: Timestamp) -> Result<(), StoreError> {
        self.engine.write(|conn| accounts::put_challenge(conn, challenge, now))
    }

    fn take_challenge(&self, name: &str) -> Result<Option<Challenge>, StoreError> {
        self.engine.write(|conn| accounts::take_challenge(conn, name))
    }

    fn put_proposal(&self, proposal: &Proposal) -> Result<(), StoreError> {
        self.engine.write(|conn| accounts::put_proposal(conn, proposal))
    }

    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError> {
        self.engine.read(|conn| accounts::proposals(conn, limit))
    }

    fn settle_proposal(&self, id: Uuid, settled: &Settled) -> Result<bool, StoreError> {
        self.engine.write(|conn| accounts::settle_proposal(conn, id, settled))
    }

    fn raise_alert(&self, alert: &Alert) -> Result<(), StoreError> {
        self.engine.write(|conn| accounts::raise_alert(conn, alert))
    }

    fn alerts(&self, limit: usize) -> Result<Vec<Alert>, StoreError> {
        self.engine.read(|conn| accounts::alerts(conn, limit))
    }

    fn see_alert(&self, name: &str, by: &StaffId, at: Timestamp) -> Result<(), StoreError> {
        self.engine.write(|conn| accounts::see_alert(conn, name, by, at))
    }

    fn register(&self, fact: &Registered) -> Result<(), StoreError> {
        self.engine.write(|conn| registers::register(conn, fact))
    }

    fn registered_after(&self, seq: u64) -> Result<Vec<Registered>, StoreError> {
        self.engine.read(|conn| registers::registered_after(conn, seq))
    }

    fn log(&self, entries: &[LogEntry]) -> Result<(), StoreError> {
        self.engine.write_here(|conn| log::append(conn, entries)).map(|_| ())
    }

    fn log_head(&self) -> Result<Head, StoreError> {
        self.engine.read(|conn| log::head(conn))
    }

    fn log_after(&self, after: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        self.engine.read(|conn| log::after(conn, after, limit))
    }

    fn log_about(&self, person: PersonId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        self.engine.read(|conn| log::about(conn, person, before, limit))
    }

    fn log_by(&self, staff: &StaffId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        self.engine.read(|conn| log::by(conn, staff, before, limit))
    }

    fn check_log(&self, from: u64, upto: u64) -> Result<Option<Wrong>, StoreError> {
        self.engine.read(|conn| log::check(conn, from, upto))
    }

    fn check_rest(&self) -> Result<Option<Wrong>, StoreError> {
        self.engine.read(|conn| log::check_rest(conn))
    }

    fn issue_report(&self, report: &Report, entry: &LogEntry) -> Result<bool, StoreError> {
        self.engine.write(|conn| reports::issue(conn, report, entry))
    }

    fn reports(&self, limit: usize) -> Result<Vec<Report>, StoreError> {
        self.engine.read(|conn| reports::all(conn, limit))
    }

    fn issued(&self, ids: &[Uuid]) -> Result<Vec<Report>, StoreError> {
        self.engine.read(|conn| reports::issued(conn, ids))
    }

    fn archive(&self, made: Timestamp, out: &mut dyn std::io::Write) -> Result<Counts, StoreError> {
        crate::archive::archive(&self.engine, made, out)
    }

    fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.engine.read(|conn| people::setting(conn, name))
    }

    fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.engine.write(|conn| people::put_setting(conn, name, value))
    }

    fn concerns(&self) -> Result<Vec<String>, StoreError> {
        self.engine.concerns()
    }
}
