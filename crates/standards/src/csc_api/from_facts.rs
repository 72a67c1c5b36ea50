//! The payload of everybody, from facts.
//!
//! A value the schema has no room for is left out, and told: the rest of the child is still sent.

use std::collections::{BTreeMap, HashMap};

use facts::Facts;
use facts::tables::*;
use jiff::civil::Date;

use super::{
    Adoption, Assessment, Child, Details, Enquiry, Episode, Health, Leaver, Placement, Plan, ProtectionPlan, Sdq,
    Worker,
};
use crate::by_key::{By, by};
use crate::cin_census::from_facts::{codes, outcome};
use crate::numbers;

/// A value that was left out because the schema has no room for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The child's number.
    pub child: String,
    /// The field.
    pub field: &'static str,
    /// What stands in the facts.
    pub value: String,
}

/// Every child with a referral, in the order of their numbers, and what had to be left out.
///
/// Without names unless they are asked for: the schema has room for them, and no return uses them.
pub fn of(facts: &Facts, with_names: bool) -> (Vec<Child>, Vec<LeftOut>) {
    let known = Known::new(facts);
    let mut left_out = Vec::new();
    let mut by_child: BTreeMap<(String, &str), Vec<&CinEpisode>> = BTreeMap::new();
    for one in &facts.cin_episodes {
        by_child.entry((numbers::outside(&one.cine_person_id), &one.cine_person_id)).or_default().push(one);
    }
    let children = by_child.into_iter().filter_map(|((number, person), mut episodes)| {
        episodes.sort_by_key(|one| (one.cine_referral_date, &one.cine_referral_id));
        let mut fits = Fits { child: &number, left_out: &mut left_out };
        // A child without a number cannot be sent at all.
        let id = fits.coded("la_child_id", &number, 20, false);
        if id.is_empty() {
            return None;
        }
        let details = details(&known, person, with_names, &mut fits);
        let mut made: Vec<Episode> = episodes.iter().map(|one| episode(&known, one, &mut fits)).collect();
        care(&known, person, &episodes, &mut made, &mut fits);
        made.retain(|one| !one.social_care_episode_id.is_empty());
        let sdq = known.sdq.get(person).into_iter().flatten();
        let mut sdq: Vec<Sdq> = sdq
            .filter_map(|one| {
                let score = one.csdq_sdq_score.trim().parse().ok()?;
                Some(Sdq { date: day(one.csdq_sdq_completed_date), score: Some(score) })
            })
            .collect();
        sdq.sort_by(|a, b| a.date.cmp(&b.date));
        Some(Child {
            la_child_id: id,
            mis_child_id: if number == person {
                fits.coded("mis_child_id", legacy(&known, person), 36, true)
            } else {
                fits.coded("mis_child_id", person, 36, true)
            },
            purge: false,
            child_details: details,
            health_and_wellbeing: (!sdq.is_empty()).then_some(Health { sdq_assessments: sdq, purge: false }),
            social_care_episodes: made,
        })
    });
    let children = children.collect();
    left_out.sort();
    (children, left_out)
}

fn legacy<'f>(known: &Known<'f>, person: &str) -> &'f str {
    known.persons.get(person).map_or("", |one| &one.pers_legacy_id)
}

struct Known<'f> {
    persons: HashMap<&'f str, &'f Person>,
    disabilities: By<'f, Disability>,
    addresses: By<'f, Address>,
    identifiers: By<'f, LinkedIdentifier>,
    asylum: By<'f, ImmigrationStatus>,
    sdq: By<'f, SdqScore>,
    workers: HashMap<&'f str, &'f Professional>,
    involvements: By<'f, Involvement>,
    assessments: By<'f, CinAssessment>,
    factors: By<'f, AssessmentFactors>,
    plans: By<'f, CinPlan>,
    enquiries: By<'f, S47Enquiry>,
    conferences: By<'f, InitialCpConference>,
    protection: By<'f, CpPlan>,
    cla: By<'f, ClaEpisode>,
    placements: By<'f, ClaPlacement>,
    permanence: By<'f, Permanence>,
    leavers: By<'f, CareLeaver>,
}

impl<'f> Known<'f> {
    fn new(facts: &'f Facts) -> Known<'f> {
        Known {
            persons: facts.persons.iter().map(|one| (one.pers_person_id.as_str(), one)).collect(),
            disabilities: by(&facts.disabilities, |row| &row.disa_person_id),
            addresses: by(&facts.addresses, |row| &row.addr_person_id),
            identifiers: by(&facts.linked_identifiers, |row| &row.link_person_id),
            asylum: by(&facts.immigration_statuses, |row| &row.immi_person_id),
            sdq: by(&facts.sdq_scores, |row| &row.csdq_person_id),
            workers: facts.professionals.iter().map(|one| (one.prof_professional_id.as_str(), one)).collect(),
            involvements: by(&facts.involvements, |row| &row.invo_referral_id),
            assessments: by(&facts.cin_assessments, |row| &row.cina_referral_id),
            factors: by(&facts.assessment_factors, |row| &row.cinf_assessment_id),
            plans: by(&facts.cin_plans, |row| &row.cinp_referral_id),
            enquiries: by(&facts.s47_enquiries, |row| &row.s47e_referral_id),
            conferences: by(&facts.initial_cp_conferences, |row| &row.icpc_s47_enquiry_id),
            protection: by(&facts.cp_plans, |row| &row.cppl_referral_id),
            cla: by(&facts.cla_episodes, |row| &row.clae_person_id),
            placements: by(&facts.cla_placements, |row| &row.clap_person_id),
            permanence: by(&facts.permanence, |row| &row.perm_person_id),
            leavers: by(&facts.care_leavers, |row| &row.clea_person_id),
        }
    }
}

/// What there is room for.
struct Fits<'a> {
    child: &'a str,
    left_out: &'a mut Vec<LeftOut>,
}

impl Fits<'_> {
    /// A text of at most so many characters.
    fn text(&mut self, field: &'static str, text: &str, most: usize) -> String {
        if text.chars().count() <= most {
            return text.to_owned();
        }
        self.leave_out(field, text)
    }

    /// The same, of letters and digits only; and hyphens and low lines, where those are allowed.
    fn coded(&mut self, field: &'static str, text: &str, most: usize, lines: bool) -> String {
        let right = |byte: u8| byte.is_ascii_alphanumeric() || (lines && matches!(byte, b'-' | b'_'));
        if text.len() <= most && text.bytes().all(right) { text.to_owned() } else { self.leave_out(field, text) }
    }

    /// A text of exactly 13 characters.
    fn pupil(&mut self, field: &'static str, text: &str) -> String {
        if text.is_empty() || text.chars().count() == 13 { text.to_owned() } else { self.leave_out(field, text) }
    }

    fn leave_out(&mut self, field: &'static str, value: &str) -> String {
        self.left_out.push(LeftOut { child: self.child.to_owned(), field, value: value.to_owned() });
        String::new()
    }
}

fn day(on: Option<Date>) -> String {
    on.map(|on| on.to_string()).unwrap_or_default()
}

fn details(known: &Known<'_>, person: &str, with_names: bool, fits: &mut Fits<'_>) -> Option<Details> {
    let one = known.persons.get(person)?;
    let former = known.identifiers.get(person).into_iter().flatten().find(|one| {
        let kind = one.link_identifier_type.to_ascii_lowercase();
        kind.contains("former") && (kind.contains("upn") || kind.contains("pupil"))
    });
    let mut disabilities: Vec<String> = known
        .disabilities
        .get(person)
        .into_iter()
        .flatten()
        .map(|one| fits.text("disabilities", &one.disa_disability_code, 4))
        .filter(|code| !code.is_empty())
        .collect();
    disabilities.sort_unstable();
    disabilities.dedup();
    if disabilities.len() > 1 {
        disabilities.retain(|code| code != "NONE");
    }
    // There are thirteen codes and room for twelve.
    for more in disabilities.split_off(disabilities.len().min(12)) {
        fits.leave_out("disabilities", &more);
    }
    let home = known.addresses.get(person).into_iter().flatten();
    let home = home.filter(|one| one.addr_address_end_date.is_none() && !one.addr_address_postcode.is_empty());
    let home = home.max_by_key(|one| one.addr_address_start_date);
    let asylum = known.asylum.get(person).into_iter().flatten().find(|one| {
        let status = one.immi_immigration_status.to_ascii_lowercase();
        status.contains("uasc") || status.contains("unaccompanied")
    });
    let name = |name: &str| if with_names { name.to_owned() } else { String::new() };
    Some(Details {
        unique_pupil_number: fits.pupil("unique_pupil_number", &one.pers_upn),
        former_unique_pupil_number: fits
            .pupil("former_unique_pupil_number", former.map_or("", |one| &one.link_identifier_value)),
        unique_pupil_number_unknown_reason: fits.text("unique_pupil_number_unknown_reason", &one.pers_upn_unknown, 4),
        first_name: name(&one.pers_forename),
        surname: name(&one.pers_surname),
        date_of_birth: day(one.pers_dob),
        expected_date_of_birth: day(one.pers_expected_dob.filter(|_| one.pers_dob.is_none())),
        sex: fits.text("sex", &one.pers_sex, 1),
        ethnicity: fits.text("ethnicity", &one.pers_ethnicity, 4),
        disabilities,
        postcode: fits.text("postcode", home.map_or("", |one| &one.addr_address_postcode), 8),
        uasc_flag: asylum.map(|one| one.immi_immigration_status_end_date.is_none()),
        uasc_end_date: day(asylum.and_then(|one| one.immi_immigration_status_end_date)),
        purge: false,
    })
}

/// The rows under a key, by their days.
fn of_key<'f, R>(all: &By<'f, R>, key: &str, day: impl Fn(&R) -> Option<Date>) -> Vec<&'f R> {
    let mut rows = all.get(key).cloned().unwrap_or_default();
    rows.sort_by_key(|row| day(row));
    rows
}

fn episode(known: &Known<'_>, one: &CinEpisode, fits: &mut Fits<'_>) -> Episode {
    let key = one.cine_referral_id.as_str();
    let assessments = of_key(&known.assessments, key, |one| one.cina_assessment_start_date);
    let plans = of_key(&known.plans, key, |one| one.cinp_cin_plan_start_date);
    let enquiries = of_key(&known.enquiries, key, |one| one.s47e_s47_start_date);
    let protection = of_key(&known.protection, key, |one| one.cppl_cp_plan_start_date);
    let workers = of_key(&known.involvements, key, |one| one.invo_involvement_start_date);
    let mut made = Episode {
        social_care_episode_id: fits.coded("social_care_episode_id", key, 36, true),
        referral_date: day(one.cine_referral_date),
        referral_source: fits.text("referral_source", &one.cine_referral_source_code, 2),
        referral_no_further_action_flag: one.cine_referral_nfa,
        closure_date: day(one.cine_close_date),
        closure_reason: fits.text("closure_reason", &one.cine_close_reason, 3),
        ..Episode::default()
    };
    for one in workers {
        let known = known.workers.get(one.invo_professional_id.as_str());
        let registration = known.map_or("", |worker| worker.prof_social_worker_registration_no.as_str());
        let own = one.invo_professional_id.as_str();
        let short = registration.is_empty() && own.len() <= 12;
        let id = if short { own.to_owned() } else { numbers::worker(registration, own) };
        made.care_worker_details.push(Worker {
            worker_id: fits.coded("worker_id", &id, 12, true),
            start_date: day(one.invo_involvement_start_date),
            end_date: day(one.invo_involvement_end_date),
        });
    }
    made.care_worker_details.retain(|one| !one.worker_id.is_empty());
    for one in assessments {
        let factors = known.factors.get(one.cina_assessment_id.as_str()).into_iter().flatten();
        let mut factors: Vec<String> = factors.flat_map(|one| codes(&one.cinf_assessment_factors_json)).collect();
        factors.sort_unstable();
        factors.dedup();
        made.child_and_family_assessments.push(Assessment {
            child_and_family_assessment_id: fits.coded(
                "child_and_family_assessment_id",
                &one.cina_assessment_id,
                36,
                true,
            ),
            start_date: day(one.cina_assessment_start_date),
            authorisation_date: day(one.cina_assessment_auth_date),
            factors: factors
                .iter()
                .map(|code| fits.text("factors", code, 3))
                .filter(|code| !code.is_empty())
                .take(41)
                .collect(),
            purge: false,
        });
    }
    for one in plans {
        made.child_in_need_plans.push(Plan {
            child_in_need_plan_id: fits.coded("child_in_need_plan_id", &one.cinp_cin_plan_id, 36, true),
            start_date: day(one.cinp_cin_plan_start_date),
            end_date: day(one.cinp_cin_plan_end_date),
            purge: false,
        });
    }
    for one in enquiries {
        let conference = known.conferences.get(one.s47e_s47_enquiry_id.as_str()).into_iter().flatten();
        let held = conference.filter_map(|one| one.icpc_icpc_date).max();
        // Known when the enquiry has an outcome, or the conference was held.
        let leads = outcome(&one.s47e_s47_outcome_json, "CP_CONFERENCE_FLAG");
        let required = if held.is_some() || leads { Some(true) } else { one.s47e_s47_end_date.map(|_| false) };
        made.section_47_assessments.push(Enquiry {
            section_47_assessment_id: fits.coded("section_47_assessment_id", &one.s47e_s47_enquiry_id, 36, true),
            start_date: day(one.s47e_s47_start_date),
            icpc_required_flag: required,
            icpc_date: day(held),
            end_date: day(one.s47e_s47_end_date),
            purge: false,
        });
    }
    for one in protection {
        made.child_protection_plans.push(ProtectionPlan {
            child_protection_plan_id: fits.coded("child_protection_plan_id", &one.cppl_cp_plan_id, 36, true),
            start_date: day(one.cppl_cp_plan_start_date),
            end_date: day(one.cppl_cp_plan_end_date),
            purge: false,
        });
    }
    made.child_and_family_assessments.retain(|one| !one.child_and_family_assessment_id.is_empty());
    made.child_in_need_plans.retain(|one| !one.child_in_need_plan_id.is_empty());
    made.section_47_assessments.retain(|one| !one.section_47_assessment_id.is_empty());
    made.child_protection_plans.retain(|one| !one.child_protection_plan_id.is_empty());
    made
}

/// Placements, adoption and leaving care, which name no referral, or may: each in the episode that it names, or the last
/// that began by its day, or the first.
fn care(known: &Known<'_>, person: &str, episodes: &[&CinEpisode], made: &mut [Episode], fits: &mut Fits<'_>) {
    let place = |named: &str, on: Option<Date>| {
        let named = episodes.iter().position(|one| !named.is_empty() && one.cine_referral_id == named);
        let by = || {
            episodes.iter().rposition(|one| on.is_none_or(|on| one.cine_referral_date.is_none_or(|start| start <= on)))
        };
        named.or_else(by).unwrap_or(0)
    };
    let cla = of_key(&known.cla, person, |one| one.clae_cla_episode_start_date);
    let mut change = String::new();
    for one in of_key(&known.placements, person, |one| one.clap_cla_placement_start_date) {
        let of = |episode: &&&ClaEpisode| {
            episode.clae_cla_placement_id == one.clap_cla_placement_id
                || (episode.clae_cla_placement_id.is_empty() && episode.clae_cla_id == one.clap_cla_id)
        };
        let (first, last) = (cla.iter().find(of), cla.iter().rfind(of));
        // An episode that ends for the next to begin does not end care.
        let end =
            last.map(|last| last.clae_cla_episode_ceased_reason.as_str()).filter(|reason| !reason.starts_with("X1"));
        let at = place(first.map_or("", |one| &one.clae_referral_id), one.clap_cla_placement_start_date);
        let start = first.map_or("", |one| one.clae_cla_episode_start_reason.as_str());
        let id = fits.coded("child_looked_after_placement_id", &one.clap_cla_placement_id, 36, true);
        if let Some(episode) = made.get_mut(at).filter(|_| !id.is_empty()) {
            episode.child_looked_after_placements.push(Placement {
                child_looked_after_placement_id: id,
                start_date: day(one.clap_cla_placement_start_date),
                start_reason: fits.text("start_reason", start, 1),
                placement_type: fits.text("placement_type", &one.clap_cla_placement_type, 3),
                postcode: fits.text("postcode", &one.clap_cla_placement_postcode, 8),
                end_date: day(one.clap_cla_placement_end_date),
                end_reason: fits.text("end_reason", end.unwrap_or_default(), 3),
                // The collection of looked-after children keeps it with the placement that ended; here it is asked of the next.
                change_reason: if start == "S" { String::new() } else { fits.text("change_reason", &change, 6) },
                purge: false,
            });
        }
        change = one.clap_cla_placement_change_reason.to_string();
    }
    for one in of_key(&known.permanence, person, |one| one.perm_adm_decision_date) {
        if let Some(episode) = made.get_mut(place("", one.perm_adm_decision_date)) {
            episode.adoption = Some(Adoption {
                initial_decision_date: day(one.perm_adm_decision_date),
                matched_date: day(one.perm_matched_date),
                placed_date: day(one.perm_placed_for_adoption_date),
                purge: false,
            });
        }
    }
    for one in of_key(&known.leavers, person, |one| one.clea_care_leaver_latest_contact) {
        if let Some(episode) = made.get_mut(place("", one.clea_care_leaver_latest_contact)) {
            episode.care_leavers = Some(Leaver {
                contact_date: day(one.clea_care_leaver_latest_contact),
                activity: fits.text("activity", &one.clea_care_leaver_activity, 2),
                accommodation: fits.text("accommodation", &one.clea_care_leaver_accommodation, 1),
                purge: false,
            });
        }
    }
}
