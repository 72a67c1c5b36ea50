//! Who people are: person, family, address, disability, status, mother, identifiers.

use crate::row::{held, kind, place_of, points, table};

table! {
    /// A person: a child, or somebody a child is linked to.
    Person in "ssd_person", key pers_person_id;
    pers_person_id: id(48), "PERS001A", "local child/person id; API la_child_id (max 20, alphanumeric)";
    pers_forename: text(255), "PERS015A", "given name; API only, no return uses it";
    pers_surname: text(255), "PERS016A", "family name; API only, no return uses it";
    pers_sex: code(20), "PERS002A", "M/F/U since 2024-25";
    pers_gender: code(10), "PERS003A", "gender identity 00/01/02/09; local only since CIN moved to sex";
    pers_ethnicity: code(48), "PERS004A", "DfE 4-letter main code; spec text misprints CHNE as CNHE";
    pers_dob: date, "PERS005A", "actual birth date; use day 15 when day unknown";
    pers_common_child_id: id(48), "PERS013A", "NHS number slot; not built in deployed tables";
    pers_legacy_id: id(48), "PERS014A", "second id from an older system; API mis_child_id";
    pers_upn_unknown: code(6), "PERS007A", "why there is no UPN (UN codes differ by return)";
    pers_send_flag: flag, "PERS008A", "has an EHC plan Y/N";
    pers_expected_dob: date, "PERS009A", "due date for unborn child; not together with DOB";
    pers_death_date: date, "PERS010A", "date of death";
    pers_is_mother: flag, "PERS011A", "Y/N, derived from parent-child links";
    pers_nationality: text(48), "PERS012A", "country of origin, asked for UASC";
    pers_upn: text(13), "", "not in YAML spec, but in all three deployed builds; UPN for returns and API";
    pers_single_unique_id: id(48), "", "not in YAML spec, but in all three deployed builds; single unique id slot";
}

table! {
    /// A person as member of a family.
    Family in "ssd_family", key fami_table_id;
    fami_table_id: id(48), "FAMI003A", "row key (spec flags fami_family_id instead)";
    fami_family_id: id(48), "FAMI001A", "local family or adoptive-family id; feeds Annex A list 10";
    fami_person_id: id(48), "FAMI002A" => "ssd_person.pers_person_id", "member of the family";
}

table! {
    /// A time somebody lived at an address.
    Address in "ssd_address", key addr_table_id;
    addr_table_id: id(48), "ADDR007A", "row key";
    addr_address_json: json(1000), "ADDR001A", "JSON object: room..street, town, UPRN, easting, northing";
    addr_person_id: id(48), "ADDR002A" => "ssd_person.pers_person_id", "whose address";
    addr_address_type: code(48), "ADDR003A", "home / placement / primary etc";
    addr_address_start_date: date, "ADDR004A", "lived there from";
    addr_address_end_date: date, "ADDR005A", "lived there to";
    addr_address_postcode: text(15), "ADDR006A", "postcode; home postcode for 903 and API";
}

table! {
    /// One disability of a child.
    Disability in "ssd_disability", key disa_table_id;
    disa_person_id: id(48), "DISA001A" => "ssd_person.pers_person_id", "child";
    disa_table_id: id(48), "DISA003A", "row key; one row per disability code";
    disa_disability_code: code(48), "DISA002A", "CIN disability code; NONE if none; blank if unborn";
}

table! {
    /// A time with one immigration status.
    ImmigrationStatus in "ssd_immigration_status", key immi_immigration_status_id;
    immi_person_id: id(48), "IMMI001A" => "ssd_person.pers_person_id", "child";
    immi_immigration_status_id: id(48), "IMMI005A", "row key";
    immi_immigration_status: code(48), "IMMI002A", "text status; UASC found by text match, no code set";
    immi_immigration_status_start_date: date, "IMMI003A", "status from";
    immi_immigration_status_end_date: date, "IMMI004A", "status to; 903 DUC when UASC ends";
}

table! {
    /// A mother and one of her children.
    Mother in "ssd_mother", key moth_table_id;
    moth_table_id: id(48), "MOTH004A", "row key";
    moth_person_id: id(48), "MOTH002A" => "ssd_person.pers_person_id", "the mother (spec misprints the FK text)";
    moth_childs_person_id: id(48), "MOTH001A" => "ssd_person.pers_person_id", "her child, may also be a person row";
    moth_childs_dob: date, "MOTH003A", "birth date of her child; 903 MC_DOB";
}

table! {
    /// A child's answers to a questionnaire; draft in the standard.
    VoiceOfChild in "ssd_voice_of_child", key voch_table_id;
    voch_table_id: id(48), "VOCH007A", "row key";
    voch_person_id: id(48), "VOCH001A" => "ssd_person.pers_person_id", "child";
    voch_explained_worries: code(1), "VOCH002A", "draft item: child questionnaire answer";
    voch_story_help_understand: code(1), "VOCH003A", "draft item: child questionnaire answer";
    voch_agree_worker: code(1), "VOCH004A", "draft item: child questionnaire answer";
    voch_plan_safe: code(1), "VOCH005A", "draft item: child questionnaire answer";
    voch_tablet_help_explain: code(1), "VOCH006A", "draft item: child questionnaire answer";
}

table! {
    /// A number somebody is known by elsewhere.
    LinkedIdentifier in "ssd_linked_identifiers", key link_table_id;
    link_table_id: id(48), "LINK001A", "row key";
    link_person_id: id(48), "LINK002A" => "ssd_person.pers_person_id", "person";
    link_identifier_type: code(100), "LINK003A", "e.g. UPN, former UPN, NHS no, Home Office no, court case no";
    link_identifier_value: text(100), "LINK004A", "the identifier";
    link_valid_from_date: date, "LINK005A", "valid from";
    link_valid_to_date: date, "LINK006A", "valid to";
}
