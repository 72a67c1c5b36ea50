//! Reports that were issued.

use super::log;
use crate::engine::Conn;
use crate::log::{LogEntry, place};
use crate::value::{Row, Value};
use crate::{Report, StoreError};
use practice::ids::StaffId;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) fn issue(conn: &mut dyn Conn, report: &Report, entry: &LogEntry) -> Result<bool, StoreError> {
    conn.hold_chain()?;
    if !conn.query("SELECT 1 FROM report WHERE id = $1", &[Value::Uuid(report.id)])?.is_empty() {
        return Ok(false);
    }
    let end = log::append(conn, &[LogEntry { digest: report.digest(), ..entry.clone() }])?;
    conn.run(
        "INSERT INTO report (id, about, issued, staff, body, entry) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Value::Uuid(report.id),
            Value::from(report.about.as_str()),
            Value::instant(report.issued),
            Value::from(report.by.0.as_str()),
            Value::from(report.body.as_str()),
            place(end.seq)?,
        ],
    )?;
    Ok(true)
}

pub(super) fn all(conn: &mut dyn Conn, limit: usize) -> Result<Vec<Report>, StoreError> {
    let sql = "SELECT id, about, issued, staff, '' FROM report ORDER BY issued DESC, id LIMIT $1";
    conn.query(sql, &[Value::limit(limit)])?.iter().map(read).collect()
}

pub(super) fn issued(conn: &mut dyn Conn, ids: &[Uuid]) -> Result<Vec<Report>, StoreError> {
    let sql = "SELECT report.id, about, issued, report.staff, body, log.digest FROM report \
               JOIN log ON log.seq = report.entry WHERE report.id IN UUIDS($1)";
    let rows = conn.query(sql, &[Value::list(ids)?])?;
    let found: Vec<Report> =
        rows.iter().map(|row| read(row)?.vouched(&row.text(5)?)).collect::<Result<_, StoreError>>()?;
    Ok(ids.iter().filter_map(|id| found.iter().find(|one| one.id == *id).cloned()).collect())
}

/// The digest of the report each entry vouches for, as it is kept now.
pub(super) fn digests(conn: &mut dyn Conn, range: &[Value; 2]) -> Result<BTreeMap<u64, String>, StoreError> {
    let sql = "SELECT id, about, issued, staff, body, entry FROM report WHERE entry > $1 AND entry <= $2";
    let digest = |row: &Row| Ok((row.count(5)?, read(row)?.digest()));
    conn.query(sql, range)?.iter().map(digest).collect()
}

fn read(row: &Row) -> Result<Report, StoreError> {
    Ok(Report {
        id: row.uuid(0)?,
        about: row.text(1)?,
        issued: row.instant(2)?,
        by: StaffId(row.text(3)?),
        body: row.text(4)?,
    })
}
