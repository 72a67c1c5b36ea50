//! `serve`: the product, on this machine.

mod ready;

use crate::accounts::{self, SignIn};
use crate::authority;
use crate::demo::{self, Plan};
use crate::failure::{Failure, Outcome, file};
use crate::heads::Witnessing;
use crate::papers::Papers;
use crate::place::Place;
use casework::Casework;
use casework::sign_in::invitation::invite_first;
use clap::Args;
use identity::council::Council;
use identity::passkey::Passkeys;
use jiff::Timestamp;
use ready::{How, Said, say};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use web::App;
use web::session::Site;

/// Start Goldthread on this machine
///
/// Opens the data, makes its tables or brings them up to date, and answers on 127.0.0.1 until it is stopped with
/// Ctrl-C or SIGTERM. When it is ready it prints its address, and how to sign in: for a demonstration one sign-in for
/// each role; for an empty start a link, good once, with which the first administrator sets up an account.
///
/// Outside a demonstration it does not open while an account is shared, usual or weak, or an administrator has no second
/// factor. Accounts nobody has used for 90 days are closed.
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
    /// the records when these are in a file, and beside the log's key otherwise
    #[arg(long, value_name = "FILE", env = "GOLDTHREAD_LOG_ASIDE")]
    log_aside: Option<PathBuf>,

    /// Listen on this port of this machine
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,

    /// On the first start, make a demonstration authority: all its people are invented
    #[arg(long, conflicts_with = "empty")]
    demo: bool,

    /// On the first start, begin with no children and no accounts: the first administrator follows a link
    #[arg(long)]
    empty: bool,

    /// Size of the demonstration, in percent of the full authority: 1% to 600%
    #[arg(long, value_name = "PCT", default_value = "100%", value_parser = demo::size)]
    size: f64,

    #[command(flatten)]
    papers: Papers,

    /// The address people open it at, such as https://goldthread.wharnley.example: over HTTPS, cookies are sent no other
    /// way, a proxy in front says where requests come from, and passkeys are for that name. On this machine alone, passkeys
    /// work at http://localhost
    #[arg(long, value_name = "URL", env = "GOLDTHREAD_ADDRESS", hide_env_values = true)]
    address: Option<String>,

    /// A file that says how the council's own sign-in (OpenID Connect) is reached, and which groups have which roles:
    /// see docs/sign-in.md
    #[arg(long, value_name = "FILE")]
    single_sign_on: Option<PathBuf>,

    /// Name of the authority, as pages and continuity packs show it. Without it: the one given before
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
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
        let store = self.place.open_to_serve()?;
        if !self.demo && !demo::is_one(store.as_ref())? {
            self.place.key_must_be_said()?;
        }
        let how = self.begin(store.as_ref())?;
        let name = self.keep_what_was_given(store.as_ref());
        if !demo::is_one(store.as_ref())? {
            accounts::check(store.as_ref())?;
        }
        let site = Site {
            secure: self.is_https(),
            behind_proxy: self.is_https(),
            address: self.address().unwrap_or_default(),
        };
        let casework = Casework::new(store, Timestamp::now)?.with_spool(self.aside()?).at_site(self.passkeys(&name)?);
        let casework = casework.with_checker(Arc::new(checks::worker::Confined::myself()));
        let casework = match self.council()? {
            Some(council) => casework.trusting(council),
            None => casework,
        };
        let closed = casework.close_dormant()?;
        if closed > 0 {
            tracing::info!(closed, "accounts nobody had used for long were closed");
        }
        let casework = match self.papers.desk(&self.place)? {
            Some(desk) => Arc::new(casework.with_documents(desk)),
            None => Arc::new(casework),
        };
        self.say_how_kept(casework.store())?;
        let handing = self.witnessing.start(&self.place, &casework)?;
        let offered = demo::sign_ins(casework.store())?;
        let app = App { casework: casework.clone(), council: name.as_str().into(), sign_ins: offered.into(), site };
        let runtime = tokio::runtime::Runtime::new().map_err(|error| {
            Failure::new(format!("Could not start: {error}."), "Check the limits on threads for this user.")
        })?;
        runtime.spawn(keep_facts(casework.clone()));
        runtime.spawn(keep_up(casework));
        let said = Said { how, address: self.address(), public_key: self.witnessing.public_key(&self.place)? };
        let served = runtime.block_on(serve(app, self.port, &said));
        runtime.shutdown_timeout(Duration::from_secs(1));
        // Everything answered is in the log by now: the last head covers it.
        drop(handing);
        served
    }

    /// Where the log's second place is. Nothing is made there before it is needed.
    fn aside(&self) -> Outcome<PathBuf> {
        let key = self.place.key_file();
        let beside_key = || key.parent().map_or_else(|| self.place.data.clone(), Path::to_path_buf);
        let beside = || self.place.beside_records().unwrap_or_else(beside_key).join("log.aside");
        let path = self.log_aside.clone().unwrap_or_else(beside);
        std::path::absolute(&path).map_err(file("find", &path))
    }

    /// The address people open, without a stroke at its end, when it was given.
    fn address(&self) -> Option<String> {
        self.address.as_ref().map(|address| address.trim_end_matches('/').to_owned())
    }

    /// Keeps the authority's name and address for other commands; the name, given now or before.
    fn keep_what_was_given(&self, store: &dyn Store) -> String {
        authority::keep(store, authority::COUNCIL, self.council.as_deref());
        authority::keep(store, authority::ADDRESS, self.address().as_deref());
        let name = self.council.clone().or_else(|| authority::kept(store, authority::COUNCIL));
        name.unwrap_or_else(|| authority::INVENTED.to_owned())
    }

    /// Says in the journal where things are kept, and what is amiss with that.
    fn say_how_kept(&self, store: &dyn Store) -> Outcome {
        let (key, aside) = (self.place.key_file(), self.aside()?);
        tracing::info!(key = %key.display(), aside = %aside.display(), "kept on this machine besides");
        if !self.papers.are_kept(&self.place) {
            tracing::warn!("no --documents: no document can be added or opened");
        }
        for concern in store.concerns()? {
            tracing::warn!(alarm = "standby", "{concern}");
        }
        Ok(())
    }

    fn is_https(&self) -> bool {
        self.address.as_ref().is_some_and(|address| address.starts_with("https://"))
    }

    /// The council's own sign-in, where a file says how it is reached.
    fn council(&self) -> Outcome<Option<Council>> {
        let Some(path) = &self.single_sign_on else { return Ok(None) };
        let text = std::fs::read_to_string(path).map_err(file("read", path))?;
        let wrong = |why: String| {
            Failure::new(format!("{} cannot be used: {why}.", path.display()), "docs/sign-in.md says what it holds.")
        };
        let settings = serde_json::from_str(&text).map_err(|fault| wrong(fault.to_string()))?;
        let here = format!("http://127.0.0.1:{}", self.port);
        let address = self.address.as_deref().unwrap_or(&here).trim_end_matches('/');
        let council = Council::new(settings, &format!("{address}/sign-in/council/return"));
        council.map(Some).map_err(|fault| wrong(fault.0))
    }

    /// The site that passkeys are for.
    fn passkeys(&self, name: &str) -> Outcome<Passkeys> {
        let here = format!("http://localhost:{}", self.port);
        let address = self.address.as_deref().unwrap_or(&here);
        Passkeys::of(address, name).map_err(|_| {
            Failure::new(
                format!("{address} is not an address passkeys can be for."),
                "Give one with a name, such as https://goldthread.wharnley.example, with --address.",
            )
        })
    }

    /// What the first start does; how to sign in, to be printed.
    fn begin(&self, store: &dyn Store) -> Outcome<How> {
        let is_new = accounts::is_new(store)?;
        match (is_new || demo::is_unfinished(store)?, self.demo, self.empty) {
            (true, true, _) => demo::make(store, &Plan { size: self.size, ..Plan::today() })?,
            (true, _, true) => {
                store.put_staff(&accounts::first_teams(), &[])?;
                return Ok(How::Link(invite_first(store, Timestamp::now())?));
            }
            (true, false, false) => {
                return Err(Failure::new(
                    "There is no data yet.",
                    "Start with --demo for a demonstration authority, or with --empty for one with no children.",
                ));
            }
            (false, ..) => {}
        }
        Ok(How::SignIns(demo::sign_ins(store)?.into_iter().map(SignIn::from).collect()))
    }
}

/// Closes accounts nobody has used for long, each hour.
async fn close_dormant(app: App) {
    let mut hours = tokio::time::interval(Duration::from_secs(3600));
    hours.tick().await;
    loop {
        hours.tick().await;
        if let Err(problem) = app.run(|casework| casework.close_dormant()).await {
            tracing::error!(%problem, "dormant accounts could not be closed");
        }
    }
}

async fn serve(app: App, port: u16, said: &Said) -> Outcome {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        Failure::new(
            format!("Could not listen on port {port}: {error}."),
            "Stop what is listening there, or choose another port with --port N.",
        )
    })?;
    let at = listener.local_addr().map_or(port, |address| address.port());
    say(at, said);
    tokio::spawn(close_dormant(app.clone()));
    let router = web::pages::router(app).into_make_service_with_connect_info::<SocketAddr>();
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

/// How long an analyst's tables may be behind the records, as a rule.
const KEEP_FACTS: Duration = Duration::from_secs(10);

/// Until the server stops: works out again the facts of everyone whose records have changed, and reads the figures anew.
async fn keep_facts(casework: Arc<Casework>) {
    loop {
        let asked = casework.clone();
        let done = tokio::task::spawn_blocking(move || {
            // Somebody may be waiting for a page of figures; nobody waits for the tables.
            asked.keep_figures()?;
            casework::facts::refresh(&asked)
        });
        match done.await {
            Ok(Ok(_)) => {}
            Ok(Err(problem)) => tracing::warn!(%problem, "facts and figures are behind the records"),
            Err(_) => return,
        }
        tokio::time::sleep(KEEP_FACTS).await;
    }
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
