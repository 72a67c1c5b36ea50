//! Files of another system as facts, with what was understood of them.

use crate::failure::{Failure, Outcome, file};
use facts::tables::TABLES;
use facts::{Facts, Table};
use jiff::civil::Date;
use standards::cin_census;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};

/// How many faults of one file are told one by one.
const SHOWN: usize = 20;

/// Facts, and what was said while they were read.
pub struct Read {
    pub facts: Facts,
    /// What it was taken for, as a sentence.
    pub kind: String,
    /// What was wrong, as sentences.
    pub faults: Vec<String>,
    /// From when they hold all that happened.
    pub held: Held,
    /// The day the files are of, when they say it.
    pub on: Option<Date>,
}

/// From when files hold all that happened; what was open then they hold whole.
pub enum Held {
    Everything,
    /// These months before the day the figures are of.
    Months(i32),
    Since(Date),
}

/// Reads whatever it is: tables of the standard, the inspection lists of Annex A, a children in need census, or a
/// looked-after return. Its year is the one given, else the one in which its last episode began or ended.
pub fn read(from: &Path, year: Option<i16>) -> Outcome<Read> {
    let mut files: Vec<PathBuf> = Vec::new();
    if from.is_dir() {
        for entry in std::fs::read_dir(from).map_err(file("read", from))? {
            files.push(entry.map_err(file("read", from))?.path());
        }
    } else {
        File::open(from).map_err(file("read", from))?;
        files.push(from.to_owned());
    }
    files.sort();
    if files.iter().any(|path| table(path).is_some()) {
        return ssd(&files);
    }
    if files.iter().any(|path| ends(path, "xlsx")) {
        return annex_a(from);
    }
    if let [only] = files.as_slice()
        && ends(only, "xml")
        && is_census(only)
    {
        return cin_census(only);
    }
    if files.iter().any(|path| ["csv", "xml", "zip"].iter().any(|kind| ends(path, kind))) {
        let last = crate::commands::check::ssda903::year_that_ended();
        let read = ssda903(from, year.unwrap_or(last))?;
        return match year_of(&read.facts, last).filter(|of| year.is_none() && *of < last) {
            Some(earlier) => ssda903(from, earlier),
            None => Ok(read),
        };
    }
    let what = format!("There is nothing in {} that could be understood.", from.display());
    let next = "Give a folder with tables of the Standard Safeguarding Dataset (ssd_contacts.csv and so on), a workbook of Annex \
                A, a children in need census, or the files of a looked-after return.";
    Err(Failure::new(what, next))
}

fn ends(path: &Path, kind: &str) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case(kind))
}

/// The table a file is of, by its name.
fn table(path: &Path) -> Option<&'static Table> {
    let stem = path.file_stem()?.to_str()?.to_ascii_lowercase();
    TABLES.iter().find(|table| table.name == stem).filter(|_| ends(path, "csv"))
}

/// The first faults, and how many more there are.
fn first(faults: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = faults.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = faults.take(SHOWN).collect();
    if more > 0 {
        shown.push(format!("And {more} more of the kind."));
    }
    shown
}

fn annex_a(from: &Path) -> Outcome<Read> {
    let (lists, faults) = crate::commands::check::annex_a::read(from)?;
    let found = (1..=11).filter(|number| lists.count(*number).is_some()).count();
    let kind = format!(
        "Understood as {found} of the 11 inspection lists of Annex A: what they hold, and no history before it."
    );
    Ok(Read {
        facts: standards::annex_a::facts::of(&lists),
        kind,
        faults: first(faults.iter().map(ToString::to_string)),
        held: Held::Months(6),
        on: None,
    })
}

/// A children in need census: a year of it, from 1 April.
fn cin_census(from: &Path) -> Outcome<Read> {
    let input = BufReader::new(File::open(from).map_err(file("read", from))?);
    let refused = |why: cin_census::Refused| {
        let line = why.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
        Failure::new(format!("The census was not read. {line}{}", why.message), why.remedy)
    };
    let (census, faults) = cin_census::read(input, cin_census::Limits::default()).map_err(refused)?;
    let said = cin_census::value(&census.header.reference_date).copied();
    let year = cin_census::value(&census.header.year).copied().or(said.map(|day| day.year()));
    // A census is of a 31 March; where it says another day, its year decides.
    let march = year.and_then(|year| Date::new(year, 3, 31).ok());
    let last = said.filter(|day| (day.month(), day.day()) == (3, 31)).or(march);
    let year_began = last.and_then(|last| Date::new(last.year() - 1, 4, 1).ok());
    Ok(Read {
        facts: cin_census::facts::of(&census),
        kind: format!("Understood as a children in need census, {} children.", census.children.len()),
        faults: first(faults.iter().map(|fault| format!("Line {}: {} {}", fault.line, fault.message, fault.remedy))),
        held: year_began.map_or(Held::Everything, Held::Since),
        on: last,
    })
}

/// The collection year in which the last episode began or ended; nothing after `latest` is looked at, and no review, for
/// those may be booked ahead.
fn year_of(facts: &Facts, latest: i16) -> Option<i16> {
    let episodes = facts.cla_episodes.iter();
    let days = episodes.flat_map(|one| [one.clae_cla_episode_start_date, one.clae_cla_episode_ceased_date]).flatten();
    days.map(|day| if day.month() >= 4 { day.year() + 1 } else { day.year() }).filter(|year| *year <= latest).max()
}

/// A looked-after return: a year of it, from 1 April.
fn ssda903(from: &Path, year: i16) -> Outcome<Read> {
    let (set, faults) = crate::commands::check::ssda903::read(from, year)?;
    let (began, last) = (Date::new(year - 1, 4, 1).ok(), Date::new(year, 3, 31).ok());
    Ok(Read {
        facts: standards::ssda903::facts::of(&set),
        kind: format!(
            "Understood as the looked-after return (SSDA903) of the year to March {year}. Workers are known from 2024."
        ),
        faults: first(faults.iter().map(ToString::to_string)),
        held: began.map_or(Held::Everything, Held::Since),
        on: last,
    })
}

/// Whether an XML file is a children in need census, by what stands in its beginning.
fn is_census(path: &Path) -> bool {
    let mut start = [0; 4096];
    let read = File::open(path).and_then(|mut input| input.read(&mut start)).unwrap_or_default();
    let text = String::from_utf8_lossy(&start[..read]);
    text.contains("<Collection>CIN") || text.contains("<Children") || text.contains("CINreferralDate")
}

fn ssd(files: &[PathBuf]) -> Outcome<Read> {
    let (mut facts, mut faults, mut taken) = (Facts::default(), Vec::new(), 0);
    for path in files {
        let Some(table) = table(path) else {
            faults.push(format!("{}: not a table of the standard, and not read.", path.display()));
            continue;
        };
        let input = File::open(path).map_err(file("read", path))?;
        let found = facts::csv::read_into(&mut facts, table.name, input).unwrap_or_default();
        let line = |fault: &facts::csv::Fault| match fault.line {
            0 => format!("{}: {} {}", table.name, fault.words, fault.remedy),
            line => format!("{}, line {line}: {} {}", table.name, fault.words, fault.remedy),
        };
        faults.extend(first(found.faults.iter().map(line)));
        taken += 1;
    }
    let kind = format!("Understood as {taken} tables of the Standard Safeguarding Dataset.");
    Ok(Read { facts, kind, faults, held: Held::Everything, on: None })
}
