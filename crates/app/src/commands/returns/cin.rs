//! `return cin`: the children in need census.

use super::many;
use super::source::Source;
use crate::backup::whole;
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;
use standards::cin_census::from_facts::{From, of};
use standards::cin_census::{rules, write};
use standards::rules::Severity;
use std::path::PathBuf;

/// Make the children in need census (CIN) of a year, the XML file sent to the department
///
/// Every child with an episode open on a day of the year, with what was known by 31 March. What is written is held against
/// every published rule of the year; `goldthread check cin FILE` lists what they find.
///
/// The file holds personal data: keep it as safe as the database.
#[derive(Args, Debug)]
pub struct ReturnCin {
    #[command(flatten)]
    source: Source,

    /// The collection year: 2026 is April 2025 to March 2026
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2017..=2100))]
    year: i16,

    /// The authority's three-digit number
    #[arg(long, value_name = "NUMBER", value_parser = authority)]
    authority: String,

    /// Write to this file; one that is there is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl ReturnCin {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let last =
            Date::new(self.year, 3, 31).map_err(|_| Failure::new("There is no such year.", "Say it: --year 2026."))?;
        let from = From {
            year: self.year,
            authority: self.authority.clone(),
            release: env!("CARGO_PKG_VERSION").to_owned(),
            made: Zoned::now().datetime(),
        };
        let census = of(&self.source.facts(last)?, &from);
        whole(&self.out, |out| write::xml(&census, out).map_err(file("write", &self.out)))?;
        let children = many(census.children.len(), "child", "children");
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = rules::check(census, self.year, threads);
        let errors = many(report.count(Severity::Error), "error", "errors");
        let queries = many(report.count(Severity::Query), "query", "queries");
        println!("{}: {children}; {errors} and {queries} by {} rules.", self.out.display(), report.rules);
        if !report.findings.is_empty() {
            println!("`goldthread check cin {}` lists them.", self.out.display());
        }
        Ok(())
    }
}

/// An authority's number.
pub fn authority(text: &str) -> Result<String, String> {
    let right = text.len() == 3 && text.bytes().all(|one| one.is_ascii_digit());
    if right { Ok(text.to_owned()) } else { Err("an authority's number is three digits, as 201".to_owned()) }
}
