//! After a write only measures that read a table that changed are worked out again: so each must name what it reads.

use crate::page::Fact;
use crate::tell;
use facts::tables::TABLES;
use facts::{Facts, Row, VisitMut};
use jiff::civil::{Date, date};
use measures::engine::Built;
use measures::{Index, all, series, touched};
use std::collections::{BTreeMap, BTreeSet};

/// Takes rows out of one table.
struct Without {
    table: &'static str,
    /// Every how many rows one is taken out.
    every: usize,
    taken: usize,
}

impl VisitMut for Without {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        if R::TABLE.name == self.table {
            let before = rows.len();
            let mut at = 0;
            rows.retain(|_| {
                at += 1;
                at % self.every != 0
            });
            self.taken = before - rows.len();
        }
    }
}

/// Whose figures are others when rows of each table are gone: measure by measure, the tables.
fn seen(facts: &Facts, days: &[Date]) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let setting = tell::setting();
    let figures = |facts: &Facts| {
        let index = Index::new(facts, &setting);
        all().iter().map(|one| series(one, &index, days)).collect::<Vec<_>>()
    };
    let whole = figures(facts);
    let mut read: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for table in TABLES {
        for every in [1, 2, 3] {
            let (mut facts, mut without) = (facts.clone(), Without { table: table.name, every, taken: 0 });
            facts.visit_mut(&mut without);
            if without.taken == 0 {
                continue;
            }
            for ((measure, was), is) in all().iter().zip(&whole).zip(figures(&facts)) {
                if *was != is {
                    read.entry(measure.id).or_default().insert(table.name);
                }
            }
        }
    }
    read
}

/// Every measure names the tables it reads: in the facts of each story by itself, and in those of all together.
pub fn named(stories: &[(Vec<Fact>, Vec<String>)]) -> Result<(), String> {
    let mut read: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let months: Vec<Date> = (1..=9).map(|month| date(2026, month, 1).last_of_month()).collect();
    let all_rows: Vec<Fact> = stories.iter().flat_map(|(rows, _)| rows.iter().cloned()).collect();
    let own = stories.iter().map(|(rows, on)| (rows.as_slice(), on.iter().filter_map(|on| tell::day(on)).collect()));
    for (rows, days) in own.chain([(all_rows.as_slice(), months)]) {
        for (measure, tables) in seen(&tell::rows(rows)?, &days) {
            read.entry(measure).or_default().extend(tables);
        }
    }
    let count: usize = read.values().map(BTreeSet::len).sum();
    let built: Vec<_> = all().iter().filter_map(|one| one.built()).filter(|one| !one.tables.is_empty()).collect();
    println!(
        "{} rows: {} of {} measures are seen to read {count} tables between them",
        all_rows.len(),
        read.len(),
        built.len()
    );
    let unnamed = |named: &dyn Fn(&Built, &BTreeSet<&str>) -> bool| -> Vec<String> {
        let pairs = built.iter().flat_map(|one| read.get(one.id).into_iter().flatten().map(move |table| (one, *table)));
        let wrong = pairs.filter(|(one, table)| !named(one, &touched(&BTreeSet::from([*table]))));
        wrong.map(|(one, table)| format!("{} reads {table}", one.id)).collect()
    };
    // The broken twin: of each measure only the first table is taken for read.
    let first = unnamed(&|one, tables| tables.contains(one.tables[0])).len();
    let wrong = unnamed(&|one, tables| one.reads(tables));
    match () {
        () if !wrong.is_empty() => Err(wrong.join("; ")),
        () if read.len() * 10 < built.len() * 9 => {
            Err(format!("only {} measures are seen to read anything", read.len()))
        }
        () if first < 20 => Err("the twin is not caught".to_owned()),
        () => Ok(()),
    }
}
