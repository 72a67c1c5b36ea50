//! Ages and birthdays as the law counts them.
//!
//! A person attains an age at the first moment of the relevant anniversary of their birth (Family Law Reform Act 1969
//! s.9). The Act does not say which day is the anniversary of 29 February in a year without one; by the convention
//! followed in England and Wales it is 1 March, the day on which the full year has passed. Months of age follow the
//! same rule: a child born on the 31st is a month older on the 1st after a shorter month.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Complete years, and complete months since the last birthday (0 to 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Age {
    pub years: i16,
    pub months: i8,
}

/// Age on a date. A child not yet born is nought years and nought months; ask `on < born` to tell them apart.
pub fn age_on(born: Date, on: Date) -> Age {
    let months_apart = |from: Date, to: Date| {
        (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month())
    };
    let part_month = i32::from(on.day() < born.day());
    let months = (months_apart(born, on) - part_month).max(0);
    Age { years: (months / 12) as i16, months: (months % 12) as i8 }
}

/// The date on which a person born on `born` attains `years`, from its first moment.
pub fn birthday(born: Date, years: i16) -> Date {
    let year = born.year().saturating_add(years);
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).unwrap_or(if years < 0 {
        Date::MIN
    } else {
        Date::MAX
    })
}

impl fmt::Display for Age {
    /// In the words used on a page: months alone under two years, years alone from two.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self.years {
            0 | 1 => (self.years * 12 + i16::from(self.months), "month"),
            years => (years, "year"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
