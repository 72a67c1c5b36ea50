//! Facts of everyone, worked out from their records: for extracts that whoever holds the database makes.
//!
//! Nothing here asks who is asking: it serves the program's own commands, as `rebuild` and `export` do. A page that
//! shows facts asks through an act of its own.

use crate::finish::records_of;
use crate::{Casework, Done};
use facts::{Facts, from_records};
use jiff::Timestamp;
use practice::ids::{AUTHORITY, PersonId};
use practice::journey::{END_OF_TIME, Journey, Rules};
use practice::moment::Moment;
use practice::record::{Records, Revision};
use std::collections::BTreeSet;
use std::time::Duration;
use store::{Staff, Store, StoreError, Team};

/// How many people are worked out at a time.
const AT_A_TIME: usize = 200;
/// How many are held still at a time when their facts are kept.
const A_FEW: usize = 20;
/// The rest between.
const REST: Duration = Duration::from_millis(25);

/// When everyone is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsAt {
    /// What happened later is left out.
    pub on: Moment,
    /// What was recorded later is left out, when this is given.
    pub known_by: Option<Timestamp>,
}

/// The facts of each of these people as their records tell them.
pub fn of_people(rules: &Rules, people: &[PersonId], revisions: Vec<Revision>, at: AsAt) -> Vec<(PersonId, Facts)> {
    let records = Records::read(revisions);
    let records = match at.known_by {
        Some(instant) => records.known_by(instant),
        None => records,
    };
    let of = |person: &PersonId| {
        let theirs = records_of(&records, *person);
        (*person, from_records::of(&theirs, &Journey::under(rules, *person, &theirs, at.on)))
    };
    people.iter().filter(|person| **person != AUTHORITY).map(of).collect()
}

/// The rows of who works here, and in which team.
pub fn workforce(teams: &[Team], staff: &[Staff]) -> Facts {
    Facts {
        departments: teams.iter().map(|team| from_records::department(&team.id, &team.name)).collect(),
        professionals: staff.iter().map(|one| from_records::professional(&one.id, &one.name, &one.role)).collect(),
        ..Facts::default()
    }
}

/// Works out the facts of some people by the rules in force, and keeps them. The authority stands for who works here.
///
/// They are worked out from the end of time, as summaries are: the same whenever that is done.
pub fn keep(casework: &Casework, people: &[PersonId]) -> Done<()> {
    Ok(casework.store().keep_facts(people, &mut |revisions| told(casework, people, revisions))?)
}

/// The facts of some people as their records tell them now, a few at a time.
pub(crate) fn as_told(casework: &Casework, people: &[PersonId]) -> Done<Vec<(PersonId, Facts)>> {
    let mut all = Vec::with_capacity(people.len());
    for some in people.chunks(AT_A_TIME) {
        all.extend(told(casework, some, casework.store().about(some)?)?);
    }
    Ok(all)
}

fn told(
    casework: &Casework,
    people: &[PersonId],
    revisions: Vec<Revision>,
) -> Result<Vec<(PersonId, Facts)>, StoreError> {
    let rules = casework.rules_in_force()?;
    let mut told = of_people(&rules, people, revisions, AsAt { on: END_OF_TIME, known_by: None });
    if people.contains(&AUTHORITY) {
        let (teams, staff) = casework.store().staff()?;
        told.push((AUTHORITY, workforce(&teams, &staff)));
    }
    Ok(told)
}

/// Works out again the facts of everyone whose records have changed since, a few at a time; answers of how many. Between
/// times it rests, so that whoever waits to write gets their turn.
pub fn refresh(casework: &Casework) -> Done<usize> {
    let mut done = 0;
    loop {
        let people = casework.store().stale_facts(A_FEW)?;
        if people.is_empty() {
            return Ok(done);
        }
        let resting = done > 0;
        keep(casework, &people)?;
        done += people.len();
        if resting {
            std::thread::sleep(REST);
        }
    }
}

/// Which of some people have facts kept that are not what their records say. Those who are stale are left out: of them
/// it is known.
pub fn that_differ(casework: &Casework, people: &[PersonId]) -> Done<Vec<PersonId>> {
    let store = casework.store();
    let differ = |people: &[PersonId]| -> Result<bool, StoreError> {
        let mut anew = Facts::default();
        told(casework, people, store.about(people)?)?.into_iter().for_each(|(_, facts)| anew.append(facts));
        anew.sort();
        Ok(store.facts(people)? != anew)
    };
    let stale: BTreeSet<PersonId> = store.stale_facts(usize::MAX)?.into_iter().collect();
    let people: Vec<PersonId> = people.iter().copied().filter(|person| !stale.contains(person)).collect();
    if !differ(&people)? {
        return Ok(Vec::new());
    }
    // Somebody may have been written of meanwhile: each is looked at by themselves, and is stale by now if so.
    let mut found = Vec::new();
    for person in people {
        if differ(&[person])? && !store.stale_facts(usize::MAX)?.contains(&person) {
            found.push(person);
        }
    }
    Ok(found)
}

/// Goes through everyone in order of their number, giving facts as they are worked out: first who works here, then a
/// one person after another. Someone of whom nothing was known by then has none. Stops when `each` fails.
pub fn all<E>(
    casework: &Casework,
    at: AsAt,
    each: &mut dyn FnMut(PersonId, Facts) -> Result<(), E>,
) -> Done<Result<(), E>> {
    let rules = casework.rules_in_force()?;
    let store: &dyn Store = casework.store();
    let (teams, staff) = store.staff()?;
    let mut given = each(AUTHORITY, workforce(&teams, &staff));
    let mut after = None;
    while given.is_ok() {
        let people = store.people_after(after, AT_A_TIME)?;
        let Some(last) = people.last() else { break };
        after = Some(*last);
        let revisions = store.about(&people)?;
        let by_then = |one: &Revision| one.about.is_by(at.on) && at.known_by.is_none_or(|instant| one.known <= instant);
        let known: BTreeSet<PersonId> =
            revisions.iter().filter(|one| by_then(one)).flat_map(|one| one.people.iter().copied()).collect();
        let people: Vec<PersonId> = people.into_iter().filter(|person| known.contains(person)).collect();
        given =
            of_people(&rules, &people, revisions, at).into_iter().try_for_each(|(person, facts)| each(person, facts));
    }
    Ok(given)
}
