//! Lists 8 to 10: children in care, those leaving it, and those whose plan is adoption.

use std::collections::BTreeMap;

use facts::tables::ClaEpisode;
use jiff::civil::Date;

use super::super::given::{asked, day, pick, whole};
use super::super::lists::{Adoption, InCare, LeavingCare};
use super::{Known, of_person, row};
use crate::annex_a::rules::years;
use crate::reading::Text;

/// A period of being looked after: episodes that follow each other.
struct Period<'f> {
    id: &'f str,
    start: Option<Date>,
    end: Option<Date>,
    last: &'f ClaEpisode,
}

/// The periods of a child that began by the day, the earliest first.
fn periods<'f>(known: &Known<'f>, child: &str) -> Vec<Period<'f>> {
    let mut by: BTreeMap<(&str, Option<Date>), Vec<&'f ClaEpisode>> = BTreeMap::new();
    for one in of_person(&known.cla, child) {
        if known.past(one.clae_cla_episode_start_date.or(one.clae_entered_care_date)).is_some() {
            let entered = one.clae_entered_care_date.filter(|_| one.clae_cla_id.is_empty());
            by.entry((one.clae_cla_id.as_str(), entered)).or_default().push(one);
        }
    }
    let period = |((id, _), episodes): ((&'f str, Option<Date>), Vec<&'f ClaEpisode>)| {
        let last = *episodes.iter().max_by_key(|one| one.clae_cla_episode_start_date)?;
        let first =
            episodes.iter().filter_map(|one| one.clae_entered_care_date.or(one.clae_cla_episode_start_date)).min();
        // An episode that ends for the next to begin does not end the period.
        let goes_on = last.clae_cla_episode_ceased_reason.trim_start().starts_with("X1");
        let end = known.past(last.clae_cla_episode_ceased_date).filter(|_| !goes_on);
        Some(Period { id, start: first, end, last })
    };
    let mut all: Vec<Period<'f>> = by.into_iter().filter_map(period).collect();
    all.sort_by_key(|one| one.start);
    all
}

/// Whether a child is in care on the day.
pub(super) fn current(known: &Known<'_>, child: &str) -> bool {
    periods(known, child).iter().any(|one| one.end.is_none())
}

pub(super) fn in_care(known: &Known<'_>) -> Vec<(String, Option<Date>, InCare)> {
    let mut children: Vec<&str> = known.cla.keys().copied().collect();
    children.sort_unstable();
    let listed = |child: &str| {
        let periods = periods(known, child);
        let one = periods.last().filter(|one| known.open_within(one.start, one.end, 6))?;
        let again = periods.iter().filter(|other| known.open_within(other.start, other.end, 12)).count() > 1;
        Some(looked_after(known, child, one, again))
    };
    children.into_iter().filter_map(listed).collect()
}

fn looked_after(known: &Known<'_>, child: &str, period: &Period<'_>, again: bool) -> (String, Option<Date>, InCare) {
    let who = known.of(8, child);
    let within = |on: Option<Date>| known.past(on).is_some_and(|on| period.end.is_none_or(|end| on <= end));
    let latest = |days: &mut dyn Iterator<Item = Option<Date>>| day(days.filter(|on| within(*on)).max().flatten());
    let legal = of_person(&known.legal, child).iter().filter(|one| within(one.lega_legal_status_start_date));
    let legal = legal.max_by_key(|one| one.lega_legal_status_start_date);
    let placements: Vec<_> = of_person(&known.placements, child)
        .iter()
        .filter(|one| one.clap_cla_id == period.id && within(one.clap_cla_placement_start_date))
        .collect();
    let placement = placements.iter().max_by_key(|one| one.clap_cla_placement_start_date);
    let area = placement.and_then(|one| known.areas.get(one.clap_cla_placement_id.as_str())).copied();
    let in_area = area.and_then(|one| one.gtpl_in_area).map_or("", |inside| if inside { "In" } else { "Out" });
    let in_year = placements
        .iter()
        .filter(|one| known.open_within(one.clap_cla_placement_start_date, one.clap_cla_placement_end_date, 12));
    let checks = of_person(&known.health, child).iter();
    let checked = |dental: bool| {
        let checks = checks
            .clone()
            .filter(move |one| one.clah_health_check_type.to_ascii_lowercase().contains("dent") == dental)
            // Development checks are neither.
            .filter(|one| !one.clah_health_check_type.to_ascii_lowercase().contains("development"));
        checks
            .filter(|one| matches!(one.clah_health_check_status.as_str(), "" | "Completed"))
            .map(|one| one.clah_health_check_date)
    };
    let missing: Vec<_> = of_person(&known.missing, child)
        .iter()
        .filter(|one| known.within(one.miss_missing_episode_start_date, 12))
        .collect();
    let was = |kind: &str| missing.iter().filter(|one| one.miss_missing_episode_type.starts_with(kind)).count();
    let last_missing = missing.iter().max_by_key(|one| one.miss_missing_episode_start_date);
    // One that was not offered was neither accepted nor declined.
    let accepted = last_missing.map_or("", |one| one.miss_missing_rhi_accepted.as_str());
    let accepted = if accepted.eq_ignore_ascii_case("NA") { "" } else { accepted };
    let plans = of_person(&known.care_plans, child)
        .iter()
        .filter(|one| known.past(one.lacp_cla_care_plan_start_date).is_some());
    let plan = plans.max_by_key(|one| one.lacp_cla_care_plan_start_date);
    let (team, worker) = known.allocated(child).unwrap_or_default();
    let text = |said: Option<&str>| said.unwrap_or_default().to_owned();
    (
        who.number.clone(),
        period.start,
        row!(InCare of who {
            line: 0,
            unaccompanied: asked(
                8,
                "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
                Some(of_person(&known.statuses, child).iter().any(|one| {
                    unaccompanied(&one.immi_immigration_status)
                        && known.past(one.immi_immigration_status_end_date).is_none_or(|end| end >= known.since(12))
                })),
            ),
            disability: known.disability(8, child),
            start: day(period.start),
            need: pick(8, "Child's Category of Need", &period.last.clae_cla_primary_need_code),
            again: asked(8, "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)", Some(again)),
            legal_start: day(legal.and_then(|one| one.lega_legal_status_start_date)),
            legal: pick(8, "Child's Legal Status", &text(legal.map(|one| one.lega_legal_status.as_str()))),
            last_review: latest(&mut of_person(&known.cla_reviews, period.id).iter().map(|one| one.clar_cla_review_date)),
            last_visit: latest(&mut of_person(&known.cla_visits, child).iter().map(|one| one.clav_cla_visit_date)),
            permanence: pick(8, "What is the permanence plan for this child?", permanence(plan.map_or("", |one| &one.lacp_cla_care_plan_json))),
            last_iro: latest(&mut of_person(&known.cla, child).iter().map(|one| one.clae_cla_last_iro_contact_date)),
            last_health: latest(&mut checked(false)),
            last_dental: latest(&mut checked(true)),
            placements: whole(in_year.count()),
            end: day(period.end),
            end_reason: pick(8, "Reason Ceased to be Looked After", if period.end.is_some() { &period.last.clae_cla_episode_ceased_reason } else { "" }),
            placement_start: day(placement.and_then(|one| one.clap_cla_placement_start_date)),
            placement: pick(8, "Placement Type", &text(placement.map(|one| one.clap_cla_placement_type.as_str()))),
            provider: pick(8, "Placement Provider", &text(placement.map(|one| one.clap_cla_placement_provider.as_str()))),
            postcode: Text::from(text(placement.map(|one| one.clap_cla_placement_postcode.as_str())).as_str()),
            urn: Text::from(text(placement.map(|one| one.clap_cla_placement_urn.as_str())).as_str()),
            location: pick(8, "Placement Location", in_area),
            authority: pick(8, "LA of Placement", area.map_or("", |one| &one.gtpl_area)),
            missing: whole(was("M")),
            absent: whole(was("A")),
            interview_offered: pick(8, "Was the child offered a Return Interview after their last missing episode (Y/N)?", &text(last_missing.map(|one| one.miss_missing_rhi_offered.as_str()))),
            interview_accepted: pick(8, "Did the child accept a Return Interview after their last missing episode (Y/N)?", accepted),
            team,
            worker,
        }),
    )
}

fn unaccompanied(status: &str) -> bool {
    let status = status.to_ascii_lowercase();
    status.contains("uasc") || status.contains("unaccompanied")
}

/// The flags of a care plan and the answer each means, in the order that wins where plans are held side by side.
pub(in crate::annex_a) const PERMANENCE: [(&str, &str); 11] = [
    ("ADOPTION", "Adoption"),
    ("SGO_CAO", "SGO/CAO"),
    ("RETURN1M", "Return to family"),
    ("RETURN6M", "Return to family"),
    ("RETURNEV", "Return to family"),
    ("REMAINSUP", "Return to family"),
    ("LTRELFR", "Long-term fostering"),
    ("LTFOST18", "Long-term fostering"),
    ("RESPLMT", "Long-term residential placement"),
    ("SUPPLIV", "Supported living in the community"),
    ("OTHERPLN", "other"),
];

fn permanence(json: &str) -> &'static str {
    let said: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let yes =
        |flag: &str| said.get(flag).is_some_and(|answer| matches!(answer.as_str(), Some("Y" | "1")) || answer == true);
    PERMANENCE.iter().find(|(flag, _)| yes(flag)).map_or("", |(_, answer)| answer)
}

pub(super) fn leaving_care(known: &Known<'_>) -> Vec<(String, Option<Date>, LeavingCare)> {
    let entitled = |person: &str| {
        let born = known.persons.get(person).and_then(|one| one.pers_dob);
        born.is_none_or(|born| (16..25).contains(&years(born, known.as_at)))
    };
    let all = known.facts.care_leavers.iter().filter(|one| entitled(&one.clea_person_id));
    all.map(|one| {
        let child = one.clea_person_id.as_str();
        let who = known.of(9, child);
        let was = of_person(&known.statuses, child).iter().any(|one| unaccompanied(&one.immi_immigration_status));
        let uasc = "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)";
        (
            who.number.clone(),
            None,
            row!(LeavingCare of who {
                line: 0,
                unaccompanied: asked(9, uasc, Some(was)),
                disability: known.disability(9, child),
                team: known.team(&one.clea_care_leaver_allocated_team),
                worker: known.worker(&one.clea_care_leaver_worker_id),
                adviser: known.worker(&one.clea_care_leaver_personal_advisor),
                eligibility: pick(9, "Eligibility Category", &one.clea_care_leaver_eligibility),
                pathway_review: day(known.past(one.clea_pathway_plan_review_date)),
                in_touch: pick(9, "LA in Touch", &one.clea_care_leaver_in_touch),
                last_contact: day(known.past(one.clea_care_leaver_latest_contact)),
                accommodation: pick(9, "Type of Accommodation", &one.clea_care_leaver_accommodation),
                suitability: pick(9, "Suitability of Accommodation", &one.clea_care_leaver_accom_suitable),
                activity: pick(9, "Activity Status", &one.clea_care_leaver_activity),
            }),
        )
    })
    .collect()
}

pub(super) fn adoptions(known: &Known<'_>) -> Vec<(String, Option<Date>, Adoption)> {
    let listed = |one: &&facts::tables::Permanence| {
        let over = known
            .past(one.perm_permanence_order_date)
            .into_iter()
            .chain(known.past(one.perm_decision_reversed_date))
            .max();
        known.open_within(one.perm_adm_decision_date, over, 12)
    };
    let all = known.facts.permanence.iter().filter(listed);
    all.map(|one| {
        let child = one.perm_person_id.as_str();
        let who = known.of(10, child);
        let adopted = one.perm_permanence_order_type.is_empty() || one.perm_permanence_order_type.to_ascii_lowercase().contains("adopt");
        let reversed = known.past(one.perm_decision_reversed_date);
        let entered = periods(known, child).last().and_then(|period| period.start);
        (who.number.clone(), one.perm_adm_decision_date, row!(Adoption of who {
            line: 0,
            family: Text::from(known.adopters_of.get(one.perm_table_id.as_str()).or(known.families.get(child)).copied().unwrap_or_default()),
            disability: known.disability(10, child),
            entered_care: day(entered),
            decision: day(one.perm_adm_decision_date),
            placement_order: day(known.past(one.perm_placement_order_date)),
            matched: day(known.past(one.perm_matched_date)),
            placed: day(known.past(one.perm_placed_for_adoption_date)),
            order: day(known.past(one.perm_permanence_order_date).filter(|_| adopted)),
            reversed: day(reversed),
            reversed_reason: pick(10, "Reason Why Child No Longer Placed for Adoption", if reversed.is_some() { &one.perm_decision_reversed_reason } else { "" }),
            fostering: day(known.past(one.perm_placed_ffa_cp_date)),
        }))
    })
    .collect()
}
