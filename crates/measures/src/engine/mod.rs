//! The engine: a measure is a declaration, the facts are indexed once, and every figure opens its list.

pub mod breakdown;
pub mod cases;
pub mod due;
pub mod events;
pub mod index;
pub mod setting;
pub mod tables;

pub use breakdown::{Breakdown, By};
pub use cases::{Case, Cases, Part};
pub use due::Gap;
pub use events::{Event, Events, NOBODY, Who, Window};
pub use index::Index;
pub use setting::{Limits, Population, Setting};
pub use tables::{Tables, touched};

use crate::measures::ALSO;
use crate::registry::{Measure, State};
use due::months_before;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The days a figure is of. It ends on the day it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// As it stands at the end of the day.
    Snapshot,
    /// From the first of the month.
    Month,
    /// The last three months.
    ThreeMonths,
    /// From the first of January, April, July or October.
    Quarter,
    /// The last twelve months.
    Rolling12,
    /// From 1 April.
    Year,
    /// Three years of 1 April to 31 March, the one that holds the day the last.
    ThreeYears,
}

impl Period {
    /// The window that ends on this day.
    pub fn window(self, on: Date) -> Window {
        let day = |year: i16, month: i8| Date::new(year, month, 1).unwrap_or(on);
        let april = if on.month() >= 4 { on.year() } else { on.year() - 1 };
        // Twelve months to 28 February begin on 1 March, leap year or not.
        let months = |months: i32| match (months_before(on, months), on == on.last_of_month()) {
            (before, true) => before.last_of_month().tomorrow().unwrap_or(on),
            (before, false) => before.tomorrow().unwrap_or(on),
        };
        let from = match self {
            Period::Snapshot => on,
            Period::Month => on.first_of_month(),
            Period::ThreeMonths => months(3),
            Period::Quarter => day(on.year(), (on.month() - 1) / 3 * 3 + 1),
            Period::Rolling12 => months(12),
            Period::Year => day(april, 4),
            Period::ThreeYears => day(april - 2, 4),
        };
        Window { from, to: on }
    }

    pub fn words(self) -> &'static str {
        match self {
            Period::Snapshot => "at the end of the day",
            Period::Month => "the month",
            Period::ThreeMonths => "the last three months",
            Period::Quarter => "the quarter",
            Period::Rolling12 => "the last twelve months",
            Period::Year => "the year from April",
            Period::ThreeYears => "three years to March",
        }
    }
}

/// How cases make a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// How many count.
    Count,
    /// The percentage that counts; by weight, where cases have one.
    Share,
    /// Amounts, divided by cases or by their weight.
    Mean,
    /// The middle of the amounts; of an even number, half way between the two in the middle.
    Median,
    /// How many count for every 10,000 residents aged 0 to 17.
    Rate,
    /// How many in each part, and what percentage.
    Parts,
    /// The estimate of residents itself.
    Residents,
}

/// How a measure is worked out from the facts.
#[derive(Clone, Copy)]
pub struct Built {
    pub id: &'static str,
    pub period: Period,
    pub shape: Shape,
    /// The tables it reads, those it cannot do without; the first is the one its cases stand in.
    pub tables: &'static [&'static str],
    /// Where what is counted parts from the words of the definition, and what local limit is used; else empty.
    pub note: &'static str,
    /// The cases of a period.
    pub cases: for<'f> fn(&Index<'f>, Window, &mut Cases<'f>),
}

impl Built {
    /// Whether the measure reads one of these tables.
    pub fn reads(&self, tables: &BTreeSet<&str>) -> bool {
        let also = |(table, of): &(&str, &[&str])| tables.contains(table) && of.contains(&self.id);
        self.tables.iter().any(|table| tables.contains(table)) || ALSO.iter().any(also)
    }
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// In the unit of the measure. `None` when there is nothing to divide by, when the population is not known, or when the
    /// measure has parts.
    pub value: Option<f64>,
    /// The numerator: how many count, or the sum of their amounts.
    pub counted: f64,
    /// The denominator: cases, weight, or residents.
    pub of: f64,
    pub window: Window,
    /// The estimate a rate used.
    pub population: Option<Population>,
    /// Parts, the largest first; empty unless the measure has them.
    pub parts: Vec<Part>,
}

/// Works out a measure at a day, with the cases behind it; `None` when the measure waits for a record.
pub fn evaluate<'f>(measure: &Measure, index: &Index<'f>, on: Date) -> Option<(Outcome, Vec<Case<'f>>)> {
    let State::Built(built) = &measure.state else { return None };
    let mut cases = Cases::default();
    let outcome = outcome(built, index, on, &mut cases);
    Some((outcome, cases.list))
}

/// Works out a measure over days of one's own choosing; `None` when it waits for a record.
pub fn over(measure: &Measure, index: &Index<'_>, window: Window) -> Option<Outcome> {
    let State::Built(built) = &measure.state else { return None };
    Some(of_days(built, index, window, &mut Cases::default()))
}

/// The same of one group of a breakdown alone. A rate has no value: nobody estimates the residents of a group.
pub fn of_group(measure: &Measure, index: &Index<'_>, window: Window, by: By, name: &str) -> Option<Outcome> {
    let State::Built(built) = &measure.state else { return None };
    let mut cases = Cases::default();
    (built.cases)(index, window, &mut cases);
    cases.list.retain(|case| breakdown::of_case(index, case, window.to, by) == name);
    let mut outcome = figure(built.shape, &cases.list, window, index.setting);
    if outcome.population.take().is_some() {
        (outcome.value, outcome.of) = (None, 0.0);
    }
    Some(outcome)
}

/// Works out a measure at each of these days, without keeping the lists; empty when it waits for a record.
pub fn series(measure: &Measure, index: &Index<'_>, days: &[Date]) -> Vec<Outcome> {
    let State::Built(built) = &measure.state else { return Vec::new() };
    let mut cases = Cases::default();
    days.iter().map(|on| outcome(built, index, *on, &mut cases)).collect()
}

/// The same for a chart: a measure of a longer period is taken month by month, since points that share their cases are
/// not read by the rules of a chart. How things stand, and what is only told over three years, stays as it is.
pub fn monthly(measure: &Measure, index: &Index<'_>, days: &[Date]) -> Vec<Outcome> {
    let State::Built(built) = &measure.state else { return Vec::new() };
    let mut cases = Cases::default();
    let period =
        if matches!(built.period, Period::Snapshot | Period::ThreeYears) { built.period } else { Period::Month };
    days.iter().map(|on| of_days(built, index, period.window(*on), &mut cases)).collect()
}

fn outcome<'f>(built: &Built, index: &Index<'f>, on: Date, cases: &mut Cases<'f>) -> Outcome {
    of_days(built, index, built.period.window(on), cases)
}

fn of_days<'f>(built: &Built, index: &Index<'f>, window: Window, cases: &mut Cases<'f>) -> Outcome {
    cases.clear();
    (built.cases)(index, window, cases);
    figure(built.shape, &cases.list, window, index.setting)
}

/// A figure from its cases.
pub fn figure(shape: Shape, cases: &[Case<'_>], window: Window, setting: &Setting) -> Outcome {
    let counting = || cases.iter().filter(|case| case.counts);
    // A sum of nothing is nought, not minus nought.
    let sum = |amounts: &mut dyn Iterator<Item = f64>| amounts.fold(0.0, |all, one| all + one);
    let weight = || sum(&mut cases.iter().map(|case| case.of));
    let mut outcome =
        Outcome { value: None, counted: counting().count() as f64, of: 0.0, window, population: None, parts: vec![] };
    match shape {
        Shape::Count => {
            outcome.of = cases.len() as f64;
            outcome.value = Some(outcome.counted);
        }
        Shape::Share => {
            outcome.counted = sum(&mut counting().map(|case| case.of));
            outcome.of = weight();
            outcome.value = (outcome.of > 0.0).then(|| 100.0 * outcome.counted / outcome.of);
        }
        Shape::Mean => {
            outcome.counted = sum(&mut counting().map(|case| case.amount));
            outcome.of = weight();
            outcome.value = (outcome.of > 0.0).then(|| outcome.counted / outcome.of);
        }
        Shape::Median => {
            let mut amounts: Vec<f64> = counting().map(|case| case.amount).collect();
            amounts.sort_by(f64::total_cmp);
            let half = amounts.len() / 2;
            let above = amounts.get(half).copied();
            let below = if amounts.len() % 2 == 1 {
                above
            } else {
                half.checked_sub(1).and_then(|at| amounts.get(at)).copied()
            };
            outcome.counted = amounts.len() as f64;
            outcome.of = outcome.counted;
            outcome.value = above.zip(below).map(|(above, below)| (above + below) / 2.0);
        }
        Shape::Rate | Shape::Residents => {
            outcome.population = setting.population(window.to).cloned();
            let residents = outcome.population.as_ref().map_or(0.0, |one| one.estimate);
            if shape == Shape::Residents {
                outcome.counted = residents;
                outcome.value = (residents > 0.0).then_some(residents);
            } else {
                outcome.value = (residents > 0.0).then(|| 10_000.0 * outcome.counted / residents);
            }
            outcome.of = residents;
        }
        Shape::Parts => {
            outcome.of = cases.len() as f64;
            for case in counting() {
                match outcome.parts.iter_mut().find(|part| part.name == case.part) {
                    Some(part) => part.counted += 1.0,
                    None => outcome.parts.push(Part { name: case.part.to_owned(), counted: 1.0, of: outcome.of }),
                }
            }
            outcome.parts.sort_by(|a, b| b.counted.total_cmp(&a.counted).then_with(|| a.name.cmp(&b.name)));
        }
    }
    outcome
}
