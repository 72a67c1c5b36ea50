//! What tells an open board that contacts have arrived: a count of those recorded since the page was read.
//!
//! However many boards are open, the store is asked once a second whether anything was written; only then does each board
//! ask what that means for whoever looks at it, a few at a time.

use crate::session::Signed;
use crate::state::App;
use axum::extract::{Extension, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use casework::{Act, Problem};
use jiff::Timestamp;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::Instant;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// The store's mark is asked for this often.
const EVERY: Duration = Duration::from_secs(1);
/// It is looked this often whether somebody is still signed in.
const STILL: Duration = Duration::from_secs(4);
/// A stream ends after this long; the browser opens another, which asks again who is there.
const LONGEST: Duration = Duration::from_secs(600);
/// How many boards ask at the same moment.
const AT_ONCE: usize = 8;

/// All the boards that are open on this server.
#[derive(Clone)]
pub struct Boards {
    /// The store's mark, for each of them to hear of; none before it was first asked.
    marks: Arc<watch::Sender<Option<u64>>>,
    /// Somebody asks for it.
    asked: Arc<AtomicBool>,
    turns: Arc<Semaphore>,
}

impl Default for Boards {
    fn default() -> Self {
        let marks = Arc::new(watch::Sender::new(None));
        Boards { marks, asked: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Boards {
    /// The mark, as it moves. Whoever listens first has it asked for, until nobody listens any more.
    fn listen(&self, app: &App) -> watch::Receiver<Option<u64>> {
        let mut mark = self.marks.subscribe();
        // What was written before is new to whoever comes.
        if mark.borrow().is_some() {
            mark.mark_changed();
        }
        if !self.asked.swap(true, Ordering::SeqCst) {
            tokio::spawn(self.clone().ask(app.clone()));
        }
        mark
    }

    async fn ask(self, app: App) {
        loop {
            // A store that does not answer now is asked again: no board says anything it does not know.
            if let Ok(mark) = app.run(|casework| casework.mark()).await {
                self.marks.send_if_modified(|known| known.replace(mark) != Some(mark));
            }
            tokio::time::sleep(EVERY).await;
            if self.marks.receiver_count() == 0 {
                self.asked.store(false, Ordering::SeqCst);
                // Somebody may have come just now, and seen that it was being asked for.
                if self.marks.receiver_count() == 0 || self.asked.swap(true, Ordering::SeqCst) {
                    return;
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Since {
    /// When the page was read, in microseconds.
    since: i64,
}

/// Sends `changed` with how many contacts have arrived since the page was read, whenever that number grows.
pub(super) async fn events(
    State(app): State<App>,
    Extension(boards): Extension<Boards>,
    signed: Signed,
    Query(since): Query<Since>,
) -> Response {
    let actor = signed.actor.clone();
    if let Err(problem) = app.run(move |casework| casework.may(&actor, Act::SeeBoard).map(drop)).await {
        return app.failed(&signed)(problem).into_response();
    }
    let Ok(since) = Timestamp::from_microsecond(since.since) else {
        return app.failed(&signed)(Problem::NotFound).into_response();
    };
    let (sender, receiver) = mpsc::channel::<usize>(4);
    tokio::spawn(tell(app, boards, signed, since, sender));
    let stream = ReceiverStream::new(receiver)
        .map(|count| Ok::<_, Infallible>(Event::default().event("changed").data(count.to_string())));
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// Reads the waiting list when something was written, and tells one board how many contacts have arrived.
async fn tell(app: App, boards: Boards, signed: Signed, since: Timestamp, sender: mpsc::Sender<usize>) {
    let mut marks = boards.listen(&app);
    let (mut read, mut told) = (None, 0);
    let end = Instant::now() + LONGEST;
    while Instant::now() < end {
        tokio::select! {
            () = sender.closed() => return,
            _ = marks.changed() => {}
            () = tokio::time::sleep(STILL) => {}
        }
        let mark = *marks.borrow_and_update();
        let (actor, token, is_new) = (signed.actor.clone(), signed.token.clone(), mark.is_some() && mark != read);
        let Ok(turn) = boards.turns.acquire().await else { return };
        let asked = app.run(move |casework| {
            // Somebody who was signed out, left alone or cut off hears no more.
            if !casework.is_open(&token)? {
                return Err(Problem::NotAllowed);
            }
            if is_new { casework.arrived_since(&actor, since).map(Some) } else { Ok(None) }
        });
        let asked = asked.await;
        drop(turn);
        match asked {
            Err(Problem::NotAllowed) => return,
            // It is asked again: the page says nothing it does not know.
            Err(_) => {}
            Ok(arrived) => {
                read = mark;
                if let Some(count) = arrived.filter(|count| *count > told) {
                    told = count;
                    if sender.send(count).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::child::tests::{actor, running};
    use sha2::{Digest, Sha256};
    use tokio::time::timeout;

    fn session(app: &App, token: &str) -> String {
        let token_hash: String = Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect();
        let (staff, now) = (actor().staff, app.casework.now());
        let session = store::Session {
            token_hash: token_hash.clone(),
            staff,
            opened: now,
            seen: now,
            form_token: "secret".into(),
            proved: Some(now),
            passkey: false,
            device: String::new(),
        };
        app.casework.store().put_session(&session).expect("kept");
        token_hash
    }

    /// Does a board that listens still listen after this long?
    async fn listens(receiver: &mut mpsc::Receiver<usize>, seconds: u64) -> bool {
        timeout(Duration::from_secs(seconds), receiver.recv()).await.is_err()
    }

    #[tokio::test]
    async fn whoever_is_signed_out_hears_no_more_and_the_last_to_leave_ends_the_asking() {
        let ((app, signed), boards) = (running(), Boards::default());
        let of_session = session(&app, &signed.token);
        let (sender, mut board) = mpsc::channel(4);
        tokio::spawn(tell(app.clone(), boards.clone(), signed.clone(), Timestamp::MAX, sender));
        // The twin: somebody who is signed in listens on.
        assert!(listens(&mut board, STILL.as_secs() + 1).await);
        assert!(boards.asked.load(Ordering::SeqCst));
        app.casework.store().end_session(&of_session).expect("ended");
        assert!(!listens(&mut board, STILL.as_secs() + 1).await, "signed out, and told more");
        tokio::time::sleep(EVERY * 2).await;
        assert!(!boards.asked.load(Ordering::SeqCst), "nobody listens, and the store is asked");

        // Whoever comes later has it asked again.
        session(&app, &signed.token);
        let (sender, board) = mpsc::channel(4);
        let telling = tokio::spawn(tell(app, boards.clone(), signed, Timestamp::MAX, sender));
        tokio::time::sleep(EVERY).await;
        assert!(boards.asked.load(Ordering::SeqCst) && boards.marks.borrow().is_some());
        // And whoever closes the page is let go of.
        drop(board);
        timeout(EVERY, telling).await.expect("let go of").expect("ended");
    }
}
