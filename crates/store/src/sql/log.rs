//! The log as rows: appending, reading, and checking the chain.

use super::{reports, rows};
use crate::engine::{Conn, Holds, Insert};
use crate::log::{COLUMNS, Head, LogEntry, Logged, OF_REVISIONS, RowsDigest, Wrong, hash_after, place};
use crate::report::OF_REPORT;
use crate::value::{Row, Value};
use crate::{Change, StoreError};
use practice::ids::{PersonId, RecordId, StaffId};
use practice::record::Revision;
use std::collections::{BTreeMap, BTreeSet};

const LOG: Insert<'static> = Insert {
    table: "log",
    columns: &[
        ("seq", Holds::Int),
        ("logged", Holds::Text),
        ("staff", Holds::Text),
        ("role", Holds::Text),
        ("session", Holds::Text),
        ("action", Holds::Text),
        ("page", Holds::Text),
        ("people", Holds::Json),
        ("record", Holds::Uuid),
        ("why", Holds::Text),
        ("outcome", Holds::Text),
        ("digest", Holds::Text),
        ("hash", Holds::Text),
    ],
    conflict: "",
};
const LOG_PEOPLE: Insert<'static> =
    Insert { table: "log_person", columns: &[("seq", Holds::Int), ("person", Holds::Uuid)], conflict: "" };

/// How many revisions are read at a time when the chain is checked.
const AT_A_TIME: usize = 5_000;

/// Appends entries to the end of the chain, which is held until the transaction ends; the new end.
pub(super) fn append(conn: &mut dyn Conn, entries: &[LogEntry]) -> Result<Head, StoreError> {
    conn.hold_chain()?;
    let mut end = head(conn)?;
    let (mut links, mut people) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in entries {
        let (row, after) = entry.link(&end)?;
        let named: BTreeSet<PersonId> = entry.people.iter().copied().collect();
        people.extend(named.into_iter().map(|person| vec![row[0].clone(), Value::Uuid(person.0)]));
        links.push(row);
        end = after;
    }
    if !links.is_empty() {
        conn.insert(&LOG, links)?;
    }
    if !people.is_empty() {
        conn.insert(&LOG_PEOPLE, people)?;
    }
    Ok(end)
}

/// Adds a change's revisions and the entry that vouches for them.
pub(super) fn append_revisions(conn: &mut dyn Conn, change: &Change, new: &[Revision]) -> Result<(), StoreError> {
    let vouched = Change { revisions: new.to_vec(), entry: change.entry.clone(), ..Change::default() };
    let Some(entry) = LogEntry::of_change(&vouched) else { return Ok(()) };
    let end = append(conn, &[LogEntry { digest: crate::log::digest_of(new)?, ..entry }])?;
    rows::add_revisions(conn, new, end.seq)
}

pub(super) fn head(conn: &mut dyn Conn) -> Result<Head, StoreError> {
    match conn.query("SELECT seq, hash FROM log WHERE seq = (SELECT MAX(seq) FROM log)", &[])?.first() {
        Some(row) => Ok(Head { seq: row.count(0)?, hash: row.text(1)? }),
        None => Ok(Head::default()),
    }
}

pub(super) fn after(conn: &mut dyn Conn, after: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM log WHERE seq > $1 ORDER BY seq LIMIT $2");
    conn.query(&sql, &[place(after)?, Value::limit(limit)])?.iter().map(Logged::read).collect()
}

pub(super) fn about(
    conn: &mut dyn Conn,
    person: PersonId,
    before: u64,
    limit: usize,
) -> Result<Vec<Logged>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM log WHERE seq IN \
         (SELECT seq FROM log_person WHERE person = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3) ORDER BY seq DESC"
    );
    let values = [Value::Uuid(person.0), place(before.min(i64::MAX as u64))?, Value::limit(limit)];
    conn.query(&sql, &values)?.iter().map(Logged::read).collect()
}

pub(super) fn by(conn: &mut dyn Conn, staff: &StaffId, before: u64, limit: usize) -> Result<Vec<Logged>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM log WHERE staff = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");
    let values = [Value::from(staff.0.as_str()), place(before.min(i64::MAX as u64))?, Value::limit(limit)];
    conn.query(&sql, &values)?.iter().map(Logged::read).collect()
}

/// Checks the entries after one place up to another, the people they are found by and the revisions they vouch for.
pub(super) fn check(conn: &mut dyn Conn, from: u64, upto: u64) -> Result<Option<Wrong>, StoreError> {
    let range = [place(from)?, place(upto)?];
    let mut before = match from {
        0 => Head::default().hash,
        _ => match conn.query("SELECT hash FROM log WHERE seq = $1", &range[..1])?.first() {
            Some(row) => row.text(0)?,
            None => return wrong(from, "it is missing"),
        },
    };
    let entries =
        conn.query(&format!("SELECT {COLUMNS} FROM log WHERE seq > $1 AND seq <= $2 ORDER BY seq"), &range)?;
    let mut people = people_of(conn, &range)?;
    let mut digests = digests_of(conn, &range)?;
    let mut reports = reports::digests(conn, &range)?;
    let mut seq = from;
    for row in &entries {
        seq += 1;
        if row.count(0)? != seq {
            return wrong(seq, "it is missing");
        }
        let (hashed, hash) = row.0.split_at(row.0.len() - 1);
        let [Value::Text(hash)] = hash else { return wrong(seq, "its hash cannot be read") };
        if *hash != hash_after(&before, hashed) {
            return wrong(seq, "its hash is not that of its words after the entry before it");
        }
        before.clone_from(hash);
        let named: Vec<PersonId> = row.json(7)?;
        let named: BTreeSet<PersonId> = named.into_iter().collect();
        if people.remove(&seq).unwrap_or_default() != named {
            return wrong(seq, "it is not found by the people it names");
        }
        let said = row.text(11)?;
        let kept = digests.remove(&seq);
        if (said.starts_with(OF_REVISIONS) || kept.is_some()) && kept.unwrap_or_default() != said {
            let which = kept_by(conn, seq)?;
            return wrong(seq, &format!("a record it kept was altered, added or taken away{which}"));
        }
        let kept = reports.remove(&seq);
        if (said.starts_with(OF_REPORT) || kept.is_some()) && kept.unwrap_or_default() != said {
            return wrong(seq, "a report it kept was altered, added or taken away");
        }
    }
    if seq != upto {
        return wrong(seq + 1, "it is missing");
    }
    Ok(None)
}

/// The records that say an entry kept them, in words: the one that is not as it was written is among them, unless it is
/// gone altogether.
fn kept_by(conn: &mut dyn Conn, seq: u64) -> Result<String, StoreError> {
    let rows = conn.query("SELECT DISTINCT id FROM revision WHERE entry = $1 LIMIT 20", &[place(seq)?])?;
    let records = rows.iter().map(|row| Ok(row.uuid(0)?.to_string())).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(match &records[..] {
        [] => ": of all it kept none is left".to_owned(),
        [one] => format!(": record {one}"),
        many => format!(": one of the records {}", many.join(", ")),
    })
}

/// What no entry vouches for, once every entry up to `head` has been checked.
pub(super) fn check_rest(conn: &mut dyn Conn) -> Result<Option<Wrong>, StoreError> {
    // The end is read last: what was kept meanwhile is then before it.
    let last = |conn: &mut dyn Conn, sql: &str| -> Result<u64, StoreError> {
        let rows = conn.query(sql, &[])?;
        rows.first().filter(|row| !row.is_null(0)).map_or(Ok(0), |row| row.count(0))
    };
    let revisions = last(conn, "SELECT MAX(entry) FROM revision")?;
    let people = last(conn, "SELECT MAX(seq) FROM log_person")?;
    let reports = last(conn, "SELECT MAX(entry) FROM report")?;
    let end = head(conn)?.seq;
    if revisions > end {
        return wrong(revisions, "a record says it was kept by this entry, which is missing");
    }
    if reports > end {
        return wrong(reports, "a report says it was kept by this entry, which is missing");
    }
    if people > end {
        return wrong(people, "people say they are named by this entry, which is missing");
    }
    if !conn.query("SELECT seq FROM revision WHERE entry IS NULL LIMIT 1", &[])?.is_empty() {
        return wrong(end + 1, "a record was added that no entry knows of");
    }
    Ok(None)
}

fn wrong(seq: u64, what: &str) -> Result<Option<Wrong>, StoreError> {
    Ok(Some(Wrong { seq, what: what.to_owned() }))
}

fn people_of(conn: &mut dyn Conn, range: &[Value; 2]) -> Result<BTreeMap<u64, BTreeSet<PersonId>>, StoreError> {
    let mut people: BTreeMap<u64, BTreeSet<PersonId>> = BTreeMap::new();
    for row in conn.query("SELECT seq, person FROM log_person WHERE seq > $1 AND seq <= $2", range)? {
        people.entry(row.count(0)?).or_default().insert(PersonId(row.uuid(1)?));
    }
    Ok(people)
}

/// The digest of the revisions each entry vouches for, as they are kept now.
fn digests_of(conn: &mut dyn Conn, range: &[Value; 2]) -> Result<BTreeMap<u64, String>, StoreError> {
    let sql = format!(
        "SELECT entry, seq, {} FROM revision WHERE (entry, seq) > ($1, $2) AND entry <= $3 ORDER BY entry, seq LIMIT $4",
        rows::REVISION
    );
    let mut digests: BTreeMap<u64, RowsDigest> = BTreeMap::new();
    // After every revision of the entry the range begins after.
    let mut at = (range[0].clone(), Value::Int(i64::MAX));
    loop {
        let rows = conn.query(&sql, &[at.0, at.1, range[1].clone(), Value::limit(AT_A_TIME)])?;
        for row in &rows {
            digests.entry(row.count(0)?).or_default().row(&row.0[2..]);
        }
        match rows.last() {
            Some(Row(last)) if rows.len() == AT_A_TIME => at = (last[0].clone(), last[1].clone()),
            _ => return Ok(digests.into_iter().map(|(seq, digest)| (seq, digest.finish())).collect()),
        }
    }
}

/// The looks of a database that was kept without a log.
pub(crate) fn looks(conn: &mut dyn Conn) -> Result<Vec<LogEntry>, StoreError> {
    let look = |row: &Row| {
        let people = if row.is_null(2) { Vec::new() } else { vec![PersonId(row.uuid(2)?)] };
        let record = if row.is_null(3) { None } else { Some(RecordId(row.uuid(3)?)) };
        Ok(LogEntry { people, record, ..LogEntry::new(row.instant(0)?, &StaffId(row.text(1)?), &row.text(4)?) })
    };
    conn.query("SELECT looked, staff, person, record, action FROM look ORDER BY seq", &[])?.iter().map(look).collect()
}

/// Begins the chain of such a database: its looks become entries, and one entry vouches for its records as they are.
pub(crate) fn begin(conn: &mut dyn Conn, looks: &[LogEntry]) -> Result<(), StoreError> {
    let end = append(conn, looks)?;
    let range = [place(end.seq)?, place(end.seq + 1)?];
    conn.run("UPDATE revision SET entry = $1", &range[1..])?;
    let Some((_, digest)) = digests_of(conn, &range)?.pop_first() else { return Ok(()) };
    let begun = LogEntry::new(jiff::Timestamp::now(), &StaffId::from("goldthread"), "begin");
    append(conn, &[LogEntry { digest, ..begun }]).map(|_| ())
}
