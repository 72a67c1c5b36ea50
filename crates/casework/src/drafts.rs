//! Drafts: opening one, saving each answer as it is typed, finding it again.

use crate::access::{Act, Actor};
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use practice::form::{self, Form};
use practice::ids::{PersonId, RecordId};
use practice::kinds::{self, Kind};
use practice::spec::Spec;
use std::collections::BTreeMap;
use store::{Draft, DraftField, DraftId, DraftState, FieldState, Save, Saved};

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
        self.may_of(actor, Act::Write, people)?;
        let kind = kinds::find(kind).ok_or(Problem::NotFound)?;
        let id = DraftId(self.new_id());
        self.begin(actor, id, kind.name, people, None, known)?;
        Ok(id)
    }

    /// Opens a draft that will correct a finished record; it starts from what the record says.
    pub fn open_amendment(&self, actor: &Actor, record: RecordId) -> Done<DraftId> {
        let revisions = self.store().record(record)?;
        let of = revisions.last().map(|latest| latest.people.as_slice());
        let (sight, people) = self.may_with(actor, Act::Correct, Some(record), of, false)?;
        let whole = revisions.last().ok_or(Problem::NotFound)?;
        let latest = sight.revision(whole.clone()).ok_or(Problem::NotFound)?;
        if sight.is_shielded(whole) {
            return Err(Problem::Refused(
                "Part of this record is shielded from you: ask somebody who may see it to correct it".into(),
            ));
        }
        let kind = kinds::find(&latest.kind).ok_or(Problem::NotFound)?;
        let known = form::write((kind.spec)(), &latest.body);
        let id = DraftId(self.new_id());
        self.begin(actor, id, kind.name, &people, Some(record), known)?;
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
        let known = known.into_iter().filter(|(path, _)| kinds::find(kind).is_some_and(|kind| is_asked(kind, path)));
        let saves: Vec<Save> = known.map(|(path, value)| Save { path, value, base: 0 }).collect();
        if !saves.is_empty() {
            self.store().save_fields(id, &actor.staff, now, &saves)?;
        }
        Ok(())
    }

    /// A draft that is still open.
    pub fn draft(&self, actor: &Actor, id: DraftId) -> Done<OpenDraft> {
        let state = self.open(actor, id)?;
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

    /// A draft that is open, and about nobody whom this person may not write about.
    fn open(&self, actor: &Actor, id: DraftId) -> Done<DraftState> {
        let state = self.store().draft(id)?.filter(|state| state.draft.closed.is_none());
        let of = state.as_ref().map(|state| state.draft.people.as_slice());
        self.may_with(actor, Act::Write, None, of, true)?;
        state.ok_or(Problem::NotFound)
    }

    /// Saves answers, each by itself.
    pub fn save(&self, actor: &Actor, id: DraftId, saves: &[Save]) -> Done<Vec<Saved>> {
        let state = self.open(actor, id)?;
        let kind = kinds::find(&state.draft.kind).ok_or(Problem::NotFound)?;
        let asked: Vec<Save> = saves.iter().filter(|save| is_asked(kind, &save.path)).cloned().collect();
        Ok(self.store().save_fields(id, &actor.staff, self.now(), &asked)?)
    }

    /// Settles a question that two people answered differently.
    pub fn settle(&self, actor: &Actor, id: DraftId, path: &str, value: &str) -> Done<()> {
        self.open(actor, id)?;
        Ok(self.store().settle(id, &actor.staff, self.now(), path, value)?)
    }

    /// Adds or takes away someone a draft is about.
    pub fn set_people(&self, actor: &Actor, id: DraftId, people: &[PersonId]) -> Done<()> {
        self.open(actor, id)?;
        self.may_of(actor, Act::Write, people)?;
        Ok(self.store().set_draft_people(id, people)?)
    }

    /// Drafts this person opened or typed in.
    pub fn my_drafts(&self, actor: &Actor) -> Done<Vec<Draft>> {
        let sight = self.may(actor, Act::SeeOwnWork)?;
        let mut drafts = self.store().drafts(Some(&actor.staff), None)?;
        drafts.retain(|draft| !draft.people.iter().any(|person| sight.hides(*person)));
        Ok(drafts)
    }

    /// Puts a draft away without making a record. Its words are kept.
    pub fn discard(&self, actor: &Actor, id: DraftId) -> Done<()> {
        self.open(actor, id)?;
        Ok(self.store().discard_draft(id, self.now())?)
    }
}

/// Is this the path of a question this kind of record asks? Anything else that a form sends is not kept.
fn is_asked(kind: &Kind, path: &str) -> bool {
    let first = path.split('.').next().unwrap_or_default();
    first == "_reason" || (kind.spec)().fields.iter().any(|field| field.name == first)
}
