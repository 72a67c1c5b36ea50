//! Dates as people know them: to the day, to the minute, or only to the month or year.
//!
//! Everything is in the wall time of England; the instant is worked out when a clock needs it.

use jiff::Timestamp;
use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

static LONDON: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC));

/// The time zone of every local date and time in the product.
pub fn london() -> &'static TimeZone {
    &LONDON
}

/// A day, with the time when it is known. An unknown time is not midnight: it is unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment {
    /// The local date.
    pub date: Date,
    /// The local time, when known.
    pub time: Option<Time>,
}

impl Moment {
    /// A day whose time is not known.
    pub fn day(date: Date) -> Self {
        Moment { date, time: None }
    }

    /// A day and time.
    pub fn at(date: Date, hour: i8, minute: i8) -> Self {
        Moment { date, time: Time::new(hour, minute, 0, 0).ok() }
    }

    /// The local day and minute of an instant.
    pub fn of(instant: Timestamp) -> Self {
        let local = instant.to_zoned(london().clone()).datetime();
        Moment { date: local.date(), time: Time::new(local.hour(), local.minute(), 0, 0).ok() }
    }

    /// The instant this moment begins: its time, or the start of its day.
    pub fn start_instant(&self) -> Timestamp {
        self.instant_with(self.time.unwrap_or(Time::midnight()))
    }

    /// The last instant this moment covers: its time, or the end of its day. Due moments are read this way.
    pub fn instant(&self) -> Timestamp {
        self.instant_with(self.time.unwrap_or(Time::constant(23, 59, 59, 0)))
    }

    fn instant_with(&self, time: Time) -> Timestamp {
        self.date
            .to_datetime(time)
            .to_zoned(london().clone())
            .map(|zoned| zoned.timestamp())
            .unwrap_or(if self.date < date(1970, 1, 1) { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// Has this moment come by `on`? A day without a time has come once that day begins.
    pub fn is_by(&self, on: Moment) -> bool {
        match (self.time, on.time) {
            (Some(mine), Some(theirs)) => (self.date, mine) <= (on.date, theirs),
            _ => self.date <= on.date,
        }
    }
}

impl fmt::Display for Moment {
    /// "4 June 2026 at 9:32am", or "4 June 2026" when the time is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&long_date(self.date))?;
        match self.time {
            Some(time) => write!(f, " at {}", clock_time(time)),
            None => Ok(()),
        }
    }
}

/// "4 June 2026".
pub fn long_date(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

/// "4 Jun 2026", for tables where room is short.
pub fn short_date(day: Date) -> String {
    format!("{} {} {}", day.day(), &month_name(day.month())[..3], day.year())
}

/// "9:32am", "midday", "midnight".
pub fn clock_time(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{hour}:{minute:02}{half}")
        }
    }
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or("")
}

/// The written form kept in records: `2026-06-04` or `2026-06-04T09:32`.
impl Moment {
    /// The text kept in a record's body.
    pub fn written(&self) -> String {
        match self.time {
            Some(time) => format!("{}T{:02}:{:02}", self.date, time.hour(), time.minute()),
            None => self.date.to_string(),
        }
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;
    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let wrong = || NotAMoment(text.to_owned());
        match text.split_once('T') {
            Some((day, time)) => Ok(Moment {
                date: day.parse().map_err(|_| wrong())?,
                time: Some(time.parse::<Time>().map_err(|_| wrong())?),
            }),
            None => Ok(Moment::day(text.parse().map_err(|_| wrong())?)),
        }
    }
}

/// Text that is not a date, or a date and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAMoment(pub String);

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date written like 2026-06-04 or 2026-06-04T09:32", self.0)
    }
}

impl std::error::Error for NotAMoment {}

/// A date known only as well as it is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PartialDate {
    /// The day is known.
    Day(Date),
    /// Only the month and year.
    Month(i16, i8),
    /// Only the year.
    Year(i16),
}

impl PartialDate {
    /// The first day it could be.
    pub fn earliest(&self) -> Date {
        match *self {
            PartialDate::Day(day) => day,
            PartialDate::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            PartialDate::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
        }
    }

    /// The last day it could be.
    pub fn latest(&self) -> Date {
        match *self {
            PartialDate::Day(day) => day,
            PartialDate::Month(..) => self.earliest().last_of_month(),
            PartialDate::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// The exact day, when it is known.
    pub fn exact(&self) -> Option<Date> {
        match *self {
            PartialDate::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The text kept in a record's body: `2019-06-04`, `2019-06` or `2019`.
    pub fn written(&self) -> String {
        match *self {
            PartialDate::Day(day) => day.to_string(),
            PartialDate::Month(year, month) => format!("{year:04}-{month:02}"),
            PartialDate::Year(year) => format!("{year:04}"),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            PartialDate::Day(day) => f.write_str(&long_date(day)),
            PartialDate::Month(year, month) => write!(f, "{} {year}", month_name(month)),
            PartialDate::Year(year) => write!(f, "{year}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = NotAMoment;
    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let wrong = || NotAMoment(text.to_owned());
        let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
        match text.split('-').collect::<Vec<_>>().as_slice() {
            [year] if year.len() == 4 => Ok(PartialDate::Year(number(year)?)),
            [year, month] => {
                let month = month.parse::<i8>().ok().filter(|month| (1..=12).contains(month)).ok_or_else(wrong)?;
                Ok(PartialDate::Month(number(year)?, month))
            }
            _ => text.parse().map(PartialDate::Day).map_err(|_| wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for text in ["2026-06-04", "2026-06-04T09:32"] {
            assert_eq!(text.parse::<Moment>().unwrap().written(), text);
        }
        for text in ["2019-06-04", "2019-06", "2019"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().written(), text);
        }
        for text in ["", "19", "2019-13", "2019-02-30", "June"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn shown_in_words_and_never_as_an_invented_midnight() {
        assert_eq!(Moment::at(date(2026, 6, 4), 9, 32).to_string(), "4 June 2026 at 9:32am");
        assert_eq!(Moment::at(date(2026, 6, 4), 12, 5).to_string(), "4 June 2026 at 12:05pm");
        assert_eq!(Moment::day(date(2026, 6, 4)).to_string(), "4 June 2026");
        assert_eq!("2019-06".parse::<PartialDate>().unwrap().to_string(), "June 2019");
    }

    #[test]
    fn summer_time_is_counted() {
        let winter = Moment::at(date(2026, 1, 5), 9, 0).instant();
        let summer = Moment::at(date(2026, 7, 6), 9, 0).instant();
        assert_eq!(winter.to_string(), "2026-01-05T09:00:00Z");
        assert_eq!(summer.to_string(), "2026-07-06T08:00:00Z");
        assert_eq!(Moment::of(summer), Moment::at(date(2026, 7, 6), 9, 0));
    }
}
