//! List 6: children in need, a row for each child.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::given::{day, pick};
use super::super::lists::InNeed;
use super::{Known, care, of_person, row};

pub(super) fn in_need(known: &Known<'_>) -> Vec<(String, Option<Date>, InNeed)> {
    let children: BTreeSet<&str> = known.facts.cin_episodes.iter().map(|one| one.cine_person_id.as_str()).collect();
    children.into_iter().filter_map(|child| one(known, child)).collect()
}

/// The episode that is open on the day, or the last that was within six months. One that came to nothing is a referral
/// only, and on list 3.
fn one(known: &Known<'_>, child: &str) -> Option<(String, Option<Date>, InNeed)> {
    let episodes = of_person(&known.episodes, child).iter();
    let listed = episodes.filter(|one| {
        one.cine_referral_nfa != Some(true) && known.open_within(one.cine_referral_date, one.cine_close_date, 6)
    });
    let episode = listed.max_by_key(|one| (known.past(one.cine_close_date).is_none(), one.cine_referral_date))?;
    let closed = known.past(episode.cine_close_date);
    let who = known.of(6, child);
    let allocated = known.allocated(child);
    let (team, worker) = allocated
        .unwrap_or_else(|| (known.team(&episode.cine_referral_team), known.worker(&episode.cine_referral_worker_id)));
    Some((
        who.number.clone(),
        episode.cine_referral_date,
        row!(InNeed of who {
            line: 0,
            disability: known.disability(6, child),
            start: day(episode.cine_referral_date),
            need: pick(6, "Primary Need Code", &episode.cine_cin_primary_need_code),
            last_seen: day(last_seen(known, child)),
            closed: day(closed),
            reason: pick(6, "Reason for Closure", if closed.is_some() { &episode.cine_close_reason } else { "" }),
            status: pick(6, "Case Status", status(known, child, closed.is_some())),
            team,
            worker,
        }),
    ))
}

fn last_seen(known: &Known<'_>, child: &str) -> Option<Date> {
    let need = of_person(&known.cin_visits, child).iter();
    let need = need.filter(|one| one.cinv_cin_visit_seen != Some(false)).map(|one| one.cinv_cin_visit_date);
    let protection = of_person(&known.cp_visits, child).iter();
    let protection = protection.filter(|one| one.cppv_cp_visit_seen != Some(false)).map(|one| one.cppv_cp_visit_date);
    let care = of_person(&known.cla_visits, child).iter();
    let care = care.filter(|one| one.clav_cla_visit_seen != Some(false)).map(|one| one.clav_cla_visit_date);
    need.chain(protection).chain(care).filter_map(|on| known.past(on)).max()
}

/// The highest stage that is open on the day; nothing when the case is open and none is.
fn status(known: &Known<'_>, child: &str, closed: bool) -> &'static str {
    let planned = || {
        let mut plans = of_person(&known.cp_plans, child).iter();
        plans.any(|one| known.open(one.cppl_cp_plan_start_date, one.cppl_cp_plan_end_date))
    };
    let in_need = || {
        let mut plans = of_person(&known.cin_plans, child).iter();
        // A plan of which only that it is open is known has no start.
        plans.any(|one| {
            known.past(one.cinp_cin_plan_end_date).is_none()
                && one.cinp_cin_plan_start_date.is_none_or(|start| start <= known.as_at)
        })
    };
    let assessed = || {
        let mut all = of_person(&known.assessments, child).iter();
        all.any(|one| known.open(one.cina_assessment_start_date, one.cina_assessment_auth_date))
    };
    match () {
        () if closed => "Closed episode",
        () if care::current(known, child) => "Looked after child",
        () if planned() => "Child Protection plan",
        () if in_need() => "Child in need plan",
        () if assessed() => "Open assessment",
        () => "",
    }
}
