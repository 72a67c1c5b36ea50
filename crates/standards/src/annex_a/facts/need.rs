//! Lists 3 to 7: referral, assessment, enquiry, need and protection.

use facts::Text as Fact;
use facts::tables::*;

use super::super::lists::{Assessment, Enquiry, InNeed, ProtectionPlan, Referral};
use super::{Made, code, fact, flag};

impl Made {
    pub(super) fn referral(&mut self, row: &Referral) {
        let key = self.key(3, &row.child);
        self.referrals.entry(fact(&row.child)).or_default().push((row.on.value, key.clone()));
        let episode = CinEpisode {
            cine_referral_id: key,
            cine_person_id: fact(&row.child),
            cine_referral_date: row.on.value,
            cine_referral_source_code: code(&row.source),
            cine_referral_source_desc: row.source.value.map(|pick| Fact::from(pick.words.as_str())).unwrap_or_default(),
            cine_referral_nfa: flag(&row.no_further_action),
            cine_referral_team: self.team(&row.team),
            cine_referral_worker_id: self.worker(&row.worker),
            ..Default::default()
        };
        self.facts.cin_episodes.push(episode);
    }

    /// The episode of a referral on list 3 that began the same day, or one of its own.
    pub(super) fn in_need(&mut self, row: &InNeed) {
        let key = self.key(6, &row.child);
        let own = self.referrals.entry(fact(&row.child)).or_default();
        let same = own.iter().find(|(on, _)| on.is_some() && *on == row.start.value).map(|(_, key)| key.clone());
        let at = same.and_then(|same| self.facts.cin_episodes.iter().rposition(|one| one.cine_referral_id == same));
        let at = at.unwrap_or_else(|| {
            own.push((row.start.value, key.clone()));
            self.facts.cin_episodes.push(CinEpisode {
                cine_referral_id: key.clone(),
                cine_person_id: fact(&row.child),
                cine_referral_date: row.start.value,
                ..Default::default()
            });
            self.facts.cin_episodes.len() - 1
        });
        let episode = &mut self.facts.cin_episodes[at];
        episode.cine_cin_primary_need_code = code(&row.need);
        episode.cine_close_date = row.closed.value;
        episode.cine_close_reason = code(&row.reason);
        let referral = episode.cine_referral_id.clone();
        if row.last_seen.value.is_some() {
            self.facts.cin_visits.push(CinVisit {
                cinv_cin_visit_id: key.clone(),
                cinv_person_id: fact(&row.child),
                cinv_cin_visit_date: row.last_seen.value,
                cinv_cin_visit_seen: Some(true),
                ..Default::default()
            });
        }
        if row.status.is("Child in need plan") {
            // Since when there is a plan is not told.
            self.facts.cin_plans.push(CinPlan {
                cinp_cin_plan_id: key,
                cinp_person_id: fact(&row.child),
                cinp_referral_id: referral.clone(),
                ..Default::default()
            });
        }
        self.involved(6, &row.child, &row.team, &row.worker, referral);
    }

    pub(super) fn assessment(&mut self, row: &Assessment) {
        let one = CinAssessment {
            cina_assessment_id: self.key(4, &row.child),
            cina_person_id: fact(&row.child),
            cina_referral_id: self.referral_on(&row.child, row.start.value),
            cina_assessment_start_date: row.start.value,
            cina_assessment_child_seen: flag(&row.seen),
            cina_assessment_auth_date: row.authorised.value,
            cina_assessment_outcome_nfa: flag(&row.support).map(|support| !support),
            cina_assessment_team: self.team(&row.team),
            cina_assessment_worker_id: self.worker(&row.worker),
            ..Default::default()
        };
        self.facts.cin_assessments.push(one);
    }

    pub(super) fn enquiry(&mut self, row: &Enquiry) {
        let key = self.key(5, &row.child);
        let (team, worker) = (self.team(&row.team), self.worker(&row.worker));
        let referral = self.referral_on(&row.child, row.start.value);
        if row.conference.value.is_some() || row.led_to_plan.value.is_some() {
            self.facts.initial_cp_conferences.push(InitialCpConference {
                icpc_icpc_id: key.clone(),
                icpc_s47_enquiry_id: key.clone(),
                icpc_person_id: fact(&row.child),
                icpc_referral_id: referral.clone(),
                icpc_icpc_transfer_in: Some(false),
                icpc_icpc_date: row.conference.value,
                icpc_icpc_outcome_cp_flag: flag(&row.led_to_plan),
                ..Default::default()
            });
        }
        self.facts.s47_enquiries.push(S47Enquiry {
            s47e_s47_enquiry_id: key,
            s47e_referral_id: referral,
            s47e_person_id: fact(&row.child),
            s47e_s47_start_date: row.start.value,
            // A conference ends the enquiry; when one that led to none ended is not told.
            s47e_s47_end_date: row.conference.value,
            s47e_s47_nfa: flag(&row.no_conference),
            s47e_s47_completed_by_team: team,
            s47e_s47_completed_by_worker_id: worker,
            ..Default::default()
        });
    }

    pub(super) fn plan(&mut self, row: &ProtectionPlan) {
        let key = self.key(7, &row.child);
        let referral = self.referral_on(&row.child, row.start.value);
        if row.last_visit.value.is_some() {
            let alone = flag(&row.seen_alone);
            self.facts.cp_visits.push(CpVisit {
                cppv_cp_visit_id: key.clone(),
                cppv_person_id: fact(&row.child),
                cppv_cp_plan_id: key.clone(),
                cppv_cp_visit_date: row.last_visit.value,
                // A child seen alone was seen; of another nothing is told.
                cppv_cp_visit_seen: alone.filter(|alone| *alone),
                cppv_cp_visit_seen_alone: alone,
                ..Default::default()
            });
        }
        if row.last_review.value.is_some() {
            self.facts.cp_reviews.push(CpReview {
                cppr_cp_review_id: key.clone(),
                cppr_person_id: fact(&row.child),
                cppr_cp_plan_id: key.clone(),
                cppr_cp_review_date: row.last_review.value,
                ..Default::default()
            });
        }
        self.facts.cp_plans.push(CpPlan {
            cppl_cp_plan_id: key,
            cppl_referral_id: referral.clone(),
            cppl_person_id: fact(&row.child),
            cppl_cp_plan_start_date: row.start.value,
            cppl_cp_plan_end_date: row.end.value,
            cppl_cp_plan_initial_category: code(&row.initial_category),
            cppl_cp_plan_latest_category: code(&row.latest_category),
            ..Default::default()
        });
        self.involved(7, &row.child, &row.team, &row.worker, referral);
    }
}
