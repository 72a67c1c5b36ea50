//! Lists 5 and 7: enquiries with their conferences, and child protection plans.

use jiff::civil::Date;

use super::super::given::{asked, day, pick, whole};
use super::super::lists::{Enquiry, ProtectionPlan};
use super::{Known, of_person, row};

pub(super) fn enquiries(known: &Known<'_>) -> Vec<(String, Option<Date>, Enquiry)> {
    let all = known.facts.s47_enquiries.iter();
    all.filter(|one| known.open_within(one.s47e_s47_start_date, one.s47e_s47_end_date, 6))
        .map(|one| {
            let child = one.s47e_person_id.as_str();
            let who = known.of(5, child);
            let conferences = of_person(&known.conferences, child);
            let own = conferences.iter().filter(|conference| conference.icpc_s47_enquiry_id == one.s47e_s47_enquiry_id);
            let conference = own.filter(|conference| known.past(conference.icpc_icpc_date).is_some());
            let conference = conference.max_by_key(|conference| conference.icpc_icpc_date);
            let held = conference.and_then(|conference| conference.icpc_icpc_date);
            let led = conference.and_then(|conference| conference.icpc_icpc_outcome_cp_flag);
            let others = of_person(&known.enquiries, child).iter().map(|other| other.s47e_s47_start_date);
            let before = conferences.iter().map(|other| other.icpc_icpc_date);
            let unnecessary = one.s47e_s47_nfa.filter(|_| one.s47e_s47_end_date.is_none_or(|end| end <= known.as_at));
            (who.number.clone(), one.s47e_s47_start_date, row!(Enquiry of who {
                line: 0,
                disability: known.disability(5, child),
                start: day(one.s47e_s47_start_date),
                no_conference: asked(5, "Was an Initial Child Protection Conference deemed unnecessary?", unnecessary),
                conference: day(held),
                led_to_plan: asked(5, "Did the Initial Child Protection Conference Result in a Child Protection Plan", led),
                earlier: whole(known.earlier(one.s47e_s47_start_date, others)),
                earlier_conferences: whole(known.earlier(held.or(one.s47e_s47_start_date), before)),
                team: known.team(&one.s47e_s47_completed_by_team),
                worker: known.worker(&one.s47e_s47_completed_by_worker_id),
            }))
        })
        .collect()
}

pub(super) fn plans(known: &Known<'_>) -> Vec<(String, Option<Date>, ProtectionPlan)> {
    let all = known.facts.cp_plans.iter();
    all.filter(|one| known.open_within(one.cppl_cp_plan_start_date, one.cppl_cp_plan_end_date, 6))
        .map(|one| {
            let child = one.cppl_person_id.as_str();
            let who = known.of(7, child);
            let end = known.past(one.cppl_cp_plan_end_date);
            let during = |on: Option<Date>| {
                known.past(on).is_some_and(|on| one.cppl_cp_plan_start_date.is_none_or(|start| on >= start) && end.is_none_or(|end| on <= end))
            };
            let visits = of_person(&known.cp_visits, child).iter();
            let visit = visits.filter(|visit| during(visit.cppv_cp_visit_date)).max_by_key(|visit| visit.cppv_cp_visit_date);
            let reviews = of_person(&known.reviews, child).iter().map(|review| review.cppr_cp_review_date);
            let others = of_person(&known.cp_plans, child).iter();
            let earlier = others.filter(|other| other.cppl_cp_plan_start_date < one.cppl_cp_plan_start_date);
            let (team, worker) = known.allocated(child).unwrap_or_default();
            let emergency = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)";
            (who.number.clone(), one.cppl_cp_plan_start_date, row!(ProtectionPlan of who {
                line: 0,
                disability: known.disability(7, child),
                start: day(one.cppl_cp_plan_start_date),
                initial_category: pick(7, "Initial Category of Abuse", &one.cppl_cp_plan_initial_category),
                latest_category: pick(7, "Latest Category of Abuse", &one.cppl_cp_plan_latest_category),
                last_visit: day(visit.and_then(|visit| visit.cppv_cp_visit_date)),
                seen_alone: asked(7, "Was the Child Seen Alone?", visit.and_then(|visit| visit.cppv_cp_visit_seen_alone)),
                last_review: day(reviews.filter(|on| during(*on)).max().flatten()),
                end: day(end),
                emergency: asked(7, emergency, Some(protected(known, child))),
                earlier: whole(earlier.count()),
                team,
                worker,
            }))
        })
        .collect()
}

/// Whether an emergency order or police protection was in force within six months.
fn protected(known: &Known<'_>, child: &str) -> bool {
    of_person(&known.legal, child).iter().any(|one| {
        let status = one.lega_legal_status.to_ascii_lowercase();
        let named = ["l1", "l2"].iter().any(|code| status.split([':', ' ']).next() == Some(code))
            || ["emergency protection", "police p"].iter().any(|words| status.contains(words));
        named && known.open_within(one.lega_legal_status_start_date, one.lega_legal_status_end_date, 6)
    })
}
