//! The second step: a code of an authenticator app, a recovery code, or a passkey.

use super::{Asked, Fault, Sample, answered, passkey, unavailable, welcome};
use crate::components::{Button, Details, ErrorSummary, Input, InsetText};
use crate::layout::Page;
use crate::reply::go;
use crate::routes::{ANYONE, Routes};
use crate::session::{Half, Knocking, with_next};
use crate::state::App;
use axum::extract::{Form, Query, State};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::Response;
use casework::sign_in::{Halfway, Knocked};
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/sign-in/code", ANYONE, ask).post("/sign-in/code", ANYONE, prove)
}

const WRONG: Fault = Fault::Wrong("That code is wrong, or was used already. Wait for the next one and try again");

async fn ask(State(app): State<App>, half: Half, Query(asked): Query<Asked>) -> Response {
    page(&app, &half, &asked.next, None)
}

fn page(app: &App, half: &Half, next: &str, fault: Option<Fault>) -> Response {
    if half.halfway.enrols {
        return go(&with_next("/account/enrol", next));
    }
    let main = view(&half.halfway, next, fault, app.casework.has_passkeys());
    let page = Page { title: "Enter a code", has_errors: fault.is_some(), main, ..Page::default() };
    let mut answer = answered(app.open_page(page), fault);
    // A demonstration's code is filled in, and good for a minute: whoever looks away finds the next one.
    if half.halfway.published_code.is_some()
        && let Ok(again) = HeaderValue::try_from(format!("30; url={}", with_next("/sign-in/code", next)))
    {
        answer.headers_mut().insert(REFRESH, again);
    }
    answer
}

/// What was given: a code of an app, or a recovery code.
#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    code: String,
    #[serde(default)]
    recovery: String,
    #[serde(default)]
    pub(super) next: String,
}

impl Given {
    pub(super) fn one(&self) -> String {
        let one = if self.recovery.trim().is_empty() { &self.code } else { &self.recovery };
        one.trim().chars().take(100).collect()
    }
}

async fn prove(State(app): State<App>, half: Half, Knocking(knock): Knocking, Form(given): Form<Given>) -> Response {
    let (token, code) = (half.token.clone(), given.one());
    match app.run(move |casework| casework.prove(&token, &code, &knock)).await {
        Ok(Knocked::In(signed)) => welcome(&app, &signed, &given.next),
        Ok(Knocked::Wrong) => {
            // A code that is good now may not be the one that was shown before.
            let token = half.token.clone();
            let again = app.run(move |casework| casework.halfway(&token)).await.ok().flatten();
            let half = again.map(|halfway| Half { halfway, token: half.token.clone() }).unwrap_or(half);
            page(&app, &half, &given.next, Some(WRONG))
        }
        Ok(Knocked::TooMany(minutes)) => page(&app, &half, &given.next, Some(Fault::TooMany(minutes))),
        Err(problem) => unavailable(&app, problem),
    }
}

/// The boxes for a code, with the words of a fault.
pub(super) fn boxes(published: Option<&str>, message: Option<String>) -> Markup {
    html! {
        @if let Some(code) = published {
            (InsetText::new(html! { "This is a demonstration account: its code now is " strong { (code) } "." }))
        }
        (Input {
            value: published.map(str::to_owned),
            autocomplete: "one-time-code".into(),
            inputmode: "numeric".into(),
            spellcheck: Some(false),
            classes: "govuk-input--width-5 govuk-input--extra-letter-spacing".into(),
            hint: Some("Six digits, shown by your authenticator app".into()),
            error: message.map(Into::into),
            ..Input::new("code", "Code")
        })
        (Details {
            summary: "Use a recovery code".into(),
            content: html! {
                (Input {
                    autocomplete: "off".into(),
                    autocapitalize: "none".into(),
                    spellcheck: Some(false),
                    classes: "govuk-input--width-20".into(),
                    hint: Some("One of those you were given. Each works once".into()),
                    ..Input::new("recovery", "Recovery code")
                })
            }.into(),
            ..Details::default()
        })
    }
}

fn view(halfway: &Halfway, next: &str, fault: Option<Fault>, passkeys: bool) -> Markup {
    let message = fault.map(Fault::words);
    html! {
        @if let Some(message) = &message { (ErrorSummary::new([(message.clone(), "#code".to_owned())])) }
        h1.govuk-heading-l { "Enter a code" }
        @if passkeys && halfway.has_passkey {
            (passkey::button("/sign-in/passkey", "Use your passkey", next, &halfway.form_token, false))
        }
        form method="post" action="/sign-in/code" novalidate {
            input type="hidden" name="csrf" value=(halfway.form_token);
            input type="hidden" name="next" value=(next);
            (boxes(halfway.published_code.as_deref(), message))
            (Button::new("Continue"))
        }
        p.govuk-body { "No phone and no recovery codes? Ask an administrator to recover your account: a second one must agree, and then you set it up anew." }
        form method="post" action="/sign-out" {
            input type="hidden" name="csrf" value=(halfway.form_token);
            button.gt-plain-button type="submit" { "Sign in as somebody else" }
        }
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let halfway = |code: Option<&str>| Halfway {
        staff: "asha.khan".into(),
        name: "Asha Khan".into(),
        form_token: "sample".into(),
        enrols: false,
        has_passkey: true,
        published_code: code.map(str::to_owned),
    };
    vec![
        Sample { name: "sign-in-code", markup: view(&halfway(None), "/work", None, true) },
        Sample { name: "sign-in-code-wrong", markup: view(&halfway(None), "/work", Some(WRONG), true) },
        Sample { name: "sign-in-code-demonstration", markup: view(&halfway(Some("123456")), "/", None, false) },
    ]
}
