//! Checks with eight people at once.

use super::drafts::{answers, draft, save};
use super::sample::{at, fold, person, record, staff, summary, write_one};
use super::{fine, log, same};
use crate::{Account, Claim, FieldState, LogEntry, SavedAs, Store, StoreError, Written};
use practice::summary::Summary;
use std::sync::Barrier;

const PEOPLE: u64 = 8;

/// Runs the same work on eight threads that start together.
fn together<T: Send>(work: impl Fn(u64) -> T + Sync) -> Result<Vec<T>, String> {
    let start = Barrier::new(PEOPLE as usize);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..PEOPLE)
            .map(|number| {
                let (start, work) = (&start, &work);
                scope.spawn(move || {
                    start.wait();
                    work(number)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())).collect()
    })
}

pub(super) fn one_code(store: &dyn Store) -> Result<(), String> {
    let new = Account::new(staff(1), uuid::Uuid::from_u128(1), at(0));
    fine(store.change_account(&staff(1), &mut |_| Ok(Account { recovery: vec!["code".into()], ..new.clone() })))?;
    let used = together(|_| {
        store.change_account(&staff(1), &mut |before| {
            let mut account = before.ok_or(StoreError::Engine("gone".into()))?;
            account.recovery.pop().ok_or(StoreError::Refused("used".into()))?;
            Ok(account)
        })
    })?;
    same("one may", used.iter().filter(|answer| answer.is_ok()).count(), 1)?;
    let counted = together(|_| store.count_tries(&["name".to_owned(), "other".to_owned()], 5, 1))?;
    let mut counts: Vec<u64> =
        counted.into_iter().map(|answer| fine(answer).map(|counts| counts[0])).collect::<Result<_, _>>()?;
    counts.sort();
    same("each is counted", counts, (1..=PEOPLE).collect())
}

/// Claims tried at once; who was told they have it, and what the board says.
fn race(store: &dyn Store, contact: u128, take_over: bool) -> Result<(Vec<Claim>, Claim), String> {
    fine(super::sample::keep(
        store,
        &[Summary { waiting: vec![super::sample::waiting(contact, 1)], ..summary(person(contact), "child") }],
    ))?;
    let claim = |number| store.claim(record(contact), &staff(number), at(1), take_over);
    let mut told = Vec::new();
    for answer in together(claim)? {
        match answer {
            Ok(claim) => told.push(claim),
            Err(StoreError::Claimed(_)) if !take_over => {}
            Err(other) => return Err(format!("a claim was answered with {other}")),
        }
    }
    let rows = fine(store.waiting(99))?;
    let mine = rows.into_iter().find(|row| row.person == person(contact));
    Ok((told, mine.and_then(|row| row.claim).ok_or("nobody has it")?))
}

pub(super) fn claims(store: &dyn Store) -> Result<(), String> {
    for contact in 0..10 {
        let (told, stands) = race(store, contact, false)?;
        same("the one who was told is the one who has it", told, vec![stands])?;
    }
    Ok(())
}

pub(super) fn take_overs(store: &dyn Store) -> Result<(), String> {
    for contact in 0..10 {
        let (told, stands) = race(store, contact, true)?;
        same("everyone was told in turn", told.len(), PEOPLE as usize)?;
        same("the last has it", told.contains(&stands), true)?;
    }
    Ok(())
}

pub(super) fn one_child(store: &dyn Store) -> Result<(), String> {
    const EACH: u64 = 6;
    // Pairs overlap in different orders, so that careless holding would lock two writers against each other.
    let work = |number: u64| -> Result<(), String> {
        for turn in 0..EACH {
            let mut people = vec![person(0), person(u128::from(1 + number % 3))];
            if number.is_multiple_of(2) {
                people.reverse();
            }
            fine(write_one(store, &format!("{number}-{turn}"), u128::from(number * 100 + turn), &people))?;
        }
        Ok(())
    };
    together(work)?.into_iter().collect::<Result<Vec<()>, _>>()?;
    let everyone = [0, 1, 2, 3].map(person);
    let all = fine(store.about(&everyone))?;
    same("every record", all.len() as u64, PEOPLE * EACH)?;
    let wanted: Vec<Summary> = everyone.iter().map(|person| fold(*person, &all)).collect();
    same("summaries equal a fold of all", fine(store.summaries(&everyone))?, wanted)
}

pub(super) fn one_key(store: &dyn Store) -> Result<(), String> {
    let written = together(|number| write_one(store, "key", u128::from(number), &[person(u128::from(number))]))?;
    let written = written.into_iter().map(fine).collect::<Result<Vec<_>, _>>()?;
    let now: Vec<_> =
        written.iter().filter_map(|one| if let Written::Now(ids) = one { Some(ids) } else { None }).collect();
    same("applied once", now.len(), 1)?;
    let others =
        written.iter().all(|one| matches!(one, Written::Now(ids) | Written::Before(ids) if Some(&ids) == now.first()));
    same("the others were told of it", others, true)?;
    same("one record", fine(store.people_after(None, 99))?.len(), 1)
}

pub(super) fn one_draft(store: &dyn Store) -> Result<(), String> {
    let id = draft(1, 1).id;
    fine(store.open_draft(&draft(1, 1)))?;
    let work = |number: u64| -> Result<SavedAs, String> {
        save(store, id, &staff(number), &format!("own {number}"), "mine", 0)?;
        Ok(save(store, id, &staff(number), "shared", &format!("words {number}"), 0)?.1)
    };
    let outcomes = together(work)?.into_iter().collect::<Result<Vec<_>, _>>()?;
    same("one is first", outcomes.iter().filter(|one| **one == SavedAs::Current).count(), 1)?;
    let kept = answers(store, id)?;
    same("every own answer", kept.iter().filter(|one| one.0.starts_with("own")).count() as u64, PEOPLE)?;
    let shared: Vec<_> = kept.iter().filter(|one| one.0 == "shared").collect();
    same("every shared answer", shared.len() as u64, PEOPLE)?;
    same("one of them current", shared.iter().filter(|one| one.4 == FieldState::Current).count(), 1)
}

pub(super) fn one_chain(store: &dyn Store) -> Result<(), String> {
    const EACH: u64 = 6;
    let work = |number: u64| -> Result<(), String> {
        for turn in 0..EACH {
            let of = u128::from(number * 100 + turn);
            if number.is_multiple_of(2) {
                fine(write_one(store, &format!("{number}-{turn}"), of, &[person(of)]))?;
            } else {
                let look = LogEntry { people: vec![person(0)], ..LogEntry::new(at(1), &staff(number), "view_file") };
                fine(store.log(&[look.clone(), LogEntry { action: "view_record".to_owned(), ..look }]))?;
            }
        }
        Ok(())
    };
    together(work)?.into_iter().collect::<Result<Vec<()>, _>>()?;
    let all = log::whole(store)?;
    same("every entry", all.len() as u64, PEOPLE / 2 * EACH * 3)?;
    let pairs = all.windows(2).filter(|two| two[0].entry.action == "view_file");
    let apart = pairs.filter(|two| two[1].entry.by != two[0].entry.by || two[1].entry.action != "view_record").count();
    same("what was logged together stays together", apart, 0)
}
