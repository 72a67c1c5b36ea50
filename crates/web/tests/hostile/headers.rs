//! S11: what every answer says to the browser, whatever route and whatever came of it.

use crate::world::{Answer, CSRF, HOST, World, ask, request};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use web::pages;

const NO_INLINE: [&str; 6] = [" style=", "<style", " onclick=", " onload=", " onerror=", "javascript:"];

/// What is wrong with an answer.
fn wrong(address: &str, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut needs = |name: &str, holds: &str| {
        if !answer.header(name).contains(holds) {
            wrong.push(format!("{address} ({}): {name} is `{}`", answer.status, answer.header(name)));
        }
    };
    let file = answer.header("content-disposition").starts_with("attachment");
    needs("content-security-policy", if file { "sandbox" } else { "default-src 'self'" });
    if !file {
        needs("content-security-policy", "frame-ancestors 'none'");
        needs("content-security-policy", "object-src 'none'");
        needs("content-security-policy", "base-uri 'none'");
        needs("content-security-policy", "form-action 'self'");
    }
    needs("x-content-type-options", "nosniff");
    needs("x-frame-options", "DENY");
    needs("referrer-policy", "same-origin");
    needs("permissions-policy", "geolocation=()");
    needs("cross-origin-opener-policy", "same-origin");
    needs("cross-origin-resource-policy", "same-origin");
    needs("strict-transport-security", "max-age=63072000");
    if !address.starts_with("/assets/") {
        needs("cache-control", "no-store");
    }
    let policy = answer.header("content-security-policy");
    if policy.contains("unsafe") || policy.contains("http") || policy.contains('*') {
        wrong.push(format!("{address}: the policy lets in more than this site: {policy}"));
    }
    if answer.is_page() {
        wrong.extend(
            NO_INLINE.iter().filter(|mark| answer.body.contains(**mark)).map(|mark| format!("{address}: {mark}")),
        );
        let elsewhere = ["src=\"http", "src=\"//", "href=\"//", "action=\"http", "<script>"];
        wrong.extend(
            elsewhere.iter().filter(|mark| answer.body.contains(**mark)).map(|mark| format!("{address}: {mark}")),
        );
    }
    wrong
}

/// Every route asked in the ways there are: signed in, not signed in, and sent something useless.
async fn try_all(world: &World, router: &Router) -> (usize, Vec<String>) {
    let (mut n, mut faults) = (0, Vec::new());
    let mut addresses: Vec<(&str, String)> =
        pages::routes().declared().iter().map(|route| (route.method, world.address(route))).collect();
    addresses.extend([("GET", "/nothing/here".to_owned()), ("DELETE", "/work".to_owned()), ("GET", "/%00".to_owned())]);
    for (method, address) in addresses {
        let signed = request(method, &address);
        let open = Request::builder().method(method).uri(&address).header("host", HOST);
        for builder in [signed, open] {
            let answer = ask(router, builder.body(Body::empty()).unwrap()).await;
            n += 1;
            faults.extend(wrong(&address, &answer));
        }
    }
    (n, faults)
}

#[tokio::test]
async fn every_answer_keeps_the_browser_to_this_site() {
    let mut world = World::new();
    world.app.site.secure = true;
    let (n, faults) = try_all(&world, &pages::router(world.app.clone())).await;
    assert!(faults.is_empty(), "{faults:#?}");
    proof::say("S11", "answers", n, "100% with every header, over every route, signed in and not");
}

#[tokio::test]
async fn an_answer_without_its_headers_is_seen() {
    let world = World::new();
    let bare = pages::routes().router().with_state(world.app.clone());
    let (n, faults) = try_all(&world, &bare).await;
    assert!(faults.len() > n, "{} faults in {n} answers", faults.len());
    let inline = Answer {
        status: StatusCode::OK,
        headers: [("content-type", "text/html"), ("content-security-policy", "script-src 'unsafe-inline'")]
            .into_iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<axum::http::HeaderMap>(),
        body: "<p style=\"x\"><script>1</script>".into(),
    };
    let said = wrong("/x", &inline).join("\n");
    assert!(said.contains("more than this site") && said.contains(" style=") && said.contains("<script>"));
    proof::say("S11", "twin caught", n, format!("without them {} faults are found", faults.len()));
}

#[tokio::test]
async fn without_tls_nothing_is_said_of_it() {
    let world = World::new();
    // Whatever a request says of itself.
    let asked = request("GET", "/help").header("x-forwarded-proto", "https").body(Body::empty()).unwrap();
    let answer = ask(&pages::router(world.app.clone()), asked).await;
    assert_eq!(answer.header("strict-transport-security"), "");
}

/// Methods that nothing here is asked by.
const UNUSED: [&str; 6] = ["TRACE", "CONNECT", "OPTIONS", "PUT", "PATCH", "DELETE"];

#[tokio::test]
async fn methods_that_nothing_uses_are_refused_everywhere() {
    let world = World::new();
    let router = pages::router(world.app.clone());
    let mut n = 0;
    for route in pages::routes().declared() {
        let address = world.address(route);
        for method in UNUSED {
            // A form that is in order in every other way.
            let asked = request(method, &address)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-planted", "echo-of-a-header")
                .body(Body::from(format!("csrf={CSRF}")))
                .unwrap();
            let answer = ask(&router, asked).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert!(!answer.body.contains("echo-of-a-header"), "{method} {address}");
            n += 1;
        }
    }
    proof::say("S11", "unused methods", n, "each answered 405, at every route");
}
