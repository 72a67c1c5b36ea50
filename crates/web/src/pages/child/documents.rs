//! Documents of a child's file, latest first; and taking one away.

use super::{Looking, also_about, example, is_shown};
use crate::components::{Button, Tag};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::documents::{Taken, files_of};
use casework::file::{AsAt, File};
use casework::{Act, Problem};
use documents::Kind;
use maud::{Markup, html};
use practice::documents::{Document, DocumentFor};
use practice::ids::RecordId;
use practice::moment::long_date;
use practice::record::{On, Revision};
use practice::spec::Spec;
use practice::words;
use serde::Deserialize;
use std::io::Read;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/documents", of_child(Act::SeeFile), show)
        .get("/records/{id}/file", of_child(Act::SeeFile), take)
        .get("/records/{id}/preview", of_child(Act::SeeFile), preview)
}

async fn show(looking: Looking) -> Response {
    let main = view(&looking.file);
    looking.page("/documents", "Documents", main)
}

/// The page.
pub fn view(file: &File) -> Markup {
    let standing = file.records.standing();
    let mut documents: Vec<On<'_, Document>> =
        standing.of_kind::<Document>().filter(|one| is_shown(file, one.entry)).collect();
    documents.sort_by_key(|one| std::cmp::Reverse((one.entry.about, one.entry.known, one.entry.id)));
    html! {
        h1.govuk-heading-l { "Documents" }
        @if matches!(file.as_at, AsAt::Now) {
            (Button { href: format!("/children/{}/new/document", file.child), ..Button::new("Add a document") })
        }
        @if documents.is_empty() {
            p.govuk-body { "No document is kept in this file." }
        } @else {
            ul.gt-lines { @for one in &documents { li { (line(file, one)) } } }
        }
    }
}

fn line(file: &File, one: &On<'_, Document>) -> Markup {
    let id = one.entry.id;
    html! {
        div.gt-lines__what {
            a.govuk-link href={ "/records/" (id) "?child=" (file.child) } { (one.title) }
            @match one.sensitivity {
                DocumentFor::Normal => {}
                DocumentFor::ThirdParty => { " " (Tag::new("Third party", "grey")) }
                DocumentFor::SafeAddress => { " " (Tag::new("Keep safe", "red")) }
            }
            br;
            span.gt-soft {
                (words::of(&one.what)) ", " (long_date(one.dated.date))
                @if !one.from.trim().is_empty() { ", from " (one.from) }
            }
            (also_about(file, one.entry))
        }
        span.gt-soft { (one.file.in_words()) }
        span {
            a.govuk-link href={ "/records/" (id) "/file" } {
                "Take a copy" span.govuk-visually-hidden { ": " (one.title) }
            }
        }
    }
}

/// The files of a record, to be looked at or taken away.
pub fn to_take(latest: &Revision, spec: &Spec) -> Markup {
    html! {
        @for (_, file) in files_of(spec, &latest.body) {
            section.gt-note {
                h2.govuk-heading-m { "The file" }
                @if file.preview.is_some() {
                    img.gt-preview src={ "/records/" (latest.id) "/preview?revision=" (latest.revision) } alt="A small copy of the picture";
                } @else {
                    p.govuk-body { "It is not shown here: take a copy and open it on this computer." }
                }
                p.govuk-body { (file.metadata_in_words()) " " (file.scan_in_words()) }
                (Button {
                    href: format!("/records/{}/file?revision={}", latest.id, latest.revision),
                    ..Button::secondary("Take a copy")
                })
            }
        }
    }
}

#[derive(Deserialize, Default)]
struct Which {
    revision: Option<u32>,
}

async fn take(State(app): State<App>, signed: Signed, Path(id): Path<String>, Query(which): Query<Which>) -> Reply {
    let taken = taken(&app, &signed, id, which.revision, false).await?;
    let kind = Kind::by_ending(&taken.file.kind);
    let name = documents::name::for_taking_away(&taken.file.name, &taken.file.kind);
    Ok(answer(taken, kind.map_or("application/octet-stream", Kind::media_type), &name))
}

async fn preview(State(app): State<App>, signed: Signed, Path(id): Path<String>, Query(which): Query<Which>) -> Reply {
    let taken = taken(&app, &signed, id, which.revision, true).await?;
    Ok(answer(taken, Kind::Jpeg.media_type(), "preview.jpg"))
}

async fn taken(
    app: &App,
    signed: &Signed,
    id: String,
    revision: Option<u32>,
    preview: bool,
) -> Result<Taken, crate::reply::Failed> {
    let actor = signed.actor.clone();
    let taking = app.run(move |casework| {
        let record: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
        casework.take_document(&actor, record, revision, preview)
    });
    taking.await.map_err(app.failed(signed))
}

/// A file as it is sent: to be kept, never opened by the browser in this site's name.
fn answer(taken: Taken, media_type: &'static str, name: &str) -> Response {
    let length = taken.length;
    let mut response = Body::from_stream(ReceiverStream::new(pieces(taken.content))).into_response();
    let plain: String = name.chars().map(|c| if c.is_ascii() && !"\"\\%".contains(c) { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// Reads on a thread of its own, a few pieces ahead of who takes them.
fn pieces(mut content: Box<dyn Read + Send>) -> mpsc::Receiver<std::io::Result<Bytes>> {
    let (give, take) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut piece = vec![0; 64 * 1024];
            let read = match content.read(&mut piece) {
                Ok(0) => return,
                Ok(read) => {
                    piece.truncate(read);
                    Ok(Bytes::from(piece))
                }
                Err(fault) => Err(fault),
            };
            if give.blocking_send(read).is_err() {
                return;
            }
        }
    });
    take
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |file: &File| super::dressed(file, "/documents", "Documents", view(file)).render();
    vec![
        Sample { name: "child-documents", markup: drawn(&example::file(AsAt::Now)) },
        Sample { name: "child-documents-none", markup: drawn(&example::bare()) },
    ]
}
