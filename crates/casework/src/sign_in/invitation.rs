//! Links that let somebody choose a password, once: for a new account, for one that was recovered, and for the first
//! administrator of all.

use super::{Begun, Knock, sign_in_name};
use crate::access::Role;
use crate::{Casework, Done, Problem};
use identity::{password, secret};
use jiff::{SignedDuration, Timestamp};
use practice::ids::StaffId;
use store::{Account, Challenge, Invitation, Staff, Store, StoreError};
use uuid::Uuid;

/// A link is good for three days.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(72);
/// The start of the first administrator's link.
const FIRST: &str = "first";

/// What a link says when it is not good.
const SPENT: &str = "This link is not good any more: it was used, or it is too old. Ask for a new one.";

/// Whom a link is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Invited {
    /// The first administrator, who chooses a sign-in name too.
    First,
    /// Somebody known: their sign-in name and name.
    Someone(StaffId, String),
}

/// What somebody who follows a link chooses.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// A sign-in name; only the first administrator chooses one.
    pub user: String,
    /// Their name; only the first administrator gives it.
    pub name: String,
    /// A password.
    pub password: String,
}

/// A link for the first administrator of an empty system, kept only as a hash. Answers the end of its address.
pub fn invite_first(store: &dyn Store, now: Timestamp) -> Done<String> {
    let shown = secret::token();
    let until = now.checked_add(GOOD_FOR).unwrap_or(Timestamp::MAX);
    let name = secret::hash(&format!("{FIRST} {shown}"));
    store.put_challenge(&Challenge { name, until, body: "{}".into() }, now)?;
    Ok(format!("{FIRST}-{shown}"))
}

impl Casework {
    /// A new link for somebody; an older one is good no more. Answers the end of its address.
    pub(crate) fn invite(&self, staff: &StaffId) -> Done<String> {
        let (shown, now, handle) = (secret::token(), self.now(), self.new_id());
        let until = now.checked_add(GOOD_FOR).unwrap_or(Timestamp::MAX);
        let account = self.store().change_account(staff, &mut |account| {
            let mut account = account.unwrap_or_else(|| Account::new(staff.clone(), handle, now));
            account.invitation = Some(Invitation { hash: secret::hash(&shown), until });
            Ok(account)
        })?;
        Ok(format!("{}-{shown}", account.handle.simple()))
    }

    /// Whom a link is for; none when it is not good.
    pub fn invited(&self, link: &str) -> Done<Option<Invited>> {
        if link.starts_with(FIRST) {
            let nobody = self.store().staff()?.1.is_empty();
            return Ok(nobody.then_some(Invited::First));
        }
        let Some((account, _)) = self.invitation(link)? else { return Ok(None) };
        let staff = self.staff_member(&account.staff)?;
        Ok(staff.active.then_some(Invited::Someone(staff.id, staff.name)))
    }

    fn invitation(&self, link: &str) -> Done<Option<(Account, String)>> {
        let Some((handle, shown)) = link.split_once('-') else { return Ok(None) };
        let Ok(handle) = Uuid::parse_str(handle) else { return Ok(None) };
        let account = self.store().account_by_handle(handle)?;
        let hash = secret::hash(shown);
        Ok(account.filter(|account| is_good(account, &hash, self.now())).map(|account| (account, hash)))
    }

    /// Follows a link: keeps the password, uses the link up, and leads on to setting up a second factor.
    pub fn accept_invitation(&self, link: &str, chosen: &Chosen, council: &str, knock: &Knock) -> Done<Begun> {
        let spent = || Problem::Refused(SPENT.into());
        let staff = match self.invited(link)?.ok_or_else(spent)? {
            Invited::Someone(id, _) => {
                let (_, hash) = self.invitation(link)?.ok_or_else(spent)?;
                let staff = self.staff_member(&id)?;
                if let Some(fault) = password::fault(&chosen.password, &[&staff.name, &staff.id.0, council]) {
                    return Err(Problem::Refused(format!("{fault}.")));
                }
                let now = self.now();
                self.store().change_account(&id, &mut |account| {
                    let used = account.filter(|account| is_good(account, &hash, now));
                    let account = used.ok_or(StoreError::Refused(SPENT.into()))?;
                    Ok(Account { invitation: None, opened: now, ..account })
                })?;
                self.set_password(&staff, &chosen.password, council)?;
                staff
            }
            Invited::First => self.first_administrator(link, chosen, council)?,
        };
        self.event(&staff.id, "invitation_followed")?;
        let enrols = !self.store().account(&staff.id)?.is_some_and(|account| account.has_second_factor());
        let token = self.open_session(&staff.id, None, knock)?;
        Ok(Begun { token, enrols })
    }

    fn first_administrator(&self, link: &str, chosen: &Chosen, council: &str) -> Done<Staff> {
        let (id, name) = (sign_in_name(&chosen.user), chosen.name.trim().to_owned());
        if !super::check::is_a_name(&id) {
            return Err(Problem::Refused(
                "Choose a user name of your own, such as asha.khan: letters, digits and full stops. One that is shared \
                 or usual, such as admin, will not do."
                    .into(),
            ));
        }
        if name.is_empty() {
            return Err(Problem::Refused("Give your name, as colleagues know it.".into()));
        }
        if let Some(fault) = password::fault(&chosen.password, &[&name, &id, council]) {
            return Err(Problem::Refused(format!("{fault}.")));
        }
        let shown = link.strip_prefix(FIRST).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
        let taken = self.store().take_challenge(&secret::hash(&format!("{FIRST} {shown}")))?;
        taken.filter(|one| one.until >= self.now()).ok_or_else(|| Problem::Refused(SPENT.into()))?;
        let staff = Staff {
            password: super::hash_password(&chosen.password)?,
            ..Staff::new(StaffId(id), name, Role::Administrator.name())
        };
        self.put_staff(&[], std::slice::from_ref(&staff))?;
        Ok(staff)
    }
}

fn is_good(account: &Account, hash: &str, now: Timestamp) -> bool {
    account.invitation.as_ref().is_some_and(|one| one.hash == hash && one.until >= now)
}
