//! Bank holidays of England and Wales as data: read from the kept list, or from the file GOV.UK publishes.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;

/// The kept list, 2000 to 2040: `date,name,source`. Years not yet proclaimed are marked "(expected)".
pub const ENGLAND_CSV: &str = include_str!("../data/bank-holidays.csv");

/// One day that is not a working day although it may fall on a weekday.
///
/// Good Friday and Christmas Day are common law holidays rather than bank holidays; they are kept in the same list
/// because every working-day rule leaves out both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BankHoliday {
    pub date: Date,
    /// The name in use, such as "Boxing Day (substitute day)".
    pub name: String,
    /// What makes it a holiday: an Act, a proclamation, or the file it was read from.
    pub source: String,
}

/// What is wrong with a list of bank holidays, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError {
    /// The line in the file, from 1; 0 when the fault belongs to the file as a whole.
    pub line: usize,
    pub problem: String,
    pub remedy: String,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}. {}", self.problem, self.remedy),
            line => write!(f, "line {line}: {}. {}", self.problem, self.remedy),
        }
    }
}

impl std::error::Error for CalendarError {}

/// Reads `date,name,source` with a heading line. Dates are `2026-12-25`. The order of lines does not matter.
pub fn bank_holidays_from_csv(text: &str) -> Result<Vec<BankHoliday>, CalendarError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|e| fault(1, &e.to_string(), "Save the file again as CSV, UTF-8"))?;
    if headings.iter().map(|h| h.trim_start_matches('\u{feff}')).ne(["date", "name", "source"]) {
        return Err(fault(1, "the headings are not date,name,source", "Make the first line: date,name,source"));
    }
    let mut days: Vec<BankHoliday> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| {
            let line = e.position().map_or(0, |p| p.line() as usize);
            fault(line, &e.to_string(), "Save the file again as CSV, UTF-8")
        })?;
        let line = row.position().map_or(0, |p| p.line() as usize + blank_lines(text, p.byte() as usize));
        if row.len() != 3 {
            return Err(fault(
                line,
                &format!("{} values, not 3", row.len()),
                "Give a date, a name and a source; put quotation marks around any value with a comma in it",
            ));
        }
        let day = BankHoliday { date: date(&row[0], line)?, name: row[1].to_owned(), source: row[2].to_owned() };
        days.push(checked(day, line, &days)?);
    }
    in_order(days)
}

/// Reads the England and Wales part of the file published at <https://www.gov.uk/bank-holidays.json>.
pub fn bank_holidays_from_gov_uk_json(text: &str) -> Result<Vec<BankHoliday>, CalendarError> {
    let file: GovUkFile = serde_json::from_str(text).map_err(|e| {
        fault(e.line(), &e.to_string(), "Fetch the file again from https://www.gov.uk/bank-holidays.json, whole")
    })?;
    let mut days: Vec<BankHoliday> = Vec::new();
    for event in file.england_and_wales.events {
        let name = match event.notes.trim() {
            "" => event.title,
            notes => format!("{} ({})", event.title, notes.to_lowercase()),
        };
        let day = BankHoliday { date: date(&event.date, 0)?, name, source: "GOV.UK bank holidays".to_owned() };
        days.push(checked(day, 0, &days)?);
    }
    in_order(days)
}

#[derive(Deserialize)]
struct GovUkFile {
    #[serde(rename = "england-and-wales")]
    england_and_wales: GovUkDivision,
}

#[derive(Deserialize)]
struct GovUkDivision {
    events: Vec<GovUkEvent>,
}

#[derive(Deserialize)]
struct GovUkEvent {
    title: String,
    date: String,
    #[serde(default)]
    notes: String,
}

fn fault(line: usize, problem: &str, remedy: &str) -> CalendarError {
    CalendarError { line, problem: problem.to_owned(), remedy: remedy.to_owned() }
}

/// Empty lines before the next one with something on it: a row's position is where the one before it ended.
fn blank_lines(text: &str, from: usize) -> usize {
    text.bytes().skip(from).take_while(|byte| b"\r\n".contains(byte)).filter(|byte| *byte == b'\n').count()
}

fn date(text: &str, line: usize) -> Result<Date, CalendarError> {
    text.parse().map_err(|_| fault(line, &format!("\"{text}\" is not a date"), "Write the date as 2026-12-25"))
}

fn checked(day: BankHoliday, line: usize, before: &[BankHoliday]) -> Result<BankHoliday, CalendarError> {
    if !(1871..=2200).contains(&day.date.year()) {
        let problem = format!("{} is outside 1871 to 2200", day.date);
        return Err(fault(line, &problem, "Check the year"));
    }
    if day.name.is_empty() {
        return Err(fault(line, &format!("{} has no name", day.date), "Name the holiday"));
    }
    if let Some(other) = before.iter().find(|other| other.date == day.date) {
        let problem = format!("{} is listed twice, as \"{}\" and \"{}\"", day.date, other.name, day.name);
        return Err(fault(line, &problem, "Keep one of them"));
    }
    Ok(day)
}

fn in_order(mut days: Vec<BankHoliday>) -> Result<Vec<BankHoliday>, CalendarError> {
    if days.is_empty() {
        return Err(fault(0, "the file lists no bank holidays", "Check that it is the right file and is whole"));
    }
    days.sort();
    Ok(days)
}
