//! `return ssda903`: the return of looked-after children.

mod page;

use super::many;
use super::source::Source;
use crate::backup::whole;
use crate::commands::check::ssda903::read;
use crate::failure::{Failure, Outcome, file};
use casework::returns::{Kind, as_sent};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use standards::rules::Severity;
use standards::ssda903::rules::{self, Returns};
use standards::ssda903::{Return, from_facts, sign_off, write};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Make the return of looked-after children (SSDA903) of a year, as the twelve tables sent to the department
///
/// Every child looked after on a day of the year, and every care leaver asked about, with what was known by 31 March. What
/// is written is held against every published rule that can be run, with last year's return beside it: that which is
/// given, or else the one that was signed and sent, as it is kept, or else one made anew from the same source. `goldthread check ssda903 DIR --previous LAST` lists what they find.
/// Beside the tables stand the numbers to sign the return off by, next to last year's: sign-off.txt, and sign-off.html to
/// print.
///
/// A child's number is the id of the record, or its last twenty digits: it stays the same from year to year. A social worker
/// without a registration number has XX and ten digits that stay the same.
///
/// The files hold personal data: keep them as safe as the database.
#[derive(Args, Debug)]
pub struct ReturnSsda903 {
    #[command(flatten)]
    source: Source,

    /// The collection year: 2026 is April 2025 to March 2026
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2017..=2100))]
    year: i16,

    /// Last year's return as it was sent: a folder, a ZIP or the XML file
    #[arg(long, value_name = "FILE_OR_DIR")]
    previous: Option<PathBuf>,

    /// What the tables are
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Write to this directory; it is made when it is not there, and must hold no return yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// What the tables are.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Format {
    /// A file of comma-separated values for each table
    Csv,
    /// The same files in one ZIP: the same tables are the same bytes
    Zip,
    /// One XML file, which has no place for social workers or deprivations of liberty
    Xml,
}

impl ReturnSsda903 {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let end = |year: i16| {
            Date::new(year, 3, 31).map_err(|_| Failure::new("There is no such year.", "Say it: --year 2026."))
        };
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        if holds_a_return(&self.out)? {
            let what = format!("There is a return in {} already.", self.out.display());
            return Err(Failure::new(what, "Give a directory for each year."));
        }
        let set = from_facts::of(&self.source.facts(end(self.year)?)?, self.year);
        let (last, whence) = self.last(end(self.year - 1)?)?;
        match self.format {
            Format::Csv => self.tables(&set)?,
            Format::Zip => {
                let path = self.out.join("ssda903.zip");
                let bytes = write::zip(&set).map_err(file("write", &path))?;
                whole(&path, |out| out.write_all(&bytes).map_err(file("write", &path)))?;
            }
            Format::Xml => {
                let path = self.out.join("ssda903.xml");
                whole(&path, |out| write::xml(&set, out).map_err(file("write", &path)))?;
                for table in write::lost_in_xml(&set) {
                    println!("Left out, for the XML has no place for it: {table}.");
                }
            }
        }
        let groups = sign_off::groups(&set, Some(&last));
        let returns = Returns::new(set, Some(last));
        let children = many(standards::rules::Return::children(&returns).len(), "child", "children");
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = rules::check(&returns, threads);
        let errors = many(report.count(Severity::Error), "error", "errors");
        let queries = many(report.count(Severity::Query), "query", "queries");
        let found =
            format!("{children}; {errors} and {queries} by {} rules; {} not run.", report.rules, report.not_run.len());
        let found = format!("{found} {whence}");
        let title = format!("Looked-after children (SSDA903), {}", self.year);
        self.beside("sign-off.txt", &page::text(&title, &found, &groups))?;
        self.beside("sign-off.html", &page::html(&title, &found, &groups))?;
        println!("{}: {found}", self.out.display());
        if !report.findings.is_empty() {
            println!("`goldthread check ssda903 {} --year {}` lists them.", self.out.display(), self.year);
        }
        Ok(())
    }

    /// Last year's return, and a sentence about where it is from: the one that is given; or that is kept as it was sent; or
    /// worked out anew.
    fn last(&self, end: Date) -> Outcome<(Return, String)> {
        let year = self.year - 1;
        if let Some(path) = &self.previous {
            return Ok((read(path, year)?.0, format!("Last year is {}.", path.display())));
        }
        let kept = match self.source.casework()? {
            Some(casework) => as_sent(&casework, Kind::Ssda903, &year.to_string())?,
            None => None,
        };
        if let Some((before, content)) = kept {
            return Ok((content.ssda903(year)?, format!("Last year is the return as it was sent on {}.", before.sent)));
        }
        let anew = from_facts::of(&self.source.facts(end)?, year);
        Ok((anew, "No return of last year is kept as sent: it was made anew from what is known now.".to_owned()))
    }

    fn tables(&self, set: &Return) -> Outcome {
        macro_rules! write {
            ($($field:ident)*) => {
                $(if let Some(filed) = &set.$field {
                    let path = self.out.join(&filed.file);
                    whole(&path, |out| write::csv(&filed.rows, out).map_err(file("write", &path)))?;
                })*
            };
        }
        write!(header episodes reviews uasc oc2 oc3 ad1 placed_adoption prev_perm missing sw_episodes dolo);
        Ok(())
    }

    fn beside(&self, name: &str, text: &str) -> Outcome {
        let path = self.out.join(name);
        whole(&path, |out| out.write_all(text.as_bytes()).map_err(file("write", &path)))
    }
}

fn holds_a_return(dir: &Path) -> Outcome<bool> {
    for entry in std::fs::read_dir(dir).map_err(file("read", dir))? {
        let path = entry.map_err(file("read", dir))?.path();
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
        if matches!(kind.as_str(), "csv" | "xml" | "zip") {
            return Ok(true);
        }
    }
    Ok(false)
}
