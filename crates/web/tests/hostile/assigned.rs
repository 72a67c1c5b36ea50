//! S2: what a form does not ask for is not kept from it. The name of every column, and every question of every other
//! form, is sent to each form and to every route that takes one.

use crate::markers::typed;
use crate::world::{CSRF, World, ask, request};
use axum::Router;
use axum::body::Body;
use practice::form::{self, Form};
use practice::kinds::KINDS;
use practice::spec::{Shape, Spec};
use std::collections::BTreeSet;
use store::DraftId;
use web::pages;
use web::pages::child::example::AMARA;

/// Columns of the tables behind the forms, and names that would widen what somebody may do.
const COLUMNS: [&str; 30] = [
    "id",
    "revision",
    "kind",
    "people",
    "about",
    "known",
    "author",
    "status",
    "reason",
    "unusual",
    "form",
    "entry",
    "source",
    "by",
    "staff",
    "role",
    "team",
    "password",
    "active",
    "opened",
    "closed",
    "amends",
    "version",
    "state",
    "is_admin",
    "restricted",
    "sealed",
    "outcome",
    "hash",
    "seq",
];

fn questions(spec: &Spec) -> BTreeSet<String> {
    let mut paths = Vec::new();
    typed(&spec.fields, "", &mut paths);
    paths.into_iter().collect()
}

/// What a form's answers make of a record, as text.
fn body(spec: &'static Spec, form: &Form) -> String {
    serde_json::to_string(&form::read(spec, form).0).unwrap()
}

async fn send(router: &Router, address: &str, names: &BTreeSet<String>) -> String {
    let pairs: String = names.iter().map(|name| format!("&{name}=Unasked")).collect();
    let asked = request("POST", address).header("content-type", "application/x-www-form-urlencoded");
    let answer = ask(router, asked.body(Body::from(format!("csrf={CSRF}&_do=stay{pairs}"))).unwrap()).await;
    assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn what_a_form_does_not_ask_is_not_kept_from_it() {
    let world = World::new();
    let store = world.app.casework.store();
    let router = pages::router(world.app.clone());
    let everyone = format!("{:?}", store.staff().unwrap());
    let all: BTreeSet<String> = KINDS.iter().flat_map(|kind| questions((kind.spec)())).collect();
    let all: BTreeSet<String> = all.into_iter().chain(COLUMNS.map(str::to_owned)).collect();
    let mut sent = 0;
    for kind in KINDS {
        let spec = (kind.spec)();
        let asked = questions(spec);
        let unasked: BTreeSet<String> = all.difference(&asked).cloned().collect();
        let opened = request("POST", "/drafts").header("content-type", "application/x-www-form-urlencoded");
        let opened = opened.body(Body::from(format!("csrf={CSRF}&kind={}&person={AMARA}", kind.name))).unwrap();
        let address = ask(&router, opened).await.header("location").to_owned();
        let id: DraftId = address.trim_start_matches("/drafts/").parse().unwrap();
        let before = store.draft(id).unwrap().unwrap();
        send(&router, &address, &unasked).await;
        let after = store.draft(id).unwrap().unwrap();
        assert_eq!(after.draft, before.draft, "{}: what it is, whose and about whom", kind.name);
        let form: Form = after.fields.iter().map(|field| (field.path.clone(), field.value.clone())).collect();
        assert!(!body(spec, &form).contains("Unasked"), "{}: kept what it does not ask", kind.name);
        let page = ask(&router, request("GET", &address).body(Body::empty()).unwrap()).await;
        assert!(!page.body.contains("Unasked"), "{}: shows what it does not ask", kind.name);
        sent += unasked.len();
        // The twin: what it does ask is kept, and seen to be.
        if let Some(name) = spec
            .fields
            .iter()
            .find(|field| matches!(field.shape, Shape::Text | Shape::Prose))
            .map(|field| field.name.clone())
        {
            let form = Form::from([(name, "Unasked".to_owned())]);
            assert!(body(spec, &form).contains("Unasked"));
        }
    }
    let columns: BTreeSet<String> = COLUMNS.map(str::to_owned).into();
    for route in pages::routes().declared().iter().filter(|route| route.method == "POST" && route.path != "/sign-out") {
        send(&router, &world.address(route), &columns).await;
        sent += columns.len();
    }
    assert_eq!(format!("{:?}", store.staff().unwrap()), everyone, "nobody's role, team or password changed");
    proof::say(
        "S2",
        "mass assignment",
        sent,
        format!("names sent to {} forms and every route: none kept", KINDS.len()),
    );
}
