//! The front door: contacts and early help.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A contact about a child.
    Contact in "ssd_contacts", key cont_contact_id;
    cont_contact_id: id(48), "CONT001A", "row key";
    cont_person_id: id(48), "CONT002A" => "ssd_person.pers_person_id", "child";
    cont_contact_date: date, "CONT003A", "date contact received";
    cont_contact_source_code: code(48), "CONT004A", "who made contact; ReferralSource codes";
    cont_contact_source_desc: text(255), "CONT006A", "text of source";
    cont_contact_outcome_json: json(4000), "CONT005A", "JSON object of ten outcome flags";
}

table! {
    /// A time of early help.
    EarlyHelpEpisode in "ssd_early_help_episodes", key earl_episode_id;
    earl_episode_id: id(48), "EARL001A", "row key";
    earl_person_id: id(48), "EARL002A" => "ssd_person.pers_person_id", "child";
    earl_episode_start_date: date, "EARL003A", "early help from";
    earl_episode_end_date: date, "EARL004A", "early help to";
    earl_episode_reason: code(100), "EARL005A", "why started, local text";
    earl_episode_end_reason: code(100), "EARL006A", "why ended, local text";
    earl_episode_organisation: text(100), "EARL007A", "lead organisation";
    earl_episode_worker_id: id(100), "EARL008A" => "ssd_professionals.prof_professional_id", "lead worker";
}
