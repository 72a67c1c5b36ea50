//! A standby that does not answer.
//!
//! A commit that waits for the standby holds what it locked, the end of the log among it, and whoever needs that waits
//! too. So once a commit was not confirmed, no other begins before the standby has answered to a note that is nothing to
//! anybody: writes say at once that they are not confirmed, and keep nothing. Reading goes on.

use super::commit::commit;
use super::failed;
use super::servers::{Connected, Servers};
use crate::StoreError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, TryLockError};
use std::time::Duration;

/// How long the standby may take to answer to a note.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether commits are confirmed.
#[derive(Default)]
pub(super) struct Standby {
    away: AtomicBool,
    /// Held by the one who asks whether it is back.
    asking: Mutex<()>,
}

impl Standby {
    /// A commit was not confirmed.
    pub fn away(&self) {
        self.away.store(true, Ordering::SeqCst);
    }

    /// Is it there, as far as anybody knows? Otherwise what was about to be kept is not.
    pub fn is_there(&self) -> Result<(), StoreError> {
        if self.away.load(Ordering::SeqCst) {
            return Err(StoreError::NotConfirmed("the standby does not answer, so nothing was kept".to_owned()));
        }
        Ok(())
    }

    /// The same; when it was away, it is asked again. One writer asks, and the others are told that it is away.
    pub fn answers(&self, servers: &Servers) -> Result<(), StoreError> {
        let asking = match self.asking.try_lock() {
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Poisoned(held)) => Some(held.into_inner()),
            Ok(held) => Some(held),
        };
        if self.away.load(Ordering::SeqCst) && asking.is_some() {
            match ask(servers) {
                Ok(()) => self.away.store(false, Ordering::SeqCst),
                Err(_) => servers.look_again(),
            }
        }
        self.is_there()
    }
}

/// Sends a note that is nothing to anybody, and waits until the standby has it.
fn ask(servers: &Servers) -> Result<(), StoreError> {
    let Connected { mut client, warned, tls, .. } = servers.connect()?;
    commit(client.transaction().map_err(failed)?, false, &warned, &tls, PATIENCE)
}
