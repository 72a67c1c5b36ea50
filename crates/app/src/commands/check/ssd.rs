//! `check ssd`: an extract of the Standard Safeguarding Dataset, made by any system.

use super::{Format, print};
use crate::failure::Outcome;
use checks::{Asked, Part, What, given};
use clap::Args;
use std::path::PathBuf;

/// Check an extract of the Standard Safeguarding Dataset: a folder of CSV or Parquet files, one for each table
///
/// Each file is known by its name: ssd_contacts.csv or contacts.csv. Its columns may stand in any order. Every value is held
/// against the type, the width and the code list of its column; keys are told apart, links are followed where the table they
/// point at is there, and nothing may end before it begins. What `goldthread export facts` writes is read by this too.
/// Nothing is kept, and nothing leaves this machine.
///
/// Ends with 0 when there is no error; queries, which may be right as they stand, are no errors. Ends with 1 when there
/// are errors, when a value or a file could not be read, or when there is no table in the folder.
#[derive(Args, Debug)]
pub struct CheckSsd {
    /// How to print the findings; a table shows the first of each check, the others all
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The folder
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

impl CheckSsd {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let asked = Asked { what: What::Ssd, label: self.dir.display().to_string(), ..Asked::default() };
        print(asked, &given(Part::Now, &self.dir, &["csv", "parquet"])?, self.format)
    }
}
