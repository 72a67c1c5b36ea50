//! Time limits as the rules write them: "45 working days", "24 hours", "3 months".

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::moment::Moment;

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    pub count: i32,
    pub unit: Unit,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Elapsed time, whatever the clocks do: 24 hours across the spring change ends an hour later on the clock.
    Hours,
    CalendarDays,
    /// Days that are not a weekend or bank holiday in England.
    WorkingDays,
    Weeks,
    /// To the same day of a later month, or the last day of it if that month is shorter (the corresponding date rule,
    /// *Dodds v Walker* [1981] 1 WLR 1027).
    Months,
    /// As months: from 29 February to 28 February. A birthday is different: see [`crate::age::birthday`].
    Years,
}

impl Limit {
    pub const fn new(count: i32, unit: Unit) -> Limit {
        Limit { count, unit }
    }

    /// When the limit that starts at `start` runs out.
    ///
    /// The day it starts is day zero. Hours give a date and time; every other unit gives a date with no time, meaning
    /// by the end of that day. Hours from a date with no time are counted from the start of that day, so that an
    /// unknown time never makes a limit longer. In the hour that happens twice in October the time given is the
    /// earlier of the two. Past the last date that can be written, the answer is that last date.
    pub fn due_from(&self, start: Moment, calendar: &Calendar) -> Moment {
        self.counted(start, calendar, i64::from(self.count))
    }

    /// The latest moment that is at least the limit before `end`: for what must be done so long *before* an event.
    ///
    /// The mirror of [`Limit::due_from`]; hours before a date with no time are counted back from the start of it.
    pub fn due_before(&self, end: Moment, calendar: &Calendar) -> Moment {
        self.counted(end, calendar, -i64::from(self.count))
    }

    fn counted(&self, from: Moment, calendar: &Calendar, count: i64) -> Moment {
        let whole = count.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
        let span = Span::new();
        match self.unit {
            Unit::Hours => hours_after(from.start_instant(), count),
            Unit::WorkingDays => Moment::day(calendar.add_working_days(from.date, whole)),
            Unit::CalendarDays => Moment::day(moved(from.date, span.try_days(count), count)),
            Unit::Weeks => Moment::day(moved(from.date, span.try_weeks(count), count)),
            Unit::Months => Moment::day(moved(from.date, span.try_months(count), count)),
            Unit::Years => Moment::day(moved(from.date, span.try_years(count), count)),
        }
    }
}

fn moved(from: Date, span: Result<Span, jiff::Error>, count: i64) -> Date {
    let limit = if count < 0 { Date::MIN } else { Date::MAX };
    span.and_then(|span| from.checked_add(span)).unwrap_or(limit)
}

fn hours_after(from: Timestamp, count: i64) -> Moment {
    let limit = if count < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Moment::of(Span::new().try_hours(count).and_then(|hours| from.checked_add(hours)).unwrap_or(limit))
}

impl Unit {
    pub const ALL: [Unit; 6] =
        [Unit::Hours, Unit::CalendarDays, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::Years];

    /// "working days", or "working day" for one.
    pub fn words(self, count: i32) -> &'static str {
        let (one, many) = match self {
            Unit::Hours => ("hour", "hours"),
            Unit::CalendarDays => ("calendar day", "calendar days"),
            Unit::WorkingDays => ("working day", "working days"),
            Unit::Weeks => ("week", "weeks"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
        };
        if count == 1 { one } else { many }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, self.unit.words(self.count))
    }
}

/// Text that is not a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotALimit(pub String);

impl fmt::Display for NotALimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a time limit written like 45 working days, 24 hours or 1 month", self.0)
    }
}

impl std::error::Error for NotALimit {}

impl FromStr for Limit {
    type Err = NotALimit;

    /// Reads what `Display` writes; one or many of a unit may be written either way ("1 months").
    fn from_str(text: &str) -> Result<Limit, NotALimit> {
        let wrong = || NotALimit(text.to_owned());
        let (count, words) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let named = |unit: &Unit| unit.words(1) == words || unit.words(2) == words;
        let unit = Unit::ALL.into_iter().find(named).ok_or_else(wrong)?;
        Ok(Limit { count: count.parse().map_err(|_| wrong())?, unit })
    }
}
