//! S14: accounts that are set up, recovered, left alone; and what asks for a second factor first.

use super::*;
use casework::access::policy::{Policy, TEXT};
use casework::access::{Act, Decision, Relations, Standing};
use casework::allocate::Reassignment;
use casework::sign_in::invitation::{Chosen, Invited, invite_first};
use casework::sign_in::people::Change;
use practice::ids::PersonId;
use uuid::Uuid;

#[test]
fn an_account_nobody_uses_is_closed_and_a_weak_password_opens_nothing() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let mut shared = staff("pat.moss", Role::SocialWorker);
    shared.password = hash_password("pat.moss").expect("a hash");
    place.casework.put_staff(&[], &[shared]).expect("keeps");
    assert!(matches!(place.casework.sign_in("pat.moss", "pat.moss", &here), Ok(Knocked::Wrong)), "its own name");
    place.sign_in("asha.khan", &here);
    place.later(80 * 24 * 3600);
    place.sign_in("asha.khan", &here);
    place.later(11 * 24 * 3600);
    // The two administrators have not signed in for 91 days; Asha has.
    assert!(matches!(place.begin("jo.hill", &here), Knocked::Wrong), "before anything was closed");
    assert_eq!(place.casework.close_dormant().expect("answers"), 2);
    let names = place.casework.staff_names();
    let open: Vec<&str> = names.staff.values().filter(|one| one.active).map(|one| one.id.0.as_str()).collect();
    assert_eq!(open, ["asha.khan", "pat.moss"]);
    proof::say("S14", "dormant", 3, "2 accounts unused for 91 days closed, 1 used kept; weak password refused");
}

#[test]
fn a_caseload_is_given_away_only_after_a_fresh_second_factor() {
    let place = Place::new();
    place.casework.put_staff(&[Team { id: "east".into(), name: "East".into() }], &[]).expect("keeps");
    let worker = Staff { team: Some("east".into()), ..staff("wyn.hall", Role::SocialWorker) };
    place.casework.put_staff(&[], &[worker]).expect("keeps");
    let manager = |fresh| Actor { fresh, ..Actor::new("may.dean", "May Dean", Role::TeamManager, None) };
    let give = |fresh, count: u128| {
        // Nobody of these is on file: what is allowed so far is answered by that.
        let children = (1..=count).map(|number| PersonId(Uuid::from_u128(number))).collect();
        let given = Reassignment { key: "k".into(), children, to: "wyn.hall".into(), handover: String::new() };
        place.casework.reassign(&manager(fresh), &given)
    };
    assert_eq!(give(Fresh::No, 6), Err(Problem::NotFound), "a family");
    assert_eq!(give(Fresh::No, 7), Err(Problem::StepUp(Fresh::Code)), "a caseload");
    assert_eq!(give(Fresh::Code, 7), Err(Problem::NotFound), "after a second factor");
    // A twin of the policy without its line for a second factor lets it through.
    let twin = Policy::read(&TEXT.replace(", allocate many", "")).expect("a policy");
    let whoever = Standing { relations: Relations::ANY, ..Standing::none() };
    assert_eq!(twin.decide(Role::TeamManager, Act::AllocateMany, &whoever, Fresh::No), Decision::Allowed);
}

#[test]
fn recovery_needs_two_people_and_the_link_works_once() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let asha = place.sign_in("asha.khan", &here);
    let present = |user: &str| {
        let signed = place.sign_in(user, &here);
        let mut present = place.casework.present(&signed.token).expect("answers").expect("in");
        assert_eq!(
            place.casework.people(&present.actor).err(),
            Some(Problem::StepUp(Fresh::Passkey)),
            "a code opens no page of people"
        );
        assert_eq!(
            place.casework.ask_for_change(&present, "asha.khan", Change::Recover).err(),
            Some(Problem::StepUp(Fresh::Passkey)),
            "nor does it ask for anything"
        );
        present.actor.fresh = Fresh::Passkey;
        present
    };
    let (jo, sam) = (present("jo.hill"), present("sam.field"));
    assert_eq!(place.casework.ask_for_change(&jo, "asha.khan", Change::Recover), Ok(None));
    let waiting = place.casework.people(&sam.actor).expect("answers").waiting;
    assert!(waiting.len() == 1 && waiting[0].may_agree);
    assert!(
        matches!(place.casework.settle_change(&jo, waiting[0].id, true), Err(Problem::Refused(_))),
        "whoever asked"
    );
    assert!(place.is_in(&asha.token), "nothing has happened yet");
    let link = place.casework.settle_change(&sam, waiting[0].id, true).expect("agreed").expect("a link");
    assert!(matches!(place.casework.settle_change(&sam, waiting[0].id, true), Err(Problem::NotFound)), "settled once");
    assert!(!place.is_in(&asha.token), "signed out");
    place.later(30);
    assert!(matches!(place.begin("asha.khan", &here), Knocked::Wrong), "the old password is gone");
    // The link: a weak password is refused and the link stays good; then it works, once.
    let choose = |password: &str| {
        let chosen = Chosen { password: password.into(), ..Chosen::default() };
        place.casework.accept_invitation(&link, &chosen, "Wharnley Council", &here)
    };
    assert_eq!(place.casework.invited(&link), Ok(Some(Invited::Someone("asha.khan".into(), "Invented Person".into()))));
    assert!(matches!(choose("asha.khan.2026"), Err(Problem::Refused(_))));
    let begun = choose("kettle orbit saddle moth").expect("taken");
    assert!(begun.enrols);
    assert!(matches!(choose("kettle orbit saddle moth"), Err(Problem::Refused(_))), "the second time");
    // Only enrolment is open; an app set up anew lets her in, with recovery codes shown once.
    assert!(!place.is_in(&begun.token));
    let holder = place.casework.holder(&begun.token).expect("enrols");
    let new = place.casework.begin_authenticator(&holder, "Wharnley Council").expect("begun");
    assert!(place.casework.finish_authenticator(&holder, "", "000000", &here).expect("answers").is_none());
    let now = place.casework.now().as_second() as u64;
    let shown = code::at_step(&new.secret, code::step(now)).expect("a code");
    let enrolled = place.casework.finish_authenticator(&holder, "", &shown, &here).expect("answers").expect("right");
    assert!(place.is_in(&enrolled.signed_in.expect("let in").token));
    assert_eq!(enrolled.recovery.len(), 10);
    // A recovery code stands in for the app, once.
    let with = |code: &str| {
        let begun = match place.casework.sign_in("asha.khan", "kettle orbit saddle moth", &here) {
            Ok(Knocked::In(begun)) => begun,
            other => panic!("{other:?}"),
        };
        matches!(place.casework.prove(&begun.token, code, &here), Ok(Knocked::In(_)))
    };
    assert!(with(&enrolled.recovery[0].to_uppercase()));
    assert!(!with(&enrolled.recovery[0]));
    assert!(place.casework.store().alerts(9).expect("reads").iter().any(|alert| alert.kind == "recovered"));
}

#[test]
fn a_link_is_too_old_after_three_days() {
    let place = Place::new();
    let (by, asha) = (StaffId::from("command-line"), StaffId::from("asha.khan"));
    for (seconds, good) in [(72 * 3600, true), (72 * 3600 + 1, false)] {
        let link = place.casework.carry_out(&by, &asha, &Change::Recover).expect("done").expect("a link");
        place.later(seconds);
        assert_eq!(place.casework.invited(&link).expect("answers").is_some(), good, "after {seconds} seconds");
        let chosen = Chosen { password: "kettle orbit saddle moth".into(), ..Chosen::default() };
        let taken = place.casework.accept_invitation(&link, &chosen, "Wharnley Council", &from("10.0.0.1"));
        assert_eq!(taken.is_ok(), good);
    }
}

#[test]
fn a_password_is_changed_by_whoever_knows_the_old_one_and_is_taken_whole() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let elsewhere = place.sign_in("asha.khan", &from("10.0.0.2"));
    let signed = place.sign_in("asha.khan", &here);
    let holder = place.casework.holder(&signed.token).expect("fresh");
    let change = |old: &str, new: &str| place.casework.change_password(&holder, old, new, "Wharnley Council");
    let long = "Seven Herons wade past the Quiet mill, and none of them has read a single form all year";
    assert!(long.len() > 64);
    for (old, new) in [
        ("vexed heron", long),
        (PASSWORD, "asha.khan.2026"),
        (PASSWORD, "wharnley council"),
        (PASSWORD, "password1234"),
    ] {
        assert!(matches!(change(old, new), Err(Problem::Refused(_))), "{old} to {new}");
    }
    assert_eq!(change(PASSWORD, long), Ok(()));
    assert!(place.is_in(&signed.token) && !place.is_in(&elsewhere.token), "every other session ends");
    let opens = |words: &str| matches!(place.casework.sign_in("asha.khan", words, &here), Ok(Knocked::In(_)));
    assert!(!opens(PASSWORD) && !opens(&long[..long.len() - 1]) && !opens(&long.to_lowercase()));
    assert!(opens(long), "all of it, exactly as it was typed");
}

#[test]
fn the_first_administrator_follows_a_link_and_adds_the_second_alone() {
    let time = Arc::new(AtomicI64::new(START));
    let place = Place { casework: Place::over(Arc::new(MemoryStore::default()), &time), time };
    let here = from("127.0.0.1");
    let link = invite_first(place.casework.store(), place.casework.now()).expect("a link");
    let chosen = |user: &str| Chosen { user: user.into(), name: "Jo Hill".into(), password: PASSWORD.into() };
    let take =
        |link: &str, user: &str| place.casework.accept_invitation(link, &chosen(user), "Wharnley Council", &here);
    for wrong in ["admin", "administrator", "x", "jo hill"] {
        assert!(matches!(take(&link, wrong), Err(Problem::Refused(_))), "{wrong}");
    }
    assert!(matches!(take("first-guess", "jo.hill"), Err(Problem::Refused(_))));
    let begun = take(&link, "Jo.Hill").expect("taken");
    assert!(begun.enrols && matches!(take(&link, "jo.marsh"), Err(Problem::Refused(_))));
    let holder = place.casework.holder(&begun.token).expect("enrols");
    let new = place.casework.begin_authenticator(&holder, "Wharnley Council").expect("begun");
    let shown = code::at_step(&new.secret, code::step(START as u64)).expect("a code");
    let enrolled = place.casework.finish_authenticator(&holder, "", &shown, &here).expect("answers").expect("right");
    let mut jo = place.casework.present(&enrolled.signed_in.expect("in").token).expect("answers").expect("in");
    assert_eq!((jo.actor.role, jo.actor.fresh), (Role::Administrator, Fresh::Code));
    jo.actor.fresh = Fresh::Passkey;
    let add = |role: Role| Change::Add { name: "Sam Field".into(), role: role.name().into(), team: None };
    // Anything but a second administrator waits for one.
    assert_eq!(place.casework.ask_for_change(&jo, "asha.khan", add(Role::SocialWorker)), Ok(None));
    let link =
        place.casework.ask_for_change(&jo, "sam.field", add(Role::Administrator)).expect("added").expect("a link");
    assert!(place.casework.invited(&link).expect("answers").is_some());
    // Now that there are two, a third needs the second's agreement.
    assert_eq!(place.casework.ask_for_change(&jo, "pat.moss", add(Role::Administrator)), Ok(None));
    assert_eq!(place.casework.people(&jo.actor).expect("answers").waiting.len(), 2);
}
