//! The people who work here, and their sessions.

use jiff::Timestamp;
use practice::ids::{PersonId, StaffId, TeamId};
use uuid::Uuid;

/// A team.
#[derive(Clone, PartialEq, Debug)]
pub struct Team {
    /// Its short name.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Someone who signs in.
#[derive(Clone, PartialEq, Debug)]
pub struct Staff {
    /// Their sign-in name.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// What they may do, by the name of the role: `social_worker`.
    pub role: String,
    /// Their team.
    pub team: Option<TeamId>,
    /// The hash of their password.
    pub password: String,
    /// They may sign in.
    pub active: bool,
}

/// What an account holds that has no password: no password opens it.
pub const NO_PASSWORD: &str = "!";

impl Staff {
    /// Somebody of no team, without a password.
    pub fn new(id: impl Into<StaffId>, name: impl Into<String>, role: impl Into<String>) -> Self {
        Staff {
            id: id.into(),
            name: name.into(),
            role: role.into(),
            team: None,
            password: NO_PASSWORD.to_owned(),
            active: true,
        }
    }
}

/// Someone signed in.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    /// The hash of the session's token; the token itself is kept nowhere.
    pub token_hash: String,
    /// Who.
    pub staff: StaffId,
    /// When they signed in.
    pub opened: Timestamp,
    /// When they last did anything.
    pub seen: Timestamp,
    /// A secret for the session's forms.
    pub form_token: String,
    /// When it last proved a second factor; none while only a password has been given.
    pub proved: Option<Timestamp>,
    /// That second factor was a passkey.
    pub passkey: bool,
    /// What it was opened on, in a few words.
    pub device: String,
}

/// One revision of a fact about access, as kept: the latest of its fact is what stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Registered {
    /// Its place in the order of writing; the store gives it.
    pub seq: u64,
    /// The fact.
    pub id: Uuid,
    /// 1 for the first, then one more for each change.
    pub revision: u32,
    /// What is so.
    pub body: serde_json::Value,
    /// Who wrote it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// Why, in words.
    pub why: String,
}

/// Who holds the work with a person.
#[derive(Clone, PartialEq, Debug)]
pub struct Holder {
    /// The person.
    pub person: PersonId,
    /// The worker allocated.
    pub worker: Option<StaffId>,
    /// The team responsible.
    pub team: Option<TeamId>,
}
