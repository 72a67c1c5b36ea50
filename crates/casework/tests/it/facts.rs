//! Facts kept beside the records: noted as stale by a write, worked out again, and the same as a rebuild.

use crate::census_files::{actor, child_of, over, sample, tidy};
use casework::facts::{AsAt, all, refresh, that_differ};
use casework::{Casework, Done, rebuild};
use facts::Facts;
use jiff::civil::date;
use practice::journey::END_OF_TIME;
use store::{MemoryStore, SqliteStore, Store};

fn import(casework: &Casework, file: &str) {
    casework.import_cin_census(&actor(), file.as_bytes(), false).unwrap();
}

/// Facts as they would be exported, without those of who works here.
fn exported(casework: &Casework) -> Facts {
    let mut facts = Facts::default();
    let at = AsAt { on: END_OF_TIME, known_by: None };
    let done: Done<Result<(), ()>> = all(casework, at, &mut |_, some| {
        facts.append(some);
        Ok(())
    });
    done.unwrap().unwrap();
    facts.sort();
    facts
}

fn stored(casework: &Casework) -> Facts {
    casework.store().facts(&casework.store().people_after(None, usize::MAX).unwrap()).unwrap()
}

fn engines(dir: &tempfile::TempDir) -> [Box<dyn Store>; 2] {
    let sqlite = SqliteStore::open(dir.path().join("records.db")).unwrap();
    [Box::new(MemoryStore::default()), Box::new(sqlite)]
}

#[test]
fn what_is_stored_is_what_is_exported_and_what_a_rebuild_makes() {
    let dir = tempfile::tempdir().unwrap();
    for store in engines(&dir) {
        let casework = over(store);
        import(&casework, &sample("fake_CIN_data.xml"));
        let people = casework.store().people_after(None, usize::MAX).unwrap();
        let verified = rebuild::verify(&casework).unwrap();
        assert_eq!((verified.differ, verified.facts_differ, verified.facts_stale), (0, 0, people.len() as u64));
        assert!(stored(&casework).is_empty());
        assert_eq!(refresh(&casework).unwrap(), people.len());
        let facts = stored(&casework);
        assert!(facts == exported(&casework));
        println!("{} people, {} rows", people.len(), facts.len());
        assert!(facts.len() > people.len() * 5, "{}", facts.len());
        assert_eq!(rebuild::rebuild(&casework, &mut |_, _| {}).unwrap(), people.len());
        assert!(stored(&casework) == facts);
        let verified = rebuild::verify(&casework).unwrap();
        assert_eq!((verified.differ, verified.facts_differ, verified.facts_stale), (0, 0, 0));

        // A broken twin: a row changed behind the program's back.
        let one = people[people.len() / 2];
        let mut wrong = casework.store().facts(&[one]).unwrap();
        wrong.persons[0].pers_sex = "X".into();
        casework.store().keep_facts(&[one], &mut |_| Ok(vec![(one, wrong.clone())])).unwrap();
        assert_eq!(that_differ(&casework, &people).unwrap(), [one]);
        let verified = rebuild::verify(&casework).unwrap();
        assert_eq!((verified.facts_differ, verified.first_that_differs), (1, Some(one)));
    }
}

#[test]
fn a_census_read_in_is_told_as_the_standard_has_it() {
    let casework = over(Box::new(MemoryStore::default()));
    import(&casework, &tidy(2025, ""));
    refresh(&casework).unwrap();
    let a1 = casework.store().facts(&[child_of(&casework, "A1")]).unwrap();
    let day = |year, month, day| Some(date(year, month, day));
    let episode = &a1.cin_episodes[0];
    assert_eq!(episode.cine_referral_date, day(2024, 8, 19));
    assert_eq!((episode.cine_referral_source_code.as_str(), episode.cine_cin_primary_need_code.as_str()), ("6", "N1"));
    assert_eq!((episode.cine_referral_nfa, episode.cine_close_date), (Some(false), None));
    let assessment = &a1.cin_assessments[0];
    assert_eq!(
        (assessment.cina_assessment_start_date, assessment.cina_assessment_auth_date),
        (day(2024, 8, 20), day(2024, 10, 21))
    );
    assert_eq!(assessment.cina_referral_id, episode.cine_referral_id);
    assert_eq!(a1.assessment_factors[0].cinf_assessment_factors_json, r#"["16A"]"#);
    let conference = &a1.initial_cp_conferences[0];
    assert_eq!((conference.icpc_icpc_date, conference.icpc_icpc_target_date), (day(2024, 9, 20), day(2024, 9, 23)));
    assert_eq!(a1.s47_enquiries[0].s47e_s47_start_date, day(2024, 9, 2));
    assert_eq!(conference.icpc_s47_enquiry_id, a1.s47_enquiries[0].s47e_s47_enquiry_id);
    let plan = &a1.cp_plans[0];
    assert_eq!((plan.cppl_cp_plan_start_date, plan.cppl_cp_plan_end_date), (day(2024, 9, 20), None));
    assert_eq!(
        (plan.cppl_cp_plan_initial_category.as_str(), plan.cppl_cp_plan_latest_category.as_str()),
        ("NEG", "EMO")
    );
    assert_eq!(conference.icpc_cp_plan_id, plan.cppl_cp_plan_id);
    assert!(a1.cp_reviews.iter().any(|review| review.cppr_cp_review_date == day(2024, 12, 12)), "{:?}", a1.cp_reviews);
    let b2 = casework.store().facts(&[child_of(&casework, "B2")]).unwrap();
    let episode = &b2.cin_episodes[0];
    assert_eq!((episode.cine_referral_nfa, episode.cine_close_date), (Some(true), day(2025, 1, 7)));
    assert!(b2.persons[0].pers_upn.is_empty() && b2.persons[0].pers_upn_unknown == "UN7");
}
