//! Whom we compare with, and the estimates of residents that rates use: kept with source, period and place.

use crate::engine::Population;
use crate::registry::rows;
use jiff::civil::Date;
use std::fmt;

/// The figures shipped: `authority,measure,about,set,name,value,unit,as_printed,from,to,source,place`.
pub const SHIPPED: &str = include_str!("../data/comparators.csv");
/// The estimates shipped: `authority,year,estimate,source`.
pub const POPULATIONS: &str = include_str!("../data/populations.csv");

/// Who is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    OwnHistory,
    StatisticalNeighbours,
    Region,
    England,
    /// A line somebody drew, such as a national threshold.
    Threshold,
}

impl Set {
    pub fn words(self) -> &'static str {
        match self {
            Set::OwnHistory => "own history",
            Set::StatisticalNeighbours => "statistical neighbours",
            Set::Region => "region",
            Set::England => "England",
            Set::Threshold => "threshold",
        }
    }

    fn read(text: &str) -> Option<Set> {
        [Set::OwnHistory, Set::StatisticalNeighbours, Set::Region, Set::England, Set::Threshold]
            .into_iter()
            .find(|set| set.words() == text)
    }
}

/// A published figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparator {
    /// For whom it was chosen.
    pub authority: String,
    /// The measure, by its id.
    pub measure: String,
    /// What it is of, in the words of the source; one measure may have figures of several things.
    pub about: String,
    pub set: Set,
    /// "North West".
    pub name: String,
    pub value: f64,
    pub unit: String,
    /// The period as the source words it.
    pub as_printed: String,
    /// The days it is of; `None` when the source does not say.
    pub period: Option<(Date, Date)>,
    pub source: String,
    /// Where in the source.
    pub place: String,
}

/// What is wrong with a file of comparators, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub line: usize,
    pub words: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.words)
    }
}

impl std::error::Error for Wrong {}

/// Comparators from a CSV with the heading of [`SHIPPED`]. Dates are `2015-03-31`, both or neither.
pub fn comparators(text: &str) -> Result<Vec<Comparator>, Wrong> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut found = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let wrong = |words: &str| Wrong { line: at + 2, words: words.to_owned() };
        let row = row.map_err(|fault| wrong(&fault.to_string()))?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim();
        let day = |at: usize| match cell(at) {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| wrong("a date is written 2015-03-31")),
        };
        let period = match (day(8)?, day(9)?) {
            (Some(from), Some(to)) if from <= to => Some((from, to)),
            (None, None) => None,
            _ => return Err(wrong("a period has a first and a last day, in this order")),
        };
        if cell(10).is_empty() {
            return Err(wrong("a figure without a source is no comparator"));
        }
        found.push(Comparator {
            authority: cell(0).to_owned(),
            measure: cell(1).to_owned(),
            about: cell(2).to_owned(),
            set: Set::read(cell(3)).ok_or_else(|| wrong("the set is none of those there are"))?,
            name: cell(4).to_owned(),
            value: cell(5).parse().map_err(|_| wrong("the value is no number"))?,
            unit: cell(6).to_owned(),
            as_printed: cell(7).to_owned(),
            period,
            source: cell(10).to_owned(),
            place: cell(11).to_owned(),
        });
    }
    Ok(found)
}

/// Those for a measure of an authority, of periods that ended by a day, the latest of each name; of figures about several
/// things, those about `about` alone when it is given.
pub fn latest<'c>(
    all: &'c [Comparator],
    authority: &str,
    measure: &str,
    about: Option<&str>,
    by: Date,
) -> Vec<&'c Comparator> {
    let of = |one: &&Comparator| {
        one.authority == authority && one.measure == measure && about.is_none_or(|about| one.about == about)
    };
    let mut list: Vec<&Comparator> =
        all.iter().filter(of).filter(|one| one.period.is_some_and(|(_, to)| to <= by)).collect();
    list.sort_by_key(|one| (one.set, one.name.as_str(), std::cmp::Reverse(one.period.map(|(_, to)| to))));
    list.dedup_by_key(|one| (one.set, one.name.as_str()));
    list
}

/// The estimates shipped for an authority.
pub fn populations(authority: &str) -> Vec<Population> {
    let own = rows(POPULATIONS).into_iter().filter(|row| row[0] == authority);
    own.filter_map(|row| {
        Some(Population { year: row[1].parse().ok()?, estimate: row[2].parse().ok()?, source: row[3].to_owned() })
    })
    .collect()
}
