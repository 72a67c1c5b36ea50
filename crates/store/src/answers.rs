//! What happens to an answer saved in a draft, the same for every engine.

use crate::{DraftField, FieldState, Save, Saved, SavedAs};
use jiff::Timestamp;
use practice::ids::StaffId;

/// The answers of a draft that are current or rival, and the number of saves so far.
pub(crate) struct Answers {
    /// Current and rival answers as they were, then new ones, each with the state it now has.
    pub fields: Vec<DraftField>,
    /// The version of the latest save.
    pub last: u64,
}

impl Answers {
    /// Saves an answer.
    ///
    /// It is the answer now when nobody else's different answer stands unseen; otherwise it is kept as a rival. A
    /// writer's own earlier rival to the same question gives way to what they say now.
    pub fn save(&mut self, by: &StaffId, at: Timestamp, save: &Save) -> Saved {
        let saved = |version, outcome| Saved { path: save.path.clone(), version, outcome };
        let standing = |field: &DraftField| field.path == save.path && field.state == FieldState::Current;
        let own = self.fields.iter().position(|field| {
            field.path == save.path && field.state == FieldState::Rival && field.by == *by && field.value == save.value
        });
        // Once two answers stand side by side, only settling the question ends it.
        let disputed = self
            .fields
            .iter()
            .any(|field| field.path == save.path && field.state == FieldState::Rival && field.by == *by);
        let Some(current) = self.fields.iter().position(standing) else {
            return saved(self.add(by, at, &save.path, &save.value, FieldState::Current), SavedAs::Current);
        };
        let current = &mut self.fields[current];
        let (version, same) = (current.version, current.value == save.value);
        let unseen = current.by != *by && (save.base < current.version || disputed);
        if !same
            && unseen
            && let Some(own) = own
        {
            return saved(self.fields[own].version, SavedAs::Rival);
        }
        if !same && !unseen {
            current.state = FieldState::Old;
        }
        for field in &mut self.fields {
            if field.path == save.path && field.state == FieldState::Rival && field.by == *by {
                field.state = FieldState::Old;
            }
        }
        match (same, unseen) {
            (true, _) => saved(version, SavedAs::Unchanged),
            (false, true) => saved(self.add(by, at, &save.path, &save.value, FieldState::Rival), SavedAs::Rival),
            (false, false) => saved(self.add(by, at, &save.path, &save.value, FieldState::Current), SavedAs::Current),
        }
    }

    /// Settles a question: this is the answer now, and every other one is old.
    pub fn settle(&mut self, by: &StaffId, at: Timestamp, path: &str, value: &str) {
        for field in self.fields.iter_mut().filter(|field| field.path == path) {
            field.state = FieldState::Old;
        }
        self.add(by, at, path, value, FieldState::Current);
    }

    fn add(&mut self, by: &StaffId, at: Timestamp, path: &str, value: &str, state: FieldState) -> u64 {
        self.last += 1;
        self.fields.push(DraftField {
            path: path.to_owned(),
            value: value.to_owned(),
            version: self.last,
            by: by.clone(),
            at,
            state,
        });
        self.last
    }
}
