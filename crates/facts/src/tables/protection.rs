//! Protection: enquiry, conference, plan, visit, review, pre-proceedings.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// An enquiry under section 47.
    S47Enquiry in "ssd_s47_enquiry", key s47e_s47_enquiry_id;
    s47e_s47_enquiry_id: id(48), "S47E001A", "row key";
    s47e_referral_id: id(48), "S47E010A" => "ssd_cin_episodes.cine_referral_id", "parent referral";
    s47e_person_id: id(48), "S47E002A" => "ssd_person.pers_person_id", "child";
    s47e_s47_start_date: date, "S47E004A", "strategy discussion that opened the enquiry";
    s47e_s47_end_date: date, "S47E005A", "enquiry closed";
    s47e_s47_nfa: flag, "S47E006A", "ended with no further action; Annex A 'ICPC unnecessary'";
    s47e_s47_outcome_json: json(1000), "S47E007A", "JSON object; CP_CONFERENCE_FLAG drives ICPC required";
    s47e_s47_completed_by_worker_id: id(100), "S47E008A" => "ssd_professionals.prof_professional_id", "worker";
    s47e_s47_completed_by_team: id(48), "S47E009A" => "ssd_department.dept_team_id", "team";
}

table! {
    /// An initial child protection conference about a child.
    InitialCpConference in "ssd_initial_cp_conference", key icpc_icpc_id;
    icpc_icpc_id: id(48), "ICPC001A", "row key: conference per child";
    icpc_icpc_meeting_id: id(48), "ICPC009A", "shared id when siblings share a meeting";
    icpc_s47_enquiry_id: id(48), "ICPC002A" => "ssd_s47_enquiry.s47e_s47_enquiry_id", "enquiry that led here";
    icpc_person_id: id(48), "ICPC010A" => "ssd_person.pers_person_id", "child";
    icpc_cp_plan_id: id(48), "ICPC011A", "resulting plan (no FK declared)";
    icpc_referral_id: id(48), "ICPC012A" => "ssd_cin_episodes.cine_referral_id", "parent referral";
    icpc_icpc_transfer_in: flag, "ICPC003A", "transfer-in conference Y/N";
    icpc_icpc_target_date: date, "ICPC004A", "due date, 15 working days";
    icpc_icpc_date: date, "ICPC005A", "held on";
    icpc_icpc_outcome_cp_flag: flag, "ICPC013A", "led to a plan Y/N";
    icpc_icpc_outcome_json: json(500), "ICPC006A", "JSON object of outcome flags";
    icpc_icpc_team: id(48), "ICPC007A" => "ssd_department.dept_team_id", "team";
    icpc_icpc_worker_id: id(100), "ICPC008A" => "ssd_professionals.prof_professional_id", "worker";
}

table! {
    /// A time on a child protection plan.
    CpPlan in "ssd_cp_plans", key cppl_cp_plan_id;
    cppl_cp_plan_id: id(48), "CPPL001A", "row key";
    cppl_referral_id: id(48), "CPPL007A", "parent referral (no FK declared)";
    cppl_icpc_id: id(48), "CPPL008A" => "ssd_initial_cp_conference.icpc_icpc_id", "conference that made it";
    cppl_person_id: id(48), "CPPL002A" => "ssd_person.pers_person_id", "child";
    cppl_cp_plan_start_date: date, "CPPL003A", "plan from";
    cppl_cp_plan_end_date: date, "CPPL004A", "plan to";
    cppl_cp_plan_initial_category: code(100), "CPPL009A", "first abuse category; words, maybe several, not CIN codes";
    cppl_cp_plan_ola: flag, "CPPL011A", "plan of another authority Y/N; leave out of CIN";
    cppl_cp_plan_latest_category: code(100), "CPPL010A", "latest abuse category; words, maybe several";
}

table! {
    /// A visit under a child protection plan.
    CpVisit in "ssd_cp_visits", key cppv_cp_visit_id;
    cppv_cp_visit_id: id(48), "CPPV007A", "row key";
    cppv_person_id: id(48), "CPPV008A" => "ssd_cp_plans.cppl_person_id", "child; FK target not unique, join by person";
    cppv_cp_plan_id: id(48), "CPPV001A", "plan visited under (no FK in spec)";
    cppv_cp_visit_date: date, "CPPV003A", "visit date";
    cppv_cp_visit_seen: flag, "CPPV004A", "child seen Y/N";
    cppv_cp_visit_seen_alone: flag, "CPPV005A", "seen alone Y/N";
    cppv_cp_visit_bedroom: flag, "CPPV006A", "bedroom seen Y/N";
}

table! {
    /// A review of a child protection plan.
    CpReview in "ssd_cp_reviews", key cppr_cp_review_id;
    cppr_cp_review_id: id(48), "CPPR001A", "row key";
    cppr_person_id: id(48), "CPPR008A" => "ssd_cp_plans.cppl_person_id", "child; FK target not unique, join by person";
    cppr_cp_plan_id: id(48), "CPPR002A" => "ssd_cp_plans.cppl_cp_plan_id", "plan reviewed";
    cppr_cp_review_due: date, "CPPR003A", "review due";
    cppr_cp_review_date: date, "CPPR004A", "review held";
    cppr_cp_review_meeting_id: id(48), "CPPR009A", "meeting id shared by siblings";
    cppr_cp_review_outcome_continue_cp: flag, "CPPR005A", "plan continues Y/N";
    cppr_cp_review_quorate: code(100), "CPPR006A", "quorate";
    cppr_cp_review_participation: code(100), "CPPR007A", "PN0-PN7; placeholder in spec";
}

table! {
    /// A child in pre-proceedings.
    PreProceedings in "ssd_pre_proceedings", key prep_table_id;
    prep_table_id: id(48), "PREP024A", "row key";
    prep_person_id: id(48), "PREP001A" => "ssd_person.pers_person_id", "child";
    prep_plo_family_id: id(48), "PREP002A", "family group id for the case";
    prep_pre_pro_decision_date: date, "PREP003A", "legal gateway decision";
    prep_initial_pre_pro_meeting_date: date, "PREP004A", "first meeting with parents";
    prep_pre_pro_outcome: code(100), "PREP005A", "issue proceedings / step down";
    prep_agree_stepdown_issue_date: date, "PREP006A", "step-down or issue agreed";
    prep_cp_plans_referral_period: int, "PREP007A", "CP plans since referral, count";
    prep_legal_gateway_outcome: code(100), "PREP008A", "A-D";
    prep_prev_pre_proc_child: int, "PREP009A", "earlier pre-proceedings, count";
    prep_prev_care_proc_child: int, "PREP010A", "earlier care proceedings, count";
    prep_pre_pro_letter_date: date, "PREP011A", "letter before proceedings";
    prep_care_pro_letter_date: date, "PREP012A", "letter to issue";
    prep_pre_pro_meetings_num: int, "PREP013A", "review meetings after the first, count";
    prep_pre_pro_parents_legal_rep: code(1), "PREP014A", "parents represented Y/N/U";
    prep_parents_legal_rep_point_of_issue: code(2), "PREP015A", "parents represented at issue";
    prep_court_reference: text(48), "PREP016A", "court case number";
    prep_care_proc_court_hearings: int, "PREP017A", "hearings, count";
    prep_care_proc_short_notice: flag, "PREP018A", "short notice application";
    prep_proc_short_notice_reason: code(100), "PREP019A", "A-C";
    prep_la_inital_plan_approved: flag, "PREP020A", "court agreed first plan (name misspelt in spec)";
    prep_la_initial_care_plan: code(100), "PREP021A", "A-G";
    prep_la_final_plan_approved: flag, "PREP022A", "court agreed final plan";
    prep_la_final_care_plan: code(100), "PREP023A", "A-H";
}
