//! Tables of the standard about itself and about sending.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// The cost of a placement; not defined by the standard yet.
    S251Finance in "ssd_s251_finance", key s251_table_id;
    s251_table_id: id(48), "S251001A", "row key";
    s251_cla_placement_id: id(48), "S251002A" => "ssd_cla_placement.clap_cla_placement_id", "placement costed";
    s251_placeholder_1: text(48), "S251003A", "placeholder, undefined";
    s251_placeholder_2: text(48), "S251004A", "placeholder, undefined";
    s251_placeholder_3: text(48), "S251005A", "placeholder, undefined";
    s251_placeholder_4: text(48), "S251006A", "placeholder, undefined";
}

table! {
    /// A release of the dataset.
    VersionLog in "ssd_version_log", key version_number;
    version_number: text(10), "VERS1001A", "admin: release number";
    release_date: date, "VERS1002A", "admin: released on";
    description: text(100), "VERS1003A", "admin: what changed";
    is_current: bit, "VERS1004A", "admin: current Y/N";
    created_at: moment, "VERS1005A", "admin: row time";
    created_by: text(10), "VERS1006A", "admin: row author";
    impact_description: text(255), "VERS1007A", "admin: effect";
}

table! {
    /// What was last sent of a child to the Department.
    ApiDataStaging in "ssd_api_data_staging", key id;
    id: id(48), "APIS1001A", "admin: staging row";
    person_id: id(48), "APIS1002A", "admin: child";
    json_payload: json(0), "APIS1003A", "admin: JSON to send";
    current_hash: hash, "APIS1004A", "admin: SHA-256 of payload";
    previous_hash: hash, "APIS1005A", "admin: last hash sent";
    submission_status: code(50), "APIS1006A", "admin: Pending / Sent / Error";
    submission_timestamp: moment, "APIS1007A", "admin: sent at";
    api_response: text(0), "APIS1008A", "admin: reply or error";
    row_state: code(10), "APIS1009A", "admin: new / updated / deleted / unchanged";
    last_updated: moment, "APIS1010A", "admin: row time";
}
