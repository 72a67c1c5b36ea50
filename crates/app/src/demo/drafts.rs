//! Work left half done: what is being typed when the demonstration opens.

use super::Plan;
use super::chance::Chance;
use crate::failure::Outcome;
use jiff::SignedDuration;
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use serde_json::{Value, json};
use store::{Draft, DraftId, Save, Store, Whose};
use uuid::Builder;

/// Leaves a visit and a case note of the social worker's, and a contact of the screener's, half written.
pub(super) fn left_open(store: &dyn Store, plan: &Plan) -> Outcome {
    let mut chance = Chance::of(plan.seed, u64::MAX - 1);
    let worker = StaffId::from("social.worker");
    let mine = store.children(&Whose::Worker(worker.clone()), 40)?;
    let yesterday = Moment::of(plan.until.saturating_sub(SignedDuration::from_hours(26)).unwrap_or(plan.until));
    let when = Moment::at(yesterday.date, 15, 40).written();
    if let Some(child) = mine.first() {
        // The brothers and sisters allocated with this child were visited together.
        let home = child.detail.get("home").cloned();
        let together = mine.iter().filter(|one| home.is_some() && one.detail.get("home") == home.as_ref());
        let people: Vec<PersonId> = together.map(|one| one.person).collect();
        let people = if people.is_empty() { vec![child.person] } else { people };
        let answers = json!({
            "when": when,
            "purpose": "child_in_need",
            "outcome": {
                "is": "held",
                "place": "home",
                "saw": "Nobody answered at first. Their aunt let me in; there was washing on the radiators and",
            },
        });
        keep(store, plan, &mut chance, ("visit", &worker, &people, 1500), &answers)?;
    }
    if let Some(child) = mine.last() {
        let answers = json!({ "when": when, "subject": "Call from the school nurse", "words": "Rang about the" });
        keep(store, plan, &mut chance, ("case_note", &worker, &[child.person], 4300), &answers)?;
    }
    let screener = StaffId::from("screener");
    let answers = json!({
        "received": Moment::of(plan.until).written(),
        "route": "public",
        "concern": "The caller lives below the family and hears a child crying most nights. She does not want",
    });
    keep(store, plan, &mut chance, ("contact", &screener, &[], 20), &answers)
}

fn keep(
    store: &dyn Store,
    plan: &Plan,
    chance: &mut Chance,
    (kind, by, people, minutes): (&str, &StaffId, &[PersonId], i64),
    answers: &Value,
) -> Outcome {
    let opened = plan.until.saturating_sub(SignedDuration::from_mins(minutes)).unwrap_or(plan.until);
    let millis = u64::try_from(opened.as_millisecond()).unwrap_or(0);
    let mut random = [0; 10];
    random[..8].copy_from_slice(&chance.seed().to_be_bytes());
    let id = DraftId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid());
    store.open_draft(&Draft {
        id,
        kind: kind.to_owned(),
        people: people.to_vec(),
        by: by.clone(),
        opened,
        amends: None,
        closed: None,
    })?;
    let Some(found) = practice::kinds::find(kind) else { return Ok(()) };
    let as_typed = practice::form::write((found.spec)(), answers);
    let saves: Vec<Save> = as_typed.into_iter().map(|(path, value)| Save { path, value, base: 0 }).collect();
    store.save_fields(id, by, opened, &saves)?;
    Ok(())
}
