//! What joins the two identities of an adopted child: two people, two keys, and nothing kept that says it.

use crate::thread::{Authority, actor};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use casework::access::facts::{Fact, Level, Restricted};
use casework::finish::Ready;
use casework::{Actor, Fresh, Problem, Role};
use jiff::civil::date;
use practice::ids::PersonId;
use practice::moment::Moment;
use serde_json::json;
use store::{Registered, Store};
use uuid::Uuid;

fn fresh(role: Role) -> Actor {
    Actor { fresh: Fresh::Passkey, ..actor(role) }
}

/// A sealed file that a director and an adoption worker may see.
fn sealed(authority: &Authority, given: &str) -> PersonId {
    let file = authority.child(&actor(Role::Screener), given, "2024-02-03");
    seal(authority, file);
    file
}

fn seal(authority: &Authority, file: PersonId) {
    let named = vec!["director".into(), "adoption".into()];
    let new = Restricted { person: file, level: Level::Sealed, named, shields: vec![] };
    authority.casework.restrict(&fresh(Role::Director), &new, "Adopted").unwrap();
}

fn refused<T: std::fmt::Debug>(done: Result<T, Problem>) -> String {
    match done {
        Err(Problem::Refused(words)) => words,
        other => panic!("not refused: {other:?}"),
    }
}

/// What is kept: rows of the registers and entries of the log, each with what its base 64 says.
fn kept(store: &dyn Store) -> Vec<String> {
    let plain = |text: String| {
        let pieces = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"+/=".contains(letter));
        let read: String = pieces
            .filter_map(|piece| STANDARD.decode(piece).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect();
        text + &read
    };
    let rows = store.registered_after(0).unwrap().into_iter().map(|row| format!("{}{}", row.body, row.why));
    let log = store.log_after(0, usize::MAX >> 1).unwrap().into_iter().map(|one| format!("{:?}", one.entry));
    rows.chain(log).map(plain).collect()
}

/// How many of them name both files.
fn tell(kept: &[String], files: [PersonId; 2]) -> usize {
    let files = files.map(|file| file.to_string());
    kept.iter().filter(|text| files.iter().all(|file| text.contains(file))).count()
}

#[test]
fn s3_two_people_with_a_key_each_open_the_link_and_nothing_that_is_kept_tells_it() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (first, second) = (fresh(Role::Director), fresh(Role::Adoption));
    let times = proof::size(20, 400);
    let (mut pairs, mut tried) = (Vec::new(), 0);
    for number in 0..times {
        let (before, after) =
            (sealed(&authority, &format!("Ava{number}")), sealed(&authority, &format!("Eve{number}")));
        let key_one = casework.make_link(&first, before, after, "Order made").unwrap();
        let link = key_one.link;
        refused(casework.take_second_key(&first, link));
        let key_two = casework.take_second_key(&second, link).unwrap();
        assert_eq!(casework.take_second_key(&second, link).err(), Some(Problem::NotFound), "the key is given once");
        assert_ne!(key_one.key, key_two.key);
        // The wrong key, the second first, the same person twice.
        refused(casework.give_first_key(&first, link, &key_two.key, "An adult asks"));
        refused(casework.give_second_key(&second, link, &key_two.key));
        refused(casework.give_first_key(&first, link, &key_one.key, "  "));
        casework.give_first_key(&first, link, &key_one.key.to_uppercase(), "An adult asks").unwrap();
        refused(casework.give_second_key(&first, link, &key_two.key));
        refused(casework.give_second_key(&second, link, &key_one.key));
        tried += 6;
        let joined = casework.give_second_key(&second, link, &key_two.key).unwrap();
        assert_eq!(joined.files.map(|(file, named)| (file, named.len())), [(before, 2), (after, 2)]);
        refused(casework.give_second_key(&second, link, &key_two.key));
        pairs.push([before, after]);
    }
    let rows = kept(casework.store());
    for pair in &pairs {
        assert_eq!(tell(&rows, *pair), 0, "of {} rows and entries", rows.len());
    }
    let lines = casework.links(&first).unwrap().all;
    assert_eq!(lines.len(), times);
    assert!(lines.iter().all(|line| line.opened == 1 && line.half.is_none()));
    proof::say(
        "S3",
        "two keys",
        tried,
        format!("ways to open one of {times} links refused; none of {} rows and entries names both files", rows.len()),
    );

    // The twins: a link in the clear, and one that is only written otherwise.
    let (before, after) = (sealed(&authority, "Ida"), sealed(&authority, "Una"));
    let words = format!("{before} {after}");
    for (number, sealed) in [words.clone(), STANDARD.encode(&words)].into_iter().enumerate() {
        let body = serde_json::to_value(Fact::Link { sealed }).unwrap();
        let (id, why) = (Uuid::from_u128(number as u128 + 1), String::new());
        let row = Registered { seq: 0, id, revision: 1, body, by: "director".into(), at: casework.now(), why };
        casework.store().register(&row).unwrap();
        assert_eq!(tell(&kept(casework.store()), [before, after]), number + 1);
    }
    proof::say("S3", "twin caught", 2, "links kept without keys were found");
}

#[test]
fn a_link_waits_an_hour_for_its_second_person_and_not_over_a_restart() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (first, second) = (fresh(Role::Director), fresh(Role::Adoption));
    let (before, after) = (sealed(&authority, "Ava"), sealed(&authority, "Eve"));
    let late = casework.make_link(&first, before, after, "Order made").unwrap().link;
    authority.move_to(Moment::at(date(2026, 11, 16), 10, 0));
    assert_eq!(casework.take_second_key(&second, late).err(), Some(Problem::NotFound));
    assert!(casework.links(&first).unwrap().all.is_empty(), "what nobody took is not kept");

    let one = casework.make_link(&first, before, after, "Order made").unwrap();
    let two = casework.take_second_key(&second, one.link).unwrap();
    casework.give_first_key(&first, one.link, &one.key, "An adult asks").unwrap();
    authority.move_to(Moment::at(date(2026, 11, 16), 11, 0));
    refused(casework.give_second_key(&second, one.link, &two.key));

    // Wrong keys are counted; the right one is not taken after too many.
    for _ in 0..5 {
        refused(casework.give_first_key(&first, one.link, "abcd", "An adult asks"));
    }
    assert!(refused(casework.give_first_key(&first, one.link, &one.key, "An adult asks")).contains("Too many"));
    authority.move_to(Moment::at(date(2026, 11, 16), 12, 0));
    casework.give_first_key(&first, one.link, &one.key, "An adult asks").unwrap();
    let waits = casework.links(&second).unwrap().all.remove(0).half;
    assert_eq!(waits.unwrap().0, first.staff);
}

#[test]
fn only_sealed_files_that_say_nothing_of_each_other_are_joined_by_those_who_may() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let director = fresh(Role::Director);
    let (before, after) = (sealed(&authority, "Ava"), sealed(&authority, "Eve"));
    let open = authority.child(&actor(Role::Screener), "Kit", "2024-02-03");
    let nobody = PersonId(Uuid::from_u128(7));
    let make = |by: &Actor, one, other| casework.make_link(by, one, other, "Order made");
    assert!(refused(make(&director, before, before)).contains("the same"));
    let unsealed = refused(make(&director, before, open));
    assert_eq!(unsealed, refused(make(&director, before, nobody)), "a file that is there and one that is not");
    assert!(refused(casework.make_link(&director, before, after, " ")).contains("why"));
    // Not named: answered as for a file that is not there.
    let unnamed = refused(make(&fresh(Role::ServiceManager), after, before));
    assert_eq!(unnamed, refused(make(&fresh(Role::ServiceManager), nobody, before)));
    for proved in [Fresh::No, Fresh::Code] {
        let by = Actor { fresh: proved, ..actor(Role::Director) };
        assert_eq!(make(&by, before, after).err(), Some(Problem::StepUp(Fresh::Passkey)), "{proved:?}");
    }
    assert_eq!(make(&fresh(Role::SocialWorker), before, after).err(), Some(Problem::NotAllowed));

    let screener = actor(Role::Screener);
    let [one, other] = ["Ida", "Una"].map(|given| authority.child(&screener, given, "2024-02-03"));
    let body = json!({ "from": "2026-11-12", "person": one, "is_the": "sibling", "of": other });
    let ready = Ready { kind: "relationship", people: vec![one, other], body, unusual: None, source: None };
    casework.append_ready(&screener, "tie", vec![ready]).unwrap();
    [one, other].into_iter().for_each(|file| seal(&authority, file));
    assert!(refused(make(&director, one, other)).contains("names the other"));
}
