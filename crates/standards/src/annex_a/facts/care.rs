//! Lists 8 to 11: in care, leaving it, adoption and adopters.

use facts::Text as Fact;
use facts::tables::*;

use super::super::from_facts::PERMANENCE;
use super::super::lists::{InCare, LeavingCare};
use super::super::{Choice, lists};
use super::{Made, code, fact, flag};
use crate::reading::Text;

impl Made {
    /// The period in care as one episode, with its latest placement and legal status.
    pub(super) fn in_care(&mut self, row: &InCare) {
        let (key, child) = (self.key(8, &row.child), fact(&row.child));
        let referral = self.referral_on(&row.child, row.start.value);
        let facts = &mut self.facts;
        facts.cla_episodes.push(ClaEpisode {
            clae_cla_episode_id: key.clone(),
            clae_cla_id: key.clone(),
            clae_person_id: child.clone(),
            clae_referral_id: referral.clone(),
            clae_cla_placement_id: key.clone(),
            clae_cla_episode_start_date: row.start.value,
            clae_entered_care_date: row.start.value,
            clae_cla_episode_start_reason: "S".into(),
            clae_cla_primary_need_code: code(&row.need),
            clae_cla_episode_ceased_date: row.end.value,
            clae_cla_episode_ceased_reason: code(&row.end_reason),
            clae_cla_last_iro_contact_date: row.last_iro.value,
        });
        facts.cla_placements.push(ClaPlacement {
            clap_cla_placement_id: key.clone(),
            clap_cla_id: key.clone(),
            clap_person_id: child.clone(),
            clap_cla_placement_start_date: row.placement_start.value,
            clap_cla_placement_end_date: row.end.value,
            clap_cla_placement_type: code(&row.placement),
            clap_cla_placement_provider: code(&row.provider),
            clap_cla_placement_postcode: fact(&row.postcode),
            clap_cla_placement_urn: fact(&row.urn),
            ..Default::default()
        });
        let inside = match row.location.code() {
            "In" => Some(true),
            "Out" => Some(false),
            _ => None,
        };
        if inside.is_some() || row.authority.raw.is_filled() {
            facts.placement_areas.push(PlacementArea {
                gtpl_placement_id: key.clone(),
                gtpl_person_id: child.clone(),
                gtpl_in_area: inside,
                gtpl_area: code(&row.authority),
            });
        }
        if row.legal.raw.is_filled() {
            facts.legal_statuses.push(LegalStatus {
                lega_legal_status_id: key.clone(),
                lega_person_id: child.clone(),
                lega_legal_status: code(&row.legal),
                lega_legal_status_start_date: row.legal_start.value,
                lega_legal_status_end_date: row.end.value,
            });
        }
        if row.last_review.value.is_some() {
            facts.cla_reviews.push(ClaReview {
                clar_cla_review_id: key.clone(),
                clar_cla_id: key.clone(),
                clar_cla_review_date: row.last_review.value,
                ..Default::default()
            });
        }
        if row.last_visit.value.is_some() {
            facts.cla_visits.push(ClaVisit {
                clav_cla_visit_id: key.clone(),
                clav_cla_id: key.clone(),
                clav_person_id: child.clone(),
                clav_cla_visit_date: row.last_visit.value,
                ..Default::default()
            });
        }
        for (kind, on) in [("Health assessment", row.last_health.value), ("Dental check", row.last_dental.value)] {
            if on.is_some() {
                facts.cla_health_checks.push(ClaHealth {
                    clah_health_check_id: Fact::from(format!("{key}-{kind}")),
                    clah_person_id: child.clone(),
                    clah_health_check_type: kind.into(),
                    clah_health_check_date: on,
                    clah_health_check_status: "Completed".into(),
                });
            }
        }
        if let Some((flag, _)) = PERMANENCE.iter().rfind(|(_, answer)| row.permanence.is(answer)) {
            facts.cla_care_plans.push(ClaCarePlan {
                lacp_table_id: key,
                lacp_person_id: child,
                lacp_cla_care_plan_start_date: row.start.value,
                lacp_cla_care_plan_json: Fact::from(format!("{{\"{flag}\":\"Y\"}}")),
                ..Default::default()
            });
        }
        self.asylum(8, &row.child, &row.unaccompanied);
        self.involved(8, &row.child, &row.team, &row.worker, referral);
    }

    /// That a child is or was unaccompanied; since when is not told.
    pub(super) fn asylum(&mut self, list: u8, child: &Text, answer: &Choice) {
        if flag(answer) == Some(true) && self.seen.insert(("asylum", fact(child), Fact::new())) {
            self.facts.immigration_statuses.push(ImmigrationStatus {
                immi_immigration_status_id: Fact::from(format!("annex-a-{list}-{}", child.as_str())),
                immi_person_id: fact(child),
                immi_immigration_status: "UASC".into(),
                ..Default::default()
            });
        }
    }

    pub(super) fn leaving_care(&mut self, row: &LeavingCare) {
        self.asylum(9, &row.child, &row.unaccompanied);
        let suitable = match row.suitability.code() {
            "Suitable" => "1".into(),
            "Unsuitable" => "2".into(),
            _ => fact(&row.suitability.raw),
        };
        let leaver = CareLeaver {
            clea_table_id: self.key(9, &row.child),
            clea_person_id: fact(&row.child),
            clea_care_leaver_eligibility: code(&row.eligibility),
            clea_care_leaver_in_touch: Fact::from(code(&row.in_touch).to_uppercase()),
            clea_care_leaver_latest_contact: row.last_contact.value,
            clea_care_leaver_accommodation: code(&row.accommodation),
            clea_care_leaver_accom_suitable: suitable,
            clea_care_leaver_activity: code(&row.activity),
            clea_pathway_plan_review_date: row.pathway_review.value,
            clea_care_leaver_personal_advisor: self.worker(&row.adviser),
            clea_care_leaver_allocated_team: self.team(&row.team),
            clea_care_leaver_worker_id: self.worker(&row.worker),
        };
        self.facts.care_leavers.push(leaver);
    }

    pub(super) fn adoption(&mut self, row: &lists::Adoption) {
        let (key, child) = (self.key(10, &row.child), fact(&row.child));
        if row.family.is_filled() {
            self.facts.families.push(Family {
                fami_table_id: key.clone(),
                fami_family_id: fact(&row.family),
                fami_person_id: child.clone(),
            });
        }
        // A child who was adopted more than six months ago is no longer on list 8: the period is told here alone.
        let period =
            self.facts.cla_episodes.iter().rfind(|one| one.clae_person_id == child).map(|one| one.clae_cla_id.clone());
        let period = period.or_else(|| {
            row.order.value.is_some().then(|| {
                self.facts.cla_episodes.push(ClaEpisode {
                    clae_cla_episode_id: key.clone(),
                    clae_cla_id: key.clone(),
                    clae_person_id: child.clone(),
                    clae_cla_episode_start_date: row.entered_care.value,
                    clae_entered_care_date: row.entered_care.value,
                    clae_cla_episode_start_reason: "S".into(),
                    clae_cla_episode_ceased_date: row.order.value,
                    ..Default::default()
                });
                key.clone()
            })
        });
        self.facts.permanence.push(Permanence {
            perm_table_id: key,
            perm_person_id: child,
            perm_cla_id: period.unwrap_or_default(),
            perm_adm_decision_date: row.decision.value,
            perm_placement_order_date: row.placement_order.value,
            perm_matched_date: row.matched.value,
            perm_placed_for_adoption_date: row.placed.value,
            perm_permanence_order_date: row.order.value,
            perm_permanence_order_type: if row.order.value.is_some() { "Adoption".into() } else { Fact::new() },
            perm_decision_reversed_date: row.reversed.value,
            perm_decision_reversed_reason: code(&row.reversed_reason),
            perm_placed_ffa_cp_date: row.fostering.value,
            ..Default::default()
        });
    }

    /// An adopter: by their own row; or, where that tells of a match alone, for each child of list 10 that is of the same family.
    pub(super) fn adopter(&mut self, row: &lists::Adopter) {
        let family = fact(&row.family);
        let sex: Fact = match row.gender.code() {
            "Male" => "M".into(),
            "Female" => "F".into(),
            _ => fact(&row.gender.raw),
        };
        let children: Vec<Fact> = self
            .facts
            .families
            .iter()
            .filter(|one| one.fami_family_id == family)
            .map(|one| one.fami_person_id.clone())
            .collect();
        let alone = [&row.enquiry, &row.stage1_start, &row.stage2_start, &row.submitted, &row.approved, &row.left];
        if children.is_empty() || alone.into_iter().any(|day| day.raw.is_filled()) {
            self.facts.prospective_adopters.push(ProspectiveAdopter {
                gtpa_row_id: Fact::from(format!("annex-a-11-{}-{}", row.adopter.as_str(), row.line)),
                gtpa_adopter_id: fact(&row.adopter),
                gtpa_family_id: family,
                gtpa_sex: sex,
                gtpa_ethnicity: code(&row.ethnicity),
                gtpa_disabled: flag(&row.disability),
                gtpa_fostering: flag(&row.fostering),
                gtpa_enquired: row.enquiry.value,
                gtpa_stage_one_began: row.stage1_start.value,
                gtpa_stage_one_ended: row.stage1_end.value,
                gtpa_stage_two_began: row.stage2_start.value,
                gtpa_stage_two_ended: row.stage2_end.value,
                gtpa_submitted: row.submitted.value,
                gtpa_approved: row.approved.value,
                gtpa_matched: row.matched.value,
                gtpa_placed: row.placed.value,
                gtpa_children_placed: row.children_placed.value.map(i32::from),
                gtpa_adopted: row.order.value,
                gtpa_left: row.left.value,
                gtpa_left_reason: code(&row.left_reason),
            });
            return;
        }
        for child in children {
            let course = self.facts.permanence.iter().rfind(|one| one.perm_person_id == child);
            let course = course.map(|one| one.perm_table_id.clone()).unwrap_or_default();
            self.facts.adopters.push(Adopter {
                gtad_row_id: Fact::from(format!("annex-a-11-{}-{child}", row.adopter.as_str())),
                gtad_person_id: child,
                gtad_permanence_id: course,
                gtad_adopter_id: fact(&row.adopter),
                gtad_family_id: family.clone(),
                gtad_sex: sex.clone(),
                gtad_fostering: flag(&row.fostering),
                gtad_matched: row.matched.value,
            });
        }
    }
}
