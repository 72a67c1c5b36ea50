//! Files somebody sends over the network, checked in a process that has given up everything but its input and its
//! answer. They are never on a disk: they come in as a [`Parcel`] in memory, and are gone with it.

use crate::{Asked, Checked, Given, Part, Refused, check};
use bytes::Bytes;
use documents::Trouble;
use documents::confine::{Bounds, confine};
use documents::worker::{NOT_CONFINED, NotKept, Worker};
use rustix::fs::{MemfdFlags, memfd_create};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::time::Duration;

/// The hidden command that runs [`work`].
pub const COMMAND: &str = "check-upload";
/// No check costs more: the return of the largest authority takes a twentieth of it.
pub const BOUNDS: Bounds = Bounds { seconds: 20, memory: 1024 * 1024 * 1024 };
/// No check takes longer by the clock on the wall.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// No parcel is larger, in bytes, all its files together.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// No more files are in one parcel.
pub const FILES: usize = 200;
/// No more findings are listed; the rest are counted.
pub const FINDINGS: usize = 50_000;
/// No answer is longer, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Files as they come in: in memory alone.
pub struct Parcel {
    file: File,
    size: u64,
    files: usize,
    most: u64,
}

/// Why a file was not added.
#[derive(Debug)]
pub enum NotAdded {
    /// The parcel would be too large, or hold too many files.
    TooMuch,
    /// It could not be read or written.
    Trouble(io::Error),
}

impl Parcel {
    /// An empty one, for at most so many bytes.
    pub fn new(most: u64) -> io::Result<Parcel> {
        let file = File::from(memfd_create("parcel", MemfdFlags::CLOEXEC)?);
        Ok(Parcel { file, size: 0, files: 0, most })
    }

    /// Adds a file, read to its end.
    pub fn add(&mut self, part: Part, name: &str, from: &mut dyn Read) -> Result<(), NotAdded> {
        if self.files >= FILES {
            return Err(NotAdded::TooMuch);
        }
        let left = self.most.saturating_sub(self.size);
        let began = self.head(part, name, 0).map_err(NotAdded::Trouble)?;
        let length = io::copy(&mut from.take(left + 1), &mut self.file).map_err(NotAdded::Trouble)?;
        if length > left {
            return Err(NotAdded::TooMuch);
        }
        self.size += length;
        self.files += 1;
        self.file.seek(SeekFrom::Start(began)).map_err(NotAdded::Trouble)?;
        self.head(part, name, length).map_err(NotAdded::Trouble)?;
        self.file.seek(SeekFrom::End(0)).map_err(NotAdded::Trouble)?;
        Ok(())
    }

    /// How many files it holds, and how many bytes in all.
    pub fn holds(&self) -> (usize, u64) {
        (self.files, self.size)
    }

    /// Writes the head of a file: a line of JSON of a fixed width for its length. Answers where it began.
    fn head(&mut self, part: Part, name: &str, length: u64) -> io::Result<u64> {
        let began = self.file.stream_position()?;
        let head = serde_json::to_string(&(part, name, format!("{length:020}")))?;
        writeln!(self.file, "{head}")?;
        Ok(began)
    }

    /// Closes it with what is asked: to be handed over.
    fn close(mut self, asked: &Asked) -> io::Result<File> {
        serde_json::to_writer(&mut self.file, asked)?;
        self.file.write_all(b"\n")?;
        self.file.seek(SeekFrom::Start(0))?;
        Ok(self.file)
    }
}

/// Takes a parcel apart; its files share its bytes.
fn open(mut parcel: Bytes) -> Option<(Asked, Vec<Given>)> {
    let mut files = Vec::new();
    loop {
        let end = parcel.iter().position(|byte| *byte == b'\n')?;
        let line = parcel.split_to(end + 1);
        if let Ok(asked) = serde_json::from_slice::<Asked>(&line) {
            return Some((asked, files));
        }
        let (part, name, length): (Part, String, String) = serde_json::from_slice(&line).ok()?;
        let length: usize = length.parse().ok().filter(|length| *length <= parcel.len())?;
        files.push(Given::held(part, name, parcel.split_to(length)));
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Unchecked {
    /// The files are not what they are taken for.
    Refused(Refused),
    /// The process was ended before it answered: by what, for the log.
    Ended(String),
    /// No process could be started, or something else here is wrong.
    Trouble(Trouble),
}

/// Somebody who checks parcels.
pub trait Checker: Send + Sync {
    /// Checks one; it is gone afterwards.
    fn check(&self, asked: &Asked, parcel: Parcel) -> Result<Checked, Unchecked>;
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Refused(Refused),
    Checked(Box<Checked>),
}

/// Checks in a process of its own.
pub struct Confined(Worker);

impl Confined {
    /// This program, started again.
    pub fn myself() -> Self {
        Confined::running(Worker::running("/proc/self/exe", [COMMAND]))
    }

    /// Another program that answers as [`work`] does.
    pub fn running(worker: Worker) -> Self {
        Confined(worker).patient(PATIENCE)
    }

    /// The same, ended after so long by the clock on the wall.
    pub fn patient(self, patience: Duration) -> Self {
        Confined(self.0.patient(patience))
    }
}

impl Checker for Confined {
    fn check(&self, asked: &Asked, parcel: Parcel) -> Result<Checked, Unchecked> {
        let trouble = |error: io::Error| Unchecked::Trouble(error.into());
        let parcel = parcel.close(asked).map_err(trouble)?;
        let unreadable = || NotKept::Ended("its answer could not be read".into());
        let read =
            |said: &mut dyn BufRead| serde_json::from_reader::<_, Answer>(said.take(LONGEST)).map_err(|_| unreadable());
        match self.0.run(&parcel, read) {
            Ok(Answer::Checked(checked)) if sound(&checked) => Ok(*checked),
            Ok(Answer::Checked(_)) => Err(Unchecked::Ended("its answer contradicts itself".into())),
            Ok(Answer::Refused(refused)) => Err(Unchecked::Refused(refused)),
            Err(NotKept::Ended(how)) => Err(Unchecked::Ended(how)),
            Err(NotKept::Trouble(trouble)) => Err(Unchecked::Trouble(trouble)),
            Err(NotKept::Refused(_)) => Err(Unchecked::Ended("its answer could not be read".into())),
        }
    }
}

/// Nothing of an answer is believed: every place in it that it names is there.
fn sound(checked: &Checked) -> bool {
    let place = |one: &crate::Spot| one.file < checked.files.len();
    checked.found.iter().all(|one| one.told < checked.told.len() && one.places.iter().all(place))
}

/// Checks in this process: for tests of what is built on top. A hostile file may end it.
pub struct Here;

impl Checker for Here {
    fn check(&self, asked: &Asked, parcel: Parcel) -> Result<Checked, Unchecked> {
        let mut bytes = Vec::new();
        let closed = parcel.close(asked).and_then(|mut parcel| parcel.read_to_end(&mut bytes));
        closed.map_err(|error| Unchecked::Trouble(error.into()))?;
        answer(bytes).map_err(Unchecked::Refused)
    }
}

fn answer(bytes: Vec<u8>) -> Result<Checked, Refused> {
    let (mut asked, files) =
        open(bytes.into()).ok_or_else(|| Refused::new("What was sent broke off.", "Send it again."))?;
    asked.threads = 1;
    let mut checked = check(&asked, &files)?;
    checked.cut(FINDINGS);
    Ok(checked)
}

/// The other side: gives up everything, reads the parcel, answers. Ends the process.
pub fn work() -> i32 {
    // Said nowhere: what a panic says may hold words of the file.
    std::panic::set_hook(Box::new(|_| {}));
    if confine(BOUNDS).is_err() {
        return NOT_CONFINED;
    }
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return 1;
    }
    let answer = match answer(bytes) {
        Ok(checked) => Answer::Checked(Box::new(checked)),
        Err(refused) => Answer::Refused(refused),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match serde_json::to_writer(&mut out, &answer).map_err(io::Error::from).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}
