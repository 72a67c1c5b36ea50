//! `serve`: the product, on this machine.

use crate::accounts::{self, SignIn};
use crate::demo::{self, Plan};
use crate::failure::{Failure, Outcome, file};
use crate::heads::Witnessing;
use crate::papers::Papers;
use crate::place::Place;
use axum::Router;
use casework::Casework;
use clap::Args;
use jiff::Timestamp;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use web::App;

/// Start Goldthread on this machine
///
/// Opens the data, makes its tables or brings them up to date, and answers on 127.0.0.1 until it is stopped with
/// Ctrl-C or SIGTERM. When it is ready it prints its address, and the sign-ins it has to offer: for a demonstration one
/// for each role, every time; for an empty start one for each role, once, with passwords that are kept nowhere.
///
/// Notes of what happens go to standard error. RUST_LOG chooses how many: RUST_LOG=debug.
#[derive(Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    witnessing: Witnessing,

    /// While the log cannot be written, keep in this file that an out-of-hours card was read; best on another disk
    ///
    /// Nothing else is shown then. It is taken into the log when that can be written again. Without it: log.aside beside
    /// the records when these are in a file, and in the directory of --data otherwise
    #[arg(long, value_name = "FILE", env = "GOLDTHREAD_LOG_ASIDE")]
    log_aside: Option<PathBuf>,

    /// Listen on this port of this machine
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,

    /// On the first start, make a demonstration authority: all its people are invented
    #[arg(long, conflicts_with = "empty")]
    demo: bool,

    /// On the first start, begin with no children: an administrator and one account for each role
    #[arg(long)]
    empty: bool,

    /// Size of the demonstration, in percent of the full authority: 1% to 600%
    #[arg(long, value_name = "PCT", default_value = "100%", value_parser = demo::size)]
    size: f64,

    #[command(flatten)]
    papers: Papers,

    /// Name of the authority, as pages show it
    #[arg(long, value_name = "NAME", default_value = "Wharnley Council")]
    council: String,
}

impl Serve {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let filter = tracing_subscriber::EnvFilter::try_from_default_env()
            .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
        let filter = match web::guard::NEVER_NOTED.parse() {
            Ok(never) => filter.add_directive(never),
            Err(_) => filter,
        };
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
        web::guard::quiet_panics();
        let store = self.place.open()?;
        let sign_ins = self.begin(store.as_ref())?;
        let casework = Casework::new(store, Timestamp::now)?.with_spool(self.aside()?);
        let casework = match self.papers.desk(&self.place)? {
            Some(desk) => Arc::new(casework.with_documents(desk)),
            None => Arc::new(casework),
        };
        let handing = self.witnessing.start(&self.place, &casework)?;
        let offered = demo::sign_ins(casework.store())?;
        let app = App { casework: casework.clone(), council: self.council.as_str().into(), sign_ins: offered.into() };
        let runtime = tokio::runtime::Runtime::new().map_err(|error| {
            Failure::new(format!("Could not start: {error}."), "Check the limits on threads for this user.")
        })?;
        runtime.spawn(keep_up(casework));
        let served = runtime.block_on(serve(web::pages::router(app), self.port, &sign_ins));
        runtime.shutdown_timeout(Duration::from_secs(1));
        // Everything answered is in the log by now: the last head covers it.
        drop(handing);
        served
    }

    /// Where the log's second place is. Nothing is made there before it is needed.
    fn aside(&self) -> Outcome<PathBuf> {
        let beside = || self.place.beside_records().unwrap_or_else(|| self.place.data.clone()).join("log.aside");
        let path = self.log_aside.clone().unwrap_or_else(beside);
        std::path::absolute(&path).map_err(file("find", &path))
    }

    /// What the first start does; the sign-ins to print.
    fn begin(&self, store: &dyn Store) -> Outcome<Vec<SignIn>> {
        let is_new = accounts::is_new(store)?;
        match (is_new || demo::is_unfinished(store)?, self.demo, self.empty) {
            (true, true, _) => demo::make(store, &Plan { size: self.size, ..Plan::today() })?,
            (true, _, true) => return accounts::first_accounts(store),
            (true, false, false) => {
                return Err(Failure::new(
                    "There is no data yet.",
                    "Start with --demo for a demonstration authority, or with --empty for one with no children.",
                ));
            }
            (false, ..) => {}
        }
        Ok(demo::sign_ins(store)?.into_iter().map(SignIn::from).collect())
    }
}

async fn serve(router: Router, port: u16, sign_ins: &[SignIn]) -> Outcome {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        Failure::new(
            format!("Could not listen on port {port}: {error}."),
            "Stop what is listening there, or choose another port with --port N.",
        )
    })?;
    let at = listener.local_addr().map_or(port, |address| address.port());
    say(at, sign_ins);
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let mut ending = stopped.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        let _ = stop.send(true);
    });
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    });
    // What is being answered is let finish; a page that listens for changes would never.
    let patience = async move {
        let _ = ending.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
    };
    tokio::select! {
        ended = serving.into_future() => ended.map_err(|error| {
            Failure::new(format!("Stopped: {error}."), "Start it again; nothing was half written.")
        }),
        () = patience => Ok(()),
    }
}

/// How often it is looked for what other programs changed, and what is kept aside.
const KEEP_UP: Duration = Duration::from_secs(2);

/// Until the server stops: reads the rules again soon after another program has changed them, and takes what was kept
/// aside into the log as soon as that can be written.
async fn keep_up(casework: Arc<Casework>) {
    loop {
        let asked = casework.clone();
        let done = move || (asked.take_in_spool(), asked.rules_in_force());
        let Ok((taken, rules)) = tokio::task::spawn_blocking(done).await else { return };
        match taken {
            Ok(0) => {}
            Ok(entries) => tracing::warn!(alarm = "log", entries, "what was kept aside is in the log now"),
            Err(error) => tracing::error!(alarm = "log", %error, "what was kept aside is not in the log yet"),
        }
        if let Err(error) = rules {
            tracing::warn!(%error, "the rules could not be read again");
        }
        tokio::time::sleep(KEEP_UP).await;
    }
}

/// Says where it is and how to sign in, at once even when the output is not a terminal.
fn say(port: u16, sign_ins: &[SignIn]) {
    let mut out = std::io::stdout().lock();
    let mut text = format!("Goldthread is ready at http://127.0.0.1:{port}\n");
    for one in sign_ins {
        text += &format!("Sign in as {}: {} / {}\n", one.role, one.user, one.password);
    }
    // Nobody reading is no reason to stop.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

async fn asked_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminated => {}
        interrupted = tokio::signal::ctrl_c() => if interrupted.is_err() { std::future::pending::<()>().await },
    }
}
