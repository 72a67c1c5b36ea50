//! What only a passkey may do, and how nobody gets one by a code.

use super::*;
use identity::secret as tokens;
use serde_json::json;
use store::KeptPasskey;

/// Gives somebody a passkey; what it holds is never asked here.
fn give_passkey(place: &Place, user: &str) {
    let added = place.casework.now();
    place
        .casework
        .store()
        .change_account(&StaffId::from(user), &mut |account| {
            let mut account = account.expect("an account");
            account.passkeys.push(KeptPasskey { id: "ab12".into(), name: "Laptop".into(), key: json!({}), added });
            Ok(account)
        })
        .expect("keeps");
}

/// The same session, as a passkey that was used just now leaves it.
fn by_passkey(place: &Place, token: &str) -> String {
    let store = place.casework.store();
    let (session, _) = store.session(&tokens::hash(token)).expect("reads").expect("a session");
    let (token, proved) = (tokens::token(), Some(place.casework.now()));
    let token_hash = tokens::hash(&token);
    store.put_session(&store::Session { token_hash, proved, passkey: true, ..session }).expect("keeps");
    token
}

fn proved(place: &Place, token: &str) -> Fresh {
    place.casework.present(token).expect("answers").expect("in").actor.fresh
}

#[test]
fn a_code_leaves_a_session_with_less_than_a_passkey_does_and_both_are_over_in_ten_minutes() {
    let place = Place::new();
    let signed = place.sign_in("asha.khan", &from("10.0.0.1"));
    assert_eq!(proved(&place, &signed.token), Fresh::Code);
    let token = by_passkey(&place, &signed.token);
    assert_eq!(proved(&place, &token), Fresh::Passkey);
    place.later(10 * 60 + 1);
    assert_eq!([proved(&place, &signed.token), proved(&place, &token)], [Fresh::No; 2]);
    // A code given later does not bring the passkey back.
    let Knocked::In(token) = place.casework.step_up(&token, &place.code("asha.khan")).expect("answers") else {
        panic!("right")
    };
    assert_eq!(proved(&place, &token), Fresh::Code);
}

#[test]
fn whoever_has_a_passkey_changes_what_they_sign_in_with_by_a_passkey_alone() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let token = place.sign_in("jo.hill", &here).token;
    let may = |token: &str| place.casework.holder(token).map(drop);
    assert_eq!(may(&token), Ok(()), "the first one may be added after a code");
    give_passkey(&place, "jo.hill");
    assert_eq!(may(&token), Err(Problem::StepUp(Fresh::Passkey)), "and no other");
    place.later(30);
    let Knocked::In(token) = place.casework.step_up(&token, &place.code("jo.hill")).expect("answers") else {
        panic!("right")
    };
    assert_eq!(may(&token), Err(Problem::StepUp(Fresh::Passkey)), "however fresh the code");
    let holder = place.casework.holder(&by_passkey(&place, &token)).expect("a passkey will do");
    assert_eq!(place.casework.remove_factor(&holder, "passkey ab12"), Ok(()));
    assert_eq!(may(&token), Ok(()), "there is none any more");
}

#[test]
fn a_published_code_stands_for_a_passkey_and_a_recovery_code_does_not() {
    let place = Place::new();
    let here = from("10.0.0.1");
    let fresh = || proved(&place, &place.sign_in("asha.khan", &here).token);
    assert_eq!(fresh(), Fresh::Code);
    let publish = |published| {
        let change = &mut |account: Option<Account>| {
            let mut account = account.expect("an account");
            account.authenticators[0].published = published;
            Ok(account)
        };
        place.casework.store().change_account(&StaffId::from("asha.khan"), change).expect("keeps");
    };
    publish(true);
    assert_eq!(fresh(), Fresh::Passkey, "a demonstration");
    let token = place.sign_in("asha.khan", &here).token;
    let codes = place.casework.new_recovery_codes(&place.casework.holder(&token).expect("fresh")).expect("made");
    let Knocked::In(token) = place.casework.step_up(&token, &codes[0]).expect("answers") else { panic!("right") };
    assert_eq!(proved(&place, &token), Fresh::Code);
}
