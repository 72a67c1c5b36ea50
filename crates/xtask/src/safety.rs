//! No crate of ours may be unsafe: forbidden once for all, and taken over by each.

use crate::File;

/// Manifests that do not take over the lints of the workspace, and a workspace that does not forbid.
pub fn unsafe_allowed(files: &[File]) -> Vec<String> {
    let manifests = files.iter().filter(|file| file.path.starts_with("crates/") && file.name() == "Cargo.toml");
    let mut wrong: Vec<String> = manifests
        .filter(|file| !file.text.replace(' ', "").contains("[lints]\nworkspace=true"))
        .map(|file| format!("{}: add [lints] workspace = true", file.path))
        .collect();
    let forbids = |file: &&File| file.path == "Cargo.toml" && file.text.contains("unsafe_code = \"forbid\"");
    if !files.iter().any(|file| forbids(&file)) {
        wrong.push("Cargo.toml: forbid unsafe_code under [workspace.lints.rust]".to_owned());
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_goes_its_own_way_is_caught() {
        let root = File::new("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n");
        let good = File::new("crates/a/Cargo.toml", "[lints]\nworkspace = true\n");
        let bad = File::new("crates/b/Cargo.toml", "[lints.rust]\nunsafe_code = \"allow\"\n");
        assert!(unsafe_allowed(&[root.clone(), good.clone()]).is_empty());
        assert_eq!(unsafe_allowed(&[root, bad]).len(), 1);
        assert_eq!(unsafe_allowed(&[good]).len(), 1);
    }
}
