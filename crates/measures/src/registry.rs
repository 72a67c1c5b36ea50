//! Every measure: the words of the catalogue, and how each is worked out, or which record it waits for.
//!
//! The words stand once, in `data/indicators.csv`; a measure that is built adds its period, its tables and its cases in a
//! file of `src/measures/`; one that is not says what it waits for in `data/waits.csv`. Tests hold the three together.

use crate::engine::Built;
use crate::measures::BUILT;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The catalogue: `id,name,definition,unit,direction,cohort,period_type,known_comparator_sources,seed_figure_reproduced`.
pub const CATALOGUE: &str = include_str!("../data/indicators.csv");
/// What waits: `id,waits_for`.
pub const WAITS: &str = include_str!("../data/waits.csv");

/// Which way is the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Higher,
    Lower,
    Neither,
}

impl Direction {
    /// `Some(true)` when higher is better.
    pub fn higher_is_better(self) -> Option<bool> {
        match self {
            Direction::Higher => Some(true),
            Direction::Lower => Some(false),
            Direction::Neither => None,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Direction::Higher => "higher is better",
            Direction::Lower => "lower is better",
            Direction::Neither => "neither way is better",
        }
    }
}

/// What a value is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Count,
    Percent,
    Per10000,
    Days,
    Weeks,
    Hours,
    /// A plain number: children for each worker, a score.
    Number,
}

impl Unit {
    /// A value in its unit, in words.
    pub fn written(self, value: f64) -> String {
        let plural = |word: &str| format!("{value:.1} {word}");
        match self {
            Unit::Count => format!("{value:.0}"),
            Unit::Percent => format!("{value:.1}%"),
            Unit::Per10000 => format!("{value:.1} per 10,000"),
            Unit::Days => plural("days"),
            Unit::Weeks => plural("weeks"),
            Unit::Hours => plural("hours"),
            Unit::Number => format!("{value:.1}"),
        }
    }
}

/// Whether a measure can be worked out.
#[derive(Clone, Copy)]
pub enum State {
    Built(&'static Built),
    /// What has to be recorded first.
    Waits(&'static str),
}

/// A measure.
#[derive(Clone, Copy)]
pub struct Measure {
    pub id: &'static str,
    pub name: &'static str,
    /// In plain words: what is counted, and out of what.
    pub definition: &'static str,
    pub unit: Unit,
    pub direction: Direction,
    /// Who is looked at.
    pub cohort: &'static str,
    /// The periods the catalogue asks for, in its words.
    pub periods: &'static str,
    /// Where others publish it.
    pub published: &'static str,
    pub state: State,
}

impl Measure {
    /// What is counted, and what it is out of, in words; the second empty for a plain count.
    pub fn parts_of_definition(&self) -> (&'static str, &'static str) {
        let (numerator, denominator) = self.definition.split_once(" / D:").unwrap_or((self.definition, ""));
        (numerator.trim_start_matches("N:").trim(), denominator.trim())
    }

    pub fn built(&self) -> Option<&'static Built> {
        match self.state {
            State::Built(built) => Some(built),
            State::Waits(_) => None,
        }
    }
}

static ALL: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let waits: HashMap<&str, &'static str> = rows(WAITS).into_iter().map(|row| (row[0], row[1])).collect();
    rows(CATALOGUE).into_iter().map(|row| measure(&row, &waits)).collect()
});

/// Every measure, in the order of the catalogue.
pub fn all() -> &'static [Measure] {
    &ALL
}

/// The measure of this id.
pub fn find(id: &str) -> Option<&'static Measure> {
    ALL.iter().find(|one| one.id.eq_ignore_ascii_case(id))
}

/// The ids of everything that is built, as declared: for the test that holds them against the catalogue.
pub fn declared() -> impl Iterator<Item = &'static Built> {
    BUILT.iter().flat_map(|list| list.iter())
}

fn measure(row: &[&'static str], waits: &HashMap<&str, &'static str>) -> Measure {
    let built = declared().find(|built| built.id == row[0]);
    let unit = match row[3] {
        "percent" => Unit::Percent,
        "per 10,000" => Unit::Per10000,
        "days" => Unit::Days,
        "weeks" => Unit::Weeks,
        "hours" => Unit::Hours,
        unit if unit.starts_with("count") => Unit::Count,
        _ => Unit::Number,
    };
    let direction = match row[4].split(';').next().unwrap_or_default() {
        "higher" => Direction::Higher,
        "lower" => Direction::Lower,
        _ => Direction::Neither,
    };
    let state = match (built, waits.get(row[0])) {
        (Some(built), _) => State::Built(built),
        (None, Some(what)) => State::Waits(what),
        (None, None) => State::Waits("nothing that is known: a fault of the catalogue"),
    };
    let [id, name, definition, cohort, periods, published] = [row[0], row[1], row[2], row[5], row[6], row[7]];
    Measure { id, name, definition, unit, direction, cohort, periods, published, state }
}

/// The rows of a kept CSV without its heading, cells as they stand in the program. A row that cannot be read is left out; a
/// test counts them.
pub(crate) fn rows(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let leak = |cell: &str| -> &'static str {
        // Cells without quotes stand in the text as they are; the few others are kept for the life of the program.
        text.find(cell).map_or_else(
            || Box::leak(cell.to_owned().into_boxed_str()) as &'static str,
            |at| &text[at..at + cell.len()],
        )
    };
    reader.records().flatten().map(|row| row.iter().map(leak).collect()).collect()
}
