//! `rebuild`: every summary, worked out again.

use crate::failure::Outcome;
use crate::place::Place;
use casework::rebuild;
use clap::Args;

/// Work out again everything that lists and clocks show
///
/// Lists read summaries that are kept beside the records. Each is worked out from the records alone, so this changes
/// nothing unless the rules have changed: run it after a new version, new bank holidays or new local limits.
#[derive(Args, Debug)]
pub struct Rebuild {
    #[command(flatten)]
    place: Place,
}

impl Rebuild {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let casework = self.place.casework()?;
        let count = rebuild::rebuild(&casework)?;
        println!("Worked out again: {count} people.");
        Ok(())
    }
}
