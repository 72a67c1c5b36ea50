//! `import records`: an export, read back.

use crate::commands::rebuild::with_bar;
use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::{Casework, rebuild};
use clap::Args;
use jiff::Timestamp;
use practice::record::Revision;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use store::{Change, Store};

/// Read back a file that `goldthread export` wrote
///
/// A revision that is here already is left alone, so the same file can be read twice. When all are in, everything that
/// lists show is worked out again.
#[derive(Args, Debug)]
pub struct ImportRecords {
    #[command(flatten)]
    place: Place,

    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl ImportRecords {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let lines = BufReader::new(File::open(&self.file).map_err(file("read", &self.file))?);
        let store = self.place.open()?;
        let count = read(store.as_ref(), lines)?;
        let casework = Casework::new(store, Timestamp::now)?;
        let people = with_bar(|progress| rebuild::rebuild(&casework, progress))?;
        println!("{count} revisions are in, about {people} people.");
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Form { form: String, spec: String },
    Revision(Box<Revision>),
}

/// Reads the lines of an export into a store; answers how many revisions. Summaries are left to a rebuild.
pub fn read(store: &dyn Store, lines: impl BufRead) -> Outcome<u64> {
    let (mut change, mut count) = (Change::default(), 0);
    for (index, line) in lines.lines().enumerate() {
        let wrong = |fault: String| {
            Failure::new(
                format!("Line {} cannot be read: {fault}.", index + 1),
                "The lines before it are in. Write the export again, whole, and read it in: nothing is kept twice.",
            )
        };
        let line = line.map_err(|fault| wrong(fault.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(&line).map_err(|fault| wrong(fault.to_string()))? {
            Line::Form { form, spec } => change.forms.push((form, spec)),
            Line::Revision(revision) => {
                change.revisions.push(*revision);
                count += 1;
            }
        }
        if change.revisions.len() >= 2_000 {
            store.load(std::mem::take(&mut change))?;
        }
    }
    store.load(change)?;
    Ok(count)
}
