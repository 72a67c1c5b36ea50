//! The lists of an inspection, made by any system.

use crate::{Asked, Checked, Given, Refused};
use standards::annex_a::rules::{self, Lists};
use standards::annex_a::{AnnexA, Reading};
use standards::reading::{Fault, Limits, Severity};

pub(crate) fn check(asked: &Asked, files: &[Given]) -> Result<Checked, Refused> {
    let (lists, faults) = read(&asked.label, files)?;
    let lists = Lists::new(lists, asked.as_at);
    let report = rules::check(&lists, asked.threads);
    let children = standards::rules::Return::children(&lists).len();
    let unread = faults.into_iter().filter(|fault| fault.severity != Severity::Warning).collect();
    Ok(Checked::new(&asked.label, &|table| lists.file(table).map(str::to_owned), None, children, report, unread))
}

/// Reads the lists: workbooks and CSV files.
pub fn read(label: &str, files: &[Given]) -> Result<(AnnexA, Vec<Fault>), Refused> {
    let mut reading = Reading::new(Limits::default());
    for file in files {
        reading.file(&file.name, file.open()?);
    }
    let (lists, faults) = reading.finish();
    if lists == AnnexA::default() {
        let said: Vec<String> = faults.iter().map(|fault| format!("\n{fault}")).collect();
        let what = format!("There are no inspection lists in {label}.{}", said.concat());
        return Err(Refused::new(what, "Give the workbook of Annex A, or a folder with a CSV file for each list."));
    }
    Ok((lists, faults))
}
