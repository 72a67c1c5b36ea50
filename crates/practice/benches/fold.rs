//! Journeys folded in a second on one core, beside the least a fold could do: putting the same records in order.
//!
//! Rates are for a second of one processor's time, so that other work on the machine counts for little.
//!
//! A journey here has 60 records: contacts, a referral, assessment, enquiry, conference, plan, visits, core groups.

#![allow(clippy::disallowed_methods, reason = "a benchmark must look at the time")]

use jiff::civil::date;
use jiff::{Span, Timestamp};
use practice::calendar::Calendar;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::journey::Journey;
use practice::moment::Moment;
use practice::record::{Records, Revision, Status};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use uuid::Uuid;

const JOURNEYS: u32 = 4_000;

fn main() {
    let child = PersonId(Uuid::from_u128(1));
    let records = Records::read(sixty(child));
    let on = Moment::day(date(2026, 11, 20));
    let journey = Journey::of(child, &records, on);
    println!("one journey: {} records, {} episodes, {} clock runs", 60, journey.episodes.len(), journey.clocks.len());
    let ordered = rate("records put in order", || black_box(records.standing().entries().len()));
    let folded = rate("journeys folded", || black_box(Journey::of(child, black_box(&records), on).clocks.len()));
    println!("    {:.3} of putting them in order", folded / ordered);
    let revisions = sixty(child);
    let read =
        rate("sets of records read from JSON bodies", || black_box(Records::read(revisions.clone()).revisions().len()));
    println!("    {:.3} of putting them in order", read / ordered);
    let calendar = Calendar::england();
    let start = date(2026, 11, 20);
    let days = rate("working days added, 1,000 at a time", || {
        (0..1000).map(|n| calendar.add_working_days(start, n % 60).day() as usize).sum()
    });
    println!("    {:.1} million working-day sums a second", days / 1000.0);
}

fn rate(name: &str, work: impl Fn() -> usize) -> f64 {
    for _ in 0..JOURNEYS / 10 {
        black_box(work());
    }
    let start = processor_time();
    for _ in 0..JOURNEYS {
        black_box(work());
    }
    let rate = f64::from(JOURNEYS) / (processor_time() - start).as_secs_f64();
    println!("{name}: {rate:.0} a second");
    rate
}

/// The time this thread has run for, where Linux tells it; the time on the clock elsewhere.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    run.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn sixty(child: PersonId) -> Vec<Revision> {
    let mut made = Vec::new();
    let mut day = date(2025, 9, 1);
    let contact = Uuid::from_u128(2);
    let mut add = |kind: &str, days: i32, body: Value| {
        day = day.checked_add(Span::new().days(days)).unwrap_or(day);
        let mut body = body;
        let spec = (practice::kinds::find(kind).expect("a kind").spec)();
        body[&spec.dating_field().expect("dated").name] = json!(format!("{day}T10:00"));
        let number = made.len() as u128 + 2;
        made.push(Revision {
            id: RecordId(Uuid::from_u128(number)),
            revision: 1,
            kind: kind.to_owned(),
            people: vec![child],
            about: Moment::at(day, 10, 0),
            known: Timestamp::UNIX_EPOCH,
            author: StaffId::from("worker"),
            status: Status::Finished,
            unusual: None,
            source: None,
            form: String::new(),
            body,
        });
    };
    let person = child.to_string();
    add("contact", 0, json!({ "route": { "is": "public" }, "source": "1D", "concern": "Worried" }));
    add(
        "screening_decision",
        1,
        json!({ "contact": contact.to_string(), "threshold": "4", "decision": { "is": "referral" }, "rationale": "Why", "agreed_by": "m" }),
    );
    add(
        "person_details",
        0,
        json!({ "given": "Ava", "family": "Brook", "birth": { "is": "born", "on": "2015-03-27" } }),
    );
    add("address", 0, json!({ "street": "14 Mill Lane", "postcode": "BL9 0ZZ", "use_of": "home" }));
    add("referral", 0, json!({ "source": "1D", "need": "N1", "reason": "Why" }));
    add("allocation", 0, json!({ "team": "east", "worker": "w" }));
    add("assessment_started", 1, json!({ "kind": "child_and_family" }));
    add(
        "strategy_discussion",
        3,
        json!({ "agencies": ["csc", "police", "gp"], "decision": { "is": "enquiry", "how": "joint" } }),
    );
    add("section47", 8, json!({ "children": { &person: { "outcome": "conference" } } }));
    add(
        "conference",
        6,
        json!({ "kind": "initial", "children": { &person: { "decision": { "is": "plan", "category": "NEG", "why": "Why" } } } }),
    );
    add(
        "plan",
        5,
        json!({ "kind": "child_protection", "goals": [], "actions": [{ "key": "r1", "what": "Sleep", "owner": "Mum", "by": "2026-01-01", "measure": "Rested" }], "contingency": "Legal advice" }),
    );
    add(
        "assessment",
        20,
        json!({ "kind": { "is": "child_and_family" }, "factors": ["16A"], "children": { &person: { "outcome": "child_in_need_plan" } } }),
    );
    while_room(&mut add, &person);
    made.truncate(60);
    made
}

/// Fills a journey with the visits, core groups and notes of a year on a plan.
fn while_room(add: &mut impl FnMut(&str, i32, Value), person: &str) {
    for round in 0..12 {
        let seen = json!({ "purpose": "child_protection", "outcome": { "is": "held", "place": "home", "saw": "Saw", "means": "Means", "children": { person: { "seen": { "is": if round % 3 == 0 { "alone" } else { "not_alone" } }, "bedroom": true, "words": "I like it" } } } });
        add("visit", 10, seen.clone());
        add("case_note", 2, json!({ "subject": "School", "words": "Rang" }));
        add("visit", 10, seen);
        add("core_group", 8, json!({ "progress": "Some" }));
    }
}
