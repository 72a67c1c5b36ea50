//! The health of children looked after.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A conviction of a looked-after child.
    ClaConviction in "ssd_cla_convictions", key clac_cla_conviction_id;
    clac_cla_conviction_id: id(48), "CLAC001A", "row key";
    clac_person_id: id(48), "CLAC002A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    clac_cla_conviction_date: date, "CLAC003A", "conviction date; OC2 CONVICTED";
    clac_cla_conviction_offence: text(1000), "CLAC004A", "offence text";
}

table! {
    /// A health or dental check of a looked-after child.
    ClaHealth in "ssd_cla_health", key clah_health_check_id;
    clah_health_check_id: id(48), "CLAH001A", "row key";
    clah_person_id: id(48), "CLAH002A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    clah_health_check_type: text(500), "CLAH003A", "health assessment / dental etc, local words";
    clah_health_check_date: date, "CLAH004A", "date done";
    clah_health_check_status: code(48), "CLAH005A", "Planned / Refused / Cancelled / Completed";
}

table! {
    /// Whether a looked-after child's immunisations are up to date.
    ClaImmunisations in "ssd_cla_immunisations", key clai_person_id;
    clai_person_id: id(48), "CLAI002A" => "ssd_cla_episodes.clae_person_id", "child; row key, so one row per child; FK target not unique, join by person";
    clai_immunisations_status: flag, "CLAI004A", "up to date Y/N";
    clai_immunisations_status_date: date, "CLAI005A", "status as at";
}

table! {
    /// Misuse of a substance by a looked-after child.
    ClaSubstanceMisuse in "ssd_cla_substance_misuse", key clas_substance_misuse_id;
    clas_substance_misuse_id: id(48), "CLAS001A", "row key";
    clas_person_id: id(48), "CLAS002A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    clas_substance_misuse_date: date, "CLAS003A", "date identified";
    clas_substance_misused: text(100), "CLAS004A", "substance, local words";
    clas_intervention_received: flag, "CLAS005A", "help received Y/N; no field for help offered";
}

table! {
    /// A score of the strengths and difficulties questionnaire.
    SdqScore in "ssd_sdq_scores", key csdq_table_id;
    csdq_table_id: id(48), "CSDQ001A", "row key";
    csdq_person_id: id(48), "CSDQ002A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    csdq_sdq_completed_date: date, "CSDQ003A", "date completed";
    csdq_sdq_reason: code(100), "CSDQ004A", "SDQ1-SDQ5 when no score; placeholder in spec";
    csdq_sdq_score: text(100), "CSDQ005A", "0-40, held as text";
}
