//! The health of children looked after.

use super::View;
use crate::Facts;
use crate::tables::{ClaConviction, ClaHealth, ClaImmunisations, ClaSubstanceMisuse, SdqScore, SubstanceHelp};
use crate::value::Text;
use practice::health::{
    Conviction, HealthCheck, HealthCheckKind, HealthCheckOutcome, Immunisations, Score, StrengthsAndDifficulties,
    SubstanceMisuse,
};

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for check in view.standing.of_kind::<HealthCheck>() {
        facts.cla_health_checks.push(ClaHealth {
            clah_health_check_id: view.row(check.entry.id),
            clah_person_id: view.id.clone(),
            clah_health_check_type: match check.kind {
                HealthCheckKind::Initial => "Initial health assessment",
                HealthCheckKind::Review => "Review health assessment",
                HealthCheckKind::Dental => "Dental check",
                HealthCheckKind::Development => "Development check",
            }
            .into(),
            clah_health_check_date: Some(check.on.date),
            clah_health_check_status: match check.outcome {
                HealthCheckOutcome::Completed => "Completed",
                HealthCheckOutcome::Planned => "Planned",
                HealthCheckOutcome::Refused => "Refused",
                HealthCheckOutcome::Cancelled => "Cancelled",
            }
            .into(),
        });
    }
    // The table has one row for a child: the latest look.
    if let Some(latest) = view.standing.of_kind::<Immunisations>().next_back() {
        facts.cla_immunisations.push(ClaImmunisations {
            clai_person_id: view.id.clone(),
            clai_immunisations_status: Some(latest.up_to_date),
            clai_immunisations_status_date: Some(latest.looked_at.date),
        });
    }
    for asked in view.standing.of_kind::<StrengthsAndDifficulties>() {
        let (score, reason) = match &asked.result {
            Score::Scored { score } => (score.to_string().into(), Text::new()),
            Score::NoScore { why } => (Text::new(), why.as_str().into()),
        };
        facts.sdq_scores.push(SdqScore {
            csdq_table_id: view.row(asked.entry.id),
            csdq_person_id: view.id.clone(),
            csdq_sdq_completed_date: Some(asked.completed.date),
            csdq_sdq_reason: reason,
            csdq_sdq_score: score,
        });
    }
    for misuse in view.standing.of_kind::<SubstanceMisuse>() {
        let (key, day) = (view.row(misuse.entry.id), Some(misuse.found.date));
        facts.cla_substance_misuse.push(ClaSubstanceMisuse {
            clas_substance_misuse_id: key.clone(),
            clas_person_id: view.id.clone(),
            clas_substance_misuse_date: day,
            clas_substance_misused: misuse.substance.as_str().into(),
            clas_intervention_received: Some(misuse.help == practice::health::SubstanceHelp::Received),
        });
        facts.substance_help.push(SubstanceHelp {
            gtsh_help_id: key,
            gtsh_person_id: view.id.clone(),
            gtsh_date: day,
            gtsh_offered: Some(misuse.help != practice::health::SubstanceHelp::NotOffered),
        });
    }
    for conviction in view.standing.of_kind::<Conviction>() {
        facts.cla_convictions.push(ClaConviction {
            clac_cla_conviction_id: view.row(conviction.entry.id),
            clac_person_id: view.id.clone(),
            clac_cla_conviction_date: Some(conviction.on.date),
            clac_cla_conviction_offence: conviction.offence.as_str().into(),
        });
    }
}
