//! A story put to the test: its records are folded into each child's journey, and the journey held to what is expected.

use crate::body::moment;
use crate::page::{Row, Story};
use crate::recorded::{Children, looked_at, recorded};
use practice::clock::{Run, State};
use practice::ids::RecordId;
use practice::journey::Journey;
use practice::moment::{Moment, short_date};
use practice::record::Records;
use std::collections::BTreeMap;

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

/// The columns of what is expected of a journey.
pub const EXPECTED: [&str; 10] =
    ["on", "known", "child", "clock", "due", "state", "stages", "last seen", "last seen alone", "oddities"];

fn expected(
    story: &Story,
    row: &Row,
    children: &Children,
    records: &Records,
    seen: &mut BTreeMap<(String, String, String), usize>,
) -> Result<(), String> {
    let (child, records, on) = looked_at(row, children, records)?;
    let journey = Journey::of(child, &records, on);
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
