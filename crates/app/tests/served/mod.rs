//! A server of its own for a test, stopped with it, and people signed in to it.

#[path = "../../benches/pages/client.rs"]
#[allow(dead_code, reason = "the benchmark asks for more")]
mod client;

pub use client::{Client, Request};
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The program over a directory.
pub fn goldthread(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goldthread"));
    command.args(words).arg("--data").arg(data).env_remove("GOLDTHREAD_DATABASE");
    command
}

/// A server that runs until this is dropped.
pub struct Served {
    server: Child,
    said: Lines<BufReader<ChildStdout>>,
    address: String,
    /// Users and passwords it has said so far.
    sign_ins: Vec<(String, String)>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Served {
    /// Starts an authority with no children.
    #[allow(dead_code, reason = "some tests give options besides")]
    pub fn empty(data: &Path) -> Served {
        Served::with(data, &[])
    }

    /// The same, started with these options besides.
    pub fn with(data: &Path, options: &[&str]) -> Served {
        let mut command = goldthread(data, &["serve", "--demo", "--size", "0%", "--port", "0"]);
        command.args(options);
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
        let address = said.find_map(|line| Some(line.unwrap().split_once("http://")?.1.to_owned())).unwrap();
        Served { server, said, address, sign_ins: Vec::new() }
    }

    /// Somebody signed in.
    pub async fn client(&mut self, user: &str) -> Client {
        while !self.sign_ins.iter().any(|one| one.0 == user) {
            let line = self.said.next().expect("the user is offered").unwrap();
            let (who, password) = line.split_once(" / ").expect("a sign-in");
            let name = who.rsplit(' ').next().unwrap_or_default();
            self.sign_ins.push((name.to_owned(), password.to_owned()));
        }
        let (_, password) = self.sign_ins.iter().find(|one| one.0 == user).unwrap();
        let mut client = Client::connect(self.address.parse().unwrap(), "").await;
        client.sign_in(user, password).await;
        client
    }
}
