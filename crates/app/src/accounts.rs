//! The first accounts of an authority, and passwords to begin with.

use crate::failure::Outcome;
use casework::Role;
use casework::sign_in::hash_password;
use practice::ids::{StaffId, TeamId};
use serde::{Deserialize, Serialize};
use store::{Staff, Store, Team};
use uuid::Uuid;

/// A user name and password for a role, as printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignIn {
    /// "Social worker".
    pub role: String,
    /// The user name: no blanks.
    pub user: String,
    /// The password: no blanks.
    pub password: String,
}

impl From<web::DemoSignIn> for SignIn {
    fn from(one: web::DemoSignIn) -> Self {
        SignIn { role: one.role, user: one.user, password: one.password }
    }
}

/// Is there nobody here yet, neither staff nor anyone on file?
pub fn is_new(store: &dyn Store) -> Outcome<bool> {
    Ok(store.staff()?.1.is_empty() && store.people_after(None, 1)?.is_empty())
}

/// A password nobody can guess and anybody can type: three groups of four letters and digits, 60 bits.
pub fn password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789z";
    // Bytes 6 and 8 of a random UUID hold its version and variant: they are left out.
    let random = Uuid::new_v4().into_bytes();
    let bytes = random[..6].iter().chain(&random[9..15]);
    let letters: Vec<char> = bytes.map(|byte| LETTERS[usize::from(byte % 32)] as char).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The user name of the account a role starts with: `social.worker`.
pub fn user_name(role: Role) -> String {
    role.name().replace('_', ".")
}

/// The team a role's first account is in.
pub fn team_of(role: Role) -> Option<TeamId> {
    let team = match role {
        Role::Screener | Role::HubManager | Role::DesignatedOfficer => "hub",
        Role::OutOfHours => "out-of-hours",
        Role::EarlyHelpLead => "early-help",
        Role::SocialWorker | Role::TeamManager | Role::FamilySupportWorker | Role::BusinessSupport => "north-1",
        Role::ConferenceChair | Role::ReviewingOfficer => "reviewing",
        _ => return None,
    };
    Some(TeamId::from(team))
}

/// The teams an authority starts with.
pub fn first_teams() -> Vec<Team> {
    [
        ("hub", "Multi-agency hub"),
        ("out-of-hours", "Out of hours"),
        ("early-help", "Early help"),
        ("north-1", "North safeguarding 1"),
        ("reviewing", "Conference and review service"),
    ]
    .map(|(id, name)| Team { id: TeamId::from(id), name: name.to_owned() })
    .to_vec()
}

/// One account for each role, with passwords of which only the hashes are kept.
pub fn first_accounts(store: &dyn Store) -> Outcome<Vec<SignIn>> {
    let (mut staff, mut sign_ins) = (Vec::new(), Vec::new());
    for role in Role::ALL {
        let (user, password) = (user_name(role), password());
        staff.push(Staff {
            id: StaffId(user.clone()),
            name: role.label(),
            role: role.name().to_owned(),
            team: team_of(role),
            password: hash_password(&password)?,
            active: true,
        });
        sign_ins.push(SignIn { role: role.label(), user, password });
    }
    store.put_staff(&first_teams(), &staff)?;
    Ok(sign_ins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_differ_and_have_no_blanks() {
        let (one, other) = (password(), password());
        assert_ne!(one, other);
        assert_eq!(one.len(), 14);
        assert!(!one.contains(char::is_whitespace));
    }

    #[test]
    fn every_role_gets_an_account_that_opens_with_its_password() {
        let store = store::open("memory:").unwrap();
        assert!(is_new(store.as_ref()).unwrap());
        let sign_ins = first_accounts(store.as_ref()).unwrap();
        assert_eq!(sign_ins.len(), Role::ALL.len());
        assert!(!is_new(store.as_ref()).unwrap());
        let casework = casework::Casework::new(store, jiff::Timestamp::now).unwrap();
        let worker = sign_ins.iter().find(|one| one.user == "social.worker").unwrap();
        assert!(casework.sign_in(&worker.user, &worker.password).is_ok());
        assert!(casework.sign_in(&worker.user, "something else").is_err());
    }
}
