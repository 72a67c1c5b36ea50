//! Giving work to someone: several children at once, with one handover note.

use crate::access::{Act, Actor};
use crate::finish::Ready;
use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, StaffId};
use serde_json::json;

/// Children given to a worker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reassignment {
    /// The form's own key: the same form sent twice moves the children once.
    pub key: String,
    /// The children.
    pub children: Vec<PersonId>,
    /// The worker who takes them; the team is the worker's.
    pub to: StaffId,
    /// What the worker must know and do first.
    pub handover: String,
}

/// Brothers and sisters move together; more than this at once is a decision about a caseload, and asks for a second
/// factor first.
const MANY: usize = 6;

impl Casework {
    /// Gives children to a worker: one allocation for each, all of them or none. Answers with how many.
    pub fn reassign(&self, actor: &Actor, given: &Reassignment) -> Done<usize> {
        self.may(actor, if given.children.len() > MANY { Act::AllocateMany } else { Act::Allocate })?;
        let names = self.staff_names();
        let worker = names.staff.get(&given.to).filter(|one| one.active);
        let team = worker.and_then(|one| one.team.clone());
        let team = team.ok_or_else(|| Problem::Refused("Choose a worker who is in a team".into()))?;
        let mut children = given.children.clone();
        children.sort();
        children.dedup();
        if children.is_empty() {
            return Err(Problem::Refused("Choose at least one child".into()));
        }
        self.may_of(actor, Act::Allocate, &children)?;
        let handover = given.handover.trim();
        let allocation = |child: PersonId| Ready {
            kind: "allocation",
            people: vec![child],
            body: json!({
                "from": self.today().written(),
                "team": team.0,
                "worker": given.to.0,
                "handover": handover,
            }),
            unusual: None,
            source: None,
        };
        let ready = children.iter().copied().map(allocation).collect();
        let done = self.append_ready(actor, &format!("reassign {} {}", actor.staff, given.key), ready)?;
        Ok(done.len())
    }
}
