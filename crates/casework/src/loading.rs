//! Loading a great many records at once, for a demonstration or an import, by the same code that finishes one.

use crate::finish::forms_of;
use crate::{Casework, Done, people_of};
use practice::record::{Records, Revision};
use practice::summary;
use std::collections::BTreeMap;
use store::Change;

impl Casework {
    /// What keeping some revisions comes to: forms named, summaries worked out. The revisions must be all there is about
    /// their people, and be numbered; they are put in order of when they were known.
    pub fn prepared(&self, mut revisions: Vec<Revision>) -> Done<Change> {
        let forms = forms_of(&revisions);
        for revision in &mut revisions {
            if let Some((fingerprint, _)) = forms.get(&revision.kind) {
                revision.form.clone_from(fingerprint);
            }
        }
        revisions.sort_by_key(|revision| (revision.known, revision.id, revision.revision));
        let people = people_of(&revisions);
        let records = Records::read(revisions.iter().cloned());
        let mut about: BTreeMap<_, Vec<_>> = people.iter().map(|person| (*person, Vec::new())).collect();
        for entry in records.revisions() {
            for person in &entry.people {
                if let Some(entries) = about.get_mut(person) {
                    entries.push(entry.clone());
                }
            }
        }
        let rules = self.rules();
        let summaries =
            about.into_iter().map(|(person, entries)| summary::of(&rules, person, &Records::new(entries))).collect();
        Ok(Change { revisions, forms: forms.into_values().collect(), summaries, ..Change::default() })
    }
}
