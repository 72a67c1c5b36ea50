//! Generated sequences of everything that can be asked: every engine answers as memory does.

use crate::opening::everything;
use crate::twins::{Fault, Twin};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::sql::SqlStore;
use store::sqlite::Sqlite;
use store::suite::sample::{at, fold, keep, person, record, revision, staff, summary, task, team, waiting};
use store::{Change, Draft, DraftId, MemoryStore, Save, SqliteStore, Store, StoreError, Whose};

/// Something asked of a store, about a few people, workers and drafts.
#[derive(Clone, Debug)]
enum Step {
    Write {
        key: u8,
        number: u8,
        revision: u32,
        people: Vec<u8>,
        refuse: bool,
        closes: Option<u8>,
    },
    Load {
        number: u8,
        people: Vec<u8>,
    },
    Keep {
        person: u8,
        worker: Option<u8>,
        team: Option<u8>,
        open: bool,
        dues: Vec<u8>,
        keys: Vec<bool>,
        contact: Option<u8>,
    },
    Rebuild(Vec<u8>),
    Claim {
        contact: u8,
        by: u8,
        at: u8,
        over: bool,
    },
    Release {
        contact: u8,
        by: u8,
    },
    Open {
        draft: u8,
        by: u8,
        people: Vec<u8>,
    },
    Save {
        draft: u8,
        by: u8,
        saves: Vec<(u8, u8, u8)>,
    },
    Settle {
        draft: u8,
        by: u8,
        path: u8,
        value: u8,
    },
    People {
        draft: u8,
        people: Vec<u8>,
    },
    Discard {
        draft: u8,
        at: u8,
    },
    Ask {
        whose: u8,
        limit: u8,
        due: u8,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let few = || 0_u8..4;
    let people = || prop::collection::vec(few(), 0..3);
    let step = prop_oneof![
        3 => (0_u8..8, 0_u8..10, 1_u32..3, people(), prop::bool::weighted(0.2), prop::option::weighted(0.2, few())).prop_map(
            |(key, number, revision, people, refuse, closes)| Step::Write { key, number, revision, people, refuse, closes }
        ),
        1 => (few(), people()).prop_map(|(number, people)| Step::Load { number, people }),
        3 => (
            few(),
            prop::option::of(0_u8..3),
            prop::option::of(0_u8..3),
            any::<bool>(),
            prop::collection::vec(0_u8..40, 0..3),
            prop::collection::vec(any::<bool>(), 2),
            prop::option::of(few())
        )
            .prop_map(|(person, worker, team, open, dues, keys, contact)| Step::Keep {
                person, worker, team, open, dues, keys, contact
            }),
        1 => people().prop_map(Step::Rebuild),
        2 => (few(), few(), few(), any::<bool>()).prop_map(|(contact, by, at, over)| Step::Claim { contact, by, at, over }),
        1 => (few(), few()).prop_map(|(contact, by)| Step::Release { contact, by }),
        3 => (few(), few(), people()).prop_map(|(draft, by, people)| Step::Open { draft, by, people }),
        5 => (few(), few(), prop::collection::vec((0_u8..3, 0_u8..3, 0_u8..6), 0..3))
            .prop_map(|(draft, by, saves)| Step::Save { draft, by, saves }),
        1 => (few(), few(), 0_u8..3, few()).prop_map(|(draft, by, path, value)| Step::Settle { draft, by, path, value }),
        1 => (few(), people()).prop_map(|(draft, people)| Step::People { draft, people }),
        1 => (few(), few()).prop_map(|(draft, at)| Step::Discard { draft, at }),
        2 => (0_u8..7, 0_u8..5, 0_u8..40).prop_map(|(whose, limit, due)| Step::Ask { whose, limit, due }),
    ];
    prop::collection::vec(step, 1..40)
}

fn draft(number: u8) -> DraftId {
    DraftId(record(u128::from(number)).0)
}

fn them(people: &[u8]) -> Vec<practice::ids::PersonId> {
    people.iter().map(|number| person(u128::from(*number))).collect()
}

/// Takes one step; what was answered, as text.
fn take(store: &dyn Store, step: &Step) -> String {
    let by = |number: &u8| staff(u64::from(*number));
    let when = |minutes: &u8| at(i64::from(*minutes));
    match step {
        Step::Write { key, number, revision: place, people, refuse, closes } => {
            said(store.write(&format!("key {key}"), &them(people), &mut |known| {
                if *refuse {
                    return Err(StoreError::Refused(format!("{known:?}")));
                }
                let mut new = revision(u128::from(*number), &them(people));
                new.revision = *place;
                let all: Vec<_> = known.into_iter().chain([new.clone()]).collect();
                let summaries = them(people).into_iter().map(|person| fold(person, &all)).collect();
                let closes = closes.map(draft);
                Ok(Change { revisions: vec![new], summaries, closes, ..Change::default() })
            }))
        }
        Step::Load { number, people } => {
            let revisions = vec![revision(u128::from(*number), &them(people))];
            said(store.load(Change { revisions, forms: vec![store::suite::sample::form()], ..Change::default() }))
        }
        Step::Keep { person: whom, worker, team: its_team, open, dues, keys, contact } => {
            let mut kept = summary(person(u128::from(*whom)), &format!("child {}", whom % 2));
            kept.worker = worker.as_ref().map(by);
            kept.team = its_team.map(|number| team(u64::from(number)));
            kept.open = *open;
            kept.tasks = dues.iter().map(|due| task(i64::from(*due))).collect();
            kept.keys =
                ["key", "other"].iter().zip(keys).filter(|(_, with)| **with).map(|(key, _)| (*key).into()).collect();
            kept.waiting = contact.iter().map(|contact| waiting(u128::from(*contact), 5)).collect();
            said(keep(store, &[kept]))
        }
        Step::Rebuild(people) => {
            let people = them(people);
            said(store.rebuild(&people, &mut |about| {
                let words = format!("rebuilt from {}", about.len());
                Ok(people.iter().map(|person| summary(*person, &words)).collect())
            }))
        }
        Step::Claim { contact, by: who, at, over } => {
            said(store.claim(record(u128::from(*contact)), &by(who), when(at), *over))
        }
        Step::Release { contact, by: who } => said(store.release(record(u128::from(*contact)), &by(who))),
        Step::Open { draft: id, by: who, people } => {
            let (kind, opened) = ("visit".to_owned(), when(who));
            let people = them(people);
            said(store.open_draft(&Draft {
                id: draft(*id),
                kind,
                people,
                by: by(who),
                opened,
                amends: None,
                closed: None,
            }))
        }
        Step::Save { draft: id, by: who, saves } => {
            let save = |(path, value, base): &(u8, u8, u8)| Save {
                path: format!("path {path}"),
                value: format!("value {value}"),
                base: u64::from(*base),
            };
            said(store.save_fields(draft(*id), &by(who), at(1), &saves.iter().map(save).collect::<Vec<_>>()))
        }
        Step::Settle { draft: id, by: who, path, value } => {
            said(store.settle(draft(*id), &by(who), at(2), &format!("path {path}"), &format!("value {value}")))
        }
        Step::People { draft: id, people } => said(store.set_draft_people(draft(*id), &them(people))),
        Step::Discard { draft: id, at } => said(store.discard_draft(draft(*id), when(at))),
        Step::Ask { whose, limit, due } => {
            let whose = match whose {
                0 => Whose::All,
                1 => Whose::Unallocated(None),
                2 => Whose::Unallocated(Some(team(1))),
                3 | 4 => Whose::Worker(by(&(whose - 3))),
                other => Whose::Team(team(u64::from(other - 5))),
            };
            let (limit, due) = (usize::from(*limit), when(due));
            let rows = (store.children(&whose, limit), store.tasks(&whose, due, limit), store.caseloads(due));
            format!("{rows:?} {:?}", store.waiting(limit))
        }
    }
}

/// An engine's own words for a fault differ from another's: only that it was one counts.
fn said<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> String {
    match answer {
        Err(StoreError::Engine(_)) => "the engine refused".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Runs sequences on a store and on memory; both answer the same, and end the same. D8.
pub fn agree_with_memory(on: &str, cases: u32, empty: impl FnMut() -> Box<dyn Store>) {
    let (seed, outcome) = compared(cases, empty);
    outcome.unwrap_or_else(|why| panic!("seed {seed}: {why}"));
    let words = format!("histories answered as the reference model does, each key applied once; seed {seed}");
    proof::say("D8", on, cases as usize, words);
}

/// The seed of the sequences, and the first that is answered otherwise.
fn compared(cases: u32, mut empty: impl FnMut() -> Box<dyn Store>) -> (u64, Result<(), String>) {
    let given = std::env::var("GOLDTHREAD_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = given.unwrap_or_else(|| uuid::Uuid::now_v7().as_u64_pair().1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let empty = std::cell::RefCell::new(&mut empty);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner.run(&steps(), |steps| {
        let (oracle, store) = (MemoryStore::default(), (*empty.borrow_mut())());
        for (place, step) in steps.iter().enumerate() {
            prop_assert_eq!(take(&oracle, step), take(store.as_ref(), step), "step {}: {:?}", place, step);
        }
        prop_assert_eq!(everything(&oracle).expect("reads"), everything(store.as_ref()).expect("reads"));
        Ok(())
    });
    (seed, outcome.map_err(|why| why.to_string()))
}

#[test]
fn sqlite_agrees_with_memory() {
    let dir = tempfile::tempdir().expect("a directory");
    agree_with_memory("sqlite", proof::size(100, 10_000), || {
        Box::new(SqliteStore::open(dir.path().join(format!("{}.db", uuid::Uuid::now_v7()))).expect("opens"))
    });
}

#[test]
fn an_engine_that_forgets_its_keys_is_found() {
    let dir = tempfile::tempdir().expect("a directory");
    let (_, outcome) = compared(200, || {
        let engine = Sqlite::open(dir.path().join(format!("{}.db", uuid::Uuid::now_v7()))).expect("opens");
        Box::new(SqlStore::new(Twin { engine, fault: Fault::Skips("SELECT records FROM write_key") }))
    });
    assert!(outcome.is_err(), "a key was applied twice, and nobody saw it");
    proof::say("D8", "sqlite, twin", 200, "caught: an engine that applies a key again");
}
