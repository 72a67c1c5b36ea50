//! An extract of the Standard Safeguarding Dataset: files of tables, as CSV or Parquet, each known by its name.

use crate::given::At;
use crate::{Asked, Checked, Given, Refused};
use facts::csv::{Read, UNREAD_FILE, read_into};
use facts::tables::TABLES;
use facts::{Facts, Misread, check};
use standards::reading::{Fault, Severity as How};
use standards::rules::{Finding, Place, Report, Severity, Years};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// Files as they were read.
#[derive(Default)]
pub struct Folder {
    /// The rows.
    pub facts: Facts,
    /// The file of each table, and the line of each of its rows.
    pub files: BTreeMap<&'static str, (String, Vec<u32>)>,
    /// What could not be read.
    pub unread: Vec<Fault>,
    findings: Vec<Finding>,
}

pub(crate) fn check(asked: &Asked, files: &[Given]) -> Result<Checked, Refused> {
    let mut folder = ssd(&asked.label, files)?;
    folder.check();
    let Folder { facts, files, unread, findings } = folder;
    let report = Report { findings, rules: check::CHECKS.len(), ..Report::default() };
    let children = facts.persons.len();
    let file_of = |table: &str| files.get(table).map(|(file, _)| file.clone());
    Ok(Checked::new(&asked.label, &file_of, None, children, report, unread))
}

/// Reads the tables.
pub fn ssd(label: &str, files: &[Given]) -> Result<Folder, Refused> {
    let mut folder = Folder::default();
    for file in files {
        folder.read(file)?;
    }
    if folder.files.is_empty() {
        let said: Vec<String> = folder.unread.iter().map(|fault| format!("\n{fault}")).collect();
        return Err(Refused::new(
            format!("There is no table of the standard in {label}.{}", said.concat()),
            "Give its CSV or Parquet files, each called as its table is, such as ssd_person.csv.",
        ));
    }
    Ok(folder)
}

/// The table a file is of, by its name.
pub fn table_of(name: &str) -> Option<&'static str> {
    let name = stem(name);
    let is = |table: &str| table == name || table.strip_prefix("ssd_") == Some(name.as_str());
    TABLES.iter().map(|table| table.name).find(|table| is(table))
}

fn stem(name: &str) -> String {
    Path::new(name).file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase()
}

impl Folder {
    fn read(&mut self, file: &Given) -> Result<(), Refused> {
        let whole = |words: &str, remedy: &str| Fault {
            severity: How::Error,
            file: file.name.clone(),
            line: None,
            child: None,
            column: None,
            found: String::new(),
            message: words.to_owned(),
            remedy: remedy.to_owned(),
        };
        let Some(table) = table_of(&file.name) else {
            if stem(&file.name) != UNREAD_FILE {
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
        let read = if file.ends("parquet") { self.parquet(table, file)? } else { self.csv(table, file)? };
        let Some(read) = read else {
            self.unread.push(whole("This is no Parquet file, or a broken one.", "Write it again."));
            return Ok(());
        };
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
        self.files.insert(table, (file.name.clone(), read.lines));
        Ok(())
    }

    fn csv(&mut self, table: &str, file: &Given) -> Result<Option<Read>, Refused> {
        Ok(read_into(&mut self.facts, table, file.open()?))
    }

    /// None when it is no Parquet file: what is wrong with it is said in few words, for it may hold anything.
    fn parquet(&mut self, table: &str, file: &Given) -> Result<Option<Read>, Refused> {
        let read = match file.at() {
            At::Path(path) => {
                let input = File::open(path).map_err(|error| file.unread(&error))?;
                facts_parquet::read_into(&mut self.facts, table, input)
            }
            At::Held(bytes) => facts_parquet::read_into(&mut self.facts, table, bytes.clone()),
        };
        Ok(read.and_then(Result::ok))
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
