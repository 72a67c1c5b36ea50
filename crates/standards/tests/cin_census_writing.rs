//! The census is written from facts, byte for byte as before, read back as the same rows, and passes its own rules.

use std::io::Cursor;

use facts::Facts;
use facts::tables::*;
use jiff::civil::{Date, date};
use standards::cin_census::from_facts::{From, of};
use standards::cin_census::rules::check;
use standards::cin_census::{Census, Limits, read, write};

fn from(year: i16) -> From {
    From { year, authority: "201".into(), release: "0.1.0".into(), made: date(year, 5, 1).at(9, 30, 0, 0) }
}

fn some(year: i16, month: i8, day: i8) -> Option<Date> {
    Some(date(year, month, day))
}

/// Three invented children: one on a plan, one whose episode ended, one not born yet.
fn facts() -> Facts {
    let person = |id: &str| Person {
        pers_person_id: id.into(),
        pers_upn_unknown: "UN3".into(),
        pers_ethnicity: "WBRI".into(),
        ..Default::default()
    };
    let episode = |id: &str, person: &str| CinEpisode {
        cine_referral_id: id.into(),
        cine_person_id: person.into(),
        cine_referral_date: some(2025, 6, 2),
        cine_referral_source_code: "1A".into(),
        cine_cin_primary_need_code: "N1".into(),
        cine_referral_nfa: Some(false),
        ..Default::default()
    };
    Facts {
        persons: vec![
            Person { pers_sex: "F".into(), pers_dob: some(2015, 5, 15), ..person("A1") },
            Person {
                pers_sex: "M".into(),
                pers_dob: some(2012, 5, 15),
                pers_upn: "Z203300000019".into(),
                pers_upn_unknown: "".into(),
                ..person("B & 2")
            },
            Person { pers_sex: "U".into(), pers_expected_dob: some(2026, 3, 1), ..person("C3") },
        ]
        .into(),
        disabilities: ["LD", "NONE", "AUT"]
            .map(|code| Disability {
                disa_person_id: "A1".into(),
                disa_disability_code: code.into(),
                ..Default::default()
            })
            .into_iter()
            .chain([Disability {
                disa_person_id: "B & 2".into(),
                disa_disability_code: "NONE".into(),
                ..Default::default()
            }])
            .collect(),
        cin_episodes: vec![
            episode("r1", "A1"),
            CinEpisode { cine_close_date: some(2025, 9, 1), cine_close_reason: "RC7".into(), ..episode("r2", "B & 2") },
            CinEpisode {
                cine_close_date: some(2025, 3, 31),
                cine_close_reason: "RC1".into(),
                ..episode("old", "B & 2")
            },
            episode("r3", "C3"),
            CinEpisode { cine_referral_date: some(2026, 4, 1), ..episode("next", "A1") },
        ]
        .into(),
        cin_assessments: [("a1", "r1"), ("a2", "r2"), ("a3", "r3")]
            .map(|(id, referral)| CinAssessment {
                cina_assessment_id: id.into(),
                cina_referral_id: referral.into(),
                cina_assessment_start_date: some(2025, 6, 3),
                cina_assessment_auth_date: some(2025, 7, 1),
                ..Default::default()
            })
            .to_vec()
            .into(),
        assessment_factors: [("a1", r#"["4A","21","3B"]"#), ("a2", r#"{"21":"Yes","3A":"No"}"#), ("a3", r#"["3A"]"#)]
            .map(|(id, json)| AssessmentFactors {
                cinf_assessment_id: id.into(),
                cinf_assessment_factors_json: json.into(),
                ..Default::default()
            })
            .to_vec()
            .into(),
        cin_plans: vec![CinPlan {
            cinp_referral_id: "r3".into(),
            cinp_cin_plan_start_date: some(2025, 7, 2),
            cinp_cin_plan_end_date: some(2026, 4, 20),
            ..Default::default()
        }]
        .into(),
        s47_enquiries: vec![
            S47Enquiry {
                s47e_s47_enquiry_id: "s1".into(),
                s47e_referral_id: "r1".into(),
                s47e_s47_start_date: some(2025, 6, 5),
                s47e_s47_end_date: some(2025, 6, 20),
                ..Default::default()
            },
            S47Enquiry {
                s47e_s47_enquiry_id: "s2".into(),
                s47e_referral_id: "r2".into(),
                s47e_s47_start_date: some(2025, 6, 5),
                s47e_s47_end_date: some(2025, 6, 20),
                ..Default::default()
            },
        ]
        .into(),
        initial_cp_conferences: vec![InitialCpConference {
            icpc_icpc_id: "i1".into(),
            icpc_s47_enquiry_id: "s1".into(),
            icpc_referral_id: "r1".into(),
            icpc_icpc_date: some(2025, 6, 24),
            ..Default::default()
        }]
        .into(),
        cp_plans: vec![
            CpPlan {
                cppl_cp_plan_id: "p1".into(),
                cppl_referral_id: "r1".into(),
                cppl_person_id: "A1".into(),
                cppl_cp_plan_start_date: some(2025, 6, 24),
                cppl_cp_plan_initial_category: "Neglect".into(),
                cppl_cp_plan_latest_category: "Neglect, emotional abuse".into(),
                ..Default::default()
            },
            CpPlan {
                cppl_cp_plan_id: "p0".into(),
                cppl_person_id: "A1".into(),
                cppl_cp_plan_start_date: some(2019, 1, 1),
                cppl_cp_plan_end_date: some(2020, 1, 1),
                ..Default::default()
            },
        ]
        .into(),
        cp_reviews: [(2025, 9, 10), (2026, 2, 10), (2026, 5, 1)]
            .map(|(year, month, day)| CpReview {
                cppr_cp_plan_id: "p1".into(),
                cppr_cp_review_date: some(year, month, day),
                ..Default::default()
            })
            .to_vec()
            .into(),
        ..Facts::default()
    }
}

fn written(census: &Census) -> Vec<u8> {
    let mut out = Vec::new();
    write::xml(census, &mut out).unwrap();
    out
}

/// The rows with the lines they came from forgotten.
fn lineless(census: &Census) -> String {
    let text = format!("{census:?}");
    let mut parts = text.split("line: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "line: _" + part.trim_start_matches(|mark: char| mark.is_ascii_digit()))
}

#[test]
#[allow(clippy::disallowed_methods, reason = "rewrites what is pinned, when asked")]
fn the_golden_file_is_written_and_read_back() {
    let census = of(&facts(), &from(2026));
    let bytes = written(&census);
    if std::env::var("UPDATE_READ").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cin-census/golden/2026.xml"), &bytes).unwrap();
    }
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), include_str!("data/cin-census/golden/2026.xml"));
    let (back, faults) = read(Cursor::new(&bytes), Limits::default()).unwrap();
    // The number that is none is said to be none, and is read as it stands.
    assert_eq!(faults.iter().map(|fault| fault.found.as_str()).collect::<Vec<_>>(), ["B & 2"]);
    assert_eq!(lineless(&back), lineless(&census));
    assert_eq!(back.children.len(), 3);

    // A cell that did not come back would be caught.
    let broken = String::from_utf8(bytes).unwrap().replace("<PrimaryNeedCode>N1", "<PrimaryNeedCode>N2");
    assert_ne!(lineless(&read(broken.as_bytes(), Limits::default()).unwrap().0), lineless(&census));
}

#[test]
fn what_is_written_passes_the_rules_or_lists_honest_faults() {
    let mut sound = facts();
    for (id, born) in [("A1", "A1"), ("B & 2", "B2"), ("C3", "C3")] {
        sound
            .persons
            .iter_mut()
            .filter(|one| one.pers_person_id == id)
            .for_each(|one| one.pers_person_id = born.into());
        sound
            .cin_episodes
            .iter_mut()
            .filter(|one| one.cine_person_id == id)
            .for_each(|one| one.cine_person_id = born.into());
        sound
            .disabilities
            .iter_mut()
            .filter(|one| one.disa_person_id == id)
            .for_each(|one| one.disa_person_id = born.into());
    }
    let said = |facts: &Facts, year: i16| {
        let bytes = written(&of(facts, &from(year)));
        let report = check(read(Cursor::new(bytes), Limits::default()).unwrap().0, year, 1);
        let one =
            |finding: standards::rules::Finding| format!("{} {}", finding.rule, finding.child.unwrap_or_default());
        report.findings.into_iter().map(one).collect::<Vec<_>>()
    };
    // Both are queries: few kinds of disability in a return of three, and an assessment that found nothing.
    assert_eq!(said(&sound, 2026), ["2887Q ", "8873Q B2"]);
    sound.cin_episodes[0].cine_cin_primary_need_code = "N10".into();
    assert!(said(&sound, 2026).contains(&"8650 A1".to_owned()), "{:?}", said(&sound, 2026));
}

#[test]
fn a_year_sees_what_was_open_in_it() {
    let census = of(&facts(), &from(2026));
    let child = &census.children[0];
    assert_eq!(child.episodes.len(), 1, "the referral of April is next year's");
    let plan = &child.episodes[0].protection_plans[0];
    assert_eq!((plan.reviews.len(), plan.previous_plans.as_ref().unwrap().value), (2, Some(1)));
    assert_eq!(plan.latest_category.as_ref().unwrap().raw, "MUL");
    assert_eq!(census.children[2].episodes[0].plans[0].ended, None, "a plan that ended in April is open");
    let next = of(&facts(), &from(2027));
    assert_eq!(next.children.iter().map(|child| child.episodes.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(of(&facts(), &from(2020)).children.len(), 0);
    let old = of(&facts(), &From { year: 2026, ..from(2026) });
    assert_eq!(old, census);
}

#[test]
fn elements_stand_in_the_order_of_the_layout() {
    let text = include_str!("../data/cin-census-tables.csv");
    let of = |row: csv::StringRecord| (row[5].rsplit('/').next().unwrap_or_default().to_owned(), row[1].to_owned());
    let order: Vec<(String, String)> =
        csv::Reader::from_reader(text.as_bytes()).records().map(|row| of(row.unwrap())).collect();
    let golden = include_str!("data/cin-census/golden/2026.xml");
    let disordered = |text: &str| {
        let mut stack: Vec<(String, usize)> = Vec::new();
        let mut wrong = Vec::new();
        for line in text.lines().skip(1).map(str::trim) {
            if line.starts_with("</") {
                stack.pop();
                continue;
            }
            let name = line[1..].split(['>', '/']).next().unwrap().to_owned();
            if let Some((parent, last)) = stack.last_mut() {
                let at = order.iter().position(|(of, one)| of == parent && *one == name);
                let at = at.unwrap_or_else(|| panic!("the layout has no {parent}/{name}"));
                if at < *last {
                    wrong.push(name.clone());
                }
                *last = at;
            }
            if !line.contains("</") && !line.ends_with("/>") {
                stack.push((name, 0));
            }
        }
        wrong
    };
    assert_eq!(disordered(golden), Vec::<String>::new());
    let nfa = "        <ReferralNFA>false</ReferralNFA>\n";
    let moved = golden.replacen(nfa, "", 1).replacen("      <CINdetails>\n", &format!("      <CINdetails>\n{nfa}"), 1);
    assert_eq!(disordered(&moved), ["CINreferralDate"]);
}

/// Pre-proceedings of the child of the first episode.
fn with_pre_proceedings() -> Facts {
    let mut facts = facts();
    // One episode at a time: with two open, both would hold them.
    facts.cin_episodes.retain(|one| one.cine_person_id != "A1" || one.cine_referral_date < some(2026, 4, 1));
    facts.pre_proceedings.push(PreProceedings {
        prep_table_id: "P1".into(),
        prep_person_id: "A1".into(),
        prep_pre_pro_decision_date: some(2026, 5, 11),
        prep_pre_pro_letter_date: some(2026, 5, 18),
        prep_initial_pre_pro_meeting_date: some(2026, 5, 29),
        prep_pre_pro_meetings_num: Some(2),
        prep_agree_stepdown_issue_date: some(2026, 9, 7),
        prep_pre_pro_outcome: "A".into(),
        prep_care_pro_letter_date: some(2027, 4, 9),
        ..Default::default()
    });
    facts
}

#[test]
fn pre_proceedings_are_in_the_census_from_2027() {
    let facts = with_pre_proceedings();
    let xml = |year| {
        let mut out = Vec::new();
        write::xml(&of(&facts, &from(year)), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let is = xml(2027);
    let block = is.split("<PreProceedingsandFGDM>").nth(1).unwrap_or_else(|| panic!("{is}"));
    let block: String = block.split("</PreProceedingsandFGDM>").next().unwrap().split_whitespace().collect();
    assert_eq!(
        block,
        "<PPStartDate>2026-05-11</PPStartDate><LBPSentDate>2026-05-18</LBPSentDate>\
         <InitialPPMeetingDate>2026-05-29</InitialPPMeetingDate><ReviewMeetingsCount>2</ReviewMeetingsCount>\
         <StepDecisionDate>2026-09-07</StepDecisionDate><PPOutcome>A</PPOutcome>"
    );
    assert!(!is.contains("2027-04-09"), "a letter of the next year is not known yet");
    let (back, faults) = read(Cursor::new(is.as_bytes()), Limits::default()).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let told = |census: &Census| {
        let episodes = census.children.iter().flat_map(|child| &child.episodes);
        episodes.map(|one| one.pre_proceedings.len()).sum::<usize>()
    };
    assert_eq!(told(&back), 1);
    // The twin: a year earlier the collection had no place for them.
    let mut early = with_pre_proceedings();
    early.pre_proceedings[0].prep_pre_pro_decision_date = some(2025, 7, 1);
    assert_eq!(told(&of(&early, &from(2026))), 0);
}

#[test]
fn a_referral_that_was_turned_away_has_no_closure() {
    let mut facts = facts();
    let mut turned_away = facts.cin_episodes[0].clone();
    turned_away.cine_referral_id = "turned away".into();
    turned_away.cine_person_id = "C3".into();
    turned_away.cine_referral_date = some(2026, 3, 30);
    turned_away.cine_close_date = some(2026, 4, 2);
    turned_away.cine_referral_nfa = Some(true);
    facts.cin_episodes.push(turned_away);
    let episodes = |facts: &Facts, year| {
        let census = of(facts, &from(year));
        let all = census.children.iter().flat_map(|child| child.episodes.clone()).collect::<Vec<_>>();
        all.into_iter()
            .filter(|one| one.no_further_action.as_ref().is_some_and(|cell| cell.value == Some(true)))
            .collect::<Vec<_>>()
    };
    let written = episodes(&facts, 2026);
    assert_eq!((written.len(), &written[0].closed, &written[0].closure_reason), (1, &None, &None));
    assert_eq!(episodes(&facts, 2027), [], "it is of the year it came in");
    let flags = |facts: &Facts| {
        let found = check(of(facts, &from(2026)), 2026, 1).findings;
        found.iter().filter(|one| one.rule == "8805").count()
    };
    assert_eq!(flags(&facts), 0);
    // The twin: a case that was worked on and closed without a reason is asked for one.
    let last = facts.cin_episodes.last_mut().unwrap();
    (last.cine_referral_nfa, last.cine_close_date) = (Some(false), some(2026, 3, 31));
    assert_eq!(flags(&facts), 1);
}
