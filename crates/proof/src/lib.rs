//! What a reliability test proved, said in one line: its id, how often it was tried, and what came of it.
//!
//! A test calls [`say`] after its last assertion. `./test` gathers the lines and prints them as one table, so that
//! "nothing was lost" never stands without the number of times it was tried.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Where the lines are gathered: a file named by the environment; without it they are only printed.
const FILE: &str = "GOLDTHREAD_PROOF";

/// Where it is noted that a test could not be tried.
const SKIPS: &str = "GOLDTHREAD_SKIPS";

/// Tests at full size are asked for by `./test --full`.
pub fn full() -> bool {
    std::env::var_os("GOLDTHREAD_FULL").is_some()
}

/// The size of a test: `small` in every run, `large` at full size.
pub fn size<T>(small: T, large: T) -> T {
    if full() { large } else { small }
}

/// Says what a test proved: the id of the table (`D1`), on what (`sqlite`, `twin caught`), the number of trials, and
/// the result in words (`0 of 412 acknowledged writes lost`).
pub fn say(id: &str, on: &str, n: usize, result: impl Display) {
    let line = line(id, on, n, result);
    print!("{line}");
    if let Some(file) = std::env::var_os(FILE)
        && let Err(fault) = append(Path::new(&file), &line)
    {
        panic!("the proof of {id} could not be kept: {fault}");
    }
}

/// Says that a test could not be tried here, and why. `./test` counts it as skipped; a build machine allows no skip.
pub fn skip(id: &str, why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{id} cannot be tried here: {why}");
    println!("skipped: {id}: {why}");
    if let Some(file) = std::env::var_os(SKIPS)
        && let Err(fault) = append(Path::new(&file), &format!("{id}: {}\n", why.replace('\n', " ")))
    {
        panic!("that {id} was skipped could not be kept: {fault}");
    }
}

fn line(id: &str, on: &str, n: usize, result: impl Display) -> String {
    let one_line = |text: String| text.replace(['\t', '\n', '\r'], " ");
    format!("{}\t{}\t{n}\t{}\n", one_line(id.into()), one_line(on.into()), one_line(result.to_string()))
}

/// One write of one line, so that tests running side by side do not cut into each other's.
fn append(file: &Path, line: &str) -> io::Result<()> {
    OpenOptions::new().create(true).append(true).open(file)?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_one_line_of_four_columns() {
        assert_eq!(line("D1", "sqlite", 25, "0 of 412\nlost"), "D1\tsqlite\t25\t0 of 412 lost\n");
    }

    #[test]
    fn lines_are_added_to_those_that_are_there() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("proof");
        append(&file, "a\n").unwrap();
        append(&file, "b\n").unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "a\nb\n");
    }
}
