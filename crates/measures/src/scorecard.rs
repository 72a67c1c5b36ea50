//! A measure as a line of a scorecard: the figure, its months, what they say, whom it is compared with, and whether it can be
//! trusted.

use crate::comparators::{Comparator, Set, latest};
use crate::engine::{Cases, Index, Outcome, Period, Window, evaluate, figure};
use crate::registry::{Measure, State, Unit, all};
use crate::statistics::{Chart, Trend, chart, share, trend};
use crate::trust::{Table, Trust, needs_from, trust};
use crate::{Case, Shape};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many months a line looks back on.
pub const MONTHS: i32 = 24;

/// One month of a measure: a snapshot at its end, or what happened in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub on: Date,
    pub outcome: Outcome,
}

/// One line.
pub struct Line<'f> {
    pub measure: &'static Measure,
    /// `None` when the measure waits for a record.
    pub outcome: Option<Outcome>,
    pub cases: Vec<Case<'f>>,
    pub trust: Trust,
    /// Months that have a value, the latest last. Months before the facts begin are left out.
    pub points: Vec<Point>,
    pub charts: Vec<Chart>,
    pub trend: Trend,
    pub comparators: Vec<Comparator>,
}

/// Who looks, at what day, beside whom.
pub struct Asked<'a> {
    pub on: Date,
    /// For comparators; empty for none.
    pub authority: &'a str,
    pub comparators: &'a [Comparator],
    pub tables: &'a [Table],
    /// The first day of which the facts hold all that happened; `None` when they hold everything.
    pub since: Option<Date>,
}

/// A line for every measure, in the order of the catalogue.
pub fn lines<'f>(index: &Index<'f>, asked: &Asked<'_>) -> Vec<Line<'f>> {
    all().iter().map(|measure| line(measure, index, asked)).collect()
}

/// The line of one measure.
pub fn line<'f>(measure: &'static Measure, index: &Index<'f>, asked: &Asked<'_>) -> Line<'f> {
    let comparators: Vec<Comparator> = latest(asked.comparators, asked.authority, measure.id, None, asked.on)
        .into_iter()
        .filter(|one| one.set != Set::OwnHistory)
        .cloned()
        .collect();
    let built = match &measure.state {
        State::Built(built) => *built,
        State::Waits(what) => {
            let trust = Trust::No(vec![format!("waits for {what}")]);
            let (charts, trend) = (Vec::new(), Trend::TooFew);
            return Line { measure, outcome: None, cases: vec![], trust, points: vec![], charts, trend, comparators };
        }
    };
    let window = built.period.window(asked.on);
    let residents = !index.setting.populations.is_empty();
    let mut trust = trust(built, asked.tables, window, residents, !index.setting.districts.is_empty());
    let needs = needs_from(built.id, window);
    if let Some(since) = asked.since.filter(|since| needs < window.to && needs < *since) {
        trust = trust.because(format!("what happened is held from {since}; this needs it from {needs}"));
    }
    let (outcome, cases) = match &trust {
        Trust::No(_) => (None, Vec::new()),
        _ => evaluate(measure, index, asked.on).map_or((None, Vec::new()), |(outcome, cases)| (Some(outcome), cases)),
    };
    let begins = built.tables.first().and_then(|name| asked.tables.iter().find(|table| table.name == *name)?.days);
    let begins = begins.map(|(first, _)| first);
    let points = if outcome.is_some() { months(measure, index, asked, begins) } else { vec![] };
    let values: Vec<f64> = points.iter().filter_map(|point| point.outcome.value).collect();
    let charts = chart(&values, &[]);
    let trend = trend(&charts);
    Line { measure, outcome, cases, trust, points, charts, trend, comparators }
}

/// The ends of the last months, the day itself the last.
pub fn month_ends(on: Date) -> Vec<Date> {
    let back = |months: i32| on.first_of_month().saturating_sub(months.months()).last_of_month();
    (1..MONTHS).rev().map(back).chain([on]).collect()
}

/// A measure month by month: periods that overlap would make every change look small and every run long.
fn months(measure: &Measure, index: &Index<'_>, asked: &Asked<'_>, begins: Option<Date>) -> Vec<Point> {
    let State::Built(built) = &measure.state else { return Vec::new() };
    let mut cases = Cases::default();
    let mut points = Vec::new();
    for on in month_ends(asked.on) {
        let window = match built.period {
            Period::Snapshot => Window { from: on, to: on },
            _ => Window { from: on.first_of_month(), to: on },
        };
        let known = asked.since.is_none_or(|since| since <= needs_from(built.id, window));
        if !known || begins.is_some_and(|begins| begins > window.from) {
            continue;
        }
        cases.clear();
        (built.cases)(index, window, &mut cases);
        let outcome = figure(built.shape, &cases.list, window, index.setting);
        if outcome.value.is_some() {
            points.push(Point { on, outcome });
        }
    }
    points
}

/// A figure in words: a share of few people as counts, parts one by one.
pub fn words(measure: &Measure, outcome: &Outcome) -> String {
    let built = measure.built();
    let shape = built.map(|built| built.shape);
    if shape == Some(Shape::Parts) {
        let part = |part: &crate::Part| match measure.unit {
            Unit::Percent => format!("{} {}", part.name, share(part.counted as u64, part.of as u64)),
            _ => format!("{} {}", part.name, part.counted),
        };
        let parts: Vec<String> = outcome.parts.iter().map(part).collect();
        return if parts.is_empty() { "nobody to count".to_owned() } else { parts.join("; ") };
    }
    let whole = outcome.of.fract() == 0.0 && outcome.counted.fract() == 0.0;
    match outcome.value {
        None => "nobody to count".to_owned(),
        Some(_) if shape == Some(Shape::Share) && whole => share(outcome.counted as u64, outcome.of as u64),
        Some(value) => measure.unit.written(value),
    }
}
