//! What is asked of every request before a page sees it, and said with every answer.

use crate::kept;
use crate::parts;
use crate::reply::Failed;
use crate::session::with_next;
use crate::state::App;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// No form is larger.
pub const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// Headers on every answer: nothing inline, nothing from elsewhere, nothing kept by browsers.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    // The address of the site says whether browsers come by TLS: what a request says of itself, anybody may have written.
    let by_tls = app.site.secure;
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    say(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    );
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(header::REFERRER_POLICY, "same-origin");
    say(header::X_FRAME_OPTIONS, "DENY");
    say(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    say(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    say(
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()",
    );
    if by_tls {
        say(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if !is_asset {
        say(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// Answers that must not tell by the time they took what was found on the way leave on a beat of this many milliseconds.
const BEAT: u64 = 25;

/// Not found, and found by a search: sent when the next beat is due, counted from when the request came. What is kept
/// from the reader costs a few microseconds more or less than what is not there; nobody can see that through a beat.
pub async fn beat(request: Request, next: Next) -> Response {
    let came = tokio::time::Instant::now();
    let path = request.uri().path();
    let searches = *request.method() == Method::POST
        && (path == "/search" || path == "/emergency" || path.starts_with("/drafts/") && path.ends_with("/people"));
    let response = next.run(request).await;
    if searches || response.status() == StatusCode::NOT_FOUND {
        let took = u64::try_from(came.elapsed().as_millis()).unwrap_or(u64::MAX);
        let beats = (took / BEAT).saturating_add(1);
        tokio::time::sleep_until(came + std::time::Duration::from_millis(beats.saturating_mul(BEAT))).await;
    }
    response
}

/// The page that says something was not found is one and the same for all, so it names no address: its link to emergency
/// access is `?emergency`, on whatever address the reader is at.
pub async fn emergency(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.query() == Some("emergency") && *request.method() == Method::GET && uri.path() != "/emergency" {
        let plain = |one: char| one.is_ascii_alphanumeric() || "/-_.".contains(one);
        let of: String = uri.path().chars().filter(|one| plain(*one)).collect();
        return Redirect::to(&format!("/emergency?of={of}")).into_response();
    }
    next.run(request).await
}

/// A form must come from a page of ours, and give back the session's secret.
pub async fn forms(State(app): State<App>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let refused = |words: &'static str| app.refused_open(StatusCode::FORBIDDEN, words);
    if let Some(words) = elsewhere(request.headers()) {
        return refused(words);
    }
    if !is_form(request.headers()) {
        return app.refused_open(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Only forms are taken here.");
    }
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    // Nobody is signed in yet who could be made to send these.
    let before = request.uri().path().starts_with("/sign-in") || request.uri().path().starts_with("/enrol/");
    if before && site.is_none_or(|site| matches!(site, "same-origin" | "none")) {
        return next.run(request).await;
    }
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return refused(FROM_ELSEWHERE);
    }
    let Some(token) = app.site.token(request.headers()).map(str::to_owned) else {
        return next.run(request).await;
    };
    if parts::takes(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_FORM).await else {
        return app.refused_open(StatusCode::PAYLOAD_TOO_LARGE, "This form is too large. Save it in parts.");
    };
    let form_token = match app.run(move |casework| casework.form_token(&token)).await {
        Ok(form_token) => form_token,
        // Whose form it is cannot be known: it goes no further.
        Err(problem) => return Failed::of_nobody(&app, problem).into_response(),
    };
    if let Some(form_token) = form_token {
        let expected = format!("csrf={form_token}");
        let given = bytes.split(|byte| *byte == b'&').any(|pair| pair == expected.as_bytes());
        if !given {
            return refused("This form is out of date. Go back, reload the page and send it again.");
        }
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// What the framework notes of what it could not read, and quotes: never noted, whatever RUST_LOG asks for.
pub const NEVER_NOTED: &str = "axum::rejection=off";

/// What the framework could not read, an address or a form, it quotes in its answer: said in our words instead.
pub async fn own_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let is_plain =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let unread = [StatusCode::BAD_REQUEST, StatusCode::UNSUPPORTED_MEDIA_TYPE, StatusCode::UNPROCESSABLE_ENTITY];
    if !is_plain || !unread.contains(&status) {
        return response;
    }
    app.refused_open(status, "The address or the form could not be read. Go back and try again.")
}

/// What is said of a form that no page of ours sent, as far as the browser says.
const FROM_ELSEWHERE: &str = "This form came from another site, or from another address than the one you are at. Open \
                              Goldthread at the address you were given, and fill the form in there.";

/// Was this sent by a page of ours, as far as the browser says?
pub fn from_here(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    elsewhere(headers).is_none() && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Why a request did not start on a page of ours, when a browser says where it started.
fn elsewhere(headers: &HeaderMap) -> Option<&'static str> {
    let said = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let origin = said(header::ORIGIN)?;
    let host = origin.split_once("://").map(|(_, host)| host);
    let ours = host.is_some() && host == said(header::HOST);
    (!ours).then_some(FROM_ELSEWHERE)
}

/// Is this of a type that forms and scripts of ours send? A page elsewhere can have a browser send plain text.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "application/x-www-form-urlencoded" | "multipart/form-data" | "application/json")
}

/// What a panic says may hold words about a child: only where it happened is written down.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%at, "panicked");
    }));
}

/// Leads to where a second factor or a passkey is given again, and from there back to the page that needed it.
pub async fn step_up(request: Request, next: Next) -> Response {
    let here = match *request.method() {
        Method::GET => request.uri().path_and_query().map(|path| path.as_str().to_owned()),
        // The page whose form was sent: what was typed there is in the form again.
        _ => kept::referer(request.headers()),
    };
    let mut response = next.run(request).await;
    let led = |to: &&str| response.headers().get(header::LOCATION).is_some_and(|led| led == to);
    if let Some(to) = ["/step-up", "/step-up/passkey"].into_iter().find(led)
        && let Ok(to) = HeaderValue::from_str(&with_next(to, &here.unwrap_or_default()))
    {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}
