//! What is written is read back as the same rows.

use std::io::Cursor;

use proptest::prelude::*;
use standards::annex_a::layout::{Column, Holds, Layout, list};
use standards::annex_a::rules::{Lists, check};
use standards::annex_a::*;
use standards::reading::{Severity, Text};
use standards::rules::Report;

/// Any value that a column may hold, in the way a list writes it.
fn value(column: &'static Column, first: bool) -> BoxedStrategy<Value> {
    let text = |raw: &str, is| Value { raw: Text::from(raw), is };
    let words = "[!-~£éŵ€Ω😀]([ -~£éŵ€Ω😀]{0,30}[!-~£éŵ€Ω😀])?";
    let some: BoxedStrategy<Value> = match column.holds {
        Holds::Date => (1901_i16..2100, 1_i8..13, 1_i8..29)
            .prop_map(move |(year, month, day)| {
                let day = jiff::civil::date(year, month, day);
                text(&day.strftime("%d/%m/%Y").to_string(), Is::Day(day))
            })
            .boxed(),
        Holds::Whole => (0_u16..5000).prop_map(move |number| text(&number.to_string(), Is::Whole(number))).boxed(),
        Holds::Pick => (0..column.picks.len())
            .prop_map(move |at| text(&column.picks[at].written, Is::Pick(&column.picks[at])))
            .boxed(),
        Holds::Postcode => Just(text("M26 3ZZ", Is::Nothing)).boxed(),
        Holds::Text => words.prop_map(move |words| text(&words, Is::Nothing)).boxed(),
    };
    if first { some } else { prop_oneof![1 => Just(Value::default()), 3 => some].boxed() }
}

/// Rows of a list, each a value for each column.
fn rows(layout: &'static Layout) -> impl Strategy<Value = Vec<Vec<Value>>> {
    let row: Vec<BoxedStrategy<Value>> =
        layout.columns.iter().enumerate().map(|(at, column)| value(column, at == 0)).collect();
    prop::collection::vec(row, 0..5)
}

fn filed<R: Row>(rows: &[Vec<Value>]) -> Option<Filed<R>> {
    let row = |(at, values): (usize, &Vec<Value>)| {
        let mut values = values.iter().cloned();
        R::read(at as u32 + 2, &mut || values.next().unwrap())
    };
    Some(Filed { file: String::new(), rows: rows.iter().enumerate().map(row).collect() })
}

/// The same lists, the files they came from forgotten.
fn nameless(mut lists: AnnexA) -> AnnexA {
    macro_rules! forget {
        ($($field:ident)*) => { $(lists.$field.as_mut().unwrap().file.clear();)* };
    }
    forget!(contacts early_help referrals assessments enquiries in_need plans in_care leaving_care adoptions adopters);
    lists
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rows_come_back(all in (1_u8..=11).map(|number| rows(list(number).unwrap())).collect::<Vec<_>>()) {
        let lists = AnnexA {
            contacts: filed(&all[0]),
            early_help: filed(&all[1]),
            referrals: filed(&all[2]),
            assessments: filed(&all[3]),
            enquiries: filed(&all[4]),
            in_need: filed(&all[5]),
            plans: filed(&all[6]),
            in_care: filed(&all[7]),
            leaving_care: filed(&all[8]),
            adoptions: filed(&all[9]),
            adopters: filed(&all[10]),
        };
        let bytes = write::workbook(&lists, &Report::default()).unwrap();
        let (back, faults) = read("book.xlsx", &bytes);
        prop_assert!(faults.iter().all(|fault| fault.severity != Severity::Refused), "{faults:?}");
        prop_assert_eq!(nameless(back), lists);
    }
}

#[test]
fn a_row_that_did_not_come_back_would_be_caught() {
    let rows = vec![vec![Value { raw: Text::from("7"), is: Is::Nothing }; 7]];
    let lists = AnnexA { contacts: filed(&rows), ..AnnexA::default() };
    let bytes = write::workbook(&lists, &Report::default()).unwrap();
    // 7 is no date: it stays as typed, and is none.
    let back = nameless(read("book.xlsx", &bytes).0);
    assert_eq!(
        back.contacts,
        lists.contacts.clone().map(|mut filed: Filed<Contact>| {
            filed.rows[0].age.value = Some(7);
            filed.rows[0].source = back.contacts.as_ref().unwrap().rows[0].source.clone();
            filed
        })
    );
    assert_ne!(back.contacts, lists.contacts);
}

#[test]
fn a_workbook_has_pick_lists_dates_and_no_formula() {
    let (lists, _) = read("a.xlsx", include_bytes!("../data/annex-a/Annex_A_2024_Jan.xlsx"));
    let lists = Lists::new(lists, Some(jiff::civil::date(2021, 3, 16)));
    let bytes = write::workbook(lists.annex(), &check(&lists, 1)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let contacts = part("xl/worksheets/sheet1.xml");
    assert_eq!(contacts.matches("<dataValidation ").count(), 3, "gender, ethnicity and source");
    assert!(contacts.contains("Answers!$A$1:$A$4"), "{contacts}");
    let validated: usize =
        (1..=11).map(|at| part(&format!("xl/worksheets/sheet{at}.xml")).matches("<dataValidation ").count()).sum();
    println!("{validated} columns have a pick list");
    assert_eq!(validated, 64);
    for at in 1..=13 {
        assert!(!part(&format!("xl/worksheets/sheet{at}.xml")).contains("<f>"), "sheet {at} has a formula");
    }
    assert!(part("xl/worksheets/sheet13.xml").contains("<row r=\"55\""), "the open faults stand beside");
    let names = part("xl/workbook.xml");
    for name in ["List 1", "List 11", "Answers", "Open faults"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}");
    }
}
