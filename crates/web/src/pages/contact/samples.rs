//! A contact that is new, one with a long history, one that is decided.

use super::super::concern;
use super::{Sample, new_view, view};
use casework::concerns::EarlierConcern;
use casework::contact::{Asked, ContactPage, Followed};
use casework::names::PageNames;
use casework::{Actor, Role};
use jiff::civil::date;
use practice::calendar::Calendar;
use practice::clock::{Event, Run};
use practice::front_door::Rating;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::moment::Moment;
use practice::record::{Revision, Status};
use practice::summary::Summary;
use serde_json::json;
use store::Claim;
use uuid::Uuid;

/// A made-up child, as lists keep one.
pub(in crate::pages) fn child(number: u128, name: &str, born: &str) -> Summary {
    Summary {
        person: PersonId(Uuid::from_u128(number)),
        name: name.into(),
        sort: name.to_lowercase(),
        born: born.into(),
        open: true,
        team: Some("east".into()),
        worker: None,
        stages: vec!["assessment".into()],
        keys: vec![],
        detail: json!({ "home": "14 Mill Lane, Radcliffe, M26 1AB" }),
        tasks: vec![],
        waiting: vec![],
    }
}

fn page() -> ContactPage {
    let id = RecordId(Uuid::from_u128(40));
    let received = Moment::at(date(2026, 11, 16), 9, 32);
    let children = vec![child(1, "Ava Brook", "2015-06-04"), child(2, "Leo Marsh", "2019-01")];
    let body = json!({
        "received": received,
        "route": { "is": "professional", "agency": "school", "role": "Designated lead", "help_so_far": "Breakfast club since June.", "complete": true },
        "source": "2A",
        "from_whom": "Mrs Okafor, 0161 496 0000",
        "concern": "Ava said she and Leo were alone again on Saturday night.\n\nShe made him toast and put him to bed.",
        "child_words": "I don’t mind looking after him but I get scared when someone knocks.",
        "danger_now": false,
        "consent": { "is": "not_yet" },
    });
    let runs = practice::clocks::all().iter().take(2).enumerate().map(|(at, clock)| Run {
        clock,
        start: Event::of(received, id),
        due: Moment::at(date(2026, 11, if at == 0 { 13 } else { 23 }), 9, 32),
        stopped: None,
        ended: None,
    });
    ContactPage {
        revision: Revision {
            id,
            revision: 1,
            kind: "contact".into(),
            people: children.iter().map(|one| one.person).collect(),
            about: received,
            known: received.instant(),
            author: "sid".into(),
            status: Status::Finished,
            unusual: None,
            source: None,
            form: String::new(),
            body,
        },
        is_police_notice: false,
        is_out_of_hours: false,
        withdrawn: false,
        children,
        concern: EarlierConcern::default(),
        asked: vec![],
        followed: vec![],
        waits: true,
        next: None,
        clocks: runs.collect(),
        claim: None,
        names: PageNames::default(),
        at: Moment::at(date(2026, 11, 16), 11, 0),
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let actor = Actor::new("sid", "Sidra Malik", Role::HubManager, None);
    let draw = |page: &ContactPage| view(page, &actor, Calendar::england(), "sample");
    let asked = |agency: &str, outstanding: bool| Asked {
        request: RecordId(Uuid::from_u128(50)),
        rated: Moment::at(date(2026, 11, 16), 9, 50),
        rating: Rating::Amber,
        agency: agency.into(),
        code: Some(agency.to_lowercase()),
        answer: (!outstanding).then(|| (Moment::at(date(2026, 11, 16), 10, 40), "Nothing known".to_owned())),
        outstanding,
    };
    let claim = |by: &str| Claim {
        contact: RecordId(Uuid::from_u128(40)),
        by: StaffId::from(by),
        since: Moment::at(date(2026, 11, 16), 10, 20).instant(),
    };
    let mut history = page();
    history.concern = concern::sample(14);
    history.asked = vec![asked("School", false), asked("Police", true), asked("Housing", true)];
    history.claim = Some(claim("omar"));
    history.is_police_notice = true;
    history.revision.body["danger_now"] = json!(true);
    let mut decided = page();
    decided.waits = false;
    decided.concern = concern::sample(2);
    decided.followed = vec![Followed {
        record: RecordId(Uuid::from_u128(60)),
        at: Moment::at(date(2026, 11, 16), 10, 55),
        what: "Screening decision: Referral".into(),
        words: "Third worry this year, all about being left alone.".into(),
        by: "sid".into(),
    }];
    let mut to_record = page();
    (to_record.waits, to_record.next) = (false, practice::kinds::find("referral"));
    to_record.followed = decided.followed.clone();
    let mut withdrawn = page();
    (withdrawn.withdrawn, withdrawn.waits) = (true, false);
    withdrawn.claim = Some(claim("sid"));
    vec![
        Sample { name: "contact-new", markup: new_view("sample") },
        Sample { name: "contact", markup: draw(&page()) },
        Sample { name: "contact-history", markup: draw(&history) },
        Sample { name: "contact-decided", markup: draw(&decided) },
        Sample { name: "contact-to-record", markup: draw(&to_record) },
        Sample { name: "contact-withdrawn", markup: draw(&withdrawn) },
    ]
}
