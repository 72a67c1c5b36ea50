//! Facts as real tables, under the standard's names.

use crate::StoreError;
use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row as Kept, Value};
use facts::tables::TABLES;
use facts::{Cell, Column, Facts, Kind, Misread, Row, Text, Unread, Visit, VisitMut};
use practice::ids::PersonId;
use practice::record::Revision;
use std::borrow::Cow;
use std::collections::BTreeSet;

const STALE: Insert<'static> =
    Insert { table: "facts_stale", columns: &[("person", Holds::Uuid)], conflict: "ON CONFLICT (person) DO NOTHING" };
const UNREAD: Insert<'static> = Insert {
    table: "gt_unread",
    columns: &[
        ("gt_of", Holds::Uuid),
        ("place", Holds::Int),
        ("of_table", Holds::Text),
        ("row_key", Holds::Text),
        ("field", Holds::Text),
        ("value", Holds::Text),
        ("why", Holds::Text),
    ],
    conflict: "",
};

/// Notes whose rows are older than their records from now on: one statement.
pub(super) fn mark_stale(conn: &mut dyn Conn, people: &BTreeSet<PersonId>) -> Result<(), StoreError> {
    conn.insert(&STALE, people.iter().map(|person| vec![Value::Uuid(person.0)]).collect())
}

pub(super) fn stale(conn: &mut dyn Conn, limit: usize) -> Result<Vec<PersonId>, StoreError> {
    let rows = conn.query("SELECT person FROM facts_stale ORDER BY person LIMIT $1", &[Value::limit(limit)])?;
    rows.iter().map(|row| row.uuid(0).map(PersonId)).collect()
}

pub(super) fn keep(
    conn: &mut dyn Conn,
    people: &[PersonId],
    work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<(PersonId, Facts)>, StoreError>,
) -> Result<(), StoreError> {
    conn.hold(&people.iter().map(|person| format!("person {person}")).collect::<Vec<_>>())?;
    let told = work_out(super::records::about(conn, people)?)?;
    let theirs = [Value::list(people)?];
    for table in TABLES.iter().map(|table| table.name).chain(["gt_unread"]) {
        conn.run(&format!("DELETE FROM {table} WHERE gt_of IN UUIDS($1)"), &theirs)?;
    }
    let mut rows = Rows { tables: vec![Vec::new(); TABLES.len()], at: 0, of: Value::Null };
    let mut unread = Vec::new();
    for (person, facts) in &told {
        (rows.at, rows.of) = (0, Value::Uuid(person.0));
        facts.visit(&mut rows);
        for (place, one) in (0..).zip(&facts.unread) {
            let text = |text: &str| Value::text_or_null(Some(text).filter(|text| !text.is_empty()));
            let words = [Value::from(one.table), text(&one.key), Value::from(one.field.as_str()), text(&one.value)];
            let row = [Value::Uuid(person.0), Value::Int(place)].into_iter().chain(words);
            unread.push(row.chain([Value::Text(one.why.name())]).collect());
        }
    }
    for (table, rows) in TABLES.iter().zip(rows.tables) {
        let columns: Vec<(&str, Holds)> =
            std::iter::once(("gt_of", Holds::Uuid)).chain(table.columns.iter().map(held)).collect();
        conn.insert(&Insert { table: table.name, columns: &columns, conflict: "" }, rows)?;
    }
    conn.insert(&UNREAD, unread)?;
    conn.run("DELETE FROM facts_stale WHERE person IN UUIDS($1)", &theirs).map(|_| ())
}

/// How a column is kept.
fn held(column: &Column) -> (&'static str, Holds) {
    let holds = match column.kind {
        Kind::Date => Holds::Date,
        Kind::Int | Kind::Bit => Holds::Int,
        Kind::Number => Holds::Number,
        _ => Holds::Text,
    };
    (column.name, holds)
}

/// Rows as values, by the place of their table.
struct Rows {
    tables: Vec<Vec<Vec<Value>>>,
    at: usize,
    of: Value,
}

impl Visit for Rows {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        for row in rows {
            let mut values = Vec::with_capacity(R::TABLE.columns.len() + 1);
            values.push(self.of.clone());
            row.cells(&mut |column, cell| values.push(value(column.kind, cell)));
            self.tables[self.at].push(values);
        }
        self.at += 1;
    }
}

fn value(kind: Kind, cell: Cell<'_>) -> Value {
    match (cell, kind) {
        (Cell::Nothing, _) => Value::Null,
        (Cell::Flag(yes), Kind::Bit) => Value::Int(i64::from(yes)),
        (Cell::Int(number), _) => Value::Int(i64::from(number)),
        (cell, kind) => Value::Text(cell.text(kind)),
    }
}

pub(super) fn facts(conn: &mut dyn Conn, people: &[PersonId]) -> Result<Facts, StoreError> {
    let mut facts = Facts::default();
    let mut reading = Reading { conn, people: [Value::list(people)?], failed: Ok(()) };
    facts.visit_mut(&mut reading);
    reading.failed?;
    let sql = "SELECT of_table, row_key, field, value, why FROM gt_unread WHERE gt_of IN UUIDS($1)";
    for row in reading.conn.query(sql, &reading.people)? {
        let unknown =
            || StoreError::Engine("a value kept beside the facts is of no kind this version knows".to_owned());
        let table = row.text(0)?;
        let table =
            TABLES.iter().map(|one| one.name).chain(["record"]).find(|name| *name == table).ok_or_else(unknown)?;
        let text = |column| row.text_or_none(column).map(|text| text.map(Text::from).unwrap_or_default());
        let why = Misread::by_name(&row.text(4)?).ok_or_else(unknown)?;
        facts.unread.push(Unread { table, line: 0, key: text(1)?, field: text(2)?, value: text(3)?, why });
    }
    facts.sort();
    Ok(facts)
}

struct Reading<'c> {
    conn: &'c mut dyn Conn,
    people: [Value; 1],
    failed: Result<(), StoreError>,
}

impl VisitMut for Reading<'_> {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        if self.failed.is_err() {
            return;
        }
        let columns: Vec<&str> = R::TABLE.columns.iter().map(|column| column.name).collect();
        let sql = format!("SELECT {} FROM {} WHERE gt_of IN UUIDS($1)", columns.join(", "), R::TABLE.name);
        match self.conn.query(&sql, &self.people) {
            Ok(kept) => rows.extend(kept.iter().map(row)),
            Err(fault) => self.failed = Err(fault),
        }
    }
}

fn row<R: Row>(kept: &Kept) -> R {
    let cell = |place: usize| match kept.0.get(place) {
        Some(Value::Text(text)) => Cow::Borrowed(text.as_str()),
        Some(Value::Int(number)) => Cow::Owned(number.to_string()),
        Some(Value::Uuid(name)) => Cow::Owned(name.to_string()),
        Some(Value::Null) | None => Cow::Borrowed(""),
    };
    R::read(&mut { cell }, &mut |_, _, _| {})
}
