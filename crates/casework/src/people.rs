//! People: adding someone to the file with as little as is known.

use crate::access::{Act, Actor};
use crate::finish::Ready;
use crate::{Casework, Done, Problem};
use practice::answer::{Asked, Prose};
use practice::ids::PersonId;
use practice::journey::Journey;
use practice::moment::PartialDate;
use practice::people::{Address, Kinship, PersonDetails, Relationship};
use practice::record::{Record as _, Records};
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
    /// How they are related to people on file.
    pub kin: Vec<(Kinship, PersonId)>,
    /// Somebody on file at whose address they live.
    pub lives_with: Option<PersonId>,
}

impl Casework {
    /// Adds a person, with how they are related and where they live when that is known. The same key adds them once.
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
        let kind = PersonDetails::KIND;
        let mut ready = vec![Ready { kind, people: vec![person], body, unusual: None, source: None }];
        for (is_the, of) in &new.kin {
            let tie = Relationship {
                from: self.today(),
                person,
                is_the: *is_the,
                of: *of,
                parental_responsibility: Asked::NotAsked,
                child_says: Prose::default(),
                strength: Prose::default(),
                told_by: String::new(),
                ended: None,
            };
            ready.push(Ready::of(vec![person, *of], &tie));
        }
        if let Some(home) = new.lives_with.map(|with| self.open_home(actor, with)).transpose()?.flatten() {
            let home = Address { from: self.today(), until: None, ..home };
            ready.push(Ready::of(vec![person], &home));
        }
        self.append_ready(actor, key, ready)?;
        Ok(person)
    }

    /// Where somebody lives, as recorded; nothing of an address that is kept from anyone.
    fn open_home(&self, actor: &Actor, person: PersonId) -> Done<Option<Address>> {
        self.may_of(actor, Act::Write, &[person])?;
        let records = Records::read(self.store().about(&[person])?);
        let journey = Journey::of(person, &records, self.today());
        Ok(journey.person.home(self.today()).filter(|home| home.keep_safe.is_none()).cloned())
    }
}
