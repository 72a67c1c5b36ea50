//! What holds of the facts of any set of records about one to three children, made up from every kind of record.

#[path = "../../practice/tests/made_up/mod.rs"]
#[allow(dead_code)]
mod made_up;

use facts::{Facts, Row, Visit, from_records};
use jiff::civil::date;
use made_up::{Choices, children, file};
use practice::ids::PersonId;
use practice::journey::{END_OF_TIME, Journey};
use practice::moment::Moment;
use practice::record::{Records, Revision};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestError, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

/// Days the records fall in; `on` is inside them.
const ON: Moment = Moment { date: date(2026, 6, 15), time: None };

/// Runs a property over made-up choices; false when some choice breaks it.
fn holds(cases: u32, property: impl Fn(&mut Choices) -> TestCaseResult) -> Result<(), TestError<Vec<u8>>> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    let bytes = prop::collection::vec(any::<u8>(), 0..900);
    TestRunner::new(config).run(&bytes, |bytes| property(&mut Choices::new(bytes)))
}

fn of(child: PersonId, records: &Records, on: Moment) -> Facts {
    from_records::of(records, &Journey::of(child, records, on))
}

/// The facts of three children together.
fn all(revisions: Vec<Revision>, on: Moment) -> Facts {
    let records = Records::read(revisions);
    let mut facts = Facts::default();
    children(3).for_each(|child| facts.append(of(child, &records, on)));
    facts
}

type Tell = fn(Vec<Revision>, Moment) -> Facts;

fn shuffling_changes_nothing(tell: Tell, choices: &mut Choices) -> TestCaseResult {
    let kept = file(choices);
    let mut shuffled = kept.clone();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, choices.pick(at + 1));
    }
    shuffled.reverse();
    prop_assert!(tell(kept, ON) == tell(shuffled, ON));
    Ok(())
}

#[test]
fn the_order_records_are_given_in_changes_no_fact() {
    holds(96, |choices| shuffling_changes_nothing(all, choices)).unwrap();
}

#[test]
fn facts_that_follow_the_order_given_are_caught() {
    let broken: Tell = |revisions, on| {
        let last = revisions.last().map(|last| last.id.to_string()).unwrap_or_default();
        let mut facts = all(revisions, on);
        facts.persons[0].pers_legacy_id = last.into();
        facts
    };
    assert!(holds(5_000, |choices| shuffling_changes_nothing(broken, choices)).is_err());
}

type Known = fn(&Records, jiff::Timestamp) -> Records;

/// What was known by an instant tells the same facts whatever is recorded after it, of that day or of any other.
fn later_records_change_nothing_known(known_by: Known, choices: &mut Choices) -> TestCaseResult {
    let kept = file(choices);
    let instant = ON.instant();
    let by_then: Vec<Revision> = kept.iter().filter(|one| one.known <= instant).cloned().collect();
    let (all, by_then) = (Records::read(kept), Records::read(by_then));
    for child in children(3) {
        prop_assert!(of(child, &known_by(&all, instant), ON) == of(child, &by_then, ON));
    }
    Ok(())
}

#[test]
fn what_was_known_by_a_day_tells_the_same_facts_for_ever() {
    holds(96, |choices| later_records_change_nothing_known(Records::known_by, choices)).unwrap();
}

#[test]
fn facts_that_look_ahead_are_caught() {
    // Few files have something recorded late that changes a fact of the day: as many are tried as find one.
    assert!(holds(5_000, |choices| later_records_change_nothing_known(|records, _| records.clone(), choices)).is_err());
}

#[test]
fn a_record_of_a_later_day_changes_no_fact_before_it() {
    let n = std::cell::Cell::new(0);
    holds(96, |choices| {
        let kept = file(choices);
        let before: Vec<Revision> = {
            let latest: BTreeMap<_, _> = kept.iter().map(|one| (one.id, one.about.date)).collect();
            kept.iter().filter(|one| latest[&one.id] <= ON.date).cloned().collect()
        };
        n.set(n.get() + kept.len() - before.len());
        prop_assert!(all(kept, ON) == all(before, ON));
        Ok(())
    })
    .unwrap();
    println!("{} revisions of later days", n.get());
    assert!(n.get() > 50);
}

/// How many rows each table has.
#[derive(Default)]
struct Counts(BTreeMap<&'static str, usize>);

impl Visit for Counts {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        self.0.insert(R::TABLE.name, rows.len());
    }
}

/// The kinds of record that feed a row each, and the tables among which that row is found.
const FEEDS: [(&str, &[&str]); 25] = [
    ("contact", &["ssd_contacts"]),
    ("screening_decision", &["gt_screening_decisions"]),
    ("referral", &["ssd_cin_episodes"]),
    ("referral_decision", &["gt_referral_decisions"]),
    ("early_help_ended", &["gt_early_help_outcomes"]),
    ("address", &["ssd_address"]),
    ("strategy_discussion", &["gt_strategy_discussions"]),
    ("conference", &["ssd_initial_cp_conference", "ssd_cp_reviews"]),
    ("visit", &["ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits", "gt_other_visits"]),
    ("child_in_need_meeting", &["gt_cin_meetings"]),
    ("core_group", &["gt_core_groups"]),
    ("family_group_conference", &["gt_family_group_conferences"]),
    ("allocation", &["gt_allocations"]),
    ("management_decision", &["gt_management_decisions"]),
    ("assessment_started", &["ssd_cin_assessments"]),
    ("care_review", &["ssd_cla_reviews"]),
    ("care_plan", &["ssd_cla_care_plan"]),
    ("missing_episode", &["ssd_missing"]),
    ("unaccompanied_status", &["ssd_immigration_status"]),
    ("previous_permanence", &["ssd_cla_previous_permanence"]),
    ("deprivation_of_liberty", &["gt_deprivations_of_liberty"]),
    ("health_check", &["ssd_cla_health"]),
    ("strengths_and_difficulties", &["ssd_sdq_scores"]),
    ("substance_misuse", &["ssd_cla_substance_misuse"]),
    ("conviction", &["ssd_cla_convictions"]),
];

/// Each record that stands feeds one row for the child, or is told of beside the rows; an assessment that none began
/// feeds one too.
fn each_record_feeds_one_row(
    tell: fn(PersonId, &Records) -> Facts,
    choices: &mut Choices,
) -> Result<usize, TestCaseError> {
    let records = Records::read(file(choices));
    let standing = records.standing();
    let mut fed = 0;
    for child in children(3) {
        let facts = tell(child, &records);
        let mut counts = Counts::default();
        facts.visit(&mut counts);
        for (kind, tables) in FEEDS {
            let readable = standing.entries().iter().filter(|entry| entry.kind == kind && entry.body.is_ok());
            let expected = readable.count();
            let told = facts
                .unread
                .iter()
                .filter(|one| tables.contains(&one.table) && one.why == facts::Misread::WithinAnother);
            let mut rows = tables.iter().map(|table| counts.0[table]).sum::<usize>() + told.count();
            if kind == "assessment_started" {
                rows -= facts.cin_assessments.iter().filter(|row| row.cina_assessment_start_date.is_none()).count();
            }
            prop_assert_eq!(rows, expected, "{} of {:?}", kind, standing.entries());
            fed += rows;
        }
        let actions = standing.of_kind::<practice::plans::Plan>().map(|plan| plan.actions.len()).sum::<usize>();
        prop_assert_eq!(counts.0["gt_plan_actions"], actions);
    }
    Ok(fed)
}

fn at_the_end(child: PersonId, records: &Records) -> Facts {
    of(child, records, END_OF_TIME)
}

#[test]
fn each_record_feeds_exactly_one_row_for_each_child() {
    let n = std::cell::Cell::new(0);
    holds(128, |choices| {
        n.set(n.get() + each_record_feeds_one_row(at_the_end, choices)?);
        Ok(())
    })
    .unwrap();
    println!("{} rows", n.get());
    assert!(n.get() > 500, "{}", n.get());
}

#[test]
fn a_row_twice_and_a_row_left_out_are_caught() {
    let twice: fn(PersonId, &Records) -> Facts = |child, records| {
        let mut facts = at_the_end(child, records);
        let first = facts.cp_visits.first().cloned();
        facts.cp_visits.extend(first);
        facts
    };
    let left_out: fn(PersonId, &Records) -> Facts = |child, records| {
        let mut facts = at_the_end(child, records);
        facts.cin_episodes.pop();
        facts
    };
    for broken in [twice, left_out] {
        assert!(holds(128, |choices| each_record_feeds_one_row(broken, choices).map(drop)).is_err());
    }
}

/// The keys of all rows, with those that come twice in a table.
#[derive(Default)]
struct Keys {
    rows: usize,
    twice: Vec<String>,
    text: String,
}

impl Visit for Keys {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        let mut seen = BTreeSet::new();
        for row in rows {
            if row.key().is_empty() || !seen.insert(row.key()) {
                self.twice.push(format!("{} {}", R::TABLE.name, row.key()));
            }
            row.cells(&mut |column, cell| cell.write(column.kind, &mut self.text));
            self.rows += 1;
        }
    }
}

#[test]
fn no_two_rows_of_three_children_share_a_key_and_none_is_without_one() {
    let n = std::cell::Cell::new(0);
    holds(96, |choices| {
        let mut keys = Keys::default();
        all(file(choices), END_OF_TIME).visit(&mut keys);
        prop_assert_eq!(keys.twice, Vec::<String>::new());
        n.set(n.get() + keys.rows);
        Ok(())
    })
    .unwrap();
    println!("{} keys", n.get());
    assert!(n.get() > 500);
}
