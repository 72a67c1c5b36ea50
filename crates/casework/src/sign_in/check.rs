//! What must be true of the accounts before anybody is let in.

use super::Rules;
use crate::access::Role;
use crate::{Casework, Done};
use identity::password;
use store::{Account, Staff};

/// Names that are nobody's: usual, shared, or a role's.
const NOBODYS: &[&str] = &[
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "demo",
    "default",
    "support",
    "service",
    "system",
    "goldthread",
    "office",
    "duty",
    "team",
    "shared",
    "manager",
    "temp",
];

/// Is this a name somebody can sign in by: letters, digits, full stops and hyphens, and a person's own?
pub fn is_a_name(id: &str) -> bool {
    let fits = (3..=60).contains(&id.chars().count())
        && id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@'));
    fits && !is_nobodys(id)
}

fn is_nobodys(id: &str) -> bool {
    let plain: String = id.chars().filter(char::is_ascii_alphabetic).collect();
    NOBODYS.contains(&plain.as_str()) || Role::ALL.iter().any(|role| role.name().replace('_', "") == plain)
}

/// What is wrong with the accounts of an authority that is no demonstration. Each line names an account by its
/// sign-in name, for whoever runs the machine.
pub fn faults(staff: &[Staff], accounts: &[Account]) -> Vec<String> {
    let mut found = Vec::new();
    for one in staff.iter().filter(|one| one.active) {
        let account = accounts.iter().find(|account| account.staff == one.id);
        let can_sign_in = one.password != store::NO_PASSWORD || account.is_some_and(Account::has_second_factor);
        if !can_sign_in {
            continue;
        }
        if is_nobodys(&one.id.0) {
            found.push(format!(
                "{}: the name of a role or a usual name; give each person an account of their own",
                one.id
            ));
        }
        if account.is_some_and(|account| account.authenticators.iter().any(|one| one.published)) {
            found.push(format!("{}: an account of a demonstration, whose codes are published", one.id));
        }
        let is_administrator = one.role == Role::Administrator.name();
        // A guess costs a hash, so it is tried on those who run the system; anybody else's weak password opens nothing
        // when it is typed.
        let guesses = [one.id.0.as_str(), "password", "demo", "changeme", "goldthread"];
        if is_administrator && guesses.iter().any(|guess| password::is_right(Some(&one.password), guess)) {
            found.push(format!("{}: its password is its own name, or a usual one", one.id));
        }
        let waits = account.is_some_and(|account| account.invitation.is_some()) && one.password == store::NO_PASSWORD;
        if is_administrator && !waits && !account.is_some_and(Account::has_second_factor) {
            found.push(format!("{}: an administrator with no second factor", one.id));
        }
    }
    found
}

impl Casework {
    /// Closes accounts that nobody has used for long; how many.
    pub fn close_dormant(&self) -> Done<usize> {
        let (now, rules): (_, &Rules) = (self.now(), &self.entrance.rules);
        let (_, staff) = self.store().staff()?;
        let accounts = self.store().accounts()?;
        let mut closed = 0;
        for account in accounts.iter().filter(|account| rules.is_dormant(Some(account), now)) {
            if staff.iter().any(|one| one.id == account.staff && one.active) {
                self.change_staff(&account.staff, &mut |one| one.active = false)?;
                self.store().end_sessions(&account.staff, None)?;
                self.event(&account.staff, "dormant_account_closed")?;
                closed += 1;
            }
        }
        Ok(closed)
    }
}
