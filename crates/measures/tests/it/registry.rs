//! None missing, none invented: the catalogue, what is built, and what waits.

use measures::registry::{CATALOGUE, WAITS, declared};
use measures::{State, all};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong between a catalogue, the ids built, and what waits.
fn faults(catalogue: &str, built: &[&str], waits: &str) -> Vec<String> {
    let ids = |text: &str| -> Vec<String> {
        csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.unwrap()[0].to_owned()).collect()
    };
    let (known, waiting) = (ids(catalogue), ids(waits));
    let mut wrong = Vec::new();
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for id in built.iter().copied().chain(waiting.iter().map(String::as_str)) {
        *times.entry(id).or_default() += 1;
    }
    let set: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    wrong.extend(times.keys().filter(|id| !set.contains(**id)).map(|id| format!("{id} is invented")));
    for id in &set {
        match times.get(id) {
            None => wrong.push(format!("{id} is missing")),
            Some(1) => {}
            Some(n) => wrong.push(format!("{id} is declared {n} times")),
        }
    }
    wrong
}

#[test]
fn every_indicator_is_built_or_waits_and_none_is_invented() {
    let built: Vec<&str> = declared().map(|built| built.id).collect();
    assert_eq!(faults(CATALOGUE, &built, WAITS), Vec::<String>::new());
    // The broken twins.
    assert!(faults(CATALOGUE, &built[1..], WAITS)[0].contains("is missing"));
    assert!(
        faults(CATALOGUE, &[built.clone(), vec!["IND-XX-01"]].concat(), WAITS)[0].contains("IND-XX-01 is invented")
    );
    assert!(faults(CATALOGUE, &[built.clone(), vec![built[0]]].concat(), WAITS)[0].contains("declared 2 times"));
    let waiting = all().iter().filter(|one| matches!(one.state, State::Waits(_))).count();
    println!("{} measures: {} built, {waiting} wait", all().len(), built.len());
    assert_eq!(all().len(), built.len() + waiting);
}

#[test]
fn names_and_definitions_are_those_of_the_catalogue() {
    let mut reader = csv::Reader::from_reader(CATALOGUE.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), all().len());
    for (row, measure) in rows.iter().zip(all()) {
        let shown = [measure.id, measure.name, measure.definition, measure.cohort, measure.periods, measure.published];
        let said = [&row[0], &row[1], &row[2], &row[5], &row[6], &row[7]];
        assert_eq!(shown, said);
        if let State::Waits(what) = measure.state {
            assert!(!what.is_empty() && !what.contains("fault"), "{}", measure.id);
        }
    }
}

#[test]
fn every_table_a_measure_reads_is_one_there_is() {
    let known: BTreeSet<&str> = facts::tables::TABLES.iter().map(|table| table.name).collect();
    let mut n = 0;
    for built in declared() {
        for table in built.tables {
            assert!(known.contains(table), "{} reads {table}", built.id);
            n += 1;
        }
    }
    println!("{n} readings of tables");
}
