//! What happens while work is open: visits, meetings, actions, allocations, decisions of managers.

use super::care::care_at;
use super::{View, name, team, worker};
use crate::Facts;
use crate::tables::{
    Allocation, CinMeeting, CinVisit, ClaVisit, CoreGroup, CpVisit, FamilyGroupConference, Involvement,
    ManagementDecision, OtherVisit, PlanAction,
};
use practice::answer::Asked;
use practice::episode::Stage;
use practice::oversight::{self, Closure};
use practice::plans::{self, ActionProgress, ActionState, ChildInNeedMeeting, FamilyPlanAgreed, Plan};
use practice::protection;
use practice::record::On;
use practice::visits::{Visit, VisitOutcome, VisitPurpose};

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for visit in view.standing.of_kind::<Visit>() {
        self::visit(view, &visit, facts);
    }
    meetings(view, facts);
    for plan in view.standing.of_kind::<Plan>() {
        actions(view, &plan, facts);
    }
    allocations(view, facts);
    for decision in view.standing.of_kind::<oversight::ManagementDecision>() {
        facts.management_decisions.push(ManagementDecision {
            gtmd_decision_id: view.row(decision.entry.id),
            gtmd_person_id: view.id.clone(),
            gtmd_decided: Some(decision.decided),
            gtmd_about: name(&decision.about),
            gtmd_decided_by: decision.entry.author.0.as_str().into(),
        });
    }
}

/// A visit stands under the plan its purpose names. One for an assessment, an enquiry or something else, made while a
/// plan is in force, stands under that plan: the clocks of visits count it so too.
fn visit(view: &View<'_>, visit: &On<'_, Visit>, facts: &mut Facts) {
    let (key, day) = (view.row(visit.entry.id), Some(visit.when.date));
    let held = view.covering(Stage::ProtectionPlan, visit.when);
    let (mut seen, mut alone, mut bedroom) = (None, None, None);
    match (&visit.outcome, visit.child(view.child)) {
        (VisitOutcome::NoAccess { .. }, _) => (seen, alone, bedroom) = (Some(false), Some(false), Some(false)),
        (VisitOutcome::Held { .. }, Some(child)) => {
            seen = Some(visit.saw(view.child));
            alone = Some(visit.saw_alone(view.child));
            bedroom = match child.bedroom {
                Asked::Known(seen) => Some(seen),
                _ => None,
            };
        }
        (VisitOutcome::Held { .. }, None) => {}
    }
    let other =
        !matches!(visit.purpose, VisitPurpose::ChildProtection | VisitPurpose::ChildInNeed | VisitPurpose::LookedAfter);
    let care = care_at(view, visit.when);
    let need = view.covering(Stage::ChildInNeedPlan, visit.when);
    if visit.purpose == VisitPurpose::ChildProtection || other && held.is_some() {
        facts.cp_visits.push(CpVisit {
            cppv_cp_visit_id: key,
            cppv_person_id: view.id.clone(),
            cppv_cp_plan_id: held.map(|plan| view.row(plan.opened_by)).unwrap_or_default(),
            cppv_cp_visit_date: day,
            cppv_cp_visit_seen: seen,
            cppv_cp_visit_seen_alone: alone,
            cppv_cp_visit_bedroom: bedroom,
        });
    } else if visit.purpose == VisitPurpose::LookedAfter || other && !care.is_empty() {
        facts.cla_visits.push(ClaVisit {
            clav_cla_visit_id: key,
            clav_cla_id: care,
            clav_person_id: view.id.clone(),
            clav_cla_visit_date: day,
            clav_cla_visit_seen: seen,
            clav_cla_visit_seen_alone: alone,
        });
    } else if visit.purpose == VisitPurpose::ChildInNeed || need.is_some() {
        facts.cin_visits.push(CinVisit {
            cinv_cin_visit_id: key,
            cinv_person_id: view.id.clone(),
            cinv_cin_visit_date: day,
            cinv_cin_visit_seen: seen,
            cinv_cin_visit_seen_alone: alone,
            cinv_cin_visit_bedroom: bedroom,
        });
    } else {
        facts.other_visits.push(OtherVisit {
            gtov_visit_id: key,
            gtov_person_id: view.id.clone(),
            gtov_date: day,
            gtov_purpose: name(&visit.purpose),
            gtov_seen: seen,
            gtov_seen_alone: alone,
            gtov_bedroom: bedroom,
        });
    }
}

fn meetings(view: &View<'_>, facts: &mut Facts) {
    for meeting in view.standing.of_kind::<ChildInNeedMeeting>() {
        facts.cin_meetings.push(CinMeeting {
            gtcm_meeting_id: view.row(meeting.entry.id),
            gtcm_person_id: view.id.clone(),
            gtcm_cin_plan_id: view.row_covering(Stage::ChildInNeedPlan, meeting.held),
            gtcm_date: Some(meeting.held.date),
            gtcm_decision: name(&meeting.decision),
            gtcm_next: meeting.next,
        });
    }
    for group in view.standing.of_kind::<protection::CoreGroup>() {
        facts.core_groups.push(CoreGroup {
            gtcg_meeting_id: view.row(group.entry.id),
            gtcg_person_id: view.id.clone(),
            gtcg_cp_plan_id: view.row_covering(Stage::ProtectionPlan, group.held),
            gtcg_date: Some(group.held.date),
            gtcg_next: group.next,
        });
    }
    for conference in view.standing.of_kind::<plans::FamilyGroupConference>() {
        facts.family_group_conferences.push(FamilyGroupConference {
            gtfg_conference_id: view.row(conference.entry.id),
            gtfg_person_id: view.id.clone(),
            gtfg_date: Some(conference.held.date),
            gtfg_agreed: Some(conference.agreed == FamilyPlanAgreed::Yes),
        });
    }
}

fn actions(view: &View<'_>, plan: &On<'_, Plan>, facts: &mut Facts) {
    for (place, action) in plan.actions.iter().enumerate() {
        let mut told = view.standing.of_kind::<ActionProgress>().rev();
        let latest = told.find(|progress| progress.action == action.key.0);
        facts.plan_actions.push(PlanAction {
            gtpa_action_id: view.row_of(plan.entry.id, &format!("{place} {}", action.key.0)),
            gtpa_plan_id: view.row(plan.entry.id),
            gtpa_person_id: view.id.clone(),
            gtpa_plan_kind: name(&plan.kind),
            gtpa_agreed: Some(plan.agreed.date),
            gtpa_by: Some(action.by),
            gtpa_has_owner: Some(!action.owner.trim().is_empty()),
            gtpa_has_measure: Some(!action.measure.trim().is_empty()),
            gtpa_state: name(&latest.map_or(ActionState::NotStarted, |progress| progress.state)),
            gtpa_state_date: latest.map(|progress| progress.on.date),
        });
    }
}

/// Every change of team or worker; and for each worker, how long they held the work.
fn allocations(view: &View<'_>, facts: &mut Facts) {
    let all: Vec<On<'_, oversight::Allocation>> = view.standing.of_kind::<oversight::Allocation>().collect();
    for (place, one) in all.iter().enumerate() {
        let key = view.row(one.entry.id);
        facts.allocations.push(Allocation {
            gtal_allocation_id: key.clone(),
            gtal_person_id: view.id.clone(),
            gtal_from: Some(one.from),
            gtal_team: team(one),
            gtal_worker_id: worker(one),
        });
        if one.worker.is_none() {
            continue;
        }
        let next = all.get(place + 1).map(|next| next.from.date);
        let closures = view.standing.of_kind::<Closure>().map(|closure| closure.closed);
        let closed = closures.filter(|closed| one.from.is_by(*closed)).map(|closed| closed.date).min();
        facts.involvements.push(Involvement {
            invo_involvements_id: key,
            invo_professional_id: worker(one),
            invo_professional_role_id: "CW".into(),
            invo_professional_team: team(one),
            invo_involvement_start_date: Some(one.from.date),
            invo_involvement_end_date: [next, closed].into_iter().flatten().min(),
            invo_worker_change_reason: one.change.as_str().into(),
            invo_person_id: view.id.clone(),
            invo_referral_id: view.referral(one.from),
        });
    }
}
