//! Checks of claims, staff, sessions and settings.

use super::sample::{at, record, staff, team};
use super::{fine, same};
use crate::{Claim, DraftId, Registered, Session, Staff, Store, StoreError, Team, Upload};

pub(super) fn claimed(store: &dyn Store) -> Result<(), String> {
    let first = Claim { contact: record(1), by: staff(1), since: at(1) };
    let second = Claim { contact: record(1), by: staff(2), since: at(3) };
    same("the first", store.claim(record(1), &staff(1), at(1), false), Ok(first.clone()))?;
    same("again", store.claim(record(1), &staff(1), at(2), false), Ok(first.clone()))?;
    let stands = Err(StoreError::Claimed(Box::new(first)));
    same("somebody else", store.claim(record(1), &staff(2), at(3), false), stands)?;
    same("taken over", store.claim(record(1), &staff(2), at(3), true), Ok(second.clone()))?;
    fine(store.release(record(1), &staff(1)))?;
    let stands = Err(StoreError::Claimed(Box::new(second)));
    same("not given up by another", store.claim(record(1), &staff(1), at(4), false), stands)?;
    fine(store.release(record(1), &staff(2)))?;
    fine(store.release(record(1), &staff(2)))?;
    let third = Claim { contact: record(1), by: staff(1), since: at(5) };
    same("given up", store.claim(record(1), &staff(1), at(5), false), Ok(third))
}

pub(super) fn kept(store: &dyn Store) -> Result<(), String> {
    staff_kept(store)?;
    session_kept(store)?;
    same("no setting", fine(store.setting("colour"))?, None)?;
    fine(store.put_setting("colour", "\"red\""))?;
    fine(store.put_setting("colour", "{\"a\" : 1}"))?;
    same("a setting", fine(store.setting("colour"))?, Some("{\"a\" : 1}".to_owned()))
}

pub(super) fn registered(store: &dyn Store) -> Result<(), String> {
    let fact = |id: u128, revision, words: &str| Registered {
        seq: 0,
        id: uuid::Uuid::from_u128(id),
        revision,
        body: serde_json::json!({ "is": "conflict", "words": words }),
        by: staff(1),
        at: at(1),
        why: "They are cousins".to_owned(),
    };
    same("nothing", fine(store.registered_after(0))?, vec![])?;
    for one in [fact(1, 1, "a"), fact(2, 1, "b"), fact(1, 2, "c")] {
        fine(store.register(&one))?;
    }
    for wrong in [fact(1, 2, "again"), fact(1, 4, "too far"), fact(3, 2, "no first")] {
        if !matches!(store.register(&wrong), Err(StoreError::Refused(_))) {
            return Err(format!("{} was not refused", wrong.body));
        }
    }
    let all = fine(store.registered_after(0))?;
    let plain: Vec<Registered> = all.iter().map(|one| Registered { seq: 0, ..one.clone() }).collect();
    same("in order", plain, vec![fact(1, 1, "a"), fact(2, 1, "b"), fact(1, 2, "c")])?;
    if !all.windows(2).all(|pair| pair[0].seq < pair[1].seq) {
        return Err("their places are not in order".to_owned());
    }
    same("after the first", fine(store.registered_after(all[0].seq))?, all[1..].to_vec())
}

fn staff_kept(store: &dyn Store) -> Result<(), String> {
    let one = |number, its_team| Staff {
        team: its_team,
        password: "$argon2id$…".to_owned(),
        active: number != 2,
        ..Staff::new(staff(number), "Ms O'Dowd", "social_worker")
    };
    let teams =
        |name: &str| [Team { id: team(2), name: name.to_owned() }, Team { id: team(1), name: "Hub".to_owned() }];
    fine(store.put_staff(&teams("Old"), &[one(2, None), one(1, Some(team(1)))]))?;
    fine(store.put_staff(&teams("New"), &[Staff { active: false, ..one(1, None) }, one(1, Some(team(2)))]))?;
    let renamed = |staff: Option<Staff>| Staff { name: "Ms Other".to_owned(), ..staff.unwrap_or(one(9, None)) };
    fine(store.change_staff(&staff(2), &mut |before| Ok(renamed(before))))?;
    fine(store.change_staff(&staff(2), &mut |before| Ok(Staff { name: "Ms O'Dowd".to_owned(), ..renamed(before) })))?;
    let refused = store.change_staff(&staff(2), &mut |_| Err(StoreError::Refused("no".to_owned())));
    same("refused", refused, Err(StoreError::Refused("no".to_owned())))?;
    let [second, first] = teams("New");
    same("staff", fine(store.staff())?, (vec![first, second], vec![one(1, Some(team(2))), one(2, None)]))
}

/// A session of a worker, opened at a minute.
pub(super) fn session(token: &str, of: u64, minute: i64) -> Session {
    Session {
        token_hash: token.to_owned(),
        staff: staff(of),
        opened: at(minute),
        seen: at(minute),
        form_token: "def".to_owned(),
        proved: None,
        passkey: of == 1,
        device: "Firefox".to_owned(),
    }
}

fn session_kept(store: &dyn Store) -> Result<(), String> {
    let one = |number: u64, active| Staff { active, ..Staff::new(staff(number), "Ms O'Dowd", "social_worker") };
    fine(store.put_staff(&[], &[one(1, true), one(2, true)]))?;
    let (first, second, other) = (session("abc", 1, 1), session("abd", 1, 2), session("xyz", 2, 3));
    for each in [&first, &second, &other] {
        fine(store.put_session(each))?;
    }
    same("opened", fine(store.session("abc"))?, Some((first.clone(), one(1, true))))?;
    fine(store.put_staff(&[], &[one(1, false)]))?;
    same("whose, as they are now", fine(store.session("abc"))?, Some((first.clone(), one(1, false))))?;
    let touched = Session { seen: at(9), proved: Some(at(8)), ..first };
    fine(store.touch_session("abc", at(9), Some(at(8))))?;
    same("touched", fine(store.session("abc"))?.map(|found| found.0), Some(touched.clone()))?;
    same("another", fine(store.session("ABC"))?, None)?;
    same("somebody's", fine(store.sessions_of(&staff(1)))?, vec![second, touched])?;
    fine(store.end_session("abd"))?;
    fine(store.end_session("abd"))?;
    same("ended", fine(store.session("abd"))?, None)?;
    fine(store.touch_session("abd", at(10), None))?;
    same("touched after its end", fine(store.session("abd"))?, None)?;
    fine(store.put_session(&session("abe", 1, 4)))?;
    same("all but one", fine(store.end_sessions(&staff(1), Some("abe")))?, 1)?;
    same("that one", fine(store.sessions_of(&staff(1)))?.len(), 1)?;
    same("all", fine(store.end_sessions(&staff(1), None))?, 1)?;
    same("another's", fine(store.sessions_of(&staff(2)))?, vec![other])
}

pub(super) fn uploads(store: &dyn Store) -> Result<(), String> {
    let draft = |number| DraftId(uuid::Uuid::from_u128(number));
    let upload = |number, minutes, preview: Option<&str>| Upload {
        draft: draft(number),
        hash: "5e".repeat(32),
        preview: preview.map(str::to_owned),
        size: 5_000_000_000,
        by: staff(1),
        at: at(minutes),
        file: "{\"hash\":\"5e\",\"name\":\"Zoë's letter\"}".to_owned(),
    };
    let sent = [upload(1, 3, None), upload(2, 2, Some("aa")), upload(1, 1, Some("bb"))];
    for one in &sent {
        fine(store.add_upload(one))?;
    }
    let first = vec![sent[0].clone(), sent[2].clone()];
    same("of one draft, as they were sent", fine(store.uploads(draft(1)))?, first)?;
    same("of another", fine(store.uploads(draft(3)))?, vec![])?;
    let two = fine(store.uploads_after(0, 2))?;
    let rest = fine(store.uploads_after(two.last().map_or(0, |(place, _)| *place), 9))?;
    let all: Vec<Upload> = two.into_iter().chain(rest).map(|(_, upload)| upload).collect();
    same("of all, a few at a time", all, sent.to_vec())
}
