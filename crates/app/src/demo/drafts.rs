//! Work left half done: what is being typed when the demonstration opens.

use super::Plan;
use super::chance::Chance;
use crate::failure::Outcome;
use casework::Role;
use jiff::SignedDuration;
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use practice::summary::Summary;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Draft, DraftId, Save, Staff, Store, Whose};
use uuid::Builder;

/// What a worker was in the middle of: the kind, how common, the question last typed in, and the words so far.
const HALF_SAID: &[(f64, (&str, &str, &str))] = &[
    (5.0, ("visit", "outcome.held.saw", "Everyone was in. We sat in the kitchen and")),
    (3.0, ("visit", "outcome.held.saw", "The curtains were drawn at four. I knocked twice and")),
    (5.0, ("case_note", "words", "Rang back about the appointment. She said")),
    (3.0, ("case_note", "words", "The pastoral lead has noticed that")),
    (2.0, ("child_in_need_meeting", "progress", "Bedtimes are better. Still to talk about:")),
    (2.0, ("management_decision", "rationale", "We talked about what would have to be true for this to")),
    (1.0, ("what_matters_now", "words", "Ring the aunt first, not the house.")),
];

/// Questions that two people are answering at once, and have not settled: the kind, the question, what each typed.
const RIVALS: &[(&str, &str, &str, &str)] = &[
    (
        "strategy_discussion",
        "interim_safety",
        "Stay with the aunt until Thursday. No unsupervised time with either parent.",
        "Stay with the aunt until the medical is done. Mother may visit when the aunt is there.",
    ),
    (
        "core_group",
        "progress",
        "School attendance is up to 94%. The safety plan was used once and it worked.",
        "Attendance is better, but the second half of the month was not like the first.",
    ),
    (
        "child_in_need_meeting",
        "progress",
        "The family says the plan can end. School agrees.",
        "School would like one more review before the plan ends.",
    ),
];

/// Leaves drafts open: a few with every worker, some of which two people are answering differently.
pub(super) fn left_open(store: &dyn Store, plan: &Plan) -> Outcome {
    let mut desk = Desk { store, plan, chance: Chance::of(plan.seed, u64::MAX - 1) };
    desk.accounts()?;
    let (_, staff) = store.staff()?;
    let workers: Vec<&Staff> = staff.iter().filter(|one| one.active && one.role == Role::SocialWorker.name()).collect();
    let managers: BTreeMap<_, _> = staff
        .iter()
        .filter(|one| one.active && one.role == Role::TeamManager.name())
        .map(|one| (one.team.clone(), one.id.clone()))
        .collect();
    let mut children: BTreeMap<StaffId, Vec<Summary>> = BTreeMap::new();
    for child in store.children(&Whose::All, usize::MAX)? {
        if let Some(worker) = child.worker.clone() {
            children.entry(worker).or_default().push(child);
        }
    }
    let mut rivals = RIVALS.iter().cycle();
    for (place, worker) in workers.iter().enumerate() {
        let Some(own) = children.get(&worker.id) else { continue };
        for _ in 0..desk.chance.between(0, 2) {
            let (kind, path, words) = *desk.chance.weighed(HALF_SAID);
            let by = if kind == "management_decision" { managers.get(&worker.team) } else { Some(&worker.id) };
            let people = [desk.chance.one(own).person];
            let minutes = i64::from(*desk.chance.weighed(&[(6.0, 90), (3.0, 1600), (1.0, 17_000)]));
            let minutes = minutes + i64::from(desk.chance.between(0, 400));
            desk.keep((kind, by.unwrap_or(&worker.id), &people, minutes), &[(path, words)])?;
        }
        // One worker in six is writing beside the manager; the account's own worker is one of them.
        let beside = managers.get(&worker.team).filter(|_| place % 6 == 0 || worker.id.0 == "social.worker");
        if let (Some(manager), Some(&(kind, path, one, other))) = (beside, rivals.next()) {
            let people = [desk.chance.one(own).person];
            let minutes = i64::from(desk.chance.between(30, 300));
            let draft = desk.keep((kind, &worker.id, &people, minutes), &[(path, one)])?;
            let at = plan.until.saturating_sub(SignedDuration::from_mins(minutes / 2)).unwrap_or(plan.until);
            // Typed without having seen the first answer: neither is lost.
            let save = Save { path: path.to_owned(), value: other.to_owned(), base: 0 };
            store.save_fields(draft, manager, at, &[save])?;
        }
    }
    Ok(())
}

struct Desk<'s> {
    store: &'s dyn Store,
    plan: &'s Plan,
    chance: Chance,
}

impl Desk<'_> {
    /// A visit and a case note of the social worker's account, and a contact of the screener's.
    fn accounts(&mut self) -> Outcome {
        let worker = StaffId::from("social.worker");
        let mine = self.store.children(&Whose::Worker(worker.clone()), 40)?;
        let until = self.plan.until;
        let yesterday = Moment::of(until.saturating_sub(SignedDuration::from_hours(26)).unwrap_or(until));
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
            self.open(("visit", &worker, &people, 1500), &answers)?;
        }
        if let Some(child) = mine.last() {
            let answers = json!({ "when": when, "subject": "Call from the school nurse", "words": "Rang about the" });
            self.open(("case_note", &worker, &[child.person], 4300), &answers)?;
        }
        let screener = StaffId::from("screener");
        let answers = json!({
            "received": Moment::of(until).written(),
            "route": "public",
            "concern": "The caller lives below the family and hears a child crying most nights. She does not want",
        });
        self.open(("contact", &screener, &[], 20), &answers)?;
        Ok(())
    }

    /// A draft with an answer or two, by the path of each question.
    fn keep(&mut self, (kind, by, people, minutes): Left<'_>, typed: &[(&str, &str)]) -> Outcome<DraftId> {
        let answers = match kind {
            "visit" => json!({ "purpose": "child_in_need", "outcome": { "is": "held", "place": "home" } }),
            _ => json!({}),
        };
        let draft = self.open((kind, by, people, minutes), &answers)?;
        let at = self.instant(minutes);
        let saves: Vec<Save> = typed
            .iter()
            .map(|(path, value)| Save { path: (*path).to_owned(), value: (*value).to_owned(), base: 0 })
            .collect();
        self.store.save_fields(draft, by, at, &saves)?;
        Ok(draft)
    }

    fn instant(&self, minutes: i64) -> jiff::Timestamp {
        let until = self.plan.until;
        until.saturating_sub(SignedDuration::from_mins(minutes)).unwrap_or(until)
    }

    fn open(&mut self, (kind, by, people, minutes): Left<'_>, answers: &Value) -> Outcome<DraftId> {
        let opened = self.instant(minutes);
        let millis = u64::try_from(opened.as_millisecond()).unwrap_or(0);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.chance.seed().to_be_bytes());
        let id = DraftId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid());
        self.store.open_draft(&Draft {
            id,
            kind: kind.to_owned(),
            people: people.to_vec(),
            by: by.clone(),
            opened,
            amends: None,
            closed: None,
        })?;
        let Some(found) = practice::kinds::find(kind) else { return Ok(id) };
        let as_typed = practice::form::write((found.spec)(), answers);
        let saves: Vec<Save> = as_typed.into_iter().map(|(path, value)| Save { path, value, base: 0 }).collect();
        self.store.save_fields(id, by, opened, &saves)?;
        Ok(id)
    }
}

/// A draft left open: its kind, whose, about whom, how many minutes ago.
type Left<'l> = (&'l str, &'l StaffId, &'l [PersonId], i64);
