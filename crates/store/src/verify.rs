//! Checking the whole log, on as many cores as there are.

use crate::{Head, Store, StoreError, Wrong};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many entries one thread checks at a time.
const AT_A_TIME: u64 = 10_000;

/// What checking found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How many entries the log says it has.
    pub entries: u64,
    /// The first entry that is wrong.
    pub wrong: Option<Wrong>,
}

/// Checks every entry of the log, the records they keep, and that the log holds each of these heads.
///
/// Each stretch of the chain begins at the hash kept by the entry before it, which the thread of the stretch before
/// checks: together they check all of it. A log that cannot be read at all is wrong from its first entry.
pub fn verify(store: &dyn Store, heads: &[Head], threads: usize) -> Result<Verified, StoreError> {
    let end = match store.log_head() {
        Ok(end) => end.seq,
        Err(fault) => {
            return Ok(Verified {
                entries: 0,
                wrong: Some(Wrong { seq: 1, what: format!("it cannot be read: {fault}") }),
            });
        }
    };
    let (next, first) = (AtomicU64::new(0), Mutex::new(None::<Wrong>));
    let found = |wrong: Option<Wrong>| {
        let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
        *first = first.take().into_iter().chain(wrong).min_by_key(|wrong| wrong.seq);
        first.is_some()
    };
    let work = || {
        loop {
            let from = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            if from >= end {
                return;
            }
            let checked = store.check_log(from, end.min(from + AT_A_TIME));
            let unread = |fault: StoreError| Some(Wrong { seq: from + 1, what: format!("it cannot be read: {fault}") });
            // What comes after the first that is wrong need not be read.
            if found(checked.unwrap_or_else(unread)) {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(work);
        }
    });
    found(store.check_rest()?);
    // What the chain itself tells of explains every head from there on.
    let broken = first.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(u64::MAX, |wrong| wrong.seq);
    let mut before = 0;
    for head in heads.iter().filter(|head| head.seq < broken) {
        if head.seq > 0 && !holds(store, head)? {
            let what = if head.seq > end {
                found(Some(Wrong { seq: end + 1, what: gone(head.seq) }));
                continue;
            } else {
                "the log was written again: this entry or one after it is not as the witness knows it"
            };
            found(Some(Wrong { seq: before + 1, what: format!("{what} (head at entry {})", head.seq) }));
            break;
        }
        before = head.seq;
    }
    let wrong = first.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Verified { entries: end, wrong })
}

fn gone(seq: u64) -> String {
    format!("it is missing: the witness knows the log up to entry {seq}, so its end was cut or an old copy put back")
}

/// Is the log as it was when this head was signed?
fn holds(store: &dyn Store, head: &Head) -> Result<bool, StoreError> {
    Ok(store.log_after(head.seq - 1, 1)?.first().is_some_and(|at| at.seq == head.seq && at.hash == head.hash))
}
