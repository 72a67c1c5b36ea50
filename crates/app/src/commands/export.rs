//! `export`: every record, as lines of JSON; or what the records say, as tables.

pub mod facts;

use crate::failure::{Outcome, file};
use crate::place::{Place, private_file};
use clap::{Args, Subcommand};
use practice::ids::PersonId;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::Store;

/// Write every revision of every record to a file
///
/// One line of JSON for each form and each revision, forms first where they are first used. The same records make the
/// same file, byte for byte. Drafts, sign-ins and notes of who looked are not part of it. Read it back with
/// `goldthread import records FILE`.
///
/// The file holds personal data: keep it as safe as the database.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Export {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    place: Place,

    /// Write to this file; one that is there is replaced
    #[arg(long, value_name = "FILE", required = true)]
    out: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum What {
    Facts(facts::ExportFacts),
}

impl Export {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match (&self.what, &self.out) {
            (Some(What::Facts(command)), _) => command.run(),
            (None, Some(out)) => self.records(out),
            (None, None) => Ok(()),
        }
    }

    fn records(&self, path: &Path) -> Outcome {
        let store = self.place.open_existing()?;
        let mut out = BufWriter::new(private_file(path).map_err(file("write", path))?);
        let count = write(store.as_ref(), &mut out)?.map_err(file("write", path))?;
        out.flush().map_err(file("write", path))?;
        println!("{count} revisions are in {}.", path.display());
        Ok(())
    }
}

/// Writes every form and revision, going through everyone in order of their number; answers how many revisions.
pub fn write(store: &dyn Store, out: &mut impl Write) -> Outcome<std::io::Result<u64>> {
    let (mut after, mut count): (Option<PersonId>, u64) = (None, 0);
    let mut forms = BTreeSet::new();
    loop {
        let people = store.people_after(after, 500)?;
        let Some(last) = people.last() else { return Ok(Ok(count)) };
        for revision in store.about(&people)? {
            // A record about several people is written with the first of them.
            let owner = revision.people.iter().min();
            if owner.is_none_or(|owner| people.binary_search(owner).is_err()) {
                continue;
            }
            if !revision.form.is_empty() && forms.insert(revision.form.clone()) {
                let form = store.form(&revision.form)?.unwrap_or_default();
                let line = json!({ "form": revision.form, "spec": form });
                if let Err(error) = writeln!(out, "{line}") {
                    return Ok(Err(error));
                }
            }
            let written = serde_json::to_writer(&mut *out, &revision).map_err(std::io::Error::from);
            if let Err(error) = written.and_then(|()| writeln!(out)) {
                return Ok(Err(error));
            }
            count += 1;
        }
        after = Some(*last);
    }
}
