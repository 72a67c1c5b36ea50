//! Sending the minutes of a conference: each reader's copy is shown before it leaves, and a protected address leaves with
//! nobody.

use crate::world::{World, now};
use axum::http::StatusCode;
use casework::finish::Ready;
use casework::{Actor, Role};
use practice::answer::{Asked, Part, PerChild};
use practice::codes::Code;
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::protection::{Attendance, Conference, ConferenceDecision, ConferenceKind, Decision, Quoracy, TookPart};
use serde_json::{Value, json};

const CHAIR: &str = "conference_chair";
const SECRET: &str = "Officers hold something about the uncle";

fn writer() -> Actor {
    Actor::new("writer", "Writer", Role::HubManager, None)
}

/// A conference about a child, in which this was said, with two people there.
fn conference(world: &World, child: PersonId, said: &str) -> RecordId {
    let there =
        |name: &str, agency: &str| Attendance { name: name.into(), agency: Code::new(agency), how: TookPart::Attended };
    let decided = ConferenceDecision {
        took_part: Code::not_stated(),
        words: "I want it quiet".into(),
        decision: Decision::NoPlan { why: "Safe with Gran".into() },
        dissent: "".into(),
        advocacy: None,
    };
    let held = Conference {
        held: Moment::of(now()),
        kind: ConferenceKind::Initial,
        chair: None,
        attendance: vec![there("Dora Garrow", ""), there("Practice nurse", "gp")],
        quorate: Some(Quoracy::Yes),
        report_shared: Asked::Known(true),
        parents_views: Asked::NotAsked,
        discussion: said.into(),
        confidential: SECRET.into(),
        children: PerChild([(child, decided)].into()),
        outline_plan: "".into(),
        contingency: "".into(),
        next: None,
    };
    write(world, "conference", child, Value::Object(held.write_part()))
}

fn write(world: &World, kind: &'static str, child: PersonId, body: Value) -> RecordId {
    let ready = Ready { kind, people: vec![child], body, unusual: None, source: None };
    world.casework.record_ready(&writer(), &uuid::Uuid::now_v7().to_string(), ready).unwrap()
}

fn lives_at(world: &World, child: PersonId, street: &str, postcode: &str, kept_from: Option<&str>) {
    let keep_safe = kept_from.map(|whom| json!({ "from_whom": whom }));
    let body = json!({ "from": "2026-01-01", "street": street, "postcode": postcode, "use_of": "home", "keep_safe": keep_safe });
    write(world, "address", child, body);
}

fn sent(world: &World, child: PersonId) -> Vec<String> {
    let about = world.store.about(&[child]).unwrap();
    let circulated = about.iter().filter(|one| one.kind == "circulation");
    circulated.map(|one| one.body["to"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_copy_is_read_before_it_is_sent_and_each_sending_is_a_record() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    lives_at(&world, child, "14 Mill Lane", "M26 1AB", None);
    let id = conference(&world, child, "We met at 14 Mill Lane. Gran is on 07700 900123.");
    let page = format!("/children/{child}/meetings/{id}/send");
    let choosing = world.ask(CHAIR, "GET", &page, "").await.body;
    for name in ["Dora Garrow", "Practice nurse (General practice)"] {
        assert!(choosing.contains(name), "{name}: {choosing}");
    }
    let look = world.ask(CHAIR, "POST", &page, "to=1").await;
    assert_eq!(look.status, StatusCode::OK);
    for words in ["Copy for Practice nurse (General practice)", "14 Mill Lane", "(address)", "(telephone number)"] {
        assert!(look.body.contains(words), "{words}: {}", look.body);
    }
    // Their copy alone, without what was not for the room; and nobody can be added to it.
    assert!(!look.body.contains("Copy for Dora") && !look.body.contains(SECRET));
    assert!(!world.ask(CHAIR, "POST", &page, "to=7").await.body.contains("Copy for"));
    for unread in ["to=0&to=1&step=send&key=a", "to=0&to=1&read=1&step=send&key=a"] {
        let body = world.ask(CHAIR, "POST", &page, unread).await.body;
        assert!(body.contains("Say of each copy that you have read it"), "{unread}");
        assert_eq!(sent(&world, child), Vec::<String>::new());
    }
    for again in 0..2 {
        let answer = world.ask(CHAIR, "POST", &page, "to=1&read=1&step=send&key=b").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{again}");
        assert_eq!(sent(&world, child), ["Practice nurse (General practice)"], "once, however often it is sent");
    }
    assert!(world.ask(CHAIR, "GET", &page, "").await.body.contains("Sent on"));
    let paper = format!("/children/{child}/meetings/{id}/copy.pdf?to=1");
    let paper = world.ask(CHAIR, "GET", &paper, "").await;
    assert!(paper.status == StatusCode::OK && paper.headers.contains("application/pdf"), "{}", paper.headers);
    let looked = world.store.log_about(child, u64::MAX, 1).unwrap();
    assert_eq!(looked[0].entry.action, "print");
}

#[tokio::test]
async fn a_protected_address_leaves_with_nobody() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    lives_at(&world, child, "9 Hidden Way", "ZZ1 1ZZ", Some("His uncle"));
    lives_at(&world, child, "14 Mill Lane", "M26 1AB", None);
    let ways = [
        "9 Hidden Way",
        "9, hidden way",
        "9 HIDDEN-WAY",
        "9  Hidden\nWay",
        "ZZ1 1ZZ",
        "zz11zz",
        "ZZ1-1ZZ",
        "(9 Hidden Way)",
    ];
    for way in ways {
        let id = conference(&world, child, &format!("She is at {way} now"));
        let page = format!("/children/{child}/meetings/{id}/send");
        for who in [CHAIR, "social_worker", "hub_manager"] {
            let body = world.ask(who, "POST", &page, "to=0").await.body;
            assert!(body.contains("It cannot be sent") && body.contains("must not be sent"), "{way} {who}: {body}");
            let tried = world.ask(who, "POST", &page, "to=0&read=0&step=send&key=k").await.body;
            assert!(tried.contains("Nothing was sent"), "{way} {who}: {tried}");
            let paper = format!("/children/{child}/meetings/{id}/copy.pdf?to=0");
            assert_eq!(world.ask(who, "GET", &paper, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert_eq!(sent(&world, child), Vec::<String>::new());
    println!("{} ways of writing a protected address: 0 left", ways.len());
    // The twin: the same words when nothing is protected in them go.
    let id = conference(&world, child, "She is at 14 Mill Lane now");
    let page = format!("/children/{child}/meetings/{id}/send");
    let gone = world.ask(CHAIR, "POST", &page, "to=0&read=0&step=send&key=k").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(sent(&world, child), ["Dora Garrow"]);
}
