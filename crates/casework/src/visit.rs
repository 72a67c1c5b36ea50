//! One request, one entry of the log: what is noted while it is answered is gathered here.
//!
//! An entry is on the disk before the answer is given. Where one look says all there is to say, it is set on its way at
//! once, and the disk works while the page is made.

use crate::access::Actor;
use crate::appender::Pending;
use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, RecordId, StaffId};
use practice::record::Revision;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::{LogEntry, Outcome};

/// A request that is being answered.
#[derive(Default)]
pub struct Visit {
    /// The page's pattern: `GET /children/{person}`.
    page: String,
    /// A hash of the session that opens nothing.
    session: String,
    /// Whom the address names.
    person: Option<PersonId>,
    /// Which record the address names.
    record: Option<RecordId>,
    gathered: Mutex<Gathered>,
}

#[derive(Default)]
struct Gathered {
    /// Who is asking, and their role, once that is known.
    who: Option<(StaffId, String)>,
    /// What waits to be entered.
    noted: Vec<LogEntry>,
    /// Whom an entry on its way, or a record kept, already names; none when there is no entry yet.
    entered: Option<BTreeSet<PersonId>>,
    /// An entry on its way.
    on_its_way: Option<Pending>,
    /// How long the answer is to wait.
    wait: Duration,
    /// Where the log cannot be written, the entry may be kept aside.
    may_be_spooled: bool,
}

/// How a request was answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answered {
    /// What came of it.
    pub outcome: Outcome,
    /// Something was shown, rather than the way to another page.
    pub shown: bool,
}

impl Visit {
    /// A request for a page, in a session, about the person and the record its address names.
    pub fn new(page: String, session: Option<&str>, person: Option<PersonId>, record: Option<RecordId>) -> Visit {
        let session = session.map(session_hash).unwrap_or_default();
        Visit { page, session, person, record, ..Visit::default() }
    }

    /// Someone signed in is asking.
    pub(crate) fn arrived(&self, actor: &Actor) {
        self.gathered().who.get_or_insert_with(|| (actor.staff.clone(), actor.role.name().to_owned()));
    }

    /// This request shows what somebody must see tonight, whatever happens to the log.
    pub(crate) fn may_be_spooled(&self) {
        self.gathered().may_be_spooled = true;
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what the request knows to an entry.
    fn dress(&self, entry: &mut LogEntry) {
        entry.page.clone_from(&self.page);
        entry.session.clone_from(&self.session);
        if entry.role.is_empty()
            && let Some((_, role)) = self.gathered().who.as_ref().filter(|(staff, _)| *staff == entry.by)
        {
            entry.role.clone_from(role);
        }
    }
}

/// A session as the log names it: from it, neither the session's cookie nor the key it is kept under can be found.
fn session_hash(token: &str) -> String {
    let digest = Sha256::digest(format!("goldthread log {token}").as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Casework {
    /// The same casework, answering one request.
    pub fn visiting(&self, visit: std::sync::Arc<Visit>) -> Casework {
        Casework { visit: Some(visit), ..self.clone() }
    }

    /// Notes that someone is about to be shown something.
    ///
    /// While a request is answered, what is noted is one entry, on the disk before the answer is given. Otherwise each
    /// note is an entry, on the disk when this returns.
    pub(crate) fn looked(
        &self,
        actor: &Actor,
        action: &str,
        people: &[PersonId],
        record: Option<RecordId>,
    ) -> Done<()> {
        self.slowed(actor, action, people)?;
        self.enter(self.entry(actor, action, people, record))
    }

    /// Whoever opens more files than anyone's work asks for is answered slowly.
    fn slowed(&self, actor: &Actor, action: &str, people: &[PersonId]) -> Done<()> {
        let wait = self.paced(&actor.staff, action, people)?;
        if let Some(visit) = &self.visit {
            let mut gathered = visit.gathered();
            gathered.wait = gathered.wait.max(wait);
        }
        Ok(())
    }

    /// The same where this is all the request will show: the entry is set on its way at once.
    pub(crate) fn looked_at_once(
        &self,
        actor: &Actor,
        action: &str,
        people: &[PersonId],
        record: Option<RecordId>,
    ) -> Done<()> {
        self.slowed(actor, action, people)?;
        let mut entry = self.entry(actor, action, people, record);
        let Some(visit) = &self.visit else { return self.enter(entry) };
        visit.dress(&mut entry);
        let mut gathered = visit.gathered();
        if gathered.entered.is_some() || !gathered.noted.is_empty() {
            gathered.noted.push(entry);
            return Ok(());
        }
        gathered.entered = Some(entry.people.iter().copied().collect());
        gathered.on_its_way = Some(self.appender.append(entry));
        Ok(())
    }

    /// Notes that someone did something that is not a record: printed, exported, overrode, changed who may do what.
    pub fn did(
        &self,
        actor: &Actor,
        action: &str,
        people: &[PersonId],
        record: Option<RecordId>,
        why: &str,
    ) -> Done<()> {
        self.enter(LogEntry { why: why.to_owned(), ..self.entry(actor, action, people, record) })
    }

    /// Notes a sign-in, a sign-out, or a failure of one. `staff` is someone known here: what a stranger typed may be a
    /// password, and is never written down.
    pub fn signed(&self, staff: Option<&StaffId>, action: &str, outcome: Outcome, why: &str) -> Done<()> {
        let nobody = StaffId::from("");
        let entry = LogEntry::new(self.now(), staff.unwrap_or(&nobody), action);
        self.enter(LogEntry { outcome, why: why.to_owned(), ..entry })
    }

    /// Enters anything: in the entry of the request that is being answered, or at once.
    pub fn enter(&self, mut entry: LogEntry) -> Done<()> {
        match &self.visit {
            Some(visit) => {
                visit.dress(&mut entry);
                visit.gathered().noted.push(entry);
                Ok(())
            }
            None => self.appender.append(entry).wait().map_err(Problem::NotLogged),
        }
    }

    pub(crate) fn entry(&self, actor: &Actor, action: &str, people: &[PersonId], record: Option<RecordId>) -> LogEntry {
        let entry = LogEntry::new(self.now(), &actor.staff, action);
        LogEntry { role: actor.role.name().to_owned(), people: people.to_vec(), record, ..entry }
    }

    /// What the log will say of a write, when a request is being answered.
    pub(crate) fn vouching(&self, revisions: &[Revision]) -> Option<LogEntry> {
        let visit = self.visit.as_ref()?;
        let change = store::Change { revisions: revisions.to_vec(), ..store::Change::default() };
        let mut entry = LogEntry::of_change(&change)?;
        visit.dress(&mut entry);
        Some(entry)
    }

    /// An entry that something else keeps, with what the request that is being answered knows.
    pub(crate) fn dressed(&self, mut entry: LogEntry) -> LogEntry {
        if let Some(visit) = &self.visit {
            visit.dress(&mut entry);
        }
        entry
    }

    /// Records about these people were kept, with their entry.
    pub(crate) fn vouched(&self, people: &[PersonId]) {
        if let Some(visit) = &self.visit {
            visit.gathered().entered.get_or_insert_default().extend(people);
        }
    }

    /// The end of a request: its entry is on the disk when this returns, or nothing may be shown. How long the answer is
    /// to wait, for somebody who opens too many files.
    pub fn leave(&self, visit: &Visit, answered: Answered) -> Done<Duration> {
        let mut gathered = std::mem::take(&mut *visit.gathered());
        if let Some(pending) = gathered.on_its_way.take() {
            pending.wait().map_err(Problem::NotLogged)?;
        }
        let noted = self.noted(visit, &gathered, answered);
        let wait = gathered.wait;
        match (noted, gathered.entered) {
            (None, _) => {}
            // There is an entry already. What was noted besides needs another only when it showed anyone else.
            (Some(_), Some(_)) if !answered.shown => {}
            (Some(entry), Some(named)) if entry.people.iter().all(|person| named.contains(person)) => {}
            (Some(entry), _) => match self.appender.append(entry.clone()).wait() {
                Err(fault) if gathered.may_be_spooled => self.spooled(&entry, fault)?,
                kept => kept.map_err(Problem::NotLogged)?,
            },
        }
        Ok(wait)
    }

    /// Everything noted, as one entry. Nothing, when nobody was signed in and nothing was noted.
    fn noted(&self, visit: &Visit, gathered: &Gathered, answered: Answered) -> Option<LogEntry> {
        let telling = gathered.noted.iter().find(|one| one.outcome != Outcome::Done);
        let mut entry = match (telling.or(gathered.noted.first()), &gathered.who) {
            (Some(first), _) => first.clone(),
            (None, Some((staff, role))) => LogEntry { role: role.clone(), ..LogEntry::new(self.now(), staff, "page") },
            (None, None) => return None,
        };
        entry.page.clone_from(&visit.page);
        entry.session.clone_from(&visit.session);
        let people = gathered.noted.iter().flat_map(|one| one.people.iter().copied()).chain(visit.person);
        entry.people = people.collect::<BTreeSet<PersonId>>().into_iter().collect();
        entry.record = gathered.noted.iter().find_map(|one| one.record).or(visit.record);
        if entry.why.is_empty() {
            let why = gathered.noted.iter().map(|one| one.why.as_str()).find(|why| !why.is_empty());
            entry.why = why.unwrap_or_default().to_owned();
        }
        if entry.outcome == Outcome::Done {
            entry.outcome = answered.outcome;
        }
        Some(entry)
    }
}
