//! Facts from a year's return, so that what another system sent can be measured.
//!
//! An episode of the return is one placement and one legal status: each becomes a row of its own, and a placement goes on
//! where only the status changed (reason L). What the return says of a whole year (OC2) stands on its last day. Earlier
//! permanence, convictions, substance misuse, adopters and deprivation of liberty are not carried over: no measure asks.

use std::collections::BTreeMap;

use facts::tables;
use facts::{Facts, Text};
use jiff::civil::{Date, date};

use super::{Episodes, Filed, Return};

/// The facts that a return tells.
pub fn of(set: &Return) -> Facts {
    let (mut facts, last) = (Facts::default(), date(set.year, 3, 31));
    for row in rows(&set.header) {
        facts.persons.push(tables::Person {
            pers_person_id: fact(&row.child),
            pers_sex: match row.sex.as_str() {
                "1" => "M".into(),
                "2" => "F".into(),
                other => other.into(),
            },
            pers_ethnicity: fact(&row.ethnic),
            pers_dob: row.dob.value,
            pers_upn: fact(&row.upn),
            ..Default::default()
        });
    }
    for row in rows(&set.uasc) {
        facts.immigration_statuses.push(tables::ImmigrationStatus {
            immi_immigration_status_id: fact(&row.child),
            immi_person_id: fact(&row.child),
            immi_immigration_status: "UASC".into(),
            immi_immigration_status_end_date: row.duc.value,
            ..Default::default()
        });
    }
    for (number, row) in rows(&set.reviews).enumerate() {
        facts.cla_reviews.push(tables::ClaReview {
            clar_cla_review_id: format!("{}-{number}", row.child.as_str()).into(),
            clar_cla_id: fact(&row.child),
            clar_cla_review_date: row.review.value,
            clar_cla_review_participation: fact(&row.review_code),
            ..Default::default()
        });
    }
    for (number, row) in rows(&set.missing).enumerate() {
        facts.missing.push(tables::Missing {
            miss_table_id: format!("{}-{number}", row.child.as_str()).into(),
            miss_person_id: fact(&row.child),
            miss_missing_episode_start_date: row.mis_start.value,
            miss_missing_episode_type: fact(&row.missing),
            miss_missing_episode_end_date: row.mis_end.value,
            ..Default::default()
        });
    }
    for (number, row) in rows(&set.sw_episodes).enumerate() {
        facts.involvements.push(tables::Involvement {
            invo_involvements_id: format!("{}-{number}", row.child.as_str()).into(),
            invo_professional_id: fact(&row.sw_id),
            invo_professional_role_id: "CW".into(),
            invo_involvement_start_date: row.sw_decom.value,
            invo_involvement_end_date: row.sw_dec.value,
            invo_worker_change_reason: fact(&row.sw_reason),
            invo_person_id: fact(&row.child),
            ..Default::default()
        });
    }
    for row in rows(&set.oc3) {
        let accommodation = row.accom.as_str();
        let (letter, suitable) = accommodation.split_at(accommodation.len().min(1));
        facts.care_leavers.push(tables::CareLeaver {
            clea_table_id: fact(&row.child),
            clea_person_id: fact(&row.child),
            clea_care_leaver_in_touch: fact(&row.in_touch),
            clea_care_leaver_accommodation: letter.into(),
            clea_care_leaver_accom_suitable: suitable.into(),
            clea_care_leaver_activity: fact(&row.activ),
            ..Default::default()
        });
        // A care leaver need not be in the header.
        if !facts.persons.iter().any(|one| one.pers_person_id == row.child.as_str()) {
            let (pers_person_id, pers_dob) = (fact(&row.child), row.dob.value);
            facts.persons.push(tables::Person { pers_person_id, pers_dob, ..Default::default() });
        }
    }
    year(&mut facts, set, last);
    let mut by_child: BTreeMap<&str, Vec<&Episodes>> = BTreeMap::new();
    rows(&set.episodes).for_each(|row| by_child.entry(row.child.as_str()).or_default().push(row));
    for (child, mut own) in by_child {
        own.sort_by_key(|row| row.decom.value);
        episodes(&mut facts, child, &own);
        adoption(&mut facts, set, child, &own);
    }
    facts
}

fn rows<R>(filed: &Option<Filed<R>>) -> impl Iterator<Item = &R> {
    filed.iter().flat_map(|filed| &filed.rows)
}

fn fact(text: &crate::reading::Text) -> Text {
    Text::from(text.as_str().trim())
}

/// What is said of the year as a whole, on its last day.
fn year(facts: &mut Facts, set: &Return, last: Date) {
    for row in rows(&set.oc2) {
        let (child, yes) = (fact(&row.child), |text: &crate::reading::Text| text.as_str() == "1");
        for (kind, done) in [("Review health assessment", &row.health_assessment), ("Dental check", &row.teeth_check)] {
            if yes(done) {
                facts.cla_health_checks.push(tables::ClaHealth {
                    clah_health_check_id: format!("{child}-{kind}").into(),
                    clah_person_id: child.clone(),
                    clah_health_check_type: kind.into(),
                    clah_health_check_date: Some(last),
                    clah_health_check_status: "Completed".into(),
                });
            }
        }
        facts.cla_immunisations.push(tables::ClaImmunisations {
            clai_person_id: child.clone(),
            clai_immunisations_status: (!row.immunisations.is_blank()).then(|| yes(&row.immunisations)),
            clai_immunisations_status_date: Some(last),
        });
        if let Some(score) = row.sdq_score.value {
            facts.sdq_scores.push(tables::SdqScore {
                csdq_table_id: child.clone(),
                csdq_person_id: child,
                csdq_sdq_completed_date: Some(last),
                csdq_sdq_score: score.to_string().into(),
                ..Default::default()
            });
        }
    }
}

/// A child's episodes, in order: each an episode and a legal status; a placement for as long as it is the same.
fn episodes(facts: &mut Facts, child: &str, own: &[&Episodes]) {
    for (number, row) in own.iter().enumerate() {
        let (key, who) = (Text::from(format!("{child}-{}", number + 1)), Text::from(child));
        facts.legal_statuses.push(tables::LegalStatus {
            lega_legal_status_id: key.clone(),
            lega_person_id: who.clone(),
            lega_legal_status: fact(&row.ls),
            lega_legal_status_start_date: row.decom.value,
            lega_legal_status_end_date: row.dec.value,
        });
        let goes_on = number > 0 && row.rne.as_str() == "L" && own[number - 1].dec.value == row.decom.value;
        match facts.cla_placements.last_mut().filter(|_| goes_on) {
            Some(placement) => placement.clap_cla_placement_end_date = row.dec.value,
            None => facts.cla_placements.push(tables::ClaPlacement {
                clap_cla_placement_id: key.clone(),
                clap_cla_placement_start_date: row.decom.value,
                clap_cla_placement_type: fact(&row.place),
                clap_cla_placement_urn: fact(&row.urn),
                clap_cla_id: who.clone(),
                clap_cla_placement_provider: fact(&row.place_provider),
                clap_cla_placement_postcode: fact(&row.pl_post),
                clap_cla_placement_end_date: row.dec.value,
                clap_cla_placement_change_reason: fact(&row.reason_place_change),
                clap_person_id: who.clone(),
                ..Default::default()
            }),
        }
        let placement = facts.cla_placements.last().map(|one| one.clap_cla_placement_id.clone());
        facts.cla_episodes.push(tables::ClaEpisode {
            clae_cla_episode_id: key,
            clae_person_id: who.clone(),
            clae_cla_episode_start_date: row.decom.value,
            clae_cla_episode_start_reason: fact(&row.rne),
            clae_cla_primary_need_code: fact(&row.cin),
            clae_cla_episode_ceased_date: row.dec.value,
            clae_cla_episode_ceased_reason: fact(&row.rec),
            clae_cla_id: who,
            clae_cla_placement_id: placement.unwrap_or_default(),
            ..Default::default()
        });
    }
}

/// A child's way to adoption: the decision, the order, the match, and the first adoptive placement.
fn adoption(facts: &mut Facts, set: &Return, child: &str, own: &[&Episodes]) {
    let adopted = rows(&set.ad1).find(|row| row.child.as_str() == child);
    let planned = rows(&set.placed_adoption).filter(|row| row.child.as_str() == child).last();
    let ordered = own.iter().find(|row| row.ls.as_str() == "E1").and_then(|row| row.decom.value);
    let placed = own.iter().find(|row| matches!(row.place.as_str(), "A3" | "A4" | "A5" | "A6"));
    if adopted.is_none() && planned.is_none() && ordered.is_none() && placed.is_none() {
        return;
    }
    facts.permanence.push(tables::Permanence {
        perm_table_id: child.into(),
        perm_person_id: child.into(),
        perm_cla_id: child.into(),
        perm_adm_decision_date: adopted
            .and_then(|row| row.date_int.value)
            .or(planned.and_then(|row| row.date_placed.value)),
        perm_placement_order_date: ordered,
        perm_placed_for_adoption_date: placed.and_then(|row| row.decom.value),
        perm_matched_date: adopted.and_then(|row| row.date_match.value),
        perm_adopted_by_carer_flag: adopted.map(|row| row.foster_care.as_str() == "1"),
        perm_decision_reversed_date: planned.and_then(|row| row.date_placed_ceased.value),
        perm_decision_reversed_reason: planned.map_or_else(Text::new, |row| fact(&row.reason_placed_ceased)),
        ..Default::default()
    });
}
