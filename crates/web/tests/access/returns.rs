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
    let year = if more.contains("year=") { "" } else { "&year=2026" };
    world.ask("analyst", "POST", "/returns", &format!("key={key}&kind={kind}{year}{more}")).await
}

/// Makes one, waits until it is made, and gives its address.
async fn made(world: &World, kind: &str, more: &str) -> String {
    let asked = make(world, kind, more).await;
    let at = location(&asked);
    assert!(at.starts_with("/returns/"), "{kind}: {} {}", asked.status, asked.body);
    loop {
        let page = world.ask("analyst", "GET", &at, "").await;
        if page.body.contains("findings.csv") {
            return at;
        }
        // It comes again by itself, with no script, until it is there.
        assert!(page.headers.contains("refresh: \"3\""), "{kind}: {}{}", page.headers, page.body);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn sign_and_send(world: &World, at: &str) {
    let sign = format!("key={}&words=Seen", Uuid::new_v4());
    let signed = world.ask(&fresh("director"), "POST", &format!("{at}/sign"), &sign).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER);
    let sent = format!("key={}&words=Receipt 12", Uuid::new_v4());
    assert_eq!(world.ask("analyst", "POST", &format!("{at}/sent"), &sent).await.status, StatusCode::SEE_OTHER);
}

async fn file(world: &World, at: &str, name: &str) -> String {
    world.ask(&fresh("analyst"), "GET", &format!("{at}/files/{name}"), "").await.body
}

/// A referral, so that a return made later says something else.
fn refer(world: &World, key: &str) {
    let child = world.children["other"].person;
    let body = serde_json::json!({ "received": "2024-11-14", "source": "1D", "need": "N1", "reason": "Harm" });
    let ready = casework::finish::Ready { kind: "referral", people: vec![child], body, unusual: None, source: None };
    world.casework.append_ready(&world.writer(), key, vec![ready]).unwrap();
}

/// The number in a row of a page's table: what, this, last.
fn numbers(page: &str, what: &str) -> (String, String) {
    let row = page.split(what).nth(1).unwrap_or_else(|| panic!("{what}: {page}"));
    let mut cells = row.split("<span>").skip(1).map(|cell| cell.split('<').next().unwrap_or_default().to_owned());
    (cells.next().unwrap(), cells.next().unwrap())
}

#[tokio::test]
async fn a_return_is_held_beside_the_one_that_was_sent_as_it_is_kept() {
    let world = World::new();
    let year = async |year: &str| made(&world, "cin", &format!("&authority=201&year={year}")).await;
    let first = year("2025").await;
    let anew = year("2026").await;
    let page = async |at: String| world.ask("analyst", "GET", &at, "").await.body;
    assert!(page(anew).await.contains("worked out anew"));
    // Signed alone, it is not last year's return.
    let sign = format!("key={}&words=Seen", Uuid::new_v4());
    world.ask(&fresh("director"), "POST", &format!("{first}/sign"), &sign).await;
    assert!(page(year("2026").await).await.contains("worked out anew"));
    let sent = format!("key={}&words=Receipt 12", Uuid::new_v4());
    world.ask("analyst", "POST", &format!("{first}/sent"), &sent).await;
    let (before, _) = numbers(&page(first.clone()).await, "Episodes of need");
    // What comes to be known of last year afterwards is in a return made anew, and not in the one that was sent.
    refer(&world, "late");
    let held = page(year("2026").await).await;
    assert!(held.contains(&first) && held.contains("noted as sent on"), "{held}");
    let (_, last) = numbers(&held, "Episodes of need");
    let (now, _) = numbers(&page(year("2025").await).await, "Episodes of need");
    assert_eq!(last, before);
    assert_ne!(now, before, "the twin: made anew, it would be another number");
}

#[tokio::test]
async fn the_looked_after_return_is_offered_as_one_zip_with_the_same_tables() {
    let world = World::new();
    let at = made(&world, "ssda903", "").await;
    let page = world.ask("analyst", "GET", &at, "").await.body;
    assert!(page.contains("ssda903-2026.zip"), "{page}");
    let taken = world.ask(&fresh("analyst"), "GET", &format!("{at}/files/ssda903-2026.zip"), "").await;
    assert!(taken.headers.contains("application/zip") && taken.body.starts_with("PK"), "{}", taken.headers);
}

#[tokio::test]
async fn a_payload_of_changes_is_what_has_changed_since_the_last_that_was_sent() {
    let world = World::in_time();
    let early = make(&world, "csc-api", "&extent=changes").await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("No daily payload is noted"));
    let whole = made(&world, "csc-api", "").await;
    sign_and_send(&world, &whole).await;
    let nothing = made(&world, "csc-api", "&extent=changes").await;
    let page = world.ask("analyst", "GET", &nothing, "").await.body;
    assert_eq!(numbers(&page, "Children in these files").0, "0", "{page}");
    assert!(!page.contains("batch-0001.json") && page.contains("what has changed"), "{page}");
    refer(&world, "new");
    let one = made(&world, "csc-api", "&extent=changes").await;
    let batch: serde_json::Value = serde_json::from_str(&file(&world, &one, "batch-0001.json").await).unwrap();
    assert_eq!(batch.as_array().map(Vec::len), Some(1));
    // The next is held beside what was sent then, not beside what was only made.
    let again = made(&world, "csc-api", "&extent=changes").await;
    assert_eq!(file(&world, &again, "batch-0001.json").await, file(&world, &one, "batch-0001.json").await);
    sign_and_send(&world, &again).await;
    let none = made(&world, "csc-api", "&extent=changes").await;
    let page = world.ask("analyst", "GET", &none, "").await.body;
    assert_eq!(numbers(&page, "Children in these files").0, "0", "{page}");
}

#[tokio::test]
async fn a_return_is_made_signed_sent_and_opened_as_it_was() {
    let world = World::new();
    for (kind, more) in [("cin", "&authority=201"), ("ssda903", ""), ("annex-a", "&as_at=2026-11-16"), ("csc-api", "")]
    {
        let at = made(&world, kind, more).await;
        let page = world.ask("analyst", "GET", &at, "").await;
        assert!(
            page.body.contains(if kind == "csc-api" { "Last sent" } else { "Last year" })
                && page.body.contains("findings.csv"),
            "{kind}: {}",
            page.body
        );
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
    let at = made(&world, "annex-a", "&as_at=2026-11-16").await;
    let take = async || world.ask(&fresh("analyst"), "GET", &format!("{at}/files/findings.csv"), "").await.body;
    let before = take().await;
    let child = world.children["other"].person;
    let body = serde_json::json!({ "received": "2026-11-14", "source": "1D", "need": "N1", "reason": "Harm" });
    let ready = casework::finish::Ready { kind: "referral", people: vec![child], body, unusual: None, source: None };
    world.casework.append_ready(&world.writer(), "later", vec![ready]).unwrap();
    assert_eq!(take().await, before);
    // The twin: made again, it says something else.
    let again = made(&world, "annex-a", "&as_at=2026-11-16").await;
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
