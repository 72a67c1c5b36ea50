//! A server that runs follows what `settings set` and `bank-holidays update` change.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../benches/pages/client.rs"]
#[allow(dead_code, reason = "the benchmark asks for more")]
mod client;

use client::{Client, Request};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that is stopped with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn goldthread(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goldthread"));
    command.args(words).arg("--data").arg(data).env_remove("GOLDTHREAD_DATABASE");
    command
}

/// Starts a server; answers its address, and the password of the account of the manager of the hub.
fn started(data: &Path) -> (Server, String, String) {
    let mut command = goldthread(data, &["serve", "--empty", "--port", "0"]);
    let mut server = Server(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut lines = BufReader::new(server.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.find_map(|line| Some(line.split_once("http://")?.1.to_owned())).unwrap();
    let password = lines.find_map(|line| Some(line.split_once("hub.manager / ")?.1.to_owned())).unwrap();
    (server, address, password)
}

#[tokio::test]
async fn a_limit_set_beside_a_server_is_on_its_pages_soon() {
    let data = tempfile::tempdir().unwrap();
    let (_server, address, password) = started(data.path());
    let mut client = Client::connect(address.parse().unwrap()).await;
    client.sign_in("hub.manager", &password).await;
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
