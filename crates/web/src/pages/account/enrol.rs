//! Setting up a second factor: at the first sign-in, when nothing else can be reached, and later to add another.

use super::Sample;
use crate::components::{Button, Details, ErrorSummary, Input, WarningText};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{ANYONE, Routes};
use crate::session::{Half, Knocking, Signed, Token, safe_next};
use crate::state::App;
use axum::extract::{Form, FromRef, FromRequestParts, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use casework::Problem;
use casework::sign_in::factors::{Enrolled, NewAuthenticator};
use maud::{Markup, html};
use serde::Deserialize;

use crate::pages::sign_in::{passkey, unavailable};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/account/enrol", ANYONE, ask)
        .post("/account/enrol", ANYONE, finish)
        .post("/account/enrol/passkey/ask", ANYONE, ask_passkey)
        .post("/account/enrol/passkey", ANYONE, finish_passkey)
}

/// Who sets up: somebody signed in, or somebody who has only given a password.
struct Who {
    signed: Option<Signed>,
    form_token: String,
    token: String,
}

impl<S> FromRequestParts<S> for Who
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(signed) = <Option<Signed> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        if let Some(signed) = signed {
            let (form_token, token) = (signed.form_token.clone(), signed.token.clone());
            return Ok(Who { signed: Some(signed), form_token, token });
        }
        let half = <Half as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        Ok(Who { signed: None, form_token: half.halfway.form_token, token: half.token })
    }
}

impl Who {
    fn page(&self, app: &App, page: Page<'_>) -> Response {
        match &self.signed {
            Some(signed) => app.page(signed, page),
            None => app.open_page(page),
        }
    }

    fn problem(&self, app: &App, problem: Problem) -> Reply {
        match &self.signed {
            Some(signed) => Err(app.failed(signed)(problem)),
            // There is a second factor already: it is asked for.
            None if problem == Problem::NotAllowed => Ok(go("/sign-in/code")),
            None => Ok(unavailable(app, problem)),
        }
    }
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn ask(State(app): State<App>, who: Who, Query(asked): Query<Asked>) -> Reply {
    page(&app, &who, &asked.next, None).await
}

async fn page(app: &App, who: &Who, next: &str, fault: Option<&str>) -> Reply {
    let (token, council) = (who.token.clone(), app.council.clone());
    let new = app.run(move |casework| casework.begin_authenticator(&casework.holder(&token)?, &council)).await;
    let new = match new {
        Ok(new) => new,
        Err(problem) => return who.problem(app, problem),
    };
    let main = view(&who.form_token, next, &new, who.signed.is_none(), app.casework.has_passkeys(), fault);
    let page =
        who.page(app, Page { title: "Set up a second factor", has_errors: fault.is_some(), main, ..Page::default() });
    Ok(if fault.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

#[derive(Deserialize)]
struct Given {
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    next: String,
}

async fn finish(State(app): State<App>, who: Who, Knocking(knock): Knocking, Form(given): Form<Given>) -> Reply {
    let (token, code, name) = (who.token.clone(), given.code.clone(), given.name.clone());
    let finished =
        app.run(move |casework| casework.finish_authenticator(&casework.holder(&token)?, &name, &code, &knock)).await;
    match finished {
        Ok(Some(enrolled)) => Ok(enrolled_page(&app, &who, enrolled, &given.next)),
        Ok(None) => {
            let words = "That code is wrong. Check that the app shows six digits for this site, and type the newest";
            page(&app, &who, &given.next, Some(words)).await
        }
        Err(problem) => who.problem(&app, problem),
    }
}

async fn ask_passkey(State(app): State<App>, Token(token): Token) -> Response {
    passkey::question(app.run(move |casework| casework.begin_passkey(&casework.holder(&token)?)).await)
}

async fn finish_passkey(
    State(app): State<App>,
    who: Who,
    Knocking(knock): Knocking,
    Form(given): Form<passkey::Given>,
) -> Reply {
    let (token, next) = (who.token.clone(), given.next.clone());
    let finished = app
        .run(move |casework| {
            let holder = casework.holder(&token)?;
            casework.finish_passkey(&holder, &given.question, &given.answer, &given.name, &knock)
        })
        .await;
    match finished {
        Ok(enrolled) => Ok(enrolled_page(&app, &who, enrolled, &next)),
        Err(Problem::Refused(words)) => page(&app, &who, &next, Some(&words)).await,
        Err(problem) => who.problem(&app, problem),
    }
}

/// It is set up: recovery codes are shown, the one time they can be.
fn enrolled_page(app: &App, who: &Who, enrolled: Enrolled, next: &str) -> Response {
    let next = if who.signed.is_some() { "/account?done=added" } else { safe_next(next) };
    let response = if enrolled.recovery.is_empty() {
        go(next)
    } else {
        let main = codes_view(&enrolled.recovery, next);
        who.page(app, Page { title: "Your recovery codes", main, ..Page::default() })
    };
    match &enrolled.signed_in {
        Some(signed) => app.site.keep(response, &signed.token, signed.browser.as_deref()),
        None => response,
    }
}

pub(super) fn codes_view(codes: &[String], next: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Your recovery codes" }
        p.govuk-body { "If your phone or key is lost, each of these lets you in once, with your password." }
        (WarningText::new("They are shown only now. Print them, or keep them where you keep passwords."))
        ul class="govuk-list gt-codes" { @for code in codes { li { code { (code) } } } }
        (Button::link("I have kept them", next))
    }
}

fn view(csrf: &str, next: &str, new: &NewAuthenticator, first: bool, passkeys: bool, fault: Option<&str>) -> Markup {
    let (path, width) = &new.picture;
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault.to_owned(), "#code".to_owned())])) }
        h1.govuk-heading-l { @if first { "Set up a second factor" } @else { "Add a second factor" } }
        @if first { p.govuk-body { "A password alone opens nothing here. Set up one of these now; you can add more later." } }
        @if passkeys {
            h2.govuk-heading-m { "A passkey" }
            p.govuk-body { "Your computer, phone or security key asks for its PIN, your finger or your face. Nothing to type, and no false page can use it." }
            (passkey::button("/account/enrol/passkey", "Set up a passkey", next, csrf, true))
        }
        h2.govuk-heading-m { "An authenticator app" }
        p.govuk-body { "Any app that shows six-digit codes. Point it at this picture." }
        svg.gt-qr viewBox=(format!("0 0 {width} {width}")) role="img" aria-label="A picture for your authenticator app; the same as a secret to type is below" shape-rendering="crispEdges" {
            rect width=(width) height=(width) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
        (Details::new("Type a secret instead", html! { p.govuk-body { code.gt-secret data-secret { (new.secret) } } }))
        form method="post" action="/account/enrol" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(next);
            (Input {
                autocomplete: "one-time-code".into(),
                inputmode: "numeric".into(),
                spellcheck: Some(false),
                classes: "govuk-input--width-5 govuk-input--extra-letter-spacing".into(),
                hint: Some("Six digits, shown by the app".into()),
                error: fault.map(|fault| fault.to_owned().into()),
                ..Input::new("code", "Code")
            })
            (Input {
                autocomplete: "off".into(),
                hint: Some("Such as work phone; you may leave it empty".into()),
                classes: "govuk-input--width-20".into(),
                ..Input::new("name", "What to call it")
            })
            (Button::new("Set up the app"))
        }
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let new = NewAuthenticator {
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".into(),
        address: "otpauth://totp/sample".into(),
        picture: ("M4 4h7v1h-7zM4 5h1v6h-1z".into(), 41),
    };
    let codes: Vec<String> = (0..10).map(|number| format!("abcd-efgh-jk2{number}")).collect();
    vec![
        Sample { name: "enrol", markup: view("sample", "/", &new, true, true, None) },
        Sample { name: "enrol-wrong", markup: view("sample", "/", &new, false, false, Some("That code is wrong")) },
        Sample { name: "recovery-codes", markup: codes_view(&codes, "/work") },
    ]
}
