//! Sealing to the holders of keys, in the age format.

use crate::failure::{Failure, Outcome, file};
use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use std::io::{Read, Write};
use std::path::Path;

/// A new key: the secret, to be kept apart from the system, and the name backups are sealed to.
pub fn new_key() -> (String, String) {
    let identity = Identity::generate();
    (identity.to_string().expose_secret().to_owned(), identity.to_public().to_string())
}

/// Reads the name of a key: `age1...`.
pub fn recipient(text: &str) -> Result<Recipient, String> {
    text.parse().map_err(|_| "a key's name begins with age1; `goldthread backup-key` makes one".to_owned())
}

/// Reads a secret key from its file; lines that begin with # are left out.
pub fn identity(path: &Path) -> Outcome<Identity> {
    let text = std::fs::read_to_string(path).map_err(file("read", path))?;
    let key = text.lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-"));
    key.and_then(|key| key.parse().ok()).ok_or_else(|| {
        Failure::new(
            format!("{} holds no key.", path.display()),
            "Give the file that `goldthread backup-key` wrote; it has a line that begins with AGE-SECRET-KEY-.",
        )
    })
}

/// A writer that seals what it is given; it must be finished.
pub fn sealed<W: Write>(out: W, to: &[Recipient]) -> Outcome<age::stream::StreamWriter<W>> {
    let recipients = to.iter().map(|one| one as &dyn age::Recipient);
    age::Encryptor::with_recipients(recipients)
        .map_err(|_| Failure::new("A backup is sealed to at least one key.", "Name one with --to age1..."))?
        .wrap_output(out)
        .map_err(|fault| Failure::new(format!("The backup could not be written: {fault}."), "Is the disk full?"))
}

/// A reader of what was sealed; it fails at the first byte that is not as it was written.
pub fn opened<R: Read>(from: R, key: &Identity) -> Outcome<age::stream::StreamReader<R>> {
    let unreadable = |why: age::DecryptError| {
        Failure::new(
            format!("The backup could not be opened: {why}."),
            "Is it a backup, is it whole, and is this one of the keys it was sealed to?",
        )
    };
    let opened = age::Decryptor::new(from).map_err(unreadable)?;
    opened.decrypt(std::iter::once(key as &dyn age::Identity)).map_err(unreadable)
}
