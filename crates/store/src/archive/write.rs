//! Writing everything kept.

use super::tables::Table;
use super::{Counts, FORMAT, Line, hex};
use crate::StoreError;
use crate::engine::{Conn, Engine};
use crate::migration;
use crate::value::{Row, Value};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::io::Write;

/// How many rows are read at a time.
const AT_A_TIME: usize = 1_000;

/// Writes everything an engine keeps, as it was committed when the writing began.
pub fn archive(engine: &impl Engine, made: Timestamp, out: &mut dyn Write) -> Result<Counts, StoreError> {
    let mut out = Some(out);
    engine.snapshot(|conn| {
        let Some(out) = out.take() else { return Err(StoreError::Engine("a backup is written once".to_owned())) };
        let mut lines = Lines { out, whole: Sha256::new() };
        let number = migration::newest(conn)?;
        let made = made.to_string();
        lines.say(&Line::Goldthread { format: FORMAT, tables: number, made: made.clone() })?;
        let mut counts = Counts { made, ..Counts::default() };
        for table in migration::tables(number) {
            let rows = write_table(conn, &table, &mut lines)?;
            counts.tables += 1;
            counts.rows += rows;
            if table.name == "revision" {
                counts.revisions = rows;
            }
        }
        counts.sha256 = hex(lines.whole.clone());
        lines.say(&Line::End { tables: counts.tables, rows: counts.rows, sha256: counts.sha256.clone() })?;
        lines.out.flush().map_err(unwritten)?;
        Ok(counts)
    })
}

struct Lines<'o> {
    out: &'o mut dyn Write,
    whole: Sha256,
}

impl Lines<'_> {
    fn say(&mut self, line: &Line) -> Result<(), StoreError> {
        let text =
            serde_json::to_string(line).map_err(|_| StoreError::Engine("a line cannot be written".to_owned()))?;
        self.write(&text)
    }

    fn write(&mut self, text: &str) -> Result<(), StoreError> {
        self.whole.update(text);
        self.whole.update("\n");
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.write_all(b"\n")).map_err(unwritten)
    }
}

fn unwritten(fault: std::io::Error) -> StoreError {
    StoreError::Engine(format!("the backup could not be written: {fault}"))
}

fn write_table(conn: &mut dyn Conn, table: &Table, lines: &mut Lines<'_>) -> Result<u64, StoreError> {
    let columns: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
    let (list, key) = (columns.join(", "), table.key.join(", "));
    lines.say(&Line::Table { name: table.name.clone(), columns })?;
    let place = |name: &String| table.columns.iter().position(|(column, _)| column == name);
    let places: Vec<usize> = table.key.iter().filter_map(place).collect();
    let (mut count, mut digest) = (0, Sha256::new());
    let mut after: Option<Vec<Value>> = None;
    loop {
        let mut values = after.take().unwrap_or_default();
        let beyond = match values.len() {
            0 => String::new(),
            some => {
                let asked: Vec<String> = (1..=some).map(|n| format!("${n}")).collect();
                format!("WHERE ({key}) > ({})", asked.join(", "))
            }
        };
        values.push(Value::limit(AT_A_TIME));
        let name = &table.name;
        let sql = format!("SELECT {list} FROM {name} {beyond} ORDER BY {key} LIMIT ${}", values.len());
        let rows = conn.query(&sql, &values)?;
        for row in &rows {
            let text = as_json(row)?;
            digest.update(&text);
            digest.update("\n");
            lines.write(&text)?;
            count += 1;
        }
        match rows.last() {
            Some(last) if rows.len() == AT_A_TIME => {
                after = Some(places.iter().map(|at| last.0[*at].clone()).collect())
            }
            _ => break,
        }
    }
    lines.say(&Line::Rows { count, sha256: hex(digest) })?;
    Ok(count)
}

fn as_json(row: &Row) -> Result<String, StoreError> {
    let value = |value: &Value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Uuid(name) => name.to_string().into(),
    };
    serde_json::to_string(&row.0.iter().map(value).collect::<Vec<_>>())
        .map_err(|_| StoreError::Engine("a row cannot be written".to_owned()))
}
