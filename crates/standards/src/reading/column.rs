//! One column of one table: what it is called, and what it may hold.

use super::fault::short;
use super::mangled;
use super::{Severity, Text};
use crate::codes::{self, Entry};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A local child number: up to 20 letters and digits.
    Id,
    /// A code of the set of this name.
    Code(&'static str),
    /// A date, dd/mm/yyyy.
    Date,
    /// A date of which parts may be unknown.
    PartialDate,
    /// A whole number up to this one.
    Whole(u16),
    /// A unique pupil number of 13 characters, or a code that says why there is none.
    Upn,
    /// An Ofsted number of seven digits, or `XXXXXXX`.
    Urn,
    /// A postcode of up to 8 characters.
    Postcode,
    /// A social worker's registration number, up to 12 characters.
    Worker,
}

/// One column, as the return's specification declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// What it says, in a few words.
    pub about: &'static str,
    /// Whether a row may leave it blank.
    pub blank_ok: bool,
    /// Whether the CSV layout has it.
    pub in_csv: bool,
    /// Its element in the XML layout; `None` when that has no place for it.
    pub xml: Option<&'static str>,
}

/// What is wrong with a cell: how much it matters, the message and the remedy.
pub(crate) type Wrong = (Severity, String, String);

impl Column {
    /// The code set of the column; empty when it has none.
    pub(crate) fn set(&self) -> &'static str {
        match self.kind {
            Kind::Code(set) => set,
            _ => "",
        }
    }

    /// What is wrong with a filled cell of this column. `fits` says whether its type could hold it; `codes` are those of
    /// its set.
    pub(crate) fn wrong(&self, raw: &Text, fits: bool, codes: &[Entry], year: i16) -> Option<Wrong> {
        let text = raw.as_str();
        let right = match self.kind {
            Kind::Code(set) => return wrong_code(set, text, codes, year),
            Kind::Date | Kind::PartialDate => fits,
            Kind::Whole(most) => fits && text.parse::<u16>().is_ok_and(|number| number <= most),
            Kind::Id => text.len() <= 20 && letters(text),
            Kind::Upn => upn(text) || codes::find("UPN_UNKNOWN", &text.to_ascii_uppercase()).is_some(),
            Kind::Urn => raw.is("XXXXXXX") || (text.len() == 7 && digits(text)),
            Kind::Postcode => text.len() <= 8 && text.split(' ').all(|part| !part.is_empty() && letters(part)),
            Kind::Worker => text.len() <= 12 && letters(text),
        };
        if right {
            return None;
        }
        let (message, remedy) = mangled::explain(self.kind, text);
        Some((Severity::Error, message, remedy))
    }
}

fn wrong_code(set: &str, text: &str, codes: &[Entry], year: i16) -> Option<Wrong> {
    let (message, remedy) = match codes.iter().find(|entry| entry.code.eq_ignore_ascii_case(text)) {
        Some(entry) if entry.in_force(year) => return None,
        Some(entry) => {
            let when = match (entry.from_year, entry.to_year) {
                (Some(from), _) if year < from => format!("from the {from} return on"),
                (_, Some(to)) => format!("up to the {to} return"),
                _ => "in other years".to_owned(),
            };
            (format!("`{text}` is a code of {set} {when}, and this is the {year} return."), choose(set, codes, year))
        }
        // Wales and the others stand in the place of an authority.
        None if set == "LA" && codes::find("PL_LA_SPECIAL", &text.to_ascii_uppercase()).is_some() => return None,
        None => mangled::code(text, codes, year)
            .unwrap_or_else(|| (format!("`{}` is not a code of {set}.", short(text, 60)), choose(set, codes, year))),
    };
    Some((Severity::Error, message, remedy))
}

/// Which codes may be used, named when they are few.
fn choose(set: &str, codes: &[Entry], year: i16) -> String {
    let usable: Vec<&str> =
        codes.iter().filter(|entry| entry.in_force(year)).map(|entry| entry.code.as_str()).collect();
    match usable.as_slice() {
        [] => format!("No code of {set} may be used in {year}."),
        [first, .., last] if usable.len() > 12 => {
            format!("Use a code of the {set} list ({} codes, {first} to {last}).", usable.len())
        }
        few => format!("Use one of {}.", few.join(", ")),
    }
}

fn letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A letter, eleven digits, and a digit or letter. Whether the first letter fits the rest is a rule's matter.
fn upn(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 13
        && bytes[0].is_ascii_alphabetic()
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && bytes[12].is_ascii_alphanumeric()
}
