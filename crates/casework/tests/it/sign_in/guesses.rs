//! S8: guessing, replaying, telling names apart.

use super::*;
use std::time::Instant;

/// How many of so many guesses in an hour are looked at, when each comes from an address of its own.
fn looked_at(guesses: i64, mut guess: impl FnMut(i64) -> bool) -> usize {
    (0..guesses).filter(|number| guess(*number)).count()
}

#[test]
fn ten_thousand_guesses_in_an_hour_are_refused_and_the_worker_still_gets_in() {
    let place = Place::new();
    // Asha has signed in here before.
    let mut known = from("10.9.9.9");
    known.browser = place.sign_in("asha.khan", &known).browser;
    assert!(known.browser.is_some());
    let step = 3600 / 100;
    let mut locked_out = 0;
    let looked = looked_at(10_000, |number| {
        if number % 100 == 0 {
            place.later(step);
        }
        // While a stranger is refused, she is let in from where she always signs in.
        if number % 2_500 == 2_499 {
            let in_ = matches!(place.begin("asha.khan", &known), Knocked::In(_));
            locked_out += usize::from(!in_);
        }
        let knock = from(&format!("10.1.{}.{}", number / 250, number % 250));
        match place.casework.sign_in("asha.khan", &format!("guess number {number} of many"), &knock) {
            Ok(Knocked::TooMany(minutes)) => {
                assert!((1..=15).contains(&minutes));
                false
            }
            Ok(Knocked::Wrong) => true,
            other => panic!("{other:?}"),
        }
    });
    assert!(looked <= 100, "{looked} guesses were looked at");
    assert!(looked >= 60, "{looked}: tries are counted again after a quarter of an hour");
    assert_eq!(locked_out, 0);
    let alerts = place.casework.store().alerts(50).expect("reads");
    let first = alerts.iter().rfind(|alert| alert.kind == "account_tried").expect("an alert");
    assert!(first.raised.duration_since(Timestamp::from_second(START).expect("at")) <= SignedDuration::from_mins(5));
    assert!(alerts.iter().all(|alert| !format!("{alert:?}").contains("asha")), "an alert names nobody");
    // The next quarter of an hour she gets in from a strange place too: nobody is locked out for good.
    place.later(15 * 60);
    assert!(matches!(place.begin("asha.khan", &from("10.2.0.1")), Knocked::In(_)));
    // A twin that counts by address alone looks at every one of them.
    let mut counts = std::collections::BTreeMap::<i64, u32>::new();
    let twin = looked_at(10_000, |number| {
        let count = counts.entry(number).or_default();
        *count += 1;
        *count <= 20
    });
    assert!(twin > 100);
    proof::say(
        "S8",
        "guesses",
        10_000,
        format!("{looked} looked at in an hour, worker locked out 0 of 4; twin caught ({twin})"),
    );
}

#[test]
fn one_password_tried_at_many_accounts_is_noticed() {
    let place = Place::new();
    let accounts = proof::size(40, 1_000);
    let mut raised = None;
    for number in 0..accounts {
        let knock = from(&format!("10.3.{}.{}", number / 250, number % 250));
        assert!(matches!(
            place.casework.sign_in(&format!("worker{number}"), "autumn leaves 2026", &knock),
            Ok(Knocked::Wrong)
        ));
        let alerts = place.casework.store().alerts(50).expect("reads");
        if raised.is_none() && alerts.iter().any(|alert| alert.kind == "many_accounts_tried") {
            raised = Some(number + 1);
        }
    }
    let raised = raised.expect("the spray was noticed");
    assert!(raised <= 30);
    proof::say("S8", "spray", accounts, format!("noticed at account {raised}, at once"));
}

/// How many of so many codes are taken a second time.
fn replayed(codes: &[String], mut is_taken: impl FnMut(&str) -> bool) -> usize {
    codes.iter().filter(|code| is_taken(code) && is_taken(code)).count()
}

#[test]
fn a_code_is_good_once_and_a_second_factor_cannot_be_talked_away() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let mut codes = Vec::new();
    let mut taken = |code: &str| {
        let Knocked::In(begun) = place.begin("asha.khan", &here) else { panic!("right") };
        matches!(place.casework.prove(&begun.token, code, &here), Ok(Knocked::In(_)))
    };
    let mut replays = 0;
    for _ in 0..20 {
        // A quarter of an hour apart, so that the counting of wrong tries plays no part.
        place.later(15 * 60);
        let code = place.code("asha.khan");
        replays += replayed(std::slice::from_ref(&code), &mut taken);
        codes.push((code, place.casework.now().as_second() as u64));
    }
    assert_eq!(replays, 0);
    let twin = codes
        .iter()
        .map(|(one, at)| {
            replayed(std::slice::from_ref(one), |code| code::step_of(&secret("asha.khan"), code, *at, 0).is_some())
        })
        .sum::<usize>();
    assert_eq!(twin, codes.len(), "a twin that remembers nothing takes each again");
    // Nobody takes away the last one, and nobody who has one sets up another with a password alone.
    let signed = place.sign_in("asha.khan", &here);
    let holder = place.casework.holder(&signed.token).expect("fresh");
    assert!(matches!(place.casework.remove_factor(&holder, "authenticator 0"), Err(Problem::Refused(_))));
    place.later(30);
    let Knocked::In(begun) = place.begin("asha.khan", &here) else { panic!("right") };
    assert!(matches!(place.casework.holder(&begun.token), Err(Problem::NotAllowed)));
    // Ten minutes later, changing anything asks for a second factor again.
    place.later(10 * 60 + 1);
    assert!(matches!(place.casework.holder(&signed.token), Err(Problem::StepUp(Fresh::Code))));
    proof::say("S8", "replay and removal", 23, "0 codes taken twice, 0 factors removed or added; twin caught");
}

#[test]
fn whoever_has_a_password_cannot_keep_its_owner_out_by_guessing_codes() {
    let place = Place::new();
    let mut known = from("10.9.9.9");
    known.browser = place.sign_in("asha.khan", &known).browser;
    let signed = place.sign_in("asha.khan", &known);
    place.later(30);
    // The thief guesses from a strange browser until nothing more is looked at.
    let strange = from("10.4.0.1");
    let Knocked::In(begun) = place.begin("asha.khan", &strange) else { panic!("the password is right") };
    let guess = |number: usize| place.casework.prove(&begun.token, &format!("{number:06}"), &strange).expect("answers");
    let looked = (0..200).filter(|number| matches!(guess(*number), Knocked::Wrong)).count();
    assert_eq!(looked, 20);
    assert!(place.casework.store().alerts(9).expect("reads").iter().any(|alert| alert.kind == "code_tried"));
    // A right code is not looked at either, from there; from her own browser and in her session it is.
    let right = place.casework.prove(&begun.token, &place.code("asha.khan"), &strange).expect("answers");
    assert!(matches!(right, Knocked::TooMany(_)), "{right:?}");
    let Knocked::In(begun) = place.begin("asha.khan", &known) else { panic!("right") };
    let own = place.casework.prove(&begun.token, &place.code("asha.khan"), &known).expect("answers");
    assert!(matches!(own, Knocked::In(_)), "{own:?}");
    place.later(30);
    let again = place.casework.step_up(&signed.token, &place.code("asha.khan")).expect("answers");
    assert!(matches!(again, Knocked::In(_)), "{again:?}");
    proof::say("S8", "guessed codes", 200, format!("{looked} looked at; the owner's browser and session not kept out"));
}

/// What it costs to refuse somebody: questions asked of the store. The hash that is worked through is the same by
/// construction: `identity::password` has the test of it.
fn cost(store: &SqliteStore, refuse: impl FnOnce()) -> u64 {
    let before = store.statements();
    refuse();
    store.statements() - before
}

/// The middle of so many times, in milliseconds, for whoever reads the table: nothing turns on it.
fn middle(mut refuse: impl FnMut()) -> f64 {
    let mut timed = || {
        let start = Instant::now();
        refuse();
        start.elapsed().as_secs_f64() * 1000.0
    };
    let mut times: Vec<f64> = (0..9).map(|_| timed()).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[test]
fn a_name_nobody_has_is_refused_like_one_somebody_has() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = Arc::new(SqliteStore::open(dir.path().join("records.db")).expect("opens"));
    let time = Arc::new(AtomicI64::new(START));
    let place = Place { casework: Place::over(store.clone(), &time), time };
    fill(&place.casework);
    let none = [
        Staff { active: false, ..staff("left.us", Role::SocialWorker) },
        Staff { password: "!".into(), ..staff("no.password", Role::SocialWorker) },
    ];
    place.casework.put_staff(&[], &none).expect("keeps");
    let refused = |name: &str| {
        place.later(15 * 60);
        let answer = place.casework.sign_in(name, "not the right words", &from("10.0.0.7"));
        assert!(matches!(answer, Ok(Knocked::Wrong)), "{name}: {answer:?}");
    };
    let known = cost(&store, || refused("asha.khan"));
    let unknown = ["nobody.here", "left.us", "no.password"];
    for name in unknown {
        assert_eq!(cost(&store, || refused(name)), known, "{name} is told apart by what is asked of the store");
    }
    // A twin that answers at once when it knows nobody of the name.
    let names = place.casework.staff_names();
    let twin = |name: &str| {
        if names.staff.contains_key(&StaffId::from(name)) {
            refused(name);
        }
    };
    assert_ne!(cost(&store, || twin("nobody.here")), known, "the twin is told apart");
    // Too many tries are said alike of both.
    for name in ["asha.khan", "nobody.here"] {
        place.later(15 * 60);
        let again = |_| place.casework.sign_in(name, "not the right words", &from("10.0.0.8")).expect("answers");
        let tries: Vec<_> = (0..21).map(again).collect();
        assert!(matches!(tries.last(), Some(Knocked::TooMany(_))), "{name}");
    }
    let ratio = middle(|| refused("asha.khan")) / middle(|| refused("nobody.here"));
    let said = format!("{known} questions for a name known or not; times known to unknown {ratio:.2}; twin caught");
    proof::say("S8", "names", unknown.len() + 1, said);
}
