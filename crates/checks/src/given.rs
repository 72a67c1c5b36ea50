//! The files that were given: on the disk, or held.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

/// What a file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What is to be checked.
    #[default]
    Now,
    /// Last year's, to be held beside it.
    Last,
    /// A directory of postcodes.
    Postcodes,
    /// A list of providers.
    Providers,
}

/// One file.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name as it is told to people: of a file on the disk, its path.
    pub name: String,
    /// What it is for.
    pub part: Part,
    at: At,
}

#[derive(Clone, Debug)]
pub(crate) enum At {
    Path(PathBuf),
    Held(Bytes),
}

/// A file that can be read from any place in it.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

impl Given {
    /// A file on the disk.
    pub fn path(part: Part, path: impl Into<PathBuf>) -> Given {
        let path = path.into();
        Given { name: path.display().to_string(), part, at: At::Path(path) }
    }

    /// Bytes in memory.
    pub fn held(part: Part, name: impl Into<String>, bytes: impl Into<Bytes>) -> Given {
        Given { name: name.into(), part, at: At::Held(bytes.into()) }
    }

    /// Opens it at its beginning.
    pub fn open(&self) -> Result<Box<dyn Input>, Refused> {
        match &self.at {
            At::Path(path) => {
                let file = File::open(path).map_err(|error| self.unread(&error))?;
                Ok(Box::new(file))
            }
            At::Held(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
        }
    }

    pub(crate) fn at(&self) -> &At {
        &self.at
    }

    pub(crate) fn unread(&self, error: &io::Error) -> Refused {
        Refused::new(
            format!("Could not read {}: {error}.", self.name),
            "Check the name, and that you may use it, then try again.",
        )
    }

    /// Whether its name ends so: `csv`.
    pub fn ends(&self, kind: &str) -> bool {
        Path::new(&self.name).extension().is_some_and(|end| end.eq_ignore_ascii_case(kind))
    }
}

/// Why nothing could be checked: what happened, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Refused {
    /// What happened, and what to do next.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Refused {
        Refused { what: what.into(), next: next.into() }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.what, self.next)
    }
}

/// The files of a folder whose names end so, in the order of their names; or the one file.
pub fn given(part: Part, path: &Path, kinds: &[&str]) -> Result<Vec<Given>, Refused> {
    let whole = Given::path(part, path);
    if !path.is_dir() {
        return Ok(vec![whole]);
    }
    let unread = |error: io::Error| whole.unread(&error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let one = Given::path(part, &path);
        if path.is_file() && kinds.iter().any(|kind| one.ends(kind)) {
            files.push((path, one));
        }
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(files.into_iter().map(|(_, one)| one).collect())
}
