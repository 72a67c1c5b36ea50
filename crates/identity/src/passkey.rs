//! Passkeys: a key on somebody's device or phone, opened by its own PIN, finger or face. Nothing to type, and nothing
//! that a false page could pass on.

use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Why a passkey was not taken. The words are for the log; they hold nothing of the person's.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused(pub String);

/// A result with passkeys.
pub type Done<T> = Result<T, Refused>;

fn refused(fault: impl std::fmt::Debug) -> Refused {
    Refused(format!("{fault:?}"))
}

/// What a browser is asked, and what must be kept until it answers.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the browser: the options of `navigator.credentials`.
    pub options: Value,
    /// To be kept on the server, and used once.
    pub state: String,
}

/// Passkeys of one site.
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// Those of a site, by the address people open it at, such as `https://goldthread.wharnley.example`.
    pub fn of(origin: &str, site_name: &str) -> Done<Passkeys> {
        let origin = Url::parse(origin).map_err(refused)?;
        let domain =
            origin.domain().ok_or_else(|| Refused("a passkey needs a site with a name, not a number".into()))?;
        let built = WebauthnBuilder::new(domain, &origin).and_then(|builder| builder.rp_name(site_name).build());
        built.map(Passkeys).map_err(refused)
    }

    /// Asks a device to make a passkey for someone. `kept` are those they have already.
    pub fn ask_to_make(&self, handle: Uuid, user: &str, name: &str, kept: &[Value]) -> Done<Asked> {
        let known: Vec<CredentialID> = read_all(kept)?.iter().map(|one| one.cred_id().clone()).collect();
        let (options, state) = self.0.start_passkey_registration(handle, user, name, Some(known)).map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        // So that it can also be found without a user name, where the device has room for that.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("preferred");
        Ok(Asked { options, state: write(&state)? })
    }

    /// The passkey a device made, for keeping; and a name for it that stays the same.
    pub fn made(&self, answer: &str, state: &str) -> Done<(String, Value)> {
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let state: PasskeyRegistration = read(state)?;
        let passkey = self.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
        Ok((name_of(&passkey), serde_json::to_value(&passkey).map_err(refused)?))
    }

    /// Asks for any one of somebody's passkeys.
    pub fn ask_for_one_of(&self, kept: &[Value]) -> Done<Asked> {
        let (options, state) = self.0.start_passkey_authentication(&read_all(kept)?).map_err(refused)?;
        Ok(Asked { options: serde_json::to_value(options).map_err(refused)?, state: write(&state)? })
    }

    /// The passkey that answered, as it is to be kept from now on, and its place among those kept.
    pub fn answered(&self, answer: &str, state: &str, kept: &[Value]) -> Done<(usize, Value)> {
        let answer: PublicKeyCredential = read(answer)?;
        let state: PasskeyAuthentication = read(state)?;
        let result = self.0.finish_passkey_authentication(&answer, &state).map_err(refused)?;
        updated(&result, kept)
    }

    /// Asks for any passkey of this site, whoever's it is.
    pub fn ask_for_any(&self) -> Done<Asked> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        Ok(Asked { options, state: write(&state)? })
    }

    /// Whose passkey answers, by the handle it was made for; not yet believed.
    pub fn whose(&self, answer: &str) -> Done<Uuid> {
        let answer: PublicKeyCredential = read(answer)?;
        self.0.identify_discoverable_authentication(&answer).map(|(handle, _)| handle).map_err(refused)
    }

    /// The same as [`Passkeys::answered`], for the answer to [`Passkeys::ask_for_any`].
    pub fn answered_by_any(&self, answer: &str, state: &str, kept: &[Value]) -> Done<(usize, Value)> {
        let answer: PublicKeyCredential = read(answer)?;
        let state: DiscoverableAuthentication = read(state)?;
        let (_, id) = self.0.identify_discoverable_authentication(&answer).map_err(refused)?;
        let passkeys = read_all(kept)?;
        let passkey = passkeys.iter().find(|one| one.cred_id().as_slice() == id);
        let key = DiscoverableKey::from(passkey.ok_or_else(|| Refused("not one of theirs".into()))?);
        let result = self.0.finish_discoverable_authentication_v2(&answer, state, &key).map_err(refused)?;
        updated(&result, kept)
    }
}

fn updated(result: &webauthn_rs::prelude::AuthenticationResult, kept: &[Value]) -> Done<(usize, Value)> {
    if !result.user_verified() {
        return Err(Refused("the device did not ask who was there".into()));
    }
    let mut passkeys = read_all(kept)?;
    let place = passkeys.iter().position(|one| one.cred_id() == result.cred_id());
    let place = place.ok_or_else(|| Refused("not one of theirs".into()))?;
    passkeys[place].update_credential(result);
    Ok((place, serde_json::to_value(&passkeys[place]).map_err(refused)?))
}

fn name_of(passkey: &Passkey) -> String {
    let id: &[u8] = passkey.cred_id().as_slice();
    id.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> Done<T> {
    serde_json::from_str(json).map_err(|fault| Refused(format!("unreadable: {:?}", fault.classify())))
}

fn read_all(kept: &[Value]) -> Done<Vec<Passkey>> {
    kept.iter().map(|one| serde_json::from_value(one.clone()).map_err(refused)).collect()
}

fn write(state: &impl serde::Serialize) -> Done<String> {
    serde_json::to_string(state).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_needs_a_name() {
        assert!(Passkeys::of("http://localhost:8080", "Wharnley Council").is_ok());
        assert!(Passkeys::of("https://goldthread.wharnley.example", "Wharnley Council").is_ok());
        for wrong in ["http://127.0.0.1:8080", "not an address", "mailto:someone@example.org"] {
            assert!(Passkeys::of(wrong, "Wharnley Council").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_device_is_asked_for_a_key_that_knows_its_holder() {
        let site = Passkeys::of("http://localhost:8080", "Wharnley Council").unwrap();
        let asked = site.ask_to_make(Uuid::nil(), "asha.khan", "Asha Khan", &[]).unwrap();
        let chosen = &asked.options["publicKey"]["authenticatorSelection"];
        assert_eq!((&chosen["userVerification"], &chosen["residentKey"]), (&json!("required"), &json!("preferred")));
        assert_eq!(asked.options["publicKey"]["rp"]["id"], "localhost");
        let other = site.ask_to_make(Uuid::nil(), "asha.khan", "Asha Khan", &[]).unwrap();
        assert_ne!(asked.options["publicKey"]["challenge"], other.options["publicKey"]["challenge"]);
        let any = site.ask_for_any().unwrap();
        assert_eq!(any.options["publicKey"]["userVerification"], "required");
        assert!(any.options.get("mediation").is_none());
    }

    #[test]
    fn rubbish_is_refused() {
        let site = Passkeys::of("http://localhost:8080", "Wharnley Council").unwrap();
        let asked = site.ask_for_any().unwrap();
        for answer in ["", "{}", "[]", "{\"id\":1}"] {
            assert!(site.whose(answer).is_err());
            assert!(site.answered_by_any(answer, &asked.state, &[]).is_err());
            assert!(site.made(answer, &asked.state).is_err());
        }
    }
}
