//! Who may do what: asked once, here, by every command and query.

use crate::{Done, Problem};
use practice::ids::{StaffId, TeamId};

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
}

/// A role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Takes and screens contacts.
    Screener,
    /// Decides at the front door.
    HubManager,
    /// Works out of hours.
    OutOfHours,
    /// Leads early help.
    EarlyHelpLead,
    /// Works with children and families.
    SocialWorker,
    /// Leads a team of social workers.
    TeamManager,
    /// Chairs conferences.
    ConferenceChair,
    /// Runs the system; sees no child's record.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::Screener,
        Role::HubManager,
        Role::OutOfHours,
        Role::EarlyHelpLead,
        Role::SocialWorker,
        Role::TeamManager,
        Role::ConferenceChair,
        Role::Administrator,
    ];

    /// As stored: `social_worker`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Screener => "screener",
            Role::HubManager => "hub_manager",
            Role::OutOfHours => "out_of_hours",
            Role::EarlyHelpLead => "early_help_lead",
            Role::SocialWorker => "social_worker",
            Role::TeamManager => "team_manager",
            Role::ConferenceChair => "conference_chair",
            Role::Administrator => "administrator",
        }
    }

    /// "Social worker".
    pub fn label(self) -> String {
        practice::spec::humanise(self.name())
    }

    /// A role by its stored name.
    pub fn by_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What someone wants to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// See the front-door board, claim a contact.
    SeeBoard,
    /// See a child's file and its records.
    SeeFile,
    /// Find people.
    Search,
    /// Write a record.
    Write,
    /// Correct or withdraw a record.
    Correct,
    /// See one's own work.
    SeeOwnWork,
    /// See a team's work.
    SeeTeamWork,
    /// Give work to someone else.
    Allocate,
    /// See what the system holds, not whom: the data dictionary, settings.
    SeeReference,
    /// Bring in a file made by another system.
    Import,
}

/// May this person do this? Denied unless a line here allows it.
pub fn access(actor: &Actor, act: Act) -> Done<()> {
    use Act::*;
    use Role::*;
    let allowed = match act {
        SeeReference => true,
        Import => actor.role == Administrator,
        SeeOwnWork | Search | SeeFile | Write | Correct => actor.role != Administrator,
        SeeBoard => {
            matches!(actor.role, Screener | HubManager | OutOfHours | EarlyHelpLead | SocialWorker | TeamManager)
        }
        SeeTeamWork => {
            matches!(actor.role, HubManager | TeamManager | SocialWorker | Screener | OutOfHours | EarlyHelpLead)
        }
        Allocate => matches!(actor.role, HubManager | TeamManager),
    };
    if allowed { Ok(()) } else { Err(Problem::NotAllowed) }
}
