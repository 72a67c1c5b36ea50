//! `return annex-a`: the lists of an inspection.

use super::many;
use super::source::Source;
use crate::backup::whole;
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;
use standards::annex_a::rules::{Lists, check};
use standards::annex_a::{from_facts, layout, write};
use standards::rules::Severity;
use std::io::Write;
use std::path::PathBuf;

/// Make the inspection lists (Annex A) as a workbook, as at any day
///
/// A sheet for each of the eleven lists in the layout of January 2024, with its pick lists; lists 1 to 5 go back six
/// months, 6 to 8 hold who is open or was within six months, 9 who is entitled, 10 twelve months. What is open in them,
/// by the checks of `goldthread check annex-a`, stands on a sheet beside them. No cell is a formula. List 11
/// holds adopters by their own files, and those of other agencies as far as a match with a child tells of them.
///
/// The file holds personal data of everyone: keep it as safe as the database.
#[derive(Args, Debug)]
pub struct ReturnAnnexA {
    #[command(flatten)]
    source: Source,

    /// The day the lists are as at, as 2026-03-31; without it, today
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,

    /// Write to this file; one that is there is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl ReturnAnnexA {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let day = self.as_at.unwrap_or_else(|| Zoned::now().date());
        let lists = Lists::new(from_facts::of(&self.source.facts(day)?, day), Some(day));
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let report = check(&lists, threads);
        let next = "Choose a day with fewer rows, or take out what is too long.";
        let bytes = write::workbook(lists.annex(), &report).map_err(|what| Failure::new(what, next))?;
        whole(&self.out, |out| out.write_all(&bytes).map_err(file("write", &self.out)))?;
        for list in layout::lists() {
            println!("List {:2} {:32} {}", list.number, list.name, lists.annex().count(list.number).unwrap_or(0));
        }
        let errors = many(report.count(Severity::Error), "error", "errors");
        let queries = many(report.count(Severity::Query), "query", "queries");
        println!("{}: as at {day}; {errors} and {queries} on the sheet “{}”.", self.out.display(), write::FAULTS);
        Ok(())
    }
}
