//! Breaking the glass: a file opened in an emergency, for an hour, with a reason; and the look at it afterwards.
//!
//! It opens what a list closes. It opens no sealed identity, nothing of one's own family, and nothing to a role that
//! sees no files. What it does not open is answered as what is not there.

use super::facts::{Emergency, Fact, Finding, Period};
use super::registers::Held;
use super::{Act, Actor, Decision, Relation, Sight, decide};
use crate::names::PageNames;
use crate::search::Found;
use crate::{Casework, Done, Problem};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, RecordId};
use practice::matching::Query;
use practice::moment::Moment;
use uuid::Uuid;

/// A file opened in an emergency closes after this.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Somebody must have looked at it within this many working days.
const REVIEWED_IN: i32 = 2;

/// One emergency access, as those who look at them afterwards see it.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Its name.
    pub id: Uuid,
    /// What is kept of it.
    pub emergency: Emergency,
    /// When.
    pub at: Timestamp,
    /// Why, in the words of whoever broke the glass.
    pub reason: String,
}

/// Emergency access, as the page of those who look at it shows it.
pub struct Emergencies {
    /// Those nobody has looked at yet, the longest waiting first.
    pub waiting: Vec<Broken>,
    /// All of the last seven days, latest first.
    pub week: Vec<Broken>,
    /// Names on the page; a child the reader may not know of has none.
    pub names: PageNames,
    /// When this was read.
    pub at: Timestamp,
}

fn reason_given(reason: &str) -> Done<&str> {
    let reason = reason.trim();
    match reason.chars().filter(|letter| letter.is_alphanumeric()).count() {
        0..4 => Err(Problem::Refused("Say why it cannot wait: a few words are enough".into())),
        _ => Ok(reason),
    }
}

impl Casework {
    /// Opens a file for an hour; answers with when it closes. One that is open already stays as it is.
    pub fn break_glass(&self, actor: &Actor, person: PersonId, reason: &str) -> Done<Timestamp> {
        let mut sight = self.may(actor, Act::BreakGlass)?;
        let reason = reason_given(reason)?;
        if let Some(until) = sight.emergency_until(person) {
            return Ok(until);
        }
        sight.learn(self.store().holders(&[person])?);
        let mut standing = sight.standing(person);
        standing.relations |= Relation::Emergency.into();
        let opens = decide(actor.role, Act::SeeFile, &standing, actor.fresh) == Decision::Allowed;
        if !opens || !sight.has_learned(person) {
            return Err(self.refuse(actor, Act::BreakGlass, Some(person), None, Problem::NotFound)?);
        }
        self.looked(actor, "break_glass", &[person], None)?;
        self.keep_emergency(actor, Some(person), reason)
    }

    /// The same for a record of which only its name is known: for each of its people who is kept from the actor.
    pub fn break_glass_on(&self, actor: &Actor, record: RecordId, reason: &str) -> Done<()> {
        let sight = self.may(actor, Act::BreakGlass)?;
        reason_given(reason)?;
        let revisions = self.store().record(record)?;
        let people = revisions.last().map(|latest| latest.people.clone()).unwrap_or_default();
        let hidden: Vec<PersonId> = people.into_iter().filter(|person| sight.hides(*person)).collect();
        if hidden.is_empty() {
            return Err(self.refuse(actor, Act::BreakGlass, None, Some(record), Problem::NotFound)?);
        }
        hidden.into_iter().try_for_each(|person| self.break_glass(actor, person, reason).map(drop))
    }

    /// People who could be meant, with those an emergency would open: a search that somebody looks at afterwards.
    pub fn emergency_search(&self, actor: &Actor, query: &Query, reason: &str) -> Done<Vec<Found>> {
        let sight = self.may(actor, Act::BreakGlass)?;
        let reason = reason_given(reason)?;
        self.looked(actor, "emergency_search", &[], None)?;
        self.keep_emergency(actor, None, reason)?;
        self.candidates(&mut sight.in_emergency(), query)
    }

    fn keep_emergency(&self, actor: &Actor, person: Option<PersonId>, reason: &str) -> Done<Timestamp> {
        let now = self.now();
        let by = self.rules().calendar.add_working_days(Moment::of(now).date, REVIEWED_IN);
        let period = Period { from: now, until: now + OPEN_FOR };
        let emergency = Emergency {
            staff: actor.staff.clone(),
            person,
            period,
            review_by: Moment::day(by).instant(),
            review: None,
        };
        self.keep_fact(&actor.staff, self.new_id(), 1, &Fact::Emergency(emergency), reason)?;
        // The alert names nobody: whoever runs the system hears of it, and so does every page of those who look at it.
        tracing::warn!("a file was opened in an emergency: somebody must look at it afterwards");
        Ok(period.until)
    }

    /// How many emergency accesses wait to be looked at, for those who look at them. It names nobody and asks the store
    /// nothing.
    pub fn emergencies_waiting(&self, actor: &Actor) -> usize {
        if !super::role_may(actor.role, Act::ReviewEmergency) {
            return 0;
        }
        self.registers_held().emergencies().iter().filter(|(_, one)| one.review.is_none()).count()
    }

    /// Emergency access of the last week, and all that waits to be looked at.
    pub fn emergencies(&self, actor: &Actor) -> Done<Emergencies> {
        let sight = self.may(actor, Act::ReviewEmergency)?;
        self.looked(actor, "view_emergencies", &[], None)?;
        let now = self.now();
        let all: Vec<Broken> = sight.registers.emergencies().into_iter().map(broken).collect();
        let waiting: Vec<Broken> = all.iter().filter(|one| one.emergency.review.is_none()).cloned().collect();
        let since = now - SignedDuration::from_hours(7 * 24);
        let week: Vec<Broken> = all.into_iter().rev().filter(|one| one.at >= since).collect();
        let people: Vec<PersonId> = waiting.iter().chain(&week).filter_map(|one| one.emergency.person).collect();
        Ok(Emergencies { names: self.names_of(&sight.known(&people))?, waiting, week, at: now })
    }

    /// Closes an emergency access that somebody else made: it was right or it was not, and what was found.
    pub fn review_emergency(&self, actor: &Actor, id: Uuid, right: bool, words: &str) -> Done<()> {
        let sight: Sight = self.may(actor, Act::ReviewEmergency)?;
        let held = sight.registers.get(id).ok_or(Problem::NotFound)?;
        let Fact::Emergency(emergency) = &held.fact else { return Err(Problem::NotFound) };
        if emergency.staff == actor.staff {
            return Err(Problem::Refused("Somebody else must look at this: it was you who opened the file".into()));
        }
        if emergency.review.is_some() {
            return Err(Problem::Refused("Somebody looked at this already".into()));
        }
        if words.trim().is_empty() {
            return Err(Problem::Refused("Say what you found".into()));
        }
        let review = Finding { by: actor.staff.clone(), at: self.now(), right, words: words.trim().to_owned() };
        let person = emergency.person;
        let fact = Fact::Emergency(Emergency { review: Some(review), ..emergency.clone() });
        self.looked(actor, "review_emergency", person.as_slice(), None)?;
        self.keep_fact(&actor.staff, id, held.revision + 1, &fact, words)
    }
}

fn broken((held, emergency): (&Held, &Emergency)) -> Broken {
    Broken { id: held.id, emergency: emergency.clone(), at: held.first.at, reason: held.first.why.clone() }
}
