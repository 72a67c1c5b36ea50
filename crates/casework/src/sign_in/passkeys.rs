//! Passkeys: made by somebody who is signed in or setting up, then good as a second factor or alone.

use super::factors::{Enrolled, Holder, MOST, called};
use super::{Knock, SignedIn};
use crate::{Casework, Done, Fresh, Problem};
use identity::passkey::{Asked, Passkeys};
use identity::secret;
use serde_json::{Value, json};
use store::{Account, KeptPasskey, StoreError};

/// What a browser is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// For the browser: the options of `navigator.credentials`.
    pub options: Value,
    /// To be given back with the answer.
    pub name: String,
}

/// Why an answer was not taken: said alike whatever was wrong.
const REFUSED: &str = "That passkey was not accepted. Try again, or use another way to sign in.";

impl Casework {
    fn site(&self) -> Done<&Passkeys> {
        let words = "Passkeys work only at the name of this site, not at a number. Use another way to sign in.";
        self.entrance.passkeys.as_deref().ok_or_else(|| Problem::Refused(words.into()))
    }

    /// Can anybody use a passkey here?
    pub fn has_passkeys(&self) -> bool {
        self.entrance.passkeys.is_some()
    }

    fn keep_question(&self, asked: Asked, whose: Value) -> Done<Question> {
        let name = secret::token();
        self.ask("passkey", &name, json!({ "state": asked.state, "whose": whose }))?;
        Ok(Question { options: asked.options, name })
    }

    /// What was asked under a name: the state, and whose it was. The second time it is not there.
    fn question(&self, name: &str) -> Done<(String, Value)> {
        let asked = self.asked("passkey", name)?.ok_or_else(|| Problem::Refused(REFUSED.into()))?;
        Ok((asked["state"].as_str().unwrap_or_default().to_owned(), asked["whose"].clone()))
    }

    /// Asks a device to make a passkey.
    pub fn begin_passkey(&self, holder: &Holder) -> Done<Question> {
        let (id, handle, now) = (&holder.staff.id, self.new_id(), self.now());
        let account = self
            .store()
            .change_account(id, &mut |account| Ok(account.unwrap_or_else(|| Account::new(id.clone(), handle, now))))?;
        let kept: Vec<Value> = account.passkeys.iter().map(|one| one.key.clone()).collect();
        let asked = self.site()?.ask_to_make(account.handle, &id.0, &holder.staff.name, &kept);
        self.keep_question(asked.map_err(refused)?, json!(holder.session))
    }

    /// Keeps the passkey a device made.
    pub fn finish_passkey(
        &self,
        holder: &Holder,
        question: &str,
        answer: &str,
        name: &str,
        knock: &Knock,
    ) -> Done<Enrolled> {
        let (state, whose) = self.question(question)?;
        if whose != json!(holder.session) {
            return Err(Problem::Refused(REFUSED.into()));
        }
        let (id, key) = self.site()?.made(answer, &state).map_err(refused)?;
        let one = KeptPasskey { id, name: called(name, "Passkey"), key, added: self.now() };
        self.enrol(holder, Fresh::Passkey, knock, "passkey_added", &mut |account| {
            if account.passkeys.len() >= MOST {
                return Err(StoreError::Refused("There are as many passkeys as an account can have.".into()));
            }
            if account.passkeys.iter().any(|kept| kept.id == one.id) {
                return Err(StoreError::Refused("This passkey is kept already.".into()));
            }
            account.passkeys.push(one.clone());
            Ok(())
        })
    }

    /// Asks for a passkey: of whoever holds the token, or else of anybody.
    pub fn ask_for_passkey(&self, token: Option<&str>) -> Done<Question> {
        let session = match token {
            Some(token) => match self.halfway_session(token)? {
                Some(found) => Some(found),
                None => self.open_session_of(token)?,
            },
            None => None,
        };
        let site = self.site()?;
        if let Some((session, staff)) = session
            && let Some(account) = self.store().account(&staff.id)?.filter(|account| !account.passkeys.is_empty())
        {
            let kept: Vec<Value> = account.passkeys.iter().map(|one| one.key.clone()).collect();
            let asked = site.ask_for_one_of(&kept).map_err(refused)?;
            return self.keep_question(asked, json!({ "staff": staff.id.0, "session": session.token_hash }));
        }
        self.keep_question(site.ask_for_any().map_err(refused)?, Value::Null)
    }

    /// Lets somebody in by a passkey: alone, or as a second factor. Their device has asked who was there.
    pub fn sign_in_by_passkey(&self, question: &str, answer: &str, knock: &Knock) -> Done<SignedIn> {
        let (account, before) = self.passkey_account(question, answer)?;
        let staff = self.staff_member(&account.staff)?;
        // The passkey has counted up, but somebody who left is still refused, as is one who was long away.
        if !staff.active || self.entrance.rules.is_dormant(Some(&account), self.now()) {
            return Err(Problem::Refused(REFUSED.into()));
        }
        self.event(&staff.id, "passkey_used")?;
        self.let_in(&staff, Fresh::Passkey, before.as_deref(), knock)
    }

    /// A passkey again, in a session that is open: from now on it is fresh. The session gets a new token.
    pub fn step_up_by_passkey(&self, token: &str, question: &str, answer: &str) -> Done<String> {
        let (session, staff) = self.open_session_of(token)?.ok_or(Problem::NotFound)?;
        let (account, _) = self.passkey_account(question, answer)?;
        if account.staff != staff.id {
            return Err(Problem::Refused(REFUSED.into()));
        }
        self.event(&staff.id, "passkey_used")?;
        self.renew(session, Fresh::Passkey)
    }

    /// Whose account a passkey opens, with the session that was asked. The account is as it was before.
    fn passkey_account(&self, question: &str, answer: &str) -> Done<(Account, Option<String>)> {
        let (state, whose) = self.question(question)?;
        let site = self.site()?;
        let staff = match whose["staff"].as_str() {
            Some(staff) => practice::ids::StaffId::from(staff),
            None => {
                let handle = site.whose(answer).map_err(refused)?;
                let account = self.store().account_by_handle(handle)?;
                account.ok_or_else(|| Problem::Refused(REFUSED.into()))?.staff
            }
        };
        let alone = whose["staff"].is_null();
        let mut before = None;
        self.store().change_account(&staff, &mut |account| {
            let mut account = account.ok_or(StoreError::Refused(REFUSED.into()))?;
            before = Some(account.clone());
            let kept: Vec<Value> = account.passkeys.iter().map(|one| one.key.clone()).collect();
            let answered = match alone {
                true => site.answered_by_any(answer, &state, &kept),
                false => site.answered(answer, &state, &kept),
            };
            let (place, key) = answered.map_err(|fault| {
                tracing::info!(why = %fault.0, "a passkey was refused");
                StoreError::Refused(REFUSED.into())
            })?;
            account.passkeys[place].key = key;
            Ok(account)
        })?;
        let account = before.ok_or(Problem::NotFound)?;
        Ok((account, whose["session"].as_str().map(str::to_owned)))
    }
}

fn refused(fault: identity::passkey::Refused) -> Problem {
    tracing::info!(why = %fault.0, "a passkey was refused");
    Problem::Refused(REFUSED.into())
}
