//! The England working-day calendar.
//!
//! A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday, or a bank holiday in England
//! and Wales under the Banking and Financial Dealings Act 1971. Bank holidays come from a kept list
//! (`data/bank-holidays.csv`, 2000 to 2040) that can be replaced when a holiday is proclaimed. Outside the years of
//! the list only weekends are left out. Every function is total: past the last date that can be written, the answer
//! is that last date.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, date};

pub use crate::bank_holidays::{BankHoliday, CalendarError, bank_holidays_from_csv, bank_holidays_from_gov_uk_json};

/// Which days are working days, with the counts that make every question constant time.
#[derive(Debug, Clone)]
pub struct Calendar {
    holidays: Vec<BankHoliday>,
    years: RangeInclusive<i16>,
    /// Day number of the first day of the first year listed.
    first: i32,
    /// For each day listed: working days from `first` up to and including it.
    up_to: Vec<i32>,
    /// Each working day listed, in order.
    working: Vec<Date>,
}

/// How an updated list differs from the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Added(BankHoliday),
    Removed(BankHoliday),
}

static ENGLAND: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_csv(crate::bank_holidays::ENGLAND_CSV).unwrap_or_else(|_| Calendar::of(Vec::new()))
});

impl Calendar {
    /// The calendar built in, correct from 1 January 2000 to 31 December 2040 as the law stood when it was made.
    pub fn england() -> &'static Calendar {
        &ENGLAND
    }

    /// A calendar from a list of `date,name,source` lines.
    pub fn from_csv(text: &str) -> Result<Calendar, CalendarError> {
        bank_holidays_from_csv(text).map(Calendar::of)
    }

    /// The list as `date,name,source` lines, to be kept and read again.
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| match text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.to_owned(),
        };
        let line = |h: &BankHoliday| format!("{},{},{}\n", h.date, quoted(&h.name), quoted(&h.source));
        "date,name,source\n".to_owned() + &self.holidays.iter().map(line).collect::<String>()
    }

    /// This calendar with every year that `newer` covers replaced by it, and what that adds and takes away.
    ///
    /// A year is covered from the first to the last year in `newer`, so a holiday moved by proclamation shows as one
    /// removed and one added. A change of name or source alone is taken but is not a change.
    pub fn updated_with(&self, newer: Vec<BankHoliday>) -> (Calendar, Vec<Change>) {
        let covered = years_of(&newer);
        let (old, mut kept): (Vec<_>, Vec<_>) =
            self.holidays.iter().cloned().partition(|h| covered.contains(&h.date.year()));
        let dates = |days: &[BankHoliday]| days.iter().map(|h| h.date).collect::<BTreeSet<_>>();
        let (before, after) = (dates(&old), dates(&newer));
        let removed = old.into_iter().filter(|h| !after.contains(&h.date)).map(Change::Removed);
        let added = newer.iter().filter(|h| !before.contains(&h.date)).cloned().map(Change::Added);
        let mut changes: Vec<Change> = removed.chain(added).collect();
        changes.sort_by_key(|change| change.holiday().date);
        kept.extend(newer);
        (Calendar::of(kept), changes)
    }

    /// The bank holidays listed, in date order.
    pub fn holidays(&self) -> &[BankHoliday] {
        &self.holidays
    }

    /// The bank holiday on this date, if the list has one.
    pub fn holiday_on(&self, on: Date) -> Option<&BankHoliday> {
        self.holidays.binary_search_by_key(&on, |h| h.date).ok().map(|at| &self.holidays[at])
    }

    /// The years whose bank holidays are listed; empty if none are. Outside them only weekends are left out.
    pub fn years(&self) -> RangeInclusive<i16> {
        self.years.clone()
    }

    pub fn is_working_day(&self, on: Date) -> bool {
        let day = number(on);
        self.count(day) > self.count(day - 1)
    }

    /// The `n`th working day after `from`, or before it when `n` is negative.
    ///
    /// `from` is day zero whether or not it is a working day; `n` of 0 gives `from` unchanged.
    pub fn add_working_days(&self, from: Date, n: i32) -> Date {
        let day = number(from);
        match n {
            0 => from,
            1.. => self.nth(self.count(day).saturating_add(n)),
            _ => self.nth(self.count(day - 1).saturating_add(n).saturating_add(1)),
        }
    }

    /// How many working days after `from`, up to and including `to`.
    ///
    /// Turned round when `to` is the earlier: `between(a, b) == -between(b, a)`, and
    /// `between(a, b) + between(b, c) == between(a, c)`.
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        self.count(number(to)) - self.count(number(from))
    }

    /// The first working day after this date (never the date itself).
    pub fn next_working_day(&self, after: Date) -> Date {
        self.add_working_days(after, 1)
    }

    /// This date if it is a working day, otherwise the first one after it.
    pub fn working_day_on_or_after(&self, on: Date) -> Date {
        if self.is_working_day(on) { on } else { self.next_working_day(on) }
    }

    fn of(mut holidays: Vec<BankHoliday>) -> Calendar {
        holidays.sort();
        holidays.dedup_by_key(|h| h.date);
        let years = years_of(&holidays);
        let mut calendar =
            Calendar { first: number(date(*years.start(), 1, 1)), holidays, years, up_to: vec![], working: vec![] };
        if calendar.holidays.is_empty() {
            return calendar;
        }
        let closed: BTreeSet<i32> = calendar.holidays.iter().map(|h| number(h.date)).collect();
        for day in calendar.first..=number(date(*calendar.years.end(), 12, 31)) {
            if !weekend(day) && !closed.contains(&day) {
                calendar.working.push(dated(i64::from(day)));
            }
            calendar.up_to.push(calendar.working.len() as i32);
        }
        calendar
    }

    /// Working days from the first day listed up to and including `day`; negative before it.
    fn count(&self, day: i32) -> i32 {
        let listed = self.up_to.len() as i32;
        let at = day - self.first;
        if at < 0 {
            weekdays_to(day) - weekdays_to(self.first - 1)
        } else if at < listed {
            self.up_to[at as usize]
        } else {
            self.working.len() as i32 + weekdays_to(day) - weekdays_to(self.first + listed - 1)
        }
    }

    /// The working day at which `count` reaches `n`.
    fn nth(&self, n: i32) -> Date {
        let listed = self.working.len() as i32;
        let weekdays_before = |day: i32| i64::from(weekdays_to(day - 1));
        if n < 1 {
            dated(weekday_numbered(weekdays_before(self.first) + i64::from(n)))
        } else if n <= listed {
            self.working[n as usize - 1]
        } else {
            let after = self.first + self.up_to.len() as i32;
            dated(weekday_numbered(weekdays_before(after) + i64::from(n - listed)))
        }
    }
}

impl Change {
    pub fn holiday(&self) -> &BankHoliday {
        let (Change::Added(holiday) | Change::Removed(holiday)) = self;
        holiday
    }
}

/// First to last year in a list; an empty range if the list is empty.
#[allow(clippy::reversed_empty_ranges)]
fn years_of(holidays: &[BankHoliday]) -> RangeInclusive<i16> {
    let years = || holidays.iter().map(|h| h.date.year());
    years().min().zip(years().max()).map_or(2000..=1999, |(from, to)| from..=to)
}

/// Day zero for the arithmetic: a Monday.
const MONDAY: Date = date(2000, 1, 3);

/// Days since `MONDAY`.
fn number(on: Date) -> i32 {
    // Days between any two dates that can be written always fit; the fallback cannot be reached.
    i32::try_from(MONDAY.duration_until(on).as_hours() / 24).unwrap_or(0)
}

fn dated(day: i64) -> Date {
    let limit = if day < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(day).and_then(|days| MONDAY.checked_add(days)).unwrap_or(limit)
}

fn weekend(day: i32) -> bool {
    day.rem_euclid(7) >= 5
}

/// Weekdays from `MONDAY` up to and including `day`; negative before it.
fn weekdays_to(day: i32) -> i32 {
    let (weeks, rest) = ((day + 1).div_euclid(7), (day + 1).rem_euclid(7));
    weeks * 5 + rest.min(5)
}

/// The weekday at which `weekdays_to` reaches `n`.
fn weekday_numbered(n: i64) -> i64 {
    (n - 1).div_euclid(5) * 7 + (n - 1).rem_euclid(5)
}
