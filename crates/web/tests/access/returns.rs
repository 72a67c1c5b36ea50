//! Returns on their pages: made, signed by somebody else, sent, and opened later byte for byte; each step in the log.

use crate::world::{Answer, World, fresh};
use axum::http::StatusCode;
use uuid::Uuid;

fn location(answer: &Answer) -> String {
    let found = answer.headers.lines().find_map(|line| line.strip_prefix("location: "));
    found.unwrap_or_default().trim_matches('"').to_owned()
}

async fn make(world: &World, kind: &str, more: &str) -> Answer {
    let key = Uuid::new_v4();
    world.ask("analyst", "POST", "/returns", &format!("key={key}&kind={kind}&year=2026{more}")).await
}

#[tokio::test]
async fn a_return_is_made_signed_sent_and_opened_as_it_was() {
    let world = World::new();
    for (kind, more) in [("cin", "&authority=201"), ("ssda903", ""), ("annex-a", "&as_at=2026-11-16"), ("csc-api", "")]
    {
        let made = make(&world, kind, more).await;
        let at = location(&made);
        assert!(at.starts_with("/returns/"), "{kind}: {} {}", made.status, made.body);
        let page = world.ask("analyst", "GET", &at, "").await;
        assert!(page.body.contains("Last year") && page.body.contains("findings.csv"), "{kind}: {}", page.body);
        // It cannot be said to be sent before somebody signs it.
        let early =
            world.ask("analyst", "POST", &format!("{at}/sent"), &format!("key={}&words=x", Uuid::new_v4())).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("Nobody has signed"), "{kind}");
        // A second factor just given is asked of whoever signs, and of whoever takes a file away.
        let sign = format!("key={}&words=Looked through it", Uuid::new_v4());
        let asked = world.ask("director", "POST", &format!("{at}/sign"), &sign).await;
        assert!(location(&asked).starts_with("/step-up"), "{kind}");
        for _ in 0..2 {
            let signed = world.ask(&fresh("director"), "POST", &format!("{at}/sign"), &sign).await;
            assert_eq!(signed.status, StatusCode::SEE_OTHER, "{kind}: sent twice, it is signed once");
        }
        let sent = format!("key={}&words=COLLECT, receipt 4471", Uuid::new_v4());
        assert_eq!(world.ask("analyst", "POST", &format!("{at}/sent"), &sent).await.status, StatusCode::SEE_OTHER);
        let page = world.ask("auditor", "GET", &at, "").await;
        assert_eq!(page.body.matches("Looked through it").count(), 1, "{kind}: {}", page.body);
        assert!(page.body.contains("COLLECT, receipt 4471"), "{kind}");
        let file = format!("{at}/files/findings.csv");
        assert!(location(&world.ask("analyst", "GET", &file, "").await).starts_with("/step-up"), "{kind}");
        let taken = world.ask(&fresh("analyst"), "GET", &file, "").await;
        assert!(taken.body.starts_with("finding,file,rule") && taken.headers.contains("attachment"), "{kind}");
        assert_eq!(world.ask(&fresh("director"), "GET", &file, "").await.status, StatusCode::FORBIDDEN, "{kind}");
    }
    let log: String = world.store.log_after(0, 5000).unwrap().iter().map(|one| format!("{:?}\n", one.entry)).collect();
    for action in ["make_return", "sign_return", "send_return", "take_return"] {
        assert!(log.contains(action), "{action}");
    }
    assert!(log.contains("return cin 2026") && log.contains("findings.csv"), "{log}");
    let end = world.store.log_head().unwrap().seq;
    assert_eq!(world.store.check_log(0, end).unwrap(), None, "the log vouches for every return");
}

#[tokio::test]
async fn a_return_that_was_made_does_not_follow_the_records() {
    let world = World::new();
    let made = make(&world, "annex-a", "&as_at=2026-11-16").await;
    let at = location(&made);
    let take = async || world.ask(&fresh("analyst"), "GET", &format!("{at}/files/findings.csv"), "").await.body;
    let before = take().await;
    let child = world.children["other"].person;
    let body = serde_json::json!({ "received": "2026-11-14", "source": "1D", "need": "N1", "reason": "Harm" });
    let ready = casework::finish::Ready { kind: "referral", people: vec![child], body, unusual: None, source: None };
    world.casework.append_ready(&world.writer(), "later", vec![ready]).unwrap();
    assert_eq!(take().await, before);
    // The twin: made again, it says something else.
    let again = location(&make(&world, "annex-a", "&as_at=2026-11-16").await);
    let (then, now) = (world.ask("analyst", "GET", &at, "").await, world.ask("analyst", "GET", &again, "").await);
    let hashes = |page: &Answer| page.body.matches("gt-hash").count();
    assert!(hashes(&then) > 1 && then.body != now.body);
}

#[tokio::test]
async fn a_return_that_cannot_be_made_says_why() {
    let world = World::new();
    let refused = make(&world, "cin", "&authority=Wharnley").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("three digits, as 201"), "{}", refused.body);
}
