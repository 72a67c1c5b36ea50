//! `check ssda903`: the return of looked-after children, made by any system.

use super::{Format, print};
use crate::failure::Outcome;
use checks::{Asked, Given, Part, What, given};
use clap::Args;
use jiff::Zoned;
use standards::reading::Fault;
use standards::ssda903::Return;
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
        let mut all = files(Part::Now, &self.dir)?;
        if let Some(last) = &self.previous {
            all.extend(files(Part::Last, last)?);
        }
        all.extend(self.postcodes.iter().map(|path| Given::path(Part::Postcodes, path)));
        all.extend(self.providers.iter().map(|path| Given::path(Part::Providers, path)));
        let asked = Asked {
            what: What::Ssda903,
            label: self.dir.display().to_string(),
            year: Some(self.year.unwrap_or_else(year_that_ended)),
            authority: self.authority.clone(),
            ..Asked::default()
        };
        print(asked, &all, self.format)
    }
}

fn files(part: Part, path: &Path) -> Outcome<Vec<Given>> {
    Ok(given(part, path, &["csv", "xml", "zip"])?)
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
    Ok(checks::read::ssda903(&path.display().to_string(), &files(Part::Now, path)?, year)?)
}
