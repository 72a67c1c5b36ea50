//! The demonstration authority: families, concerns and workers, lived through day by day.

mod adopters;
pub mod chance;
pub mod concern;
mod diary;
mod drafts;
pub mod figures;
pub mod household;
mod improving;
mod living;
mod making;
mod names;
mod prose;
pub mod stories;
pub mod story;
mod traces;
mod walkthrough;
mod workforce;

use crate::accounts::{self, SignIn};
use crate::failure::{Failure, Outcome};
use casework::Role;
use casework::figures::{COMPARATORS, POPULATIONS};
use casework::sign_in::{hash_password, published_account};
use jiff::Timestamp;
use jiff::civil::Date;
use measures::comparators;
use practice::ids::StaffId;
use practice::moment::london;
use serde::{Deserialize, Serialize};
use store::{Staff, Store, StoreError};
use web::DemoSignIn;

/// The setting that says what demonstration a database holds.
const SETTING: &str = "demonstration";

/// What to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// 1 for the full authority of 43,000 people under 18.
    pub size: f64,
    /// Where the invention starts from.
    pub seed: u64,
    /// How many years of records.
    pub years: i16,
    /// The last instant.
    pub until: Timestamp,
}

impl Plan {
    /// The full authority, ten years, until now.
    pub fn today() -> Plan {
        Plan { size: 1.0, seed: 1989, years: 10, until: Timestamp::now() }
    }
}

/// What a database says of the demonstration it holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    finished: bool,
    size: f64,
    seed: u64,
    years: i16,
    until: Timestamp,
    sign_ins: Vec<SignIn>,
}

/// Reads a size: "10%", "10" and "0.5%" are percent of the full authority.
pub fn size(text: &str) -> Result<f64, String> {
    let percent: f64 = text
        .trim()
        .trim_end_matches('%')
        .parse()
        .map_err(|_| format!("`{text}` is not a percentage: write it like 10%"))?;
    if percent == 0.0 || (1.0..=600.0).contains(&percent) {
        Ok(percent / 100.0)
    } else {
        Err("choose a size from 1% to 600%, or 0% for no children".to_owned())
    }
}

/// Half past five in the evening of a day.
pub fn evening_of(day: Date) -> Timestamp {
    day.at(17, 30, 0, 0).to_zoned(london().clone()).map_or_else(|_| Timestamp::now(), |zoned| zoned.timestamp())
}

fn kept(store: &dyn Store) -> Outcome<Option<Kept>> {
    let Some(json) = store.setting(SETTING)? else { return Ok(None) };
    serde_json::from_str(&json).map(Some).map_err(|fault| {
        Failure::new(
            format!("What is kept about the demonstration cannot be read: {fault}."),
            "Make it again, elsewhere.",
        )
    })
}

fn keep(store: &dyn Store, kept: &Kept) -> Outcome {
    Ok(store.put_setting(SETTING, &serde_json::to_string(kept).unwrap_or_default())?)
}

/// The sign-ins of a demonstration; none when the database does not hold one.
pub fn sign_ins(store: &dyn Store) -> Outcome<Vec<DemoSignIn>> {
    let kept = kept(store)?.map(|kept| kept.sign_ins).unwrap_or_default();
    Ok(kept.into_iter().map(|one| DemoSignIn { role: one.role, user: one.user, password: one.password }).collect())
}

/// Does the database hold a demonstration?
pub fn is_one(store: &dyn Store) -> Outcome<bool> {
    Ok(kept(store)?.is_some())
}

/// Was the making of a demonstration interrupted here?
pub fn is_unfinished(store: &dyn Store) -> Outcome<bool> {
    Ok(kept(store)?.is_some_and(|kept| !kept.finished))
}

/// Makes a demonstration in an empty store, or finishes the one that was begun there.
pub fn make(store: &dyn Store, plan: &Plan) -> Outcome {
    let begun = match kept(store)? {
        Some(begun) => begun,
        None => begin(store, plan)?,
    };
    let plan = Plan { size: begun.size, seed: begun.seed, years: begun.years, until: begun.until };
    if plan.size > 0.0 {
        making::families(store, &plan, &making::workforce(&plan))?;
        drafts::left_open(store, &plan)?;
        traces::left(store, &plan)?;
    }
    keep(store, &Kept { finished: true, ..begun })
}

/// Keeps what is to be made and who works there: from here on it can be interrupted and finished later.
fn begin(store: &dyn Store, plan: &Plan) -> Outcome<Kept> {
    let (teams, mut staff) = if plan.size > 0.0 {
        let force = making::workforce(plan);
        (force.teams, force.staff)
    } else {
        (accounts::first_teams(), accounts::role_accounts())
    };
    let mut sign_ins = Vec::new();
    for role in Role::ALL {
        let (user, password) = (accounts::user_name(role), accounts::password());
        let hash = hash_password(&password)?;
        match staff.iter_mut().find(|one| one.id.0 == user) {
            Some(holder) => (holder.password, holder.active) = (hash, true),
            None => staff.push(Staff {
                team: accounts::team_of(role),
                password: hash,
                ..Staff::new(StaffId(user.clone()), role.label(), role.name())
            }),
        }
        sign_ins.push(SignIn { role: role.label(), user, password });
    }
    let Plan { size, seed, years, until } = *plan;
    let begun = Kept { finished: false, size, seed, years, until, sign_ins };
    keep(store, &begun)?;
    store.put_staff(&teams, &staff)?;
    to_compare_with(store, size, until.to_zoned(london().clone()).date())?;
    for one in &begun.sign_ins {
        let account = published_account(&StaffId(one.user.clone()), until);
        store.change_account(&account.staff, &mut |_| Ok(account.clone()))?;
    }
    Ok(begun)
}

/// What figures are compared with: made-up estimates of residents, and the published figures of the authority whose size
/// the demonstration has.
fn to_compare_with(store: &dyn Store, size: f64, until: Date) -> Result<(), StoreError> {
    let estimate = (43_000.0 * size).round();
    // Nobody lives in an authority of no size: there is nothing to make a rate of.
    let years = (1..=10).filter(|_| estimate > 0.0).map(|back| until.year() - back);
    let rows = years.map(|year| format!("{year},{estimate},made up for the demonstration\n"));
    let populations: String = std::iter::once("year,estimate,source\n".to_owned()).chain(rows).collect();
    store.put_setting(POPULATIONS, &populations)?;
    let shipped = comparators::SHIPPED.lines();
    let kept: Vec<&str> =
        shipped.enumerate().filter(|(at, row)| *at == 0 || row.starts_with("Bury,")).map(|(_, row)| row).collect();
    store.put_setting(COMPARATORS, &(kept.join("\n") + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_percentages() {
        assert_eq!(size("10%"), Ok(0.1));
        assert_eq!(size("600"), Ok(6.0));
        assert_eq!(size("0%"), Ok(0.0));
        assert!(size("0.5%").is_err());
        assert!(size("large").unwrap_err().contains("10%"));
    }
}
