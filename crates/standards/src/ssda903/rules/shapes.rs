//! The shapes that rules of the return have in common.

use jiff::civil::Date;

use super::subject::{Child, Returns};
use crate::reading::{Cell, Text};

/// A check of each row of one table by itself: when it flags, and the fields it then points at.
macro_rules! each {
    ($table:ident, |$row:ident $(, $whole:ident)?| $flag:expr; $($name:literal $field:ident),+) => {{
        fn check(whole: &$crate::ssda903::rules::Returns, child: &$crate::ssda903::rules::Child, found: &mut $crate::rules::Found) {
            use $crate::reading::Held as _;
            $(let $whole = whole;)?
            for $row in whole.rows(child).$table() {
                if $flag {
                    found.flag([$($crate::rules::Place::new($name, $row.line, $row.$field.raw().as_str())),+]);
                }
            }
        }
        $crate::rules::child(check)
    }};
}

/// A rule that never changed, over each row of one table.
macro_rules! per_row {
    ($number:literal, $words:literal, $remedy:literal, $table:ident, |$row:ident $(, $whole:ident)?| $flag:expr; $($name:literal $field:ident),+) => {
        $crate::rules::error($number, $words, $remedy, &[$($name),+], const {
            &[$crate::rules::always($crate::ssda903::rules::shapes::each!($table, |$row $(, $whole)?| $flag; $($name $field),+))]
        })
    };
}

/// A rule over each row of one table with each row of another of the same child, and the fields it points at in both.
macro_rules! pairs {
    (
        $number:literal, $words:literal, $remedy:literal, $one:ident, $other:ident, |$row:ident, $of:ident, $whole:ident| $flag:expr;
        $($name:literal $field:ident),+; $($named:literal $fielded:ident),*
    ) => {{
        fn check($whole: &$crate::ssda903::rules::Returns, child: &$crate::ssda903::rules::Child, found: &mut $crate::rules::Found) {
            use $crate::reading::Held as _;
            // Rows without a child number are not about one child.
            if !child.is_known() {
                return;
            }
            for $row in $whole.rows(child).$one() {
                if let Some($of) = $whole.rows(child).$other().iter().find(|$of| $flag) {
                    // Some rules point at the first row alone.
                    let _ = $of;
                    found.flag([
                        $($crate::rules::Place::new($name, $row.line, $row.$field.raw().as_str()),)+
                        $($crate::rules::Place::new($named, $of.line, $of.$fielded.raw().as_str()),)*
                    ]);
                }
            }
        }
        $crate::rules::error($number, $words, $remedy, &[$($name,)+ $($named),*], const {
            &[$crate::rules::always($crate::rules::child(check))]
        })
    }};
}

pub(super) use {each, pairs, per_row};

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
