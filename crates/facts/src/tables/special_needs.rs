//! Special educational needs. Held by other systems as a rule; declared as the standard has them.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A child known to the special needs service.
    SendChild in "ssd_send", key send_table_id;
    send_table_id: id(48), "SEND001A", "row key";
    send_upn: text(48), "SEND002A", "UPN";
    send_uln: text(48), "SEND003A", "ULN";
    send_upn_unknown: code(6), "SEND004A", "SEN2 UN codes (UN1-3,5,8-10)";
    send_person_id: id(48), "SEND005A" => "ssd_person.pers_person_id", "person";
}

table! {
    /// A request for an education, health and care plan.
    EhcpRequest in "ssd_ehcp_requests", key ehcr_ehcp_request_id;
    ehcr_ehcp_request_id: id(48), "EHCR001A", "row key";
    ehcr_send_table_id: id(48), "EHCR002A" => "ssd_send.send_table_id", "SEND row";
    ehcr_ehcp_req_date: date, "EHCR003A", "request received";
    ehcr_ehcp_req_outcome_date: date, "EHCR004A", "decision date";
    ehcr_ehcp_req_outcome: code(100), "EHCR005A", "Y/N/A/W/H";
}

table! {
    /// An assessment for an education, health and care plan.
    EhcpAssessment in "ssd_ehcp_assessment", key ehca_ehcp_assessment_id;
    ehca_ehcp_assessment_id: id(48), "EHCA001A", "row key";
    ehca_ehcp_request_id: id(48), "EHCA002A" => "ssd_ehcp_requests.ehcr_ehcp_request_id", "request";
    ehca_ehcp_assessment_outcome_date: date, "EHCA003A", "decision date";
    ehca_ehcp_assessment_outcome: code(100), "EHCA004A", "Y/N/A/W/H";
    ehca_ehcp_assessment_exceptions: code(100), "EHCA005A", "why 20 weeks missed";
}

table! {
    /// An education, health and care plan.
    EhcpNamedPlan in "ssd_ehcp_named_plan", key ehcn_named_plan_id;
    ehcn_named_plan_id: id(48), "EHCN001A", "row key";
    ehcn_ehcp_asmt_id: id(48), "EHCN002A" => "ssd_ehcp_assessment.ehca_ehcp_assessment_id", "assessment (FK name broken in spec, repaired here)";
    ehcn_named_plan_start_date: date, "EHCN003A", "plan from";
    ehcn_named_plan_ceased_date: date, "EHCN004A", "plan ended";
    ehcn_named_plan_ceased_reason: code(100), "EHCN005A", "1-9";
}

table! {
    /// An education, health and care plan in force.
    EhcpActivePlan in "ssd_ehcp_active_plans", key ehcp_active_ehcp_id;
    ehcp_active_ehcp_id: id(48), "EHCP001A", "row key";
    ehcp_ehcp_request_id: id(48), "EHCP002A" => "ssd_ehcp_requests.ehcr_ehcp_request_id", "request";
    ehcp_active_ehcp_last_review_date: date, "EHCP003A", "last annual review";
}

table! {
    /// A special educational need.
    SenNeed in "ssd_sen_need", key senn_table_id;
    senn_table_id: id(48), "SENN001A", "row key";
    senn_active_ehcp_id: id(48), "SENN002A" => "ssd_ehcp_active_plans.ehcp_active_ehcp_id", "plan";
    senn_active_ehcp_need_type: code(100), "SENN003A", "SEN need type code";
    senn_active_ehcp_need_rank: code(1), "SENN004A", "1 primary, 2 secondary";
}
