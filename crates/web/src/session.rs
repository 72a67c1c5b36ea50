//! Who is asking: the session cookie, and the secret every form gives back.

use crate::crowd::Known;
use crate::kept;
use crate::reply::Failed;
use crate::state::App;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::sign_in::{Halfway, Knock, Present};
use casework::{Actor, Done};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::ops::Deref;

/// A known browser is remembered for so many seconds: half a year.
const REMEMBERED: u32 = 180 * 24 * 3600;

/// How people reach the product, as its cookies must know it.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// It is reached over HTTPS: cookies are sent no other way, and only by this very host.
    pub secure: bool,
    /// A proxy in front of it says where each request came from.
    pub behind_proxy: bool,
    /// The address people open it at, without a stroke at its end; empty when that is not known.
    pub address: String,
}

impl Site {
    /// The cookie that holds a session.
    pub fn session(&self) -> &'static str {
        if self.secure { "__Host-goldthread" } else { "goldthread" }
    }

    /// The cookie that shows a browser somebody signed in on before.
    pub fn browser(&self) -> &'static str {
        if self.secure { "__Host-goldthread-browser" } else { "goldthread-browser" }
    }

    /// The cookie that binds a try at the council's own sign-in to this browser.
    pub fn bound(&self) -> &'static str {
        if self.secure { "__Host-goldthread-council" } else { "goldthread-council" }
    }

    /// The same answer, with that cookie; without it when it is empty.
    pub fn bind(&self, mut response: Response, bound: &str) -> Response {
        let seconds = if bound.is_empty() { 0 } else { 15 * 60 };
        if let Ok(cookie) = HeaderValue::from_str(&self.set(self.bound(), bound, Some(seconds))) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    fn set(&self, name: &str, value: &str, seconds: Option<u32>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }

    /// The same answer, keeping a session, or ending it when the token is empty; and showing the browser next time.
    pub fn keep(&self, mut response: Response, token: &str, browser: Option<&str>) -> Response {
        let session = self.set(self.session(), token, token.is_empty().then_some(0));
        let shown = browser.map(|shown| self.set(self.browser(), shown, Some(REMEMBERED)));
        for cookie in [Some(session), shown].into_iter().flatten() {
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// The session's token among the cookies of a request.
    pub fn token<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        cookie(headers, self.session()).filter(|token| !token.is_empty())
    }
}

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    present: Present,
    /// The session's token, for signing out.
    pub token: String,
}

impl Signed {
    /// Someone signed in, for samples of pages.
    pub fn sample(actor: Actor) -> Self {
        Signed { present: Present::sample(actor), token: String::new() }
    }

    /// Who, as casework asks.
    pub fn present(&self) -> &Present {
        &self.present
    }
}

impl Deref for Signed {
    type Target = Present;
    fn deref(&self) -> &Present {
        &self.present
    }
}

/// Someone who has given a password and nothing more.
#[derive(Clone, Debug)]
pub struct Half {
    /// Who.
    pub halfway: Halfway,
    /// The token of what has been done so far.
    pub token: String,
}

/// The token that came with a request, whatever it is worth.
pub struct Token(pub String);

/// Who knocks: where from, and on what browser.
pub struct Knocking(pub Knock);

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

impl<S> FromRequestParts<S> for Signed
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        match found(&app, parts).await {
            Ok(Some(signed)) => Ok(signed),
            // Nobody is sent to sign in because the records cannot be reached.
            Err(problem) => Err(Failed::of_nobody(&app, problem).into_response()),
            _ if wants_json(&parts.headers) => Err((StatusCode::UNAUTHORIZED, "sign in").into_response()),
            _ => {
                // Back to the page that was being read, or whose form was being sent: its words are kept.
                let next = kept::page().or_else(|| match parts.method {
                    Method::GET => parts.uri.path_and_query().map(|path| path.as_str().to_owned()),
                    _ => None,
                });
                let half = <Half as FromRequestParts<S>>::from_request_parts(parts, state).await.is_ok();
                let page = if half { "/sign-in/code" } else { "/sign-in" };
                Err(Redirect::to(&with_next(page, safe_next(&next.unwrap_or_default()))).into_response())
            }
        }
    }
}

impl<S> OptionalFromRequestParts<S> for Signed
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Infallible> {
        let app = App::from_ref(state);
        Ok(found(&app, parts).await.ok().flatten())
    }
}

/// Who asks, if they are signed in.
async fn found(app: &App, parts: &Parts) -> Done<Option<Signed>> {
    let Some(token) = app.site.token(&parts.headers).map(str::to_owned) else {
        return Ok(None);
    };
    let asked = token.clone();
    let accepts = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let listens = accepts.contains("text/event-stream");
    let keeps = kept::wanted() && !listens;
    let found = app
        .run(move |casework| {
            let present = if listens { casework.present_idly(&asked)? } else { casework.present(&asked)? };
            // A page is not refused because what was typed before cannot be read.
            let words = present.as_ref().filter(|_| keeps).and_then(|one| casework.my_words(&one.actor).ok());
            Ok(present.map(|present| (present, words.unwrap_or_default())))
        })
        .await?;
    if let Some(known) = parts.extensions.get::<Known>() {
        known.found(&token, found.is_some());
    }
    Ok(found.map(|(present, words)| {
        kept::found(words);
        Signed { present, token }
    }))
}

impl<S> FromRequestParts<S> for Half
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        let begin = || Redirect::to("/sign-in").into_response();
        let token = app.site.token(&parts.headers).map(str::to_owned).ok_or_else(begin)?;
        let asked = token.clone();
        let halfway = app.run(move |casework| casework.halfway(&asked)).await;
        halfway.ok().flatten().map(|halfway| Half { halfway, token }).ok_or_else(begin)
    }
}

impl<S> FromRequestParts<S> for Token
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        let token = app.site.token(&parts.headers).map(|token| Token(token.to_owned()));
        token.ok_or_else(|| Redirect::to("/sign-in").into_response())
    }
}

impl<S> FromRequestParts<S> for Knocking
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let app = App::from_ref(state);
        let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or("");
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string());
        // The last of the list is the one our own proxy wrote; anybody may have written the others.
        let told = text("x-forwarded-for").rsplit(',').next().map(str::trim).filter(|address| !address.is_empty());
        let address = told.filter(|_| app.site.behind_proxy).map(str::to_owned).or(peer).unwrap_or_default();
        let browser = cookie(&parts.headers, app.site.browser()).map(str::to_owned);
        Ok(Knocking(Knock { address, browser, device: device(text("user-agent")) }))
    }
}

/// A browser in a few words, from what it calls itself: "Firefox on Windows".
fn device(agent: &str) -> String {
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name);
    let browser = named(&[("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "a Mac"),
        ("CrOS", "a Chromebook"),
        ("Linux", "Linux"),
    ]);
    format!("{} on {}", browser.unwrap_or("A browser"), system.unwrap_or("a device"))
}

/// An address with where to go afterwards.
pub fn with_next(page: &str, next: &str) -> String {
    if next.is_empty() || next == "/" {
        return page.to_owned();
    }
    let next = next.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
    format!("{page}?next={next}")
}

/// Is this a script asking, which wants an answer it can read?
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("json"))
}

/// The start of a page's address that is safe to go to after signing in: on this site, and not a form's target.
pub fn safe_next(next: &str) -> &str {
    let plain = !next.contains(['\\', '\r', '\n', '\t']);
    if next.starts_with('/') && !next.starts_with("//") && plain { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_a_cookie_is_for_this_host_alone() {
        let site = Site { secure: true, ..Site::default() };
        let answer = site.keep("".into_response(), "abc", Some("def"));
        let cookies: Vec<_> =
            answer.headers().get_all(header::SET_COOKIE).iter().map(|one| one.to_str().unwrap()).collect();
        assert_eq!(cookies[0], "__Host-goldthread=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert!(
            cookies[1].starts_with("__Host-goldthread-browser=def; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=")
        );
        let plain = Site::default().keep("".into_response(), "", None);
        assert_eq!(plain.headers()[header::SET_COOKIE], "goldthread=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    #[test]
    fn nobody_is_led_off_the_site() {
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/\t/evil.example"] {
            assert_eq!(safe_next(bad), "/", "{bad}");
        }
        assert_eq!(safe_next("/drafts/1?a=b#concern"), "/drafts/1?a=b#concern");
        assert_eq!(with_next("/sign-in", "/drafts/1#a"), "/sign-in?next=/drafts/1%23a");
    }

    #[test]
    fn a_browser_is_said_in_a_few_words() {
        assert_eq!(device("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko Firefox/130.0"), "Firefox on Windows");
        assert_eq!(device(""), "A browser on a device");
    }
}
