//! The registers: every fact about access as it stands, held in memory and read again when something was written.

use super::facts::{Emergency, Fact, Restricted};
use crate::{Casework, Done, Problem};
use jiff::Timestamp;
use practice::ids::{PersonId, StaffId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::Registered;
use uuid::Uuid;

/// A fact as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Its name.
    pub id: Uuid,
    /// How often it was written.
    pub revision: u32,
    /// What is so.
    pub fact: Fact,
    /// Who wrote it first, when, and why.
    pub first: Written,
    /// Who wrote it last, when, and why.
    pub last: Written,
}

/// Who wrote something, when, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// Every fact about access as it stands.
#[derive(Clone, Default)]
pub struct Registers {
    /// The place of the last revision read.
    mark: u64,
    facts: BTreeMap<Uuid, Held>,
    /// A fact that this version cannot read; its person or worker is not known, so nothing may be decided.
    unreadable: bool,
    restrictions: BTreeMap<PersonId, Uuid>,
    of_staff: BTreeMap<StaffId, Vec<Uuid>>,
}

impl Registers {
    /// These with later revisions.
    fn with(mut self, rows: Vec<Registered>) -> Self {
        for row in rows {
            self.mark = self.mark.max(row.seq);
            let Ok(fact) = serde_json::from_value::<Fact>(row.body) else {
                self.unreadable = true;
                continue;
            };
            let last = Written { by: row.by, at: row.at, why: row.why };
            let first = self.facts.get(&row.id).map_or_else(|| last.clone(), |held| held.first.clone());
            self.facts.insert(row.id, Held { id: row.id, revision: row.revision, fact, first, last });
        }
        self.restrictions.clear();
        self.of_staff.clear();
        for held in self.facts.values() {
            match &held.fact {
                Fact::Restriction(one) => drop(self.restrictions.insert(one.person, held.id)),
                Fact::Conflict { staff, .. }
                | Fact::Cover { staff, .. }
                | Fact::Tie { staff, .. }
                | Fact::Emergency(Emergency { staff, .. }) => {
                    self.of_staff.entry(staff.clone()).or_default().push(held.id);
                }
                Fact::RoleChange(_) | Fact::Release(_) | Fact::AccessReview { .. } | Fact::Link { .. } => {}
            }
        }
        self
    }

    /// These as they would be under another restriction.
    pub(super) fn under(&self, new: &Restricted) -> Registers {
        let stands = self.restriction_held(new.person).map(|(held, _)| (held.id, held.revision));
        let (id, revision) = stands.unwrap_or((Uuid::nil(), 0));
        let body = serde_json::to_value(Fact::Restriction(new.clone())).unwrap_or_default();
        let (by, why) = (StaffId::default(), String::new());
        let row = Registered { seq: self.mark, id, revision: revision + 1, body, by, at: Timestamp::UNIX_EPOCH, why };
        self.clone().with(vec![row])
    }

    /// Every fact, in the order first written.
    pub fn all(&self) -> Vec<&Held> {
        let mut all: Vec<&Held> = self.facts.values().collect();
        all.sort_by_key(|held| (held.first.at, held.id));
        all
    }

    /// One fact.
    pub fn get(&self, id: Uuid) -> Option<&Held> {
        self.facts.get(&id)
    }

    /// What is said of who may know of someone.
    pub fn restriction(&self, person: PersonId) -> Option<&Restricted> {
        self.restriction_held(person).map(|(_, restricted)| restricted)
    }

    /// The same, with who said it.
    pub fn restriction_held(&self, person: PersonId) -> Option<(&Held, &Restricted)> {
        let held = self.facts.get(self.restrictions.get(&person)?)?;
        match &held.fact {
            Fact::Restriction(restricted) => Some((held, restricted)),
            _ => None,
        }
    }

    /// Everyone of whom something is said.
    pub fn restricted(&self) -> impl Iterator<Item = &Restricted> {
        self.restrictions.keys().filter_map(|person| self.restriction(*person))
    }

    /// Every link between two identities.
    pub fn links(&self) -> impl Iterator<Item = &Held> {
        self.facts.values().filter(|held| matches!(held.fact, Fact::Link { .. }))
    }

    /// The facts about somebody who works here.
    pub fn of(&self, staff: &StaffId) -> impl Iterator<Item = &Fact> {
        let ids = self.of_staff.get(staff).into_iter().flatten();
        ids.filter_map(|id| self.facts.get(id)).map(|held| &held.fact)
    }

    /// Does somebody have a conflict with someone?
    pub fn conflict(&self, who: &StaffId, with: PersonId) -> bool {
        self.of(who).any(|fact| matches!(fact, Fact::Conflict { person, ended: false, .. } if *person == with))
    }

    /// Everyone somebody has a conflict with.
    pub fn conflicts<'r>(&'r self, who: &StaffId) -> impl Iterator<Item = PersonId> + use<'r> {
        let found = self.of(who).filter_map(|fact| match fact {
            Fact::Conflict { person, ended: false, .. } => Some(*person),
            _ => None,
        });
        found.collect::<BTreeSet<_>>().into_iter()
    }

    /// Every emergency access, in the order made.
    pub fn emergencies(&self) -> Vec<(&Held, &Emergency)> {
        let of = |held: &'_ &Held| matches!(held.fact, Fact::Emergency(_));
        let all = self.all().into_iter().filter(of);
        all.filter_map(|held| match &held.fact {
            Fact::Emergency(one) => Some((held, one)),
            _ => None,
        })
        .collect()
    }
}

/// The registers as last read, and when it was last asked whether they changed.
pub(crate) struct Reading {
    held: RwLock<(Arc<Registers>, Instant)>,
    every: Duration,
}

/// A change made by another process bites after no more than this.
const EVERY: Duration = Duration::from_secs(1);

impl Default for Reading {
    fn default() -> Self {
        Reading { held: RwLock::new((Arc::default(), Instant::now())), every: EVERY }
    }
}

impl Casework {
    /// The registers. Asked of the store at most once a second; refused when they hold what this version cannot read.
    pub(crate) fn registers(&self) -> Done<Arc<Registers>> {
        let (held, read) = {
            let guard = self.reading.held.read().unwrap_or_else(PoisonError::into_inner);
            (guard.0.clone(), guard.1)
        };
        let registers = if read.elapsed() < self.reading.every { held } else { self.read_registers()? };
        if registers.unreadable {
            return Err(Problem::Refused(
                "The registers of access were written by a newer version of this program: use that version".into(),
            ));
        }
        Ok(registers)
    }

    /// The registers as last read, without asking whether they changed.
    pub(crate) fn registers_held(&self) -> Arc<Registers> {
        self.reading.held.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Reads what was written since.
    pub(crate) fn read_registers(&self) -> Done<Arc<Registers>> {
        let held = self.reading.held.read().unwrap_or_else(PoisonError::into_inner).0.clone();
        let asked = Instant::now();
        let rows = self.store().registered_after(held.mark)?;
        let fresh = if rows.is_empty() { held } else { Arc::new(Registers::clone(&held).with(rows)) };
        let mut guard = self.reading.held.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read further meanwhile.
        if guard.0.mark <= fresh.mark {
            *guard = (fresh, asked);
        }
        Ok(guard.0.clone())
    }

    /// Asks the store about the registers this often: tests that count statements ask never.
    pub fn reading_registers_every(self, every: Duration) -> Self {
        let held = RwLock::new((self.registers_held(), Instant::now()));
        Casework { reading: Arc::new(Reading { held, every }), ..self }
    }

    /// Keeps the next revision of a fact, and reads the registers again.
    pub(crate) fn keep_fact(&self, by: &StaffId, id: Uuid, revision: u32, fact: &Fact, why: &str) -> Done<()> {
        let body = serde_json::to_value(fact).map_err(|_| Problem::Refused("this cannot be kept".into()))?;
        let row = Registered { seq: 0, id, revision, body, by: by.clone(), at: self.now(), why: why.trim().to_owned() };
        self.store().register(&row)?;
        self.read_registers()?;
        Ok(())
    }
}
