//! `export facts`: what the records say, as a folder of tables.

use crate::failure::{Outcome, file};
use crate::place::{Place, private_file};
use casework::facts::{AsAt, all};
use clap::{Args, ValueEnum};
use facts::csv::Set;
use facts_parquet::ParquetError;
use jiff::Timestamp;
use jiff::civil::Date;
use practice::moment::Moment;
use std::path::PathBuf;

/// Write what the records say as tables of the Standard Safeguarding Dataset
///
/// One file for each of the standard's 48 tables, under the standard's names for tables and columns, and for our own
/// tables beside them, whose names begin with gt_. What a column cannot hold is in the file unread. The tables of what is
/// not recorded here, such as education plans, are there and empty. An address that must be kept from somebody is left out of
/// its row.
///
/// The files hold personal data of everyone, restricted or not: keep them as safe as the database.
#[derive(Args, Debug)]
pub struct ExportFacts {
    #[command(flatten)]
    place: Place,

    /// Write to this directory; it is made when it is not there, and files of the same names are replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// What the files are
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// As it was at the end of this day, from all that is known now; without it, as it is now
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,

    /// Only from what had been recorded by the end of that day
    #[arg(long, requires = "as_at")]
    as_known: bool,
}

/// What the files are.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Format {
    /// Comma-separated values
    Csv,
    /// Parquet, for a warehouse: days are dates and flags are booleans; there is no file unread
    Parquet,
}

impl ExportFacts {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let casework = self.place.casework()?;
        let at = self.at();
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        let unwritten = file("write to", &self.out);
        let mut rows = 0;
        match self.format {
            Format::Csv => {
                let open = |name: &str| private_file(&self.out.join(format!("{name}.csv")));
                let mut set = Set::begin(open).map_err(&unwritten)?;
                all(&casework, at, &mut |_, facts| {
                    rows += facts.len();
                    set.add(&facts)
                })?
                .and_then(|()| set.finish())
                .map_err(unwritten)?;
            }
            Format::Parquet => {
                let open = |name: &str| private_file(&self.out.join(format!("{name}.parquet")));
                let unwritten = |fault: ParquetError| unwritten(std::io::Error::other(fault));
                let mut set = facts_parquet::Set::begin(open).map_err(unwritten)?;
                all(&casework, at, &mut |_, facts| {
                    rows += facts.len();
                    set.add(&facts)
                })?
                .and_then(|()| set.finish())
                .map_err(unwritten)?;
            }
        }
        println!("{rows} rows are in {}.", self.out.display());
        Ok(())
    }

    fn at(&self) -> AsAt {
        match self.as_at {
            None => AsAt { on: Moment::of(Timestamp::now()), known_by: None },
            Some(day) => {
                let on = Moment { date: day, time: Some(jiff::civil::Time::constant(23, 59, 0, 0)) };
                AsAt { on, known_by: self.as_known.then(|| Moment::day(day).instant()) }
            }
        }
    }
}
