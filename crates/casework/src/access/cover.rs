//! Cover for colleagues who are away, and places on a child's panel: for a time, and never more than one's own clearance.

use super::facts::{Fact, Period, Tied};
use super::registers::Held;
use super::{Act, Actor, Role};
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use jiff::civil::Date;
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use uuid::Uuid;

/// Nobody covers, and no panel sits, for longer: it is then arranged again.
const LONGEST: i32 = 92;

/// What is arranged now or later.
pub struct Arranged {
    /// Covers and ties, in the order arranged.
    pub all: Vec<Held>,
    /// Names on the page.
    pub names: PageNames,
}

impl Casework {
    /// From the beginning of one day to the end of another.
    pub fn period(&self, from: Date, to: Date) -> Done<Period> {
        match to.since(from).map(|span| span.get_days()) {
            Ok(days) if days < 0 => Err(Problem::Refused("The last day is before the first".into())),
            Ok(days) if days > LONGEST => {
                Err(Problem::Refused(format!("Arrange no more than {LONGEST} days at a time")))
            }
            Ok(_) => Ok(Period { from: Moment::day(from).start_instant(), until: Moment::day(to).instant() }),
            Err(_) => Err(Problem::Refused("Give two real days".into())),
        }
    }

    /// Has somebody do the work of a colleague who is away.
    pub fn arrange_cover(&self, actor: &Actor, staff: &StaffId, of: &StaffId, period: Period, why: &str) -> Done<()> {
        self.may(actor, Act::ArrangeCover)?;
        if staff == of {
            return Err(Problem::Refused("Nobody covers for themselves".into()));
        }
        self.works_here(staff)?;
        self.works_here(of)?;
        self.looked(actor, "arrange_cover", &[], None)?;
        let fact = Fact::Cover { staff: staff.clone(), of: of.clone(), period };
        self.keep_fact(&actor.staff, self.new_id(), 1, &fact, why)
    }

    /// Ties somebody to some people: a panel, an agency's lead, the cohort released to an inspector.
    pub fn tie(
        &self,
        actor: &Actor,
        staff: &StaffId,
        tie: Tied,
        people: &[PersonId],
        period: Period,
        why: &str,
    ) -> Done<()> {
        self.may_of(actor, Act::ArrangeCover, people)?;
        let role = self.works_here(staff)?;
        if people.is_empty() || tie == Tied::Own && !matches!(role, Role::YoungPerson | Role::Parent) {
            return Err(Problem::Refused("Choose whom it is about".into()));
        }
        self.looked(actor, "arrange_tie", people, None)?;
        let fact = Fact::Tie { staff: staff.clone(), tie, people: people.to_vec(), period };
        self.keep_fact(&actor.staff, self.new_id(), 1, &fact, why)
    }

    fn works_here(&self, staff: &StaffId) -> Done<Role> {
        let names = self.staff_names();
        let role = names.staff.get(staff).filter(|one| one.active).and_then(|one| Role::by_name(&one.role));
        role.ok_or_else(|| Problem::Refused("Choose somebody who works here".into()))
    }

    /// What is arranged now or later.
    pub fn arranged(&self, actor: &Actor) -> Done<Arranged> {
        let sight = self.may(actor, Act::ArrangeCover)?;
        self.looked(actor, "view_cover", &[], None)?;
        let now = self.now();
        let stands = |held: &&Held| match &held.fact {
            Fact::Cover { period, .. } => period.until > now,
            Fact::Tie { period, people, .. } => period.until > now && !people.iter().any(|one| sight.hides(*one)),
            _ => false,
        };
        let all: Vec<Held> = sight.registers.all().into_iter().filter(stands).cloned().collect();
        let people: Vec<PersonId> = all
            .iter()
            .flat_map(|held| match &held.fact {
                Fact::Tie { people, .. } => people.clone(),
                _ => Vec::new(),
            })
            .collect();
        Ok(Arranged { names: self.names_of(&people)?, all })
    }

    /// Ends a cover or a tie now.
    pub fn end_arranged(&self, actor: &Actor, id: Uuid, why: &str) -> Done<()> {
        let sight = self.may(actor, Act::ArrangeCover)?;
        let held = sight.registers.get(id).ok_or(Problem::NotFound)?;
        let now = self.now();
        let mut fact = held.fact.clone();
        match &mut fact {
            Fact::Cover { period, .. } => period.until = now,
            Fact::Tie { period, people, .. } if !people.iter().any(|one| sight.hides(*one)) => period.until = now,
            _ => return Err(Problem::NotFound),
        }
        self.looked(actor, "end_cover", &[], None)?;
        self.keep_fact(&actor.staff, id, held.revision + 1, &fact, why)
    }
}
