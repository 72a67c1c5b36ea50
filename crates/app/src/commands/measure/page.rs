//! The report as a page that needs nothing but a browser.

use super::Report;
use super::rows::members;
use checks::alone;
use maud::{Markup, PreEscaped, html};
use measures::scorecard::{Line, words};
use measures::trust::Trust;
use practice::moment::long_date;

const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:78rem;margin:2rem auto;padding:0 1rem}\
    table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
    th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #b1b4b6}\
    td.n{white-space:nowrap}svg{display:block}.care{font-style:italic}.wide{overflow-x:auto}\
    @media print{details{display:none}}";

/// The stages of the journey, by the letters of their measures.
const STAGES: [(&str, &str); 21] = [
    ("FD", "Front door"),
    ("EH", "Early help"),
    ("AS", "Assessment"),
    ("CIN", "Children in need"),
    ("CP", "Protection"),
    ("PLO", "Court"),
    ("LAC", "Looked-after children"),
    ("HE", "Health"),
    ("ED", "Education"),
    ("EX", "Missing and exploitation"),
    ("AD", "Adoption"),
    ("CL", "Leaving care"),
    ("PF", "Private fostering"),
    ("LADO", "Allegations"),
    ("CO", "Complaints"),
    ("WF", "Workforce"),
    ("QA", "Quality"),
    ("SI", "Serious incidents"),
    ("PA", "Partnership"),
    ("CX", "The place"),
    ("", "Others"),
];

/// The page.
pub fn page(report: &Report<'_>) -> String {
    let title = match report.authority {
        "" => "Measures".to_owned(),
        name => format!("{name}: measures"),
    };
    let [yes, care, no, waits] = report.counts();
    let shown = |stage: &str| -> Vec<&Line<'_>> {
        let of = |line: &&Line<'_>| line.outcome.is_some() && line.measure.id.split('-').nth(1) == Some(stage);
        report.lines.iter().filter(of).collect()
    };
    let body = html! {
        p { "As at " (long_date(report.on)) ". " (report.read.kind) }
        p { (yes) " measures can be trusted from these files, " (care) " with care; " (no) " lack something, " (waits)
            " wait for a record that no file holds." }
        @for (letters, stage) in STAGES {
            @let lines = shown(letters);
            @if !lines.is_empty() { (table(report, stage, &lines)) }
        }
        (lacking(report))
        (complete(report))
    };
    alone(&title, STYLE, &body).0
}

fn table(report: &Report<'_>, stage: &str, lines: &[&Line<'_>]) -> Markup {
    html! {
        h2 { (stage) }
        div.wide { table {
            caption { (stage) " as at " (long_date(report.on)) }
            thead { tr {
                th scope="col" { "Measure" }
                th scope="col" { "Ours" }
                th scope="col" { "Counted, out of" }
                th scope="col" { "By month" }
                th scope="col" { "Trend" }
                th scope="col" { "Compared with" }
            } }
            tbody { @for line in lines { (row(report, line)) } }
        } }
    }
}

fn row(report: &Report<'_>, line: &Line<'_>) -> Markup {
    let (measure, built) = (line.measure, line.measure.built());
    html! {
        @if let Some(outcome) = &line.outcome {
            tr id=(measure.id) {
                th scope="row" {
                    (measure.name)
                    details {
                        summary { "What it is" }
                        p { (measure.id) ". " (measure.definition) ". " (measure.direction.words()) "." }
                        @if let Some(built) = built {
                            p { "Period: " (built.period.words()) ", " (outcome.window.from) " to " (outcome.window.to)
                                ". Source: " (built.tables.join(", ")) ". " (built.note) }
                        }
                        @if let Some(residents) = &outcome.population {
                            p { "Residents aged 0 to 17: " (residents.estimate) " in mid-" (residents.year) ", " (residents.source) "." }
                        }
                    }
                    @if let Trust::WithCare(reasons) = &line.trust {
                        p.care { "With care: " (reasons.join("; ")) "." }
                    }
                    @if report.lists && !line.cases.is_empty() {
                        details {
                            summary { "The list (" (line.cases.len()) ")" }
                            ul { @for (name, _, counts) in members(report, line) {
                                li { (name) @if !counts { ", not counted" } }
                            } }
                        }
                    }
                }
                td { (words(measure, outcome)) }
                td.n { (number(outcome.counted)) " / " (number(outcome.of)) }
                td { (sparkline(line)) }
                td { (line.trend.words(measure.direction.higher_is_better())) }
                td { @if line.comparators.is_empty() { "none known" } @else { ul {
                    @for one in &line.comparators { li { (one.name) " " (one.value) " (" (one.as_printed) ")" } }
                } } }
            }
        }
    }
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// The months as a line, with what it shows in words.
fn sparkline(line: &Line<'_>) -> Markup {
    let values: Vec<f64> = line.points.iter().filter_map(|point| point.outcome.value).collect();
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else { return html! { "no months" } };
    if values.len() < 2 {
        return html! { "one month" };
    }
    let (low, high) =
        values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    let across = 116.0 / (values.len() - 1) as f64;
    let up = |value: f64| if high > low { 26.0 - 24.0 * (value - low) / (high - low) } else { 14.0 };
    let points: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(at, value)| format!("{:.1},{:.1}", 2.0 + across * at as f64, up(*value)))
        .collect();
    let unit = |value: f64| line.measure.unit.written(value);
    let finding = format!(
        "{} to {}: from {} to {}, lowest {}, highest {}",
        first.on,
        last.on,
        unit(values[0]),
        unit(values[values.len() - 1]),
        unit(low),
        unit(high)
    );
    let end = points.last().and_then(|point| point.split_once(','));
    html! {
        svg role="img" width="120" height="28" viewBox="0 0 120 28" {
            title { (finding) }
            polyline points=(points.join(" ")) fill="none" stroke="#1d70b8" stroke-width="1.5" {}
            @if let Some((x, y)) = end { circle cx=(x) cy=(y) r="2" fill="#0b0c0c" {} }
        }
        (PreEscaped(""))
    }
}

fn lacking(report: &Report<'_>) -> Markup {
    let without: Vec<&Line<'_>> = report.lines.iter().filter(|line| line.outcome.is_none()).collect();
    html! {
        h2 { "Measures that these files do not give" }
        details {
            summary { (without.len()) " measures, each with what it lacks" }
            ul { @for line in without { li { (line.measure.name) " (" (line.measure.id) "): " (line.trust.reasons().join("; ")) } } }
        }
    }
}

fn complete(report: &Report<'_>) -> Markup {
    html! {
        h2 { "How complete the files are" }
        div.wide { table {
            caption { "Tables that have rows" }
            thead { tr {
                @for heading in ["Table", "Rows", "With a day", "Person known", "Cells filled", "Not understood", "From", "To"] {
                    th scope="col" { (heading) }
                }
            } }
            tbody { @for table in report.tables {
                tr {
                    th scope="row" { (table.name) }
                    td { (table.rows) }
                    td { (table.dated) }
                    td { (table.known) }
                    td { (100 * table.filled / table.cells.max(1)) "%" }
                    td { (table.unread) }
                    @if let Some((first, last)) = table.days { td { (first) } td { (last) } } @else { td {} td {} }
                }
            } }
        } }
        @if !report.read.faults.is_empty() {
            h2 { "What was wrong" }
            ul { @for fault in &report.read.faults { li { (fault) } } }
        }
    }
}
