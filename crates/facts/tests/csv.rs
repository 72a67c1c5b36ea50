//! Facts written as a folder of CSV are read back the same; a broken file is told of, and the rest of it read.

mod generated;

use facts::csv::{UNREAD_FILE, read_into, write_all};
use facts::tables::TABLES;
use facts::{Facts, Misread};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestError, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

type Files = BTreeMap<String, Vec<u8>>;

/// A folder in memory.
#[derive(Clone, Default)]
struct Folder(Rc<RefCell<Files>>);

struct File(Folder, String);

impl std::io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.0.borrow_mut().entry(self.1.clone()).or_default().extend(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn written(facts: &Facts) -> Files {
    let folder = Folder::default();
    write_all(facts, |name| Ok(File(folder.clone(), name.to_owned()))).unwrap();
    folder.0.take()
}

fn read(files: &Files) -> Facts {
    let mut facts = Facts::default();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != UNREAD_FILE) {
        assert_eq!(read_into(&mut facts, name, bytes.as_slice()).unwrap().faults, [], "{name}");
    }
    facts
}

fn comes_back(spoil: fn(&mut Files), rows: &mut usize, bytes: &[u8]) -> TestCaseResult {
    let facts = generated::facts(bytes);
    let mut files = written(&facts);
    prop_assert_eq!(files.len(), TABLES.len() + 1);
    *rows += facts.len();
    spoil(&mut files);
    prop_assert!(read(&files) == facts);
    Ok(())
}

fn holds(cases: u32, property: impl Fn(Vec<u8>) -> TestCaseResult) -> Result<(), TestError<Vec<u8>>> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 100, ..Config::default() };
    TestRunner::new(config).run(&prop::collection::vec(any::<u8>(), 0..4000), property)
}

#[test]
fn what_is_written_is_read_back_exactly() {
    let rows = RefCell::new(0);
    holds(64, |bytes| comes_back(|_| {}, &mut rows.borrow_mut(), &bytes)).unwrap();
    println!("{} rows came back", rows.borrow());
    assert!(*rows.borrow() > 1000);
}

#[test]
fn a_writer_that_loses_a_day_is_caught() {
    let spoil: fn(&mut Files) = |files| {
        let text = String::from_utf8(files["ssd_contacts"].clone()).unwrap();
        files.insert("ssd_contacts".into(), text.replace("2011-02", "2012-02").into_bytes());
    };
    assert!(holds(5_000, |bytes| comes_back(spoil, &mut 0, &bytes)).is_err());
}

fn one(table: &str, bytes: &[u8]) -> (Facts, Vec<facts::csv::Fault>) {
    let mut facts = Facts::default();
    let faults = read_into(&mut facts, table, bytes).unwrap().faults;
    (facts, faults)
}

const HEADINGS: &str = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,cont_contact_outcome_json";

#[test]
fn a_value_that_no_type_holds_is_kept_and_reported() {
    let text = format!("{HEADINGS}\nc1,p1,June 2026,1A,,\nc2,p1,2026-06-04 09:32:00,1A,,\n");
    let (facts, faults) = one("ssd_contacts", text.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(facts.contacts.len(), 2);
    assert_eq!(facts.contacts[1].cont_contact_date, Some(date(2026, 6, 4)));
    let told: Vec<_> = facts
        .unread
        .iter()
        .map(|one| (one.line, one.key.as_str(), one.field.as_str(), one.value.as_str(), one.why))
        .collect();
    let field = "cont_contact_date";
    let wanted =
        [(2, "c1", field, "June 2026", Misread::NotADate), (3, "c2", field, "2026-06-04 09:32:00", Misread::TimeLost)];
    assert_eq!(told, wanted);
    assert!(String::from_utf8(written(&facts)["unread"].clone()).unwrap().contains("June 2026"));
}

#[test]
fn columns_may_stand_in_any_order_and_case_and_what_is_not_known_is_kept() {
    let text = "CONT_PERSON_ID,shoe size,cont_contact_id,cont_person_id\np1,38,c1,p2\np3,,c2\np4,,c3,p5,extra\n";
    let (facts, faults) = one("SSD_CONTACTS", text.as_bytes());
    let rows: Vec<_> =
        facts.contacts.iter().map(|row| (row.cont_contact_id.as_str(), row.cont_person_id.as_str())).collect();
    assert_eq!(rows, [("c1", "p1"), ("c2", "p3"), ("c3", "p4")]);
    let kept: Vec<_> = facts.unread.iter().map(|one| (one.field.as_str(), one.value.as_str())).collect();
    assert_eq!(kept, [("shoe size", "38"), ("cont_person_id", "p2"), ("cont_person_id", "p5"), ("", "extra")]);
    let told: Vec<_> = faults.iter().map(|one| (one.line, one.field.as_str())).collect();
    let missing =
        ["cont_contact_date", "cont_contact_source_code", "cont_contact_source_desc", "cont_contact_outcome_json"];
    let mut wanted = vec![(1, "shoe size"), (1, "cont_person_id")];
    wanted.extend(missing.map(|name| (1, name)));
    wanted.extend([(3, ""), (4, "")]);
    assert_eq!(told, wanted);
}

#[test]
fn every_encoding_people_send_is_read() {
    let text = format!("{HEADINGS}\r\nc1,p1,04/06/2026,1A,Zoë’s café,\r\n");
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows = text.replace('ë', "\u{1}").replace('’', "\u{2}").replace('é', "\u{3}").into_bytes();
    let windows: Vec<u8> = windows
        .into_iter()
        .map(|byte| match byte {
            1 => 0xEB,
            2 => 0x92,
            3 => 0xE9,
            byte => byte,
        })
        .collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat(),
        [&b"\xFE\xFF"[..], &wide(u16::to_be_bytes)].concat(),
        wide(u16::to_le_bytes),
        windows,
    ] {
        let (facts, faults) = one("ssd_contacts", &bytes);
        assert_eq!(faults, []);
        assert_eq!(facts.contacts[0].cont_contact_source_desc, "Zoë’s café");
        assert_eq!(facts.contacts[0].cont_contact_id, "c1");
    }
}

/// A stream that never ends, inside an open quotation mark.
struct Endless(&'static [u8]);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            buffer.fill(b'x');
            return Ok(buffer.len());
        }
        self.0.read(buffer)
    }
}

#[test]
fn a_quotation_mark_never_closed_ends_in_bounded_memory() {
    let mut facts = Facts::default();
    let faults = read_into(&mut facts, "ssd_department", Endless(b"dept_team_id,dept_team_name\nt1,West\nt2,\"East"))
        .unwrap()
        .faults;
    assert_eq!(facts.departments.len(), 1);
    assert!(faults.last().unwrap().words.contains("longer than any row"), "{faults:?}");
    assert_eq!(one("ssd_department", b"").1[0].words, "The file is empty.");
    assert!(read_into(&mut Facts::default(), "ssd_nothing", &b""[..]).is_none());
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), headed in any::<bool>()) {
        let head = if headed { format!("{HEADINGS}\n").into_bytes() } else { Vec::new() };
        one("ssd_contacts", &[head, bytes].concat());
    }
}

#[test]
fn more_than_a_table_holds_is_not_kept_and_is_said() {
    let text = format!("disa_table_id,disa_person_id,disa_disability_code\n{}", "1,C1,MOB\n".repeat(5_000));
    let within = |most| {
        let mut facts = Facts::default();
        let read = facts::csv::read_within(&mut facts, "ssd_disability", text.as_bytes(), most).unwrap();
        (facts.disabilities.len(), read.faults)
    };
    let (rows, faults) = within(20_000);
    assert!(rows < 1_000 && faults.len() == 1, "{rows} {faults:?}");
    assert_eq!((faults[0].words, faults[0].line), (facts::csv::TOO_MUCH.0, u32::try_from(rows).unwrap() + 3));
    assert!(faults[0].remedy.contains("one authority"));
    assert_eq!(within(facts::csv::TABLE_BYTES), (5_000, vec![]), "the twin: there is room");
}
