//! Conflicts: one's own family, friends and neighbours. Whoever has one is kept from the file, whatever their role.

use super::facts::Fact;
use super::registers::Written;
use super::{Act, Actor};
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, StaffId};
use uuid::Uuid;

/// A conflict that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its name.
    pub id: Uuid,
    /// Who has it.
    pub staff: StaffId,
    /// With whom.
    pub person: PersonId,
    /// Who said so, when, and what they are to each other.
    pub said: Written,
}

/// The conflicts that stand, for those who manage them.
pub struct Conflicts {
    /// They, in the order declared. One with a child the reader may not know of is left out.
    pub all: Vec<Conflict>,
    /// Names on the page.
    pub names: PageNames,
}

impl Casework {
    /// Declares that somebody is family, friend or neighbour of someone on file: of oneself, or of a colleague by those
    /// who manage conflicts. From then on the file is closed to them.
    pub fn declare_conflict(&self, actor: &Actor, staff: &StaffId, person: PersonId, why: &str) -> Done<()> {
        let act = if *staff == actor.staff { Act::DeclareConflict } else { Act::ManageConflicts };
        let sight = self.may_of(actor, act, &[person])?;
        if why.trim().is_empty() {
            return Err(Problem::Refused("Say how they know each other".into()));
        }
        if !self.staff_names().staff.contains_key(staff) {
            return Err(Problem::Refused("Choose somebody who works here".into()));
        }
        if sight.registers.conflict(staff, person) {
            return Ok(());
        }
        self.looked(actor, "declare_conflict", &[person], None)?;
        let fact = Fact::Conflict { staff: staff.clone(), person, ended: false };
        self.keep_fact(&actor.staff, self.new_id(), 1, &fact, why)
    }

    /// Every conflict that stands.
    pub fn conflicts(&self, actor: &Actor) -> Done<Conflicts> {
        let sight = self.may(actor, Act::ManageConflicts)?;
        self.looked(actor, "view_conflicts", &[], None)?;
        let conflict = |held: &super::registers::Held| match &held.fact {
            Fact::Conflict { staff, person, ended: false } if !sight.hides(*person) => {
                Some(Conflict { id: held.id, staff: staff.clone(), person: *person, said: held.first.clone() })
            }
            _ => None,
        };
        let all: Vec<Conflict> = sight.registers.all().into_iter().filter_map(conflict).collect();
        let people: Vec<PersonId> = all.iter().map(|one| one.person).collect();
        Ok(Conflicts { names: self.names_of(&people)?, all })
    }

    /// Ends a colleague's conflict; nobody ends their own.
    pub fn end_conflict(&self, actor: &Actor, id: Uuid, why: &str) -> Done<()> {
        let sight = self.may(actor, Act::ManageConflicts)?;
        let held = sight.registers.get(id).ok_or(Problem::NotFound)?;
        let (staff, person) = match &held.fact {
            Fact::Conflict { staff, person, ended: false } if !sight.hides(*person) => (staff.clone(), *person),
            _ => return Err(Problem::NotFound),
        };
        if staff == actor.staff {
            return Err(Problem::Refused("Somebody else must end a conflict of your own".into()));
        }
        if why.trim().is_empty() {
            return Err(Problem::Refused("Say why it is over".into()));
        }
        self.looked(actor, "end_conflict", &[person], None)?;
        let fact = Fact::Conflict { staff, person, ended: true };
        self.keep_fact(&actor.staff, id, held.revision + 1, &fact, why)
    }
}
