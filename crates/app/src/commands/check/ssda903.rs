//! `check ssda903`: the return of looked-after children, made by any system.

use super::findings::{Checked, Format};
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::Zoned;
use standards::reading::{Fault, Limits, Severity};
use standards::ssda903::rules::lists::{self, Lists, Providers};
use standards::ssda903::rules::{self, Returns};
use standards::ssda903::{Reading, Return};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Check a return of looked-after children (SSDA903): a folder of CSV files, a ZIP of them, or the XML file
///
/// Every published rule of the collection year is held against every row, with last year's return beside it when it is
/// given. The findings say which rule, which child, which file and row, what stands there, and what to do about it.
/// `goldthread explain 503A` tells more about a rule. Nothing is kept, and nothing leaves this machine.
///
/// Rules that lack something, such as last year's return, the postcodes or the providers, are not run, and the findings
/// say so.
///
/// Ends with 0 when there is no error; queries, which may be right as they stand, are no errors. Ends with 1 when there
/// are errors, when a value or a file could not be read, or when there is no return.
#[derive(Args, Debug)]
pub struct CheckSsda903 {
    /// Last year's return, in the same forms
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,

    /// The collection year whose rules apply: 2026 is April 2025 to March 2026. Without it, the year that ended last
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    year: Option<i16>,

    /// Where postcodes are: the CSV of the Office for National Statistics Postcode Directory
    #[arg(long, value_name = "FILE")]
    postcodes: Option<PathBuf>,

    /// Whom Ofsted has registered: its workbook of providers. Give each, if there are several
    #[arg(long, value_name = "FILE")]
    providers: Vec<PathBuf>,

    /// The authority whose return it is, by its nine-character code: E08000003
    #[arg(long, value_name = "CODE", value_parser = authority)]
    authority: Option<String>,

    /// How to print the findings; a table shows the first of each rule, the others all
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The return: a folder, a ZIP, or an XML file
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

impl CheckSsda903 {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let year = self.year.unwrap_or_else(year_that_ended);
        let (set, mut faults) = read(&self.dir, year)?;
        let last = self.previous.as_ref().map(|dir| read(dir, year - 1)).transpose()?;
        let last = last.map(|(set, more)| {
            faults.extend(more);
            set
        });
        let returns = Returns::new(set, last);
        let lists = self.lists(&returns)?;
        let returns = returns.beside(lists);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = rules::check(&returns, threads);
        let unread = faults.into_iter().filter(|fault| fault.severity != Severity::Warning).collect();
        let checked = Checked {
            file: &self.dir,
            file_of: &|table| returns.file(table).map(str::to_owned),
            year: Some(year),
            children: standards::rules::Return::children(&returns).len(),
            report,
            unread,
        };
        checked.print(self.format)
    }
}

impl CheckSsda903 {
    /// The lists that were given, as far as the returns need them.
    fn lists(&self, returns: &Returns) -> Outcome<Lists> {
        let open = |path: &PathBuf| File::open(path).map_err(file("read", path));
        let unread = |path: &Path, what: String| {
            Failure::new(format!("{}: {what}", path.display()), "Give the file as it was published.")
        };
        let mut wanted = returns.postcodes();
        let mut providers = Providers::default();
        for path in &self.providers {
            lists::providers(open(path)?, &mut providers).map_err(|what| unread(path, what))?;
        }
        wanted.extend(providers.all().map(|one| lists::plain(&one.postcode)));
        let providers = Some(providers).filter(|_| !self.providers.is_empty());
        let postcodes = match &self.postcodes {
            Some(path) => {
                Some(lists::postcodes(BufReader::new(open(path)?), &wanted).map_err(|what| unread(path, what))?)
            }
            None => None,
        };
        Ok(Lists { postcodes, providers, authority: self.authority.clone() })
    }
}

/// An authority's code.
fn authority(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    let digits =
        code.strip_prefix('E').is_some_and(|rest| rest.len() == 8 && rest.bytes().all(|one| one.is_ascii_digit()));
    if digits { Ok(code) } else { Err("an authority's code is E and eight digits, as E08000003".to_owned()) }
}

/// The collection year that ended last, on 31 March.
pub fn year_that_ended() -> i16 {
    let today = Zoned::now().date();
    if today.month() < 4 { today.year() - 1 } else { today.year() }
}

/// Reads one year's return: the CSV, XML and ZIP files of a folder in the order of their names, or one file.
pub fn read(path: &Path, year: i16) -> Outcome<(Return, Vec<Fault>)> {
    let cannot = file("read", path);
    let mut files = BTreeSet::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(&cannot)? {
            let path = entry.map_err(&cannot)?.path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
            if path.is_file() && matches!(kind.as_str(), "csv" | "xml" | "zip") {
                // The tables first: where both are there, the XML is the copy.
                files.insert((kind == "xml", path));
            }
        }
    } else {
        files.insert((false, path.to_owned()));
    }
    let mut reading = Reading::new(year, Limits::default());
    for (_, path) in &files {
        reading.file(&path.display().to_string(), File::open(path).map_err(file("read", path))?);
    }
    let (set, faults) = reading.finish();
    if set == (Return { year, ..Return::default() }) {
        let said: Vec<String> = faults.iter().map(|fault| format!("\n{fault}")).collect();
        let what = format!("There is no return in {}.{}", path.display(), said.concat());
        return Err(Failure::new(what, "Give the folder of one year's CSV files, a ZIP of them, or the XML file."));
    }
    Ok((set, faults))
}
