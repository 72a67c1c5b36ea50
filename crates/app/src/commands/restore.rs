//! `restore`: a backup, in an empty place.

use crate::backup::{self, seal};
use crate::failure::{Failure, Outcome, file};
use crate::papers::Shelf;
use crate::place::{Place, private};
use clap::Args;
use std::path::PathBuf;

/// Restore a backup into an empty place
///
/// The whole file is read and found whole first; then all of it is kept, or none. A place that holds records already is
/// never restored over: give a new directory, or a database with none. A backup of either engine restores into either.
///
/// Afterwards, `goldthread verify-rebuild` and `goldthread verify` prove what is there.
#[derive(Args, Debug)]
pub struct Restore {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    shelf: Shelf,

    /// The secret key, in the file that `goldthread backup-key` wrote
    #[arg(long, value_name = "FILE")]
    key: PathBuf,

    /// The backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
}

impl Restore {
    /// Does it.
    pub fn run(&self) -> Outcome {
        private();
        let key = seal::identity(&self.key)?;
        let documents = self.shelf.needed(&self.place)?;
        if !backup::documents_in(&documents)?.is_empty() {
            return Err(not_empty());
        }
        let contents = match &self.place.database {
            Some(url) => backup::restore(&self.backup, &key, url, &documents)?,
            None => self.directory(&key)?,
        };
        println!(
            "Restored: {} revisions, {} rows in all, {} documents, as at {}.",
            contents.records.revisions, contents.records.rows, contents.documents, contents.records.made
        );
        Ok(())
    }

    /// Into a directory beside the one asked for, which takes its name when everything is there.
    fn directory(&self, key: &age::x25519::Identity) -> Outcome<backup::Contents> {
        let data = &self.place.data;
        if std::fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(not_empty());
        }
        let part = data.with_extension("restoring");
        if part.exists() {
            std::fs::remove_dir_all(&part).map_err(file("remove", &part))?;
        }
        std::fs::create_dir_all(&part).map_err(file("make the directory", &part))?;
        let url = part.join("goldthread.db").display().to_string();
        let documents = self.shelf.documents.clone().unwrap_or_else(|| part.join("documents"));
        let restored = backup::restore(&self.backup, key, &url, &documents);
        if restored.is_err() {
            let _ = std::fs::remove_dir_all(&part);
        }
        let contents = restored?;
        let _ = std::fs::remove_dir(data);
        std::fs::rename(&part, data).map_err(file("make the directory", data))?;
        Ok(contents)
    }
}

fn not_empty() -> Failure {
    Failure::new("There is something in that place already.", "Restore into a new directory or an empty database.")
}
