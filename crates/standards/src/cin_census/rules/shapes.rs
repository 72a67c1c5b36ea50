//! The few shapes that most rules have.

use jiff::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::rows::{Child, CinDetails};
use super::columns::{Column, DIED};
use super::subject::Cin;
use crate::rules::{self, Check, Found};

/// A check of one child of the census.
pub const fn child(check: fn(&Cin, &Child, &mut Found)) -> Check<Cin> {
    rules::child(check)
}

/// One edition, in force in every year, that looks at each episode of a child by itself.
macro_rules! per_episode {
    ($check:expr) => {
        &[$crate::rules::always($crate::cin_census::rules::shapes::child(|cin, child, found| {
            let check: fn(
                &Cin,
                &$crate::cin_census::Child,
                &$crate::cin_census::CinDetails,
                &mut $crate::rules::Found,
            ) = $check;
            child.episodes.iter().for_each(|row| check(cin, child, row, found));
        }))]
    };
}

/// One edition, in force in every year, that looks at each row of one kind by itself, with its episode.
macro_rules! per_row {
    ($rows:ident, $check:expr) => {
        &[per_row!(@edition always, $rows, $check)]
    };
    ($rows:ident, from $year:literal, $check:expr) => {
        &[$crate::rules::from($year, per_row!(@check $rows, $check))]
    };
    (@edition $when:ident, $rows:ident, $check:expr) => {
        $crate::rules::$when(per_row!(@check $rows, $check))
    };
    (@check $rows:ident, $check:expr) => {
        $crate::cin_census::rules::shapes::child(|cin, child, found| {
            for (episode, row) in $crate::cin_census::rules::shapes::each(child, |episode| &episode.$rows) {
                ($check)(cin, child, episode, row, &mut *found);
            }
        })
    };
}

pub(super) use {per_episode, per_row};

/// Each row of one kind, with the episode it stands in.
pub fn each<'c, T: 'c>(
    child: &'c Child,
    rows: fn(&CinDetails) -> &Vec<T>,
) -> impl Iterator<Item = (&'c CinDetails, &'c T)> {
    child.episodes.iter().flat_map(move |episode| rows(episode).iter().map(move |row| (episode, row)))
}

/// Flags two dates of one row, or of a row and its episode, that are in the wrong order.
pub fn in_order<A: 'static, B: 'static>(
    first: (&Column<A, Date>, &A),
    second: (&Column<B, Date>, &B),
    found: &mut Found,
) {
    if let (Some(early), Some(late)) = (first.0.day(first.1), second.0.day(second.1))
        && late < early
    {
        found.flag([second.0.at(second.1), first.0.at(first.1)]);
    }
}

/// Flags two dates of one row that are the same.
pub fn not_same_day<R: 'static>(row: &R, first: &Column<R, Date>, second: &Column<R, Date>, found: &mut Found) {
    if first.day(row).is_some() && first.day(row) == second.day(row) {
        found.flag([first.at(row), second.at(row)]);
    }
}

/// Flags a date outside the census year.
pub fn in_year<R: 'static>(cin: &Cin, row: &R, column: &Column<R, Date>, found: &mut Found) {
    if column.day(row).is_some_and(|day| !cin.in_year(day)) {
        found.flag([column.at(row)]);
    }
}

/// Flags a date that is missing, or after the census year.
pub fn given_by_end<R: 'static>(cin: &Cin, row: &R, column: &Column<R, Date>, found: &mut Found) {
    if column.day(row).is_none_or(|day| day > cin.reference) {
        found.flag([column.at(row)]);
    }
}

/// Flags a date after the child's death.
pub fn by_death<R: 'static>(child: &Child, row: &R, column: &Column<R, Date>, found: &mut Found) {
    let died = DIED.day(&child.identifiers);
    if column.day(row).is_some_and(|day| died.is_some_and(|died| day > died)) {
        found.flag([column.at(row), DIED.at(&child.identifiers)]);
    }
}

/// Flags a date on a Saturday or Sunday.
pub fn on_weekday<R: 'static>(row: &R, column: &Column<R, Date>, found: &mut Found) {
    if column.day(row).is_some_and(|day| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)) {
        found.flag([column.at(row)]);
    }
}

/// Flags all these rows as one finding when there are two or more.
pub fn at_most_one<'r, R: 'static, T: 'static>(
    rows: impl Iterator<Item = &'r R>,
    column: &Column<R, T>,
    found: &mut Found,
) {
    let places: Vec<_> = rows.map(|row| column.at(row)).collect();
    if places.len() > 1 {
        found.flag(places);
    }
}

/// Flags each row that starts while another is open: its start, then the start and end of the other. `until` is the
/// last day on which another may not start.
pub fn one_at_a_time<R: 'static>(
    rows: &[&R],
    start: &Column<R, Date>,
    end: &Column<R, Date>,
    until: impl Fn(&R) -> Option<Date>,
    found: &mut Found,
) {
    let rows: Vec<(&R, Date)> = rows.iter().filter_map(|row| Some((*row, start.day(row)?))).collect();
    let starts: Vec<Date> = rows.iter().map(|(_, day)| *day).collect();
    let span = |(row, start): &(&R, Date)| rules::Span { start: *start, until: until(row).unwrap_or(Date::MIN) };
    let spans: Vec<rules::Span> = rows.iter().map(span).collect();
    for (late, open) in rules::overlaps(&starts, &spans, true) {
        let (late, open) = (rows[late].0, rows[open].0);
        found.flag([start.at(late), start.at(open), end.at(open)]);
    }
}

/// The day before an end, for an end on which another may start.
pub fn day_before(end: Date) -> Date {
    end.saturating_sub(1.day())
}

/// That day so much later.
pub fn later(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}
