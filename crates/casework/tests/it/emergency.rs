//! Breaking the glass, restrictions, conflicts, cover: what each opens and closes, over time and in every process.

use crate::thread::{Authority, actor, people};
use casework::access::facts::{Level, Restricted, Tied};
use casework::file::AsAt;
use casework::finish::Ready;
use casework::people::NewPerson;
use casework::{Act, Actor, Casework, Fresh, Problem, Role};
use jiff::civil::date;
use practice::ids::{PersonId, StaffId};
use practice::matching::Query;
use practice::moment::Moment;
use practice::spec::Sensitivity;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::MemoryStore;

fn at_three() -> Authority {
    Authority::staffed(Moment::at(date(2026, 11, 16), 3, 0))
}

pub fn listed(authority: &Authority, child: PersonId, named: &[&str]) {
    let by = Actor { fresh: Fresh::Passkey, ..actor(Role::ServiceManager) };
    let named = named.iter().map(|id| StaffId::from(*id)).collect();
    let new = Restricted { person: child, level: Level::Listed, named, shields: vec![] };
    authority.casework.restrict(&by, &new, "The father works here").unwrap();
}

fn opens(casework: &Casework, actor: &Actor, child: PersonId) -> bool {
    match casework.file(actor, child, AsAt::Now) {
        Ok(_) => true,
        Err(Problem::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn s5_the_glass_breaks_with_a_reason_for_an_hour_and_every_time_is_looked_at() {
    let authority = at_three();
    let casework = &authority.casework;
    let night = actor(Role::OutOfHours);
    let times = proof::size(25, 500);
    let mut tried = 0;
    for number in 0..times {
        let start = Moment::at(date(2026, 11, 16), 3, 0);
        authority.move_to(start);
        let child = authority.child(&night, &format!("Ava{number}"), "2015-01-01");
        listed(&authority, child, &["wyn"]);
        assert!(!opens(casework, &night, child), "it is closed");
        for reason in ["", "   ", "...", "ok"] {
            assert!(matches!(casework.break_glass(&night, child, reason), Err(Problem::Refused(_))), "{reason}");
            assert!(!opens(casework, &night, child), "without a reason it stays closed");
        }
        casework.break_glass(&night, child, "Police at the door").unwrap();
        assert!(opens(casework, &night, child), "at three in the morning it opens");
        assert!(!opens(casework, &actor(Role::Screener), child), "for nobody else");
        authority.move_to(Moment::at(date(2026, 11, 16), 3, 59));
        assert!(opens(casework, &night, child), "for the whole hour");
        authority.move_to(Moment::at(date(2026, 11, 16), 4, 0));
        assert!(!opens(casework, &night, child), "and no longer: it cannot be used again");
        tried += 9;
    }
    let reviewer = actor(Role::ServiceManager);
    assert_eq!(casework.emergencies_waiting(&reviewer), times, "the alert is there at once");
    assert_eq!(casework.emergencies_waiting(&night), 0, "for those who look at them");
    let page = casework.emergencies(&reviewer).unwrap();
    assert_eq!((page.waiting.len(), page.week.len()), (times, times), "the weekly list has all of them");
    assert!(page.names.people.is_empty(), "a reviewer who is not on the list reads no name");
    for one in &page.waiting {
        let by = Moment::of(one.emergency.review_by).date;
        assert_eq!(by, date(2026, 11, 18), "two working days");
        assert!(matches!(casework.review_emergency(&reviewer, one.id, true, " "), Err(Problem::Refused(_))));
        casework.review_emergency(&reviewer, one.id, true, "The child was moved").unwrap();
        assert!(matches!(casework.review_emergency(&reviewer, one.id, false, "Again"), Err(Problem::Refused(_))));
    }
    assert_eq!(casework.emergencies_waiting(&reviewer), 0);
    assert_eq!(casework.emergencies(&reviewer).unwrap().week.len(), times, "closed ones stay on the weekly list");
    proof::say(
        "S5",
        "memory",
        tried,
        format!("{times} emergencies: only with a reason, for an hour, all of them listed"),
    );
}

#[test]
fn s5_it_opens_no_sealed_file_no_file_of_ones_own_and_nothing_to_those_who_see_no_files() {
    let authority = at_three();
    let casework = &authority.casework;
    let night = actor(Role::OutOfHours);
    let child = authority.child(&night, "Ava", "2015-01-01");
    casework.declare_conflict(&night, &night.staff, child, "My sister's child").unwrap();
    assert!(!opens(casework, &night, child));
    assert_eq!(casework.break_glass(&night, child, "Police at the door"), Err(Problem::NotFound));
    let sealed = authority.child(&night, "Leo", "2015-01-01");
    let director = Actor { fresh: Fresh::Passkey, ..actor(Role::Director) };
    let new = Restricted { person: sealed, level: Level::Sealed, named: vec!["adoption".into()], shields: vec![] };
    casework.restrict(&director, &new, "Adopted").unwrap();
    let nobody = PersonId(uuid::Uuid::from_u128(7));
    for person in [sealed, nobody] {
        assert_eq!(casework.break_glass(&night, person, "Police at the door"), Err(Problem::NotFound));
    }
    for role in Role::ALL.into_iter().filter(|role| !casework::access::role_may(*role, Act::BreakGlass)) {
        assert_eq!(casework.break_glass(&actor(role), child, "Police"), Err(Problem::NotAllowed), "{role:?}");
    }
    let mine = actor(Role::ServiceManager);
    let other = authority.child(&night, "Kit", "2015-01-01");
    listed(&authority, other, &["wyn"]);
    casework.break_glass(&mine, other, "No other way").unwrap();
    let id = casework.emergencies(&mine).unwrap().waiting[0].id;
    assert!(matches!(casework.review_emergency(&mine, id, true, "I was right"), Err(Problem::Refused(_))));
}

#[test]
fn s5_a_search_in_an_emergency_finds_the_restricted_and_is_looked_at_too() {
    let authority = at_three();
    let casework = &authority.casework;
    let night = actor(Role::OutOfHours);
    let child = authority.child(&night, "Ava", "2015-01-01");
    listed(&authority, child, &["wyn"]);
    let query = Query { family: "Brook".into(), ..Query::default() };
    assert!(casework.search(&night, &query).unwrap().is_empty());
    assert!(matches!(casework.emergency_search(&night, &query, ""), Err(Problem::Refused(_))));
    let found = casework.emergency_search(&night, &query, "Police at the door").unwrap();
    assert_eq!(found.iter().map(|one| one.summary.person).collect::<Vec<_>>(), [child]);
    assert!(casework.search(&night, &query).unwrap().is_empty(), "an ordinary search still finds nobody");
    assert_eq!(casework.emergencies_waiting(&actor(Role::Director)), 1);
}

#[test]
fn a_change_bites_in_another_process_without_being_told() {
    let store = Arc::new(MemoryStore::default());
    let now = || "2026-11-16T09:00:00Z".parse().unwrap();
    let one = Casework::sharing(store.clone(), now).unwrap().reading_registers_every(Duration::ZERO);
    people(&one);
    let other = Casework::sharing(store, now).unwrap().reading_registers_every(Duration::ZERO);
    let worker = actor(Role::SocialWorker);
    let new = NewPerson { given: "Ava".into(), family: "Brook".into(), ..NewPerson::default() };
    let child = one.add_person(&worker, "new", &new).unwrap();
    assert!(opens(&other, &worker, child));
    let by = Actor { fresh: Fresh::Passkey, ..actor(Role::ServiceManager) };
    let listed = Restricted { person: child, level: Level::Listed, named: vec!["wyn".into()], shields: vec![] };
    one.restrict(&by, &listed, "The father works here").unwrap();
    assert!(!opens(&other, &worker, child) && !opens(&one, &worker, child));
}

#[test]
fn cover_opens_the_colleagues_files_and_never_widens_clearance() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (manager, cover) = (actor(Role::TeamManager), actor(Role::FamilySupportWorker));
    let cover = Actor { team: None, ..cover };
    let child = authority.child(&manager, "Ava", "2015-01-01");
    authority.given(child, "west", "wyn");
    let restricted = authority.child(&manager, "Leo", "2015-01-01");
    authority.given(restricted, "west", "wyn");
    listed(&authority, restricted, &["wyn"]);
    assert!(!opens(casework, &cover, child), "it is nothing to do with them");
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 18)).unwrap();
    casework.arrange_cover(&manager, &cover.staff, &"wyn".into(), period, "On leave").unwrap();
    assert!(opens(casework, &cover, child), "while they cover");
    assert!(!opens(casework, &cover, restricted), "a list stays closed to who is not on it");
    authority.move_to(Moment::at(date(2026, 11, 19), 0, 1));
    assert!(!opens(casework, &cover, child), "when it is over");
    assert!(casework.period(date(2026, 11, 18), date(2026, 11, 16)).is_err());
    assert!(casework.period(date(2026, 11, 1), date(2027, 11, 1)).is_err());
}

#[test]
fn an_inspector_sees_the_cohort_released_for_as_long_as_it_is_and_writes_nothing() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (manager, inspector) = (actor(Role::ServiceManager), Actor { team: None, ..actor(Role::Inspector) });
    let (released, other) =
        (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2015-01-01"));
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 20)).unwrap();
    casework.tie(&manager, &inspector.staff, Tied::Panel, &[released], period, "Inspection").unwrap();
    assert!(opens(casework, &inspector, released) && !opens(casework, &inspector, other));
    let query = Query { family: "Brook".into(), ..Query::default() };
    let found = casework.search(&inspector, &query).unwrap();
    assert_eq!(
        found.iter().map(|one| one.summary.person).collect::<Vec<_>>(),
        [released],
        "search keeps to the cohort"
    );
    assert_eq!(casework.open_draft(&inspector, "case_note", &[released], Default::default()), Err(Problem::NotAllowed));
    authority.move_to(Moment::at(date(2026, 11, 21), 0, 1));
    assert!(!opens(casework, &inspector, released));
}

#[test]
fn a_shielded_address_is_hidden_in_every_place_and_its_facts_still_count() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (manager, worker) = (actor(Role::ServiceManager), Actor { team: None, ..actor(Role::SocialWorker) });
    let child = authority.child(&manager, "Ava", "2015-01-01");
    let body = json!({ "from": "2026-11-16", "street": "9 Hidden Way", "postcode": "ZZ1 1ZZ", "use_of": "home",
        "keep_safe": { "from_whom": "His uncle Rex" } });
    let ready = Ready { kind: "address", people: vec![child], body, unusual: None, source: None };
    let record = casework.append_ready(&manager, "address", vec![ready]).unwrap()[0];
    let words = |actor: &Actor| {
        let file = casework.file(actor, child, AsAt::Now).unwrap();
        let family = casework.family(actor, child, AsAt::Now).unwrap();
        let bodies =
            file.records.revisions().iter().chain(family.network.revisions()).map(|one| one.kept.body.to_string());
        let page = casework.record(actor, record).unwrap();
        let home = format!("{:?}{:?}", file.journey.person.addresses, file.others);
        bodies.chain(page.revisions.iter().map(|one| one.body.to_string())).collect::<String>() + &home
    };
    for secret in ["Hidden Way", "ZZ1", "Rex"] {
        assert!(words(&manager).contains(secret), "{secret} is there for whoever may see it");
        assert!(!words(&worker).contains(secret), "{secret}: {}", words(&worker));
    }
    assert!(matches!(casework.open_amendment(&worker, record), Err(Problem::Refused(_))));
    // The same by a register, for an address that does not say it of itself.
    let plain = authority.child(&manager, "Leo", "2015-01-01");
    let body = json!({ "from": "2026-11-16", "street": "5 Open Road", "postcode": "YY1 1YY", "use_of": "home" });
    let ready = Ready { kind: "address", people: vec![plain], body, unusual: None, source: None };
    casework.append_ready(&manager, "plain", vec![ready]).unwrap();
    let postcode = Query { postcode: Some("YY1 1YY".into()), ..Query::default() };
    assert_eq!(casework.search(&worker, &postcode).unwrap().len(), 1);
    let by = Actor { fresh: Fresh::Passkey, ..manager.clone() };
    let shields = vec![Sensitivity::SafeAddress];
    let new = Restricted { person: plain, level: Level::Shielded, named: vec![], shields };
    casework.restrict(&by, &new, "Threats").unwrap();
    assert_eq!(casework.search(&worker, &postcode).unwrap().len(), 0, "not by the postcode");
    let by_name = Query { given: "Leo".into(), family: "Brook".into(), ..Query::default() };
    let found = casework.search(&worker, &by_name).unwrap();
    assert!(
        found.iter().any(|one| one.summary.person == plain) && !format!("{:?}", found[0].summary).contains("Open Road")
    );
}

#[test]
fn a_correction_keeps_what_its_writer_could_not_see() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let (manager, worker) = (actor(Role::ServiceManager), actor(Role::SocialWorker));
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2015-01-01"));
    let body = json!({ "when": "2026-11-16T08:00", "subject": "School", "words": "Late" });
    let ready = Ready { kind: "case_note", people: vec![ava, leo], body, unusual: None, source: None };
    let note = casework.append_ready(&manager, "note", vec![ready]).unwrap()[0];
    listed(&authority, leo, &["service_manager"]);
    let draft = casework.open_amendment(&worker, note).unwrap();
    assert_eq!(casework.draft(&worker, draft).unwrap().draft.people, [ava], "the writer sees one child");
    casework.finish(&worker, draft, None, Some("A slip")).unwrap();
    let kept = casework.store().record(note).unwrap();
    assert_eq!(kept.last().unwrap().people, [ava, leo], "and the record is still about both");
    assert_eq!(casework.record(&worker, note).unwrap().revisions[0].people, [ava]);
}

#[test]
fn what_a_restriction_and_a_role_would_change_is_known_before() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let casework = &authority.casework;
    let by = Actor { fresh: Fresh::Passkey, ..actor(Role::ServiceManager) };
    let child = authority.child(&by, "Ava", "2015-01-01");
    let new = Restricted { person: child, level: Level::Listed, named: vec!["wyn".into()], shields: vec![] };
    let effect = casework.effect_of_restriction(&by, &new).unwrap();
    assert!(effect.lose.len() > 8 && !effect.lose.contains(&"wyn".into()) && effect.gain.is_empty(), "{effect:?}");
    assert_eq!(
        casework.restriction_page(&actor(Role::ServiceManager), child).err(),
        Some(Problem::StepUp(Fresh::Code))
    );
    casework.restrict(&by, &new, "The father works here").unwrap();
    let body = json!({ "received": "2026-11-16", "source": "1D", "need": "N1", "reason": "Harm" });
    let other = authority.child(&by, "Leo", "2015-01-01");
    let ready = Ready { kind: "referral", people: vec![other], body, unusual: None, source: None };
    casework.append_ready(&by, "referral", vec![ready]).unwrap();
    let effect = casework.effect_of(&by, &"wyn".into(), Role::Administrator, None).unwrap();
    assert_eq!((effect.before.open, effect.before.restricted), (1, 1), "{effect:?}");
    assert_eq!((effect.after.open, effect.after.restricted), (0, 0));
    assert!(effect.gain.contains(&Act::Export) && effect.lose.contains(&Act::SeeFile));
    let reviews = casework.access_reviews(&by).unwrap();
    let wyn = reviews.iter().find(|line| line.staff.id == "wyn".into()).unwrap();
    assert_eq!((wyn.named_on, wyn.files.restricted, &wyn.reviewed), (1, 1, &None));
    casework.review_access(&by, &"wyn".into(), true, "").unwrap();
    assert!(casework.review_access(&by, &by.staff, true, "").is_err(), "nobody looks through their own");
    let reviews = casework.access_reviews(&by).unwrap();
    assert_eq!(reviews.last().map(|line| line.staff.id.clone()), Some("wyn".into()));
}

#[test]
fn a_record_that_is_only_known_by_name_opens_each_file_it_is_about() {
    let authority = at_three();
    let casework = &authority.casework;
    let (manager, night) = (actor(Role::ServiceManager), actor(Role::OutOfHours));
    let [ava, leo, mia] = ["Ava", "Leo", "Mia"].map(|given| authority.child(&manager, given, "2015-01-01"));
    let note = |people: &[PersonId]| {
        let body = json!({ "when": "2026-11-16T02:00", "subject": "Home", "words": "The door was open" });
        let ready = Ready { kind: "case_note", people: people.to_vec(), body, unusual: None, source: None };
        casework.append_ready(&manager, &format!("{people:?}"), vec![ready]).unwrap()[0]
    };
    let (both, open) = (note(&[ava, leo, mia]), note(&[mia]));
    for child in [ava, leo] {
        listed(&authority, child, &["director"]);
    }
    assert!(matches!(casework.break_glass_on(&night, both, " "), Err(Problem::Refused(_))));
    assert_eq!(casework.break_glass_on(&night, open, "A call"), Err(Problem::NotFound), "nothing of it is closed");
    assert!(!opens(casework, &night, ava) && !opens(casework, &night, leo));
    casework.break_glass_on(&night, both, "The police ask about all three").unwrap();
    assert!(opens(casework, &night, ava) && opens(casework, &night, leo));
}

#[test]
fn an_emergency_is_in_the_list_of_the_week_for_a_week_and_waits_for_as_long_as_it_must() {
    let authority = at_three();
    let casework = &authority.casework;
    let (reviewer, night) = (actor(Role::ServiceManager), actor(Role::OutOfHours));
    let child = authority.child(&reviewer, "Ava", "2015-01-01");
    listed(&authority, child, &["director"]);
    casework.break_glass(&night, child, "A call").unwrap();
    let broken = casework.now();
    let counts = |days: i64, seconds: i64| {
        let hours = jiff::SignedDuration::from_hours(24 * days);
        authority.move_to(Moment::of(broken + hours + jiff::SignedDuration::from_secs(seconds)));
        let all = casework.emergencies(&reviewer).unwrap();
        (all.week.len(), all.waiting.len())
    };
    assert_eq!(counts(2, 0), (1, 1));
    assert_eq!((counts(7, 0), counts(7, 60)), ((1, 1), (0, 1)), "it still waits when the week is over");
    let waiting = casework.emergencies(&reviewer).unwrap().waiting[0].id;
    casework.review_emergency(&reviewer, waiting, true, "The child was at the station").unwrap();
    assert_eq!((counts(7, 0), counts(7, 60)), ((1, 0), (0, 0)));
}
