//! The files of the repository, as git knows them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::File;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file that is tracked, or new and not ignored. Files that are not UTF-8 are left out.
///
/// # Errors
/// What git said, when the files are not in a git repository that it trusts.
pub fn files() -> Result<Vec<File>, String> {
    let root = root();
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(&root)
        .output()
        .map_err(|error| format!("git could not be run: {error}"))?;
    if !listed.status.success() {
        return Err(format!("git could not list the files: {}", String::from_utf8_lossy(&listed.stderr)));
    }
    let names = String::from_utf8_lossy(&listed.stdout).into_owned();
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .filter_map(|name| Some(File::new(name, std::fs::read_to_string(root.join(name)).ok()?)))
        .collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_file_is_among_them() {
        let files = super::files().expect("a git repository");
        assert!(files.iter().any(|file| file.path == "crates/xtask/src/tree.rs" && file.text.contains("fn files()")));
        assert!(!files.iter().any(|file| file.path.starts_with("target/")));
    }
}
