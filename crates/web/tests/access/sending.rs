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
use practice::record::Status;
use serde_json::{Value, json};
use store::Change;

const CHAIR: &str = "conference_chair";
const SECRET: &str = "Officers hold something about the uncle";

fn writer() -> Actor {
    Actor::new("writer", "Writer", Role::HubManager, None)
}

/// A conference about a child, in which this was said, with two people there.
fn conference(world: &World, child: PersonId, said: &str) -> RecordId {
    chaired(world, child, said, None)
}

fn chaired(world: &World, child: PersonId, said: &str, chair: Option<&str>) -> RecordId {
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
        chair: chair.map(Into::into),
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
    let page = format!("/children/{child}/send/{id}");
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
    let paper = format!("/children/{child}/send/{id}/copy.pdf?to=1");
    let paper = world.ask(CHAIR, "GET", &paper, "").await;
    assert!(paper.status == StatusCode::OK && paper.headers.contains("application/pdf"), "{}", paper.headers);
    let looked = world.store.log_about(child, u64::MAX, 1).unwrap();
    assert_eq!(looked[0].entry.action, "print");
    let pages = world.ask(CHAIR, "GET", &format!("/children/{child}/send/{id}/pages.svg?to=1"), "").await;
    assert!(pages.headers.contains("image/svg+xml") && pages.body.contains("#fff2b3"), "{}", pages.headers);
}

/// A record of a conference corrected in one answer.
fn corrected(world: &World, id: RecordId, answer: &str, value: Value) {
    let mut later = world.store.record(id).unwrap().pop().unwrap();
    later.revision += 1;
    later.status = Status::Amended { reason: "It was wrong".into() };
    later.body[answer] = value;
    let people = later.people.clone();
    let key = uuid::Uuid::now_v7().to_string();
    let mut decide = |_| Ok(Change { revisions: vec![later.clone()], ..Change::default() });
    world.store.write(&key, &people, &mut decide).unwrap();
}

/// The record of the last sending about a child.
fn circulation(world: &World, child: PersonId) -> practice::record::Revision {
    world.store.about(&[child]).unwrap().into_iter().rfind(|one| one.kind == "circulation").unwrap()
}

#[tokio::test]
async fn the_copy_that_was_sent_can_be_opened_again_whatever_became_of_the_record() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    let id = conference(&world, child, "We met at 14 Mill Lane.");
    let page = format!("/children/{child}/send/{id}");
    let paper = world.ask(CHAIR, "GET", &format!("{page}/copy.pdf?to=1"), "").await;
    assert_eq!(world.ask(CHAIR, "POST", &page, "to=1&read=1&step=send&key=k").await.status, StatusCode::SEE_OTHER);
    let sent = circulation(&world, child);
    assert_eq!(sent.body["copy"]["hash"].as_str().map(str::len), Some(64));
    // The record of the conference is corrected; the copy stays what it was.
    corrected(&world, id, "discussion", json!("We met somewhere else."));
    let now = world.ask(CHAIR, "GET", &format!("{page}/copy.pdf?to=1"), "").await;
    assert_ne!(now.body, paper.body, "the copy of today is another");
    let file = format!("/records/{}/file", sent.id);
    for who in ["social_worker", "team_manager", CHAIR] {
        let again = world.ask(who, "GET", &file, "").await;
        assert!(again.status == StatusCode::OK && again.body == paper.body, "{who}: {}", again.status);
    }
    for who in ["analyst", "councillor", "administrator", "parent"] {
        assert_ne!(world.ask(who, "GET", &file, "").await.status, StatusCode::OK, "{who}");
    }
    // It is looked over with the other documents, and never swept away.
    let swept = world.casework.sweep_documents(std::time::SystemTime::now()).unwrap();
    let whole = world.casework.check_documents().unwrap();
    assert!(whole.missing.is_empty() && whole.damaged.is_empty() && whole.orphans == 0, "{swept} {whole:?}");
    assert_eq!(world.ask(CHAIR, "GET", &file, "").await.body, paper.body);
}

#[tokio::test]
async fn a_protected_address_leaves_only_when_a_second_person_agrees_to_exactly_that_copy() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    lives_at(&world, child, "9 Hidden Way", "ZZ1 1ZZ", Some("His uncle"));
    let id = conference(&world, child, "She is at 9 Hidden Way now.");
    let page = format!("/children/{child}/send/{id}");
    let tries = "to=0&read=0&step=send&key=k";
    let refused = |answer: crate::world::Answer| answer.body.contains("Nothing was sent");
    // Without a reason nothing is asked; with one it waits, and nothing leaves meanwhile.
    let asker = "team_manager";
    assert!(world.ask(asker, "POST", &page, "to=0&step=ask-0").await.body.contains("Say why it must be sent"));
    let ask = "to=0&step=ask-0&release-why-0=The court asks";
    for _ in 0..2 {
        assert!(world.ask(asker, "POST", &page, ask).await.body.contains("has asked a second person"));
    }
    assert!(refused(world.ask(asker, "POST", &page, tries).await));
    let second = crate::world::fresh("service_manager");
    let list = world.ask(&second, "GET", "/releases", "").await.body;
    assert_eq!(list.matches("The court asks").count(), 1, "asked once, however often it was sent: {list}");
    let at = list.split("href=\"/releases/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let at = format!("/releases/{at}");
    // Nobody answers their own request, with whatever right; nobody without the right; nobody without a fresh second factor.
    let yes = "answer=agree&why=I rang the court";
    let own = world.ask(&crate::world::fresh(asker), "POST", &at, yes).await;
    assert!(own.body.contains("Somebody else must agree"), "{} {}", own.status, own.body);
    assert!(!world.ask(&crate::world::fresh(asker), "GET", "/releases", "").await.body.contains("The court asks"));
    for who in ["social_worker", CHAIR, "auditor", "administrator"] {
        let answer = world.ask(&crate::world::fresh(who), "POST", &at, yes).await;
        assert!(
            !answer.status.is_success() && answer.status != StatusCode::SEE_OTHER || answer.headers.contains("step-up"),
            "{who} {}",
            answer.status
        );
    }
    let stale = world.ask("service_manager", "POST", &at, yes).await;
    assert!(stale.body.contains("step-up") || stale.headers.contains("step-up"), "{} {}", stale.status, stale.headers);
    assert!(refused(world.ask(asker, "POST", &page, tries).await), "nothing of that opened it");
    // The second person sees the copy, and must say why.
    let seen = world.ask(&second, "GET", &at, "").await.body;
    assert!(seen.contains("9 Hidden Way") && seen.contains("The court asks") && seen.contains("Dora Garrow"), "{seen}");
    assert!(world.ask(&second, "POST", &at, "answer=agree&why=").await.body.contains("Say why"));
    assert_eq!(world.ask(&second, "POST", &at, yes).await.status, StatusCode::SEE_OTHER);
    assert!(world.ask(&second, "POST", &at, yes).await.body.contains("answered already"));
    // It is for that reader alone, and for that copy alone.
    assert!(refused(world.ask(asker, "POST", &page, "to=1&read=1&step=send&key=other").await));
    assert_eq!(world.ask(asker, "POST", &page, tries).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sent(&world, child), ["Dora Garrow"]);
    let about = world.store.log_about(child, u64::MAX, 100).unwrap();
    for action in ["ask_release", "agree_release", "send_copy"] {
        assert!(about.iter().any(|one| one.entry.action == action), "{action} is not in the log");
    }
    corrected(&world, id, "contingency", json!("And a word more."));
    assert!(refused(world.ask(asker, "POST", &page, "to=0&read=0&step=send&key=again").await), "another copy");
    // Refused, it stays stopped.
    assert!(world.ask(asker, "POST", &page, ask).await.body.contains("has asked a second person"));
    let list = world.ask(&second, "GET", "/releases", "").await.body;
    let next = list.split("href=\"/releases/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let no = "answer=refuse&why=The court has its own copy";
    assert_eq!(world.ask(&second, "POST", &format!("/releases/{next}"), no).await.status, StatusCode::SEE_OTHER);
    let after = world.ask(asker, "POST", &page, "to=0&read=0&step=send&key=third").await.body;
    assert!(after.contains("Nothing was sent") && after.contains("The court has its own copy"), "{after}");
}

#[tokio::test]
async fn what_is_taken_out_of_a_copy_is_gone_from_every_part_of_it() {
    const SEEDED: usize = 200;
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    lives_at(&world, child, "9 Hidden Way", "ZZ1 1ZZ", Some("His uncle"));
    let seed = fastrand::u64(..);
    let mut dice = fastrand::Rng::with_seed(seed);
    println!("seed {seed}");
    let mut whole = 0;
    // Few copies are sent to their end: each is set twice, and all the leaks of one copy are taken out of it together.
    for _ in 0..8 {
        let ways = ["9 Hidden Way", "9, hidden way", "9 HIDDEN-WAY", "ZZ1 1ZZ", "zz11zz", "07700 900123", "Ava1"];
        let said: Vec<String> = (0..SEEDED / 8)
            .map(|_| {
                let between = ["(", "", "“", ": ", "#", "*"][dice.usize(..6)];
                format!("It was {between}{} and nothing else.", ways[dice.usize(..ways.len())])
            })
            .collect();
        let id = conference(&world, child, &said.join(if dice.bool() { " " } else { "\n\n" }));
        let page = format!("/children/{child}/send/{id}");
        let look = world.ask(CHAIR, "POST", &page, "to=0").await.body;
        let boxes = look.matches("name=\"out-0\"").count();
        assert!(boxes > 3 && look.contains("It cannot be sent as it is"), "{boxes}");
        let all: String = (0..boxes).map(|place| format!("&out-0={place}")).collect();
        let form = format!("to=0{all}&why-out-0=risk");
        let cut = world.ask(CHAIR, "POST", &page, &form).await.body;
        assert!(
            !cut.contains("It cannot be sent as it is") && cut.contains("[taken out: to keep somebody safe]"),
            "seed {seed}"
        );
        let done = world.ask(CHAIR, "POST", &page, &format!("{form}&read=0&step=send&key={id}")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "seed {seed}");
        let file = world.ask(CHAIR, "GET", &format!("/records/{}/file", circulation(&world, child).id), "").await;
        assert!(file.headers.contains("copy.pdf") && !file.headers.contains("Hidden"), "{}", file.headers);
        whole += said.len();
        // The words of the very file, and what it says of itself, by another program.
        let words = text_of(&world, child);
        let letters: String = words.chars().filter(|one| one.is_alphanumeric()).collect::<String>().to_lowercase();
        for gone in ["9hiddenway", "zz11zz", "07700900123"] {
            assert!(!letters.contains(gone), "seed {seed}: {gone} is in the copy");
        }
        assert!(letters.contains("takenout"), "this reads nothing: {words}");
    }
    println!("{whole} seeded leaks in 8 copies: 0 left");
}

/// Every word a program that knows nothing of us reads in the last copy sent, and in its properties.
fn text_of(world: &World, child: PersonId) -> String {
    let record = circulation(world, child);
    let actor = writer();
    let taken = world.casework.take_document(&actor, record.id, None, false).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut { taken.content }, &mut bytes).unwrap();
    let path = std::env::temp_dir().join(format!("copy-{}-{}.pdf", std::process::id(), record.id));
    std::fs::write(&path, &bytes).unwrap();
    let run = |program: &str, end: &[&str]| {
        let mut command = std::process::Command::new(program);
        command.arg(&path).args(end);
        String::from_utf8_lossy(&command.output().expect("poppler-utils is installed").stdout).into_owned()
    };
    let words = run("pdftotext", &["-"]) + &run("pdfinfo", &[]);
    std::fs::remove_file(&path).unwrap();
    words
}

#[tokio::test]
async fn only_the_chair_signs_and_a_correction_wants_a_new_signature() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    let id = chaired(&world, child, "We met.", Some(CHAIR));
    let (minutes, sign) =
        (format!("/children/{child}/meetings/{id}/minutes"), format!("/children/{child}/meetings/{id}/sign"));
    let says = |words: &'static str| {
        let (world, minutes) = (&world, minutes.clone());
        async move { world.ask("social_worker", "GET", &minutes, "").await.body.contains(words) }
    };
    assert!(says("Not yet signed by the chair").await);
    for who in ["social_worker", "hub_manager", "team_manager"] {
        let body = world.ask(who, "POST", &sign, "version=1").await.body;
        assert!(body.contains("Only whoever chaired"), "{who}: {body}");
    }
    // The twin: a signature somebody else writes by hand is none.
    let signs = |author: &str| {
        let actor = Actor::new(author, author, Role::HubManager, None);
        let body = json!({ "signed": "2026-11-16T08:00", "conference": id.to_string(), "version": 1 });
        let ready = Ready { kind: "conference_signed", people: vec![child], body, unusual: None, source: None };
        world.casework.record_ready(&actor, author, ready).unwrap()
    };
    signs("writer");
    assert!(says("Not yet signed by the chair").await);
    assert_eq!(world.ask(CHAIR, "POST", &sign, "version=2").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert_eq!(world.ask(CHAIR, "POST", &sign, "version=1").await.status, StatusCode::SEE_OTHER);
    }
    assert!(says("Signed by the chair,").await);
    let about = world.store.about(&[child]).unwrap();
    let by_chair = about.iter().filter(|one| one.kind == "conference_signed" && one.author.0 == CHAIR);
    assert_eq!(by_chair.count(), 1);
    corrected(&world, id, "outline_plan", json!("More."));
    assert!(says("Not yet signed by the chair").await);
}

#[tokio::test]
async fn a_plan_is_sent_as_minutes_are() {
    let world = World::new();
    let child = world.child_for("team", Role::TeamManager).person;
    let action =
        json!({ "key": "a", "what": "Ring each Friday", "owner": "Mum", "by": "2026-12-18", "measure": "It is quiet" });
    let body = json!({ "agreed": "2026-11-13", "kind": "child_in_need", "goals": [{ "key": "g", "worry": "Nights", "different": "Sleep" }],
        "actions": [action], "contingency": "We meet again" });
    let plan = write(&world, "plan", child, body);
    let involved = json!({ "from": "2026-11-01", "agency": "gp", "name": "Dr Ode", "role": "", "reach": "" });
    write(&world, "professional_involved", child, involved);
    let page = format!("/children/{child}/send/{plan}");
    let choosing = world.ask("social_worker", "GET", &page, "").await.body;
    assert!(choosing.contains("Send the plan") && choosing.contains("Dr Ode (General practice)"), "{choosing}");
    let look = world.ask("social_worker", "POST", &page, "to=0&to=1").await.body;
    assert!(look.contains("Ring each Friday") && look.contains("Copy for Dr Ode (General practice)"), "{look}");
    let done = world.ask("social_worker", "POST", &page, "to=0&to=1&read=0&read=1&step=send&key=k").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(sent(&world, child).len(), 2);
    assert_eq!(circulation(&world, child).body["what"], "plan");
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
        let page = format!("/children/{child}/send/{id}");
        for who in [CHAIR, "social_worker", "hub_manager"] {
            let body = world.ask(who, "POST", &page, "to=0").await.body;
            assert!(body.contains("It cannot be sent") && body.contains("must not be sent"), "{way} {who}: {body}");
            let tried = world.ask(who, "POST", &page, "to=0&read=0&step=send&key=k").await.body;
            assert!(tried.contains("Nothing was sent"), "{way} {who}: {tried}");
            let paper = format!("/children/{child}/send/{id}/copy.pdf?to=0");
            assert_eq!(world.ask(who, "GET", &paper, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert_eq!(sent(&world, child), Vec::<String>::new());
    println!("{} ways of writing a protected address: 0 left", ways.len());
    // The twin: the same words when nothing is protected in them go.
    let id = conference(&world, child, "She is at 14 Mill Lane now");
    let page = format!("/children/{child}/send/{id}");
    let gone = world.ask(CHAIR, "POST", &page, "to=0&read=0&step=send&key=k").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(sent(&world, child), ["Dora Garrow"]);
}
