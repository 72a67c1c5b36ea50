//! A second factor again, before what must not be done on a browser somebody left open.

use super::code::{Given, boxes};
use super::{Asked, Fault, Sample, answered, council, passkey};
use crate::components::{Button, ErrorSummary};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, SIGNED};
use crate::session::{Signed, safe_next};
use crate::state::App;
use axum::extract::{Form, Query, State};
use casework::Problem;
use casework::sign_in::Knocked;
use maud::{Markup, html};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/step-up", SIGNED, ask)
        .post("/step-up", SIGNED, prove)
        .post("/step-up/passkey/ask", SIGNED, ask_passkey)
        .post("/step-up/passkey", SIGNED, passkey_answered)
}

const WRONG: Fault = Fault::Wrong("That code is wrong, or was used already. Wait for the next one and try again");

async fn ask(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    page(&app, &signed, &asked.next, None).await
}

async fn page(app: &App, signed: &Signed, next: &str, fault: Option<Fault>) -> Reply {
    let next = safe_next(next);
    let present = signed.present().clone();
    let (code, has_passkey) = app
        .run(move |casework| {
            let code = casework.published_code(&present.actor.staff)?;
            Ok((code, casework.has_passkeys() && !casework.factors(&present)?.passkeys.is_empty()))
        })
        .await
        .map_err(app.failed(signed))?;
    let main = html! {
        (view(&signed.form_token, next, code.as_deref(), fault, has_passkey))
        (council::button(app.casework.council_sign_in(), "/step-up/council", next))
    };
    let page = Page { title: "Confirm that it is you", has_errors: fault.is_some(), main, ..Page::default() };
    Ok(answered(app.page(signed, page), fault))
}

async fn prove(State(app): State<App>, signed: Signed, Form(given): Form<Given>) -> Reply {
    let (token, code) = (signed.token.clone(), given.one());
    match app.run(move |casework| casework.step_up(&token, &code)).await {
        Ok(Knocked::In(token)) => Ok(app.site.keep(go(safe_next(&given.next)), &token, None)),
        Ok(Knocked::Wrong) => page(&app, &signed, &given.next, Some(WRONG)).await,
        Ok(Knocked::TooMany(minutes)) => page(&app, &signed, &given.next, Some(Fault::TooMany(minutes))).await,
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

async fn ask_passkey(State(app): State<App>, signed: Signed) -> Reply {
    let token = signed.token.clone();
    Ok(passkey::question(app.run(move |casework| casework.ask_for_passkey(Some(&token))).await))
}

async fn passkey_answered(State(app): State<App>, signed: Signed, Form(given): Form<passkey::Given>) -> Reply {
    let token = signed.token.clone();
    let (name, answer) = (given.question, given.answer);
    match app.run(move |casework| casework.step_up_by_passkey(&token, &name, &answer)).await {
        Ok(token) => Ok(app.site.keep(go(safe_next(&given.next)), &token, None)),
        Err(Problem::Refused(_)) => page(&app, &signed, &given.next, Some(Fault::Passkey)).await,
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

fn view(csrf: &str, next: &str, code: Option<&str>, fault: Option<Fault>, has_passkey: bool) -> Markup {
    let message = fault.map(Fault::words);
    html! {
        @if let Some(message) = &message { (ErrorSummary::new([(message.clone(), "#code".to_owned())])) }
        h1.govuk-heading-l { "Confirm that it is you" }
        p.govuk-body { "What you are about to do needs your second factor again. It then holds for ten minutes. A form you had sent was not carried out: what you typed is kept, and is in the form again afterwards." }
        @if has_passkey { (passkey::button("/step-up/passkey", "Use your passkey", next, csrf, false)) }
        form method="post" action="/step-up" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(next);
            (boxes(code, message))
            (Button::new("Continue"))
        }
    }
}

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "step-up", markup: view("sample", "/account", None, None, true) },
        Sample { name: "step-up-wrong", markup: view("sample", "/account", None, Some(WRONG), false) },
    ]
}
