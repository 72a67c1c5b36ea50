//! Signing in and out.

use super::Sample;
use crate::components::{Button, ErrorSummary, Input};
use crate::layout::Page;
use crate::reply::{Failed, Reply, go};
use crate::routes::{ANYONE, Routes, SIGNED};
use crate::session::{Signed, safe_next, set_cookie};
use crate::state::{App, DemoSignIn};
use axum::Json;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::role_may;
use casework::{Act, Problem, Role};
use maud::{Markup, html};
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", SIGNED, start)
        .get("/sign-in", ANYONE, ask)
        .post("/sign-in", ANYONE, sign_in)
        .post("/sign-out", ANYONE, sign_out)
        .get("/ready", ANYONE, || async { Json(true) })
}

async fn start(signed: Signed) -> Response {
    go(match signed.actor.role {
        Role::Screener | Role::HubManager | Role::OutOfHours => "/board",
        role if role_may(role, Act::SeeOwnWork) => "/work",
        role if role_may(role, Act::Search) => "/search",
        _ => "/dictionary",
    })
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn ask(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    let main = view(&asked.next, "", false, &app.sign_ins);
    app.open_page(Page { title: "Sign in", main, ..Page::default() })
}

#[derive(Deserialize)]
struct Given {
    user: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(State(app): State<App>, Form(given): Form<Given>) -> Response {
    let (user, password) = (given.user.trim().to_lowercase(), given.password);
    let asked = user.clone();
    match app.run(move |casework| casework.sign_in(&asked, &password)).await {
        Ok(signed) => {
            let mut response = go(safe_next(&given.next));
            if let Ok(cookie) = HeaderValue::from_str(&set_cookie(&signed.token)) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(Problem::NotAllowed) => {
            let main = view(&given.next, &user, true, &app.sign_ins);
            let page = Page { title: "Sign in", has_errors: true, main, ..Page::default() };
            (StatusCode::UNAUTHORIZED, app.open_page(page)).into_response()
        }
        Err(problem) => Failed::of_nobody(&app, problem).into_response(),
    }
}

async fn sign_out(State(app): State<App>, signed: Signed) -> Reply {
    let token = signed.token.clone();
    app.run(move |casework| casework.sign_out(&token)).await.map_err(app.failed(&signed))?;
    let mut response = go("/sign-in");
    response
        .headers_mut()
        .insert(header::SET_COOKIE, HeaderValue::from_static("goldthread=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
    Ok(response)
}

fn view(next: &str, user: &str, wrong: bool, offered: &[DemoSignIn]) -> Markup {
    let message = "The user name or the password is wrong. Check both and try again";
    html! {
        @if wrong { (ErrorSummary::new([(message, "#user".to_owned())])) }
        h1.govuk-heading-l { "Sign in" }
        form method="post" action="/sign-in" novalidate {
            input type="hidden" name="next" value=(next);
            (Input {
                value: Some(user.to_owned()),
                autocomplete: "username".into(),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                error: wrong.then(|| message.into()),
                ..Input::new("user", "User name")
            })
            (Input {
                kind: "password".into(),
                autocomplete: "current-password".into(),
                classes: "govuk-input--width-20".into(),
                ..Input::new("password", "Password")
            })
            (Button::new("Sign in"))
        }
        @if !offered.is_empty() {
            h2.govuk-heading-m { "Demonstration sign-ins" }
            p.govuk-body { "Every child, family and worker here is invented." }
            table.govuk-table {
                caption class="govuk-table__caption govuk-visually-hidden" { "One sign-in for each role" }
                thead.govuk-table__head { tr.govuk-table__row {
                    th.govuk-table__header scope="col" { "Role" }
                    th.govuk-table__header scope="col" { "User name" }
                    th.govuk-table__header scope="col" { "Password" }
                } }
                tbody.govuk-table__body { @for one in offered { tr.govuk-table__row {
                    th.govuk-table__header scope="row" { (one.role) }
                    td.govuk-table__cell { (one.user) }
                    td.govuk-table__cell { (one.password) }
                } } }
            }
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let offered = [DemoSignIn { role: "Social worker".into(), user: "sam.social".into(), password: "demo".into() }];
    vec![
        Sample { name: "sign-in", markup: view("/", "", false, &offered) },
        Sample { name: "sign-in-wrong", markup: view("/", "sam", true, &[]) },
    ]
}
