//! No word that somebody typed is lost: whatever keeps a form from being carried out, its words stand in it again.

use crate::world::{World, ask, fresh, now};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::{Act, Role};
use jiff::SignedDuration;
use practice::ids::StaffId;
use sha2::{Digest, Sha256};
use store::Session;
use tower::ServiceExt;

const SAID: &str = "Ring the school first; Gran knows";
const SENT: &str = "handover=Ring+the+school+first%3B+Gran+knows&team=east";
const MANAGER: &str = "team_manager";
const NOTE: &str = "it was not sent";

/// A session of the team manager's that nobody used for this many minutes.
fn session(world: &World, token: &str, minutes: i64) {
    let seen = now() - SignedDuration::from_mins(minutes);
    let session = Session {
        token_hash: Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
        staff: MANAGER.into(),
        opened: seen,
        seen,
        form_token: "secret".into(),
        proved: Some(seen),
        passkey: true,
        device: String::new(),
    };
    world.store.put_session(&session).unwrap();
}

/// A form sent from a page, with a header more.
async fn send(
    app: &Router,
    token: &str,
    from: &str,
    to: &str,
    form: &str,
    more: (&str, &str),
) -> (StatusCode, String, String) {
    let request = Request::post(to)
        .header(header::COOKIE, format!("goldthread={token}"))
        .header(header::HOST, "here")
        .header(header::REFERER, format!("http://here{from}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(more.0, more.1)
        .body(Body::from(form.to_owned()));
    let response = app.clone().oneshot(request.unwrap()).await.unwrap();
    let to = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, to, String::from_utf8_lossy(&body).into_owned())
}

const NO_MORE: (&str, &str) = ("x-none", "");

#[tokio::test]
async fn words_sent_after_the_session_ended_stand_in_the_form_again() {
    let world = World::new();
    session(&world, "over", 16);
    let form = format!("csrf=secret&{SENT}");
    let (status, to, _) = send(&world.app, "over", "/team?team=east", "/team", &form, NO_MORE).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=/team?team=east"));
    let again = world.ask(MANAGER, "GET", "/team?team=east", "").await.body;
    assert!(again.contains(NOTE) && again.contains(SAID), "{again}");
    let work = world.ask(MANAGER, "GET", "/work", "").await.body;
    assert!(work.contains("1 page holds words you typed"), "{work}");
    assert!(world.ask(MANAGER, "GET", "/kept", "").await.body.contains(SAID));
    // Nobody else is shown them, and no other page.
    for (who, page) in
        [("service_manager", "/team?team=east"), ("service_manager", "/kept"), (MANAGER, "/team?team=west")]
    {
        let body = world.ask(who, "GET", page, "").await.body;
        assert!(!body.contains(SAID) && !body.contains(NOTE), "{who} {page}");
    }
    // Sent in earnest, they are forgotten.
    let child = world.child_for("team", Role::TeamManager).person;
    let form = format!("csrf=secret&{SENT}&child={child}&to=wyn&key=one");
    let (status, to, _) = send(&world.app, MANAGER, "/team?team=east", "/team", &form, NO_MORE).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/team?team=east&moved=1"));
    assert!(!world.ask(MANAGER, "GET", "/team?team=east", "").await.body.contains(NOTE));
}

#[tokio::test]
async fn words_are_kept_whatever_came_between() {
    let world = World::new();
    let child = world.child_for("own", Role::TeamManager).person;
    let restriction = format!("/children/{child}/restriction");
    let why = "why=He+knows+the+street&level=listed";
    // Refused, a second factor asked for.
    let tries = [
        (MANAGER, "/team", SENT, "csrf=secret", StatusCode::UNPROCESSABLE_ENTITY, SAID, MANAGER.to_owned()),
        (MANAGER, &restriction, why, "csrf=secret", StatusCode::SEE_OTHER, "He knows the street", fresh(MANAGER)),
    ];
    for (who, page, form, csrf, wanted, said, then) in tries {
        let to = page.split('?').next().unwrap();
        let (status, ..) = send(&world.app, who, page, to, &format!("{csrf}&{form}"), NO_MORE).await;
        assert_eq!(status, wanted, "{page}");
        let again = ask(&world.app, &then, "GET", page, "").await.body;
        assert!(again.contains(said) && again.contains(NOTE), "{page}: {again}");
        let form = format!("_page={}", page.replace('?', "%3F").replace('=', "%3D"));
        assert_eq!(ask(&world.app, &then, "POST", "/kept/forget", &form).await.status, StatusCode::SEE_OTHER);
        assert!(!ask(&world.app, &then, "GET", page, "").await.body.contains(NOTE), "{page}: thrown away");
    }
    // A page of an earlier session: nothing is done or kept, and the words come back with a way to go on with them.
    let form = format!("csrf=old&{SENT}");
    let (status, _, body) = send(&world.app, MANAGER, "/team?team=east", "/team", &form, NO_MORE).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(body.contains(SAID) && body.contains("Open the page again with these words"), "{body}");
    assert!(!world.ask(MANAGER, "GET", "/team?team=east", "").await.body.contains(SAID));
    let again = format!("_page=%2Fteam%3Fteam%3Deast&_back=1&{SENT}");
    assert_eq!(world.ask(MANAGER, "POST", "/kept", &again).await.status, StatusCode::SEE_OTHER);
    assert!(world.ask(MANAGER, "GET", "/team?team=east", "").await.body.contains(SAID));
    // A page elsewhere puts no words in anybody's mouth.
    for more in [("origin", "http://elsewhere"), ("sec-fetch-site", "cross-site")] {
        let (status, ..) = send(&world.app, MANAGER, "/team", "/team", &format!("csrf=no&{SENT}"), more).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
    assert!(!world.ask(MANAGER, "GET", "/team", "").await.body.contains(SAID));
    // Nobody is known by a session that is gone: the words come back at once.
    let (status, _, body) = send(&world.app, "gone", "/team", "/team", &format!("csrf=secret&{SENT}"), NO_MORE).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(body.contains(SAID) && body.contains("Copy your words"), "{body}");
}

#[tokio::test]
async fn what_is_being_typed_is_kept_without_being_sent() {
    let world = World::new();
    let typing = format!("_page=%2Fteam%3Fteam%3Deast&key=spent&{SENT}");
    assert_eq!(world.ask(MANAGER, "POST", "/kept", &typing).await.status, StatusCode::NO_CONTENT);
    let page = world.ask(MANAGER, "GET", "/team?team=east", "").await.body;
    assert!(page.contains(SAID) && !page.contains("spent"), "{page}");
    // A box that was emptied is empty.
    let emptied = "_page=%2Fteam%3Fteam%3Deast&handover=&team=east";
    assert_eq!(world.ask(MANAGER, "POST", "/kept", emptied).await.status, StatusCode::NO_CONTENT);
    assert!(!world.ask(MANAGER, "GET", "/team?team=east", "").await.body.contains(NOTE));
    // A script that finds the session over is told so; the server keeps the words all the same.
    session(&world, "over", 16);
    let form = format!("csrf=secret&{typing}");
    let (status, ..) =
        send(&world.app, "over", "/team?team=east", "/kept", &form, ("accept", "application/json")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(world.ask(MANAGER, "GET", "/team?team=east", "").await.body.contains(SAID));
}

#[tokio::test]
async fn every_form_that_is_not_carried_out_keeps_its_words() {
    let world = World::new();
    session(&world, "over", 16);
    let routes = web::pages::routes();
    let not = ["/sign-in", "/sign-out", "/enrol/", "/account", "/step-up", "/search"];
    let posts = routes.declared().iter().filter(|one| one.method == "POST" && !one.path.ends_with("/file"));
    let mut count = 0;
    for path in posts.map(|one| one.path).filter(|path| !not.iter().any(|start| path.starts_with(start))) {
        let page = format!("/a-page-with-a-form?{count}");
        let to =
            path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/");
        send(&world.app, "over", &page, &to, &format!("csrf=secret&why={count}+words"), NO_MORE).await;
        let kept = world.store.words_of(&StaffId::from(MANAGER), jiff::Timestamp::UNIX_EPOCH).unwrap();
        let words = kept.iter().find(|words| words.page == page);
        assert_eq!(
            words.map(|words| words.typed.clone()),
            Some(vec![("why".into(), format!("{count} words"))]),
            "{path}"
        );
        count += 1;
    }
    assert!(count > 25, "{count} forms");
    println!("{count} forms: 0 lost their words");
}

#[tokio::test]
async fn a_draft_sent_after_the_session_ended_keeps_its_answers() {
    let world = World::new();
    session(&world, "over", 16);
    let actor = casework::Actor::new(MANAGER, "Manager", Role::TeamManager, Some("east".into()));
    let child = world.child_for("team", Role::TeamManager).person;
    assert!(world.casework.may_of(&actor, Act::Write, &[child]).is_ok());
    let draft = world.casework.open_draft(&actor, "case_note", &[child], Default::default()).unwrap();
    let page = format!("/drafts/{draft}");
    let form = "csrf=secret&_base=0&_do=finish&subject=School&words=Late+again&_why=It+was+typed+up+late";
    let (status, to, _) = send(&world.app, "over", &page, &page, form, NO_MORE).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/sign-in?next={page}")));
    let answer = |path: &str| {
        let open = world.casework.draft(&actor, draft).unwrap();
        open.answers.get(path).map(|field| field.value.clone()).unwrap_or_default()
    };
    assert_eq!(answer("words"), "", "not before they are back");
    let back = world.ask(MANAGER, "GET", &page, "").await.body;
    assert!(back.contains("Late again"), "{back}");
    assert_eq!((answer("words"), answer("subject")), ("Late again".into(), "School".into()));
    // Why it is unusual waits until that is asked again, and does not stand among the answers.
    let kept = world.store.words_of(&actor.staff, jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(kept[0].typed, vec![("_why".to_owned(), "It was typed up late".to_owned())]);
    // What was answered since is not overwritten by what was sent before.
    world.casework.keep_words(&actor.staff, &page, vec![("words".into(), "An older version".into())]).unwrap();
    let late = jiff::Timestamp::constant(1_900_000_000, 0);
    let save = store::Save { path: "words".into(), value: "Late, and cheerful".into(), base: u64::MAX };
    world.store.save_fields(draft, &actor.staff, late, &[save]).unwrap();
    world.ask(MANAGER, "GET", &page, "").await;
    assert_eq!(answer("words"), "Late, and cheerful");
}
