//! After any writes the facts, the figures and what is found about children are what they would be if everyone were read.

use super::Figures;
use crate::quality::{Found, found};
use crate::{Actor, Casework, Role};
use facts::{Kind, Row, VisitMut};
use practice::ids::{PersonId, RecordId};
use practice::record::{Revision, Status};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store::{Change, MemoryStore, Staff, Store, Team};
use uuid::Uuid;

const SEEDS: u64 = 6;
const WRITES: usize = 25;

fn over(store: Arc<dyn Store>) -> Casework {
    let now: jiff::Timestamp = "2025-06-02T09:00:00Z".parse().unwrap();
    Casework::sharing(store, move || now).unwrap()
}

/// An authority whose children came from a census.
fn authority() -> Casework {
    let path = format!("{}/../standards/tests/data/cin-census/fake_CIN_data.xml", env!("CARGO_MANIFEST_DIR"));
    let casework = over(Arc::new(MemoryStore::default()));
    let by = Actor::new("import", "Import", Role::Administrator, None);
    casework.import_cin_census(&by, std::fs::read(path).unwrap().as_slice(), false).unwrap();
    casework
}

/// Something is written: what one child's record says is said of another too, or of somebody new; it is said otherwise, or
/// withdrawn; somebody comes to work here.
fn write(casework: &Casework, random: &mut fastrand::Rng) {
    let store = casework.store();
    let people = store.people_after(None, usize::MAX).unwrap();
    let theirs = loop {
        let theirs = store.about(&[people[random.usize(..people.len())]]).unwrap();
        if !theirs.is_empty() {
            break theirs;
        }
    };
    let said = &theirs[random.usize(..theirs.len())];
    let id = |random: &mut fastrand::Rng| Uuid::from_u128(random.u128(..));
    let key = format!("write {}", random.u64(..));
    let again = |status, body: &Revision| {
        let last = theirs.iter().filter(|one| one.id == said.id).map(|one| one.revision).max().unwrap_or(1);
        Revision { revision: last + 1, status, known: casework.now(), body: body.body.clone(), ..said.clone() }
    };
    let revision = match random.u8(..10) {
        0 => {
            let staff = Staff::new(format!("new{}", random.u32(..)).as_str(), "New", "social_worker");
            return store.put_staff(&[Team { id: "east".into(), name: "East".into() }], &[staff]).unwrap();
        }
        1 | 2 => again(Status::Withdrawn { reason: "wrong".into() }, said),
        3 | 4 => {
            let same: Vec<&Revision> = theirs.iter().filter(|one| one.kind == said.kind).collect();
            again(Status::Amended { reason: "wrong".into() }, same[random.usize(..same.len())])
        }
        more => {
            let other = if more == 5 { PersonId(id(random)) } else { people[random.usize(..people.len())] };
            let mut people = vec![other];
            if more == 6 {
                people.extend(said.people.iter().filter(|one| **one != other));
            }
            let id = RecordId(id(random));
            Revision { id, people, revision: 1, status: Status::Finished, known: casework.now(), ..said.clone() }
        }
    };
    let people = revision.people.clone();
    let change = Change { revisions: vec![revision], ..Change::default() };
    store.write(&key, &people, &mut |_| Ok(change.clone())).unwrap();
}

/// What is not the same of two.
fn differ(one: &Figures, other: &Figures) -> Vec<String> {
    let mut wrong = Vec::new();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
    let same = |a: &measures::Outcome, b: &measures::Outcome| {
        let value = match (a.value, b.value) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a == b,
        };
        value && near(a.counted, b.counted) && near(a.of, b.of) && (a.window, &a.parts) == (b.window, &b.parts)
    };
    if one.book.facts() != other.book.facts() {
        wrong.push("facts".to_owned());
    }
    for measure in measures::all() {
        let (a, b) = (one.series(measure), other.series(measure));
        let latest = match (one.latest(measure), other.latest(measure)) {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        if !latest || a.len() != b.len() || !a.iter().zip(b).all(|(a, b)| same(a, b)) {
            wrong.push(measure.id.to_owned());
        }
    }
    if one.held != other.held {
        wrong.push("tables that hold something".to_owned());
    }
    wrong
}

type ByChild = HashMap<PersonId, Vec<Found>>;

/// What is found, without what is found by comparing children.
fn alone(found: &ByChild) -> HashMap<PersonId, BTreeSet<String>> {
    let of = |found: &Vec<Found>| -> BTreeSet<String> {
        found.iter().filter(|one| !one.compares()).map(|one| format!("{one:?}")).collect()
    };
    found.iter().map(|(child, found)| (*child, of(found))).filter(|(_, found)| !found.is_empty()).collect()
}

#[test]
fn after_any_writes_what_was_replaced_is_what_is_read_whole() {
    let (mut checked, mut unread, mut replaced) = (0, 0, 0);
    for seed in 0..SEEDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let casework = authority();
        casework.keep_figures().unwrap();
        let first = casework.figures_now(0).unwrap();
        for round in 0..WRITES / 5 {
            let before = casework.figures_now(0).unwrap();
            for _ in 0..=random.usize(..5) {
                write(&casework, &mut random);
            }
            let after = casework.figures_now(0).unwrap();
            assert_eq!(after.book.whole, first.book.whole, "everyone was read again");
            let anew = over(casework.store.clone()).figures_now(0).unwrap();
            assert_eq!(differ(&after, &anew), Vec::<String>::new(), "seed {seed}, round {round}");
            // The broken twin: figures that nothing was put into.
            unread += usize::from(!differ(&before, &anew).is_empty());
            checked += 1;
        }
        replaced += usize::from(casework.figures_kept().is_some_and(|kept| kept.book.seen > first.book.seen));
        let held = casework.quality_held().unwrap();
        let anew = found(over(casework.store.clone()).figures_now(0).unwrap().facts(), first.on);
        assert_eq!(alone(&held), alone(&anew), "seed {seed}");
    }
    println!("{checked} times after writes, seeds 0 to {}: 0 differ; without replacing {unread} would", SEEDS - 1);
    assert!(unread * 2 > checked && replaced > 0, "the writes tell too little");
}

#[test]
fn a_table_not_indexed_and_a_measure_not_worked_out_are_caught() {
    let (mut not_indexed, mut not_worked_out) = (false, false);
    for seed in 0..40 {
        let mut random = fastrand::Rng::with_seed(seed);
        let casework = authority();
        let was = casework.figures_now(0).unwrap();
        (0..5).for_each(|_| write(&casework, &mut random));
        let right = casework.figures_now(0).unwrap();
        // The first twin keeps the old index over the new facts, and may point at rows that are gone; the second works nothing
        // out.
        let mut book = super::Book::clone(&right.book);
        book.tables = was.book.tables.clone();
        let all: BTreeSet<&str> = facts::tables::TABLES.iter().map(|table| table.name).collect();
        let figures = catch_unwind(AssertUnwindSafe(|| was.after(Arc::new(book), &all)));
        not_indexed |= figures.map_or(true, |figures| !differ(&figures, &right).is_empty());
        not_worked_out |= !differ(&was.after(right.book.clone(), &BTreeSet::new()), &right).is_empty();
        if not_indexed && not_worked_out {
            println!("both caught by seed {seed}");
            return;
        }
    }
    panic!("not indexed: {not_indexed}, not worked out: {not_worked_out}");
}

/// Leaves out an answer of every other row, as somebody in a hurry would; never whose it is or what it is called.
struct Hurried(fastrand::Rng);

impl VisitMut for Hurried {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        for row in rows {
            let mut cells = Vec::new();
            row.cells(&mut |column, cell| cells.push((column.kind, cell.text(column.kind))));
            let at = self.0.usize(..cells.len());
            if self.0.bool() && !matches!(cells[at].0, Kind::Id(_)) {
                cells[at].1.clear();
                *row = R::read(&mut |at| Cow::Borrowed(cells[at].1.as_str()), &mut |_, _, _| {});
            }
        }
    }
}

#[test]
fn only_rules_that_compare_children_need_everyone() {
    let casework = authority();
    let on = casework.today().date;
    let people = casework.store().people_after(None, usize::MAX).unwrap();
    let (mut whole, mut each, mut hurried) =
        (facts::Facts::default(), ByChild::new(), Hurried(fastrand::Rng::with_seed(7)));
    for (person, mut theirs) in crate::facts::as_told(&casework, &people).unwrap() {
        (0..6).for_each(|_| theirs.visit_mut(&mut hurried));
        each.extend(found(&theirs, on).remove_entry(&person));
        whole.append(theirs);
    }
    let everyone = found(&whole, on);
    let (one_by_one, together) = (alone(&each), alone(&everyone));
    let other: Vec<_> = together.iter().filter(|(child, found)| one_by_one.get(child) != Some(found)).collect();
    assert!(other.is_empty() && one_by_one.len() == together.len(), "{:#?}", &other[..other.len().min(3)]);
    let count = everyone.values().map(Vec::len).sum::<usize>();
    println!("{} children, seed 7, {count} things found, the same one by one", people.len());
    assert!(count > 50);
    // The twin: a number that all children share is found of everyone alone.
    whole.persons.iter_mut().for_each(|one| one.pers_upn = "A123456789012".into());
    assert!(found(&whole, on).values().flatten().any(Found::compares));
}
