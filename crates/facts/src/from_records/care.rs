//! Children looked after: legal status, episode, placement, review, plan, missing, who came alone, permanence before.

use super::{View, flags};
use crate::Facts;
use crate::tables::{
    ClaCarePlan, ClaEpisode, ClaPlacement, ClaPreviousPermanence, ClaReview, DeprivationOfLiberty, ImmigrationStatus,
    LegalStatus, Missing, PlacementArea, ReturnInterview,
};
use crate::value::{Partial, Text};
use practice::care::{Placed, PreviousPermanence, UnaccompaniedStatus};
use practice::care_planning::{CarePlan, CareReview, PermanencePlan};
use practice::court;
use practice::looked_after::Period;
use practice::missing::{self, MissingKind};
use practice::moment::{Moment, PartialDate};

const PLANNED: &[&str] = &[
    "RETURN1M",
    "RETURN6M",
    "RETURNEV",
    "LTRELFR",
    "LTFOST18",
    "RESPLMT",
    "SUPPLIV",
    "SGO_CAO",
    "ADOPTION",
    "REMAINSUP",
    "OTHERPLN",
];

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for period in &view.journey.care {
        self::period(view, period, facts);
    }
    reviews(view, facts);
    plans(view, facts);
    for gone in missing::times(&view.standing) {
        let interview = gone.returned.as_ref().map(|(_, _, interview)| interview);
        let said = |yes: bool| Text::from(if yes { "Y" } else { "N" });
        facts.missing.push(Missing {
            miss_table_id: view.row(gone.by),
            miss_person_id: view.id.clone(),
            miss_missing_episode_start_date: Some(gone.since.date),
            miss_missing_episode_type: if gone.kind == MissingKind::Missing { "M" } else { "A" }.into(),
            miss_missing_episode_end_date: gone.returned.as_ref().map(|(returned, ..)| returned.date),
            miss_missing_rhi_offered: interview.map(|one| said(one.was_offered())).unwrap_or_default(),
            miss_missing_rhi_accepted: match interview.map(|one| (one.was_offered(), one.was_accepted())) {
                Some((false, _)) => "NA".into(),
                Some((true, Some(accepted))) => said(accepted),
                Some((true, None)) | None => Text::new(),
            },
        });
        if let Some((returned, _, interview)) = &gone.returned {
            facts.return_interviews.push(ReturnInterview {
                gtri_missing_id: view.row(gone.by),
                gtri_person_id: view.id.clone(),
                gtri_returned: Some(returned.date),
                gtri_accepted: interview.was_accepted(),
                gtri_held: match interview {
                    missing::ReturnInterview::Held { on, .. } => Some(*on),
                    _ => None,
                },
            });
        }
    }
    for status in view.standing.of_kind::<UnaccompaniedStatus>() {
        facts.immigration_statuses.push(ImmigrationStatus {
            immi_person_id: view.id.clone(),
            immi_immigration_status_id: view.row(status.entry.id),
            immi_immigration_status: "UASC".into(),
            immi_immigration_status_start_date: Some(status.since.date),
            immi_immigration_status_end_date: status.ends,
        });
    }
    for before in view.standing.of_kind::<PreviousPermanence>() {
        facts.cla_previous_permanence.push(ClaPreviousPermanence {
            lapp_table_id: view.row(before.entry.id),
            lapp_person_id: view.id.clone(),
            lapp_previous_permanence_order_date: before.made.map(partial),
            lapp_previous_permanence_option: before.arrangement.as_str().into(),
            lapp_previous_permanence_la: before.authority.trim().into(),
        });
    }
    for order in view.standing.of_kind::<court::DeprivationOfLiberty>() {
        facts.deprivations_of_liberty.push(DeprivationOfLiberty {
            gtdl_order_id: view.row(order.entry.id),
            gtdl_person_id: view.id.clone(),
            gtdl_start: Some(order.from.date),
            gtdl_end: order.until,
        });
    }
}

/// A time looked after: a row for each legal status, each placement, and each part with one of both. A placement that must
/// be kept from somebody is a row without its postcode, as an address is.
fn period(view: &View<'_>, period: &Period, facts: &mut Facts) {
    let care = view.row(period.opened_by);
    let day = |at: Option<Moment>| at.map(|at| at.date);
    facts.legal_statuses.extend(period.legal.iter().map(|spell| LegalStatus {
        lega_legal_status_id: view.row(spell.by),
        lega_person_id: view.id.clone(),
        lega_legal_status: spell.status.as_str().into(),
        lega_legal_status_start_date: Some(spell.from.date),
        lega_legal_status_end_date: day(spell.until),
    }));
    facts.cla_placements.extend(period.placements.iter().map(|spell| ClaPlacement {
        clap_cla_placement_id: view.row(spell.by),
        clap_cla_placement_start_date: Some(spell.from.date),
        clap_cla_placement_type: spell.placed.kind.as_str().into(),
        clap_cla_placement_urn: spell.placed.urn.trim().into(),
        clap_cla_placement_distance: spell.placed.miles.map(f64::from),
        clap_cla_id: care.clone(),
        clap_cla_placement_provider: spell.placed.provider.as_str().into(),
        clap_cla_placement_postcode: match spell.placed.keep_safe {
            None => spell.placed.postcode.trim().into(),
            Some(_) => Text::new(),
        },
        clap_cla_placement_end_date: day(spell.until),
        clap_cla_placement_change_reason: spell.why_ended.as_str().into(),
        clap_person_id: view.id.clone(),
    }));
    facts.placement_areas.extend(period.placements.iter().filter_map(|spell| {
        let (inside, area) = (spell.placed.in_area.known().copied(), area(&spell.placed));
        (inside.is_some() || !area.is_empty()).then(|| PlacementArea {
            gtpl_placement_id: view.row(spell.by),
            gtpl_person_id: view.id.clone(),
            gtpl_in_area: inside,
            gtpl_area: area,
        })
    }));
    let parts = period.parts();
    let seen = |review: &CareReview| {
        review.children.of(view.child).is_some_and(|one| one.took_part.is(&["PN1", "PN2", "PN3", "PN4"]))
    };
    let reviewed = view.standing.of_kind::<CareReview>().filter(|review| covers(period, review.held) && seen(review));
    let reviewed = reviewed.map(|review| review.held.date).max();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        facts.cla_episodes.push(ClaEpisode {
            clae_cla_episode_id: view.row(part.by),
            clae_person_id: view.id.clone(),
            clae_cla_episode_start_date: Some(part.from.date),
            clae_cla_episode_start_reason: part.reason.into(),
            clae_cla_primary_need_code: period.need.as_str().into(),
            clae_cla_episode_ceased_date: day(part.until),
            clae_cla_episode_ceased_reason: match (last, period.is_open()) {
                (false, _) => "X1".into(),
                (true, false) => period.reason.as_str().into(),
                (true, true) => Text::new(),
            },
            clae_cla_id: care.clone(),
            clae_referral_id: view.referral(period.began),
            clae_cla_placement_id: view.row(part.placement.by),
            clae_entered_care_date: Some(period.began.date),
            clae_cla_last_iro_contact_date: reviewed.filter(|_| last),
        });
    }
}

fn covers(period: &Period, at: Moment) -> bool {
    period.began.date <= at.date && period.ended.is_none_or(|(ended, _)| at.date <= ended.date)
}

/// The key of the time looked after that a moment falls in; empty when there is none.
pub(super) fn care_at(view: &View<'_>, at: Moment) -> Text {
    let period = view.journey.care.iter().rev().find(|period| covers(period, at));
    period.map(|period| view.row(period.opened_by)).unwrap_or_default()
}

fn reviews(view: &View<'_>, facts: &mut Facts) {
    for review in view.standing.of_kind::<CareReview>() {
        let one = review.children.of(view.child);
        facts.cla_reviews.push(ClaReview {
            clar_cla_review_id: view.row(review.entry.id),
            clar_cla_id: care_at(view, review.held),
            clar_cla_review_due_date: view.due(&["CLK-LAC-07", "CLK-LAC-08", "CLK-LAC-09"], review.entry.id),
            clar_cla_review_date: Some(review.held.date),
            clar_cla_review_cancelled: Some(false),
            clar_cla_review_participation: one.map(|one| one.took_part.as_str().into()).unwrap_or_default(),
        });
    }
}

/// A plan lasts until the next is agreed, or care ends.
fn plans(view: &View<'_>, facts: &mut Facts) {
    let all: Vec<_> = view.standing.of_kind::<CarePlan>().collect();
    for (at, plan) in all.iter().enumerate() {
        let next = all.get(at + 1).map(|next| next.agreed.date);
        let period = view.journey.care.iter().rev().find(|period| covers(period, plan.agreed));
        let ended = period.and_then(|period| period.ended).map(|(ended, _)| ended.date);
        let so: Vec<&str> = plan.permanence.iter().map(|one| planned(*one)).collect();
        facts.cla_care_plans.push(ClaCarePlan {
            lacp_table_id: view.row(plan.entry.id),
            lacp_person_id: view.id.clone(),
            lacp_cla_care_plan_start_date: Some(plan.agreed.date),
            lacp_cla_care_plan_end_date: [next, ended].into_iter().flatten().min(),
            lacp_cla_care_plan_json: flags(PLANNED, &so),
        });
    }
}

fn planned(plan: PermanencePlan) -> &'static str {
    match plan {
        PermanencePlan::ReturnInAMonth => "RETURN1M",
        PermanencePlan::ReturnInSixMonths => "RETURN6M",
        PermanencePlan::ReturnLater => "RETURNEV",
        PermanencePlan::LongTermRelatives => "LTRELFR",
        PermanencePlan::LongTermFostering => "LTFOST18",
        PermanencePlan::Residential => "RESPLMT",
        PermanencePlan::SupportedLiving => "SUPPLIV",
        PermanencePlan::Guardianship => "SGO_CAO",
        PermanencePlan::Adoption => "ADOPTION",
        PermanencePlan::RemainWithFamily => "REMAINSUP",
        PermanencePlan::Other => "OTHERPLN",
    }
}

fn partial(date: PartialDate) -> Partial {
    match date {
        PartialDate::Day(day) => Partial::Day(day),
        PartialDate::Month(year, month) => Partial::Month(year, month),
        PartialDate::Year(year) => Partial::Year(year),
    }
}

/// In whose area a placement is: of one that is kept from somebody, only that it is.
fn area(placed: &Placed) -> Text {
    match placed.keep_safe {
        Some(_) => "CON".into(),
        None => placed.area.trim().into(),
    }
}
