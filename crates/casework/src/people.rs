//! People: adding someone to the file with as little as is known.

use crate::access::{Act, Actor};
use crate::finish::Ready;
use crate::{Casework, Done, Problem};
use practice::ids::PersonId;
use practice::moment::PartialDate;
use serde_json::json;
use uuid::Uuid;

/// What is known of someone new.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPerson {
    /// Given names; may be empty.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth, as well as it is known.
    pub born: Option<PartialDate>,
    /// Expected date, when not yet born.
    pub expected: Option<PartialDate>,
    /// Sex as recorded: M, F or U.
    pub sex: String,
}

impl Casework {
    /// Adds a person. The same key adds them once.
    pub fn add_person(&self, actor: &Actor, key: &str, new: &NewPerson) -> Done<PersonId> {
        self.may(actor, Act::Write)?;
        if new.family.trim().is_empty() && new.given.trim().is_empty() {
            return Err(Problem::Refused("Give at least one name".into()));
        }
        // The key names the person, so that a form sent twice does not make two of them.
        let person = PersonId(Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes()));
        let birth = match (new.born, new.expected) {
            (Some(on), _) => json!({ "is": "born", "on": on.written() }),
            (None, Some(on)) => json!({ "is": "expected", "on": on.written() }),
            (None, None) => json!({ "is": "not_known" }),
        };
        let body = json!({
            "from": self.today().written(),
            "given": new.given.trim(),
            "family": new.family.trim(),
            "birth": birth,
            "sex": new.sex,
        });
        let ready = Ready { kind: "person_details", people: vec![person], body, unusual: None, source: None };
        self.record_ready(actor, key, ready)?;
        Ok(person)
    }
}
