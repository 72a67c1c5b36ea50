//! What the program acknowledged, noted outside it: each line is on the disk before the client goes on.

use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Something the program said was saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// A draft was opened.
    Draft(Uuid),
    /// Somebody new was put on file while writing this draft.
    Person { draft: Uuid, name: String },
    /// An answer was saved in a draft: its question, and the hash of its words.
    Answer { draft: Uuid, path: String, hash: String },
    /// A draft became a record: the hash of its words.
    Record { id: Uuid, hash: String },
}

/// The ledger of one drill.
pub struct Ledger {
    file: Mutex<(File, Vec<Kept>)>,
}

impl Ledger {
    pub fn new(path: &Path) -> Ledger {
        let file = OpenOptions::new().create_new(true).append(true).open(path).expect("a ledger");
        Ledger { file: Mutex::new((file, Vec::new())) }
    }

    /// Notes an acknowledgement; back only when it is on the disk.
    pub fn note(&self, kept: Kept) {
        let mut ledger = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.0.write_all(format!("{kept:?}\n").as_bytes()).expect("notes");
        ledger.0.sync_data().expect("syncs");
        ledger.1.push(kept);
    }

    /// Everything noted so far, from a place on.
    pub fn since(&self, place: usize) -> Vec<Kept> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).1[place..].to_vec()
    }

    pub fn len(&self) -> usize {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).1.len()
    }
}

/// The hash of some words.
pub fn hash(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
