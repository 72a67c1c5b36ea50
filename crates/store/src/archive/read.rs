//! Reading everything back into an engine that is empty: all of it, or none.

use super::tables::Table;
use super::{Counts, FORMAT, Line, broken, hex};
use crate::StoreError;
use crate::engine::{Conn, Engine, Holds, Insert};
use crate::migration;
use crate::value::Value;
use sha2::{Digest, Sha256};
use std::io::BufRead;

/// How many rows are added at a time.
const AT_A_TIME: usize = 1_000;

/// No line of a backup is longer; a record's words are far shorter.
const LONGEST: usize = 64 * 1024 * 1024;

/// Reads a stream written by [`super::archive`] into an engine with no tables yet, and brings them up to date.
///
/// Everything is checked before any of it is kept: each table's count and digest, and those of the whole. What follows
/// the last line is left unread.
pub fn restore(engine: &impl Engine, from: &mut dyn BufRead) -> Result<Counts, StoreError> {
    let mut lines = Lines { from, whole: Sha256::new(), text: String::new(), number: 0 };
    let (tables, made) = match lines.say()? {
        Line::Goldthread { format: FORMAT, tables, made } => (tables, made),
        Line::Goldthread { format, .. } => {
            return Err(broken(format_args!("it is laid out in a way (format {format}) this version does not know")));
        }
        _ => return Err(broken("it does not begin as a backup does")),
    };
    if tables > migration::known() {
        return Err(broken("it was made by a newer version of the program: restore it with that one"));
    }
    migration::migrate_to(engine, tables)?;
    let counts = engine.write(|conn| {
        empty(conn, tables)?;
        let mut counts = Counts { made, ..Counts::default() };
        let mut expected = migration::tables(tables).into_iter();
        loop {
            let so_far = hex(lines.whole.clone());
            match lines.say()? {
                Line::Table { name, columns } => {
                    let table = expected.next().filter(|table| table.name == name);
                    let table = table.ok_or_else(|| broken(format_args!("the table {name} is not expected here")))?;
                    if table.columns.iter().map(|(name, _)| name).ne(&columns) {
                        return Err(broken(format_args!("the table {name} has other columns than its version has")));
                    }
                    let rows = read_table(conn, &table, &mut lines)?;
                    counts.tables += 1;
                    counts.rows += rows;
                    if name == "revision" {
                        counts.revisions = rows;
                    }
                }
                Line::End { tables, rows, sha256 } => {
                    if expected.next().is_some() || (tables, rows) != (counts.tables, counts.rows) {
                        return Err(broken("it holds fewer or more rows than it says at its end"));
                    }
                    if sha256 != so_far {
                        return Err(broken("its digest is not the one it says at its end"));
                    }
                    counts.sha256 = sha256;
                    return Ok(counts);
                }
                _ => return Err(broken(format_args!("line {} is not expected there", lines.number))),
            }
        }
    })?;
    migration::migrate(engine)?;
    Ok(counts)
}

/// Takes out the rows that the migrations put in; refuses when anything else is kept.
fn empty(conn: &mut dyn Conn, number: i64) -> Result<(), StoreError> {
    let tables = migration::tables(number);
    for name in ["revision", "draft", "staff"] {
        if !conn.query(&format!("SELECT 1 FROM {name} LIMIT 1"), &[])?.is_empty() {
            return Err(StoreError::Refused(
                "a backup is restored into a place that is empty; there are records here already".to_owned(),
            ));
        }
    }
    for table in tables.iter().rev() {
        conn.run(&format!("DELETE FROM {}", table.name), &[])?;
    }
    Ok(())
}

struct Lines<'f> {
    from: &'f mut dyn BufRead,
    whole: Sha256,
    text: String,
    number: u64,
}

impl Lines<'_> {
    /// The next line, without its end.
    fn next(&mut self) -> Result<&str, StoreError> {
        self.text.clear();
        let mut limited = std::io::Read::take(&mut *self.from, LONGEST as u64);
        limited.read_line(&mut self.text).map_err(|fault| broken(format_args!("it cannot be read: {fault}")))?;
        self.number += 1;
        if !self.text.ends_with('\n') {
            return Err(broken(format_args!("it breaks off at line {}", self.number)));
        }
        self.whole.update(&self.text);
        Ok(self.text.trim_end_matches('\n'))
    }

    fn say(&mut self) -> Result<Line, StoreError> {
        let line = serde_json::from_str(self.next()?);
        line.map_err(|_| broken(format_args!("line {} cannot be understood", self.number)))
    }
}

fn read_table(conn: &mut dyn Conn, table: &Table, lines: &mut Lines<'_>) -> Result<u64, StoreError> {
    let columns: Vec<(&str, Holds)> = table.columns.iter().map(|(name, holds)| (name.as_str(), *holds)).collect();
    let insert = Insert { table: &table.name, columns: &columns, conflict: "" };
    let (mut count, mut highest, mut digest) = (0, 0, Sha256::new());
    let mut rows = Vec::with_capacity(AT_A_TIME);
    loop {
        let text = lines.next()?;
        if !text.starts_with('[') {
            let end = serde_json::from_str(text).map_err(|_| broken("a table does not end as it should"))?;
            conn.insert(&insert, std::mem::take(&mut rows))?;
            let Line::Rows { count: said, sha256 } = end else {
                return Err(broken(format_args!("the table {} does not end", table.name)));
            };
            if said != count || sha256 != hex(digest) {
                return Err(broken(format_args!("the rows of {} are not the ones it was made with", table.name)));
            }
            if let Some(column) = &table.sequence {
                conn.number_from(&table.name, column, highest + 1)?;
            }
            return Ok(count);
        }
        digest.update(text);
        digest.update("\n");
        let row = row(text, &columns).ok_or_else(|| broken(format_args!("a row of {} cannot be read", table.name)))?;
        if let Some(place) = table.columns.iter().position(|(name, _)| Some(name) == table.sequence.as_ref())
            && let Some(Value::Int(number)) = row.get(place)
        {
            highest = highest.max(*number);
        }
        rows.push(row);
        count += 1;
        if rows.len() == AT_A_TIME {
            conn.insert(&insert, std::mem::take(&mut rows))?;
        }
    }
}

fn row(text: &str, columns: &[(&str, Holds)]) -> Option<Vec<Value>> {
    let values: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
    if values.len() != columns.len() {
        return None;
    }
    let value = |(value, (_, holds)): (serde_json::Value, &(&str, Holds))| match (value, holds) {
        (serde_json::Value::Null, _) => Some(Value::Null),
        (serde_json::Value::Number(number), Holds::Int) => number.as_i64().map(Value::Int),
        (serde_json::Value::String(text), Holds::Uuid) => text.parse().ok().map(Value::Uuid),
        (serde_json::Value::String(text), Holds::Text | Holds::Json | Holds::Date | Holds::Number) => {
            Some(Value::Text(text))
        }
        _ => None,
    };
    values.into_iter().zip(columns).map(value).collect()
}
