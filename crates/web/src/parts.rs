//! Forms with files in them: read part by part as they come, never held in memory. Whoever reads one asks for the form's
//! secret before anything else.

use crate::state::App;
use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::{Casework, Done};
use std::io::{self, Read};
use tokio::sync::mpsc;

/// Is this a form with files in it, at an address that reads such forms by itself? Its secret cannot be looked for before
/// it is read.
pub fn takes(request: &Request) -> bool {
    let path = request.uri().path();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let reads = path == "/checks" || path.starts_with("/drafts/") && path.ends_with("/file");
    reads && kind.starts_with("multipart/form-data;")
}

/// The next part; what cannot be read ends the form.
pub trait Parts {
    /// It, or none at the end.
    #[allow(async_fn_in_trait, reason = "it is used by name, never as an object")]
    async fn next_part(&mut self) -> Result<Option<Field<'_>>, ()>;
}

impl Parts for Multipart {
    async fn next_part(&mut self) -> Result<Option<Field<'_>>, ()> {
        self.next_field().await.map_err(|_| ())
    }
}

/// What was typed in a part, when it is not longer than `most` bytes.
pub async fn words(part: &mut Field<'_>, most: usize) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.ok()? {
        if bytes.len() + piece.len() > most {
            return None;
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).ok()
}

/// Hands a file on, piece by piece, to work that reads it.
pub async fn hand_on<T: Send + 'static>(
    app: &App,
    mut part: Field<'_>,
    work: impl FnOnce(&Casework, &mut dyn Read) -> Done<T> + Send + 'static,
) -> Done<T> {
    let (give, take) = mpsc::channel(4);
    let done = app.run(move |casework| work(casework, &mut Pieces { take, piece: Bytes::new(), ended: false }));
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
    let (done, ()) = tokio::join!(done, giving);
    done
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

/// What was typed in the parts that are left of a form that cannot be taken, to be given back; its files are not.
pub async fn typed(parts: &mut Multipart, most: usize) -> Vec<(String, String)> {
    let (mut typed, mut length) = (Vec::new(), 0);
    while let Ok(Some(mut part)) = parts.next_part().await {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            continue;
        }
        let Some(value) = words(&mut part, most - length).await else { break };
        length += size(&name, &value);
        if length > most {
            break;
        }
        typed.push((name, value));
    }
    typed
}

/// What a part counts for against the length of its form: one without name or words too.
pub fn size(name: &str, value: &str) -> usize {
    name.len() + value.len() + 1
}

/// A part broke off, or is longer than it may be.
pub fn unreadable() -> Response {
    (StatusCode::BAD_REQUEST, "This form could not be read. Go back and send it again.").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_name_or_words_counts_too() {
        assert_eq!([size("", ""), size("about", "She ran.")], [1, 14]);
    }
}
