//! The pure crates may not read, write, or ask the time. Clippy holds that through a `clippy.toml` beside each; these
//! rules hold that the file is there, is the same everywhere, and bans what it should.

use crate::File;

/// The crates that compute and do nothing else.
pub const PURE: [&str; 4] = ["practice", "facts", "standards", "measures"];

const BANNED: [&str; 10] = [
    "std::fs::read",
    "std::fs::write",
    "std::fs::read_to_string",
    "std::fs::File::open",
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "std::env::var",
    "std::process::Command::new",
];

/// Pure crates whose `clippy.toml` is missing, differs from that of practice, or leaves something out.
pub fn impure(files: &[File]) -> Vec<String> {
    let find = |path: String| files.iter().find(|file| file.path == path);
    let Some(first) = find("crates/practice/clippy.toml".to_owned()) else {
        return vec!["crates/practice/clippy.toml is missing: it keeps the core free of files and clocks".to_owned()];
    };
    let mut wrong: Vec<String> = BANNED
        .iter()
        .filter(|name| !first.text.contains(&format!("path = \"{name}\"")))
        .map(|name| format!("{} must ban {name}", first.path))
        .collect();
    for line in first.text.lines().filter(|line| line.contains("path = ") && !line.contains("reason = ")) {
        wrong.push(format!("{}: say the reason, and what to do instead: {line}", first.path));
    }
    for name in PURE.iter().filter(|name| find(format!("crates/{name}/Cargo.toml")).is_some()) {
        let path = format!("crates/{name}/clippy.toml");
        if find(path.clone()).is_none_or(|copy| copy.text != first.text) {
            wrong.push(format!("{path} must be a copy of {}: copy it again", first.path));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> String {
        BANNED.iter().map(|name| format!("{{ path = \"{name}\", reason = \"pass it in\" }},\n")).collect()
    }

    #[test]
    fn a_missing_or_different_copy_is_caught() {
        assert_eq!(impure(&[]).len(), 1);
        let mut files = vec![
            File::new("crates/practice/Cargo.toml", ""),
            File::new("crates/practice/clippy.toml", complete()),
            File::new("crates/standards/Cargo.toml", ""),
        ];
        assert_eq!(impure(&files).len(), 1);
        files.push(File::new("crates/standards/clippy.toml", "disallowed-methods = []"));
        assert_eq!(impure(&files).len(), 1);
        files[3].text = complete();
        assert!(impure(&files).is_empty(), "{:?}", impure(&files));
    }

    #[test]
    fn a_gap_in_the_bans_is_caught() {
        let text = complete().replace("jiff::Zoned::now", "jiff::Zoned::later").replace("reason", "note");
        let wrong = impure(&[File::new("crates/practice/clippy.toml", text)]);
        assert!(wrong.iter().any(|told| told.contains("must ban jiff::Zoned::now")));
        assert!(wrong.iter().any(|told| told.contains("say the reason")));
    }
}
