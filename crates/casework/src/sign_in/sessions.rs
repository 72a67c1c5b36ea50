//! Where somebody is signed in, and signing out of all of it.

use crate::sign_in::Present;
use crate::{Casework, Done, Problem};
use jiff::Timestamp;
use practice::ids::StaffId;

/// One place where somebody is signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// A name for it, not its token.
    pub id: String,
    /// The browser, in a few words.
    pub device: String,
    /// Since when.
    pub opened: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// It is the one that asks.
    pub here: bool,
}

/// So much of a hash names a session.
const NAME: usize = 16;

impl Casework {
    /// Where somebody is signed in.
    pub fn my_sessions(&self, present: &Present) -> Done<Vec<Place>> {
        self.places(&present.actor.staff, &present.session)
    }

    pub(crate) fn places(&self, staff: &StaffId, here: &str) -> Done<Vec<Place>> {
        let sessions = self.store().sessions_of(staff)?;
        let place = |session: &store::Session| Place {
            id: session.token_hash.chars().take(NAME).collect(),
            device: session.device.clone(),
            opened: session.opened,
            seen: session.seen,
            here: session.token_hash == here,
        };
        let open = |session: &&store::Session| session.proved.is_some() && !self.is_over(session);
        Ok(sessions.iter().filter(open).map(place).collect())
    }

    /// Ends one of one's own sessions.
    pub fn end_my_session(&self, present: &Present, id: &str) -> Done<()> {
        let sessions = self.store().sessions_of(&present.actor.staff)?;
        let named = |session: &&store::Session| id.len() == NAME && session.token_hash.starts_with(id);
        let session = sessions.iter().find(named).ok_or(Problem::NotFound)?;
        self.store().end_session(&session.token_hash)?;
        self.event(&present.actor.staff, "session_ended")
    }

    /// Signs out everywhere else; how many sessions that ended.
    pub fn sign_out_elsewhere(&self, present: &Present) -> Done<u64> {
        let ended = self.store().end_sessions(&present.actor.staff, Some(&present.session))?;
        self.event(&present.actor.staff, "signed_out_elsewhere")?;
        Ok(ended)
    }

    /// Signs out everywhere, here too, and forgets every browser.
    pub fn sign_out_everywhere(&self, present: &Present) -> Done<u64> {
        let ended = self.store().end_sessions(&present.actor.staff, None)?;
        self.event(&present.actor.staff, "signed_out_everywhere")?;
        Ok(ended)
    }
}
