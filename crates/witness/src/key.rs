//! The key that heads are signed with: in a file that only its owner can read, never in the database.

use crate::{SignedHead, hex, unhex};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// A key that signs.
pub struct Key(SigningKey);

/// A key that tells what was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey(VerifyingKey);

impl Key {
    /// Reads a key from a file, making it when it is not there. A file that others can read is refused.
    pub fn read_or_make(path: &Path) -> io::Result<Key> {
        match fs::metadata(path) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Key::make(path),
            Err(fault) => Err(fault),
            Ok(about) if about.permissions().mode() & 0o077 != 0 => Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "others can read it: make it readable by its owner alone (chmod 600)",
            )),
            Ok(_) => {
                let bytes = unhex::<32>(&fs::read_to_string(path)?);
                let bytes = bytes.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it holds no key"))?;
                Ok(Key(SigningKey::from_bytes(&bytes)))
            }
        }
    }

    fn make(path: &Path) -> io::Result<Key> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|fault| io::Error::other(fault.to_string()))?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(format!("{}\n", hex(&bytes)).as_bytes())?;
        file.sync_all()?;
        Ok(Key(SigningKey::from_bytes(&bytes)))
    }

    /// The key that tells what this one signed.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs the end of the log.
    pub fn sign(&self, seq: u64, hash: &str, at: Timestamp) -> SignedHead {
        let signature = self.0.sign(SignedHead::words(seq, hash, at).as_bytes());
        SignedHead {
            seq,
            hash: hash.to_owned(),
            at,
            key: self.public().to_string(),
            signature: hex(&signature.to_bytes()),
        }
    }
}

impl PublicKey {
    /// A key from 64 digits of hexadecimal.
    pub fn parse(text: &str) -> Option<PublicKey> {
        VerifyingKey::from_bytes(&unhex::<32>(text)?).ok().map(PublicKey)
    }

    pub(crate) fn signed(&self, words: &str, signature: &str) -> bool {
        let Some(bytes) = unhex::<64>(signature) else { return false };
        self.0.verify_strict(words.as_bytes(), &Signature::from_bytes(&bytes)).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.0.as_bytes()))
    }
}
