//! A written claim, held against the figures it is about.
//!
//! The grammar is small and plain: a sentence claims that we are low, lower or below; high, higher or above; better or
//! worse; improved or worsened; or in line, compared with somebody. "Not" before the word turns it round. What it cannot
//! read it says nothing about.

/// The figures a sentence is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// What they are figures of, in the measure's own words. A sentence about something else is not judged by them. Empty:
    /// every sentence is about them.
    pub about: String,
    /// Ours.
    pub ours: f64,
    /// Ours the year before, if known.
    pub before: Option<f64>,
    /// The others, by name: "statistical neighbours", "North West", "England".
    pub others: Vec<(String, f64)>,
    /// Whether higher is the better; `None` when neither is.
    pub higher_is_better: Option<bool>,
}

/// A claim that the figures contradict.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// The sentence.
    pub claim: String,
    /// What it claims against whom, and what stands there.
    pub because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Lower,
    Higher,
    Better,
    Worse,
    Level,
}

/// Words, what they say, and whether they speak of time (ours before) rather than of others.
const WORDS: [(&str, Says, bool); 33] = [
    ("low", Says::Lower, false),
    ("lower", Says::Lower, false),
    ("lowest", Says::Lower, false),
    ("below", Says::Lower, false),
    ("under", Says::Lower, false),
    ("fewer", Says::Lower, false),
    ("high", Says::Higher, false),
    ("higher", Says::Higher, false),
    ("highest", Says::Higher, false),
    ("above", Says::Higher, false),
    ("over", Says::Higher, false),
    ("more", Says::Higher, false),
    ("exceeds", Says::Higher, false),
    ("better", Says::Better, false),
    ("good", Says::Better, false),
    ("strong", Says::Better, false),
    ("worse", Says::Worse, false),
    ("poor", Says::Worse, false),
    ("poorer", Says::Worse, false),
    ("line", Says::Level, false),
    ("similar", Says::Level, false),
    ("same", Says::Level, false),
    ("improved", Says::Better, true),
    ("improving", Says::Better, true),
    ("worsened", Says::Worse, true),
    ("deteriorated", Says::Worse, true),
    ("risen", Says::Higher, true),
    ("rose", Says::Higher, true),
    ("increased", Says::Higher, true),
    ("fallen", Says::Lower, true),
    ("fell", Says::Lower, true),
    ("decreased", Says::Lower, true),
    ("reduced", Says::Lower, true),
];

/// Words that make a plain "low" or "good" a comparison.
const COMPARES: [&str; 9] =
    ["comparatively", "relatively", "than", "compared", "comparison", "against", "comparators", "average", "with"];

/// How far from one another two figures may be and still be in line: one part in twenty of the other.
const IN_LINE: f64 = 0.05;

/// Each claim of a text that the figures contradict.
pub fn contradictions(text: &str, figures: &Figures) -> Vec<Contradiction> {
    // A point between digits is none of a sentence.
    let letters: Vec<char> = text.chars().collect();
    let ends = |at: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        matches!(letters[at], '!' | '?' | ';' | '\n') || (letters[at] == '.' && !digit(Some(at + 1)))
    };
    let (mut sentences, mut from) = (Vec::new(), 0);
    for at in 0..letters.len() {
        if ends(at) {
            sentences.push(letters[from..at].iter().collect::<String>());
            from = at + 1;
        }
    }
    sentences.push(letters[from..].iter().collect());
    sentences.iter().flat_map(|sentence| of_sentence(sentence.trim(), figures)).collect()
}

fn of_sentence(sentence: &str, figures: &Figures) -> Vec<Contradiction> {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named: Vec<&(String, f64)> = figures.others.iter().filter(|(name, _)| names(&lower, name)).collect();
    let compares = words.iter().any(|word| COMPARES.contains(word)) || !named.is_empty();
    let mut found = Vec::new();
    let mut hold = |claim: Says, not: bool, who: &str, other: f64| {
        if holds(claim, figures, other).is_some_and(|holds| holds == not) {
            let because = format!("ours is {}, {who} {}", written(figures.ours), written(other));
            found.push(Contradiction { claim: sentence.to_owned(), because });
        }
    };
    for (at, word) in words.iter().enumerate() {
        let Some((_, says, of_time)) = WORDS.iter().find(|(one, _, _)| one == word) else { continue };
        let not = words[at.saturating_sub(2)..at].iter().any(|word| ["not", "no", "neither"].contains(word));
        if *of_time {
            if let Some(before) = figures.before.filter(|_| speaks_of(&words[..at], &figures.about)) {
                hold(*says, not, "the year before", before);
            }
        } else if compares {
            let others = if named.is_empty() { figures.others.iter().collect() } else { named.clone() };
            others.iter().for_each(|(name, value)| hold(*says, not, name, *value));
        }
    }
    found
}

/// Words that begin something new within a sentence.
const BREAKS: [&str; 12] =
    ["and", "but", "because", "since", "after", "when", "while", "as", "so", "although", "though", "yet"];
/// Words that speak of nothing by themselves, or of whatever figure is at hand.
const PLAIN: [&str; 52] = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "it",
    "they",
    "we",
    "our",
    "ours",
    "has",
    "have",
    "had",
    "is",
    "are",
    "was",
    "were",
    "been",
    "be",
    "not",
    "no",
    "again",
    "also",
    "now",
    "still",
    "slightly",
    "sharply",
    "steadily",
    "further",
    "of",
    "in",
    "for",
    "to",
    "on",
    "by",
    "with",
    "figure",
    "figures",
    "rate",
    "rates",
    "number",
    "numbers",
    "percentage",
    "proportion",
    "share",
    "performance",
    "measure",
    "result",
    "year",
    "quarter",
];

/// Whether what rose or fell is what the figures are of: the words before it, back to where something new begins, name
/// it, or name nothing.
fn speaks_of(before: &[&str], about: &str) -> bool {
    let begins = before.iter().rposition(|word| BREAKS.contains(word)).map_or(0, |at| at + 1);
    let named: Vec<&&str> = before[begins..]
        .iter()
        .filter(|word| !PLAIN.contains(word) && !word.chars().all(|sign| sign.is_ascii_digit()))
        .collect();
    let about = about.to_lowercase();
    let own: Vec<&str> = about.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).collect();
    let same = |a: &str, b: &str| {
        let stem = |word: &str| word.trim_end_matches('s').to_owned();
        stem(a) == stem(b) || a.len() > 6 && b.len() > 6 && a.get(..6) == b.get(..6)
    };
    about.is_empty() || named.is_empty() || named.iter().any(|word| own.iter().any(|other| same(word, other)))
}

/// Whether a sentence in lower case names this comparator.
fn names(sentence: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let also: &[&str] = match name.as_str() {
        "statistical neighbours" => &["neighbour"],
        "england" => &["national", "country"],
        _ => &["region"],
    };
    sentence.contains(&name) || also.iter().any(|word| sentence.contains(word))
}

/// Whether a claim holds; `None` when better and worse mean nothing for this figure.
fn holds(says: Says, figures: &Figures, other: f64) -> Option<bool> {
    let ours = figures.ours;
    Some(match (says, figures.higher_is_better) {
        (Says::Lower, _) | (Says::Better, Some(false)) | (Says::Worse, Some(true)) => ours < other,
        (Says::Higher, _) | (Says::Better, Some(true)) | (Says::Worse, Some(false)) => ours > other,
        (Says::Level, _) => (ours - other).abs() <= IN_LINE * other.abs(),
        (Says::Better | Says::Worse, None) => return None,
    })
}

fn written(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
