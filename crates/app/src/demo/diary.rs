//! The diary of one family: records are written in it as its days pass, by the rules of casework.

use super::chance::Chance;
use super::workforce::Workforce;
use casework::finish::Ready;
use casework::{Act, Casework, Problem, access};
use jiff::{SignedDuration, Timestamp};
use practice::form;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::kinds;
use practice::moment::Moment;
use practice::record::{Checking, Record, Revision, Status};
use serde_json::Value;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// One record in this many is filled in as a form and reviewed as if finished on its page.
const REVIEWED: f64 = 0.04;

/// Time that is moved on by hand, and names for new things that follow from a seed.
pub struct Clock {
    seconds: Arc<AtomicI64>,
    ids: Arc<Mutex<fastrand::Rng>>,
}

impl Clock {
    /// A clock at the start of time, and casework that goes by it.
    pub fn with_casework() -> Result<(Clock, Casework), Problem> {
        let clock = Clock { seconds: Arc::default(), ids: Arc::new(Mutex::new(fastrand::Rng::with_seed(0))) };
        let (seconds, ids) = (clock.seconds.clone(), clock.ids.clone());
        let time = clock.seconds.clone();
        let now = move || Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH);
        let casework = Casework::new(store::open("memory:")?, now)?.with_ids(move || {
            let mut random = [0; 10];
            ids.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut random);
            let millis = u64::try_from(time.load(Ordering::Relaxed)).unwrap_or(0) * 1000;
            Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        });
        Ok((clock, casework))
    }

    fn set(&self, instant: Timestamp) {
        self.seconds.store(instant.as_second(), Ordering::Relaxed);
    }

    /// Names from here on follow from this seed.
    pub fn reseed(&self, seed: u64) {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).seed(seed);
    }
}

/// The diary of one family.
pub struct Diary<'w> {
    /// Who works here.
    pub force: &'w Workforce,
    /// The last instant: nothing is written after it.
    pub until: Timestamp,
    /// The family's own chance.
    pub chance: Chance,
    /// What has been written.
    pub revisions: Vec<Revision>,
    casework: &'w Casework,
    clock: &'w Clock,
    late: Option<i64>,
    source: Option<String>,
    /// The first thing that went against the rules, if anything did.
    pub wrong: Option<Problem>,
}

impl<'w> Diary<'w> {
    /// An empty diary.
    pub fn new(
        force: &'w Workforce,
        casework: &'w Casework,
        clock: &'w Clock,
        until: Timestamp,
        seed: u64,
        place: u64,
    ) -> Self {
        let mut chance = Chance::of(seed, place);
        clock.reseed(chance.seed());
        let (revisions, late, source, wrong) = (Vec::new(), None, None, None);
        Diary { force, until, chance, revisions, casework, clock, late, source, wrong }
    }

    /// The last day.
    pub fn today(&self) -> Moment {
        Moment::of(self.until)
    }

    /// A name for someone who becomes known on a day.
    pub fn person(&self, on: Moment) -> PersonId {
        self.clock.set(on.start_instant());
        PersonId(self.new_id())
    }

    fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        self.clock.ids.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut random);
        let millis = u64::try_from(self.clock.seconds.load(Ordering::Relaxed)).unwrap_or(0) * 1000;
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The next record is written this many days after what it is about.
    pub fn days_late(&mut self, days: i32) -> &mut Self {
        self.late = Some(i64::from(days));
        self
    }

    /// The next record was brought over from another system.
    pub fn brought_from(&mut self, source: &str) -> &mut Self {
        self.source = Some(source.to_owned());
        self
    }

    /// Writes a record. One about a time that has not come yet is not written; its name leads nowhere, and nothing that
    /// follows from it is written either.
    pub fn write<R: Record>(&mut self, by: &StaffId, people: &[PersonId], record: R) -> RecordId {
        let (late, source) = (self.late.take(), self.source.take());
        let about = record.about();
        let noon = Moment { time: about.time.or(jiff::civil::Time::new(16, 0, 0, 0).ok()), ..about };
        let began = noon.start_instant();
        if began > self.until || people.is_empty() {
            return RecordId(Uuid::nil());
        }
        let minutes = late.unwrap_or(0) * 24 * 60 + i64::from(self.chance.between(4, 150));
        let known = began.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(began).min(self.until);
        self.clock.set(known);
        match self.keep(by, people, &record, source) {
            Ok(id) => id,
            Err(problem) => {
                self.wrong.get_or_insert(problem);
                RecordId(Uuid::nil())
            }
        }
    }

    fn keep<R: Record>(
        &mut self,
        by: &StaffId,
        people: &[PersonId],
        record: &R,
        source: Option<String>,
    ) -> Result<RecordId, Problem> {
        let actor = self.force.actor(by).ok_or(Problem::NotFound)?;
        access::access(actor, Act::Write)?;
        let checking = Checking { now: self.casework.today(), people };
        if let Some(fault) = record.check(&checking).first() {
            return Err(Problem::Refused(format!("{}: {}: {}", R::KIND, fault.path, fault.message)));
        }
        let why = "Talked over with the manager, who agrees that it is right for these children.";
        let unusual = (!record.unusual(&checking).is_empty()).then(|| why.to_owned());
        let body = Value::Object(record.write_part());
        if self.chance.happens(REVIEWED) {
            reviewed(R::KIND, &body, &checking)?;
        }
        let ready = Ready { kind: R::KIND, people: people.to_vec(), body, unusual, source };
        let revision = self.casework.revision_of(actor, ready)?;
        let id = revision.id;
        self.revisions.push(revision);
        Ok(id)
    }

    /// Corrects the record written last, some hours later: the answers as they should have been.
    pub fn amend<R: Record>(&mut self, id: RecordId, by: &StaffId, reason: &str, hours: i32, record: &R) {
        let status = Status::Amended { reason: reason.to_owned() };
        self.again(id, by, hours, status, Some(Value::Object(record.write_part())));
    }

    /// Withdraws a record, some hours later.
    pub fn withdraw(&mut self, id: RecordId, by: &StaffId, reason: &str, hours: i32) {
        self.again(id, by, hours, Status::Withdrawn { reason: reason.to_owned() }, None);
    }

    fn again(&mut self, id: RecordId, by: &StaffId, hours: i32, status: Status, body: Option<Value>) {
        let Some(last) = self.revisions.iter().rev().find(|one| one.id == id) else { return };
        let known = last.known.saturating_add(SignedDuration::from_hours(i64::from(hours))).unwrap_or(last.known);
        if known > self.until {
            return;
        }
        let body = body.unwrap_or_else(|| last.body.clone());
        let about = kinds::find(&last.kind).and_then(|kind| kind.about(&body).ok()).unwrap_or(last.about);
        let next = Revision {
            revision: last.revision + 1,
            known,
            author: by.clone(),
            status,
            unusual: None,
            about,
            body,
            ..last.clone()
        };
        self.revisions.push(next);
    }
}

/// Fills in a record's form and reviews it, as its page would.
fn reviewed(kind: &str, body: &Value, checking: &Checking) -> Result<(), Problem> {
    let kind = kinds::find(kind).ok_or(Problem::NotFound)?;
    let review = kind.review(&form::write((kind.spec)(), body), checking);
    match review.faults.first() {
        Some(fault) => Err(Problem::Refused(format!("{}: {}: {}", kind.name, fault.path, fault.message))),
        None => Ok(()),
    }
}
