//! A2 and A3: every route, as every role, is exactly one entry; what is fetched ahead of need is none; and when the log
//! cannot be written, nothing is shown but the emergency card.

use crate::pages::child::example::{self, AMARA};
use crate::pages::{child, router, routes};
use crate::routes::{Asks, Declared};
use crate::state::App;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use casework::{Casework, Role};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::engine::{Conn, Engine};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::{Session, Staff, Store, StoreError};
use tower::ServiceExt;

/// SQLite whose writes can be made to fail, as on a full disk.
struct Filling {
    engine: Sqlite,
    full: Arc<AtomicBool>,
}

impl Engine for Filling {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.read(work)
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(StoreError::Engine("SQLite 13: database or disk is full".to_owned()));
        }
        self.engine.write(work)
    }

    fn snapshot<T>(&self, work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.engine.snapshot(work)
    }

    fn statements(&self) -> u64 {
        self.engine.statements()
    }
}

/// The product over an invented family, with somebody signed in for each role.
struct World {
    app: App,
    router: Router,
    full: Arc<AtomicBool>,
    dir: tempfile::TempDir,
}

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl World {
    fn new() -> World {
        let dir = tempfile::tempdir().expect("a directory");
        let full = Arc::new(AtomicBool::new(false));
        let engine = Sqlite::open(dir.path().join("records.db")).expect("opens");
        let store = SqlStore::new(Filling { engine, full: full.clone() });
        let now = example::instant(example::TODAY.date);
        child::tests::fill(&store);
        for role in Role::ALL {
            let staff = Staff::new(role.name(), role.label(), role.name());
            store.put_staff(&[], &[staff]).expect("staff");
            let (token_hash, form_token) = (hash(role.name()), "secret".to_owned());
            let session = Session {
                token_hash,
                staff: role.name().into(),
                opened: now,
                seen: now,
                form_token,
                proved: Some(now),
                passkey: false,
                device: String::new(),
            };
            store.put_session(&session).expect("a session");
        }
        let casework = Casework::new(Box::new(store), move || now).expect("casework");
        let casework = Arc::new(casework.with_spool(dir.path().join("aside")));
        let app = App { casework, council: "Wharnley Council".into(), sign_ins: [].into(), site: Default::default() };
        World { router: router(app.clone()), app, full, dir }
    }

    fn entries(&self) -> u64 {
        self.app.casework.store().log_head().expect("reads").seq
    }

    /// Asks as a role; what was answered, and how many entries that made.
    async fn ask(
        &self,
        role: Role,
        method: &str,
        path: &str,
        header: Option<(&str, &str)>,
    ) -> (StatusCode, String, u64) {
        let before = self.entries();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", format!("goldthread={}", role.name()))
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let request = request.body(Body::from("csrf=secret")).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let stream = response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
        // A page that listens for changes goes on for ever.
        let body = if stream {
            Vec::new()
        } else {
            to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec()
        };
        (status, String::from_utf8_lossy(&body).into_owned(), self.entries() - before)
    }
}

/// Signing out ends the session that the others are asked in.
const ENDS: &[&str] = &["/sign-out", "/account/sessions/end-all"];

/// An address of a route, about the example's child and one of her records.
fn address(path: &str) -> String {
    let record = example::record(19).to_string();
    let nobody = uuid::Uuid::nil().to_string();
    let parts = [
        ("{person}", AMARA.to_string()),
        ("{record}", record.clone()),
        ("{id}", record),
        ("{kind}", "visit".to_owned()),
        ("{set}", "ethnicity".to_owned()),
        ("{file}", "visit.json".to_owned()),
        ("{*path}", "nothing".to_owned()),
        ("{user}", "nobody.here".to_owned()),
        ("{link}", "none".to_owned()),
        ("{measure}", "IND-FD-01".to_owned()),
        ("{list}", "drift".to_owned()),
        ("{report}", nobody.clone()),
        ("{made}", nobody.clone()),
        ("{check}", nobody),
        ("{ending}", "csv".to_owned()),
    ];
    let address = parts.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    assert!(!address.contains('{'), "{address}: say what stands there");
    address
}

#[tokio::test]
async fn every_route_as_every_role_is_one_entry_and_nothing_ahead_of_need_is_any() {
    let world = World::new();
    let (mut asked, mut ahead, mut wrong) = (0, 0, Vec::new());
    for route in routes().declared() {
        let path = address(route.path);
        for role in Role::ALL {
            if ENDS.contains(&route.path) {
                continue;
            }
            let (status, _, entries) = world.ask(role, route.method, &path, None).await;
            asked += 1;
            let right = if route.asks == Asks::Anyone { entries <= 1 } else { entries == 1 };
            if !right {
                wrong.push(format!("{} {} as {}: {status}, {entries} entries", route.method, route.path, role.name()));
            }
            if route.method == "GET" && !path.starts_with("/assets/") {
                let headers = [("GET", Some(("sec-purpose", "prefetch"))), ("HEAD", None)];
                for (method, header) in headers {
                    let (status, body, entries) = world.ask(role, method, &path, header).await;
                    ahead += 1;
                    if entries != 0 || status.is_success() || !body.is_empty() {
                        wrong.push(format!("{method} {} ahead of need: {status}, {entries} entries", route.path));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    proof::say("A2", "every route and role", asked, "exactly one entry each");
    proof::say("A2", "prefetch and HEAD", ahead, "0 entries, and nothing shown");
    let all = world.app.casework.store().log_after(0, usize::MAX).expect("reads");
    let told = |entry: &store::LogEntry| !entry.by.0.is_empty() && !entry.page.is_empty() && entry.session.len() == 16;
    let requests: Vec<_> = all.iter().filter(|one| !one.entry.page.is_empty()).collect();
    assert!(requests.len() >= asked / 2);
    assert!(requests.iter().all(|one| told(&one.entry)), "each says who, where and in which session");
    assert!(all.iter().all(|one| !one.entry.session.contains(&hash(&one.entry.by.0)[..16])), "no session can be found");
}

#[tokio::test]
async fn a_second_entry_would_be_seen() {
    let world = World::new();
    let before = world.entries();
    let actor = child::tests::actor();
    for _ in 0..2 {
        world.app.casework.file(&actor, AMARA, casework::file::AsAt::Now).expect("a file");
    }
    assert_eq!(world.entries() - before, 2, "outside a request each look is an entry: the count above can be wrong");
    proof::say("A2", "twin caught", 2, "two looks outside a request are two entries");
}

#[tokio::test]
async fn when_the_log_cannot_be_written_nothing_is_shown_but_the_emergency_card() {
    let world = World::new();
    let name = "Amara";
    let (status, body, _) = world.ask(Role::SocialWorker, "GET", &format!("/children/{AMARA}"), None).await;
    assert!(status.is_success() && body.contains(name), "shown while the log can be written");
    world.full.store(true, Ordering::SeqCst);
    let (mut asked, mut shown) = (0, Vec::new());
    let asks = |route: &&Declared| route.asks != Asks::Anyone && !route.path.ends_with("/card");
    for route in routes().declared().iter().filter(asks).filter(|route| !ENDS.contains(&route.path)) {
        let (status, body, entries) = world.ask(Role::SocialWorker, route.method, &address(route.path), None).await;
        asked += 1;
        if status != StatusCode::SERVICE_UNAVAILABLE || body.contains(name) || entries != 0 {
            shown.push(format!("{} {}: {status}", route.method, route.path));
        }
    }
    assert!(shown.is_empty(), "{shown:#?}");
    let card = format!("/children/{AMARA}/card");
    let (status, body, entries) = world.ask(Role::OutOfHours, "GET", &card, None).await;
    assert!(status.is_success() && body.contains(name), "{status}");
    assert_eq!(entries, 0);
    let aside = std::fs::read_to_string(world.dir.path().join("aside")).expect("kept aside");
    assert_eq!(aside.trim().lines().count(), 1);
    assert!(aside.contains("emergency_card") && aside.contains(&AMARA.to_string()) && !aside.contains(name));
    // The disk has room again: what was kept aside is in the log, once.
    world.full.store(false, Ordering::SeqCst);
    let before = world.entries();
    assert_eq!(world.app.casework.take_in_spool(), Ok(1));
    assert_eq!(world.app.casework.take_in_spool(), Ok(0));
    assert_eq!(world.entries() - before, 1);
    proof::say("A3", "log cannot be written", asked, "all refused with 503; the emergency card shown and kept aside");
    // The twin: with no second place, the card is refused as well.
    let world = World::new();
    let casework = Arc::new(Casework::clone(&world.app.casework).without_spool());
    let router = router(App { casework, ..world.app.clone() });
    let world = World { router, ..world };
    world.full.store(true, Ordering::SeqCst);
    let (status, body, _) = world.ask(Role::OutOfHours, "GET", &card, None).await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && !body.contains(name));
    proof::say("A3", "twin caught", 1, "with no second place the card is refused too");
}
