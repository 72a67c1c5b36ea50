//! What may not be known of does not exist: byte for byte, in every list and count, and by the time it takes.

use crate::world::{Answer, World, ask, nobody, staff_of};
use axum::Router;
use casework::Role;
use casework::access::facts::Level;
use std::time::{Duration, Instant};
use web::routes::{Asks, Routes};

/// What may be asked without naming anybody hidden, and forms that search for the hidden child by everything there is.
const LISTS: &[(&str, &str, &str)] = &[
    ("GET", "/work", ""),
    ("GET", "/board", ""),
    ("GET", "/team?team=east", ""),
    ("GET", "/team?team=east&worker=wyn", ""),
    ("GET", "/search", ""),
    ("GET", "/access", ""),
    ("GET", "/conflicts", ""),
    ("GET", "/cover", ""),
    ("POST", "/search", "q=Ava50+Brook"),
    ("POST", "/search", "given=Ava50&family=Brook&born=27+3+2015"),
    ("POST", "/search", "family=Brook"),
];

/// Pages of the hidden child's brother, who may be known of. Who looked is asked by itself: every answer adds to it.
const OF_BROTHER: &[&str] =
    &["", "/record", "/journey", "/chronology", "/family", "/plans", "/meetings", "/new/visit", "/family/add"];

async fn answers(world: &World, role: Role) -> Vec<(String, Answer)> {
    let staff = staff_of(role).0;
    let brother = world.children["team"];
    let mut all = Vec::new();
    for (method, path, form) in LISTS {
        all.push((format!("{method} {path} {form}"), world.ask(&staff, method, path, form).await));
    }
    let of_brother = OF_BROTHER.iter().map(|end| format!("/children/{}{end}", brother.person));
    let more = [
        format!("/records/{}", brother.note),
        format!("/contacts/{}", brother.contact),
        format!("/drafts/{}", brother.draft),
    ];
    for path in of_brother.chain(more) {
        let answer = world.ask(&staff, "GET", &path, "").await;
        all.push((path, answer));
    }
    let sought = format!("/drafts/{}/people", brother.draft);
    for form in ["given=Ava50&family=Brook", "family=Brook&born=27+3+2015"] {
        all.push((format!("{sought} {form}"), world.ask(&staff, "POST", &sought, form).await));
    }
    all
}

/// A key made anew for each page shown, and the number of an answer to a form, are alike in kind and not in letters.
fn plain(answer: &Answer) -> Answer {
    let mut body = String::new();
    let mut rest = answer.body.as_str();
    for start in ["name=\"new\" value=\"", "name=\"key\" value=\""] {
        body.clear();
        while let Some((before, after)) = rest.split_once(start) {
            body.push_str(before);
            body.push_str(start);
            rest = after.split_once('"').map_or("", |(_, after)| after);
        }
        body.push_str(rest);
        let done = std::mem::take(&mut body);
        rest = Box::leak(done.into_boxed_str());
    }
    let headers = answer.headers.lines().filter(|line| !line.starts_with("content-length")).collect();
    Answer { status: answer.status, headers, body: rest.to_owned() }
}

/// All of these at once, on one thread: each waits most of its time.
async fn futures_of<T>(all: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in all.iter_mut().zip(&mut done).filter(|(_, slot)| slot.is_none()) {
            if let std::task::Poll::Ready(value) = future.as_mut().poll(context) {
                *slot = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

async fn differences(with: &World, without: &World) -> (usize, Vec<String>) {
    let (mut compared, mut found) = (0, Vec::new());
    let pairs = Role::ALL.map(|role| async move { (role, answers(with, role).await, answers(without, role).await) });
    for (role, these, those) in futures_of(pairs).await {
        for ((path, this), (_, that)) in these.iter().zip(&those) {
            compared += 1;
            if plain(this) != plain(that) {
                found.push(format!("{role:?} {path}: {} and {}", this.status, that.status));
            }
        }
    }
    (compared, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_a_hidden_child_changes_no_byte_of_any_list_search_or_file() {
    let (with, without) = (World::new(), World::with(store::open("memory:").unwrap().into(), false));
    let (compared, found) = differences(&with, &without).await;
    assert!(found.is_empty(), "{} of {compared}:\n{}", found.len(), found.join("\n"));
    proof::say("S3", "memory", compared, "every answer the same with a hidden child on file and without");
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_who_looked_tells_of_no_record_about_a_hidden_child() {
    let (with, without) = (World::new(), World::with(store::open("memory:").unwrap().into(), false));
    for role in [Role::SocialWorker, Role::TeamManager, Role::Auditor] {
        let path = format!("/children/{}/looks", with.children["team"].person);
        let staff = staff_of(role).0;
        let (this, that) = (with.ask(&staff, "GET", &path, "").await, without.ask(&staff, "GET", &path, "").await);
        assert_eq!(plain(&this), plain(&that), "{role:?}");
        assert!(this.status.is_success(), "{role:?}: {}", this.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_a_world_that_hides_nothing_is_caught() {
    let (with, without) = (World::new(), World::with(store::open("memory:").unwrap().into(), false));
    let mut open = World::new();
    open.children.clone_from(&with.children);
    let body = serde_json::to_value(casework::access::facts::Fact::Restriction(casework::access::facts::Restricted {
        person: with.children["listed"].person,
        level: Level::Normal,
        named: vec![],
        shields: vec![],
    }))
    .unwrap();
    let row = store::Registered {
        seq: 0,
        id: uuid::Uuid::from_u128(0xfac7_0001),
        revision: 2,
        body,
        by: "writer".into(),
        at: crate::world::now(),
        why: "Lifted".into(),
    };
    open.store.register(&row).unwrap();
    let (compared, found) = differences(&open, &without).await;
    assert!(found.len() > 30, "only {} of {compared} differ", found.len());
    proof::say("S3", "twin caught", compared, format!("{} answers tell of a child who is not hidden", found.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_every_page_of_a_hidden_child_is_that_of_nobody() {
    let (world, mut compared, mut faults) = (World::new(), 0, Vec::new());
    for route in web::pages::routes().declared().iter().filter(|route| matches!(route.asks, Asks::OfChild(_))) {
        let asked = Role::ALL.iter().flat_map(|role| ["listed", "sealed", "conflict"].map(|one| (*role, one)));
        let asked = asked.map(|(role, hidden)| {
            let (world, route) = (&world, *route);
            async move {
                let child = world.children[hidden];
                let at = |person: String, record: String, draft: String| {
                    let id = if route.path.starts_with("/drafts") { &draft } else { &record };
                    let path = route.path.replace("{person}", &person).replace("{record}", &record);
                    path.replace("{id}", id).replace("{kind}", "visit")
                };
                let of = if route.path.starts_with("/contacts") { child.contact } else { child.note };
                let there = at(child.person.to_string(), of.to_string(), child.draft.to_string());
                let no = nobody().to_string();
                let staff = staff_of(role).0;
                let mut this = world.ask(&staff, route.method, &there, "").await;
                // An answer may say again what was asked.
                for id in [child.person.to_string(), of.to_string(), child.draft.to_string()] {
                    this.headers = this.headers.replace(&id, &no);
                    this.body = this.body.replace(&id, &no);
                }
                let that = world.ask(&staff, route.method, &at(no.clone(), no.clone(), no), "").await;
                (this != that).then(|| {
                    format!("{role:?} {} {} of {hidden}: {} and {}", route.method, route.path, this.status, that.status)
                })
            }
        });
        let answers = futures_of(asked).await;
        compared += answers.len();
        faults.extend(answers.into_iter().flatten());
    }
    assert!(faults.is_empty(), "{} of {compared}:\n{}", faults.len(), faults.join("\n"));
    proof::say("S3", "hidden and nobody", compared, "same status, headers and body");
}

async fn time(app: &Router, staff: &str, path: &str) -> Duration {
    let start = Instant::now();
    let answer = ask(app, staff, "GET", path, "").await;
    assert!(answer.status.is_client_error() || answer.status.is_success());
    start.elapsed()
}

/// Times of two addresses, asked turn and turn about.
async fn samples(app: &Router, staff: &str, paths: [&str; 2], n: usize) -> [Vec<f64>; 2] {
    let mut times = [Vec::with_capacity(n), Vec::with_capacity(n)];
    for turn in 0..n * 2 {
        // Which comes first changes, so that neither always follows the other.
        let which = (turn + turn / 2) % 2;
        times[which].push(time(app, staff, paths[which]).await.as_secs_f64());
    }
    times
}

/// The probability that two samples from one distribution differ as much in rank as these: Mann and Whitney's U, by the
/// normal approximation, which is close from twenty values on.
fn mann_whitney(samples: &[Vec<f64>; 2]) -> f64 {
    let mut all: Vec<(f64, usize)> =
        samples.iter().enumerate().flat_map(|(which, times)| times.iter().map(move |time| (*time, which))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks = (1..).zip(&all).filter(|(_, (_, which))| *which == 0).map(|(rank, _)| f64::from(rank));
    let (n, m) = (samples[0].len() as f64, samples[1].len() as f64);
    let u = ranks.sum::<f64>() - n * (n + 1.0) / 2.0;
    let z = (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt();
    // Abramowitz and Stegun 26.2.17: the tail of the normal distribution, to seven places.
    let x = z.abs();
    let t = 1.0 / (1.0 + 0.231_641_9 * x);
    let series = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let tail: f64 = series.iter().rev().fold(0.0, |sum, factor| (sum + factor) * t);
    2.0 * tail * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Whether two addresses can be told apart by time. Chance alone says so once in a hundred; so it is asked up to three
/// times afresh, and is believed when it is said every time.
async fn told_apart(app: &Router, staff: &str, paths: [&str; 2], n: usize) -> (bool, Vec<f64>) {
    let mut said = Vec::new();
    for _ in 0..3 {
        let p = mann_whitney(&samples(app, staff, paths, n).await);
        said.push(p);
        if p > 0.01 {
            return (false, said);
        }
    }
    (true, said)
}

#[test]
fn ranks_are_told_apart_when_they_differ_and_not_when_they_do_not() {
    let count = |from: u32, step: u32| (0..200).map(|n| f64::from(from + n * step)).collect::<Vec<f64>>();
    assert!(mann_whitney(&[count(0, 2), count(1, 2)]) > 0.5);
    assert!(mann_whitney(&[count(0, 2), count(60, 2)]) < 0.01);
}

#[tokio::test(flavor = "multi_thread")]
async fn s3_a_hidden_child_cannot_be_told_from_nobody_by_time() {
    let dir = tempfile::tempdir().unwrap();
    let store = store::open(dir.path().join("records.db").to_str().unwrap()).unwrap();
    let world = World::with(store.into(), true);
    let n = proof::size(60, 1_000);
    let hidden = world.children["listed"];
    let pairs = [
        (format!("/children/{}", hidden.person), format!("/children/{}", nobody())),
        (format!("/records/{}", hidden.note), format!("/records/{}", nobody())),
    ];
    for (hidden, nobody) in &pairs {
        let (apart, said) = told_apart(&world.app, "social_worker", [hidden, nobody], n).await;
        assert!(!apart, "{hidden}: p = {said:?}");
        proof::say("S3", "time", n * 2 * said.len(), format!("hidden and nobody not told apart, p = {said:.3?}"));
    }
    // The twin: a page that takes five milliseconds longer when there is something to hide.
    let slow = hidden.person.to_string();
    let leaks =
        Routes::new().get("/twin/{person}", web::routes::SIGNED, async move |path: axum::extract::Path<String>| {
            if path.0 == slow {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            "Page not found"
        });
    let app = web::pages::answering(leaks, world.state());
    let (hidden, nobody) = (format!("/twin/{}", hidden.person), format!("/twin/{}", nobody()));
    let (apart, said) = told_apart(&app, "social_worker", [&hidden, &nobody], n).await;
    assert!(apart, "the twin was not told apart: p = {said:?}");
    proof::say("S3", "twin caught", n * 2 * said.len(), "a page that takes longer when there is something to hide");
}
