//! Signing in by a council's own provider: whom it vouches for, and what their groups make of them here.

use super::{Begun, Knock, SignedIn, actor_of, sign_in_name};
use crate::access::Role;
use crate::{Casework, Done, Fresh, Problem};
use identity::council::{Council, Vouched};
use identity::secret;
use practice::ids::{StaffId, TeamId};
use serde_json::json;
use store::{Account, Outcome, Staff, StoreError};

/// What is said whatever was wrong; the log knows more.
const REFUSED: &str = "Your council's sign-in did not let you in here. Try again, or ask an administrator.";
/// How long ago somebody who proves themselves again may have done so, in seconds.
const AGAIN: i64 = 300;

/// Where somebody is sent.
#[derive(Clone, Debug)]
pub struct SentOff {
    /// The provider's address for this try.
    pub address: String,
    /// What the browser keeps until they come back: only this browser may.
    pub bound: String,
}

/// What came of somebody's coming back.
#[derive(Debug)]
pub enum CameBack {
    /// They are in.
    In(SignedIn),
    /// The provider asked for no second factor: it is asked for here.
    Half(Begun),
    /// They have proved themselves again; the session has a new token.
    Again(String),
}

impl Casework {
    fn council(&self) -> Done<&Council> {
        self.entrance.council.as_deref().ok_or(Problem::NotFound)
    }

    /// What the button of the council's own sign-in says, where there is one.
    pub fn council_sign_in(&self) -> Option<&str> {
        self.entrance.council.as_deref().map(|council| council.settings().name.as_str())
    }

    /// Sends somebody to the council's own sign-in; with a token, to prove themselves again in that session.
    pub fn send_to_council(&self, next: &str, again: Option<&str>) -> Done<SentOff> {
        let session = match again {
            Some(token) => Some(self.open_session_of(token)?.ok_or(Problem::NotFound)?.0.token_hash),
            None => None,
        };
        let sent = self.council()?.send(session.is_some()).map_err(|fault| refused(&fault.0))?;
        let bound = secret::token();
        let body = json!({
            "nonce": sent.nonce, "verifier": sent.verifier, "next": next, "bound": secret::hash(&bound), "again": session,
        });
        self.ask("council", &sent.state, body)?;
        Ok(SentOff { address: sent.address, bound })
    }

    /// Takes somebody back. A state is good once, and only in the browser that was sent.
    pub fn back_from_council(&self, state: &str, code: &str, bound: &str, knock: &Knock) -> Done<(CameBack, String)> {
        let asked = self.asked("council", state)?.ok_or_else(|| refused("the state is not known, or was used"))?;
        let text = |name: &str| asked[name].as_str().unwrap_or_default();
        if text("bound") != secret::hash(bound) {
            return Err(refused("another browser came back"));
        }
        let vouched = self.council()?.returned(code, text("nonce"), text("verifier"));
        let vouched = vouched.map_err(|fault| refused(&fault.0))?;
        let staff = self.vouched_for(&vouched)?;
        let next = text("next").to_owned();
        if let Some(session) = asked["again"].as_str() {
            return self.proved_again(session, &staff, &vouched).map(|token| (CameBack::Again(token), next));
        }
        self.signed(Some(&staff.id), "council_sign_in", Outcome::Done, "")?;
        if vouched.second_factor {
            return self.let_in(&staff, proved(&vouched), None, knock).map(|signed| (CameBack::In(signed), next));
        }
        let enrols = !self.store().account(&staff.id)?.is_some_and(|account| account.has_second_factor());
        let token = self.open_session(&staff.id, None, knock)?;
        Ok((CameBack::Half(Begun { token, enrols }), next))
    }

    fn proved_again(&self, session: &str, staff: &Staff, vouched: &Vouched) -> Done<String> {
        let recent = vouched.proved.is_some_and(|at| self.now().as_second() - at <= AGAIN);
        let (open, whose) = self.store().session(session)?.ok_or(Problem::NotFound)?;
        if whose.id != staff.id || !recent || !vouched.second_factor || open.proved.is_none() {
            return Err(refused("not proved again, or by somebody else"));
        }
        self.renew(open, proved(vouched))
    }

    /// Who somebody is here: their account is made at their first sign-in, and follows their groups at each.
    fn vouched_for(&self, vouched: &Vouched) -> Done<Staff> {
        let id = StaffId(sign_in_name(&vouched.user));
        let place = vouched.place.as_ref().filter(|place| Role::by_name(&place.role).is_some());
        let place = place.ok_or_else(|| refused("no group of theirs has a role here"))?;
        let (teams, everyone) = self.store().staff()?;
        let team = place.team.as_deref().map(TeamId::from).filter(|id| teams.iter().any(|team| team.id == *id));
        let known = everyone.into_iter().find(|one| one.id == id);
        let account = self.store().account(&id)?;
        let linked = account.as_ref().and_then(|account| account.council.as_deref());
        let own = known.as_ref().is_some_and(|one| one.password != store::NO_PASSWORD)
            || account.as_ref().is_some_and(Account::has_second_factor);
        match linked {
            Some(subject) if subject != vouched.subject => {
                return Err(refused("the name belongs to somebody else there"));
            }
            None if own => return Err(refused("the name belongs to an account of this system's own")),
            _ => {}
        }
        let staff = match known {
            Some(staff) if !staff.active || self.entrance.rules.is_dormant(account.as_ref(), self.now()) => {
                return Err(refused("the account is closed"));
            }
            Some(staff) if staff.role == place.role && staff.team == team => staff,
            Some(staff) => {
                let moved = Staff { role: place.role.clone(), team: team.clone(), ..staff };
                self.change_staff(&id, &mut |one| (one.role, one.team) = (moved.role.clone(), moved.team.clone()))?;
                self.store().end_sessions(&id, None)?;
                self.event(&id, "role_changed_by_group")?;
                moved
            }
            None if !super::check::is_a_name(&id.0) => return Err(refused("not a name of a person's own")),
            None => {
                let name: String = vouched.name.chars().take(100).collect();
                let staff = Staff { team, ..Staff::new(id.clone(), name, place.role.clone()) };
                self.put_staff(&[], std::slice::from_ref(&staff))?;
                self.event(&id, "account_added_by_group")?;
                staff
            }
        };
        actor_of(&staff).ok_or_else(|| refused("no such role"))?;
        let (handle, now) = (self.new_id(), self.now());
        self.store().change_account(&id, &mut |account| {
            let account = account.unwrap_or_else(|| Account::new(id.clone(), handle, now));
            if account.council.as_ref().is_some_and(|subject| *subject != vouched.subject) {
                return Err(StoreError::Refused(REFUSED.into()));
            }
            Ok(Account { council: Some(vouched.subject.clone()), ..account })
        })?;
        Ok(staff)
    }
}

/// What somebody proved to the provider.
fn proved(vouched: &Vouched) -> Fresh {
    match (vouched.second_factor, vouched.passkey) {
        (_, true) => Fresh::Passkey,
        (true, false) => Fresh::Code,
        (false, false) => Fresh::No,
    }
}

fn refused(why: &str) -> Problem {
    tracing::info!(why, "the council's own sign-in was refused");
    Problem::Refused(REFUSED.into())
}
