//! Earlier concern: on every contact, all earlier contacts on these children, their brothers and sisters, and where
//! they live, so that no contact is judged alone.

use crate::access::{Act, Actor, Sight};
use crate::{Casework, Done};
use practice::episode::Stage;
use practice::front_door::{Contact, ScreeningDecision};
use practice::ids::{PersonId, RecordId};
use practice::journey::screening_label;
use practice::moment::Moment;
use practice::people::{Address, Relationship};
use practice::record::Records;
use practice::summary::Summary;
use practice::words::clip;
use std::collections::{BTreeMap, BTreeSet};

/// Why an earlier contact is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Because {
    /// It is about one of these children.
    SameChild,
    /// It is about a brother or sister.
    Sibling,
    /// It is about a child who lives, or lived, at the same address.
    SameAddress,
}

impl Because {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Because::SameChild => "This child",
            Because::Sibling => "Brother or sister",
            Because::SameAddress => "Same address",
        }
    }
}

/// One earlier contact.
#[derive(Clone, PartialEq, Debug)]
pub struct EarlierContact {
    /// The contact.
    pub contact: RecordId,
    /// When it was received.
    pub received: Moment,
    /// Who it was from.
    pub source: String,
    /// What the worry was, clipped.
    pub concern: String,
    /// Which children it was about.
    pub children: Vec<(PersonId, String)>,
    /// Why it is shown.
    pub because: Because,
    /// What was decided; none while it waits.
    pub decided: Option<String>,
}

/// All earlier contacts that bear on some children.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EarlierConcern {
    /// The contacts, latest first.
    pub contacts: Vec<EarlierContact>,
    /// How many of them were in the 12 months before.
    pub in_twelve_months: usize,
    /// Stages open now for any of these children or their brothers and sisters: name and stage.
    pub open: Vec<(PersonId, String, String)>,
}

impl Casework {
    /// Earlier concern for these children, before a moment, leaving one contact out. A fixed number of questions to the
    /// store, whatever the size of the family.
    pub fn earlier_concern(
        &self,
        actor: &Actor,
        children: &[PersonId],
        before: Moment,
        leaving_out: Option<RecordId>,
    ) -> Done<EarlierConcern> {
        let mut sight = self.may_of(actor, Act::SeeFile, children)?;
        self.concern(&mut sight, children, before, leaving_out)
    }

    /// The same for children about whom it has been decided.
    pub(crate) fn concern(
        &self,
        sight: &mut Sight,
        children: &[PersonId],
        before: Moment,
        leaving_out: Option<RecordId>,
    ) -> Done<EarlierConcern> {
        if children.is_empty() {
            return Ok(EarlierConcern::default());
        }
        let own: BTreeSet<PersonId> = children.iter().copied().collect();
        let first = Records::read(self.store().about(children)?);
        let parents = parents(&first, &own);
        let of_parents =
            if parents.is_empty() { Records::default() } else { Records::read(self.store().about(&parents)?) };
        let siblings = siblings(&first, &of_parents, &own);
        let mut addresses: Vec<String> = first
            .standing()
            .of_kind::<Address>()
            .filter_map(|address| address.key())
            .map(|key| format!("address:{key}"))
            .collect();
        addresses.sort();
        addresses.dedup();
        let neighbours =
            if addresses.is_empty() { Vec::new() } else { self.store().found_by(&addresses, sight.room(50))? };
        let mut neighbours = sight.summaries(neighbours);
        neighbours.retain(|one| one.keys.iter().any(|key| addresses.contains(key)));
        neighbours.truncate(50);
        let mut everyone: BTreeMap<PersonId, Because> =
            neighbours.iter().map(|one| (one.person, Because::SameAddress)).collect();
        everyone.extend(siblings.iter().map(|one| (*one, Because::Sibling)));
        everyone.extend(own.iter().map(|one| (*one, Because::SameChild)));
        everyone.retain(|person, _| !sight.hides(*person));
        let people: Vec<PersonId> = everyone.keys().copied().collect();
        let records = Records::read(self.store().about(&people)?);
        let summaries = sight.summaries(self.store().summaries(&people)?);
        everyone.retain(|person, _| sight.may(Act::SeeFile, *person));
        let names: BTreeMap<PersonId, String> = summaries.iter().map(|one| (one.person, one.name.clone())).collect();
        let standing = records.standing();
        let decided: BTreeMap<RecordId, String> = standing
            .of_kind::<ScreeningDecision>()
            .map(|one| (one.contact.id, screening_label(&one.decision)))
            .collect();
        let mut contacts: Vec<EarlierContact> = standing
            .of_kind::<Contact>()
            .filter(|contact| Some(contact.entry.id) != leaving_out && contact.received.is_by(before))
            .filter_map(|contact| {
                let because = contact.entry.people.iter().filter_map(|person| everyone.get(person)).min()?;
                let name = |person: &PersonId| {
                    (*person, names.get(person).cloned().unwrap_or_else(|| "Another child".to_owned()))
                };
                Some(EarlierContact {
                    contact: contact.entry.id,
                    received: contact.received,
                    source: contact.source.label().to_owned(),
                    concern: clip(&contact.concern, 200),
                    children: sight.known(&contact.entry.people).iter().map(name).collect(),
                    because: *because,
                    decided: decided.get(&contact.entry.id).cloned(),
                })
            })
            .collect();
        contacts.sort_by_key(|one| std::cmp::Reverse((one.received, one.contact)));
        let year_before = before.date.checked_sub(jiff::Span::new().years(1)).unwrap_or(before.date);
        let in_twelve_months = contacts.iter().filter(|contact| contact.received.date >= year_before).count();
        // The contact that is looked at is not something else that is open.
        let another = |one: &Summary| {
            one.waiting.iter().any(|waits| waits.next().is_none() && Some(waits.contact) != leaving_out)
        };
        let open = summaries
            .iter()
            .filter(|one| everyone.get(&one.person).is_some_and(|because| *because != Because::SameAddress))
            .flat_map(|one| {
                let stages = one.stages.iter().filter(|stage| *stage != Stage::Contact.name() || another(one));
                stages.map(|stage| (one.person, one.name.clone(), stage.clone()))
            })
            .collect();
        Ok(EarlierConcern { contacts, in_twelve_months, open })
    }
}

/// The parents recorded for these children.
fn parents(records: &Records, children: &BTreeSet<PersonId>) -> Vec<PersonId> {
    let standing = records.standing();
    let ties = standing.of_kind::<Relationship>().filter(|tie| tie.is_the.is_parent() && children.contains(&tie.of));
    let found: BTreeSet<PersonId> = ties.map(|tie| tie.person).collect();
    found.into_iter().collect()
}

/// Brothers and sisters: those recorded as such, and those who share a parent.
fn siblings(own: &Records, of_parents: &Records, children: &BTreeSet<PersonId>) -> BTreeSet<PersonId> {
    let (own, of_parents) = (own.standing(), of_parents.standing());
    let named =
        own.of_kind::<Relationship>().filter(|tie| tie.is_the.is_sibling()).flat_map(|tie| [tie.person, tie.of]);
    let shared = of_parents.of_kind::<Relationship>().filter(|tie| tie.is_the.is_parent()).map(|tie| tie.of);
    named.chain(shared).filter(|person| !children.contains(person)).collect()
}
