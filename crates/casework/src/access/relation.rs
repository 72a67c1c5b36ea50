//! Relations: how somebody stands to one child.

use std::ops::{BitOr, BitOrAssign};

/// How somebody stands to one child. Anyone may stand in several ways at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// The child is allocated to them.
    Allocated,
    /// The child is their team's.
    Team,
    /// They supervise the child's worker or team.
    Supervising,
    /// They cover for the child's worker, who is away.
    Covering,
    /// They sit on the child's panel: a conference, a review, a cohort released to an inspector.
    Panel,
    /// They lead for their agency.
    Lead,
    /// They broke the glass within the hour.
    Emergency,
    /// It is their own file, or their child's.
    Own,
    /// None of these.
    None,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Relation; 9] = [
        Relation::Allocated,
        Relation::Team,
        Relation::Supervising,
        Relation::Covering,
        Relation::Panel,
        Relation::Lead,
        Relation::Emergency,
        Relation::Own,
        Relation::None,
    ];

    /// As the policy writes it.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Allocated => "allocated",
            Relation::Team => "team",
            Relation::Supervising => "supervising",
            Relation::Covering => "covering",
            Relation::Panel => "panel",
            Relation::Lead => "lead",
            Relation::Emergency => "emergency",
            Relation::Own => "own",
            Relation::None => "none",
        }
    }
}

/// Some relations at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Relations(u16);

impl Relations {
    /// No relation at all: in a cell of the policy, nobody.
    pub const NOBODY: Relations = Relations(0);
    /// Whatever the relation, and without one.
    pub const ANY: Relations = Relations(u16::MAX);

    /// A relation that comes with the work.
    pub fn tied() -> Relations {
        use Relation::*;
        [Allocated, Team, Supervising, Covering, Panel, Lead, Emergency].into_iter().collect()
    }

    /// Is any of these among those?
    pub fn meet(self, others: Relations) -> bool {
        self.0 & others.0 != 0
    }

    /// Is there none?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Relation> for Relations {
    fn from(relation: Relation) -> Self {
        Relations(1 << (relation as u16))
    }
}

impl BitOr for Relations {
    type Output = Relations;
    fn bitor(self, other: Relations) -> Relations {
        Relations(self.0 | other.0)
    }
}

impl BitOrAssign for Relations {
    fn bitor_assign(&mut self, other: Relations) {
        self.0 |= other.0;
    }
}

impl FromIterator<Relation> for Relations {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Self {
        relations.into_iter().fold(Relations::NOBODY, |all, one| all | one.into())
    }
}
