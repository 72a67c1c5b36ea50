//! The people round a child: who they are, how they are related, what their own files say of each other.

use crate::access::{Act, Actor};
use crate::file::{AsAt, File};
use crate::{Casework, Done};
use practice::ids::PersonId;
use practice::people::{Address, PersonDetails, Relationship};
use practice::record::{Entry, Record, Records};
use std::collections::BTreeSet;

/// A child's file with what is recorded of the people round the child.
pub struct Family {
    /// The child's file.
    pub file: File,
    /// Details, relationships and addresses of everyone in the network, as known then.
    pub network: Records,
}

/// A child's file with the records of brothers and sisters.
pub struct WithSiblings {
    /// The child's file.
    pub file: File,
    /// Brothers and sisters on file.
    pub siblings: Vec<PersonId>,
    /// Every record about them, as known then.
    pub theirs: Records,
}

/// How far the network is followed from the child: parents, grandparents, great-grandparents.
const ROUNDS: usize = 3;

impl File {
    /// Brothers and sisters on file, and other children that records about this child are also about.
    pub fn siblings(&self) -> Vec<PersonId> {
        let mut found = BTreeSet::new();
        for tie in self.journey.person.relationships.iter().filter(|tie| tie.is_the.is_sibling()) {
            found.extend([tie.person, tie.of]);
        }
        let kin = [Relationship::KIND, Address::KIND, PersonDetails::KIND];
        for entry in self.records.latest().filter(|entry| !kin.contains(&entry.kind.as_str())) {
            found.extend(entry.people.iter().copied());
        }
        found.remove(&self.child);
        found.into_iter().collect()
    }
}

impl Casework {
    /// A child's family: relatives, and theirs, in at most three further questions to the store.
    pub fn family(&self, actor: &Actor, child: PersonId, as_at: AsAt) -> Done<Family> {
        let (mut sight, mut file) = self.file_seen(actor, child, as_at, Casework::looked)?;
        let mut entries: Vec<Entry> = file.records.revisions().iter().filter(|one| is_kin(one)).cloned().collect();
        let mut asked = BTreeSet::from([child]);
        for _ in 0..ROUNDS {
            let mut named: BTreeSet<PersonId> = entries.iter().flat_map(people_named).collect();
            named.retain(|person| !asked.contains(person) && !sight.hides(*person));
            if named.is_empty() {
                break;
            }
            let named: Vec<PersonId> = named.into_iter().collect();
            self.looked(actor, "view_family", &named, None)?;
            let found = self.seen(&mut sight, self.store().about(&named)?)?;
            let found = match as_at {
                AsAt::KnownBy(on) => found.known_by(on.instant()),
                AsAt::Now | AsAt::TrueOn(_) => found,
            };
            entries.extend(found.revisions().iter().filter(|one| is_kin(one)).cloned());
            asked.extend(named);
        }
        let everyone: Vec<PersonId> = entries.iter().flat_map(people_named).collect();
        file.names.people.extend(self.names_of(&everyone)?.people);
        Ok(Family { file, network: Records::new(entries) })
    }

    /// A child's file with the records of brothers and sisters, for pages that tell one story of a family.
    pub fn with_siblings(&self, actor: &Actor, child: PersonId, as_at: AsAt) -> Done<WithSiblings> {
        let (mut sight, file) = self.file_seen(actor, child, as_at, Casework::looked)?;
        let mut siblings = sight.known(&file.siblings());
        sight.learn(if siblings.is_empty() { Vec::new() } else { self.store().holders(&siblings)? });
        siblings.retain(|sibling| sight.may(Act::SeeFile, *sibling));
        if siblings.is_empty() {
            return Ok(WithSiblings { file, siblings, theirs: Records::default() });
        }
        self.looked(actor, "view_chronology", &siblings, None)?;
        let theirs = self.seen(&mut sight, self.store().about(&siblings)?)?;
        let theirs = match as_at {
            AsAt::KnownBy(on) => theirs.known_by(on.instant()),
            AsAt::Now | AsAt::TrueOn(_) => theirs,
        };
        Ok(WithSiblings { file, siblings, theirs })
    }
}

fn is_kin(entry: &Entry) -> bool {
    [Relationship::KIND, Address::KIND, PersonDetails::KIND].contains(&entry.kind.as_str())
}

fn people_named(entry: &Entry) -> Vec<PersonId> {
    let mut named = entry.people.clone();
    if let Some(tie) = entry.get::<Relationship>() {
        named.extend([tie.person, tie.of]);
    }
    named
}
