//! The shapes that rules of the return have in common.

use jiff::civil::Date;

use super::subject::{Child, Look, Returns};
use crate::reading::{Cell, Text};
use crate::ssda903::Episodes;

/// Flags these fields of these rows as one finding: `flag!(found; row => DECOM REC, of => DOB)`.
macro_rules! flag {
    ($found:expr; $($row:expr => $($name:ident)+),+) => {
        $found.flag([$($($crate::ssda903::Row::place($row, stringify!($name))),+),+])
    };
}

/// A check of each row of one table by itself: when it flags, and the fields it then points at.
macro_rules! each {
    ($table:ident, |$row:ident $(, $whole:ident)?| $flag:expr; $($of:ident . $field:ident),+) => {{
        fn check(whole: &$crate::ssda903::rules::Returns, child: &$crate::ssda903::rules::Child, found: &mut $crate::rules::Found) {
            $(let $whole = whole;)?
            for $row in whole.rows(child).$table() {
                if $flag {
                    $crate::ssda903::rules::shapes::flag!(found; $row => $($field)+);
                }
            }
        }
        $crate::rules::child(check)
    }};
}

/// A check of each row of one table with each row of another of the same child; it points at the row, and at the first
/// of the others that makes it flag.
macro_rules! join {
    (
        $one:ident, $other:ident, |$row:ident, $of:ident, $whole:ident| $flag:expr;
        $($table:ident . $field:ident),+; $($tabled:ident . $fielded:ident),*
    ) => {{
        fn check($whole: &$crate::ssda903::rules::Returns, child: &$crate::ssda903::rules::Child, found: &mut $crate::rules::Found) {
            // Rows without a child number are not about one child.
            if !child.is_known() {
                return;
            }
            for $row in $whole.rows(child).$one() {
                if let Some($of) = $whole.rows(child).$other().iter().find(|$of| $flag) {
                    // Some rules point at the first row alone.
                    let _ = $of;
                    $crate::ssda903::rules::shapes::flag!(found; $row => $($field)+ $(, $of => $fielded)*);
                }
            }
        }
        $crate::rules::child(check)
    }};
}

/// A check of one known child: a function of what there is to look at.
macro_rules! look {
    ($check:expr) => {{
        fn looked(
            whole: &$crate::ssda903::rules::Returns,
            child: &$crate::ssda903::rules::Child,
            found: &mut $crate::rules::Found,
        ) {
            if child.is_known() {
                $check(whole.look(child), found);
            }
        }
        $crate::rules::child(looked)
    }};
}

/// A rule, the fields it points at, and its editions.
macro_rules! editions {
    ($number:literal, $words:literal, $remedy:literal, [$($of:ident . $field:ident),+]; $($edition:expr),+ $(,)?) => {
        $crate::rules::error($number, $words, $remedy, &[$(concat!(stringify!($of), ".", stringify!($field))),+], const {
            &[$($edition),+]
        })
    };
}

/// A rule that never changed, over one known child.
macro_rules! rule {
    ($number:literal, $words:literal, $remedy:literal, [$($of:ident . $field:ident),+], $check:expr) => {
        $crate::ssda903::rules::shapes::editions!($number, $words, $remedy, [$($of.$field),+];
            $crate::rules::always($crate::ssda903::rules::shapes::look!($check)))
    };
}

/// A rule that never changed, over each row of one table.
macro_rules! per_row {
    ($number:literal, $words:literal, $remedy:literal, $table:ident, |$row:ident $(, $whole:ident)?| $flag:expr; $($of:ident . $field:ident),+) => {
        $crate::ssda903::rules::shapes::editions!($number, $words, $remedy, [$($of.$field),+];
            $crate::rules::always($crate::ssda903::rules::shapes::each!($table, |$row $(, $whole)?| $flag; $($of.$field),+)))
    };
}

/// A rule that never changed, over each row of one table with each row of another of the same child.
macro_rules! pairs {
    (
        $number:literal, $words:literal, $remedy:literal, $one:ident, $other:ident, |$row:ident, $of:ident, $whole:ident| $flag:expr;
        $($table:ident . $field:ident),+; $($tabled:ident . $fielded:ident),*
    ) => {
        $crate::ssda903::rules::shapes::editions!($number, $words, $remedy, [$($table.$field),+ $(, $tabled.$fielded)*];
            $crate::rules::always($crate::ssda903::rules::shapes::join!(
                $one, $other, |$row, $of, $whole| $flag; $($table.$field),+; $($tabled.$fielded),*)))
    };
}

pub(super) use {each, editions, flag, join, look, pairs, per_row, rule};

/// Legal statuses of a short break.
pub const SHORT: &[&str] = &["V3", "V4"];
/// Temporary placements.
pub const TEMPORARY: &[&str] = &["T0", "T1", "T2", "T3", "T4"];
/// Placements for adoption.
pub const ADOPTIVE: &[&str] = &["A3", "A4", "A5", "A6"];
/// Foster placements.
pub const FOSTER: &[&str] = &["U1", "U2", "U3", "U4", "U5", "U6"];
/// Why an episode ended: the child was adopted.
pub const ADOPTED: &[&str] = &["E11", "E12"];

/// Both dates are there, and the first is before the second.
pub fn before(one: Option<Date>, other: Option<Date>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one < other)
}

/// So many days later.
pub fn days_on(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// How many days from one date to another; below 0 when it is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A birthday.
pub fn birthday(born: &Cell<Date>, years: i16) -> Option<Date> {
    born.value.map(|born| years_on(born, years))
}

/// The same day, however it is written; of what is no date, the same text.
pub fn same(one: &Cell<Date>, other: &Cell<Date>) -> bool {
    match (one.value, other.value) {
        (None, None) => one.raw == other.raw,
        (one, other) => one == other,
    }
}

/// The same code in both, and one is there.
pub fn equal(one: &Text, other: &Text) -> bool {
    one.is_filled() && one == other
}

/// A child's episodes in the order they began, rows without a start last.
pub fn in_order(at: Look<'_>) -> Vec<&Episodes> {
    let mut rows: Vec<_> = at.this.episodes().iter().collect();
    rows.sort_by_key(|row| (row.decom.value.is_none(), row.decom.value));
    rows
}

/// Each episode of a child with the one directly before it.
pub fn neighbours(at: Look<'_>) -> Vec<(&Episodes, &Episodes)> {
    in_order(at).windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The episode that began first, the first in the file of several on one day.
pub fn first<'a>(rows: impl IntoIterator<Item = &'a Episodes>) -> Option<&'a Episodes> {
    rows.into_iter().filter(|row| row.decom.value.is_some()).min_by_key(|row| row.decom.value)
}

/// The episode that began last, the first in the file of several on one day.
pub fn latest<'a>(rows: impl IntoIterator<Item = &'a Episodes>) -> Option<&'a Episodes> {
    let dated = rows.into_iter().filter(|row| row.decom.value.is_some());
    dated.reduce(|latest, row| if row.decom.value > latest.decom.value { row } else { latest })
}

/// A time in care without a gap: its first day, and its last, `None` while it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Option<Date>,
}

/// The times a child was in care, in order. An episode that begins no later than the one before ended goes on with it.
pub fn spells(at: Look<'_>) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for row in in_order(at) {
        let Some(start) = row.decom.value else { continue };
        match spells.last_mut().filter(|last| last.end.is_none_or(|end| start <= end)) {
            Some(last) => last.end = row.dec.value,
            None => spells.push(Spell { start, end: row.dec.value }),
        }
    }
    spells
}

/// Whether an episode has a day in the year.
pub fn in_year(whole: &Returns, row: &Episodes) -> bool {
    row.decom.value.is_some_and(|began| began <= whole.end) && row.dec.value.is_none_or(|ended| ended >= whole.start)
}

/// Filled with something that is not one of these codes.
pub fn other_than(text: &Text, codes: &[&str]) -> bool {
    text.is_filled() && !text.is_any(codes)
}

/// Filled with something that is not a date.
pub fn unreadable(cell: &Cell<Date>) -> bool {
    cell.raw.is_filled() && cell.value.is_none()
}

/// Some filled and some not.
pub fn in_part(cells: &[&Text]) -> bool {
    any(cells) && cells.iter().any(|text| text.is_blank())
}

/// At least one filled.
pub fn any(cells: &[&Text]) -> bool {
    cells.iter().any(|text| text.is_filled())
}

/// The same day so many years on; 29 February becomes the 28th in a common year.
pub fn years_on(born: Date, years: i16) -> Date {
    born.saturating_add(jiff::Span::new().years(years))
}

/// Whether a child was looked after the whole year: rows in the year, and none of them starts or ends care within it or
/// is a short break.
pub fn all_year(whole: &Returns, child: &Child) -> bool {
    if !child.is_known() {
        return false;
    }
    let (start, end) = (whole.start, whole.end);
    let mut within = false;
    for row in whole.rows(child).episodes() {
        let (began, ended) = (row.decom.value, row.dec.value);
        let in_year = began.is_some_and(|began| began <= end) && ended.is_none_or(|ended| ended >= start);
        within |= in_year;
        let starts = row.rne.is("S") && began.is_some_and(|began| start < began && began <= end);
        let ends = !row.rec.is("X1") && ended.is_some_and(|ended| start <= ended && ended < end);
        if starts || ends || (row.ls.is_any(&["V3", "V4"]) && in_year) {
            return false;
        }
    }
    within
}
