//! The layout of the lists, as published in `data/annex-a-lists.csv`, and what else is known to be written in its place:
//! `data/annex-a-known.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{codes, table};

/// One list: its number, its name, and its columns in the order they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// 1 to 11.
    pub number: u8,
    /// What it lists, as the guidance names it.
    pub name: String,
    /// Its columns, those of the newest layout.
    pub columns: Vec<Column>,
}

/// One column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub holds: Holds,
    /// Whether a cell may be blank.
    pub blank_ok: bool,
    /// Whether it came with the layout of January 2024.
    pub newer: bool,
    /// The answers to choose from, those of the pick list first; empty when it is no pick list.
    pub picks: Vec<Pick>,
    /// Whether other answers will do: the name of an authority.
    pub open: bool,
    /// Answers by how they may be written.
    answers: HashMap<String, usize>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words, or a number that is a name.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Whole,
    /// An answer of a pick list.
    Pick,
    /// A postcode.
    Postcode,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// As the pick list has it: `a) Male`, `E1: Placement order`.
    pub written: String,
    /// The code alone, or the words where there is no code: `E1`, `WBRI`, `Male`, `Yes`.
    pub code: String,
    /// The words alone: `Placement order`.
    pub words: String,
    /// Whether the pick list has it. A code of the sector that the list has not caught up with is taken as well.
    pub listed: bool,
}

/// An answer read from what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub pick: &'static Pick,
    /// Whether the letter before it is that of another answer.
    pub misplaced: bool,
}

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(layouts);

/// The lists, 1 to 11.
pub fn lists() -> &'static [Layout] {
    &LAYOUTS
}

/// The list of that number.
pub fn list(number: u8) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|list| list.number == number)
}

/// Other headings that are known to stand for one: what is written, plain, and the heading it means.
pub(super) static HEADINGS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| known("heading").map(|[_, heading, written, _]| (plain(&written), heading)).collect());

/// A text as headings and answers are compared: small letters and digits only.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|mark| mark.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Column {
    /// The answer that is written there, by its words, its code, both, or as it is known to be written elsewhere.
    pub(super) fn answer(&'static self, text: &str) -> Option<Answer> {
        if let Some(at) = self.answers.get(&plain(text)) {
            return Some(Answer { pick: &self.picks[*at], misplaced: false });
        }
        // `q) Police`, where the list has it under another letter.
        if let Some((_, rest)) = lettered(text)
            && let Some(at) = self.answers.get(&plain(rest))
        {
            return Some(Answer { pick: &self.picks[*at], misplaced: true });
        }
        // `PR4 - in other words`, `(RD1) in other words`.
        let text = lettered(text).map_or(text, |(_, rest)| rest).trim_start_matches('(');
        let end = text.find([' ', ':', '-', ')', '.'])?;
        let code = text[..end].to_ascii_uppercase();
        let coded = |pick: &&Pick| pick.code == code && pick.code != pick.words.to_ascii_uppercase();
        self.picks.iter().find(coded).map(|pick| Answer { pick, misplaced: false })
    }

    /// The answer that is meant by what is written, if it is one.
    pub fn meant(&'static self, text: &str) -> Option<&'static Pick> {
        self.answer(text).map(|answer| answer.pick)
    }
}

/// The letter of `a) Male`, and what stands after it.
fn lettered(text: &str) -> Option<(&str, &str)> {
    let (letter, rest) = text.split_once(')')?;
    let right = (1..=2).contains(&letter.len()) && letter.bytes().all(|byte| byte.is_ascii_alphabetic());
    right.then_some((letter, rest.trim_start()))
}

impl Pick {
    /// An answer as the list has it.
    fn listed(written: &str) -> Pick {
        let rest = lettered(written).map_or(written, |(_, rest)| rest);
        let coded = |mark: &str| {
            rest.split_once(mark).filter(|(code, _)| {
                code.len() <= 4 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            })
        };
        let (code, words) = coded(": ").or_else(|| coded(" - ")).unwrap_or((rest, rest));
        Pick { written: written.to_owned(), code: code.to_owned(), words: words.to_owned(), listed: true }
    }

    /// Every way it is written in full or in part.
    fn ways(&self) -> [String; 3] {
        [plain(&self.written), plain(&self.code), plain(&format!("{}{}", self.code, self.words))]
    }
}

/// The rows of what is known, of one kind.
fn known(kind: &str) -> impl Iterator<Item = [String; 4]> {
    let rows = table::records(include_str!("../../data/annex-a-known.csv"), 4).into_iter();
    let rows = rows.map(|row| [0, 1, 2, 3].map(|column| row[column].clone()));
    rows.filter(move |row| row[0] == kind)
}

fn layouts() -> Vec<Layout> {
    let mut all: Vec<Layout> = Vec::new();
    for row in table::records(include_str!("../../data/annex-a-lists.csv"), 8) {
        let Ok(number) = row[0].parse() else { continue };
        if all.last().is_none_or(|list| list.number != number) {
            all.push(Layout { number, name: row[1].clone(), columns: Vec::new() });
        }
        if let Some(list) = all.last_mut() {
            list.columns.push(column(&row[3], &row[4], &row[5], &row[6]));
        }
    }
    all
}

fn column(heading: &str, kind: &str, allowed: &str, note: &str) -> Column {
    let holds = match kind {
        "integer" => Holds::Whole,
        "code" => Holds::Pick,
        "postcode" => Holds::Postcode,
        _ if kind.starts_with("date") => Holds::Date,
        _ => Holds::Text,
    };
    let listed = allowed.split(" | ").filter(|answer| !answer.is_empty() && *answer != "LA name");
    let mut picks: Vec<Pick> = listed.map(Pick::listed).collect();
    let mut answers: HashMap<String, usize> = HashMap::new();
    for (at, pick) in picks.iter().enumerate() {
        for way in pick.ways() {
            answers.entry(way).or_insert(at);
        }
    }
    // Words alone will do where they are those of one answer only, and not "Individual" of four.
    for (at, pick) in picks.iter().enumerate() {
        if picks.iter().filter(|other| other.words == pick.words).count() == 1 {
            answers.entry(plain(&pick.words)).or_insert(at);
        }
    }
    // The codes of the sector behind the list: those it has not caught up with, and the published words of each.
    for [_, _, set, _] in known("codes").filter(|row| row[1] == heading) {
        for entry in codes::entries(&set) {
            let code = plain(&entry.code);
            let at = *answers.entry(code).or_insert_with(|| {
                let (code, words) = (entry.code.clone(), entry.label.clone());
                let written = if words.is_empty() { code.clone() } else { format!("{code}: {words}") };
                picks.push(Pick { written, code, words, listed: false });
                picks.len() - 1
            });
            let [written, _, both] = picks[at].ways();
            let words = plain(&entry.label);
            for way in [words.clone(), written, both, plain(&entry.code) + &words] {
                if !way.is_empty() {
                    answers.entry(way).or_insert(at);
                }
            }
        }
    }
    for [_, _, written, meant] in known("answer").filter(|row| row[1] == heading || row[1] == "*") {
        if let Some(at) = picks.iter().position(|pick| pick.code == meant) {
            answers.entry(plain(&written)).or_insert(at);
        }
    }
    Column {
        heading: heading.to_owned(),
        holds,
        blank_ok: note.contains("blank ok"),
        newer: note.contains("new in the Jan 2024 layout"),
        open: allowed.starts_with("LA name"),
        picks,
        answers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(number: u8, heading: &str, texts: &[&str]) -> Vec<String> {
        let column = list(number).unwrap().columns.iter().find(|column| column.heading == heading).unwrap();
        let said = |answer: Answer| format!("{}{}", answer.pick.code, if answer.misplaced { "?" } else { "" });
        texts.iter().map(|text| column.answer(text).map_or("-".into(), said)).collect()
    }

    #[test]
    fn answers_in_many_spellings() {
        let gender = ["a) Male", "Male", "female", "F", "b)Female", "a) Female", "c", "Shoe", "Not Stated / Recorded"];
        let wanted = ["Male", "Male", "Female", "Female", "Female", "Female?", "-", "-", "Not stated/recorded"];
        assert_eq!(answers(1, "Gender", &gender), wanted);
        let asked = ["a) Yes", "Y", "1", "TRUE", "no", "0", "b) No", "Maybe"];
        assert_eq!(answers(3, "Referral NFA?", &asked), ["Yes", "Yes", "Yes", "Yes", "No", "No", "No", "-"]);
        let source = ["q) 6: Police", "6", "Police", "1B", "Individual", "5D", "b) 6: Police"];
        assert_eq!(answers(1, "Contact Source", &source), ["6", "6", "6", "1B", "-", "5D", "6?"]);
        let place = ["e) K3", "K3", "Z11", "f) U6: Foster placement - not FFA", "U6 - otherwise said", "X9", "H5"];
        assert_eq!(answers(8, "Placement Type", &place), ["K3?", "K3", "Z11", "U6", "U6", "-", "H5"]);
        let reason = ["RD2", "(RD1) the child's needs", "RD4: Any other reason", "Any other reason", "RD9"];
        let wanted = ["RD2", "RD1", "RD4", "RD4", "-"];
        assert_eq!(answers(10, "Reason Why Child No Longer Placed for Adoption", &reason), wanted);
        let provider = ["e) PR4 - Private provision", "PR4", "Private provision", "g) Nobody"];
        assert_eq!(answers(8, "Placement Provider", &provider), ["PR4", "PR4", "PR4", "-"]);
        assert_eq!(answers(1, "Ethnicity", &["White British", "wbri", "WBRI - White British"]), ["WBRI"; 3]);
        assert_eq!(answers(9, "Activity Status", &["F3: Full time in training or employment", "F9"]), ["F3", "-"]);
        assert_eq!(answers(11, "Reason for leaving adoption process", &["1", "1 - Adopter withdrew"]), ["1", "1"]);
    }

    #[test]
    fn what_is_known_is_about_columns_that_are() {
        let columns: Vec<&Column> = lists().iter().flat_map(|list| &list.columns).collect();
        let rows: Vec<[String; 4]> = ["heading", "codes", "answer"].into_iter().flat_map(known).collect();
        assert!(rows.len() > 30, "{}", rows.len());
        for [kind, heading, written, meant] in rows {
            let of: Vec<_> = columns.iter().filter(|column| heading == "*" || column.heading == heading).collect();
            assert!(!of.is_empty(), "{heading}");
            match &*kind {
                "codes" => assert!(!codes::entries(&written).is_empty(), "{written}"),
                "answer" => {
                    assert!(of.iter().any(|c| c.picks.iter().any(|pick| pick.code == meant)), "{heading} {meant}")
                }
                _ => assert!(!columns.iter().any(|column| plain(&column.heading) == plain(&written)), "{written}"),
            }
        }
    }
}
