//! A series as a picture: small in a row of a table, large with the limits of its usual variation. The table beside it
//! says the same in figures.

use maud::{Markup, html};
use measures::statistics::{Chart, Settled, chart};
use measures::{Measure, Unit};

/// Points of a series on a canvas.
struct Canvas {
    width: f64,
    height: f64,
    /// Room at the left for the scale.
    left: f64,
    edge: f64,
    low: f64,
    high: f64,
    count: usize,
}

impl Canvas {
    fn x(&self, at: usize) -> f64 {
        let steps = self.count.saturating_sub(1).max(1) as f64;
        self.left + (self.width - self.left - self.edge) * at as f64 / steps
    }

    fn y(&self, value: f64) -> f64 {
        let span = if self.high > self.low { self.high - self.low } else { 1.0 };
        self.height - self.edge - (self.height - 2.0 * self.edge) * (value - self.low) / span
    }

    /// Stretches of points without a gap, as a path.
    fn path(&self, points: &[Option<f64>]) -> String {
        let mut path = String::new();
        let mut drawing = false;
        for (at, point) in points.iter().enumerate() {
            drawing = match point {
                Some(value) => {
                    let pen = if drawing { 'L' } else { 'M' };
                    path.push_str(&format!("{pen}{:.1} {:.1}", self.x(at), self.y(*value)));
                    true
                }
                None => false,
            };
        }
        path
    }
}

/// The least and the greatest of some values.
fn span(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |span, value| {
        let (low, high) = span.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

/// A line the size of a word. What it shows is said in the cell beside it.
pub(super) fn spark(points: &[Option<f64>], measure: &Measure) -> Markup {
    let Some((low, high)) = span(points.iter().flatten().copied()) else {
        return html! { span.gt-soft { "no series" } };
    };
    let canvas = Canvas { width: 120.0, height: 28.0, left: 3.0, edge: 3.0, low, high, count: points.len() };
    let last = points.iter().enumerate().rev().find_map(|(at, point)| point.map(|value| (at, value)));
    let said = format!(
        "{}: from {} to {} over two years",
        measure.name,
        measure.unit.written(low),
        measure.unit.written(high)
    );
    html! {
        svg.gt-spark viewBox="0 0 120 28" width="120" height="28" role="img" aria-label=(said) {
            path.gt-chart__line d=(canvas.path(points)) {}
            @if let Some((at, value)) = last {
                circle.gt-chart__last cx=(format!("{:.1}", canvas.x(at))) cy=(format!("{:.1}", canvas.y(value))) r="2.5" {}
            }
        }
    }
}

/// The series with its mean, its limits, and the points that are more than the usual variation: drawn wide, and again for a
/// narrow page, where the words of the lines stand under the picture. `finding` says what it shows.
pub(super) fn large(points: &[Option<f64>], months: &[String], measure: &Measure, finding: &str) -> Markup {
    let values: Vec<f64> = points.iter().flatten().copied().collect();
    // The place on the chart of each value there is.
    let places: Vec<usize> = points.iter().enumerate().filter(|(_, point)| point.is_some()).map(|(at, _)| at).collect();
    let charts = chart(&values, &[]);
    let Some(usual) = charts.first() else { return html! { p.govuk-body { "There is no series to draw." } } };
    let limits = limits(usual, measure);
    let Some((low, high)) = span(values.iter().copied().chain(limits.iter().map(|(_, value)| *value))) else {
        return Markup::default();
    };
    let signals: Vec<usize> = usual.signals.iter().flat_map(|signal| signal.points.clone()).collect();
    let said = format!("{}, month by month: {finding}; the table below says the same", measure.name);
    let drawn = |wide: bool| {
        let (width, left, beside, every) = if wide { (720.0, 56.0, 140.0, 6) } else { (304.0, 8.0, 40.0, 12) };
        let canvas = Canvas { width, height: 240.0, left, edge: 16.0, low, high, count: points.len() };
        // The words of each line stand beside it, clear of the series, and of each other where two lines are close.
        let mut last = f64::NEG_INFINITY;
        let lines: Vec<(String, f64, f64)> = limits
            .iter()
            .map(|(words, value)| {
                let y = canvas.y(*value);
                last = (y + 5.0).max(last + 17.0);
                let number = short(*value);
                (if wide { format!("{words} {number}") } else { number }, y, last)
            })
            .collect();
        let class = if wide { "gt-chart gt-chart--wide" } else { "gt-chart gt-chart--narrow" };
        html! {
            svg class=(class) viewBox={ "0 0 " (width + beside) " 264" } role="img" aria-label=(said) {
                @for (words, y, beside) in &lines {
                    line.gt-chart__limit x1=(left) x2=(width - 16.0) y1=(format!("{y:.1}")) y2=(format!("{y:.1}")) {}
                    text.gt-chart__words x=(width - 8.0) y=(format!("{beside:.1}")) { (words) }
                }
                path.gt-chart__line d=(canvas.path(points)) {}
                @for (at, value) in values.iter().enumerate() {
                    @let (x, y) = (canvas.x(places[at]), canvas.y(*value));
                    @if signals.contains(&at) {
                        rect.gt-chart__signal x=(format!("{:.1}", x - 5.0)) y=(format!("{:.1}", y - 5.0)) width="10" height="10" {}
                    } @else {
                        circle.gt-chart__point cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="3" {}
                    }
                }
                @for (at, month) in months.iter().enumerate().filter(|(at, _)| at % every == every - 1) {
                    text.gt-chart__words x=(format!("{:.1}", canvas.x(at) + 14.0)) y="258" text-anchor="end" { (month) }
                }
            }
        }
    };
    let words: Vec<String> = limits.iter().map(|(words, value)| format!("{words} {}", short(*value))).collect();
    html! {
        (drawn(true))
        (drawn(false))
        p.govuk-body.gt-chart__under { "The dashed lines: " (words.join(", ")) "." }
    }
}

/// The lines of the usual variation: the mean alone while there are too few points for limits.
fn limits(usual: &Chart, measure: &Measure) -> Vec<(&'static str, f64)> {
    match usual.settled {
        Settled::TooFew => vec![("mean", usual.mean)],
        Settled::Provisional | Settled::Yes => {
            let most = if measure.unit == Unit::Percent { 100.0 } else { f64::INFINITY };
            vec![("usually up to", usual.upper.min(most)), ("mean", usual.mean), ("usually from", usual.lower.max(0.0))]
        }
    }
}

/// A number for the edge of a picture: `86.5`, `86`.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_drawn_wide_and_narrow_and_says_what_it_shows() {
        let Some(measure) = measures::find("IND-FD-01") else { panic!("a measure") };
        let points: Vec<Option<f64>> = (0..24).map(|at| Some(f64::from(at % 5))).collect();
        let months: Vec<String> = (0..24).map(|at| format!("M{at}")).collect();
        let page = large(&points, &months, measure, "no significant change").into_string();
        assert_eq!(page.matches("role=\"img\"").count(), 2);
        assert_eq!(page.matches("Contacts received, month by month: no significant change;").count(), 2);
        let narrow =
            page.split("gt-chart--narrow").nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap_or_default();
        // Drawn in as many units as a telephone has pixels: words of twelve units are words of twelve pixels.
        assert!(narrow.contains("viewBox=\"0 0 344 264\"") && !narrow.contains("usually"), "{narrow}");
        assert!(page.contains("The dashed lines: usually up to") && page.matches(">M23</text>").count() == 2);
    }
}
