//! Who a draft is about: the children named so far, and what is known already about them and their families.

use crate::access::{Act, Actor};
use crate::concerns::EarlierConcern;
use crate::drafts::OpenDraft;
use crate::people::NewPerson;
use crate::{Casework, Done};
use practice::form;
use practice::ids::PersonId;
use practice::moment::Moment;
use practice::summary::Summary;
use store::DraftId;

/// The people of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftPeople {
    /// The draft.
    pub draft: DraftId,
    /// The kind of record it will become.
    pub kind: String,
    /// Who it is about, in the order they were named.
    pub children: Vec<Summary>,
    /// Earlier concern for them; empty while nobody is named.
    pub concern: EarlierConcern,
    /// When this was read.
    pub at: Moment,
}

impl Casework {
    /// Who an open draft is about, with earlier concern for them.
    pub fn draft_people(&self, actor: &Actor, id: DraftId) -> Done<DraftPeople> {
        let open = self.draft(actor, id)?;
        self.people_of_draft(actor, &open)
    }

    /// The same for a draft that has been read.
    pub fn people_of_draft(&self, actor: &Actor, open: &OpenDraft) -> Done<DraftPeople> {
        let people = &open.draft.people;
        let mut sight = self.may_of(actor, Act::Write, people)?;
        let children = if people.is_empty() { Vec::new() } else { sight.summaries(self.store().summaries(people)?) };
        // Earlier than what the draft says happened; a contact being corrected is not its own history.
        let (body, _) = form::read(open.spec(), &open.form());
        let about = open.kind.about(&body).unwrap_or_else(|_| self.today());
        // Nor is the contact that is decided.
        let decided = body["contact"].as_str().and_then(|id| id.parse().ok());
        let concern = self.concern(&mut sight, people, about, open.draft.amends.or(decided))?;
        Ok(DraftPeople { draft: open.draft.id, kind: open.draft.kind.clone(), children, concern, at: self.today() })
    }

    /// Names someone on file in a draft.
    pub fn name_in_draft(&self, actor: &Actor, id: DraftId, person: PersonId) -> Done<()> {
        let mut people = self.draft(actor, id)?.draft.people;
        if !people.contains(&person) {
            people.push(person);
            self.set_people(actor, id, &people)?;
        }
        Ok(())
    }

    /// Adds someone new and names them in a draft. The same key adds them once.
    pub fn name_new_in_draft(&self, actor: &Actor, id: DraftId, key: &str, new: &NewPerson) -> Done<PersonId> {
        self.draft(actor, id)?;
        let person = self.add_person(actor, key, new)?;
        self.name_in_draft(actor, id, person)?;
        Ok(person)
    }

    /// Takes someone out of a draft. Nobody's file changes.
    pub fn unname_in_draft(&self, actor: &Actor, id: DraftId, person: PersonId) -> Done<()> {
        let mut people = self.draft(actor, id)?.draft.people;
        people.retain(|one| *one != person);
        self.set_people(actor, id, &people)
    }
}
