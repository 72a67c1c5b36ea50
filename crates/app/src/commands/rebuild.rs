//! `rebuild`: every summary, worked out again.

use crate::failure::Outcome;
use crate::place::Place;
use casework::Done;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

/// Work out again everything that lists and clocks show
///
/// Lists read summaries that are kept beside the records, and analysts the tables of facts. Each is worked out from the
/// records alone, so this changes nothing unless the program has changed: run it after a new version. The server may go on meanwhile.
#[derive(Args, Debug)]
pub struct Rebuild {
    #[command(flatten)]
    place: Place,
}

impl Rebuild {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let casework = self.place.casework()?;
        let count = with_bar(|progress| casework::rebuild::rebuild(&casework, progress))?;
        println!("Worked out again: {count} people.");
        Ok(())
    }
}

/// Runs work that says how much of it is done, with a bar.
pub fn with_bar<T>(work: impl FnOnce(&mut dyn FnMut(usize, usize)) -> Done<T>) -> Outcome<T> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("Working out {len} people again {bar:40} {percent}%, {eta} left") {
        bar.set_style(style);
    }
    let done = work(&mut |done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    Ok(done?)
}
