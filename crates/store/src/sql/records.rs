//! Writing and reading records.

use super::{drafts, facts, log, people as kept, rows};
use crate::engine::Conn;
use crate::value::Value;
use crate::{Change, StoreError, Written};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::record::Revision;
use practice::summary::Summary;
use std::collections::BTreeSet;

pub(super) fn write(
    conn: &mut dyn Conn,
    key: &str,
    people: &[PersonId],
    decide: &mut dyn FnMut(Vec<Revision>) -> Result<Change, StoreError>,
) -> Result<Written, StoreError> {
    let held = people.iter().map(|person| format!("person {person}"));
    conn.hold(&held.chain([format!("key {key}")]).collect::<Vec<_>>())?;
    if let Some(row) = conn.query("SELECT records FROM write_key WHERE write_key = $1", &[Value::from(key)])?.first() {
        return Ok(Written::Before(row.json(0)?));
    }
    let change = decide(about(conn, people)?)?;
    if let Some((name, was)) = &change.under
        && kept::setting(conn, name)? != *was
    {
        return Err(StoreError::Overtaken);
    }
    keep(conn, &change)?;
    let records = change.record_ids();
    conn.run(
        "INSERT INTO write_key (write_key, records) VALUES ($1, $2)",
        &[Value::from(key), Value::json(&records)?],
    )?;
    // The end of the chain is held from here to the commit: as late as can be.
    log::append_revisions(conn, &change, &change.revisions)?;
    move_mark(conn, key)?;
    Ok(Written::Now(records))
}

pub(super) fn load(conn: &mut dyn Conn, change: Change) -> Result<(), StoreError> {
    conn.hold_all()?;
    keep(conn, &change)?;
    let new = rows::not_kept(conn, change.revisions.clone())?;
    log::append_revisions(conn, &change, &new)?;
    move_mark(conn, "load")
}

fn keep(conn: &mut dyn Conn, change: &Change) -> Result<(), StoreError> {
    rows::add_forms(conn, &change.forms)?;
    rows::put_summaries(conn, &change.summaries)?;
    facts::mark_stale(conn, &change.people())?;
    match change.closes {
        Some(draft) => {
            drafts::close(conn, draft, change.known().unwrap_or_else(Timestamp::now))?;
            // Nobody writes in it from here to the commit.
            let now = match &change.read {
                Some(_) => drafts::draft(conn, draft)?.map(|state| state.as_read()),
                None => None,
            };
            if now == change.read { Ok(()) } else { Err(StoreError::WrittenIn) }
        }
        None => Ok(()),
    }
}

pub(super) fn rebuild(
    conn: &mut dyn Conn,
    people: &[PersonId],
    work_out: &mut dyn FnMut(Vec<Revision>) -> Result<Vec<Summary>, StoreError>,
) -> Result<(), StoreError> {
    conn.hold(&people.iter().map(|person| format!("person {person}")).collect::<Vec<_>>())?;
    let summaries = work_out(about(conn, people)?)?;
    rows::forget_summaries(conn, people)?;
    rows::put_summaries(conn, &summaries)?;
    facts::mark_stale(conn, &people.iter().copied().collect())?;
    move_mark(conn, "rebuild")
}

/// Adds one to one of the marks: the last statement before the commit, so that nobody waits for it long.
fn move_mark(conn: &mut dyn Conn, key: &str) -> Result<(), StoreError> {
    let slot = key.bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 8);
    conn.run("UPDATE mark SET writes = writes + 1 WHERE slot = $1", &[Value::Int(slot)]).map(|_| ())
}

pub(super) fn mark(conn: &mut dyn Conn) -> Result<u64, StoreError> {
    match conn.query("SELECT CAST(SUM(writes) AS BIGINT) FROM mark", &[])?.first() {
        Some(row) => row.count(0),
        None => Ok(0),
    }
}

pub(super) fn about(conn: &mut dyn Conn, people: &[PersonId]) -> Result<Vec<Revision>, StoreError> {
    let sql = format!(
        "SELECT {} FROM revision WHERE id IN (SELECT id FROM record_person WHERE person IN UUIDS($1)) \
         ORDER BY id, revision",
        rows::REVISION
    );
    conn.query(&sql, &[Value::list(people)?])?.iter().map(rows::revision).collect()
}

pub(super) fn record(conn: &mut dyn Conn, id: RecordId) -> Result<Vec<Revision>, StoreError> {
    let sql = format!("SELECT {} FROM revision WHERE id = $1 ORDER BY revision", rows::REVISION);
    conn.query(&sql, &[Value::Uuid(id.0)])?.iter().map(rows::revision).collect()
}

pub(super) fn written_by(
    conn: &mut dyn Conn,
    by: &StaffId,
    since: Timestamp,
    limit: usize,
) -> Result<Vec<Revision>, StoreError> {
    let sql = format!(
        "SELECT {} FROM revision WHERE author = $1 AND known >= $2 ORDER BY known DESC, id DESC, revision DESC LIMIT $3",
        rows::REVISION
    );
    let asked = [Value::from(by.0.as_str()), Value::instant(since), Value::limit(limit)];
    conn.query(&sql, &asked)?.iter().map(rows::revision).collect()
}

pub(super) fn form(conn: &mut dyn Conn, fingerprint: &str) -> Result<Option<String>, StoreError> {
    let found = conn.query("SELECT form FROM form WHERE fingerprint = $1", &[Value::from(fingerprint)])?;
    found.first().map(|row| row.text(0)).transpose()
}

pub(super) fn forms(conn: &mut dyn Conn, fingerprints: &[String]) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT fingerprint, form FROM form WHERE fingerprint IN TEXTS($1) ORDER BY fingerprint";
    conn.query(sql, &[Value::list(fingerprints)?])?.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect()
}

/// The last of those that share a name, in their order.
pub(super) fn keep_last<T, K: Ord>(things: &[T], name: impl Fn(&T) -> K) -> Vec<&T> {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<&T> = things.iter().rev().filter(|thing| seen.insert(name(thing))).collect();
    kept.reverse();
    kept
}
