//! Files that are damaged, mistaken or meant to harm: each is read as far as it can be, and the reason said.

use std::io::Read;

use standards::reading::{Limits, Severity};
use standards::ssda903::Reading;

use crate::common::*;

const UASC: &str = "CHILD,SEX,DOB,DUC\n";

/// The faults of one file, without its name.
fn of(bytes: &[u8]) -> Vec<String> {
    said(&read(2026, &[("f", bytes)]).1).into_iter().map(|fault| fault[1..].to_owned()).collect()
}

#[test]
fn refused_for_a_stated_reason() {
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"".into(), ": The file is empty. Export it again, with its headings at the least."),
        (b"\xEF\xBB\xBF\r\n\r\n".into(), ": The file is empty. Export it again, with its headings at the least."),
        (b"\xFF\xFE\0\0C\0\0\0".into(), ": The file is in the UTF-32 encoding. Save it as CSV UTF-8."),
        (
            b"1,01/01/2010,M\n".into(),
            ", line 1: The first line has the headings of none of the twelve tables. Put the headings of one table on the first line, as in CHILD,DOB,REVIEW,REVIEW_CODE.",
        ),
        (b"%PDF-1.7".into(), ": The file is a PDF. Export the tables as CSV or XML."),
        (b"\xD0\xCF\x11\xE0".into(), ": The file is an old Excel workbook. Save each sheet as CSV UTF-8."),
        (b"\x1F\x8B\x08\0".into(), ": The file is packed with gzip. Unpack it, or use a ZIP."),
        (zipped(&[("[Content_Types].xml", b"x")]), ": The file is an Excel workbook. Save each sheet as CSV UTF-8."),
        (
            zipped(&[("in.zip", &zipped(&[("a", b"b")]))]),
            "/in.zip: The file is a ZIP inside a ZIP. Put the files themselves into one ZIP.",
        ),
        (
            b"<Message/>".into(),
            ", line 1: The outermost element is `Message`, not `EXPSSDA903`. Nothing after this was read. Choose the return itself.",
        ),
        (
            "x".repeat(99_999).into(),
            ", line 1: The first line is longer than any row of headings. Choose the CSV file itself.",
        ),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(of(&bytes), [wanted]);
    }
}

#[test]
fn entities_and_depth_are_refused() {
    let bomb = "<!DOCTYPE b [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><EXPSSDA903><CHILD>&b;</CHILD></EXPSSDA903>";
    assert!(of(bomb.as_bytes())[0].contains("DOCTYPE"), "{:?}", of(bomb.as_bytes()));
    assert!(of(b"<EXPSSDA903><CHILD>&b;</CHILD></EXPSSDA903>")[0].contains("entity of its own"));
    assert!(of("<EXPSSDA903>".repeat(50).as_bytes())[0].contains("deep inside"));
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><EXPSSDA903/>";
    assert!(of(outside.as_bytes())[0].contains("DOCTYPE"));
}

#[test]
fn a_zip_bomb_is_refused_and_the_file_beside_it_read() {
    let bomb = vec![b'\n'; 8 * 1024 * 1024];
    let archive = zipped(&[("bomb.csv", &bomb), ("uasc.csv", format!("{UASC}1,M,01/01/2010,\n").as_bytes())]);
    assert!(archive.len() < 20_000, "{}", archive.len());
    let (set, faults) = read(2026, &[("set.zip", &archive)]);
    assert_eq!(set.uasc.unwrap().rows.len(), 1);
    assert_eq!(
        said(&faults),
        [
            "set.zip/bomb.csv: The file could not be read: it unpacks to far more than a return would. Send the file again."
        ]
    );
    // The same file is read when that much is allowed: it is the bound that refuses it.
    let limits = Limits { unpacked_times: 2000, ..Limits::default() };
    assert!(said(&read_within(2026, limits, &[("set.zip", &archive)]).1)[0].contains("The file is empty."));
}

#[test]
fn a_broken_zip_is_refused_wherever_it_is_cut() {
    let whole = zipped(&[("uasc.csv", format!("{UASC}1,M,01/01/2010,\n").as_bytes())]);
    for end in 4..whole.len() {
        let (_, faults) = read(2026, &[("set.zip", &whole[..end])]);
        assert_eq!(faults.len(), 1, "cut at {end} of {}", whole.len());
    }
    let mut locked = whole.clone();
    // The flag for a password, in the local header and in the list of files.
    locked[6] |= 1;
    let list = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    locked[list + 8] |= 1;
    assert!(said(&read(2026, &[("set.zip", &locked)]).1)[0].ends_with("Make the ZIP again, without a password."));
    let many: Vec<String> = (0..300).map(|at| format!("{at}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(of(&zipped(&many))[0].contains("more than 200 files"));
}

#[test]
fn a_cut_xml_gives_what_came_before() {
    let bytes = sample("2019/fake_903.xml");
    let (set, faults) = read(2019, &[("f.xml", &bytes[..bytes.len() / 2])]);
    assert!(set.header.unwrap().rows.len() > 100);
    let little = Limits { kept_bytes: 20_000, ..Limits::default() };
    let kept = read_within(2019, little, &[("f.xml", &bytes)]).0.header.unwrap().rows.len();
    assert!((5..50).contains(&kept), "{kept}");
    let refused: Vec<_> = faults.iter().filter(|fault| fault.severity == Severity::Refused).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].message.ends_with("Nothing after this was read."), "{}", refused[0]);
}

#[test]
fn columns_in_any_order_and_case_unknown_missing_and_repeated() {
    let file = "duc, Dob ,child,Child,colour,PL_LA\n,01/01/2010,7,8,red,X\n";
    let (set, faults) = read(2026, &[("f", file.as_bytes())]);
    let row = &set.uasc.unwrap().rows[0];
    assert_eq!((row.child.as_str(), row.dob.value, row.line), ("7", Some(jiff::civil::date(2010, 1, 1)), 2));
    assert_eq!(
        said(&faults),
        [
            "f, line 1, Child: There is a second column CHILD; the first was read. Take out the one that does not belong.",
            "f, line 1, colour: UASC has no such column; it was not read. Leave it out, or correct the heading.",
            "f, line 1, PL_LA: This column is worked out by the collection and was not read. Leave it out.",
            "f, line 1, SEX: The column is missing. Add it: sex. Leave its cells empty if there is nothing to say.",
        ]
    );
}

#[test]
fn a_wrong_line_leaves_the_others_read() {
    let file = [
        UASC.as_bytes(),
        b"1,M,01/01/2010\n2,M,01/01/2010,,extra\n\"3,M,01/01/2010,\n4,\xE9,01/01/2010,\n,,,\n\n",
        format!("{}\n", "9".repeat(20_000)).as_bytes(),
        b"1,M,31/02/2010,1E+05\n5,1,01/01/2010,\n",
    ]
    .concat();
    let (set, faults) = read(2026, &[("f", &file)]);
    let rows = set.uasc.unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 9, 10]);
    assert_eq!((rows[4].dob.raw.as_str(), rows[4].dob.value), ("31/02/2010", None));
    let said = said(&faults);
    for wanted in [
        "f, line 2: The row has 3 cells and the headings have 4. Give every column a cell, empty if there is nothing to say.",
        "f, line 3: The row has 5 cells and the headings have 4. Look for a comma inside a value: such a value stands in quotation marks.",
        "f, line 4: A quotation mark is opened and not closed. Close it, or take it out.",
        "f, line 5: The line is not UTF-8 and was read as Windows-1252. Save the file as CSV UTF-8.",
        "f, line 5, child 4, SEX: `é` is not a code of SEX. Use one of M, F, U.",
        "f, line 6: The row has nothing in it, and was left out. Take it out.",
        "f, line 8: The line is longer than any row, and was not read. Look for a missing line end or quotation mark.",
        "f, line 9, child 1, DOB: `31/02/2010` is not a date. Write the date as dd/mm/yyyy.",
        "f, line 9, child 1, CHILD: The row has the same CHILD as line 2. Keep one of the rows, or correct the other.",
        "f, line 10, child 5, SEX: `1` is a code of SEX up to the 2024 return, and this is the 2026 return. Use one of M, F, U.",
    ] {
        assert!(said.iter().any(|fault| fault == wanted), "{wanted}\n{}", said.join("\n"));
    }
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = format!("{UASC}1é,M,01/01/2010,\n2,F,02/01/2010,\n");
    let rows = |bytes: &[u8]| read(2026, &[("f", bytes)]).0.uasc.unwrap().rows;
    let plain = rows(text.as_bytes());
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    assert_eq!(plain.len(), 2);
    for bytes in [
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat(),
        [&b"\xFE\xFF"[..], &wide(u16::to_be_bytes)].concat(),
        wide(u16::to_le_bytes),
        windows,
        text.replace('\n', "\r\n").into(),
        text.replace(',', ";").into(),
        text.replace(',', "\t").into(),
    ] {
        assert_eq!(rows(&bytes), plain);
    }
}

#[test]
fn one_file_for_each_table() {
    let file = format!("{UASC}1,M,01/01/2010,\n");
    let xml = sample("2019/fake_903.xml");
    let (set, faults) = read(2019, &[("a.csv", file.as_bytes()), ("b.csv", file.as_bytes()), ("c.xml", &xml)]);
    assert_eq!(set.uasc.unwrap().rows.len(), 1);
    let refused: Vec<String> =
        faults.iter().filter(|fault| fault.severity == Severity::Refused).map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "b.csv: UASC was already read from a.csv. Give one file for each table.",
            "c.xml: UASC was already read from a.csv. Give the CSV files or the XML, not both.",
        ]
    );
}

#[test]
fn many_faults_alike_are_counted() {
    let rows: String = (0..500).map(|child| format!("{child},9,01/01/2010,\n")).collect();
    let faults = said(&read(2026, &[("f", format!("{UASC}{rows}").as_bytes())]).1);
    assert_eq!(faults.len(), 101);
    assert!(
        faults[100].starts_with("f, SEX: There are 400 more faults like these that are not listed."),
        "{}",
        faults[100]
    );
}

/// A file without an end: headings, then the same row again and again.
struct Endless {
    given: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let row = b"1,M,01/01/2010,\n";
        for byte in into.iter_mut() {
            let at = self.given as usize;
            *byte = if at < UASC.len() { UASC.as_bytes()[at] } else { row[(at - UASC.len()) % row.len()] };
            self.given += 1;
        }
        Ok(into.len())
    }
}

#[test]
fn a_file_without_an_end_is_read_up_to_the_limit() {
    let mut endless = Endless { given: 0 };
    let mut reading = Reading::new(2026, Limits { rows: 1000, ..Limits::default() });
    reading.stream("endless.csv", &mut endless);
    let (set, faults) = reading.finish();
    assert_eq!(set.uasc.unwrap().rows.len(), 1000);
    assert!(endless.given < 100_000, "{} bytes were taken", endless.given);
    assert!(
        said(&faults)
            .iter()
            .any(|fault| fault.starts_with("endless.csv, line 1002: There is more than is kept, after 1000 rows;")),
        "{}",
        faults[0]
    );
    let mut endless = Endless { given: 0 };
    let mut reading = Reading::new(2026, Limits { kept_bytes: 15_000, ..Limits::default() });
    reading.stream("endless.csv", &mut endless);
    assert_eq!(reading.finish().0.uasc.unwrap().rows.len(), 1000, "15 bytes a line");
    let mut endless = Endless { given: 0 };
    let mut reading = Reading::new(2026, Limits { file_bytes: 50_000, ..Limits::default() });
    reading.stream("endless.csv", &mut endless);
    let (_, faults) = reading.finish();
    assert!(said(&faults).iter().any(|fault| fault.contains("larger than the most that is read")));
}
