//! Signing in: hashed passwords, sessions kept only as hashes of their tokens.

use crate::access::{Actor, Role};
use crate::{Casework, Done, Problem};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString, rand_core::OsRng};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::SignedDuration;
use practice::ids::StaffId;
use sha2::{Digest, Sha256};
use store::Session;
use uuid::Uuid;

/// A session left alone for longer is over; what was being typed is kept.
const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// No session lasts longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// A session is touched at most this often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// A session just opened.
pub struct SignedIn {
    /// What the browser keeps.
    pub token: String,
    /// Who.
    pub actor: Actor,
}

/// Someone signed in, and the secret of their session's forms.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub actor: Actor,
    /// To be given back with every form.
    pub form_token: String,
}

fn hasher() -> Argon2<'static> {
    // OWASP password storage cheat sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, for keeping.
pub fn hash_password(password: &str) -> Done<String> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = hasher().hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|_| Problem::Refused("this password cannot be used".into()))
}

fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn random_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

impl Casework {
    /// Signs someone in. A wrong name and a wrong password are answered alike.
    pub fn sign_in(&self, id: &str, password: &str) -> Done<SignedIn> {
        let names = self.staff_names();
        let found = names.staff.get(&StaffId::from(id)).filter(|staff| staff.active);
        // Someone unknown costs the same as someone known.
        let nobody =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let hash = found.map_or(nobody, |staff| staff.password.as_str());
        let right = PasswordHash::new(hash)
            .map(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
            .unwrap_or(false);
        let staff = found.filter(|_| right).ok_or(Problem::NotAllowed)?;
        let actor = actor_of(staff).ok_or(Problem::NotAllowed)?;
        let token = random_token();
        let now = self.now();
        self.store().put_session(&Session {
            token_hash: token_hash(&token),
            staff: staff.id.clone(),
            opened: now,
            seen: now,
            form_token: random_token(),
        })?;
        Ok(SignedIn { token, actor })
    }

    /// Who a session's token stands for, if it is still open.
    pub fn present(&self, token: &str) -> Done<Option<Present>> {
        let hash = token_hash(token);
        let Some(session) = self.store().session(&hash)? else { return Ok(None) };
        let now = self.now();
        if now.duration_since(session.seen) > IDLE || now.duration_since(session.opened) > LONGEST {
            self.store().end_session(&hash)?;
            return Ok(None);
        }
        let names = self.staff_names();
        let Some(actor) = names.staff.get(&session.staff).filter(|staff| staff.active).and_then(actor_of) else {
            return Ok(None);
        };
        if let Some(visit) = &self.visit {
            visit.arrived(&actor);
        }
        if now.duration_since(session.seen) > TOUCH {
            self.store().put_session(&Session { seen: now, ..session.clone() })?;
        }
        Ok(Some(Present { actor, form_token: session.form_token }))
    }

    /// Ends a session.
    pub fn sign_out(&self, token: &str) -> Done<()> {
        Ok(self.store().end_session(&token_hash(token))?)
    }
}

pub(crate) fn actor_of(staff: &store::Staff) -> Option<Actor> {
    Some(Actor::new(staff.id.clone(), staff.name.clone(), Role::by_name(&staff.role)?, staff.team.clone()))
}
