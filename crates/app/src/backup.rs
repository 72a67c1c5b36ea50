//! Backups: everything kept, sealed so that whoever makes them cannot read them again.
//!
//! A backup is one file: compressed, then encrypted in the age format to the keys of its holders (any `age` program opens
//! it). Inside stand the records as [`store::archive`] writes them, then the documents, each with its digest. Beside it
//! stands a receipt that holds no personal data.

mod container;
pub mod seal;
pub mod vault;

pub use container::{Contents, check, documents_in, restore, write};

use crate::failure::{Failure, Outcome, file};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What stands beside a backup: enough to tell that it is whole without a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The name of its file.
    pub file: String,
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The digest of the file, in hexadecimal.
    pub sha256: String,
    /// What it holds.
    #[serde(flatten)]
    pub contents: Contents,
}

impl Receipt {
    /// Where the receipt of a backup stands.
    pub fn path(backup: &Path) -> PathBuf {
        backup.with_extension("receipt.json")
    }

    /// Reads the receipt of a backup.
    pub fn of(backup: &Path) -> Outcome<Receipt> {
        let path = Receipt::path(backup);
        let text = std::fs::read(&path).map_err(file("read", &path))?;
        serde_json::from_slice(&text).map_err(|_| {
            Failure::new(format!("The receipt {} cannot be understood.", path.display()), "Take another backup.")
        })
    }

    /// Is this file, byte for byte, the one the receipt was written for?
    pub fn fits(&self, path: &Path) -> Outcome<bool> {
        let (bytes, sha256) = digest(path).map_err(file("read", path))?;
        Ok((bytes, sha256.as_str()) == (self.bytes, self.sha256.as_str()))
    }
}

/// The size and digest of a file.
pub(crate) fn digest(path: &Path) -> io::Result<(u64, String)> {
    let (mut from, mut digest, mut bytes) = (File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok((bytes, hex(&digest.finalize()))),
            some => {
                digest.update(&buffer[..some]);
                bytes += some as u64;
            }
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets others of the file's group read what is sealed, or whoever a mode says, whatever the shell said.
pub(crate) fn readable(path: &Path, mode: u32) -> Outcome {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).map_err(file("write", path))
}

/// Writes a file so that it is there whole or not at all, and is on the disk when this returns.
pub(crate) fn whole(path: &Path, write: impl FnOnce(&mut File) -> Outcome) -> Outcome {
    let part = path.with_extension("part");
    let kept = |fault| file("write", &part)(fault);
    let mut out = File::create(&part).map_err(kept)?;
    let written = write(&mut out).and_then(|()| out.flush().and_then(|()| out.sync_all()).map_err(kept));
    if let Err(failure) = written {
        let _ = std::fs::remove_file(&part);
        return Err(failure);
    }
    std::fs::rename(&part, path).map_err(file("write", path))?;
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(file("write into", dir))
}
