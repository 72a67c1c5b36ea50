//! L2: more at once than there are places for. Some are told to come again, and nobody is told anything else.

use crate::world::{HOST, World, session};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use web::crowd::Limits;
use web::pages::answering_at_most;
use web::routes::{ANYONE, Routes};
use web::session::Signed;

const CROWD: usize = 300;
const LIMITS: Limits = Limits { all: 40, each: 10 };

async fn ask(router: Router, session: usize) -> Response<Body> {
    let cookie = format!("goldthread=session{session}");
    let asked = Request::builder().uri("/slow").header("host", HOST).header("cookie", cookie);
    router.oneshot(asked.body(Body::empty()).unwrap()).await.unwrap()
}

/// Who a crowd is.
#[derive(Clone, Copy, PartialEq)]
enum Crowd {
    /// So many people, signed in, each of whom has been here before.
    SignedIn(usize),
    /// Each with a cookie of their own invention.
    Invented,
}

/// A crowd asks at once, and nobody is let go before everybody is in or was told to come again; how many were told.
async fn told_to_come_again(limits: Limits, crowd: Crowd) -> usize {
    let world = World::new();
    let sessions = match crowd {
        Crowd::SignedIn(sessions) => sessions,
        Crowd::Invented => CROWD,
    };
    let (gate, inside) = (Arc::new(Semaphore::new(1)), Arc::new(AtomicUsize::new(0)));
    let (at_the_gate, counted) = (gate.clone(), inside.clone());
    let slow = |_signed: Option<Signed>| async move {
        counted.fetch_add(1, Ordering::SeqCst);
        let _ = at_the_gate.acquire().await;
        "answered"
    };
    let router = answering_at_most(limits, Routes::new().get("/slow", ANYONE, slow), world.app.clone());
    // Everybody was here before.
    for who in 0..sessions {
        if crowd != Crowd::Invented {
            world.app.casework.store().put_session(&session(&format!("session{who}"))).unwrap();
        }
        assert_eq!(ask(router.clone(), who).await.status(), StatusCode::OK);
    }
    gate.try_acquire().expect("nobody is at the gate").forget();
    inside.store(0, Ordering::SeqCst);
    let mut asking: tokio::task::JoinSet<_> = (0..CROWD).map(|who| ask(router.clone(), who % sessions)).collect();
    let mut told = 0;
    while told + inside.load(Ordering::SeqCst) < CROWD {
        match asking.try_join_next() {
            Some(answer) => {
                let answer = answer.unwrap();
                assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
                assert_eq!(answer.headers()["retry-after"], "5");
                told += 1;
            }
            None => tokio::task::yield_now().await,
        }
    }
    gate.add_permits(CROWD + 1);
    for answer in asking.join_all().await {
        assert_eq!(answer.status(), StatusCode::OK, "whoever has a place is answered");
    }
    assert_eq!(ask(router, 0).await.status(), StatusCode::OK, "and then there is room again");
    told
}

#[tokio::test]
async fn more_than_there_are_places_for_are_told_to_come_again() {
    assert_eq!(told_to_come_again(LIMITS, Crowd::SignedIn(CROWD)).await, CROWD - LIMITS.all);
    assert_eq!(
        told_to_come_again(LIMITS, Crowd::SignedIn(1)).await,
        CROWD - LIMITS.each,
        "one session takes few places"
    );
    proof::say(
        "L2",
        "places",
        CROWD,
        format!("{} told to come again, with Retry-After; the others answered", CROWD - LIMITS.all),
    );
    let unlimited = Limits { all: usize::MAX, each: usize::MAX };
    assert_eq!(told_to_come_again(unlimited, Crowd::SignedIn(CROWD)).await, 0);
    proof::say("L2", "places, twin", CROWD, "caught: without limits nobody is told, and all wait");
}

#[tokio::test]
async fn a_crowd_with_invented_cookies_takes_the_places_of_one() {
    assert_eq!(told_to_come_again(LIMITS, Crowd::Invented).await, CROWD - LIMITS.each);
    proof::say("L2", "invented cookies", CROWD, format!("{} had a place, and no more", LIMITS.each));
}
