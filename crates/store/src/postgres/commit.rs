//! The end of a write: confirmed, undone, or not known.

use super::{failed, named};
use crate::StoreError;
use postgres::Transaction;
use postgres::error::SqlState;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a commit may take, with a standby that has to answer. After it the write counts as not confirmed.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Commits. `changed` says whether the transaction changed anything; `warned` is set when the server warns; `tls`
/// encrypts what is said besides; `patience` is how long a standby is waited for.
///
/// A commit that waits for a standby and is told to stop is kept by this server and, as far as anybody knows, nowhere
/// else: PostgreSQL then warns and says that it committed. So a commit with any warning is not confirmed.
pub(super) fn commit(
    mut transaction: Transaction<'_>,
    changed: bool,
    warned: &AtomicBool,
    tls: &MakeRustlsConnect,
    patience: Duration,
) -> Result<(), StoreError> {
    if !changed {
        // What was asked for is there already, perhaps from a write that was never confirmed. A commit that wrote
        // nothing would not wait for the standby, so it writes a note that is nothing to anybody.
        transaction.execute("SELECT pg_logical_emit_message(true, 'goldthread', '')", &[]).map_err(failed)?;
    }
    warned.store(false, Ordering::SeqCst);
    let token = transaction.cancel_token();
    let (done, waiting) = mpsc::channel::<()>();
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                // The server then stops waiting for its standby, and warns.
                let _ = token.cancel_query(tls.clone());
            }
        });
        let answer = transaction.commit();
        drop(done);
        answer
    });
    match answer {
        Ok(()) if warned.load(Ordering::SeqCst) => Err(StoreError::NotConfirmed(
            "PostgreSQL committed it, and its standby has not said that it has it too".to_owned(),
        )),
        Ok(()) => Ok(()),
        Err(fault) => Err(unconfirmed(fault)),
    }
}

/// A failed commit: undone when the server says so, and otherwise not known.
pub(super) fn unconfirmed(fault: postgres::Error) -> StoreError {
    let said_no = fault.as_db_error().is_some_and(|said| {
        let code = said.code();
        // Shut down (57P..), broken off (08...) or itself not known (40003): the log may hold the commit all the same.
        !(code.code().starts_with("57P")
            || code.code().starts_with("08")
            || *code == SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN)
    });
    if said_no { failed(fault) } else { StoreError::NotConfirmed(named(&fault)) }
}
