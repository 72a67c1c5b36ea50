//! `import cin-census`: a children in need census, made by any system.

use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::import::cin_census::NotImported;
use casework::{Actor, Casework, Role};
use clap::Args;
use jiff::Timestamp;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::PathBuf;

/// How many faults are printed; the rest are counted. All of them go into --faults.
const FAULTS_SHOWN: usize = 20;

/// Bring in a children in need census (CIN), the XML file sent to the department once a year
///
/// Each child in it becomes a file, whose records say which line they came from. All of it is kept, or none. The same
/// file again changes nothing; next year's file brings what is new, and amends what changed. What a worker here
/// corrected stays, unless the census itself has changed.
///
/// A value that cannot be read is left out and listed as a fault, and the child still comes in: the command then ends
/// with 0, as it does without faults. A file that is refused, because it is broken off or is no census, changes
/// nothing: the command ends with 1.
#[derive(Args, Debug)]
pub struct ImportCinCensus {
    #[command(flatten)]
    place: Place,

    /// Say what the file would do, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Write every fault of the file into this file, as comma-separated values
    #[arg(long, value_name = "CSV")]
    faults: Option<PathBuf>,

    /// The user name its records are signed with
    #[arg(long, value_name = "USER", default_value = "import")]
    by: String,

    /// The census
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl ImportCinCensus {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let input = BufReader::new(File::open(&self.file).map_err(file("read", &self.file))?);
        // A trial makes no database where there is none.
        let store = if self.dry_run && !self.place.is_there() {
            Box::new(store::MemoryStore::default())
        } else {
            self.place.open()?
        };
        let casework = Casework::new(store, Timestamp::now)?;
        let actor = Actor::new(self.by.as_str(), self.by.clone(), Role::Administrator, None);
        let imported = casework.import_cin_census(&actor, input, self.dry_run).map_err(|why| match why {
            NotImported::File(refused) => {
                let what = match refused.line {
                    Some(line) => {
                        format!("The file was not read, and nothing was changed. Line {line}: {}", refused.message)
                    }
                    None => format!("The file was not read, and nothing was changed. {}", refused.message),
                };
                Failure::new(what, refused.remedy)
            }
            NotImported::Problem(problem) => Failure::from(problem),
        })?;
        let mut out = std::io::stdout().lock();
        // A reader that stops early, such as `head`, is no failure of the import.
        for fault in imported.faults.iter().take(FAULTS_SHOWN) {
            let _ = writeln!(out, "{fault}");
        }
        if let Some(more) = imported.faults.len().checked_sub(FAULTS_SHOWN).filter(|more| *more > 0) {
            let _ = writeln!(out, "... and {more} more: --faults FILE.csv writes them all.");
        }
        let _ = writeln!(out, "\n{imported}");
        if let Some(path) = &self.faults {
            let csv = imported.faults_csv().map_err(|error| file("write", path)(std::io::Error::other(error)))?;
            std::fs::write(path, csv).map_err(file("write", path))?;
            let _ = writeln!(out, "Faults written to {}.", path.display());
        }
        Ok(())
    }
}
