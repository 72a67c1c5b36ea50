//! Sentences, put together so that no two families read alike. All of it is invented.
//!
//! In a sentence `{child}` is the child's name, `{he}`, `{him}` and `{his}` stand for it, `{children}` is all of them,
//! `{mum}` the parent, `{dad}` the other parent or partner, `{school}` the school, `{helper}` the relative who helps:
//! a woman. A sentence may begin with whom it fits: `[5+]` a child of five or more, `[-4]` one of four or less, `[5-9]` one of five to nine, `[many]`
//! several children.

mod children;
mod plans;
mod sightings;
mod worries;

pub use children::words_of_a_child;
pub use plans::{BEGUN, DONE, DONE_WELL, DROPPED, UNDER_WAY, actions, contingency, different, worry};
pub use sightings::{meaning, progress, saw, saw_elsewhere};
pub use worries::{concern, rationale};

use super::chance::{Chance, age};
use super::household::{Child, Household};
use jiff::civil::Date;

/// The other parent when no name is known.
const FORMER: &str = "her former partner";

/// The names a sentence may use.
#[derive(Clone)]
pub struct Cast {
    on: Date,
    child: String,
    pronouns: [&'static str; 3],
    age: i32,
    children: String,
    /// The sentence is about one child.
    is_one: bool,
    mum: String,
    dad: String,
    school: String,
    helper: &'static str,
}

impl Cast {
    /// The names, on a day, of a household and those of its children a record is about.
    pub fn of(household: &Household, children: &[Child], on: Date) -> Cast {
        let named = children.iter().map(|child| called(child, on));
        let names: Vec<&str> = named.collect();
        let dad = household.other_parent().map_or(FORMER, |adult| adult.given.as_str());
        let blank = Cast {
            on,
            child: "the baby".to_owned(),
            pronouns: ["it", "it", "its"],
            age: -1,
            children: listed(&names),
            is_one: names.len() < 2,
            mum: household.parent().to_owned(),
            dad: dad.to_owned(),
            school: "the health visitor".to_owned(),
            helper: household.helper,
        };
        let Some(first) = children.first() else { return blank };
        Cast { children: blank.children.clone(), is_one: blank.is_one, ..blank.about(first) }
    }

    /// The same, of one child.
    pub fn about(&self, child: &Child) -> Cast {
        let years = if child.born > self.on { -1 } else { age(child.born, self.on) };
        let school = child.school(self.on);
        Cast {
            child: called(child, self.on).to_owned(),
            pronouns: match (years, child.girl) {
                (..0, _) => ["it", "it", "its"],
                (_, true) => ["she", "her", "her"],
                (_, false) => ["he", "him", "his"],
            },
            age: years,
            children: called(child, self.on).to_owned(),
            is_one: true,
            school: if school.is_empty() { "the health visitor".to_owned() } else { school },
            ..self.clone()
        }
    }

    /// A sentence with the names put in.
    pub fn say(&self, sentence: &str) -> String {
        let sentence =
            self.fits(sentence).unwrap_or_else(|| sentence.split_once("] ").map_or(sentence, |(_, rest)| rest));
        let agreed = if self.is_one { of_one(sentence) } else { sentence.to_owned() };
        // A former partner without a name is hers: it is said whose when she has not been named before.
        let before = agreed.split("{dad}").next().unwrap_or_default();
        let unnamed = self.dad == FORMER && !before.contains("{mum}");
        let dad = if unnamed { format!("{}'s former partner", self.mum) } else { self.dad.clone() };
        let [he, him, his] = self.pronouns;
        let named = agreed
            .replace("{child}", &self.child)
            .replace("{he}", he)
            .replace("{him}", him)
            .replace("{his}", his)
            .replace("{children}", &self.children)
            .replace("{mum}", &self.mum)
            .replace("{dad}", &dad)
            .replace("{school}", &self.school)
            .replace("{helper}", self.helper);
        begun_large(&named)
    }

    /// The sentence without what it says of whom it fits, when it fits.
    fn fits<'s>(&self, sentence: &'s str) -> Option<&'s str> {
        let Some((whom, rest)) = sentence.strip_prefix('[').and_then(|tagged| tagged.split_once("] ")) else {
            return Some(sentence);
        };
        let years = |text: &str| text.parse::<i32>().ok();
        let (least, most) = whom
            .split_once('-')
            .map_or((whom.strip_suffix('+').and_then(years), None), |(least, most)| (years(least), years(most)));
        let fits = match (least, most) {
            (None, None) => whom == "many" && !self.is_one,
            (least, most) => least.is_none_or(|least| self.age >= least) && most.is_none_or(|most| self.age <= most),
        };
        fits.then_some(rest)
    }

    /// One of some sentences that fit, with the names put in.
    pub fn one(&self, sentences: &[&str], chance: &mut Chance) -> String {
        let fit: Vec<&str> = sentences.iter().filter_map(|sentence| self.fits(sentence)).collect();
        self.say(chance.one::<&str>(if fit.is_empty() { sentences } else { fit.as_slice() }))
    }

    /// A sentence from each of some lists, put one after the other.
    pub fn each(&self, lists: &[&[&str]], chance: &mut Chance) -> String {
        lists.iter().map(|list| self.one(list, chance)).collect::<Vec<_>>().join(" ")
    }
}

/// What a child is called on a day: one not yet born has no name.
fn called(child: &Child, on: Date) -> &str {
    if child.born > on { "the baby" } else { &child.given }
}

/// The verb after `{children}`, when it is one child.
fn of_one(sentence: &str) -> String {
    const VERBS: [(&str, &str); 10] = [
        ("are", "is"),
        ("were", "was"),
        ("have", "has"),
        ("do", "does"),
        ("live", "lives"),
        ("say", "says"),
        ("share", "shares"),
        ("stay", "stays"),
        ("eat", "eats"),
        ("go", "goes"),
    ];
    VERBS.iter().fold(sentence.to_owned(), |said, (many, one)| {
        said.replace(&format!("{{children}} {many} "), &format!("{{children}} {one} "))
    })
}

/// Every sentence begins with a large letter, whoever it begins with.
fn begun_large(text: &str) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if begins && letter.is_alphabetic() {
            out.extend(letter.to_uppercase());
            begins = false;
        } else {
            out.push(letter);
            begins = matches!(letter, '.' | '?' | '!') || (begins && !letter.is_alphanumeric());
        }
    }
    out
}

/// "Amy", "Amy and Ben", "Amy, Ben and Cleo".
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => "the baby".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn cast(is_one: bool, children: &str, age: i32) -> Cast {
        Cast {
            on: date(2026, 11, 20),
            child: "Amy".into(),
            pronouns: ["she", "her", "her"],
            age,
            children: children.into(),
            is_one,
            mum: "Jo".into(),
            dad: FORMER.into(),
            school: "Hill School".into(),
            helper: "aunt",
        }
    }

    #[test]
    fn sentences_agree_with_how_many_children_they_name() {
        let one = cast(true, "Amy", 8);
        assert_eq!(one.say("{children} are well. {dad} helps."), "Amy is well. Jo's former partner helps.");
        assert_eq!(one.say("{mum} rang {dad}."), "Jo rang her former partner.");
        assert_eq!(cast(false, "Amy and Ben", 8).say("{children} are well."), "Amy and Ben are well.");
    }

    #[test]
    fn a_sentence_is_said_only_of_those_it_fits() {
        let lists: &[&str] = &[
            "[9+] {child} cooks.",
            "[5-7] {child} skips.",
            "[-4] {child} naps.",
            "[many] {children} share.",
            "{he} smiles.",
        ];
        let mut chance = Chance::of(1, 1);
        let mut said =
            |of: &Cast| (0..60).map(|_| of.one(lists, &mut chance)).collect::<std::collections::BTreeSet<_>>();
        let words = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(said(&cast(true, "Amy", 10)), words(&["Amy cooks.", "She smiles."]));
        assert_eq!(said(&cast(true, "Amy", 3)), words(&["Amy naps.", "She smiles."]));
        assert_eq!(said(&cast(false, "Amy and Ben", 6)), words(&["Amy and Ben share.", "Amy skips.", "She smiles."]));
    }
}
