//! Reports that were issued: kept as they were, each vouched for by an entry of the log.

use crate::StoreError;
use jiff::Timestamp;
use practice::ids::StaffId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How the digest of a report begins, in the entry that vouches for it.
pub(crate) const OF_REPORT: &str = "report:";

/// A report as it was issued. Nothing changes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Its own name: issuing it twice under one name keeps it once.
    pub id: Uuid,
    /// What it is of, as its writer sorts reports: `director month 2026-10-31`.
    pub about: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// Everything it says, as JSON. Empty in a list of reports.
    pub body: String,
}

impl Report {
    /// What the entry that vouches for it carries.
    pub(crate) fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        // Lengths before words: no two reports run into one another.
        for part in [&self.id.to_string(), &self.about, &self.issued.to_string(), &self.by.0, &self.body] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        let hex: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{OF_REPORT}{hex}")
    }

    /// The same, when it is what its entry vouches for.
    pub(crate) fn vouched(self, digest: &str) -> Result<Report, StoreError> {
        if self.digest() == digest {
            Ok(self)
        } else {
            Err(StoreError::Engine("a report is not as it was issued: its entry in the log says otherwise".to_owned()))
        }
    }
}
