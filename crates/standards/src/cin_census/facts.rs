//! Facts from a census, so that what another system sent can be measured.
//!
//! The census knows no visits, no workers and no teams. Its number of earlier protection plans tells of plans that are not
//! in it: no fact follows.

use facts::tables;
use facts::{Facts, Text};
use jiff::civil::Date;

use super::{Cell, Census, Child, CinDetails, Field, ProtectionPlan, Section47, value};

/// The facts that a census tells.
pub fn of(census: &Census) -> Facts {
    let mut facts = Facts::default();
    for child in &census.children {
        let who = Text::from(child.identifiers.la_child_id.raw.trim());
        person(&mut facts, &who, child);
        for (number, row) in child.episodes.iter().enumerate() {
            episode(&mut facts, &who, &format!("{who}-{}", number + 1), row);
        }
    }
    facts
}

fn day(field: &Field<Date>) -> Option<Date> {
    value(field).copied()
}

/// A code as it was written, whether or not it is one of its list.
fn code(field: &Field<String>) -> Text {
    field.as_ref().map_or_else(Text::new, |cell| Text::from(cell.raw.trim()))
}

fn person(facts: &mut Facts, who: &Text, child: &Child) {
    let identifiers = &child.identifiers;
    let sex = [&identifiers.sex, &identifiers.gender_current].map(code).into_iter().find(|code| !code.is_empty());
    facts.persons.push(tables::Person {
        pers_person_id: who.clone(),
        pers_sex: match sex.unwrap_or_default().as_str() {
            "1" => "M".into(),
            "2" => "F".into(),
            "0" | "9" => "U".into(),
            other => other.into(),
        },
        pers_ethnicity: code(&child.characteristics.ethnicity),
        pers_dob: day(&identifiers.born),
        pers_expected_dob: day(&identifiers.expected),
        pers_death_date: day(&identifiers.died),
        pers_upn: code(&identifiers.upn),
        pers_upn_unknown: code(&identifiers.upn_unknown),
        ..Default::default()
    });
    for (number, one) in child.characteristics.disabilities.iter().enumerate() {
        facts.disabilities.push(tables::Disability {
            disa_table_id: format!("{who}-{}", number + 1).into(),
            disa_person_id: who.clone(),
            disa_disability_code: one.raw.trim().into(),
        });
    }
}

fn episode(facts: &mut Facts, who: &Text, id: &str, row: &CinDetails) {
    let referral = Text::from(id);
    facts.cin_episodes.push(tables::CinEpisode {
        cine_referral_id: referral.clone(),
        cine_person_id: who.clone(),
        cine_referral_date: day(&row.referred),
        cine_cin_primary_need_code: code(&row.primary_need),
        cine_referral_source_code: code(&row.referral_source),
        cine_referral_nfa: value(&row.no_further_action).copied(),
        cine_close_reason: code(&row.closure_reason),
        cine_close_date: day(&row.closed),
        ..Default::default()
    });
    for (number, one) in row.assessments.iter().enumerate() {
        let key = Text::from(format!("{id}-a{}", number + 1));
        facts.cin_assessments.push(tables::CinAssessment {
            cina_assessment_id: key.clone(),
            cina_person_id: who.clone(),
            cina_referral_id: referral.clone(),
            cina_assessment_start_date: day(&one.started),
            cina_assessment_auth_date: day(&one.authorised),
            ..Default::default()
        });
        if !one.factors.is_empty() {
            let quoted: Vec<String> = one.factors.iter().map(|cell| format!("{:?}", cell.raw.trim())).collect();
            facts.assessment_factors.push(tables::AssessmentFactors {
                cinf_table_id: key.clone(),
                cinf_assessment_id: key,
                cinf_assessment_factors_json: format!("[{}]", quoted.join(",")).into(),
            });
        }
    }
    for (number, one) in row.plans.iter().enumerate() {
        facts.cin_plans.push(tables::CinPlan {
            cinp_cin_plan_id: format!("{id}-n{}", number + 1).into(),
            cinp_referral_id: referral.clone(),
            cinp_person_id: who.clone(),
            cinp_cin_plan_start_date: day(&one.started),
            cinp_cin_plan_end_date: day(&one.ended),
            ..Default::default()
        });
    }
    row.enquiries.iter().enumerate().for_each(|(number, one)| enquiry(facts, who, id, number + 1, one));
    // A conference of the episode itself had its enquiry elsewhere, or none.
    if row.conference.is_some() {
        conference(facts, who, id, format!("{id}-c0"), Text::new(), &row.conference, None);
    }
    row.protection_plans.iter().enumerate().for_each(|(number, one)| plan(facts, who, id, number + 1, one));
    for (number, one) in row.pre_proceedings.iter().enumerate() {
        let court = day(&one.court_application);
        facts.pre_proceedings.push(tables::PreProceedings {
            prep_table_id: format!("{id}-l{}", number + 1).into(),
            prep_person_id: who.clone(),
            prep_pre_pro_decision_date: day(&one.started),
            prep_initial_pre_pro_meeting_date: day(&one.first_meeting),
            prep_pre_pro_outcome: if court.is_some() { "issue proceedings".into() } else { code(&one.outcome) },
            prep_agree_stepdown_issue_date: court.or(day(&one.step_decision)),
            prep_pre_pro_letter_date: day(&one.letter_sent),
            prep_care_pro_letter_date: day(&one.care_proceedings_letter),
            prep_pre_pro_meetings_num: value(&one.review_meetings).and_then(|count| i32::try_from(*count).ok()),
            ..Default::default()
        });
    }
}

/// An enquiry; the census says when it began and what followed, and not when it ended, save by the conference.
fn enquiry(facts: &mut Facts, who: &Text, id: &str, number: usize, one: &Section47) {
    let key = Text::from(format!("{id}-e{number}"));
    facts.s47_enquiries.push(tables::S47Enquiry {
        s47e_s47_enquiry_id: key.clone(),
        s47e_referral_id: id.into(),
        s47e_person_id: who.clone(),
        s47e_s47_start_date: day(&one.started),
        s47e_s47_end_date: day(&one.conference),
        s47e_s47_nfa: value(&one.conference_not_required).copied(),
        ..Default::default()
    });
    if one.conference.is_some() {
        conference(facts, who, id, format!("{id}-c{number}"), key, &one.conference, day(&one.conference_due));
    }
}

fn conference(
    facts: &mut Facts,
    who: &Text,
    id: &str,
    key: String,
    enquiry: Text,
    held: &Field<Date>,
    due: Option<Date>,
) {
    facts.initial_cp_conferences.push(tables::InitialCpConference {
        icpc_icpc_id: key.into(),
        icpc_s47_enquiry_id: enquiry,
        icpc_person_id: who.clone(),
        icpc_referral_id: id.into(),
        icpc_icpc_target_date: due,
        icpc_icpc_date: day(held),
        ..Default::default()
    });
}

fn plan(facts: &mut Facts, who: &Text, id: &str, number: usize, one: &ProtectionPlan) {
    let key = Text::from(format!("{id}-p{number}"));
    facts.cp_plans.push(tables::CpPlan {
        cppl_cp_plan_id: key.clone(),
        cppl_referral_id: id.into(),
        cppl_person_id: who.clone(),
        cppl_cp_plan_start_date: day(&one.started),
        cppl_cp_plan_end_date: day(&one.ended),
        cppl_cp_plan_initial_category: code(&one.initial_category),
        cppl_cp_plan_latest_category: code(&one.latest_category),
        ..Default::default()
    });
    let held = one.reviews.iter().filter_map(|cell: &Cell<Date>| cell.value);
    for (number, held) in held.enumerate() {
        facts.cp_reviews.push(tables::CpReview {
            cppr_cp_review_id: format!("{key}-r{}", number + 1).into(),
            cppr_person_id: who.clone(),
            cppr_cp_plan_id: key.clone(),
            cppr_cp_review_date: Some(held),
            ..Default::default()
        });
    }
}
