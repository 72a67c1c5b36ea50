//! What tells an open board that contacts have arrived: a count of those recorded since the page was read.

use crate::session::Signed;
use crate::state::App;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use casework::{Act, Problem};
use jiff::Timestamp;
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// The store's mark is asked for this often.
const EVERY: Duration = Duration::from_secs(1);
/// A stream ends after this many questions; the browser opens another, which asks again who is there.
const QUESTIONS: u32 = 600;

#[derive(Deserialize)]
pub(super) struct Since {
    /// When the page was read, in microseconds.
    since: i64,
}

/// Sends `changed` with how many contacts have arrived since the page was read, whenever that number grows.
pub(super) async fn events(State(app): State<App>, signed: Signed, Query(since): Query<Since>) -> Response {
    let actor = signed.actor.clone();
    if let Err(problem) = app.run(move |casework| casework.may(&actor, Act::SeeBoard).map(drop)).await {
        return app.failed(&signed)(problem).into_response();
    }
    let Ok(since) = Timestamp::from_microsecond(since.since) else {
        return app.failed(&signed)(Problem::NotFound).into_response();
    };
    let (sender, receiver) = tokio::sync::mpsc::channel::<usize>(4);
    tokio::spawn(watch(app, signed, since, sender));
    let stream = ReceiverStream::new(receiver)
        .map(|count| Ok::<_, Infallible>(Event::default().event("changed").data(count.to_string())));
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// Asks for the mark each second, and reads the waiting list only when something was written.
async fn watch(app: App, signed: Signed, since: Timestamp, sender: tokio::sync::mpsc::Sender<usize>) {
    let (mut mark, mut told) = (None, 0);
    for _ in 0..QUESTIONS {
        let (actor, before, token) = (signed.actor.clone(), mark, signed.token.clone());
        let asked = app.run(move |casework| {
            // Somebody who was signed out, left alone or cut off hears no more.
            if !casework.is_open(&token)? {
                return Err(Problem::NotAllowed);
            }
            let mark = casework.mark()?;
            let arrived = if before == Some(mark) { None } else { Some(casework.arrived_since(&actor, since)?) };
            Ok((mark, arrived))
        });
        // A store that does not answer now is asked again: the page says nothing it does not know.
        let asked = asked.await;
        if asked == Err(Problem::NotAllowed) {
            return;
        }
        if let Ok((now, arrived)) = asked {
            mark = Some(now);
            if let Some(count) = arrived.filter(|count| *count > told) {
                told = count;
                if sender.send(count).await.is_err() {
                    return;
                }
            }
        }
        tokio::select! {
            () = sender.closed() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
