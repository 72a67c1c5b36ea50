//! A form with a file in it: read as it comes, never held in memory, its secret asked for before anything else.

use super::drafts::{Pairs, parse, sent};
use crate::guard::LARGEST_FORM;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Request, State};
use axum::handler::Handler;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::documents::Sent;
use casework::{Act, Problem};
use practice::form::Fault;
use std::io::{self, Read};
use store::DraftId;
use tokio::sync::mpsc;

/// The addresses. What is read is bounded here, piece by piece.
pub fn routes() -> Routes {
    Routes::new().post("/drafts/{id}/file", of_child(Act::Write), receive.layer(DefaultBodyLimit::disable()))
}

/// Is this a form with a file for a draft? Its secret cannot be looked for before it is read: [`receive`] does that.
pub fn takes(request: &Request) -> bool {
    let path = request.uri().path();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    path.starts_with("/drafts/") && path.ends_with("/file") && kind.starts_with("multipart/form-data;")
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
                return Ok(refused());
            }
            proven = true;
            continue;
        }
        if let Some(question) = name.strip_prefix("_file:") {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            if file_name.is_empty() {
                continue;
            }
            faults.extend(keep(&app, &signed, id, question, file_name, part).await.map_err(app.failed(&signed))?);
        } else {
            let Some(value) = words(&mut part, LARGEST_FORM - typed).await else { return Ok(unreadable()) };
            typed += name.len() + value.len();
            if typed > LARGEST_FORM {
                return Ok(unreadable());
            }
            pairs.push((name, value));
        }
    }
    if proven { sent(&app, &signed, id, pairs, faults).await } else { Ok(refused()) }
}

/// The next part; what cannot be read ends the form.
trait Parts {
    async fn next_part(&mut self) -> Result<Option<Field<'_>>, ()>;
}

impl Parts for Multipart {
    async fn next_part(&mut self) -> Result<Option<Field<'_>>, ()> {
        self.next_field().await.map_err(|_| ())
    }
}

/// What was typed in a part, when it is not longer than `most` bytes.
async fn words(part: &mut Field<'_>, most: usize) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.ok()? {
        if bytes.len() + piece.len() > most {
            return None;
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).ok()
}

/// Hands a file on piece by piece; the fault, when it is refused.
async fn keep(
    app: &App,
    signed: &Signed,
    id: DraftId,
    question: &str,
    name: String,
    mut part: Field<'_>,
) -> Result<Option<Fault>, Problem> {
    let (give, take) = mpsc::channel(4);
    let (actor, asked) = (signed.actor.clone(), question.to_owned());
    let kept = app.run(move |casework| {
        casework.send_document(&actor, id, &asked, &name, &mut Pieces { take, piece: Bytes::new(), ended: false })
    });
    let giving = async move {
        loop {
            let piece = match part.chunk().await {
                Ok(Some(piece)) => Piece::Bytes(piece),
                Ok(None) => Piece::End,
                Err(_) => return,
            };
            let last = matches!(piece, Piece::End);
            // Nobody takes any more once the file is refused: the rest is read and let go, so that the browser is
            // there for the answer.
            let _ = give.send(piece).await;
            if last {
                return;
            }
        }
    };
    let (kept, ()) = tokio::join!(kept, giving);
    Ok(match kept? {
        Sent::Kept(_) => None,
        Sent::Refused(refusal) => Some(Fault::at(question, refusal.words())),
    })
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// A file as its pieces come. One that breaks off is an error, never a shorter file.
struct Pieces {
    take: mpsc::Receiver<Piece>,
    piece: Bytes,
    ended: bool,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.ended {
            match self.take.blocking_recv() {
                Some(Piece::Bytes(piece)) => self.piece = piece,
                Some(Piece::End) => self.ended = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let length = self.piece.len().min(into.len());
        into[..length].copy_from_slice(&self.piece.split_to(length));
        Ok(length)
    }
}

fn refused() -> Response {
    let words = "This form is out of date. Go back, reload the page and send it again: what you typed was saved.";
    (StatusCode::FORBIDDEN, words).into_response()
}

fn unreadable() -> Response {
    (StatusCode::BAD_REQUEST, "This form could not be read. Go back and send it again.").into_response()
}
