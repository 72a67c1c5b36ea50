//! A measure month by month, and what the months say of the last one.

use super::Figures;
use jiff::civil::Date;
use measures::comparators::{Comparator, Set};
use measures::statistics::{self, trend};
use measures::{Measure, Shape, Unit};

/// Said of a series whose last point is within its usual variation.
pub const NO_CHANGE: &str = "no significant change";
/// Said of a series too short to tell.
pub const TOO_FEW: &str = "too few points to say";
/// A month's share of fewer people than this is no point of a series: one child would move it by more than it says.
const FEWEST: f64 = 5.0;

impl Figures {
    /// The values of a series; `None` for a month without one, and where small numbers are hidden: one month hidden among
    /// others shown could be worked out from a longer figure, so then none is shown.
    pub fn points(&self, measure: &Measure) -> Vec<Option<f64>> {
        let series = self.series(measure);
        if !self.shows_series(measure) {
            return vec![None; series.len()];
        }
        let share = measure.built().is_some_and(|built| built.shape == Shape::Share);
        series.iter().map(|outcome| outcome.value.filter(|_| !share || outcome.of >= FEWEST)).collect()
    }

    /// What the series says of its last point, in words; `None` where a measure has parts.
    pub fn change(&self, measure: &Measure) -> Option<&'static str> {
        self.change_by(measure, self.on)
    }

    /// The same of the last month by a day: nothing later is looked at.
    pub fn change_by(&self, measure: &Measure, by: Date) -> Option<&'static str> {
        if measure.built()?.shape == Shape::Parts {
            return None;
        }
        let points = self.points(measure).into_iter().zip(&self.months);
        let values: Vec<f64> = points.filter(|(_, month)| **month <= by).filter_map(|(value, _)| value).collect();
        Some(trend(&statistics::chart(&values, &[])).words(measure.direction.higher_is_better()))
    }

    /// Did it change by more than it usually does?
    pub fn changed(&self, measure: &Measure) -> Option<&'static str> {
        self.change(measure).filter(|words| !matches!(*words, NO_CHANGE | TOO_FEW))
    }

    /// Figures of others that are in the unit of the measure.
    pub fn others(&self, measure: &Measure) -> Vec<&Comparator> {
        let unit = match measure.unit {
            Unit::Percent => "percent",
            Unit::Per10000 => "per 10,000",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Hours => "hours",
            Unit::Count | Unit::Number => "",
        };
        let all = self.comparators(measure).into_iter();
        all.filter(|one| one.set != Set::OwnHistory && !unit.is_empty() && one.unit.starts_with(unit)).collect()
    }
}
