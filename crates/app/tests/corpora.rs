//! F3: everything the fuzz targets were given before is given to them again, by the same functions.

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Gives a target everything in its corpus: how many, and the names of those it panicked at.
fn replay(corpus: &Path, target: fn(&[u8])) -> (usize, Vec<String>) {
    let mut files: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let crashed = files.iter().filter(|file| {
        let bytes = std::fs::read(file).unwrap();
        catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err()
    });
    (files.len(), crashed.map(|file| file.display().to_string()).collect())
}

#[test]
fn what_was_fuzzed_before_crashes_nothing() {
    let corpora = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus"));
    let (mut n, mut crashed) = (0, Vec::new());
    for (name, target) in targets::TARGETS {
        let (given, failed) = replay(&corpora.join(name), target);
        assert!(given > 0, "{name} has no corpus");
        n += given;
        crashed.extend(failed);
    }
    assert!(crashed.is_empty(), "{crashed:#?}");
    let folders = std::fs::read_dir(corpora).unwrap().count();
    assert_eq!(folders, targets::TARGETS.len(), "every corpus has its target");
    proof::say("F3", "corpora replayed", n, format!("0 crashes, {} targets", targets::TARGETS.len()));
    let (given, failed) = replay(&corpora.join("dates"), |bytes| assert!(bytes.is_ascii() && bytes.len() < 10));
    assert!(!failed.is_empty());
    proof::say("F3", "twin caught", given, "a target that panics is named with what it was given");
}
