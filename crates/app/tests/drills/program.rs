//! The real program, started, killed and started again.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How to start the program: always with the same data and port, so that what was going on goes on.
#[derive(Clone)]
pub struct Launch {
    pub database: String,
    /// Give this directory with `--data` instead of the database's address.
    pub is_dir: Option<PathBuf>,
    pub port: u16,
    /// Standard error is added to this file.
    pub log: PathBuf,
    pub env: Vec<(String, String)>,
}

/// The program, running. It is killed when dropped.
pub struct Program {
    child: Child,
    /// How long it took to be ready.
    pub took: Duration,
    /// User name and password for each role, where it printed any.
    pub sign_ins: Vec<(String, String, String)>,
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

impl Launch {
    pub fn new(database: String, dir: &Path) -> Launch {
        Launch { database, is_dir: None, port: free_port(), log: dir.join("program.log"), env: Vec::new() }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The program with a command's words, to run to its end.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goldthread"));
        command.args(words).envs(self.env.clone()).stdin(Stdio::null());
        match &self.is_dir {
            Some(dir) => command.arg("--data").arg(dir),
            None => command.args(["--database", &self.database]),
        };
        command
    }

    /// Starts it, and waits until it is ready; what it printed when it ended instead.
    pub fn try_start(&self) -> Result<Program, String> {
        let log = || std::fs::OpenOptions::new().create(true).append(true).open(&self.log).expect("a log");
        self.start_with(Stdio::from(log()))
    }

    /// The same with another place for its log.
    pub fn start_with(&self, log: Stdio) -> Result<Program, String> {
        let start = Instant::now();
        let child = self
            .command(&["serve", "--demo", "--size", "0%", "--port", &self.port.to_string()])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("starts");
        let mut program = Program { child, took: Duration::MAX, sign_ins: Vec::new() };
        let mut lines = BufReader::new(program.child.stdout.take().expect("piped"));
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).unwrap_or(0) == 0 {
                return Err(format!("the program ended: {}", tail(&self.log)));
            }
            if line.starts_with("Goldthread is ready at ") {
                program.took = start.elapsed();
            } else if let Some((role, rest)) =
                line.trim().strip_prefix("Sign in as ").and_then(|it| it.split_once(": "))
                && let Some((user, password)) = rest.split_once(" / ")
            {
                program.sign_ins.push((role.to_owned(), user.to_owned(), password.to_owned()));
            }
            // Everything is printed at once: when the pipe's buffer is empty, there is no more of it.
            if program.took < Duration::MAX && lines.buffer().is_empty() {
                return Ok(program);
            }
        }
    }

    pub fn start(&self) -> Program {
        self.try_start().unwrap_or_else(|why| panic!("{why}"))
    }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
}

impl Program {
    /// Ends it as a power cut would: nothing is tidied up.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    pub fn sign_in_of(&self, role: &str) -> (String, String) {
        let found = self.sign_ins.iter().find(|(of, ..)| of == role);
        found.map(|(_, user, password)| (user.clone(), password.clone())).expect("a sign-in for this role")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
