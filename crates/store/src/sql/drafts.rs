//! Drafts and the answers typed in them.

use super::records::keep_last;
use crate::answers::Answers;
use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row, Value};
use crate::{Draft, DraftField, DraftId, DraftState, FieldState, Save, Saved, StoreError};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId};

const DRAFT: &str = "d.id, d.kind, d.people, d.staff, d.opened, d.amends, d.closed";

const DRAFT_PEOPLE: Insert<'static> =
    Insert { table: "draft_person", columns: &[("person", Holds::Uuid), ("draft", Holds::Uuid)], conflict: "" };
const FIELDS: Insert<'static> = Insert {
    table: "draft_field",
    columns: &[
        ("draft", Holds::Uuid),
        ("version", Holds::Int),
        ("path", Holds::Text),
        ("answer", Holds::Text),
        ("staff", Holds::Text),
        ("saved", Holds::Text),
        ("state", Holds::Text),
    ],
    conflict: "ON CONFLICT (draft, version) DO UPDATE SET state = excluded.state",
};

pub(super) fn open(conn: &mut dyn Conn, draft: &Draft) -> Result<(), StoreError> {
    let added = conn.run(
        "INSERT INTO draft (id, kind, people, staff, opened, amends, closed) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO NOTHING",
        &[
            Value::Uuid(draft.id.0),
            Value::from(draft.kind.as_str()),
            Value::json(&draft.people)?,
            Value::from(draft.by.0.as_str()),
            Value::instant(draft.opened),
            draft.amends.map_or(Value::Null, |record| Value::Uuid(record.0)),
            draft.closed.map_or(Value::Null, Value::instant),
        ],
    )?;
    if added == 1 { add_people(conn, draft.id, &draft.people) } else { Ok(()) }
}

fn add_people(conn: &mut dyn Conn, id: DraftId, people: &[PersonId]) -> Result<(), StoreError> {
    let row = |person: &PersonId| vec![Value::Uuid(person.0), Value::Uuid(id.0)];
    conn.insert(&DRAFT_PEOPLE, keep_last(people, |person| *person).into_iter().map(row).collect())
}

pub(super) fn draft(conn: &mut dyn Conn, id: DraftId) -> Result<Option<DraftState>, StoreError> {
    let sql = format!(
        "SELECT {DRAFT}, f.path, f.answer, f.version, f.staff, f.saved, f.state FROM draft d \
         LEFT JOIN draft_field f ON f.draft = d.id AND f.state <> 'old' WHERE d.id = $1 ORDER BY f.path, f.version"
    );
    let rows = conn.query(&sql, &[Value::Uuid(id.0)])?;
    let Some(first) = rows.first() else { return Ok(None) };
    let fields = rows.iter().filter(|row| !row.is_null(7)).map(|row| field(row, 7)).collect::<Result<_, _>>()?;
    Ok(Some(DraftState { draft: read(first)?, fields }))
}

pub(super) fn save_fields(
    conn: &mut dyn Conn,
    id: DraftId,
    by: &StaffId,
    at: Timestamp,
    saves: &[Save],
) -> Result<Vec<Saved>, StoreError> {
    change(conn, id, |answers| saves.iter().map(|save| answers.save(by, at, save)).collect())
}

pub(super) fn settle(
    conn: &mut dyn Conn,
    id: DraftId,
    by: &StaffId,
    at: Timestamp,
    path: &str,
    value: &str,
) -> Result<(), StoreError> {
    change(conn, id, |answers| answers.settle(by, at, path, value))
}

/// Changes a draft's answers while it is held still.
fn change<T>(conn: &mut dyn Conn, id: DraftId, work: impl FnOnce(&mut Answers) -> T) -> Result<T, StoreError> {
    hold_open(conn, id)?;
    let last =
        conn.query("SELECT COALESCE(MAX(version), 0) FROM draft_field WHERE draft = $1", &[Value::Uuid(id.0)])?;
    let last = last.first().map_or(Ok(0), |row| row.count(0))?;
    let rows = conn.query(
        "SELECT path, answer, version, staff, saved, state FROM draft_field WHERE draft = $1 AND state <> 'old'",
        &[Value::Uuid(id.0)],
    )?;
    let before = rows.iter().map(|row| field(row, 0)).collect::<Result<Vec<_>, _>>()?;
    let mut answers = Answers { fields: before.clone(), last };
    let answer = work(&mut answers);
    let changed = answers.fields.iter().filter(|field| !before.contains(field));
    conn.insert(&FIELDS, changed.map(|field| field_row(id, field)).collect::<Result<_, _>>()?)?;
    Ok(answer)
}

/// Holds a draft still; fails when it is not there or is closed.
fn hold_open(conn: &mut dyn Conn, id: DraftId) -> Result<(), StoreError> {
    conn.hold(&[format!("draft {id}")])?;
    let found = conn.query("SELECT id FROM draft WHERE id = $1 AND closed IS NULL", &[Value::Uuid(id.0)])?;
    if found.is_empty() { Err(StoreError::NoSuchDraft) } else { Ok(()) }
}

pub(super) fn set_people(conn: &mut dyn Conn, id: DraftId, people: &[PersonId]) -> Result<(), StoreError> {
    hold_open(conn, id)?;
    conn.run("UPDATE draft SET people = $2 WHERE id = $1", &[Value::Uuid(id.0), Value::json(&people)?])?;
    conn.run("DELETE FROM draft_person WHERE draft = $1", &[Value::Uuid(id.0)])?;
    add_people(conn, id, people)
}

pub(super) fn close(conn: &mut dyn Conn, id: DraftId, at: Timestamp) -> Result<(), StoreError> {
    hold_open(conn, id)?;
    conn.run("UPDATE draft SET closed = $2 WHERE id = $1", &[Value::Uuid(id.0), Value::instant(at)]).map(|_| ())
}

pub(super) fn drafts(
    conn: &mut dyn Conn,
    by: Option<&StaffId>,
    about: Option<PersonId>,
) -> Result<Vec<Draft>, StoreError> {
    let mut sql = format!("SELECT {DRAFT} FROM draft d WHERE d.closed IS NULL");
    let mut values = Vec::new();
    if let Some(by) = by {
        values.push(Value::from(by.0.as_str()));
        sql += " AND (d.staff = $1 OR d.id IN (SELECT draft FROM draft_field WHERE staff = $1))";
    }
    if let Some(person) = about {
        values.push(Value::Uuid(person.0));
        sql += &format!(" AND d.id IN (SELECT draft FROM draft_person WHERE person = ${})", values.len());
    }
    sql += " ORDER BY d.opened DESC, d.id DESC";
    conn.query(&sql, &values)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: DraftId(row.uuid(0)?),
        kind: row.text(1)?,
        people: row.json(2)?,
        by: StaffId(row.text(3)?),
        opened: row.instant(4)?,
        amends: if row.is_null(5) { None } else { Some(RecordId(row.uuid(5)?)) },
        closed: if row.is_null(6) { None } else { Some(row.instant(6)?) },
    })
}

fn field(row: &Row, from: usize) -> Result<DraftField, StoreError> {
    Ok(DraftField {
        path: row.text(from)?,
        value: row.text(from + 1)?,
        version: row.count(from + 2)?,
        by: StaffId(row.text(from + 3)?),
        at: row.instant(from + 4)?,
        state: match row.text(from + 5)?.as_str() {
            "current" => FieldState::Current,
            "rival" => FieldState::Rival,
            _ => FieldState::Old,
        },
    })
}

fn field_row(id: DraftId, field: &DraftField) -> Result<Vec<Value>, StoreError> {
    let state = match field.state {
        FieldState::Current => "current",
        FieldState::Rival => "rival",
        FieldState::Old => "old",
    };
    let version =
        i64::try_from(field.version).map_err(|_| StoreError::Engine("a draft has too many saves".to_owned()))?;
    Ok(vec![
        Value::Uuid(id.0),
        Value::Int(version),
        Value::from(field.path.as_str()),
        Value::from(field.value.as_str()),
        Value::from(field.by.0.as_str()),
        Value::instant(field.at),
        Value::from(state),
    ])
}
