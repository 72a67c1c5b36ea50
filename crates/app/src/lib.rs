//! The program `goldthread`: its commands, and the demonstration authority.

pub mod accounts;
pub mod backup;
pub mod commands;
pub mod demo;
pub mod failure;
pub mod heads;
pub mod pack;
pub mod papers;
pub mod place;

use clap::Parser;
use std::process::ExitCode;

/// Reads the command line and does what it asks. Ends with 0 when it was done, 1 when it was not, 2 when the command
/// line could not be understood.
pub fn main() -> ExitCode {
    let asked = commands::Goldthread::parse();
    match asked.command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(1)
        }
    }
}
