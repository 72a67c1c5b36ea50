//! How much of a file the reader is willing to take in.

/// Bounds on one read. The defaults are many times the size of a real return of the largest authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in the whole file.
    pub file_bytes: u64,
    /// Bytes in one `Child`, from its start tag to its end tag. This bounds the memory of `read_each`.
    pub child_bytes: u64,
    /// Characters in one value.
    pub text_chars: usize,
    /// Elements inside one another, the root counted as one.
    pub depth: usize,
    /// Attributes on one element.
    pub attributes: usize,
    /// Elements in the whole file. This bounds the memory of `read`.
    pub elements: u64,
    /// `Child` elements in the whole file.
    pub children: u32,
    /// Faults listed one by one; the rest are only counted.
    pub faults: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 512 * 1024 * 1024,
            child_bytes: 1024 * 1024,
            text_chars: 10_000,
            depth: 12,
            attributes: 16,
            elements: 5_000_000,
            children: 100_000,
            faults: 10_000,
        }
    }
}
