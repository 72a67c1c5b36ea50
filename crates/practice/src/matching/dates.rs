//! Dates of birth compared, with the slips people make in writing them.

use jiff::civil::Date;

use super::Reason;

pub(super) struct Births {
    pub same: bool,
    pub reason: Option<Reason>,
}

/// Compares two dates of birth. `unnamed` says that one is of a baby not yet named, whose date may be the date they
/// were expected.
pub(super) fn compare(a: Option<Date>, b: Option<Date>, unnamed: bool) -> Births {
    let (Some(a), Some(b)) = (a, b) else {
        return Births { same: false, reason: Some(Reason::new("Date of birth not known", 0)) };
    };
    let (words, points) = if a == b {
        // 1 January is often written for a young person whose day of birth is not known.
        if estimate(a) {
            ("Born on the same day, but 1 January is often an estimate", 15)
        } else {
            ("Born on the same day", 35)
        }
    } else if (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month()) {
        ("Day and month swapped", 20)
    } else if unnamed && days_apart(a, b) <= 42 {
        ("Born within six weeks, and one date may be when the baby was expected", 20)
    } else if one_slip(a, b) {
        ("Dates of birth differ by one digit, or by two digits swapped", 18)
    } else if (a.month(), a.day()) == (b.month(), b.day()) && !estimate(a) {
        ("Born on the same day and month of another year", 5)
    } else if (estimate(a) || estimate(b)) && (a.year() - b.year()).abs() <= 2 {
        ("Born within about two years, and one date may be an estimate", 5)
    } else {
        ("Date of birth different", -20)
    };
    Births { same: a == b, reason: Some(Reason::new(words, points)) }
}

fn estimate(on: Date) -> bool {
    (on.month(), on.day()) == (1, 1)
}

fn days_apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// One digit wrong, or two neighbouring digits swapped, as `DDMMYYYY`.
fn one_slip(a: Date, b: Date) -> bool {
    let digits = |d: Date| format!("{:02}{:02}{:04}", d.day(), d.month(), d.year());
    strsim::osa_distance(&digits(a), &digits(b)) == 1
}
