//! Children in need: referral and episode, assessment, plan, visit.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A referral, and the time as a child in need that follows.
    CinEpisode in "ssd_cin_episodes", key cine_referral_id;
    cine_referral_id: id(48), "CINE001A", "row key: one referral = one CIN episode; API social_care_episode_id";
    cine_person_id: id(48), "CINE002A" => "ssd_person.pers_person_id", "child";
    cine_referral_date: date, "CINE003A", "referral received";
    cine_cin_primary_need_code: code(3), "CINE010A", "N0-N9";
    cine_referral_source_code: code(48), "CINE004A", "ReferralSource codes";
    cine_referral_source_desc: text(255), "CINE012A", "text of source";
    cine_referral_outcome_json: json(4000), "CINE005A", "JSON object of ten outcome flags";
    cine_referral_nfa: flag, "CINE011A", "no further action Y/N";
    cine_close_reason: code(100), "CINE006A", "RC1-RC9";
    cine_close_date: date, "CINE007A", "episode closed";
    cine_referral_team: id(48), "CINE008A" => "ssd_department.dept_team_id", "team taking the referral";
    cine_referral_worker_id: id(100), "CINE009A" => "ssd_professionals.prof_professional_id", "worker taking the referral";
}

table! {
    /// An assessment of a child.
    CinAssessment in "ssd_cin_assessments", key cina_assessment_id;
    cina_assessment_id: id(48), "CINA001A", "row key";
    cina_person_id: id(48), "CINA002A" => "ssd_person.pers_person_id", "child";
    cina_referral_id: id(48), "CINA010A" => "ssd_cin_episodes.cine_referral_id", "parent referral";
    cina_assessment_start_date: date, "CINA003A", "assessment started";
    cina_assessment_child_seen: flag, "CINA004A", "child seen Y/N";
    cina_assessment_auth_date: date, "CINA005A", "manager sign-off; clock end";
    cina_assessment_outcome_json: json(1000), "CINA006A", "JSON object of outcome flags";
    cina_assessment_outcome_nfa: flag, "CINA009A", "ended with no further action Y/N";
    cina_assessment_team: id(48), "CINA007A" => "ssd_department.dept_team_id", "assessing team";
    cina_assessment_worker_id: id(100), "CINA008A" => "ssd_professionals.prof_professional_id", "assessing worker";
}

table! {
    /// The factors an assessment found.
    AssessmentFactors in "ssd_assessment_factors", key cinf_table_id;
    cinf_table_id: id(48), "CINF003A", "row key";
    cinf_assessment_id: id(48), "CINF001A" => "ssd_cin_assessments.cina_assessment_id", "parent assessment";
    cinf_assessment_factors_json: json(1000), "CINF002A", "JSON array of factor codes (planned: object code->Yes/No)";
}

table! {
    /// A time on a child in need plan.
    CinPlan in "ssd_cin_plans", key cinp_cin_plan_id;
    cinp_cin_plan_id: id(48), "CINP001A", "row key";
    cinp_referral_id: id(48), "CINP007A" => "ssd_cin_episodes.cine_referral_id", "parent referral";
    cinp_person_id: id(48), "CINP002A" => "ssd_person.pers_person_id", "child";
    cinp_cin_plan_start_date: date, "CINP003A", "plan from";
    cinp_cin_plan_end_date: date, "CINP004A", "plan to";
    cinp_cin_plan_team: id(48), "CINP005A" => "ssd_department.dept_team_id", "plan team";
    cinp_cin_plan_worker_id: id(100), "CINP006A" => "ssd_professionals.prof_professional_id", "plan worker";
}

table! {
    /// A visit under a child in need plan.
    CinVisit in "ssd_cin_visits", key cinv_cin_visit_id;
    cinv_cin_visit_id: id(48), "CINV001A", "row key";
    cinv_person_id: id(48), "CINV007A" => "ssd_cin_episodes.cine_person_id", "child; FK target not unique, join by person";
    cinv_cin_visit_date: date, "CINV003A", "visit date";
    cinv_cin_visit_seen: flag, "CINV004A", "child seen Y/N";
    cinv_cin_visit_seen_alone: flag, "CINV005A", "seen alone Y/N";
    cinv_cin_visit_bedroom: flag, "CINV006A", "bedroom seen Y/N";
}
