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
    /// How many were counted and out of how many, where the source says.
    pub counts: Option<(f64, f64)>,
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
    /// The column, by its heading.
    pub field: &'static str,
    pub words: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.words)
    }
}

impl std::error::Error for Wrong {}

/// The heading of a file of comparators. [`COUNTS`] may follow.
pub const HEADING: [&str; 12] =
    ["authority", "measure", "about", "set", "name", "value", "unit", "as_printed", "from", "to", "source", "place"];
/// Two columns a file of comparators may end with: how many were counted, and out of how many.
pub const COUNTS: [&str; 2] = ["counted", "of"];
/// The heading of a file of estimates of residents.
pub const ESTIMATES: [&str; 3] = ["year", "estimate", "source"];

/// Comparators from a CSV with the heading of [`SHIPPED`]; the first that is wrong. Dates are `2015-03-31`, both or neither.
pub fn comparators(text: &str) -> Result<Vec<Comparator>, Wrong> {
    checked(text).map_err(first)
}

/// The same; everything that is wrong.
pub fn checked(text: &str) -> Result<Vec<Comparator>, Vec<Wrong>> {
    each(text, &HEADING, &COUNTS, comparator)
}

/// Estimates of residents from a CSV of year, estimate and source; everything that is wrong.
pub fn estimates(text: &str) -> Result<Vec<Population>, Vec<Wrong>> {
    each(text, &ESTIMATES, &[], |cells, wrong| {
        let year = cells[0].parse().map_err(|_| wrong(0, "a year is written 2025"))?;
        let estimate: f64 = cells[1].parse().map_err(|_| wrong(1, "the estimate is no number: write 43000"))?;
        if estimate <= 0.0 || !estimate.is_finite() {
            return Err(wrong(1, "the estimate is not more than nought"));
        }
        if cells[2].is_empty() {
            return Err(wrong(2, "say where the estimate was published"));
        }
        Ok(Population { year, estimate, source: cells[2].to_owned() })
    })
}

fn first(mut all: Vec<Wrong>) -> Wrong {
    if all.is_empty() { Wrong { line: 0, field: "", words: String::new() } } else { all.swap_remove(0) }
}

/// Reads rows one by one: what they say, or everything that is wrong.
fn each<T>(
    text: &str,
    heading: &[&'static str],
    more: &[&'static str],
    read: impl Fn(&[&str], &dyn Fn(usize, &str) -> Wrong) -> Result<T, Wrong>,
) -> Result<Vec<T>, Vec<Wrong>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let named: Vec<String> =
        reader.headers().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).unwrap_or_default();
    let full = [heading, more].concat();
    let heading = if named == full { full.as_slice() } else { heading };
    if named != heading {
        let words = format!("the heading is not `{}`", heading.join(","));
        return Err(vec![Wrong { line: 1, field: "", words }]);
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (at, row) in reader.records().enumerate() {
        let line = row.as_ref().ok().and_then(|row| row.position()).map_or(at + 2, |place| place.line() as usize);
        let wrong = |column: usize, words: &str| Wrong {
            line,
            field: heading.get(column).copied().unwrap_or_default(),
            words: words.to_owned(),
        };
        let read = row.map_err(|fault| wrong(usize::MAX, &fault.to_string())).and_then(|row| {
            let cells: Vec<&str> = row.iter().map(str::trim).collect();
            if cells.len() != heading.len() {
                return Err(wrong(usize::MAX, &format!("it has {} cells and not {}", cells.len(), heading.len())));
            }
            read(&cells, &wrong)
        });
        match read {
            Ok(one) => found.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn comparator(cells: &[&str], wrong: &dyn Fn(usize, &str) -> Wrong) -> Result<Comparator, Wrong> {
    let day = |at: usize| match cells[at] {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|_| wrong(at, "a date is written 2015-03-31")),
    };
    let period = match (day(8)?, day(9)?) {
        (Some(from), Some(to)) if from <= to => Some((from, to)),
        (None, None) => None,
        _ => return Err(wrong(9, "a period has a first and a last day, in this order")),
    };
    if cells[10].is_empty() {
        return Err(wrong(10, "a figure without a source is no comparator"));
    }
    let set = Set::read(cells[3]).ok_or_else(|| {
        wrong(3, "the set is none of own history, statistical neighbours, region, England, threshold")
    })?;
    let value: f64 = cells[5].parse().map_err(|_| wrong(5, "the value is no number"))?;
    let counts = match (cells.get(12).copied().unwrap_or_default(), cells.get(13).copied().unwrap_or_default()) {
        ("", "") => None,
        (counted, of) => match (counted.parse::<f64>(), of.parse::<f64>()) {
            (Ok(counted), Ok(of)) if counted >= 0.0 && of > 0.0 && counted.is_finite() && of.is_finite() => {
                Some((counted, of))
            }
            _ => return Err(wrong(12, "how many were counted and out of how many are two numbers, or both empty")),
        },
    };
    Ok(Comparator {
        counts,
        authority: cells[0].to_owned(),
        measure: cells[1].to_owned(),
        about: cells[2].to_owned(),
        set,
        name: cells[4].to_owned(),
        value,
        unit: cells[6].to_owned(),
        as_printed: cells[7].to_owned(),
        period,
        source: cells[10].to_owned(),
        place: cells[11].to_owned(),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_may_follow_and_are_two_numbers_or_none() {
        let plain = "Bury,IND-FD-07,Re-referrals,statistical neighbours,Bolton,23.1,percent,2015,2014-04-01,2015-03-31,A source,1";
        let with = |counts: &str| format!("{},{}\n{plain}{counts}\n", HEADING.join(","), COUNTS.join(","));
        let counts = |text: &str| checked(text).map(|all| all[0].counts);
        assert_eq!(counts(&format!("{}\n{plain}\n", HEADING.join(","))), Ok(None), "files of before are read");
        assert_eq!(counts(&with(",462,2000")), Ok(Some((462.0, 2000.0))));
        assert_eq!(counts(&with(",,")), Ok(None));
        for wrong in [",462,", ",,2000", ",many,2000", ",462,0", ",-1,2000", ",NaN,2000", ""] {
            assert!(counts(&with(wrong)).is_err(), "{wrong}");
        }
    }
}
