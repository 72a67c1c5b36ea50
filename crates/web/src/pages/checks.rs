//! Check files: a return of any system held against the rules of the sector, and what was found, by rule and by child.

mod form;
mod found;
mod samples;

use crate::components::NotificationBanner;
use crate::layout::{Density, Page};
use crate::parts::{Parts, hand_on, unreadable, words};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::handler::Handler;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::checking::Sending;
use casework::{Act, Problem};
use checks::{Asked, Checked, Format, Part, What};
use form::Sent;
use found::Wanted;
use maud::html;
use practice::moment::Moment;
use serde::Deserialize;
use uuid::Uuid;

pub use samples::samples;

/// The addresses. What is read is bounded piece by piece; what is found is named by a number that cannot be guessed.
pub fn routes() -> Routes {
    let asks = does(Act::CheckReturns);
    Routes::new()
        .get("/checks", asks, show)
        .post("/checks", asks, check.layer(DefaultBodyLimit::disable()))
        .get("/checks/{check}", asks, findings)
        .get("/checks/{check}/findings/{ending}", asks, take)
        .post("/checks/{check}/forget", asks, forget)
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Came {
    /// Findings were let go of.
    forgotten: Option<u8>,
}

async fn show(State(app): State<App>, signed: Signed, Query(came): Query<Came>) -> Reply {
    let actor = signed.actor.clone();
    let may = app.run(move |casework| {
        casework.may_check_files(&actor)?;
        Ok(casework.today().date)
    });
    let today = may.await.map_err(app.failed(&signed))?;
    let flash = came.forgotten.map(|_| html! { (NotificationBanner::success("The findings are gone.")) });
    let main = form::view(&Sent::empty(today), today, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Check files", current: "/checks", flash, main, ..Page::default() }))
}

/// The page again, with what is wrong and what was chosen; files are to be chosen again.
fn again(app: &App, signed: &Signed, sent: &Sent) -> Response {
    let today = app.casework.today().date;
    let main = form::view(sent, today, &signed.form_token);
    let page = Page { title: "Check files", current: "/checks", has_errors: true, main, ..Page::default() };
    let mut response = app.page(signed, page);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Reads the form's parts in order: its secret, what was chosen, then the files, which go on piece by piece.
async fn check(State(app): State<App>, signed: Signed, mut parts: Multipart) -> Reply {
    let failed = app.failed(&signed);
    let proof = match parts.next_part().await {
        Ok(Some(mut part)) if part.name() == Some("csrf") => words(&mut part, 256).await,
        _ => None,
    };
    if proof.as_deref() != Some(signed.form_token.as_str()) {
        let words = "This form is out of date. Go back, reload the page and send it again.";
        return Ok(app.refused_open(StatusCode::FORBIDDEN, words));
    }
    let actor = signed.actor.clone();
    let mut sending = match app.run(move |casework| casework.take_files(&actor)).await {
        Ok(sending) => sending,
        Err(Problem::Refused(why)) => return Ok(again(&app, &signed, &Sent::default().wrong("now", &why))),
        Err(problem) => return Err(failed(problem)),
    };
    let (mut sent, mut here) = (Sent::default(), 0);
    loop {
        let mut part = match parts.next_part().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(()) => return Ok(unreadable()),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let purpose = match name.as_str() {
            "now" => Part::Now,
            "last" => Part::Last,
            "providers" => Part::Providers,
            "postcodes" => Part::Postcodes,
            _ => {
                let Some(value) = words(&mut part, 256).await else { return Ok(unreadable()) };
                sent.answer(&name, value);
                continue;
            }
        };
        let file = plain_name(part.file_name().unwrap_or_default());
        if file.is_empty() {
            continue;
        }
        here += usize::from(purpose == Part::Now);
        let added = hand_on(&app, part, move |_, from| {
            let added = sending.add(purpose, &file, from);
            Ok((sending, added))
        });
        let (back, added): (Sending, Result<(), Problem>) = added.await.map_err(&failed)?;
        sending = back;
        match added {
            Ok(()) => {}
            Err(Problem::Refused(why)) => return Ok(again(&app, &signed, &sent.wrong(&name, &why))),
            Err(problem) => return Err(failed(problem)),
        }
    }
    if here == 0 {
        return Ok(again(&app, &signed, &sent.wrong("now", "Choose the files to check.")));
    }
    let asked = match sent.asked(here) {
        Ok(asked) => asked,
        Err((part, why)) => return Ok(again(&app, &signed, &sent.wrong(part, why))),
    };
    answer(&app, &signed, sent, asked, sending).await
}

/// Checks what came, and shows what was found, or gives it as a file.
async fn answer(app: &App, signed: &Signed, sent: Sent, asked: Asked, sending: Sending) -> Reply {
    let (actor, what) = (signed.actor.clone(), asked.what);
    let checked = match app.run(move |casework| casework.check_files(&actor, &asked, sending)).await {
        Ok(checked) => checked,
        Err(Problem::Refused(why)) => return Ok(again(app, signed, &sent.wrong("now", &why))),
        Err(problem) => return Err(app.failed(signed)(problem)),
    };
    match Format::by_ending(&sent.show) {
        Some(format) => Ok(as_file(&checked, what.name(), format, &sent.show)),
        None => {
            let actor = signed.actor.clone();
            let held = app.run(move |casework| casework.hold_findings(&actor, checked));
            let id = held.await.map_err(app.failed(signed))?;
            Ok(go(&format!("/checks/{id}")).into_response())
        }
    }
}

fn as_file(checked: &Checked, name: &str, format: Format, ending: &str) -> Response {
    let mut bytes = Vec::new();
    if checked.write(format, &mut bytes).is_err() {
        return (StatusCode::INTERNAL_SERVER_ERROR, "The findings could not be written.").into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"findings-{name}.{ending}\"")),
    ];
    (headers, bytes).into_response()
}

/// A file's own name, without its folders, short and of printable characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|mark| !mark.is_control()).take(120).collect()
}

fn parse(id: &str) -> Result<Uuid, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

async fn findings(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.findings(&actor, parse(&id)?).map(|found| (id, found)));
    let (id, (checked, since)) = read.await.map_err(app.failed(&signed))?;
    let held = Moment::of(since + casework::checking::HELD_FOR);
    let main = found::view(&id, &checked, held, &wanted, &signed.form_token).map_err(app.failed(&signed))?;
    Ok(app.page(
        &signed,
        Page { title: "What was found", current: "/checks", density: Density::Board, main, ..Page::default() },
    ))
}

async fn take(State(app): State<App>, signed: Signed, Path((id, ending)): Path<(String, String)>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        let found = casework.findings(&actor, parse(&id)?)?;
        Ok((found.0, Format::by_ending(&ending).ok_or(Problem::NotFound)?, ending))
    });
    let (checked, format, ending) = read.await.map_err(app.failed(&signed))?;
    Ok(as_file(&checked, "return", format, &ending))
}

async fn forget(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let done = app.run(move |casework| casework.forget_findings(&actor, parse(&id)?));
    done.await.map_err(app.failed(&signed))?;
    Ok(go("/checks?forgotten=1").into_response())
}

/// What is checked, by the name a form gives it.
fn what(name: &str) -> What {
    What::by_name(name).unwrap_or_default()
}
