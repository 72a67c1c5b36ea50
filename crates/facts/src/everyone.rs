//! The facts of everyone, in which those of one person can be replaced.

use crate::row::{Meet, Row, Visit};
use crate::rows::Rows;
use crate::tables::{Facts, TABLES};
use practice::ids::{AUTHORITY, PersonId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The facts of everyone, person by person in order of their id: the same whatever was put in when. What no column can hold
/// is left out. A clone is free; a table is copied when it is changed.
#[derive(Clone, Debug)]
pub struct Everyone {
    facts: Facts,
    /// Whose each row is, table by table, in the order of [`TABLES`].
    owners: Vec<Arc<Vec<PersonId>>>,
}

impl Default for Everyone {
    fn default() -> Self {
        Everyone { facts: Facts::default(), owners: vec![Arc::default(); TABLES.len()] }
    }
}

impl From<Facts> for Everyone {
    /// Facts that nobody's are told apart in: all are held as the authority's.
    fn from(facts: Facts) -> Self {
        struct Counted(Vec<usize>);
        impl Visit for Counted {
            fn rows<R: Row>(&mut self, rows: &[R]) {
                self.0.push(rows.len());
            }
        }
        let mut counted = Counted(Vec::new());
        facts.visit(&mut counted);
        let owners = counted.0.into_iter().map(|count| Arc::new(vec![AUTHORITY; count])).collect();
        Everyone { facts, owners }
    }
}

impl Everyone {
    /// Their rows.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Puts rows in the place of whatever was held of a person. Answers with the tables that are not as they were.
    pub fn put(&mut self, person: PersonId, mut theirs: Facts) -> BTreeSet<&'static str> {
        let mut put = Put { person, owners: self.owners.iter_mut(), changed: BTreeSet::new() };
        self.facts.meet(&mut theirs, &mut put);
        put.changed
    }
}

struct Put<'o> {
    person: PersonId,
    owners: std::slice::IterMut<'o, Arc<Vec<PersonId>>>,
    changed: BTreeSet<&'static str>,
}

impl Meet for Put<'_> {
    fn rows<R: Row>(&mut self, ours: &mut Rows<R>, theirs: &mut Rows<R>) {
        let Some(owners) = self.owners.next() else { return };
        // Read in order of their ids, everybody comes last.
        let from = match owners.last() {
            Some(last) if *last >= self.person => owners.partition_point(|one| *one < self.person),
            _ => owners.len(),
        };
        let to = from + owners[from..].partition_point(|one| *one == self.person);
        if ours[from..to] == theirs[..] {
            return;
        }
        self.changed.insert(R::TABLE.name);
        Arc::make_mut(owners).splice(from..to, theirs.iter().map(|_| self.person));
        ours.splice(from..to, theirs.drain(..));
    }
}
