//! Values and rows, as both engines understand them.

use crate::StoreError;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use uuid::Uuid;

/// One value in a statement or a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text; also JSON, and instants as [`Value::instant`] writes them.
    Text(String),
    /// A name of a person, record or draft.
    Uuid(Uuid),
}

impl Value {
    /// An instant: UTC, fixed width, to the nanosecond, so that text order is time order.
    pub fn instant(at: Timestamp) -> Value {
        Value::Text(format!("{at:.9}"))
    }

    /// Anything as JSON.
    pub fn json(thing: &impl Serialize) -> Result<Value, StoreError> {
        serde_json::to_string(thing).map(Value::Text).map_err(|fault| unreadable("written as JSON", &fault))
    }

    /// Names as a JSON list, for `UUIDS($n)` and `TEXTS($n)`.
    pub fn list<T: Display>(items: impl IntoIterator<Item = T>) -> Result<Value, StoreError> {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        Value::json(&items)
    }

    /// Text, or nothing.
    pub fn text_or_null(text: Option<&str>) -> Value {
        text.map_or(Value::Null, Value::from)
    }

    /// A count of rows to read.
    pub fn limit(limit: usize) -> Value {
        Value::Int(i64::try_from(limit).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<Uuid> for Value {
    fn from(name: Uuid) -> Self {
        Value::Uuid(name)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

/// One row of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(*number),
            _ => Err(self.wrong(column, "a number")),
        }
    }

    /// A whole number that is never negative.
    pub fn count(&self, column: usize) -> Result<u64, StoreError> {
        u64::try_from(self.int(column)?).map_err(|_| self.wrong(column, "a count"))
    }

    /// Yes or no, kept as 1 or 0.
    pub fn flag(&self, column: usize) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        self.str(column).map(str::to_owned)
    }

    /// Text, where there may be none.
    pub fn text_or_none(&self, column: usize) -> Result<Option<String>, StoreError> {
        if self.is_null(column) { Ok(None) } else { self.text(column).map(Some) }
    }

    /// A name of a person, record or draft.
    pub fn uuid(&self, column: usize) -> Result<Uuid, StoreError> {
        match self.0.get(column) {
            Some(Value::Uuid(name)) => Ok(*name),
            Some(Value::Text(text)) => Uuid::parse_str(text).map_err(|_| self.wrong(column, "a UUID")),
            _ => Err(self.wrong(column, "a UUID")),
        }
    }

    /// An instant.
    pub fn instant(&self, column: usize) -> Result<Timestamp, StoreError> {
        self.str(column)?.parse().map_err(|_| self.wrong(column, "an instant"))
    }

    /// A thing kept as JSON.
    pub fn json<T: DeserializeOwned>(&self, column: usize) -> Result<T, StoreError> {
        serde_json::from_str(self.str(column)?).map_err(|fault| unreadable("read back", &fault))
    }

    /// A thing written in its own words.
    pub fn parsed<T: std::str::FromStr>(&self, column: usize) -> Result<T, StoreError> {
        self.str(column)?.parse().map_err(|_| self.wrong(column, "in the form expected"))
    }

    /// Is there nothing in this column?
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get(column), Some(Value::Null))
    }

    fn str(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(self.wrong(column, "text")),
        }
    }

    fn wrong(&self, column: usize, wanted: &str) -> StoreError {
        StoreError::Engine(format!("column {column} of {} in an answer is not {wanted}", self.0.len()))
    }
}

/// A JSON fault without its own words, which may quote what was kept.
fn unreadable(doing: &str, fault: &serde_json::Error) -> StoreError {
    let (kind, column) = (fault.classify(), fault.column());
    StoreError::Engine(format!("something kept cannot be {doing}: {kind:?} fault at character {column}"))
}
