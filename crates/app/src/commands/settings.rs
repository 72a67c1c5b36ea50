//! `settings`: the figures an authority sets for itself.

use crate::commands::rebuild::with_bar;
use crate::failure::{Failure, Outcome};
use crate::place::Place;
use casework::Casework;
use casework::figures::DRIFT;
use casework::rules::Rule;
use casework::sign_in::{Rules, SETTING};
use casework::team::Weights;
use clap::{Args, Subcommand};
use measures::live::DRIFT_DAYS;
use practice::clock::{Basis, Settings as Limits};
use practice::episode::Stage;
use practice::limit::Limit;
use store::Store;

/// List or set the time limits an authority sets for itself
///
/// Some clocks count to a figure that law and guidance leave to each authority. Those can be set here; a statutory
/// figure cannot.
#[derive(Args, Debug)]
pub struct Settings {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show every clock with a local figure, and what it is set to
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Set the limit of a clock, such as: settings set CLK-CP-07 "10 working days"
    ///
    /// A server that runs counts by it within seconds, and every list is worked out again. `sign-in-idle` is the number
    /// of minutes, 1 to 60, after which a session left alone is over: it holds from the next start. `weight-` and a stage,
    /// such as `weight-protection_plan`, is what a child with that stage open counts for in a worker's caseload, 1 to 20.
    /// `drift-days` is the number of days, 1 to 365, without anything recorded after which a child is on the drift list.
    Set {
        #[command(flatten)]
        place: Place,
        /// The clock, as `settings list` shows it
        #[arg(value_name = "CLOCK")]
        clock: String,
        /// The limit: a number and hours, calendar days, working days, weeks, months or years; or `default`
        #[arg(value_name = "LIMIT")]
        limit: String,
    },
}

impl Settings {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::List { place } => {
                let store = place.open_existing()?;
                let limits = read(store.as_ref())?;
                for clock in practice::clocks::all().iter().filter(|clock| clock.basis == Basis::LocalDefault) {
                    let set = limits.get(clock.id).map_or(String::new(), |limit| format!(", set to {limit}"));
                    println!("{}  {}: {}{set}", clock.id, clock.name, clock.limit);
                }
                println!(
                    "sign-in-idle  Minutes a session may be left alone: {}",
                    Rules::read(store.as_ref())?.idle_minutes
                );
                let weights = Weights::read(store.as_ref())?;
                for stage in Stage::ALL {
                    println!("{WEIGHT}{}  {} counts in a caseload: {}", stage.name(), stage.label(), weights.of(stage));
                }
                let days = store.setting(DRIFT)?.unwrap_or_else(|| DRIFT_DAYS.to_string());
                println!("drift-days  Days without anything recorded after which a child is on the drift list: {days}");
                Ok(())
            }
            What::Set { place, clock, limit } => set(&place.casework()?, clock, limit),
        }
    }
}

fn read(store: &dyn Store) -> Outcome<Limits> {
    match store.setting(Rule::Limits.setting())? {
        Some(json) => serde_json::from_str(&json).map_err(|fault| {
            Failure::new(
                format!("The limits kept cannot be read: {fault}."),
                "Restore the setting `limits` from a backup, or remove it to go back to the figures of the rules.",
            )
        }),
        None => Ok(Limits::new()),
    }
}

/// What begins the name of a weight.
const WEIGHT: &str = "weight-";

/// Sets what a child with a stage open counts for in a caseload.
fn set_weight(store: &dyn Store, stage: &str, figure: &str) -> Outcome {
    let next = "`goldthread settings list` shows those that can be set, such as weight-protection_plan.";
    let stage = Stage::by_name(stage).ok_or_else(|| Failure::new(format!("There is no stage {stage}."), next))?;
    let number = figure.parse::<u64>().ok().filter(|number| (1..=Weights::MOST).contains(number));
    if figure != "default" && number.is_none() {
        return Err(Failure::new(format!("{figure} is not a weight."), "Choose 1 to 20, or default."));
    }
    let weights = Weights::read(store)?.set(stage, number);
    weights.keep(store)?;
    println!("{}: a child counts {} in a caseload, from now.", stage.label(), weights.of(stage));
    Ok(())
}

/// Sets how long a session may be left alone.
fn set_idle(store: &dyn Store, minutes: &str) -> Outcome {
    let number =
        minutes.trim_end_matches("minutes").trim().parse::<i64>().ok().filter(|number| (1..=60).contains(number));
    let idle_minutes = match (minutes, number) {
        ("default", _) => Rules::default().idle_minutes,
        (_, Some(number)) => number,
        _ => return Err(Failure::new(format!("{minutes} is not a number of minutes."), "Choose 1 to 60, such as 15.")),
    };
    let rules = Rules { idle_minutes, ..Rules::read(store)? };
    store.put_setting(SETTING, &serde_json::to_string(&rules).unwrap_or_default())?;
    println!("A session left alone is over after {idle_minutes} minutes, from the next start.");
    Ok(())
}

/// Sets after how many quiet days a child is on the drift list.
fn set_drift(store: &dyn Store, days: &str) -> Outcome {
    let number = match days {
        "default" => Some(DRIFT_DAYS),
        _ => days.trim_end_matches("days").trim().parse::<i32>().ok().filter(|number| (1..=365).contains(number)),
    };
    let number = number
        .ok_or_else(|| Failure::new(format!("{days} is not a number of days."), "Choose 1 to 365, such as 28."))?;
    store.put_setting(DRIFT, &number.to_string())?;
    println!("A child of whom nothing was recorded for more than {number} days is on the drift list.");
    Ok(())
}

fn set(casework: &Casework, id: &str, limit: &str) -> Outcome {
    if id == "drift-days" {
        return set_drift(casework.store(), limit);
    }
    if id == "sign-in-idle" {
        return set_idle(casework.store(), limit);
    }
    if let Some(stage) = id.strip_prefix(WEIGHT) {
        return set_weight(casework.store(), stage, limit);
    }
    let clock = practice::clocks::find(id).ok_or_else(|| {
        Failure::new(format!("There is no clock {id}."), "`goldthread settings list` shows those that can be set.")
    })?;
    if clock.basis != Basis::LocalDefault {
        return Err(Failure::new(
            format!("{id} counts to a figure that is not for an authority to set: {}.", clock.cite),
            "`goldthread settings list` shows those that can be set.",
        ));
    }
    let mut limits = read(casework.store())?;
    if limit == "default" {
        limits.remove(clock.id);
    } else {
        let limit: Limit = limit.parse().map_err(|fault: practice::limit::NotALimit| {
            Failure::new(format!("{fault}."), "Write a number and a unit, such as \"10 working days\".")
        })?;
        limits.insert(clock.id.to_owned(), limit);
    }
    let json = serde_json::to_string(&limits).unwrap_or_default();
    let count = with_bar(|progress| casework.change_rule(Rule::Limits, &json, progress))?;
    println!("{}: {}. Worked out again: {count} people.", clock.name, clock.limit_under(&limits));
    Ok(())
}
