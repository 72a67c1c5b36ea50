//! A disk that forgets what it was not told to keep, and that fails when it is told to: for tests, in memory, over FUSE.
//!
//! What a program writes is seen by every reader at once, as in any operating system. It is kept only by `fsync`: of a
//! file for its words and length, of a directory for the names in it. When the power is cut, what was not kept is
//! forgotten, in whole or in part.
//!
//! The disk is served by a process of its own, the program `lossy-disk`, which never touches the place where it is
//! mounted: whoever waits for a disk that he serves himself waits for ever. When that process ends, however it ends, the
//! kernel fails whatever was still asked of the disk; so it ends when a limit of time is over, and when nobody talks to
//! it any more.

mod fault;
mod fuse;
mod serve;
mod tree;

pub use fault::Fault;
pub use serve::serve;

use rustix::io::Errno;
use rustix::mount::{UnmountFlags, unmount};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// What becomes of what was written and not kept, when the power is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// All of it is forgotten.
    ForgetAll,
    /// Chance decides: some pages reached the disk, some did in part, some did not. The number repeats the chance.
    Torn(u64),
}

/// A disk, mounted until it is dropped or its time is over.
pub struct Disk {
    place: PathBuf,
    server: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Disk {
    /// Mounts an empty disk on an empty directory, served by the program `lossy-disk`. When the limit is over, all that
    /// is asked of the disk fails. Needs to be root, or allowed to use FUSE.
    pub fn mount(program: &Path, place: &Path, limit: Duration) -> io::Result<Disk> {
        let mut server = Command::new(program)
            .arg(place)
            .arg(limit.as_secs().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(asked), Some(answers)) = (server.stdin.take(), server.stdout.take()) else {
            return Err(io::Error::other("no pipe"));
        };
        let mut disk = Disk { place: place.to_owned(), server, asked, answers: BufReader::new(answers) };
        disk.answer()?;
        Ok(disk)
    }

    /// From now on `fsync` says that it kept what it was given, and does not: the broken twin of this disk.
    pub fn lie(&mut self) -> io::Result<()> {
        self.ask("lie").map(|_| ())
    }

    /// From now on names are kept with whatever is kept next, as by a file system with a journal (ext4, XFS). Without
    /// this a name is kept only when its directory is, which is all that POSIX promises.
    pub fn journal(&mut self) -> io::Result<()> {
        self.ask("journal").map(|_| ())
    }

    /// The `nth` operation that this fault can strike, counted from now, fails: 1 is the next.
    pub fn plan(&mut self, fault: Fault, nth: u64) -> io::Result<()> {
        self.ask(&format!("plan {fault:?} {nth}")).map(|_| ())
    }

    /// Whether the planned fault has struck.
    pub fn struck(&mut self) -> io::Result<bool> {
        Ok(self.ask("struck")? == "true")
    }

    /// Cuts the power: from now on every operation fails. Whoever uses the disk must then be ended.
    pub fn cut(&mut self) -> io::Result<()> {
        self.ask("cut").map(|_| ())
    }

    /// The power is back after [`Disk::cut`]: the disk holds what it kept. Nobody may use it any more by then.
    pub fn restore(&mut self, how: Cut) -> io::Result<()> {
        self.unmount()?;
        let how = match how {
            Cut::ForgetAll => "all".to_owned(),
            Cut::Torn(chance) => chance.to_string(),
        };
        self.ask(&format!("restore {how}")).map(|_| ())
    }

    fn ask(&mut self, words: &str) -> io::Result<String> {
        self.asked.write_all(format!("{words}\n").as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        match line.trim_end().split_once(' ') {
            Some(("ok", said)) => Ok(said.to_owned()),
            Some((_, why)) => Err(io::Error::other(why.to_owned())),
            None => Err(io::Error::other("the process that serves the disk ended")),
        }
    }

    /// Takes the disk from its place; it is gone when its last user is.
    fn unmount(&self) -> io::Result<()> {
        match unmount(&self.place, UnmountFlags::DETACH | UnmountFlags::NOFOLLOW) {
            Err(Errno::PERM) => {
                let mut command = Command::new("fusermount3");
                let done = command.args(["-u", "-z", "--"]).arg(&self.place).status()?;
                if done.success() { Ok(()) } else { Err(io::Error::other("fusermount3 could not unmount the disk")) }
            }
            done => Ok(done?),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.unmount();
        // With its server the disk is gone, whoever still uses it.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
