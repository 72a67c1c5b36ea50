//! Secrets made by chance, and the hashes under which they are kept.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Letters and digits that cannot be mistaken for each other when read aloud or copied; 32 of them.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789z";

/// A secret nobody can guess, fit for a cookie or an address: 64 hexadecimal digits, 244 bits of chance.
pub fn token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// The hash under which such a secret is kept: SHA-256, in hexadecimal. Not for passwords, which can be guessed.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of chance.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    for piece in out.chunks_mut(14) {
        // Bytes 6 and 8 of a random UUID hold its version and variant: they are left out.
        let random = Uuid::new_v4().into_bytes();
        let free = random.iter().enumerate().filter(|(place, _)| !matches!(place, 6 | 8)).map(|(_, byte)| *byte);
        piece.iter_mut().zip(free).for_each(|(to, from)| *to = from);
    }
    out
}

/// A secret anybody can type: groups of four letters and digits, 20 bits each.
pub fn readable(groups: usize) -> String {
    let group = || -> String { bytes::<4>().iter().map(|byte| LETTERS[usize::from(byte % 32)] as char).collect() };
    (0..groups).map(|_| group()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn secrets_differ() {
        let made: BTreeSet<String> = (0..1000).map(|_| token()).collect();
        assert_eq!(made.len(), 1000);
        assert!(made.iter().all(|one| one.len() == 64));
        let made: BTreeSet<[u8; 20]> = (0..1000).map(|_| bytes()).collect();
        assert_eq!(made.len(), 1000);
        let readable = readable(3);
        assert_eq!((readable.len(), readable.matches('-').count()), (14, 2));
    }

    #[test]
    fn a_hash_is_the_published_one() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
