//! Each check flags what it is for, and nothing in facts that fit.

use facts::check::{CHECKS, check, named};
use facts::tables::{AssessmentFactors, CinAssessment, CinEpisode, Person};
use facts::{Facts, Text};
use jiff::civil::date;

/// A child with a referral and an assessment, without fault.
fn sound() -> Facts {
    Facts {
        persons: vec![Person { pers_person_id: "p1".into(), pers_sex: "F".into(), ..Person::default() }].into(),
        cin_episodes: vec![CinEpisode {
            cine_referral_id: "r1".into(),
            cine_person_id: "p1".into(),
            cine_referral_date: Some(date(2026, 6, 4)),
            cine_close_date: Some(date(2026, 6, 4)),
            cine_cin_primary_need_code: "N1".into(),
            cine_referral_outcome_json: r#"{"NFA_FLAG":"N"}"#.into(),
            ..CinEpisode::default()
        }]
        .into(),
        cin_assessments: vec![CinAssessment {
            cina_assessment_id: "a1".into(),
            cina_person_id: "p1".into(),
            cina_referral_id: "r1".into(),
            ..CinAssessment::default()
        }]
        .into(),
        assessment_factors: vec![AssessmentFactors {
            cinf_table_id: "f1".into(),
            cinf_assessment_id: "a1".into(),
            cinf_assessment_factors_json: r#"["4A"]"#.into(),
        }]
        .into(),
        ..Facts::default()
    }
}

type Spoil = fn(&mut Facts);

#[test]
fn every_check_flags_what_it_is_for_and_nothing_else() {
    assert_eq!(check(&sound()), []);
    let broken: [(&str, &str, Spoil); 11] = [
        ("key-empty", "pers_person_id", |facts| facts.persons.push(Person::default())),
        ("key-twice", "pers_person_id", |facts| {
            let first = facts.persons[0].clone();
            facts.persons.push(first);
        }),
        ("too-long", "cine_cin_primary_need_code", |facts| {
            facts.cin_episodes[0].cine_cin_primary_need_code = "N1 abuse".into()
        }),
        ("not-json", "cine_referral_outcome_json", |facts| {
            facts.cin_episodes[0].cine_referral_outcome_json = "NFA".into()
        }),
        ("ends-first", "cine_close_date", |facts| facts.cin_episodes[0].cine_close_date = Some(date(2026, 6, 3))),
        ("no-such-row", "cina_referral_id", |facts| facts.cin_assessments[0].cina_referral_id = "r2".into()),
        ("no-such-row", "cine_person_id", |facts| facts.cin_episodes[0].cine_person_id = "p2".into()),
        ("no-such-code", "pers_sex", |facts| facts.persons[0].pers_sex = "1".into()),
        ("no-such-code", "cinf_assessment_factors_json", |facts| factors(facts, r#"["4A","99"]"#)),
        ("no-such-code", "cinf_assessment_factors_json", |facts| factors(facts, r#"{"4A":"N","99":"Yes"}"#)),
        ("too-long", "pers_person_id", |facts| {
            let long = Text::from("x".repeat(49));
            *facts = Facts {
                persons: vec![Person { pers_person_id: long, ..Person::default() }].into(),
                ..Facts::default()
            };
        }),
    ];
    for (name, field, spoil) in broken {
        let mut facts = sound();
        spoil(&mut facts);
        let found: Vec<_> = check(&facts).iter().map(|one| (one.check, one.column.name)).collect();
        assert_eq!(found, [(name, field)]);
        assert!(named(name).is_some());
    }
    // A table that was not sent is not looked into; an object of factors may say no.
    let mut facts = sound();
    facts.cin_episodes.clear();
    factors(&mut facts, r#"{"4A":"Yes","99":"No"}"#);
    assert_eq!(check(&facts), []);
    // The other two are found while reading.
    assert_eq!(CHECKS.len(), 7 + 2);
}

fn factors(facts: &mut Facts, json: &str) {
    facts.assessment_factors[0].cinf_assessment_factors_json = json.into();
}
