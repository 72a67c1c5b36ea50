//! The map of the code must be true: what ARCHITECTURE.md and README.md name must exist.

use std::collections::BTreeSet;

use crate::File;

/// Words of Rust that a map may use without defining them.
const KNOWN: [&str; 8] = ["Option", "Result", "Vec", "String", "Some", "None", "Ok", "Err"];

/// Names in backticks, and names in plain drawings of the tree, that are nowhere in the repository.
///
/// - `crates/web/src` or `run`-like words with a slash, and words with an ending of a file: a path from the root, or
///   the end of one. A `*` stands for anything.
/// - `TypeName`, `TypeName::function` and `function()`: something defined in the crates.
/// - In a block of text without a language: words ending in `/` or `.rs`.
///
/// Addresses (starting with `/` or `http`), commands (with a blank) and `snake_case` words without brackets are not
/// looked up.
pub fn untrue(map: &File, files: &[File]) -> Vec<String> {
    let defined = definitions(files);
    let mut wrong = Vec::new();
    for Span { line, text, drawn } in spans(map) {
        let problem = if drawn {
            (text.ends_with('/') || text.ends_with(".rs")) && !path_exists(text, files)
        } else if looks_like_path(text) {
            !path_exists(text, files)
        } else {
            named_items(text).into_iter().any(|name| !KNOWN.contains(&name) && !defined.contains(name))
        };
        if problem {
            wrong.push(format!("{}:{line}: `{text}` does not exist; correct the map or the code", map.path));
        }
    }
    wrong
}

/// Commands in a document that start with `./` or `scripts/` and are no file, and crates after `-p` that do not exist.
pub fn missing_commands(document: &File, files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, text) in document.lines() {
        let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || "`()\"',;".contains(c)).collect();
        for (at, word) in words.iter().enumerate() {
            let word = word.trim_end_matches(['.', ':']);
            let path = word.strip_prefix("./").unwrap_or(word);
            let command = (word.starts_with("./") || word.starts_with("scripts/")) && !path.is_empty();
            // What a command makes is no file of the repository.
            let made = path.starts_with("demo-data") || path.starts_with("target/") || path.starts_with("shots");
            if command && !made && !files.iter().any(|file| file.path == path.trim_end_matches('/')) {
                wrong.push(format!("{}:{line}: {word} is no file; correct the document or add it", document.path));
            }
            if *word == *"-p" && words.contains(&"cargo") {
                let name = words.get(at + 1).copied().unwrap_or_default();
                let wanted = format!("name = \"{name}\"");
                if !files.iter().any(|file| file.path.ends_with("Cargo.toml") && file.text.contains(&wanted)) {
                    wrong.push(format!("{}:{line}: there is no crate {name}", document.path));
                }
            }
        }
    }
    wrong
}

struct Span<'a> {
    line: usize,
    text: &'a str,
    /// From a drawing in a block without a language, not from backticks.
    drawn: bool,
}

fn spans(map: &File) -> Vec<Span<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    for (line, text) in map.lines() {
        if let Some(language) = text.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(language.trim()) };
            continue;
        }
        match fence {
            Some("" | "text") => {
                found.extend(text.split_whitespace().map(|text| Span { line, text, drawn: true }));
            }
            Some(_) => {}
            None => found.extend(text.split('`').skip(1).step_by(2).map(|text| Span { line, text, drawn: false })),
        }
    }
    found
}

fn looks_like_path(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-*".contains(c));
    let ending = [".rs", ".md", ".toml", ".mjs", ".sql", ".csv", ".txt"].iter().any(|end| text.ends_with(end));
    plain && !text.starts_with('/') && !text.starts_with("http") && (text.contains('/') || ending)
}

/// Is this a file or folder, named from the root or by the end of its path?
fn path_exists(text: &str, files: &[File]) -> bool {
    let wanted = text.trim_start_matches("./").trim_end_matches('/');
    let folder = text.ends_with('/');
    files.iter().any(|file| {
        let parts: Vec<&str> = file.path.split('/').collect();
        let pattern: Vec<&str> = wanted.split('/').collect();
        // A folder is a part of the path that is not the last one.
        let last = if folder { parts.len().saturating_sub(1) } else { parts.len() };
        parts[..last]
            .windows(pattern.len())
            .any(|window| window.iter().zip(&pattern).all(|(part, wanted)| like(part, wanted)))
    })
}

/// Does the name fit the pattern, in which one `*` stands for anything?
fn like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((start, end)) => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
    }
}

/// The items named by `TypeName`, `TypeName::function`, `function()` or `Type<Other>`; none if it is something else.
fn named_items(text: &str) -> Vec<&str> {
    if text.starts_with("#[") {
        return Vec::new();
    }
    let called = text.contains('(');
    let name = text.split(['(', '<', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = name.split("::").collect();
    let type_like = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.contains(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_name = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if text.contains(' ') && !called || !parts.iter().all(is_name) {
        return Vec::new();
    }
    if parts.iter().any(|part| type_like(part)) || called {
        // In `casework::Command`, the module is a path of its own and not looked up here.
        let first = parts.iter().position(|part| type_like(part)).unwrap_or(parts.len() - 1);
        return parts[first..].to_vec();
    }
    Vec::new()
}

/// Every name that a crate defines: types, traits, functions, constants, modules, enum variants and macros.
fn definitions(files: &[File]) -> BTreeSet<&str> {
    const WORDS: [&str; 10] =
        ["struct", "enum", "trait", "fn", "const", "static", "type", "mod", "union", "macro_rules!"];
    let mut names = BTreeSet::new();
    for file in files.iter().filter(|file| file.is_rust() && file.path.starts_with("crates/")) {
        for line in file.text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || "_!".contains(c))).filter(|w| !w.is_empty());
            while let Some(word) = words.next() {
                if WORDS.contains(&word)
                    && let Some(name) = words.next()
                {
                    names.insert(name);
                }
            }
            // A variant stands at the start of its line.
            let start = line.trim_start();
            let end = start.find(|c: char| !c.is_alphanumeric()).unwrap_or(start.len());
            if line.starts_with(' ') && start[end..].starts_with([',', '(', ' ']) {
                let is_variant = start.starts_with(|c: char| c.is_ascii_uppercase());
                if is_variant && (start[end..].starts_with([',', '(']) || start[end..].starts_with(" {")) {
                    names.insert(&start[..end]);
                }
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<File> {
        vec![
            File::new("run", ""),
            File::new("crates/web/Cargo.toml", "[package]\nname = \"web\"\n"),
            File::new("crates/practice/src/journey.rs", "pub struct Journey;\nimpl Journey { pub fn of() {} }\n"),
            File::new("crates/practice/src/front_door.rs", "pub enum Step {\n    Contact,\n    // struct Ghost\n}\n"),
        ]
    }

    fn told(text: &str) -> usize {
        untrue(&File::new("ARCHITECTURE.md", text), &tree()).len()
    }

    #[test]
    fn what_exists_passes() {
        let text = "`crates/practice/src` `journey.rs` `crates/*/src/` `Journey` `Journey::of` `of()` `Journey::of(..)` \
            `Option` `Step::Contact` `/children/1` `cargo test` `CLK-S47-05` `https://example.org/a.rs` `snake_case`\n\
            ```\npractice/   journey.rs  front_door.rs ...\n```\n```rust\nGhost::new()\n```";
        assert_eq!(untrue(&File::new("ARCHITECTURE.md", text), &tree()), Vec::<String>::new());
    }

    #[test]
    fn a_missing_path_is_caught() {
        for text in ["`crates/ghost`", "`ghost.rs`", "`crates/practice/src/ghost.rs`", "`docs/*.md`", "`journey.rs/`"] {
            assert_eq!(told(text), 1, "{text}");
        }
    }

    #[test]
    fn a_missing_type_or_function_is_caught() {
        for text in ["`Ghost`", "`Journey::ghost`", "`ghost()`", "`Ghost::of(records)`", "`practice::Ghost`"] {
            assert_eq!(told(text), 1, "{text}");
        }
    }

    #[test]
    fn a_missing_room_in_a_drawing_is_caught() {
        assert_eq!(told("```\npractice/\n  ghost.rs\n  attic/\n```"), 2);
    }

    #[test]
    fn a_missing_command_is_caught() {
        let check = |text: &str| missing_commands(&File::new("README.md", text), &tree()).len();
        assert_eq!(check("Type `./run --empty`, then `cargo test -p web`. Data is in ./demo-data."), 0);
        assert_eq!(check("Type `./walk`."), 1);
        assert_eq!(check("    scripts/ghost now"), 1);
        assert_eq!(check("cargo run -p ghost"), 1);
    }
}
