//! `check annex-a`: the lists of an inspection, made by any system.

use super::{Format, print};
use crate::failure::Outcome;
use checks::{Asked, Part, What, given};
use clap::Args;
use jiff::civil::Date;
use standards::annex_a::AnnexA;
use standards::reading::Fault;
use std::path::{Path, PathBuf};

/// Check the inspection lists (Annex A): the workbook, or a folder with a CSV file for each list
///
/// The columns may be in any order and in the spellings councils are known to use, in the layout of January 2024 or the
/// one before. The findings say which check, which child, which sheet and row, what stands there, and what to do about it.
/// `goldthread explain AA602` tells more about a check. Nothing is kept, and nothing leaves this machine.
///
/// Checks that lack something, such as a list or the day the lists are as at, are not run, and the findings say so.
///
/// Ends with 0 when there is no error; queries, which may be right as they stand, are no errors. Ends with 1 when there
/// are errors, when a value or a sheet could not be read, or when there are no lists.
#[derive(Args, Debug)]
pub struct CheckAnnexA {
    /// The day the lists are as at, as 2026-03-31; ages and windows are held against it
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,

    /// How to print the findings; a table shows the first of each rule, the others all
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The workbook, or the folder
    #[arg(value_name = "FILE_OR_DIR")]
    path: PathBuf,
}

impl CheckAnnexA {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let label = self.path.display().to_string();
        let asked = Asked { what: What::AnnexA, label, as_at: self.as_at, ..Asked::default() };
        print(asked, &files(&self.path)?, self.format)
    }
}

fn files(path: &Path) -> Outcome<Vec<checks::Given>> {
    Ok(given(Part::Now, path, &["csv", "xlsx"])?)
}

/// Reads the lists: a workbook, or the workbooks and CSV files of a folder in the order of their names.
pub fn read(path: &Path) -> Outcome<(AnnexA, Vec<Fault>)> {
    Ok(checks::read::annex_a(&path.display().to_string(), &files(path)?)?)
}
