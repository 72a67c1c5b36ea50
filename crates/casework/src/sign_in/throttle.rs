//! Tries are counted by account and by address, for a quarter of an hour at a time, in the store: a restart forgets
//! nothing, and every process counts the same.
//!
//! A stranger gets twenty tries at an account in a quarter of an hour, so at most a hundred in any hour: an hour touches
//! five quarters. Somebody on a browser they have signed in on before is counted by that browser alone, and a passkey
//! is not counted at all: no stranger can lock them out.

use crate::{Casework, Done};
use identity::secret;
use practice::ids::StaffId;
use store::{Alert, Outcome};

/// Seconds in a slot.
const SLOT: i64 = 15 * 60;
/// Wrong tries at an account, or from one known browser, in a slot.
pub const BY_ACCOUNT: u64 = 20;
/// Wrong tries from an address in a slot: a whole council may share one.
pub const BY_ADDRESS: u64 = 300;
/// So many accounts tried wrongly in a slot are noticed.
pub const ACCOUNTS: u64 = 30;

/// May a try be looked at?
pub(super) enum Tried {
    /// It may.
    Go(Try),
    /// It may not, for so many minutes.
    TooMany(i64),
}

/// One try, and how many there were.
pub(super) struct Try {
    names: Vec<String>,
    slot: i64,
    counts: Vec<u64>,
}

/// Under what a try at a password is counted.
pub(super) fn names(id: &StaffId, known_browser: Option<&str>, address: &str) -> Vec<String> {
    match known_browser {
        Some(browser) => vec![format!("browser {}", secret::hash(browser))],
        None => vec![format!("account {}", secret::hash(&id.0)), format!("address {}", secret::hash(address))],
    }
}

/// Under what a try at a code is counted: whoever has the password of somebody cannot keep them out of the browser they
/// always use, nor out of a session that is open.
pub(super) fn code_names(id: &StaffId, known_browser: Option<&str>) -> Vec<String> {
    match known_browser {
        Some(browser) => vec![format!("code-on-browser {}", secret::hash(browser))],
        None => vec![format!("code {}", secret::hash(&id.0))],
    }
}

/// Under what a try at a code in an open session is counted.
pub(super) fn session_names(session: &str) -> Vec<String> {
    vec![format!("code-in-session {session}")]
}

fn limit(name: &str) -> u64 {
    if name.starts_with("address") { BY_ADDRESS } else { BY_ACCOUNT }
}

impl Casework {
    /// Counts a try before it is looked at.
    pub(super) fn try_once(&self, names: &[String]) -> Done<Tried> {
        let second = self.now().as_second();
        let slot = second.div_euclid(SLOT);
        let counts = self.store().count_tries(names, slot, 1)?;
        let over = names.iter().zip(&counts).any(|(name, count)| *count > limit(name));
        if over {
            return Ok(Tried::TooMany((SLOT - second.rem_euclid(SLOT) + 59) / 60));
        }
        Ok(Tried::Go(Try { names: names.to_vec(), slot, counts }))
    }

    /// It was right: it does not count.
    pub(super) fn tried_well(&self, tried: &Try) -> Done<()> {
        self.store().count_tries(&tried.names, tried.slot, -1)?;
        Ok(())
    }

    /// It was wrong: administrators hear of it when there are many.
    pub(super) fn tried_wrongly(&self, tried: &Try) -> Done<()> {
        for (name, count) in tried.names.iter().zip(&tried.counts) {
            if *count == limit(name) {
                let kind = name.split(' ').next().unwrap_or_default();
                self.alert(&format!("{kind}_tried"), &tried.slot.to_string(), *count)?;
            }
        }
        // Asked always, so that a first wrong try takes as long as a later one.
        let first = i64::from(tried.counts.first() == Some(&1));
        let accounts = self.store().count_tries(&["accounts".to_owned()], tried.slot, first)?;
        let accounts = accounts.first().copied().unwrap_or(0);
        if accounts >= ACCOUNTS && first > 0 && (accounts == ACCOUNTS || accounts.is_multiple_of(100)) {
            self.alert("many_accounts_tried", &tried.slot.to_string(), accounts)?;
        }
        Ok(())
    }

    /// Raises an alert that administrators see. It names nobody.
    pub(crate) fn alert(&self, kind: &str, which: &str, count: u64) -> Done<()> {
        let name = format!("{kind} {which}");
        Ok(self.store().raise_alert(&Alert { name, kind: kind.to_owned(), raised: self.now(), count, seen: None })?)
    }

    /// Notes what somebody did with an account.
    pub(crate) fn event(&self, by: &StaffId, action: &str) -> Done<()> {
        self.signed(Some(by), action, Outcome::Done, "")
    }
}
