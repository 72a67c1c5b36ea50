//! Invented people and records, and a stand-in for the fold that makes summaries.

use crate::{Change, Store, StoreError, Written};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::moment::Moment;
use practice::record::{Revision, Status};
use practice::summary::{Summary, Task, Waiting};
use serde_json::json;
use uuid::Uuid;

/// An invented person.
pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(0x00c0_ffee_0000_7000_8000_0000_0000_0000 + number))
}

/// An invented record's name.
pub fn record(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(0x00de_cade_0000_7000_8000_0000_0000_0000 + number))
}

/// An invented worker.
pub fn staff(number: u64) -> StaffId {
    StaffId(format!("worker{number}"))
}

/// An invented team.
pub fn team(number: u64) -> TeamId {
    TeamId(format!("team{number}"))
}

/// Minutes after a fixed instant, with a part of a second.
pub fn at(minutes: i64) -> Timestamp {
    Timestamp::constant(1_780_000_000, 123_456_789).checked_add(minutes.minutes()).unwrap_or(Timestamp::MAX)
}

/// First revision of a record.
pub fn revision(number: u128, people: &[PersonId]) -> Revision {
    Revision {
        id: record(number),
        revision: 1,
        kind: "visit".to_owned(),
        people: people.to_vec(),
        about: Moment::at(date(2026, 6, 4), 9, 32),
        known: at(i64::try_from(number).unwrap_or(0)),
        author: staff(1),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: "form-1".to_owned(),
        body: json!({ "number": number.to_string(), "words": "Zoë said “it’s fine” 🙂" }),
    }
}

/// A summary that says how many revisions it was made from, and which.
pub fn fold(person: PersonId, revisions: &[Revision]) -> Summary {
    let mut made_from: Vec<String> = revisions
        .iter()
        .filter(|revision| revision.people.contains(&person))
        .map(|revision| format!("{} r{}", revision.id, revision.revision))
        .collect();
    made_from.sort();
    made_from.dedup();
    Summary { detail: json!({ "made_from": made_from }), ..summary(person, "child") }
}

/// An open child without a worker, a team or tasks.
pub fn summary(person: PersonId, name: &str) -> Summary {
    Summary {
        person,
        name: format!("Invented {name}"),
        sort: format!("{name} invented"),
        born: "2015-03".to_owned(),
        open: true,
        team: None,
        worker: None,
        stages: vec!["assessment".to_owned()],
        keys: Vec::new(),
        detail: json!({ "count": 1.5, "none": null }),
        tasks: Vec::new(),
        waiting: Vec::new(),
    }
}

/// A task due some minutes after the fixed instant.
pub fn task(minutes: i64) -> Task {
    Task {
        clock: "CLK-1".to_owned(),
        record: Some(record(1)),
        due: Moment::of(at(minutes)),
        due_at: at(minutes),
        what: "See the child".to_owned(),
        form: "visit".to_owned(),
        of: None,
    }
}

/// A contact that waits, due some minutes after the fixed instant.
pub fn waiting(contact: u128, minutes: i64) -> Waiting {
    Waiting {
        contact: record(contact),
        received: Moment::of(at(0)),
        due: Moment::of(at(minutes)),
        due_at: at(minutes),
        detail: json!({ "from": "school" }),
    }
}

/// Writes one record about people, with their summaries folded anew.
pub fn write_one(store: &dyn Store, key: &str, number: u128, people: &[PersonId]) -> Result<Written, StoreError> {
    store.write(key, people, &mut |mut known| {
        let new = revision(number, people);
        known.push(new.clone());
        let summaries = people.iter().map(|person| fold(*person, &known)).collect();
        Ok(Change { revisions: vec![new], forms: vec![form()], summaries, ..Change::default() })
    })
}

/// Keeps summaries as they are.
pub fn keep(store: &dyn Store, summaries: &[Summary]) -> Result<(), StoreError> {
    store.load(Change { summaries: summaries.to_vec(), ..Change::default() })
}

/// The form of every sample record.
pub fn form() -> (String, String) {
    ("form-1".to_owned(), r#"{"title":  "Visit"}"#.to_owned())
}
