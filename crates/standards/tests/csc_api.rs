//! The Department's daily payload: its schema, its samples, what is made from facts, and what has changed.

use std::collections::BTreeMap;

use facts::Facts;
use facts::tables::*;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;
use standards::csc_api::{self, Child, Details, Episode, batches, changes, check, of};

const EXAMPLE: &str = include_str!("data/csc-api/dfe-example-payload.json");
const RECORDS: &str = include_str!("data/csc-api/d2i-test-records.json");

#[test]
fn the_samples_are_read_and_come_back() {
    let mut children = 0;
    for text in [EXAMPLE, RECORDS] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(check(&value), []);
        let read: Vec<Child> = serde_json::from_str(text).unwrap();
        children += read.len();
        // What says nothing is left out when it is written: a purge flag that is not set, an empty text.
        fn said(value: Value) -> Value {
            match value {
                Value::Object(all) => {
                    let all = all.into_iter().map(|(key, value)| (key, said(value)));
                    let nothing =
                        |value: &Value| matches!(value, Value::Null) || *value == "" || *value == Value::Array(vec![]);
                    all.filter(|(key, value)| !(nothing(value) || key == "purge" && *value == false)).collect()
                }
                Value::Array(all) => all.into_iter().map(said).collect(),
                other => other,
            }
        }
        assert_eq!(said(serde_json::to_value(&read).unwrap()), said(value));
    }
    println!("{children} children of the samples came back");
    assert_eq!(children, 6);
}

#[test]
fn every_published_path_has_its_place() {
    // A child that says everything, so that every field is written.
    let whole: Value = serde_json::from_str(EXAMPLE).unwrap();
    let read: Vec<Child> = serde_json::from_value(whole).unwrap();
    let mut paths = Vec::new();
    fn walk(value: &Value, at: String, paths: &mut Vec<String>) {
        match value {
            Value::Object(all) => all.iter().for_each(|(key, value)| {
                let at = format!("{at}.{key}");
                paths.push(at.clone());
                walk(value, at, paths);
            }),
            Value::Array(all) => all.iter().for_each(|value| walk(value, format!("{at}[]"), paths)),
            _ => {}
        }
    }
    walk(&serde_json::to_value(&read).unwrap(), String::new(), &mut paths);
    let mut reader = csv::Reader::from_reader(include_str!("../data/csc-api-fields.csv").as_bytes());
    let published: Vec<String> =
        reader.records().map(|row| row.unwrap()[0].to_owned()).filter(|path| path.starts_with("[].")).collect();
    let named = |path: &String| !path.ends_with("[]") && !path.ends_with(".purge");
    let missing: Vec<&String> = published.iter().filter(|path| named(path) && !paths.contains(path)).collect();
    assert_eq!(missing, Vec::<&String>::new());
    println!("{} paths", published.len());
}

#[test]
fn what_breaks_the_schema_is_caught() {
    let change = |path: &str, value: Value| {
        let mut all: Value = serde_json::from_str(EXAMPLE).unwrap();
        *all.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
        check(&all).into_iter().map(|wrong| wrong.rule).collect::<Vec<_>>()
    };
    for (path, value, rule) in [
        ("/0/la_child_id", "a b".into(), "pattern"),
        ("/0/la_child_id", "123456789012345678901".into(), "maxLength"),
        ("/0/child_details/date_of_birth", "31/03/2026".into(), "format"),
        ("/0/child_details/disabilities", serde_json::json!(["LD", "LD"]), "uniqueItems"),
        ("/0/child_details/disabilities", (0..13).map(|at| Value::from(at.to_string())).collect(), "maxItems"),
        ("/0/social_care_episodes/0/closure_reason", "RC10".into(), "maxLength"),
        ("/0/health_and_wellbeing/sdq_assessments/0/score", "20".into(), "type"),
    ] {
        assert_eq!(change(path, value), [rule], "{path}");
    }
    let mut more: Value = serde_json::from_str(EXAMPLE).unwrap();
    more[0]["shoes"] = 9.into();
    assert_eq!(check(&more)[0].rule, "additionalProperties");
    assert_eq!(check(&serde_json::json!([{}]))[0].rule, "required");
    let many: Value = (0..101).map(|at| serde_json::json!({ "la_child_id": at.to_string() })).collect();
    assert_eq!(check(&many)[0].rule, "maxItems");
    assert!(serde_json::from_value::<Vec<Child>>(more).is_err(), "what is not known is not read over");
}

fn some(year: i16, month: i8, day: i8) -> Option<Date> {
    Some(date(year, month, day))
}

fn facts() -> Facts {
    let id = "019a1234-5678-7abc-9def-0123456789ab";
    Facts {
        persons: vec![
            Person {
                pers_person_id: id.into(),
                pers_forename: "Invented".into(),
                pers_sex: "F".into(),
                pers_ethnicity: "WBRI".into(),
                pers_dob: some(2015, 5, 15),
                pers_upn: "short".into(),
                ..Default::default()
            },
            Person { pers_person_id: "no number!".into(), ..Default::default() },
        ]
        .into(),
        disabilities: [
            "NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA", "XX",
        ]
        .map(|code| Disability { disa_person_id: id.into(), disa_disability_code: code.into(), ..Default::default() })
        .to_vec()
        .into(),
        cin_episodes: vec![
            CinEpisode {
                cine_referral_id: "r1".into(),
                cine_person_id: id.into(),
                cine_referral_date: some(2025, 6, 2),
                cine_referral_source_code: "1A".into(),
                ..Default::default()
            },
            CinEpisode {
                cine_referral_id: "r2".into(),
                cine_person_id: id.into(),
                cine_referral_date: some(2026, 1, 2),
                ..Default::default()
            },
            CinEpisode { cine_referral_id: "r3".into(), cine_person_id: "no number!".into(), ..Default::default() },
        ]
        .into(),
        s47_enquiries: vec![
            S47Enquiry {
                s47e_s47_enquiry_id: "s1".into(),
                s47e_referral_id: "r1".into(),
                s47e_s47_end_date: some(2025, 7, 1),
                ..Default::default()
            },
            S47Enquiry { s47e_s47_enquiry_id: "s2".into(), s47e_referral_id: "r1".into(), ..Default::default() },
            S47Enquiry {
                s47e_s47_enquiry_id: "s3".into(),
                s47e_referral_id: "r2".into(),
                s47e_s47_end_date: some(2026, 1, 9),
                s47e_s47_outcome_json: r#"{"CP_CONFERENCE_FLAG":"Y"}"#.into(),
                ..Default::default()
            },
        ]
        .into(),
        cla_episodes: vec![ClaEpisode {
            clae_cla_episode_id: "e1".into(),
            clae_person_id: id.into(),
            clae_cla_placement_id: "p1".into(),
            clae_cla_episode_start_date: some(2026, 2, 1),
            clae_cla_episode_start_reason: "S".into(),
            ..Default::default()
        }]
        .into(),
        cla_placements: vec![
            ClaPlacement {
                clap_cla_placement_id: "p1".into(),
                clap_person_id: id.into(),
                clap_cla_placement_start_date: some(2026, 2, 1),
                clap_cla_placement_change_reason: "CARPL".into(),
                ..Default::default()
            },
            ClaPlacement {
                clap_cla_placement_id: "p2".into(),
                clap_person_id: id.into(),
                clap_cla_placement_start_date: some(2026, 3, 1),
                ..Default::default()
            },
        ]
        .into(),
        sdq_scores: vec![SdqScore {
            csdq_person_id: id.into(),
            csdq_sdq_completed_date: some(2026, 2, 3),
            csdq_sdq_score: "12".into(),
            ..Default::default()
        }]
        .into(),
        ..Facts::default()
    }
}

#[test]
fn a_payload_made_from_facts_conforms_and_says_what_it_leaves_out() {
    let (children, left_out) = of(&facts(), false);
    assert_eq!(check(&serde_json::to_value(&children).unwrap()), []);
    let [child] = children.as_slice() else { panic!("{children:?}") };
    assert_eq!(child.la_child_id, "7abc9def0123456789ab");
    let details = child.child_details.as_ref().unwrap();
    assert_eq!((details.disabilities.len(), details.first_name.as_str()), (12, ""));
    assert!(!details.disabilities.contains(&"NONE".to_owned()));
    let said: Vec<String> = left_out.iter().map(|one| format!("{} {}", one.field, one.value)).collect();
    assert_eq!(said, ["disabilities XX", "unique_pupil_number short", "la_child_id no number!"]);
    let [first, second] = child.social_care_episodes.as_slice() else { panic!() };
    let required =
        |episode: &Episode| episode.section_47_assessments.iter().map(|one| one.icpc_required_flag).collect::<Vec<_>>();
    assert_eq!((required(first), required(second)), (vec![Some(false), None], vec![Some(true)]));
    let placed: Vec<_> =
        second.child_looked_after_placements.iter().map(|one| (&*one.start_reason, &*one.change_reason)).collect();
    assert_eq!(placed, [("S", ""), ("", "CARPL")], "why a child moved stands with the placement moved to");
    assert_eq!(of(&facts(), true).0[0].child_details.as_ref().unwrap().first_name, "Invented");
}

#[test]
fn purge_flags_at_five_levels() {
    let (before, _) = of(&facts(), false);
    let mut now = before.clone();
    assert_eq!(changes(&before, &now), []);
    now[0].child_details = None;
    now[0].health_and_wellbeing = None;
    now[0].social_care_episodes[0].section_47_assessments.remove(1);
    now[0].social_care_episodes.remove(1);
    now.push(Child { la_child_id: "New1".into(), ..Child::default() });
    let mut was = before;
    was.push(Child { la_child_id: "Gone1".into(), mis_child_id: "m".into(), ..Child::default() });
    let sent = changes(&was, &now);
    assert_eq!(check(&serde_json::to_value(&sent).unwrap()), []);
    let text = serde_json::to_string(&sent).unwrap();
    assert!(text.contains(r#"{"la_child_id":"Gone1","mis_child_id":"m","purge":true}"#), "{text}");
    assert!(text.contains(r#""child_details":{"purge":true},"health_and_wellbeing":{"purge":true}"#), "{text}");
    assert!(text.contains(r#"{"section_47_assessment_id":"s2","purge":true}"#), "{text}");
    assert!(text.contains(r#"{"social_care_episode_id":"r2","purge":true}"#), "{text}");
    assert_eq!(text.matches("\"purge\":true").count(), 5);
    assert_eq!(sent.len(), 3);
}

/// What somebody holds who held `before` and was sent `sent`.
fn held(before: &[Child], sent: &[Child]) -> Vec<Child> {
    let mut all: BTreeMap<String, Child> =
        before.iter().map(|child| (child.la_child_id.clone(), child.clone())).collect();
    for child in sent {
        all.remove(&child.la_child_id);
        if !child.purge {
            let mut child = child.clone();
            child.child_details = child.child_details.filter(|one| !one.purge);
            child.health_and_wellbeing = child.health_and_wellbeing.filter(|one| !one.purge);
            child.social_care_episodes.retain(|one| !one.purge);
            for one in &mut child.social_care_episodes {
                one.child_and_family_assessments.retain(|one| !one.purge);
                one.section_47_assessments.retain(|one| !one.purge);
                one.adoption = one.adoption.take().filter(|one| !one.purge);
            }
            all.insert(child.la_child_id.clone(), child);
        }
    }
    all.into_values().collect()
}

fn payload() -> impl Strategy<Value = Vec<Child>> {
    let episode = (0_u8..3, prop::collection::btree_set(0_u8..4, 0..3), any::<bool>(), 0_u8..3).prop_map(
        |(id, parts, adoption, source)| Episode {
            social_care_episode_id: format!("e{id}"),
            referral_source: source.to_string(),
            section_47_assessments: parts
                .iter()
                .map(|part| csc_api::Enquiry { section_47_assessment_id: format!("s{part}"), ..Default::default() })
                .collect(),
            adoption: adoption.then(|| csc_api::Adoption { placed_date: "2026-01-01".into(), ..Default::default() }),
            ..Episode::default()
        },
    );
    let child =
        (0_u8..6, any::<bool>(), prop::collection::vec(episode, 0..3)).prop_map(|(id, details, mut episodes)| {
            episodes.sort_by(|a, b| a.social_care_episode_id.cmp(&b.social_care_episode_id));
            episodes.dedup_by(|a, b| a.social_care_episode_id == b.social_care_episode_id);
            Child {
                la_child_id: format!("C{id}"),
                child_details: details.then(|| Details { sex: "F".into(), ..Details::default() }),
                social_care_episodes: episodes,
                ..Child::default()
            }
        });
    prop::collection::vec(child, 0..6).prop_map(|mut all| {
        all.sort_by(|a, b| a.la_child_id.cmp(&b.la_child_id));
        all.dedup_by(|a, b| a.la_child_id == b.la_child_id);
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_is_sent_the_changes_holds_what_is_so(before in payload(), now in payload()) {
        let sent = changes(&before, &now);
        prop_assert_eq!(held(&before, &sent), now.clone());
        prop_assert_eq!(check(&serde_json::to_value(&sent).unwrap()), []);
        prop_assert_eq!(changes(&now, &now), []);
        // What did not change is not sent.
        let unchanged = |child: &Child| before.contains(child) && now.contains(child);
        prop_assert!(!sent.iter().any(unchanged));
    }

    #[test]
    fn batches_are_of_a_hundred_and_lose_nobody(count in 0_usize..450) {
        let all: Vec<Child> = (0..count).map(|at| Child { la_child_id: at.to_string(), ..Child::default() }).collect();
        let parts: Vec<&[Child]> = batches(&all).collect();
        prop_assert!(parts.iter().all(|part| (1..=100).contains(&part.len())));
        prop_assert_eq!(parts.concat(), all);
    }
}
