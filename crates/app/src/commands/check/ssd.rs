//! `check ssd`: a folder of the Standard Safeguarding Dataset, made by any system.

use super::findings::{Checked, Format};
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use facts::csv::{UNREAD_FILE, read_into};
use facts::tables::TABLES;
use facts::{Facts, Misread, check};
use standards::reading::{Fault, Severity as How};
use standards::rules::{Finding, Place, Report, Severity, Years};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Check an extract of the Standard Safeguarding Dataset: a folder of CSV files, one for each table
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

/// A folder as it was read.
#[derive(Default)]
struct Folder {
    facts: Facts,
    /// The file of each table, and the line of each of its rows.
    files: BTreeMap<&'static str, (String, Vec<u32>)>,
    unread: Vec<Fault>,
    findings: Vec<Finding>,
}

impl CheckSsd {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let mut folder = Folder::default();
        for path in files(&self.dir)? {
            folder.read(&path)?;
        }
        if folder.files.is_empty() {
            return Err(Failure::new(
                format!("There is no table of the standard in {}.", self.dir.display()),
                "Give the folder of its CSV files, each called as its table is, such as ssd_person.csv.",
            ));
        }
        folder.check();
        let Folder { facts, files, unread, findings } = folder;
        let report = Report { findings, rules: check::CHECKS.len(), ..Report::default() };
        let children = facts.persons.len();
        let file_of = |table: &str| files.get(table).map(|(file, _)| file.clone());
        Checked { file: &self.dir, file_of: &file_of, year: None, children, report, unread }.print(self.format)
    }
}

/// The CSV files of a folder, in the order of their names.
fn files(dir: &Path) -> Outcome<BTreeSet<PathBuf>> {
    let cannot = file("read", dir);
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(dir).map_err(&cannot)? {
        let path = entry.map_err(&cannot)?.path();
        if path.is_file() && path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv")) {
            files.insert(path);
        }
    }
    Ok(files)
}

/// The table a file is of, by its name.
fn table_of(path: &Path) -> Option<&'static str> {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let is = |table: &str| table == name || table.strip_prefix("ssd_") == Some(name.as_str());
    TABLES.iter().map(|table| table.name).find(|table| is(table))
}

impl Folder {
    fn read(&mut self, path: &Path) -> Outcome {
        let name = path.display().to_string();
        let whole = |words: &str, remedy: &str| Fault {
            severity: How::Error,
            file: name.clone(),
            line: None,
            child: None,
            column: None,
            found: String::new(),
            message: words.to_owned(),
            remedy: remedy.to_owned(),
        };
        let Some(table) = table_of(path) else {
            if path.file_stem().is_none_or(|stem| stem != UNREAD_FILE) {
                self.unread
                    .push(whole("The standard has no table of this name.", "Name the file as its table is called."));
            }
            return Ok(());
        };
        if self.files.contains_key(table) {
            self.unread.push(whole("Another file of this table was read.", "Keep one of the two."));
            return Ok(());
        }
        let before = self.facts.unread.len();
        let input = File::open(path).map_err(file("read", path))?;
        let Some(read) = read_into(&mut self.facts, table, input) else { return Ok(()) };
        for fault in read.faults {
            if fault.is_missing() {
                let column = TABLES.iter().flat_map(|table| table.columns).find(|column| column.name == fault.field);
                self.findings.extend(column.map(|column| finding("no-such-column", None, column.path, 1, "")));
                continue;
            }
            self.unread.push(Fault {
                line: Some(fault.line).filter(|line| *line > 0),
                column: Some(fault.field.to_string()).filter(|field| !field.is_empty()),
                found: fault.value.to_string(),
                ..whole(fault.words, fault.remedy)
            });
        }
        for one in self.facts.unread.split_off(before) {
            let column = TABLES.iter().flat_map(|table| table.columns).find(|column| one.field == column.name);
            match column.filter(|_| one.why == Misread::TimeLost) {
                Some(column) => {
                    self.findings.push(finding("time-of-day", None, column.path, one.line, &one.value));
                }
                None => self.unread.push(Fault {
                    line: Some(one.line),
                    column: Some(one.field.to_string()).filter(|field| !field.is_empty()),
                    found: one.value.to_string(),
                    ..whole(one.why.words(), one.why.remedy())
                }),
            }
        }
        self.files.insert(table, (name, read.lines));
        Ok(())
    }

    fn check(&mut self) {
        for one in check::check(&self.facts) {
            let lines = self.files.get(one.table).map(|(_, lines)| lines.as_slice()).unwrap_or_default();
            let line = lines.get(one.row).copied().unwrap_or_default();
            let person = Some(one.person.to_string()).filter(|person| !person.is_empty());
            self.findings.push(finding(one.check, person, one.column.path, line, &one.value));
        }
    }
}

fn finding(name: &str, child: Option<String>, field: &'static str, line: u32, value: &str) -> Finding {
    let check = check::named(name).unwrap_or(&check::CHECKS[0]);
    Finding {
        rule: check.name,
        edition: Years { from: None, to: None },
        severity: if check.query { Severity::Query } else { Severity::Error },
        child,
        places: vec![Place::new(field, line, value)],
        words: check.words,
        remedy: check.remedy,
    }
}
