//! `import`: records made elsewhere.

pub mod records;

use crate::failure::Outcome;
use clap::{Args, Subcommand};

/// Read in records made elsewhere
#[derive(Args, Debug)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    Records(records::ImportRecords),
}

impl Import {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::Records(command) => command.run(),
        }
    }
}
