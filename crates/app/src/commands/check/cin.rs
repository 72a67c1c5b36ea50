//! `check cin`: a children in need census, made by any system.

use super::{Format, print};
use crate::failure::Outcome;
use checks::{Asked, Given, Part, What};
use clap::Args;
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
        let file = Given::path(Part::Now, &self.file);
        let asked = Asked { what: What::Cin, label: file.name.clone(), year: self.year, ..Asked::default() };
        print(asked, &[file], self.format)
    }
}
