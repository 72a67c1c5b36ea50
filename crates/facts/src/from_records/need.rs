//! Children in need: referral and episode, assessment and factors, plan.

use super::{View, flags, name, team, worker};
use crate::Facts;
use crate::tables::{AssessmentFactors, CinAssessment, CinEpisode, CinPlan, ReferralDecision};
use crate::value::{Misread, Text};
use practice::answer::Asked;
use practice::assessment::{Assessment, AssessmentOutcome, AssessmentStarted};
use practice::episode::{Episode, Stage};
use practice::front_door::{self, Referral, Response};
use practice::moment::Moment;
use practice::oversight::{Allocation, Closure};
use practice::record::On;
use practice::visits::Visit;

const REFERRED: &[&str] = &[
    "SINGLE_ASSESSMENT_FLAG",
    "NFA_FLAG",
    "STRATEGY_DISCUSSION_FLAG",
    "CLA_REQUEST_FLAG",
    "NON_AGENCY_ADOPTION_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "CP_TRANSFER_IN_FLAG",
    "CP_CONFERENCE_FLAG",
    "CARE_LEAVER_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

const ASSESSED: &[&str] = &[
    "NFA_FLAG",
    "NFA_S47_END_FLAG",
    "STRATEGY_DISCUSSION_FLAG",
    "CLA_REQUEST_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "SPECIALIST_ASSESSMENT_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG",
    "OTHER_ACTIONS_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    episodes(view, facts);
    decisions(view, facts);
    assessments(view, facts);
    plans(view, facts);
}

/// One row for each time as a child in need. A referral that came while one was open is part of it, as the census
/// counts, and is told beside the rows.
fn episodes(view: &View<'_>, facts: &mut Facts) {
    for referral in view.standing.of_kind::<Referral>() {
        let Some(episode) = view.episodes(Stage::Need).find(|episode| episode.opened_by == referral.entry.id) else {
            let (id, day) = (referral.entry.id, referral.received.written());
            view.lost(facts, "ssd_cin_episodes", id, "cine_referral_date", &day, Misread::WithinAnother);
            continue;
        };
        let mut decisions = view.standing.of_kind::<front_door::ReferralDecision>().rev();
        let decision = decisions.find(|decision| decision.referral.id == referral.entry.id);
        let mut closures = view.standing.of_kind::<Closure>();
        let closure = episode.closed.and_then(|(_, by)| closures.find(|closure| closure.entry.id == by));
        let first = first_allocation(view, episode);
        let decided_team = decision.and_then(|decision| decision.team.as_ref().map(|team| Text::from(team.0.as_str())));
        facts.cin_episodes.push(CinEpisode {
            cine_referral_id: view.row(referral.entry.id),
            cine_person_id: view.id.clone(),
            cine_referral_date: Some(referral.received.date),
            cine_cin_primary_need_code: referral.need.as_str().into(),
            cine_referral_source_code: referral.source.as_str().into(),
            cine_referral_source_desc: referral.source.label().into(),
            cine_referral_outcome_json: decision
                .map(|decision| flags(REFERRED, &[response(&decision.response)]))
                .unwrap_or_default(),
            cine_referral_nfa: match decision {
                Some(decision) => Some(turned_away(&decision.response)),
                None => followed(view, episode).then_some(false),
            },
            cine_close_reason: closure.map(|closure| closure.reason.as_str().into()).unwrap_or_default(),
            cine_close_date: episode.closed.map(|(closed, _)| closed.date),
            cine_referral_team: decided_team.or_else(|| first.map(|one| team(&one))).unwrap_or_default(),
            cine_referral_worker_id: first.map(|one| worker(&one)).unwrap_or_default(),
        });
    }
}

/// The first to hold the work of an episode.
fn first_allocation<'r>(view: &View<'r>, episode: &Episode) -> Option<On<'r, Allocation>> {
    view.standing.of_kind::<Allocation>().find(|one| episode.covers(one.from))
}

/// Did work follow a referral of which no decision is recorded, as from another system?
fn followed(view: &View<'_>, referred: &Episode) -> bool {
    const WORK: [Stage; 4] = [Stage::Assessment, Stage::Enquiry, Stage::ChildInNeedPlan, Stage::ProtectionPlan];
    view.journey.episodes.iter().any(|episode| WORK.contains(&episode.stage) && referred.covers(episode.opened))
}

/// No further action by social care: early help is another's.
fn turned_away(response: &Response) -> bool {
    matches!(response, Response::NoFurtherAction | Response::EarlyHelp)
}

fn response(response: &Response) -> &'static str {
    match response {
        Response::Assess | Response::Homeless => "SINGLE_ASSESSMENT_FLAG",
        Response::StrategyDiscussion => "STRATEGY_DISCUSSION_FLAG",
        Response::NoFurtherAction => "NFA_FLAG",
        Response::EarlyHelp => "OTHER_OUTCOMES_EXIST_FLAG",
    }
}

fn decisions(view: &View<'_>, facts: &mut Facts) {
    for decision in view.standing.of_kind::<front_door::ReferralDecision>() {
        let about = decision.referral.id;
        let referral = view.standing.of_kind::<Referral>().find(|referral| referral.entry.id == about);
        let at = referral.map_or(decision.decided, |referral| referral.received);
        facts.referral_decisions.push(ReferralDecision {
            gtrd_decision_id: view.row(decision.entry.id),
            gtrd_referral_id: view.referral(at),
            gtrd_person_id: view.id.clone(),
            gtrd_received: referral.map(|referral| referral.received),
            gtrd_decided: Some(decision.decided),
            gtrd_response: name(&decision.response),
            gtrd_acknowledged: decision.acknowledged.known().copied(),
            gtrd_team: decision.team.as_ref().map(|team| team.0.as_str().into()).unwrap_or_default(),
        });
    }
}

/// One row for each assessment begun, with what was found when it is done; one for each done that none began.
fn assessments(view: &View<'_>, facts: &mut Facts) {
    let done_by = |episode: &Episode| {
        let mut done = view.standing.of_kind::<Assessment>();
        episode.closed.and_then(|(_, by)| done.find(|done| done.entry.id == by))
    };
    for started in view.standing.of_kind::<AssessmentStarted>() {
        let episode = view.episodes(Stage::Assessment).find(|episode| episode.opened_by == started.entry.id);
        let done = episode.and_then(done_by);
        let held = episode.map(|episode| view.held_until(episode)).unwrap_or_default();
        assessment(view, view.row(started.entry.id), Some(started.started), done, held, facts);
    }
    for done in view.standing.of_kind::<Assessment>() {
        let ended = |episode: &&Episode| episode.closed.is_some_and(|(_, by)| by == done.entry.id);
        if !view.episodes(Stage::Assessment).any(|episode| ended(&episode)) {
            assessment(view, view.row(done.entry.id), None, Some(done), view.held_by(done.authorised), facts);
        }
    }
}

fn assessment(
    view: &View<'_>,
    key: Text,
    started: Option<Moment>,
    done: Option<On<'_, Assessment>>,
    (team, worker): (Text, Text),
    facts: &mut Facts,
) {
    let outcome = done.and_then(|done| done.outcome(view.child));
    let outcome = outcome.filter(|outcome| *outcome != AssessmentOutcome::NotRecorded);
    let at = started.or(done.map(|done| done.authorised));
    facts.cin_assessments.push(CinAssessment {
        cina_assessment_id: key.clone(),
        cina_person_id: view.id.clone(),
        cina_referral_id: at.map(|at| view.referral(at)).unwrap_or_default(),
        cina_assessment_start_date: started.map(|started| started.date),
        cina_assessment_child_seen: done.and_then(|done| seen(view, started, &done)),
        cina_assessment_auth_date: done.map(|done| done.authorised.date),
        cina_assessment_outcome_json: outcome.map(|outcome| flags(ASSESSED, &[found(outcome)])).unwrap_or_default(),
        cina_assessment_outcome_nfa: outcome.map(|outcome| outcome == AssessmentOutcome::NoFurtherAction),
        cina_assessment_team: team,
        cina_assessment_worker_id: worker,
    });
    let Some(done) = done else { return };
    let mut factors: Vec<&str> = done.factors.iter().map(|factor| factor.as_str()).collect();
    factors.retain(|factor| !factor.is_empty());
    factors.sort_unstable();
    factors.dedup();
    if !factors.is_empty() {
        facts.assessment_factors.push(AssessmentFactors {
            cinf_table_id: view.row(done.entry.id),
            cinf_assessment_id: key,
            cinf_assessment_factors_json: serde_json::Value::from(factors).to_string().into(),
        });
    }
}

/// Was the child seen for it: alone, as the assessment says, or on a visit while it ran?
fn seen(view: &View<'_>, started: Option<Moment>, done: &On<'_, Assessment>) -> Option<bool> {
    let alone = done.children.of(view.child).map(|one| &one.seen_alone);
    let began = started.unwrap_or(done.authorised);
    let mut visits = view.standing.of_kind::<Visit>();
    let visited =
        visits.any(|visit| visit.saw(view.child) && began.is_by(visit.when) && visit.when.is_by(done.authorised));
    match alone {
        Some(Asked::Known(true)) => Some(true),
        _ if visited => Some(true),
        Some(Asked::Known(false)) => Some(false),
        _ => None,
    }
}

fn found(outcome: AssessmentOutcome) -> &'static str {
    match outcome {
        AssessmentOutcome::NoFurtherAction => "NFA_FLAG",
        AssessmentOutcome::StrategyDiscussion => "STRATEGY_DISCUSSION_FLAG",
        AssessmentOutcome::LookedAfter => "CLA_REQUEST_FLAG",
        AssessmentOutcome::LegalPlanning => "LEGAL_ACTION_FLAG",
        AssessmentOutcome::ChildInNeedPlan | AssessmentOutcome::DisabledChildPlan => "PROV_OF_SERVICES_FLAG",
        AssessmentOutcome::FamilyGroupConference | AssessmentOutcome::Conference => "OTHER_ACTIONS_FLAG",
        AssessmentOutcome::EarlyHelp | AssessmentOutcome::NotRecorded => "OTHER_OUTCOMES_EXIST_FLAG",
    }
}

fn plans(view: &View<'_>, facts: &mut Facts) {
    for episode in view.episodes(Stage::ChildInNeedPlan) {
        let (team, worker) = view.held_until(episode);
        facts.cin_plans.push(CinPlan {
            cinp_cin_plan_id: view.row(episode.opened_by),
            cinp_referral_id: view.referral(episode.opened),
            cinp_person_id: view.id.clone(),
            cinp_cin_plan_start_date: Some(episode.opened.date),
            cinp_cin_plan_end_date: episode.closed.map(|(closed, _)| closed.date),
            cinp_cin_plan_team: team,
            cinp_cin_plan_worker_id: worker,
        });
    }
}
