//! `verify-rebuild`: is what lists show what the records say?

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use casework::rebuild;
use clap::Args;

/// Prove that what lists show is what the records say
///
/// Works out every summary again from the records and compares it with the one kept. Ends with 1 and names the first
/// person whose summary differs, by their number and not their name. Changes nothing.
#[derive(Args, Debug)]
pub struct VerifyRebuild {
    #[command(flatten)]
    place: Place,
}

impl VerifyRebuild {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let casework = self.place.casework()?;
        let found = rebuild::verify(&casework)?;
        match found.first_that_differs {
            None => {
                println!("{} people: every summary is what the records say.", found.people);
                Ok(())
            }
            Some(person) => Err(Failure::new(
                format!("The summary kept for person {person} is not what the records say ({} differ).", found.differ),
                "Run `goldthread rebuild`. If it differs again without a change of version or settings, report a bug.",
            )),
        }
    }
}
