//! What in a copy must be looked at before it leaves, and what must not leave at all.
//!
//! It is worked out from what the records hold, whoever asks: somebody who may not see a protected address is stopped from
//! sending it all the same.

use crate::access::facts::Level;
use crate::access::{Act, Actor};
use crate::{Casework, Done, people_of};
use practice::ids::PersonId;
use practice::people::{Address, PersonDetails};
use practice::record::Records;
use practice::spec::Sensitivity;
use std::collections::BTreeSet;
use std::ops::Range;

/// Why words of a copy are marked, what matters most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// A protected address, or somebody of whom nobody may know: it must not leave.
    Protected,
    /// An address or a postcode.
    Address,
    /// A telephone number.
    Telephone,
    /// A school, nursery or college.
    School,
    /// Somebody else: a brother or sister, a relative.
    Person,
}

impl Mark {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Mark::Protected => "must not be sent",
            Mark::Address => "address",
            Mark::Telephone => "telephone number",
            Mark::School => "school",
            Mark::Person => "another person",
        }
    }
}

/// What to look for in a copy about one child.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Letters and figures, with why.
    wanted: Vec<(Mark, String)>,
}

/// Names shorter than this are too often part of something else.
const SHORTEST: usize = 3;
const SCHOOLS: [&str; 5] = ["School", "Academy", "College", "Nursery", "Preschool"];

impl Watch {
    /// One that looks for these words alone, which must not leave.
    pub fn of_protected(words: &str) -> Watch {
        let mut watch = Watch::default();
        watch.add(Mark::Protected, words);
        watch
    }

    fn add(&mut self, mark: Mark, words: &str) {
        let plain: String = plain(words).into_iter().map(|(one, _)| one).collect();
        if plain.chars().count() >= SHORTEST {
            self.wanted.push((mark, plain));
        }
    }

    /// Where in a text something stands that must be looked at, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<(Range<usize>, Mark)> {
        let letters = plain(text);
        let mut found: Vec<(Mark, Range<usize>)> = Vec::new();
        for (mark, wanted) in &self.wanted {
            found.extend(places(text, &letters, wanted).into_iter().map(|place| (*mark, place)));
        }
        found.extend(postcodes(text).into_iter().map(|place| (Mark::Address, place)));
        found.extend(telephones(text).into_iter().map(|place| (Mark::Telephone, place)));
        found.extend(schools(text).into_iter().map(|place| (Mark::School, place)));
        // What matters most is marked where two overlap; of the same, the longer.
        found.sort_by_key(|(mark, place)| (*mark, place.start, std::cmp::Reverse(place.end)));
        let mut apart: Vec<(Range<usize>, Mark)> = Vec::new();
        for (mark, place) in found {
            if apart.iter().all(|(other, _)| place.end <= other.start || other.end <= place.start) {
                apart.push((place, mark));
            }
        }
        apart.sort_by_key(|(place, _)| place.start);
        apart
    }

    /// Does a text hold what must not leave?
    pub fn stops(&self, text: &str) -> bool {
        self.marks(text).iter().any(|(_, mark)| *mark == Mark::Protected)
    }
}

/// The letters and figures of a text, each with its place.
fn plain(text: &str) -> Vec<(char, usize)> {
    let letters = text.char_indices().filter(|(_, one)| one.is_alphanumeric());
    letters.flat_map(|(at, one)| one.to_lowercase().map(move |one| (one, at))).collect()
}

/// Where letters and figures stand in a text, as whole words, whatever stands between them.
fn places(text: &str, letters: &[(char, usize)], wanted: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = wanted.chars().collect();
    let ends = |at: usize| text[at..].chars().next().map_or(at, |one| at + one.len_utf8());
    let is_letter = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
    let windows =
        letters.windows(wanted.len().max(1)).filter(|some| some.iter().map(|(one, _)| *one).eq(wanted.iter().copied()));
    let found = windows.filter_map(|some| Some(some.first()?.1..ends(some.last()?.1)));
    found
        .filter(|place| {
            !is_letter(text[..place.start].chars().next_back()) && !is_letter(text[place.end..].chars().next())
        })
        .collect()
}

/// Words with their places.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let start = text.as_ptr() as usize;
    let place = |word: &str| word.as_ptr() as usize - start;
    text.split(|one: char| !one.is_alphanumeric() && one != '\'' && one != '’')
        .filter(|word| !word.is_empty())
        .map(|word| (place(word)..place(word) + word.len(), word))
        .collect()
}

fn postcodes(text: &str) -> Vec<Range<usize>> {
    let outward = |word: &str| {
        (2..=4).contains(&word.len())
            && word.starts_with(|one: char| one.is_ascii_uppercase())
            && word.chars().any(|one| one.is_ascii_digit())
            && word.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
    };
    let inward = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        matches!(letters[..], [figure, a, b] if figure.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
    };
    let all = words(text);
    let pairs = all.windows(2).filter(|pair| outward(pair[0].1) && inward(pair[1].1));
    pairs.map(|pair| pair[0].0.start..pair[1].0.end).collect()
}

fn telephones(text: &str) -> Vec<Range<usize>> {
    let belongs = |one: char| one.is_ascii_digit() || " +()-".contains(one);
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split_inclusive(|one: char| !belongs(one)) {
        let run_end = at + run.len();
        let inside = run.trim_end_matches(|one: char| !one.is_ascii_digit());
        let begins = inside.find(|one: char| one.is_ascii_digit() || one == '+');
        if let Some(begins) = begins {
            let number = &inside[begins..];
            let figures = number.chars().filter(char::is_ascii_digit).count();
            if (10..=13).contains(&figures) && number.starts_with(['0', '+']) {
                found.push(at + begins..at + inside.len());
            }
        }
        at = run_end;
    }
    found
}

fn schools(text: &str) -> Vec<Range<usize>> {
    let all = words(text);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let mut found = Vec::new();
    for (at, (place, word)) in all.iter().enumerate() {
        if SCHOOLS.contains(word) {
            let before = all[..at].iter().rev().take_while(|(_, word)| is_name(word)).last();
            found.extend(before.map(|(first, _)| first.start..place.end));
        }
    }
    found
}

impl Casework {
    /// What to look for in a copy about a child, for somebody who may do this about the child: write, to send it; release
    /// what is protected, to agree that it is sent.
    pub fn watch(&self, actor: &Actor, act: Act, child: PersonId) -> Done<Watch> {
        self.may_of(actor, act, &[child])?;
        let own = self.store().about(&[child])?;
        let others: BTreeSet<PersonId> = people_of(&own)
            .into_iter()
            .chain(own.iter().flat_map(|one| crate::file::named_in(&one.kind, &one.body)))
            .collect();
        let others: Vec<PersonId> = others.into_iter().filter(|person| *person != child).collect();
        let theirs = self.store().about(&others)?;
        let records = Records::read(own.into_iter().chain(theirs));
        let standing = records.standing();
        let registers = self.registers()?;
        let mut watch = Watch::default();
        for one in standing.of_kind::<Address>() {
            let shielded = |person: &PersonId| {
                registers.restriction(*person).is_some_and(|it| it.shields.contains(&Sensitivity::SafeAddress))
            };
            let kept = one.keep_safe.is_some() || one.entry.people.iter().any(shielded);
            let mark = if kept { Mark::Protected } else { Mark::Address };
            watch.add(mark, &one.street);
            watch.add(mark, &one.postcode);
        }
        for one in standing.of_kind::<PersonDetails>() {
            let people = one.entry.people.iter().filter(|person| **person != child);
            for person in people {
                let hidden =
                    registers.restriction(*person).is_some_and(|it| matches!(it.level, Level::Listed | Level::Sealed));
                let mark = if hidden { Mark::Protected } else { Mark::Person };
                watch.add(mark, &format!("{} {}", one.given, one.family));
                watch.add(mark, &one.given);
            }
        }
        Ok(watch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(watch: &Watch, text: &str) -> Vec<(Mark, String)> {
        watch.marks(text).into_iter().map(|(place, mark)| (mark, text[place].to_owned())).collect()
    }

    #[test]
    fn what_must_be_looked_at_is_found_however_it_is_typed() {
        let mut watch = Watch::default();
        watch.add(Mark::Protected, "9 Hidden Way");
        watch.add(Mark::Protected, "ZZ1 1ZZ");
        watch.add(Mark::Address, "14 Mill Lane");
        watch.add(Mark::Person, "Nicola");
        let text = "Nicola's number is 07700 900123; she is at 9, hidden way (zz11zz), not 14 Mill Lane, M26 1AB. He goes to St Agatha’s Primary School.";
        let wanted = [
            (Mark::Person, "Nicola"),
            (Mark::Telephone, "07700 900123"),
            (Mark::Protected, "9, hidden way"),
            (Mark::Protected, "zz11zz"),
            (Mark::Address, "14 Mill Lane"),
            (Mark::Address, "M26 1AB"),
            (Mark::School, "St Agatha’s Primary School"),
        ];
        assert_eq!(marked(&watch, text), wanted.map(|(mark, words)| (mark, words.to_owned())));
        assert!(watch.stops(text));
        // Part of a longer word or number is not it.
        assert_eq!(marked(&watch, "Nicolas lives at 114 Mill Lanes. On 12 11 2026 we met at school."), []);
        assert!(!watch.stops("14 Mill Lane"));
    }
}
