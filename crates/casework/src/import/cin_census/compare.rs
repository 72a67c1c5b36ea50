//! The file's records held against those kept here: new, changed, or the same.

use super::report::{Imported, Tally};
use super::rows::{Row, year_of};
use practice::ids::{PersonId, RecordId};
use practice::record::{Revision, Status};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the file would change.
pub(super) struct Comparison {
    year: Option<i16>,
    kept: HashMap<RecordId, Vec<Revision>>,
    known: HashSet<PersonId>,
    kinds: BTreeMap<&'static str, Tally>,
    /// The revisions to add.
    pub revisions: Vec<Revision>,
}

impl Comparison {
    /// Starts from what is kept about the file's children.
    pub fn over(kept: &[Revision], year: Option<i16>) -> Comparison {
        let mut of: HashMap<RecordId, Vec<Revision>> = HashMap::new();
        let mut known = HashSet::new();
        for revision in kept {
            known.extend(revision.people.iter().copied());
            of.entry(revision.id).or_default().push(revision.clone());
        }
        for revisions in of.values_mut() {
            revisions.sort_by_key(|one| one.revision);
        }
        Comparison { year, kept: of, known, kinds: BTreeMap::new(), revisions: Vec::new() }
    }

    /// Takes one record of the file, with the revision it would be if it were new.
    pub fn add(&mut self, row: &Row, made: Revision) {
        let tally = self.kinds.entry(row.kind).or_default();
        let kept = self.kept.get(&row.id).map_or(&[][..], Vec::as_slice);
        let Some(latest) = kept.last() else {
            tally.new += 1;
            self.revisions.push(made);
            return;
        };
        if matches!(latest.status, Status::Withdrawn { .. }) {
            tally.left += 1;
            return;
        }
        let last_census = kept.iter().rev().find_map(|one| year_of(one.source.as_deref()?));
        let older = last_census.is_some_and(|year| self.year.unwrap_or(0) < year);
        let body = merged(&latest.body, &said(kept), &made.body);
        if row.settled || older || body == latest.body {
            tally.same += 1;
            return;
        }
        tally.changed += 1;
        let reason = match self.year {
            Some(year) => format!("CIN census {year}"),
            None => "CIN census".to_owned(),
        };
        let about = practice::kinds::find(row.kind).and_then(|kind| kind.about(&body).ok()).unwrap_or(made.about);
        self.revisions.push(Revision {
            revision: latest.revision + 1,
            people: latest.people.clone(),
            status: Status::Amended { reason },
            about,
            body,
            ..made
        });
    }

    /// Is anything about this person kept?
    pub fn is_known(&self, person: PersonId) -> bool {
        self.known.contains(&person)
    }

    /// Writes the counts into the report.
    pub fn count(self, imported: &mut Imported, people: &[PersonId]) {
        imported.children_known = people.iter().filter(|person| self.is_known(**person)).count();
        imported.children_new = people.len() - imported.children_known;
        imported.kinds = self.kinds;
    }
}

/// What the censuses said of each answer, last: a census's revision says what it changed, and the first says all.
fn said(kept: &[Revision]) -> Value {
    let mut said = Map::new();
    let mut before = &Value::Null;
    for revision in kept {
        if revision.source.as_deref().and_then(year_of).is_some() {
            let answers = revision.body.as_object().into_iter().flatten();
            let changed = answers.filter(|(name, answer)| before.get(name) != Some(*answer));
            said.extend(changed.map(|(name, answer)| (name.clone(), answer.clone())));
        }
        before = &revision.body;
    }
    Value::Object(said)
}

/// What is kept, with the answers that differ from what the census said before. An answer that a worker corrected
/// stays as corrected while the census says the same as it did.
fn merged(kept: &Value, said_before: &Value, says: &Value) -> Value {
    let (Value::Object(kept), Value::Object(says)) = (kept, says) else { return says.clone() };
    let mut answers = kept.clone();
    for (name, answer) in says {
        if said_before.get(name) != Some(answer) {
            answers.insert(name.clone(), answer.clone());
        }
    }
    Value::Object(answers)
}

#[cfg(test)]
mod tests {
    use super::merged;
    use serde_json::json;

    #[test]
    fn corrections_stay_until_the_census_changes() {
        let census = json!({ "sex": "U", "family": "A1" });
        let corrected = json!({ "sex": "U", "family": "Khan" });
        assert_eq!(merged(&corrected, &census, &census), corrected);
        let next = json!({ "sex": "F", "family": "A1" });
        assert_eq!(merged(&corrected, &census, &next), json!({ "sex": "F", "family": "Khan" }));
    }
}
