//! Leaving care and permanence.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A permanence arrangement a child had before.
    ClaPreviousPermanence in "ssd_cla_previous_permanence", key lapp_table_id;
    lapp_table_id: id(48), "LAPP001A", "row key";
    lapp_person_id: id(48), "LAPP002A" => "ssd_cla_episodes.clae_person_id", "child; FK target not unique, join by person";
    lapp_previous_permanence_order_date: partial(100), "LAPP003A", "text, parts may be unknown (zz)";
    lapp_previous_permanence_option: code(200), "LAPP004A", "903 PREV_PERM";
    lapp_previous_permanence_la: text(100), "LAPP005A", "authority name; 903 wants a code";
}

table! {
    /// A care leaver.
    CareLeaver in "ssd_care_leavers", key clea_table_id;
    clea_table_id: id(48), "CLEA001A", "row key";
    clea_person_id: id(48), "CLEA002A" => "ssd_person.pers_person_id", "young person";
    clea_care_leaver_eligibility: code(100), "CLEA003A", "Relevant / Former Relevant / Eligible / Qualifying / none";
    clea_care_leaver_in_touch: code(100), "CLEA004A", "903 IN_TOUCH";
    clea_care_leaver_latest_contact: date, "CLEA005A", "last contact";
    clea_care_leaver_accommodation: code(100), "CLEA006A", "letter B-Z; 903 ACCOM joins letter + suitability digit";
    clea_care_leaver_accom_suitable: code(100), "CLEA007A", "1 suitable, 2 not";
    clea_care_leaver_activity: code(100), "CLEA008A", "903 ACTIV";
    clea_pathway_plan_review_date: date, "CLEA009A", "last pathway plan review";
    clea_care_leaver_personal_advisor: text(100), "CLEA010A", "PA, name or id";
    clea_care_leaver_allocated_team: id(48), "CLEA011A" => "ssd_department.dept_team_id", "team";
    clea_care_leaver_worker_id: id(100), "CLEA012A" => "ssd_professionals.prof_professional_id", "worker";
}

table! {
    /// A child's way to adoption or another permanence.
    Permanence in "ssd_permanence", key perm_table_id;
    perm_table_id: id(48), "PERM001A", "row key";
    perm_person_id: id(48), "PERM002A" => "ssd_person.pers_person_id", "child (spec FK names the episode id by mistake)";
    perm_cla_id: id(48), "PERM022A", "period of care (no FK declared)";
    perm_adm_decision_date: date, "PERM003A", "agency decision for adoption";
    perm_ffa_cp_decision_date: date, "PERM004A", "FFA/concurrent decision";
    perm_placement_order_date: date, "PERM006A", "placement order";
    perm_placed_for_adoption_date: date, "PERM007A", "placed for adoption";
    perm_matched_date: date, "PERM008A", "matched with adopters";
    perm_adopted_by_carer_flag: flag, "PERM021A", "adopted by former carer Y/N; 903 FOSTER_CARE";
    perm_placed_ffa_cp_date: date, "PERM009A", "placed FFA/concurrent";
    perm_decision_reversed_date: date, "PERM010A", "plan no longer adoption from";
    perm_placed_foster_carer_date: date, "PERM011A", "first placed with the carers who adopt";
    perm_part_of_sibling_group: bit, "PERM012A", "0/1";
    perm_siblings_placed_together: int, "PERM013A", "count, including this child";
    perm_siblings_placed_apart: int, "PERM014A", "count";
    perm_placement_provider_urn: code(48), "PERM015A", "URN of adoption provider";
    perm_decision_reversed_reason: code(100), "PERM016A", "RD1-RD4";
    perm_permanence_order_date: date, "PERM017A", "order granted";
    perm_permanence_order_type: code(100), "PERM018A", "adoption / SGO / CAO words";
    perm_adoption_worker_id: id(100), "PERM023A" => "ssd_professionals.prof_professional_id", "adoption worker";
    perm_adopter_sex: code(48), "PERM025A", "903 SEX_ADOPTR";
    perm_adopter_legal_status: code(100), "PERM026A", "903 LS_ADOPTR";
    perm_number_of_adopters: code(3), "PERM027A", "903 NB_ADOPTR";
}
