//! Help, accessibility and privacy; and the page for an address where there is nothing.

use super::Sample;
use crate::components::InsetText;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{ANYONE, Routes, SIGNED};
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::{Problem, Role};
use maud::{Markup, html};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/help", ANYONE, help)
        .get("/accessibility", ANYONE, accessibility)
        .get("/privacy", ANYONE, privacy)
        .get("/welcome", SIGNED, welcome)
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

async fn welcome(State(app): State<App>, signed: Signed) -> Response {
    let main = welcome_view(signed.actor.role, &app.council);
    answer(&app, Some(signed), "Welcome", main)
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

/// For those who have no page of their own in the product yet: what they can do, and whom to ring.
fn welcome_view(role: Role, council: &str) -> Markup {
    let (yet, instead) = match role {
        Role::Referrer => (
            "You cannot send a referral here yet.",
            "If you are worried about a child, ring the front door of children’s services at your council. They write down what you tell them while you speak.",
        ),
        Role::YoungPerson => (
            "You cannot read your plan or write to us here yet.",
            "Ring your social worker, or ask somebody you trust to ring with you. You can ask to see what is written about you, and you can ask for an advocate: somebody who is on your side and is not your social worker.",
        ),
        Role::Parent => (
            "You cannot read your child’s plan or write to us here yet.",
            "Ring your child’s social worker. You can ask them for a copy of the plan, and to see what is written about you.",
        ),
        _ => {
            ("There is nothing for your role to do here yet.", "If you need something for your work, ask your manager.")
        }
    };
    html! {
        h1.govuk-heading-l { "Welcome" }
        p.govuk-body-l { "You are signed in to the records of " (council) "." }
        p.govuk-body { (yet) " " (instead) }
        (InsetText { content: html! {
            p { "If a child is in danger now, ring 999." }
            @if role == Role::YoungPerson { p { "Childline is free on 0800 1111, day and night." } }
        }.into(), ..InsetText::default() })
        p.govuk-body { "What you can do here now: " a.govuk-link href="/account" { "look after how you sign in" } ", read " a.govuk-link href="/privacy" { "how records are looked after" } ", or see in the " a.govuk-link href="/dictionary" { "data dictionary" } " what is asked about a child." }
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
        Sample { name: "welcome-referrer", markup: welcome_view(Role::Referrer, "Sample Council") },
        Sample { name: "welcome-young-person", markup: welcome_view(Role::YoungPerson, "Sample Council") },
        Sample { name: "welcome-parent", markup: welcome_view(Role::Parent, "Sample Council") },
    ]
}
