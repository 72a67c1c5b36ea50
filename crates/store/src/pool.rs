//! A few connections, lent one at a time.

use crate::StoreError;
use std::ops::{Deref, DerefMut};
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

    /// Borrows a connection, made by `connect` when there is none idle and there may be more; otherwise waits.
    pub fn borrow(&self, connect: impl FnOnce() -> Result<C, StoreError>) -> Result<Lent<'_, C>, StoreError> {
        let mut state = self.lock();
        loop {
            if let Some(connection) = state.idle.pop() {
                return Ok(Lent { pool: self, connection: Some(connection), broken: false });
            }
            if state.made < self.most {
                state.made += 1;
                drop(state);
                let mut place = Lent { pool: self, connection: None, broken: true };
                place.connection = Some(connect()?);
                place.broken = false;
                return Ok(place);
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on loan: it goes back when dropped, unless it is broken or its user panicked.
pub(crate) struct Lent<'p, C> {
    pool: &'p Pool<C>,
    connection: Option<C>,
    broken: bool,
}

impl<C> Lent<'_, C> {
    /// Lets the connection go instead of giving it back.
    pub fn discard(&mut self) {
        self.broken = true;
    }
}

impl<C> Deref for Lent<'_, C> {
    type Target = C;
    fn deref(&self) -> &C {
        self.connection.as_ref().expect("a loan holds its connection until it is dropped")
    }
}

impl<C> DerefMut for Lent<'_, C> {
    fn deref_mut(&mut self) -> &mut C {
        self.connection.as_mut().expect("a loan holds its connection until it is dropped")
    }
}

impl<C> Drop for Lent<'_, C> {
    fn drop(&mut self) {
        let connection = self.connection.take().filter(|_| !self.broken && !std::thread::panicking());
        let mut state = self.pool.lock();
        match connection {
            Some(connection) => state.idle.push(connection),
            None => state.made -= 1,
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}
