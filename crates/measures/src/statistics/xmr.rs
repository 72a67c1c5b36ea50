//! The XmR chart: what a series usually does, and when it does something else.
//!
//! Limits stand at the mean plus and minus 2.66 times the mean moving range (Wheeler, Understanding Variation, 1993). Four
//! rules say when a change is more than the usual variation.

use std::ops::RangeInclusive;

/// What the mean moving range is multiplied by: 3 / 1.128, as it is printed everywhere.
pub const LIMIT: f64 = 2.66;
/// The fewest points limits are drawn for.
pub const FEWEST: usize = 10;
/// With fewer points than this the limits are provisional.
pub const SETTLED: usize = 15;
/// How many points on one side of the mean, or each beyond the last, are a signal.
pub const LONG: usize = 7;

/// A point from which the process is known to be another, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// The first point of it, from 0.
    pub from: usize,
    /// What changed: shown beside the chart.
    pub reason: String,
}

/// How far the limits can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Fewer than ten points: no limits, no signals.
    TooFew,
    /// Fewer than fifteen.
    Provisional,
    /// Fifteen or more.
    Yes,
}

/// Which of the four rules a signal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A point beyond a limit.
    Outside,
    /// Seven points in a row on one side of the mean.
    Run,
    /// Seven points in a row, each higher than the one before, or each lower.
    Trend,
    /// Two of three points in a row in the outer third, on one side, within the limit.
    NearLimit,
}

/// Which way a signal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// Points that together are more than the usual variation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    pub rule: Rule,
    pub way: Way,
    /// The points, counted from 0 over the whole series.
    pub points: RangeInclusive<usize>,
}

/// One stretch of a series with its own mean and limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its points, from 0, the last left out.
    pub from: usize,
    pub to: usize,
    /// Why it starts where it does; empty for the first.
    pub reason: String,
    pub mean: f64,
    /// The mean moving range.
    pub range: f64,
    /// The limits: meaningful unless `settled` is `TooFew`.
    pub lower: f64,
    pub upper: f64,
    pub settled: Settled,
    pub signals: Vec<Signal>,
}

/// The charts of a series, one for each baseline; empty for an empty series. Values are in time order, any unit.
pub fn chart(values: &[f64], baselines: &[Baseline]) -> Vec<Chart> {
    let mut starts: Vec<(usize, &str)> = vec![(0, "")];
    starts.extend(baselines.iter().filter(|one| one.from > 0).map(|one| (one.from, one.reason.as_str())));
    starts.sort_by_key(|(from, _)| *from);
    let ends = starts.iter().skip(1).map(|(from, _)| *from).chain([values.len()]);
    let stretches = starts.iter().zip(ends).filter(|((from, _), to)| from < to);
    stretches.map(|((from, reason), to)| stretch(values, *from, to.min(values.len()), reason)).collect()
}

fn stretch(values: &[f64], from: usize, to: usize, reason: &str) -> Chart {
    let own = &values[from..to];
    let mean = own.iter().sum::<f64>() / own.len() as f64;
    let moves = own.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let range = if own.len() < 2 { 0.0 } else { moves.sum::<f64>() / (own.len() - 1) as f64 };
    let settled = match own.len() {
        ..FEWEST => Settled::TooFew,
        FEWEST..SETTLED => Settled::Provisional,
        _ => Settled::Yes,
    };
    let (lower, upper) = (mean - LIMIT * range, mean + LIMIT * range);
    let mut chart =
        Chart { from, to, reason: reason.to_owned(), mean, range, lower, upper, settled, signals: Vec::new() };
    if settled != Settled::TooFew {
        chart.signals = signals(own, &chart);
    }
    chart
}

/// What the four rules find, in the order of the rules and then of the points.
fn signals(own: &[f64], chart: &Chart) -> Vec<Signal> {
    let mut found = Vec::new();
    let mut say = |rule, way, from: usize, to: usize| {
        found.push(Signal { rule, way, points: chart.from + from..=chart.from + to });
    };
    for (at, value) in own.iter().enumerate() {
        if *value > chart.upper {
            say(Rule::Outside, Way::Up, at, at);
        } else if *value < chart.lower {
            say(Rule::Outside, Way::Down, at, at);
        }
    }
    let side = |at: usize| own[at].partial_cmp(&chart.mean);
    for (from, to, way) in stretches(own.len(), side, |_, at| side(at)) {
        say(Rule::Run, way, from, to);
    }
    for (from, to, way) in stretches(own.len(), |_| None, |before, at| own[at].partial_cmp(&own[before])) {
        say(Rule::Trend, way, from, to);
    }
    let third = 2.0 / 3.0 * LIMIT * chart.range;
    let near = |at: usize| match own[at] - chart.mean {
        off if off > third && own[at] <= chart.upper => Some(Way::Up),
        off if -off > third && own[at] >= chart.lower => Some(Way::Down),
        _ => None,
    };
    for from in 0..own.len().saturating_sub(2) {
        for way in [Way::Up, Way::Down] {
            let those: Vec<usize> = (from..from + 3).filter(|at| near(*at) == Some(way)).collect();
            if let ([first, last], true) | ([first, _, last], true) = (those.as_slice(), those.contains(&from)) {
                say(Rule::NearLimit, way, *first, *last);
            }
        }
    }
    found
}

/// Stretches of at least seven points that go one way. `alone` is which way the first point of a stretch goes by itself,
/// when it does; `after` which way a point goes, seen from the one before it.
fn stretches(
    len: usize,
    alone: impl Fn(usize) -> Option<std::cmp::Ordering>,
    after: impl Fn(usize, usize) -> Option<std::cmp::Ordering>,
) -> Vec<(usize, usize, Way)> {
    use std::cmp::Ordering::{Equal, Greater};
    let mut found = Vec::new();
    let (mut from, mut going) = (0, alone(0));
    let mut end = |from: usize, to: usize, going| match going {
        Some(way) if way != Equal && to + 1 - from >= LONG => {
            found.push((from, to, if way == Greater { Way::Up } else { Way::Down }));
        }
        _ => {}
    };
    for at in 1..len {
        let way = after(at - 1, at);
        if going.is_none() {
            going = way;
        } else if way != going {
            end(from, at - 1, going);
            // A trend may begin with the point the last one ended on; a run with the first on the other side.
            from = if alone(at).is_some() { at } else { at - 1 };
            going = way;
        }
    }
    if len > 0 {
        end(from, len - 1, going);
    }
    found
}

/// What the latest point of a series says, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Fewer than ten points.
    TooFew,
    /// Nothing but the usual variation.
    Usual,
    /// Higher, or rising, more than usual.
    Up,
    /// Lower, or falling, more than usual.
    Down,
}

impl Trend {
    /// In words, with what it means when one way is the better: `Some(true)` when higher is better.
    pub fn words(self, higher_is_better: Option<bool>) -> &'static str {
        match (self, higher_is_better) {
            (Trend::TooFew, _) => "too few points to say",
            (Trend::Usual, _) => "no significant change",
            (Trend::Up, None) => "significantly higher",
            (Trend::Down, None) => "significantly lower",
            (Trend::Up, Some(true)) => "significantly higher: better",
            (Trend::Up, Some(false)) => "significantly higher: worse",
            (Trend::Down, Some(true)) => "significantly lower: worse",
            (Trend::Down, Some(false)) => "significantly lower: better",
        }
    }
}

/// The trend at the end of a series: the last signal that holds its last point.
pub fn trend(charts: &[Chart]) -> Trend {
    let Some(last) = charts.last() else { return Trend::TooFew };
    if last.settled == Settled::TooFew {
        return Trend::TooFew;
    }
    let now = last.signals.iter().find(|signal| *signal.points.end() + 1 == last.to);
    now.map_or(Trend::Usual, |signal| if signal.way == Way::Up { Trend::Up } else { Trend::Down })
}
