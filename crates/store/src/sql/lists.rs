//! Lists of people, tasks and contacts: one statement each.

use crate::engine::Conn;
use crate::value::{Row, Value};
use crate::{Caseload, Claim, Holder, StoreError, TaskRow, WaitingRow, Whose};
use jiff::Timestamp;
use practice::ids::{PersonId, StaffId, TeamId};
use practice::summary::Summary;
use std::collections::HashMap;

pub(super) fn holders(conn: &mut dyn Conn, people: &[PersonId]) -> Result<Vec<Holder>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let read = |row: &Row| {
        Ok(Holder {
            person: PersonId(row.uuid(0)?),
            worker: row.text_or_none(1)?.map(StaffId),
            team: row.text_or_none(2)?.map(TeamId),
        })
    };
    let sql = "SELECT person, worker, team FROM summary WHERE person IN UUIDS($1)";
    conn.query(sql, &[Value::list(people)?])?.iter().map(read).collect()
}

pub(super) fn summaries(conn: &mut dyn Conn, people: &[PersonId]) -> Result<Vec<Summary>, StoreError> {
    let rows = conn.query("SELECT body FROM summary WHERE person IN UUIDS($1)", &[Value::list(people)?])?;
    let mut found = HashMap::new();
    for row in &rows {
        let summary: Summary = row.json(0)?;
        found.insert(summary.person, summary);
    }
    Ok(people.iter().filter_map(|person| found.get(person).cloned()).collect())
}

pub(super) fn people_after(
    conn: &mut dyn Conn,
    after: Option<PersonId>,
    limit: usize,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = match after {
        Some(after) => conn.query(
            "SELECT DISTINCT person FROM record_person WHERE person > $1 ORDER BY person LIMIT $2",
            &[Value::Uuid(after.0), Value::limit(limit)],
        )?,
        None => {
            conn.query("SELECT DISTINCT person FROM record_person ORDER BY person LIMIT $1", &[Value::limit(limit)])?
        }
    };
    rows.iter().map(|row| row.uuid(0).map(PersonId)).collect()
}

pub(super) fn found_by(conn: &mut dyn Conn, keys: &[String], limit: usize) -> Result<Vec<Summary>, StoreError> {
    let sql = "SELECT s.body FROM (SELECT person, COUNT(*) AS matched FROM summary_key WHERE found_by IN TEXTS($1) \
               GROUP BY person) found JOIN summary s ON s.person = found.person \
               ORDER BY found.matched DESC, s.sort, s.person LIMIT $2";
    bodies(&conn.query(sql, &[Value::list(keys)?, Value::limit(limit)])?)
}

pub(super) fn children(conn: &mut dyn Conn, whose: &Whose, limit: usize) -> Result<Vec<Summary>, StoreError> {
    let (clause, mut values) = whose_clause(whose, "s");
    let place = values.len() + 1;
    values.push(Value::limit(limit));
    let sql = format!(
        "SELECT s.body FROM summary s WHERE s.is_open = 1 AND {clause} ORDER BY s.sort, s.person LIMIT ${place}"
    );
    bodies(&conn.query(&sql, &values)?)
}

pub(super) fn tasks(
    conn: &mut dyn Conn,
    whose: &Whose,
    due_by: Timestamp,
    limit: usize,
) -> Result<Vec<TaskRow>, StoreError> {
    let (clause, mut values) = whose_clause(whose, "t");
    let open = if matches!(whose, Whose::Unallocated(_)) { " AND s.is_open = 1" } else { "" };
    let place = values.len() + 1;
    values.extend([Value::instant(due_by), Value::limit(limit)]);
    let sql = format!(
        "SELECT t.person, s.name, t.worker, t.team, t.body FROM task t JOIN summary s ON s.person = t.person \
         WHERE t.due_at <= ${place} AND {clause}{open} ORDER BY t.due_at, t.person, t.place LIMIT ${}",
        place + 1
    );
    let row = |row: &Row| {
        Ok(TaskRow {
            person: PersonId(row.uuid(0)?),
            name: row.text(1)?,
            worker: row.text_or_none(2)?.map(StaffId),
            team: row.text_or_none(3)?.map(TeamId),
            task: row.json(4)?,
        })
    };
    conn.query(&sql, &values)?.iter().map(row).collect()
}

pub(super) fn caseloads(conn: &mut dyn Conn, due_by: Timestamp) -> Result<Vec<Caseload>, StoreError> {
    let sql = "SELECT worker, team, CAST(SUM(children) AS BIGINT), CAST(SUM(tasks) AS BIGINT) FROM ( \
               SELECT worker, team, COUNT(*) AS children, 0 AS tasks FROM summary WHERE is_open = 1 \
               GROUP BY worker, team \
               UNION ALL \
               SELECT worker, team, 0 AS children, COUNT(*) AS tasks FROM task WHERE due_at < $1 \
               GROUP BY worker, team) both_counts GROUP BY worker, team";
    let row = |row: &Row| {
        let (worker, team) = (row.text_or_none(0)?.map(StaffId), row.text_or_none(1)?.map(TeamId));
        Ok((worker, team, row.count(2)?, row.count(3)?))
    };
    let mut rows: Vec<_> =
        conn.query(sql, &[Value::instant(due_by)])?.iter().map(row).collect::<Result<_, StoreError>>()?;
    rows.sort();
    Ok(rows)
}

pub(super) fn waiting(conn: &mut dyn Conn, limit: usize) -> Result<Vec<WaitingRow>, StoreError> {
    let sql = "SELECT w.person, s.name, s.born, w.body, c.staff, c.since, w.contact FROM waiting w \
               JOIN summary s ON s.person = w.person LEFT JOIN claim c ON c.contact = w.contact \
               ORDER BY w.due_at, w.contact, w.person, w.place LIMIT $1";
    let row = |row: &Row| {
        let claim = match row.text_or_none(4)? {
            Some(by) => {
                let contact = practice::ids::RecordId(row.uuid(6)?);
                Some(Claim { contact, by: StaffId(by), since: row.instant(5)? })
            }
            None => None,
        };
        Ok(WaitingRow {
            person: PersonId(row.uuid(0)?),
            name: row.text(1)?,
            born: row.text(2)?,
            waiting: row.json(3)?,
            claim,
        })
    };
    conn.query(sql, &[Value::limit(limit)])?.iter().map(row).collect()
}

/// The condition on a table's `worker` and `team`, and its values, the first of which is `$1`.
fn whose_clause(whose: &Whose, table: &str) -> (String, Vec<Value>) {
    match whose {
        Whose::Worker(worker) => (format!("{table}.worker = $1"), vec![Value::from(worker.0.as_str())]),
        Whose::Team(team) => (format!("{table}.team = $1"), vec![Value::from(team.0.as_str())]),
        Whose::Unallocated(None) => (format!("{table}.worker IS NULL"), Vec::new()),
        Whose::Unallocated(Some(team)) => {
            (format!("{table}.worker IS NULL AND {table}.team = $1"), vec![Value::from(team.0.as_str())])
        }
        Whose::All => ("1 = 1".to_owned(), Vec::new()),
    }
}

fn bodies(rows: &[Row]) -> Result<Vec<Summary>, StoreError> {
    rows.iter().map(|row| row.json(0)).collect()
}
