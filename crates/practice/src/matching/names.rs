//! Names made comparable: spelling, sound, short forms, parts of surnames, and names not yet given.

use std::collections::HashMap;
use std::sync::LazyLock;

use rphonetic::DoubleMetaphone;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How alike two names are, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Same,
    /// Short or other forms of one name: Kate and Katherine.
    Form,
    /// The same sound, spelt alike.
    Sound,
    /// A letter or two apart.
    Spelling,
    /// One part of a double name.
    Part,
    /// One is only an initial.
    Initial,
    Different,
    /// One or both are not known, or not yet given.
    Unknown,
}

/// A name in lower case letters, without marks, apostrophes or hyphens: "Ní Bhriain-O’Shea" is "ni bhriain oshea".
pub(super) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match letter {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' => {}
            letter if letter.is_alphanumeric() => out.push(letter),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sound of one word: one code, or two where the spelling can be said two ways. A word in another script is its
/// own sound.
pub(super) fn sounds(word: &str) -> Vec<String> {
    static METAPHONE: LazyLock<DoubleMetaphone> = LazyLock::new(|| DoubleMetaphone::new(Some(6)));
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    let coded = METAPHONE.double_metaphone(&letters);
    let mut codes = vec![coded.primary(), coded.alternate()];
    codes.retain(|code| !code.is_empty());
    codes.dedup();
    if codes.is_empty() && !word.is_empty() {
        codes.push(word.to_owned());
    }
    codes
}

/// Common short and other forms: for each name, the full names it may stand for.
static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("../../data/given-names.csv").lines() {
        let full = line.split(',').next().unwrap_or(line);
        for name in line.split(',') {
            forms.entry(name).or_default().push(full);
        }
    }
    forms
});

/// The full names a given name may stand for; itself if it is in no list.
pub(super) fn full_forms(given: &str) -> Vec<&str> {
    FORMS.get(given).cloned().unwrap_or_else(|| vec![given])
}

/// Pairs that look or sound alike but are two names, often of two children in one family.
const APART: [[&str; 2]; 17] = [
    ["hassan", "hussain"],
    ["alexander", "alexandra"],
    ["daniel", "danielle"],
    ["gabriel", "gabrielle"],
    ["michael", "michaela"],
    ["michael", "michelle"],
    ["louis", "louise"],
    ["paul", "paula"],
    ["paul", "pauline"],
    ["oliver", "olivia"],
    ["francis", "frances"],
    ["christian", "christine"],
    ["christopher", "christine"],
    ["nicholas", "nicola"],
    ["joseph", "josephine"],
    ["mohammed", "mahmoud"],
    ["jayden", "jordan"],
];

/// Compares given names. Middle names are ignored unless the first names differ.
pub(super) fn given_alike(a: &str, b: &str) -> Alike {
    if not_given(a) || not_given(b) {
        return Alike::Unknown;
    }
    let (a, b) = (plain(a), plain(b));
    if a == b || a.replace(' ', "") == b.replace(' ', "") {
        return Alike::Same;
    }
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let alike = one_given_alike(&first(&a), &first(&b));
    let shared_middle =
        || a.split(' ').any(|x| x.chars().count() > 2 && b.split(' ').any(|y| one_given_alike(x, y) <= Alike::Form));
    if alike == Alike::Different && shared_middle() { Alike::Part } else { alike }
}

fn one_given_alike(a: &str, b: &str) -> Alike {
    if a == b {
        return Alike::Same;
    }
    let (full_a, full_b) = (full_forms(a), full_forms(b));
    if full_a.iter().any(|name| full_b.contains(name)) {
        return Alike::Form;
    }
    let apart =
        |[x, y]: &[&str; 2]| (full_a.contains(x) && full_b.contains(y)) || (full_a.contains(y) && full_b.contains(x));
    if APART.iter().any(apart) {
        return Alike::Different;
    }
    if a.chars().count() == 1 || b.chars().count() == 1 {
        return if a.chars().next() == b.chars().next() { Alike::Initial } else { Alike::Different };
    }
    near(a, b, 0.82)
}

/// Compares family names, whole and by the parts of a double name.
pub(super) fn family_alike(a: &str, b: &str) -> Alike {
    if not_given(a) || not_given(b) {
        return Alike::Unknown;
    }
    let (a, b) = (plain(a), plain(b));
    let (joined_a, joined_b) = (a.replace(' ', ""), b.replace(' ', ""));
    if joined_a == joined_b {
        return Alike::Same;
    }
    let whole = near(&joined_a, &joined_b, 0.75);
    if whole != Alike::Different {
        return whole;
    }
    let (parts_a, parts_b) = (family_parts(&a), family_parts(&b));
    let shared = |x: &&str| parts_b.iter().any(|y| x == y || near(x, y, 0.85) == Alike::Sound);
    let double = parts_a.len() > 1 || parts_b.len() > 1;
    if double && parts_a.iter().any(shared) { Alike::Part } else { Alike::Different }
}

/// The parts of a plain surname that identify: particles such as "de" and "al" are left out.
pub(super) fn family_parts(plain: &str) -> Vec<&str> {
    const PARTICLES: [&str; 16] =
        ["al", "el", "bin", "ibn", "bint", "de", "da", "do", "dos", "du", "van", "von", "der", "den", "la", "le"];
    plain.split(' ').filter(|part| part.chars().count() > 1 && !PARTICLES.contains(part)).collect()
}

fn near(a: &str, b: &str, sound_needs: f64) -> Alike {
    let spelt = strsim::jaro_winkler(a, b);
    let sound_b = sounds(b);
    if spelt >= sound_needs && sounds(a).iter().any(|code| sound_b.contains(code)) {
        return Alike::Sound;
    }
    let letters = a.chars().count().min(b.chars().count());
    let slip = letters >= 4 && strsim::osa_distance(a, b) <= if letters >= 8 { 2 } else { 1 };
    // Two short names that begin differently are two names (Ella and Bella), not a slip.
    let slip = slip && (letters >= 6 || a.chars().next() == b.chars().next());
    if slip || (letters >= 6 && spelt >= 0.93) { Alike::Spelling } else { Alike::Different }
}

/// Is this what is written when a name is not known, or a baby has not been named?
pub(super) fn not_given(name: &str) -> bool {
    const WORDS: [&str; 20] = [
        "baby", "babe", "unborn", "unknown", "infant", "newborn", "child", "male", "female", "boy", "girl", "nk", "na",
        "unnamed", "not", "known", "given", "of", "yet", "expected",
    ];
    const ORDERS: [&str; 14] =
        ["twin", "triplet", "one", "two", "three", "1", "2", "3", "a", "b", "c", "i", "ii", "iii"];
    let name = plain(name);
    let mut words = name.split(' ').filter(|word| !word.is_empty()).peekable();
    let Some(first) = words.peek().copied() else { return true };
    let opens = WORDS.contains(&first) || matches!(first, "twin" | "triplet");
    opens && words.all(|word| WORDS.contains(&word) || ORDERS.contains(&word))
}

/// Which of several babies an unnamed one is: "Twin 2" and "Baby Two" are the second.
pub(super) fn birth_order(name: &str) -> Option<u8> {
    let place = |word: &str| match word {
        "1" | "one" | "a" | "i" => Some(1),
        "2" | "two" | "b" | "ii" => Some(2),
        "3" | "three" | "c" | "iii" => Some(3),
        _ => None,
    };
    not_given(name).then(|| plain(name).split(' ').find_map(place)).flatten()
}
