//! Mass assignment: every form is sent again with everything besides that somebody could think of: the name of every
//! column there is, and of every question any record asks. It changes nothing.

use crate::policy::{address, declared_for};
use crate::world::{World, ask, now, staff_of};
use axum::Router;
use axum::extract::{Form, State};
use casework::{Act, Role};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Store;
use web::App;
use web::routes::{Declared, Routes, does};

/// A world on a disk, whose every row can be read.
fn world() -> (World, tempfile::TempDir) {
    let memory = std::path::Path::new("/dev/shm");
    let dir = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let store: Box<dyn Store> = store::open(&dir.path().join("goldthread.db").display().to_string()).unwrap();
    (World::with(Arc::from(store), true), dir)
}

/// Everything kept, line by line. But for words that were not sent: they are whatever was typed, and nothing reads them
/// but the boxes they were typed in.
fn kept(world: &World) -> Vec<String> {
    let mut out = Vec::new();
    for role in Role::ALL {
        for words in world.store.words_of(&staff_of(role), jiff::Timestamp::UNIX_EPOCH).unwrap() {
            world.store.forget_words(&words.staff, &words.page).unwrap();
        }
    }
    world.store.archive(now(), &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

/// The columns of every table, and the questions of every record.
fn names(kept: &[String]) -> BTreeSet<String> {
    let columns = kept.iter().filter(|line| line.starts_with("{\"table\"")).flat_map(|line| {
        let table: Value = serde_json::from_str(line).unwrap();
        let columns = table["table"]["columns"].as_array().unwrap().clone();
        columns.into_iter().map(|column| column.as_str().unwrap().to_owned())
    });
    let questions = practice::kinds::KINDS.iter().flat_map(|kind| (kind.spec)().fields.iter());
    columns.chain(questions.map(|field| field.name.to_owned())).collect()
}

/// Somebody nobody knows.
const SOUGHT: &str = "q=Zebedee+Quill&given=Zebedee&family=Quill";

/// What each form on the pages asks for, by where it is sent.
async fn asked_on_pages(world: &World, routes: &[Declared]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let is_page = |route: &&Declared| route.method == "GET" && !route.path.starts_with("/sign-");
    // Whom a search does not find can be added.
    let searches = |route: &Declared| route.path == "/search" || route.path == "/drafts/{id}/people";
    for route in routes.iter().filter(|route| is_page(route) || searches(route)) {
        for role in Role::ALL {
            let (path, _) = address(route, &world.child_for("own", role));
            let page = ask(&world.app, &staff_of(role).0, route.method, &path, SOUGHT).await.body;
            for form in page.split("<form").skip(1) {
                let form = form.split("</form>").next().unwrap_or_default();
                let values = |name: &str| {
                    let opening = format!(" {name}=\"");
                    let parts = form.split(opening.as_str()).skip(1);
                    parts.map(|part| part.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
                };
                let Some(action) =
                    values("action").first().map(|to| to.split('?').next().unwrap_or_default().to_owned())
                else {
                    continue;
                };
                found.entry(action).or_default().extend(values("name"));
            }
        }
    }
    found
}

/// Is this address one of this route?
fn is_of(route: &Declared, address: &str) -> bool {
    let (mut pattern, mut steps) = (route.path.split('/'), address.split('/'));
    loop {
        match (pattern.next(), steps.next()) {
            (None, None) => return true,
            (Some(named), Some(_)) if named.starts_with('{') => {}
            (Some(plain), Some(step)) if plain == step => {}
            _ => return false,
        }
    }
}

/// What a form changed that it does not ask for, if anything; and whether it changed anything at all.
async fn changed_besides(
    route: Declared,
    role: Role,
    listed: &BTreeSet<String>,
    app: impl Fn(&World) -> Router,
) -> (bool, Option<String>) {
    let mut answers = Vec::new();
    for besides in [false, true] {
        let (world, _dir) = world();
        let before = kept(&world);
        let (path, mut form) = address(&route, &world.child_for("own", role));
        if besides {
            let given: BTreeSet<&str> = form.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
            let more =
                names(&before).into_iter().filter(|name| !listed.contains(name) && !given.contains(name.as_str()));
            let more: String = more.map(|name| format!("&{name}=1")).collect();
            form += &more;
        }
        let answer = ask(&app(&world), &staff_of(role).0, "POST", &path, &form).await;
        let after = kept(&world);
        answers.push((answer.status, after != before, after));
    }
    let (bare, more) = (&answers[0], &answers[1]);
    let differs = more.2.iter().filter(|line| !bare.2.contains(line) && !line.starts_with('{')).take(3);
    let differs: Vec<&String> = differs.collect();
    let wrong = bare.0 != more.0 || bare.2 != more.2;
    (bare.1, wrong.then(|| format!("{role:?} {}: {} and {}, {differs:?}", route.path, bare.0, more.0)))
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_what_a_form_does_not_ask_is_not_taken() {
    let routes = web::pages::routes();
    let (first, _dir) = world();
    let asked = asked_on_pages(&first, routes.declared()).await;
    let case_note = practice::kinds::find("case_note").unwrap();
    let (mut sent, mut telling, mut faults) = (0, 0, Vec::new());
    for route in routes.declared().iter().filter(|one| one.method == "POST" && !one.path.starts_with("/sign-")) {
        let may = |role: &&Role| {
            declared_for(route.asks, **role, "own", casework::Fresh::No) == casework::access::Decision::Allowed
        };
        let Some(role) = Role::ALL.iter().find(may) else { continue };
        let pages = asked.iter().filter(|(address, _)| is_of(route, address));
        let mut listed: BTreeSet<String> = pages.flat_map(|(_, names)| names.iter().cloned()).collect();
        if route.path.starts_with("/drafts/") {
            // Questions that are asked only after another answer are this form's too.
            listed.extend((case_note.spec)().fields.iter().map(|field| field.name.to_owned()));
        }
        let (changed, fault) = changed_besides(*route, *role, &listed, |world| world.app.clone()).await;
        sent += 1;
        telling += usize::from(changed);
        faults.extend(fault);
    }
    assert!(faults.is_empty(), "{} of {sent}:\n{}", faults.len(), faults.join("\n"));
    assert!(telling > 10, "only {telling} forms changed anything");
    let more = names(&kept(&first)).len();
    proof::say("S2", "sqlite", sent, format!("forms, each with {more} names besides: nothing more is changed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_a_form_that_takes_whatever_comes_is_caught() {
    async fn takes_all(State(app): State<App>, Form(pairs): Form<Vec<(String, String)>>) -> &'static str {
        for (name, value) in pairs {
            app.casework.store().put_setting(&name, &value).unwrap();
        }
        "Thank you"
    }
    let twin = || Routes::new().post("/twin", does(Act::SeeOwnWork), takes_all);
    let route = twin().declared()[0];
    let app = |world: &World| web::pages::answering(twin(), world.state());
    let (_, fault) = changed_besides(route, Role::SocialWorker, &BTreeSet::new(), app).await;
    assert!(fault.is_some());
    proof::say("S2", "twin caught", 1, "a form that takes whatever comes");
}
