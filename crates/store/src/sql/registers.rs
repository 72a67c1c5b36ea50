//! Facts about access.

use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row, Value};
use crate::{Registered, StoreError};
use practice::ids::StaffId;

const REGISTER: Insert = Insert {
    table: "register",
    columns: &[
        ("id", Holds::Uuid),
        ("revision", Holds::Int),
        ("body", Holds::Json),
        ("staff", Holds::Text),
        ("written", Holds::Text),
        ("why", Holds::Text),
    ],
    conflict: "",
};

/// Somebody else changed the fact meanwhile.
pub(crate) fn not_next() -> StoreError {
    StoreError::Refused("Somebody else changed this meanwhile: look at it again".to_owned())
}

pub(super) fn register(conn: &mut dyn Conn, fact: &Registered) -> Result<(), StoreError> {
    // One at a time, so that the order of numbers is the order in which they can be read.
    conn.hold(&["register".to_owned()])?;
    let last = conn.query("SELECT MAX(revision) FROM register WHERE id = $1", &[Value::Uuid(fact.id)])?;
    let last = last.first().filter(|row| !row.is_null(0)).map_or(Ok(0), |row| row.int(0))?;
    if last + 1 != i64::from(fact.revision) {
        return Err(not_next());
    }
    let row = vec![
        Value::Uuid(fact.id),
        Value::Int(i64::from(fact.revision)),
        Value::json(&fact.body)?,
        Value::from(fact.by.0.as_str()),
        Value::instant(fact.at),
        Value::from(fact.why.as_str()),
    ];
    conn.insert(&REGISTER, vec![row])
}

pub(super) fn registered_after(conn: &mut dyn Conn, seq: u64) -> Result<Vec<Registered>, StoreError> {
    let sql = "SELECT seq, id, revision, body, staff, written, why FROM register WHERE seq > $1 ORDER BY seq";
    let read = |row: &Row| {
        Ok(Registered {
            seq: row.count(0)?,
            id: row.uuid(1)?,
            revision: u32::try_from(row.int(2)?)
                .map_err(|_| StoreError::Engine("a revision's number is out of range".to_owned()))?,
            body: row.json(3)?,
            by: StaffId(row.text(4)?),
            at: row.instant(5)?,
            why: row.text(6)?,
        })
    };
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    conn.query(sql, &[Value::Int(seq)])?.iter().map(read).collect()
}
