//! Returns: made from the records, the page they are signed off on, and the log of what was sent.

mod going;
mod one;
mod samples;

use crate::components::{BoardTable, Button, Choice, DateInput, ErrorSummary, Input, Radios, Select};
use crate::days;
use crate::layout::{Density, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::role_may;
use casework::names::StaffNames;
use casework::returns::{Kind, Made, Mark, Opened, Wanted};
use casework::{Act, Problem};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

pub use samples::samples;

/// The addresses. Numbers of returns and names of files alone stand in them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/returns", does(Act::SeeReturns), show)
        .post("/returns", does(Act::MakeReturns), make)
        .get("/returns/{made}", does(Act::SeeReturns), one)
        .get("/returns/{made}/files/{file}", does(Act::TakeReturns), file)
        .post("/returns/{made}/sign", does(Act::SignReturns), sign)
        .post("/returns/{made}/sent", does(Act::MakeReturns), sent)
}

/// What was sent by a form of these pages.
#[derive(Clone, Debug, Default, Deserialize)]
struct Sent {
    #[serde(default)]
    key: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    as_at: String,
    #[serde(default, rename = "as_at-day")]
    day: String,
    #[serde(default, rename = "as_at-month")]
    month: String,
    #[serde(default, rename = "as_at-year")]
    of: String,
    #[serde(default)]
    authority: String,
    /// `changes`, or everybody.
    #[serde(default)]
    extent: String,
    #[serde(default)]
    words: String,
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    list(&app, &signed, &Sent::default(), None).await
}

async fn list(app: &App, signed: &Signed, sent: &Sent, wrong: Option<String>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        // Those that are going first: one that is kept in between is among those that were made.
        let going = casework.returns_going(&actor)?;
        Ok((going, casework.returns(&actor)?, casework.today().date))
    });
    let (going, made, today) = read.await.map_err(app.failed(signed))?;
    let staff = app.casework.staff_names();
    let has_errors = wrong.is_some();
    let role = signed.actor.role;
    let making = role_may(role, Act::MakeReturns).then(|| form(today, sent, &signed.form_token));
    let main = view(&going::list(&going, &staff), &list_of(&made, &staff), making, wrong.as_deref());
    let page =
        Page { title: "Returns", current: "/returns", density: Density::Board, has_errors, main, ..Page::default() };
    let mut response = app.page(signed, page);
    if has_errors {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

async fn make(State(app): State<App>, signed: Signed, Form(sent): Form<Sent>) -> Reply {
    let today = app.casework.today().date;
    let as_at = days::typed(&sent.as_at, [&sent.day, &sent.month, &sent.of]).map(|day| day.unwrap_or(today));
    let (actor, asked) = (signed.actor.clone(), sent.clone());
    let done = app.run(move |casework| {
        let as_at = as_at.map_err(|typed| Problem::Refused(format!("“{typed}” is no day. Write it as 31 3 2026.")))?;
        let wanted = Wanted {
            kind: Kind::by_name(&asked.kind).unwrap_or_default(),
            year: asked.year.parse().unwrap_or_default(),
            as_at,
            authority: asked.authority.trim().to_owned(),
            changes: asked.extent == "changes",
        };
        casework.begin_return(&actor, &asked.key, &wanted)
    });
    match done.await {
        Ok(id) => Ok(go(&format!("/returns/{id}"))),
        Err(Problem::Refused(why)) => list(&app, &signed, &sent, Some(why)).await,
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

async fn one(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    shown(&app, &signed, id, None).await
}

async fn shown(app: &App, signed: &Signed, id: Uuid, wrong: Option<String>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.open_return(&actor, id));
    let opened = read.await.map_err(app.failed(signed))?;
    let staff = app.casework.staff_names();
    let has_errors = wrong.is_some();
    let main = match &opened {
        Opened::Going(going) => going::view(going, &staff),
        Opened::Made(made, content) => {
            one::view(made, content, &staff, signed.actor.role, wrong.as_deref(), &signed.form_token)
        }
    };
    let page =
        Page { title: "Return", current: "/returns", density: Density::Board, has_errors, main, ..Page::default() };
    let mut response = app.page(signed, page);
    if has_errors {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    if let Opened::Going(going) = &opened
        && going::is_under_way(going)
    {
        response.headers_mut().insert(header::REFRESH, going::AGAIN);
    }
    Ok(response)
}

async fn file(State(app): State<App>, signed: Signed, Path((id, name)): Path<(Uuid, String)>) -> Reply {
    let (actor, asked) = (signed.actor.clone(), name.clone());
    let read = app.run(move |casework| casework.return_file(&actor, id, &asked));
    let bytes = read.await.map_err(app.failed(&signed))?;
    let kind = match name.rsplit('.').next() {
        Some("xml") => "application/xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    };
    // The name is one that was kept: of letters, digits, points and hyphens.
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

async fn sign(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Reply {
    let actor = signed.actor.clone();
    let done = app.run(move |casework| casework.sign_return(&actor, id, &sent.key, &sent.words));
    marked(&app, &signed, id, done.await).await
}

async fn sent(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>, Form(sent): Form<Sent>) -> Reply {
    let actor = signed.actor.clone();
    let done = app.run(move |casework| casework.return_sent(&actor, id, &sent.key, &sent.words));
    marked(&app, &signed, id, done.await).await
}

async fn marked(
    app: &App,
    signed: &Signed,
    id: Uuid,
    done: Result<(), Problem>,
) -> Result<Response, crate::reply::Failed> {
    match done {
        Ok(()) => Ok(go(&format!("/returns/{id}"))),
        Err(Problem::Refused(why)) => shown(app, signed, id, Some(why)).await,
        Err(problem) => Err(app.failed(signed)(problem)),
    }
}

/// "Ada Lund, 22 November 2026 at 09:30", one line each.
fn marks(marks: &[Mark], staff: &StaffNames) -> Markup {
    html! { @for mark in marks { div { (staff.worker(&mark.by)) ", " (mark.at) @if !mark.words.is_empty() { ": " (mark.words) } } } }
}

fn view(going: &Markup, made: &Markup, making: Option<Markup>, wrong: Option<&str>) -> Markup {
    html! {
        @if let Some(why) = wrong { (ErrorSummary::new([(why, "kind".to_owned())])) }
        h1.govuk-heading-l { "Returns" }
        (going)
        (made)
        @if let Some(form) = making { (form) }
    }
}

/// Those that were made.
fn list_of(made: &[Made], staff: &StaffNames) -> Markup {
    let rows = made.iter().map(|one| {
        vec![
            html! { a href={ "/returns/" (one.id) } data-row { (title(one.kind, &one.of, one.changes)) } }.into(),
            html! { (one.at) br; span.gt-soft { (staff.worker(&one.by)) } }.into(),
            html! { @if one.signed.is_empty() { "Not yet" } @else { (marks(&one.signed, staff)) } }.into(),
            html! { @if one.sent.is_empty() { "Not yet" } @else { (marks(&one.sent, staff)) } }.into(),
        ]
    });
    html! {
        (BoardTable {
            caption: format!("Made, latest first ({})", made.len()),
            columns: ["Return", "Made", "Signed off", "Sent"].map(Into::into).to_vec(),
            rows: rows.collect(),
            empty: "No return has been made yet.".into(),
            classes: "gt-told".into(),
        })
    }
}

/// What a return is called.
fn title(kind: Kind, of: &str, changes: bool) -> String {
    format!("{}, {of}{}", kind.title(), if changes { ", what has changed" } else { "" })
}

/// Whom a daily payload is of.
const EXTENTS: [(&str, &str); 2] = [("", "Everybody"), ("changes", "Who has changed since the last that was sent")];

/// The form that makes one.
fn form(today: Date, sent: &Sent, csrf: &str) -> Markup {
    let last = if today.month() < 4 { today.year() - 1 } else { today.year() };
    let years: Vec<String> = (0..6).map(|back| (last + 1 - back).to_string()).collect();
    let year = if sent.year.is_empty() { last.to_string() } else { sent.year.clone() };
    let kinds = Kind::ALL.map(|kind| {
        let hint = if kind.has_year() { "Of a collection year" } else { "As at a day" };
        let choice = Choice { hint: Some(hint.into()), ..Choice::new(kind.name(), kind.title()) };
        choice.checked(sent.kind == kind.name() || sent.kind.is_empty() && kind == Kind::default())
    });
    html! {
        h2.govuk-heading-m { "Make a return" }
        p.govuk-body { "Made from every record, and kept as it was made. To change it, mend the records and make it again. It is held beside the return that was sent for the year before, as that is kept." }
        form method="post" action="/returns" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(Uuid::new_v4());
            div.gt-columns {
                (Radios { classes: "govuk-radios--small".into(), ..Radios::new("kind", "Which?", kinds.to_vec()) })
                div {
                    (Select {
                        hint: Some("2026 is April 2025 to March 2026".into()),
                        ..Select::new("year", "Collection year", years.iter().map(|year| (year.as_str(), year.as_str())), &year)
                    })
                    (DateInput {
                        hint: Some("For the inspection lists and the daily payload; today, when it is left empty".into()),
                        ..DateInput::new("as_at", "The day it is as at", [&sent.day, &sent.month, &sent.of])
                    })
                    (Input {
                        classes: "govuk-input--width-5".into(),
                        value: Some(sent.authority.clone()),
                        hint: Some("Three digits, for the census".into()),
                        ..Input::new("authority", "The authority's number")
                    })
                    (Select {
                        hint: Some("For the daily payload".into()),
                        ..Select::new("extent", "Which children?", EXTENTS, &sent.extent)
                    })
                }
            }
            (Button::new("Make this return"))
        }
    }
}
