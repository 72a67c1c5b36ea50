//! A story put to the test: its records are folded into each child's journey, and the journey held to what is expected.

use crate::body::{Around, body, moment};
use crate::page::{Row, Story};
use practice::clock::{Run, State};
use practice::ids::{AUTHORITY, PersonId, RecordId, StaffId};
use practice::journey::Journey;
use practice::kinds::{KINDS, Kind};
use practice::moment::{Moment, short_date};
use practice::record::{Records, Revision, Status};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything wrong with a story, each line with its place; or nothing.
pub fn check(story: &Story) -> Result<(), String> {
    let (children, revisions) = recorded(story)?;
    let records = Records::read(revisions);
    if let Some(entry) = records.revisions().iter().find(|entry| entry.body.is_err()) {
        let why = entry.body.as_ref().err().map(ToString::to_string).unwrap_or_default();
        return Err(format!("{}: a {} cannot be read: {why}", story.file, entry.kind));
    }
    let mut faults = Vec::new();
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in &story.expected {
        let place = |fault: String| format!("{}:{}: {fault}", story.file, row.line);
        match expected(story, row, &children, &records, &mut seen) {
            Ok(()) => {}
            Err(fault) => faults.push(place(fault)),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// "Aisha and Bilal", "Aisha, Bilal": the names in a cell.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty())
}

type Children = Vec<(String, PersonId)>;

fn recorded(story: &Story) -> Result<(Children, Vec<Revision>), String> {
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

fn expected(
    story: &Story,
    row: &Row,
    children: &Children,
    records: &Records,
    seen: &mut BTreeMap<(String, String, String), usize>,
) -> Result<(), String> {
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
    let journey = Journey::of(*child, &Records::new(theirs), on);
    let same = |what: &str, wanted: &str, found: &str| match wanted.is_empty() || wanted.eq_ignore_ascii_case(found) {
        true => Ok(()),
        false => Err(format!("{what} on {on}: expected {wanted}, found {found}")),
    };
    let stages: Vec<&str> = journey.stages().into_iter().map(|stage| stage.label()).collect();
    let none = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { text };
    let day = |seen: Option<(Moment, RecordId)>| seen.map_or("never".to_owned(), |(at, _)| at.date.to_string());
    let wanted_day = |cell: &str| match cell {
        "" | "never" => Ok(cell.to_owned()),
        date => moment(date).map(|at| at.date.to_string()),
    };
    same("stages open", row.get("stages"), &none(stages.join(", "), "none"))?;
    same("last seen", &wanted_day(row.get("last seen"))?, &day(journey.last_seen))?;
    same("last seen alone", &wanted_day(row.get("last seen alone"))?, &day(journey.last_seen_alone))?;
    let odd = journey.oddities.iter().map(|oddity| oddity.words.as_str()).collect::<Vec<_>>().join("; ");
    same("oddities", row.get("oddities"), &none(odd, "none"))?;
    if row.get("clock").is_empty() {
        return Ok(());
    }
    clock(story, row, &journey, seen)
}

/// Holds one row to the runs of its clock: `CLK-FD-01` rows of one day list every run in order of due date;
/// `CLK-FD-01 (2)` is the second, `CLK-FD-01 (last)` the last.
fn clock(
    story: &Story,
    row: &Row,
    journey: &Journey,
    seen: &mut BTreeMap<(String, String, String), usize>,
) -> Result<(), String> {
    let cell = row.get("clock");
    let (id, which) = cell.split_once(' ').map_or((cell, ""), |(id, which)| (id, which.trim_matches(['(', ')'])));
    practice::clocks::find(id).ok_or_else(|| format!("there is no clock {id}"))?;
    let runs: Vec<&Run> = journey.clocks.iter().filter(|run| run.clock.id == id).collect();
    let all: Vec<String> = runs.iter().map(|run| shown(run, journey.on)).collect();
    let found = if all.is_empty() { "it does not run".to_owned() } else { all.join("; ") };
    if row.get("state").eq_ignore_ascii_case("does not run") {
        return if runs.is_empty() {
            Ok(())
        } else {
            Err(format!("{id} on {}: expected not to run, found {found}", journey.on))
        };
    }
    let key =
        |row: &Row| (format!("{} {}", row.get("on"), row.get("known")), row.get("child").to_owned(), cell.to_owned());
    let run = match which {
        "last" => runs.last(),
        "" => {
            let listed =
                story.expected.iter().filter(|other| other.get("clock") == cell && key(other) == key(row)).count();
            if listed != runs.len() {
                return Err(format!("{id} on {}: expected {listed} of it, found {}: {found}", journey.on, runs.len()));
            }
            let at = seen.entry(key(row)).or_default();
            *at += 1;
            runs.get(*at - 1)
        }
        number => {
            runs.get(number.parse::<usize>().map_err(|_| format!("`{number}` is not which run"))?.wrapping_sub(1))
        }
    };
    let run = run.ok_or_else(|| format!("{id} on {}: expected {cell}, found {found}", journey.on))?;
    let due = row.get("due");
    if !due.is_empty() && moment(due)? != run.due {
        return Err(format!("{id} on {}: expected due {due}, found due {} ({found})", journey.on, run.due));
    }
    let (state, wanted) = (run.state(journey.on), row.get("state"));
    if !wanted.is_empty() && !state.label().eq_ignore_ascii_case(wanted) {
        return Err(format!("{id} on {}: expected {wanted}, found {}", journey.on, shown(run, journey.on)));
    }
    Ok(())
}

fn shown(run: &Run, on: Moment) -> String {
    let state: State = run.state(on);
    let time = run.due.time.map(|time| format!(" {}", practice::moment::clock_time(time))).unwrap_or_default();
    format!("{} due {}{time}", state.label(), short_date(run.due.date))
}
