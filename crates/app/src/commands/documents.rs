//! `documents`: are all documents there and whole, and which does nothing name?

use crate::failure::{Failure, Outcome};
use crate::papers::Papers;
use crate::place::Place;
use casework::documents::OLD;
use clap::{Args, Subcommand};
use std::time::SystemTime;

/// Check the documents that are kept, or remove those that nothing names
#[derive(Args, Debug)]
pub struct Documents {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    papers: Papers,

    #[command(subcommand)]
    what: What,
}

/// What to do with them.
#[derive(Subcommand, Debug)]
enum What {
    /// Read every document that is named, and say which is missing or is not what it was
    Check,
    /// Remove files that nothing names and that are more than seven days old
    ///
    /// After an older backup of the records was restored, documents sent since are such files: check first, and keep a
    /// copy.
    Sweep,
}

impl Documents {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let casework = self.place.casework()?;
        let desk = self.papers.desk(&self.place)?.ok_or_else(|| {
            Failure::new("There is no place for documents.", "Give the directory they are in with --documents.")
        })?;
        let casework = casework.with_documents(desk);
        match self.what {
            What::Check => {
                let checked = casework.check_documents()?;
                println!("{} documents are named, {} files are named by nothing.", checked.named, checked.orphans);
                for (words, hashes) in [("missing", &checked.missing), ("damaged", &checked.damaged)] {
                    hashes.iter().for_each(|hash| println!("{words}: {hash}"));
                }
                if checked.is_whole() {
                    return Ok(());
                }
                Err(Failure::new(
                    format!("{}.", checked.in_words()),
                    "Copy them back from a backup: a file's name is the SHA-256 of its content.",
                ))
            }
            What::Sweep => {
                let before = SystemTime::now() - OLD;
                println!("{} files were removed.", casework.sweep_documents(before)?);
                Ok(())
            }
        }
    }
}
