//! What documents say is proved must be proved by a test that exists, or be said to be open.

use crate::File;
use std::collections::BTreeSet;

/// A proof as documents name it: a letter and a number, `D1`.
type Id = String;

/// Letters of the reliability table. Others, such as `V` for a chapter and `H` for a hazard, name no proof.
const LETTERS: &str = "ACDFGLPRSUX";

/// Every proof that a test says: `say("D1", ...)` in Rust, `D1\t` at the start of a line that a script writes.
pub fn said(files: &[File]) -> BTreeSet<Id> {
    let mut said = BTreeSet::new();
    // The rules themselves have samples of what they look for.
    for file in files.iter().filter(|file| !file.path.starts_with("crates/xtask/")) {
        let pieces: Vec<&str> = match () {
            () if file.path.ends_with(".rs") => file.text.split("say(").skip(1).map(|rest| rest.trim_start()).collect(),
            () if file.path.ends_with(".mjs") || file.path == "test" => {
                file.text.match_indices("\\t").filter_map(|(at, _)| line_before(&file.text, at)).collect()
            }
            () => continue,
        };
        said.extend(pieces.into_iter().filter_map(|piece| id(piece.trim_start_matches(['"', '`', '\'']))));
    }
    said
}

/// The quoted text that ends at a place: `'S15`.
fn line_before(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind(['\'', '`', '"'])?;
    Some(&text[start..at])
}

/// The proof a text begins with.
fn id(text: &str) -> Option<Id> {
    let letter = text.chars().next().filter(|letter| LETTERS.contains(*letter))?;
    let digits: String = text[1..].chars().take_while(char::is_ascii_digit).collect();
    let ends = text[1 + digits.len()..].chars().next().is_none_or(|next| !next.is_ascii_alphanumeric());
    ((1..=2).contains(&digits.len()) && ends).then(|| format!("{letter}{digits}"))
}

/// Proofs named in a text, each with whether it stands after `open:`. `D1 to D5` names five.
fn named(text: &str) -> Vec<(Id, bool)> {
    let mut named: Vec<(Id, bool)> = Vec::new();
    let (mut open, mut range) = (false, false);
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).filter(|word| !word.is_empty()) {
        match (word, id(word)) {
            ("open:", _) => open = true,
            (_, Some(id)) => {
                if let Some((before, _)) = named.last().filter(|(before, _)| range && before[..1] == id[..1]) {
                    let number = |id: &str| id[1..].parse::<u32>().unwrap_or_default();
                    let between = number(before) + 1..number(&id);
                    let letter = id[..1].to_owned();
                    named.extend(between.map(|number| (format!("{letter}{number}"), open)));
                }
                named.push((id, open));
            }
            _ => {}
        }
        range = word == "to";
    }
    named
}

/// Rows of a document's tables that name a proof no test says, or call open what a test does say.
pub fn unproved(document: &File, said: &BTreeSet<Id>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, text) in document.lines().filter(|(_, text)| text.starts_with('|')) {
        let whole = text.contains("| **open** |");
        // What stands after `open:` is open to the end of its cell.
        for (id, open) in text.split('|').flat_map(named) {
            let at = format!("{}:{line}: {id}", document.path);
            match (said.contains(&id), open || whole) {
                (true, true) => wrong.push(format!("{at} is proved by a test; say so, and not that it is open")),
                (false, false) => {
                    wrong.push(format!("{at} is said by no test; write the test, or say \u{201c}open: {id}\u{201d}"));
                }
                _ => {}
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tests_say_is_found() {
        let rust = File::new("a.rs", "say(\"D1\", on); proof::say(\n    \"S13\", 1); say(id, on); essay(\"x\");");
        let script = File::new("test", "printf 'S15\\tbill of materials\\t%s'; echo 'no\\tproof'");
        let page = File::new("a.test.mjs", "const line = `S12\\t${on}\\t${n}`;");
        let said: Vec<_> = said(&[rust, script, page]).into_iter().collect();
        assert_eq!(said, ["D1", "S12", "S13", "S15"]);
    }

    #[test]
    fn a_row_that_names_what_nobody_says_is_caught() {
        let said = BTreeSet::from(["D1", "D2", "D4"].map(str::to_owned));
        let wrong = |row: &str| unproved(&File::new("d.md", row), &said).len();
        assert_eq!(wrong("| H2 | V1 | proofs D1, D2; X25519 |"), 0);
        assert_eq!(wrong("| D1 to D4 |"), 1, "D3 is between them");
        assert_eq!(wrong("| D1; open: D3 | D2 |"), 0, "open to the end of the cell");
        assert_eq!(wrong("| D1; open: D2 |"), 1, "what is proved is not open");
        assert_eq!(wrong("| 1.2.3 | 2 | words | **open** | D3 |"), 0);
        assert_eq!(wrong("| 1.2.3 | 2 | words | test | proof D3 |"), 1);
        assert_eq!(wrong("D3 in a sentence"), 0);
    }
}
