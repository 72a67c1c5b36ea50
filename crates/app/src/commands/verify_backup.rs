//! `verify-backup`: is a backup one that can be restored?

use crate::backup::{self, Receipt, seal};
use crate::failure::{Failure, Outcome};
use crate::papers;
use casework::{Casework, rebuild};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Prove a backup by restoring it
///
/// Restores it into a directory of its own, compares it with its receipt, works out every summary again from the
/// records and compares those, looks for every document that is named, then removes the directory. Run it where the key
/// is kept, on every backup.
#[derive(Args, Debug)]
pub struct VerifyBackup {
    /// The secret key, in the file that `goldthread backup-key` wrote
    #[arg(long, value_name = "FILE")]
    key: PathBuf,

    /// Restore it into a directory under this one, which needs the room; the default is the system's own
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,

    /// Tell the result to these records, for the page of backups: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL")]
    tell: Option<String>,

    /// The backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
}

impl VerifyBackup {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let checked = self.verify();
        if let Some(url) = &self.tell {
            let name = self.backup.file_name().unwrap_or_default().to_string_lossy();
            let fault = checked.as_ref().err().map(|failure| failure.what.clone());
            let said = json!({ "file": name, "checked": Timestamp::now().to_string(), "fault": fault });
            store::open(url)?.put_setting(CHECKED, &said.to_string())?;
        }
        println!("{}", checked?);
        Ok(())
    }

    fn verify(&self) -> Outcome<String> {
        let key = seal::identity(&self.key)?;
        let receipt = Receipt::of(&self.backup)?;
        if !receipt.fits(&self.backup)? {
            return Err(Failure::new(
                "This backup is not the one its receipt was written for.",
                "It was damaged or exchanged. Take the one before it, and find out how.",
            ));
        }
        let scratch = Scratch::under(self.scratch.as_deref())?;
        let url = scratch.0.join("goldthread.db").display().to_string();
        let documents = scratch.0.join("documents");
        let contents = backup::restore(&self.backup, &key, &url, &documents)?;
        if contents != receipt.contents {
            return Err(Failure::new(
                "What this backup holds is not what its receipt says.",
                "Take the one before it, and find out how.",
            ));
        }
        let casework = Casework::new(store::open(&url)?, Timestamp::now)?;
        let found = rebuild::verify(&casework)?;
        if let Some(person) = found.first_that_differs {
            return Err(Failure::new(
                format!("The summary of person {person} in it is not what its records say ({} differ).", found.differ),
                "Was it made by another version? If not, report a bug.",
            ));
        }
        let checked = casework.check_documents_in(&papers::directory(&documents)?)?;
        if !checked.is_whole() {
            return Err(Failure::new(
                format!("Of the documents its records name, {}.", checked.in_words()),
                "Run `goldthread documents check` where it was made: they may be gone there too. Take them from the backup before.",
            ));
        }
        Ok(format!(
            "{} restores: {} revisions about {} people, {} rows in all, {} documents, {} of them named, as at {}.",
            receipt.file,
            contents.records.revisions,
            found.people,
            contents.records.rows,
            contents.documents,
            checked.named,
            contents.records.made
        ))
    }
}

/// The setting that holds what the last check of a backup found.
pub const CHECKED: &str = "backup_checked";

/// A directory that is removed again.
struct Scratch(PathBuf);

impl Scratch {
    fn under(dir: Option<&Path>) -> Outcome<Scratch> {
        let dir = dir.map_or_else(std::env::temp_dir, Path::to_owned);
        let path = dir.join(format!("goldthread-restored-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&path).map_err(crate::failure::file("make the directory", &path))?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
