//! Saying who may know of a child, and what of the file is shielded.

use super::facts::{Fact, Level, Restricted};
use super::registers::Held;
use super::{Act, Actor, Sight};
use crate::names::StaffNames;
use crate::sign_in::actor_of;
use crate::{Casework, Done, Fresh, Problem};
use practice::ids::{PersonId, StaffId};
use practice::summary::Summary;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is said of who may know of a child, for the page that says it.
pub struct RestrictionPage {
    /// The child.
    pub child: Summary,
    /// What stands, with who said it; none when nothing was ever said.
    pub stands: Option<(Held, Restricted)>,
    /// How many who work here may know of the child now.
    pub may_know: usize,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

/// What a restriction would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestrictionEffect {
    /// Who would no longer see the file.
    pub lose: BTreeSet<StaffId>,
    /// Who would see it and does not now.
    pub gain: BTreeSet<StaffId>,
}

impl Casework {
    /// What is said of who may know of a child.
    pub fn restriction_page(&self, actor: &Actor, child: PersonId) -> Done<RestrictionPage> {
        let sight = self.show_of(actor, Act::Restrict, "view_restriction", &[child])?;
        let stands = sight.registers.restriction_held(child).map(|(held, one)| (held.clone(), one.clone()));
        let summary = self.store().summaries(&[child])?.pop().ok_or(Problem::NotFound)?;
        let may_know = self.who_sees(&sight, &summary, None)?.len();
        Ok(RestrictionPage { child: summary, stands, may_know, staff: self.staff_names() })
    }

    /// What a restriction would change, worked out before it is said.
    pub fn effect_of_restriction(&self, actor: &Actor, new: &Restricted) -> Done<RestrictionEffect> {
        let sight = self.may_of(actor, Act::Restrict, &[new.person])?;
        let child = self.store().summaries(&[new.person])?.pop().ok_or(Problem::NotFound)?;
        let (before, after) = (self.who_sees(&sight, &child, None)?, self.who_sees(&sight, &child, Some(new))?);
        Ok(RestrictionEffect {
            lose: before.difference(&after).cloned().collect(),
            gain: after.difference(&before).cloned().collect(),
        })
    }

    /// Says who may know of a child.
    pub fn restrict(&self, actor: &Actor, new: &Restricted, why: &str) -> Done<()> {
        let sight = self.may_of(actor, Act::Restrict, &[new.person])?;
        let stands = sight.registers.restriction_held(new.person);
        let sealed = |level: Level| level == Level::Sealed;
        if sealed(new.level) || stands.is_some_and(|(_, one)| sealed(one.level)) {
            self.may(actor, Act::Seal)?;
        }
        if why.trim().is_empty() {
            return Err(Problem::Refused("Say why".into()));
        }
        let staff = self.staff_names();
        if new.named.iter().any(|one| staff.staff.get(one).is_none_or(|one| !one.active)) {
            return Err(Problem::Refused("Choose people who work here".into()));
        }
        if matches!(new.level, Level::Listed | Level::Sealed) && new.named.is_empty() {
            return Err(Problem::Refused("Name at least one person who may know".into()));
        }
        if new.level == Level::Shielded && new.shields.is_empty() {
            return Err(Problem::Refused("Choose what is shielded".into()));
        }
        let (id, revision) = stands.map_or((self.new_id(), 1), |(held, _)| (held.id, held.revision + 1));
        self.looked(actor, "restrict", &[new.person], None)?;
        self.keep_fact(&actor.staff, id, revision, &Fact::Restriction(new.clone()), why)
    }

    /// Everyone who works here and may see a child's file, as things stand or under another restriction.
    fn who_sees(&self, sight: &Sight, child: &Summary, under: Option<&Restricted>) -> Done<BTreeSet<StaffId>> {
        let staff = self.staff_names();
        let registers = match under {
            Some(new) => Arc::new(sight.registers.under(new)),
            None => sight.registers.clone(),
        };
        let sees = |actor: &Actor| {
            let mut sight = Sight::new(actor, registers.clone(), staff.clone(), self.now());
            sight.learn_from([child]);
            // Whoever must give a second factor first may see it too.
            sight.actor.fresh = Fresh::Passkey;
            sight.may(Act::SeeFile, child.person)
        };
        let actors = staff.staff.values().filter(|one| one.active).filter_map(actor_of);
        Ok(actors.filter(sees).map(|one| one.staff).collect())
    }
}
