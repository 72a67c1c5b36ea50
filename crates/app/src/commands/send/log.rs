//! The log of sending: what was sent when, and what was answered. It holds no names and no numbers of children.

use jiff::Timestamp;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The log, a line for each try: when, to where, which file, the hash of its bytes, how many children, which try, the
/// answer, and the receipt; parted by tabs.
pub struct Log {
    out: File,
    taken: Vec<(String, String)>,
}

/// One try.
pub struct Try<'a> {
    /// The address.
    pub to: &'a str,
    /// The name of the file.
    pub file: &'a str,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: &'a str,
    /// How many children are in it.
    pub children: usize,
    /// Which try it is, from 1.
    pub number: u32,
    /// The status, or what kept an answer from coming, in few words.
    pub answer: &'a str,
    /// What was answered, when the file was taken.
    pub receipt: &'a str,
}

impl Log {
    /// Opens the log; it is made when it is not there.
    pub fn open(path: &Path) -> io::Result<Log> {
        let text = if path.exists() { std::fs::read_to_string(path)? } else { String::new() };
        let taken = text.lines().filter_map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            let answer = parts.get(6)?;
            matches!(*answer, "200" | "204").then(|| (parts[1].to_owned(), parts[3].to_owned()))
        });
        let taken = taken.collect();
        Ok(Log { out: OpenOptions::new().append(true).create(true).open(path)?, taken })
    }

    /// Whether these bytes were taken at that address.
    pub fn was_taken(&self, to: &str, hash: &str) -> bool {
        self.taken.iter().any(|(at, known)| at == to && known == hash)
    }

    /// Writes one try down, on the disk before the next is made.
    pub fn add(&mut self, one: &Try<'_>) -> io::Result<()> {
        let clean =
            |text: &str| text.chars().map(|mark| if mark.is_control() { ' ' } else { mark }).collect::<String>();
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
        let (to, file, answer, receipt) = (clean(one.to), clean(one.file), clean(one.answer), clean(one.receipt));
        let Try { hash, children, number, .. } = one;
        writeln!(self.out, "{now}\t{to}\t{file}\t{hash}\t{children}\t{number}\t{answer}\t{receipt}")?;
        self.out.sync_data()
    }
}
