//! A form with a file in it: read as it comes, never held in memory, its secret asked for before anything else.

use super::drafts::{Pairs, parse, sent};
use crate::guard::LARGEST_FORM;
use crate::parts::{Parts, hand_on, out_of_date, unreadable, words};
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::handler::Handler;
use casework::Act;
use casework::documents::Sent;
use practice::form::Fault;

/// The addresses. What is read is bounded here, piece by piece.
pub fn routes() -> Routes {
    Routes::new().post("/drafts/{id}/file", of_child(Act::Write), receive.layer(DefaultBodyLimit::disable()))
}

/// Reads the form's parts in order. The secret is the first; a file goes to the disk as it comes; the rest is what was
/// typed, and is saved even when the file is refused.
async fn receive(State(app): State<App>, signed: Signed, Path(id): Path<String>, mut parts: Multipart) -> Reply {
    let id = parse(&app, &signed, &id)?;
    let (mut pairs, mut faults, mut typed) = (Pairs::new(), Vec::new(), 0);
    let mut proven = false;
    loop {
        let mut part = match parts.next_part().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(()) => return Ok(unreadable()),
        };
        let name = part.name().unwrap_or_default().to_owned();
        if !proven {
            let given = words(&mut part, 256).await;
            if name != "csrf" || given.as_deref() != Some(signed.form_token.as_str()) {
                return Ok(out_of_date());
            }
            proven = true;
            continue;
        }
        if let Some(question) = name.strip_prefix("_file:") {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            if file_name.is_empty() {
                continue;
            }
            let (actor, asked) = (signed.actor.clone(), question.to_owned());
            let sent =
                hand_on(&app, part, move |casework, from| casework.send_document(&actor, id, &asked, &file_name, from));
            if let Sent::Refused(refusal) = sent.await.map_err(app.failed(&signed))? {
                faults.push(Fault::at(question, refusal.words()));
            }
        } else {
            let Some(value) = words(&mut part, LARGEST_FORM - typed).await else { return Ok(unreadable()) };
            typed += name.len() + value.len();
            if typed > LARGEST_FORM {
                return Ok(unreadable());
            }
            pairs.push((name, value));
        }
    }
    if proven { sent(&app, &signed, id, pairs, faults).await } else { Ok(out_of_date()) }
}
