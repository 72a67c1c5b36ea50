//! Running the program as someone at a keyboard does.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the program; how it ended, and what it printed on both streams.
pub fn goldthread(arguments: &[&str]) -> (Option<i32>, String, String) {
    ended(Command::new(env!("CARGO_BIN_EXE_goldthread")).args(arguments))
}

/// The same, for a command that is made ready already.
pub fn ended(command: &mut Command) -> (Option<i32>, String, String) {
    let program = command.env_remove("GOLDTHREAD_DATABASE").output().expect("the program runs");
    let Output { status, stdout, stderr } = program;
    (status.code(), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

/// A sample of a return, by its path below the data of the tests of `standards`.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../standards/tests/data").join(name)
}
