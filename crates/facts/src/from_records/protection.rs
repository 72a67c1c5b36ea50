//! Protection: strategy discussion, enquiry, conference, plan, review.

use super::{View, flags, name};
use crate::Facts;
use crate::tables::{ConferenceAgency, CpPlan, CpReview, InitialCpConference, S47Enquiry, StrategyDiscussion};
use crate::value::Text;
use practice::episode::{Episode, Stage};
use practice::ids::RecordId;
use practice::moment::Moment;
use practice::protection::{self, Conference, ConferenceKind, Decision, EnquiryOutcome, Quoracy, Section47, TookPart};
use practice::record::On;
use std::collections::BTreeMap;

const ENQUIRED: &[&str] = &[
    "NFA_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "CP_CONFERENCE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

const CONFERRED: &[&str] = &[
    "NFA_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG",
    "SINGLE_ASSESSMENT_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "CP_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for discussion in view.standing.of_kind::<protection::StrategyDiscussion>() {
        facts.strategy_discussions.push(StrategyDiscussion {
            gtsd_discussion_id: view.row(discussion.entry.id),
            gtsd_person_id: view.id.clone(),
            gtsd_referral_id: view.referral(discussion.held),
            gtsd_held: Some(discussion.held),
            gtsd_decision: name(&discussion.decision),
            gtsd_enquiry: Some(discussion.leads_to_enquiry()),
            gtsd_quorate: Some(discussion.is_quorate()),
        });
    }
    enquiries(view, facts);
    for conference in view.standing.of_kind::<Conference>() {
        match conference.kind {
            ConferenceKind::Review => review(view, &conference, facts),
            ConferenceKind::Initial | ConferenceKind::TransferIn => initial(view, &conference, facts),
        }
        agencies(view, &conference, facts);
    }
    plans(view, facts);
}

/// One row for each enquiry begun, with its outcome when it has one; one for each outcome that no discussion began.
fn enquiries(view: &View<'_>, facts: &mut Facts) {
    let mut told = Vec::new();
    for episode in view.episodes(Stage::Enquiry) {
        let mut ends = view.standing.of_kind::<Section47>();
        let end = episode.closed.and_then(|(_, by)| ends.find(|end| end.entry.id == by));
        told.extend(end.map(|end| end.entry.id));
        enquiry(view, view.row(episode.opened_by), Some(episode.opened), end, view.held_until(episode), facts);
    }
    for end in view.standing.of_kind::<Section47>().filter(|end| !told.contains(&end.entry.id)) {
        enquiry(view, view.row(end.entry.id), None, Some(end), view.held_by(end.concluded), facts);
    }
}

fn enquiry(
    view: &View<'_>,
    key: Text,
    began: Option<Moment>,
    end: Option<On<'_, Section47>>,
    (team, worker): (Text, Text),
    facts: &mut Facts,
) {
    let outcome = end.and_then(|end| end.outcome(view.child));
    let at = began.or(end.map(|end| end.concluded));
    facts.s47_enquiries.push(S47Enquiry {
        s47e_s47_enquiry_id: key,
        s47e_referral_id: at.map(|at| view.referral(at)).unwrap_or_default(),
        s47e_person_id: view.id.clone(),
        s47e_s47_start_date: began.map(|began| began.date),
        s47e_s47_end_date: end.map(|end| end.concluded.date),
        s47e_s47_nfa: outcome.map(|outcome| outcome == EnquiryOutcome::NoFurtherAction),
        s47e_s47_outcome_json: outcome.map(|outcome| flags(ENQUIRED, &[enquired(outcome)])).unwrap_or_default(),
        s47e_s47_completed_by_worker_id: worker,
        s47e_s47_completed_by_team: team,
    });
}

fn enquired(outcome: EnquiryOutcome) -> &'static str {
    match outcome {
        EnquiryOutcome::Conference => "CP_CONFERENCE_FLAG",
        EnquiryOutcome::NoContinuingRisk | EnquiryOutcome::ChildInNeed => "PROV_OF_SERVICES_FLAG",
        EnquiryOutcome::NoFurtherAction => "NFA_FLAG",
        EnquiryOutcome::LegalPlanning => "LEGAL_ACTION_FLAG",
        EnquiryOutcome::NoConference => "OTHER_OUTCOMES_EXIST_FLAG",
    }
}

fn initial(view: &View<'_>, conference: &On<'_, Conference>, facts: &mut Facts) {
    let id = conference.entry.id;
    let transfer = conference.kind == ConferenceKind::TransferIn;
    let decision = known(conference.decision(view.child));
    let on_plan = decision.map(|decision| decision.category().is_some());
    let enquiry = view.episodes(Stage::Enquiry).rfind(|episode| episode.opened.is_by(conference.held));
    let plan = view.episodes(Stage::ProtectionPlan).find(|episode| episode.opened_by == id);
    let (team, worker) = view.held_by(conference.held);
    facts.initial_cp_conferences.push(InitialCpConference {
        icpc_icpc_id: view.row(id),
        icpc_icpc_meeting_id: id.to_string().into(),
        icpc_s47_enquiry_id: enquiry
            .filter(|_| !transfer)
            .map(|episode| view.row(episode.opened_by))
            .unwrap_or_default(),
        icpc_person_id: view.id.clone(),
        icpc_cp_plan_id: plan.map(|plan| view.row(plan.opened_by)).unwrap_or_default(),
        icpc_referral_id: view.referral(conference.held),
        icpc_icpc_transfer_in: Some(transfer),
        icpc_icpc_target_date: view.due(if transfer { &["CLK-S47-06"] } else { &["CLK-S47-05"] }, id),
        icpc_icpc_date: Some(conference.held.date),
        icpc_icpc_outcome_cp_flag: on_plan,
        icpc_icpc_outcome_json: decision.map(|decision| flags(CONFERRED, &[decided(decision)])).unwrap_or_default(),
        icpc_icpc_team: team,
        icpc_icpc_worker_id: worker,
    });
}

/// One row for each agency named at a conference, whoever and however many came for it.
fn agencies(view: &View<'_>, conference: &On<'_, Conference>, facts: &mut Facts) {
    let mut named: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for one in conference.attendance.iter().filter(|one| !one.agency.as_str().is_empty()) {
        let (came, sent) = named.entry(one.agency.as_str()).or_default();
        *came |= matches!(one.how, TookPart::Attended | TookPart::AttendedWithReport);
        *sent |= matches!(one.how, TookPart::AttendedWithReport | TookPart::ReportOnly);
    }
    for (agency, (came, sent)) in named {
        facts.conference_agencies.push(ConferenceAgency {
            gtca_row_id: view.row_of(conference.entry.id, agency),
            gtca_person_id: view.id.clone(),
            gtca_conference_id: conference.entry.id.to_string().into(),
            gtca_kind: name(&conference.kind),
            gtca_held: Some(conference.held.date),
            gtca_agency: agency.into(),
            gtca_attended: Some(came),
            gtca_report: Some(sent),
        });
    }
}

/// A decision, when one is recorded.
fn known(decision: Option<&Decision>) -> Option<&Decision> {
    decision.filter(|decision| **decision != Decision::NotRecorded)
}

fn decided(decision: &Decision) -> &'static str {
    match decision {
        Decision::Plan { .. } | Decision::PlanAndLegal { .. } => "CP_FLAG",
        Decision::ChildInNeed { .. } => "PROV_OF_SERVICES_FLAG",
        Decision::NoPlan { .. } => "NFA_FLAG",
        Decision::NotRecorded => "OTHER_OUTCOMES_EXIST_FLAG",
    }
}

/// One row for each time on a plan.
fn plans(view: &View<'_>, facts: &mut Facts) {
    for episode in view.episodes(Stage::ProtectionPlan) {
        let (first, latest) = categories(view, episode);
        facts.cp_plans.push(CpPlan {
            cppl_cp_plan_id: view.row(episode.opened_by),
            cppl_referral_id: view.referral(episode.opened),
            cppl_icpc_id: view.row(episode.opened_by),
            cppl_person_id: view.id.clone(),
            cppl_cp_plan_start_date: Some(episode.opened.date),
            cppl_cp_plan_end_date: episode.closed.map(|(closed, _)| closed.date),
            cppl_cp_plan_initial_category: first,
            cppl_cp_plan_ola: Some(false),
            cppl_cp_plan_latest_category: latest,
        });
    }
}

/// The category a plan began under, and the latest it was given while it ran.
fn categories(view: &View<'_>, episode: &Episode) -> (Text, Text) {
    let during = view.standing.of_kind::<Conference>().filter(|conference| episode.covers(conference.held));
    let given: Vec<(RecordId, Text)> = during
        .filter_map(|conference| {
            let category = conference.decision(view.child)?.category()?;
            Some((conference.entry.id, category.as_str().into()))
        })
        .collect();
    let first = given.iter().find(|(by, _)| *by == episode.opened_by).map(|(_, code)| code.clone());
    let latest = given.last().map(|(_, code)| code.clone());
    (first.unwrap_or_default(), latest.unwrap_or_default())
}

fn review(view: &View<'_>, conference: &On<'_, Conference>, facts: &mut Facts) {
    let id = conference.entry.id;
    let one = conference.children.of(view.child);
    facts.cp_reviews.push(CpReview {
        cppr_cp_review_id: view.row(id),
        cppr_person_id: view.id.clone(),
        cppr_cp_plan_id: view.row_covering(Stage::ProtectionPlan, conference.held),
        cppr_cp_review_due: view.due(&["CLK-CP-04", "CLK-CP-05"], id),
        cppr_cp_review_date: Some(conference.held.date),
        cppr_cp_review_meeting_id: id.to_string().into(),
        cppr_cp_review_outcome_continue_cp: known(conference.decision(view.child))
            .map(|decision| decision.category().is_some()),
        cppr_cp_review_quorate: match conference.quorate {
            Some(Quoracy::Yes) => "Y".into(),
            Some(Quoracy::WentAhead { .. }) => "N".into(),
            None => Text::new(),
        },
        cppr_cp_review_participation: one.map(|one| one.took_part.as_str().into()).unwrap_or_default(),
    });
}
