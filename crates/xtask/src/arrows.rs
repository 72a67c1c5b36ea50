//! Which crate may use which: the arrows run one way, and the core has few outside parts.

use crate::File;

/// Each crate of the workspace, and the crates of the workspace it may depend on.
const ALLOWED: [(&str, &[&str]); 19] = [
    ("proof", &[]),
    ("lossy-disk", &[]),
    ("practice-derive", &[]),
    ("documents", &["proof"]),
    ("practice", &["practice-derive"]),
    ("facts", &["practice"]),
    ("facts-parquet", &["practice", "facts"]),
    ("standards", &["practice", "facts"]),
    ("checks", &["documents", "practice", "facts", "facts-parquet", "standards"]),
    ("measures", &["proof", "practice", "facts"]),
    ("store", &["proof", "lossy-disk", "practice", "facts", "standards"]),
    ("identity", &["proof"]),
    ("casework", &["proof", "documents", "practice", "facts", "standards", "checks", "measures", "store", "identity"]),
    ("print", &["practice"]),
    ("ui-assets", &[]),
    ("witness", &[]),
    (
        "web",
        &[
            "proof",
            "documents",
            "practice",
            "facts",
            "standards",
            "checks",
            "measures",
            "store",
            "identity",
            "casework",
            "print",
            "ui-assets",
        ],
    ),
    (
        "goldthread",
        &[
            "proof",
            "documents",
            "lossy-disk",
            "practice",
            "facts",
            "facts-parquet",
            "standards",
            "checks",
            "measures",
            "store",
            "identity",
            "casework",
            "print",
            "ui-assets",
            "web",
            "witness",
        ],
    ),
    ("xtask", &[]),
];

/// The outside crates that the core may use: all of them compute, none of them reads, writes or asks the time.
const OUTSIDE_OF_PRACTICE: [&str; 8] =
    ["csv", "jiff", "rphonetic", "serde", "serde_json", "strsim", "unicode-normalization", "uuid"];
/// Made-up records to try the rules on, and a test for every heading of a page of stories.
const OUTSIDE_OF_PRACTICE_IN_TESTS: [&str; 2] = ["libtest-mimic", "proptest"];

/// A crate's manifest, as far as these rules read it.
#[derive(Debug, Default, PartialEq)]
pub struct Manifest {
    pub name: String,
    /// From `[dependencies]` and `[build-dependencies]`.
    pub uses: Vec<String>,
    /// From `[dev-dependencies]`.
    pub uses_in_tests: Vec<String>,
}

impl Manifest {
    /// Read the names out of a `Cargo.toml`. Understands `a = "1"`, `a.workspace = true`, `[dependencies.a]`, the same
    /// under `[target.'…']`, and `package = "…"` behind another name.
    pub fn read(text: &str) -> Manifest {
        let mut manifest = Manifest::default();
        let mut section = String::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(header) = line.strip_prefix('[') {
                section = header.trim_end_matches(']').to_owned();
                if let Some((kind, name)) = section.rsplit_once('.')
                    && kind.ends_with("dependencies")
                {
                    manifest.add(kind, name);
                }
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let key = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
            if section == "package" && key == "name" {
                manifest.name = value.trim().trim_matches('"').to_owned();
            } else if section.ends_with("dependencies") {
                let renamed = value.split_once("package").and_then(|(_, rest)| rest.split('"').nth(1));
                manifest.add(&section, renamed.unwrap_or(key));
            }
        }
        manifest
    }

    fn add(&mut self, section: &str, name: &str) {
        let list = if section.ends_with("dev-dependencies") { &mut self.uses_in_tests } else { &mut self.uses };
        list.push(name.to_owned());
    }
}

/// The manifests of the crates among the files.
pub fn manifests(files: &[File]) -> Vec<Manifest> {
    files
        .iter()
        .filter(|file| file.path.starts_with("crates/") && file.name() == "Cargo.toml")
        .map(|file| Manifest::read(&file.text))
        .collect()
}

/// Arrows that run upwards, and crates that the table does not know. Dependencies of tests obey the same arrows.
pub fn upward(manifests: &[Manifest]) -> Vec<String> {
    let mut wrong = Vec::new();
    for Manifest { name, uses, uses_in_tests } in manifests {
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            wrong.push(format!("{name} is a new crate: give it a place in ALLOWED of crates/xtask/src/arrows.rs"));
            continue;
        };
        for used in uses.iter().chain(uses_in_tests).filter(|used| is_ours(used)) {
            // A crate's own tests may ask for one of its features.
            if used != name && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{name} uses {used}, but arrows run down only: move what is shared below both"));
            }
        }
    }
    wrong
}

/// Outside crates that the core uses beyond its list.
pub fn heavy_core(manifests: &[Manifest]) -> Vec<String> {
    let Some(core) = manifests.iter().find(|manifest| manifest.name == "practice") else {
        return vec!["crates/practice/Cargo.toml was not found".to_owned()];
    };
    let surplus = |used: &&String, tests: bool| {
        let known = is_ours(used) || OUTSIDE_OF_PRACTICE.contains(&used.as_str());
        !known && (!tests || !OUTSIDE_OF_PRACTICE_IN_TESTS.contains(&used.as_str()))
    };
    let uses = core.uses.iter().filter(|used| surplus(used, false));
    let in_tests = core.uses_in_tests.iter().filter(|used| surplus(used, true));
    uses.chain(in_tests)
        .map(|used| {
            format!("practice uses {used}: do it in a crate above, or argue for it in crates/xtask/src/arrows.rs")
        })
        .collect()
}

fn is_ours(name: &str) -> bool {
    ALLOWED.iter().any(|(known, _)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_in_every_spelling() {
        let text = "[package]\nname = \"web\"\n[dependencies]\na = \"1\"\nb.workspace = true\nc = { path = \"c\" }\n\
            d = { version = \"1\", package = \"store\" }\n[dependencies.e]\nversion = \"1\"\n\
            [target.'cfg(unix)'.dependencies]\nf = \"1\"\n[dev-dependencies]\n# no\ng = \"1\"\n[features]\nh = []\n";
        let manifest = Manifest::read(text);
        assert_eq!(manifest.name, "web");
        assert_eq!(manifest.uses, ["a", "b", "c", "store", "e", "f"]);
        assert_eq!(manifest.uses_in_tests, ["g"]);
    }

    #[test]
    fn an_upward_arrow_is_caught() {
        let bad = Manifest::read("[package]\nname = \"store\"\n[dependencies]\nweb.workspace = true\n");
        assert!(upward(&[bad])[0].contains("store uses web"));
        let in_tests = Manifest::read("[package]\nname = \"practice\"\n[dev-dependencies]\nstore.workspace = true\n");
        assert_eq!(upward(&[in_tests]).len(), 1);
        let good =
            Manifest::read("[package]\nname = \"web\"\n[dependencies]\ncasework.workspace = true\naxum = \"1\"\n");
        assert!(upward(&[good]).is_empty());
    }

    #[test]
    fn an_unknown_crate_is_caught() {
        assert!(upward(&[Manifest::read("[package]\nname = \"utils\"\n")])[0].contains("new crate"));
    }

    #[test]
    fn a_heavy_core_is_caught() {
        let bad = "[package]\nname = \"practice\"\n[dependencies]\njiff = \"1\"\nproptest = \"1\"\ntokio = \"1\"\n";
        assert_eq!(heavy_core(&[Manifest::read(bad)]).len(), 2);
        let good =
            "[package]\nname = \"practice\"\n[dependencies]\njiff = \"1\"\n[dev-dependencies]\nproptest = \"1\"\n";
        assert!(heavy_core(&[Manifest::read(good)]).is_empty());
        assert_eq!(heavy_core(&[]).len(), 1);
    }

    #[test]
    fn the_table_has_no_circle() {
        for (at, (name, uses)) in ALLOWED.iter().enumerate() {
            for used in *uses {
                assert!(ALLOWED[..at].iter().any(|(below, _)| below == used), "{name} uses {used}, which is not below");
            }
        }
    }
}
