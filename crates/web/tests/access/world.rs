//! A small authority that is the same every time: somebody of every role, and children in every relation to them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::access::facts::{Emergency, Fact, Level, Period, Restricted, Tied};
use casework::documents::Desk;
use casework::finish::Ready;
use casework::{Actor, Casework, Role};
use documents::worker::Here;
use documents::{Files, Memory};
use jiff::{SignedDuration, Timestamp};
use practice::documents::StoredFile;
use practice::form::Form;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::spec::Sensitivity;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use store::{DraftId, Registered, Session, Staff, Store, Team};
use tower::ServiceExt;
use uuid::Uuid;

/// How a child stands to whoever asks.
pub const STANDINGS: [&str; 12] = [
    "own",
    "team",
    "other",
    "covering",
    "panel",
    "lead",
    "emergency",
    "named",
    "shielded",
    "listed",
    "sealed",
    "conflict",
];

/// One child and what there is about them.
#[derive(Clone, Copy)]
pub struct Child {
    pub person: PersonId,
    pub note: RecordId,
    pub contact: RecordId,
    pub document: RecordId,
    pub draft: DraftId,
}

pub struct World {
    pub casework: Casework,
    pub store: Arc<dyn Store>,
    pub app: Router,
    pub children: BTreeMap<String, Child>,
    /// The file each child's document is.
    letter: StoredFile,
}

/// What was answered.
#[derive(PartialEq, Eq, Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: String,
    pub body: String,
}

pub fn now() -> Timestamp {
    "2026-11-16T09:00:00Z".parse().unwrap()
}

/// A millisecond later each time it is asked.
fn passing() -> Timestamp {
    static ASKED: AtomicI64 = AtomicI64::new(0);
    now() + SignedDuration::from_millis(ASKED.fetch_add(1, Ordering::SeqCst))
}

pub fn staff_of(role: Role) -> StaffId {
    StaffId::from(role.name())
}

/// Who has just used a passkey: the token of another session of somebody's.
pub fn fresh(staff: &str) -> String {
    format!("fresh-{staff}")
}

/// Who has just given a code: the token of a third session.
pub fn coded(staff: &str) -> String {
    format!("coded-{staff}")
}

fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(0xc0de_0000_0000_0000_0000_0000_0000_0000 + number))
}

/// Nobody: a person who is on no file, and would be on another authority's.
pub fn nobody() -> PersonId {
    id(0xffff)
}

/// Keeps a file that is its own preview.
fn letter(files: &Memory) -> StoredFile {
    let words = b"A letter about the child";
    let mut incoming = files.incoming().unwrap();
    incoming.write_all(words).unwrap();
    let hash = files.keep(incoming).unwrap().to_string();
    StoredFile {
        preview: Some(hash.clone()),
        hash,
        size: words.len() as u64,
        kind: "txt".into(),
        name: "letter.txt".into(),
        metadata: "kept".into(),
        scan: "not_scanned".into(),
    }
}

impl World {
    /// With everybody; or without the hidden child, to be compared with one where it is hidden.
    pub fn new() -> World {
        World::with(store::open("memory:").unwrap().into(), true)
    }

    /// Where time passes, so that of two things one is the later.
    pub fn in_time() -> World {
        World::build(store::open("memory:").unwrap().into(), true, passing)
    }

    pub fn with(store: Arc<dyn Store>, hidden_child: bool) -> World {
        World::build(store, hidden_child, now)
    }

    fn build(store: Arc<dyn Store>, hidden_child: bool, clock: fn() -> Timestamp) -> World {
        let casework = Casework::sharing(store.clone(), clock).unwrap();
        let count = AtomicU64::new(1);
        let casework = casework
            .with_ids(move || Uuid::from_u128(0xfeed_0000 + u128::from(count.fetch_add(1, Ordering::SeqCst))))
            .reading_registers_every(Duration::ZERO);
        let files = Memory::default();
        let letter = letter(&files);
        let casework = casework.with_documents(Desk::new(Arc::new(files), Arc::new(Here), None, 1024));
        let casework = casework.with_checker(Arc::new(checks::worker::Here));
        let (store, children) = (store.clone(), BTreeMap::new());
        let mut world = World { app: Router::new(), casework, store, children, letter };
        world.staff();
        world.children();
        if hidden_child {
            world.hidden_child();
        }
        world.facts();
        world.app = web::pages::router(world.state());
        world
    }

    pub fn state(&self) -> web::App {
        web::App {
            casework: Arc::new(self.casework.clone()),
            council: "Ashcombe Council".into(),
            sign_ins: Arc::from(Vec::new()),
            site: Default::default(),
        }
    }

    fn staff(&self) {
        let one = |id: &str, role: Role, team: &str| Staff {
            team: Some(TeamId::from(team)),
            ..Staff::new(id, format!("{id} of {team}"), role.name())
        };
        let mut all: Vec<Staff> = Role::ALL.iter().map(|role| one(role.name(), *role, "east")).collect();
        all.extend([one("wyn", Role::SocialWorker, "east"), one("olu", Role::SocialWorker, "west")]);
        all.push(one("cat", Role::SocialWorker, "west"));
        let teams = ["east", "west"].map(|id| Team { id: id.into(), name: format!("Team {id}") });
        self.casework.put_staff(&teams, &all).unwrap();
        for one in &all {
            // Everybody has a session whose passkey was a while ago, one in which a code was just given, and one a passkey.
            let user = one.id.0.as_str();
            for (token, minutes, passkey) in [(user.into(), 11, true), (coded(user), 0, false), (fresh(user), 0, true)]
            {
                let session = Session {
                    token_hash: Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
                    staff: one.id.clone(),
                    opened: now(),
                    seen: now(),
                    form_token: "secret".into(),
                    proved: Some(now() - SignedDuration::from_mins(minutes)),
                    passkey,
                    device: String::new(),
                };
                self.store.put_session(&session).unwrap();
            }
        }
    }

    pub fn writer(&self) -> Actor {
        Actor::new("writer", "Writer", Role::HubManager, None)
    }

    /// A child of a worker, with a record of each of the usual kinds.
    pub fn child(&mut self, name: &str, number: u128, worker: &str, team: &str) -> Child {
        let person = id(number);
        let day = "2026-11-12T10:00";
        let ready = |kind, body| Ready { kind, people: vec![person], body, unusual: None, source: None };
        let birth = json!({ "is": "born", "on": "2015-03-27" });
        let given = format!("Ava{number}");
        let all = vec![
            ready(
                "person_details",
                json!({ "from": day, "given": given, "family": "Brook", "birth": birth, "sex": "F" }),
            ),
            ready(
                "contact",
                json!({ "received": day, "route": { "is": "public" }, "source": "1D", "concern": "Shouting" }),
            ),
            ready("case_note", json!({ "when": day, "subject": "School", "words": "Late" })),
            ready("referral", json!({ "received": day, "source": "1D", "need": "N1", "reason": "Harm at home" })),
            ready("allocation", json!({ "from": day, "team": team, "worker": worker })),
            ready(
                "document",
                json!({ "file": self.letter, "title": "A letter", "what": "letter", "dated": day,
                    "sensitivity": "normal" }),
            ),
        ];
        let ids = self.casework.append_ready(&self.writer(), name, all).unwrap();
        let draft = self.casework.open_draft(&self.writer(), "case_note", &[person], Form::new()).unwrap();
        let child = Child { person, note: ids[2], contact: ids[1], document: ids[5], draft };
        self.children.insert(name.to_owned(), child);
        child
    }

    fn children(&mut self) {
        for (number, role) in (100..).zip(Role::ALL) {
            self.child(&format!("own {}", role.name()), number, role.name(), "east");
        }
        for (number, (name, worker, team)) in (1..).zip([
            ("team", "wyn", "east"),
            ("other", "olu", "west"),
            ("covering", "cat", "west"),
            ("panel", "olu", "west"),
            ("lead", "olu", "west"),
            ("emergency", "olu", "west"),
            ("named", "olu", "west"),
            ("shielded", "olu", "west"),
            ("sealed", "wyn", "east"),
            ("conflict", "wyn", "east"),
        ]) {
            self.child(name, number, worker, team);
        }
        let person = self.children["shielded"].person;
        let body = json!({ "from": "2026-11-12", "street": "9 Hidden Way", "postcode": "ZZ1 1ZZ", "use_of": "home" });
        let ready = Ready { kind: "address", people: vec![person], body, unusual: None, source: None };
        self.casework.append_ready(&self.writer(), "address", vec![ready]).unwrap();
    }

    /// A brother of the team's child, at the same address, with contacts of his own: kept from everybody but one.
    fn hidden_child(&mut self) {
        let child = self.child("listed", 50, "wyn", "east");
        let brother = self.children["team"].person;
        let tie = json!({ "from": "2026-11-12", "person": child.person, "is_the": "sibling", "of": brother });
        let people = vec![child.person, brother];
        let ready = Ready { kind: "relationship", people, body: tie, unusual: None, source: None };
        self.casework.append_ready(&self.writer(), "tie", vec![ready]).unwrap();
    }

    fn register(&self, number: u128, fact: &Fact) {
        let body = serde_json::to_value(fact).unwrap();
        let (id, by) = (Uuid::from_u128(0xfac7_0000 + number), StaffId::from("writer"));
        let row = Registered { seq: 0, id, revision: 1, body, by, at: now(), why: "For this test".into() };
        self.store.register(&row).unwrap();
    }

    pub fn restrict(&self, number: u128, name: &str, level: Level, named: Vec<StaffId>) {
        let person = self.children.get(name).map_or_else(|| id(50), |child| child.person);
        let shields = vec![Sensitivity::SafeAddress];
        self.register(number, &Fact::Restriction(Restricted { person, level, named, shields }));
    }

    fn facts(&self) {
        let period = Period { from: now(), until: now() + SignedDuration::from_hours(1) };
        let everyone: Vec<StaffId> = Role::ALL.iter().map(|role| staff_of(*role)).collect();
        self.restrict(1, "listed", Level::Listed, vec!["wyn".into()]);
        self.restrict(2, "named", Level::Listed, everyone.clone());
        self.restrict(3, "sealed", Level::Sealed, vec!["wyn".into()]);
        self.restrict(4, "shielded", Level::Shielded, vec![]);
        self.restrict(5, "emergency", Level::Listed, vec!["wyn".into()]);
        for (number, staff) in (10..).step_by(10).zip(everyone) {
            let tie = |tie, name: &str| {
                let people = vec![self.children[name].person];
                Fact::Tie { staff: staff.clone(), tie, people, period }
            };
            let person = Some(self.children["emergency"].person);
            let emergency = Emergency { staff: staff.clone(), person, period, review_by: period.until, review: None };
            self.register(number, &tie(Tied::Panel, "panel"));
            self.register(number + 1, &tie(Tied::Lead, "lead"));
            self.register(number + 2, &Fact::Cover { staff: staff.clone(), of: "cat".into(), period });
            self.register(number + 3, &Fact::Emergency(emergency));
            let person = self.children["conflict"].person;
            self.register(number + 4, &Fact::Conflict { staff, person, ended: false });
        }
    }

    /// The child who stands so to somebody of this role.
    pub fn child_for(&self, standing: &str, role: Role) -> Child {
        let name = if standing == "own" { format!("own {}", role.name()) } else { standing.to_owned() };
        self.children[&name]
    }

    pub async fn ask(&self, staff: &str, method: &str, path: &str, form: &str) -> Answer {
        ask(&self.app, staff, method, path, form).await
    }
}

/// Sends a request as somebody signed in.
pub async fn ask(app: &Router, staff: &str, method: &str, path: &str, form: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, format!("goldthread={staff}"));
    let request = match method {
        "GET" => request.body(Body::empty()),
        // A form that may have a file in it.
        _ if path.ends_with("/file") || path == "/checks" => {
            let part =
                |(name, value)| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            let fields = form.split('&').filter_map(|pair| pair.split_once('='));
            let parts: String = [("csrf", "secret")].into_iter().chain(fields).map(part).collect();
            request
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
                .body(Body::from(format!("{parts}--b--\r\n")))
        }
        _ => request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf=secret&{form}"))),
    };
    let response = app.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let headers = response.headers().iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
    let streams = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    let body = if streams { Default::default() } else { to_bytes(response.into_body(), usize::MAX).await.unwrap() };
    Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}
