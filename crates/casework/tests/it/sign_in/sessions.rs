//! S6: sessions begin anew at each step, end when they must, and what was typed stays.

use super::*;

#[test]
fn a_session_is_new_at_each_step_and_ends_when_it_must() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let mut trials = 0;
    // The token of the first step is worth nothing by itself, and nothing after the second.
    place.later(30);
    let Knocked::In(begun) = place.begin("asha.khan", &here) else { panic!("right") };
    assert!(!place.is_in(&begun.token), "a password alone opens nothing");
    let Knocked::In(signed) = place.casework.prove(&begun.token, &place.code("asha.khan"), &here).expect("answers")
    else {
        panic!("right")
    };
    assert_ne!(signed.token, begun.token);
    assert!(place.is_in(&signed.token) && !place.is_in(&begun.token));
    assert!(place.casework.halfway(&begun.token).expect("answers").is_none(), "the first step is over");
    trials += 3;
    // A second factor again gives a new token, and the old one is dead.
    place.later(30);
    let Knocked::In(fresh) = place.casework.step_up(&signed.token, &place.code("asha.khan")).expect("answers") else {
        panic!("right")
    };
    assert!(place.is_in(&fresh) && !place.is_in(&signed.token));
    trials += 1;
    // Left alone for a quarter of an hour it is over; used, it goes on, but never past twelve hours.
    place.later(15 * 60);
    assert!(place.is_in(&fresh), "used just in time");
    place.later(15 * 60 + 1);
    assert!(!place.is_in(&fresh), "left alone");
    let signed = place.sign_in("asha.khan", &here);
    for _ in 0..(12 * 60 / 14) {
        place.later(14 * 60);
        assert!(place.is_in(&signed.token));
    }
    place.later(14 * 60);
    assert!(!place.is_in(&signed.token), "twelve hours");
    trials += 3;
    // A page that listens keeps nothing open.
    let signed = place.sign_in("asha.khan", &here);
    for _ in 0..3 {
        place.later(5 * 60 + 1);
        place.casework.present_idly(&signed.token).expect("answers");
    }
    assert!(!place.is_in(&signed.token), "only listened to");
    // The first step is over after a quarter of an hour too.
    place.later(30);
    let Knocked::In(begun) = place.begin("asha.khan", &here) else { panic!("right") };
    place.later(15 * 60 + 1);
    assert!(matches!(place.casework.prove(&begun.token, &place.code("asha.khan"), &here), Err(Problem::NotFound)));
    trials += 2;
    proof::say("S6", "sessions", trials, "old tokens dead: rotation, idle 15 min, absolute 12 h; 0 still open");
}

#[test]
fn what_was_being_typed_is_there_after_an_idle_sign_out() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let actor = |token: &str| place.casework.present(token).expect("answers").map(|present| present.actor);
    let mut kept = 0;
    for end in [15 * 60 + 1, 12 * 3600 + 1] {
        let signed = place.sign_in("asha.khan", &here);
        let asha = actor(&signed.token).expect("in");
        let draft = place.casework.open_draft(&asha, "contact", &[], Default::default()).expect("a draft");
        let words = "Ruby said she sleeps well now.";
        let save = store::Save { path: "concern".into(), value: words.into(), base: 0 };
        place.casework.save(&asha, draft, &[save]).expect("saved");
        place.later(end);
        assert!(actor(&signed.token).is_none(), "signed out");
        let again = actor(&place.sign_in("asha.khan", &here).token).expect("in again");
        let found = place.casework.draft(&again, draft).expect("the draft").form();
        assert_eq!(found.get("concern").map(String::as_str), Some(words));
        assert!(place.casework.my_drafts(&again).expect("a list").iter().any(|one| one.id == draft));
        kept += 1;
    }
    proof::say("S6", "drafts", kept, "what was typed is there after signing in again: idle, and past twelve hours");
}

#[test]
fn whoever_reads_on_while_nothing_can_be_written_stays_signed_in() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    let time = Arc::new(AtomicI64::new(START));
    let place = Place { casework: Place::over(Arc::new(SqliteStore::open(&path).expect("opens")), &time), time };
    fill(&place.casework);
    let signed = place.sign_in("asha.khan", &from("10.0.0.1"));
    let disk = rusqlite::Connection::open(&path).expect("opens");
    let refuse = "CREATE TRIGGER full BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'no room'); END";
    disk.execute_batch(refuse).expect("from now on there is no room");
    for _ in 0..6 {
        place.later(5 * 60);
        assert!(place.is_in(&signed.token), "half an hour, used every five minutes");
    }
    let second = place.sign_in("asha.khan", &from("10.0.0.2"));
    assert!(place.is_in(&signed.token), "signing in elsewhere ends what is over, and this is not");
    let present = place.casework.present(&second.token).expect("answers").expect("in");
    assert_eq!(place.casework.my_sessions(&present).expect("answers").len(), 2, "both are in the list");
    disk.execute_batch("DROP TRIGGER full").expect("there is room");
    place.later(5 * 60);
    assert!(place.is_in(&signed.token));
    // The twin: one that is left alone ends as ever.
    disk.execute_batch(refuse).expect("no room again");
    place.later(15 * 60 + 1);
    assert!(!place.is_in(&signed.token), "left alone");
    proof::say("S6", "no room", 7, "uses of a session that could not be kept: it stays open, and ends when left alone");
}

#[test]
fn signing_out_everywhere_and_being_cut_off_hold_at_once_in_every_process() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("records.db");
    let open = || -> Arc<dyn Store> { Arc::new(SqliteStore::open(&path).expect("opens")) };
    let time = Arc::new(AtomicI64::new(START));
    let place = Place { casework: Place::over(open(), &time), time: time.clone() };
    fill(&place.casework);
    let other = Place::over(open(), &time);
    let here = from("10.0.0.1");
    let sessions: Vec<SignedIn> = (0..3).map(|_| place.sign_in("asha.khan", &here)).collect();
    let in_other = |token: &str| other.present(token).expect("answers").is_some();
    assert!(sessions.iter().all(|one| in_other(&one.token)));
    let present = other.present(&sessions[0].token).expect("answers").expect("in");
    assert_eq!(other.my_sessions(&present).expect("answers").len(), 3);
    assert_eq!(other.sign_out_elsewhere(&present).expect("answers"), 2);
    assert!(place.is_in(&sessions[0].token));
    assert!(sessions[1..].iter().all(|one| !place.is_in(&one.token) && !in_other(&one.token)));
    assert_eq!(other.sign_out_everywhere(&present).expect("answers"), 1);
    assert!(!place.is_in(&sessions[0].token));
    // One of one's own is ended by its name; an administrator ends all of somebody's, and they can sign in again.
    let (first, second) = (place.sign_in("asha.khan", &here), place.sign_in("asha.khan", &here));
    let present = place.casework.present(&first.token).expect("answers").expect("in");
    let places = place.casework.my_sessions(&present).expect("answers");
    let elsewhere = places.iter().find(|one| !one.here).expect("the other");
    other.end_my_session(&present, &elsewhere.id).expect("ended");
    assert!(in_other(&first.token) && !in_other(&second.token));
    let administrator = place.sign_in("jo.hill", &here);
    let mut administrator = place.casework.present(&administrator.token).expect("answers").expect("in");
    administrator.actor.fresh = Fresh::Passkey;
    assert_eq!(place.casework.end_sessions_of(&administrator, &StaffId::from("asha.khan")), Ok(1));
    assert!(!in_other(&first.token));
    // Somebody who leaves: one administrator, one process; gone from the other with no time passing.
    let signed = place.sign_in("asha.khan", &here);
    assert!(in_other(&signed.token));
    place.casework.disable(&administrator, &StaffId::from("asha.khan")).expect("cut off");
    assert!(!in_other(&signed.token), "cut off in the other process");
    place.later(30);
    assert!(matches!(other.sign_in("asha.khan", PASSWORD, &here), Ok(Knocked::Wrong)), "and kept out of it");
    // A twin that trusts what a process remembers would still let them in.
    let remembered = other.staff_names().staff.get(&StaffId::from("asha.khan")).is_some_and(|one| one.active);
    assert!(remembered, "the other process had not heard of it");
    proof::say(
        "S6",
        "two processes",
        7,
        "sessions dead with no time passing: one, elsewhere, everywhere, by an administrator, leaver; twin caught",
    );
}
