//! `check cin`: a children in need census, made by any system.

use super::findings::{Checked, Format};
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use standards::cin_census::{self, Limits, Severity, rules, value};
use standards::reading::{self, Fault};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

/// Check a children in need census (CIN), the XML file sent to the department once a year
///
/// Every published rule of the collection year is held against every row. The findings say which rule, which child,
/// which line of the file, what stands there, and what to do about it. `goldthread explain 8925` tells more about a rule.
/// Nothing is kept, and nothing leaves this machine.
///
/// Ends with 0 when there is no error; queries, which may be right as they stand, are no errors. Ends with 1 when there
/// are errors, when a value could not be read, or when the file is no census.
#[derive(Args, Debug)]
pub struct CheckCin {
    /// The collection year whose rules apply: 2026 is April 2025 to March 2026. Without it, the year in the file
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    year: Option<i16>,

    /// How to print the findings; a table shows the first of each rule, the others all
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The census
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl CheckCin {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let input = BufReader::new(File::open(&self.file).map_err(file("read", &self.file))?);
        let refused = |why: cin_census::Refused| {
            let line = why.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
            Failure::new(format!("The file was not read. {line}{}", why.message), why.remedy)
        };
        let (census, mut faults) = cin_census::read(input, Limits::default()).map_err(refused)?;
        let header = &census.header;
        let own = value(&header.year).copied().or(value(&header.reference_date).map(|day| day.year()));
        let year = self.year.or(own).ok_or_else(|| {
            Failure::new("The file does not say which collection year it is for.", "Say it: --year 2026.")
        })?;
        let children = census.children.len();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = rules::check(census, year, threads);
        faults.retain(|fault| fault.severity == Severity::Error);
        let name = self.file.display().to_string();
        let unread = faults.into_iter().map(|fault| Fault {
            severity: reading::Severity::Error,
            file: name.clone(),
            line: Some(fault.line),
            child: fault.child,
            column: Some(fault.element.to_owned()),
            found: fault.found,
            message: fault.message,
            remedy: fault.remedy,
        });
        Checked { file: &self.file, file_of: &|_| None, year: Some(year), children, report, unread: unread.collect() }
            .print(self.format)
    }
}
