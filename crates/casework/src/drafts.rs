//! Drafts: opening one, saving each answer as it is typed, finding it again.

use crate::access::{Act, Actor};
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use practice::form::{self, Form};
use practice::ids::{PersonId, RecordId};
use practice::kinds::{self, Kind};
use practice::spec::Spec;
use std::collections::BTreeMap;
use store::{AsRead, Draft, DraftField, DraftId, DraftState, FieldState, Save, Saved};

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
    /// What was answered to questions this form asked when the draft was begun, and asks no more.
    pub former: Vec<Former>,
    /// Names on the page.
    pub names: PageNames,
    /// What it was when it was read, for the write that finishes it.
    pub(crate) read: AsRead,
}

/// An answer whose question is gone: the program was replaced by a later one while the draft was open.
#[derive(Clone, Debug, PartialEq)]
pub struct Former {
    /// The question, as it was asked.
    pub question: String,
    /// What was answered.
    pub words: String,
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
        let questions = self::questions(kind);
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
        let asked = serde_json::to_string(&questions).unwrap_or_default();
        let known = known.chain([(ASKED.to_owned(), asked)]);
        let saves: Vec<Save> = known.map(|(path, value)| Save { path, value, base: 0 }).collect();
        self.store().save_fields(id, &actor.staff, now, &saves)?;
        Ok(())
    }

    /// A draft that is still open.
    pub fn draft(&self, actor: &Actor, id: DraftId) -> Done<OpenDraft> {
        let state = self.open(actor, id)?;
        self.looked(actor, "view_draft", &state.draft.people, None)?;
        let kind = kinds::find(&state.draft.kind).ok_or(Problem::NotFound)?;
        let read = state.as_read();
        let (mut answers, mut rivals) = (BTreeMap::new(), BTreeMap::<String, Vec<DraftField>>::new());
        let asked_then = asked_then(&state.fields);
        let mut former = Vec::new();
        for field in state.fields.into_iter().filter(|field| field.path != ASKED) {
            if !is_asked(kind, &field.path) {
                if field.state != FieldState::Old && !field.value.is_empty() {
                    let question = asked_then.get(first(&field.path)).cloned();
                    former.push(Former { question: question.unwrap_or_default(), words: field.value });
                }
                continue;
            }
            match field.state {
                FieldState::Current => {
                    answers.insert(field.path.clone(), field);
                }
                FieldState::Rival => rivals.entry(field.path.clone()).or_default().push(field),
                FieldState::Old => {}
            }
        }
        let names = self.names_of(&state.draft.people)?;
        Ok(OpenDraft { draft: state.draft, kind, answers, rivals, former, names, read })
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
        let asked_then = asked_then(&state.fields);
        let is_kept = |save: &&Save| is_asked(kind, &save.path) || asked_then.contains_key(first(&save.path));
        let asked: Vec<Save> = saves.iter().filter(is_kept).cloned().collect();
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

/// Where a draft keeps what its form asked when it was begun: a form that is open in a browser while the program is
/// replaced by a later one may send answers to questions that are gone, and no word of them is lost.
pub const ASKED: &str = "_asked";

/// The questions of a kind of record: name and words.
fn questions(kind: &str) -> BTreeMap<String, String> {
    let fields = kinds::find(kind).map(|kind| (kind.spec)().fields.iter());
    fields.into_iter().flatten().map(|field| (field.name.to_string(), field.label.clone())).collect()
}

/// The questions asked when a draft was begun.
fn asked_then(fields: &[DraftField]) -> BTreeMap<String, String> {
    let kept = fields.iter().find(|field| field.path == ASKED);
    kept.and_then(|field| serde_json::from_str(&field.value).ok()).unwrap_or_default()
}

/// Is this the path of a question this kind of record asks? Anything else that a form sends is not kept, unless it was
/// asked when the draft was begun.
fn is_asked(kind: &Kind, path: &str) -> bool {
    let first = first(path);
    first == "_reason" || (kind.spec)().fields.iter().any(|field| field.name == first)
}

/// The question a path is under.
fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}
