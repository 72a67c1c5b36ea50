//! How a share is written: a percentage of few people says more than it knows.

/// Below this many, a share is written as counts.
pub const COUNTS_BELOW: u64 = 20;
/// Below this many, in words.
pub const WORDS_BELOW: u64 = 10;

const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Whether a share of this many is written without a percentage.
pub fn few(of: u64) -> bool {
    of < COUNTS_BELOW
}

/// A share of `of` people: `86.0%` from twenty, `12 of 14` from ten, `three of seven` below, `nobody to count` for none.
pub fn share(counted: u64, of: u64) -> String {
    match of {
        0 => "nobody to count".to_owned(),
        _ if of < WORDS_BELOW => {
            let word = |n: u64| WORDS.get(n as usize).copied().unwrap_or("more");
            format!("{} of {}", word(counted), word(of))
        }
        _ if few(of) => format!("{counted} of {of}"),
        _ => format!("{:.1}%", 100.0 * counted as f64 / of as f64),
    }
}
