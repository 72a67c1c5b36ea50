//! Files that are wrong, on purpose or not: each is read as far as it goes, and what is wrong is said.

use std::io::{Cursor, Write};

use standards::annex_a::{AnnexA, Reading, read};
use standards::reading::{Fault, Limits, Severity};

const SAMPLE: &[u8] = include_bytes!("../data/annex-a/Annex_A_2024_Jan.xlsx");
const HEADINGS: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source";

fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

fn contacts(text: &[u8]) -> (AnnexA, Vec<String>) {
    let (lists, faults) = read("list 1.csv", text);
    (lists, said(&faults))
}

fn within(limits: Limits, name: &str, bytes: &[u8]) -> (AnnexA, Vec<String>) {
    let mut reading = Reading::new(limits);
    reading.file(name, Cursor::new(bytes));
    let (lists, faults) = reading.finish();
    (lists, said(&faults))
}

/// The sample with one of its parts changed by a function.
fn with_part(part: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(SAMPLE)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::copy(&mut entry, &mut bytes).unwrap();
        if name == part {
            found = true;
            bytes = change(String::from_utf8(bytes).unwrap());
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    assert!(found, "{part}");
    writer.finish().unwrap().into_inner()
}

#[test]
fn dates_in_every_state() {
    let rows = "\n1,F,WBRI,01/03/2016,10,2026-03-01,6\n2,F,WBRI,42430,10,31/02/2026,6\n3,F,WBRI,3/1/16,10,01/03/2026 00:00,6\n";
    let (lists, said) = contacts((HEADINGS.to_owned() + rows).as_bytes());
    assert_eq!(lists.contacts.unwrap().rows[0].on.raw.as_str(), "2026-03-01", "what was typed is kept");
    assert_eq!(
        said,
        [
            "list 1.csv, line 2, child 1, Date of Contact: `2026-03-01` is not written as dates are here. Write 01/03/2026.",
            "list 1.csv, line 3, child 2, Date of Birth: `42430` is a date as a spreadsheet counts days. Write 01/03/2016.",
            "list 1.csv, line 3, child 2, Date of Contact: `31/02/2026` is not a date. Write the date as dd/mm/yyyy.",
            "list 1.csv, line 4, child 3, Date of Birth: `3/1/16` has a year of two digits. Write 03/01/2016.",
            "list 1.csv, line 4, child 3, Date of Contact: `01/03/2026 00:00` is a date with a time. Write 01/03/2026.",
        ]
    );
}

#[test]
fn columns_in_any_order_unknown_missing_and_repeated() {
    let text =
        "Shoes;DOB;sex;CHILD-UNIQUE-ID;Gender;Date of  contact;Contact Source\n9;01/03/2016;F;7;M;01/03/2026;Police\n";
    let (lists, said) = contacts(text.as_bytes());
    let row = &lists.contacts.unwrap().rows[0];
    assert_eq!((row.child.as_str(), row.gender.code(), row.source.code()), ("7", "Female", "6"));
    assert_eq!(row.on.value, Some(jiff::civil::date(2026, 3, 1)));
    let told = said.join("\n");
    for part in [
        "Shoes: List 1 has no such column",
        "Gender: There is a second column Gender",
        "Ethnicity: The column is missing",
        "Age: The column is missing",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(said.len(), 4, "{told}");
}

#[test]
fn answers_that_are_none_and_words_for_nothing() {
    let rows = "\n1,Shoe,zz) WBRI,,ten,,=1+1\n,,,,,,\n   , , ,,,,\n2,a) Female,#N/A,,-1,,6\n";
    let (lists, said) = contacts((HEADINGS.to_owned() + rows).as_bytes());
    assert_eq!(lists.contacts.unwrap().rows.len(), 2, "blank rows are passed over");
    let told = said.join("\n");
    for part in [
        "Gender: `Shoe` is no answer here. Choose one of a) Male, b) Female",
        "Ethnicity: `zz) WBRI` has the letter of another answer; the words were read. Write a) WBRI.",
        "Age: `ten` is not such a number",
        "Contact Source: `=1+1` is a formula",
        "child 2, Gender: `a) Female` has the letter of another",
        "Ethnicity: `#N/A` is a word for nothing",
        "Age: `-1` is not such a number",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn encodings_and_open_quotation_marks() {
    let (lists, said) =
        contacts(&[b"\xEF\xBB\xBF", HEADINGS.as_bytes(), b"\n1,F,\"WBRI,,,,\n2,F,WBRI,,,,\xE9\n"].concat());
    assert_eq!(lists.contacts.unwrap().rows.len(), 2);
    assert!(said.iter().any(|one| one.contains("line 2: A quotation mark is opened")), "{said:?}");
    assert!(said.iter().any(|one| one.contains("line 3: The line is not UTF-8")), "{said:?}");
}

#[test]
fn a_title_above_the_headings_and_lists_told_by_their_columns() {
    let text = format!("Annex A\n\n{HEADINGS}\n1,F,WBRI,,,,6\n");
    assert_eq!(read("contacts of march.csv", text.as_bytes()).0.count(1), Some(1), "no name tells it, its columns do");
    let (lists, faults) = read("list 3.csv", b"size\n9\n");
    assert_eq!(lists, AnnexA::default());
    assert_eq!(
        said(&faults),
        ["list 3.csv: No row holds the headings of list 3. Put the headings of the list in the first row."]
    );
    assert_eq!(read("notes.csv", b"size\n9\n").1[0].severity, Severity::Warning);
    let mut reading = Reading::default();
    reading.file("list 1.csv", Cursor::new(HEADINGS));
    reading.file("list_01.csv", Cursor::new(HEADINGS));
    assert!(said(&reading.finish().1)[0].contains("List 1 was already read from list 1.csv"));
}

#[test]
fn what_is_no_workbook_is_refused_by_name() {
    for (bytes, part) in [
        (&b"PK\x03\x04shoes"[..], "The workbook is broken"),
        (b"\xD0\xCF\x11\xE0old", "old Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (&SAMPLE[..9000], "The workbook is broken"),
        (b"", "No row holds"),
    ] {
        let (lists, faults) = read("list 1", bytes);
        assert!(lists == AnnexA::default() && faults.len() == 1, "{faults:?}");
        assert!(faults[0].message.contains(part), "{}", faults[0]);
        assert_eq!(faults[0].severity, Severity::Refused);
    }
}

#[test]
fn a_broken_sheet_does_not_take_the_others_with_it() {
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replace("</row>", "").replace("</sheetData>", "").into_bytes()
    });
    let (lists, said) = within(Limits::default(), "book.xlsx", &bytes);
    assert_eq!(lists.count(2), Some(5), "{said:?}");
}

#[test]
fn cells_and_counts_that_cannot_be_are_refused_before_room_is_made_for_them() {
    let sst = with_part("xl/sharedStrings.xml", |text| {
        let at = text.find("uniqueCount=\"").unwrap() + 13;
        let end = at + text[at..].find('"').unwrap();
        (text[..at].to_owned() + "99999999999999" + &text[end..]).into_bytes()
    });
    let far =
        with_part("xl/worksheets/sheet1.xml", |text| text.replacen("r=\"A1\"", "r=\"ZZZZZZZZZZZZ1\"", 1).into_bytes());
    let deep = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replacen("<row r=\"2\"", "<row r=\"4294967295\"", 1).into_bytes()
    });
    for bytes in [sst, far, deep] {
        let (lists, said) = within(Limits::default(), "book.xlsx", &bytes);
        assert_eq!(lists, AnnexA::default());
        assert!(said.len() == 1 && said[0].contains("it names a place"), "{said:?}");
    }
}

#[test]
fn bombs_are_refused_and_rows_are_bounded() {
    let bomb = with_part("xl/worksheets/sheet1.xml", |text| {
        (text.replace("</sheetData>", "") + &" ".repeat(64 * 1024 * 1024) + "</sheetData></worksheet>").into_bytes()
    });
    println!("{} bytes unpack to 64 MB", bomb.len());
    let (lists, said) = within(Limits::default(), "book.xlsx", &bomb);
    assert_eq!(lists, AnnexA::default());
    assert!(said[0].contains("unpacks to far more"), "{said:?}");
    let (lists, said) = within(Limits { rows: 3, ..Limits::default() }, "book.xlsx", SAMPLE);
    assert_eq!(lists.count(1), Some(3));
    assert!(said.iter().any(|one| one.contains("more than is kept, after 3 rows")), "{said:?}");
    let (_, said) = within(Limits { kept_bytes: 20_000, ..Limits::default() }, "book.xlsx", SAMPLE);
    assert!(said[0].contains("unpacks to far more"), "{said:?}");
}
