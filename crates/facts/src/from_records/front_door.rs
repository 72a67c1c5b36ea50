//! The front door: contacts, their decisions, early help.

use super::{View, flags, name};
use crate::Facts;
use crate::tables::{Contact, EarlyHelpEpisode, EarlyHelpOutcome, ScreeningDecision};
use crate::value::Text;
use practice::early_help::{EarlyHelpEnded, StepToEarlyHelp};
use practice::episode::Stage;
use practice::front_door::{self, Screening};
use practice::ids::RecordId;

const OUTCOMES: &[&str] = &[
    "NEW_REFERRAL_FLAG",
    "EXISTING_REFERRAL_FLAG",
    "CP_ENQUIRY_FLAG",
    "NFA_FLAG",
    "NON_AGENCY_ADOPTION_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "ADVICE_FLAG",
    "MISSING_FLAG",
    "OLA_CP_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for contact in view.standing.of_kind::<front_door::Contact>() {
        facts.contacts.push(Contact {
            cont_contact_id: view.row(contact.entry.id),
            cont_person_id: view.id.clone(),
            cont_contact_date: Some(contact.received.date),
            cont_contact_source_code: contact.source.as_str().into(),
            cont_contact_source_desc: contact.source.label().into(),
            cont_contact_outcome_json: outcome(view, contact.entry.id),
        });
    }
    for decision in view.standing.of_kind::<front_door::ScreeningDecision>() {
        let about = decision.contact.id;
        let contact = view.standing.of_kind::<front_door::Contact>().find(|contact| contact.entry.id == about);
        facts.screening_decisions.push(ScreeningDecision {
            gtsc_decision_id: view.row(decision.entry.id),
            gtsc_contact_id: contact.map(|_| view.row(about)).unwrap_or_default(),
            gtsc_person_id: view.id.clone(),
            gtsc_received: contact.map(|contact| contact.received),
            gtsc_decided: Some(decision.decided),
            gtsc_decision: name(&decision.decision),
            gtsc_settles: Some(decision.decision.settles()),
            gtsc_threshold: decision.threshold.as_str().into(),
            gtsc_agreed_by: decision.agreed_by.0.as_str().into(),
        });
    }
    early_help(view, facts);
}

/// The flags of what settled a contact; empty until something has.
fn outcome(view: &View<'_>, contact: RecordId) -> Text {
    let mut decisions = view.standing.of_kind::<front_door::ScreeningDecision>().rev();
    let settled = decisions.find(|decision| decision.contact.id == contact && decision.decision.settles());
    let Some(settled) = settled else { return Text::new() };
    let so = match settled.decision {
        Screening::NoFurtherAction => "NFA_FLAG",
        Screening::Advice { .. } => "ADVICE_FLAG",
        Screening::Referral => "NEW_REFERRAL_FLAG",
        Screening::StrategyDiscussion => "CP_ENQUIRY_FLAG",
        Screening::AllocatedWorker => "EXISTING_REFERRAL_FLAG",
        Screening::EarlyHelp
        | Screening::AgencyChecks
        | Screening::OtherAuthority { .. }
        | Screening::DesignatedOfficer => "OTHER_OUTCOMES_EXIST_FLAG",
    };
    flags(OUTCOMES, &[so])
}

fn early_help(view: &View<'_>, facts: &mut Facts) {
    for episode in view.episodes(Stage::EarlyHelp) {
        let mut steps = view.standing.of_kind::<StepToEarlyHelp>();
        let step = steps.find(|step| step.entry.id == episode.opened_by);
        let mut ends = view.standing.of_kind::<EarlyHelpEnded>();
        let end = episode.closed.and_then(|(_, by)| ends.find(|end| end.entry.id == by));
        facts.early_help_episodes.push(EarlyHelpEpisode {
            earl_episode_id: view.row(episode.opened_by),
            earl_person_id: view.id.clone(),
            earl_episode_start_date: Some(episode.opened.date),
            earl_episode_end_date: episode.closed.map(|(closed, _)| closed.date),
            earl_episode_end_reason: end.map(|end| name(&end.why)).unwrap_or_default(),
            earl_episode_organisation: step.map(|step| step.lead_agency.label().into()).unwrap_or_default(),
            ..EarlyHelpEpisode::default()
        });
    }
    for end in view.standing.of_kind::<EarlyHelpEnded>() {
        let ended = |closed: Option<(_, RecordId)>| closed.is_some_and(|(_, by)| by == end.entry.id);
        let episode = view.episodes(Stage::EarlyHelp).find(|episode| ended(episode.closed));
        facts.early_help_outcomes.push(EarlyHelpOutcome {
            gteo_outcome_id: view.row(end.entry.id),
            gteo_episode_id: episode.map(|episode| view.row(episode.opened_by)).unwrap_or_default(),
            gteo_person_id: view.id.clone(),
            gteo_ended: Some(end.on.date),
            gteo_reason: name(&end.why),
        });
    }
}
