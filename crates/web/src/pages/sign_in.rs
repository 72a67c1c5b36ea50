//! Signing in and out: a password, then a second factor; or a passkey alone.

mod code;
mod council;
mod invited;
pub(super) mod passkey;
mod step_up;

use super::Sample;
use crate::components::{Button, ErrorSummary, Input};
use crate::layout::Page;
use crate::reply::{self, Reply, go};
use crate::routes::{ANYONE, Routes, SIGNED};
use crate::session::{Half, Knocking, Signed, safe_next, with_next};
use crate::state::{App, DemoSignIn};
use axum::Json;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::role_may;
use casework::sign_in::{Knocked, SignedIn};
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
        .merge(code::routes())
        .merge(council::routes())
        .merge(invited::routes())
        .merge(passkey::routes())
        .merge(step_up::routes())
}

async fn start(signed: Signed) -> Response {
    go(match signed.actor.role {
        Role::Screener | Role::HubManager | Role::OutOfHours => "/board",
        Role::Administrator => "/admin/people",
        role if role_may(role, Act::SeeOwnWork) => "/work",
        role if role_may(role, Act::Search) => "/search",
        role if role_may(role, Act::SeeFigures) => "/figures",
        _ => "/welcome",
    })
}

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    next: String,
}

/// What a try came to, in words; none before the first.
#[derive(Clone, Copy)]
pub(super) enum Fault {
    /// What was given was wrong.
    Wrong(&'static str),
    /// Nothing was looked at, for so many minutes.
    TooMany(i64),
    /// A passkey was not accepted.
    Passkey,
}

impl Fault {
    pub(super) fn words(self) -> String {
        match self {
            Fault::Wrong(words) => words.to_owned(),
            Fault::TooMany(minutes) => format!(
                "There were too many wrong tries. Try again in {minutes} {}, or use a passkey, or the browser you usually \
                 sign in on",
                if minutes == 1 { "minute" } else { "minutes" }
            ),
            Fault::Passkey => "That passkey was not accepted. Try again, or use another way to sign in".into(),
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Fault::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

const WRONG: Fault = Fault::Wrong("The user name or the password is wrong. Check both and try again");

async fn ask(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    page(&app, &asked.next, "", None)
}

fn page(app: &App, next: &str, user: &str, fault: Option<Fault>) -> Response {
    let ways = (app.casework.has_passkeys(), app.casework.council_sign_in());
    let main = view(next, user, fault, &app.sign_ins, ways);
    let page = app.open_page(Page { title: "Sign in", has_errors: fault.is_some(), main, ..Page::default() });
    answered(page, fault)
}

/// A page with the status of a fault, if there is one.
pub(super) fn answered(page: Response, fault: Option<Fault>) -> Response {
    let Some(fault) = fault else { return page };
    let mut response = (fault.status(), page).into_response();
    if let Fault::TooMany(minutes) = fault
        && let Ok(seconds) = HeaderValue::from_str(&(minutes * 60).to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

#[derive(Deserialize)]
struct Given {
    user: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(State(app): State<App>, Knocking(knock): Knocking, Form(given): Form<Given>) -> Response {
    let (user, password) = (given.user.clone(), given.password);
    match app.run(move |casework| casework.sign_in(&user, &password, &knock)).await {
        Ok(Knocked::In(begun)) => {
            let step = if begun.enrols { "/account/enrol" } else { "/sign-in/code" };
            app.site.keep(go(&with_next(step, safe_next(&given.next))), &begun.token, None)
        }
        Ok(Knocked::Wrong) => page(&app, &given.next, given.user.trim(), Some(WRONG)),
        Ok(Knocked::TooMany(minutes)) => page(&app, &given.next, given.user.trim(), Some(Fault::TooMany(minutes))),
        Err(problem) => unavailable(&app, problem),
    }
}

/// Somebody is in: where they were going, with the cookies that keep them in.
pub(super) fn welcome(app: &App, signed: &SignedIn, next: &str) -> Response {
    app.site.keep(go(safe_next(next)), &signed.token, signed.browser.as_deref())
}

/// A problem said to somebody who is not signed in.
pub(super) fn unavailable(app: &App, problem: Problem) -> Response {
    match problem {
        Problem::NotFound | Problem::NotAllowed => go("/sign-in"),
        Problem::StepUp(wanted) => go(reply::step_up(wanted)),
        Problem::Refused(words) => {
            let main = html! {
                h1.govuk-heading-l { "This could not be done" }
                p.govuk-body { (words) }
                (Button::link("Sign in", "/sign-in"))
            };
            let page = app.open_page(Page { title: "This could not be done", main, ..Page::default() });
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Problem::Store(error) | Problem::NotLogged(error) => {
            tracing::error!(%error, "store");
            let main = html! {
                h1.govuk-heading-l { "Signing in is not available at the moment" }
                p.govuk-body { "Try again in a few seconds. What you had typed before was saved." }
            };
            let page = app.open_page(Page { title: "Not available", main, ..Page::default() });
            (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
        }
    }
}

async fn sign_out(State(app): State<App>, signed: Option<Signed>, half: Result<Half, Response>) -> Reply {
    let token = signed.as_ref().map(|signed| signed.token.clone()).or(half.ok().map(|half| half.token));
    if let Some(token) = token {
        let failed = signed.map(|signed| app.failed(&signed));
        if let (Err(problem), Some(failed)) = (app.run(move |casework| casework.sign_out(&token)).await, failed) {
            return Err(failed(problem));
        }
    }
    Ok(app.site.keep(go("/sign-in"), "", None))
}

fn view(
    next: &str,
    user: &str,
    fault: Option<Fault>,
    offered: &[DemoSignIn],
    (passkeys, council): (bool, Option<&str>),
) -> Markup {
    let message = fault.map(Fault::words);
    html! {
        @if let Some(message) = &message { (ErrorSummary::new([(message.clone(), "#user".to_owned())])) }
        h1.govuk-heading-l { "Sign in" }
        (council::button(council, "/sign-in/council", next))
        @if passkeys { (passkey::button("/sign-in/passkey", "Sign in with a passkey", next, "", true)) }
        form method="post" action="/sign-in" novalidate {
            input type="hidden" name="next" value=(next);
            (Input {
                value: Some(user.to_owned()),
                autocomplete: "username".into(),
                autocapitalize: "none".into(),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                error: message.map(Into::into),
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
        @if !offered.is_empty() { (demonstration(offered, next)) }
    }
}

fn demonstration(offered: &[DemoSignIn], next: &str) -> Markup {
    html! {
        h2.govuk-heading-m { "Demonstration sign-ins" }
        p.govuk-body { "Every child, family and worker here is invented. The second step shows the code it asks for." }
        div.gt-scroll tabindex="0" role="region" aria-label="Demonstration sign-ins" {
            table.govuk-table {
                caption class="govuk-table__caption govuk-visually-hidden" { "One sign-in for each role" }
                thead.govuk-table__head { tr.govuk-table__row {
                    th.govuk-table__header scope="col" { "Role" }
                    th.govuk-table__header scope="col" { span.govuk-visually-hidden { "Use it" } }
                    th.govuk-table__header scope="col" { "User name" }
                    th.govuk-table__header scope="col" { "Password" }
                } }
                tbody.govuk-table__body { @for one in offered { tr.govuk-table__row {
                    th.govuk-table__header scope="row" { (one.role) }
                    td.govuk-table__cell {
                        form method="post" action="/sign-in" {
                            input type="hidden" name="next" value=(next);
                            input type="hidden" name="user" value=(one.user);
                            input type="hidden" name="password" value=(one.password);
                            button.gt-plain-button type="submit" {
                                "Use" span.govuk-visually-hidden { " the account of the role " (one.role.to_lowercase()) }
                            }
                        }
                    }
                    td.govuk-table__cell { (one.user) }
                    td.govuk-table__cell { (one.password) }
                } } }
            }
        }
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let offered = [DemoSignIn { role: "Social worker".into(), user: "sam.social".into(), password: "demo".into() }];
    let mut samples = vec![
        Sample { name: "sign-in", markup: view("/", "", None, &offered, (true, Some("Wharnley account"))) },
        Sample { name: "sign-in-wrong", markup: view("/", "sam", Some(WRONG), &[], (true, None)) },
        Sample { name: "sign-in-too-many", markup: view("/", "sam", Some(Fault::TooMany(7)), &[], (false, None)) },
    ];
    samples.extend(code::samples());
    samples.extend(invited::samples());
    samples.extend(step_up::samples());
    samples
}
