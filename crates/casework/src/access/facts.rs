//! Facts about access: small, dated, never overwritten; each with who wrote it, when and why.

use super::{Relation, Restriction};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::spec::Sensitivity;
use serde::{Deserialize, Serialize};

/// A fact about access.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Fact {
    /// Who may know of a child, and what of the child's file is shielded.
    Restriction(Restricted),
    /// Somebody is family, friend or neighbour of someone on file.
    Conflict {
        /// Who.
        staff: StaffId,
        /// Of whom.
        person: PersonId,
        /// It is over.
        ended: bool,
    },
    /// Somebody does the work of a colleague who is away.
    Cover {
        /// Who covers.
        staff: StaffId,
        /// Whose work.
        of: StaffId,
        /// For how long.
        period: Period,
    },
    /// Somebody stands to some people in a way that their team and caseload do not say.
    Tie {
        /// Who.
        staff: StaffId,
        /// In what way.
        tie: Tied,
        /// To whom: one child, or the cohort released to an inspector.
        people: Vec<PersonId>,
        /// For how long.
        period: Period,
    },
    /// Somebody broke the glass.
    Emergency(Emergency),
    /// A change of somebody's role, which a second person must agree.
    RoleChange(RoleChange),
    /// A copy that holds something protected, which a second person must agree to.
    Release(Release),
    /// Somebody's access was looked through.
    AccessReview {
        /// Whose.
        staff: StaffId,
        /// It was found right; if not, the words say what was done.
        right: bool,
    },
    /// What joins the two identities of an adopted child, under two keys that are kept nowhere.
    Link {
        /// The envelope, in base 64.
        sealed: String,
    },
}

/// From one instant until another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Period {
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
}

impl Period {
    /// Is it now?
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

/// A way to stand to someone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tied {
    /// On the panel: a conference, a review, an inspection.
    Panel,
    /// Lead for their agency.
    Lead,
    /// It is their own file, or their child's.
    Own,
}

impl Tied {
    /// Every tie.
    pub const ALL: [Tied; 3] = [Tied::Panel, Tied::Lead, Tied::Own];

    /// As a relation.
    pub fn relation(self) -> Relation {
        match self {
            Tied::Panel => Relation::Panel,
            Tied::Lead => Relation::Lead,
            Tied::Own => Relation::Own,
        }
    }
}

/// What is said of who may know of a child.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Restricted {
    /// The child.
    pub person: PersonId,
    /// How far it goes.
    pub level: Level,
    /// Those who may know, or see what is shielded.
    pub named: Vec<StaffId>,
    /// Answers that are shielded, by sensitivity.
    pub shields: Vec<Sensitivity>,
}

/// How far a restriction goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// None: the restriction has been lifted.
    Normal,
    /// Some parts are shielded.
    Shielded,
    /// Only those named may know.
    Listed,
    /// An identity before or after an adoption.
    Sealed,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 4] = [Level::Normal, Level::Shielded, Level::Listed, Level::Sealed];

    /// As the policy has it.
    pub fn restriction(self) -> Restriction {
        match self {
            Level::Normal => Restriction::Normal,
            Level::Shielded => Restriction::Shielded,
            Level::Listed => Restriction::Listed,
            Level::Sealed => Restriction::Sealed,
        }
    }
}

/// Access in an emergency: for an hour, with a reason, looked at afterwards.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Emergency {
    /// Who.
    pub staff: StaffId,
    /// To whose file; none when they searched among the restricted.
    pub person: Option<PersonId>,
    /// For how long.
    pub period: Period,
    /// When it must have been looked at.
    pub review_by: Timestamp,
    /// What was found; none while nobody has looked.
    pub review: Option<Finding>,
}

/// What a review found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Who looked.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// It was right to break the glass.
    pub right: bool,
    /// What was found, and what was done.
    pub words: String,
}

/// A change of somebody's role.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoleChange {
    /// Whose.
    pub staff: StaffId,
    /// The role they would have, by name.
    pub role: String,
    /// The team they would be in.
    pub team: Option<TeamId>,
    /// Who proposed it.
    pub proposed_by: StaffId,
    /// Who agreed or refused, and which; none while it waits.
    pub settled: Option<(StaffId, bool)>,
}

/// One copy for one reader, which holds a protected address or somebody of whom nobody may know, and is to be sent all the
/// same. It is for exactly these bytes: a copy that says anything else needs another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Release {
    /// About which child.
    pub child: PersonId,
    /// Of which record.
    pub record: RecordId,
    /// For whom.
    pub to: String,
    /// The hash of the copy.
    pub copy: String,
    /// What was taken out of it, as the page of sending has it.
    pub out: String,
    /// Who agreed or refused, and which; none while it waits.
    pub settled: Option<(StaffId, bool)>,
}

impl Release {
    /// Has a second person agreed that exactly this copy leaves?
    pub fn agreed(&self) -> bool {
        self.settled.as_ref().is_some_and(|(_, agreed)| *agreed)
    }
}
