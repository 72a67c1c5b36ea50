//! `bank-holidays`: the days that are not working days.

use crate::commands::rebuild::with_bar;
use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::Casework;
use casework::rules::Rule;
use clap::{Args, Subcommand};
use practice::bank_holidays::{BankHoliday, ENGLAND_CSV, bank_holidays_from_csv, bank_holidays_from_gov_uk_json};
use std::path::PathBuf;

/// Keep the bank holidays of England up to date
///
/// Goldthread knows those from 2000 to 2040. When one is added by proclamation, or moved, take the file that
/// GOV.UK publishes at https://www.gov.uk/bank-holidays.json and read it in here.
#[derive(Args, Debug)]
pub struct BankHolidays {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Read in the file GOV.UK publishes, and show what it adds and removes
    ///
    /// Only the years the file covers are changed. A server that runs counts with these days within seconds, and every
    /// list is worked out again.
    Update {
        #[command(flatten)]
        place: Place,
        /// The file, as published
        #[arg(value_name = "FILE.json")]
        file: PathBuf,
    },
}

impl BankHolidays {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let What::Update { place, file: path } = &self.what;
        let text = std::fs::read_to_string(path).map_err(file("read", path))?;
        let casework = place.casework()?;
        let (changed, people) = update(&casework, &text)?;
        for day in &changed.added {
            println!("Added: {} {}", day.date, day.name);
        }
        for day in &changed.removed {
            println!("Removed: {} {}", day.date, day.name);
        }
        match people {
            None => println!("Nothing has changed."),
            Some(people) => println!("Worked out again: {people} people."),
        }
        Ok(())
    }
}

/// What an update changes.
#[derive(Debug, Default, PartialEq)]
pub struct Changed {
    /// Days that were not in the list.
    pub added: Vec<BankHoliday>,
    /// Days no longer in it.
    pub removed: Vec<BankHoliday>,
}

/// Keeps the list of a file in place of what was known of the years it covers; answers for how many people summaries
/// were worked out again, when anything has changed.
pub fn update(casework: &Casework, json: &str) -> Outcome<(Changed, Option<usize>)> {
    let wrong =
        |fault: practice::bank_holidays::CalendarError| Failure::new(format!("{}.", fault.problem), fault.remedy);
    let new = bank_holidays_from_gov_uk_json(json).map_err(wrong)?;
    let kept = casework.store().setting(Rule::BankHolidays.setting())?.unwrap_or_else(|| ENGLAND_CSV.to_owned());
    let old = bank_holidays_from_csv(&kept).map_err(wrong)?;
    let (Some(first), Some(last)) = (new.first(), new.last()) else { return Ok((Changed::default(), None)) };
    let years = first.date.year()..=last.date.year();
    let has = |list: &[BankHoliday], day: &BankHoliday| list.iter().any(|other| other.date == day.date);
    let covered = |day: &&BankHoliday| years.contains(&day.date.year());
    let changed = Changed {
        added: new.iter().filter(|day| !has(&old, day)).cloned().collect(),
        removed: old.iter().filter(covered).filter(|day| !has(&new, day)).cloned().collect(),
    };
    let mut all: Vec<&BankHoliday> = old.iter().filter(|day| !covered(day)).chain(&new).collect();
    all.sort();
    let mut csv = "date,name,source\n".to_owned();
    for day in all {
        csv += &format!("{},{},{}\n", day.date, quoted(&day.name), quoted(&day.source));
    }
    if csv == kept {
        return Ok((changed, None));
    }
    let people = with_bar(|progress| casework.change_rule(Rule::BankHolidays, &csv, progress))?;
    Ok((changed, Some(people)))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"england-and-wales":{"division":"england-and-wales","events":[
        {"title":"New Year’s Day","date":"2026-01-01","notes":"","bunting":true},
        {"title":"A day of celebration, once","date":"2026-06-15","notes":"","bunting":true}]},
        "scotland":{"division":"scotland","events":[]}}"#;

    fn casework() -> Casework {
        Casework::new(store::open("memory:").unwrap(), jiff::Timestamp::now).unwrap()
    }

    #[test]
    fn a_year_is_replaced_by_the_files_and_other_years_stay() {
        let casework = casework();
        let (changed, people) = update(&casework, FILE).unwrap();
        assert_eq!(people, Some(0), "nobody is on file");
        assert_eq!(changed.added.len(), 1);
        assert!(changed.removed.iter().all(|day| day.date.year() == 2026));
        assert_eq!(changed.removed.len(), 7);
        let kept = bank_holidays_from_csv(&casework.store().setting("bank_holidays").unwrap().unwrap()).unwrap();
        assert!(kept.iter().any(|day| day.date.year() == 2025));
        assert_eq!(kept.iter().filter(|day| day.date.year() == 2026).count(), 2);
        assert_eq!(update(&casework, FILE).unwrap(), (Changed::default(), None));
    }

    #[test]
    fn a_broken_file_says_what_to_do() {
        let failure = update(&casework(), "{").unwrap_err();
        assert!(failure.next.contains("gov.uk/bank-holidays.json"), "{failure}");
    }
}
