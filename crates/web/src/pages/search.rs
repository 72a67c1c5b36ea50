//! Finding somebody: by name, date of birth, postcode or number. What is typed is never in an address.

use super::Sample;
use super::candidates::{Typed, list, new_person_boxes, sample, search_boxes};
use crate::components::{Button, Input};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, State};
use casework::Act;
use casework::names::StaffNames;
use casework::search::{Found, SHOWN};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::ids::PersonId;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/search", does(Act::Search), ask).post("/search", does(Act::Search), search).post(
        "/people",
        does(Act::Write),
        add,
    )
}

type Pairs = Vec<(String, String)>;

async fn ask(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| casework.may(&actor, Act::Search).map(drop)).await.map_err(app.failed(&signed))?;
    let main = ask_view(&Typed::default(), &signed.form_token);
    Ok(app.page(&signed, Page { title: "Find a child", current: "/search", main, ..Page::default() }))
}

async fn search(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    results(&app, &signed, &Typed::from(&pairs)).await
}

/// Who was found.
pub(super) async fn results(app: &App, signed: &Signed, typed: &Typed) -> Reply {
    let (actor, query) = (signed.actor.clone(), typed.query());
    let found = app
        .run(move |casework| {
            casework.may(&actor, Act::Search)?;
            query.map_or(Ok(Vec::new()), |query| casework.search(&actor, &query))
        })
        .await
        .map_err(app.failed(signed))?;
    let (staff, today) = (app.casework.staff_names(), app.casework.today().date);
    let main = found_view(typed, &found, today, &staff, &signed.form_token);
    Ok(app.page(signed, Page { title: "People found", current: "/search", main, ..Page::default() }))
}

/// Adds somebody who was not found.
async fn add(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let new = Typed::from(&pairs).new_person(value("sex"));
    let key = format!("new person {} {}", signed.actor.staff, value("key"));
    let actor = signed.actor.clone();
    let person = app.run(move |casework| casework.add_person(&actor, &key, &new)).await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{person}?done=person_details")))
}

fn form(typed: &Typed, csrf: &str) -> Markup {
    html! {
        form method="post" action="/search" role="search" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            div.gt-inline {
                (Input {
                    id: "search-q".into(),
                    value: Some(typed.q.clone()),
                    autocomplete: "off".into(),
                    spellcheck: Some(false),
                    ..Input::new("q", "Name, date of birth, postcode or number")
                })
                (Button::new("Search"))
            }
        }
        details.govuk-details open[typed.q.is_empty() && *typed != Typed::default()] {
            summary.govuk-details__summary { span.govuk-details__summary-text { "Search each part by itself" } }
            div.govuk-details__text {
                form method="post" action="/search" novalidate {
                    input type="hidden" name="csrf" value=(csrf);
                    div.gt-inline {
                        (search_boxes(typed, "part-"))
                        (Input {
                            id: "part-number".into(),
                            value: Some(typed.number.clone()),
                            autocomplete: "off".into(),
                            ..Input::new("number", "NHS, pupil or other number")
                        })
                        (Button::secondary("Search by parts"))
                    }
                }
            }
        }
    }
}

fn ask_view(typed: &Typed, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Find a child" }
        (form(typed, csrf))
        p.govuk-body { "For example: Aisha Khan; Khan 4 June 2015; M26 1AB; 943 476 5919. Each search is kept with your name." }
    }
}

fn found_view(typed: &Typed, found: &[Found], today: Date, staff: &StaffNames, csrf: &str) -> Markup {
    if typed.query().is_none() {
        return ask_view(typed, csrf);
    }
    let open = |person: PersonId, name: &str| {
        html! {
            h2.govuk-heading-s { a.govuk-link href={ "/children/" (person) } data-row { (name) } }
            a.govuk-link href={ "/children/" (person) "/card" } {
                "Card" span.govuk-visually-hidden { " for " (name) ", for out of hours" }
            }
        }
    };
    html! {
        h1.govuk-heading-l {
            @match found.len() {
                0 => "Nobody on file is like this",
                1 => "1 person could be meant",
                SHOWN => { "The " (SHOWN) " people likeliest to be meant" },
                count => { (count) " people could be meant" },
            }
        }
        (list(found, today, staff, &open))
        (form(typed, csrf))
        h2.govuk-heading-m { @if found.is_empty() { "Add a new person" } @else { "None of these: add a new person" } }
        p.govuk-body { "A name may be spelt another way, or a date be wrong by a digit: look once more before adding." }
        form method="post" action="/people" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(crate::kept::key());
            (new_person_boxes(typed, "new-"))
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let (staff, today) = (StaffNames::default(), jiff::civil::date(2026, 11, 16));
    let typed = Typed { q: "Ava Brook 4/6/2015".into(), ..Typed::default() };
    let parts = Typed { family: "Brook".into(), ..Typed::default() };
    vec![
        Sample { name: "search", markup: ask_view(&Typed::default(), "sample") },
        Sample { name: "search-found", markup: found_view(&typed, &sample(), today, &staff, "sample") },
        Sample { name: "search-parts", markup: found_view(&parts, &sample()[..1], today, &staff, "sample") },
        Sample { name: "search-none", markup: found_view(&typed, &[], today, &staff, "sample") },
        Sample { name: "search-nothing-typed", markup: found_view(&Typed::default(), &[], today, &staff, "sample") },
    ]
}
