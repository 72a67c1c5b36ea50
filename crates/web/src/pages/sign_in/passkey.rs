//! Passkeys: what the browser is asked, and the form its answer comes back in. Without scripts there are none, and
//! nothing offers them.

use super::{Fault, unavailable, welcome};
use crate::components::Button;
use crate::routes::{ANYONE, Routes};
use crate::session::Knocking;
use crate::state::App;
use axum::Json;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::Problem;
use casework::sign_in::passkeys::Question;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

pub(super) fn routes() -> Routes {
    Routes::new().post("/sign-in/passkey/ask", ANYONE, ask).post("/sign-in/passkey", ANYONE, answer)
}

/// A button that asks for a passkey and sends the answer to an address; its question comes from the same with `/ask`.
/// A script shows it where the browser can.
pub fn button(to: &str, words: &str, next: &str, csrf: &str, first: bool) -> Markup {
    let look = if first { Button::new(words) } else { Button::secondary(words) };
    html! {
        form method="post" action=(to) data-passkey=(format!("{to}/ask")) hidden {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(next);
            input type="hidden" name="question" value="";
            input type="hidden" name="answer" value="";
            (look)
            p.govuk-error-message role="alert" data-passkey-fault hidden { (Fault::Passkey.words()) "." }
        }
    }
}

/// A question as the script reads it.
pub fn question(asked: Result<Question, Problem>) -> Response {
    match asked {
        Ok(asked) => Json(json!({ "question": asked.name, "options": asked.options })).into_response(),
        Err(problem) => {
            tracing::info!(%problem, "no passkey could be asked for");
            (StatusCode::UNPROCESSABLE_ENTITY, "no passkey can be asked for").into_response()
        }
    }
}

async fn ask(State(app): State<App>, headers: HeaderMap) -> Response {
    let token = app.site.token(&headers).map(str::to_owned);
    question(app.run(move |casework| casework.ask_for_passkey(token.as_deref())).await)
}

/// What the script sends back.
#[derive(Deserialize)]
pub struct Given {
    /// The name of the question.
    pub question: String,
    /// The browser's answer, as JSON.
    pub answer: String,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
    /// What the passkey is to be called.
    #[serde(default)]
    pub name: String,
}

async fn answer(State(app): State<App>, Knocking(knock): Knocking, Form(given): Form<Given>) -> Response {
    let (name, answer) = (given.question, given.answer);
    match app.run(move |casework| casework.sign_in_by_passkey(&name, &answer, &knock)).await {
        Ok(signed) => welcome(&app, &signed, &given.next),
        Err(Problem::Refused(_) | Problem::NotFound) => super::page(&app, &given.next, "", Some(Fault::Passkey)),
        Err(problem) => unavailable(&app, problem),
    }
}
