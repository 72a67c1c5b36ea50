//! `public-key`: what tells the log's heads from forged ones.

use crate::failure::{Outcome, file};
use clap::Args;
use std::path::PathBuf;
use witness::Key;

/// Print the public key that the log's heads are signed by
///
/// It is what `goldthread witness` and `goldthread verify` are given with --public-key. The key itself is made when it is
/// not there, for its owner alone to read, so run this as the user that runs Goldthread. What is printed is secret to
/// nobody: keep it where the restored copy of a backup is verified.
#[derive(Args, Debug)]
pub struct PublicKeyOf {
    /// The key that heads are signed with, in this file: the one `goldthread serve` is given
    #[arg(long, value_name = "FILE", env = "GOLDTHREAD_LOG_KEY")]
    log_key: PathBuf,
}

impl PublicKeyOf {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let key = Key::read_or_make(&self.log_key).map_err(file("read the log's key", &self.log_key))?;
        println!("{}", key.public());
        Ok(())
    }
}
