//! The figures as rows, for spreadsheets and for other programs.

use super::Report;
use casework::inert::inert;
use measures::scorecard::{Line, words};

/// The columns of the figures.
pub const HEADINGS: [&str; 16] = [
    "id",
    "name",
    "value",
    "in words",
    "counted",
    "out of",
    "unit",
    "from",
    "as at",
    "trend",
    "points",
    "trusted",
    "because",
    "comparators",
    "residents",
    "definition",
];

/// A cell: a number, or text that is no formula.
pub enum Cell {
    Number(f64),
    Text(String),
}

impl Cell {
    fn of(text: impl AsRef<str>) -> Cell {
        Cell::Text(inert(text.as_ref()))
    }

    fn number(number: Option<f64>) -> Cell {
        number.map_or(Cell::Text(String::new()), Cell::Number)
    }

    /// As text: whole numbers without a point.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
            Cell::Number(number) => format!("{number:.4}"),
        }
    }
}

/// The row of a measure, in the order of the headings.
pub fn row(line: &Line<'_>) -> [Cell; 16] {
    let (measure, outcome) = (line.measure, line.outcome.as_ref());
    let comparators: Vec<String> = line
        .comparators
        .iter()
        .map(|one| format!("{} {} ({}, {}, {})", one.name, one.value, one.as_printed, one.source, one.place))
        .collect();
    let residents = outcome.and_then(|one| one.population.as_ref());
    [
        Cell::of(measure.id),
        Cell::of(measure.name),
        Cell::number(outcome.and_then(|one| one.value)),
        Cell::of(outcome.map_or(String::new(), |one| words(measure, one))),
        Cell::number(outcome.map(|one| one.counted)),
        Cell::number(outcome.map(|one| one.of)),
        Cell::of(format!("{:?}", measure.unit).to_lowercase()),
        Cell::of(outcome.map_or(String::new(), |one| one.window.from.to_string())),
        Cell::of(outcome.map_or(String::new(), |one| one.window.to.to_string())),
        Cell::of(if outcome.is_some() { line.trend.words(measure.direction.higher_is_better()) } else { "" }),
        Cell::Number(line.points.len() as f64),
        Cell::of(line.trust.words()),
        Cell::of(line.trust.reasons().join("; ")),
        Cell::of(comparators.join("; ")),
        Cell::of(
            residents.map_or(String::new(), |one| format!("{} in mid-{} ({})", one.estimate, one.year, one.source)),
        ),
        Cell::of(measure.definition),
    ]
}

/// Every measure, with its headings.
pub fn csv(report: &Report<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(HEADINGS)?;
    for line in report.lines {
        out.write_record(row(line).iter().map(Cell::text))?;
    }
    out.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Who is behind a figure: the number of the child or the worker, the row's table, and whether it counts.
pub fn members<'a>(report: &'a Report<'_>, line: &'a Line<'_>) -> impl Iterator<Item = (&'a str, &'static str, bool)> {
    let table = line.measure.built().and_then(|built| built.tables.first()).copied().unwrap_or_default();
    line.cases.iter().map(move |case| {
        let name = match case.who {
            measures::engine::NOBODY => report
                .index
                .facts
                .professionals
                .get(case.row as usize)
                .map_or("", |one| one.prof_professional_id.as_str()),
            who => report.index.people.name(who),
        };
        (name, table, case.counts)
    })
}
