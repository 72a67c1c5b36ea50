//! Words typed on pages, and what nobody has read.

use crate::StoreError;
use crate::engine::Conn;
use crate::value::{Row, Value};
use crate::words::{Readers, Unread, Words};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};

pub(super) fn keep(conn: &mut dyn Conn, words: &Words) -> Result<(), StoreError> {
    let sql = "INSERT INTO words (staff, page, typed, kept) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (staff, page) DO UPDATE SET typed = excluded.typed, kept = excluded.kept";
    let values = [
        Value::from(words.staff.0.as_str()),
        Value::from(words.page.as_str()),
        Value::json(&words.typed)?,
        Value::instant(words.at),
    ];
    conn.run(sql, &values).map(|_| ())
}

pub(super) fn of(conn: &mut dyn Conn, staff: &StaffId, since: Timestamp) -> Result<Vec<Words>, StoreError> {
    let sql = "SELECT staff, page, typed, kept FROM words WHERE staff = $1 AND kept >= $2 ORDER BY kept DESC, page";
    let read = |row: &Row| {
        Ok(Words { staff: StaffId(row.text(0)?), page: row.text(1)?, typed: row.json(2)?, at: row.instant(3)? })
    };
    conn.query(sql, &[Value::from(staff.0.as_str()), Value::instant(since)])?.iter().map(read).collect()
}

pub(super) fn forget(conn: &mut dyn Conn, staff: &StaffId, page: &str) -> Result<(), StoreError> {
    let values = [Value::from(staff.0.as_str()), Value::from(page)];
    conn.run("DELETE FROM words WHERE staff = $1 AND page = $2", &values).map(|_| ())
}

pub(super) fn forget_before(conn: &mut dyn Conn, before: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM words WHERE kept < $1", &[Value::instant(before)])
}

pub(super) fn unread(
    conn: &mut dyn Conn,
    team: &TeamId,
    readers: &Readers,
    limit: usize,
) -> Result<Vec<Unread>, StoreError> {
    // The entries read are those after each record's own: what was looked at before it was written does not count.
    let sql = "SELECT w.person, w.id, w.kind, w.author, w.known FROM ( \
               SELECT rp.person, r.id, r.revision, r.kind, r.author, r.known, r.entry FROM summary s \
               JOIN record_person rp ON rp.person = s.person JOIN revision r ON r.id = rp.id \
               WHERE s.team = $1 AND s.is_open = 1 AND r.known >= $2 AND r.source IS NULL \
               AND NOT (r.author IN TEXTS($3))) w \
               WHERE NOT EXISTS (SELECT 1 FROM log_person p JOIN log l ON l.seq = p.seq \
               WHERE p.person = w.person AND p.seq > w.entry AND l.staff IN TEXTS($3) AND l.action IN TEXTS($4) \
               AND l.outcome = 'done') ORDER BY w.known, w.person, w.id, w.revision LIMIT $5";
    let values = [
        Value::from(team.0.as_str()),
        Value::instant(readers.since),
        Value::list(&readers.staff)?,
        Value::list(&readers.by)?,
        Value::limit(limit),
    ];
    let read = |row: &Row| {
        Ok(Unread {
            person: PersonId(row.uuid(0)?),
            record: RecordId(row.uuid(1)?),
            kind: row.text(2)?,
            author: StaffId(row.text(3)?),
            known: row.instant(4)?,
        })
    };
    conn.query(sql, &values)?.iter().map(read).collect()
}
