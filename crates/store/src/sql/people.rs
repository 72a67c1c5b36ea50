//! Claims, staff, sessions and settings.

use super::records::keep_last;
use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row, Value};
use crate::{Claim, Session, Staff, StoreError, Team};
use jiff::Timestamp;
use practice::ids::{AUTHORITY, RecordId, StaffId, TeamId};

const TEAMS: Insert<'static> = Insert {
    table: "team",
    columns: &[("id", Holds::Text), ("name", Holds::Text)],
    conflict: "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
};
const STAFF: Insert<'static> = Insert {
    table: "staff",
    columns: &[
        ("id", Holds::Text),
        ("name", Holds::Text),
        ("role", Holds::Text),
        ("team", Holds::Text),
        ("password", Holds::Text),
        ("active", Holds::Int),
    ],
    conflict: "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, team = excluded.team, \
               password = excluded.password, active = excluded.active",
};

pub(super) fn claim(
    conn: &mut dyn Conn,
    contact: RecordId,
    by: &StaffId,
    at: Timestamp,
    take_over: bool,
) -> Result<Claim, StoreError> {
    conn.hold(&[format!("claim {contact}")])?;
    let rows = conn.query("SELECT staff, since FROM claim WHERE contact = $1", &[Value::Uuid(contact.0)])?;
    if let Some(row) = rows.first() {
        let standing = Claim { contact, by: StaffId(row.text(0)?), since: row.instant(1)? };
        if standing.by == *by {
            return Ok(standing);
        }
        if !take_over {
            return Err(StoreError::Claimed(Box::new(standing)));
        }
    }
    conn.run(
        "INSERT INTO claim (contact, staff, since) VALUES ($1, $2, $3) \
         ON CONFLICT (contact) DO UPDATE SET staff = excluded.staff, since = excluded.since",
        &[Value::Uuid(contact.0), Value::from(by.0.as_str()), Value::instant(at)],
    )?;
    Ok(Claim { contact, by: by.clone(), since: at })
}

pub(super) fn release(conn: &mut dyn Conn, contact: RecordId, by: &StaffId) -> Result<(), StoreError> {
    conn.hold(&[format!("claim {contact}")])?;
    let values = [Value::Uuid(contact.0), Value::from(by.0.as_str())];
    conn.run("DELETE FROM claim WHERE contact = $1 AND staff = $2", &values).map(|_| ())
}

pub(super) fn put_staff(conn: &mut dyn Conn, teams: &[Team], staff: &[Staff]) -> Result<(), StoreError> {
    let team = |team: &Team| vec![Value::from(team.id.0.as_str()), Value::from(team.name.as_str())];
    conn.insert(&TEAMS, keep_last(teams, |team| team.id.clone()).into_iter().map(team).collect())?;
    let one = |one: &Staff| {
        vec![
            Value::from(one.id.0.as_str()),
            Value::from(one.name.as_str()),
            Value::from(one.role.as_str()),
            Value::text_or_null(one.team.as_ref().map(|team| team.0.as_str())),
            Value::from(one.password.as_str()),
            Value::Int(i64::from(one.active)),
        ]
    };
    conn.insert(&STAFF, keep_last(staff, |one| one.id.clone()).into_iter().map(one).collect())?;
    super::facts::mark_stale(conn, &[AUTHORITY].into())
}

pub(super) fn change_staff(
    conn: &mut dyn Conn,
    id: &StaffId,
    change: &mut dyn FnMut(Option<Staff>) -> Result<Staff, StoreError>,
) -> Result<(), StoreError> {
    conn.hold(&[format!("staff {id}")])?;
    let sql = "SELECT id, name, role, team, password, active FROM staff WHERE id = $1";
    let found = conn.query(sql, &[Value::from(id.0.as_str())])?;
    let after = change(found.first().map(|row| one_of_staff(row, 0)).transpose()?)?;
    put_staff(conn, &[], &[after])
}

pub(super) fn staff(conn: &mut dyn Conn) -> Result<(Vec<Team>, Vec<Staff>), StoreError> {
    let team = |row: &Row| Ok(Team { id: TeamId(row.text(0)?), name: row.text(1)? });
    let teams = conn.query("SELECT id, name FROM team ORDER BY id", &[])?;
    let staff = conn.query("SELECT id, name, role, team, password, active FROM staff ORDER BY id", &[])?;
    Ok((
        teams.iter().map(team).collect::<Result<_, StoreError>>()?,
        staff.iter().map(|row| one_of_staff(row, 0)).collect::<Result<_, _>>()?,
    ))
}

/// Someone who signs in, from the columns of a row that begin at a place.
fn one_of_staff(row: &Row, from: usize) -> Result<Staff, StoreError> {
    Ok(Staff {
        id: StaffId(row.text(from)?),
        name: row.text(from + 1)?,
        role: row.text(from + 2)?,
        team: row.text_or_none(from + 3)?.map(TeamId),
        password: row.text(from + 4)?,
        active: row.flag(from + 5)?,
    })
}

const SESSION: &str = "s.token_hash, s.staff, s.opened, s.seen, s.form_token, s.proved, s.device, s.passkey";

fn one_session(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: row.text(0)?,
        staff: StaffId(row.text(1)?),
        opened: row.instant(2)?,
        seen: row.instant(3)?,
        form_token: row.text(4)?,
        proved: if row.is_null(5) { None } else { Some(row.instant(5)?) },
        device: row.text(6)?,
        passkey: row.flag(7)?,
    })
}

pub(super) fn put_session(conn: &mut dyn Conn, session: &Session) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO session (token_hash, staff, opened, seen, form_token, proved, device, passkey) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Value::from(session.token_hash.as_str()),
            Value::from(session.staff.0.as_str()),
            Value::instant(session.opened),
            Value::instant(session.seen),
            Value::from(session.form_token.as_str()),
            session.proved.map_or(Value::Null, Value::instant),
            Value::from(session.device.as_str()),
            Value::Int(session.passkey.into()),
        ],
    )
    .map(|_| ())
}

pub(super) fn session(conn: &mut dyn Conn, token_hash: &str) -> Result<Option<(Session, Staff)>, StoreError> {
    let sql = format!(
        "SELECT {SESSION}, t.id, t.name, t.role, t.team, t.password, t.active \
         FROM session s JOIN staff t ON t.id = s.staff WHERE s.token_hash = $1"
    );
    let read = |row: &Row| Ok((one_session(row)?, one_of_staff(row, 8)?));
    conn.query(&sql, &[Value::from(token_hash)])?.first().map(read).transpose()
}

pub(super) fn touch_session(
    conn: &mut dyn Conn,
    token_hash: &str,
    seen: Timestamp,
    proved: Option<Timestamp>,
) -> Result<(), StoreError> {
    let values = [Value::from(token_hash), Value::instant(seen), proved.map_or(Value::Null, Value::instant)];
    conn.run("UPDATE session SET seen = $2, proved = $3 WHERE token_hash = $1", &values).map(|_| ())
}

pub(super) fn sessions_of(conn: &mut dyn Conn, staff: &StaffId) -> Result<Vec<Session>, StoreError> {
    let sql = format!("SELECT {SESSION} FROM session s WHERE s.staff = $1 ORDER BY s.opened DESC, s.token_hash");
    conn.query(&sql, &[Value::from(staff.0.as_str())])?.iter().map(one_session).collect()
}

pub(super) fn end_sessions(conn: &mut dyn Conn, staff: &StaffId, but: Option<&str>) -> Result<u64, StoreError> {
    let values = [Value::from(staff.0.as_str()), Value::from(but.unwrap_or_default())];
    conn.run("DELETE FROM session WHERE staff = $1 AND token_hash <> $2", &values)
}

pub(super) fn end_session(conn: &mut dyn Conn, token_hash: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM session WHERE token_hash = $1", &[Value::from(token_hash)]).map(|_| ())
}

pub(super) fn setting(conn: &mut dyn Conn, name: &str) -> Result<Option<String>, StoreError> {
    let found = conn.query("SELECT json FROM setting WHERE name = $1", &[Value::from(name)])?;
    found.first().map(|row| row.text(0)).transpose()
}

pub(super) fn put_setting(conn: &mut dyn Conn, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO setting (name, json) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET json = excluded.json";
    conn.run(sql, &[Value::from(name), Value::from(value)]).map(|_| ())
}
