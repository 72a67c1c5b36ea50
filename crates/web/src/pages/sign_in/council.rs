//! A council's own sign-in: there and back.

use super::{Asked, unavailable, welcome};
use crate::components::Button;
use crate::reply::go;
use crate::routes::{ANYONE, Routes, SIGNED};
use crate::session::{Knocking, Signed, cookie, safe_next, with_next};
use crate::state::App;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Problem;
use casework::sign_in::council::{CameBack, SentOff};
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/sign-in/council", ANYONE, send).get("/sign-in/council/return", ANYONE, back).get(
        "/step-up/council",
        SIGNED,
        send_again,
    )
}

/// The button that leads there, where there is one.
pub(super) fn button(name: Option<&str>, to: &str, next: &str) -> Markup {
    html! { @if let Some(name) = name { p { (Button::link(format!("Sign in with your {name}"), with_next(to, next))) } } }
}

async fn send(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    sent(&app, app.run(move |casework| casework.send_to_council(safe_next(&asked.next), None)).await)
}

async fn send_again(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let token = signed.token.clone();
    sent(&app, app.run(move |casework| casework.send_to_council(safe_next(&asked.next), Some(&token))).await)
}

fn sent(app: &App, sent: Result<SentOff, Problem>) -> Response {
    match sent {
        Ok(sent) => app.site.bind(Redirect::to(&sent.address).into_response(), &sent.bound),
        Err(problem) => unavailable(app, problem),
    }
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
}

async fn back(
    State(app): State<App>,
    Knocking(knock): Knocking,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Response {
    let bound = cookie(&headers, app.site.bound()).unwrap_or_default().to_owned();
    let came = app.run(move |casework| casework.back_from_council(&back.state, &back.code, &bound, &knock)).await;
    let response = match came {
        Ok((CameBack::In(signed), next)) => welcome(&app, &signed, &next),
        Ok((CameBack::Half(begun), next)) => {
            let step = if begun.enrols { "/account/enrol" } else { "/sign-in/code" };
            app.site.keep(go(&with_next(step, safe_next(&next))), &begun.token, None)
        }
        Ok((CameBack::Again(token), next)) => app.site.keep(go(safe_next(&next)), &token, None),
        Err(problem) => unavailable(&app, problem),
    };
    app.site.bind(response, "")
}
