//! Drafts: opening one, saving each answer as it is typed, finding it again.

use crate::access::{Act, Actor, access};
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use practice::form::{self, Form};
use practice::ids::{PersonId, RecordId};
use practice::kinds::{self, Kind};
use practice::spec::Spec;
use std::collections::BTreeMap;
use store::{Draft, DraftField, DraftId, FieldState, Save, Saved};

/// A draft as its page needs it.
#[derive(Clone)]
pub struct OpenDraft {
    /// The draft.
    pub draft: Draft,
    /// The kind of record it will become.
    pub kind: &'static Kind,
    /// The answer shown for each question, with its version.
    pub answers: BTreeMap<String, DraftField>,
    /// Questions answered differently by two people, each with the other answers.
    pub rivals: BTreeMap<String, Vec<DraftField>>,
    /// Names on the page.
    pub names: PageNames,
}

impl OpenDraft {
    /// The draft's form: what is typed, by path.
    pub fn form(&self) -> Form {
        // An answer taken back is no answer: a row that was removed must not be counted as one.
        let given = self.answers.iter().filter(|(_, field)| !field.value.is_empty());
        given.map(|(path, field)| (path.clone(), field.value.clone())).collect()
    }

    /// The questions.
    pub fn spec(&self) -> &'static Spec {
        (self.kind.spec)()
    }

    /// When anything was last saved, and by whom.
    pub fn last_saved(&self) -> Option<&DraftField> {
        self.answers.values().max_by_key(|field| field.version)
    }
}

impl Casework {
    /// Opens a draft of a kind about some people, with answers already known.
    pub fn open_draft(&self, actor: &Actor, kind: &str, people: &[PersonId], known: Form) -> Done<DraftId> {
        access(actor, Act::Write)?;
        let kind = kinds::find(kind).ok_or(Problem::NotFound)?;
        let id = DraftId(self.new_id());
        self.begin(actor, id, kind.name, people, None, known)?;
        Ok(id)
    }

    /// Opens a draft that will correct a finished record; it starts from what the record says.
    pub fn open_amendment(&self, actor: &Actor, record: RecordId) -> Done<DraftId> {
        access(actor, Act::Correct)?;
        let revisions = self.store().record(record)?;
        let latest = revisions.last().ok_or(Problem::NotFound)?;
        let kind = kinds::find(&latest.kind).ok_or(Problem::NotFound)?;
        let known = form::write((kind.spec)(), &latest.body);
        let id = DraftId(self.new_id());
        self.begin(actor, id, kind.name, &latest.people, Some(record), known)?;
        Ok(id)
    }

    fn begin(
        &self,
        actor: &Actor,
        id: DraftId,
        kind: &str,
        people: &[PersonId],
        amends: Option<RecordId>,
        known: Form,
    ) -> Done<()> {
        let now = self.now();
        self.store().open_draft(&Draft {
            id,
            kind: kind.to_owned(),
            people: people.to_vec(),
            by: actor.staff.clone(),
            opened: now,
            amends,
            closed: None,
        })?;
        let saves: Vec<Save> = known.into_iter().map(|(path, value)| Save { path, value, base: 0 }).collect();
        if !saves.is_empty() {
            self.store().save_fields(id, &actor.staff, now, &saves)?;
        }
        Ok(())
    }

    /// A draft that is still open.
    pub fn draft(&self, actor: &Actor, id: DraftId) -> Done<OpenDraft> {
        access(actor, Act::Write)?;
        let state = self.store().draft(id)?.filter(|state| state.draft.closed.is_none()).ok_or(Problem::NotFound)?;
        self.looked(actor, "view_draft", &state.draft.people, None)?;
        let kind = kinds::find(&state.draft.kind).ok_or(Problem::NotFound)?;
        let (mut answers, mut rivals) = (BTreeMap::new(), BTreeMap::<String, Vec<DraftField>>::new());
        for field in state.fields {
            match field.state {
                FieldState::Current => {
                    answers.insert(field.path.clone(), field);
                }
                FieldState::Rival => rivals.entry(field.path.clone()).or_default().push(field),
                FieldState::Old => {}
            }
        }
        let names = self.names_of(&state.draft.people)?;
        Ok(OpenDraft { draft: state.draft, kind, answers, rivals, names })
    }

    /// Saves answers, each by itself.
    pub fn save(&self, actor: &Actor, id: DraftId, saves: &[Save]) -> Done<Vec<Saved>> {
        access(actor, Act::Write)?;
        Ok(self.store().save_fields(id, &actor.staff, self.now(), saves)?)
    }

    /// Settles a question that two people answered differently.
    pub fn settle(&self, actor: &Actor, id: DraftId, path: &str, value: &str) -> Done<()> {
        access(actor, Act::Write)?;
        Ok(self.store().settle(id, &actor.staff, self.now(), path, value)?)
    }

    /// Adds or takes away someone a draft is about.
    pub fn set_people(&self, actor: &Actor, id: DraftId, people: &[PersonId]) -> Done<()> {
        access(actor, Act::Write)?;
        Ok(self.store().set_draft_people(id, people)?)
    }

    /// Drafts this person opened or typed in.
    pub fn my_drafts(&self, actor: &Actor) -> Done<Vec<Draft>> {
        access(actor, Act::SeeOwnWork)?;
        Ok(self.store().drafts(Some(&actor.staff), None)?)
    }

    /// Puts a draft away without making a record. Its words are kept.
    pub fn discard(&self, actor: &Actor, id: DraftId) -> Done<()> {
        access(actor, Act::Write)?;
        Ok(self.store().discard_draft(id, self.now())?)
    }
}
