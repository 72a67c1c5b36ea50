//! Whatever is done to the bytes, the reader answers: rows with faults, or a refusal; never a panic.

use proptest::prelude::*;

use crate::common::*;

const MARKS: [&[u8]; 22] = [
    b"\"",
    b",",
    b"\n",
    b"\r",
    b"\0",
    b";",
    b"\t",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"<",
    b">",
    b"&",
    b"</CHILD>",
    b"<CHILD>",
    b"<EPISODE>",
    b"<!DOCTYPE x>",
    b"&x;",
    b"<![CDATA[",
    b"-->",
    b"PK\x03\x04",
    b"99/99/9999",
    b"CHILD",
];

fn mutated(mut bytes: Vec<u8>, changes: &[(usize, usize, u8)]) -> Vec<u8> {
    for (place, count, what) in changes {
        let at = place % (bytes.len() + 1);
        let end = (at + count % 40).min(bytes.len());
        match what % 4 {
            0 => drop(bytes.drain(at..end)),
            1 => bytes[at..end].fill(*what),
            2 => drop(bytes.splice(at..at, MARKS[*count % MARKS.len()].iter().copied())),
            _ => {
                let piece = bytes[at..end].to_vec();
                bytes.extend_from_slice(&piece);
            }
        }
    }
    bytes
}

fn answers(name: &str, bytes: &[u8]) {
    let (set, faults) = read(2026, &[(name, bytes)]);
    assert!(counts(&set).iter().any(|count| *count >= 0) || !faults.is_empty(), "neither rows nor a reason");
    for fault in faults {
        assert!(!fault.message.is_empty() && !fault.remedy.is_empty() && fault.file.starts_with(name), "{fault}");
        assert!(fault.found.chars().count() <= 201, "{fault}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_samples(changes in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..12), which in 0_usize..4) {
        let names = ["2019/placed_for_adoption.csv", "2017-2021/2017-oc3.csv", "2019/sw_episodes.csv", "2019/fake_903.xml"];
        let mut bytes = sample(names[which]);
        // The start of the XML, up to the end of its third child, and the end of the return.
        if which == 3 {
            let end = String::from_utf8_lossy(&bytes).match_indices("</CHILD>").nth(2).unwrap().0 + 8;
            bytes.truncate(end);
            bytes.extend_from_slice(b"</EXPSSDA903>");
        }
        answers("mutated", &mutated(bytes, &changes));
    }

    #[test]
    fn mutated_archives(changes in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..6)) {
        let archive = zipped(&[("a.csv", b"CHILD,DOB,DUC,SEX\n1,01/01/2010,,M\n"), ("b.csv", &sample("2019/sw_episodes.csv"))]);
        let bytes = mutated(archive, &changes);
        let (_, faults) = read(2026, &[("set.zip", &bytes)]);
        for fault in faults {
            prop_assert!(!fault.message.is_empty() && !fault.remedy.is_empty());
        }
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        answers("noise", &bytes);
    }
}
