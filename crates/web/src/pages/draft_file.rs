//! A form with a file in it: read as it comes, never held in memory, its secret asked for before anything else.

use super::drafts::{Pairs, parse, sent};
use crate::guard::LARGEST_FORM;
use crate::kept;
use crate::parts::{Parts, hand_on, size, typed, unreadable, words};
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::handler::Handler;
use casework::documents::Sent;
use casework::{Act, Problem};
use practice::form::Fault;

/// The addresses. What is read is bounded here, piece by piece.
pub fn routes() -> Routes {
    Routes::new().post("/drafts/{id}/file", of_child(Act::Write), receive.layer(DefaultBodyLimit::disable()))
}

/// Reads the form's parts in order. The secret is the first; a file goes to the disk as it comes; the rest is what was
/// typed, and is saved even when the file is refused.
async fn receive(State(app): State<App>, signed: Signed, Path(id): Path<String>, mut parts: Multipart) -> Reply {
    let id = parse(&app, &signed, &id)?;
    let secret = match parts.next_part().await {
        Ok(Some(mut part)) if part.name() == Some("csrf") => words(&mut part, 256).await,
        _ => None,
    };
    if secret.as_deref() != Some(signed.form_token.as_str()) {
        let typed = typed(&mut parts, LARGEST_FORM).await;
        return Ok(kept::out_of_date(&app, typed, &format!("/drafts/{id}"), &signed.form_token));
    }
    let (mut pairs, mut faults, mut length) = (Pairs::new(), Vec::new(), 0);
    loop {
        let mut part = match parts.next_part().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(()) => return Ok(unreadable()),
        };
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(question) = name.strip_prefix("_file:") {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            if file_name.is_empty() {
                continue;
            }
            let (actor, asked, named) = (signed.actor.clone(), question.to_owned(), file_name.clone());
            let sent =
                hand_on(&app, part, move |casework, from| casework.send_document(&actor, id, &asked, &named, from));
            match sent.await {
                Ok(Sent::Refused(refusal)) => faults.push(Fault::at(question, refusal.words())),
                Ok(_) => {}
                // It is a record by now, perhaps: its writer is told that the file is not in it.
                Err(Problem::NotFound) => pairs.push((question.to_owned(), file_name)),
                Err(problem) => return Err(app.failed(&signed)(problem)),
            }
        } else {
            let Some(value) = words(&mut part, LARGEST_FORM - length).await else { return Ok(unreadable()) };
            length += size(&name, &value);
            if length > LARGEST_FORM {
                return Ok(unreadable());
            }
            pairs.push((name, value));
        }
    }
    sent(&app, &signed, id, pairs, faults).await
}
