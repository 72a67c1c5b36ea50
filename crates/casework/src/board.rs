//! What is known already about the children on the front-door board, for every row at once.

use crate::access::{Act, Actor, Sight};
use crate::lists::{Board, BoardLine};
use crate::{Casework, Done};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::summary::Summary;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is known already about the children of one contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Contacts about the same children in the 12 months before this one.
    pub same_child: usize,
    /// Contacts about the same children before those 12 months.
    pub before: usize,
    /// Contacts about their brothers and sisters in those 12 months.
    pub siblings: usize,
    /// Contacts about other children at the same address in those 12 months.
    pub address: usize,
    /// Stages open now for these children or their brothers and sisters, a contact that waits left out: `assessment`.
    pub open: Vec<String>,
}

impl Known {
    /// Nothing is known already.
    pub fn is_empty(&self) -> bool {
        *self == Known::default()
    }
}

/// As many people at the addresses of the board's children as are looked at.
const NEIGHBOURS: usize = 2_000;

impl Casework {
    /// What is known already about every contact on a board: four questions to the store, however many rows.
    pub fn known_on_board(&self, actor: &Actor, board: &Board) -> Done<BTreeMap<RecordId, Known>> {
        let mut sight = self.may(actor, Act::SeeBoard)?;
        let children: BTreeSet<PersonId> =
            board.lines.iter().flat_map(|line| line.children.iter().map(|(person, ..)| *person)).collect();
        let mut known = self.summaries_of(&mut sight, &children)?;
        let parents: BTreeSet<PersonId> = known.values().flat_map(|one| kin(one, "parents")).collect();
        let of_parents = self.summaries_of(&mut sight, &parents)?;
        let families: BTreeMap<PersonId, BTreeSet<PersonId>> = known
            .iter()
            .map(|(child, summary)| {
                let shared = kin(summary, "parents").filter_map(|parent| of_parents.get(&parent));
                let siblings = shared.flat_map(|parent| kin(parent, "children")).chain(kin(summary, "siblings"));
                (*child, siblings.filter(|one| one != child).collect())
            })
            .collect();
        let unread = families.values().flatten().filter(|person| !known.contains_key(person)).copied().collect();
        known.extend(self.summaries_of(&mut sight, &unread)?);
        let addresses: BTreeSet<&String> =
            children.iter().filter_map(|child| known.get(child)).flat_map(addresses).collect();
        let addresses: Vec<String> = addresses.into_iter().cloned().collect();
        let neighbours = if addresses.is_empty() {
            Vec::new()
        } else {
            sight.summaries(self.store().found_by(&addresses, sight.room(NEIGHBOURS))?)
        };
        let mut living_at: BTreeMap<&String, Vec<&Summary>> = BTreeMap::new();
        for one in &neighbours {
            for key in self::addresses(one) {
                living_at.entry(key).or_default().push(one);
            }
        }
        let lines = board.lines.iter();
        Ok(lines.map(|line| (line.waiting.contact, known_of(line, &known, &families, &living_at))).collect())
    }

    /// How many of the contacts that wait were recorded after an instant.
    pub fn arrived_since(&self, actor: &Actor, since: Timestamp) -> Done<usize> {
        let sight = self.may(actor, Act::SeeBoard)?;
        let arrived: BTreeSet<RecordId> = self
            .waiting(&sight)?
            .into_iter()
            .filter(|row| arrived(&row.waiting.detail).is_some_and(|at| at > since))
            .map(|row| row.waiting.contact)
            .collect();
        Ok(arrived.len())
    }

    fn summaries_of(&self, sight: &mut Sight, people: &BTreeSet<PersonId>) -> Done<BTreeMap<PersonId, Summary>> {
        if people.is_empty() {
            return Ok(BTreeMap::new());
        }
        let people: Vec<PersonId> = people.iter().copied().collect();
        Ok(sight.summaries(self.store().summaries(&people)?).into_iter().map(|one| (one.person, one)).collect())
    }
}

fn known_of(
    line: &BoardLine,
    known: &BTreeMap<PersonId, Summary>,
    families: &BTreeMap<PersonId, BTreeSet<PersonId>>,
    living_at: &BTreeMap<&String, Vec<&Summary>>,
) -> Known {
    let own: BTreeSet<PersonId> = line.children.iter().map(|(person, ..)| *person).collect();
    let siblings: BTreeSet<PersonId> = own
        .iter()
        .filter_map(|child| families.get(child))
        .flatten()
        .filter(|one| !own.contains(one))
        .copied()
        .collect();
    let keys = own.iter().filter_map(|child| known.get(child)).flat_map(addresses);
    let neighbours: BTreeMap<PersonId, &Summary> = keys
        .filter_map(|key| living_at.get(key))
        .flatten()
        .filter(|one| !own.contains(&one.person) && !siblings.contains(&one.person))
        .map(|one| (one.person, *one))
        .collect();
    // Each contact counts once, for the nearest reason: one about a child and a brother is about the child.
    let mut counted = BTreeSet::from([line.waiting.contact]);
    let mut count = |summaries: &mut dyn Iterator<Item = &Summary>| {
        let earlier = summaries.flat_map(|one| in_year_before(one, line.waiting.received));
        earlier.filter(|contact| counted.insert(*contact)).count()
    };
    let read = |people: &BTreeSet<PersonId>| people.iter().filter_map(|one| known.get(one)).collect::<Vec<_>>();
    let mut open: Vec<String> = read(&own)
        .into_iter()
        .chain(read(&siblings))
        .flat_map(|one| one.stages.iter().filter(|stage| *stage != "contact").cloned())
        .collect();
    open.sort();
    open.dedup();
    let from = year_before(line.waiting.received.date);
    let of_own: BTreeSet<RecordId> = read(&own)
        .into_iter()
        .flat_map(contacts)
        .filter(|(_, received)| received.date < from)
        .map(|(id, _)| id)
        .collect();
    Known {
        same_child: count(&mut read(&own).into_iter()),
        before: of_own.len(),
        siblings: count(&mut read(&siblings).into_iter()),
        address: count(&mut neighbours.into_values()),
        open,
    }
}

fn kin<'s>(summary: &'s Summary, which: &str) -> impl Iterator<Item = PersonId> + use<'s> {
    summary.detail["kin"][which].as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok())
}

fn addresses(summary: &Summary) -> impl Iterator<Item = &String> {
    summary.keys.iter().filter(|key| key.starts_with("address:"))
}

/// The day a year before another.
fn year_before(day: Date) -> Date {
    day.checked_sub(Span::new().years(1)).unwrap_or(day)
}

/// The contacts about someone, each with when it was received.
fn contacts(summary: &Summary) -> impl Iterator<Item = (RecordId, Moment)> {
    summary.detail["contacts"].as_array().into_iter().flatten().filter_map(|one| {
        let received: Moment = one.get(1)?.as_str()?.parse().ok()?;
        Some((one.get(0)?.as_str()?.parse().ok()?, received))
    })
}

/// The contacts about someone in the 12 months up to a moment.
fn in_year_before(summary: &Summary, before: Moment) -> impl Iterator<Item = RecordId> {
    let from = year_before(before.date);
    let in_year = contacts(summary).filter(move |(_, received)| received.date >= from && received.is_by(before));
    in_year.map(|(contact, _)| contact)
}

/// When a contact that waits was first recorded here.
fn arrived(detail: &Value) -> Option<Timestamp> {
    detail["arrived"].as_str()?.parse().ok()
}
