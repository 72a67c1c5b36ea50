-- What is known as tables of the Standard Safeguarding Dataset, under its names, and tables of our own. Worked out from
-- records, and rebuildable. `gt_of` is whose records told the row; of who works here, nobody's: all zeros. A day is a
-- DATE where the engine has one; a moment is TEXT, `2026-06-04T09:32`, or `2026-06-04` when the time is not known. The
-- standard's links between tables are not enforced: several of them aim at what is not unique.

-- People whose rows are older than their records.
CREATE TABLE facts_stale (
    person UUID NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO facts_stale (person) SELECT DISTINCT person FROM record_person;

-- Values that a record holds and no column can.
CREATE TABLE gt_unread (
    gt_of UUID NOT NULL, place INTEGER NOT NULL, of_table TEXT NOT NULL, row_key TEXT, field TEXT NOT NULL,
    value TEXT, why TEXT NOT NULL, PRIMARY KEY (gt_of, place)
) STRICT, WITHOUT ROWID;

-- A person: a child, or somebody a child is linked to.
CREATE TABLE ssd_person (
    gt_of UUID NOT NULL, pers_person_id TEXT NOT NULL, pers_forename TEXT, pers_surname TEXT, pers_sex TEXT,
    pers_gender TEXT, pers_ethnicity TEXT, pers_dob DATE, pers_common_child_id TEXT, pers_legacy_id TEXT,
    pers_upn_unknown TEXT, pers_send_flag TEXT, pers_expected_dob DATE, pers_death_date DATE, pers_is_mother TEXT,
    pers_nationality TEXT, pers_upn TEXT, pers_single_unique_id TEXT, PRIMARY KEY (gt_of, pers_person_id)
) STRICT, WITHOUT ROWID;

-- A person as member of a family.
CREATE TABLE ssd_family (
    gt_of UUID NOT NULL, fami_table_id TEXT NOT NULL, fami_family_id TEXT, fami_person_id TEXT,
    PRIMARY KEY (gt_of, fami_table_id)
) STRICT, WITHOUT ROWID;

-- A time somebody lived at an address.
CREATE TABLE ssd_address (
    gt_of UUID NOT NULL, addr_table_id TEXT NOT NULL, addr_address_json TEXT, addr_person_id TEXT,
    addr_address_type TEXT, addr_address_start_date DATE, addr_address_end_date DATE, addr_address_postcode TEXT,
    PRIMARY KEY (gt_of, addr_table_id)
) STRICT, WITHOUT ROWID;

-- One disability of a child.
CREATE TABLE ssd_disability (
    gt_of UUID NOT NULL, disa_person_id TEXT, disa_table_id TEXT NOT NULL, disa_disability_code TEXT,
    PRIMARY KEY (gt_of, disa_table_id)
) STRICT, WITHOUT ROWID;

-- A time with one immigration status.
CREATE TABLE ssd_immigration_status (
    gt_of UUID NOT NULL, immi_person_id TEXT, immi_immigration_status_id TEXT NOT NULL,
    immi_immigration_status TEXT, immi_immigration_status_start_date DATE, immi_immigration_status_end_date DATE,
    PRIMARY KEY (gt_of, immi_immigration_status_id)
) STRICT, WITHOUT ROWID;

-- A mother and one of her children.
CREATE TABLE ssd_mother (
    gt_of UUID NOT NULL, moth_table_id TEXT NOT NULL, moth_person_id TEXT, moth_childs_person_id TEXT,
    moth_childs_dob DATE, PRIMARY KEY (gt_of, moth_table_id)
) STRICT, WITHOUT ROWID;

-- A time with one legal status.
CREATE TABLE ssd_legal_status (
    gt_of UUID NOT NULL, lega_legal_status_id TEXT NOT NULL, lega_person_id TEXT, lega_legal_status TEXT,
    lega_legal_status_start_date DATE, lega_legal_status_end_date DATE, PRIMARY KEY (gt_of, lega_legal_status_id)
) STRICT, WITHOUT ROWID;

-- A contact about a child.
CREATE TABLE ssd_contacts (
    gt_of UUID NOT NULL, cont_contact_id TEXT NOT NULL, cont_person_id TEXT, cont_contact_date DATE,
    cont_contact_source_code TEXT, cont_contact_source_desc TEXT, cont_contact_outcome_json TEXT,
    PRIMARY KEY (gt_of, cont_contact_id)
) STRICT, WITHOUT ROWID;

-- A time of early help.
CREATE TABLE ssd_early_help_episodes (
    gt_of UUID NOT NULL, earl_episode_id TEXT NOT NULL, earl_person_id TEXT, earl_episode_start_date DATE,
    earl_episode_end_date DATE, earl_episode_reason TEXT, earl_episode_end_reason TEXT,
    earl_episode_organisation TEXT, earl_episode_worker_id TEXT, PRIMARY KEY (gt_of, earl_episode_id)
) STRICT, WITHOUT ROWID;

-- A referral, and the time as a child in need that follows.
CREATE TABLE ssd_cin_episodes (
    gt_of UUID NOT NULL, cine_referral_id TEXT NOT NULL, cine_person_id TEXT, cine_referral_date DATE,
    cine_cin_primary_need_code TEXT, cine_referral_source_code TEXT, cine_referral_source_desc TEXT,
    cine_referral_outcome_json TEXT, cine_referral_nfa TEXT, cine_close_reason TEXT, cine_close_date DATE,
    cine_referral_team TEXT, cine_referral_worker_id TEXT, PRIMARY KEY (gt_of, cine_referral_id)
) STRICT, WITHOUT ROWID;

-- An assessment of a child.
CREATE TABLE ssd_cin_assessments (
    gt_of UUID NOT NULL, cina_assessment_id TEXT NOT NULL, cina_person_id TEXT, cina_referral_id TEXT,
    cina_assessment_start_date DATE, cina_assessment_child_seen TEXT, cina_assessment_auth_date DATE,
    cina_assessment_outcome_json TEXT, cina_assessment_outcome_nfa TEXT, cina_assessment_team TEXT,
    cina_assessment_worker_id TEXT, PRIMARY KEY (gt_of, cina_assessment_id)
) STRICT, WITHOUT ROWID;

-- The factors an assessment found.
CREATE TABLE ssd_assessment_factors (
    gt_of UUID NOT NULL, cinf_table_id TEXT NOT NULL, cinf_assessment_id TEXT, cinf_assessment_factors_json TEXT,
    PRIMARY KEY (gt_of, cinf_table_id)
) STRICT, WITHOUT ROWID;

-- A time on a child in need plan.
CREATE TABLE ssd_cin_plans (
    gt_of UUID NOT NULL, cinp_cin_plan_id TEXT NOT NULL, cinp_referral_id TEXT, cinp_person_id TEXT,
    cinp_cin_plan_start_date DATE, cinp_cin_plan_end_date DATE, cinp_cin_plan_team TEXT,
    cinp_cin_plan_worker_id TEXT, PRIMARY KEY (gt_of, cinp_cin_plan_id)
) STRICT, WITHOUT ROWID;

-- A visit under a child in need plan.
CREATE TABLE ssd_cin_visits (
    gt_of UUID NOT NULL, cinv_cin_visit_id TEXT NOT NULL, cinv_person_id TEXT, cinv_cin_visit_date DATE,
    cinv_cin_visit_seen TEXT, cinv_cin_visit_seen_alone TEXT, cinv_cin_visit_bedroom TEXT,
    PRIMARY KEY (gt_of, cinv_cin_visit_id)
) STRICT, WITHOUT ROWID;

-- An enquiry under section 47.
CREATE TABLE ssd_s47_enquiry (
    gt_of UUID NOT NULL, s47e_s47_enquiry_id TEXT NOT NULL, s47e_referral_id TEXT, s47e_person_id TEXT,
    s47e_s47_start_date DATE, s47e_s47_end_date DATE, s47e_s47_nfa TEXT, s47e_s47_outcome_json TEXT,
    s47e_s47_completed_by_worker_id TEXT, s47e_s47_completed_by_team TEXT, PRIMARY KEY (gt_of, s47e_s47_enquiry_id)
) STRICT, WITHOUT ROWID;

-- An initial child protection conference about a child.
CREATE TABLE ssd_initial_cp_conference (
    gt_of UUID NOT NULL, icpc_icpc_id TEXT NOT NULL, icpc_icpc_meeting_id TEXT, icpc_s47_enquiry_id TEXT,
    icpc_person_id TEXT, icpc_cp_plan_id TEXT, icpc_referral_id TEXT, icpc_icpc_transfer_in TEXT,
    icpc_icpc_target_date DATE, icpc_icpc_date DATE, icpc_icpc_outcome_cp_flag TEXT, icpc_icpc_outcome_json TEXT,
    icpc_icpc_team TEXT, icpc_icpc_worker_id TEXT, PRIMARY KEY (gt_of, icpc_icpc_id)
) STRICT, WITHOUT ROWID;

-- A time on a child protection plan.
CREATE TABLE ssd_cp_plans (
    gt_of UUID NOT NULL, cppl_cp_plan_id TEXT NOT NULL, cppl_referral_id TEXT, cppl_icpc_id TEXT,
    cppl_person_id TEXT, cppl_cp_plan_start_date DATE, cppl_cp_plan_end_date DATE,
    cppl_cp_plan_initial_category TEXT, cppl_cp_plan_ola TEXT, cppl_cp_plan_latest_category TEXT,
    PRIMARY KEY (gt_of, cppl_cp_plan_id)
) STRICT, WITHOUT ROWID;

-- A visit under a child protection plan.
CREATE TABLE ssd_cp_visits (
    gt_of UUID NOT NULL, cppv_cp_visit_id TEXT NOT NULL, cppv_person_id TEXT, cppv_cp_plan_id TEXT,
    cppv_cp_visit_date DATE, cppv_cp_visit_seen TEXT, cppv_cp_visit_seen_alone TEXT, cppv_cp_visit_bedroom TEXT,
    PRIMARY KEY (gt_of, cppv_cp_visit_id)
) STRICT, WITHOUT ROWID;

-- A review of a child protection plan.
CREATE TABLE ssd_cp_reviews (
    gt_of UUID NOT NULL, cppr_cp_review_id TEXT NOT NULL, cppr_person_id TEXT, cppr_cp_plan_id TEXT,
    cppr_cp_review_due DATE, cppr_cp_review_date DATE, cppr_cp_review_meeting_id TEXT,
    cppr_cp_review_outcome_continue_cp TEXT, cppr_cp_review_quorate TEXT, cppr_cp_review_participation TEXT,
    PRIMARY KEY (gt_of, cppr_cp_review_id)
) STRICT, WITHOUT ROWID;

-- An episode of being looked after.
CREATE TABLE ssd_cla_episodes (
    gt_of UUID NOT NULL, clae_cla_episode_id TEXT NOT NULL, clae_person_id TEXT, clae_cla_episode_start_date DATE,
    clae_cla_episode_start_reason TEXT, clae_cla_primary_need_code TEXT, clae_cla_episode_ceased_date DATE,
    clae_cla_episode_ceased_reason TEXT, clae_cla_id TEXT, clae_referral_id TEXT, clae_cla_placement_id TEXT,
    clae_entered_care_date DATE, clae_cla_last_iro_contact_date DATE, PRIMARY KEY (gt_of, clae_cla_episode_id)
) STRICT, WITHOUT ROWID;

-- A conviction of a looked-after child.
CREATE TABLE ssd_cla_convictions (
    gt_of UUID NOT NULL, clac_cla_conviction_id TEXT NOT NULL, clac_person_id TEXT, clac_cla_conviction_date DATE,
    clac_cla_conviction_offence TEXT, PRIMARY KEY (gt_of, clac_cla_conviction_id)
) STRICT, WITHOUT ROWID;

-- A health or dental check of a looked-after child.
CREATE TABLE ssd_cla_health (
    gt_of UUID NOT NULL, clah_health_check_id TEXT NOT NULL, clah_person_id TEXT, clah_health_check_type TEXT,
    clah_health_check_date DATE, clah_health_check_status TEXT, PRIMARY KEY (gt_of, clah_health_check_id)
) STRICT, WITHOUT ROWID;

-- Whether a looked-after child's immunisations are up to date.
CREATE TABLE ssd_cla_immunisations (
    gt_of UUID NOT NULL, clai_person_id TEXT NOT NULL, clai_immunisations_status TEXT,
    clai_immunisations_status_date DATE, PRIMARY KEY (gt_of, clai_person_id)
) STRICT, WITHOUT ROWID;

-- Misuse of a substance by a looked-after child.
CREATE TABLE ssd_cla_substance_misuse (
    gt_of UUID NOT NULL, clas_substance_misuse_id TEXT NOT NULL, clas_person_id TEXT,
    clas_substance_misuse_date DATE, clas_substance_misused TEXT, clas_intervention_received TEXT,
    PRIMARY KEY (gt_of, clas_substance_misuse_id)
) STRICT, WITHOUT ROWID;

-- A placement.
CREATE TABLE ssd_cla_placement (
    gt_of UUID NOT NULL, clap_cla_placement_id TEXT NOT NULL, clap_cla_placement_start_date DATE,
    clap_cla_placement_type TEXT, clap_cla_placement_urn TEXT, clap_cla_placement_distance NUMBER, clap_cla_id TEXT,
    clap_cla_placement_provider TEXT, clap_cla_placement_postcode TEXT, clap_cla_placement_end_date DATE,
    clap_cla_placement_change_reason TEXT, clap_person_id TEXT, PRIMARY KEY (gt_of, clap_cla_placement_id)
) STRICT, WITHOUT ROWID;

-- A review of a looked-after child.
CREATE TABLE ssd_cla_reviews (
    gt_of UUID NOT NULL, clar_cla_review_id TEXT NOT NULL, clar_cla_id TEXT, clar_cla_review_due_date DATE,
    clar_cla_review_date DATE, clar_cla_review_cancelled TEXT, clar_cla_review_participation TEXT,
    PRIMARY KEY (gt_of, clar_cla_review_id)
) STRICT, WITHOUT ROWID;

-- A visit to a looked-after child.
CREATE TABLE ssd_cla_visits (
    gt_of UUID NOT NULL, clav_cla_visit_id TEXT NOT NULL, clav_cla_id TEXT, clav_person_id TEXT,
    clav_cla_visit_date DATE, clav_cla_visit_seen TEXT, clav_cla_visit_seen_alone TEXT,
    PRIMARY KEY (gt_of, clav_cla_visit_id)
) STRICT, WITHOUT ROWID;

-- A permanence arrangement a child had before.
CREATE TABLE ssd_cla_previous_permanence (
    gt_of UUID NOT NULL, lapp_table_id TEXT NOT NULL, lapp_person_id TEXT, lapp_previous_permanence_order_date TEXT,
    lapp_previous_permanence_option TEXT, lapp_previous_permanence_la TEXT, PRIMARY KEY (gt_of, lapp_table_id)
) STRICT, WITHOUT ROWID;

-- A time with one care plan.
CREATE TABLE ssd_cla_care_plan (
    gt_of UUID NOT NULL, lacp_table_id TEXT NOT NULL, lacp_person_id TEXT, lacp_cla_care_plan_start_date DATE,
    lacp_cla_care_plan_end_date DATE, lacp_cla_care_plan_json TEXT, PRIMARY KEY (gt_of, lacp_table_id)
) STRICT, WITHOUT ROWID;

-- A score of the strengths and difficulties questionnaire.
CREATE TABLE ssd_sdq_scores (
    gt_of UUID NOT NULL, csdq_table_id TEXT NOT NULL, csdq_person_id TEXT, csdq_sdq_completed_date DATE,
    csdq_sdq_reason TEXT, csdq_sdq_score TEXT, PRIMARY KEY (gt_of, csdq_table_id)
) STRICT, WITHOUT ROWID;

-- A time when a child was missing or away.
CREATE TABLE ssd_missing (
    gt_of UUID NOT NULL, miss_table_id TEXT NOT NULL, miss_person_id TEXT, miss_missing_episode_start_date DATE,
    miss_missing_episode_type TEXT, miss_missing_episode_end_date DATE, miss_missing_rhi_offered TEXT,
    miss_missing_rhi_accepted TEXT, PRIMARY KEY (gt_of, miss_table_id)
) STRICT, WITHOUT ROWID;

-- A care leaver.
CREATE TABLE ssd_care_leavers (
    gt_of UUID NOT NULL, clea_table_id TEXT NOT NULL, clea_person_id TEXT, clea_care_leaver_eligibility TEXT,
    clea_care_leaver_in_touch TEXT, clea_care_leaver_latest_contact DATE, clea_care_leaver_accommodation TEXT,
    clea_care_leaver_accom_suitable TEXT, clea_care_leaver_activity TEXT, clea_pathway_plan_review_date DATE,
    clea_care_leaver_personal_advisor TEXT, clea_care_leaver_allocated_team TEXT, clea_care_leaver_worker_id TEXT,
    PRIMARY KEY (gt_of, clea_table_id)
) STRICT, WITHOUT ROWID;

-- A child's way to adoption or another permanence.
CREATE TABLE ssd_permanence (
    gt_of UUID NOT NULL, perm_table_id TEXT NOT NULL, perm_person_id TEXT, perm_cla_id TEXT,
    perm_adm_decision_date DATE, perm_ffa_cp_decision_date DATE, perm_placement_order_date DATE,
    perm_placed_for_adoption_date DATE, perm_matched_date DATE, perm_adopted_by_carer_flag TEXT,
    perm_placed_ffa_cp_date DATE, perm_decision_reversed_date DATE, perm_placed_foster_carer_date DATE,
    perm_part_of_sibling_group INTEGER, perm_siblings_placed_together INTEGER, perm_siblings_placed_apart INTEGER,
    perm_placement_provider_urn TEXT, perm_decision_reversed_reason TEXT, perm_permanence_order_date DATE,
    perm_permanence_order_type TEXT, perm_adoption_worker_id TEXT, perm_adopter_sex TEXT,
    perm_adopter_legal_status TEXT, perm_number_of_adopters TEXT, PRIMARY KEY (gt_of, perm_table_id)
) STRICT, WITHOUT ROWID;

-- A time a worker was responsible for a child.
CREATE TABLE ssd_involvements (
    gt_of UUID NOT NULL, invo_involvements_id TEXT NOT NULL, invo_professional_id TEXT,
    invo_professional_role_id TEXT, invo_professional_team TEXT, invo_involvement_start_date DATE,
    invo_involvement_end_date DATE, invo_worker_change_reason TEXT, invo_person_id TEXT, invo_referral_id TEXT,
    PRIMARY KEY (gt_of, invo_involvements_id)
) STRICT, WITHOUT ROWID;

-- Somebody who works with children.
CREATE TABLE ssd_professionals (
    gt_of UUID NOT NULL, prof_professional_id TEXT NOT NULL, prof_staff_id TEXT, prof_professional_name TEXT,
    prof_social_worker_registration_no TEXT, prof_professional_job_title TEXT, prof_professional_caseload INTEGER,
    prof_professional_department TEXT, prof_full_time_equivalency NUMBER, prof_agency_worker_flag TEXT,
    PRIMARY KEY (gt_of, prof_professional_id)
) STRICT, WITHOUT ROWID;

-- A child known to the special needs service.
CREATE TABLE ssd_send (
    gt_of UUID NOT NULL, send_table_id TEXT NOT NULL, send_upn TEXT, send_uln TEXT, send_upn_unknown TEXT,
    send_person_id TEXT, PRIMARY KEY (gt_of, send_table_id)
) STRICT, WITHOUT ROWID;

-- A request for an education, health and care plan.
CREATE TABLE ssd_ehcp_requests (
    gt_of UUID NOT NULL, ehcr_ehcp_request_id TEXT NOT NULL, ehcr_send_table_id TEXT, ehcr_ehcp_req_date DATE,
    ehcr_ehcp_req_outcome_date DATE, ehcr_ehcp_req_outcome TEXT, PRIMARY KEY (gt_of, ehcr_ehcp_request_id)
) STRICT, WITHOUT ROWID;

-- An assessment for an education, health and care plan.
CREATE TABLE ssd_ehcp_assessment (
    gt_of UUID NOT NULL, ehca_ehcp_assessment_id TEXT NOT NULL, ehca_ehcp_request_id TEXT,
    ehca_ehcp_assessment_outcome_date DATE, ehca_ehcp_assessment_outcome TEXT, ehca_ehcp_assessment_exceptions TEXT,
    PRIMARY KEY (gt_of, ehca_ehcp_assessment_id)
) STRICT, WITHOUT ROWID;

-- An education, health and care plan.
CREATE TABLE ssd_ehcp_named_plan (
    gt_of UUID NOT NULL, ehcn_named_plan_id TEXT NOT NULL, ehcn_ehcp_asmt_id TEXT, ehcn_named_plan_start_date DATE,
    ehcn_named_plan_ceased_date DATE, ehcn_named_plan_ceased_reason TEXT, PRIMARY KEY (gt_of, ehcn_named_plan_id)
) STRICT, WITHOUT ROWID;

-- An education, health and care plan in force.
CREATE TABLE ssd_ehcp_active_plans (
    gt_of UUID NOT NULL, ehcp_active_ehcp_id TEXT NOT NULL, ehcp_ehcp_request_id TEXT,
    ehcp_active_ehcp_last_review_date DATE, PRIMARY KEY (gt_of, ehcp_active_ehcp_id)
) STRICT, WITHOUT ROWID;

-- A special educational need.
CREATE TABLE ssd_sen_need (
    gt_of UUID NOT NULL, senn_table_id TEXT NOT NULL, senn_active_ehcp_id TEXT, senn_active_ehcp_need_type TEXT,
    senn_active_ehcp_need_rank TEXT, PRIMARY KEY (gt_of, senn_table_id)
) STRICT, WITHOUT ROWID;

-- A child in pre-proceedings.
CREATE TABLE ssd_pre_proceedings (
    gt_of UUID NOT NULL, prep_table_id TEXT NOT NULL, prep_person_id TEXT, prep_plo_family_id TEXT,
    prep_pre_pro_decision_date DATE, prep_initial_pre_pro_meeting_date DATE, prep_pre_pro_outcome TEXT,
    prep_agree_stepdown_issue_date DATE, prep_cp_plans_referral_period INTEGER, prep_legal_gateway_outcome TEXT,
    prep_prev_pre_proc_child INTEGER, prep_prev_care_proc_child INTEGER, prep_pre_pro_letter_date DATE,
    prep_care_pro_letter_date DATE, prep_pre_pro_meetings_num INTEGER, prep_pre_pro_parents_legal_rep TEXT,
    prep_parents_legal_rep_point_of_issue TEXT, prep_court_reference TEXT, prep_care_proc_court_hearings INTEGER,
    prep_care_proc_short_notice TEXT, prep_proc_short_notice_reason TEXT, prep_la_inital_plan_approved TEXT,
    prep_la_initial_care_plan TEXT, prep_la_final_plan_approved TEXT, prep_la_final_care_plan TEXT,
    PRIMARY KEY (gt_of, prep_table_id)
) STRICT, WITHOUT ROWID;

-- A child's answers to a questionnaire; draft in the standard.
CREATE TABLE ssd_voice_of_child (
    gt_of UUID NOT NULL, voch_table_id TEXT NOT NULL, voch_person_id TEXT, voch_explained_worries TEXT,
    voch_story_help_understand TEXT, voch_agree_worker TEXT, voch_plan_safe TEXT, voch_tablet_help_explain TEXT,
    PRIMARY KEY (gt_of, voch_table_id)
) STRICT, WITHOUT ROWID;

-- A number somebody is known by elsewhere.
CREATE TABLE ssd_linked_identifiers (
    gt_of UUID NOT NULL, link_table_id TEXT NOT NULL, link_person_id TEXT, link_identifier_type TEXT,
    link_identifier_value TEXT, link_valid_from_date DATE, link_valid_to_date DATE,
    PRIMARY KEY (gt_of, link_table_id)
) STRICT, WITHOUT ROWID;

-- The cost of a placement; not defined by the standard yet.
CREATE TABLE ssd_s251_finance (
    gt_of UUID NOT NULL, s251_table_id TEXT NOT NULL, s251_cla_placement_id TEXT, s251_placeholder_1 TEXT,
    s251_placeholder_2 TEXT, s251_placeholder_3 TEXT, s251_placeholder_4 TEXT, PRIMARY KEY (gt_of, s251_table_id)
) STRICT, WITHOUT ROWID;

-- A team.
CREATE TABLE ssd_department (
    gt_of UUID NOT NULL, dept_team_id TEXT NOT NULL, dept_team_name TEXT, dept_team_parent_id TEXT,
    dept_team_parent_name TEXT, PRIMARY KEY (gt_of, dept_team_id)
) STRICT, WITHOUT ROWID;

-- A release of the dataset.
CREATE TABLE ssd_version_log (
    gt_of UUID NOT NULL, version_number TEXT NOT NULL, release_date DATE, description TEXT, is_current INTEGER,
    created_at TEXT, created_by TEXT, impact_description TEXT, PRIMARY KEY (gt_of, version_number)
) STRICT, WITHOUT ROWID;

-- What was last sent of a child to the Department.
CREATE TABLE ssd_api_data_staging (
    gt_of UUID NOT NULL, id TEXT NOT NULL, person_id TEXT, json_payload TEXT, current_hash TEXT, previous_hash TEXT,
    submission_status TEXT, submission_timestamp TEXT, api_response TEXT, row_state TEXT, last_updated TEXT,
    PRIMARY KEY (gt_of, id)
) STRICT, WITHOUT ROWID;

-- A decision on a contact.
CREATE TABLE gt_screening_decisions (
    gt_of UUID NOT NULL, gtsc_decision_id TEXT NOT NULL, gtsc_contact_id TEXT, gtsc_person_id TEXT,
    gtsc_received TEXT, gtsc_decided TEXT, gtsc_decision TEXT, gtsc_settles TEXT, gtsc_threshold TEXT,
    gtsc_agreed_by TEXT, PRIMARY KEY (gt_of, gtsc_decision_id)
) STRICT, WITHOUT ROWID;

-- A decision on a referral.
CREATE TABLE gt_referral_decisions (
    gt_of UUID NOT NULL, gtrd_decision_id TEXT NOT NULL, gtrd_referral_id TEXT, gtrd_person_id TEXT,
    gtrd_received TEXT, gtrd_decided TEXT, gtrd_response TEXT, gtrd_acknowledged TEXT, gtrd_team TEXT,
    PRIMARY KEY (gt_of, gtrd_decision_id)
) STRICT, WITHOUT ROWID;

-- How a time of early help ended.
CREATE TABLE gt_early_help_outcomes (
    gt_of UUID NOT NULL, gteo_outcome_id TEXT NOT NULL, gteo_episode_id TEXT, gteo_person_id TEXT, gteo_ended DATE,
    gteo_reason TEXT, PRIMARY KEY (gt_of, gteo_outcome_id)
) STRICT, WITHOUT ROWID;

-- A strategy discussion.
CREATE TABLE gt_strategy_discussions (
    gt_of UUID NOT NULL, gtsd_discussion_id TEXT NOT NULL, gtsd_person_id TEXT, gtsd_referral_id TEXT,
    gtsd_held TEXT, gtsd_decision TEXT, gtsd_enquiry TEXT, gtsd_quorate TEXT,
    PRIMARY KEY (gt_of, gtsd_discussion_id)
) STRICT, WITHOUT ROWID;

-- A visit that is neither under a child in need plan nor under a child protection plan.
CREATE TABLE gt_other_visits (
    gt_of UUID NOT NULL, gtov_visit_id TEXT NOT NULL, gtov_person_id TEXT, gtov_date DATE, gtov_purpose TEXT,
    gtov_seen TEXT, gtov_seen_alone TEXT, gtov_bedroom TEXT, PRIMARY KEY (gt_of, gtov_visit_id)
) STRICT, WITHOUT ROWID;

-- A meeting that made or reviewed a child in need plan.
CREATE TABLE gt_cin_meetings (
    gt_of UUID NOT NULL, gtcm_meeting_id TEXT NOT NULL, gtcm_person_id TEXT, gtcm_cin_plan_id TEXT, gtcm_date DATE,
    gtcm_decision TEXT, gtcm_next DATE, PRIMARY KEY (gt_of, gtcm_meeting_id)
) STRICT, WITHOUT ROWID;

-- A core group of a child protection plan.
CREATE TABLE gt_core_groups (
    gt_of UUID NOT NULL, gtcg_meeting_id TEXT NOT NULL, gtcg_person_id TEXT, gtcg_cp_plan_id TEXT, gtcg_date DATE,
    gtcg_next DATE, PRIMARY KEY (gt_of, gtcg_meeting_id)
) STRICT, WITHOUT ROWID;

-- An action of a plan.
CREATE TABLE gt_plan_actions (
    gt_of UUID NOT NULL, gtpa_action_id TEXT NOT NULL, gtpa_plan_id TEXT, gtpa_person_id TEXT, gtpa_plan_kind TEXT,
    gtpa_agreed DATE, gtpa_by DATE, gtpa_has_owner TEXT, gtpa_has_measure TEXT, gtpa_state TEXT,
    gtpa_state_date DATE, PRIMARY KEY (gt_of, gtpa_action_id)
) STRICT, WITHOUT ROWID;

-- A family group conference.
CREATE TABLE gt_family_group_conferences (
    gt_of UUID NOT NULL, gtfg_conference_id TEXT NOT NULL, gtfg_person_id TEXT, gtfg_date DATE, gtfg_agreed TEXT,
    PRIMARY KEY (gt_of, gtfg_conference_id)
) STRICT, WITHOUT ROWID;

-- A change of team or worker.
CREATE TABLE gt_allocations (
    gt_of UUID NOT NULL, gtal_allocation_id TEXT NOT NULL, gtal_person_id TEXT, gtal_from TEXT, gtal_team TEXT,
    gtal_worker_id TEXT, PRIMARY KEY (gt_of, gtal_allocation_id)
) STRICT, WITHOUT ROWID;

-- A manager's decision about a child, supervision among them.
CREATE TABLE gt_management_decisions (
    gt_of UUID NOT NULL, gtmd_decision_id TEXT NOT NULL, gtmd_person_id TEXT, gtmd_decided TEXT, gtmd_about TEXT,
    gtmd_decided_by TEXT, PRIMARY KEY (gt_of, gtmd_decision_id)
) STRICT, WITHOUT ROWID;
