//! `keep-backups`: copies that whoever makes them cannot reach.

use crate::backup::vault;
use crate::failure::{Failure, Outcome};
use clap::Args;
use std::path::PathBuf;

/// Copy backups to where the system that makes them cannot reach
///
/// Run it as another user, on another machine if there is one, that may read the first directory and alone may write to
/// the second. A backup is taken in once, when it fits its receipt; one that is kept is never overwritten. Ends with 1
/// when a backup does not fit its receipt, or is no longer the one that was kept: somebody may have changed it.
#[derive(Args, Debug)]
pub struct KeepBackups {
    /// Where the backups are made
    #[arg(long, value_name = "DIR")]
    from: PathBuf,

    /// Where they are kept
    #[arg(long, value_name = "DIR")]
    vault: PathBuf,
}

impl KeepBackups {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let taken = vault::take_in(&self.from, &self.vault)?;
        println!("{} taken in, {} kept before.", taken.new.len(), taken.kept);
        let what = format!("{}.", [taken.wrong.as_slice(), &taken.unread].concat().join(".\n"));
        match (taken.wrong.is_empty(), taken.unread.is_empty()) {
            (true, true) => Ok(()),
            (true, false) => Err(Failure::new(
                what,
                "What is kept here is untouched. Backups are for the group of their directory to read: make that a group \
                 this user is in (chgrp, chmod g+rxs), as docs/operations.md says, and run it again.",
            )),
            (false, _) => Err(Failure::new(
                what,
                "What is kept here is untouched. Treat the place they come from as broken into until you know better.",
            )),
        }
    }
}
