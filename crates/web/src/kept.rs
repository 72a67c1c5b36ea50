//! No word that somebody typed is lost. What a draft holds is in the draft; what is typed on any other page is kept here,
//! for whoever typed it, from when it was typed until it was sent: it stands in the form again when the page is opened,
//! whatever came between: a session that ended, another link, an error, a second factor that was asked for.

mod page;

pub use page::{banner, routes, samples, waiting};

use crate::guard::{LARGEST_FORM, from_here};
use crate::state::App;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, FromRequest, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Words;

/// Where a script sends what is being typed; where one's words that were not sent are listed.
pub const PLACE: &str = "/kept";
/// The name under which a script says on which page it is.
pub const PAGE: &str = "_page";

/// Fields that hold words, however short what was typed in them. In others, only what has a space in it is words.
const WORDS: [&str; 21] = [
    "why",
    "_why",
    "_reason",
    "words",
    "reason",
    "says",
    "will_do",
    "handover",
    "what",
    "impact",
    "strength",
    "found",
    "told_by",
    "release-why",
    "different",
    "said",
    "did",
    "evidence",
    "weaknesses",
    "story",
    "decided",
];
/// Fields that are the form's own, or are nobody's to keep.
const NEVER: [&str; 8] = ["csrf", PAGE, "password", "now", "new", "code", "recovery", "answer"];
/// Pages on which nothing is typed that is to be kept: secrets, and what somebody looks for.
const NOT_HERE: [&str; 8] =
    ["/sign-in", "/sign-out", "/enrol/", "/account", "/step-up", "/search", "/assets/", "/board/events"];

tokio::task_local! {
    static REQUEST: Arc<Asked>;
}

/// What one request knows of words kept.
struct Asked {
    /// The page: the one asked for, or the one whose form is sent.
    page: String,
    /// A form is sent.
    sends: bool,
    /// All of somebody's words that were not sent.
    words: Mutex<Vec<Words>>,
    /// Some stand in a form of the page that is drawn.
    used: AtomicBool,
}

impl Asked {
    fn words(&self) -> MutexGuard<'_, Vec<Words>> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn asked() -> Option<Arc<Asked>> {
    REQUEST.try_with(Arc::clone).ok()
}

/// Are words kept for the request that is being answered?
pub fn wanted() -> bool {
    asked().is_some()
}

/// What somebody has not sent yet, read for the request that is being answered.
pub fn found(words: Vec<Words>) {
    if let Some(asked) = asked() {
        *asked.words() = words;
    }
}

/// What was typed in the box of this name on the page that is drawn, and not sent. Of a form that was sent just now, what
/// it sent stands in the box.
pub fn value(name: &str, now: &str) -> Option<String> {
    let asked = asked().filter(|asked| !asked.sends || now.is_empty())?;
    let words = asked.words();
    let here = words.iter().find(|words| words.page == asked.page)?;
    let (_, value) = here.typed.iter().find(|(typed, value)| typed == name && !value.is_empty())?;
    asked.used.store(true, Ordering::Relaxed);
    Some(value.clone())
}

/// A key for a form that is drawn: the one it was sent with when no answer came, so that sending it again doubles nothing.
pub fn key() -> String {
    value("key", "").unwrap_or_else(|| uuid::Uuid::now_v7().to_string())
}

/// Takes everything typed on the page that is asked for: a draft keeps it in its own answers.
pub fn take() -> Option<Words> {
    let asked = asked().filter(|asked| !asked.sends)?;
    let mut words = asked.words();
    let at = words.iter().position(|words| words.page == asked.page)?;
    Some(words.remove(at))
}

/// The page that is drawn gives back what was typed: no note beside it says so again.
pub fn given_back() {
    if let Some(asked) = asked() {
        asked.words().retain(|words| words.page != asked.page);
    }
}

/// The page whose form was sent, for the way back to it.
pub fn sent_from() -> Option<String> {
    asked().filter(|asked| asked.sends).map(|asked| asked.page.clone())
}

/// The page somebody is at or was at, for coming back to it after signing in.
pub fn page() -> Option<String> {
    asked().map(|asked| asked.page.clone())
}

/// Keeps what was typed and came to nothing; forgets what was sent.
pub async fn words(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let token = app.site.token(request.headers()).map(str::to_owned);
    let (Some(token), false) = (token, NOT_HERE.iter().any(|not| path.starts_with(not))) else {
        return next.run(request).await;
    };
    let sends = *request.method() == Method::POST && is_plain_form(request.headers()) && from_here(request.headers());
    if !sends {
        let page = request.uri().path_and_query().map(|page| page.as_str().to_owned()).unwrap_or_default();
        return REQUEST.scope(asking(page, false), next.run(request)).await;
    }
    let path = path.to_owned();
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_FORM).await else {
        return next.run(Request::from_parts(parts, Body::empty())).await;
    };
    let pairs = named(&path, pairs(&parts.headers, &bytes).await);
    let said = pairs.iter().find(|(name, _)| name == PAGE).map(|(_, page)| page.clone());
    let page = said.or_else(|| referer(&parts.headers)).unwrap_or_else(|| path.clone());
    let asked = asking(page.clone(), true);
    let request = Request::from_parts(parts, Body::from(bytes));
    let response = REQUEST.scope(asked.clone(), next.run(request)).await;
    let came = came_of(&path, &response);
    // A draft whose writer signs out has every answer already.
    let leaves = pairs.iter().any(|(name, value)| name == "_do" && value == "sign-out");
    let secret = pairs.iter().find(|(name, _)| name == "csrf").map(|(_, secret)| secret.clone()).unwrap_or_default();
    let typed = typed(pairs, came);
    let worth = typed.iter().any(is_words);
    let before = asked.words().iter().any(|words| words.page == page);
    if !worth && !before {
        return response;
    }
    let (kept, at) = (typed.clone(), page.clone());
    let done = app.run(move |casework| {
        let Some((staff, own)) = casework.whose(&token)? else { return Ok(Known::Nobody) };
        if secret != own {
            return Ok(Known::OutOfDate(own));
        }
        match came {
            Came::Nothing | Came::Saved if worth => casework.keep_words(&staff, &at, kept)?,
            Came::Sent if before => casework.forget_words_of(&staff, &at)?,
            _ => {}
        }
        Ok(Known::Kept)
    });
    match done.await {
        Ok(Known::Nobody) if worth && !leaves && leads_to(&response, &["/sign-in"]) => page::signed_out(&app, &typed),
        Ok(Known::OutOfDate(secret)) if worth && response.status() == StatusCode::FORBIDDEN => {
            page::out_of_date(&app, &typed, &page, &secret)
        }
        // Whatever kept them from being kept, the answer says what became of the form.
        _ => response,
    }
}

/// The answer to a form of an earlier session whose parts were read where it was sent to: its words are given back.
pub fn out_of_date(app: &App, pairs: Vec<(String, String)>, page: &str, csrf: &str) -> Response {
    page::out_of_date(app, &typed(pairs, Came::Nothing), page, csrf)
}

/// By whom a form was sent, as far as its words go.
enum Known {
    /// By somebody of a session that is gone.
    Nobody,
    /// By a page that was opened in an earlier session; this is the secret of today's.
    OutOfDate(String),
    /// By somebody whose words are kept, if they were to be.
    Kept,
}

/// The names and values of a form.
async fn pairs(headers: &HeaderMap, bytes: &Bytes) -> Vec<(String, String)> {
    let mut request = Request::new(Body::from(bytes.clone()));
    *request.method_mut() = Method::POST;
    *request.headers_mut() = headers.clone();
    Form::from_request(request, &()).await.map(|Form(pairs)| pairs).unwrap_or_default()
}

/// The same by the names of their questions: a script that saves one answer of a draft says which it is.
fn named(path: &str, pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let question = pairs.iter().find(|(name, _)| name == "path").map(|(_, question)| question.clone());
    let Some(question) = question.filter(|_| path.starts_with("/drafts/") && path.ends_with("/field")) else {
        return pairs;
    };
    let own = pairs.into_iter().filter(|(name, _)| !matches!(name.as_str(), "path" | "base"));
    own.map(|(name, value)| if name == "value" { (question.clone(), value) } else { (name, value) }).collect()
}

fn asking(page: String, sends: bool) -> Arc<Asked> {
    Arc::new(Asked { page, sends, words: Mutex::default(), used: AtomicBool::new(false) })
}

/// What came of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It was done.
    Sent,
    /// It was a draft's: its answers are saved, and nothing more was done.
    Saved,
    /// Nothing was done.
    Nothing,
}

fn came_of(path: &str, response: &Response) -> Came {
    let status = response.status();
    let asks = leads_to(response, &["/sign-in", "/step-up"]);
    match () {
        // A script said what is being typed: its own handler keeps that.
        () if path == PLACE && status.is_success() => Came::Sent,
        () if status.is_redirection() && !asks => Came::Sent,
        () if path.starts_with("/drafts/")
            && !asks
            && matches!(status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) =>
        {
            Came::Saved
        }
        () => Came::Nothing,
    }
}

fn leads_to(response: &Response, places: &[&str]) -> bool {
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    places.iter().any(|place| to.starts_with(place))
}

/// What is worth keeping of what a form sent: of a draft whose answers are saved, only why it is unusual.
fn typed(pairs: Vec<(String, String)>, came: Came) -> Vec<(String, String)> {
    let keeps = |name: &str| match came {
        Came::Saved => name == "_why",
        _ => !NEVER.contains(&name),
    };
    pairs.into_iter().filter(|(name, value)| keeps(name) && !value.is_empty()).collect()
}

fn is_words((name, value): &(String, String)) -> bool {
    let value = value.trim();
    // One of several on a page has its number after its name.
    let plain = name.trim_end_matches(|one: char| one.is_ascii_digit()).trim_end_matches('-');
    // A question that follows a choice has the choice before its name.
    let plain = plain.rsplit('.').next().unwrap_or(plain);
    !value.is_empty() && (WORDS.contains(&plain) || name.starts_with("note.") || value.contains(char::is_whitespace))
}

fn is_plain_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/x-www-form-urlencoded")
}

/// The page a form was on, without the host.
pub fn referer(headers: &HeaderMap) -> Option<String> {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok())?;
    Some(format!("/{}", from.splitn(4, '/').nth(3)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_any_box_for_words_is_words() {
        let mut seen = 0;
        for sample in crate::pages::samples() {
            let html = sample.markup.into_string();
            for tag in html.split("<textarea").skip(1) {
                let name = tag.split(" name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                // The sign-out page gives words back under the names they came by.
                assert!(is_words(&(name.to_owned(), "Urgent".to_owned())), "{}: {name}", sample.name);
                // A box with a name of its own is filled again by that name: another id would leave it empty.
                let id = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                let shared = WORDS.contains(&name);
                assert!(shared || id == name, "{}: the box {name} is called {id}", sample.name);
                seen += 1;
            }
        }
        assert!(seen > 10, "{seen} boxes");
        for (name, value) in [("to", "wyn"), ("why", " "), ("child", "0190-2")] {
            assert!(!is_words(&(name.to_owned(), value.to_owned())), "{name}");
        }
        assert!(is_words(&("anything".to_owned(), "two words".to_owned())));
    }

    #[test]
    fn one_answer_that_a_script_saves_is_kept_by_the_name_of_its_question() {
        let of = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let sent = of(&[("path", "with"), ("base", "3"), ("value", "Her aunt"), ("value", "Gran"), ("csrf", "s")]);
        let kept = of(&[("with", "Her aunt"), ("with", "Gran"), ("csrf", "s")]);
        assert_eq!(named("/drafts/0190/field", sent.clone()), kept);
        // The twin: on any other form these are names like others.
        assert_eq!(named("/settings/field", sent.clone()), sent);
        assert_eq!(named("/drafts/0190/field", kept.clone()), kept);
    }

    #[test]
    fn secrets_are_never_kept() {
        let sent = NEVER.map(|name| (name.to_owned(), "a long secret".to_owned()));
        assert_eq!(typed(sent.to_vec(), Came::Nothing), vec![]);
    }
}
