//! Claims, staff, sessions and settings.

use super::records::keep_last;
use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row, Value};
use crate::{Claim, Session, Staff, StoreError, Team};
use jiff::Timestamp;
use practice::ids::{RecordId, StaffId, TeamId};

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
    conn.insert(&STAFF, keep_last(staff, |one| one.id.clone()).into_iter().map(one).collect())
}

pub(super) fn staff(conn: &mut dyn Conn) -> Result<(Vec<Team>, Vec<Staff>), StoreError> {
    let team = |row: &Row| Ok(Team { id: TeamId(row.text(0)?), name: row.text(1)? });
    let teams = conn.query("SELECT id, name FROM team ORDER BY id", &[])?;
    let one = |row: &Row| {
        Ok(Staff {
            id: StaffId(row.text(0)?),
            name: row.text(1)?,
            role: row.text(2)?,
            team: row.text_or_none(3)?.map(TeamId),
            password: row.text(4)?,
            active: row.flag(5)?,
        })
    };
    let staff = conn.query("SELECT id, name, role, team, password, active FROM staff ORDER BY id", &[])?;
    Ok((teams.iter().map(team).collect::<Result<_, StoreError>>()?, staff.iter().map(one).collect::<Result<_, _>>()?))
}

pub(super) fn put_session(conn: &mut dyn Conn, session: &Session) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO session (token_hash, staff, opened, seen, form_token) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (token_hash) DO UPDATE SET staff = excluded.staff, opened = excluded.opened, \
         seen = excluded.seen, form_token = excluded.form_token",
        &[
            Value::from(session.token_hash.as_str()),
            Value::from(session.staff.0.as_str()),
            Value::instant(session.opened),
            Value::instant(session.seen),
            Value::from(session.form_token.as_str()),
        ],
    )
    .map(|_| ())
}

pub(super) fn session(conn: &mut dyn Conn, token_hash: &str) -> Result<Option<Session>, StoreError> {
    let sql = "SELECT token_hash, staff, opened, seen, form_token FROM session WHERE token_hash = $1";
    let read = |row: &Row| {
        Ok(Session {
            token_hash: row.text(0)?,
            staff: StaffId(row.text(1)?),
            opened: row.instant(2)?,
            seen: row.instant(3)?,
            form_token: row.text(4)?,
        })
    };
    conn.query(sql, &[Value::from(token_hash)])?.first().map(read).transpose()
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
