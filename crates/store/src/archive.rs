//! Everything kept, as a stream of lines that either engine writes and either engine reads.
//!
//! A header, then every table: its name and columns, its rows as JSON lists in order of the key, and how many there
//! were with the digest of their lines. The last line counts and digests the whole, so that a stream cut short, or put
//! together from two, is not taken for whole. All of it is one picture: what was committed when the writing began.

mod read;
mod tables;
mod write;

pub(crate) use read::restore;
pub(crate) use tables::{Table, tables};
pub(crate) use write::archive;

use crate::StoreError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How the stream is laid out; a reader refuses any other.
const FORMAT: u32 = 1;

/// A line of the stream that is not a row.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first.
    Goldthread {
        /// [`FORMAT`].
        format: u32,
        /// The number of the newest migration its tables have.
        tables: i64,
        /// When it was made, in UTC.
        made: String,
    },
    /// The rows that follow are of this table.
    Table { name: String, columns: Vec<String> },
    /// The end of a table.
    Rows { count: u64, sha256: String },
    /// The last.
    End { tables: u64, rows: u64, sha256: String },
}

/// What a stream held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Tables.
    pub tables: u64,
    /// Rows, over all tables.
    pub rows: u64,
    /// Revisions of records among them.
    pub revisions: u64,
    /// The digest of the whole stream, in hexadecimal.
    #[serde(rename = "records_sha256")]
    pub sha256: String,
    /// When it was made, in UTC.
    pub made: String,
}

fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn broken(why: impl std::fmt::Display) -> StoreError {
    StoreError::Refused(format!("this backup cannot be restored: {why}"))
}
