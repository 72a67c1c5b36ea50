//! Words kept under two keys: whoever holds one of them, and all that is kept, reads nothing.
//!
//! The words are enciphered for the second key, and the outcome for the first, by AES-256-GCM. Opening takes
//! the first key, then the second, so no machine and no person needs to hold both at once.

use crate::secret;
use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use sha2::{Digest, Sha256};

/// Bytes of chance before each enciphered text.
const NONCE: usize = 12;

/// Words under two keys.
pub struct Sealed {
    /// What is kept.
    pub envelope: Vec<u8>,
    /// The keys, in the order they open it; each to be shown once, to a different person, and kept nowhere.
    pub keys: [String; 2],
}

/// Seals words under two new keys, of 140 bits of chance each; none when they are too long to encipher.
pub fn seal(words: &str) -> Option<Sealed> {
    let keys = [secret::readable(7), secret::readable(7)];
    let lock = |bytes: &[u8], key: &str| {
        let nonce = secret::bytes::<NONCE>();
        let text = cipher(key).encrypt(Nonce::from_slice(&nonce), bytes).ok()?;
        Some([nonce.as_slice(), &text].concat())
    };
    let inner = lock(words.as_bytes(), &keys[1])?;
    Some(Sealed { envelope: lock(&inner, &keys[0])?, keys })
}

/// What one key opens, however the key was typed; none when it is not the key, or what is kept was changed.
pub fn open(envelope: &[u8], key: &str) -> Option<Vec<u8>> {
    let (nonce, text) = envelope.split_at_checked(NONCE)?;
    cipher(key).decrypt(Nonce::from_slice(nonce), text).ok()
}

/// The keys are chance that nobody tries out, so they need no slow derivation.
fn cipher(key: &str) -> Aes256Gcm {
    Aes256Gcm::new(&Sha256::digest(format!("goldthread two keys {}", plain(key))))
}

/// A key as it counts: case, blanks and strokes do not.
fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keys_open_it_in_their_order_and_neither_alone() {
        let sealed = seal("from here to there").unwrap();
        let [first, second] = &sealed.keys;
        assert_ne!(first, second);
        let inner = open(&sealed.envelope, &first.to_uppercase().replace('-', " ")).unwrap();
        assert_eq!(open(&inner, second).unwrap(), b"from here to there");
        assert!(open(&sealed.envelope, second).is_none(), "the second first");
        assert!(open(&inner, first).is_none(), "the first twice");
        assert!(open(&sealed.envelope, "").is_none());
        for bytes in [&sealed.envelope, &inner] {
            assert!(!bytes.windows(4).any(|some| b"from here to there".windows(4).any(|word| word == some)));
        }
    }

    #[test]
    fn a_changed_byte_is_found() {
        let sealed = seal("words").unwrap();
        let mut changed = sealed.envelope.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(open(&changed, &sealed.keys[0]).is_none());
    }
}
