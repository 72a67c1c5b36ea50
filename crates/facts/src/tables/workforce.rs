//! Who works with children, and where.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A time a worker was responsible for a child.
    Involvement in "ssd_involvements", key invo_involvements_id;
    invo_involvements_id: id(48), "INVO005A", "row key";
    invo_professional_id: id(48), "INVO006A" => "ssd_professionals.prof_professional_id", "worker";
    invo_professional_role_id: code(200), "INVO007A", "role; 'CW' = case worker in System C builds";
    invo_professional_team: id(48), "INVO009A" => "ssd_department.dept_team_id", "team";
    invo_involvement_start_date: date, "INVO002A", "from; 903 SW_DECOM";
    invo_involvement_end_date: date, "INVO003A", "to; 903 SW_DEC";
    invo_worker_change_reason: code(200), "INVO004A", "903 SW_REASON";
    invo_person_id: id(48), "INVO011A", "child (no FK declared)";
    invo_referral_id: id(48), "INVO010A", "referral (no FK declared)";
}

table! {
    /// Somebody who works with children.
    Professional in "ssd_professionals", key prof_professional_id;
    prof_professional_id: id(48), "PROF001A", "row key";
    prof_staff_id: id(48), "PROF010A", "local staff id";
    prof_professional_name: text(300), "PROF013A", "full name";
    prof_social_worker_registration_no: text(48), "PROF002A", "Social Work England number; 903 SW_ID, API worker_id (max 12)";
    prof_professional_job_title: text(500), "PROF007A", "job title";
    prof_professional_caseload: int, "PROF008A", "open cases on 30 Sept, computed";
    prof_professional_department: text(100), "PROF012A", "department";
    prof_full_time_equivalency: number, "PROF011A", "FTE";
    prof_agency_worker_flag: flag, "PROF014A", "agency Y/N";
}

table! {
    /// A team.
    Department in "ssd_department", key dept_team_id;
    dept_team_id: id(48), "DEPT1001A", "row key";
    dept_team_name: text(255), "DEPT1002A", "team name";
    dept_team_parent_id: id(48), "DEPT1003A" => "ssd_department.dept_team_id", "parent team";
    dept_team_parent_name: text(255), "DEPT1004A", "parent team name";
}
