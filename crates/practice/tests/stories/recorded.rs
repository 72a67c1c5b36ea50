//! What a story says was recorded, as records; and those of one child that were known at a moment.

use crate::body::{Around, body, moment};
use crate::page::{Row, Story};
use practice::ids::{AUTHORITY, PersonId, RecordId, StaffId};
use practice::kinds::{KINDS, Kind};
use practice::moment::Moment;
use practice::record::{Records, Revision, Status};
use uuid::Uuid;

/// "Aisha and Bilal", "Aisha, Bilal": the names in a cell.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty())
}

/// The children of a story, by name.
pub type Children = Vec<(String, PersonId)>;

/// The children of a story, and what was recorded about them.
pub fn recorded(story: &Story) -> Result<(Children, Vec<Revision>), String> {
    let mut children: Children = Vec::new();
    let all = story.recorded.iter().flat_map(|row| names(row.get("child")));
    for name in all.chain(std::iter::once("the child")) {
        let new = children.iter().all(|(known, _)| known != name);
        if new && (name != "the child" || children.is_empty()) {
            let person = match name {
                "the authority" => AUTHORITY,
                _ => PersonId(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())),
            };
            children.push((name.to_owned(), person));
        }
    }
    let mut earlier: Vec<(String, String, Uuid)> = Vec::new();
    let mut revisions: Vec<Revision> = Vec::new();
    for (index, row) in story.recorded.iter().enumerate() {
        let revision = revision(row, index, &children, &mut earlier, &revisions)
            .map_err(|fault| format!("{}:{}: {fault}", story.file, row.line))?;
        revisions.push(revision);
    }
    Ok((children, revisions))
}

fn revision(
    row: &Row,
    index: usize,
    children: &Children,
    earlier: &mut Vec<(String, String, Uuid)>,
    before: &[Revision],
) -> Result<Revision, String> {
    let when = moment(row.get("when"))?;
    let (record, change) = match row.get("record").split_once('(') {
        Some((record, change)) => (record.trim(), change.trim_end_matches(')').trim()),
        None => (row.get("record"), ""),
    };
    let about: Children = match row.get("child") {
        "" => children.clone(),
        cell => {
            let named: Vec<&str> = names(cell).collect();
            children.iter().filter(|(name, _)| named.contains(&name.as_str())).cloned().collect()
        }
    };
    let known = match row.get("known") {
        "" => when.start_instant(),
        known => moment(known)?.start_instant(),
    };
    // Rows of the same moment stay in the order they are written.
    let known = known + std::time::Duration::from_micros(index as u64);
    let around = |earlier| Around { children: &about, earlier, when };
    if !change.is_empty() {
        let found = earlier.iter().find(|(label, _, _)| label.eq_ignore_ascii_case(record));
        let (_, kind, id) = found.ok_or_else(|| format!("no earlier record is called `{record}`"))?;
        let last = before.iter().rev().find(|one| one.id.0 == *id).ok_or("nothing to correct")?;
        let spec = (practice::kinds::find(kind).ok_or("not a kind")?.spec)();
        let reason = "—".to_owned();
        let status = match change {
            "corrected" => Status::Amended { reason },
            "withdrawn" => Status::Withdrawn { reason },
            other => return Err(format!("a record is corrected or withdrawn, not `{other}`")),
        };
        let body =
            if change == "withdrawn" { last.body.clone() } else { body(spec, row.get("what"), &around(earlier))? };
        let about = if change == "withdrawn" { last.about } else { when };
        return Ok(Revision { revision: last.revision + 1, about, known, status, body, ..last.clone() });
    }
    let kind = kind(record)?;
    let title = (kind.spec)().title.to_lowercase();
    let number = earlier.iter().filter(|(_, of, _)| of == kind.name).count() + 1;
    let body = body((kind.spec)(), row.get("what"), &around(earlier))?;
    let label = format!("{title} {number}");
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{index} {label}").as_bytes());
    earlier.push((label, kind.name.to_owned(), id));
    Ok(Revision {
        id: RecordId(id),
        revision: 1,
        kind: kind.name.to_owned(),
        people: about.iter().map(|(_, id)| *id).collect(),
        about: when,
        known,
        author: StaffId::from("a.worker"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: String::new(),
        body,
    })
}

fn kind(name: &str) -> Result<&'static Kind, String> {
    let wanted = name.to_lowercase();
    let mut found = KINDS.iter().filter(|kind| kind.name == wanted || (kind.spec)().title.to_lowercase() == wanted);
    found.next().ok_or_else(|| format!("`{name}` is not a kind of record: write its title, such as Screening decision"))
}

/// The child a row of what is expected is about, their records as far as they were known, and the moment looked from.
pub fn looked_at(row: &Row, children: &Children, records: &Records) -> Result<(PersonId, Records, Moment), String> {
    let on = moment(row.get("on"))?;
    let known = if row.get("known").is_empty() { on } else { moment(row.get("known"))? };
    let name = if row.get("child").is_empty() { &children[0].0 } else { row.get("child") };
    let (_, child) = children
        .iter()
        .find(|(child, _)| child == name)
        .ok_or_else(|| format!("no child is called {name}: the children are those in what was recorded"))?;
    // A minute's records count as known within that minute.
    let cut = known.instant() + std::time::Duration::from_millis(59_999);
    let known = records.known_by(cut);
    let of_child = |id| known.revisions_of(id).last().is_some_and(|latest| latest.people.contains(child));
    let theirs = known.revisions().iter().filter(|entry| of_child(entry.id)).cloned();
    Ok((*child, Records::new(theirs), on))
}
