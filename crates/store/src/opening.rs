//! Opening records wherever they are kept.

use crate::archive::{self, Counts};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::{MemoryStore, PostgresStore, SqliteStore, Store, StoreError};
use std::path::Path;

/// Opens records by their address: `memory:`, `sqlite:PATH` or a path ending in `.db`, or `postgres://...`.
///
/// Tables are made or brought up to date. PostgreSQL takes its schema from the address:
/// `postgres://user@host/db?options=-csearch_path%3Dcouncil`.
pub fn open(url: &str) -> Result<Box<dyn Store>, StoreError> {
    open_knowing(url, Promoted::Unknown)
}

/// What this program knows, before it asks, of which PostgreSQL server was last promoted: one that was replaced before it
/// started is refused.
#[derive(Clone, Copy, Debug)]
pub enum Promoted<'f> {
    /// Nothing.
    Unknown,
    /// What this file says, if it is there. Nothing is written to it: this may be another database than the file is about.
    Read(&'f Path),
    /// What this file says, and whatever is seen is written to it.
    Kept(&'f Path),
}

/// The same as [`open`], with what is known of PostgreSQL servers.
pub fn open_knowing(url: &str, promoted: Promoted<'_>) -> Result<Box<dyn Store>, StoreError> {
    if url == "memory:" {
        return Ok(Box::new(MemoryStore::default()));
    }
    if let Some(path) = url.strip_prefix("sqlite:") {
        return Ok(Box::new(SqliteStore::open(path)?));
    }
    if std::path::Path::new(url).extension().is_some_and(|end| end == "db") {
        return Ok(Box::new(SqliteStore::open(url)?));
    }
    if ["postgres://", "postgresql://"].iter().any(|start| url.starts_with(start)) {
        return Ok(Box::new(PostgresStore::open_knowing(url, promoted)?));
    }
    Err(StoreError::Engine(
        "records are kept at `memory:`, `sqlite:PATH`, a path ending in .db, or `postgres://...`".to_owned(),
    ))
}

/// Reads everything written by [`Store::archive`] into an empty place: a SQLite file that is not there yet, or a
/// PostgreSQL schema with no records. All of it, or none; each count and digest is checked.
pub fn restore(url: &str, from: &mut dyn std::io::BufRead) -> Result<Counts, StoreError> {
    if ["postgres://", "postgresql://"].iter().any(|start| url.starts_with(start)) {
        return archive::restore(&Postgres::reach(url)?, from);
    }
    archive::restore(&Sqlite::reach(url.strip_prefix("sqlite:").unwrap_or(url))?, from)
}
