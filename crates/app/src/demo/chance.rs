//! Chance that can be repeated: the same seed gives the same life.

use jiff::Span;
use jiff::civil::Date;

/// A source of chance.
pub struct Chance(fastrand::Rng);

impl Chance {
    /// From a seed and the place of something in its list: each family has its own.
    pub fn of(seed: u64, place: u64) -> Self {
        Chance(fastrand::Rng::with_seed(seed ^ place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// True this often: 0 is never, 1 is always.
    pub fn happens(&mut self, share: f64) -> bool {
        self.0.f64() < share
    }

    /// Between 0 and 1.
    pub fn share(&mut self) -> f64 {
        self.0.f64()
    }

    /// A whole number from the first to the last.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        if last <= first { first } else { self.0.i32(first..=last) }
    }

    /// One of a list.
    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.0.usize(..list.len())]
    }

    /// One of a list, each as often as its weight says.
    pub fn weighed<'l, T>(&mut self, list: &'l [(f64, T)]) -> &'l T {
        let mut left = self.0.f64() * list.iter().map(|(weight, _)| weight).sum::<f64>();
        for (weight, one) in list {
            left -= weight;
            if left < 0.0 {
                return one;
            }
        }
        &list[list.len() - 1].1
    }

    /// A seed for something else.
    pub fn seed(&mut self) -> u64 {
        self.0.u64(..)
    }
}

/// A day some days later, or earlier.
pub fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// The same day some months later.
pub fn plus_months(day: Date, months: i32) -> Date {
    day.saturating_add(Span::new().months(months))
}

/// The days from one day to another.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Age in whole years.
pub fn age(born: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    i32::from(on.year() - born.year()) - i32::from(!had_birthday)
}
