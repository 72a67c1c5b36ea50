//! A second factor again, before what must not be done on a browser somebody left open; a passkey, before what nobody may do
//! who has only talked somebody out of a code.

use super::code::{Given, boxes};
use super::{Asked, Fault, Sample, answered, council, passkey};
use crate::components::{Button, ErrorSummary, InsetText};
use crate::layout::Page;
use crate::reply::{Failed, Reply, go};
use crate::routes::{Routes, SIGNED};
use crate::session::{Signed, safe_next, with_next};
use crate::state::App;
use axum::extract::{Form, Query, State};
use casework::Problem;
use casework::sign_in::Knocked;
use maud::{Markup, Render, html};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/step-up", SIGNED, ask)
        .post("/step-up", SIGNED, prove)
        .get("/step-up/passkey", SIGNED, ask_for_passkey)
        .post("/step-up/passkey", SIGNED, passkey_answered)
        .post("/step-up/passkey/ask", SIGNED, question)
}

const WRONG: Fault = Fault::Wrong("That code is wrong, or was used already. Wait for the next one and try again");

async fn ask(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    page(&app, &signed, &asked.next, None).await
}

async fn ask_for_passkey(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    passkey_page(&app, &signed, &asked.next, None).await
}

/// What somebody can prove themselves by: a code that is published, and passkeys.
struct Ways {
    code: Option<String>,
    passkeys: Passkeys,
}

/// Passkeys, as whoever is asked for one has them.
#[derive(Clone, Copy, PartialEq)]
enum Passkeys {
    /// At this address there can be none.
    NotHere,
    /// They have none.
    None,
    /// They have one.
    Some,
}

async fn ways(app: &App, signed: &Signed) -> Result<Ways, Failed> {
    let present = signed.present().clone();
    app.run(move |casework| {
        let passkeys = match (casework.has_passkeys(), casework.factors(&present)?.passkeys.is_empty()) {
            (false, _) => Passkeys::NotHere,
            (true, true) => Passkeys::None,
            (true, false) => Passkeys::Some,
        };
        Ok(Ways { code: casework.published_code(&present.actor.staff)?, passkeys })
    })
    .await
    .map_err(app.failed(signed))
}

async fn page(app: &App, signed: &Signed, next: &str, fault: Option<Fault>) -> Reply {
    let next = safe_next(next);
    let ways = ways(app, signed).await?;
    let main = html! {
        (view(&signed.form_token, next, &ways, fault))
        (council::button(app.casework.council_sign_in(), "/step-up/council", next))
    };
    let page = Page { title: "Confirm that it is you", has_errors: fault.is_some(), main, ..Page::default() };
    Ok(answered(app.page(signed, page), fault))
}

async fn passkey_page(app: &App, signed: &Signed, next: &str, fault: Option<Fault>) -> Reply {
    let next = safe_next(next);
    let ways = ways(app, signed).await?;
    let main = html! {
        (passkey_view(&signed.form_token, next, &ways, fault))
        (council::button(app.casework.council_sign_in(), "/step-up/council", next))
    };
    let page = Page { title: "Confirm with a passkey", has_errors: fault.is_some(), main, ..Page::default() };
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

async fn question(State(app): State<App>, signed: Signed) -> Reply {
    let token = signed.token.clone();
    Ok(passkey::question(app.run(move |casework| casework.ask_for_passkey(Some(&token))).await))
}

async fn passkey_answered(State(app): State<App>, signed: Signed, Form(given): Form<passkey::Given>) -> Reply {
    let token = signed.token.clone();
    let (name, answer) = (given.question, given.answer);
    match app.run(move |casework| casework.step_up_by_passkey(&token, &name, &answer)).await {
        Ok(token) => Ok(app.site.keep(go(safe_next(&given.next)), &token, None)),
        Err(Problem::Refused(_)) => passkey_page(&app, &signed, &given.next, Some(Fault::Passkey)).await,
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

fn view(csrf: &str, next: &str, ways: &Ways, fault: Option<Fault>) -> Markup {
    let message = fault.map(Fault::words);
    html! {
        @if let Some(message) = &message { (ErrorSummary::new([(message.clone(), "#code".to_owned())])) }
        h1.govuk-heading-l { "Confirm that it is you" }
        p.govuk-body { "What you are about to do needs your second factor again. It then holds for ten minutes. A form you had sent was not carried out: what you typed is kept, and is in the form again afterwards." }
        @if ways.passkeys == Passkeys::Some {
            (passkey::button("/step-up/passkey", "Use your passkey", next, csrf, false))
        }
        form method="post" action="/step-up" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(next);
            (boxes(ways.code.as_deref(), message))
            (Button::new("Continue"))
        }
    }
}

fn passkey_view(csrf: &str, next: &str, ways: &Ways, fault: Option<Fault>) -> Markup {
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault.words(), "#passkey".to_owned())])) }
        h1.govuk-heading-l { "Confirm with a passkey" }
        p.govuk-body { "What you are about to do needs your passkey, not a code: a false page can ask for a code and use it, and can do nothing with a passkey. It then holds for ten minutes. A form you had sent was not carried out: what you typed is kept, and is in the form again afterwards." }
        div #passkey {
            @if ways.passkeys == Passkeys::Some {
                (passkey::button("/step-up/passkey", "Use your passkey", next, csrf, true))
                p.govuk-body { "If there is no button above, this browser cannot use passkeys, or scripts are off: use another." }
            } @else if ways.code.is_none() {
                (without(ways.passkeys))
            }
        }
        @if fault.is_some() && ways.code.is_none() {
            p.govuk-body { a.govuk-link href=(with_next("/step-up", next)) { "Use a code, where one is enough" } }
        }
        @if ways.code.is_some() {
            p.govuk-body { "In this demonstration a code stands for a passkey." }
            form method="post" action="/step-up" novalidate {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="next" value=(next);
                (boxes(ways.code.as_deref(), None))
                (Button::new("Continue"))
            }
        }
    }
}

/// How somebody without a passkey gets one.
fn without(passkeys: Passkeys) -> Markup {
    if passkeys == Passkeys::NotHere {
        return InsetText::new("Passkeys work only at the name of this site, not at a number. Open Goldthread at its name, and do it there.").render();
    }
    html! {
        (InsetText::new("You have no passkey yet. Your computer, phone or security key makes one: it asks for its PIN, your finger or your face."))
        ol class="govuk-list govuk-list--number" {
            li { "Choose the button below. You may be asked for a code first." }
            li { "Choose \u{201c}Set up a passkey\u{201d}, and do what your device says." }
            li { "Come back to what you were doing: you are asked for the passkey once more." }
        }
        (Button::link("Set up a passkey", "/account/enrol"))
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let ways = |code: Option<&str>, passkeys| Ways { code: code.map(str::to_owned), passkeys };
    let sample = |name, markup| Sample { name, markup };
    let asked = |ways: Ways, fault| passkey_view("sample", "/admin/people", &ways, fault);
    vec![
        sample("step-up", view("sample", "/account", &ways(None, Passkeys::Some), None)),
        sample("step-up-wrong", view("sample", "/account", &ways(None, Passkeys::None), Some(WRONG))),
        sample("step-up-passkey", asked(ways(None, Passkeys::Some), None)),
        sample("step-up-passkey-wrong", asked(ways(None, Passkeys::Some), Some(Fault::Passkey))),
        sample("step-up-passkey-none", asked(ways(None, Passkeys::None), None)),
        sample("step-up-passkey-demonstration", asked(ways(Some("123456"), Passkeys::NotHere), None)),
    ]
}
