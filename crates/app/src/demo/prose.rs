//! Sentences, put together so that no two families read alike. All of it is invented.
//!
//! In a sentence `{child}` is the child's name, `{children}` all of them, `{mum}` the parent, `{dad}` the other parent
//! or partner, `{school}` the school.

mod children;
mod plans;
mod sightings;
mod worries;

pub use children::words_of_a_child;
pub use plans::{actions, contingency, different, worry};
pub use sightings::{meaning, progress, saw};
pub use worries::{concern, rationale};

use super::chance::Chance;
use super::household::{Child, Household};

/// The names a sentence may use.
pub struct Cast {
    child: String,
    children: String,
    /// The sentence is about one child.
    is_one: bool,
    mum: String,
    dad: String,
    school: String,
}

impl Cast {
    /// The names of a household and those of its children a record is about.
    pub fn of(household: &Household, children: &[Child]) -> Cast {
        let names: Vec<&str> = children.iter().map(|child| child.given.as_str()).collect();
        let dad = household.other_parent().map_or("her former partner", |adult| adult.given.as_str());
        let school = children.iter().map(|child| child.school.as_str()).find(|school| !school.is_empty());
        Cast {
            child: names.first().copied().unwrap_or("the baby").to_owned(),
            children: listed(&names),
            is_one: names.len() < 2,
            mum: household.parent().to_owned(),
            dad: dad.to_owned(),
            school: school.unwrap_or("nursery").to_owned(),
        }
    }

    /// The same, of one child.
    pub fn about(&self, child: &Child) -> Cast {
        let school = if child.school.is_empty() { "nursery" } else { &child.school };
        Cast {
            child: child.given.clone(),
            children: child.given.clone(),
            is_one: true,
            mum: self.mum.clone(),
            dad: self.dad.clone(),
            school: school.to_owned(),
        }
    }

    /// A sentence with the names put in.
    pub fn say(&self, sentence: &str) -> String {
        let agreed = if self.is_one { of_one(sentence) } else { sentence.to_owned() };
        let named = agreed
            .replace("{child}", &self.child)
            .replace("{children}", &self.children)
            .replace("{mum}", &self.mum)
            .replace("{dad}", &self.dad)
            .replace("{school}", &self.school);
        begun_large(&named)
    }

    /// One of some sentences, with the names put in.
    pub fn one(&self, sentences: &[&str], chance: &mut Chance) -> String {
        self.say(chance.one::<&str>(sentences))
    }

    /// A sentence from each of some lists, put one after the other.
    pub fn each(&self, lists: &[&[&str]], chance: &mut Chance) -> String {
        lists.iter().map(|list| self.one(list, chance)).collect::<Vec<_>>().join(" ")
    }
}

/// The verb after `{children}`, when it is one child.
fn of_one(sentence: &str) -> String {
    const VERBS: [(&str, &str); 9] = [
        ("are", "is"),
        ("were", "was"),
        ("have", "has"),
        ("do", "does"),
        ("live", "lives"),
        ("say", "says"),
        ("share", "shares"),
        ("stay", "stays"),
        ("eat", "eats"),
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

    #[test]
    fn sentences_agree_with_how_many_children_they_name() {
        let cast = |is_one: bool, children: &str| Cast {
            child: "Amy".into(),
            children: children.into(),
            is_one,
            mum: "Jo".into(),
            dad: "her former partner".into(),
            school: "Hill School".into(),
        };
        assert_eq!(
            cast(true, "Amy").say("{children} are well. {dad} helps."),
            "Amy is well. Her former partner helps."
        );
        assert_eq!(cast(false, "Amy and Ben").say("{children} are well."), "Amy and Ben are well.");
    }
}
