//! A number of few people, named in words that somebody who may not see small numbers will read.

use crate::suppression::THRESHOLD;

/// Numbers as words, from one.
const NUMBERS: [&str; 5] = ["one", "two", "three", "four", "five"];
/// Whom a number may be of.
const PEOPLE: [&str; 34] = [
    "child",
    "children",
    "boy",
    "boys",
    "girl",
    "girls",
    "baby",
    "babies",
    "infant",
    "infants",
    "toddler",
    "toddlers",
    "teenager",
    "teenagers",
    "sibling",
    "siblings",
    "brother",
    "brothers",
    "sister",
    "sisters",
    "pupil",
    "pupils",
    "family",
    "families",
    "parent",
    "parents",
    "mother",
    "mothers",
    "father",
    "fathers",
    "leavers",
    "leaver",
    "people",
    "person",
];
/// Words that may stand between: "two of the younger children".
const BETWEEN: [&str; 16] = [
    "of", "the", "these", "those", "our", "their", "young", "younger", "older", "other", "more", "such", "disabled",
    "unborn", "new", "care",
];

/// Each number of few people a text names, as it is written there: "three of these children". What counts visits, weeks or
/// conferences is no number of people.
pub fn people(text: &str) -> Vec<String> {
    // A point within a number ends no sentence.
    let sentences = text.split(". ").flat_map(|some| some.split(['!', '?', ';', ':', ',', '(', ')', '\n']));
    let mut found = Vec::new();
    for sentence in sentences {
        let words: Vec<&str> = sentence.split(|c: char| c.is_whitespace() || "“”\"'‘’".contains(c)).collect();
        let words = words.into_iter().map(|word| word.trim_end_matches('.'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        for at in (0..words.len()).filter(|at| is_few(words[*at])) {
            // "One in five children" is a share.
            if words.get(at + 1) == Some(&"in") || at > 0 && words[at - 1] == "in" {
                continue;
            }
            let between =
                words[at + 1..].iter().take_while(|word| BETWEEN.contains(&word.to_lowercase().as_str())).count();
            let of = words.get(at + 1 + between).filter(|word| PEOPLE.contains(&word.to_lowercase().as_str()));
            found.extend(of.map(|_| words[at..=at + 1 + between].join(" ")));
        }
    }
    found
}

fn is_few(word: &str) -> bool {
    let small = |number: u64| (1..=THRESHOLD).contains(&number);
    word.parse().is_ok_and(small) || NUMBERS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn numbers_of_few_people_are_found_and_other_numbers_are_not() {
        for (text, found) in [
            ("Three children waited because a chair was ill", &["Three children"][..]),
            ("It was 2 of the younger children.", &["2 of the younger children"]),
            ("Four (two brothers and two sisters) were late", &["two brothers", "two sisters"]),
            ("One family moved; five babies were born", &["One family", "five babies"]),
            ("Six children waited", &[]),
            ("12 children waited for 3 weeks", &[]),
            ("Three visits to children were late", &[]),
            ("One in five children waited", &[]),
            ("We hold five conferences a week for children", &[]),
            ("5% of children, 2.5 children a worker", &[]),
            ("In year 3, children rose", &[]),
            ("One of the reasons was that children waited", &[]),
            ("", &[]),
        ] {
            assert_eq!(people(text), found, "{text}");
        }
    }
}
