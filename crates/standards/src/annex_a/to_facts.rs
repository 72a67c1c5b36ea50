//! Facts from the lists, so that what another system wrote can be measured and compared.
//!
//! A list holds less than the tables: where it gives a number of earlier events, and not the events, no fact follows. What
//! no table holds is [`NO_PLACE`]. A worker and a team are known by their names, and so are their rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use facts::tables::*;
use facts::{Facts, Text as Fact};
use jiff::civil::Date;

use super::from_facts::PERMANENCE;
use super::lists::{Assessment, Enquiry, InCare, InNeed, LeavingCare, ProtectionPlan, Referral};
use super::{AnnexA, Choice, Filed, lists};
use crate::reading::{Cell, Text};

/// The columns of the lists that no table of facts holds, by list and heading. The whole of list 11 is one.
pub const NO_PLACE: &[(u8, &str)] = &[
    (3, "Number of Referrals in Last 12 Months"),
    (5, "Number of Section 47 Enquiries in the last 12 months"),
    (5, "Number of ICPCs in the last 12 months"),
    (7, "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"),
    (7, "Number of Previous Child Protection Plans"),
    (8, "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"),
    (8, "Number of Placements in the Last 12 months"),
    (8, "Placement Location"),
    (8, "LA of Placement"),
    (8, "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"),
    (8, "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"),
    (8, "Was the child offered a Return Interview after their last missing episode (Y/N)?"),
    (8, "Did the child accept a Return Interview after their last missing episode (Y/N)?"),
];

/// The facts that the lists tell.
pub fn of(lists: &AnnexA) -> Facts {
    let mut made = Made::default();
    made.people(lists);
    for row in rows(&lists.contacts) {
        let key = made.key(1, &row.child);
        made.facts.contacts.push(facts::tables::Contact {
            cont_contact_id: key,
            cont_person_id: fact(&row.child),
            cont_contact_date: row.on.value,
            cont_contact_source_code: code(&row.source),
            cont_contact_source_desc: row.source.value.map(|pick| Fact::from(pick.words.as_str())).unwrap_or_default(),
            ..Default::default()
        });
    }
    for row in rows(&lists.early_help) {
        let key = made.key(2, &row.child);
        made.facts.early_help_episodes.push(EarlyHelpEpisode {
            earl_episode_id: key,
            earl_person_id: fact(&row.child),
            earl_episode_start_date: row.start.value,
            earl_episode_end_date: row.completed.value,
            earl_episode_organisation: fact(&row.organisation),
            ..Default::default()
        });
    }
    rows(&lists.referrals).for_each(|row| made.referral(row));
    rows(&lists.in_need).for_each(|row| made.in_need(row));
    rows(&lists.assessments).for_each(|row| made.assessment(row));
    rows(&lists.enquiries).for_each(|row| made.enquiry(row));
    rows(&lists.plans).for_each(|row| made.plan(row));
    rows(&lists.in_care).for_each(|row| made.in_care(row));
    rows(&lists.leaving_care).for_each(|row| made.leaving_care(row));
    rows(&lists.adoptions).for_each(|row| made.adoption(row));
    made.facts.sort();
    made.facts
}

fn rows<R>(filed: &Option<Filed<R>>) -> impl Iterator<Item = &R> {
    filed.iter().flat_map(|filed| &filed.rows)
}

fn fact(text: &Text) -> Fact {
    Fact::from(text.as_str())
}

/// The code of an answer; what is no answer as it was typed.
fn code(choice: &Choice) -> Fact {
    choice.value.map_or_else(|| fact(&choice.raw), |pick| Fact::from(pick.code.as_str()))
}

/// Yes or no; none when it is neither.
fn flag(choice: &Choice) -> Option<bool> {
    match choice.code() {
        "Yes" => Some(true),
        "No" => Some(false),
        _ => None,
    }
}

#[derive(Default)]
struct Made {
    facts: Facts,
    counts: BTreeMap<(u8, String), usize>,
    /// Teams and workers that have a row, and who was involved with whom.
    seen: HashSet<(&'static str, Fact, Fact)>,
    /// The referrals of each child: their days and keys.
    referrals: HashMap<Fact, Vec<(Option<Date>, Fact)>>,
}

impl Made {
    /// The key of the next row a list gives a child: the same however often the list is read.
    fn key(&mut self, list: u8, child: &Text) -> Fact {
        let count = self.counts.entry((list, child.as_str().to_ascii_uppercase())).or_default();
        *count += 1;
        Fact::from(format!("annex-a-{list}-{}-{count}", child.as_str()))
    }

    /// Who the children are, of all the lists: the first that says something is believed.
    fn people(&mut self, lists: &AnnexA) {
        let mut persons: BTreeMap<String, Person> = BTreeMap::new();
        let mut disabled: BTreeMap<String, bool> = BTreeMap::new();
        let mut add =
            |child: &Text, gender: &Choice, ethnicity: &Choice, born: &Cell<Date>, disability: Option<&Choice>| {
                if child.is_blank() {
                    return;
                }
                let key = child.as_str().to_ascii_uppercase();
                let one = persons.entry(key.clone()).or_default();
                if one.pers_person_id.is_empty() {
                    one.pers_person_id = fact(child);
                }
                if one.pers_sex.is_empty() {
                    one.pers_sex = match gender.code() {
                        "Male" => "M".into(),
                        "Female" => "F".into(),
                        "" => fact(&gender.raw),
                        _ => "U".into(),
                    };
                }
                if one.pers_ethnicity.is_empty() {
                    one.pers_ethnicity = code(ethnicity);
                }
                one.pers_dob = one.pers_dob.or(born.value);
                if let Some(answer) = disability.and_then(flag) {
                    disabled.entry(key).or_insert(answer);
                }
            };
        macro_rules! plain {
            ($($list:ident)*) => {
                $(rows(&lists.$list).for_each(|row| add(&row.child, &row.gender, &row.ethnicity, &row.born, None));)*
            };
        }
        macro_rules! with_disability {
            ($($list:ident)*) => {
                $(rows(&lists.$list).for_each(|row| {
                    add(&row.child, &row.gender, &row.ethnicity, &row.born, Some(&row.disability));
                });)*
            };
        }
        with_disability!(assessments enquiries in_need plans in_care leaving_care adoptions);
        plain!(contacts early_help referrals);
        for (key, disabled) in disabled {
            let Some(person) = persons.get(&key) else { continue };
            // The list says that there is one, and not which.
            self.facts.disabilities.push(Disability {
                disa_table_id: Fact::from(format!("annex-a-{}", person.pers_person_id)),
                disa_person_id: person.pers_person_id.clone(),
                disa_disability_code: if disabled { "YES".into() } else { "NONE".into() },
            });
        }
        self.facts.persons = persons.into_values().collect();
    }

    /// A team, known by its name.
    fn team(&mut self, name: &Text) -> Fact {
        let id = fact(name);
        if !id.is_empty() && self.seen.insert(("team", id.clone(), Fact::new())) {
            self.facts.departments.push(Department {
                dept_team_id: id.clone(),
                dept_team_name: id.clone(),
                ..Default::default()
            });
        }
        id
    }

    /// A worker, known by name.
    fn worker(&mut self, name: &Text) -> Fact {
        let id = fact(name);
        if !id.is_empty() && self.seen.insert(("worker", id.clone(), Fact::new())) {
            self.facts.professionals.push(Professional {
                prof_professional_id: id.clone(),
                prof_professional_name: id.clone(),
                ..Default::default()
            });
        }
        id
    }

    /// Who is responsible, from when is not told.
    fn involved(&mut self, list: u8, child: &Text, team: &Text, worker: &Text, referral: Fact) {
        if team.is_blank() && worker.is_blank() {
            return;
        }
        let row = Involvement {
            invo_involvements_id: Fact::from(format!("annex-a-{list}-{}", child.as_str())),
            invo_person_id: fact(child),
            invo_professional_team: self.team(team),
            invo_professional_id: self.worker(worker),
            invo_referral_id: referral,
            ..Default::default()
        };
        if self.seen.insert(("involved", row.invo_person_id.clone(), row.invo_professional_id.clone())) {
            self.facts.involvements.push(row);
        }
    }

    /// The referral open on a day: the last that began by then.
    fn referral_on(&self, child: &Text, on: Option<Date>) -> Fact {
        let own = self.referrals.get(&fact(child)).into_iter().flatten();
        let by = own.filter(|(start, _)| on.is_none_or(|on| start.is_none_or(|start| start <= on)));
        by.max_by_key(|(start, _)| *start).map(|(_, key)| key.clone()).unwrap_or_default()
    }

    fn referral(&mut self, row: &Referral) {
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
    fn in_need(&mut self, row: &InNeed) {
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

    fn assessment(&mut self, row: &Assessment) {
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

    fn enquiry(&mut self, row: &Enquiry) {
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

    fn plan(&mut self, row: &ProtectionPlan) {
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

    /// The period in care as one episode, with its latest placement and legal status.
    fn in_care(&mut self, row: &InCare) {
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
    fn asylum(&mut self, list: u8, child: &Text, answer: &Choice) {
        if flag(answer) == Some(true) && self.seen.insert(("asylum", fact(child), Fact::new())) {
            self.facts.immigration_statuses.push(ImmigrationStatus {
                immi_immigration_status_id: Fact::from(format!("annex-a-{list}-{}", child.as_str())),
                immi_person_id: fact(child),
                immi_immigration_status: "UASC".into(),
                ..Default::default()
            });
        }
    }

    fn leaving_care(&mut self, row: &LeavingCare) {
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

    fn adoption(&mut self, row: &lists::Adoption) {
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
}
