//! Records in PostgreSQL, for many nodes over one database.
//!
//! People, drafts and claims are held still by advisory locks that end with the transaction, taken in one order so that
//! two writers never wait for each other. Calls block: from asynchronous code, call on a blocking thread.

mod connection;
mod values;

use crate::StoreError;
use crate::engine::{Conn, Engine};
use crate::migration::migrate;
use crate::pool::Pool;
use crate::sql::SqlStore;
use connection::{Connected, Working};
use postgres::error::SqlState;
use postgres::{Config, IsolationLevel, NoTls};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Records in PostgreSQL.
pub type PostgresStore = SqlStore<Postgres>;

/// How many connections one node opens at most.
const CONNECTIONS: usize = 16;

/// How soon a connection answers that is not broken.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// A PostgreSQL database.
pub struct Postgres {
    config: Config,
    pool: Pool<Connected>,
    statements: AtomicU64,
}

impl Postgres {
    /// Connects by address, `postgres://user@host:port/database`, and brings the tables up to date.
    ///
    /// They are made in the first schema of the search path, which the address may name:
    /// `?options=-csearch_path%3Dcouncil`. The connection is not encrypted.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let engine = Postgres::reach(url)?;
        migrate(&engine)?;
        Ok(engine)
    }

    /// Connects, and leaves the tables as they are.
    pub(crate) fn reach(url: &str) -> Result<Self, StoreError> {
        // The address may hold a password: its fault is not quoted.
        let mut config: Config = url
            .parse()
            .map_err(|_| StoreError::Engine("the address of the PostgreSQL database cannot be read".to_owned()))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        Ok(Postgres { config, pool: Pool::new(CONNECTIONS), statements: AtomicU64::new(0) })
    }

    fn connect(&self) -> Result<Connected, StoreError> {
        let mut client = self.config.connect(NoTls).map_err(failed)?;
        // An acknowledged write must survive the server: never commit without waiting for the log. A stronger setting,
        // such as waiting for a standby to apply, is left alone.
        client
            .batch_execute(
                "SELECT set_config('synchronous_commit', 'on', false) \
                 WHERE current_setting('synchronous_commit') = 'off'; SET client_min_messages = warning",
            )
            .map_err(failed)?;
        Ok(Connected::new(client))
    }
}

impl PostgresStore {
    /// Opens records kept in PostgreSQL: see [`Postgres::open`].
    pub fn open(url: &str) -> Result<Self, StoreError> {
        Ok(SqlStore::new(Postgres::open(url)?))
    }
}

impl Engine for Postgres {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.pool.with(
            || self.connect(),
            |Connected { client, prepared }| {
                let answer = work(&mut Working { client, prepared, statements: &self.statements });
                if answer.is_ok() || client.is_valid(ANSWERS_WITHIN).is_ok() {
                    return answer;
                }
                // It broke, now or while it was idle: once more on a new one.
                let fresh = self.connect()?;
                (*client, *prepared) = (fresh.client, fresh.prepared);
                work(&mut Working { client, prepared, statements: &self.statements })
            },
        )
    }

    fn snapshot<T>(&self, mut work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let Connected { mut client, mut prepared } = self.connect()?;
        let start = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start();
        let mut reading = start.map_err(failed)?;
        work(&mut Working { client: &mut reading, prepared: &mut prepared, statements: &self.statements })
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.pool.with(
            || self.connect(),
            |connected| {
                // Nothing has been asked yet, so a connection broken while it was idle can be replaced.
                if connected.client.is_valid(ANSWERS_WITHIN).is_err() {
                    *connected = self.connect()?;
                }
                let Connected { client, prepared } = connected;
                let start = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).start();
                let mut transaction = start.map_err(failed)?;
                // Dropped without a commit, by a fault or a panic, the transaction is undone.
                let answer = work(&mut Working { client: &mut transaction, prepared, statements: &self.statements })?;
                transaction.commit().map_err(unconfirmed)?;
                Ok(answer)
            },
        )
    }

    fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

/// What failed, by its code and the constraint or table it names; the server's own words may quote what was written.
fn failed(fault: postgres::Error) -> StoreError {
    StoreError::Engine(named(&fault))
}

/// A failed commit: undone when the server says so, and otherwise not known.
fn unconfirmed(fault: postgres::Error) -> StoreError {
    let said_no = fault.as_db_error().is_some_and(|said| {
        let code = said.code();
        // Shut down (57P..), broken off (08...) or itself not known (40003): the log may hold the commit all the same.
        !(code.code().starts_with("57P")
            || code.code().starts_with("08")
            || *code == SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN)
    });
    if said_no { failed(fault) } else { StoreError::NotConfirmed(named(&fault)) }
}

fn named(fault: &postgres::Error) -> String {
    match fault.as_db_error() {
        Some(said) => {
            let part = said.constraint().or(said.table()).map(|part| format!(" at {part}")).unwrap_or_default();
            format!("PostgreSQL {}{part}", said.code().code())
        }
        None if fault.is_closed() => "the connection to PostgreSQL is closed".to_owned(),
        None => "PostgreSQL could not be reached, or its answer could not be read".to_owned(),
    }
}
