//! A database on which entries of the log are worked out and not kept: what waiting for the disk adds to a page.

use store::StoreError;
use store::engine::{Conn, Engine};
use store::sqlite::Sqlite;

/// Undoes whatever needs only this server's disk, which while pages are read is their entries in the log.
pub struct Unkept(pub Sqlite);

impl Engine for Unkept {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.0.read(work)
    }

    fn snapshot<T>(&self, work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.0.snapshot(work)
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.0.write(work)
    }

    fn write_here<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut done = None;
        let undone = self.0.write(|conn| {
            done = Some(work(conn)?);
            Err::<T, _>(StoreError::Engine("undone on purpose".to_owned()))
        });
        done.map_or(undone, Ok)
    }

    fn statements(&self) -> u64 {
        self.0.statements()
    }
}
