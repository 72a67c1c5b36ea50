//! How people prove who they are, what they were asked, what two of them must agree to, and what administrators must
//! know of.

use crate::StoreError;
use jiff::Timestamp;
use practice::ids::StaffId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody proves who they are with, besides a password.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Account {
    /// Whose.
    pub staff: StaffId,
    /// What their passkeys call them: it says nothing of who they are.
    pub handle: Uuid,
    /// Since when there is one.
    pub opened: Timestamp,
    /// When they last signed in.
    pub last_in: Option<Timestamp>,
    /// Their authenticator apps.
    pub authenticators: Vec<Authenticator>,
    /// Their passkeys.
    pub passkeys: Vec<KeptPasskey>,
    /// Hashes of recovery codes not used yet.
    pub recovery: Vec<String>,
    /// Browsers they have signed in on before.
    pub browsers: Vec<Browser>,
    /// A link that lets them choose a password, once.
    pub invitation: Option<Invitation>,
    /// What a council's own sign-in calls them, once they have come that way.
    pub council: Option<String>,
}

impl Account {
    /// One that nothing has been proved with yet.
    pub fn new(staff: StaffId, handle: Uuid, opened: Timestamp) -> Self {
        Account {
            staff,
            handle,
            opened,
            last_in: None,
            authenticators: Vec::new(),
            passkeys: Vec::new(),
            recovery: Vec::new(),
            browsers: Vec::new(),
            invitation: None,
            council: None,
        }
    }

    /// Is there anything here that proves more than a password? Recovery codes alone do not count.
    pub fn has_second_factor(&self) -> bool {
        !self.authenticators.is_empty() || !self.passkeys.is_empty()
    }
}

/// An authenticator app.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Authenticator {
    /// What it is called.
    pub name: String,
    /// The secret it shares, in base 32.
    pub secret: String,
    /// The latest step whose code was used; it and earlier ones are refused.
    pub used: u64,
    /// Since when.
    pub added: Timestamp,
    /// Its secret is published: only a demonstration may hold one.
    pub published: bool,
}

/// A passkey.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct KeptPasskey {
    /// A name for it that stays the same.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The key itself, as the library keeps it.
    pub key: serde_json::Value,
    /// Since when.
    pub added: Timestamp,
}

/// A browser somebody has signed in on before.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Browser {
    /// The hash of what it shows.
    pub hash: String,
    /// Since when.
    pub since: Timestamp,
}

/// A link that lets somebody choose a password, once.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// The hash of its secret.
    pub hash: String,
    /// Until when.
    pub until: Timestamp,
}

/// What somebody was asked and has not answered yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Challenge {
    /// Its name: a hash of what the browser gives back.
    pub name: String,
    /// Until when.
    pub until: Timestamp,
    /// What must be known when the answer comes, as JSON.
    pub body: String,
}

/// What one person asked for and a second must agree to.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Its name.
    pub id: Uuid,
    /// What is to be done: `role`, `recover`.
    pub kind: String,
    /// To whose account.
    pub about: StaffId,
    /// What else must be known, as JSON.
    pub body: String,
    /// Who asked.
    pub asked_by: StaffId,
    /// When.
    pub asked: Timestamp,
    /// What came of it; none while it is open.
    pub settled: Option<Settled>,
}

/// What came of something asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Settled {
    /// Who settled it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// `agreed`, `refused`, `withdrawn`.
    pub outcome: String,
}

/// What administrators must know of. It names nobody.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// Its name: raising one of the same name again changes only its count.
    pub name: String,
    /// `account_tried`, `many_accounts_tried`, `address_tried`, `recovered`.
    pub kind: String,
    /// When it was first raised.
    pub raised: Timestamp,
    /// How many tries, or whatever it counts.
    pub count: u64,
    /// Who has seen to it, and when.
    pub seen: Option<(StaffId, Timestamp)>,
}

/// Decides what an account becomes, given what it is.
pub type ChangeAccount<'a> = &'a mut dyn FnMut(Option<Account>) -> Result<Account, StoreError>;
