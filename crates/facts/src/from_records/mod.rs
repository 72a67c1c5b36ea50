//! Facts from the records of one child: a pure function, one file to an area.
//!
//! A record about three children feeds a row for each. Its key is made of the record and the child, so that it is the
//! same however often it is worked out, and in whatever order the records are given. Looked at as at a day, or from what
//! was known by one: give the records known by then, and the journey as at that day.

mod adopters;
mod care;
mod clocks;
mod events;
mod front_door;
mod health;
mod leaving_care;
mod need;
mod people;
mod protection;

use crate::value::{Misread, Text};
use crate::{Facts, Unread};
use practice::answer::Answer;
use practice::episode::{Episode, Stage};
use practice::ids::{PersonId, RecordId};
use practice::journey::Journey;
use practice::moment::{Moment, PartialDate};
use practice::oversight::{Allocation, Closure};
use practice::record::{On, Records, Standing};
use serde_json::{Map, Value};
use uuid::Uuid;

pub use people::{department, professional};

/// The facts that these records tell of a child. The journey is of the same child and the same records; what happened
/// after the moment it is looked at from is left out.
///
/// Never fails: what cannot be told as a row is in [`Facts::unread`], with why.
pub fn of(records: &Records, journey: &Journey) -> Facts {
    let standing = records.standing_by(journey.on);
    let view = View { child: journey.child, id: Text::from(journey.child.to_string()), standing, journey };
    let mut facts = Facts::default();
    people::fill(&view, &mut facts);
    front_door::fill(&view, &mut facts);
    need::fill(&view, &mut facts);
    protection::fill(&view, &mut facts);
    events::fill(&view, &mut facts);
    care::fill(&view, &mut facts);
    health::fill(&view, &mut facts);
    leaving_care::fill(&view, &mut facts);
    adopters::fill(&view, &mut facts);
    clocks::fill(&view, &mut facts);
    for (entry, _) in view.standing.unreadable() {
        let kind = practice::kinds::find(&entry.kind).map_or("unknown", |kind| kind.name);
        view.lost(&mut facts, "record", entry.id, kind, "", Misread::Unreadable);
    }
    facts.sort();
    facts
}

/// What every area looks at.
struct View<'r> {
    child: PersonId,
    /// The child's id as it stands in rows.
    id: Text,
    standing: Standing<'r>,
    journey: &'r Journey,
}

impl<'r> View<'r> {
    /// The key of the row that a record feeds for this child.
    fn row(&self, record: RecordId) -> Text {
        Uuid::new_v5(&record.0, self.child.0.as_bytes()).to_string().into()
    }

    /// The key of one of several rows that a record feeds for this child.
    fn row_of(&self, record: RecordId, part: &str) -> Text {
        let name = [self.child.0.as_bytes(), part.as_bytes()].concat();
        Uuid::new_v5(&record.0, &name).to_string().into()
    }

    /// The stretches of one stage.
    fn episodes(&self, stage: Stage) -> impl DoubleEndedIterator<Item = &'r Episode> {
        self.journey.episodes.iter().filter(move |episode| episode.stage == stage)
    }

    /// The latest stretch of a stage that covers a moment.
    fn covering(&self, stage: Stage, at: Moment) -> Option<&'r Episode> {
        self.episodes(stage).rev().find(|episode| episode.covers(at))
    }

    /// The row of the stretch of a stage that covers a moment; empty when there is none.
    fn row_covering(&self, stage: Stage, at: Moment) -> Text {
        self.covering(stage, at).map(|episode| self.row(episode.opened_by)).unwrap_or_default()
    }

    /// The row of the referral open at a moment; empty when there is none.
    fn referral(&self, at: Moment) -> Text {
        self.row_covering(Stage::Need, at)
    }

    /// Who held the work at a moment: team and worker, empty when nobody did.
    fn held_by(&self, at: Moment) -> (Text, Text) {
        let latest = self.standing.of_kind::<Allocation>().rev().find(|one| one.from.is_by(at));
        let closed = |one: &On<'_, Allocation>| {
            let mut closures = self.standing.of_kind::<Closure>();
            closures.any(|closure| one.from.is_by(closure.closed) && closure.closed.date < at.date)
        };
        latest.filter(|one| !closed(one)).map(|one| (team(&one), worker(&one))).unwrap_or_default()
    }

    /// Who held a stretch when it ended, or holds it now.
    fn held_until(&self, episode: &Episode) -> (Text, Text) {
        self.held_by(episode.closed.map_or(self.journey.on, |(closed, _)| closed))
    }

    /// The day a clock that a record stopped was due; the earliest when it stopped several.
    fn due(&self, clocks: &[&str], stopped_by: RecordId) -> Option<jiff::civil::Date> {
        let runs = self.journey.clocks.iter().filter(|run| clocks.contains(&run.clock.id));
        let runs = runs.filter(|run| run.stopped.and_then(|stop| stop.record) == Some(stopped_by));
        runs.map(|run| run.due.date).min()
    }

    /// Tells what a record holds and no column can.
    fn lost(
        &self,
        facts: &mut Facts,
        table: &'static str,
        record: RecordId,
        field: &'static str,
        value: &str,
        why: Misread,
    ) {
        let key = self.row(record);
        facts.unread.push(Unread { table, line: 0, key, field: field.into(), value: value.into(), why });
    }
}

fn team(allocation: &Allocation) -> Text {
    Text::from(allocation.team.0.as_str())
}

fn worker(allocation: &Allocation) -> Text {
    allocation.worker.as_ref().map(|worker| Text::from(worker.0.as_str())).unwrap_or_default()
}

/// A choice by the name its record keeps: `child_and_family`.
fn name(choice: &impl Answer) -> Text {
    match choice.write() {
        Value::String(name) => name.into(),
        Value::Object(chosen) => chosen.get("is").and_then(Value::as_str).unwrap_or_default().into(),
        _ => Text::new(),
    }
}

/// A JSON object of flags as the standard has it: every name, `Y` for those that are so.
fn flags(names: &[&str], so: &[&str]) -> Text {
    debug_assert!(so.iter().all(|one| names.contains(one)), "{so:?}");
    let said: Map<String, Value> =
        names.iter().map(|one| ((*one).to_owned(), Value::from(if so.contains(one) { "Y" } else { "N" }))).collect();
    Value::Object(said).to_string().into()
}

/// The day a partial date stands for in a column that holds days: the 15th when only the month is known, as the
/// returns have it for a birth. None when less is known.
fn day_of(date: PartialDate) -> Option<jiff::civil::Date> {
    match date {
        PartialDate::Day(day) => Some(day),
        PartialDate::Month(year, month) => jiff::civil::Date::new(year, month, 15).ok(),
        PartialDate::Year(_) => None,
    }
}
