//! Records in PostgreSQL, for many nodes over one database.
//!
//! People, drafts and claims are held still by advisory locks that end with the transaction, taken in one order so that
//! two writers never wait for each other. Calls block: from asynchronous code, call on a blocking thread.

mod commit;
mod connection;
mod seen;
mod servers;
mod standby;
mod tls;
mod values;

use crate::engine::{Conn, Engine};
use crate::migration::migrate;
use crate::pool::Pool;
use crate::sql::SqlStore;
use crate::{Promoted, StoreError};
use commit::{PATIENCE, commit, unconfirmed};
use connection::Working;
use postgres::error::SqlState;
use postgres::{IsolationLevel, Transaction};
use seen::Seen;
use servers::{Connected, Servers};
use standby::Standby;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Records in PostgreSQL.
pub type PostgresStore = SqlStore<Postgres>;

/// How many connections one node opens at most.
const CONNECTIONS: usize = 16;

/// How soon a connection answers that is not broken.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// A PostgreSQL database: one server, or several of which one takes writes.
pub struct Postgres {
    servers: Arc<Servers>,
    standby: Standby,
    pool: Pool<Connected>,
    statements: AtomicU64,
}

impl Postgres {
    /// Connects by address, `postgres://user@host:port/database`, and brings the tables up to date.
    ///
    /// They are made in the first schema of the search path, which the address may name:
    /// `?options=-csearch_path%3Dcouncil`. The address may name several servers, `user@one:5432,two:5432`: the one that
    /// takes writes is used, and after a failover the one that was promoted. The connection to another machine is
    /// encrypted and its certificate proved: `sslrootcert=FILE` names whom to trust, `sslmode=disable` takes it away.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        Postgres::open_knowing(url, Promoted::Unknown)
    }

    /// The same, with what is known of which server was last promoted.
    fn open_knowing(url: &str, promoted: Promoted<'_>) -> Result<Self, StoreError> {
        let seen = match promoted {
            Promoted::Unknown => Seen::default(),
            Promoted::Read(file) => Seen::read(file)?.and_writes_nothing(),
            Promoted::Kept(file) => Seen::read(file)?,
        };
        let engine = Postgres::remembering(url, seen)?;
        migrate(&engine)?;
        Ok(engine)
    }

    /// Connects, and leaves the tables as they are.
    pub(crate) fn reach(url: &str) -> Result<Self, StoreError> {
        Postgres::remembering(url, Seen::default())
    }

    fn remembering(url: &str, seen: Seen) -> Result<Self, StoreError> {
        Ok(Postgres {
            servers: Servers::of(url, seen)?,
            standby: Standby::default(),
            pool: Pool::new(CONNECTIONS),
            statements: AtomicU64::new(0),
        })
    }

    /// Writes in one transaction, and commits it as told: given the transaction, whether it changed anything, and where
    /// the server's warnings are noted and what encrypts a second connection.
    fn written<T>(
        &self,
        work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>,
        end: impl FnOnce(Transaction<'_>, bool, &AtomicBool, &MakeRustlsConnect) -> Result<(), StoreError>,
    ) -> Result<T, StoreError> {
        self.pool.with(
            || self.servers.connect(),
            |connected| {
                // Nothing has been asked yet, so a connection broken while it was idle can be replaced.
                if !self.servers.trusts(connected) || connected.client.is_valid(ANSWERS_WITHIN).is_err() {
                    *connected = self.servers.connect()?;
                }
                let Connected { client, prepared, warned, tls, .. } = connected;
                let start = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).start();
                let mut transaction = start.map_err(failed)?;
                let statements = &self.statements;
                let mut working = Working { client: &mut transaction, prepared, statements, changed: false };
                // Dropped without a commit, by a fault or a panic, the transaction is undone.
                let answer = work(&mut working)?;
                let changed = working.changed;
                end(transaction, changed, warned, tls)?;
                Ok(answer)
            },
        )
    }
}

impl PostgresStore {
    /// Opens records kept in PostgreSQL: see [`Postgres::open`].
    pub fn open(url: &str) -> Result<Self, StoreError> {
        PostgresStore::open_knowing(url, Promoted::Unknown)
    }

    /// The same, with what is known of which server was last promoted.
    pub fn open_knowing(url: &str, promoted: Promoted<'_>) -> Result<Self, StoreError> {
        Ok(SqlStore::new(Postgres::open_knowing(url, promoted)?))
    }
}

impl Engine for Postgres {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.pool.with(
            || self.servers.connect(),
            |connected| {
                if self.servers.trusts(connected) {
                    let answer = work(&mut Working::new(connected, &self.statements));
                    let sound = answer.is_ok() || connected.client.is_valid(ANSWERS_WITHIN).is_ok();
                    // It may have waited until the server came back, which was replaced meanwhile.
                    if sound && self.servers.trusts(connected) {
                        return answer;
                    }
                }
                // It broke or was replaced, now or while it was idle: once more on a new one.
                *connected = self.servers.connect()?;
                work(&mut Working::new(connected, &self.statements))
            },
        )
    }

    fn snapshot<T>(&self, mut work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let Connected { mut client, mut prepared, .. } = self.servers.connect()?;
        let start = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start();
        let mut reading = start.map_err(failed)?;
        // What is read is written out between two questions, on a disk that may be slow.
        reading.batch_execute("SET LOCAL idle_in_transaction_session_timeout = 0").map_err(failed)?;
        work(&mut Working {
            client: &mut reading,
            prepared: &mut prepared,
            statements: &self.statements,
            changed: false,
        })
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.standby.answers(&self.servers)?;
        self.written(work, |transaction, changed, warned, tls| {
            // Whoever waited behind a commit that was not confirmed does not wait as long again.
            self.standby.is_there()?;
            let done = commit(transaction, changed, warned, tls, PATIENCE);
            if matches!(done, Err(StoreError::NotConfirmed(_))) {
                self.standby.away();
                self.servers.doubt();
            }
            done
        })
    }

    fn write_here<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.written(work, |mut transaction, _, _, _| {
            transaction.batch_execute("SET LOCAL synchronous_commit = local").map_err(failed)?;
            transaction.commit().map_err(unconfirmed)
        })
    }

    fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    fn concerns(&self) -> Result<Vec<String>, StoreError> {
        if !self.servers.are_several() {
            return Ok(Vec::new());
        }
        let names = self.read(|conn| {
            let rows = conn.query("SELECT current_setting('synchronous_standby_names')", &[])?;
            rows.first().map_or_else(|| Ok(String::new()), |row| row.text(0))
        })?;
        let alone = "The address of the database names several servers, but the primary waits for none of them \
                     (synchronous_standby_names is empty): what is saved is on one server alone, and is lost with it.";
        Ok(if names.trim().is_empty() { vec![alone.to_owned()] } else { Vec::new() })
    }
}

/// How the library says that encryption could not begin; it has no other way.
const NOT_ENCRYPTED: &str = "error performing TLS handshake";

/// What failed, by its code and the constraint or table it names; the server's own words may quote what was written.
fn failed(fault: postgres::Error) -> StoreError {
    if fault.code() == Some(&SqlState::DISK_FULL) {
        return StoreError::NoRoom;
    }
    StoreError::Engine(named(&fault))
}

/// The codes that are the doing of whoever set the server up, in words.
fn in_words(code: &SqlState) -> Option<&'static str> {
    match code.code() {
        "28P01" => Some("the password is wrong"),
        "28000" => Some("pg_hba.conf does not let this role in from here, or only encrypted"),
        "3D000" => Some("there is no such database"),
        "42501" => Some("this role may not do that"),
        _ => None,
    }
}

fn named(fault: &postgres::Error) -> String {
    match fault.as_db_error() {
        Some(said) => {
            let part = said.constraint().or(said.table()).map(|part| format!(" at {part}")).unwrap_or_default();
            let words = in_words(said.code()).map(|words| format!(" ({words})")).unwrap_or_default();
            format!("PostgreSQL {}{words}{part}", said.code().code())
        }
        None if fault.to_string() == NOT_ENCRYPTED => {
            let why = std::error::Error::source(fault).map(ToString::to_string).unwrap_or_default();
            format!("no encrypted connection to PostgreSQL: {why}")
        }
        None if fault.is_closed() => "the connection to PostgreSQL is closed".to_owned(),
        None => "PostgreSQL could not be reached, or its answer could not be read".to_owned(),
    }
}
