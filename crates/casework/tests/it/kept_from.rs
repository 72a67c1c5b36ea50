//! What is kept from whom, word by word: answers of one child of two, homes, kin, and who may seal.

use crate::emergency::listed;
use crate::thread::{Authority, actor};
use casework::access::Relation;
use casework::access::facts::{Level, Restricted, Tied};
use casework::file::AsAt;
use casework::finish::Ready;
use casework::{Act, Actor, Casework, Fresh, Problem, Role};
use jiff::civil::date;
use practice::ids::{PersonId, RecordId};
use practice::matching::Query;
use practice::moment::Moment;
use serde_json::{Value, json};

pub fn authority() -> Authority {
    Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0))
}

fn fresh(role: Role) -> Actor {
    Actor { fresh: Fresh::Passkey, ..actor(role) }
}

fn keep(casework: &Casework, kind: &'static str, people: &[PersonId], body: Value) -> RecordId {
    let ready = Ready { kind, people: people.to_vec(), body, unusual: None, source: None };
    casework.append_ready(&actor(Role::ServiceManager), &format!("{kind} {people:?}"), vec![ready]).unwrap()[0]
}

/// Everything somebody reads of a record, by its own page and in a child's file.
fn reads(casework: &Casework, who: &Actor, child: PersonId, record: RecordId) -> String {
    let file = casework.file(who, child, AsAt::Now).unwrap();
    let in_file = file.records.revisions().iter().map(|one| one.kept.body.to_string()).collect::<String>();
    let page = casework.record(who, record).unwrap();
    page.revisions.iter().map(|one| one.body.to_string()).collect::<String>() + &in_file
}

#[test]
fn of_a_visit_to_two_children_the_words_of_the_one_whose_file_is_closed_are_kept_back() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, inspector) = (actor(Role::ServiceManager), Actor { team: None, ..actor(Role::Inspector) });
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2012-01-01"));
    let child = |words: &str| json!({ "seen": { "is": "alone" }, "bedroom": true, "words": words });
    let children = json!({ ava.to_string(): child("I like the dog"), leo.to_string(): child("I hate the stairs") });
    let outcome =
        json!({ "is": "held", "place": "home", "saw": "A tidy room", "means": "Better", "children": children });
    let visit = keep(
        casework,
        "visit",
        &[ava, leo],
        json!({ "when": "2026-11-16T08:00", "purpose": "child_in_need", "outcome": outcome }),
    );
    let both = |words: String| (words.contains("I like the dog"), words.contains("I hate the stairs"));
    assert_eq!(both(reads(casework, &manager, ava, visit)), (true, true), "whoever may see both reads both");
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 20)).unwrap();
    casework.tie(&manager, &inspector.staff, Tied::Panel, &[ava], period, "Inspection").unwrap();
    assert_eq!(both(reads(casework, &inspector, ava, visit)), (true, false), "only Ava's file was released");
    assert!(reads(casework, &inspector, ava, visit).contains("A tidy room"), "what is of both stays");
}

#[test]
fn a_child_of_ones_own_family_is_in_no_record_that_is_shared_with_another() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, worker) = (fresh(Role::ServiceManager), actor(Role::SocialWorker));
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2012-01-01"));
    let body = json!({ "when": "2026-11-16T08:00", "subject": "School", "words": "Late" });
    let note = keep(casework, "case_note", &[ava, leo], body);
    let about = |who: &Actor| {
        let file = casework.file(who, ava, AsAt::Now).unwrap();
        let mut about: Vec<PersonId> =
            file.records.revisions().iter().flat_map(|one| one.kept.people.iter().copied()).collect();
        about.extend(casework.record(who, note).unwrap().revisions.iter().flat_map(|one| one.people.iter().copied()));
        about.contains(&leo)
    };
    assert!(about(&worker));
    casework.declare_conflict(&manager, &worker.staff, leo, "His nephew").unwrap();
    assert!(!about(&worker), "nothing says that Leo is on file");
    assert!(about(&manager), "and everything says it to the others");
}

#[test]
fn an_address_that_a_register_shields_is_in_no_place_of_the_file() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, worker) = (fresh(Role::ServiceManager), Actor { team: None, ..actor(Role::SocialWorker) });
    let child = authority.child(&manager, "Leo", "2015-01-01");
    let body = json!({ "from": "2026-11-16", "street": "5 Open Road", "postcode": "YY1 1YY", "use_of": "home" });
    let address = keep(casework, "address", &[child], body);
    let body = json!({ "from": "2026-11-16", "person": child.to_string(), "is_the": "sibling", "of": child.to_string(),
        "told_by": "Aunt May" });
    let kin = keep(casework, "relationship", &[child], body);
    let school = Actor { team: None, ..actor(Role::VirtualSchool) };
    let period = casework.period(date(2026, 11, 16), date(2026, 11, 20)).unwrap();
    casework.tie(&manager, &school.staff, Tied::Lead, &[child], period, "Looked after").unwrap();
    for who in [&worker, &school] {
        assert!(reads(casework, who, child, address).contains("Open Road"), "nobody said that it is to be shielded");
    }
    let shields = vec![practice::spec::Sensitivity::SafeAddress];
    let new = Restricted { person: child, level: Level::Shielded, named: vec![], shields };
    casework.restrict(&manager, &new, "Threats").unwrap();
    for who in [&worker, &school] {
        assert!(!reads(casework, who, child, address).contains("Open Road"));
        assert!(reads(casework, who, child, kin).contains("Aunt May"), "only what the register names is shielded");
    }
    assert!(reads(casework, &manager, child, address).contains("Open Road"));
}

#[test]
fn on_a_restricted_list_the_home_is_there_for_those_who_are_named_and_kin_are_not_for_those_who_are_not() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, worker) = (fresh(Role::ServiceManager), Actor { team: None, ..actor(Role::SocialWorker) });
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2012-01-01"));
    let body = json!({ "from": "2026-11-16", "street": "5 Open Road", "postcode": "YY1 1YY", "use_of": "home" });
    keep(casework, "address", &[leo], body);
    let body = json!({ "from": "2026-11-16", "person": leo.to_string(), "is_the": "sibling", "of": ava.to_string() });
    keep(casework, "relationship", &[ava, leo], body);
    let found = |who: &Actor, given: &str| {
        let query = Query { given: given.into(), family: "Brook".into(), ..Query::default() };
        let found = casework.search(who, &query).unwrap();
        format!("{:?}", found.into_iter().find(|one| one.summary.name.starts_with(given)).map(|one| one.summary))
    };
    assert!(found(&worker, "Ava").contains(&leo.to_string()), "kin of hers: {}", found(&worker, "Ava"));
    listed(&authority, leo, &[&worker.staff.0]);
    assert!(found(&worker, "Leo").contains("Open Road"), "nothing of it is shielded: {}", found(&worker, "Leo"));
    assert!(found(&worker, "Ava").contains(&leo.to_string()));
    let other = Actor { team: None, ..actor(Role::ReviewingOfficer) };
    assert_eq!(found(&other, "Leo"), "None");
    assert!(!found(&other, "Ava").contains(&leo.to_string()), "her file does not say that he is there");
}

#[test]
fn whoever_may_restrict_a_file_may_neither_seal_it_nor_open_a_sealed_one() {
    let authority = authority();
    let casework = &authority.casework;
    let (hub, director) = (fresh(Role::HubManager), fresh(Role::Director));
    let child = authority.child(&actor(Role::ServiceManager), "Ava", "2015-01-01");
    let body = json!({ "when": "2026-11-16T08:00", "subject": "School", "words": "Late" });
    let note = keep(casework, "case_note", &[child], body);
    let named = vec![hub.staff.clone(), director.staff.clone()];
    let at = |level: Level| Restricted { person: child, level, named: named.clone(), shields: vec![] };
    casework.restrict(&hub, &at(Level::Listed), "The father works here").unwrap();
    assert_eq!(casework.restrict(&hub, &at(Level::Sealed), "Adopted"), Err(Problem::NotAllowed));
    casework.restrict(&director, &at(Level::Sealed), "Adopted").unwrap();
    for proved in [Fresh::No, Fresh::Code] {
        let by = Actor { fresh: proved, ..actor(Role::Director) };
        assert_eq!(
            casework.record(&by, note).err(),
            Some(Problem::StepUp(Fresh::Passkey)),
            "a passkey first: {proved:?}"
        );
    }
    assert_eq!(casework.record(&actor(Role::Screener), note).err(), Some(Problem::NotFound));
    assert_eq!(casework.restrict(&hub, &at(Level::Listed), "A slip"), Err(Problem::NotAllowed));
    casework.restrict(&director, &at(Level::Listed), "A slip").unwrap();
}

#[test]
fn of_a_draft_about_two_children_nothing_is_left_when_one_of_them_is_closed_to_its_writer() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, worker) = (actor(Role::ServiceManager), actor(Role::SocialWorker));
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2012-01-01"));
    let draft = casework.open_draft(&worker, "case_note", &[ava, leo], Default::default()).unwrap();
    assert!(casework.draft(&worker, draft).is_ok());
    listed(&authority, leo, &["service_manager"]);
    assert_eq!(casework.draft(&worker, draft).err(), Some(Problem::NotFound), "it would be written about both");
    assert!(casework.draft(&manager, draft).is_ok(), "and it is there for whoever may write about both");
}

#[test]
fn nobody_is_restricted_who_is_not_on_file() {
    let authority = authority();
    let nobody = PersonId(uuid::Uuid::from_u128(7));
    let new = Restricted { person: nobody, level: Level::Listed, named: vec!["wyn".into()], shields: vec![] };
    assert_eq!(authority.casework.restrict(&fresh(Role::Director), &new, "A slip"), Err(Problem::NotFound));
}

#[test]
fn how_somebody_stands_to_a_child_follows_from_the_work_and_not_from_being_asked() {
    let authority = authority();
    let casework = &authority.casework;
    let manager = fresh(Role::ServiceManager);
    let child = authority.child(&manager, "Leo", "2015-01-01");
    let referral = json!({ "received": "2026-11-16", "source": "1D", "need": "N1", "reason": "Harm" });
    keep(casework, "referral", &[child], referral);
    keep(casework, "allocation", &[child], json!({ "from": "2026-11-16", "team": "west", "worker": "wyn" }));
    let stands = |who: Actor| {
        let sight = casework.may_of(&who, Act::SeeFile, &[child]).unwrap();
        sight.standing(child).relations
    };
    let of_west = |role: Role| Actor { team: Some("west".into()), ..actor(role) };
    assert_eq!(stands(of_west(Role::SocialWorker)), Relation::Team.into());
    assert_eq!(stands(of_west(Role::TeamManager)), Relation::Supervising.into());
    assert_eq!(stands(actor(Role::Screener)), Relation::None.into());

    // Whoever holds the work finds the home in a list, where the others find that it is shielded.
    let body = json!({ "from": "2026-11-16", "street": "5 Open Road", "postcode": "YY1 1YY", "use_of": "home" });
    keep(casework, "address", &[child], body);
    let shields = vec![practice::spec::Sensitivity::SafeAddress];
    let new = Restricted { person: child, level: Level::Shielded, named: vec![], shields };
    casework.restrict(&manager, &new, "Threats").unwrap();
    let query = Query { given: "Leo".into(), family: "Brook".into(), ..Query::default() };
    let finds = |who: &Actor| {
        let found = casework.search(who, &query).unwrap();
        found.iter().any(|one| format!("{:?}", one.summary).contains("Open Road"))
    };
    let wyn = Actor { staff: "wyn".into(), team: None, ..actor(Role::SocialWorker) };
    assert!(finds(&wyn) && !finds(&Actor { team: None, ..actor(Role::SocialWorker) }));
}

#[test]
fn a_sight_says_what_a_role_does_at_all_and_until_when_an_emergency_lasts() {
    let authority = authority();
    let casework = &authority.casework;
    let sight = casework.may(&actor(Role::SocialWorker), Act::SeeFile).unwrap();
    assert!(sight.does(Act::Write) && !sight.does(Act::Seal));
    let night = actor(Role::OutOfHours);
    let child = authority.child(&night, "Ava", "2015-01-01");
    listed(&authority, child, &["wyn"]);
    casework.break_glass(&night, child, "Police at the door").unwrap();
    let until = |child| casework.may(&night, Act::SeeFile).unwrap().emergency_until(child);
    assert_eq!(until(child), Some(Moment::at(date(2026, 11, 16), 10, 0).start_instant()));
    assert_eq!(until(authority.child(&night, "Leo", "2015-01-01")), None);
    authority.move_to(Moment::at(date(2026, 11, 16), 10, 0));
    assert_eq!(until(child), None, "it is over");
}

#[test]
fn a_conflict_closes_a_file_until_somebody_else_says_that_it_is_over() {
    let authority = authority();
    let casework = &authority.casework;
    let (manager, worker) = (fresh(Role::ServiceManager), actor(Role::SocialWorker));
    let (ava, leo) = (authority.child(&manager, "Ava", "2015-01-01"), authority.child(&manager, "Leo", "2012-01-01"));
    let opens = |child| casework.file(&worker, child, AsAt::Now).is_ok();
    casework.declare_conflict(&worker, &worker.staff, ava, "My niece").unwrap();
    casework.declare_conflict(&fresh(Role::HubManager), &manager.staff, leo, "Her godson").unwrap();
    assert!(!opens(ava) && opens(leo));
    let stands = casework.conflicts(&manager).unwrap().all;
    let known: Vec<_> = stands.iter().map(|one| (one.staff.clone(), one.person)).collect();
    assert_eq!(known, [(worker.staff.clone(), ava)], "nobody is told of their own, whose child is hidden from them");
    let id = stands[0].id;
    assert_eq!(casework.end_conflict(&worker, id, "She moved"), Err(Problem::NotAllowed));
    assert!(matches!(casework.end_conflict(&manager, id, " "), Err(Problem::Refused(_))));
    let own = casework.conflicts(&fresh(Role::HubManager)).unwrap().all;
    let own = own.iter().find(|one| one.person == leo).map(|one| one.id).unwrap();
    assert_eq!(casework.end_conflict(&manager, own, "Over"), Err(Problem::NotFound), "nobody ends their own");
    casework.end_conflict(&manager, id, "It was another Ava").unwrap();
    assert!(opens(ava));
    assert_eq!(casework.end_conflict(&manager, id, "Again"), Err(Problem::NotFound), "it is over already");
    casework.declare_conflict(&worker, &worker.staff, ava, "My niece after all").unwrap();
    assert!(!opens(ava), "and may be declared again");
}
