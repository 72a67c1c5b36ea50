//! `backup-key`: a key that backups are sealed to.

use crate::backup::seal;
use crate::failure::{Outcome, file};
use clap::Args;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// Make a key that backups and continuity packs are sealed to
///
/// The secret goes into a file that only you may read; its name, which begins with age1 and is no secret, is printed.
/// Make it on a machine apart from the one that is backed up, and keep a second copy in a safe: without it no backup
/// can be opened.
#[derive(Args, Debug)]
pub struct BackupKey {
    /// Write the secret into this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl BackupKey {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let (secret, name) = seal::new_key();
        let mut out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.out)
            .map_err(file("write", &self.out))?;
        let text = format!(
            "# The key {name} of Goldthread. Whoever has this file can read every backup sealed to it.\n{secret}\n"
        );
        out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(file("write", &self.out))?;
        println!("{name}");
        Ok(())
    }
}
