//! What is to be mended reaches whoever can mend it, and goes from the list when it is.

use crate::thread::{Authority, actor, named_after};
use casework::file::AsAt;
use casework::quality::{Mend, of_file};
use casework::{Problem, Role};
use jiff::civil::date;
use practice::ids::{PersonId, TeamId};
use practice::moment::Moment;
use store::Team;

/// An authority with a team, and two children in need: one for whom no ethnicity is recorded.
fn two_children() -> (Authority, PersonId, PersonId) {
    let authority = Authority::at(Moment::at(date(2026, 11, 3), 9, 0));
    let worker = actor(Role::SocialWorker);

    let all = [Role::SocialWorker, Role::TeamManager].map(|role| named_after(role, "east"));
    authority.casework.put_staff(&[Team { id: "east".into(), name: "East".into() }], &all).unwrap();
    let children = ["Ava", "Leo"].map(|name| authority.child(&worker, name, "2014-05-06"));
    for child in children {
        let referral = [("received", "2026-11-02 10:00"), ("source", "1D"), ("need", "N1"), ("reason", "Harm at home")];
        authority.record(&worker, "referral", &[child], &referral);
        let allocation = [("from", "2026-11-02 11:00"), ("team", "east"), ("worker", "social_worker")];
        authority.record(&actor(Role::TeamManager), "allocation", &[child], &allocation);
    }
    (authority, children[0], children[1])
}

#[test]
fn findings_reach_the_worker_and_the_team_and_lead_to_the_record() {
    let (authority, child, _) = two_children();
    let (casework, worker) = (&authority.casework, actor(Role::SocialWorker));
    // Before the records were gone through nothing is counted, and the list says so.
    assert_eq!(casework.my_day(&worker).unwrap().to_mend, None);
    assert_eq!(casework.my_quality(&worker).unwrap().at, None);
    casework.keep_figures().unwrap();
    let mine = casework.my_quality(&worker).unwrap();
    assert!(mine.at.is_some() && !mine.rules.is_empty());
    let count: usize = mine.rules.iter().map(|one| one.children.len()).sum();
    assert_eq!(casework.my_day(&worker).unwrap().to_mend, Some(count));
    println!("{} rules find {count} things about 2 children", mine.rules.len());

    let team = casework.team_quality(&actor(Role::TeamManager), &TeamId::from("east"), None).unwrap();
    assert_eq!(team.rules.iter().map(|one| one.children.len()).sum::<usize>(), count);
    assert_eq!(
        casework.team_quality(&actor(Role::Analyst), &TeamId::from("east"), None).err(),
        Some(Problem::NotAllowed)
    );
    // Every field leads somewhere: to a record about the child, or to the form of one.
    let file = casework.file(&worker, child, AsAt::Now).unwrap();
    let found = of_file(&file);
    assert!(!found.is_empty());
    for one in &found {
        for (field, _) in &one.places {
            match casework.where_mended(&worker, child, one.rule, field).unwrap() {
                Mend::Record(record) => assert!(casework.record(&worker, record).is_ok(), "{field}"),
                Mend::New(kind) => assert!(practice::kinds::find(kind).is_some(), "{field}: {kind}"),
            }
        }
    }
    let of_list: usize = mine.rules.iter().flat_map(|one| &one.children).filter(|(of, _)| of.person == child).count();
    assert_eq!(of_list, found.len(), "the banner says what the list says");
}

#[test]
fn what_is_mended_goes_from_the_list_when_the_facts_follow() {
    let (authority, child, other) = two_children();
    let (casework, worker) = (&authority.casework, actor(Role::SocialWorker));
    casework.keep_figures().unwrap();
    let about = |child: PersonId, field: &str| {
        let rules = casework.my_quality(&worker).unwrap().rules;
        let places = rules.iter().flat_map(|one| &one.children).filter(|(of, _)| of.person == child);
        places.flat_map(|(_, places)| places).filter(|(of, _)| of.starts_with(field)).count()
    };
    const ETHNICITY: &str = "ChildCharacteristics.Ethnicity";
    assert!(about(child, ETHNICITY) > 0 && about(other, ETHNICITY) > 0, "nothing to mend");
    authority.move_to(Moment::at(date(2026, 11, 4), 9, 0));
    authority.record(
        &worker,
        "person_details",
        &[child],
        &[
            ("given", "Ava"),
            ("family", "Brook"),
            ("birth", "born"),
            ("birth.born.on.day", "6"),
            ("birth.born.on.month", "5"),
            ("birth.born.on.year", "2014"),
            ("sex", "F"),
            ("ethnicity", "WBRI"),
        ],
    );
    casework.keep_figures().unwrap();
    assert_eq!(about(child, ETHNICITY), 0, "{:?}", casework.file(&worker, child, AsAt::Now).map(|file| of_file(&file)));
    assert!(about(other, ETHNICITY) > 0, "the other child's stays");
    let file = casework.file(&worker, child, AsAt::Now).unwrap();
    assert!(!of_file(&file).iter().any(|one| one.places.iter().any(|(field, _)| field.starts_with(ETHNICITY))));
}
