//! Facts written as Parquet are read back the same; a broken file is refused and never a panic.

#[path = "../../facts/tests/generated/mod.rs"]
mod generated;

use bytes::Bytes;
use facts::tables::TABLES;
use facts::{Facts, Misread};
use facts_parquet::{Set, read_into};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestError, TestRunner};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

type Files = BTreeMap<String, Vec<u8>>;

struct File(Arc<Mutex<Files>>, String);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().entry(self.1.clone()).or_default().extend(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn written(some: &[Facts]) -> Files {
    let files = Arc::new(Mutex::new(Files::new()));
    let mut set = Set::begin(|name| Ok(File(Arc::clone(&files), name.to_owned()))).unwrap();
    some.iter().for_each(|facts| set.add(facts).unwrap());
    set.finish().unwrap();
    std::mem::take(&mut files.lock().unwrap())
}

fn read(files: &Files) -> Facts {
    let mut facts = Facts::default();
    for (name, bytes) in files {
        let read = read_into(&mut facts, name, Bytes::from(bytes.clone())).unwrap().unwrap();
        assert_eq!(read.faults, [], "{name}");
    }
    facts
}

fn holds(cases: u32, property: impl Fn(Vec<u8>) -> TestCaseResult) -> Result<(), TestError<Vec<u8>>> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 50, ..Config::default() };
    TestRunner::new(config).run(&prop::collection::vec(any::<u8>(), 0..4000), property)
}

fn comes_back(spoil: fn(&mut Facts), rows: &Cell<usize>, bytes: &[u8]) -> TestCaseResult {
    let facts = generated::facts(bytes);
    rows.set(rows.get() + facts.len());
    let mut given = facts.clone();
    spoil(&mut given);
    let files = written(&[given]);
    prop_assert_eq!(files.len(), TABLES.len());
    prop_assert!(read(&files) == facts);
    Ok(())
}

#[test]
fn what_is_written_is_read_back_exactly() {
    let rows = Cell::new(0);
    holds(24, |bytes| comes_back(|_| {}, &rows, &bytes)).unwrap();
    println!("{} rows came back", rows.get());
    assert!(rows.get() > 500);
}

#[test]
fn a_writer_that_forgets_a_flag_is_caught() {
    let spoil: fn(&mut Facts) = |facts| facts.cp_visits.iter_mut().for_each(|row| row.cppv_cp_visit_seen = None);
    assert!(holds(5_000, |bytes| comes_back(spoil, &Cell::new(0), &bytes)).is_err());
}

#[test]
fn more_than_a_table_holds_is_not_kept_and_is_said() {
    let mut some = Facts::default();
    let row = facts::tables::Disability { disa_disability_code: "MOB".into(), ..Default::default() };
    some.disabilities = vec![row; 5_000].into();
    let bytes = Bytes::from(written(&[some])["ssd_disability"].clone());
    let within = |most| {
        let mut facts = Facts::default();
        let read = facts_parquet::read_within(&mut facts, "ssd_disability", bytes.clone(), most).unwrap().unwrap();
        (facts.disabilities.len(), read.faults.iter().map(|one| one.words).collect::<Vec<_>>())
    };
    let (rows, said) = within(20_000);
    assert!(rows < 1_000 && said == [facts::csv::TOO_MUCH.0], "{rows} {said:?}");
    assert_eq!(within(facts::csv::TABLE_BYTES), (5_000, vec![]), "the twin: there is room");
}

#[test]
fn a_file_that_claims_a_description_of_gigabytes_is_refused_before_it_is_read() {
    let mut bytes = written(&[Facts::default()])["ssd_disability"].clone();
    let read =
        |bytes: &[u8]| read_into(&mut Facts::default(), "ssd_disability", Bytes::copy_from_slice(bytes)).unwrap();
    assert!(read(&bytes).is_ok());
    let end = bytes.len() - 8;
    bytes[end..end + 4].copy_from_slice(&0x7000_0000_u32.to_le_bytes());
    assert!(read(&bytes).unwrap_err().to_string().contains("description is too long"));
}

#[test]
fn rows_beyond_one_group_come_back_in_order() {
    let mut some = Facts::default();
    for number in 0..7_000 {
        some.contacts.push(facts::tables::Contact {
            cont_contact_id: number.to_string().into(),
            ..facts::tables::Contact::default()
        });
    }
    let files = written(&[some.clone(), some.clone(), some.clone()]);
    let back = read(&files);
    println!("{} rows in {} bytes", back.contacts.len(), files["ssd_contacts"].len());
    let mut three = some.clone();
    three.append(some.clone());
    three.append(some);
    assert!(back == three);
}

#[test]
fn a_table_of_other_columns_is_read_and_told_of() {
    let mut some = Facts::default();
    some.departments.push(facts::tables::Department { dept_team_id: "June".into(), ..Default::default() });
    let files = written(&[some]);
    let mut facts = Facts::default();
    let department = Bytes::from(files["ssd_department"].clone());
    let read = read_into(&mut facts, "ssd_contacts", department.clone()).unwrap().unwrap();
    assert_eq!((read.faults.len(), facts.contacts.len()), (4 + 6, 1));
    let kept: Vec<_> = facts.unread.iter().map(|one| (one.field.as_str(), one.value.as_str(), one.why)).collect();
    assert_eq!(kept, [("dept_team_id", "June", Misread::NoSuchColumn)]);
    assert!(read_into(&mut facts, "ssd_nothing", department).is_none());
}

#[test]
fn what_is_no_parquet_is_refused() {
    let sound = written(&[generated::facts(&[3; 4000])])["ssd_person"].clone();
    let mut broken: Vec<Vec<u8>> =
        vec![Vec::new(), b"PAR1".to_vec(), b"table,row\n".to_vec(), sound[..sound.len() / 2].to_vec()];
    let cut = sound[4..].to_vec();
    broken.push(cut);
    for bytes in broken {
        let mut facts = Facts::default();
        assert!(read_into(&mut facts, "ssd_person", Bytes::from(bytes)).unwrap().is_err());
    }
}
