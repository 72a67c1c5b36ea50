//! Things that fall due again and again: a visit, a review, a core group.

use super::events::{Event, Window};
use jiff::ToSpan;
use jiff::civil::Date;
use practice::calendar::Calendar;

/// How long until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    WorkingDays(i32),
    Days(i32),
    Months(i32),
}

impl Gap {
    /// The day it is due, counted from this one.
    pub fn after(self, day: Date) -> Date {
        match self {
            Gap::WorkingDays(days) => Calendar::england().add_working_days(day, days),
            Gap::Days(days) => day.saturating_add(days.days()),
            Gap::Months(months) => day.saturating_add(months.months()),
        }
    }
}

/// A day something was due, and whether it was done by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub day: Date,
    pub met: bool,
}

/// What fell due in these days, while something ran: first after `gaps[0]`, then `gaps[1]` and so on, the last for ever.
///
/// Each is counted from when the one before was done; while one is not done the next has not begun. What was done is in
/// order of day. A due day after the end, or after the window, is not yet due; one that was met early counts on its due day.
pub fn dues(ran: Event, done: impl Iterator<Item = Date>, gaps: &[Gap], window: Window, found: &mut Vec<Due>) {
    found.clear();
    let last = window.to.min(ran.end.unwrap_or(Date::MAX));
    let mut done = done.filter(|day| *day > ran.date && *day <= last).peekable();
    let (mut since, mut step) = (ran.date, 0);
    while let Some(gap) = gaps.get(step.min(gaps.len().saturating_sub(1))) {
        let day = gap.after(since);
        if day > last || day <= since {
            break;
        }
        let next = done.next();
        if window.holds(day) {
            found.push(Due { day, met: next.is_some_and(|next| next <= day) });
        }
        match next {
            Some(next) => since = next,
            None => break,
        }
        // Done twice on one day is done once.
        while done.peek() == Some(&since) {
            done.next();
        }
        step += 1;
    }
}

/// The day this many months before.
pub fn months_before(day: Date, months: i32) -> Date {
    day.saturating_sub(months.months())
}

/// The day this many days before.
pub fn days_before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}

/// Days from one to the other.
pub fn days_between(from: Date, to: Date) -> f64 {
    f64::from(to.since(from).map_or(0, |span| span.get_days()))
}

/// The window moved back by months, for what had to be waited for.
pub fn earlier(window: Window, months: i32) -> Window {
    Window { from: months_before(window.from, months), to: months_before(window.to, months) }
}
