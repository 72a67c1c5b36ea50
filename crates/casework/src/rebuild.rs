//! Summaries, worked out again for everyone, and compared with those kept.

use crate::finish::records_of;
use crate::{Casework, Done};
use practice::ids::PersonId;
use practice::record::Records;
use practice::summary::{self, Summary};

/// How many people are read at a time.
const AT_A_TIME: usize = 500;

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    /// How many people were compared.
    pub people: u64,
    /// How many summaries differ, or are missing.
    pub differ: u64,
    /// The first of those, in order of their number.
    pub first_that_differs: Option<PersonId>,
}

/// Works out every summary again and keeps it; answers how many.
pub fn rebuild(casework: &Casework) -> Done<usize> {
    let mut all = Vec::new();
    for_everyone(casework, |_, summaries| {
        all.extend(summaries);
        Ok(())
    })?;
    let count = all.len();
    casework.store().rebuild(all)?;
    Ok(count)
}

/// Works out every summary again and compares it with the one kept.
pub fn verify(casework: &Casework) -> Done<Verified> {
    let mut verified = Verified::default();
    for_everyone(casework, |people, summaries| {
        let kept = casework.store().summaries(people)?;
        for summary in summaries {
            verified.people += 1;
            if kept.iter().find(|one| one.person == summary.person) != Some(&summary) {
                verified.differ += 1;
                verified.first_that_differs.get_or_insert(summary.person);
            }
        }
        Ok(())
    })?;
    Ok(verified)
}

fn for_everyone(casework: &Casework, mut each: impl FnMut(&[PersonId], Vec<Summary>) -> Done<()>) -> Done<()> {
    let mut after = None;
    loop {
        let people = casework.store().people_after(after, AT_A_TIME)?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(*last);
        let records = Records::read(casework.store().about(&people)?);
        let of = |person: &PersonId| summary::of(casework.rules(), *person, &records_of(&records, *person));
        each(&people, people.iter().map(of).collect())?;
    }
}
