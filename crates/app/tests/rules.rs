//! A server that runs follows what `settings set` and `bank-holidays update` change.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod served;

use served::{Request, Served, goldthread};
use std::time::Duration;

#[tokio::test]
async fn a_limit_set_beside_a_server_is_on_its_pages_soon() {
    let data = tempfile::tempdir().unwrap();
    let mut served = Served::empty(data.path());
    let mut client = served.client("hub.manager").await;
    let clocks = Request::get("/dictionary/clocks");
    let before = client.answer(&clocks).await.body;
    assert!(!before.contains("7 working days"), "nothing counts to seven working days unless it is set");

    let set = goldthread(data.path(), &["settings", "set", "CLK-FD-01", "7 working days"]).output().unwrap();
    let said = String::from_utf8(set.stdout).unwrap();
    assert!(said.contains("7 working days. Worked out again: 0 people."), "{said}");

    // It looks every two seconds; a busy machine is given a minute.
    for _ in 0..120 {
        if client.answer(&clocks).await.body.contains("7 working days") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("the server still counts to the old limit");
}
