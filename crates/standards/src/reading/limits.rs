//! How much of a file the readers are willing to take in.

/// Bounds on one read. The defaults are many times the return of the largest authority, and take in that of England.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in one file as read, after unpacking.
    pub file_bytes: u64,
    /// Bytes in one line of a CSV file.
    pub line_bytes: usize,
    /// Rows kept of one table.
    pub rows: usize,
    /// Bytes of the lines whose rows are kept, all files of a set together. This bounds the memory of a read.
    pub kept_bytes: u64,
    /// Files in one set, or in one ZIP.
    pub files: usize,
    /// How many times larger than packed a file in a ZIP may be.
    pub unpacked_times: u64,
    /// Faults listed one by one for one column of one file; the rest are only counted.
    pub alike: u32,
    /// Faults listed one by one in all.
    pub faults: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 4 * 1024 * 1024 * 1024,
            line_bytes: 16 * 1024,
            rows: 2_000_000,
            kept_bytes: 512 * 1024 * 1024,
            files: 200,
            unpacked_times: 200,
            alike: 100,
            faults: 10_000,
        }
    }
}
