//! Values that keep what was typed.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use ecow::EcoString;
use jiff::civil::Date;

/// A text as typed. Two texts are equal, and sort, whatever their case: the collection reads everything in capitals.
#[derive(Clone, Default)]
pub struct Text(EcoString);

impl Text {
    /// The text as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the cell is empty. A cell with a space in it is not.
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is anything in the cell, understood or not.
    pub fn is_filled(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether it is this code, whatever the case.
    pub fn is(&self, code: &str) -> bool {
        self.0.eq_ignore_ascii_case(code)
    }

    /// Whether it is one of these codes, whatever the case.
    pub fn is_any(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.is(code))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.into())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.is(&other.0)
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, into: &mut H) {
        // A few bytes at once: a hash is asked for each row.
        for part in self.0.as_bytes().chunks(16) {
            let mut capitals = [0; 16];
            capitals[..part.len()].copy_from_slice(part);
            capitals.make_ascii_uppercase();
            into.write(&capitals[..part.len()]);
        }
        into.write_u8(0xFF);
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        let (a, b) = (self.0.bytes(), other.0.bytes());
        a.map(|byte| byte.to_ascii_uppercase()).cmp(b.map(|byte| byte.to_ascii_uppercase()))
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A cell of a type narrower than text: what was typed, and the value if the type can hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<T> {
    /// As typed.
    pub raw: Text,
    /// The value; `None` when the cell is blank or cannot be understood.
    pub value: Option<T>,
}

impl<T> Default for Cell<T> {
    fn default() -> Cell<T> {
        Cell { raw: Text::default(), value: None }
    }
}

/// A date of which parts may be unknown, as `zz/05/2012`, `zz/zz/2012` or `zz/zz/zzzz`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartialDate {
    /// The year, if known.
    pub year: Option<i16>,
    /// The month, 1 to 12, if known.
    pub month: Option<i8>,
    /// The day, 1 to 31, if known.
    pub day: Option<i8>,
}

/// What a field of a row may be.
pub trait Held: Sized {
    /// The field from what was typed.
    fn hold(raw: Text) -> Self;
    /// What was typed.
    fn raw(&self) -> &Text;
    /// Whether the type holds what was typed, or the cell is blank.
    fn fits(&self) -> bool;
}

impl Held for Text {
    fn hold(raw: Text) -> Text {
        raw
    }

    fn raw(&self) -> &Text {
        self
    }

    fn fits(&self) -> bool {
        true
    }
}

/// A value made from what was typed.
pub trait Parse: Sized {
    /// `None` when the text is no such value.
    fn parse(text: &str) -> Option<Self>;
}

impl<T: Parse> Held for Cell<T> {
    fn hold(raw: Text) -> Cell<T> {
        let value = if raw.is_blank() { None } else { T::parse(raw.as_str()) };
        Cell { raw, value }
    }

    fn raw(&self) -> &Text {
        &self.raw
    }

    fn fits(&self) -> bool {
        self.value.is_some() || self.raw.is_blank()
    }
}

impl Parse for Date {
    fn parse(text: &str) -> Option<Date> {
        date_of(text)
    }
}

impl Parse for u16 {
    fn parse(text: &str) -> Option<u16> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    }
}

impl Parse for PartialDate {
    fn parse(text: &str) -> Option<PartialDate> {
        let unknown = |part: &str| part.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'z'));
        let [day, month, year] = parts(text)?;
        let read = PartialDate {
            year: if unknown(year) { None } else { Some(number(year, 4)?) },
            month: if unknown(month) { None } else { Some(i8::try_from(number(month, 2)?).ok()?) },
            day: if unknown(day) { None } else { Some(i8::try_from(number(day, 2)?).ok()?) },
        };
        // What is known must be able to be a date: 2012 was a leap year.
        Date::new(read.year.unwrap_or(2012), read.month.unwrap_or(1), read.day.unwrap_or(1)).ok()?;
        Some(read)
    }
}

/// A date as the returns write it: day, month and four-digit year between slashes. The day and month may have one digit,
/// and a blank may stand before a one-digit day. Nothing else is a date, nor is one before 22/09/1677 or after 11/04/2262.
pub fn date_of(text: &str) -> Option<Date> {
    let [day, month, year] = parts(text)?;
    let day = if day.len() == 2 { day.strip_prefix(' ').unwrap_or(day) } else { day };
    let read =
        Date::new(number(year, 4)?, i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?).ok()?;
    (jiff::civil::date(1677, 9, 22)..=jiff::civil::date(2262, 4, 11)).contains(&read).then_some(read)
}

fn parts(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split('/');
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

/// A whole number of so many digits at most; a year has all four.
fn number(text: &str, digits: usize) -> Option<i16> {
    let right = if digits == 4 { text.len() == 4 } else { (1..=digits).contains(&text.len()) };
    (right && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates() {
        for good in ["01/04/2025", "1/4/2025", " 1/04/2025"] {
            assert_eq!(date_of(good), Some(date(2025, 4, 1)), "{good}");
        }
        for bad in ["01/04/25", "2025-04-01", "01-04-2025", "01/04/2025 ", "31/02/2025", "1/4/1600", "//", "é/1/2000"]
        {
            assert_eq!(date_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn partial_dates() {
        let read = |text| <PartialDate as Parse>::parse(text);
        assert_eq!(read("zz/05/2012"), Some(PartialDate { year: Some(2012), month: Some(5), day: None }));
        assert_eq!(read("ZZ/ZZ/ZZZZ"), Some(PartialDate::default()));
        assert_eq!((read("zz/13/2012"), read("31/02/zzzz"), read("2012")), (None, None, None));
    }

    #[test]
    fn texts_whatever_their_case() {
        use std::collections::HashSet;
        let (capitals, small) = (Text::from("K3"), Text::from("k3"));
        assert!(capitals == small && small.as_str() == "k3");
        assert_eq!(HashSet::from([capitals.clone(), small]).len(), 1);
        assert!(Text::from("a") < Text::from("B") && Text::from("a") != Text::from("a "));
        assert!(!Text::from(" ").is_blank() && capitals.is_any(&["H5", "K3"]));
    }
}
