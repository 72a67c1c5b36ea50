//! What holds for any set of records about one to three children, made up from the specifications of every kind.

mod made_up;

use jiff::civil::date;
use made_up::{Choices, body, children, file, revision};
use practice::form;
use practice::journey::Journey;
use practice::kinds::KINDS;
use practice::moment::Moment;
use practice::record::{Records, Revision, Status};
use practice::spec::Spec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestError, TestRunner};

/// Days the records fall in; `on` is inside them.
const ON: Moment = Moment { date: date(2026, 6, 15), time: None };

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..900)
}

/// Runs a property over made-up choices; false when some choice breaks it.
fn holds(cases: u32, property: impl Fn(&mut Choices) -> TestCaseResult) -> Result<(), TestError<Vec<u8>>> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    TestRunner::new(config).run(&bytes(), |bytes| property(&mut Choices::new(bytes)))
}

/// A child's journeys in words: everything the fold answers.
fn journeys(revisions: Vec<Revision>, on: Moment) -> String {
    let records = Records::read(revisions);
    children(3).map(|child| format!("{:#?}", Journey::of(child, &records, on))).collect()
}

type Fold = fn(Vec<Revision>, Moment) -> String;

fn shuffling_changes_nothing(fold: Fold, choices: &mut Choices) -> TestCaseResult {
    let kept = file(choices);
    let mut shuffled = kept.clone();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, choices.pick(at + 1));
    }
    shuffled.reverse();
    prop_assert_eq!(fold(kept, ON), fold(shuffled, ON));
    Ok(())
}

fn later_records_change_nothing_before_them(fold: Fold, choices: &mut Choices) -> TestCaseResult {
    let kept = file(choices);
    let later: Vec<Revision> = file(choices).into_iter().filter(|one| one.about.date > ON.date).collect();
    let renamed =
        later.into_iter().map(|one| Revision { id: made_up::record(500 + one.id.0.as_u128() as usize), ..one });
    let both = kept.iter().cloned().chain(renamed).collect();
    prop_assert_eq!(fold(kept, ON), fold(both, ON));
    Ok(())
}

#[test]
fn the_order_records_are_given_in_changes_nothing() {
    holds(96, |choices| shuffling_changes_nothing(journeys, choices)).unwrap();
}

#[test]
fn a_fold_that_trusts_the_order_given_is_caught() {
    let broken: Fold = |revisions, _| format!("{:?}", revisions.last().map(|last| (last.id, last.revision)));
    assert!(holds(96, |choices| shuffling_changes_nothing(broken, choices)).is_err());
}

#[test]
fn a_record_of_a_later_day_changes_nothing_before_it() {
    holds(96, |choices| later_records_change_nothing_before_them(journeys, choices)).unwrap();
}

#[test]
fn a_fold_that_looks_ahead_is_caught() {
    let broken: Fold = |revisions, _| journeys(revisions, Moment::day(date(2030, 1, 1)));
    assert!(holds(96, |choices| later_records_change_nothing_before_them(broken, choices)).is_err());
}

#[test]
fn any_records_at_all_are_answered() {
    holds(192, |choices| {
        let kept = file(choices);
        for on in [date(2020, 2, 29), ON.date, date(2026, 12, 25), date(2035, 1, 1)] {
            prop_assert!(!journeys(kept.clone(), Moment::day(on)).is_empty());
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_was_known_then_is_all_that_was_known_then() {
    holds(96, |choices| {
        let kept = file(choices);
        let Some(one) = kept.get(choices.pick(kept.len().max(1))) else { return Ok(()) };
        let instant = one.known;
        let known: Vec<Revision> = kept.iter().filter(|one| one.known <= instant).cloned().collect();
        let then = Records::read(kept).known_by(instant);
        for child in children(3) {
            let looked = format!("{:#?}", Journey::of(child, &then, ON));
            prop_assert_eq!(looked, format!("{:#?}", Journey::of(child, &Records::read(known.clone()), ON)));
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_revision_given_twice_counts_once() {
    holds(96, |choices| {
        let kept = file(choices);
        let twice = kept.iter().chain(&kept).cloned().collect();
        prop_assert_eq!(journeys(kept, ON), journeys(twice, ON));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_withdrawn_record_has_no_effect() {
    holds(96, |choices| {
        let kept = file(choices);
        let mut withdrawn = revision(choices, 400);
        withdrawn.revision = 1;
        withdrawn.status = Status::Finished;
        let mut with = kept.clone();
        with.push(withdrawn.clone());
        with.push(Revision { revision: 2, status: Status::Withdrawn { reason: "not this child".into() }, ..withdrawn });
        prop_assert_eq!(journeys(kept, ON), journeys(with, ON));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_form_holds_every_body_whole() {
    for kind in KINDS {
        let spec = (kind.spec)();
        let result = holds(24, |choices| {
            let body = body(spec, choices);
            let read = (kind.read)(&body);
            prop_assert!(read.is_ok(), "a made-up body is not readable: {} {:#}", read.err().unwrap(), body);
            let (back, faults) = form::read(spec, &form::write(spec, &body));
            prop_assert!(faults.is_empty(), "{:?}", faults);
            prop_assert_eq!(back, body);
            Ok(())
        });
        result.unwrap_or_else(|fault| panic!("{}: {fault}", kind.name));
    }
}

#[test]
fn every_specification_is_the_same_after_json() {
    for kind in KINDS {
        let spec = (kind.spec)();
        let text = serde_json::to_string(spec).unwrap();
        assert_eq!(*spec, serde_json::from_str::<Spec>(&text).unwrap(), "{}", kind.name);
    }
}

#[test]
fn the_made_up_files_are_worth_running() {
    // Most bodies are readable, every kind turns up, and clocks run: or the properties above would prove little.
    let mut kinds = std::collections::BTreeSet::new();
    let mut runs = 0;
    let mut state = 7u64;
    for _ in 0..300 {
        let bytes = (0..900).map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as u8
        });
        let kept = file(&mut Choices::new(bytes.collect()));
        kinds.extend(kept.iter().map(|one| one.kind.clone()));
        let records = Records::read(kept);
        runs += children(3).map(|child| Journey::of(child, &records, ON).clocks.len()).sum::<usize>();
    }
    assert_eq!(kinds.len(), KINDS.len());
    assert!(runs > 500, "only {runs} runs of clocks");
}
