//! Pages answered in a second, with the times most and nearly all of them take, beside two baselines of the same run:
//! a bare answer of the same server, and one row read from the same database by the bare driver. The processor time of
//! a page, server and reader together, says what it costs even where other work keeps the machine busy (on Linux).
//!
//! The authority is the demonstration, in sizes: GOLDTHREAD_BENCH_SIZES=10,100,600 in percent of one with 43,000 people
//! under 18; 1 and 10 unless it says otherwise. The child's file should cost the same at every size. A large one takes
//! minutes to make: GOLDTHREAD_BENCH_DATA=DIR keeps each in DIR/10, DIR/100 and so on, and uses what is there already,
//! such as what `goldthread demo --size 600% --data DIR/600` made.
//!
//! Each child's file is opened by the child's own worker, and no worker opens more files than a day asks for. What it
//! costs to decide whether they may, and to have their look in the log, is measured in two ways. Alone, it is a share of
//! the page: most of it is the disk's flush, which is measured bare. But the page is made meanwhile, so what it adds is
//! measured too: the same files are asked for, in turns, of a server that works each entry out and does not keep it.

mod client;
mod unkept;

use axum::Router;
use axum::routing::get;
use casework::{Act, Actor, Casework, Role};
use client::{Client, Request};
use goldthread::accounts::is_new;
use goldthread::demo::{self, Plan};
use jiff::Timestamp;
use practice::ids::{RecordId, StaffId};
use practice::summary::Summary;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::{Session, SqliteStore, Store, Whose};
use unkept::Unkept;
use web::App;

/// Files each worker opens: whoever opens more is answered slowly.
const EACH: usize = 12;
/// Requests of each page, one after another; then as many again from [`AT_ONCE`] readers at once.
const REQUESTS: usize = 200;
const AT_ONCE: usize = 4;
/// Turns of each of two servers that are held against each other, and requests in a turn.
const TURNS: usize = 50;
const TURN: usize = 20;

fn main() {
    let sizes = std::env::var("GOLDTHREAD_BENCH_SIZES").unwrap_or_else(|_| "1,10".to_owned());
    let sizes = sizes.split(',').map(|size| demo::size(size).expect("a percentage"));
    let kept = std::env::var_os("GOLDTHREAD_BENCH_DATA").map(PathBuf::from);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut files = Vec::new();
    for size in sizes {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = kept.as_ref().map_or(temporary.path().to_owned(), |kept| kept.join(format!("{:.0}", size * 100.0)));
        std::fs::create_dir_all(&dir).expect("a directory");
        let path = dir.join("goldthread.db");
        let store = SqliteStore::open(&path).expect("opens");
        let start = Instant::now();
        if is_new(&store).expect("reads") || demo::is_unfinished(&store).expect("reads") {
            demo::make(&store, &Plan { size, ..Plan::today() }).expect("a demonstration");
        }
        let taken = start.elapsed().as_secs_f64();
        let authority = Authority::read(&store, &path);
        println!(
            "\n{:.0}%: {} people and {} records, made in {taken:.0} s",
            size * 100.0,
            authority.people,
            authority.records.len()
        );
        let casework = Casework::new(Box::new(store), Timestamp::now).expect("casework");
        let (flush, look) = (flushes(&dir), looks(&casework, &authority));
        let app = App {
            casework: casework.into(),
            council: "Wharnley Council".into(),
            sign_ins: [].into(),
            site: Default::default(),
        };
        let (read, hello) = (bare_reads(&path, &authority), runtime.block_on(hello(app.clone())));
        let baseline = Baseline { read, hello };
        let file = runtime.block_on(pages(app.clone(), &authority, &baseline));
        let unkept = Sqlite::open(&path).map(|engine| SqlStore::new(Unkept(engine))).expect("opens");
        let unkept = Casework::new(Box::new(unkept), Timestamp::now).expect("casework");
        let decided = decisions(&unkept, &authority);
        let unkept = App { casework: unkept.into(), ..app.clone() };
        let (kept, unkept) = runtime.block_on(in_turns(app, unkept, &authority));
        say("a bare flush", &flush, &baseline);
        say("decision and entry", &look, &baseline);
        println!(
            "  Decision and entry, alone: {:.2} of the child's file at p95, {:.2} of its processor time",
            look.at(95) / file.at(95),
            look.processor() / file.processor()
        );
        say("the decision", &decided, &baseline);
        say("file, entry kept", &kept, &baseline);
        say("file, entry not kept", &unkept, &baseline);
        println!(
            "  Decision and entry, as they add to the child's file: {:.3} of it at p50, {:.3} at p95",
            added(&kept, &unkept, &decided, 50),
            added(&kept, &unkept, &decided, 95)
        );
        files.push((size, file));
    }
    println!("\nThe child's file, one reader, at each size");
    for (size, file) in files {
        println!(
            "  {:>5.0}%  p50 {:6.2} ms  p95 {:6.2} ms  processor {:6.2} ms",
            size * 100.0,
            file.at(50),
            file.at(95),
            file.processor()
        );
    }
}

/// What there is to ask for.
struct Authority {
    /// How many people are on file.
    people: usize,
    /// Children with open work, at most 500 of them, each with their worker.
    open: Vec<(Summary, StaffId)>,
    /// Every record.
    records: Vec<RecordId>,
}

impl Authority {
    fn read(store: &SqliteStore, path: &Path) -> Authority {
        let connection = rusqlite::Connection::open(path).expect("opens");
        let mut select = connection.prepare("SELECT id FROM revision WHERE revision = 1").expect("prepares");
        let ids = select.query_map([], |row| row.get::<_, String>(0)).expect("reads");
        let mut each: BTreeMap<StaffId, usize> = BTreeMap::new();
        let open = store.children(&Whose::All, usize::MAX).expect("reads").into_iter().filter_map(|child| {
            let worker = child.worker.clone()?;
            let opened = each.entry(worker.clone()).or_default();
            *opened += 1;
            (*opened <= EACH).then_some((child, worker))
        });
        let open: Vec<_> = open.take(500).collect();
        for worker in each.keys() {
            let now = Timestamp::now();
            let token_hash = Sha256::digest(worker.0.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            let session = Session {
                token_hash,
                staff: worker.clone(),
                opened: now,
                seen: now,
                form_token: "secret".into(),
                proved: Some(now),
                passkey: true,
                device: String::new(),
            };
            store.put_session(&session).expect("signs in");
        }
        Authority {
            people: store.people_after(None, usize::MAX).expect("reads").len(),
            open,
            records: ids.map(|id| id.ok().and_then(|id| id.parse().ok()).expect("a record")).collect(),
        }
    }

    /// A child with open work: another for each number.
    fn open(&self, number: usize) -> &(Summary, StaffId) {
        &self.open[number * 31 % self.open.len()]
    }

    /// An address of one of those children's files, opened by their worker.
    fn file(&self, number: usize, page: &str) -> Request {
        let (child, worker) = self.open(number);
        Request::get(&format!("/children/{}{page}", child.person)).in_session(&cookie(worker))
    }
}

/// The session of a worker.
fn cookie(worker: &StaffId) -> String {
    format!("goldthread={worker}")
}

/// What pages are measured against.
struct Baseline {
    /// One row read by the bare driver.
    read: Times,
    /// A bare answer of the same server.
    hello: Times,
}

/// How long each request took.
#[derive(Default)]
struct Times {
    sorted: Vec<Duration>,
    all: Duration,
    processor: Duration,
}

/// Something that is being timed.
struct Watch {
    start: Instant,
    processor: Duration,
}

impl Watch {
    fn start() -> Watch {
        Watch { start: Instant::now(), processor: processor_time() }
    }

    /// What each request took, with the time and the processor time since the start.
    fn stop(&self, mut each: Vec<Duration>) -> Times {
        each.sort();
        Times { sorted: each, all: self.start.elapsed(), processor: processor_time() - self.processor }
    }
}

/// What all threads of this program have run for, to a hundredth of a second, where Linux tells it.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name in brackets, the 12th and 13th words: in the program and in the system for it.
    let words = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    Duration::from_millis(words.filter_map(|word| word.parse::<u64>().ok()).sum::<u64>() * 10)
}

impl Times {
    /// Milliseconds that this many in a hundred do not go over.
    fn at(&self, percent: usize) -> f64 {
        let index = (self.sorted.len() * percent).div_ceil(100).saturating_sub(1);
        self.sorted.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// The same requests, made in turns.
    fn add(&mut self, more: Times) {
        self.sorted.extend(more.sorted);
        self.sorted.sort();
        self.all += more.all;
        self.processor += more.processor;
    }

    /// Milliseconds of processor time for each request.
    fn processor(&self) -> f64 {
        self.processor.as_secs_f64() * 1000.0 / self.sorted.len() as f64
    }

    fn each_second(&self) -> f64 {
        self.sorted.len() as f64 / self.all.as_secs_f64()
    }
}

fn bare_reads(path: &Path, authority: &Authority) -> Times {
    let connection = rusqlite::Connection::open(path).expect("opens");
    let (mut each, watch) = (Vec::new(), Watch::start());
    for number in 0..REQUESTS * 10 {
        let record = authority.records[number * 7919 % authority.records.len()].to_string();
        let asked = Instant::now();
        let mut select = connection.prepare_cached("SELECT body FROM revision WHERE id = ?1").expect("prepares");
        black_box(select.query_row([record], |row| row.get::<_, String>(0)).expect("reads"));
        each.push(asked.elapsed());
    }
    watch.stop(each)
}

/// A few bytes written where the records are, and flushed.
fn flushes(dir: &Path) -> Times {
    let mut file = tempfile::tempfile_in(dir).expect("a file");
    let (mut each, watch) = (Vec::new(), Watch::start());
    for _ in 0..REQUESTS {
        let asked = Instant::now();
        file.write_all(&[0; 512]).and_then(|()| file.sync_data()).expect("writes");
        each.push(asked.elapsed());
    }
    watch.stop(each)
}

/// A child's worker asks whether they may see the file, and their look is entered in the log.
fn looks(casework: &Casework, authority: &Authority) -> Times {
    let (mut each, watch) = (Vec::new(), Watch::start());
    for number in 0..REQUESTS {
        let (child, worker) = authority.open(number);
        let actor = Actor::new(worker.clone(), "", Role::SocialWorker, child.team.clone());
        let asked = Instant::now();
        let seen = casework.show_of(&actor, Act::SeeFile, "bench_view_file", &[child.person]);
        assert!(black_box(seen.is_ok()), "it is their child");
        each.push(asked.elapsed());
    }
    watch.stop(each)
}

/// The decision alone, with nothing entered.
fn decisions(casework: &Casework, authority: &Authority) -> Times {
    let (mut each, watch) = (Vec::new(), Watch::start());
    for number in 0..REQUESTS {
        let (child, worker) = authority.open(number);
        let actor = Actor::new(worker.clone(), "", Role::SocialWorker, child.team.clone());
        let asked = Instant::now();
        assert!(black_box(casework.may_of(&actor, Act::SeeFile, &[child.person])).is_ok(), "it is their child");
        each.push(asked.elapsed());
    }
    watch.stop(each)
}

/// What the decision and the entry add to a page without either: what keeping the entry takes beyond the making of the
/// page, and the whole of the decision.
fn added(kept: &Times, unkept: &Times, decided: &Times, percent: usize) -> f64 {
    let without = unkept.at(percent) - decided.at(percent);
    (kept.at(percent) - without) / without
}

/// The child's file of two servers, [`TURN`] requests of one and then of the other, so that both meet the same weather.
async fn in_turns(kept: App, unkept: App, authority: &Authority) -> (Times, Times) {
    let mut servers = Vec::new();
    for app in [kept, unkept] {
        let mut client = Client::connect(serve(app).await, &cookie(&authority.open(0).1)).await;
        timed(&mut client, (0..TURN).map(|number| authority.file(number, ""))).await;
        servers.push((client, Times::default()));
    }
    for turn in 0..TURNS {
        for (client, times) in &mut servers {
            let requests = (turn * TURN..(turn + 1) * TURN).map(|number| authority.file(number, ""));
            times.add(timed(client, requests).await);
        }
    }
    let mut times = servers.into_iter().map(|(_, times)| times);
    (times.next().expect("two servers"), times.next().expect("two servers"))
}

async fn hello(app: App) -> Times {
    let address = serve(app).await;
    let mut client = Client::connect(address, "").await;
    timed(&mut client, (0..REQUESTS * 5).map(|_| Request::get("/hello"))).await
}

async fn pages(app: App, authority: &Authority, baseline: &Baseline) -> Times {
    let address = serve(app).await;
    let mut client = Client::connect(address, &cookie(&authority.open(0).1)).await;
    say("a bare answer", &baseline.hello, baseline);
    say("one row, bare driver", &baseline.read, baseline);
    let csrf = client.form_token("/search").await;
    let search = |number: usize| {
        let name = authority.open(number).0.name.replace(' ', "+");
        Request::post("/search", &format!("csrf={csrf}&q={name}"))
    };
    let mut of_file = None;
    let asked: [(&str, &dyn Fn(usize) -> Request); 5] = [
        ("child's file", &|number| authority.file(number, "")),
        ("child's records", &|number| authority.file(number, "/record")),
        ("board", &|_| Request::get("/board")),
        ("my work", &|_| Request::get("/work")),
        ("search", &search),
    ];
    for (name, request) in asked {
        timed(&mut client, (0..10).map(request)).await;
        let one = timed(&mut client, (0..REQUESTS).map(request)).await;
        say(name, &one, baseline);
        say(&format!("  {AT_ONCE} at once"), &at_once(&client, request).await, baseline);
        of_file.get_or_insert(one);
    }
    of_file.expect("measured first")
}

/// The same requests shared among several readers of one session.
async fn at_once(signed_in: &Client, request: &dyn Fn(usize) -> Request) -> Times {
    let mut readers = Vec::new();
    for reader in 0..AT_ONCE {
        let requests: Vec<Request> = (0..REQUESTS).skip(reader).step_by(AT_ONCE).map(request).collect();
        readers.push((signed_in.another().await, requests));
    }
    let watch = Watch::start();
    let tasks = readers
        .into_iter()
        .map(|(mut client, requests)| tokio::spawn(async move { timed(&mut client, requests).await.sorted }));
    let mut each = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        each.extend(task.await.expect("a reader"));
    }
    watch.stop(each)
}

async fn timed(client: &mut Client, requests: impl IntoIterator<Item = Request>) -> Times {
    let (mut each, watch) = (Vec::new(), Watch::start());
    for request in requests {
        let asked = Instant::now();
        black_box(client.answer(&request).await);
        each.push(asked.elapsed());
    }
    watch.stop(each)
}

fn say(name: &str, times: &Times, baseline: &Baseline) {
    let rate = times.each_second();
    println!(
        "  {name:22} {rate:9.0} a second  p50 {:7.3} ms  p95 {:7.3} ms  processor {:6.3} ms   {:.4} of a bare \
         answer, {:.5} of one row",
        times.at(50),
        times.at(95),
        times.processor(),
        rate / baseline.hello.each_second(),
        rate / baseline.read.each_second()
    );
}

/// Answers on a free port of this machine, with a bare answer beside the product's own.
async fn serve(app: App) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/hello", get(|| async { "hello" })).merge(web::pages::router(app));
    tokio::spawn(async move { axum::serve(listener, router.into_make_service()).await });
    address
}
