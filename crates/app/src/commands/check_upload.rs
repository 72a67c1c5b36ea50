//! `check-upload`: the confined process that checks what somebody sent. The server starts it; people do not.

use crate::failure::Outcome;
use clap::Args;

/// Check files given as input, and answer what was found
///
/// Gives up everything but reading its input and writing its answer, before it reads a byte.
#[derive(Args, Debug)]
#[command(hide = true)]
pub struct CheckUpload {}

impl CheckUpload {
    /// Does it, and ends the process.
    pub fn run(&self) -> Outcome {
        std::process::exit(checks::worker::work())
    }
}
