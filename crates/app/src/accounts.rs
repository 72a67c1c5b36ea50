//! The first accounts of an authority, and passwords to begin with.

use crate::failure::{Failure, Outcome};
use casework::Role;
use casework::sign_in::check::faults;
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
        Role::Adoption => "adoption",
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
        ("adoption", "Adoption"),
    ]
    .map(|(id, name)| Team { id: TeamId::from(id), name: name.to_owned() })
    .to_vec()
}

/// One account for each role, for a demonstration with no children: each is named after its role.
pub fn role_accounts() -> Vec<Staff> {
    let one =
        |role: Role| Staff { team: team_of(role), ..Staff::new(StaffId(user_name(role)), role.label(), role.name()) };
    Role::ALL.map(one).to_vec()
}

/// What must be put right before an authority that is no demonstration is opened.
pub fn check(store: &dyn Store) -> Outcome {
    let faults = faults(&store.staff()?.1, &store.accounts()?);
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("Goldthread does not open with these accounts:\n  {}", faults.join("\n  ")),
        "Close each with `goldthread accounts disable NAME`, or have it set up anew with `goldthread accounts recover NAME`.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::sign_in::{hash_password, published_account};

    #[test]
    fn passwords_differ_and_have_no_blanks() {
        let (one, other) = (password(), password());
        assert_ne!(one, other);
        assert_eq!(one.len(), 14);
        assert!(!one.contains(char::is_whitespace));
    }

    #[test]
    fn an_authority_does_not_open_with_accounts_that_anybody_could_use() {
        let at = jiff::Timestamp::constant(1_790_000_000, 0);
        let store = store::open("memory:").unwrap();
        assert!(is_new(store.as_ref()).unwrap());
        assert_eq!(check(store.as_ref()), Ok(()));
        let staff = |id: &str, role: Role, password: &str| Staff {
            password: if password.is_empty() { "!".into() } else { hash_password(password).unwrap() },
            ..Staff::new(id, "Asha Khan", role.name())
        };
        let good = staff("asha.khan", Role::SocialWorker, "vexed heron plinth");
        let mut factor = published_account(&good.id, at);
        factor.authenticators.truncate(1);
        factor.authenticators[0].published = false;
        let keep =
            |account: &store::Account| store.change_account(&account.staff, &mut |_| Ok(account.clone())).unwrap();
        keep(&factor);
        store.put_staff(&[], std::slice::from_ref(&good)).unwrap();
        assert_eq!(check(store.as_ref()), Ok(()), "a sound account");
        // Each of these is refused, and is found by name; closed, it is no fault any more.
        let bad = [
            ("shared", staff("duty", Role::Screener, "vexed heron plinth"), None),
            ("named after a role", staff("social.worker", Role::SocialWorker, "vexed heron plinth"), None),
            ("usual", staff("admin", Role::Director, "vexed heron plinth"), None),
            ("its own name", staff("jo.marsh", Role::Administrator, "jo.marsh"), Some(false)),
            ("no second factor", staff("jo.hill", Role::Administrator, "vexed heron plinth"), None),
            ("of a demonstration", staff("jo.field", Role::SocialWorker, ""), Some(true)),
        ];
        let mut refused = 0;
        for (what, one, published) in &bad {
            if let Some(published) = published {
                let mut account = published_account(&one.id, at);
                account.authenticators.iter_mut().for_each(|factor| factor.published = *published);
                keep(&account);
            }
            store.put_staff(&[], std::slice::from_ref(one)).unwrap();
            let said = check(store.as_ref()).expect_err(what).what;
            assert!(said.contains(&one.id.0), "{what}: {said}");
            store.put_staff(&[], &[Staff { active: false, ..one.clone() }]).unwrap();
            assert_eq!(check(store.as_ref()), Ok(()), "{what}, closed");
            refused += 1;
        }
        proof::say("S14", "start-up", refused, "kinds of account refused, each by name; 0 opened");
    }
}
