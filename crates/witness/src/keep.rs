//! Keeping heads where the owner of the database cannot reach: in a directory, or with another machine.

use crate::SignedHead;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another machine may take to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// Where heads are handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// A directory: on another disk, on a share that can only be added to, or a fixed mount of another machine.
    Directory(PathBuf),
    /// Another machine that runs `goldthread witness`, by its address: `http://HOST:PORT`.
    Address(String),
}

impl Witness {
    /// A directory by its path, or a machine by its address.
    pub fn parse(text: &str) -> Result<Witness, String> {
        match text {
            "" => Err("give a directory, or an address such as http://10.0.0.5:8900".to_owned()),
            _ if text.starts_with("http://") => Ok(Witness::Address(text.trim_end_matches('/').to_owned())),
            _ if text.contains("://") => Err(format!("`{text}` is not an address a witness answers at: use http://")),
            _ => Ok(Witness::Directory(PathBuf::from(text))),
        }
    }

    /// Hands over a head; it is kept when this returns. A head that goes back behind one already kept is refused.
    pub fn hand(&self, head: &SignedHead) -> io::Result<()> {
        match self {
            Witness::Directory(path) => Heads::open(path)?.keep(head),
            Witness::Address(address) => {
                let body = serde_json::to_string(head)?;
                let answer = agent().post(format!("{address}/heads")).send(body).map_err(unreachable)?;
                if answer.status().is_success() {
                    Ok(())
                } else {
                    let words = answer.into_body().read_to_string().unwrap_or_default();
                    Err(io::Error::other(format!("the witness refused it: {}", words.trim())))
                }
            }
        }
    }

    /// Every head kept, in the order they came.
    pub fn heads(&self) -> io::Result<Vec<SignedHead>> {
        match self {
            Witness::Directory(path) => read(BufReader::new(File::open(path.join(Heads::FILE))?)),
            Witness::Address(address) => {
                let answer = agent().get(format!("{address}/heads")).call().map_err(unreachable)?;
                read(BufReader::new(answer.into_body().into_reader()))
            }
        }
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().timeout_global(Some(ANSWERS_WITHIN)).http_status_as_error(false);
    config.build().new_agent()
}

fn unreachable(fault: ureq::Error) -> io::Error {
    io::Error::other(format!("the witness could not be reached: {fault}"))
}

fn read(lines: impl BufRead) -> io::Result<Vec<SignedHead>> {
    let lines = lines.lines().filter(|line| !line.as_ref().is_ok_and(|line| line.is_empty()));
    lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::from)).collect()
}

/// The heads of one log in a directory: a file that is only added to.
pub struct Heads {
    file: File,
    last: Option<SignedHead>,
}

impl Heads {
    /// The file of heads in a witness's directory, one on each line, as JSON.
    pub const FILE: &str = "heads";

    /// Opens a directory of heads, making it when it is not there.
    pub fn open(path: &Path) -> io::Result<Heads> {
        fs::create_dir_all(path)?;
        let file = path.join(Self::FILE);
        let last = match File::open(&file) {
            Ok(kept) => read(BufReader::new(kept))?.pop(),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => None,
            Err(fault) => return Err(fault),
        };
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(file)?;
        File::open(path)?.sync_all()?;
        Ok(Heads { file, last })
    }

    /// Keeps a head: it is on the disk when this returns.
    pub fn keep(&mut self, head: &SignedHead) -> io::Result<()> {
        let refused = |why: &str| Err(io::Error::other(why.to_owned()));
        if let Some(last) = &self.last {
            match head.seq.cmp(&last.seq) {
                std::cmp::Ordering::Less => {
                    return refused("a later head is kept already: the log was cut, or an old copy was put back");
                }
                std::cmp::Ordering::Equal if head.hash != last.hash => {
                    return refused("another head is kept for the same entry: the log was written again");
                }
                std::cmp::Ordering::Equal => return Ok(()),
                std::cmp::Ordering::Greater if head.key != last.key => {
                    return refused("it is signed by another key than the heads before it");
                }
                std::cmp::Ordering::Greater => {}
            }
        }
        self.file.write_all(format!("{}\n", serde_json::to_string(head)?).as_bytes())?;
        self.file.sync_all()?;
        self.last = Some(head.clone());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Key;
    use jiff::Timestamp;
    use std::os::unix::fs::PermissionsExt;

    fn key(dir: &Path, name: &str) -> Key {
        Key::read_or_make(&dir.join(name)).unwrap()
    }

    #[test]
    fn a_head_is_signed_by_its_key_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let (own, other) = (key(dir.path(), "own"), key(dir.path(), "other"));
        let head = own.sign(7, "abc", Timestamp::UNIX_EPOCH);
        assert!(head.is_signed_by(&key(dir.path(), "own").public()), "the key is kept in its file");
        assert!(!head.is_signed_by(&other.public()));
        let forged = [
            SignedHead { seq: 8, ..head.clone() },
            SignedHead { hash: "abd".into(), ..head.clone() },
            SignedHead { at: Timestamp::MAX, ..head.clone() },
            SignedHead { signature: "00".repeat(64), ..head.clone() },
            SignedHead { signature: String::new(), ..head.clone() },
            SignedHead { key: other.public().to_string(), ..head.clone() },
        ];
        assert_eq!(forged.iter().filter(|head| head.is_signed_by(&own.public())).count(), 0);
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        Key::read_or_make(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(Key::read_or_make(&path).is_err());
    }

    #[test]
    fn a_witness_keeps_heads_in_order_and_refuses_to_go_back() {
        let dir = tempfile::tempdir().unwrap();
        let own = key(dir.path(), "own");
        let witness = Witness::parse(dir.path().join("witness").to_str().unwrap()).unwrap();
        let sign = |seq, hash: &str| own.sign(seq, hash, Timestamp::UNIX_EPOCH);
        for head in [sign(1, "a"), sign(1, "a"), sign(9, "b")] {
            witness.hand(&head).unwrap();
        }
        assert!(witness.hand(&sign(8, "c")).is_err(), "behind");
        assert!(witness.hand(&sign(9, "c")).is_err(), "another");
        assert!(witness.hand(&key(dir.path(), "other").sign(10, "d", Timestamp::UNIX_EPOCH)).is_err(), "another key");
        assert_eq!(witness.heads().unwrap(), [sign(1, "a"), sign(9, "b")]);
    }
}
