//! One's own work: what is due, what waits on others, what was done today.

use crate::access::{Act, Actor};
use crate::lists::{BoardLine, Work};
use crate::{Casework, Done};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::record::{Revision, Status};
use practice::summary::Summary;
use std::collections::{BTreeMap, BTreeSet};
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
    /// What this person finished, corrected or withdrew today, latest first.
    pub done: Vec<DoneToday>,
    /// How much is to be mended for the returns in the records of one's children; none before it is worked out.
    pub to_mend: Option<usize>,
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

/// A record somebody wrote in today.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneToday {
    /// The record.
    pub record: RecordId,
    /// Its kind, by name.
    pub kind: String,
    /// What was done last: it was finished, corrected or withdrawn.
    pub status: Status,
    /// When.
    pub at: Timestamp,
    /// The names of the people it is about.
    pub people: Vec<String>,
}

/// As many revisions of one day as are looked at.
const IN_A_DAY: usize = 200;

impl MyDay {
    /// One with this work alone.
    pub fn of_work(work: Work, at: Timestamp) -> MyDay {
        MyDay {
            work,
            contacts: Vec::new(),
            drafts: Vec::new(),
            outstanding: Vec::new(),
            done: Vec::new(),
            to_mend: None,
            at,
        }
    }
}

impl Casework {
    /// One's own work, all of it: a fixed number of questions to the store.
    pub fn my_day(&self, actor: &Actor) -> Done<MyDay> {
        let mut sight = self.may(actor, Act::SeeOwnWork)?;
        let work = self.my_work(actor)?;
        let mut contacts = if sight.does(Act::SeeBoard) { self.board_lines(&sight)? } else { Vec::new() };
        contacts.retain(|line| line.claim.as_ref().is_some_and(|claim| claim.by == actor.staff));
        let drafts = self.my_drafts(actor)?;
        let now = self.now();
        let today = Moment::day(Moment::of(now).date).start_instant();
        let written = self.store().written_by(&actor.staff, today, IN_A_DAY)?;
        let named = drafts.iter().flat_map(|draft| draft.people.iter().copied());
        let claimed = contacts.iter().flat_map(|line| line.children.iter().map(|(person, ..)| *person));
        let done = written.iter().flat_map(|one| one.people.iter().copied());
        let mut people: Vec<PersonId> = named.chain(claimed).chain(done).collect();
        people.sort();
        people.dedup();
        let others = if people.is_empty() { Vec::new() } else { sight.summaries(self.store().summaries(&people)?) };
        let names: BTreeMap<PersonId, &str> = others.iter().map(|one| (one.person, one.name.as_str())).collect();
        let drafts = drafts.into_iter().map(|draft| {
            let of =
                draft.people.iter().filter_map(|person| names.get(person).map(|name| (*name).to_owned())).collect();
            (draft, of)
        });
        let drafts = drafts.collect();
        let done = done_today(&written, &names);
        let mine: BTreeMap<PersonId, &Summary> =
            work.children.iter().chain(&others).map(|one| (one.person, one)).collect();
        let outstanding = outstanding(&mine);
        let to_mend = self.quality_count(work.children.iter().map(|child| &child.person));
        Ok(MyDay { to_mend, outstanding, done, drafts, contacts, work, at: now })
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

/// Each record once, with what was done to it last. `written` is latest first.
fn done_today(written: &[Revision], names: &BTreeMap<PersonId, &str>) -> Vec<DoneToday> {
    let mut seen = BTreeSet::new();
    let last = written.iter().filter(|one| seen.insert(one.id));
    last.map(|one| DoneToday {
        record: one.id,
        kind: one.kind.clone(),
        status: one.status.clone(),
        at: one.known,
        people: one.people.iter().filter_map(|person| names.get(person).map(|name| (*name).to_owned())).collect(),
    })
    .collect()
}
