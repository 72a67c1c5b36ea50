//! `convert`: files of the sector in another of their forms, and what that loses.

use crate::backup::whole;
use crate::commands::check::{annex_a, ssda903};
use crate::commands::measure::reading;
use crate::failure::{Failure, Outcome, file};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use standards::annex_a::rules::Lists;
use standards::annex_a::{AnnexA, from_facts, rules, write};
use standards::reading::{Fault, Severity};
use standards::ssda903::{Return, write as ssda903_write};
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

/// Write files of the sector in another of their forms, and say what is lost on the way
///
/// The looked-after return (SSDA903) is written as CSV files, a ZIP of them, or XML, from any of the three. The inspection
/// lists (Annex A) are written as a workbook or as CSV files, from either, or from facts. Tables of the Standard
/// Safeguarding Dataset are written as CSV or Parquet, from either, from a children in need census, a looked-after
/// return or the inspection lists. What the form has no room for, and what could not be read, is listed. Nothing that is
/// read is put right on the way: `goldthread check` says what is wrong with it.
///
/// Ends with 0 when everything is in what was written, and with 1 when something was lost.
#[derive(Args, Debug)]
pub struct Convert {
    /// What to write
    #[arg(long, value_enum, value_name = "FORM")]
    to: Form,

    /// The collection year of a looked-after return: 2026 is April 2025 to March 2026. Without it, the year that ended last
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    year: Option<i16>,

    /// The day that inspection lists made from facts are as at; without it, today
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,

    /// Where to: a directory for CSV and Parquet, a file for the others; what is there of the same name is replaced
    #[arg(long, value_name = "FILE_OR_DIR")]
    out: PathBuf,

    /// What to read: a file, or a folder
    #[arg(value_name = "FILE_OR_DIR")]
    from: PathBuf,
}

/// A form files can be written in.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Form {
    /// Looked-after return, a CSV file for each table
    Ssda903Csv,
    /// Looked-after return, a ZIP of the CSV files
    Ssda903Zip,
    /// Looked-after return, the XML
    Ssda903Xml,
    /// Inspection lists, the workbook
    AnnexAXlsx,
    /// Inspection lists, a CSV file for each list
    AnnexACsv,
    /// Standard Safeguarding Dataset, a CSV file for each table
    SsdCsv,
    /// Standard Safeguarding Dataset, a Parquet file for each table
    SsdParquet,
}

impl Convert {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let lost = match self.to {
            Form::Ssda903Csv | Form::Ssda903Zip | Form::Ssda903Xml => self.ssda903()?,
            Form::AnnexAXlsx | Form::AnnexACsv => self.annex_a()?,
            Form::SsdCsv | Form::SsdParquet => self.ssd()?,
        };
        for one in &lost {
            println!("{one}");
        }
        if lost.is_empty() {
            println!("Everything is in {}.", self.out.display());
            return Ok(());
        }
        let what = format!("{} is written, without what is listed.", self.out.display());
        Err(Failure::new(what, "Choose a form that has room for it, or put right what could not be read."))
    }

    fn ssda903(&self) -> Outcome<Vec<String>> {
        let year = self.year.unwrap_or_else(ssda903::year_that_ended);
        let (set, faults) = ssda903::read(&self.from, year)?;
        let mut lost = unread(&faults);
        match self.to {
            Form::Ssda903Xml => {
                whole(&self.out, |out| ssda903_write::xml(&set, out).map_err(file("write", &self.out)))?;
                let tables = ssda903_write::lost_in_xml(&set);
                lost.extend(tables.iter().map(|table| format!("{table}: the XML has no place for this table.")));
            }
            Form::Ssda903Zip => {
                let bytes = ssda903_write::zip(&set).map_err(file("write", &self.out))?;
                whole(&self.out, |out| out.write_all(&bytes).map_err(file("write", &self.out)))?;
                lost.extend(lost_in_csv(&set));
            }
            _ => {
                self.directory()?;
                let open = |name: &str| File::create(self.out.join(format!("{name}.csv"))).map(io::BufWriter::new);
                ssda903_write::csv_set(&set, open).map_err(file("write to", &self.out))?;
                lost.extend(lost_in_csv(&set));
            }
        }
        Ok(lost)
    }

    fn annex_a(&self) -> Outcome<Vec<String>> {
        let (lists, lost) = self.lists()?;
        if self.to == Form::AnnexACsv {
            self.directory()?;
            let open = |name: &str| File::create(self.out.join(format!("{name}.csv"))).map(io::BufWriter::new);
            write::csv_set(&lists, open).map_err(file("write to", &self.out))?;
            return Ok(lost);
        }
        let lists = Lists::new(lists, self.as_at);
        let report = rules::check(&lists, 1);
        let next = "Take out what is too long, or write CSV.";
        let bytes = write::workbook(lists.annex(), &report).map_err(|what| Failure::new(what, next))?;
        whole(&self.out, |out| out.write_all(&bytes).map_err(file("write", &self.out)))?;
        Ok(lost)
    }

    /// The lists as they were given, or made from whatever else was.
    fn lists(&self) -> Outcome<(AnnexA, Vec<String>)> {
        match annex_a::read(&self.from) {
            Ok((lists, faults)) => Ok((lists, unread(&faults))),
            Err(none) => {
                let read = reading::read(&self.from, Some(self.year.unwrap_or_else(ssda903::year_that_ended)));
                let read = read.map_err(|_| none)?;
                let day = self.as_at.or(read.on).unwrap_or_else(|| jiff::Zoned::now().date());
                let mut lost = read.faults;
                lost.extend(read.facts.unread.iter().map(unread_fact));
                Ok((from_facts::of(&read.facts, day), lost))
            }
        }
    }

    fn ssd(&self) -> Outcome<Vec<String>> {
        let tables = checks::given(checks::Part::Now, &self.from, &["csv", "parquet"])?;
        let (facts, mut lost) = match checks::read::ssd(&self.from.display().to_string(), &tables) {
            Ok(folder) if self.from.is_dir() => {
                let lost = folder.unread.iter().map(ToString::to_string).collect();
                (folder.facts, lost)
            }
            _ => {
                let read = reading::read(&self.from, Some(self.year.unwrap_or_else(ssda903::year_that_ended)))?;
                println!("{}", read.kind);
                (read.facts, read.faults)
            }
        };
        self.directory()?;
        let unwritten = file("write to", &self.out);
        if self.to == Form::SsdParquet {
            // There is no file of what could not be read beside Parquet.
            lost.extend(facts.unread.iter().map(unread_fact));
            let open = |name: &str| File::create(self.out.join(format!("{name}.parquet")));
            let set = facts_parquet::Set::begin(open).and_then(|mut set| {
                set.add(&facts)?;
                set.finish()
            });
            set.map_err(|fault| unwritten(io::Error::other(fault)))?;
        } else {
            let open = |name: &str| File::create(self.out.join(format!("{name}.csv")));
            facts::csv::write_all(&facts, open).map_err(unwritten)?;
        }
        Ok(lost)
    }

    fn directory(&self) -> Outcome {
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))
    }
}

/// What was not read, or only as words that the type of its column has no place for.
fn unread(faults: &[Fault]) -> Vec<String> {
    faults.iter().filter(|fault| fault.severity == Severity::Refused).map(ToString::to_string).collect()
}

fn unread_fact(one: &facts::Unread) -> String {
    let line = if one.line > 0 { format!(", line {}", one.line) } else { String::new() };
    format!("{}{line}, {}: {} {}", one.table, one.field, one.why.words(), one.why.remedy())
}

/// The columns of the XML that the CSV files have no place for, where they hold something.
fn lost_in_csv(set: &Return) -> Vec<String> {
    let told = |(column, count): (String, usize)| {
        format!("{column}: the CSV has no such column; {} left out.", checks::many(count, "value is", "values are"))
    };
    ssda903_write::lost_in_csv(set).into_iter().map(told).collect()
}
