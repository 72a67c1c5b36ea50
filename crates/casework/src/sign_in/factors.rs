//! What somebody proves who they are with: setting it up, changing it, taking it away.

use super::{Knock, Present, SignedIn, seconds};
use crate::{Casework, Done, Fresh, Problem};
use identity::{code, password, recovery, secret};
use jiff::{SignedDuration, Timestamp};
use practice::ids::StaffId;
use serde_json::json;
use store::{Account, Authenticator, Challenge, Staff, StoreError};

/// How long something asked for may take.
const TIME: SignedDuration = SignedDuration::from_mins(15);
/// Nobody needs more authenticator apps, or more passkeys.
pub(super) const MOST: usize = 8;

/// Who changes what they prove who they are with: somebody freshly proved, by a passkey when they have one; or somebody who
/// has nothing yet.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who.
    pub staff: Staff,
    /// The session's name: the hash of its token.
    pub session: String,
    /// Only a password was given, and there is nothing more to give: this is the first.
    pub enrols: bool,
}

/// An authenticator app being set up.
#[derive(Clone, Debug)]
pub struct NewAuthenticator {
    /// The secret, to be typed where no picture can be read.
    pub secret: String,
    /// What the app reads from the picture.
    pub address: String,
    /// The picture: the path of an SVG, and its width in units.
    pub picture: (String, i32),
}

/// A second factor that was set up.
#[derive(Debug)]
pub struct Enrolled {
    /// The session that this opened, when it was the first.
    pub signed_in: Option<SignedIn>,
    /// Recovery codes, to be shown once; none when there are some already.
    pub recovery: Vec<String>,
}

/// What somebody can prove who they are with, as their own page shows it.
#[derive(Clone, Debug)]
pub struct Factors {
    /// Authenticator apps: place, name, since when.
    pub authenticators: Vec<(usize, String, Timestamp)>,
    /// Passkeys: id, name, since when.
    pub passkeys: Vec<(String, String, Timestamp)>,
    /// How many recovery codes are left.
    pub recovery: usize,
    /// They have a password here.
    pub has_password: bool,
}

impl Casework {
    /// Who holds this token and may change what they prove who they are with.
    pub fn holder(&self, token: &str) -> Done<Holder> {
        if let Some(present) = self.present(token)? {
            let account = self.store().account(&present.actor.staff)?;
            let has_passkey = account.is_some_and(|account| !account.passkeys.is_empty());
            // Whoever was talked out of a code could otherwise be given a passkey that is not theirs.
            present.must_have_proved(if has_passkey { Fresh::Passkey } else { Fresh::Code })?;
            let staff = self.staff_member(&present.actor.staff)?;
            return Ok(Holder { staff, session: present.session, enrols: false });
        }
        let (session, staff) = self.halfway_session(token)?.ok_or(Problem::NotFound)?;
        let has = self.store().account(&staff.id)?.is_some_and(|account| account.has_second_factor());
        if has {
            return Err(Problem::NotAllowed);
        }
        Ok(Holder { staff, session: session.token_hash, enrols: true })
    }

    pub(crate) fn staff_member(&self, id: &StaffId) -> Done<Staff> {
        self.store().staff()?.1.into_iter().find(|one| one.id == *id).ok_or(Problem::NotFound)
    }

    /// Begins to set up an authenticator app, or goes on with the one that was begun a moment ago.
    pub fn begin_authenticator(&self, holder: &Holder, council: &str) -> Done<NewAuthenticator> {
        let begun = self.asked("authenticator", &holder.session)?;
        let shared = begun.and_then(|body| Some(body["secret"].as_str()?.to_owned())).unwrap_or_else(code::new_secret);
        self.ask("authenticator", &holder.session, json!({ "secret": shared }))?;
        let unreadable = || Problem::Refused("no picture could be made: try again".into());
        let address = code::address(&shared, &holder.staff.id.0, council).ok_or_else(unreadable)?;
        let picture = code::picture(&address).ok_or_else(unreadable)?;
        Ok(NewAuthenticator { secret: shared, address, picture })
    }

    /// Finishes setting it up with a code it shows; none when the code is wrong, and then it can be tried again.
    pub fn finish_authenticator(
        &self,
        holder: &Holder,
        name: &str,
        typed: &str,
        knock: &Knock,
    ) -> Done<Option<Enrolled>> {
        let asked = self.asked("authenticator", &holder.session)?.ok_or_else(|| {
            Problem::Refused("This took too long, or was done already. Begin setting up the app again.".into())
        })?;
        let shared = asked["secret"].as_str().unwrap_or_default().to_owned();
        let Some(step) = code::step_of(&shared, typed, seconds(self.now()), 0) else {
            self.ask("authenticator", &holder.session, asked)?;
            return Ok(None);
        };
        let now = self.now();
        let one = Authenticator {
            name: called(name, "Authenticator app"),
            secret: shared,
            used: step,
            added: now,
            published: false,
        };
        self.enrol(holder, Fresh::Code, knock, "authenticator_added", &mut |account| {
            if account.authenticators.iter().filter(|one| !one.published).count() >= MOST {
                return Err(StoreError::Refused("There are as many authenticator apps as an account can have.".into()));
            }
            account.authenticators.push(one.clone());
            Ok(())
        })
        .map(Some)
    }

    /// Keeps something new that somebody proves who they are with, and lets them in by it when it is the first.
    pub(super) fn enrol(
        &self,
        holder: &Holder,
        by: Fresh,
        knock: &Knock,
        action: &str,
        add: &mut dyn FnMut(&mut Account) -> Result<(), StoreError>,
    ) -> Done<Enrolled> {
        let (now, handle) = (self.now(), self.new_id());
        let (shown, kept) = recovery::new();
        let mut first = false;
        self.store().change_account(&holder.staff.id, &mut |account| {
            let mut account = account.unwrap_or_else(|| Account::new(holder.staff.id.clone(), handle, now));
            if holder.enrols && account.has_second_factor() {
                return Err(StoreError::Refused("A second factor was set up already. Sign in with it.".into()));
            }
            add(&mut account)?;
            first = account.recovery.is_empty();
            if first {
                account.recovery = kept.clone();
            }
            Ok(account)
        })?;
        self.event(&holder.staff.id, action)?;
        let signed_in =
            if holder.enrols { Some(self.let_in(&holder.staff, by, Some(&holder.session), knock)?) } else { None };
        Ok(Enrolled { signed_in, recovery: if first { shown } else { Vec::new() } })
    }

    /// What somebody proves who they are with.
    pub fn factors(&self, present: &Present) -> Done<Factors> {
        let staff = self.staff_member(&present.actor.staff)?;
        let account = self.store().account(&staff.id)?;
        let account = account.unwrap_or_else(|| Account::new(staff.id.clone(), self.new_id(), self.now()));
        let apps = account.authenticators.iter().enumerate().filter(|(_, one)| !one.published);
        Ok(Factors {
            authenticators: apps.map(|(place, one)| (place, one.name.clone(), one.added)).collect(),
            passkeys: account.passkeys.iter().map(|one| (one.id.clone(), one.name.clone(), one.added)).collect(),
            recovery: account.recovery.len(),
            has_password: staff.password != store::NO_PASSWORD,
        })
    }

    /// New recovery codes, to be shown once; the old ones are good no more.
    pub fn new_recovery_codes(&self, holder: &Holder) -> Done<Vec<String>> {
        let (shown, kept) = recovery::new();
        self.change_own(holder, "recovery_codes_made", &mut |account| {
            account.recovery = kept.clone();
            Ok(())
        })?;
        Ok(shown)
    }

    /// Takes away an authenticator app or a passkey: `authenticator 0`, `passkey ID`. The last one stays.
    pub fn remove_factor(&self, holder: &Holder, which: &str) -> Done<()> {
        self.change_own(holder, "second_factor_removed", &mut |account| {
            let before = account.authenticators.len() + account.passkeys.len();
            match which.split_once(' ') {
                Some(("authenticator", place)) => {
                    let place = place.parse::<usize>().ok().filter(|place| *place < account.authenticators.len());
                    account.authenticators.remove(place.ok_or(StoreError::NoSuchDraft)?);
                }
                Some(("passkey", id)) => account.passkeys.retain(|one| one.id != id),
                _ => return Err(StoreError::NoSuchDraft),
            }
            if before == account.authenticators.len() + account.passkeys.len() {
                return Err(StoreError::NoSuchDraft);
            }
            if account.has_second_factor() {
                Ok(())
            } else {
                let words = "This is the only second factor of the account. Set up another before taking it away.";
                Err(StoreError::Refused(words.into()))
            }
        })
    }

    /// Changes a password; every other session ends.
    pub fn change_password(&self, holder: &Holder, now: &str, new: &str, council: &str) -> Done<()> {
        if !password::is_right(Some(&holder.staff.password), now) {
            return Err(Problem::Refused("The password you have now is not right. Type it again.".into()));
        }
        self.set_password(&holder.staff, new, council)?;
        self.store().end_sessions(&holder.staff.id, Some(&holder.session))?;
        self.event(&holder.staff.id, "password_changed")
    }

    pub(super) fn set_password(&self, staff: &Staff, new: &str, council: &str) -> Done<()> {
        if let Some(fault) = password::fault(new, &[&staff.name, &staff.id.0, council]) {
            return Err(Problem::Refused(format!("{fault}.")));
        }
        let hash = super::hash_password(new)?;
        self.change_staff(&staff.id, &mut |one| one.password = hash.clone())
    }

    fn change_own(
        &self,
        holder: &Holder,
        action: &str,
        change: &mut dyn FnMut(&mut Account) -> Result<(), StoreError>,
    ) -> Done<()> {
        if holder.enrols {
            return Err(Problem::NotAllowed);
        }
        self.store().change_account(&holder.staff.id, &mut |account| {
            let mut account = account.ok_or(StoreError::NoSuchDraft)?;
            change(&mut account)?;
            Ok(account)
        })?;
        self.event(&holder.staff.id, action)
    }

    /// Changes one member of staff, however many change them at once.
    pub(crate) fn change_staff(&self, id: &StaffId, change: &mut dyn FnMut(&mut Staff)) -> Done<()> {
        self.store().change_staff(id, &mut |staff| {
            let mut staff = staff.ok_or(StoreError::NoSuchDraft)?;
            change(&mut staff);
            Ok(staff)
        })?;
        self.read_staff_again()
    }

    /// Keeps what a session was asked, until it answers.
    pub(super) fn ask(&self, what: &str, session: &str, body: serde_json::Value) -> Done<()> {
        let now = self.now();
        let name = secret::hash(&format!("{what} {session}"));
        let until = now.checked_add(TIME).unwrap_or(Timestamp::MAX);
        Ok(self.store().put_challenge(&Challenge { name, until, body: body.to_string() }, now)?)
    }

    /// What a session was asked; the second time it is not there.
    pub(super) fn asked(&self, what: &str, session: &str) -> Done<Option<serde_json::Value>> {
        let name = secret::hash(&format!("{what} {session}"));
        let taken = self.store().take_challenge(&name)?.filter(|one| one.until >= self.now());
        Ok(taken.and_then(|one| serde_json::from_str(&one.body).ok()))
    }
}

/// What something is called: what was typed, or else a word for it.
pub(super) fn called(typed: &str, otherwise: &str) -> String {
    let typed: String = typed.trim().chars().take(60).collect();
    if typed.is_empty() { otherwise.to_owned() } else { typed }
}
