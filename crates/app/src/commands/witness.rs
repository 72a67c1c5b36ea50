//! `witness`: keeps the log's heads for another machine.

use crate::failure::{Failure, Outcome, file};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use clap::Args;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use witness::{Heads, PublicKey, SignedHead};

/// Keep the log's heads for Goldthread on another machine
///
/// Run it where the owner of Goldthread's database has no account. Goldthread hands it a signed head of its log every
/// minute with --witness http://HOST:PORT, and `goldthread verify` asks for them. It takes only heads signed by the key
/// given, and none that goes back. It knows no names: a head is a number and a hash. Stop it with Ctrl-C.
#[derive(Args, Debug)]
pub struct WitnessHeads {
    /// Keep heads in this directory
    #[arg(long, value_name = "DIR")]
    heads: PathBuf,

    /// Listen here. The connection is not encrypted: heads are signed, and secret to nobody
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8900")]
    listen: std::net::SocketAddr,

    /// The public key heads are signed by, in hexadecimal, as `goldthread public-key` prints it
    #[arg(long, value_name = "KEY")]
    public_key: String,
}

/// What is kept, and the key its heads are signed by.
struct Keeping {
    path: PathBuf,
    heads: Mutex<Heads>,
    key: PublicKey,
}

impl WitnessHeads {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| {
            Failure::new(format!("Could not start: {error}."), "Check the limits on threads for this user.")
        })?;
        let router = router(self.heads.clone(), &self.public_key)?;
        runtime.block_on(async {
            let stopped = |fault: std::io::Error| {
                Failure::new(format!("Could not listen on {}: {fault}.", self.listen), "Choose another with --listen.")
            };
            let listener = tokio::net::TcpListener::bind(self.listen).await.map_err(stopped)?;
            println!("The witness is ready at http://{}", self.listen);
            axum::serve(listener, router).await.map_err(stopped)
        })
    }
}

/// What a witness answers.
pub fn router(path: PathBuf, public_key: &str) -> Outcome<Router> {
    let heads = Heads::open(&path).map_err(file("keep heads in", &path))?;
    let key = PublicKey::parse(public_key).ok_or_else(|| {
        Failure::new("--public-key is not a key.", "Give the 64 digits that `goldthread public-key` prints.")
    })?;
    let keeping = Arc::new(Keeping { path, heads: Mutex::new(heads), key });
    Ok(Router::new().route("/heads", get(told).post(taken)).with_state(keeping))
}

async fn told(State(keeping): State<Arc<Keeping>>) -> Response {
    match std::fs::read_to_string(keeping.path.join(Heads::FILE)) {
        Ok(text) => text.into_response(),
        Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
    }
}

async fn taken(State(keeping): State<Arc<Keeping>>, body: String) -> Response {
    let refused = |why: String| (StatusCode::CONFLICT, why).into_response();
    let Ok(head) = serde_json::from_str::<SignedHead>(&body) else { return refused("it is not a head".to_owned()) };
    if !head.is_signed_by(&keeping.key) {
        return refused("it is not signed by the log's key".to_owned());
    }
    let kept = keeping.heads.lock().unwrap_or_else(PoisonError::into_inner).keep(&head);
    match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => {
            eprintln!("A head at entry {} was refused: {why}", head.seq);
            refused(why.to_string())
        }
    }
}
