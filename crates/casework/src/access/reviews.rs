//! Looking through who has access, and what a change of role would give and take.

use super::facts::{Fact, Level};
use super::registers::Written;
use super::{Act, Actor, Role, Sight};
use crate::sign_in::actor_of;
use crate::{Casework, Done, Fresh, Problem};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, StaffId, TeamId};
use store::{Holder, Staff};

/// One person's access.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessLine {
    /// Who.
    pub staff: Staff,
    /// What they see.
    pub files: Files,
    /// How many lists of those who may know they are on.
    pub named_on: usize,
    /// How often they broke the glass in the last 90 days.
    pub emergencies: usize,
    /// When their access was last looked through, by whom, and what was found.
    pub reviewed: Option<(Written, bool)>,
}

/// How much somebody sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Files {
    /// Open children whose files they see.
    pub open: u64,
    /// Children with a restriction whose files they see.
    pub restricted: u64,
}

/// What a change of role would give and take.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleEffect {
    /// What they see now.
    pub before: Files,
    /// What they would see.
    pub after: Files,
    /// What they could do and cannot now.
    pub gain: Vec<Act>,
    /// What they can do and could not then.
    pub lose: Vec<Act>,
}

/// A year is too long, a week too often.
const EVERY: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Was access looked through long enough ago that it should be again?
pub fn is_due(reviewed: Option<&Written>, now: Timestamp) -> bool {
    reviewed.is_none_or(|one| now.duration_since(one.at) > EVERY)
}

impl Casework {
    /// Who has access, and to how much: those never looked through first, then the longest ago.
    pub fn access_reviews(&self, actor: &Actor) -> Done<Vec<AccessLine>> {
        let sight = self.may(actor, Act::ReviewAccess)?;
        self.looked(actor, "view_access_reviews", &[], None)?;
        let groups = self.groups(&sight)?;
        let now = self.now();
        let registers = &sight.registers;
        let line = |staff: &Staff| {
            let theirs = actor_of(staff)?;
            let named_on = registers.restricted().filter(|one| one.level != Level::Normal);
            let recent = |at: Timestamp| now.duration_since(at) < EVERY;
            let reviewed = registers.all().into_iter().rev().find_map(|held| match &held.fact {
                Fact::AccessReview { staff: of, right } if *of == staff.id => Some((held.last.clone(), *right)),
                _ => None,
            });
            Some(AccessLine {
                files: self.files(&sight, &theirs, &groups),
                named_on: named_on.filter(|one| one.named.contains(&staff.id)).count(),
                emergencies: registers
                    .emergencies()
                    .iter()
                    .filter(|(held, one)| one.staff == staff.id && recent(held.first.at))
                    .count(),
                reviewed,
                staff: Staff { password: String::new(), ..staff.clone() },
            })
        };
        let names = self.staff_names();
        let mut lines: Vec<AccessLine> = names.staff.values().filter(|one| one.active).filter_map(line).collect();
        lines.sort_by_key(|line| (line.reviewed.as_ref().map(|(one, _)| one.at), line.staff.name.clone()));
        Ok(lines)
    }

    /// Notes that somebody's access was looked through; nobody looks through their own.
    pub fn review_access(&self, actor: &Actor, staff: &StaffId, right: bool, words: &str) -> Done<()> {
        self.may(actor, Act::ReviewAccess)?;
        if *staff == actor.staff {
            return Err(Problem::Refused("Somebody else must look through your own access".into()));
        }
        if !self.staff_names().staff.contains_key(staff) {
            return Err(Problem::NotFound);
        }
        if !right && words.trim().is_empty() {
            return Err(Problem::Refused("Say what was wrong and what was done".into()));
        }
        self.looked(actor, "review_access", &[], None)?;
        let fact = Fact::AccessReview { staff: staff.clone(), right };
        self.keep_fact(&actor.staff, self.new_id(), 1, &fact, words)
    }

    /// What a change of role or team would give somebody and take from them, worked out before it is made. Nobody's
    /// name is in it.
    pub fn effect_of(&self, actor: &Actor, staff: &StaffId, role: Role, team: Option<TeamId>) -> Done<RoleEffect> {
        let sight = self.may(actor, Act::ChangeRoles)?;
        let groups = self.groups(&sight)?;
        let names = self.staff_names();
        let before = names.staff.get(staff).and_then(actor_of);
        let after = Actor::new(staff.clone(), "", role, team);
        let does = |actor: &Actor, act: &Act| super::role_may(actor.role, *act);
        let was = |act: &Act| before.as_ref().is_some_and(|actor| does(actor, act));
        Ok(RoleEffect {
            before: before.as_ref().map(|actor| self.files(&sight, actor, &groups)).unwrap_or_default(),
            after: self.files(&sight, &after, &groups),
            gain: Act::ALL.into_iter().filter(|act| does(&after, act) && !was(act)).collect(),
            lose: Act::ALL.into_iter().filter(|act| !does(&after, act) && was(act)).collect(),
        })
    }

    /// Open children by who holds the work, which is all that a relation turns on; and those restricted, each by name.
    fn groups(&self, sight: &Sight) -> Done<Groups> {
        let loads = self.store().caseloads(self.now())?;
        let said: Vec<PersonId> =
            sight.registers.restricted().filter(|one| one.level != Level::Normal).map(|one| one.person).collect();
        let restricted = if said.is_empty() { Vec::new() } else { self.store().holders(&said)? };
        Ok(Groups {
            loads: loads.into_iter().map(|(worker, team, open, _)| (worker, team, open)).collect(),
            restricted,
        })
    }

    fn files(&self, sight: &Sight, of: &Actor, groups: &Groups) -> Files {
        let mut theirs = Sight::new(of, sight.registers.clone(), self.staff_names(), self.now());
        theirs.actor.fresh = Fresh::Passkey;
        let mut files = Files::default();
        let anybody = PersonId(uuid::Uuid::nil());
        for (worker, team, open) in &groups.loads {
            theirs.learn([Holder { person: anybody, worker: worker.clone(), team: team.clone() }]);
            if theirs.may(Act::SeeFile, anybody) {
                files.open += open;
            }
        }
        theirs.learn(groups.restricted.iter().cloned());
        files.restricted = groups.restricted.iter().filter(|one| theirs.may(Act::SeeFile, one.person)).count() as u64;
        files
    }
}

struct Groups {
    loads: Vec<(Option<StaffId>, Option<TeamId>, u64)>,
    restricted: Vec<Holder>,
}
