//! A census with the days its rules measure from.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use practice::calendar::Calendar;

use super::super::rows::{Census, Child, value};
use crate::rules::Return;

/// A census, and the days that follow from its reference date.
///
/// A child given twice is judged element by element: rule 8510 says so first.
pub struct Cin {
    /// The return.
    pub census: Census,
    /// `ReferenceDate`; 31 March of the collection year when the file has none.
    pub reference: Date,
    /// First day of the census year: the day after the reference date a year before.
    pub start: Date,
    /// A referral before this day is from an earlier year: one working day before the year began.
    pub earlier_referral: Date,
    /// An assessment begun before this day had more than 45 working days.
    pub assessment_due: Date,
    /// An enquiry begun before this day had more than 15 working days.
    pub conference_due: Date,
}

impl Cin {
    /// A census of that collection year, when the year is over.
    pub fn new(census: Census, year: i16) -> Cin {
        Cin::as_at(census, year, Date::MAX)
    }

    /// The same on a day of the year: what is late is late on that day.
    pub fn as_at(census: Census, year: i16, on: Date) -> Cin {
        let year_end = Date::new(year, 3, 31).unwrap_or(Date::MAX);
        let reference = value(&census.header.reference_date).copied().unwrap_or(year_end);
        let calendar = Calendar::england();
        let start = reference.saturating_sub(1.year()).saturating_add(1.day());
        let last = calendar.working_day_on_or_after(reference.min(on));
        Cin {
            reference,
            start,
            earlier_referral: calendar.add_working_days(start, -1),
            assessment_due: calendar.add_working_days(last, -45),
            conference_due: calendar.add_working_days(last, -15),
            census,
        }
    }

    /// Whether the day is in the census year.
    pub fn in_year(&self, day: Date) -> bool {
        self.start <= day && day <= self.reference
    }

    /// So long before the reference date.
    pub fn before_end(&self, span: Span) -> Date {
        self.reference.saturating_sub(span)
    }
}

impl Return for Cin {
    type Child = Child;

    fn children(&self) -> &[Child] {
        &self.census.children
    }

    fn number(child: &Child) -> Option<&str> {
        child.identifiers.la_child_id.value.as_deref()
    }
}
