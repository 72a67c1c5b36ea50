//! `check`: a file of the sector held against its published rules.

pub mod annex_a;
pub mod cin;
pub mod findings;
mod page;
pub mod ssd;
pub mod ssda903;
mod workbook;

use crate::failure::Outcome;
use clap::{Args, Subcommand};

/// Hold a return against its published rules, without a database
#[derive(Args, Debug)]
pub struct Check {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    AnnexA(annex_a::CheckAnnexA),
    Cin(cin::CheckCin),
    Ssd(ssd::CheckSsd),
    Ssda903(ssda903::CheckSsda903),
}

impl Check {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::AnnexA(command) => command.run(),
            What::Cin(command) => command.run(),
            What::Ssd(command) => command.run(),
            What::Ssda903(command) => command.run(),
        }
    }
}
