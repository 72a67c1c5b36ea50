//! The shapes that checks of the lists have in common.

use jiff::civil::Date;

use crate::reading::Cell;

/// A check of each row of one list by itself: when it flags, and what it then points at.
macro_rules! per_row {
    (
        $number:literal $kind:ident, $words:literal, $remedy:literal,
        $list:ident $of:literal [$($heading:literal),+], |$row:ident $(, $day:ident)?| $flag:expr
    ) => {
        crate::rules::$kind($number, $words, $remedy, &[$(concat!("List ", $of, ".", $heading)),+], const {
            &[crate::rules::always(crate::rules::whole({
                fn check(lists: &crate::annex_a::rules::Lists, found: &mut crate::rules::Found) {
                    use crate::annex_a::Row as _;
                    $(let Some($day) = lists.as_at else { return };)?
                    for $row in lists.$list() {
                        if $flag {
                            found.flag_child(Some($row.number().as_str()), [$($row.place($heading)),+]);
                        }
                    }
                }
                check
            }))]
        })
        $(.needing({
            // The day is asked for because the check names it.
            const _: &str = stringify!($day);
            &["as-at"]
        }))?
    };
}

/// A check of one child's rows in several lists: a function that says where to point, or nothing.
macro_rules! per_child {
    ($number:literal $kind:ident, $words:literal, $remedy:literal, [$($field:literal),+], needs [$($need:literal),*], $check:expr) => {
        crate::rules::$kind($number, $words, $remedy, &[$($field),+], const {
            &[crate::rules::always(crate::rules::child({
                fn check(
                    lists: &crate::annex_a::rules::Lists,
                    child: &crate::annex_a::rules::Child,
                    found: &mut crate::rules::Found,
                ) {
                    $check(lists.rows(child), found);
                }
                check
            }))]
        })
        .needing(&[$($need),*])
    };
}

pub(super) use {per_child, per_row};

/// Whether both are days, and the first is before the second.
pub(super) fn before(one: &Cell<Date>, other: &Cell<Date>) -> bool {
    one.value.zip(other.value).is_some_and(|(one, other)| one < other)
}

/// Whole years from one day to another; negative when it is before.
pub(crate) fn years(from: Date, to: Date) -> i16 {
    let had = (to.month(), to.day()) >= (from.month(), from.day());
    to.year() - from.year() - i16::from(!had)
}

/// The day so many months earlier.
pub(super) fn months_before(day: Date, months: i32) -> Date {
    day.checked_sub(jiff::Span::new().months(months)).unwrap_or(Date::MIN)
}
