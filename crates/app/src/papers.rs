//! Where documents are kept, and who looks at them first.

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use casework::documents::Desk;
use clap::Args;
use documents::worker::Worker;
use documents::{Directory, Scanner};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where documents are kept.
#[derive(Args, Clone, Debug)]
pub struct Shelf {
    /// Documents are kept in this directory; beside the records when these are in a file
    #[arg(long, value_name = "DIR", env = "GOLDTHREAD_DOCUMENTS")]
    pub documents: Option<PathBuf>,
}

impl Shelf {
    /// The directory; none when records are on a database server and no directory was given.
    pub fn directory(&self, place: &Place) -> Option<PathBuf> {
        self.documents.clone().or_else(|| Some(place.beside_records()?.join("documents")))
    }

    /// The directory, which must be known when everything is to be there: a backup, or what is restored from one.
    pub fn needed(&self, place: &Place) -> Outcome<PathBuf> {
        self.directory(place).ok_or_else(|| {
            Failure::new(
                "Records are on a database server, and it was not said where documents are.",
                "Give their directory with --documents; an empty one when none are kept.",
            )
        })
    }
}

/// Where documents are kept, and who looks at them first.
#[derive(Args, Clone, Debug)]
pub struct Papers {
    #[command(flatten)]
    shelf: Shelf,

    /// Take no document larger than this, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=500))]
    pub largest_document: u64,

    /// Have each document seen by this command, which reads it from its input and ends with 0 when it found nothing and
    /// with 1 when it found something: "clamdscan --fdpass --no-summary -"
    ///
    /// Without it, and whenever it does not answer, documents are taken and shown as not scanned.
    #[arg(long, value_name = "COMMAND", env = "GOLDTHREAD_SCANNER")]
    pub scan_documents_with: Option<String>,
}

impl Papers {
    /// Is there anywhere to keep documents?
    pub fn are_kept(&self, place: &Place) -> bool {
        self.shelf.directory(place).is_some()
    }

    /// The desk for documents; none when records are on a database server and no directory was given.
    pub fn desk(&self, place: &Place) -> Outcome<Option<Desk>> {
        let Some(at) = self.shelf.directory(place) else { return Ok(None) };
        let files = directory(&at)?;
        let scanner = self.scan_documents_with.as_deref().and_then(Scanner::from_words);
        let largest = self.largest_document * 1024 * 1024;
        Ok(Some(Desk::new(Arc::new(files), Arc::new(Worker::myself()), scanner, largest)))
    }
}

/// Opens a directory of documents.
pub fn directory(at: &Path) -> Outcome<Directory> {
    Directory::open(at).map_err(|trouble| {
        Failure::new(
            format!("Documents cannot be kept in {}: {trouble}.", at.display()),
            "Check that the directory can be made and written to, or give another with --documents.",
        )
    })
}
