//! A virus scanner, when the authority has one: a command that is given a file and answers by how it ends.

use crate::Incoming;
use std::io;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// No scan takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of scanning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scan {
    /// The scanner ended with 0: it found nothing that it knows. Never more than that.
    NothingFound,
    /// The scanner ended with 1: it found something.
    Found,
    /// There is no scanner, or it did not answer.
    NotScanned,
}

/// A command such as `clamdscan --fdpass --no-summary -`: it reads the file from its input.
#[derive(Clone, Debug, PartialEq)]
pub struct Scanner {
    program: String,
    arguments: Vec<String>,
}

impl Scanner {
    /// A command and its arguments, apart by blanks; none when there are no words.
    pub fn from_words(words: &str) -> Option<Scanner> {
        let mut words = words.split_whitespace().map(str::to_owned);
        Some(Scanner { program: words.next()?, arguments: words.collect() })
    }

    /// Scans a file. Whatever goes wrong is "not scanned": a scanner that is down stops nobody's work, and what it did
    /// not see is never called clean.
    pub fn scan(&self, file: &mut Incoming) -> Scan {
        self.ended(file).unwrap_or(Scan::NotScanned)
    }

    fn ended(&self, file: &mut Incoming) -> io::Result<Scan> {
        file.rewind()?;
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::from(file.file().try_clone()?))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(match wait(&mut child)? {
            Some(0) => Scan::NothingFound,
            Some(1) => Scan::Found,
            _ => Scan::NotScanned,
        })
    }
}

fn wait(child: &mut Child) -> io::Result<Option<i32>> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Files, Memory};

    fn scanned(words: &str) -> Scan {
        let mut file = Memory::default().incoming().unwrap();
        io::Write::write_all(&mut file, b"words").unwrap();
        Scanner::from_words(words).unwrap().scan(&mut file)
    }

    #[test]
    fn only_an_answer_of_nothing_is_nothing_found() {
        assert_eq!(scanned("grep -q -v virus"), Scan::NothingFound);
        assert_eq!(scanned("grep -q virus"), Scan::Found);
        assert_eq!(scanned("false"), Scan::Found);
        assert_eq!(scanned("grep -q x /no/such/file"), Scan::NotScanned);
        assert_eq!(scanned("/no/such/scanner"), Scan::NotScanned);
        assert_eq!(Scanner::from_words("  "), None);
    }
}
