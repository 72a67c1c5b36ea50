//! Records and summaries as rows.

use super::records::keep_last;
use crate::StoreError;
use crate::engine::{Conn, Holds, Insert};
use crate::value::{Row, Value};
use practice::ids::{PersonId, RecordId, StaffId};
use practice::record::{Revision, Status};
use practice::summary::Summary;
use std::collections::BTreeSet;

/// How many things are turned into rows at a time.
const AT_A_TIME: usize = 2_000;

/// The columns of a revision, in the order [`revision`] reads them.
pub(super) const REVISION: &str =
    "id, revision, kind, people, about, known, author, status, reason, unusual, source, form, body";

const REVISIONS: &[(&str, Holds)] = &[
    ("id", Holds::Uuid),
    ("revision", Holds::Int),
    ("kind", Holds::Text),
    ("people", Holds::Json),
    ("about", Holds::Text),
    ("known", Holds::Text),
    ("author", Holds::Text),
    ("status", Holds::Text),
    ("reason", Holds::Text),
    ("unusual", Holds::Text),
    ("source", Holds::Text),
    ("form", Holds::Text),
    ("body", Holds::Json),
    ("entry", Holds::Int),
];
/// A revision is written once: a second one of the same number is a fault.
const NEW_REVISIONS: Insert<'static> = Insert { table: "revision", columns: REVISIONS, conflict: "" };
const RECORD_PEOPLE: Insert<'static> = Insert {
    table: "record_person",
    columns: &[("person", Holds::Uuid), ("id", Holds::Uuid)],
    conflict: "ON CONFLICT (person, id) DO NOTHING",
};
const FORMS: Insert<'static> = Insert {
    table: "form",
    columns: &[("fingerprint", Holds::Text), ("form", Holds::Text)],
    conflict: "ON CONFLICT (fingerprint) DO NOTHING",
};
const SUMMARIES: Insert<'static> = Insert {
    table: "summary",
    columns: &[
        ("person", Holds::Uuid),
        ("name", Holds::Text),
        ("sort", Holds::Text),
        ("born", Holds::Text),
        ("is_open", Holds::Int),
        ("team", Holds::Text),
        ("worker", Holds::Text),
        ("body", Holds::Json),
    ],
    conflict: "ON CONFLICT (person) DO UPDATE SET name = excluded.name, sort = excluded.sort, born = excluded.born, \
               is_open = excluded.is_open, team = excluded.team, worker = excluded.worker, body = excluded.body",
};
const SUMMARY_KEYS: Insert<'static> =
    Insert { table: "summary_key", columns: &[("found_by", Holds::Text), ("person", Holds::Uuid)], conflict: "" };
const TASKS: Insert<'static> = Insert {
    table: "task",
    columns: &[
        ("person", Holds::Uuid),
        ("place", Holds::Int),
        ("worker", Holds::Text),
        ("team", Holds::Text),
        ("due_at", Holds::Text),
        ("body", Holds::Json),
    ],
    conflict: "",
};
const WAITING: Insert<'static> = Insert {
    table: "waiting",
    columns: &[
        ("person", Holds::Uuid),
        ("place", Holds::Int),
        ("contact", Holds::Uuid),
        ("due_at", Holds::Text),
        ("body", Holds::Json),
    ],
    conflict: "",
};

/// Reads a row of [`REVISION`].
pub(super) fn revision(row: &Row) -> Result<Revision, StoreError> {
    let reason = || row.text(8);
    Ok(Revision {
        id: RecordId(row.uuid(0)?),
        revision: u32::try_from(row.int(1)?)
            .map_err(|_| StoreError::Engine("a revision's number is out of range".to_owned()))?,
        kind: row.text(2)?,
        people: row.json::<Vec<PersonId>>(3)?,
        about: row.parsed(4)?,
        known: row.instant(5)?,
        author: StaffId(row.text(6)?),
        status: match row.text(7)?.as_str() {
            "finished" => Status::Finished,
            "amended" => Status::Amended { reason: reason()? },
            "withdrawn" => Status::Withdrawn { reason: reason()? },
            _ => return Err(StoreError::Engine("a revision has a status this version does not know".to_owned())),
        },
        unusual: row.text_or_none(9)?,
        source: row.text_or_none(10)?,
        form: row.text(11)?,
        body: row.json(12)?,
    })
}

/// The row of a revision, in the order of [`REVISION`]: what the log's digest of it is over.
pub(crate) fn revision_row(revision: &Revision) -> Result<Vec<Value>, StoreError> {
    let (status, reason) = match &revision.status {
        Status::Finished => ("finished", None),
        Status::Amended { reason } => ("amended", Some(reason.as_str())),
        Status::Withdrawn { reason } => ("withdrawn", Some(reason.as_str())),
    };
    Ok(vec![
        Value::Uuid(revision.id.0),
        Value::Int(i64::from(revision.revision)),
        Value::from(revision.kind.as_str()),
        Value::json(&revision.people)?,
        Value::Text(revision.about.written()),
        Value::instant(revision.known),
        Value::from(revision.author.0.as_str()),
        Value::from(status),
        Value::text_or_null(reason),
        Value::text_or_null(revision.unusual.as_deref()),
        Value::text_or_null(revision.source.as_deref()),
        Value::from(revision.form.as_str()),
        Value::json(&revision.body)?,
    ])
}

/// Adds revisions, vouched for by an entry of the log, and whom they are about.
pub(super) fn add_revisions(conn: &mut dyn Conn, revisions: &[Revision], entry: u64) -> Result<(), StoreError> {
    for some in revisions.chunks(AT_A_TIME) {
        let row = |revision: &Revision| {
            let mut row = revision_row(revision)?;
            row.push(crate::log::place(entry)?);
            Ok(row)
        };
        conn.insert(&NEW_REVISIONS, some.iter().map(row).collect::<Result<_, StoreError>>()?)?;
        let people: BTreeSet<(PersonId, RecordId)> =
            some.iter().flat_map(|revision| revision.people.iter().map(|person| (*person, revision.id))).collect();
        let row = |(person, id): (PersonId, RecordId)| vec![Value::Uuid(person.0), Value::Uuid(id.0)];
        conn.insert(&RECORD_PEOPLE, people.into_iter().map(row).collect())?;
    }
    Ok(())
}

/// Those of some revisions that are not kept yet, each once.
pub(super) fn not_kept(conn: &mut dyn Conn, revisions: Vec<Revision>) -> Result<Vec<Revision>, StoreError> {
    let mut kept = BTreeSet::new();
    for some in revisions.chunks(AT_A_TIME) {
        let ids: BTreeSet<RecordId> = some.iter().map(|revision| revision.id).collect();
        for row in conn.query("SELECT id, revision FROM revision WHERE id IN UUIDS($1)", &[Value::list(ids)?])? {
            kept.insert((RecordId(row.uuid(0)?), row.count(1)?));
        }
    }
    Ok(revisions.into_iter().filter(|one| kept.insert((one.id, u64::from(one.revision)))).collect())
}

/// Adds forms; one already kept is left alone.
pub(super) fn add_forms(conn: &mut dyn Conn, forms: &[(String, String)]) -> Result<(), StoreError> {
    let row =
        |(fingerprint, form): &(String, String)| vec![Value::from(fingerprint.as_str()), Value::from(form.as_str())];
    conn.insert(&FORMS, forms.iter().map(row).collect())
}

/// Forgets the summaries of some people.
pub(super) fn forget_summaries(conn: &mut dyn Conn, people: &[PersonId]) -> Result<(), StoreError> {
    forget(conn, &["summary_key", "task", "waiting", "summary"], people.iter().copied())
}

fn forget(conn: &mut dyn Conn, tables: &[&str], people: impl Iterator<Item = PersonId>) -> Result<(), StoreError> {
    let people = [Value::list(people)?];
    for table in tables {
        conn.run(&format!("DELETE FROM {table} WHERE person IN UUIDS($1)"), &people)?;
    }
    Ok(())
}

/// Keeps summaries, each instead of the one kept for its person.
pub(super) fn put_summaries(conn: &mut dyn Conn, summaries: &[Summary]) -> Result<(), StoreError> {
    for some in keep_last(summaries, |summary| summary.person).chunks(AT_A_TIME) {
        forget(conn, &["summary_key", "task", "waiting"], some.iter().map(|summary| summary.person))?;
        add_summaries(conn, some)?;
    }
    Ok(())
}

fn add_summaries(conn: &mut dyn Conn, summaries: &[&Summary]) -> Result<(), StoreError> {
    let (mut rows, mut keys, mut tasks, mut waiting) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for summary in summaries {
        let person = || Value::Uuid(summary.person.0);
        rows.push(vec![
            person(),
            Value::from(summary.name.as_str()),
            Value::from(summary.sort.as_str()),
            Value::from(summary.born.as_str()),
            Value::Int(i64::from(summary.open)),
            Value::text_or_null(summary.team.as_ref().map(|team| team.0.as_str())),
            Value::text_or_null(summary.worker.as_ref().map(|worker| worker.0.as_str())),
            Value::json(summary)?,
        ]);
        let distinct: BTreeSet<&String> = summary.keys.iter().collect();
        keys.extend(distinct.into_iter().map(|key| vec![Value::from(key.as_str()), person()]));
        for (place, task) in (0..).map(Value::Int).zip(&summary.tasks) {
            let (worker, team) = summary.holder(task);
            let worker = Value::text_or_null(worker.map(|worker| worker.0.as_str()));
            let team = Value::text_or_null(team.map(|team| team.0.as_str()));
            tasks.push(vec![person(), place, worker, team, Value::instant(task.due_at), Value::json(task)?]);
        }
        for (place, one) in (0..).map(Value::Int).zip(&summary.waiting) {
            let contact = Value::Uuid(one.contact.0);
            waiting.push(vec![person(), place, contact, Value::instant(one.due_at), Value::json(one)?]);
        }
    }
    conn.insert(&SUMMARIES, rows)?;
    conn.insert(&SUMMARY_KEYS, keys)?;
    conn.insert(&TASKS, tasks)?;
    conn.insert(&WAITING, waiting)
}
