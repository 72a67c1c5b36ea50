//! A children in need census, made by any system.

use crate::{Asked, Checked, Given, Refused};
use standards::cin_census::{self, Limits, Severity, rules, value};
use standards::reading::{self, Fault};
use std::io::BufReader;

pub(crate) fn check(asked: &Asked, files: &[Given]) -> Result<Checked, Refused> {
    let [file] = files else {
        return Err(Refused::new("A census is one XML file.", "Give that file alone."));
    };
    let refused = |why: cin_census::Refused| {
        let line = why.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
        Refused::new(format!("The file was not read. {line}{}", why.message), why.remedy)
    };
    let (census, mut faults) = cin_census::read(BufReader::new(file.open()?), Limits::default()).map_err(refused)?;
    let header = &census.header;
    let own = value(&header.year).copied().or(value(&header.reference_date).map(|day| day.year()));
    let year = asked.year.or(own).ok_or_else(|| {
        Refused::new("The file does not say which collection year it is for.", "Say it: --year 2026.")
    })?;
    let children = census.children.len();
    let report = rules::check(census, year, asked.threads);
    faults.retain(|fault| fault.severity == Severity::Error);
    let unread = faults.into_iter().map(|fault| Fault {
        severity: reading::Severity::Error,
        file: file.name.clone(),
        line: Some(fault.line),
        child: fault.child,
        column: Some(fault.element.to_owned()),
        found: fault.found,
        message: fault.message,
        remedy: fault.remedy,
    });
    Ok(Checked::new(&file.name, &|_| None, Some(year), children, report, unread.collect()))
}
