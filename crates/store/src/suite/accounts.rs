//! Checks of accounts, tries, challenges, proposals and alerts.

use super::sample::{at, staff};
use super::{fine, same};
use crate::{Account, Alert, Authenticator, Challenge, KeptPasskey, Proposal, Settled, Store, StoreError};
use serde_json::json;
use uuid::Uuid;

fn account(number: u64) -> Account {
    let mut account = Account::new(staff(number), Uuid::from_u128(number.into()), at(1));
    let name = "Phone, \"mine\"".to_owned();
    account.authenticators.push(Authenticator {
        name: name.clone(),
        secret: "ABC".into(),
        used: 7,
        added: at(2),
        published: false,
    });
    let key = json!({ "cred": { "counter": 4_000_000_000_u64, "id": "a-b_c", "list": [1, 2] } });
    account.passkeys.push(KeptPasskey { id: "k".into(), name, key, added: at(3) });
    account.recovery = vec!["hash".into()];
    account
}

pub(super) fn changed(store: &dyn Store) -> Result<(), String> {
    same("nobody", fine(store.account(&staff(1)))?, None)?;
    for number in [2, 1] {
        let made = fine(store.change_account(&staff(number), &mut |before| {
            if before.is_none() { Ok(account(number)) } else { Err(StoreError::Refused("there".into())) }
        }))?;
        same("made", made, account(number))?;
    }
    same("kept", fine(store.account(&staff(1)))?, Some(account(1)))?;
    same("by handle", fine(store.account_by_handle(Uuid::from_u128(2)))?, Some(account(2)))?;
    same("by no handle", fine(store.account_by_handle(Uuid::from_u128(9)))?, None)?;
    same("everyone", fine(store.accounts())?, vec![account(1), account(2)])?;
    let refused = store.change_account(&staff(1), &mut |before| {
        same("before", before, Some(account(1))).map_err(StoreError::Engine)?;
        Err(StoreError::Refused("no".into()))
    });
    same("refused", refused, Err(StoreError::Refused("no".into())))?;
    let emptied = Account { recovery: Vec::new(), last_in: Some(at(9)), ..account(1) };
    fine(store.change_account(&staff(1), &mut |_| Ok(emptied.clone())))?;
    same("changed", fine(store.account(&staff(1)))?, Some(emptied))?;
    let stolen = store.change_account(&staff(1), &mut |_| Ok(Account { handle: Uuid::from_u128(2), ..account(1) }));
    same("one handle, two people", stolen.is_err(), true)?;
    let other = store.change_account(&staff(1), &mut |_| Ok(account(2)));
    same("somebody else's", other.is_err(), true)
}

pub(super) fn tries(store: &dyn Store) -> Result<(), String> {
    let names = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    same("first", fine(store.count_tries(&names(&["b", "a"]), 10, 1))?, vec![1, 1])?;
    same("second", fine(store.count_tries(&names(&["a"]), 10, 1))?, vec![2])?;
    same("asked", fine(store.count_tries(&names(&["a", "b", "c"]), 10, 0))?, vec![2, 1, 0])?;
    same("another slot", fine(store.count_tries(&names(&["a"]), 11, 5))?, vec![5])?;
    same("taken back", fine(store.count_tries(&names(&["a", "b"]), 10, -1))?, vec![1, 0])?;
    same("never below nothing", fine(store.count_tries(&names(&["b", "n"]), 10, -1))?, vec![0, 0])?;
    same("a day later", fine(store.count_tries(&names(&["z"]), 10 + 97, 1))?, vec![1])?;
    same("forgotten", fine(store.count_tries(&names(&["a"]), 10, 0))?, vec![0])
}

pub(super) fn challenges(store: &dyn Store) -> Result<(), String> {
    let asked = |name: &str, until| Challenge { name: name.into(), until: at(until), body: "{\"b\" : 1}".into() };
    for (name, until) in [("one", 10), ("two", 10), ("late", 4)] {
        fine(store.put_challenge(&asked(name, until), at(0)))?;
    }
    same("taken", fine(store.take_challenge("one"))?, Some(asked("one", 10)))?;
    same("the second time", fine(store.take_challenge("one"))?, None)?;
    fine(store.put_challenge(&asked("three", 20), at(5)))?;
    same("too late", fine(store.take_challenge("late"))?, None)?;
    same("still in time", fine(store.take_challenge("two"))?, Some(asked("two", 10)))
}

pub(super) fn proposals(store: &dyn Store) -> Result<(), String> {
    let one = |number: u64, minute| Proposal {
        id: Uuid::from_u128(number.into()),
        kind: "role".into(),
        about: staff(3),
        body: "{\"role\" : \"screener\"}".into(),
        asked_by: staff(1),
        asked: at(minute),
        settled: None,
    };
    fine(store.put_proposal(&one(1, 5)))?;
    fine(store.put_proposal(&one(2, 6)))?;
    same("latest first", fine(store.proposals(9))?, vec![one(2, 6), one(1, 5)])?;
    same("at most", fine(store.proposals(1))?, vec![one(2, 6)])?;
    let agreed = Settled { by: staff(2), at: at(7), outcome: "agreed".into() };
    let refused = Settled { by: staff(4), at: at(8), outcome: "refused".into() };
    same("settled", fine(store.settle_proposal(Uuid::from_u128(1), &agreed))?, true)?;
    same("settled again", fine(store.settle_proposal(Uuid::from_u128(1), &refused))?, false)?;
    same("none such", fine(store.settle_proposal(Uuid::from_u128(7), &refused))?, false)?;
    same("the first stands", fine(store.proposals(9))?[1].settled.clone(), Some(agreed))
}

pub(super) fn alerts(store: &dyn Store) -> Result<(), String> {
    let one = |name: &str, minute, count| Alert {
        name: name.into(),
        kind: "account_tried".into(),
        raised: at(minute),
        count,
        seen: None,
    };
    fine(store.raise_alert(&one("a", 1, 20)))?;
    fine(store.raise_alert(&one("b", 2, 30)))?;
    fine(store.raise_alert(&one("a", 3, 25)))?;
    fine(store.raise_alert(&one("a", 4, 5)))?;
    same("latest first", fine(store.alerts(9))?, vec![one("b", 2, 30), one("a", 1, 25)])?;
    fine(store.see_alert("a", &staff(1), at(5)))?;
    fine(store.see_alert("a", &staff(2), at(6)))?;
    fine(store.see_alert("none", &staff(2), at(6)))?;
    same("the first stands", fine(store.alerts(9))?[1].seen.clone(), Some((staff(1), at(5))))?;
    same("at most", fine(store.alerts(1))?.len(), 1)
}
