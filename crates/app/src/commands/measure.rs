//! `measure`: figures from files that another system wrote.

mod page;
pub mod reading;
mod rows;
mod workbook;

use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use measures::comparators::{SHIPPED, comparators, populations};
use measures::engine::{Limits, Population, Setting};
use measures::scorecard::{Asked, Line, lines};
use measures::trust::{Table, Trust, tables};
use measures::{Index, State};
use reading::{Held, Read};
use std::path::PathBuf;

/// Work out the measures from files of another system, without a database
///
/// Takes a folder of tables of the Standard Safeguarding Dataset (ssd_contacts.csv and so on), a workbook of the inspection
/// lists of Annex A, a children in need census (XML), or the files of a looked-after return (SSDA903). Says what was
/// understood and how complete it is, and which measures can be trusted from it. Writes a report for a browser (report.html), the
/// figures as comma-separated values (measures.csv) and a workbook with the definitions first (measures.xlsx).
///
/// Figures are of the day the files are of, or the last day there is in them, unless another is given. Rates need the number of residents aged 0 to
/// 17; living outside the authority needs the first halves of its postcodes.
///
/// The report holds no names. With --lists it holds the numbers of the children behind each figure: keep it as safe as the
/// files. Nothing leaves this machine.
#[derive(Args, Debug)]
pub struct Measure {
    /// The files: a folder, or one file
    #[arg(long, value_name = "DIR")]
    from: PathBuf,

    /// The collection year of a looked-after return: 2026 is April 2025 to March 2026. Without it, that of the last episode in the files
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    year: Option<i16>,

    /// The day the figures are of
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,

    /// Whose files they are: Bury. Published figures of an authority that is known stand beside its own
    #[arg(long, value_name = "NAME", default_value = "")]
    authority: String,

    /// Residents aged 0 to 17 in the middle of a year: 2024=43000. Give each year there is
    #[arg(long, value_name = "YEAR=NUMBER", value_parser = residents)]
    residents: Vec<Population>,

    /// The first halves of the postcodes within the authority: BL8,BL9
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    districts: Vec<String>,

    /// Published figures to compare with, as comma-separated values
    #[arg(long, value_name = "FILE")]
    comparators: Option<PathBuf>,

    /// List the numbers of the children behind each figure
    #[arg(long)]
    lists: bool,

    /// Write the report into this directory
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Everything a report says.
struct Report<'r> {
    read: &'r Read,
    tables: &'r [Table],
    lines: &'r [Line<'r>],
    index: &'r Index<'r>,
    on: Date,
    authority: &'r str,
    lists: bool,
}

impl Measure {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let read = reading::read(&self.from, self.year)?;
        let found = tables(&read.facts);
        let on = self.as_at.or(read.on).or_else(|| last_day(&found)).ok_or_else(|| {
            Failure::new("There is no day in the files.", "Say of which day the figures are to be: --as-at 2026-03-31.")
        })?;
        let mut populations = populations(&self.authority);
        populations.extend(self.residents.iter().cloned());
        let setting = Setting { districts: self.districts.clone(), populations, limits: Limits::default() };
        let mut published = comparators(SHIPPED).unwrap_or_default();
        if let Some(path) = &self.comparators {
            let text = std::fs::read_to_string(path).map_err(file("read", path))?;
            let more = comparators(&text).map_err(|wrong| {
                Failure::new(format!("{}, {wrong}.", path.display()), "Put the line right, then try again.")
            })?;
            published.extend(more);
        }
        let index = Index::new(&read.facts, &setting);
        let since = match read.held {
            Held::Everything => None,
            Held::Months(months) => on.checked_sub(months.months()).ok(),
            Held::Since(day) => Some(day),
        };
        let asked = Asked { on, authority: &self.authority, comparators: &published, tables: &found, since };
        let lines = lines(&index, &asked);
        let report = Report {
            read: &read,
            tables: &found,
            lines: &lines,
            index: &index,
            on,
            authority: &self.authority,
            lists: self.lists,
        };
        self.write(&report)?;
        report.tell();
        Ok(())
    }

    fn write(&self, report: &Report<'_>) -> Outcome {
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        let put = |name: &str, bytes: Vec<u8>| {
            let path = self.out.join(name);
            std::fs::write(&path, bytes).map_err(file("write", &path))
        };
        let unmade = |error: String| {
            Failure::new(format!("The report could not be made: {error}."), "Tell those who make this program.")
        };
        put("report.html", page::page(report).into_bytes())?;
        put("measures.csv", rows::csv(report).map_err(|error| unmade(error.to_string()))?)?;
        put("measures.xlsx", workbook::book(report).map_err(|error| unmade(error.to_string()))?)
    }
}

impl Report<'_> {
    fn tell(&self) {
        println!("{}", self.read.kind);
        for fault in &self.read.faults {
            println!("    {fault}");
        }
        println!(
            "{} tables, {} rows, {} values not understood.",
            self.tables.len(),
            self.read.facts.len(),
            self.read.facts.unread.len()
        );
        let [yes, care, no, waits] = self.counts();
        println!(
            "As at {}: {yes} measures can be trusted, {care} with care; {no} lack something, {waits} wait for a record.",
            self.on
        );
    }

    /// How many measures can be trusted, can with care, lack something here, and wait for a record.
    fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for line in self.lines {
            let at = match (&line.measure.state, &line.trust) {
                (State::Waits(_), _) => 3,
                (_, Trust::Yes) => 0,
                (_, Trust::WithCare(_)) => 1,
                (_, Trust::No(_)) => 2,
            };
            counts[at] += 1;
        }
        counts
    }
}

/// The last day that rows begin with, in the tables that measures count; never a day to come.
fn last_day(found: &[Table]) -> Option<Date> {
    let counted = [
        "ssd_contacts",
        "ssd_cin_episodes",
        "ssd_cin_assessments",
        "ssd_cp_plans",
        "ssd_cla_episodes",
        "ssd_cp_visits",
        "ssd_cla_visits",
    ];
    let today = Zoned::now().date();
    let days = found.iter().filter(|table| counted.contains(&table.name)).filter_map(|table| table.days);
    days.map(|(_, last)| last.min(today)).max()
}

fn residents(text: &str) -> Result<Population, String> {
    let read = || {
        let (year, number) = text.split_once('=')?;
        let estimate: f64 = number.replace(',', "").parse().ok().filter(|number| *number > 0.0)?;
        Some(Population {
            year: year.trim().parse().ok()?,
            estimate,
            source: format!("given on the command line: {text}"),
        })
    };
    read().ok_or_else(|| "residents are a year and a number, as 2024=43000".to_owned())
}
