//! Following a link: somebody chooses the password of a new or recovered account.

use super::Sample;
use crate::components::{Button, ErrorSummary, Input};
use crate::layout::Page;
use crate::reply::go;
use crate::routes::{ANYONE, Routes};
use crate::session::Knocking;
use crate::state::App;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::Problem;
use casework::sign_in::invitation::{Chosen, Invited};
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/enrol/{link}", ANYONE, ask).post("/enrol/{link}", ANYONE, choose)
}

#[derive(Deserialize, Default)]
struct Given {
    #[serde(default)]
    user: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

async fn ask(State(app): State<App>, Path(link): Path<String>) -> Response {
    page(&app, link, &Given::default(), None).await
}

async fn page(app: &App, link: String, given: &Given, fault: Option<String>) -> Response {
    let asked = link.clone();
    let invited = match app.run(move |casework| casework.invited(&asked)).await {
        Ok(Some(invited)) => invited,
        Ok(None) => {
            let words = "This link is not good any more: it was used, or it is too old. Ask for a new one.";
            return super::unavailable(app, Problem::Refused(words.into()));
        }
        Err(problem) => return super::unavailable(app, problem),
    };
    let main = view(&link, &invited, given, fault.as_deref());
    let page =
        app.open_page(Page { title: "Set up your account", has_errors: fault.is_some(), main, ..Page::default() });
    if fault.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page }
}

async fn choose(
    State(app): State<App>,
    Path(link): Path<String>,
    Knocking(knock): Knocking,
    Form(given): Form<Given>,
) -> Response {
    let chosen = Chosen { user: given.user.clone(), name: given.name.clone(), password: given.password.clone() };
    let (asked, council) = (link.clone(), app.council.clone());
    match app.run(move |casework| casework.accept_invitation(&asked, &chosen, &council, &knock)).await {
        Ok(begun) => {
            let step = if begun.enrols { "/account/enrol" } else { "/sign-in/code" };
            app.site.keep(go(step), &begun.token, None)
        }
        Err(Problem::Refused(words)) => page(&app, link, &given, Some(words)).await,
        Err(problem) => super::unavailable(&app, problem),
    }
}

fn view(link: &str, invited: &Invited, given: &Given, fault: Option<&str>) -> Markup {
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault.to_owned(), "#password".to_owned())])) }
        h1.govuk-heading-l { "Set up your account" }
        @match invited {
            Invited::First => p.govuk-body { "This makes the account of the first administrator. It runs the system and sees no child’s record." },
            Invited::Someone(user, name) => p.govuk-body { "For " (name) ". You sign in as " strong { (user) } "." },
        }
        form method="post" action=(format!("/enrol/{link}")) novalidate {
            @if *invited == Invited::First {
                (Input { value: Some(given.name.clone()), autocomplete: "name".into(), classes: "govuk-input--width-20".into(), ..Input::new("name", "Your name") })
                (Input {
                    value: Some(given.user.clone()),
                    autocomplete: "username".into(),
                    autocapitalize: "none".into(),
                    spellcheck: Some(false),
                    hint: Some("Your own, such as asha.khan. You sign in with it".into()),
                    classes: "govuk-input--width-20".into(),
                    ..Input::new("user", "User name")
                })
            }
            (Input {
                kind: "password".into(),
                autocomplete: "new-password".into(),
                hint: Some("At least 12 characters. Three or four words that do not belong together are easiest to remember".into()),
                error: fault.map(|fault| fault.to_owned().into()),
                classes: "govuk-input--width-20".into(),
                ..Input::new("password", "Choose a password")
            })
            (Button::new("Continue"))
        }
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let someone = Invited::Someone("asha.khan".into(), "Asha Khan".into());
    vec![
        Sample { name: "enrol-link", markup: view("link", &someone, &Given::default(), None) },
        Sample { name: "enrol-link-first", markup: view("link", &Invited::First, &Given::default(), None) },
        Sample {
            name: "enrol-link-wrong",
            markup: view("link", &someone, &Given::default(), Some("Choose a password of at least 12 characters")),
        },
    ]
}
