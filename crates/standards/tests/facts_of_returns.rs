//! Facts from a census and from a looked-after return: each row once, under the right child, and placements that go on.

use std::io::Cursor;

use jiff::civil::date;
use standards::cin_census::{self, read};
use standards::reading::Limits;
use standards::ssda903::{self, Reading};

const CENSUS: &str = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>\
    <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children><Child><ChildIdentifiers>\
    <LAchildID>12</LAchildID><PersonBirthDate>2015-05-15</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>\
    <ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>MOB</Disability></Disabilities>\
    </ChildCharacteristics><CINdetails><CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>1A</ReferralSource>\
    <PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>false</ReferralNFA><Assessments>\
    <AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate><AssessmentAuthorisationDate>2025-07-01\
    </AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>\
    <AssessmentFactors>4B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments><Section47>\
    <S47ActualStartDate>2025-06-03</S47ActualStartDate><InitialCPCtarget>2025-06-24</InitialCPCtarget>\
    <DateOfInitialCPC>2025-06-20</DateOfInitialCPC></Section47><ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate>\
    <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>\
    <NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2025-09-10</CPPreviewDate></Reviews>\
    </ChildProtectionPlans></CINdetails></Child></Children></Message>";

#[test]
fn a_census_as_facts() {
    let (census, _) = read(CENSUS.as_bytes(), cin_census::Limits::default()).unwrap();
    let facts = cin_census::facts::of(&census);
    // One row in each of: persons, disabilities, episodes, assessments, factors, enquiries, conferences, plans, reviews.
    assert_eq!((facts.len(), facts.cin_plans.len()), (9, 0));
    assert!(facts.cp_plans.iter().all(|one| one.cppl_person_id == "12" && one.cppl_cp_plan_end_date.is_none()));
    let conference = &facts.initial_cp_conferences[0];
    assert_eq!(conference.icpc_s47_enquiry_id, facts.s47_enquiries[0].s47e_s47_enquiry_id);
    assert_eq!(conference.icpc_icpc_date, Some(date(2025, 6, 20)));
    assert_eq!(facts.cin_assessments[0].cina_referral_id, facts.cin_episodes[0].cine_referral_id);
    assert_eq!(facts.assessment_factors[0].cinf_assessment_factors_json, r#"["3B","4B"]"#);
    assert_eq!(facts.cin_episodes[0].cine_referral_nfa, Some(false));
}

fn returned(tables: &[(&str, &str)]) -> facts::Facts {
    let mut reading = Reading::new(2026, Limits::default());
    for (name, text) in tables {
        reading.file(&format!("{name}.csv"), Cursor::new(text.to_string()));
    }
    ssda903::facts::of(&reading.finish().0)
}

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n12,F,01/04/2015,WBRI,A123456789123,,\n";
const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
    12,01/05/2025,S,C1,N1,U6,PR1,01/09/2025,X1,,BL9 1AA,BL9 2BB,SC000001\n\
    12,01/09/2025,L,E1,N1,U6,PR1,01/12/2025,X1,PLACE,BL9 1AA,BL9 2BB,SC000001\n\
    12,01/12/2025,P,E1,N1,A6,PR1,,,,BL9 1AA,M25 1CC,SC000002\n";

#[test]
fn a_looked_after_return_as_facts() {
    let ad1 = "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n\
        12,01/04/2015,01/08/2025,15/11/2025,0,2,MF,L11\n";
    let oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n99,01/04/2006,YES,F2,U1\n";
    let reviews = "CHILD,DOB,REVIEW,REVIEW_CODE\n12,01/04/2015,20/05/2025,PN1\n";
    let facts =
        returned(&[("header", HEADER), ("episodes", EPISODES), ("ad1", ad1), ("oc3", oc3), ("reviews", reviews)]);
    assert_eq!((facts.cla_episodes.len(), facts.legal_statuses.len(), facts.persons.len()), (3, 3, 2));
    // The second episode only changed the legal status: two placements, not three.
    let placements: Vec<_> = facts
        .cla_placements
        .iter()
        .map(|one| {
            (one.clap_cla_placement_start_date, one.clap_cla_placement_end_date, one.clap_cla_placement_type.as_str())
        })
        .collect();
    assert_eq!(
        placements,
        [(Some(date(2025, 5, 1)), Some(date(2025, 12, 1)), "U6"), (Some(date(2025, 12, 1)), None, "A6")]
    );
    // The broken twin: had the child moved, there would be three.
    let moved = EPISODES.replace("01/09/2025,L,E1", "01/09/2025,B,E1");
    assert_eq!(returned(&[("header", HEADER), ("episodes", &moved)]).cla_placements.len(), 3);
    let way = &facts.permanence[0];
    assert_eq!(way.perm_adm_decision_date, Some(date(2025, 8, 1)));
    assert_eq!(way.perm_placement_order_date, Some(date(2025, 9, 1)));
    assert_eq!(way.perm_matched_date, Some(date(2025, 11, 15)));
    assert_eq!(
        (way.perm_placed_for_adoption_date, way.perm_adopted_by_carer_flag),
        (Some(date(2025, 12, 1)), Some(false))
    );
    let leaver = &facts.care_leavers[0];
    assert_eq!(
        (leaver.clea_care_leaver_accommodation.as_str(), leaver.clea_care_leaver_accom_suitable.as_str()),
        ("U", "1")
    );
    assert_eq!(facts.cla_reviews[0].clar_cla_id, "12");
}
