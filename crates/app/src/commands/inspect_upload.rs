//! `inspect-upload`: the confined process that looks at one file. The server starts it; people do not.

use crate::failure::Outcome;
use clap::Args;

/// Look at a file given as input, and answer what may be kept of it
///
/// Gives up everything but reading its input and writing its answer, before it reads a byte.
#[derive(Args, Debug)]
#[command(hide = true)]
pub struct InspectUpload {}

impl InspectUpload {
    /// Does it, and ends the process.
    pub fn run(&self) -> Outcome {
        std::process::exit(documents::worker::work())
    }
}
