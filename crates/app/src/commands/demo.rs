//! `demo`: the demonstration authority.

use crate::accounts;
use crate::demo::{self, Plan};
use crate::failure::{Failure, Outcome};
use crate::place::Place;
use clap::Args;
use jiff::civil::Date;

/// Make a demonstration authority
///
/// Its families, concerns and workers are invented and are lived through day by day, by the same rules as a real
/// authority's records. The same seed, size, years and last day make exactly the same records.
///
/// The database must be empty, or hold a demonstration that was interrupted: that one is finished.
#[derive(Args, Debug)]
pub struct Demo {
    #[command(flatten)]
    place: Place,

    /// Size, in percent of the full authority: 1% to 600%. The full one has 43,000 people under 18
    #[arg(long, value_name = "PCT", default_value = "100%", value_parser = demo::size)]
    size: f64,

    /// Where the invention starts from: another number makes other families
    #[arg(long, value_name = "N", default_value_t = 1989)]
    seed: u64,

    /// How many years of records
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=25))]
    years: u8,

    /// The last day, such as 2026-11-20; today when it is not given
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
}

impl Demo {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let store = self.place.open()?;
        if !accounts::is_new(store.as_ref())? && !demo::is_unfinished(store.as_ref())? {
            return Err(Failure::new(
                "This database is not empty.",
                "Choose another place with --data, or delete it first if it is a demonstration.",
            ));
        }
        let today = Plan::today();
        let until = self.until.map_or(today.until, demo::evening_of);
        demo::make(store.as_ref(), &Plan { size: self.size, seed: self.seed, years: i16::from(self.years), until })?;
        println!("The demonstration is made. Look at it with: goldthread serve --data {}", self.place.data.display());
        for one in demo::sign_ins(store.as_ref())? {
            println!("Sign in as {}: {} / {}", one.role, one.user, one.password);
        }
        Ok(())
    }
}
