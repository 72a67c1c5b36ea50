//! Checks of drafts.

use super::sample::{at, person, record, revision, staff};
use super::{fine, same};
use crate::{AsRead, Change, Draft, DraftId, FieldState, Save, SavedAs, Store, StoreError, Written};
use practice::ids::StaffId;

pub(super) fn draft(number: u128, by: u64) -> Draft {
    Draft {
        id: DraftId(record(number).0),
        kind: "visit".to_owned(),
        people: vec![person(2), person(1)],
        by: staff(by),
        opened: at(i64::try_from(number).unwrap_or(0)),
        amends: None,
        closed: None,
    }
}

pub(super) fn save(
    store: &dyn Store,
    id: DraftId,
    by: &StaffId,
    path: &str,
    value: &str,
    base: u64,
) -> Result<(u64, SavedAs), String> {
    let save = Save { path: path.to_owned(), value: value.to_owned(), base };
    let saved = fine(store.save_fields(id, by, at(1), &[save]))?;
    match saved.as_slice() {
        [one] if one.path == path => Ok((one.version, one.outcome)),
        other => Err(format!("one save was answered with {other:?}")),
    }
}

/// Path, value, version, writer and state of an answer.
pub(super) type Answer = (String, String, u64, StaffId, FieldState);

/// What a draft shows.
pub(super) fn answers(store: &dyn Store, id: DraftId) -> Result<Vec<Answer>, String> {
    let state = fine(store.draft(id))?.ok_or("the draft is gone")?;
    Ok(state.fields.into_iter().map(|field| (field.path, field.value, field.version, field.by, field.state)).collect())
}

fn answer(path: &str, value: &str, version: u64, by: u64, state: FieldState) -> Answer {
    (path.to_owned(), value.to_owned(), version, staff(by), state)
}

pub(super) fn two_writers(store: &dyn Store) -> Result<(), String> {
    let it = draft(1, 1);
    fine(store.open_draft(&it))?;
    let (id, ann, bob) = (it.id, &staff(1), &staff(2));
    same("ann answers one", save(store, id, ann, "seen", "yes", 0)?, (1, SavedAs::Current))?;
    same("bob answers another", save(store, id, bob, "alone", "no", 0)?, (2, SavedAs::Current))?;
    same("bob says the same", save(store, id, bob, "seen", "yes", 0)?, (1, SavedAs::Unchanged))?;
    same("bob differs unseen", save(store, id, bob, "seen", "no", 0)?, (3, SavedAs::Rival))?;
    same("bob again, the same", save(store, id, bob, "seen", "no", 3)?, (3, SavedAs::Rival))?;
    same("bob says it better", save(store, id, bob, "seen", "no, asleep", 3)?, (4, SavedAs::Rival))?;
    use FieldState::{Current, Rival};
    same(
        "what is shown",
        answers(store, id)?,
        vec![
            answer("alone", "no", 2, 2, Current),
            answer("seen", "yes", 1, 1, Current),
            answer("seen", "no, asleep", 4, 2, Rival),
        ],
    )?;
    same("ann, having seen bob's", save(store, id, ann, "alone", "partly", 2)?, (5, SavedAs::Current))?;
    same("bob comes round", save(store, id, bob, "seen", "yes", 4)?, (1, SavedAs::Unchanged))?;
    same(
        "then",
        answers(store, id)?,
        vec![answer("alone", "partly", 5, 1, Current), answer("seen", "yes", 1, 1, Current)],
    )?;
    let state = fine(store.draft(id))?.ok_or("the draft is gone")?;
    same("the draft", state.draft, it)?;
    same("when", state.fields.first().map(|field| field.at), Some(at(1)))
}

pub(super) fn settled(store: &dyn Store) -> Result<(), String> {
    let id = draft(1, 1).id;
    fine(store.open_draft(&draft(1, 1)))?;
    save(store, id, &staff(1), "seen", "yes", 0)?;
    save(store, id, &staff(2), "seen", "no", 0)?;
    save(store, id, &staff(3), "seen", "unsure", 0)?;
    same("three answers", answers(store, id)?.len(), 3)?;
    fine(store.settle(id, &staff(2), at(5), "seen", "yes, briefly"))?;
    same("one answer", answers(store, id)?, vec![answer("seen", "yes, briefly", 4, 2, FieldState::Current)])?;
    same("seen and replaced", save(store, id, &staff(1), "seen", "yes", 4)?, (5, SavedAs::Current))
}

pub(super) fn never_own_rival(store: &dyn Store) -> Result<(), String> {
    let id = draft(1, 1).id;
    fine(store.open_draft(&draft(1, 1)))?;
    for (version, words) in [(1, "a"), (2, "b"), (3, "")] {
        same("again, unseen", save(store, id, &staff(1), "words", words, 0)?, (version, SavedAs::Current))?;
    }
    let twice = ["c", "d"].map(|words| Save { path: "words".to_owned(), value: words.to_owned(), base: 0 });
    let saved = fine(store.save_fields(id, &staff(1), at(1), &twice))?;
    same("twice at once", saved.iter().map(|one| one.version).collect(), vec![4, 5])?;
    same("one answer", answers(store, id)?, vec![answer("words", "d", 5, 1, FieldState::Current)])?;
    same("no answers", fine(store.save_fields(id, &staff(1), at(1), &[]))?, vec![])
}

pub(super) fn life(store: &dyn Store) -> Result<(), String> {
    let amending = Draft { amends: Some(record(77)), people: vec![person(2)], ..draft(2, 2) };
    fine(store.open_draft(&draft(1, 1)))?;
    fine(store.open_draft(&amending))?;
    fine(store.open_draft(&Draft { kind: "other".to_owned(), people: vec![], ..draft(1, 3) }))?;
    same("by one", fine(store.drafts(Some(&staff(1)), None))?, vec![draft(1, 1)])?;
    same("by nobody", fine(store.drafts(Some(&staff(3)), None))?, vec![])?;
    same("about one", fine(store.drafts(None, Some(person(1))))?, vec![draft(1, 1)])?;
    same("about both, latest first", fine(store.drafts(None, Some(person(2))))?, vec![amending.clone(), draft(1, 1)])?;
    same("all", fine(store.drafts(None, None))?, vec![amending.clone(), draft(1, 1)])?;
    save(store, draft(1, 1).id, &staff(2), "seen", "yes", 0)?;
    same("typed in", fine(store.drafts(Some(&staff(2)), None))?, vec![amending.clone(), draft(1, 1)])?;
    same("both asked", fine(store.drafts(Some(&staff(2)), Some(person(1))))?, vec![draft(1, 1)])?;
    fine(store.set_draft_people(draft(1, 1).id, &[person(3), person(3)]))?;
    let moved = Draft { people: vec![person(3), person(3)], ..draft(1, 1) };
    same("about the new", fine(store.drafts(None, Some(person(3))))?, vec![moved])?;
    same("not about the old", fine(store.drafts(None, Some(person(1))))?, vec![])?;
    fine(store.discard_draft(amending.id, at(50)))?;
    same("closed", fine(store.drafts(None, Some(person(2))))?, vec![])?;
    let kept = fine(store.draft(amending.id))?.map(|state| state.draft);
    same("kept", kept, Some(Draft { closed: Some(at(50)), ..amending.clone() }))?;
    for id in [amending.id, draft(9, 1).id] {
        let gone = Some(StoreError::NoSuchDraft);
        same("save", store.save_fields(id, &staff(1), at(1), &[]).err(), gone.clone())?;
        same("settle", store.settle(id, &staff(1), at(1), "a", "b").err(), gone.clone())?;
        same("people", store.set_draft_people(id, &[]).err(), gone.clone())?;
        same("discard", store.discard_draft(id, at(1)).err(), gone)?;
    }
    same("no such draft", fine(store.draft(draft(9, 1).id))?, None)
}

pub(super) fn finished(store: &dyn Store) -> Result<(), String> {
    let it = draft(1, 1);
    fine(store.open_draft(&it))?;
    let finish = |key: &str| {
        store.write(key, &it.people, &mut |_| {
            Ok(Change { revisions: vec![revision(5, &it.people)], closes: Some(it.id), ..Change::default() })
        })
    };
    let key = it.id.to_string();
    same("finished", finish(&key), Ok(Written::Now(vec![record(5)])))?;
    same("finished again", finish(&key), Ok(Written::Before(vec![record(5)])))?;
    let closed = fine(store.draft(it.id))?.and_then(|state| state.draft.closed);
    same("closed when its record was known", closed, Some(at(5)))?;
    same("not by another key", finish("another").err().is_some(), true)?;
    // One that somebody wrote in since it was read is not finished, and nothing of it is written; read again, it is.
    let other = draft(2, 1);
    fine(store.open_draft(&other))?;
    save(store, other.id, &staff(1), "seen", "yes", 0)?;
    let read = || -> Result<AsRead, String> { Ok(fine(store.draft(other.id))?.ok_or("the draft is gone")?.as_read()) };
    let late = |read: &AsRead| {
        store.write("late", &other.people, &mut |_| {
            let (revisions, read) = (vec![revision(6, &other.people)], Some(read.clone()));
            Ok(Change { revisions, closes: Some(other.id), read, ..Change::default() })
        })
    };
    let before = read()?;
    save(store, other.id, &staff(2), "alone", "no", 0)?;
    same("an answer more", late(&before), Err(StoreError::WrittenIn))?;
    let before = read()?;
    save(store, other.id, &staff(2), "seen", "no", 0)?;
    same("another answer to one", late(&before), Err(StoreError::WrittenIn))?;
    let before = read()?;
    fine(store.set_draft_people(other.id, &[person(1)]))?;
    same("somebody less", late(&before), Err(StoreError::WrittenIn))?;
    same("it is open", fine(store.draft(other.id))?.map(|state| state.draft.closed), Some(None))?;
    same("as it stands", late(&read()?), Ok(Written::Now(vec![record(6)])))?;
    same("one record each", fine(store.about(&it.people))?.len(), 2)
}
