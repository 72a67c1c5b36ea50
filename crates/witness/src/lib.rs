//! Signed heads of the log, and the witness outside the database that keeps them.
//!
//! Whoever owns the database can cut the log's tail or write all of it again, and every hash will fit. What they cannot
//! do is take back a head that someone else has kept, nor sign another one: the key is not in the database.

mod keep;
mod key;

pub use keep::{Heads, Witness};
pub use key::{Key, PublicKey};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The end of the log at one time, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// Place of the last entry then.
    pub seq: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// When it was signed.
    pub at: Timestamp,
    /// The public key it is signed by, in hexadecimal.
    pub key: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

impl SignedHead {
    /// What is signed.
    fn words(seq: u64, hash: &str, at: Timestamp) -> String {
        format!("goldthread head 1\n{seq}\n{hash}\n{at}\n")
    }

    /// Is it signed by this key?
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.key == key.to_string() && key.signed(&Self::words(self.seq, &self.hash, self.at), &self.signature)
    }
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from hexadecimal, as many as are wanted and no others.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.trim();
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
