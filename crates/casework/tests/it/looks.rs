//! Who looked at a file: page by page, with nothing of anybody whom the reader may not know of.

use crate::thread::{Authority, actor};
use casework::access::facts::{Level, Restricted};
use casework::file::AsAt;
use casework::finish::Ready;
use casework::looks::did;
use casework::{Actor, Fresh, Role};
use jiff::civil::date;
use practice::ids::PersonId;
use practice::moment::Moment;
use serde_json::json;
use store::LogEntry;

#[test]
fn every_look_is_on_one_page_and_on_no_other() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (reader, screener) = (actor(Role::ServiceManager), actor(Role::Screener));
    // Reading the list is a look too: it is the first of its own page.
    for looked in [0, 1, 197, 198, 199, 200, 401] {
        let child = authority.child(&screener, &format!("Ava{looked}"), "2015-01-01");
        let kept = casework.store().log_about(child, u64::MAX, 1_000).unwrap().len();
        for _ in 0..looked {
            casework.file(&screener, child, AsAt::Now).unwrap();
        }
        let there = kept + looked + 1;
        let first = casework.looks(&reader, child, None).unwrap();
        assert_eq!(first.looks.len(), there.min(200), "{there} looks");
        assert_eq!(first.earlier.is_some(), there > 200, "{there} looks");
        let (mut seen, mut before) = (first.looks.len(), first.earlier);
        while let Some(place) = before {
            let next = casework.looks(&reader, child, Some(place)).unwrap();
            assert!(next.looks.iter().all(|look| look.seq < place));
            (seen, before) = (seen + next.looks.len(), next.earlier);
        }
        assert_eq!(seen, there);
    }
}

/// What the list says to somebody: how many looks, how many name somebody else, how many are at the record.
fn told(authority: &Authority, by: &Actor, child: PersonId, record: practice::ids::RecordId) -> [usize; 2] {
    let looks = authority.casework.looks(by, child, None).unwrap().looks;
    let others = looks.iter().filter(|look| look.entry.people.iter().any(|person| *person != child)).count();
    [others, looks.iter().filter(|look| look.entry.record == Some(record)).count()]
}

#[test]
fn a_look_tells_of_nobody_who_may_not_be_known_of() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (screener, reader) = (actor(Role::Screener), actor(Role::ServiceManager));
    let [child, brother] = ["Ava", "Ben"].map(|given| authority.child(&screener, given, "2015-01-01"));
    let tie = json!({ "from": "2026-11-12", "person": brother, "is_the": "sibling", "of": child });
    let ready = |kind, people, body| Ready { kind, people, body, unusual: None, source: None };
    let record =
        casework.append_ready(&screener, "tie", vec![ready("relationship", vec![brother, child], tie)]).unwrap()[0];
    let note = json!({ "when": "2026-11-12T10:00", "subject": "School", "words": "Late" });
    let plain = casework.append_ready(&screener, "note", vec![ready("case_note", vec![child], note)]).unwrap()[0];
    casework.record(&screener, record).unwrap();
    casework.record(&screener, plain).unwrap();
    let draft = casework.open_draft(&screener, "case_note", &[child, brother], Default::default()).unwrap();
    casework.draft(&screener, draft).unwrap();
    let of_draft = |by: &Actor| {
        let looks = casework.looks(by, child, None).unwrap().looks;
        looks.into_iter().find(|look| look.entry.action == "view_draft").unwrap().entry.people
    };
    assert_eq!(of_draft(&reader), [child, brother]);
    let before = told(&authority, &reader, child, record);
    assert!(before.iter().all(|count| *count > 0), "the twin: without a list, the record and the brother are told of");
    let plainly = told(&authority, &reader, child, plain)[1];
    assert!(plainly > 0);

    let new = Restricted { person: brother, level: Level::Listed, named: vec!["director".into()], shields: vec![] };
    casework.restrict(&Actor { fresh: Fresh::Passkey, ..actor(Role::Director) }, &new, "In danger").unwrap();
    assert_eq!(told(&authority, &reader, child, record), [0, 0], "the brother is hidden, and so is the record");
    assert_eq!(of_draft(&reader), [child], "and only he is left out of what names both");
    assert_eq!(told(&authority, &reader, child, plain)[1], plainly, "what may be seen is still there");
    assert_eq!(told(&authority, &actor(Role::Director), child, record), before, "whoever may know reads all of it");
}

/// The list that is taken out: every look, first to last, however it was read; nobody else is named.
#[test]
fn the_list_taken_out_has_every_look_once() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (screener, auditor) = (actor(Role::Screener), Actor { fresh: Fresh::Passkey, ..actor(Role::Auditor) });
    for wanted in [999, 1_000, 1_001, 2_000] {
        let child = authority.child(&screener, &format!("Ava{wanted}"), "2015-01-01");
        let brother = authority.child(&screener, &format!("Ben{wanted}"), "2012-01-01");
        let look = |number: usize| {
            let people = if number == 7 { vec![child, brother] } else { vec![child] };
            let action = if number == 8 { "print" } else { "view_file" };
            LogEntry { people, role: "screener".into(), ..LogEntry::new(casework.now(), &screener.staff, action) }
        };
        let kept = casework.store().log_about(child, u64::MAX, 10_000).unwrap().len();
        // Taking it out is the last look there is.
        let looks: Vec<LogEntry> = (1..wanted - kept).map(look).collect();
        casework.store().log(&looks).unwrap();
        let taken = casework.looks_extract(&auditor, child, "She asked").unwrap();
        let mut rows = csv::Reader::from_reader(taken.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), wanted);
        let places: Vec<u64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
        assert!(places.is_sorted_by(|one, next| one < next), "first to last, each once");
        let of = |number: usize| &rows[kept + number - 1];
        assert_eq!((&of(6)[4], &of(6)[7]), ("Read the file", "no"));
        assert_eq!((&of(7)[4], &of(7)[7]), ("Read the file", "yes"), "there were others");
        assert_eq!(&of(8)[4], "Printed");
        assert_eq!(&rows[wanted - 1][6], "She asked");
        assert!(!taken.contains("Ben"), "and nobody else is named");
    }
}

#[test]
fn what_somebody_did_is_said_in_words_of_its_own() {
    let actions = [
        "view_file",
        "view_record",
        "view_contact",
        "view_draft",
        "view_family",
        "view_chronology",
        "view_looks",
        "export_looks",
        "record",
        "print",
        "look_at_copy",
        "send_copy",
        "ask_release",
        "view_release",
        "agree_release",
        "refuse_release",
        "emergency_card",
        "search",
    ];
    let entry = |action: &str, page: &str| {
        let at = jiff::Timestamp::UNIX_EPOCH;
        LogEntry { page: page.to_owned(), ..LogEntry::new(at, &"sam".into(), action) }
    };
    let said: std::collections::BTreeSet<&str> =
        actions.iter().map(|action| did(&entry(action, "POST /drafts"))).collect();
    assert_eq!(said.len(), actions.len());
    let others = [did(&entry("anything", "POST /drafts")), did(&entry("anything", "GET /work"))];
    assert_eq!(others, ["Sent a form", "Opened a page"]);
    assert!(others.iter().all(|words| !said.contains(words)));
}
