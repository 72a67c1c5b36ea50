//! Who may see and do what.
//!
//! The policy is a table of text, `access/policy.txt`. [`decide`] is a pure function of it: of a role, an act, how
//! somebody stands to a child, and what they proved just now.

mod act;
mod asking;
pub mod conflicts;
pub mod cover;
pub mod emergency;
pub mod facts;
pub mod identities;
mod mask;
pub mod policy;
pub mod registers;
mod relation;
pub mod restrict;
pub mod reviews;
mod role;
mod sight;
#[cfg(test)]
mod tests;

pub use act::Act;
pub use policy::{Decision, Restriction, Standing, decide};
pub use relation::{Relation, Relations};
pub use role::Role;
pub use sight::Sight;

use crate::{Done, Problem};
use practice::ids::{StaffId, TeamId};

/// What somebody proved in the last few minutes; the more it proves, the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Fresh {
    /// Nothing.
    #[default]
    No,
    /// A second factor, which may be a code: a false page can ask for one and use it.
    Code,
    /// A passkey: it answers this site alone.
    Passkey,
}

/// Someone signed in.
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// Their sign-in name.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
    /// What they proved in the last few minutes: some acts need it.
    pub fresh: Fresh,
}

impl Actor {
    /// Someone who has not just given a second factor.
    pub fn new(staff: impl Into<StaffId>, name: impl Into<String>, role: Role, team: Option<TeamId>) -> Self {
        Actor { staff: staff.into(), name: name.into(), role, team, fresh: Fresh::No }
    }
}

/// Does this role do this at all, for some child or for none?
pub fn role_may(role: Role, act: Act) -> bool {
    !policy::POLICY.cell(role, act).is_empty()
}

/// May this person's role do this at all, for some child or for none?
pub fn access(actor: &Actor, act: Act) -> Done<()> {
    let own = Standing { relations: Relations::ANY, ..Standing::none() };
    match decide(actor.role, act, &own, actor.fresh) {
        Decision::Allowed => Ok(()),
        Decision::StepUp(wanted) => Err(Problem::StepUp(wanted)),
        Decision::NotAllowed | Decision::Hidden => Err(Problem::NotAllowed),
    }
}
