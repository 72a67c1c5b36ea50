//! `import`: records made elsewhere.

pub mod cin_census;
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
    CinCensus(cin_census::ImportCinCensus),
    Records(records::ImportRecords),
}

impl Import {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::CinCensus(command) => command.run(),
            What::Records(command) => command.run(),
        }
    }
}
