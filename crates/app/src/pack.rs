//! The continuity pack: what duty staff need of every open child when there is no server, in one sealed page.
//!
//! The file is a web page that opens itself with a passphrase in any browser from 2023 on, with no network: the browser
//! has the ciphers. It holds one printable card for each child, sealed with AES-256-GCM under a key drawn from the
//! passphrase by PBKDF2 with SHA-256.

use crate::failure::{Failure, Outcome};
use aes_gcm::aead::{Aead, KeyInit, OsRng, Payload, rand_core::RngCore};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::Sha256;
use std::io::Write;

/// Rounds of PBKDF2-HMAC-SHA-256: what the OWASP password storage cheat sheet asks for.
pub const ROUNDS: u32 = 600_000;

/// One child's card.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Card {
    /// What it is found by: name, known-as, date of birth.
    pub find: String,
    /// The card itself, as it is printed.
    pub html: String,
}

/// What is sealed.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Cards {
    /// One for each open child that may be in a pack.
    pub cards: Vec<Card>,
}

/// What anyone may read who finds the file: it names no child.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Cover {
    /// The authority.
    pub council: String,
    /// Whom it was made for.
    pub holder: String,
    /// Its number, which is on the envelope with the passphrase.
    pub number: String,
    /// When it was made, in UTC.
    pub made: String,
    /// How many open children there are.
    pub open: usize,
    /// How many of them have a card in it.
    pub cards: usize,
    /// How many are left out because their files are restricted.
    pub restricted: usize,
    /// Whom to ring about those, and for everything else.
    pub ring: String,
}

/// A passphrase of 100 bits, in letters and figures that are not taken for one another.
pub fn passphrase() -> String {
    const LETTERS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    let mut bytes = [0; 20];
    OsRng.fill_bytes(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Seals cards into a page that opens with the passphrase. The cover is bound to them: a changed cover opens nothing.
pub fn seal(cover: &Cover, cards: &Cards, passphrase: &str) -> Outcome<String> {
    let cannot = |_| Failure::new("The pack could not be sealed.", "This is a fault of the program: report it.");
    let (mut salt, mut nonce) = ([0; 16], [0; 12]);
    OsRng.fill_bytes(&mut salt);
    OsRng.fill_bytes(&mut nonce);
    let key = pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(passphrase.as_bytes(), &salt, ROUNDS);
    let cover = serde_json::to_string(cover).map_err(|_| cannot(()))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let json = serde_json::to_vec(cards).map_err(|_| cannot(()))?;
    let packed = packed.write_all(&json).and_then(|()| packed.finish()).map_err(|_| cannot(()))?;
    let payload = Payload { msg: &packed, aad: cover.as_bytes() };
    let sealed = Aes256Gcm::new(&key.into()).encrypt(Nonce::from_slice(&nonce), payload).map_err(|_| cannot(()))?;
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    Ok(include_str!("pack/pack.html")
        .replace("{{style}}", include_str!("pack/pack.css"))
        .replace("{{script}}", include_str!("pack/pack.js"))
        .replace("{{rounds}}", &ROUNDS.to_string())
        .replace("{{salt}}", &STANDARD.encode(salt))
        .replace("{{nonce}}", &STANDARD.encode(nonce))
        .replace("{{cover}}", &plain(&cover))
        .replace("{{sealed}}", &STANDARD.encode(sealed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover() -> Cover {
        Cover {
            council: "Wharnley <Council>".into(),
            holder: "Duty desk".into(),
            number: "2026-11-22-1".into(),
            made: "2026-11-22T03:00:00Z".into(),
            open: 2,
            cards: 1,
            restricted: 1,
            ring: "01632 960000".into(),
        }
    }

    #[test]
    fn a_pack_names_nobody_until_it_is_opened() {
        let cards = Cards { cards: vec![Card { find: "jodie marlbrook".into(), html: "<p>Jodie</p>".into() }] };
        let page = seal(&cover(), &cards, "a passphrase").unwrap();
        assert!(!page.contains("odie") && !page.contains("{{"), "nothing is readable");
        assert!(page.contains("Wharnley &lt;Council>"));
        assert_ne!(seal(&cover(), &cards, "a passphrase").unwrap(), page, "a new salt and nonce every time");
    }

    #[test]
    fn passphrases_are_long_and_never_the_same() {
        let (first, second) = (passphrase(), passphrase());
        assert_ne!(first, second);
        assert_eq!(first.len(), 24);
        assert!(first.chars().all(|letter| letter == '-' || "23456789abcdefghijkmnpqrstuvwxyz".contains(letter)));
    }
}
