//! A few connections, lent one at a time.

use crate::StoreError;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Connections that wait to be used, and how many exist.
pub(crate) struct Pool<C> {
    state: Mutex<State<C>>,
    freed: Condvar,
    most: usize,
}

struct State<C> {
    idle: Vec<C>,
    made: usize,
}

impl<C> Pool<C> {
    /// A pool of at most `most` connections, made when they are first needed.
    pub fn new(most: usize) -> Self {
        Pool { state: Mutex::new(State { idle: Vec::new(), made: 0 }), freed: Condvar::new(), most: most.max(1) }
    }

    /// Works with a connection, made by `connect` when none is idle and there may be more; otherwise waits for one.
    /// A connection whose user panicked is let go.
    pub fn with<T>(
        &self,
        connect: impl FnOnce() -> Result<C, StoreError>,
        work: impl FnOnce(&mut C) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.take();
        let place = Place { pool: self, given_back: None };
        let mut connection = match idle {
            Some(connection) => connection,
            None => connect()?,
        };
        let answer = work(&mut connection);
        place.give_back(connection);
        answer
    }

    /// An idle connection, or none when one may be made.
    fn take(&self) -> Option<C> {
        let mut state = self.lock();
        loop {
            if let Some(connection) = state.idle.pop() {
                return Some(connection);
            }
            if state.made < self.most {
                state.made += 1;
                return None;
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a connection in use: free again when dropped, with the connection when it was given back.
struct Place<'p, C> {
    pool: &'p Pool<C>,
    given_back: Option<C>,
}

impl<C> Place<'_, C> {
    fn give_back(mut self, connection: C) {
        self.given_back = Some(connection);
    }
}

impl<C> Drop for Place<'_, C> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        match self.given_back.take() {
            Some(connection) => state.idle.push(connection),
            None => state.made -= 1,
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;
    use crate::StoreError;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn a_place_is_free_again_after_a_fault_and_after_a_panic() {
        let pool: Pool<u8> = Pool::new(1);
        let fault = || Err(StoreError::Engine("unreachable".to_owned()));
        assert_eq!(pool.with(fault, |one| Ok(*one)), fault());
        assert_eq!(pool.with(|| Ok(1), |_| Err::<(), _>(StoreError::NoSuchDraft)), Err(StoreError::NoSuchDraft));
        assert_eq!(pool.with(|| Ok(2), |one| Ok(*one)), Ok(1), "the idle one is used again");
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            pool.with(|| Ok(3), |_| -> Result<(), StoreError> { std::panic::resume_unwind(Box::new("as planned")) })
        }));
        assert!(panicked.is_err());
        assert_eq!(pool.with(|| Ok(4), |one| Ok(*one)), Ok(4), "the panicked one is let go");
    }
}
