//! Finishing: a draft becomes a record; a record is corrected or withdrawn. All of it is kept, or none.

use crate::access::{Act, Actor};
use crate::drafts::Former;
use crate::names::PageNames;
use crate::{Casework, Done, Problem, fingerprint, people_of};
use practice::form::{Fault, Form};
use practice::ids::{PersonId, RecordId};
use practice::journey::Rules;
use practice::kinds::{self, Kind, Review};
use practice::record::{Checking, Record, Records, Revision, Status};
use practice::summary::{self, Summary};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{AsRead, Change, DraftId, StoreError, Written};
use uuid::Uuid;

/// How often a draft is read again when somebody writes in it while it is finished.
const READ_AGAIN: usize = 20;

/// What came of trying to finish.
#[derive(Debug, PartialEq)]
pub enum Finished {
    /// It is a record now.
    Record(RecordId),
    /// Something must be put right first; nothing is lost.
    Faults(Vec<Fault>),
    /// Something is unusual: say why, and it will be recorded.
    Unusual(Vec<String>),
}

/// A draft became a record while somebody else, or the same person in another window, was still typing in it.
pub struct Overtaken {
    /// What it became.
    pub record: RecordId,
    /// Its kind.
    pub kind: &'static Kind,
    /// Answers that came too late to be in it: by path.
    pub left: Form,
}

/// A record to be written without a draft: by an import, a program, a simulation.
pub struct Ready {
    /// The kind.
    pub kind: &'static str,
    /// Who it is about.
    pub people: Vec<PersonId>,
    /// The answers.
    pub body: Value,
    /// Why, if it is unusual.
    pub unusual: Option<String>,
    /// Where it came from, when it was not typed here.
    pub source: Option<String>,
}

impl Ready {
    /// A record about some people, as it was typed.
    pub fn of<R: Record>(people: Vec<PersonId>, record: &R) -> Ready {
        let body = Value::Object(record.write_part());
        Ready { kind: R::KIND, people, body, unusual: None, source: None }
    }
}

impl Casework {
    /// Finishes a draft. `why` answers the questions about unusual answers; `reason` is why an amendment is made. Whatever
    /// somebody saves meanwhile is either in the record, or is saved no more.
    pub fn finish(&self, actor: &Actor, id: DraftId, why: Option<&str>, reason: Option<&str>) -> Done<Finished> {
        for _ in 0..READ_AGAIN {
            match self.finish_as_read(actor, id, why, reason) {
                Err(Problem::Store(StoreError::WrittenIn)) => {}
                done => return done,
            }
        }
        Err(Problem::Store(StoreError::WrittenIn))
    }

    fn finish_as_read(&self, actor: &Actor, id: DraftId, why: Option<&str>, reason: Option<&str>) -> Done<Finished> {
        let open = match self.draft(actor, id) {
            Err(Problem::NotFound) => return self.finished(actor, id).map(Finished::Record),
            open => open?,
        };
        if let Some((path, _)) = open.rivals.iter().next() {
            let message = "Two people answered this differently: choose one, or put them together".to_owned();
            return Ok(Finished::Faults(vec![Fault { path: path.clone(), message }]));
        }
        let people = &open.draft.people;
        let review = self.review(open.kind, &open.form(), people);
        if !review.faults.is_empty() {
            return Ok(Finished::Faults(review.faults));
        }
        if let Some(fault) = self.unsent(&open, &review.body)? {
            return Ok(Finished::Faults(vec![fault]));
        }
        let status = match (open.draft.amends, reason.map(str::trim).filter(|words| !words.is_empty())) {
            (None, _) => Status::Finished,
            (Some(_), Some(reason)) => Status::Amended { reason: reason.to_owned() },
            (Some(_), None) => {
                return Ok(Finished::Faults(vec![Fault::at("_reason", "Say why this record is being corrected")]));
            }
        };
        let why = why.map(str::trim).filter(|words| !words.is_empty());
        if why.is_none() && open.draft.amends.is_none() {
            let mut questions = self.unusual(open.kind, people, &review)?;
            questions.extend(left_out(&open.former));
            if !questions.is_empty() {
                return Ok(Finished::Unusual(questions));
            }
        }
        let record = open.draft.amends.unwrap_or(RecordId(id.0));
        let about = review.about.unwrap_or_else(|| self.today());
        let (mut people, mut body) = (people.clone(), review.body);
        if let Some(record) = open.draft.amends {
            self.put_back(actor, record, open.kind, &mut people, &mut body)?;
        }
        let revision = Revision {
            id: record,
            revision: 1,
            kind: open.kind.name.to_owned(),
            people,
            about,
            known: self.now(),
            author: actor.staff.clone(),
            status,
            unusual: why.map(str::to_owned),
            source: None,
            form: String::new(),
            body,
        };
        self.append(&id.to_string(), vec![revision], Some((id, open.read)))?;
        Ok(Finished::Record(record))
    }

    /// The record that a draft became: for somebody who asks to finish it again because no answer came the first time.
    pub fn finished(&self, actor: &Actor, id: DraftId) -> Done<RecordId> {
        let state = self.store().draft(id)?;
        let of = state.as_ref().map(|state| state.draft.people.as_slice());
        self.may_with(actor, Act::Write, None, of, true)?;
        let people = state.ok_or(Problem::NotFound)?.draft.people;
        self.looked(actor, "view_draft", &people, None)?;
        // The key of the write settles it; asked again, the answer is as safe as the first.
        let before = self.store().write(&id.to_string(), &people, &mut |_| Err(StoreError::NoSuchDraft))?;
        let (Written::Now(records) | Written::Before(records)) = before;
        records.first().copied().ok_or(Problem::NotFound)
    }

    /// The record that a draft became, and what of these answers came too late to be in it.
    pub fn overtaken(&self, actor: &Actor, id: DraftId, typed: Form) -> Done<Overtaken> {
        let record = self.finished(actor, id)?;
        let state = self.store().draft(id)?.ok_or(Problem::NotFound)?;
        let kind = kinds::find(&state.draft.kind).ok_or(Problem::NotFound)?;
        // A browser ends lines in another way when a script does not send them.
        let plain = |words: &str| words.replace("\r\n", "\n").trim().to_owned();
        let held = |path: &str, value: &str| {
            state.fields.iter().any(|field| field.path == path && plain(&field.value) == plain(value))
        };
        let left = typed.into_iter().filter(|(path, value)| !plain(value).is_empty() && !held(path, value)).collect();
        Ok(Overtaken { record, kind, left })
    }

    /// Puts back what the writer of a correction could not see: people kept from them, with their own answers.
    fn put_back(
        &self,
        actor: &Actor,
        record: RecordId,
        kind: &Kind,
        people: &mut Vec<PersonId>,
        body: &mut Value,
    ) -> Done<()> {
        let sight = self.sight(actor)?;
        if sight.hidden().is_empty() {
            return Ok(());
        }
        if let Some(was) = self.store().record(record)?.last() {
            people.extend(was.people.iter().filter(|person| sight.hides(**person)));
            practice::shield::put_back((kind.spec)(), &was.body, body, &|person| sight.hides(person));
        }
        Ok(())
    }

    /// Checks a form as if to finish it now.
    pub fn review(&self, kind: &Kind, form: &Form, people: &[PersonId]) -> Review {
        kind.review(form, &Checking { now: self.today(), people })
    }

    /// Questions about answers, and about the move itself given where each child's journey stands.
    fn unusual(&self, kind: &Kind, people: &[PersonId], review: &Review) -> Done<Vec<String>> {
        let mut questions = review.unusual.clone();
        let (Ok(body), Some(about)) = ((kind.read)(&review.body), review.about) else { return Ok(questions) };
        let records = Records::read(self.store().about(people)?);
        let mut moves: Vec<(String, Vec<PersonId>)> = Vec::new();
        for child in people {
            let own = records_of(&records, *child);
            for question in practice::pathway::unusual(*child, &own.standing(), body.as_ref(), about) {
                match moves.iter_mut().find(|(asked, _)| *asked == question) {
                    Some((_, children)) => children.push(*child),
                    None => moves.push((question, vec![*child])),
                }
            }
        }
        // A question about some of the children says which.
        let names = if moves.is_empty() { PageNames::default() } else { self.names_of(people)? };
        questions.extend(moves.into_iter().map(|(question, children)| {
            if children.len() == people.len() {
                return question;
            }
            let of: Vec<&str> = children.iter().map(|child| names.of(*child)).collect();
            format!("{}: {question}", of.join(" and "))
        }));
        Ok(questions)
    }

    /// Writes a record that is ready, under a key that makes repeating it harmless.
    pub fn record_ready(&self, actor: &Actor, key: &str, ready: Ready) -> Done<RecordId> {
        self.append_ready(actor, key, vec![ready]).map(|ids| ids.first().copied().unwrap_or(RecordId(Uuid::nil())))
    }

    /// Writes several records that are ready, all or none. Those they are about need not be on file yet, but none may be
    /// kept from the writer.
    pub fn append_ready(&self, actor: &Actor, key: &str, ready: Vec<Ready>) -> Done<Vec<RecordId>> {
        let mut sight = self.may(actor, Act::Write)?;
        let people: Vec<PersonId> = ready.iter().flat_map(|one| one.people.iter().copied()).collect();
        sight.learn(self.store().holders(&sight.asked(&people))?);
        // One person on file about whom they may write is enough: a child's relative may be anybody's.
        let refused = |one: &Ready| {
            let on_file: Vec<&PersonId> = one.people.iter().filter(|person| sight.has_learned(**person)).collect();
            one.people.iter().any(|person| sight.hides(*person))
                || !on_file.is_empty() && !on_file.into_iter().any(|person| sight.may(Act::Write, *person))
        };
        if ready.iter().any(refused) {
            return Err(self.refuse(actor, Act::Write, people.first().copied(), None, Problem::NotFound)?);
        }
        let mut revisions = Vec::with_capacity(ready.len());
        for one in ready {
            revisions.push(self.revision_of(actor, one)?);
        }
        self.append(key, revisions, None)
    }

    /// A first revision from a record that is ready.
    pub fn revision_of(&self, actor: &Actor, ready: Ready) -> Done<Revision> {
        let kind = kinds::find(ready.kind)
            .ok_or_else(|| Problem::Refused(format!("`{}` is not a kind of record", ready.kind)))?;
        let about = kind
            .about(&ready.body)
            .map_err(|fault| Problem::Refused(format!("this {} cannot be read: {fault}", (kind.spec)().title)))?;
        Ok(Revision {
            id: RecordId(self.new_id()),
            revision: 1,
            kind: ready.kind.to_owned(),
            people: ready.people,
            about,
            known: self.now(),
            author: actor.staff.clone(),
            status: Status::Finished,
            unusual: ready.unusual,
            source: ready.source,
            form: String::new(),
            body: ready.body,
        })
    }

    /// Withdraws a record, with a reason; it stays readable.
    pub fn withdraw(&self, actor: &Actor, record: RecordId, reason: &str) -> Done<()> {
        let revisions = self.store().record(record)?;
        let of = revisions.last().map(|latest| latest.people.as_slice());
        self.may_with(actor, Act::Correct, Some(record), of, false)?;
        if reason.trim().is_empty() {
            return Err(Problem::Refused("Say why this record is being withdrawn".into()));
        }
        let latest = revisions.last().ok_or(Problem::NotFound)?;
        let withdrawn = Revision {
            known: self.now(),
            author: actor.staff.clone(),
            status: Status::Withdrawn { reason: reason.trim().to_owned() },
            ..latest.clone()
        };
        self.append(&format!("withdraw {record} {}", latest.revision), vec![withdrawn], None)?;
        Ok(())
    }

    /// May this person correct or withdraw this record? For the page that asks why.
    pub fn may_correct(&self, actor: &Actor, record: RecordId) -> Done<()> {
        let revisions = self.store().record(record)?;
        let of = revisions.last().map(|latest| latest.people.as_slice());
        self.may_with(actor, Act::Correct, Some(record), of, false).map(drop)
    }

    /// Appends revisions with the summaries they change, in one transaction.
    pub(crate) fn append(
        &self,
        key: &str,
        revisions: Vec<Revision>,
        closes: Option<(DraftId, AsRead)>,
    ) -> Done<Vec<RecordId>> {
        let people = people_of(&revisions);
        let forms = forms_of(&revisions);
        let mut decide = |rules: &Rules, before: Vec<Revision>| {
            let mut new = revisions.clone();
            number(&before, &mut new, &forms)?;
            let summaries = summaries(rules, &people, before, &new);
            let (forms, entry) = (forms.values().cloned().collect(), self.vouching(&new));
            let (closes, read) = closes.clone().unzip();
            Ok(Change { revisions: new, forms, summaries, closes, read, entry, under: None })
        };
        match self.write(key, &people, &mut decide)? {
            Written::Now(ids) => {
                self.vouched(&people);
                Ok(ids)
            }
            Written::Before(ids) => Ok(ids),
        }
    }
}

/// Asks whether words whose question is gone are to be left out.
fn left_out(former: &[Former]) -> Option<String> {
    let questions: Vec<&str> = former.iter().map(|one| one.question.as_str()).collect();
    (!former.is_empty()).then(|| {
        format!(
            "This form no longer asks \u{201c}{}\u{201d}. What you wrote there is not in the record unless you copy it into \
             another answer. Is that right?",
            questions.join("\u{201d}, \u{201c}")
        )
    })
}

/// Gives each new revision the number after the last, and the fingerprint of its form.
fn number(
    before: &[Revision],
    new: &mut [Revision],
    forms: &BTreeMap<String, (String, String)>,
) -> Result<(), StoreError> {
    for revision in new {
        let last = before.iter().filter(|one| one.id == revision.id).max_by_key(|one| one.revision);
        revision.revision = last.map_or(1, |one| one.revision + 1);
        if last.is_some_and(|one| matches!(one.status, Status::Withdrawn { .. })) {
            return Err(StoreError::Refused("This record was withdrawn: write a new one instead".into()));
        }
        if let Some((fingerprint, _)) = forms.get(&revision.kind) {
            revision.form.clone_from(fingerprint);
        }
    }
    Ok(())
}

/// The form of each kind among some revisions.
pub fn forms_of(revisions: &[Revision]) -> BTreeMap<String, (String, String)> {
    let mut forms = BTreeMap::new();
    for revision in revisions {
        if let Some(kind) = kinds::find(&revision.kind) {
            forms.entry(revision.kind.clone()).or_insert_with(|| fingerprint((kind.spec)()));
        }
    }
    forms
}

/// The summary of each of these people once some revisions are added.
pub fn summaries(rules: &Rules, people: &[PersonId], before: Vec<Revision>, new: &[Revision]) -> Vec<Summary> {
    let records = Records::read(before.into_iter().chain(new.iter().cloned()));
    people.iter().map(|person| summary::of(rules, *person, &records_of(&records, *person))).collect()
}

/// Those of some records that are about one person.
pub fn records_of(records: &Records, person: PersonId) -> Records {
    Records::new(records.revisions().iter().filter(|entry| entry.people.contains(&person)).cloned())
}
