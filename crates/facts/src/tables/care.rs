//! Children looked after: legal status, episode, placement, review, visit, plan, missing.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A time with one legal status.
    LegalStatus in "ssd_legal_status", key lega_legal_status_id;
    lega_legal_status_id: id(48), "LEGA001A", "row key";
    lega_person_id: id(48), "LEGA002A" => "ssd_person.pers_person_id", "child";
    lega_legal_status: code(100), "LEGA003A", "wider than 903 LS: also SGO, CAO, private fostering etc";
    lega_legal_status_start_date: date, "LEGA004A", "status from";
    lega_legal_status_end_date: date, "LEGA005A", "status to";
}

table! {
    /// An episode of being looked after.
    ClaEpisode in "ssd_cla_episodes", key clae_cla_episode_id;
    clae_cla_episode_id: id(48), "CLAE001A", "row key: one 903 episode";
    clae_person_id: id(48), "CLAE002A" => "ssd_person.pers_person_id", "child";
    clae_cla_episode_start_date: date, "CLAE003A", "episode from; 903 DECOM";
    clae_cla_episode_start_reason: code(100), "CLAE004A", "903 RNE";
    clae_cla_primary_need_code: code(3), "CLAE009A", "903 CIN, fixed at start of care";
    clae_cla_episode_ceased_date: date, "CLAE005A", "episode to; 903 DEC";
    clae_cla_episode_ceased_reason: code(255), "CLAE006A", "903 REC; text may carry code plus words";
    clae_cla_id: id(48), "CLAE010A", "period-of-care id over many episodes";
    clae_referral_id: id(48), "CLAE011A", "parent referral (no FK declared)";
    clae_cla_placement_id: id(48), "CLAE013A" => "ssd_cla_placement.clap_cla_placement_id", "placement (FK text broken in spec, repaired here)";
    clae_entered_care_date: date, "CLAE014A", "start of current period of care";
    clae_cla_last_iro_contact_date: date, "CLAE012A", "last IRO contact with child";
}

table! {
    /// A placement.
    ClaPlacement in "ssd_cla_placement", key clap_cla_placement_id;
    clap_cla_placement_id: id(48), "CLAP001A", "row key";
    clap_cla_placement_start_date: date, "CLAP003A", "placed from";
    clap_cla_placement_type: code(100), "CLAP004A", "903 PLACE";
    clap_cla_placement_urn: code(48), "CLAP005A", "Ofsted URN";
    clap_cla_placement_distance: number, "CLAP011A", "miles from home; 903 derives its own";
    clap_cla_id: id(48), "CLAP012A" => "ssd_cla_episodes.clae_cla_id", "period-of-care id; FK target not unique";
    clap_cla_placement_provider: code(48), "CLAP007A", "903 PLACE_PROVIDER";
    clap_cla_placement_postcode: text(8), "CLAP008A", "placement postcode";
    clap_cla_placement_end_date: date, "CLAP009A", "placed to";
    clap_cla_placement_change_reason: code(100), "CLAP010A", "903 REASON_PLACE_CHANGE, on the ending episode";
    clap_person_id: id(48), "CLAP013A", "child (no FK declared)";
}

table! {
    /// A review of a looked-after child.
    ClaReview in "ssd_cla_reviews", key clar_cla_review_id;
    clar_cla_review_id: id(48), "CLAR001A", "row key";
    clar_cla_id: id(48), "CLAR011A" => "ssd_cla_episodes.clae_cla_id", "period of care (no person id in spec); FK target not unique";
    clar_cla_review_due_date: date, "CLAR003A", "review due";
    clar_cla_review_date: date, "CLAR004A", "review held; 903 REVIEW";
    clar_cla_review_cancelled: flag, "CLAR012A", "cancelled Y/N";
    clar_cla_review_participation: code(100), "CLAR007A", "PN0-PN7; 903 REVIEW_CODE";
}

table! {
    /// A visit to a looked-after child.
    ClaVisit in "ssd_cla_visits", key clav_cla_visit_id;
    clav_cla_visit_id: id(48), "CLAV001A", "row key";
    clav_cla_id: id(48), "CLAV007A", "period of care (no FK declared)";
    clav_person_id: id(48), "CLAV008A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    clav_cla_visit_date: date, "CLAV003A", "visit date";
    clav_cla_visit_seen: flag, "CLAV004A", "child seen Y/N";
    clav_cla_visit_seen_alone: flag, "CLAV005A", "seen alone Y/N";
}

table! {
    /// A time with one care plan.
    ClaCarePlan in "ssd_cla_care_plan", key lacp_table_id;
    lacp_table_id: id(48), "LACP001A", "row key";
    lacp_person_id: id(48), "LACP007A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    lacp_cla_care_plan_start_date: date, "LACP004A", "plan from";
    lacp_cla_care_plan_end_date: date, "LACP005A", "plan to";
    lacp_cla_care_plan_json: json(1000), "LACP003A", "JSON object, ten plan types; parallel plans allowed";
}

table! {
    /// A time when a child was missing or away.
    Missing in "ssd_missing", key miss_table_id;
    miss_table_id: id(48), "MISS001A", "row key";
    miss_person_id: id(48), "MISS002A" => "ssd_person.pers_person_id", "child (not only looked after)";
    miss_missing_episode_start_date: date, "MISS003A", "from";
    miss_missing_episode_type: code(100), "MISS004A", "Missing / Away; 903 M / A";
    miss_missing_episode_end_date: date, "MISS005A", "to";
    miss_missing_rhi_offered: code(2), "MISS006A", "return interview offered Y/N/NA";
    miss_missing_rhi_accepted: code(2), "MISS007A", "return interview taken Y/N/NA";
}
