//! Where files are kept: by the hash of their content, so that a name leads to exactly one content, for ever.

use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::SystemTime;

/// The SHA-256 of a file's content, written as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The hash and length of everything a reader gives.
    pub fn of_all(mut from: impl Read) -> io::Result<(Hash, u64)> {
        let (mut sum, mut piece, mut length) = (Sha256::new(), vec![0; 64 * 1024], 0);
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Ok((Hash(sum.finalize().into()), length)),
                Ok(read) => {
                    sum.update(&piece[..read]);
                    length += read as u64;
                }
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) => return Err(fault),
            }
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut hash = [0; 32];
        let small = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 64 || !text.as_bytes().iter().all(small) {
            return Err(());
        }
        for (place, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).map_err(|_| ())?;
        }
        Ok(Hash(hash))
    }
}

/// What can go wrong with files. The words are for the log: they hold no name of a file and nothing of its content.
#[derive(Debug)]
pub enum Trouble {
    /// There is no file of this hash.
    Missing,
    /// The file kept under this hash is not the one it was.
    Damaged,
    /// The disk, or something else here, failed. Nothing was confirmed.
    Here(String),
}

impl Trouble {
    /// Something here failed.
    pub fn here(words: impl Into<String>) -> Self {
        Trouble::Here(words.into())
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Trouble::Here(format!("the disk for documents: {}", error.kind()))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Missing => f.write_str("the file is missing"),
            Trouble::Damaged => f.write_str("the file is not what it was"),
            Trouble::Here(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Trouble {}

/// A file that is being written down and is not kept yet. Let go, it is gone.
pub struct Incoming {
    file: File,
    path: Option<PathBuf>,
    /// How many bytes were written.
    pub size: u64,
}

impl Incoming {
    /// A new file; with a path, it is removed when let go.
    pub fn new(file: File, path: Option<PathBuf>) -> Self {
        Incoming { file, path, size: 0 }
    }

    /// The file itself.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Where it lies.
    pub fn path(&self) -> Option<&PathBuf> {
        self.path.as_ref()
    }

    /// Back to its beginning, for reading.
    pub fn rewind(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0)).map(|_| ())
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            // What cannot be removed now is swept later.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Where files are kept.
pub trait Files: Send + Sync {
    /// A place for a file that comes in.
    fn incoming(&self) -> Result<Incoming, Trouble>;

    /// Keeps a file. When this answers, its content is on the disk, and so is its name.
    fn keep(&self, file: Incoming) -> Result<Hash, Trouble>;

    /// Opens a kept file at its beginning, once its whole content was found to be what it was; with its length.
    fn open(&self, hash: Hash) -> Result<(Box<dyn Read + Send>, u64), Trouble>;

    /// Is a file of this hash kept? Its content is not looked at.
    fn has(&self, hash: Hash) -> Result<bool, Trouble>;

    /// Every kept file and when it was last written.
    fn list(&self) -> Result<Vec<(Hash, SystemTime)>, Trouble>;

    /// Removes a kept file, for good.
    fn remove(&self, hash: Hash) -> Result<(), Trouble>;

    /// Removes what came in before an instant and was never kept; how many.
    fn tidy(&self, before: SystemTime) -> Result<usize, Trouble>;
}

/// What keeping asks of a disk: a seam for tests in which the nth call fails.
pub trait Disk: Send + Sync {
    /// Brings a file's content to the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Gives a file its name.
    fn rename(&self, from: &std::path::Path, to: &std::path::Path) -> io::Result<()>;
    /// Brings a directory's names to the disk.
    fn sync_directory(&self, directory: &std::path::Path) -> io::Result<()>;
}
