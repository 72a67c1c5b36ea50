//! The two places for files: a directory, and memory for tests.

use crate::files::{Disk, Files, Hash, Incoming, Trouble};
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Cursor, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use uuid::Uuid;

/// Files in a directory: `ab/cdef…` by hash, and `incoming/` for what is not kept yet. Only its owner may read it.
///
/// A file is written, synced, given its name, and the directory of the name synced, in this order. A sync that fails is
/// an error and is never tried again: after it the disk may say yes to what it has lost.
pub struct Directory {
    root: PathBuf,
    disk: Box<dyn Disk>,
}

/// The real disk.
pub struct RealDisk;

impl Disk for RealDisk {
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }
    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        File::open(directory)?.sync_all()
    }
}

impl Directory {
    /// Opens a directory, making it when it is not there.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, Trouble> {
        Directory::on(root, Box::new(RealDisk))
    }

    /// The same on a disk of another making.
    pub fn on(root: impl Into<PathBuf>, disk: Box<dyn Disk>) -> Result<Self, Trouble> {
        let directory = Directory { root: root.into(), disk };
        directory.make(&directory.incoming_place())?;
        Ok(directory)
    }

    fn incoming_place(&self) -> PathBuf {
        self.root.join("incoming")
    }

    fn place(&self, hash: Hash) -> (PathBuf, PathBuf) {
        let name = hash.to_string();
        let directory = self.root.join(&name[..2]);
        let file = directory.join(&name[2..]);
        (directory, file)
    }

    /// Makes a directory and those above it, each name brought to the disk.
    fn make(&self, directory: &Path) -> Result<(), Trouble> {
        if directory.is_dir() {
            return Ok(());
        }
        let above = directory.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = above {
            self.make(above)?;
        }
        match DirBuilder::new().mode(0o700).create(directory) {
            Err(fault) if fault.kind() != io::ErrorKind::AlreadyExists => return Err(fault.into()),
            _ => {}
        }
        Ok(self.disk.sync_directory(above.unwrap_or(Path::new(".")))?)
    }
}

impl Files for Directory {
    fn incoming(&self) -> Result<Incoming, Trouble> {
        let path = self.incoming_place().join(Uuid::new_v4().simple().to_string());
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Incoming::new(file, Some(path)))
    }

    fn keep(&self, mut file: Incoming) -> Result<Hash, Trouble> {
        file.rewind()?;
        let (hash, _) = Hash::of_all(file.file())?;
        self.disk.sync(file.file())?;
        let (directory, to) = self.place(hash);
        self.make(&directory)?;
        let from = file.path().cloned().ok_or_else(|| Trouble::here("a file without a place"))?;
        // The same content may be there already: the new copy takes its place, so that a damaged one is mended.
        self.disk.rename(&from, &to)?;
        self.disk.sync_directory(&directory)?;
        Ok(hash)
    }

    fn open(&self, hash: Hash) -> Result<(Box<dyn Read + Send>, u64), Trouble> {
        let mut file = match File::open(self.place(hash).1) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Err(Trouble::Missing),
            file => file?,
        };
        let (found, length) = Hash::of_all(&file)?;
        if found != hash {
            return Err(Trouble::Damaged);
        }
        io::Seek::rewind(&mut file)?;
        Ok((Box::new(file), length))
    }

    fn has(&self, hash: Hash) -> Result<bool, Trouble> {
        Ok(self.place(hash).1.try_exists()?)
    }

    fn list(&self) -> Result<Vec<(Hash, SystemTime)>, Trouble> {
        let mut found = Vec::new();
        for directory in fs::read_dir(&self.root)? {
            let directory = directory?;
            let start = directory.file_name().to_string_lossy().into_owned();
            if start.len() != 2 || !directory.file_type()?.is_dir() {
                continue;
            }
            for file in fs::read_dir(directory.path())? {
                let file = file?;
                if let Ok(hash) = format!("{start}{}", file.file_name().to_string_lossy()).parse() {
                    found.push((hash, file.metadata()?.modified()?));
                }
            }
        }
        found.sort();
        Ok(found)
    }

    fn remove(&self, hash: Hash) -> Result<(), Trouble> {
        let (directory, file) = self.place(hash);
        match fs::remove_file(file) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(fault) => Err(fault.into()),
            Ok(()) => Ok(self.disk.sync_directory(&directory)?),
        }
    }

    fn tidy(&self, before: SystemTime) -> Result<usize, Trouble> {
        let mut removed = 0;
        for file in fs::read_dir(self.incoming_place())? {
            let file = file?;
            if file.metadata()?.modified()? < before {
                fs::remove_file(file.path())?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// Files in memory, for tests and for a store that is itself in memory.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<BTreeMap<Hash, (Vec<u8>, SystemTime)>>,
}

impl Memory {
    fn kept(&self) -> std::sync::MutexGuard<'_, BTreeMap<Hash, (Vec<u8>, SystemTime)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Memory {
    fn incoming(&self) -> Result<Incoming, Trouble> {
        // A file with no name: it is gone when it is let go.
        let path = std::env::temp_dir().join(Uuid::new_v4().simple().to_string());
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        fs::remove_file(path)?;
        Ok(Incoming::new(file, None))
    }

    fn keep(&self, mut file: Incoming) -> Result<Hash, Trouble> {
        file.rewind()?;
        let mut bytes = Vec::new();
        file.file().read_to_end(&mut bytes)?;
        let hash = Hash::of(&bytes);
        self.kept().insert(hash, (bytes, SystemTime::now()));
        Ok(hash)
    }

    fn open(&self, hash: Hash) -> Result<(Box<dyn Read + Send>, u64), Trouble> {
        let (bytes, _) = self.kept().get(&hash).cloned().ok_or(Trouble::Missing)?;
        let length = bytes.len() as u64;
        Ok((Box::new(Cursor::new(bytes)), length))
    }

    fn has(&self, hash: Hash) -> Result<bool, Trouble> {
        Ok(self.kept().contains_key(&hash))
    }

    fn list(&self) -> Result<Vec<(Hash, SystemTime)>, Trouble> {
        Ok(self.kept().iter().map(|(hash, (_, written))| (*hash, *written)).collect())
    }

    fn remove(&self, hash: Hash) -> Result<(), Trouble> {
        self.kept().remove(&hash);
        Ok(())
    }

    fn tidy(&self, _before: SystemTime) -> Result<usize, Trouble> {
        Ok(0)
    }
}
