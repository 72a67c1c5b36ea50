//! What the repository asks of a database: statements, batches, and people held still.

use crate::StoreError;
use crate::value::{Row, Value};
use std::borrow::Cow;

/// What a column of a batch holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A name of a person, record or draft.
    Uuid,
    /// JSON.
    Json,
    /// A day, given as text: `2026-06-04`.
    Date,
    /// A number, given as text.
    Number,
}

/// A batch of rows to add: where, which columns, and what to do with a row that is there already.
#[derive(Debug)]
pub struct Insert<'i> {
    /// The table.
    pub table: &'i str,
    /// Its columns, with what each holds.
    pub columns: &'i [(&'i str, Holds)],
    /// The `ON CONFLICT` clause, or nothing to fail.
    pub conflict: &'i str,
}

impl Insert<'_> {
    /// `INSERT INTO table (a, b)`.
    pub(crate) fn head(&self) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        format!("INSERT INTO {} ({})", self.table, columns.join(", "))
    }
}

/// A connection at work. Statements are the same text for every engine: `$1` for values, `UUIDS($1)` and `TEXTS($1)`
/// for a list given as [`Value::list`].
pub trait Conn {
    /// Rows of an answer.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Changes rows; how many were changed.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// Adds rows, in few statements. With `DO UPDATE` no row may be given twice.
    fn insert(&mut self, insert: &Insert<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError>;

    /// Runs a migration's text.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;

    /// From now on the engine numbers the rows of a table from here; never from a number that is taken.
    fn number_from(&mut self, table: &str, column: &str, next: i64) -> Result<(), StoreError>;

    /// Holds things still until the end of the transaction: nobody else who holds any of them runs meanwhile.
    fn hold(&mut self, things: &[String]) -> Result<(), StoreError>;

    /// Holds the end of the log until the end of the transaction: entries are appended by one at a time. It is held after
    /// everything else, so that nobody who holds it waits for anyone.
    fn hold_chain(&mut self) -> Result<(), StoreError>;

    /// Holds everything still until the end of the transaction.
    fn hold_all(&mut self) -> Result<(), StoreError>;
}

/// A database.
pub trait Engine: Send + Sync {
    /// Reads. The work may be done twice when a connection is found broken.
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError>;

    /// Reads everything as it was committed at one instant, however long the work takes; others write meanwhile.
    fn snapshot<T>(&self, work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError>;

    /// Writes in one transaction: kept when the work succeeds, undone when it fails or panics.
    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError>;

    /// The same for what must be on this server's disk and need not be on a standby's before it counts: entries of the
    /// log that keep no record, and that somebody signed in is still there.
    fn write_here<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.write(work)
    }

    /// How many statements have been executed; a batch counts once.
    fn statements(&self) -> u64;

    /// What whoever runs this should know of how records are kept, in words; none when all is well.
    fn concerns(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

/// Puts an engine's own words for each `UUIDS($1)` and `TEXTS($1)`: given what the list holds and its place, `$1`.
pub(crate) fn with_lists(sql: &str, words: impl Fn(Holds, &str) -> String) -> Cow<'_, str> {
    let mut sql = Cow::Borrowed(sql);
    for (name, holds) in [("UUIDS(", Holds::Uuid), ("TEXTS(", Holds::Text)] {
        while let Some((before, (list, after))) =
            sql.split_once(name).and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
        {
            sql = Cow::Owned(format!("{before}{}{after}", words(holds, list)));
        }
    }
    sql
}
