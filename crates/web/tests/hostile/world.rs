//! The whole product over an invented family kept in memory, with somebody signed in.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use casework::Casework;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::Session;
use tower::ServiceExt;
use web::App;
use web::pages::child::example::{self, AMARA};
use web::routes::Declared;

pub const TOKEN: &str = "a-session-of-the-test";
pub const CSRF: &str = "a-form-token-of-the-test";
pub const HOST: &str = "goldthread.test";

pub struct World {
    pub app: App,
    pub draft: String,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn is_page(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

impl World {
    pub fn new() -> World {
        let store = store::open("memory:").unwrap();
        let (teams, staff) = example::staff();
        store.put_staff(&teams, &staff).unwrap();
        let revisions = example::revisions();
        let forms = casework::finish::forms_of(&revisions).into_values().collect();
        let people = [AMARA, example::KOFI, example::GRACE, example::ABENA];
        let rules = practice::journey::Rules::default();
        let summaries = casework::finish::summaries(&rules, &people, revisions.clone(), &[]);
        store.load(store::Change { revisions, forms, summaries, ..store::Change::default() }).unwrap();
        let now = example::instant(example::TODAY.date);
        store.put_session(&session(TOKEN)).unwrap();
        let files = Arc::new(documents::Memory::default());
        let desk = casework::documents::Desk::new(files, Arc::new(documents::worker::Here), None, 1024 * 1024);
        let casework = Casework::new(store, move || now).unwrap().with_documents(desk);
        let priya = casework::Actor::new("priya", "Priya Shah", casework::Role::SocialWorker, None);
        let draft = casework.open_draft(&priya, "document", &[AMARA], Default::default()).unwrap().to_string();
        let app = App {
            casework: Arc::new(casework),
            council: "Ashcombe Council".into(),
            sign_ins: [].into(),
            site: Default::default(),
        };
        World { app, draft }
    }

    /// The address of a route, with something that is there in each of its places.
    pub fn address(&self, route: &Declared) -> String {
        let mut before = "";
        let steps: Vec<String> = route
            .path
            .split('/')
            .map(|step| {
                let filled = match (step, before) {
                    ("{person}" | "{child}", _) => AMARA.to_string(),
                    ("{kind}", _) => "visit".to_owned(),
                    ("{id}" | "{draft}", "drafts") => self.draft.clone(),
                    ("{id}" | "{record}" | "{contact}", _) => example::record(15).to_string(),
                    (named, _) if named.starts_with('{') => "x".to_owned(),
                    (plain, _) => plain.to_owned(),
                };
                before = step;
                filled
            })
            .collect();
        steps.join("/")
    }
}

/// A session of Priya's.
pub fn session(token: &str) -> Session {
    let now = example::instant(example::TODAY.date);
    Session {
        token_hash: Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
        staff: practice::ids::StaffId::from("priya"),
        opened: now,
        seen: now,
        form_token: CSRF.into(),
        proved: Some(now),
        passkey: true,
        device: String::new(),
    }
}

/// A request with a signed-in session's cookie.
pub fn request(method: &str, address: &str) -> axum::http::request::Builder {
    // By the names it has with TLS and without.
    let cookies = format!("goldthread={TOKEN}; __Host-goldthread={TOKEN}");
    Request::builder().method(method).uri(address).header("host", HOST).header("cookie", cookies)
}

/// Asks a router.
pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response: Response<Body> = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    // A page that listens for changes never ends.
    let endless = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
    let bytes = if endless { Default::default() } else { to_bytes(body, 64 * 1024 * 1024).await.unwrap() };
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}
