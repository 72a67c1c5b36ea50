//! Accounts, tries, challenges, proposals and alerts.

use super::SLOTS_KEPT;
use crate::engine::Conn;
use crate::value::{Row, Value};
use crate::{Account, Alert, Challenge, ChangeAccount, Proposal, Settled, StoreError};
use jiff::Timestamp;
use practice::ids::StaffId;
use uuid::Uuid;

pub(super) fn account(conn: &mut dyn Conn, staff: &StaffId) -> Result<Option<Account>, StoreError> {
    let found = conn.query("SELECT body FROM account WHERE staff = $1", &[Value::from(staff.0.as_str())])?;
    found.first().map(|row| row.json(0)).transpose()
}

pub(super) fn by_handle(conn: &mut dyn Conn, handle: Uuid) -> Result<Option<Account>, StoreError> {
    let found = conn.query("SELECT body FROM account WHERE handle = $1", &[Value::Uuid(handle)])?;
    found.first().map(|row| row.json(0)).transpose()
}

pub(super) fn all(conn: &mut dyn Conn) -> Result<Vec<Account>, StoreError> {
    conn.query("SELECT body FROM account ORDER BY staff", &[])?.iter().map(|row| row.json(0)).collect()
}

pub(super) fn change(conn: &mut dyn Conn, staff: &StaffId, change: ChangeAccount<'_>) -> Result<Account, StoreError> {
    conn.hold(&[format!("account {staff}")])?;
    let before = account(conn, staff)?;
    let after = change(before)?;
    if after.staff != *staff {
        return Err(StoreError::Engine("an account cannot become somebody else's".to_owned()));
    }
    conn.run(
        "INSERT INTO account (staff, handle, body) VALUES ($1, $2, $3) \
         ON CONFLICT (staff) DO UPDATE SET handle = excluded.handle, body = excluded.body",
        &[Value::from(staff.0.as_str()), Value::Uuid(after.handle), Value::json(&after)?],
    )?;
    Ok(after)
}

pub(super) fn count_tries(conn: &mut dyn Conn, names: &[String], slot: i64, more: i64) -> Result<Vec<u64>, StoreError> {
    let things: Vec<String> = names.iter().map(|name| format!("tries {name}")).collect();
    conn.hold(&things)?;
    conn.run("DELETE FROM attempt WHERE slot < $1", &[Value::Int(slot - SLOTS_KEPT)])?;
    // Two or three names at most, each counted and answered in one statement.
    let mut counts = Vec::with_capacity(names.len());
    for name in names {
        let counted = conn.query(
            "INSERT INTO attempt (name, slot, tries) VALUES ($1, $2, CASE WHEN $3 > 0 THEN $3 ELSE 0 END) \
             ON CONFLICT (name, slot) DO UPDATE SET tries = \
             CASE WHEN attempt.tries + $3 > 0 THEN attempt.tries + $3 ELSE 0 END RETURNING tries",
            &[Value::from(name.as_str()), Value::Int(slot), Value::Int(more)],
        )?;
        counts.push(counted.first().map_or(Ok(0), |row| row.count(0))?);
    }
    Ok(counts)
}

pub(super) fn put_challenge(conn: &mut dyn Conn, challenge: &Challenge, now: Timestamp) -> Result<(), StoreError> {
    conn.run("DELETE FROM challenge WHERE until < $1", &[Value::instant(now)])?;
    conn.run(
        "INSERT INTO challenge (name, until, body) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET until = excluded.until, body = excluded.body",
        &[Value::from(challenge.name.as_str()), Value::instant(challenge.until), Value::from(challenge.body.as_str())],
    )
    .map(|_| ())
}

pub(super) fn take_challenge(conn: &mut dyn Conn, name: &str) -> Result<Option<Challenge>, StoreError> {
    let taken =
        conn.query("DELETE FROM challenge WHERE name = $1 RETURNING name, until, body", &[Value::from(name)])?;
    let read = |row: &Row| Ok(Challenge { name: row.text(0)?, until: row.instant(1)?, body: row.text(2)? });
    taken.first().map(read).transpose()
}

pub(super) fn put_proposal(conn: &mut dyn Conn, proposal: &Proposal) -> Result<(), StoreError> {
    let settled = proposal.settled.as_ref();
    conn.run(
        "INSERT INTO proposal (id, kind, about, body, asked_by, asked, settled_by, settled, outcome) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            Value::Uuid(proposal.id),
            Value::from(proposal.kind.as_str()),
            Value::from(proposal.about.0.as_str()),
            Value::from(proposal.body.as_str()),
            Value::from(proposal.asked_by.0.as_str()),
            Value::instant(proposal.asked),
            Value::text_or_null(settled.map(|one| one.by.0.as_str())),
            settled.map_or(Value::Null, |one| Value::instant(one.at)),
            Value::text_or_null(settled.map(|one| one.outcome.as_str())),
        ],
    )
    .map(|_| ())
}

pub(super) fn proposals(conn: &mut dyn Conn, limit: usize) -> Result<Vec<Proposal>, StoreError> {
    let sql = "SELECT id, kind, about, body, asked_by, asked, settled_by, settled, outcome FROM proposal \
               ORDER BY asked DESC, id LIMIT $1";
    let read = |row: &Row| {
        let settled = match row.text_or_none(6)? {
            Some(by) => Some(Settled { by: StaffId(by), at: row.instant(7)?, outcome: row.text(8)? }),
            None => None,
        };
        Ok(Proposal {
            id: row.uuid(0)?,
            kind: row.text(1)?,
            about: StaffId(row.text(2)?),
            body: row.text(3)?,
            asked_by: StaffId(row.text(4)?),
            asked: row.instant(5)?,
            settled,
        })
    };
    conn.query(sql, &[Value::limit(limit)])?.iter().map(read).collect()
}

pub(super) fn settle_proposal(conn: &mut dyn Conn, id: Uuid, settled: &Settled) -> Result<bool, StoreError> {
    let changed = conn.run(
        "UPDATE proposal SET settled_by = $2, settled = $3, outcome = $4 WHERE id = $1 AND settled_by IS NULL",
        &[
            Value::Uuid(id),
            Value::from(settled.by.0.as_str()),
            Value::instant(settled.at),
            Value::from(settled.outcome.as_str()),
        ],
    )?;
    Ok(changed > 0)
}

pub(super) fn raise_alert(conn: &mut dyn Conn, alert: &Alert) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO alert (name, kind, raised, count) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE \
         SET count = CASE WHEN excluded.count > alert.count THEN excluded.count ELSE alert.count END",
        &[
            Value::from(alert.name.as_str()),
            Value::from(alert.kind.as_str()),
            Value::instant(alert.raised),
            Value::Int(i64::try_from(alert.count).unwrap_or(i64::MAX)),
        ],
    )
    .map(|_| ())
}

pub(super) fn alerts(conn: &mut dyn Conn, limit: usize) -> Result<Vec<Alert>, StoreError> {
    let sql = "SELECT name, kind, raised, count, seen_by, seen FROM alert ORDER BY raised DESC, name LIMIT $1";
    let read = |row: &Row| {
        let seen = match row.text_or_none(4)? {
            Some(by) => Some((StaffId(by), row.instant(5)?)),
            None => None,
        };
        Ok(Alert { name: row.text(0)?, kind: row.text(1)?, raised: row.instant(2)?, count: row.count(3)?, seen })
    };
    conn.query(sql, &[Value::limit(limit)])?.iter().map(read).collect()
}

pub(super) fn see_alert(conn: &mut dyn Conn, name: &str, by: &StaffId, at: Timestamp) -> Result<(), StoreError> {
    let values = [Value::from(name), Value::from(by.0.as_str()), Value::instant(at)];
    conn.run("UPDATE alert SET seen_by = $2, seen = $3 WHERE name = $1 AND seen_by IS NULL", &values).map(|_| ())
}
