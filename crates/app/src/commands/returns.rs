//! `return`: what is sent to others, made from the records, or from facts another system wrote.

mod annex_a;
mod cin;
mod csc_api;
mod source;
mod ssda903;

pub use cin::authority;
pub use csc_api::kept;

use crate::failure::Outcome;
use clap::{Args, Subcommand};

/// Make a return
#[derive(Args, Debug)]
pub struct Returns {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    AnnexA(annex_a::ReturnAnnexA),
    Cin(cin::ReturnCin),
    CscApi(csc_api::ReturnCscApi),
    Ssda903(ssda903::ReturnSsda903),
}

impl Returns {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::AnnexA(command) => command.run(),
            What::Cin(command) => command.run(),
            What::CscApi(command) => command.run(),
            What::Ssda903(command) => command.run(),
        }
    }
}

/// `1 error`, `2 errors`.
fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
