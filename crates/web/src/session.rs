//! Who is asking: the session cookie, and the secret every form gives back.

use crate::reply::Failed;
use crate::state::App;
use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::sign_in::Present;
use casework::{Actor, Done};
use std::convert::Infallible;
use std::ops::Deref;

/// The session's cookie.
pub const COOKIE: &str = "goldthread";

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
        Signed { present: Present { actor, form_token: "sample".into() }, token: String::new() }
    }
}

impl Deref for Signed {
    type Target = Present;
    fn deref(&self) -> &Present {
        &self.present
    }
}

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

/// The cookie that keeps a session, or ends it when the token is empty.
pub fn set_cookie(token: &str) -> String {
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{age}")
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
            // Only a page that was being read is worth going back to; what was being sent is in its draft.
            _ if parts.method == Method::GET => {
                let next: String = parts.uri.path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
                let next = next.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
                Err(Redirect::to(&format!("/sign-in?next={next}")).into_response())
            }
            _ => {
                let next = draft_page(parts.uri.path());
                Err(Redirect::to(&format!("/sign-in?next={next}")).into_response())
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
    let Some(token) = cookie(&parts.headers, COOKIE).filter(|token| !token.is_empty()).map(str::to_owned) else {
        return Ok(None);
    };
    let asked = token.clone();
    let present = app.run(move |casework| casework.present(&asked)).await?;
    Ok(present.map(|present| Signed { present, token }))
}

/// The page of the draft a form was sent to; the start page for anything else.
fn draft_page(path: &str) -> &str {
    if path.starts_with("/drafts/") { path } else { "/" }
}

/// Is this a script asking, which wants an answer it can read?
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("json"))
}

/// The start of a page's address that is safe to go to after signing in: on this site, and not a form's target.
pub fn safe_next(next: &str) -> &str {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') { next } else { "/" }
}
