//! `check annex-a`: the lists of an inspection, made by any system.

use super::findings::{Checked, Format};
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::civil::Date;
use standards::annex_a::rules::{self, Lists};
use standards::annex_a::{AnnexA, Reading};
use standards::reading::{Fault, Limits, Severity};
use std::collections::BTreeSet;
use std::fs::File;
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
        let (lists, faults) = read(&self.path)?;
        let lists = Lists::new(lists, self.as_at);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = rules::check(&lists, threads);
        let checked = Checked {
            file: &self.path,
            file_of: &|table| lists.file(table).map(str::to_owned),
            year: None,
            children: standards::rules::Return::children(&lists).len(),
            report,
            unread: faults.into_iter().filter(|fault| fault.severity != Severity::Warning).collect(),
        };
        checked.print(self.format)
    }
}

/// Reads the lists: a workbook, or the workbooks and CSV files of a folder in the order of their names.
pub fn read(path: &Path) -> Outcome<(AnnexA, Vec<Fault>)> {
    let cannot = file("read", path);
    let mut files = BTreeSet::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(&cannot)? {
            let path = entry.map_err(&cannot)?.path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
            if path.is_file() && matches!(kind.as_str(), "csv" | "xlsx") {
                files.insert(path);
            }
        }
    } else {
        files.insert(path.to_owned());
    }
    let mut reading = Reading::new(Limits::default());
    for path in &files {
        reading.file(&path.display().to_string(), File::open(path).map_err(file("read", path))?);
    }
    let (lists, faults) = reading.finish();
    if lists == AnnexA::default() {
        let said: Vec<String> = faults.iter().map(|fault| format!("\n{fault}")).collect();
        let what = format!("There are no inspection lists in {}.{}", path.display(), said.concat());
        return Err(Failure::new(what, "Give the workbook of Annex A, or a folder with a CSV file for each list."));
    }
    Ok((lists, faults))
}
