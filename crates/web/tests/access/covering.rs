//! Who covers for a colleague sees that colleague's work, and never more than they may see themselves.

use crate::world::World;
use axum::http::StatusCode;
use casework::Role;
use casework::access::facts::Level;

#[tokio::test]
async fn who_covers_sees_the_work_and_nothing_beyond_their_own_clearance() {
    let mut world = World::new();
    let child = world.children["covering"].person;
    // Another child of the colleague who is away, of whom only one other person may know.
    let hidden = world.child("covering listed", 77, "cat", "west").person;
    world.restrict(77_000, "covering listed", Level::Listed, vec!["wyn".into()]);
    let (mut pages, mut shown) = (0, 0);
    for role in Role::ALL {
        let page = world.ask(role.name(), "GET", "/covering", "").await;
        if page.status != StatusCode::OK {
            continue;
        }
        pages += 1;
        let may = world.ask(role.name(), "GET", &format!("/children/{child}"), "").await.status == StatusCode::OK;
        let says = page.body.contains(&format!("/children/{child}\""));
        assert_eq!(says, may, "{}: {}", role.name(), page.body);
        shown += usize::from(says);
        assert!(!page.body.contains(&hidden.to_string()) && !page.body.contains("Ava77"), "{}", role.name());
    }
    println!("{pages} roles ask, {shown} see the work they cover: 0 see the child they may not know of");
    assert!(shown > 5 && pages > shown.min(6), "{pages} {shown}");
    // The twin: without the restriction she is there, so that this test could have seen her.
    world.restrict(77_000 + 1, "covering listed", Level::Normal, Vec::new());
    // Who covers for nobody sees nobody, and has no tab.
    let nobody = world.ask("wyn", "GET", "/covering", "").await.body;
    assert!(nobody.contains("You cover for nobody today"), "{nobody}");
    assert!(!world.ask("wyn", "GET", "/work", "").await.body.contains("href=\"/covering\""));
    assert!(world.ask("social_worker", "GET", "/work", "").await.body.contains("href=\"/covering\""));
    let again = world.ask("social_worker", "GET", "/covering", "").await.body;
    assert!(again.contains("Ava77"), "{again}");
}
