//! One request, one entry of the log, on the disk before the answer is given.

use crate::state::App;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::visit::{Answered, Visit};
use casework::{Casework, Problem};
use practice::ids::{PersonId, RecordId};
use std::sync::Arc;
use store::{Outcome, StoreError};

tokio::task_local! {
    static VISIT: Arc<Visit>;
}

/// The casework, answering the request of this task if there is one.
pub fn visiting(casework: &Casework) -> Casework {
    VISIT.try_with(|visit| casework.visiting(visit.clone())).unwrap_or_else(|_| casework.clone())
}

/// Gathers what is noted while a request is answered, and holds the answer back until that is on the disk. When it
/// cannot be written down, nothing is shown.
pub async fn entered(State(app): State<App>, request: Request, next: Next) -> Response {
    let session = app.site.token(request.headers());
    if session.is_some() && *request.method() == Method::HEAD {
        // Nothing is shown, so nothing may be learnt: every address is answered alike.
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, POST")]).into_response();
    }
    if is_ahead_of_need(request.headers()) && !request.uri().path().starts_with("/assets/") {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let session = session.map(str::to_owned);
    let method = request.method().clone();
    let (mut parts, body) = request.into_parts();
    let page = parts.extensions.get::<MatchedPath>().map_or("(no such page)", MatchedPath::as_str);
    let page = format!("{method} {page}");
    let named = RawPathParams::from_request_parts(&mut parts, &app).await.ok();
    let find = |name: &str| {
        let mut named = named.iter().flatten();
        named.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    };
    let person = find("person").and_then(|id| id.parse::<PersonId>().ok());
    let of_record = page.contains(" /records/");
    let record = find("record").or_else(|| find("id").filter(|_| of_record)).and_then(|id| id.parse::<RecordId>().ok());
    let visit = Arc::new(Visit::new(page, session.as_deref(), person, record));
    let response = VISIT.scope(visit.clone(), next.run(Request::from_parts(parts, body))).await;
    let answered = answered(response.status());
    let casework = app.casework.clone();
    match tokio::task::spawn_blocking(move || casework.leave(&visit, answered)).await {
        Ok(Ok(wait)) => {
            tokio::time::sleep(wait).await;
            response
        }
        Ok(Err(problem)) => app.failed_open(problem),
        Err(_) => app.failed_open(Problem::NotLogged(StoreError::Engine("the log panicked".to_owned()))),
    }
}

/// Is this a browser fetching what nobody has asked to see yet?
fn is_ahead_of_need(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    ["sec-purpose", "purpose", "x-moz"].iter().any(|name| says(name).contains("prefetch"))
}

fn answered(status: StatusCode) -> Answered {
    let outcome = match status {
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED => Outcome::Refused,
        status if status.is_client_error() || status.is_server_error() => Outcome::Failed,
        _ => Outcome::Done,
    };
    Answered { outcome, shown: status.is_success() }
}

#[cfg(test)]
mod tests;
