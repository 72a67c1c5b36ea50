//! The twelve tables of the return. `data/ssda903-tables.csv` is the specification; a test compares the two.
//!
//! Columns that the collection works out itself from postcodes (`PL_LA`, `PL_LOCATION`, `PL_DISTANCE`) are not in a return.

use super::table::{held, kind, table};

table! {
    /// A child who was looked after in the year.
    Header "Header", key [child "CHILD"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    sex: code("SEX") "SEX", Some("HEADER/SEX"), filled, "sex";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    ethnic: code("ETHNIC") "ETHNIC", Some("HEADER/ETHNIC"), filled, "ethnic group";
    upn: upn "UPN", Some("HEADER/UPN"), filled, "unique pupil number, or why there is none";
    mother: code("BOOL01") "MOTHER", Some("HEADER/MOTHER"), blank, "whether she is a mother";
    mc_dob: date "MC_DOB", Some("HEADER/MC_DOB"), blank, "date of birth of her child";
    uasc: code("UASC") "UASC", Some("HEADER/UASC"), xml_only, "whether unaccompanied and seeking asylum in the year";
}

table! {
    /// A time with one placement and one legal status.
    Episodes "Episodes", key [child "CHILD", decom "DECOM"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    decom: date "DECOM", Some("EPISODE/DECOM"), filled, "date the episode began";
    rne: code("RNE") "RNE", Some("EPISODE/RNE"), filled, "why the episode began";
    ls: code("LS") "LS", Some("EPISODE/LS"), filled, "legal status";
    cin: code("CIN") "CIN", Some("EPISODE/CIN"), filled, "main category of need";
    place: code("PLACE") "PLACE", Some("EPISODE/PL"), filled, "type of placement";
    place_provider: code("PLACE_PROVIDER") "PLACE_PROVIDER", Some("EPISODE/PLACE_PROVIDER"), blank, "who provides the placement";
    dec: date "DEC", Some("EPISODE/DEC"), blank, "date the episode ended";
    rec: code("REC") "REC", Some("EPISODE/REC"), blank, "why the episode ended";
    reason_place_change: code("REASON_PLACE_CHANGE") "REASON_PLACE_CHANGE", Some("EPISODE/REASON_PLACE_CHANGE"), blank, "why the placement ended";
    home_post: postcode "HOME_POST", Some("EPISODE/HOME_POST"), blank, "home postcode when looked after began";
    pl_post: postcode "PL_POST", Some("EPISODE/PL_POST"), blank, "postcode of the placement";
    urn: urn "URN", Some("EPISODE/URN"), blank, "Ofsted number of the placement";
}

table! {
    /// A review of a child's case.
    Reviews "Reviews", key [child "CHILD", review "REVIEW"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    review: date "REVIEW", Some("HEADER/AREVIEW/REVIEW"), filled, "date of the review";
    review_code: code("REVIEW_CODE") "REVIEW_CODE", Some("HEADER/AREVIEW/REVIEW_CODE"), filled, "how the child took part in the review";
}

table! {
    /// An unaccompanied child seeking asylum.
    Uasc "UASC", key [child "CHILD"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    sex: code("SEX") "SEX", Some("HEADER/SEX"), filled, "sex";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    duc: date "DUC", Some("HEADER/DUC"), blank, "date the unaccompanied status ended, or will";
}

table! {
    /// How a child looked after for a year or more is doing.
    Oc2 "OC2", key [child "CHILD"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    sdq_score: whole(40) "SDQ_SCORE", Some("HEADER/OC2/SDQ_SCORE"), blank, "score of the strengths and difficulties questionnaire";
    sdq_reason: code("SDQ_REASON") "SDQ_REASON", Some("HEADER/OC2/SDQ_REASON"), blank, "why there is no score";
    convicted: code("BOOL01") "CONVICTED", Some("HEADER/OC2/CONVICTED"), blank, "whether convicted in the year";
    health_check: code("BOOL01") "HEALTH_CHECK", Some("HEADER/OC2/HEALTH_CHECK"), blank, "whether development checks are up to date";
    immunisations: code("BOOL01") "IMMUNISATIONS", Some("HEADER/OC2/IMMUNISATIONS"), blank, "whether immunisations are up to date";
    teeth_check: code("BOOL01") "TEETH_CHECK", Some("HEADER/OC2/TEETH_CHECK"), blank, "whether teeth were checked in the year";
    health_assessment: code("BOOL01") "HEALTH_ASSESSMENT", Some("HEADER/OC2/HEALTH_ASSESSMENT"), blank, "whether health was assessed in the year";
    substance_misuse: code("BOOL01") "SUBSTANCE_MISUSE", Some("HEADER/OC2/SUBSTANCE_MISUSE"), blank, "whether substances were misused in the year";
    intervention_received: code("BOOL01") "INTERVENTION_RECEIVED", Some("HEADER/OC2/INTERVENTION_RECEIVED"), blank, "whether help with it was received";
    intervention_offered: code("BOOL01") "INTERVENTION_OFFERED", Some("HEADER/OC2/INTERVENTION_OFFERED"), blank, "whether help with it was offered";
}

table! {
    /// A care leaver.
    Oc3 "OC3", key [child "CHILD"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    in_touch: code("IN_TOUCH") "IN_TOUCH", Some("HEADER/IN_TOUCH"), filled, "whether the authority is in touch";
    activ: code("ACTIV") "ACTIV", Some("HEADER/ACTIV"), filled, "main activity";
    accom: code("ACCOM") "ACCOM", Some("HEADER/ACCOM"), filled, "accommodation and whether it is suitable";
}

table! {
    /// A child adopted in the year.
    Ad1 "AD1", key [child "CHILD"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    date_int: date "DATE_INT", Some("HEADER/DATE_INT"), filled, "date of the decision that adoption is best";
    date_match: date "DATE_MATCH", Some("HEADER/DATE_MATCH"), filled, "date matched with adopters";
    foster_care: code("BOOL01") "FOSTER_CARE", Some("HEADER/FOSTER_CARE"), filled, "whether the adopter was the foster carer";
    nb_adoptr: code("NB_ADOPTR") "NB_ADOPTR", Some("HEADER/NB_ADOPTR"), filled, "number of adopters";
    sex_adoptr: code("SEX_ADOPTR") "SEX_ADOPTR", Some("HEADER/SEX_ADOPTR"), filled, "sex of the adopters";
    ls_adoptr: code("LS_ADOPTR") "LS_ADOPTR", Some("HEADER/LS_ADOPTR"), filled, "legal status of the adopters";
}

table! {
    /// A decision that a child should be placed for adoption.
    PlacedAdoption "PlacedAdoption", key [child "CHILD", date_placed "DATE_PLACED"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    date_placed: date "DATE_PLACED", Some("HEADER/AD_PLACED/DATE_PLACED"), filled, "date of the decision to place for adoption";
    date_placed_ceased: date "DATE_PLACED_CEASED", Some("HEADER/AD_PLACED/DATE_PLACED_CEASED"), blank, "date that decision was reversed";
    reason_placed_ceased: code("REASON_PLACED_CEASED") "REASON_PLACED_CEASED", Some("HEADER/AD_PLACED/REASON_PLACED_CEASED"), blank, "why it was reversed";
}

table! {
    /// What permanence a child had before.
    PrevPerm "PrevPerm", key [child "CHILD", prev_perm "PREV_PERM", date_perm "DATE_PERM"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    prev_perm: code("PREV_PERM") "PREV_PERM", Some("HEADER/PERMANENCE/PREV_PERM"), filled, "earlier permanence arrangement";
    la_perm: code("LA") "LA_PERM", Some("HEADER/PERMANENCE/LA_PERM"), blank, "authority that made it";
    date_perm: partial_date "DATE_PERM", Some("HEADER/PERMANENCE/DATE_PERM"), blank, "date it was made, parts of it perhaps unknown";
}

table! {
    /// A time when a child was missing or away.
    Missing "Missing", key [child "CHILD", mis_start "MIS_START"], from None;
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    missing: code("MISSING") "MISSING", Some("HEADER/AMISSING/MISSING"), filled, "missing, or away without authorisation";
    mis_start: date "MIS_START", Some("HEADER/AMISSING/MIS_START"), filled, "date it began";
    mis_end: date "MIS_END", Some("HEADER/AMISSING/MIS_END"), blank, "date it ended";
}

table! {
    /// A time with one social worker.
    SwEpisodes "SWEpisodes", key [child "CHILD", sw_decom "SW_DECOM"], from Some(2024);
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    sw_id: worker "SW_ID", None, filled, "registration number of the social worker";
    sw_decom: date "SW_DECOM", None, filled, "date the worker began";
    sw_dec: date "SW_DEC", None, blank, "date the worker ended";
    sw_reason: code("SW_REASON") "SW_REASON", None, blank, "why the worker changed";
}

table! {
    /// A deprivation of liberty order.
    Dolo "DoLo", key [child "CHILD", dolo_start "DOLO_START"], from Some(2027);
    child: id "CHILD", Some("HEADER/CHILDID"), filled, "the authority's own number for the child";
    dob: date "DOB", Some("HEADER/DOB"), filled, "date of birth";
    dolo_start: date "DOLO_START", None, filled, "date the order began";
    dolo_end: date "DOLO_END", None, blank, "date the order ended";
}
