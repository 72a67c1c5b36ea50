//! Records in memory: the plainest reading of what [`Store`] promises, which the other engines must agree with.

mod accounts;
mod lists;
mod words;

use crate::answers::Answers;
use crate::log::{Head, LogEntry, Logged, Wrong, digest_of, hash_after};
use crate::{
    Account, Alert, Caseload, Challenge, Change, ChangeAccount, Claim, Counts, Draft, DraftField, DraftId, DraftState,
    FieldState, Holder, Proposal, Readers, Registered, Report, Save, Saved, Session, Settled, Staff, Store, StoreError,
    TaskRow, Team, Unread, Upload, WaitingRow, Whose, Words, Written,
};
use facts::Facts;
use jiff::Timestamp;
use practice::ids::{AUTHORITY, PersonId, RecordId, StaffId, TeamId};
use practice::record::Revision;
use practice::summary::Summary;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use uuid::Uuid;

/// Records in memory, gone when it is.
#[derive(Default)]
pub struct MemoryStore {
    /// Held by one writer of records at a time, so that `decide` may read while it holds the people still.
    writing: Mutex<()>,
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    revisions: BTreeMap<(RecordId, u32), Revision>,
    records_of: BTreeMap<PersonId, BTreeSet<RecordId>>,
    forms: BTreeMap<String, String>,
    summaries: BTreeMap<PersonId, Summary>,
    facts: BTreeMap<PersonId, Facts>,
    stale_facts: BTreeSet<PersonId>,
    keys: BTreeMap<String, Vec<RecordId>>,
    mark: u64,
    claims: BTreeMap<RecordId, Claim>,
    drafts: BTreeMap<DraftId, (Draft, Vec<DraftField>)>,
    teams: BTreeMap<TeamId, Team>,
    staff: BTreeMap<StaffId, Staff>,
    sessions: BTreeMap<String, Session>,
    registered: Vec<Registered>,
    proving: accounts::Proving,
    log: Vec<Logged>,
    /// The entry each revision was kept by.
    kept_by: BTreeMap<u64, Vec<(RecordId, u32)>>,
    settings: BTreeMap<String, String>,
    uploads: Vec<Upload>,
    /// Each with the digest its entry carries.
    reports: Vec<(Report, String)>,
    words: BTreeMap<(StaffId, String), Words>,
}

impl MemoryStore {
    // Nothing panics while `kept` is being changed, so a poisoned lock guards nothing half done.
    fn kept(&self) -> RwLockReadGuard<'_, Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn about(&self, people: &[PersonId]) -> Vec<Revision> {
        let records: BTreeSet<RecordId> =
            people.iter().filter_map(|person| self.records_of.get(person)).flatten().copied().collect();
        records.into_iter().flat_map(|id| self.record(id)).collect()
    }

    fn record(&self, id: RecordId) -> Vec<Revision> {
        self.revisions.range((id, 0)..=(id, u32::MAX)).map(|(_, revision)| revision.clone()).collect()
    }

    fn open_draft(&mut self, id: DraftId) -> Result<&mut (Draft, Vec<DraftField>), StoreError> {
        self.drafts.get_mut(&id).filter(|(draft, _)| draft.closed.is_none()).ok_or(StoreError::NoSuchDraft)
    }

    /// Keeps a change; `again` leaves alone a revision already kept, which is otherwise a fault. Nothing is changed
    /// before everything that can fail has been tried.
    fn keep(&mut self, change: Change, again: bool) -> Result<(), StoreError> {
        if let Some(draft) = change.closes {
            let (draft, fields) = self.open_draft(draft)?;
            if change.read.as_ref().is_some_and(|read| *read != shown(draft, fields).as_read()) {
                return Err(StoreError::WrittenIn);
            }
        }
        let mut new = BTreeSet::new();
        for revision in &change.revisions {
            let name = (revision.id, revision.revision);
            if !again && (self.revisions.contains_key(&name) || !new.insert(name)) {
                return Err(StoreError::Engine("a revision with this number is kept already".to_owned()));
            }
        }
        self.stale_facts.extend(change.people());
        if let Some(draft) = change.closes {
            let at = change.known().unwrap_or_else(Timestamp::now);
            self.open_draft(draft)?.0.closed = Some(at);
        }
        let mut seen = BTreeSet::new();
        let is_new = |one: &Revision| {
            let name = (one.id, one.revision);
            !self.revisions.contains_key(&name) && seen.insert(name)
        };
        let revisions: Vec<Revision> = change.revisions.into_iter().filter(is_new).collect();
        let vouched = Change { revisions, entry: change.entry, ..Change::default() };
        if let Some(entry) = LogEntry::of_change(&vouched) {
            let end = self.append(&[LogEntry { digest: digest_of(&vouched.revisions)?, ..entry }])?;
            let names = vouched.revisions.iter().map(|one| (one.id, one.revision)).collect();
            self.kept_by.insert(end.seq, names);
        }
        for revision in vouched.revisions {
            for person in &revision.people {
                self.records_of.entry(*person).or_default().insert(revision.id);
            }
            self.revisions.insert((revision.id, revision.revision), revision);
        }
        for (fingerprint, form) in change.forms {
            self.forms.entry(fingerprint).or_insert(form);
        }
        for summary in change.summaries {
            self.summaries.insert(summary.person, summary);
        }
        self.mark += 1;
        Ok(())
    }

    fn head(&self) -> Head {
        self.log.last().map_or_else(Head::default, |last| Head { seq: last.seq, hash: last.hash.clone() })
    }

    fn append(&mut self, entries: &[LogEntry]) -> Result<Head, StoreError> {
        let mut end = self.head();
        for entry in entries {
            (_, end) = entry.link(&end)?;
            self.log.push(Logged { seq: end.seq, entry: entry.clone(), hash: end.hash.clone() });
        }
        Ok(end)
    }

    /// Entries before a place that are wanted, latest first.
    fn latest(&self, before: u64, limit: usize, wanted: impl Fn(&LogEntry) -> bool) -> Vec<Logged> {
        let found = self.log.iter().rev().filter(|one| one.seq < before && wanted(&one.entry));
        found.take(limit).cloned().collect()
    }

    /// Changes a draft's answers.
    fn answers<T>(&mut self, id: DraftId, work: impl FnOnce(&mut Answers) -> T) -> Result<T, StoreError> {
        let (_, fields) = self.open_draft(id)?;
        let last = fields.iter().map(|field| field.version).max().unwrap_or(0);
        let mut answers = Answers { fields: std::mem::take(fields), last };
        let answer = work(&mut answers);
        *fields = answers.fields;
        Ok(answer)
    }
}

/// A draft as it is read: without answers that gave way to others.
fn shown(draft: &Draft, fields: &[DraftField]) -> DraftState {
    let mut fields: Vec<DraftField> = fields.iter().filter(|field| field.state != FieldState::Old).cloned().collect();
    fields.sort_by(|a, b| (&a.path, a.version).cmp(&(&b.path, b.version)));
    DraftState { draft: draft.clone(), fields }
}

impl Store for MemoryStore {
    fn write(
        &self,
        key: &str,
        people: &[PersonId],
        decide: &mut dyn FnMut(Vec<Revision>) -> Result<Change, StoreError>,
    ) -> Result<Written, StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(records) = self.kept().keys.get(key) {
            return Ok(Written::Before(records.clone()));
        }
        let about = self.kept().about(people);
        let change = decide(about)?;
        let records = change.record_ids();
        let mut kept = self.change();
        if change.under.as_ref().is_some_and(|(name, was)| kept.settings.get(*name) != was.as_ref()) {
            return Err(StoreError::Overtaken);
        }
        kept.keep(change, false)?;
        kept.keys.insert(key.to_owned(), records.clone());
        Ok(Written::Now(records))
    }

    fn load(&self, change: Change) -> Result<(), StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.change().keep(change, true)
    }

    fn about(&self, people: &[PersonId]) -> Result<Vec<Revision>, StoreError> {
        Ok(self.kept().about(people))
    }

    fn record(&self, id: RecordId) -> Result<Vec<Revision>, StoreError> {
        Ok(self.kept().record(id))
    }

    fn written_by(&self, by: &StaffId, since: Timestamp, limit: usize) -> Result<Vec<Revision>, StoreError> {
        let kept = self.kept();
        let theirs = kept.revisions.values().filter(|one| one.author == *by && one.known >= since);
        let mut written: Vec<Revision> = theirs.cloned().collect();
        written.sort_by_key(|one| std::cmp::Reverse((one.known, one.id, one.revision)));
        written.truncate(limit);
        Ok(written)
    }

    fn form(&self, fingerprint: &str) -> Result<Option<String>, StoreError> {
        Ok(self.kept().forms.get(fingerprint).cloned())
    }

    fn forms(&self, fingerprints: &[String]) -> Result<Vec<(String, String)>, StoreError> {
        let kept = self.kept();
        let wanted: BTreeSet<&String> = fingerprints.iter().collect();
        Ok(wanted.into_iter().filter_map(|one| Some((one.clone(), kept.forms.get(one)?.clone()))).collect())
    }

    fn summaries(&self, people: &[PersonId]) -> Result<Vec<Summary>, StoreError> {
        let kept = self.kept();
        Ok(people.iter().filter_map(|person| kept.summaries.get(person).cloned()).collect())
    }

    fn rebuild(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<Summary>, StoreError>,
    ) -> Result<(), StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let about = self.kept().about(people);
        let summaries = work_out(about)?;
        let mut kept = self.change();
        kept.summaries.retain(|person, _| !people.contains(person));
        kept.summaries.extend(summaries.into_iter().map(|summary| (summary.person, summary)));
        kept.stale_facts.extend(people);
        kept.mark += 1;
        Ok(())
    }

    fn stale_facts(&self, limit: usize) -> Result<Vec<PersonId>, StoreError> {
        Ok(self.kept().stale_facts.iter().copied().take(limit).collect())
    }

    fn keep_facts(
        &self,
        people: &[PersonId],
        work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<(PersonId, Facts)>, StoreError>,
    ) -> Result<(), StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let about = self.kept().about(people);
        let told = work_out(about)?;
        let mut kept = self.change();
        kept.facts.retain(|person, _| !people.contains(person));
        kept.facts.extend(told);
        kept.stale_facts.retain(|person| !people.contains(person));
        Ok(())
    }

    fn facts(&self, people: &[PersonId]) -> Result<Facts, StoreError> {
        let kept = self.kept();
        let mut facts = Facts::default();
        people.iter().filter_map(|person| kept.facts.get(person)).for_each(|theirs| facts.append(theirs.clone()));
        facts.sort();
        Ok(facts)
    }

    fn people_after(&self, after: Option<PersonId>, limit: usize) -> Result<Vec<PersonId>, StoreError> {
        let kept = self.kept();
        Ok(kept
            .records_of
            .keys()
            .filter(|person| after.is_none_or(|after| **person > after))
            .take(limit)
            .copied()
            .collect())
    }

    fn found_by(&self, keys: &[String], limit: usize) -> Result<Vec<Summary>, StoreError> {
        Ok(self.kept().found_by(keys, limit))
    }

    fn children(&self, whose: &Whose, limit: usize) -> Result<Vec<Summary>, StoreError> {
        Ok(self.kept().children(whose, limit))
    }

    fn tasks(&self, whose: &Whose, due_by: Timestamp, limit: usize) -> Result<Vec<TaskRow>, StoreError> {
        Ok(self.kept().tasks(whose, due_by, limit))
    }

    fn caseloads(&self, due_by: Timestamp) -> Result<Vec<Caseload>, StoreError> {
        Ok(self.kept().caseloads(due_by))
    }

    fn waiting(&self, limit: usize) -> Result<Vec<WaitingRow>, StoreError> {
        Ok(self.kept().waiting(limit))
    }

    fn claim(&self, contact: RecordId, by: &StaffId, at: Timestamp, take_over: bool) -> Result<Claim, StoreError> {
        let mut kept = self.change();
        match kept.claims.get(&contact) {
            Some(standing) if standing.by == *by => return Ok(standing.clone()),
            Some(standing) if !take_over => return Err(StoreError::Claimed(Box::new(standing.clone()))),
            _ => {}
        }
        let claim = Claim { contact, by: by.clone(), since: at };
        kept.claims.insert(contact, claim.clone());
        Ok(claim)
    }

    fn release(&self, contact: RecordId, by: &StaffId) -> Result<(), StoreError> {
        self.change().claims.retain(|of, claim| *of != contact || claim.by != *by);
        Ok(())
    }

    fn mark(&self) -> Result<u64, StoreError> {
        Ok(self.kept().mark)
    }

    fn open_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.change().drafts.entry(draft.id).or_insert_with(|| (draft.clone(), Vec::new()));
        Ok(())
    }

    fn draft(&self, id: DraftId) -> Result<Option<DraftState>, StoreError> {
        Ok(self.kept().drafts.get(&id).map(|(draft, fields)| shown(draft, fields)))
    }

    fn save_fields(&self, id: DraftId, by: &StaffId, at: Timestamp, saves: &[Save]) -> Result<Vec<Saved>, StoreError> {
        self.change().answers(id, |answers| saves.iter().map(|save| answers.save(by, at, save)).collect())
    }

    fn settle(&self, id: DraftId, by: &StaffId, at: Timestamp, path: &str, value: &str) -> Result<(), StoreError> {
        self.change().answers(id, |answers| answers.settle(by, at, path, value))
    }

    fn set_draft_people(&self, id: DraftId, people: &[PersonId]) -> Result<(), StoreError> {
        self.change().open_draft(id)?.0.people = people.to_vec();
        Ok(())
    }

    fn drafts(&self, by: Option<&StaffId>, about: Option<PersonId>) -> Result<Vec<Draft>, StoreError> {
        let kept = self.kept();
        let touched = |(draft, fields): &&(Draft, Vec<DraftField>)| {
            by.is_none_or(|by| draft.by == *by || fields.iter().any(|field| field.by == *by))
                && about.is_none_or(|person| draft.people.contains(&person))
        };
        let open = kept.drafts.values().filter(|(draft, _)| draft.closed.is_none());
        let mut found: Vec<Draft> = open.filter(touched).map(|(draft, _)| draft.clone()).collect();
        found.sort_by_key(|draft| std::cmp::Reverse((draft.opened, draft.id)));
        Ok(found)
    }

    fn discard_draft(&self, id: DraftId, at: Timestamp) -> Result<(), StoreError> {
        self.change().open_draft(id)?.0.closed = Some(at);
        Ok(())
    }

    fn add_upload(&self, upload: &Upload) -> Result<(), StoreError> {
        self.change().uploads.push(upload.clone());
        Ok(())
    }

    fn uploads(&self, draft: DraftId) -> Result<Vec<Upload>, StoreError> {
        Ok(self.kept().uploads.iter().filter(|upload| upload.draft == draft).cloned().collect())
    }

    fn uploads_after(&self, place: u64, limit: usize) -> Result<Vec<(u64, Upload)>, StoreError> {
        let kept = self.kept();
        let numbered = (1..).zip(kept.uploads.iter().cloned());
        Ok(numbered.skip_while(|(own, _)| *own <= place).take(limit).collect())
    }

    fn unread(&self, team: &TeamId, readers: &Readers, limit: usize) -> Result<Vec<Unread>, StoreError> {
        Ok(self.kept().unread(team, readers, limit))
    }

    fn keep_words(&self, words: &Words) -> Result<(), StoreError> {
        self.change().words.insert((words.staff.clone(), words.page.clone()), words.clone());
        Ok(())
    }

    fn words_of(&self, staff: &StaffId, since: Timestamp) -> Result<Vec<Words>, StoreError> {
        Ok(self.kept().words_of(staff, since))
    }

    fn forget_words(&self, staff: &StaffId, page: &str) -> Result<(), StoreError> {
        self.change().words.remove(&(staff.clone(), page.to_owned()));
        Ok(())
    }

    fn forget_words_before(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut kept = self.change();
        let all = kept.words.len();
        kept.words.retain(|_, words| words.at >= before);
        Ok((all - kept.words.len()) as u64)
    }

    fn put_staff(&self, teams: &[Team], staff: &[Staff]) -> Result<(), StoreError> {
        let mut kept = self.change();
        kept.teams.extend(teams.iter().map(|team| (team.id.clone(), team.clone())));
        kept.staff.extend(staff.iter().map(|one| (one.id.clone(), one.clone())));
        kept.stale_facts.insert(AUTHORITY);
        Ok(())
    }

    fn change_staff(
        &self,
        id: &StaffId,
        change: &mut dyn FnMut(Option<Staff>) -> Result<Staff, StoreError>,
    ) -> Result<(), StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.kept().staff.get(id).cloned();
        let after = change(before)?;
        let mut kept = self.change();
        kept.staff.insert(after.id.clone(), after);
        kept.stale_facts.insert(AUTHORITY);
        Ok(())
    }

    fn staff(&self) -> Result<(Vec<Team>, Vec<Staff>), StoreError> {
        let kept = self.kept();
        Ok((kept.teams.values().cloned().collect(), kept.staff.values().cloned().collect()))
    }

    fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        self.change().sessions.insert(session.token_hash.clone(), session.clone());
        Ok(())
    }

    fn session(&self, token_hash: &str) -> Result<Option<(Session, Staff)>, StoreError> {
        let kept = self.kept();
        let found = kept.sessions.get(token_hash);
        Ok(found.and_then(|session| Some((session.clone(), kept.staff.get(&session.staff)?.clone()))))
    }

    fn touch_session(&self, token_hash: &str, seen: Timestamp, proved: Option<Timestamp>) -> Result<(), StoreError> {
        if let Some(session) = self.change().sessions.get_mut(token_hash) {
            (session.seen, session.proved) = (seen, proved);
        }
        Ok(())
    }

    fn sessions_of(&self, staff: &StaffId) -> Result<Vec<Session>, StoreError> {
        let kept = self.kept();
        let mut found: Vec<Session> = kept.sessions.values().filter(|one| one.staff == *staff).cloned().collect();
        found.sort_by(|a, b| b.opened.cmp(&a.opened).then_with(|| a.token_hash.cmp(&b.token_hash)));
        Ok(found)
    }

    fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        self.change().sessions.remove(token_hash);
        Ok(())
    }

    fn end_sessions(&self, staff: &StaffId, but: Option<&str>) -> Result<u64, StoreError> {
        let mut kept = self.change();
        let before = kept.sessions.len();
        kept.sessions.retain(|hash, session| session.staff != *staff || Some(hash.as_str()) == but);
        Ok((before - kept.sessions.len()) as u64)
    }

    fn account(&self, staff: &StaffId) -> Result<Option<Account>, StoreError> {
        Ok(self.kept().proving.accounts.get(staff).cloned())
    }

    fn account_by_handle(&self, handle: Uuid) -> Result<Option<Account>, StoreError> {
        Ok(self.kept().proving.accounts.values().find(|one| one.handle == handle).cloned())
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        Ok(self.kept().proving.accounts.values().cloned().collect())
    }

    fn change_account(&self, staff: &StaffId, change: ChangeAccount<'_>) -> Result<Account, StoreError> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.kept().proving.accounts.get(staff).cloned();
        let account = change(before)?;
        self.change().proving.keep(staff, account)
    }

    fn count_tries(&self, names: &[String], slot: i64, more: i64) -> Result<Vec<u64>, StoreError> {
        Ok(self.change().proving.count_tries(names, slot, more))
    }

    fn put_challenge(&self, challenge: &Challenge, now: Timestamp) -> Result<(), StoreError> {
        let mut kept = self.change();
        kept.proving.challenges.retain(|_, one| one.until >= now);
        kept.proving.challenges.insert(challenge.name.clone(), challenge.clone());
        Ok(())
    }

    fn take_challenge(&self, name: &str) -> Result<Option<Challenge>, StoreError> {
        Ok(self.change().proving.challenges.remove(name))
    }

    fn put_proposal(&self, proposal: &Proposal) -> Result<(), StoreError> {
        self.change().proving.proposals.insert(proposal.id, proposal.clone());
        Ok(())
    }

    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError> {
        Ok(self.kept().proving.proposals(limit))
    }

    fn settle_proposal(&self, id: Uuid, settled: &Settled) -> Result<bool, StoreError> {
        Ok(self.change().proving.settle(id, settled))
    }

    fn raise_alert(&self, alert: &Alert) -> Result<(), StoreError> {
        self.change().proving.raise(alert);
        Ok(())
    }

    fn alerts(&self, limit: usize) -> Result<Vec<Alert>, StoreError> {
        Ok(self.kept().proving.alerts(limit))
    }

    fn see_alert(&self, name: &str, by: &StaffId, at: Timestamp) -> Result<(), StoreError> {
        if let Some(alert) = self.change().proving.alerts.get_mut(name) {
            alert.seen.get_or_insert((by.clone(), at));
        }
        Ok(())
    }

    fn holders(&self, people: &[PersonId]) -> Result<Vec<Holder>, StoreError> {
        let kept = self.kept();
        let found = people.iter().filter_map(|person| kept.summaries.get(person));
        let holder = |one: &Summary| Holder { person: one.person, worker: one.worker.clone(), team: one.team.clone() };
        Ok(found.map(holder).collect())
    }

    fn register(&self, fact: &Registered) -> Result<(), StoreError> {
        let mut kept = self.change();
        let last = kept.registered.iter().filter(|one| one.id == fact.id).map(|one| one.revision).max();
        if last.unwrap_or(0) + 1 != fact.revision {
            return Err(crate::sql::not_next());
        }
        let seq = kept.registered.len() as u64 + 1;
        kept.registered.push(Registered { seq, ..fact.clone() });
        Ok(())
    }

    fn registered_after(&self, seq: u64) -> Result<Vec<Registered>, StoreError> {
        Ok(self.kept().registered.iter().filter(|one| one.seq > seq).cloned().collect())
    }

    fn log(&self, entries: &[LogEntry]) -> Result<(), StoreError> {
        self.change().append(entries).map(|_| ())
    }

    fn log_head(&self) -> Result<Head, StoreError> {
        Ok(self.kept().head())
    }

    fn log_after(&self, after: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        Ok(self.kept().log.iter().filter(|one| one.seq > after).take(limit).cloned().collect())
    }

    fn log_about(&self, person: PersonId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        Ok(self.kept().latest(before, limit, |entry| entry.people.contains(&person)))
    }

    fn log_by(&self, staff: &StaffId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
        Ok(self.kept().latest(before, limit, |entry| entry.by == *staff))
    }

    fn check_log(&self, from: u64, upto: u64) -> Result<Option<Wrong>, StoreError> {
        let kept = self.kept();
        let mut before = match from {
            0 => Head::default().hash,
            _ => kept.log.iter().find(|one| one.seq == from).map(|one| one.hash.clone()).unwrap_or_default(),
        };
        let wrong = |seq, what: &str| Ok(Some(Wrong { seq, what: what.to_owned() }));
        for seq in from + 1..=upto {
            let Some(one) = kept.log.iter().find(|one| one.seq == seq) else { return wrong(seq, "it is missing") };
            if one.hash != hash_after(&before, &one.entry.row(seq)?) {
                return wrong(seq, "its hash is not that of its words after the entry before it");
            }
            let names = kept.kept_by.get(&seq).into_iter().flatten();
            let revisions: Vec<Revision> = names.filter_map(|name| kept.revisions.get(name)).cloned().collect();
            if !revisions.is_empty() && digest_of(&revisions)? != one.entry.digest {
                return wrong(seq, "a record it kept was altered, added or taken away");
            }
            before.clone_from(&one.hash);
        }
        Ok(None)
    }

    fn check_rest(&self) -> Result<Option<Wrong>, StoreError> {
        Ok(None)
    }

    fn issue_report(&self, report: &Report, entry: &LogEntry) -> Result<bool, StoreError> {
        let mut kept = self.change();
        if kept.reports.iter().any(|(one, _)| one.id == report.id) {
            return Ok(false);
        }
        let digest = report.digest();
        kept.append(&[LogEntry { digest: digest.clone(), ..entry.clone() }])?;
        kept.reports.push((report.clone(), digest));
        Ok(true)
    }

    fn reports(&self, limit: usize) -> Result<Vec<Report>, StoreError> {
        let mut found: Vec<Report> =
            self.kept().reports.iter().map(|(one, _)| Report { body: String::new(), ..one.clone() }).collect();
        found.sort_by_key(|one| (Reverse(one.issued), one.id));
        found.truncate(limit);
        Ok(found)
    }

    fn issued(&self, ids: &[Uuid]) -> Result<Vec<Report>, StoreError> {
        let kept = self.kept();
        let found = ids.iter().filter_map(|id| kept.reports.iter().find(|(one, _)| one.id == *id).cloned());
        found.map(|(report, digest)| report.vouched(&digest)).collect()
    }

    fn archive(&self, _made: Timestamp, _out: &mut dyn std::io::Write) -> Result<Counts, StoreError> {
        Err(StoreError::Refused("records kept in memory end with the program: there is nothing to back up".to_owned()))
    }

    fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.kept().settings.get(name).cloned())
    }

    fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.change().settings.insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    fn concerns(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}
