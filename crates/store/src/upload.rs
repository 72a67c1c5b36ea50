//! Files sent in drafts: who sent which file in which draft. Their bytes are kept elsewhere, by hash.

use crate::DraftId;
use jiff::Timestamp;
use practice::ids::StaffId;

/// A file sent in a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct Upload {
    /// The draft: only it may name the file.
    pub draft: DraftId,
    /// The SHA-256 of what is kept, in hexadecimal.
    pub hash: String,
    /// The same of its preview.
    pub preview: Option<String>,
    /// Its size, in bytes.
    pub size: u64,
    /// Who sent it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// What is known of it, as JSON: what the draft's answer says.
    pub file: String,
}
