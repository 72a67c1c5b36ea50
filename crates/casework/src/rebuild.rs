//! Summaries and facts, worked out again for everyone, and compared with those kept.

use crate::finish::summaries;
use crate::{Casework, Done, facts};
use practice::ids::{AUTHORITY, PersonId};
use practice::journey::Rules;
use practice::record::Revision;
use practice::summary::Summary;
use std::time::Duration;

/// How many people are held still at a time.
const AT_A_TIME: usize = 100;
/// The rest between, in which other programs that wait to write get their turn.
const REST: Duration = Duration::from_millis(10);

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    /// How many people were compared.
    pub people: u64,
    /// How many summaries differ, or are missing.
    pub differ: u64,
    /// How many people's facts differ; those who wait to have theirs worked out again are not counted.
    pub facts_differ: u64,
    /// How many people wait to have their facts worked out again.
    pub facts_stale: u64,
    /// The first of either, in order of their number.
    pub first_that_differs: Option<PersonId>,
}

/// Works out every summary, and everyone's facts, again by the rules in force and keeps them; answers of how many. Others may read and write
/// meanwhile: a few people at a time are held still. `progress` is told how many are done, of how many.
pub fn rebuild(casework: &Casework, progress: &mut dyn FnMut(usize, usize)) -> Done<usize> {
    let everyone = casework.store().people_after(None, usize::MAX)?;
    let mut done = 0;
    progress(done, everyone.len());
    for people in everyone.chunks(AT_A_TIME) {
        if done > 0 {
            std::thread::sleep(REST);
        }
        let mut work_out = |revisions| Ok(worked_out(&*casework.rules_in_force()?, people, revisions));
        casework.store().rebuild(people, &mut work_out)?;
        facts::keep(casework, people)?;
        done += people.len();
        progress(done, everyone.len());
    }
    facts::keep(casework, &[AUTHORITY])?;
    Ok(done)
}

/// Works out everything again and compares it with what is kept.
pub fn verify(casework: &Casework) -> Done<Verified> {
    let rules = casework.rules_in_force()?;
    let mut verified = Verified::default();
    for people in casework.store().people_after(None, usize::MAX)?.chunks(AT_A_TIME) {
        let kept = casework.store().summaries(people)?;
        for summary in worked_out(&rules, people, casework.store().about(people)?) {
            verified.people += 1;
            if kept.iter().find(|one| one.person == summary.person) != Some(&summary) {
                verified.differ += 1;
                verified.first_that_differs.get_or_insert(summary.person);
            }
        }
        for person in facts::that_differ(casework, people)? {
            verified.facts_differ += 1;
            verified.first_that_differs.get_or_insert(person);
        }
    }
    verified.facts_differ += facts::that_differ(casework, &[AUTHORITY])?.len() as u64;
    verified.facts_stale = casework.store().stale_facts(usize::MAX)?.len() as u64;
    Ok(verified)
}

fn worked_out(rules: &Rules, people: &[PersonId], revisions: Vec<Revision>) -> Vec<Summary> {
    summaries(rules, people, revisions, &[])
}
