//! The eleven lists. `data/annex-a-lists.csv` is the specification; a test compares the two.

use super::list::{held, list, typed};

list! {
    /// A contact, in the last six months.
    Contact 1 "List 1", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    on: date "Date of Contact";
    source: pick "Contact Source";
}

list! {
    /// An early help assessment, open or in the last six months.
    EarlyHelp 2 "List 2", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    start: date "Assessment start date";
    completed: date "Assessment completion date";
    organisation: text "Organisation completing assessment";
}

list! {
    /// A referral, in the last six months.
    Referral 3 "List 3", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    on: date "Date of referral";
    source: pick "Referral Source";
    no_further_action: pick "Referral NFA?";
    earlier: whole "Number of Referrals in Last 12 Months";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// An assessment, open or authorised in the last six months.
    Assessment 4 "List 4", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    disability: pick "Does the Child have a Disability";
    start: date "Continuous Assessment Start Date";
    seen: pick "Child Seen During Continuous Assessment";
    authorised: date "Continuous Assessment Date of Authorisation";
    support: pick "Was the child assessed as requiring LA children's social care support?";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// A section 47 enquiry, open or in the last six months, and its conference.
    Enquiry 5 "List 5", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    disability: pick "Does the Child have a Disability";
    start: date "Strategy discussion initiating Section 47 Enquiry Start Date";
    no_conference: pick "Was an Initial Child Protection Conference deemed unnecessary?";
    conference: date "Date of Initial Child Protection Conference";
    led_to_plan: pick "Did the Initial Child Protection Conference Result in a Child Protection Plan";
    earlier: whole "Number of Section 47 Enquiries in the last 12 months";
    earlier_conferences: whole "Number of ICPCs in the last 12 months";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// A child in need, now or in the last six months.
    InNeed 6 "List 6", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    disability: pick "Does the Child have a Disability";
    start: date "CIN Start Date";
    need: pick "Primary Need Code";
    last_seen: date "Date Child Was Last Seen";
    closed: date "CIN Closure Date";
    reason: pick "Reason for Closure";
    status: pick "Case Status";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// A child protection plan, now or in the last six months.
    ProtectionPlan 7 "List 7", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    disability: pick "Does the Child have a Disability";
    start: date "Child Protection Plan Start Date";
    initial_category: pick "Initial Category of Abuse";
    latest_category: pick "Latest Category of Abuse";
    last_visit: date "Date of the Last Statutory Visit";
    seen_alone: pick "Was the Child Seen Alone?";
    last_review: date "Date of latest review conference";
    end: date "Child Protection Plan End Date";
    emergency: pick "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)";
    earlier: whole "Number of Previous Child Protection Plans";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// A child in care, now or in the last six months.
    InCare 8 "List 8", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    unaccompanied: pick "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)";
    disability: pick "Does the Child have a Disability";
    start: date "Date Started to be Looked After";
    need: pick "Child's Category of Need";
    again: pick "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)";
    legal_start: date "Start date of current legal status";
    legal: pick "Child's Legal Status";
    last_review: date "Date of Latest Statutory Review";
    last_visit: date "Date of Last Social Work Visit";
    permanence: pick "What is the permanence plan for this child?";
    last_iro: date "Date of Last IRO Visit / Contact to the Child";
    last_health: date "Date of Last Health Assessment";
    last_dental: date "Date of Last Dental Check";
    placements: whole "Number of Placements in the Last 12 months";
    end: date "Date Ceased to be Looked After";
    end_reason: pick "Reason Ceased to be Looked After";
    placement_start: date "Start Date of Most Recent Placement";
    placement: pick "Placement Type";
    provider: pick "Placement Provider";
    postcode: postcode "Placement postcode";
    urn: text "URN of Placement";
    location: pick "Placement Location";
    authority: pick "LA of Placement";
    missing: whole "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months";
    absent: whole "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months";
    interview_offered: pick "Was the child offered a Return Interview after their last missing episode (Y/N)?";
    interview_accepted: pick "Did the child accept a Return Interview after their last missing episode (Y/N)?";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
}

list! {
    /// A young person entitled to leaving care services now.
    LeavingCare 9 "List 9", of child;
    child: text "Child Unique ID";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    unaccompanied: pick "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)";
    disability: pick "Does the Child have a Disability";
    team: text "Allocated Team";
    worker: text "Allocated Worker";
    adviser: text "Allocated Personal Advisor";
    eligibility: pick "Eligibility Category";
    pathway_review: date "Latest Pathway Plan Review Date";
    in_touch: pick "LA in Touch";
    last_contact: date "Latest Date of Contact";
    accommodation: pick "Type of Accommodation";
    suitability: pick "Suitability of Accommodation";
    activity: pick "Activity Status";
}

list! {
    /// A child whose plan is adoption, in the last twelve months.
    Adoption 10 "List 10", of child;
    child: text "Child Unique ID";
    family: text "Family identifier";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    born: date "Date of Birth";
    age: whole "Age";
    disability: pick "Does the Child have a Disability";
    entered_care: date "Date the Child Entered Care";
    decision: date "Date of Decision that Child Should be Placed for Adoption";
    placement_order: date "Date of Placement Order";
    matched: date "Date of Matching Child and Prospective Adopters";
    placed: date "Date Placed for Adoption";
    order: date "Date of Adoption Order";
    reversed: date "Date of Decision that Child Should No Longer be Placed for Adoption";
    reversed_reason: pick "Reason Why Child No Longer Placed for Adoption";
    fostering: date "Date the child was placed for fostering in FFA or concurrent planning placement";
}

list! {
    /// A prospective adopter, in the last twelve months.
    Adopter 11 "List 11", of adopter;
    adopter: text "Individual adopter identifier";
    family: text "Family identifier";
    gender: pick "Gender";
    ethnicity: pick "Ethnicity";
    disability: pick "Disability";
    fostering: pick "Is the (prospective) adopter fostering for adoption?";
    enquiry: date "Date enquiry received";
    stage1_start: date "Date Stage 1 started";
    stage1_end: date "Date Stage 1 ended";
    stage2_start: date "Date Stage 2 started";
    stage2_end: date "Date Stage 2 ended";
    submitted: date "Date application submitted";
    approved: date "Date application approved";
    matched: date "Date adopter matched with child(ren)";
    placed: date "Date child/children placed with adopter(s)";
    children_placed: whole "No. of children placed";
    order: date "Date of Adoption Order";
    left: date "Date of leaving adoption process";
    left_reason: pick "Reason for leaving adoption process";
}
