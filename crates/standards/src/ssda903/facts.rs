//! Facts from a year's return, so that what another system sent can be measured.
//!
//! An episode of the return is one placement and one legal status: each becomes a row of its own, and a placement goes on
//! where only the status changed (reason L). What the return says of a whole year (OC2) stands on its last day. A no
//! in it is no row: whether something was asked and did not happen, and whether it was not asked, are then one. The home is
//! an address from the day care began. [`super::from_facts`] makes the same return of what is told here.

use std::collections::BTreeMap;

use facts::tables;
use facts::{Facts, Partial, Text};
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
            pers_is_mother: row.mother.is_filled().then(|| row.mother.is("1")),
            ..Default::default()
        });
        if row.mc_dob.value.is_some() {
            facts.mothers.push(tables::Mother {
                moth_table_id: fact(&row.child),
                moth_person_id: fact(&row.child),
                moth_childs_dob: row.mc_dob.value,
                ..Default::default()
            });
        }
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
    for (number, row) in rows(&set.prev_perm).enumerate() {
        facts.cla_previous_permanence.push(tables::ClaPreviousPermanence {
            lapp_table_id: format!("{}-{number}", row.child.as_str()).into(),
            lapp_person_id: fact(&row.child),
            lapp_previous_permanence_order_date: row.date_perm.value.map(partial),
            lapp_previous_permanence_option: fact(&row.prev_perm),
            lapp_previous_permanence_la: fact(&row.la_perm),
        });
    }
    for (number, row) in rows(&set.dolo).enumerate() {
        facts.deprivations_of_liberty.push(tables::DeprivationOfLiberty {
            gtdl_order_id: format!("{}-{number}", row.child.as_str()).into(),
            gtdl_person_id: fact(&row.child),
            gtdl_start: row.dolo_start.value,
            gtdl_end: row.dolo_end.value,
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

/// A date as far as it is known: a day without its month is known as far as its year.
fn partial(date: crate::reading::PartialDate) -> Partial {
    match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month, day).map_or(Partial::Year(year), Partial::Day),
        (Some(year), Some(month), None) => Partial::Month(year, month),
        (Some(year), None, _) => Partial::Year(year),
        (None, ..) => Partial::Unknown,
    }
}

/// What is said of the year as a whole, on its last day.
fn year(facts: &mut Facts, set: &Return, last: Date) {
    for row in rows(&set.oc2) {
        let (child, yes) = (fact(&row.child), |text: &crate::reading::Text| text.as_str() == "1");
        for (kind, done) in [
            ("Review health assessment", &row.health_assessment),
            ("Dental check", &row.teeth_check),
            ("Development check", &row.health_check),
        ] {
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
        if row.sdq_score.value.is_some() || row.sdq_reason.is_filled() {
            facts.sdq_scores.push(tables::SdqScore {
                csdq_table_id: child.clone(),
                csdq_person_id: child.clone(),
                csdq_sdq_completed_date: Some(last),
                csdq_sdq_reason: fact(&row.sdq_reason),
                csdq_sdq_score: row.sdq_score.value.map(|score| score.to_string().into()).unwrap_or_default(),
            });
        }
        if yes(&row.convicted) {
            facts.cla_convictions.push(tables::ClaConviction {
                clac_cla_conviction_id: child.clone(),
                clac_person_id: child.clone(),
                clac_cla_conviction_date: Some(last),
                ..Default::default()
            });
        }
        if yes(&row.substance_misuse) {
            let received = row.intervention_received.is_filled().then(|| yes(&row.intervention_received));
            facts.cla_substance_misuse.push(tables::ClaSubstanceMisuse {
                clas_substance_misuse_id: child.clone(),
                clas_person_id: child.clone(),
                clas_substance_misuse_date: Some(last),
                clas_intervention_received: received,
                ..Default::default()
            });
            if row.intervention_offered.is_filled() {
                facts.substance_help.push(tables::SubstanceHelp {
                    gtsh_help_id: child.clone(),
                    gtsh_person_id: child,
                    gtsh_date: Some(last),
                    gtsh_offered: Some(yes(&row.intervention_offered)),
                });
            }
        }
    }
}

/// A child's episodes, in order: each an episode and a legal status; a placement for as long as it is the same.
fn episodes(facts: &mut Facts, child: &str, own: &[&Episodes]) {
    let mut home = None;
    for (number, row) in own.iter().enumerate() {
        if !row.home_post.is_blank() && (home != Some(&row.home_post) || row.rne.is("S")) {
            home = Some(&row.home_post);
            facts.addresses.push(tables::Address {
                addr_table_id: format!("{child}-{}", number + 1).into(),
                addr_person_id: child.into(),
                addr_address_type: "home".into(),
                addr_address_start_date: row.decom.value,
                addr_address_postcode: fact(&row.home_post),
                ..Default::default()
            });
        }
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
            Some(placement) => {
                placement.clap_cla_placement_end_date = row.dec.value;
                placement.clap_cla_placement_change_reason = fact(&row.reason_place_change);
            }
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

/// A child's ways to adoption, one from each decision: what came of it stands with the last.
fn adoption(facts: &mut Facts, set: &Return, child: &str, own: &[&Episodes]) {
    let adopted = rows(&set.ad1).find(|row| row.child.as_str() == child);
    let mut planned: Vec<_> = rows(&set.placed_adoption).filter(|row| row.child.as_str() == child).collect();
    planned.sort_by_key(|row| row.date_placed.value);
    let ordered = own.iter().find(|row| row.ls.as_str() == "E1").and_then(|row| row.decom.value);
    let placed = own.iter().find(|row| matches!(row.place.as_str(), "A3" | "A4" | "A5" | "A6"));
    let order = own.iter().find(|row| row.rec.is_any(&["E11", "E12"])).and_then(|row| row.dec.value);
    if adopted.is_none() && planned.is_empty() && ordered.is_none() && placed.is_none() {
        return;
    }
    let ways = planned.len().max(1);
    for number in 0..ways {
        let (plan, last) = (planned.get(number), number + 1 == ways);
        let adopted = adopted.filter(|_| last);
        let text = |of: fn(&super::Ad1) -> &crate::reading::Text| adopted.map(|row| fact(of(row))).unwrap_or_default();
        facts.permanence.push(tables::Permanence {
            perm_table_id: if last { child.into() } else { format!("{child}-{}", number + 1).into() },
            perm_person_id: child.into(),
            perm_cla_id: child.into(),
            perm_adm_decision_date: plan
                .and_then(|row| row.date_placed.value)
                .or(adopted.and_then(|row| row.date_int.value)),
            perm_placement_order_date: ordered.filter(|_| last),
            perm_placed_for_adoption_date: placed.filter(|_| last).and_then(|row| row.decom.value),
            perm_matched_date: adopted.and_then(|row| row.date_match.value),
            perm_adopted_by_carer_flag: adopted.map(|row| row.foster_care.as_str() == "1"),
            perm_decision_reversed_date: plan.and_then(|row| row.date_placed_ceased.value),
            perm_decision_reversed_reason: plan.map_or_else(Text::new, |row| fact(&row.reason_placed_ceased)),
            perm_permanence_order_date: order.filter(|_| last),
            perm_permanence_order_type: if last && order.is_some() { "Adoption".into() } else { Text::new() },
            perm_adopter_sex: text(|row| &row.sex_adoptr),
            perm_adopter_legal_status: text(|row| &row.ls_adoptr),
            perm_number_of_adopters: text(|row| &row.nb_adoptr),
            ..Default::default()
        });
    }
}
