//! Six years of an invented authority of 43,000 children, as facts; larger by a factor. The same seed makes the same facts.

use facts::Facts;
use facts::tables::*;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use practice::moment::Moment;

/// The last day of it.
pub const LAST: Date = date(2026, 3, 31);
/// How many days there are.
const DAYS: i32 = 6 * 365 + 1;

/// The facts, `size` times as many as one authority's.
pub fn facts(size: u32, seed: u64) -> Facts {
    some(12_000 * size, 60 * size, seed)
}

/// The facts of so many children and workers.
pub fn some(children: u32, workers: u32, seed: u64) -> Facts {
    let mut made = Made { random: fastrand::Rng::with_seed(seed), facts: Facts::default(), next: 0 };
    (0..workers).for_each(|at| made.worker(at));
    (0..children).for_each(|child| made.child(child, workers));
    made.facts
}

struct Made {
    random: fastrand::Rng,
    facts: Facts,
    next: u64,
}

fn after(from: Date, days: i32) -> Date {
    from.saturating_add(days.days())
}

impl Made {
    fn key(&mut self) -> facts::Text {
        self.next += 1;
        format!("{}", self.next).into()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.u32(0..100) < percent
    }

    fn worker(&mut self, at: u32) {
        let id: facts::Text = format!("w{at}").into();
        self.facts.professionals.push(Professional {
            prof_professional_id: id.clone(),
            prof_social_worker_registration_no: format!("SW{at}").into(),
            prof_full_time_equivalency: Some(if at.is_multiple_of(5) { 0.6 } else { 1.0 }),
            prof_agency_worker_flag: Some(at.is_multiple_of(6)),
            ..Professional::default()
        });
    }

    fn child(&mut self, number: u32, workers: u32) {
        let id: facts::Text = format!("c{number}").into();
        let began = after(LAST, -self.random.i32(0..DAYS));
        let ethnicity = ["WBRI", "APKN", "MWBC", "BAFR", "OOTH"][self.random.usize(0..5)];
        self.facts.persons.push(Person {
            pers_person_id: id.clone(),
            pers_dob: Some(after(began, -self.random.i32(0..6000))),
            pers_sex: if self.random.bool() { "F" } else { "M" }.into(),
            pers_ethnicity: ethnicity.into(),
            ..Person::default()
        });
        if self.chance(4) {
            let key = self.key();
            self.facts.disabilities.push(Disability {
                disa_table_id: key,
                disa_person_id: id.clone(),
                disa_disability_code: "MOB".into(),
            });
        }
        let mut day = began;
        for _ in 0..self.random.u32(1..9) {
            day = after(day, self.random.i32(0..300));
            if day > LAST {
                return;
            }
            let referred = self.chance(30);
            self.contact(&id, day, referred);
            if referred {
                self.referral(&id, after(day, 1), workers);
            }
        }
    }

    fn contact(&mut self, id: &facts::Text, day: Date, referred: bool) {
        let contact = self.key();
        let decided = after(day, self.random.i32(0..4));
        self.facts.contacts.push(Contact {
            cont_contact_id: contact.clone(),
            cont_person_id: id.clone(),
            cont_contact_date: Some(day),
            cont_contact_source_code: "1A".into(),
            cont_contact_outcome_json: if referred { r#"{"NEW_REFERRAL_FLAG":"Y"}"# } else { r#"{"NFA_FLAG":"Y"}"# }
                .into(),
            ..Contact::default()
        });
        let decision = self.key();
        self.facts.screening_decisions.push(ScreeningDecision {
            gtsc_decision_id: decision,
            gtsc_contact_id: contact,
            gtsc_person_id: id.clone(),
            gtsc_received: Some(Moment::day(day)),
            gtsc_decided: Some(Moment::day(decided)),
            gtsc_settles: Some(true),
            ..ScreeningDecision::default()
        });
    }

    fn referral(&mut self, id: &facts::Text, day: Date, workers: u32) {
        let (referral, nothing) = (self.key(), self.chance(12));
        let worker: facts::Text = format!("w{}", self.random.u32(0..workers)).into();
        let (long, protect, care) = (self.chance(40), self.chance(14), self.chance(6));
        let ends = if nothing { day } else { after(day, if long { 400 } else { 70 }) };
        self.facts.cin_episodes.push(CinEpisode {
            cine_referral_id: referral.clone(),
            cine_person_id: id.clone(),
            cine_referral_date: Some(day),
            cine_referral_nfa: Some(nothing),
            cine_close_date: (ends <= LAST).then_some(ends),
            cine_close_reason: if long { "RC7" } else { "RC8" }.into(),
            cine_referral_team: format!("t{}", self.random.u32(0..8)).into(),
            cine_referral_worker_id: worker.clone(),
            ..CinEpisode::default()
        });
        if nothing {
            return;
        }
        let key = self.key();
        self.facts.involvements.push(Involvement {
            invo_involvements_id: key,
            invo_person_id: id.clone(),
            invo_professional_id: worker,
            invo_professional_team: "t1".into(),
            invo_professional_role_id: "CW".into(),
            invo_involvement_start_date: Some(day),
            invo_involvement_end_date: (ends <= LAST).then_some(ends),
            ..Involvement::default()
        });
        let authorised = after(day, self.random.i32(10..75));
        let key = self.key();
        self.facts.cin_assessments.push(CinAssessment {
            cina_assessment_id: key,
            cina_person_id: id.clone(),
            cina_referral_id: referral.clone(),
            cina_assessment_start_date: Some(day),
            cina_assessment_auth_date: (authorised <= LAST).then_some(authorised),
            cina_assessment_child_seen: Some(self.random.u32(0..20) > 0),
            cina_assessment_outcome_nfa: Some(!long),
            ..CinAssessment::default()
        });
        if long {
            self.plan(id, &referral, authorised, ends);
        }
        if protect {
            self.protection(id, &referral, after(day, 5));
        }
        if care {
            self.care(id, after(day, 30));
        }
    }

    fn plan(&mut self, id: &facts::Text, referral: &facts::Text, day: Date, ends: Date) {
        if day > LAST {
            return;
        }
        let key = self.key();
        self.facts.cin_plans.push(CinPlan {
            cinp_cin_plan_id: key,
            cinp_person_id: id.clone(),
            cinp_referral_id: referral.clone(),
            cinp_cin_plan_start_date: Some(day),
            cinp_cin_plan_end_date: (ends <= LAST).then_some(ends),
            ..CinPlan::default()
        });
        let mut visit = day;
        loop {
            visit = after(visit, self.random.i32(20..34));
            if visit > ends.min(LAST) {
                return;
            }
            let key = self.key();
            self.facts.cin_visits.push(CinVisit {
                cinv_cin_visit_id: key,
                cinv_person_id: id.clone(),
                cinv_cin_visit_date: Some(visit),
                cinv_cin_visit_seen: Some(self.random.u32(0..10) > 0),
                ..CinVisit::default()
            });
        }
    }

    fn protection(&mut self, id: &facts::Text, referral: &facts::Text, day: Date) {
        if day > LAST {
            return;
        }
        let (enquiry, held) = (self.key(), after(day, self.random.i32(10..26)));
        self.facts.s47_enquiries.push(S47Enquiry {
            s47e_s47_enquiry_id: enquiry.clone(),
            s47e_referral_id: referral.clone(),
            s47e_person_id: id.clone(),
            s47e_s47_start_date: Some(day),
            s47e_s47_end_date: Some(after(day, 12)),
            ..S47Enquiry::default()
        });
        if held > LAST || self.chance(40) {
            return;
        }
        let key = self.key();
        self.facts.initial_cp_conferences.push(InitialCpConference {
            icpc_icpc_id: key,
            icpc_s47_enquiry_id: enquiry,
            icpc_person_id: id.clone(),
            icpc_icpc_date: Some(held),
            ..InitialCpConference::default()
        });
        let (plan, ends) = (self.key(), after(held, self.random.i32(60..800)));
        self.facts.cp_plans.push(CpPlan {
            cppl_cp_plan_id: plan.clone(),
            cppl_person_id: id.clone(),
            cppl_referral_id: referral.clone(),
            cppl_cp_plan_start_date: Some(held),
            cppl_cp_plan_end_date: (ends <= LAST).then_some(ends),
            cppl_cp_plan_latest_category: ["Neglect", "Emotional abuse", "Physical abuse"][self.random.usize(0..3)]
                .into(),
            ..CpPlan::default()
        });
        let (mut visit, until) = (held, ends.min(LAST));
        loop {
            visit = after(visit, self.random.i32(8..17));
            if visit > until {
                break;
            }
            let key = self.key();
            self.facts.cp_visits.push(CpVisit {
                cppv_cp_visit_id: key,
                cppv_person_id: id.clone(),
                cppv_cp_plan_id: plan.clone(),
                cppv_cp_visit_date: Some(visit),
                cppv_cp_visit_seen: Some(self.random.u32(0..10) > 0),
                cppv_cp_visit_seen_alone: Some(self.random.bool()),
                ..CpVisit::default()
            });
        }
        let mut review = after(held, 85);
        while review <= until {
            let key = self.key();
            self.facts.cp_reviews.push(CpReview {
                cppr_cp_review_id: key,
                cppr_person_id: id.clone(),
                cppr_cp_plan_id: plan.clone(),
                cppr_cp_review_date: Some(review),
                cppr_cp_review_participation: "PN1".into(),
                ..CpReview::default()
            });
            review = after(review, self.random.i32(150..190));
        }
    }

    fn care(&mut self, id: &facts::Text, day: Date) {
        let ends = after(day, self.random.i32(60..1800));
        if day > LAST {
            return;
        }
        let over = (ends <= LAST).then_some(ends);
        let reason = ["E4A", "E11", "E45", "E5", "E12"][self.random.usize(0..5)];
        let key = self.key();
        self.facts.cla_episodes.push(ClaEpisode {
            clae_cla_episode_id: key,
            clae_person_id: id.clone(),
            clae_cla_id: id.clone(),
            clae_cla_episode_start_date: Some(day),
            clae_cla_episode_ceased_date: over,
            clae_cla_episode_ceased_reason: if over.is_some() { reason } else { "" }.into(),
            ..ClaEpisode::default()
        });
        let mut moved = day;
        let until = ends.min(LAST);
        while moved <= until {
            let next = after(moved, self.random.i32(60..700));
            let key = self.key();
            self.facts.cla_placements.push(ClaPlacement {
                clap_cla_placement_id: key,
                clap_person_id: id.clone(),
                clap_cla_id: id.clone(),
                clap_cla_placement_start_date: Some(moved),
                clap_cla_placement_end_date: (next.min(ends) <= LAST).then_some(next.min(ends)),
                clap_cla_placement_type: ["U4", "U6", "U3", "K2", "P1"][self.random.usize(0..5)].into(),
                clap_cla_placement_provider: ["PR1", "PR4"][self.random.usize(0..2)].into(),
                clap_cla_placement_postcode: ["BL9 1AA", "M25 1BB", "ZZ9 9ZZ"][self.random.usize(0..3)].into(),
                clap_cla_placement_distance: Some(self.random.f64() * 40.0),
                ..ClaPlacement::default()
            });
            moved = next;
        }
        let mut visit = day;
        loop {
            visit = after(visit, self.random.i32(25..50));
            if visit > until {
                break;
            }
            let key = self.key();
            self.facts.cla_visits.push(ClaVisit {
                clav_cla_visit_id: key,
                clav_person_id: id.clone(),
                clav_cla_visit_date: Some(visit),
                clav_cla_visit_seen: Some(true),
                ..ClaVisit::default()
            });
        }
        let mut review = after(day, 26);
        while review <= until {
            let key = self.key();
            self.facts.cla_reviews.push(ClaReview {
                clar_cla_review_id: key,
                clar_cla_id: id.clone(),
                clar_cla_review_date: Some(review),
                clar_cla_review_participation: "PN1".into(),
                ..ClaReview::default()
            });
            review = after(review, self.random.i32(80..190));
        }
    }
}
