//! Hiding, after everything has been folded: people who may not be known of, and answers that are shielded.

use super::{Act, Sight};
use practice::ids::PersonId;
use practice::kinds;
use practice::record::{Entry, Records, Revision};
use practice::shield;
use practice::spec::Sensitivity;
use practice::summary::Summary;
use serde_json::Value;
use std::sync::Arc;

impl Sight {
    /// A revision as the actor may see it; none when nothing is left to show. People who are hidden are taken out with
    /// their own answers, and so are the answers of those whose files the actor may not see.
    pub fn revision(&self, mut revision: Revision) -> Option<Revision> {
        let Some(kind) = kinds::find(&revision.kind) else {
            revision.people.retain(|person| !self.hides(*person));
            return (!revision.people.is_empty()).then_some(revision);
        };
        let spec = (kind.spec)();
        if !self.hidden().is_empty() {
            revision.body = shield::without(spec, &revision.body, &|person| self.hides(person))?;
            revision.people.retain(|person| !self.hides(*person));
            if revision.people.is_empty() {
                return None;
            }
        }
        let (mine, others): (Vec<PersonId>, Vec<PersonId>) =
            revision.people.iter().partition(|person| self.may(Act::SeeFile, **person));
        if !others.is_empty() && !mine.is_empty() {
            revision.body = self.without_answers(&revision, &others);
        }
        let kept_safe = revision.body.get("keep_safe").is_some_and(|said| !said.is_null());
        let hides = |one: Sensitivity| self.shields_in(&revision.people, one, kept_safe);
        if [Sensitivity::SafeAddress, Sensitivity::ThirdParty].into_iter().any(hides) {
            revision.body = shield::shielded(spec, &revision.body, &hides);
        }
        Some(revision)
    }

    /// Is it plain, without looking closer, that nothing of this revision is kept from the actor?
    pub fn is_plain(&self, revision: &Revision) -> bool {
        self.hidden().is_empty()
            && self.sees_any_file()
            && revision.body.get("keep_safe").is_none_or(Value::is_null)
            && revision.people.iter().all(|person| !self.is_restricted(*person))
    }

    /// Records as the actor may see them; none when that is all of them.
    pub fn records(&self, records: &Records) -> Option<Records> {
        let mut changed = false;
        let mut see = |entry: &Entry| {
            if self.is_plain(&entry.kept) {
                return Some(entry.clone());
            }
            let seen = self.revision(Revision::clone(&entry.kept));
            if seen.as_ref() == Some(&*entry.kept) {
                return Some(entry.clone());
            }
            changed = true;
            seen.map(|revision| Entry::read(Arc::new(revision)))
        };
        let seen: Vec<Entry> = records.revisions().iter().filter_map(&mut see).collect();
        changed.then(|| Records::new(seen))
    }

    /// Some revisions as the actor may see them.
    pub fn revisions(&self, revisions: Vec<Revision>) -> Vec<Revision> {
        let see = |one| if self.is_plain(&one) { Some(one) } else { self.revision(one) };
        revisions.into_iter().filter_map(see).collect()
    }

    /// What an address says of itself is kept from those who see what is shielded of none of its people; what a register
    /// shields of one person, from those who may not see that person's.
    fn shields_in(&self, people: &[PersonId], sensitivity: Sensitivity, kept_safe: bool) -> bool {
        people.iter().any(|person| self.shields(*person, sensitivity, false))
            || kept_safe && people.iter().all(|person| self.shields(*person, sensitivity, true))
    }

    fn without_answers(&self, revision: &Revision, others: &[PersonId]) -> Value {
        let answers = |person: PersonId| others.contains(&person);
        match kinds::find(&revision.kind) {
            Some(kind) => shield::without_answers((kind.spec)(), &revision.body, &answers),
            None => revision.body.clone(),
        }
    }

    /// Does this revision, as the actor may see it, hold words that are shielded?
    pub fn is_shielded(&self, revision: &Revision) -> bool {
        let kept_safe = revision.body.get("keep_safe").is_some_and(|said| !said.is_null());
        let hides = |one: Sensitivity| self.shields_in(&revision.people, one, kept_safe);
        kinds::find(&revision.kind).is_some_and(|kind| shield::has((kind.spec)(), &revision.body, &hides))
    }

    /// A summary as the actor may see it; none for somebody who may not be known of.
    pub fn summary(&self, mut summary: Summary) -> Option<Summary> {
        if self.hides(summary.person) {
            return None;
        }
        if !self.hidden().is_empty()
            && let Some(kin) = summary.detail.get_mut("kin").and_then(Value::as_object_mut)
        {
            for people in kin.values_mut().filter_map(Value::as_array_mut) {
                people.retain(|one| {
                    !one.as_str().and_then(|id| id.parse().ok()).is_some_and(|person| self.hides(person))
                });
            }
        }
        let postcodes: Vec<String> =
            summary.keys.iter().filter_map(|key| key.strip_prefix("postcode:")).map(str::to_owned).collect();
        let shown = |key: &str| postcodes.iter().any(|code| key.starts_with(code.as_str()));
        let safe = |key: &String| key.strip_prefix("address:").is_some_and(|key| !shown(key));
        let shields = |kept_safe| self.shields(summary.person, Sensitivity::SafeAddress, kept_safe);
        if self.registers.restriction(summary.person).is_some() && shields(false) {
            summary.keys.retain(|key| !key.starts_with("address:") && !key.starts_with("postcode:"));
            if let Some(home) = summary.detail.get_mut("home") {
                *home = Value::from(shield::SHIELDED);
            }
        } else if summary.keys.iter().any(safe) {
            // An address that is kept safe has no postcode among the keys: see `practice::summary`.
            if shields(true) {
                let keys = summary.keys.clone();
                summary.keys = keys.into_iter().filter(|key| !safe(key)).collect();
            }
        }
        Some(summary)
    }

    /// Some summaries as the actor may see them; who holds the work with each is learned first.
    pub fn summaries(&mut self, summaries: Vec<Summary>) -> Vec<Summary> {
        self.learn_from(&summaries);
        summaries.into_iter().filter_map(|one| self.summary(one)).collect()
    }
}
