//! `accounts`: the people who sign in, for whoever runs the machine.

use crate::authority;
use crate::failure::{Failure, Outcome};
use crate::place::Place;
use casework::Role;
use casework::sign_in::people::Change;
use casework::sign_in::sign_in_name;
use clap::{Args, Subcommand};
use practice::ids::{StaffId, TeamId};

/// Add, close, list and recover the accounts people sign in with
///
/// Day to day this is done on the pages of administrators, where what gives somebody more needs a second person. Here it
/// is for whoever runs the machine: to add an administrator when there is none, or to let one in again who lost
/// everything. Each of these is written in the log under the name `command-line`.
#[derive(Args, Debug)]
pub struct Accounts {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Add somebody, and print a link with which they set up their account
    Add {
        #[command(flatten)]
        place: Place,
        /// The name they sign in by, such as asha.khan
        #[arg(value_name = "USER")]
        user: String,
        /// Their name, as colleagues know it
        #[arg(long)]
        name: String,
        /// Their role, such as administrator or social_worker
        #[arg(long, default_value = "administrator")]
        role: String,
        /// The short name of their team
        #[arg(long)]
        team: Option<String>,
    },
    /// Close somebody's account: they are signed out at once, everywhere
    Disable {
        #[command(flatten)]
        place: Place,
        /// The name they sign in by
        #[arg(value_name = "USER")]
        user: String,
    },
    /// List the accounts: name, role, whether it is open and has a second factor, and when it was last used
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Take away everything somebody proves who they are with, and print a link with which they set it up anew
    Recover {
        #[command(flatten)]
        place: Place,
        /// The name they sign in by
        #[arg(value_name = "USER")]
        user: String,
    },
}

/// Who does it, as the log says.
const BY: &str = "command-line";

impl Accounts {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::Add { place, user, name, role, team } => {
                if Role::by_name(role).is_none() {
                    let roles: Vec<&str> = Role::ALL.into_iter().map(Role::name).collect();
                    return Err(Failure::new(
                        format!("There is no role {role}."),
                        format!("Choose one of: {}.", roles.join(", ")),
                    ));
                }
                let team = team.as_deref().map(TeamId::from);
                carry_out(place, user, &Change::Add { name: name.clone(), role: role.clone(), team })
            }
            What::Recover { place, user } => carry_out(place, user, &Change::Recover),
            What::Disable { place, user } => {
                let casework = place.casework()?;
                casework
                    .cut_off(&StaffId::from(BY), &StaffId(sign_in_name(user)))
                    .map_err(|problem| unknown(problem, user))?;
                println!("The account of {user} is closed.");
                Ok(())
            }
            What::List { place } => list(place),
        }
    }
}

fn carry_out(place: &Place, user: &str, change: &Change) -> Outcome {
    let casework = place.casework()?;
    let id = StaffId(sign_in_name(user));
    let link = casework.carry_out(&StaffId::from(BY), &id, change).map_err(|problem| unknown(problem, user))?;
    if let Some(link) = link {
        let address = authority::kept(casework.store(), authority::ADDRESS);
        match &address {
            Some(_) => println!("Give {user} this link; it is good once, for three days:"),
            None => println!(
                "Give {user} the address they open Goldthread at, with this after it; it is good once, for three days. (Start \
                 the server with --address, and the whole link is printed here.)"
            ),
        }
        println!("  {}", authority::invitation(address.as_deref(), &link));
    }
    Ok(())
}

fn unknown(problem: casework::Problem, user: &str) -> Failure {
    match problem {
        casework::Problem::NotFound => {
            Failure::new(format!("Nobody signs in as {user}."), "`goldthread accounts list` shows who does.")
        }
        other => other.into(),
    }
}

fn list(place: &Place) -> Outcome {
    let store = place.open_existing()?;
    let accounts = store.accounts()?;
    for one in store.staff()?.1 {
        let account = accounts.iter().find(|account| account.staff == one.id);
        let state = if one.active { "open" } else { "closed" };
        let factor = if account.is_some_and(|account| account.has_second_factor()) {
            "second factor"
        } else {
            "no second factor"
        };
        let used =
            account.and_then(|account| account.last_in).map_or("never used".to_owned(), |at| format!("used {at:.0}"));
        println!("{}  {}  {}  {state}, {factor}, {used}", one.id, one.name, one.role);
    }
    Ok(())
}
