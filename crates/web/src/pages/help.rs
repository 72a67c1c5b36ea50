//! Help, accessibility and privacy; and the page for an address where there is nothing.

use super::Sample;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{ANYONE, Routes};
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::Problem;
use maud::{Markup, html};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/help", ANYONE, help)
        .get("/accessibility", ANYONE, accessibility)
        .get("/privacy", ANYONE, privacy)
}

async fn help(State(app): State<App>, signed: Option<Signed>) -> Response {
    answer(&app, signed, "Help", help_view())
}

async fn accessibility(State(app): State<App>, signed: Option<Signed>) -> Response {
    answer(&app, signed, "Accessibility", accessibility_view())
}

async fn privacy(State(app): State<App>, signed: Option<Signed>) -> Response {
    answer(&app, signed, "Privacy", privacy_view())
}

fn answer(app: &App, signed: Option<Signed>, title: &str, main: Markup) -> Response {
    let page = Page { title, density: Density::Read, main, ..Page::default() };
    match signed {
        Some(signed) => app.page(&signed, page),
        None => app.open_page(page),
    }
}

/// What is answered where there is nothing: the same as where there is something that may not be known of.
pub async fn nothing(State(app): State<App>, signed: Option<Signed>) -> Reply {
    match signed {
        Some(signed) => Err(app.failed(&signed)(Problem::NotFound)),
        None => {
            let main =
                html! { h1.govuk-heading-l { "Page not found" } p { a.govuk-link href="/sign-in" { "Sign in" } } };
            Ok((StatusCode::NOT_FOUND, app.open_page(Page { title: "Page not found", main, ..Page::default() }))
                .into_response())
        }
    }
}

fn help_view() -> Markup {
    html! {
        h1.govuk-heading-l { "Help" }
        h2.govuk-heading-m { "Writing" }
        p.govuk-body { "What you type is saved as you go. If the connection is lost, the page says “Not saved” and keeps trying; your words stay on it. After signing in again you are taken back to your draft; My work lists every draft you have open." }
        p.govuk-body { "A finished record is never overwritten. Correct it with a reason, or withdraw it with a reason: what was written before stays readable." }
        p.govuk-body { "If somebody answers the same question at the same time, both answers are kept side by side until one of you settles it." }
        h2.govuk-heading-m { "Dates that are due" }
        p.govuk-body { "Every date that is due names the rule that set it. A clock informs; it never stops you writing down what happened. If something is late, record why." }
        h2.govuk-heading-m { "Looking back" }
        p.govuk-body { "On a child’s file, choose a date to see what was true then, or what we knew then. The two differ when something was written down later than it happened." }
    }
}

fn accessibility_view() -> Markup {
    html! {
        h1.govuk-heading-l { "Accessibility" }
        p.govuk-body { "Goldthread aims to meet the Web Content Accessibility Guidelines 2.2 at level AA. Every task can be done with scripts off and with a keyboard alone; pages reflow at 320 pixels wide; every drawing has a table of the same facts." }
        p.govuk-body { "It is checked by machine in a real browser with every change. It has not yet been tested by people who use screen readers, switch devices or dictation every day. Tell your service desk what gets in your way." }
    }
}

fn privacy_view() -> Markup {
    html! {
        h1.govuk-heading-l { "Privacy" }
        p.govuk-body { "A child’s file shows who looked at it and when. Nothing here is sent to anyone else: pages load nothing from other places, and no words about a child are kept in your browser or in an address." }
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "help", markup: help_view() },
        Sample { name: "accessibility", markup: accessibility_view() },
        Sample { name: "privacy", markup: privacy_view() },
    ]
}
