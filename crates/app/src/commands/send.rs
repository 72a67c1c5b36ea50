//! `send`: a return to the address that takes it.

mod csc_api;
mod log;

use crate::failure::Outcome;
use clap::{Args, Subcommand};

/// Send a return
#[derive(Args, Debug)]
pub struct Send {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    CscApi(csc_api::SendCscApi),
}

impl Send {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::CscApi(command) => command.run(),
        }
    }
}
