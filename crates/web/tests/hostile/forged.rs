//! S7: a form that no page of ours sent is refused, whatever route it is sent to.

use crate::world::{Answer, CSRF, World, ask, request};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use web::pages;

const FORM: &str = "application/x-www-form-urlencoded";

/// A way of sending a form that the browser of somebody signed in could be made to use.
struct Forgery {
    name: &'static str,
    /// Is the secret not known? Then it says nothing about a route that is for those not signed in.
    blind: bool,
    make: fn(Builder) -> Request<Body>,
}

fn sent(builder: Builder, kind: &str, body: impl Into<Body>) -> Request<Body> {
    builder.header("content-type", kind).body(body.into()).unwrap()
}

const FORGERIES: [Forgery; 11] = [
    Forgery { name: "no secret", blind: true, make: |b| sent(b, FORM, "a=b") },
    Forgery { name: "nothing at all", blind: true, make: |b| sent(b, FORM, "") },
    Forgery { name: "another secret", blind: true, make: |b| sent(b, FORM, "csrf=something-else") },
    Forgery { name: "the secret of another name", blind: true, make: |b| sent(b, FORM, format!("xcsrf={CSRF}")) },
    Forgery {
        name: "from another site",
        blind: false,
        make: |b| sent(b.header("sec-fetch-site", "cross-site"), FORM, format!("csrf={CSRF}")),
    },
    Forgery {
        name: "from a site beside it",
        blind: false,
        make: |b| sent(b.header("sec-fetch-site", "same-site"), FORM, format!("csrf={CSRF}")),
    },
    Forgery {
        name: "of another origin",
        blind: false,
        make: |b| sent(b.header("origin", "https://elsewhere.test"), FORM, format!("csrf={CSRF}")),
    },
    Forgery {
        name: "of no origin",
        blind: false,
        make: |b| sent(b.header("origin", "null"), FORM, format!("csrf={CSRF}")),
    },
    Forgery { name: "as plain text", blind: false, make: |b| sent(b, "text/plain", format!("csrf={CSRF}")) },
    Forgery {
        name: "as nothing in particular",
        blind: false,
        make: |b| b.body(format!("csrf={CSRF}").into()).unwrap(),
    },
    Forgery {
        name: "in parts, the secret not first",
        blind: true,
        make: |b| {
            sent(
                b,
                "multipart/form-data; boundary=x",
                "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
            )
        },
    },
];

/// The guard's own words, and not a page that says no for another reason.
fn is_refused(answer: &Answer) -> bool {
    const OWN: [&str; 3] =
        ["This form came from another site", "Only forms are taken here", "This form is out of date"];
    matches!(answer.status.as_u16(), 403 | 415) && OWN.iter().any(|words| answer.body.contains(words))
}

/// Each forgery sent to each route that changes something: how many, and those that were not refused.
async fn try_all(world: &World, router: &Router) -> (usize, Vec<String>) {
    let (mut n, mut passed) = (0, Vec::new());
    for route in pages::routes().declared().iter().filter(|route| route.method != "GET") {
        let open = route.asks == web::routes::ANYONE;
        for forgery in FORGERIES.iter().filter(|forgery| !(open && forgery.blind)) {
            let answer = ask(router, (forgery.make)(request(route.method, &world.address(route)))).await;
            n += 1;
            if !is_refused(&answer) {
                passed.push(format!("{} {}: {} ({})", route.method, route.path, forgery.name, answer.status));
            }
        }
    }
    (n, passed)
}

#[tokio::test]
async fn a_forged_form_is_refused_by_every_route() {
    let world = World::new();
    let (n, passed) = try_all(&world, &pages::router(world.app.clone())).await;
    assert!(passed.is_empty(), "{passed:#?}");
    assert!(n > 100, "every route that changes something is asked: {n}");
    proof::say("S7", "forged forms", n, "100% refused, over every route of the router that changes something");
}

#[tokio::test]
async fn without_the_guard_forged_forms_pass_and_this_test_sees_it() {
    let world = World::new();
    let unguarded = pages::routes().router().with_state(world.app.clone());
    let (n, passed) = try_all(&world, &unguarded).await;
    assert!(passed.len() * 2 > n, "{} of {n} passed", passed.len());
    proof::say("S7", "twin caught", n, format!("without the guard {} are not refused", passed.len()));
}

#[tokio::test]
async fn the_words_of_a_form_with_a_file_from_an_earlier_session_are_given_back() {
    let world = World::new();
    let parts = "--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nyesterday\r\n\
                 --x\r\ncontent-disposition: form-data; name=\"_file:file\"; filename=\"n.txt\"\r\n\r\nIn the file.\r\n\
                 --x\r\ncontent-disposition: form-data; name=\"about\"\r\n\r\nShe ran to the door.\r\n--x--\r\n";
    let to = request("POST", &format!("/drafts/{}/file", world.draft));
    let answer = ask(&pages::router(world.app.clone()), sent(to, "multipart/form-data; boundary=x", parts)).await;
    assert!(is_refused(&answer), "{}", answer.body);
    assert!(answer.body.contains("She ran to the door."), "the words are on the page");
    assert!(answer.body.contains("Open the page again with these words") && !answer.body.contains("In the file."));
}

#[tokio::test]
async fn a_form_of_ours_is_taken() {
    let world = World::new();
    let router = pages::router(world.app.clone());
    let address = format!("/drafts/{}", world.draft);
    let own = |builder: Builder| sent(builder, FORM, format!("csrf={CSRF}&title=Letter"));
    for builder in [
        request("POST", &address),
        request("POST", &address).header("origin", format!("https://{}", crate::world::HOST)),
        request("POST", &address).header("sec-fetch-site", "same-origin"),
    ] {
        let answer = ask(&router, own(builder)).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let parts = format!(
        "--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{CSRF}\r\n\
         --x\r\ncontent-disposition: form-data; name=\"_file:file\"; filename=\"../note.exe\"\r\n\r\nShe ran.\r\n\
         --x\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nNote\r\n--x--\r\n"
    );
    let answer =
        ask(&router, sent(request("POST", &format!("{address}/file")), "multipart/form-data; boundary=x", parts)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = ask(&router, request("GET", &address).body(Body::empty()).unwrap()).await;
    assert!(page.body.contains("note.txt (TXT, 1 KB)"), "the file is kept, under the ending of what it is");
}
