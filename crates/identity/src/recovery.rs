//! Recovery codes: shown once, each good once, for somebody whose phone is lost.

use crate::secret;

/// How many are given at a time.
pub const COUNT: usize = 10;

/// New codes to be shown once, and the hashes to keep.
pub fn new() -> (Vec<String>, Vec<String>) {
    (0..COUNT).map(|_| secret::readable(3)).map(|code| (code.clone(), kept_as(&code))).unzip()
}

/// The hash a code is kept as, however it was typed: case and blanks do not count.
pub fn kept_as(code: &str) -> String {
    let plain: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    secret::hash(&plain)
}

/// The place of the kept hash that this code is.
pub fn place(code: &str, kept: &[String]) -> Option<usize> {
    let hash = kept_as(code);
    kept.iter().position(|one| *one == hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let (codes, kept) = new();
        assert_eq!((codes.len(), kept.len()), (COUNT, COUNT));
        assert_eq!(place(&codes[3], &kept), Some(3));
        assert_eq!(place(&codes[3].to_uppercase().replace('-', " "), &kept), Some(3));
        assert_eq!(place("", &kept), None);
        assert_eq!(place(&codes[3][..13], &kept), None);
    }
}
