//! Too many at once: some are told at once to come again, so that the others are answered.

use crate::components::Button;
use crate::layout::Page;
use crate::state::App;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many requests are answered at once, of everyone and of one session. Those who are not known to be signed in are as
/// one.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of everyone.
    pub all: usize,
    /// Of one session: one person, or a program in their name, cannot take every place.
    pub each: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { all: 96, each: 32 }
    }
}

/// The places there are, and who has them.
#[derive(Clone)]
pub struct Places {
    limits: Limits,
    taken: Arc<Mutex<Taken>>,
    known: Known,
    app: App,
}

#[derive(Default)]
struct Taken {
    all: usize,
    /// By the session's token; empty for those who are not known to be signed in.
    each: HashMap<String, usize>,
}

/// Sessions that somebody was found to be signed in with. A cookie says nothing until then: whoever invents one each
/// time is one of those who are not signed in.
#[derive(Clone, Default)]
pub struct Known(Arc<Mutex<HashSet<String>>>);

/// So many sessions are known, and then all are forgotten: each is known again with its next request.
const KNOWN: usize = 20_000;

impl Known {
    /// Takes down whether somebody is signed in with a session.
    pub fn found(&self, token: &str, signed_in: bool) {
        let mut known = lock(&self.0);
        if !signed_in {
            known.remove(token);
        } else if !known.contains(token) {
            if known.len() >= KNOWN {
                known.clear();
            }
            known.insert(token.to_owned());
        }
    }

    fn has(&self, token: &str) -> bool {
        lock(&self.0).contains(token)
    }
}

/// A place taken: free again when dropped.
struct Place {
    taken: Arc<Mutex<Taken>>,
    session: String,
}

impl Places {
    /// All of them free.
    pub fn new(limits: Limits, app: App) -> Places {
        Places { limits, taken: Arc::default(), known: Known::default(), app }
    }

    fn take(&self, session: &str) -> Option<Place> {
        let mut taken = lock(&self.taken);
        let of_session = taken.each.get(session).copied().unwrap_or_default();
        if taken.all >= self.limits.all || of_session >= self.limits.each {
            return None;
        }
        taken.all += 1;
        taken.each.insert(session.to_owned(), of_session + 1);
        Some(Place { taken: self.taken.clone(), session: session.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.all -= 1;
        match taken.each.get_mut(&self.session) {
            Some(more) if *more > 1 => *more -= 1,
            _ => drop(taken.each.remove(&self.session)),
        }
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers a request if there is a place for it, and otherwise says when to come again: 503, with Retry-After. What
/// listens for changes keeps no place once it listens.
pub async fn limited(State(places): State<Places>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let session = places.app.site.token(request.headers()).filter(|token| places.known.has(token));
    let place = places.take(session.unwrap_or_default());
    request.extensions_mut().insert(places.known.clone());
    match place {
        Some(_place) => next.run(request).await,
        None => busy(&places.app),
    }
}

fn busy(app: &App) -> Response {
    let main = html! {
        h1.govuk-heading-l { "Too many are asking at once" }
        p.govuk-body {
            "Nothing was done with what you just sent. Go back and try again in a few seconds: what was shown as saved is safe."
        }
        (Button::link("Go to my first page", "/"))
    };
    let page = app.open_page(Page { title: "Too many are asking at once", main, ..Page::default() });
    let headers = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}
