//! The types a cell may have, and how each is written as text and read from it.

use jiff::civil::{Date, Time};
use practice::moment::Moment;
use std::fmt;

use crate::row::Kind;

/// Text; empty when the source says nothing. Sixteen bytes, and cheap to copy: the same person id in a hundred rows is
/// kept once.
pub type Text = ecow::EcoString;

/// A day of which parts may be unknown. All parts unknown is not the same as nothing said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Partial {
    /// The day is known.
    Day(Date),
    /// Only the month and year.
    Month(i16, i8),
    /// Only the year.
    Year(i16),
    /// It is known that it is not known.
    Unknown,
}

impl fmt::Display for Partial {
    /// As the looked-after return writes it: `04/06/2019`, `zz/06/2019`, `zz/zz/2019`, `zz/zz/zzzz`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Partial::Day(day) => write!(out, "{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
            Partial::Month(year, month) => write!(out, "zz/{month:02}/{year:04}"),
            Partial::Year(year) => write!(out, "zz/zz/{year:04}"),
            Partial::Unknown => out.write_str("zz/zz/zzzz"),
        }
    }
}

/// A cell as it stands in a row, for writing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'r> {
    /// Nothing said.
    Nothing,
    /// Text, a code or a name. Never empty.
    Text(&'r str),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A day, with the time when it is known.
    Moment(Moment),
    /// A day of which parts may be unknown.
    Partial(Partial),
    /// A whole number.
    Int(i32),
    /// A number.
    Number(f64),
}

impl Cell<'_> {
    /// Writes the cell as text, as a column of this kind has it. Writes nothing for nothing.
    pub fn write(&self, kind: Kind, out: &mut String) {
        use fmt::Write;
        let written = match (self, kind) {
            (Cell::Nothing, _) => Ok(()),
            (Cell::Text(text), _) => out.write_str(text),
            (Cell::Flag(yes), Kind::Bit) => out.write_str(if *yes { "1" } else { "0" }),
            (Cell::Flag(yes), _) => out.write_str(if *yes { "Y" } else { "N" }),
            (Cell::Date(day), _) => write!(out, "{day}"),
            (Cell::Moment(moment), _) => out.write_str(&moment.written()),
            (Cell::Partial(day), _) => write!(out, "{day}"),
            (Cell::Int(number), _) => write!(out, "{number}"),
            (Cell::Number(number), _) => write!(out, "{number}"),
        };
        // Writing to memory cannot fail.
        debug_assert!(written.is_ok());
    }

    /// The cell as text.
    pub fn text(&self, kind: Kind) -> String {
        let mut out = String::new();
        self.write(kind, &mut out);
        out
    }
}

/// What of a value could not be held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Misread {
    /// It is not a date.
    NotADate,
    /// The day is held; the time of day is not.
    TimeLost,
    /// The day is not known well enough to be held as one.
    NotToTheDay,
    /// It is neither yes nor no.
    NotAFlag,
    /// It is not a whole number.
    NotWhole,
    /// It is not a number.
    NotANumber,
    /// It came while another of its kind was open, and is part of that one.
    WithinAnother,
    /// The record cannot be read by today's form.
    Unreadable,
    /// The table has no such column.
    NoSuchColumn,
}

impl Misread {
    /// Every one.
    pub const ALL: [Misread; 9] = [
        Misread::NotADate,
        Misread::TimeLost,
        Misread::NotToTheDay,
        Misread::NotAFlag,
        Misread::NotWhole,
        Misread::NotANumber,
        Misread::WithinAnother,
        Misread::Unreadable,
        Misread::NoSuchColumn,
    ];

    /// As kept: `NotADate`.
    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// One by the name it is kept by.
    pub fn by_name(name: &str) -> Option<Misread> {
        Misread::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What is wrong, as a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Misread::NotADate => "This is not a date.",
            Misread::TimeLost => "The day is read; the time of day has no place in this field.",
            Misread::NotToTheDay => "The day is not known well enough to stand in this field.",
            Misread::NotAFlag => "This is neither yes nor no.",
            Misread::NotWhole => "This is not a whole number.",
            Misread::NotANumber => "This is not a number.",
            Misread::WithinAnother => "This came while another was open: it is part of that one, not a row of its own.",
            Misread::Unreadable => "This record cannot be read by today's form.",
            Misread::NoSuchColumn => "The table has no such column.",
        }
    }

    /// What to do about it, as a sentence.
    pub const fn remedy(self) -> &'static str {
        match self {
            Misread::NotADate => "Write it as 2026-06-04.",
            Misread::TimeLost => "Nothing, if the day is all that is wanted.",
            Misread::NotToTheDay => "Give the day; for a birth whose day is not known, the 15th.",
            Misread::NotAFlag => "Write Y or N, or leave it empty.",
            Misread::NotWhole => "Write digits alone.",
            Misread::NotANumber => "Write digits, with a full stop for the decimal point.",
            Misread::WithinAnother => "Nothing, if it was about the same matter; otherwise close the first.",
            Misread::Unreadable => "Correct the record on the child's file.",
            Misread::NoSuchColumn => "Put it under the heading it belongs to, or take the column out.",
        }
    }
}

/// A type that a cell may have.
pub trait Value: Sized {
    /// The cell, for writing.
    fn cell(&self) -> Cell<'_>;
    /// Reads text. What cannot be held, wholly or in part, is told.
    fn read(text: &str) -> (Self, Option<Misread>);
}

impl Value for Text {
    fn cell(&self) -> Cell<'_> {
        if self.is_empty() { Cell::Nothing } else { Cell::Text(self) }
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        (Text::from(text), None)
    }
}

/// Reads what is not text: blanks around it do not count, and neither does the word a database writes for nothing.
fn typed<T>(text: &str, take: impl FnOnce(&str) -> Result<T, Misread>) -> (Option<T>, Option<Misread>) {
    let text = text.trim();
    if text.is_empty() || text == "NULL" {
        return (None, None);
    }
    match take(text) {
        Ok(value) => (Some(value), None),
        Err(why) => (None, Some(why)),
    }
}

impl Value for Option<bool> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Flag)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        typed(text, |text| match text.to_ascii_lowercase().as_str() {
            "y" | "yes" | "1" | "true" => Ok(true),
            "n" | "no" | "0" | "false" => Ok(false),
            _ => Err(Misread::NotAFlag),
        })
    }
}

impl Value for Option<Date> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Date)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        match typed(text, |text| day_and_time(text).ok_or(Misread::NotADate)) {
            (Some((day, Some(time))), _) if time != Time::midnight() => (Some(day), Some(Misread::TimeLost)),
            (found, why) => (found.map(|(day, _)| day), why),
        }
    }
}

impl Value for Option<Moment> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Moment)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        match typed(text, |text| day_and_time(text).ok_or(Misread::NotADate)) {
            (Some((date, time)), _) => {
                let minute = time.and_then(|time| Time::new(time.hour(), time.minute(), 0, 0).ok());
                (Some(Moment { date, time: minute }), (minute != time).then_some(Misread::TimeLost))
            }
            (None, why) => (None, why),
        }
    }
}

impl Value for Option<Partial> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Partial)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        typed(text, |text| partial(text).ok_or(Misread::NotADate))
    }
}

impl Value for Option<i32> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Int)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        // A spreadsheet writes 3 as 3.0.
        typed(text, |text| text.strip_suffix(".0").unwrap_or(text).parse().map_err(|_| Misread::NotWhole))
    }
}

impl Value for Option<f64> {
    fn cell(&self) -> Cell<'_> {
        self.map_or(Cell::Nothing, Cell::Number)
    }
    fn read(text: &str) -> (Self, Option<Misread>) {
        typed(text, |text| text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or(Misread::NotANumber))
    }
}

/// `2026-06-04`, `2026-06-04T09:32`, `2026-06-04 09:32:00.000`, `04/06/2026` or `04/06/2026 09:32`.
fn day_and_time(text: &str) -> Option<(Date, Option<Time>)> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time.trim().trim_end_matches('Z').parse().ok()?)),
        None => (text, None),
    };
    let day = match day.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?
        }
        _ if day.len() == 10 => day.parse().ok()?,
        _ => return None,
    };
    Some((day, time))
}

fn partial(text: &str) -> Option<Partial> {
    let unknown = |part: &str| part.eq_ignore_ascii_case("zz") || part.eq_ignore_ascii_case("zzzz");
    let year = |text: &str| text.parse().ok().filter(|_| text.len() == 4);
    let month = |text: &str| text.parse().ok().filter(|month| (1..=12).contains(month));
    let slashed: Vec<&str> = text.split('/').collect();
    let dashed: Vec<&str> = text.split('-').collect();
    match (slashed.as_slice(), dashed.as_slice()) {
        ([day, month_, year_], _) if unknown(day) && unknown(month_) && unknown(year_) => Some(Partial::Unknown),
        ([day, month_, year_], _) if unknown(day) && unknown(month_) => year(year_).map(Partial::Year),
        ([day, month_, year_], _) if unknown(day) => Some(Partial::Month(year(year_)?, month(month_)?)),
        (_, [only]) if only.len() == 4 => year(only).map(Partial::Year),
        (_, [year_, month_]) => Some(Partial::Month(year(year_)?, month(month_)?)),
        _ => match day_and_time(text)? {
            (day, None) => Some(Partial::Day(day)),
            (day, Some(time)) => (time == Time::midnight()).then_some(Partial::Day(day)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_databases_and_spreadsheets_write_them() {
        let day = Some(date(2026, 6, 4));
        for text in
            ["2026-06-04", " 2026-06-04 ", "2026-06-04T00:00:00", "2026-06-04 00:00:00.000", "04/06/2026", "4/6/2026"]
        {
            assert_eq!(Option::<Date>::read(text), (day, None), "{text}");
        }
        for text in ["2026-06-04T09:32", "2026-06-04 09:32:00", "04/06/2026 09:32"] {
            assert_eq!(Option::<Date>::read(text), (day, Some(Misread::TimeLost)), "{text}");
        }
        for text in ["46177", "4 June 2026", "2026-02-30", "04/06/26", "20260604", "June"] {
            assert_eq!(Option::<Date>::read(text), (None, Some(Misread::NotADate)), "{text}");
        }
        for text in ["", " ", "NULL"] {
            assert_eq!(Option::<Date>::read(text), (None, None), "{text:?}");
        }
    }

    #[test]
    fn a_time_is_held_to_the_minute_and_an_unknown_time_is_not_midnight() {
        let at = |text| Option::<Moment>::read(text);
        assert_eq!(at("2026-06-04T09:32"), (Some(Moment::at(date(2026, 6, 4), 9, 32)), None));
        assert_eq!(at("2026-06-04"), (Some(Moment::day(date(2026, 6, 4))), None));
        assert_eq!(at("2026-06-04 00:00:00"), (Some(Moment::at(date(2026, 6, 4), 0, 0)), None));
        assert_eq!(at("2026-06-04 09:32:10").1, Some(Misread::TimeLost));
    }

    #[test]
    fn parts_of_a_day_may_be_unknown() {
        for (text, found) in [
            ("zz/zz/zzzz", Partial::Unknown),
            ("ZZ/zz/2019", Partial::Year(2019)),
            ("2019", Partial::Year(2019)),
            ("zz/05/2019", Partial::Month(2019, 5)),
            ("2019-05", Partial::Month(2019, 5)),
            ("04/05/2019", Partial::Day(date(2019, 5, 4))),
            ("2019-05-04", Partial::Day(date(2019, 5, 4))),
        ] {
            assert_eq!(Option::<Partial>::read(text), (Some(found), None), "{text}");
            assert_eq!(Option::<Partial>::read(&found.to_string()).0, Some(found));
        }
        for text in ["zz/13/2019", "zz/05/19", "04/zz/2019", "zz"] {
            assert_eq!(Option::<Partial>::read(text).1, Some(Misread::NotADate), "{text}");
        }
    }

    #[test]
    fn what_could_not_be_held_is_told_by_name() {
        for why in Misread::ALL {
            assert_eq!(Misread::by_name(&why.name()), Some(why));
            assert!(why.words().ends_with('.') && why.remedy().ends_with('.'));
        }
        assert_eq!(Misread::by_name("Misread"), None);
    }

    #[test]
    fn flags_and_numbers() {
        for (text, found) in [("Y", true), ("yes", true), ("1", true), ("n", false), ("False", false)] {
            assert_eq!(Option::<bool>::read(text), (Some(found), None));
        }
        assert_eq!(Option::<bool>::read("U").1, Some(Misread::NotAFlag));
        assert_eq!(Option::<i32>::read("3.0"), (Some(3), None));
        assert_eq!(Option::<i32>::read("3.5").1, Some(Misread::NotWhole));
        assert_eq!(Option::<f64>::read("3.5"), (Some(3.5), None));
        assert_eq!(Option::<f64>::read("NaN").1, Some(Misread::NotANumber));
    }
}
