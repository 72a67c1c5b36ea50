//! A figure in words, the same on every page, in every report and in every file.

use jiff::civil::Date;
use measures::statistics::{few, share};
use measures::{Measure, Outcome, Period, Shape};
use practice::moment::{month_name, short_date};

/// Said in place of a figure that would tell of somebody.
pub const HIDDEN: &str = "hidden: few people";

/// A figure in its unit: counts in place of a percentage of few people.
pub fn value(may: bool, measure: &Measure, outcome: &Outcome) -> String {
    if !may {
        return HIDDEN.to_owned();
    }
    let of = outcome.of.max(0.0) as u64;
    match (measure.built().map(|built| built.shape), outcome.value) {
        (Some(Shape::Parts), _) => {
            let first = outcome.parts.first();
            first.map_or("none".to_owned(), |part| {
                format!("{}: {}", part.name, share(part.counted as u64, part.of as u64))
            })
        }
        (Some(Shape::Share), _) if few(of) => share(outcome.counted.max(0.0) as u64, of),
        (_, Some(value)) => measure.unit.written(value),
        (Some(Shape::Rate), None) => format!("{:.0}, and no estimate of residents", outcome.counted),
        (_, None) => "nobody to count".to_owned(),
    }
}

/// Both counts: "43 of 50".
pub fn counts(may: bool, measure: &Measure, outcome: &Outcome) -> String {
    if !may {
        return String::new();
    }
    match measure.built().map(|built| built.shape) {
        Some(Shape::Share) if !few(outcome.of.max(0.0) as u64) => {
            format!("{:.0} of {:.0}", outcome.counted, outcome.of)
        }
        Some(Shape::Rate) if outcome.of > 0.0 => format!("{:.0} of {:.0} residents", outcome.counted, outcome.of),
        Some(Shape::Mean) => format!("{:.0} over {:.0}", outcome.counted, outcome.of),
        Some(Shape::Median) => format!("the middle of {:.0}", outcome.of),
        Some(Shape::Parts) => format!("of {:.0}", outcome.of),
        _ => String::new(),
    }
}

/// The days a figure is of: "22 Nov 2026", "Oct 2026", "Nov 2025 to Oct 2026".
pub fn period(measure: &Measure, outcome: &Outcome) -> String {
    let (from, to) = (outcome.window.from, outcome.window.to);
    let month = |day: Date| format!("{} {}", &month_name(day.month())[..3], day.year());
    let whole = from == from.first_of_month() && to == to.last_of_month();
    match measure.built().map(|built| built.period) {
        Some(Period::Snapshot) => short_date(to),
        _ if whole && month(from) == month(to) => month(to),
        _ if whole => format!("{} to {}", month(from), month(to)),
        _ => format!("{} to {}", short_date(from), short_date(to)),
    }
}
