//! Is this the same person? Compares what is asked with what is held and says why, in points and plain sentences.
//!
//! Nothing here decides: a person does, from the reasons. The score orders a list and the bands say how to word it. It
//! measures only how alike two sets of details are. Points in favour are added up and stop at 100; points against are
//! then taken away, so a warning always lowers the score.

mod asked;
mod dates;
mod keys;
mod names;

use std::fmt;

use jiff::civil::Date;

pub use asked::{is_empty, read_born, read_query};
pub use keys::blocking_keys;
use names::Alike;

/// A person held, with every name they are or have been known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Given name and family name, the one in use first.
    pub names: Vec<(String, String)>,
    /// Date of birth, or the date a baby is expected.
    pub born: Option<Date>,
    /// The code as recorded; a code for not known is left out.
    pub sex: Option<String>,
    pub postcode: Option<String>,
    pub nhs_number: Option<String>,
    /// Unique pupil number.
    pub upn: Option<String>,
}

/// What is known of the person looked for. Any part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub given: String,
    pub family: String,
    pub born: Option<Date>,
    pub sex: Option<String>,
    pub postcode: Option<String>,
    pub nhs_number: Option<String>,
    pub upn: Option<String>,
}

/// How alike the two are, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// 0 to 100.
    pub score: u8,
    /// In the order they should be read. Reasons worth no points are kept when they tell the reader something.
    pub reasons: Vec<Reason>,
}

/// One reason, with the points it adds or takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub words: String,
    pub points: i16,
}

/// What a score means to the reader, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 90 or more: name and date of birth, and something else that ties them.
    Certain,
    /// 65 to 89.
    Likely,
    /// 40 to 64.
    Possible,
    Unlikely,
}

impl fmt::Display for Reason {
    /// "Born on the same day: 35".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.words, self.points)
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Band::Certain => "Almost certainly the same person",
            Band::Likely => "Likely to be the same person",
            Band::Possible => "Possibly the same person",
            Band::Unlikely => "Unlikely to be the same person",
        })
    }
}

impl Match {
    pub fn band(&self) -> Band {
        match self.score {
            90.. => Band::Certain,
            65..=89 => Band::Likely,
            40..=64 => Band::Possible,
            _ => Band::Unlikely,
        }
    }
}

impl Query {
    /// Compares with one candidate, by whichever of their names is nearest.
    pub fn compare(&self, held: &Candidate) -> Match {
        let mut reasons = self.name_reasons(held);
        reasons.extend(identifier("NHS number", &self.nhs_number, &held.nhs_number, 85, -30, valid_nhs_number));
        reasons.extend(identifier("Unique pupil number", &self.upn, &held.upn, 75, -10, |upn| upn.len() == 13));
        reasons.extend(same_or_not("Sex", &self.sex, &held.sex, 3, -5));
        reasons.extend(postcodes(&self.postcode, &held.postcode));
        let sum = |keep: fn(&i16) -> bool| reasons.iter().map(|r| r.points).filter(keep).sum::<i16>();
        let score = (sum(|points| *points > 0).min(100) + sum(|points| *points < 0)).max(0);
        Match { score: score as u8, reasons }
    }

    fn name_reasons(&self, held: &Candidate) -> Vec<Reason> {
        let worth = |reasons: &[Reason]| reasons.iter().map(|reason| reason.points).sum::<i16>();
        let unnamed = [(String::new(), String::new())];
        let names = if held.names.is_empty() { &unnamed[..] } else { &held.names[..] };
        let mut best: Option<Vec<Reason>> = None;
        for (given, family) in names {
            let reasons = self.one_name(given, family, held.born);
            if best.as_ref().is_none_or(|so_far| worth(&reasons) > worth(so_far)) {
                best = Some(reasons);
            }
        }
        best.unwrap_or_default()
    }

    fn one_name(&self, given: &str, family: &str, born: Option<Date>) -> Vec<Reason> {
        let family_alike = names::family_alike(&self.family, family);
        let given_alike = names::given_alike(&self.given, given);
        let near = |alike: Alike| alike <= Alike::Spelling;
        let unnamed = names::not_given(&self.given) || names::not_given(given);
        let birth = dates::compare(self.born, born, unnamed);
        let swapped = !near(given_alike)
            && !near(family_alike)
            && near(names::family_alike(&self.given, family_as_given(family)))
            && near(names::family_alike(&self.family, given));
        if swapped {
            let name = Reason::new(format!("Given name and surname swapped ({given} {family})"), 40);
            return std::iter::once(name).chain(birth.reason).collect();
        }
        let orders = names::birth_order(&self.given).zip(names::birth_order(given));
        let another_birth = orders.is_some_and(|(mine, theirs)| mine != theirs);
        let twins = birth.same && near(family_alike) && (given_alike == Alike::Different || another_birth);
        let given_reason = match twins {
            true => Some(Reason::new(
                format!(
                    "Twin warning: same surname and date of birth, different given name ({}, {given})",
                    self.given.trim()
                ),
                -25,
            )),
            false => given_reason(given_alike, &self.given, given),
        };
        family_reason(family_alike, &self.family, family).into_iter().chain(given_reason).chain(birth.reason).collect()
    }
}

impl Reason {
    fn new(words: impl Into<String>, points: i16) -> Reason {
        Reason { words: words.into(), points }
    }
}

fn family_reason(alike: Alike, asked: &str, held: &str) -> Option<Reason> {
    let (words, points) = match alike {
        Alike::Same | Alike::Form => return Some(Reason::new(format!("Surname the same ({held})"), 25)),
        Alike::Sound => ("Surname sounds the same", 20),
        Alike::Spelling => ("Surname spelt nearly the same", 18),
        Alike::Part | Alike::Initial => ("One part of the surname is the same", 18),
        Alike::Different => ("Surname different", 0),
        Alike::Unknown => return None,
    };
    Some(Reason::new(format!("{words} ({}, {})", asked.trim(), held.trim()), points))
}

fn given_reason(alike: Alike, asked: &str, held: &str) -> Option<Reason> {
    let (words, points) = match alike {
        Alike::Same => return Some(Reason::new(format!("Given name the same ({held})"), 25)),
        Alike::Form => ("Forms of the same given name", 22),
        Alike::Sound => ("Given name sounds the same", 18),
        Alike::Spelling => ("Given name spelt nearly the same", 18),
        Alike::Part => ("A middle name is the same", 12),
        Alike::Initial => ("Given name has the same initial", 8),
        Alike::Different => ("Given name different", -20),
        Alike::Unknown => return Some(Reason::new("Given name not known or not yet given", 0)),
    };
    Some(Reason::new(format!("{words} ({}, {})", asked.trim(), held.trim()), points))
}

/// The first word of a surname, to be compared with a given name.
fn family_as_given(family: &str) -> &str {
    family.split_whitespace().next().unwrap_or_default()
}

/// Letters and digits only, in capitals.
fn compact(text: &Option<String>) -> Option<String> {
    let kept: String = text.iter().flat_map(|t| t.chars()).filter(char::is_ascii_alphanumeric).collect();
    (!kept.is_empty()).then(|| kept.to_ascii_uppercase())
}

fn same_or_not(what: &str, a: &Option<String>, b: &Option<String>, same: i16, different: i16) -> Option<Reason> {
    let (a, b) = (compact(a)?, compact(b)?);
    Some(match a == b {
        true => Reason::new(format!("{what} the same"), same),
        false => Reason::new(format!("{what} different"), different),
    })
}

/// A different identifier counts against only if both are well formed: a slip in typing proves nothing.
fn identifier(
    what: &str,
    a: &Option<String>,
    b: &Option<String>,
    same: i16,
    different: i16,
    valid: fn(&str) -> bool,
) -> Option<Reason> {
    let (x, y) = (compact(a)?, compact(b)?);
    match x != y && !(valid(&x) && valid(&y)) {
        true => Some(Reason::new(format!("{what} different, but one of them is not a valid number"), 0)),
        false => same_or_not(what, a, b, same, different),
    }
}

/// Ten digits, the last a modulus 11 check digit (NHS Data Dictionary, NHS NUMBER).
fn valid_nhs_number(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 || number.len() != 10 {
        return false;
    }
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == digits[9]
}

fn postcodes(a: &Option<String>, b: &Option<String>) -> Option<Reason> {
    let (a, b) = (compact(a)?, compact(b)?);
    // All but the last two characters is the postcode sector: a few streets.
    let sector = |code: &str| code.get(..code.len().saturating_sub(2)).filter(|s| s.len() >= 3).map(str::to_owned);
    if a == b {
        Some(Reason::new("Postcode the same", 12))
    } else if sector(&a).is_some() && sector(&a) == sector(&b) {
        Some(Reason::new("Postcodes close together", 4))
    } else {
        None
    }
}
