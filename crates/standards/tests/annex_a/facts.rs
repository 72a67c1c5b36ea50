//! The lists and the facts, either way.

use std::collections::BTreeMap;

use facts::Facts;
use facts::tables::*;
use jiff::civil::{Date, date};
use standards::annex_a::rules::Lists;
use standards::annex_a::{AnnexA, Row, facts as to_facts, from_facts, read};

fn sample() -> AnnexA {
    read("a.xlsx", include_bytes!("../data/annex-a/Annex_A_2024_Jan.xlsx")).0
}

/// The cells of each list by child and heading; the place of a row among the child's is part of the key.
fn cells(lists: &AnnexA) -> BTreeMap<(u8, String, usize, &'static str), String> {
    let mut all = BTreeMap::new();
    fn add<R: Row>(
        filed: &Option<standards::annex_a::Filed<R>>,
        all: &mut BTreeMap<(u8, String, usize, &'static str), String>,
    ) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in filed.iter().flat_map(|filed| &filed.rows) {
            let count = counts.entry(row.number().as_str().to_owned()).or_default();
            *count += 1;
            for ((heading, kind), cell) in R::COLUMNS.iter().zip(row.cells()) {
                let column =
                    standards::annex_a::layout::list(R::NUMBER).unwrap().columns.iter().find(|c| c.heading == *heading);
                // Two spellings of an answer are the same.
                let code = column.filter(|_| *kind == "pick").and_then(|column| column.meant(cell.as_str()));
                let text = code.map_or(cell.as_str(), |pick| &pick.code);
                all.insert((R::NUMBER, row.number().as_str().to_owned(), *count, *heading), text.to_owned());
            }
        }
    }
    macro_rules! each {
        ($($field:ident)*) => { $(add(&lists.$field, &mut all);)* };
    }
    each!(contacts early_help referrals assessments enquiries in_need plans in_care leaving_care adoptions);
    all
}

#[test]
fn the_sample_becomes_facts_and_those_lists_again() {
    let facts = to_facts::of(&sample());
    let counts = [
        facts.persons.len(),
        facts.contacts.len(),
        facts.early_help_episodes.len(),
        facts.cin_episodes.len(),
        facts.cin_assessments.len(),
        facts.s47_enquiries.len(),
        facts.initial_cp_conferences.len(),
        facts.cp_plans.len(),
        facts.cla_episodes.len(),
        facts.care_leavers.len(),
        facts.permanence.len(),
    ];
    assert_eq!(counts, [48, 5, 5, 11, 5, 5, 3, 7, 10, 6, 5]);
    assert_eq!(facts, to_facts::of(&sample()), "the same lists give the same keys");

    // What comes back of what was there, on the day of the lists.
    let back = from_facts::of(&facts, date(2021, 3, 16));
    let (was, is) = (cells(&sample()), cells(&back));
    let no_place = |number: &u8, heading: &str| {
        heading == "Age" || to_facts::NO_PLACE.iter().any(|(list, own)| list == number && *own == heading)
    };
    let mut same = 0;
    let mut parted: BTreeMap<(u8, &str), Vec<String>> = BTreeMap::new();
    for ((number, child, count, heading), text) in &was {
        if no_place(number, heading) {
            continue;
        }
        match is.get(&(*number, child.clone(), *count, heading)) {
            Some(other) if other == text => same += 1,
            other => parted.entry((*number, heading)).or_default().push(format!("{child}: {text} {other:?}")),
        }
    }
    println!("{same} cells of {} came back", was.len());
    // The five adoptions are years older than the list goes back.
    let left: usize = parted.iter().filter(|((list, _), _)| *list == 10).map(|(_, all)| all.len()).sum();
    let told: Vec<String> = parted
        .iter()
        .filter(|((list, _), _)| *list != 10)
        .map(|((list, heading), all)| format!("{list} {heading} {}: {}", all.len(), all[0]))
        .collect();
    assert_eq!((same, left), (608, 75));
    assert_eq!(
        told,
        [
            // No answer, so no fact.
            "4 Was the child assessed as requiring LA children's social care support? 5: 10692868: CS Assessment Updated Some(\"\")",
            // A visit after the plan ended is none of the plan.
            "7 Date of the Last Statutory Visit 2: 11811692: 25/09/2020 Some(\"\")",
            "7 Was the Child Seen Alone? 2: 11811692: No Some(\"\")",
            // That nothing is known of it reads as no.
            "9 Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N) 6: 10414520:  Some(\"No\")",
        ]
    );
    // On a day within twelve months of the orders, they are listed.
    assert_eq!(from_facts::of(&facts, date(2009, 9, 30)).count(10), Some(3));
}

fn person(id: &str, born: Date) -> Person {
    Person {
        pers_person_id: id.into(),
        pers_dob: Some(born),
        pers_sex: "F".into(),
        pers_ethnicity: "WBRI".into(),
        ..Person::default()
    }
}

#[test]
fn the_windows_of_the_lists() {
    let day = date(2026, 3, 31);
    let mut facts = Facts { persons: vec![person("1", date(2010, 4, 1))].into(), ..Facts::default() };
    let contact = |on| Contact {
        cont_contact_id: "c".into(),
        cont_person_id: "1".into(),
        cont_contact_date: Some(on),
        ..Default::default()
    };
    facts.contacts =
        [date(2025, 9, 29), date(2025, 9, 30), date(2026, 3, 31), date(2026, 4, 1)].map(contact).to_vec().into();
    let assessment = |start, end| CinAssessment {
        cina_person_id: "1".into(),
        cina_assessment_start_date: Some(start),
        cina_assessment_auth_date: end,
        cina_assessment_outcome_nfa: Some(false),
        ..Default::default()
    };
    facts.cin_assessments = vec![
        assessment(date(2025, 1, 1), Some(date(2025, 9, 29))),
        assessment(date(2025, 1, 1), Some(date(2025, 9, 30))),
        assessment(date(2020, 1, 1), None),
        assessment(date(2026, 3, 1), Some(date(2026, 4, 5))),
    ]
    .into();
    let plan = |start, end| CpPlan {
        cppl_person_id: "1".into(),
        cppl_cp_plan_start_date: Some(start),
        cppl_cp_plan_end_date: end,
        ..Default::default()
    };
    facts.cp_plans = vec![
        plan(date(2020, 1, 1), Some(date(2021, 1, 1))),
        plan(date(2022, 1, 1), Some(date(2025, 9, 30))),
        plan(date(2026, 1, 1), None),
    ]
    .into();
    let order = |id: &str, end| Permanence {
        perm_person_id: id.into(),
        perm_adm_decision_date: Some(date(2024, 1, 1)),
        perm_permanence_order_date: end,
        ..Default::default()
    };
    facts.permanence =
        vec![order("1", Some(date(2025, 3, 30))), order("2", Some(date(2025, 3, 31))), order("3", None)].into();
    let leaver = |id: &str| CareLeaver { clea_person_id: id.into(), ..Default::default() };
    facts.persons.push(person("4", date(2001, 3, 31)));
    facts.persons.push(person("5", date(2001, 4, 1)));
    facts.care_leavers = vec![leaver("1"), leaver("4"), leaver("5")].into();
    let lists = from_facts::of(&facts, day);
    assert_eq!((1..=11).map(|n| lists.count(n).unwrap()).collect::<Vec<_>>(), [2, 0, 0, 3, 0, 0, 2, 0, 1, 2, 0]);
    let assessments = &lists.assessments.as_ref().unwrap().rows;
    // What is authorised only afterwards is open on the day, and its outcome not known.
    assert_eq!(
        assessments.iter().filter(|row| row.authorised.value.is_none() && row.support.raw.is_blank()).count(),
        2
    );
    let plans = &lists.plans.unwrap().rows;
    assert_eq!(plans.iter().map(|row| row.earlier.value.unwrap()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(lists.contacts.unwrap().rows[0].age.value, Some(15));
    // A day earlier, the ended plan of the day before is one more.
    assert_eq!(from_facts::of(&facts, date(2025, 9, 29)).count(7), Some(1));
}

#[test]
fn a_child_in_care_is_one_row_of_many_episodes() {
    let mut facts = Facts { persons: vec![person("1", date(2015, 1, 1))].into(), ..Facts::default() };
    let episode = |start, end, reason: &str, period: &str| ClaEpisode {
        clae_cla_episode_id: "e".into(),
        clae_person_id: "1".into(),
        clae_cla_id: period.into(),
        clae_entered_care_date: Some(if period == "a" { date(2025, 5, 1) } else { date(2025, 12, 1) }),
        clae_cla_episode_start_date: Some(start),
        clae_cla_episode_ceased_date: end,
        clae_cla_episode_ceased_reason: reason.into(),
        clae_cla_primary_need_code: "N1".into(),
        ..Default::default()
    };
    facts.cla_episodes = vec![
        episode(date(2025, 5, 1), Some(date(2025, 6, 1)), "X1", "a"),
        episode(date(2025, 6, 1), Some(date(2025, 7, 1)), "E4A", "a"),
        episode(date(2025, 12, 1), Some(date(2026, 1, 1)), "X1", "b"),
        episode(date(2026, 1, 1), None, "", "b"),
    ]
    .into();
    facts.legal_statuses = vec![LegalStatus {
        lega_person_id: "1".into(),
        lega_legal_status: "C2".into(),
        lega_legal_status_start_date: Some(date(2026, 1, 1)),
        ..Default::default()
    }]
    .into();
    let lists = from_facts::of(&facts, date(2026, 3, 31));
    let row = &lists.in_care.as_ref().unwrap().rows;
    assert_eq!((row.len(), row[0].start.value, row[0].again.code()), (1, Some(date(2025, 12, 1)), "Yes"));
    assert!(row[0].end.raw.is_blank() && row[0].legal.is("C2"));
    let then = from_facts::of(&facts, date(2025, 7, 1)).in_care.unwrap().rows;
    assert_eq!(
        (then[0].end.value, then[0].end_reason.code(), then[0].again.code()),
        (Some(date(2025, 7, 1)), "E4A", "No")
    );
    // Between the episodes of a period nothing ended.
    assert_eq!(from_facts::of(&facts, date(2025, 6, 1)).in_care.unwrap().rows[0].end.value, None);
    // Without an episode of need, the lists contradict themselves, and the checks say so.
    let report = standards::annex_a::rules::check(&Lists::new(lists, Some(date(2026, 3, 31))), 1);
    assert!(report.findings.iter().any(|finding| finding.rule == "AA851"));
}

#[test]
fn adopters_of_two_children_are_two_rows_and_come_back_as_facts() {
    let course = |child: &str, placed| Permanence {
        perm_table_id: format!("p{child}").as_str().into(),
        perm_person_id: child.into(),
        perm_adm_decision_date: Some(date(2025, 6, 2)),
        perm_matched_date: Some(date(2025, 11, 3)),
        perm_placed_for_adoption_date: placed,
        ..Default::default()
    };
    let adopter = |child: &str, who: &str, sex: &str| Adopter {
        gtad_row_id: format!("{child}{who}").as_str().into(),
        gtad_person_id: child.into(),
        gtad_permanence_id: format!("p{child}").as_str().into(),
        gtad_adopter_id: who.into(),
        gtad_family_id: "f".into(),
        gtad_sex: sex.into(),
        gtad_fostering: Some(false),
        gtad_matched: Some(date(2025, 11, 3)),
    };
    let facts = Facts {
        persons: vec![person("1", date(2021, 1, 1)), person("2", date(2023, 1, 1))].into(),
        permanence: vec![course("1", Some(date(2025, 12, 1))), course("2", None)].into(),
        adopters: ["1", "2"].map(|child| [adopter(child, "a", "F"), adopter(child, "b", "M")]).concat().into(),
        ..Facts::default()
    };
    let lists = from_facts::of(&facts, date(2026, 3, 31));
    let rows = &lists.adopters.as_ref().unwrap().rows;
    let told = |at: usize| {
        let row = &rows[at];
        (row.adopter.as_str(), row.gender.code(), row.matched.value, row.placed.value, row.children_placed.value)
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(told(0), ("a", "Female", Some(date(2025, 11, 3)), Some(date(2025, 12, 1)), Some(1)));
    assert_eq!(told(1).1, "Male");
    // A match that was over more than a year ago is not listed.
    assert_eq!(from_facts::of(&facts, date(2025, 11, 2)).count(11), Some(0));

    // Read again, the adopters are those of the children of their family on list 10.
    let again = to_facts::of(&lists);
    let of = |facts: &Facts| -> Vec<_> {
        let all = facts.adopters.iter().map(|one| {
            let one = one.clone();
            (one.gtad_person_id, one.gtad_adopter_id, one.gtad_family_id, one.gtad_sex, one.gtad_matched)
        });
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    };
    assert_eq!(of(&again).len(), 4);
    assert_eq!(of(&again), of(&facts));
    assert_eq!(cells(&from_facts::of(&again, date(2026, 3, 31))), cells(&lists));
}

#[test]
fn adopters_with_a_file_of_their_own_are_listed_until_a_year_after_and_come_back() {
    let one = |who: &str, family: &str| ProspectiveAdopter {
        gtpa_row_id: who.into(),
        gtpa_adopter_id: who.into(),
        gtpa_family_id: family.into(),
        gtpa_sex: "F".into(),
        gtpa_ethnicity: "WBRI".into(),
        gtpa_disabled: Some(false),
        gtpa_enquired: Some(date(2024, 6, 3)),
        gtpa_stage_one_began: Some(date(2024, 9, 2)),
        ..Default::default()
    };
    let approved = ProspectiveAdopter {
        gtpa_fostering: Some(true),
        gtpa_stage_one_ended: Some(date(2024, 11, 1)),
        gtpa_stage_two_began: Some(date(2024, 11, 4)),
        gtpa_stage_two_ended: Some(date(2025, 3, 4)),
        gtpa_submitted: Some(date(2025, 2, 3)),
        gtpa_approved: Some(date(2025, 3, 4)),
        gtpa_matched: Some(date(2025, 6, 2)),
        gtpa_placed: Some(date(2025, 7, 1)),
        gtpa_children_placed: Some(2),
        ..one("a", "f")
    };
    let left = ProspectiveAdopter {
        gtpa_fostering: Some(false),
        gtpa_left: Some(date(2025, 4, 1)),
        gtpa_left_reason: "1".into(),
        ..one("b", "g")
    };
    let long_gone = ProspectiveAdopter { gtpa_adopted: Some(date(2025, 3, 1)), ..one("c", "h") };
    let facts = Facts { prospective_adopters: vec![approved, left, long_gone].into(), ..Facts::default() };
    let lists = from_facts::of(&facts, date(2026, 3, 31));
    let rows = &lists.adopters.as_ref().unwrap().rows;
    let told: Vec<_> =
        rows.iter().map(|row| (row.adopter.as_str(), row.left_reason.code(), row.children_placed.value)).collect();
    assert_eq!(told, [("a", "", Some(2)), ("b", "1", None)]);
    assert_eq!((rows[0].ethnicity.code(), rows[0].disability.code(), rows[0].fostering.code()), ("WBRI", "No", "Yes"));
    let report = standards::annex_a::rules::check(&Lists::new(lists.clone(), Some(date(2026, 3, 31))), 1);
    let wrong: Vec<&str> = report.findings.iter().map(|one| one.rule).collect();
    assert_eq!(wrong, [""; 0]);
    // As at an earlier day what came later is not told.
    let then = from_facts::of(&facts, date(2024, 10, 1));
    let row = &then.adopters.as_ref().unwrap().rows[0];
    assert_eq!((row.stage1_start.value, row.stage1_end.value, row.placed.value), (Some(date(2024, 9, 2)), None, None));
    assert_eq!(row.children_placed.value, None);
    // Read again they are the same, though no child of list 10 is of their family.
    let again = to_facts::of(&lists);
    assert_eq!(again.prospective_adopters.len(), 2);
    assert_eq!(cells(&from_facts::of(&again, date(2026, 3, 31))), cells(&lists));
}

#[test]
fn whose_area_a_placement_is_in_is_told_and_read_again() {
    let placed = |child: &str, inside, area: &str| {
        let episode = ClaEpisode {
            clae_cla_episode_id: format!("e{child}").as_str().into(),
            clae_person_id: child.into(),
            clae_cla_id: format!("c{child}").as_str().into(),
            clae_entered_care_date: Some(date(2026, 1, 5)),
            clae_cla_episode_start_date: Some(date(2026, 1, 5)),
            ..Default::default()
        };
        let placement = ClaPlacement {
            clap_cla_placement_id: format!("l{child}").as_str().into(),
            clap_cla_id: format!("c{child}").as_str().into(),
            clap_person_id: child.into(),
            clap_cla_placement_start_date: Some(date(2026, 1, 5)),
            ..Default::default()
        };
        let area = PlacementArea {
            gtpl_placement_id: format!("l{child}").as_str().into(),
            gtpl_person_id: child.into(),
            gtpl_in_area: inside,
            gtpl_area: area.into(),
        };
        (episode, placement, area)
    };
    let all = [
        placed("1", Some(false), "Bolton"),
        placed("2", Some(false), "CON"),
        placed("3", Some(true), ""),
        placed("4", None, "SCO"),
    ];
    let facts = Facts {
        persons: ["1", "2", "3", "4"].map(|one| person(one, date(2015, 1, 1))).to_vec().into(),
        cla_episodes: all.iter().map(|one| one.0.clone()).collect::<Vec<_>>().into(),
        cla_placements: all.iter().map(|one| one.1.clone()).collect::<Vec<_>>().into(),
        placement_areas: all.iter().map(|one| one.2.clone()).collect::<Vec<_>>().into(),
        ..Facts::default()
    };
    let lists = from_facts::of(&facts, date(2026, 3, 31));
    let told = |lists: &AnnexA| -> Vec<(String, String)> {
        let rows = lists.in_care.iter().flat_map(|list| &list.rows);
        rows.map(|row| (row.location.code().to_owned(), row.authority.raw.as_str().to_owned())).collect()
    };
    let wanted = [
        ("Out", "Bolton"),
        ("Out", "CON - Child placed in confidential placement"),
        ("In", ""),
        ("", "SCO - Child placed in Scotland"),
    ];
    assert_eq!(told(&lists), wanted.map(|(at, whose)| (at.to_owned(), whose.to_owned())));
    let again = to_facts::of(&lists);
    let areas = |facts: &Facts| -> Vec<_> {
        facts.placement_areas.iter().map(|one| (one.gtpl_in_area, one.gtpl_area.clone())).collect()
    };
    assert_eq!(areas(&again), areas(&facts));
}
