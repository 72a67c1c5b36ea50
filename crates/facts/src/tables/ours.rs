//! Tables of our own, where the standard has no home for what is known. Each is fed by records made today.
//!
//! Audits have no record yet; their table comes with their record.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A decision on a contact.
    ScreeningDecision in "gt_screening_decisions", key gtsc_decision_id;
    gtsc_decision_id: id(48), "", "row key";
    gtsc_contact_id: id(48), "" => "ssd_contacts.cont_contact_id", "the contact decided on";
    gtsc_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtsc_received: moment, "", "when the contact was received";
    gtsc_decided: moment, "", "when it was decided";
    gtsc_decision: code(48), "", "what was decided, by its name in the record";
    gtsc_settles: flag, "", "whether it settles the contact, or only asks for more";
    gtsc_threshold: code(48), "", "level of need";
    gtsc_agreed_by: id(100), "" => "ssd_professionals.prof_professional_id", "manager who agreed";
}

table! {
    /// A decision on a referral.
    ReferralDecision in "gt_referral_decisions", key gtrd_decision_id;
    gtrd_decision_id: id(48), "", "row key";
    gtrd_referral_id: id(48), "" => "ssd_cin_episodes.cine_referral_id", "the referral decided on";
    gtrd_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtrd_received: moment, "", "when the referral was received";
    gtrd_decided: moment, "", "when it was decided";
    gtrd_response: code(48), "", "the response, by its name in the record";
    gtrd_acknowledged: flag, "", "whether the referrer was told it arrived";
    gtrd_team: id(48), "" => "ssd_department.dept_team_id", "team to work with the child";
}

table! {
    /// How a time of early help ended.
    EarlyHelpOutcome in "gt_early_help_outcomes", key gteo_outcome_id;
    gteo_outcome_id: id(48), "", "row key";
    gteo_episode_id: id(48), "" => "ssd_early_help_episodes.earl_episode_id", "the time of early help";
    gteo_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gteo_ended: date, "", "when it ended";
    gteo_reason: code(48), "", "why, by its name in the record";
}

table! {
    /// A strategy discussion.
    StrategyDiscussion in "gt_strategy_discussions", key gtsd_discussion_id;
    gtsd_discussion_id: id(48), "", "row key";
    gtsd_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtsd_referral_id: id(48), "" => "ssd_cin_episodes.cine_referral_id", "referral open on the day";
    gtsd_held: moment, "", "when it was held";
    gtsd_decision: code(48), "", "what was decided, by its name in the record";
    gtsd_enquiry: flag, "", "whether it began an enquiry";
    gtsd_quorate: flag, "", "whether social care, police and health all took part";
}

table! {
    /// A visit that is neither under a child in need plan nor under a child protection plan.
    OtherVisit in "gt_other_visits", key gtov_visit_id;
    gtov_visit_id: id(48), "", "row key";
    gtov_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtov_date: date, "", "when";
    gtov_purpose: code(48), "", "what it was for, by its name in the record";
    gtov_seen: flag, "", "whether the child was seen";
    gtov_seen_alone: flag, "", "whether the child was seen alone";
    gtov_bedroom: flag, "", "whether the bedroom was seen";
}

table! {
    /// A meeting that made or reviewed a child in need plan.
    CinMeeting in "gt_cin_meetings", key gtcm_meeting_id;
    gtcm_meeting_id: id(48), "", "row key";
    gtcm_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtcm_cin_plan_id: id(48), "" => "ssd_cin_plans.cinp_cin_plan_id", "plan in force on the day";
    gtcm_date: date, "", "when it was held";
    gtcm_decision: code(48), "", "what was decided, by its name in the record";
    gtcm_next: date, "", "when the next one is";
}

table! {
    /// A core group of a child protection plan.
    CoreGroup in "gt_core_groups", key gtcg_meeting_id;
    gtcg_meeting_id: id(48), "", "row key";
    gtcg_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtcg_cp_plan_id: id(48), "" => "ssd_cp_plans.cppl_cp_plan_id", "plan in force on the day";
    gtcg_date: date, "", "when it was held";
    gtcg_next: date, "", "when the next one is";
}

table! {
    /// An action of a plan.
    PlanAction in "gt_plan_actions", key gtpa_action_id;
    gtpa_action_id: id(100), "", "row key";
    gtpa_plan_id: id(48), "", "the plan as recorded; actions carried on to a later plan stand under each";
    gtpa_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtpa_plan_kind: code(48), "", "which plan, by its name in the record";
    gtpa_agreed: date, "", "when the plan was agreed";
    gtpa_by: date, "", "by when it is to be done";
    gtpa_has_owner: flag, "", "whether somebody is named to do it";
    gtpa_has_measure: flag, "", "whether it says how we will know";
    gtpa_state: code(48), "", "how far it is, by its name in the record";
    gtpa_state_date: date, "", "when that was noted";
}

table! {
    /// A family group conference.
    FamilyGroupConference in "gt_family_group_conferences", key gtfg_conference_id;
    gtfg_conference_id: id(48), "", "row key";
    gtfg_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtfg_date: date, "", "when it was held";
    gtfg_agreed: flag, "", "whether the family's plan was agreed";
}

table! {
    /// A change of team or worker.
    Allocation in "gt_allocations", key gtal_allocation_id;
    gtal_allocation_id: id(48), "", "row key";
    gtal_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtal_from: moment, "", "from when";
    gtal_team: id(48), "" => "ssd_department.dept_team_id", "team";
    gtal_worker_id: id(100), "" => "ssd_professionals.prof_professional_id", "worker; empty while none is allocated";
}

table! {
    /// A manager's decision about a child, supervision among them.
    ManagementDecision in "gt_management_decisions", key gtmd_decision_id;
    gtmd_decision_id: id(48), "", "row key";
    gtmd_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtmd_decided: moment, "", "when";
    gtmd_about: code(48), "", "what it is about, by its name in the record";
    gtmd_decided_by: id(100), "" => "ssd_professionals.prof_professional_id", "who wrote it";
}

table! {
    /// A deprivation of liberty that a court authorised.
    DeprivationOfLiberty in "gt_deprivations_of_liberty", key gtdl_order_id;
    gtdl_order_id: id(48), "", "row key";
    gtdl_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtdl_start: date, "", "from; 903 DOLO_START";
    gtdl_end: date, "", "to; 903 DOLO_END";
}

table! {
    /// Whether help was offered to a looked-after child who misused a substance.
    SubstanceHelp in "gt_substance_help", key gtsh_help_id;
    gtsh_help_id: id(48), "", "row key, that of the misuse";
    gtsh_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtsh_date: date, "", "date the misuse was found";
    gtsh_offered: flag, "", "whether help was offered; 903 INTERVENTION_OFFERED";
}

table! {
    /// Whether a placement is in the area of the authority, and in whose it is if not.
    PlacementArea in "gt_placement_areas", key gtpl_placement_id;
    gtpl_placement_id: id(48), "" => "ssd_cla_placement.clap_cla_placement_id", "row key, that of the placement";
    gtpl_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtpl_in_area: flag, "", "whether it is in the area; Annex A list 8 Placement Location";
    gtpl_area: text(100), "", "the council whose area it is in, if not ours, or NIR, SCO, WAL, NUK or CON; Annex A list 8 LA of Placement";
}

table! {
    /// An adopter of a match with a child: one row, or two.
    Adopter in "gt_adopters", key gtad_row_id;
    gtad_row_id: id(48), "", "row key";
    gtad_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtad_permanence_id: id(48), "" => "ssd_permanence.perm_table_id", "the way to permanence that the match is of";
    gtad_adopter_id: id(48), "", "adopter, the same for each child of a match; Annex A list 11";
    gtad_family_id: id(48), "", "adopters and children of one match; Annex A lists 10 and 11";
    gtad_sex: code(48), "", "M or F";
    gtad_fostering: flag, "", "whether they foster the child already, or did for adoption";
    gtad_matched: date, "", "when the match was agreed";
}

table! {
    /// An adopter on the way to approval or past it, by their own file: one row for each time they come.
    ProspectiveAdopter in "gt_prospective_adopters", key gtpa_row_id;
    gtpa_row_id: id(48), "", "row key";
    gtpa_adopter_id: id(48), "", "adopter; Annex A list 11";
    gtpa_family_id: id(48), "", "the same for both of a couple; Annex A list 11";
    gtpa_sex: code(48), "", "M or F";
    gtpa_ethnicity: code(48), "", "ethnicity";
    gtpa_disabled: flag, "", "whether they are disabled; empty when nobody has said";
    gtpa_fostering: flag, "", "whether they foster for adoption";
    gtpa_enquired: date, "", "when they asked";
    gtpa_stage_one_began: date, "", "when stage one began";
    gtpa_stage_one_ended: date, "", "when it ended";
    gtpa_stage_two_began: date, "", "when stage two began";
    gtpa_stage_two_ended: date, "", "when it ended";
    gtpa_submitted: date, "", "when their application went to the panel";
    gtpa_approved: date, "", "when they were approved";
    gtpa_matched: date, "", "when they were matched";
    gtpa_placed: date, "", "when children came to live with them";
    gtpa_children_placed: int, "", "how many";
    gtpa_adopted: date, "", "when an adoption order was made";
    gtpa_left: date, "", "when they left the process";
    gtpa_left_reason: code(48), "", "why; Annex A list 11";
}

table! {
    /// One running of a clock that no other table tells: what was asked for, by when, and when it was done.
    ClockRun in "gt_clocks", key gtck_run_id;
    gtck_run_id: id(48), "", "row key";
    gtck_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtck_clock: code(48), "", "the clock, by its number in the catalogue";
    gtck_from_id: id(48), "", "row key of the record that started it";
    gtck_began: moment, "", "when it began";
    gtck_due: moment, "", "when it was due";
    gtck_done: moment, "", "when it was done";
    gtck_dropped: moment, "", "when it ceased to matter without being done";
    gtck_says: code(48), "", "of a police notice its grade, of homelessness where the young person will live, by its name in the record";
}

table! {
    /// An agency at a child protection conference, or asked to it.
    ConferenceAgency in "gt_conference_agencies", key gtca_row_id;
    gtca_row_id: id(48), "", "row key";
    gtca_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtca_conference_id: id(48), "", "the conference, the same for every child of it";
    gtca_kind: code(48), "", "initial, review or transfer in, by its name in the record";
    gtca_held: date, "", "when it was held";
    gtca_agency: code(48), "", "agency";
    gtca_attended: flag, "", "whether it came";
    gtca_report: flag, "", "whether it sent a report";
}

table! {
    /// A return interview after a time missing.
    ReturnInterview in "gt_return_interviews", key gtri_missing_id;
    gtri_missing_id: id(48), "" => "ssd_missing.miss_table_id", "row key, that of the time missing";
    gtri_person_id: id(48), "" => "ssd_person.pers_person_id", "child";
    gtri_returned: date, "", "when the child came back";
    gtri_accepted: flag, "", "whether the child took it up; empty while nobody has answered";
    gtri_held: date, "", "when it was held";
}
