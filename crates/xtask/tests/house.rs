//! The house rules, over the whole repository.

use std::sync::LazyLock;

use xtask::{File, arrows, glossary, map, proofs, purity, safety, text, tree};

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| tree::files().expect("the files of the repository"));

fn file(path: &str) -> &'static File {
    FILES.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is missing"))
}

#[track_caller]
fn nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
}

#[test]
fn files_are_short() {
    nothing(text::too_long(&FILES, &file("crates/xtask/long-files.txt").text));
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    nothing(text::machine_paths(&FILES));
}

#[test]
fn nothing_is_left_unfinished() {
    nothing(text::unfinished(&FILES));
}

#[test]
fn no_year_decides_in_the_code() {
    nothing(text::decided_by_year(&FILES));
}

#[test]
fn arrows_run_down() {
    let manifests = arrows::manifests(&FILES);
    assert!(manifests.iter().any(|manifest| manifest.name == "practice"), "the manifests were not found");
    nothing(arrows::upward(&manifests));
}

#[test]
fn the_core_has_few_parts() {
    nothing(arrows::heavy_core(&arrows::manifests(&FILES)));
}

#[test]
fn the_pure_crates_stay_pure() {
    nothing(purity::impure(&FILES));
}

#[test]
fn no_crate_is_unsafe() {
    nothing(safety::unsafe_allowed(&FILES));
}

#[test]
fn the_map_is_true() {
    nothing(map::untrue(file("ARCHITECTURE.md"), &FILES));
}

#[test]
fn documented_commands_exist() {
    for path in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        nothing(map::missing_commands(file(path), &FILES));
    }
}

#[test]
fn every_kind_of_record_is_in_the_glossary() {
    nothing(glossary::unexplained(&glossary::record_titles(&FILES), &file("GLOSSARY.md").text));
}

#[test]
fn what_documents_say_is_proved_is() {
    let said = proofs::said(&FILES);
    assert!(said.len() > 20, "only {said:?} are said");
    for path in ["docs/asvs.md", "docs/hazards.md", "docs/hostile.md", "docs/threat-model.md"] {
        nothing(proofs::unproved(file(path), &said));
    }
    for path in ["docs/asvs.md", "docs/hazards.md"] {
        nothing(map::untrue(file(path), &FILES));
    }
}
