//! L1, L2 and L4: the pages of a working day at fifty requests a second, then at two hundred. Requests come when they come,
//! whether or not the last was answered, and a time counts from when a request should have been sent. Times are said
//! beside those of a bare answer of the same server in the same seconds, and never asserted; what is asserted is that
//! everyone is answered or told to come again, and that nothing acknowledged is lost. Then many boards are open at once,
//! and each hears of a new contact.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../benches/pages/client.rs"]
#[allow(dead_code, reason = "the benchmark asks for more")]
mod client;

use axum::Router;
use axum::routing::get;
use casework::Casework;
use client::{Client, Request};
use goldthread::demo::{self, Plan};
use jiff::Timestamp;
use practice::ids::StaffId;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::{Session, SqliteStore, Store, Whose};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use web::App;

/// Sessions that are open while it lasts.
const USERS: usize = 600;
/// Requests a second on a working day, and in a rush.
const DAY: u32 = 50;
const RUSH: u32 = 200;
/// Children each worker opens; one who opens more is answered slowly.
const EACH: usize = 12;

/// What one request came to.
struct Came {
    /// The bare answer, beside which the others are judged.
    bare: bool,
    status: u16,
    comes_again: bool,
    /// From when it should have been sent.
    took: Duration,
    /// What was typed, with the draft it was typed in.
    typed: Option<(String, String)>,
}

/// Somebody at work: their session, the files they open, and a draft they write in.
struct Worker {
    cookie: String,
    children: Vec<String>,
    draft: String,
}

/// An authority that is served on this machine.
struct Authority {
    address: SocketAddr,
    store: Arc<SqliteStore>,
    workers: Vec<Worker>,
    _dir: tempfile::TempDir,
}

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sign_in(store: &SqliteStore, token: &str, staff: &StaffId) {
    let now = Timestamp::now();
    let session = Session {
        token_hash: hash(token),
        staff: staff.clone(),
        opened: now,
        seen: now,
        form_token: "secret".into(),
        proved: Some(now),
        passkey: true,
        device: String::new(),
    };
    store.put_session(&session).unwrap();
}

impl Authority {
    async fn open() -> Authority {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("goldthread.db");
        let store = SqliteStore::open(&path).unwrap();
        demo::make(&store, &Plan { size: proof::size(0.01, 1.0), years: proof::size(1, 10), ..Plan::today() }).unwrap();
        let mut of: BTreeMap<StaffId, Vec<String>> = BTreeMap::new();
        for child in store.children(&Whose::All, usize::MAX).unwrap() {
            let Some(worker) = child.worker else { continue };
            let children = of.entry(worker).or_default();
            if children.len() < EACH {
                children.push(child.person.to_string());
            }
        }
        let sessions = of.iter().cycle().take(USERS).enumerate();
        let sessions: Vec<_> =
            sessions.map(|(at, (who, children))| (format!("token{at}"), who.clone(), children.clone())).collect();
        for (token, staff, _) in &sessions {
            sign_in(&store, token, staff);
        }
        let casework = Casework::new(Box::new(store), Timestamp::now).unwrap();
        let app = App {
            casework: casework.into(),
            council: "Wharnley".into(),
            sign_ins: [].into(),
            site: Default::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/hello", get(|| async { "hello" })).merge(web::pages::router(app));
        // As the program does: a router given as it is would be copied whole for each connection.
        tokio::spawn(async move { axum::serve(listener, router.into_make_service()).await });
        let mut workers = Vec::new();
        for (token, _, children) in sessions {
            let cookie = format!("goldthread={token}");
            let mut client = Client::connect(address, &cookie).await;
            let form = format!("csrf={}&kind=case_note&person={}", client.form_token("/search").await, children[0]);
            let draft = client.send(&Request::post("/drafts", &form)).await.location;
            assert!(draft.starts_with("/drafts/"), "{draft}");
            workers.push(Worker { cookie, children, draft });
        }
        Authority { address, store: Arc::new(SqliteStore::open(&path).unwrap()), workers, _dir: dir }
    }

    /// The request with this number: four in five read, the fifth writes; what is typed in it.
    fn request(&self, number: usize) -> (Request, &Worker, Option<(String, String)>) {
        let worker = &self.workers[number * 31 % self.workers.len()];
        let child = &worker.children[number / 5 % worker.children.len()];
        let typed = (worker.draft.clone(), format!("Said+at+{number}"));
        match number % 5 {
            0 => (Request::get(&format!("/children/{child}")), worker, None),
            1 => (Request::get("/work"), worker, None),
            2 => (Request::get(&format!("/children/{child}/journey")), worker, None),
            3 => (Request::get(&format!("/children/{child}/chronology")), worker, None),
            _ => {
                let form = format!("csrf=secret&path=words.{number}&value={}&base=0", typed.1);
                (Request::post(&format!("{}/field", typed.0), &form), worker, Some(typed))
            }
        }
    }

    /// So many requests a second for so long, each on a connection of its own, a bare one beside every fifth.
    async fn asked(&self, each_second: u32, seconds: u32, first: usize) -> Vec<Came> {
        let (start, mut all) = (Instant::now(), JoinSet::new());
        for number in 0..each_second * seconds {
            let due = start + Duration::from_secs(1) * number / each_second;
            tokio::time::sleep_until(due.into()).await;
            let (request, worker, typed) = self.request(first + number as usize);
            let mut asks = vec![(request, worker.cookie.clone(), typed, false)];
            if number % 5 == 0 {
                asks.push((Request::get("/hello"), String::new(), None, true));
            }
            for (request, cookie, typed, bare) in asks {
                let address = self.address;
                all.spawn(async move {
                    let answer = Client::connect(address, &cookie).await.send(&request).await;
                    let (status, comes_again) = (answer.status, answer.comes_again);
                    Came { bare, status, comes_again, took: due.elapsed(), typed }
                });
            }
        }
        all.join_all().await
    }

    /// Words that were acknowledged and are not kept.
    fn lost(&self, acknowledged: &[(String, String)]) -> usize {
        let kept = |(draft, words): &(String, String)| {
            let id = draft.strip_prefix("/drafts/").unwrap().parse().unwrap();
            let fields = self.store.draft(id).unwrap().unwrap().fields;
            fields.iter().any(|field| field.value == words.replace('+', " "))
        };
        acknowledged.iter().filter(|one| !kept(one)).count()
    }
}

/// Milliseconds that this many in a hundred do not go over, of the bare answers or the others.
fn at(came: &[Came], bare: bool, percent: usize) -> f64 {
    let mut times: Vec<Duration> =
        came.iter().filter(|one| one.bare == bare && one.status != 503).map(|one| one.took).collect();
    times.sort();
    let index = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn times(came: &[Came]) -> String {
    let one = |percent| {
        let (page, bare) = (at(came, false, percent), at(came, true, percent));
        format!("p{percent} {page:.0} ms ({:.1} of a bare answer)", page / bare)
    };
    format!("{}, {}, {}", one(50), one(95), one(99))
}

/// Everyone was answered or told to come again; how many were told.
fn told(came: &[Came]) -> usize {
    let wrong: Vec<u16> = came.iter().map(|one| one.status).filter(|status| ![200, 503].contains(status)).collect();
    assert!(wrong.is_empty(), "answered with {wrong:?}");
    assert!(came.iter().all(|one| one.status == 200 || one.comes_again), "refused, and not told when to come again");
    came.iter().filter(|one| one.status == 503).count()
}

fn acknowledged(came: Vec<Came>) -> Vec<(String, String)> {
    came.into_iter().filter(|one| one.status == 200).filter_map(|one| one.typed).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_working_day_and_a_rush_lose_nothing() {
    let authority = Authority::open().await;
    let day = authority.asked(DAY, proof::size(6, 1_800), 0).await;
    let (n, told_by_day, took) = (day.len(), told(&day), times(&day));
    let by_day = acknowledged(day);
    assert!(!by_day.is_empty());
    assert_eq!(authority.lost(&by_day), 0);
    proof::say(
        "L1",
        format!("{USERS} users, {DAY} a second").as_str(),
        n,
        format!("{took}; {told_by_day} told to come again, 0 other faults, 0 of {} words lost", by_day.len()),
    );

    let rush = authority.asked(RUSH, proof::size(4, 60), 1_000_000).await;
    let ended = Instant::now();
    let (n, told_in_rush) = (rush.len(), told(&rush));
    let in_rush = acknowledged(rush);
    assert_eq!(authority.lost(&in_rush), 0);
    // And then it is a working day again.
    let mut again = 0;
    while told(&authority.asked(DAY, 1, 2_000_000 + again as usize * 1_000).await) > 0 {
        again = ended.elapsed().as_secs();
        assert!(again < 30, "still turned away after the rush");
    }
    let said = format!(
        "{told_in_rush} told to come again, 0 of {} words lost, nobody turned away {again} s later",
        in_rush.len()
    );
    proof::say("L2", format!("{RUSH} a second").as_str(), n, said);
    // The twin: a word that was acknowledged and is nowhere is noticed.
    let never = (authority.workers[0].draft.clone(), "Never+kept".to_owned());
    assert_eq!(authority.lost(&[never]), 1);
    proof::say("L2", "twin caught", 1, "a word acknowledged and not kept");
}

/// An open board: it is counted when it is there, and again when it hears of a contact. Like a browser's, it comes again
/// when it is told to; how often it was told.
async fn board(address: SocketAddr, cookie: String, since: i64, open: Arc<AtomicUsize>) -> (Instant, usize) {
    let head = format!("GET /board/events?since={since} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
    let mut told = 0;
    let mut line = String::new();
    let mut stream = loop {
        let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
        stream.write_all(head.as_bytes()).await.unwrap();
        line.clear();
        stream.read_line(&mut line).await.unwrap();
        if !line.contains("503") {
            break stream;
        }
        told += 1;
        let not_all_at_once = u64::from(stream.get_ref().local_addr().unwrap().port()) % 5_000;
        tokio::time::sleep(Duration::from_millis(5_000 + not_all_at_once)).await;
    };
    assert!(line.contains("200"), "{line}");
    open.fetch_add(1, Ordering::SeqCst);
    while !line.starts_with("event: changed") {
        line.clear();
        assert!(stream.read_line(&mut line).await.unwrap() > 0, "the board is told nothing more");
    }
    (Instant::now(), told)
}

/// Kilobytes this program holds in memory.
fn memory() -> i64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
    line.and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_open_board_hears_of_a_contact() {
    let authority = Authority::open().await;
    let screeners = authority.store.staff().unwrap().1.into_iter().filter(|one| one.active && one.role == "screener");
    let screeners: Vec<StaffId> = screeners.map(|one| one.id).collect();
    let (boards, since) = (proof::size(60, 300), Timestamp::now().as_microsecond());
    let (open, before) = (Arc::new(AtomicUsize::new(0)), memory());
    let mut all = JoinSet::new();
    for (at, screener) in screeners.iter().cycle().take(boards).enumerate() {
        let token = format!("board{at}");
        sign_in(&authority.store, &token, screener);
        all.spawn(board(authority.address, format!("goldthread={token}"), since, open.clone()));
    }
    let asked = Instant::now();
    while open.load(Ordering::SeqCst) < boards {
        assert!(
            asked.elapsed() < Duration::from_secs(120),
            "{} boards of {boards} are open",
            open.load(Ordering::SeqCst)
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // They listen for a while, and then one of them takes a call.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let held = memory() - before;
    let mut client = Client::connect(authority.address, "goldthread=board0").await;
    let draft = client.send(&Request::post("/drafts", "csrf=secret&kind=contact")).await.location;
    let person = "csrf=secret&new=Zebedee+Quill&given=Zebedee&family=Quill&born=4+6+2015&sex=M";
    client.send(&Request::post(&format!("{draft}/people"), person)).await;
    let words =
        "csrf=secret&_base=0&_do=finish&route=public&source=1A&concern=Alone&child_words._=not_asked&danger_now=no";
    let finished = client.send(&Request::post(&draft, words)).await;
    assert!(finished.location.starts_with("/contacts/"), "{} {}", finished.status, finished.body);
    let told = Instant::now();
    let all = all.join_all().await;
    let mut heard: Vec<f64> = all.iter().map(|(at, _)| at.saturating_duration_since(told).as_secs_f64()).collect();
    heard.sort_by(f64::total_cmp);
    let (half, most) = (heard[boards / 2], heard[(boards * 99).div_ceil(100) - 1]);
    let again = all.iter().filter(|(_, told)| *told > 0).count();
    let said = format!(
        "all heard of it: p50 {half:.1} s, p99 {most:.1} s after it was recorded; {held} KB more held; {again} were told \
         to come again before they were open"
    );
    proof::say("L4", "live boards", boards, said);
}
