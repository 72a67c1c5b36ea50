//! One's own work: what is due, what waits on others, what was done today.

use crate::access::{Act, Actor, access};
use crate::lists::{BoardLine, Work};
use crate::{Casework, Done};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::summary::Summary;
use std::collections::BTreeMap;
use store::Draft;

/// Someone's own work.
pub struct MyDay {
    /// Tasks and open children.
    pub work: Work,
    /// Contacts this person has claimed, soonest due first.
    pub contacts: Vec<BoardLine>,
    /// Drafts to finish, latest first, each with the names of those it is about.
    pub drafts: Vec<(Draft, Vec<String>)>,
    /// Agencies that have not answered.
    pub outstanding: Vec<Outstanding>,
    /// What this person recorded today about the children here, latest first.
    pub done: Vec<DoneToday>,
    /// When this was read.
    pub at: Timestamp,
}

/// An agency that was asked and has not answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Outstanding {
    /// The contact it was asked about.
    pub contact: RecordId,
    /// The children.
    pub children: Vec<String>,
    /// The agency.
    pub agency: String,
    /// When it was asked.
    pub asked: Moment,
}

/// A record written today.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneToday {
    /// The record.
    pub record: RecordId,
    /// Its kind, by name.
    pub kind: String,
    /// When it was written.
    pub at: Timestamp,
    /// The children it is about.
    pub children: Vec<(PersonId, String)>,
}

impl Casework {
    /// One's own work, all of it: a fixed number of questions to the store.
    pub fn my_day(&self, actor: &Actor) -> Done<MyDay> {
        access(actor, Act::SeeOwnWork)?;
        let work = self.my_work(actor)?;
        let mut contacts = if access(actor, Act::SeeBoard).is_ok() { self.board_lines()? } else { Vec::new() };
        contacts.retain(|line| line.claim.as_ref().is_some_and(|claim| claim.by == actor.staff));
        let drafts = self.my_drafts(actor)?;
        let named = drafts.iter().flat_map(|draft| draft.people.iter().copied());
        let claimed = contacts.iter().flat_map(|line| line.children.iter().map(|(person, ..)| *person));
        let mut people: Vec<PersonId> = named.chain(claimed).collect();
        people.sort();
        people.dedup();
        let others = if people.is_empty() { Vec::new() } else { self.store().summaries(&people)? };
        let names: BTreeMap<PersonId, &str> = others.iter().map(|one| (one.person, one.name.as_str())).collect();
        let drafts = drafts.into_iter().map(|draft| {
            let of =
                draft.people.iter().filter_map(|person| names.get(person).map(|name| (*name).to_owned())).collect();
            (draft, of)
        });
        let drafts = drafts.collect();
        let mine: BTreeMap<PersonId, &Summary> =
            work.children.iter().chain(&others).map(|one| (one.person, one)).collect();
        let now = self.now();
        let (outstanding, done) = (outstanding(&mine), done_today(&mine, actor, now));
        Ok(MyDay { outstanding, done, drafts, contacts, work, at: now })
    }
}

fn outstanding(people: &BTreeMap<PersonId, &Summary>) -> Vec<Outstanding> {
    let mut all: BTreeMap<(Moment, RecordId, String), Vec<String>> = BTreeMap::new();
    for summary in people.values() {
        for one in summary.detail["asked"].as_array().into_iter().flatten() {
            let read = || {
                let contact = one.get(0)?.as_str()?.parse().ok()?;
                Some((one.get(2)?.as_str()?.parse().ok()?, contact, one.get(1)?.as_str()?.to_owned()))
            };
            if let Some(key) = read() {
                all.entry(key).or_default().push(summary.name.clone());
            }
        }
    }
    let row = |((asked, contact, agency), children)| Outstanding { contact, children, agency, asked };
    all.into_iter().map(row).collect()
}

fn done_today(people: &BTreeMap<PersonId, &Summary>, actor: &Actor, now: Timestamp) -> Vec<DoneToday> {
    let today = Moment::of(now).date;
    let mut all: BTreeMap<RecordId, DoneToday> = BTreeMap::new();
    for summary in people.values() {
        for one in summary.detail["recent"].as_array().into_iter().flatten() {
            let text = |at: usize| one.get(at).and_then(|value| value.as_str());
            let (Some(record), Some(kind), Some(at)) =
                (text(0).and_then(|id| id.parse().ok()), text(1), text(2).and_then(|at| at.parse::<Timestamp>().ok()))
            else {
                continue;
            };
            if text(3) == Some(actor.staff.0.as_str()) && Moment::of(at).date == today {
                let done = DoneToday { record, kind: kind.to_owned(), at, children: Vec::new() };
                all.entry(record).or_insert(done).children.push((summary.person, summary.name.clone()));
            }
        }
    }
    let mut all: Vec<DoneToday> = all.into_values().collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.at, one.record)));
    all
}
