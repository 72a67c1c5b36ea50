//! `check`: a file of the sector held against its published rules.

pub mod annex_a;
pub mod cin;
pub mod ssd;
pub mod ssda903;

use crate::failure::{Failure, Outcome};
use checks::{Asked, Given};
use clap::{Args, Subcommand, ValueEnum};
use std::io;

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

/// How findings are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// By rule, for reading
    Table,
    /// One object
    Json,
    /// Comma-separated values, a line for each place
    Csv,
    /// A workbook, a row for each place: send it to a file
    Xlsx,
    /// A page for a browser: send it to a file
    Html,
}

impl From<Format> for checks::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => checks::Format::Table,
            Format::Json => checks::Format::Json,
            Format::Csv => checks::Format::Csv,
            Format::Xlsx => checks::Format::Xlsx,
            Format::Html => checks::Format::Html,
        }
    }
}

/// Checks files and prints what was found; the outcome is a failure when there are errors.
fn print(asked: Asked, files: &[Given], format: Format) -> Outcome {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let checked = checks::check(&Asked { threads, ..asked }, files)?;
    match checked.write(format.into(), &mut io::BufWriter::new(io::stdout().lock())) {
        // A reader that stops early, such as `head`, is no failure of the check.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let what = format!("The findings could not be written: {error}.");
            return Err(Failure::new(what, "Check where they are written to, then try again."));
        }
        _ => {}
    }
    if checked.sound() {
        return Ok(());
    }
    let what = format!("{}: {}.", checked.label, checked.counts());
    Err(Failure::new(what, "Put the errors right where they are recorded, then make the file again."))
}
