//! One person's sight: how they stand to each child, and so what they may do, know and see.
//!
//! Everything here is looked up in memory. What is read of a child somebody may not know of is read of nobody instead,
//! so that the answer, and the time it takes, is that of a child who is not there.

use super::facts::{Fact, Level};
use super::registers::Registers;
use super::{Act, Actor, Decision, Relation, Relations, Restriction, Role, Standing, decide};
use crate::names::StaffNames;
use jiff::Timestamp;
use practice::ids::{AUTHORITY, PersonId, StaffId, TeamId};
use practice::spec::Sensitivity;
use practice::summary::Summary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Holder;
use uuid::Uuid;

/// One person's sight, over one picture of the registers.
#[derive(Clone)]
pub struct Sight {
    /// Who looks.
    pub actor: Actor,
    pub(super) registers: Arc<Registers>,
    staff: Arc<StaffNames>,
    now: Timestamp,
    /// Everyone whose existence is kept from the actor.
    hidden: Arc<BTreeSet<PersonId>>,
    holders: BTreeMap<PersonId, (Option<StaffId>, Option<TeamId>)>,
    /// The actor stands to everybody as in an emergency.
    emergency: bool,
}

/// Nobody: what is asked of someone hidden is asked of this person, who is never on file.
const NOBODY: PersonId = PersonId(Uuid::max());

impl Sight {
    pub(crate) fn new(actor: &Actor, registers: Arc<Registers>, staff: Arc<StaffNames>, now: Timestamp) -> Self {
        let hidden = Arc::default();
        let holders = BTreeMap::new();
        Sight { actor: actor.clone(), registers, staff, now, hidden, holders, emergency: false }.hiding()
    }

    /// The sight of somebody who breaks the glass: nobody is hidden whom an emergency would open.
    pub(super) fn in_emergency(self) -> Self {
        Sight { emergency: true, ..self }.hiding()
    }

    fn hiding(mut self) -> Self {
        let sight = &self;
        let (registers, actor) = (sight.registers.clone(), &sight.actor);
        let said_of = registers.restricted().filter(|one| one.level > Level::Shielded).map(|one| one.person);
        let might = said_of.chain(registers.conflicts(&actor.staff));
        // Whether someone is known does not turn on a second factor: that is asked for when they are opened.
        let is_hidden = |person: &PersonId| {
            let standing = Standing { relations: Relations::ANY, ..sight.standing(*person) };
            let emergency = sight.relations(*person).meet(Relation::Emergency.into());
            !super::policy::POLICY.passes(&standing, emergency)
        };
        let hidden: BTreeSet<PersonId> = might.filter(is_hidden).collect();
        self.hidden = Arc::new(hidden);
        self
    }

    /// Takes in who holds the work with some people.
    pub fn learn(&mut self, holders: impl IntoIterator<Item = Holder>) {
        self.holders.extend(holders.into_iter().map(|one| (one.person, (one.worker, one.team))));
    }

    /// The same from summaries.
    pub fn learn_from<'s>(&mut self, summaries: impl IntoIterator<Item = &'s Summary>) {
        let holder = |one: &Summary| (one.person, (one.worker.clone(), one.team.clone()));
        self.holders.extend(summaries.into_iter().map(holder));
    }

    /// Is it known who holds the work with someone: are they on file?
    pub fn has_learned(&self, person: PersonId) -> bool {
        self.holders.contains_key(&person)
    }

    /// Is it kept from the actor that someone is on file? What is written of the authority is no child's file: figures and
    /// improvement show it, to those who see figures.
    pub fn hides(&self, person: PersonId) -> bool {
        person == AUTHORITY || self.hidden.contains(&person)
    }

    /// Those of some people of whom the actor may know.
    pub fn known(&self, people: &[PersonId]) -> Vec<PersonId> {
        people.iter().copied().filter(|person| !self.hides(*person)).collect()
    }

    /// Those to ask the store about: nobody in the place of each who is hidden.
    pub fn asked(&self, people: &[PersonId]) -> Vec<PersonId> {
        people.iter().map(|person| if self.hides(*person) { NOBODY } else { *person }).collect()
    }

    /// As many rows to read as leave `rows` once those hidden are taken out.
    pub fn room(&self, rows: usize) -> usize {
        rows + self.hidden.len().min(rows)
    }

    /// Everyone whose existence is kept from the actor.
    pub fn hidden(&self) -> &BTreeSet<PersonId> {
        &self.hidden
    }

    /// How the actor stands to someone whose holder has been learned.
    pub fn standing(&self, person: PersonId) -> Standing {
        let restricted = self.registers.restriction(person);
        let mut restriction = restricted.map_or(Restriction::Normal, |one| one.level.restriction());
        if self.registers.conflict(&self.actor.staff, person) {
            restriction = Restriction::Conflict;
        }
        let named = restricted.is_some_and(|one| one.named.contains(&self.actor.staff));
        Standing { relations: self.relations(person), restriction, named }
    }

    fn relations(&self, person: PersonId) -> Relations {
        let actor = &self.actor;
        let (worker, team) = self.holders.get(&person).cloned().unwrap_or_default();
        let mut relations = Relations::NOBODY;
        if self.emergency {
            relations |= Relation::Emergency.into();
        }
        if worker.as_ref() == Some(&actor.staff) {
            relations |= Relation::Allocated.into();
        }
        if team.is_some() && team == actor.team {
            let leads = matches!(actor.role, Role::TeamManager | Role::HubManager);
            relations |= if leads { Relation::Supervising.into() } else { Relation::Team.into() };
        }
        for fact in self.registers.of(&actor.staff) {
            match fact {
                Fact::Cover { of, period, .. } if period.holds(self.now) && worker.as_ref() == Some(of) => {
                    relations |= Relation::Covering.into();
                }
                Fact::Tie { tie, people, period, .. } if period.holds(self.now) && people.contains(&person) => {
                    relations |= tie.relation().into();
                }
                Fact::Emergency(one) if one.person == Some(person) && one.period.holds(self.now) => {
                    relations |= Relation::Emergency.into();
                }
                _ => {}
            }
        }
        if relations.is_empty() { Relation::None.into() } else { relations }
    }

    /// Does the actor's role see every file of which nothing is said?
    pub(super) fn sees_any_file(&self) -> bool {
        super::policy::POLICY.cell(self.actor.role, Act::SeeFile) == Relations::ANY
    }

    /// Is anything said of who may know of someone?
    pub(super) fn is_restricted(&self, person: PersonId) -> bool {
        self.registers.restriction(person).is_some()
    }

    /// May the actor do this about someone whose holder has been learned?
    pub fn decide(&self, act: Act, person: PersonId) -> Decision {
        decide(self.actor.role, act, &self.standing(person), self.actor.fresh)
    }

    /// Is the answer yes?
    pub fn may(&self, act: Act, person: PersonId) -> bool {
        self.decide(act, person) == Decision::Allowed
    }

    /// Does the actor's role do this at all?
    pub fn does(&self, act: Act) -> bool {
        super::role_may(self.actor.role, act)
    }

    /// Is an answer of this sensitivity about someone shielded from the actor? `kept_safe`: the answer itself says that
    /// it must be kept from someone.
    pub fn shields(&self, person: PersonId, sensitivity: Sensitivity, kept_safe: bool) -> bool {
        if sensitivity == Sensitivity::Normal {
            return false;
        }
        let restricted = self.registers.restriction(person);
        let shielded = kept_safe && sensitivity == Sensitivity::SafeAddress
            || restricted.is_some_and(|one| one.level != Level::Normal && one.shields.contains(&sensitivity));
        let named = restricted.is_some_and(|one| one.named.contains(&self.actor.staff));
        shielded && !named && !self.may(Act::SeeShielded, person)
    }

    /// Until when the actor has someone's file open in an emergency.
    pub fn emergency_until(&self, person: PersonId) -> Option<Timestamp> {
        let open = self.registers.of(&self.actor.staff).filter_map(|fact| match fact {
            Fact::Emergency(one) if one.person == Some(person) && one.period.holds(self.now) => Some(one.period.until),
            _ => None,
        });
        open.max()
    }

    /// Everyone who works here.
    pub fn staff(&self) -> &Arc<StaffNames> {
        &self.staff
    }
}
