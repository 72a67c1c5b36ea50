//! Whatever is done to a file's bytes, the reader answers: rows with faults, or a refusal.

mod common;

use std::sync::LazyLock;

use common::sample;
use proptest::prelude::*;
use standards::cin_census::{Limits, read};

static TEXT: LazyLock<Vec<u8>> = LazyLock::new(|| sample("CIN_Census_2026.xml").into_bytes());

/// One change at a place: a byte put in the place of another, some taken out, some copied elsewhere, a mark put in.
#[derive(Debug, Clone)]
enum Change {
    Put(u8),
    Drop(usize),
    Copy(usize, usize),
    Insert(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let marks = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "/>",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<!",
        "\"",
        "'",
        "é",
        "\u{feff}",
        "\0",
        "&lt;",
        "&#0;",
        "9999-99-99",
        "-",
        "T00:00:00",
        "<Child>",
        "</Child>",
        "<Reviews>",
        " x=\"1\"",
    ]);
    prop_oneof![
        any::<u8>().prop_map(Change::Put),
        (1_usize..200).prop_map(Change::Drop),
        (0_usize..5000, 1_usize..300).prop_map(|(from, count)| Change::Copy(from, count)),
        marks.prop_map(Change::Insert),
    ]
}

fn apply(bytes: &mut Vec<u8>, place: usize, change: &Change) {
    let at = place % bytes.len().max(1);
    match *change {
        Change::Put(byte) => {
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        Change::Drop(count) => {
            let end = bytes.len().min(at + count);
            bytes.drain(at.min(end)..end);
        }
        Change::Copy(from, count) => {
            let from = from.min(bytes.len());
            let piece = bytes[from..bytes.len().min(from + count)].to_vec();
            bytes.splice(at..at, piece);
        }
        Change::Insert(mark) => {
            bytes.splice(at..at, mark.bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_a_panic(changes in prop::collection::vec((any::<usize>(), change()), 1..12)) {
        let mut bytes = TEXT.clone();
        for (place, change) in &changes {
            apply(&mut bytes, *place, change);
        }
        let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
        match read(bytes.as_slice(), Limits::default()) {
            Ok((census, faults)) => {
                prop_assert!(census.children.len() <= 100);
                for fault in faults {
                    prop_assert!(fault.line >= 1 && fault.line as usize <= lines, "{}", fault);
                    prop_assert!(!fault.message.is_empty() && !fault.remedy.is_empty());
                }
            }
            Err(refused) => {
                prop_assert!(refused.line.is_none_or(|line| line >= 1 && line as usize <= lines), "{}", refused);
            }
        }
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(bytes.as_slice(), Limits::default()).is_err(), "noise is no census");
    }
}
