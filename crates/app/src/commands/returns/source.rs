//! Where the facts of a return come from.

use crate::commands::check::annex_a;
use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::Casework;
use casework::facts::{AsAt, all};
use clap::Args;
use facts::Facts;
use jiff::civil::Date;
use practice::moment::Moment;
use standards::annex_a::facts as of_lists;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The records, or what another system wrote.
#[derive(Args, Debug)]
pub struct Source {
    #[command(flatten)]
    place: Place,

    /// Take the facts from here and not from the records: a folder of tables, as `export facts` writes them, or the
    /// inspection lists (Annex A) of any system
    #[arg(long, value_name = "FILE_OR_DIR", conflicts_with_all = ["data", "database"])]
    from: Option<PathBuf>,
}

impl Source {
    /// The records, when the facts are taken from them.
    pub fn casework(&self) -> Outcome<Option<Casework>> {
        if self.from.is_some() { Ok(None) } else { self.place.casework().map(Some) }
    }

    /// The facts as at the end of a day, as far as the source knows what came after.
    pub fn facts(&self, day: Date) -> Outcome<Facts> {
        match &self.from {
            Some(path) if is_tables(path) => tables(path),
            Some(path) => Ok(of_lists::of(&annex_a::read(path)?.0)),
            None => {
                let casework = self.place.casework()?;
                let on = Moment { date: day, time: Some(jiff::civil::Time::constant(23, 59, 0, 0)) };
                let mut facts = Facts::default();
                let gathered =
                    all::<std::convert::Infallible>(&casework, AsAt { on, known_by: None }, &mut |_, some| {
                        facts.append(some);
                        Ok(())
                    })?;
                match gathered {
                    Ok(()) => Ok(facts),
                }
            }
        }
    }
}

/// The tables of a folder, by the names of their files.
fn files(dir: &Path) -> std::io::Result<BTreeSet<(String, PathBuf)>> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
        let is_csv = path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv"));
        if is_csv && facts::tables::TABLES.iter().any(|table| table.name == name) {
            found.insert((name, path));
        }
    }
    Ok(found)
}

fn is_tables(path: &Path) -> bool {
    path.is_dir() && files(path).is_ok_and(|found| !found.is_empty())
}

fn tables(dir: &Path) -> Outcome<Facts> {
    let mut facts = Facts::default();
    for (table, path) in files(dir).map_err(file("read", dir))? {
        let input = File::open(&path).map_err(file("read", &path))?;
        let read = facts::csv::read_into(&mut facts, &table, input).unwrap_or_default();
        // Builds of the standard differ in a few columns; a row that is broken is a row that would be missing.
        if let Some(fault) = read.faults.iter().find(|fault| !fault.is_missing()) {
            let what = format!("{}, line {}: {}", path.display(), fault.line, fault.words);
            return Err(Failure::new(what, fault.remedy));
        }
    }
    if let Some(unread) = facts.unread.first() {
        // The value may be somebody's: the place is enough to find it.
        eprintln!(
            "{} values could not be read; the first is {} of {}, line {}. {}",
            facts.unread.len(),
            unread.field,
            unread.table,
            unread.line,
            unread.why.words()
        );
    }
    Ok(facts)
}
