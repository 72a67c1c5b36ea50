//! `verify-rebuild`: is what lists show what the records say?

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use casework::rebuild;
use clap::Args;

/// Prove that what lists show is what the records say
///
/// Works out every summary and every fact again from the records and compares them with those kept. Ends with 1 and names
/// the first person whose differ, by their number and not their name. Facts that wait to be worked out again are counted,
/// not compared. Changes nothing.
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
            None if found.facts_differ == 0 => {
                println!("{} people: every summary and every fact is what the records say.", found.people);
                if found.facts_stale > 0 {
                    println!("The facts of {} wait to be worked out again.", found.facts_stale);
                }
                Ok(())
            }
            who => Err(Failure::new(
                format!(
                    "What is kept for {} is not what the records say ({} summaries and the facts of {} people differ).",
                    who.map_or("who works here".to_owned(), |person| format!("person {person}")),
                    found.differ,
                    found.facts_differ
                ),
                "Run `goldthread rebuild`. If it differs again without a change of version or settings, report a bug.",
            )),
        }
    }
}
