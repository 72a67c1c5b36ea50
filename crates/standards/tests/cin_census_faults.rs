//! Each kind of fault, in a return that is otherwise without one.

mod common;

use common::{child, episode, good, said, with_children};
use standards::cin_census::{Fault, Severity, value};

fn faults_of(children: &str) -> Vec<Fault> {
    good(&with_children(children)).1
}

/// The faults of an episode that starts on line 6, without their remedies.
fn in_episode(more: &str) -> Vec<String> {
    let faults = faults_of(&child("A1", &episode(more)));
    faults.iter().map(|fault| format!("{} {}: {}", fault.line, fault.element, fault.message)).collect()
}

#[test]
fn a_good_return_has_none() {
    let whole = "<Assessments><AssessmentActualStartDate>2022-05-11</AssessmentActualStartDate>\
        <AssessmentAuthorisationDate>2022-06-20</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>\
        <AssessmentFactors>18B</AssessmentFactors><AssessmentFactors>24A</AssessmentFactors>\
        </FactorsIdentifiedAtAssessment></Assessments><CINPlanDates><CINPlanStartDate>2022-06-21</CINPlanStartDate>\
        </CINPlanDates><Section47><S47ActualStartDate>2022-05-12</S47ActualStartDate><InitialCPCtarget>2022-06-06\
        </InitialCPCtarget><DateOfInitialCPC>2022-06-01</DateOfInitialCPC><ICPCnotRequired>FALSE</ICPCnotRequired>\
        </Section47><ChildProtectionPlans><CPPstartDate>2022-06-01</CPPstartDate><InitialCategoryOfAbuse>NEG\
        </InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0\
        </NumberOfPreviousCPP><Reviews><CPPreviewDate>2022-08-30</CPPreviewDate><CPPreviewDate>2023-02-20</CPPreviewDate>\
        </Reviews></ChildProtectionPlans>";
    let two = format!("{}{}", child("A1", &episode(whole)), child("A2", &episode("")));
    assert_eq!(said(&faults_of(&two)), Vec::<String>::new());
}

#[test]
fn a_date_that_is_none() {
    let text = with_children(&child("DfEX0000004", &episode("").replace("2022-05-10", "2021-31-04")));
    let (census, faults) = good(&text);
    assert_eq!(
        said(&faults),
        ["Line 6, child DfEX0000004, CINdetails/CINreferralDate: `2021-31-04` is not a date. \
          Write it as year-month-day, for example 2021-04-30."]
    );
    assert_eq!((faults[0].severity, faults[0].found.as_str()), (Severity::Error, "2021-31-04"));
    let cell = census.children[0].episodes[0].referred.clone().unwrap();
    assert_eq!((cell.raw.as_str(), cell.value, cell.line), ("2021-31-04", None, 6));
}

#[test]
fn numbers_missing_and_given_twice() {
    let nameless = child("", &episode(""));
    let children = format!("{}{nameless}{}", child("A1", &episode("")), child("A1", &episode("")));
    let (census, faults) = good(&with_children(&children));
    assert_eq!(census.children.len(), 3, "all are handed over");
    assert_eq!(value(&Some(census.children[1].identifiers.la_child_id.clone())), None);
    let errors: Vec<&Fault> = faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 2, "{}", said(&faults).join("\n"));
    assert_eq!((errors[0].line, errors[0].child.as_deref()), (8, None));
    assert!(errors[0].message.starts_with("The child has no number"));
    assert_eq!((errors[1].line, errors[1].child.as_deref()), (11, Some("A1")));
    assert!(errors[1].message.contains("given to the child on line 5 already"));

    let none = faults_of("<Child></Child>");
    let missing: Vec<&str> =
        none.iter().filter(|fault| fault.message.contains("missing")).map(|fault| fault.element.as_str()).collect();
    let wanted = [
        "ChildIdentifiers",
        "ChildIdentifiers/LAchildID",
        "ChildCharacteristics",
        "CINdetails",
        "ChildIdentifiers/GenderCurrent",
    ];
    assert_eq!(missing, wanted);
}

#[test]
fn elements_unknown_misplaced_repeated_and_with_things_in_them() {
    let more = "\n<Shoes>\n<Size>3</Size></Shoes>\n<Ethnicity>WBRI</Ethnicity>\n<ReasonForClosure/>\n<ReferralNFA>true</ReferralNFA>\
        \n<DateOfInitialCPC>2022-05-20<b>x</b></DateOfInitialCPC>\n<CINPlanDates size=\"3\"><CINPlanStartDate> 2022-05-11 \
        </CINPlanStartDate></CINPlanDates>\nloose";
    let (census, faults) = good(&with_children(&child("A1", &episode(more))));
    let place = |fault: &Fault| format!("{} {}", fault.line, fault.element);
    let found: Vec<String> =
        faults.iter().map(|fault| format!("{}: {} {}", place(fault), fault.message, fault.remedy)).collect();
    assert_eq!(
        found,
        [
            "7 CINdetails/Shoes: The census has no such element here; it was not read. Check its spelling, or take it out.",
            "9 CINdetails/Ethnicity: The census has no such element here; it was not read. It belongs in ChildCharacteristics; move it there.",
            "11 CINdetails/ReferralNFA: This element is given again; the first, on line 6, was kept. Keep the one that is right and take the others out.",
            "12 CINdetails/DateOfInitialCPC/b: The census has no such element here; it was not read. Check its spelling, or take it out.",
            "13 CINdetails/CINPlanDates/CINPlanStartDate: `2022-05-11` has blanks around it. Take the blanks out.",
            "13 CINdetails/CINPlanDates: The attribute `size` is not part of the census and was not read. Write values between the tags, not in them.",
            "14 CINdetails: There is text between the elements: `loose`. Take it out, or put it in the element it belongs to.",
        ]
    );
    assert_eq!(faults[2].found, "true", "what was not kept is shown");
    let episode = &census.children[0].episodes[0];
    assert_eq!(value(&episode.no_further_action), Some(&false), "the first is kept");
    assert_eq!(value(&episode.plans[0].started), Some(&jiff::civil::date(2022, 5, 11)));
    let empty = episode.closure_reason.as_ref().unwrap();
    assert_eq!((empty.raw.as_str(), &empty.value), ("", &None), "an empty element is kept as such");
}

#[test]
fn strange_elements_outside_children() {
    let text =
        "<Message>\n<Extra><Child/></Extra>\nhello<Children>\n<Sibling/>\nthere</Children>\n<Children/></Message>";
    let (census, faults) = good(text);
    assert!(census.children.is_empty());
    let found: Vec<String> =
        faults.iter().map(|fault| format!("{} {} {}", fault.line, fault.element, fault.found)).collect();
    assert_eq!(
        found,
        ["1 Header ", "2 Extra ", "3 Message hello", "4 Children/Sibling ", "5 Children there", "6 Children "]
    );
    let (_, none) = good("<Message/>");
    assert!(
        none.iter().any(|fault| fault.severity == Severity::Error && fault.message.contains("no list of children"))
    );
}

#[test]
fn dates_in_the_wrong_order() {
    let closed = "<CINclosureDate>2022-05-09</CINclosureDate>\n<ReasonForClosure>RC7</ReasonForClosure>";
    assert_eq!(
        in_episode(closed),
        ["6 CINdetails/CINclosureDate: 2022-05-09 is before CINreferralDate, 2022-05-10 on line 6."]
    );
    let assessed = "\n<Assessments><AssessmentActualStartDate>2022-06-01</AssessmentActualStartDate>\n\
        <AssessmentAuthorisationDate>2022-05-31</AssessmentAuthorisationDate></Assessments>";
    assert_eq!(
        in_episode(assessed),
        [
            "8 CINdetails/Assessments/AssessmentAuthorisationDate: 2022-05-31 is before AssessmentActualStartDate, 2022-06-01 on line 7."
        ]
    );
    let plan = |review: &str| {
        format!(
            "\n<ChildProtectionPlans><CPPstartDate>2022-06-01</CPPstartDate><CPPendDate>2022-12-01</CPPendDate>\
             <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>\
             <NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews>\n<CPPreviewDate>{review}</CPPreviewDate></Reviews>\
             </ChildProtectionPlans>"
        )
    };
    let path = "CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate";
    assert_eq!(
        in_episode(&plan("2022-05-31")),
        [format!("8 {path}: The review on 2022-05-31 is before the plan started on 2022-06-01.")]
    );
    assert_eq!(
        in_episode(&plan("2022-12-02")),
        [format!("8 {path}: The review on 2022-12-02 is after the plan ended on 2022-12-01.")]
    );
    assert_eq!(in_episode(&plan("2022-06-01")), Vec::<String>::new());
    assert_eq!(in_episode(&plan("2022-12-01")), Vec::<String>::new());
    let later = "<DateOfInitialCPC>2023-04-01</DateOfInitialCPC>";
    assert_eq!(
        in_episode(later),
        ["6 CINdetails/DateOfInitialCPC: 2023-04-01 is after the reference date of the census, 2023-03-31."]
    );
}

#[test]
fn births_and_deaths() {
    let told = |from: &str, to: &str| {
        let faults = faults_of(&child("A1", &episode("")).replace(from, to));
        faults.iter().map(|fault| format!("{}: {}", fault.element, fault.message)).collect::<Vec<_>>()
    };
    let birth = "<PersonBirthDate>2010-05-15</PersonBirthDate>";
    assert_eq!(
        told("2010-05-15", "2022-05-11"),
        ["CINdetails/CINreferralDate: The referral on 2022-05-10 is before the child's date of birth, 2022-05-11."]
    );
    assert_eq!(told("2010-05-15", "2022-05-10"), Vec::<String>::new());
    assert_eq!(told(birth, ""), ["ChildIdentifiers/PersonBirthDate: There is no date of birth."]);
    let expected = "<ExpectedPersonBirthDate>2023-06-01</ExpectedPersonBirthDate>";
    assert_eq!(told(birth, expected), Vec::<String>::new());
    assert_eq!(
        told(birth, &format!("{birth}{expected}")),
        ["ChildIdentifiers/ExpectedPersonBirthDate: There is both a date of birth and an expected date of birth."]
    );
    assert_eq!(
        told(birth, &format!("{birth}<PersonDeathDate>2010-05-14</PersonDeathDate>")),
        [
            "ChildIdentifiers/PersonDeathDate: 2010-05-14 is before PersonBirthDate, 2010-05-15 on line 5.",
            "CINdetails/CINreferralDate: The referral on 2022-05-10 is after the child's death on 2010-05-14.",
        ]
    );
    assert_eq!(
        told(birth, &format!("{birth}<UPN>A12345678901</UPN><UPNunknown>UN1</UPNunknown>")),
        [
            "ChildIdentifiers/UPN: `A12345678901` does not have the right form.",
            "ChildIdentifiers/UPNunknown: There is a pupil number and a reason for not having one.",
        ]
    );
}

#[test]
fn codes_that_cannot_be_or_not_together() {
    let disabilities = |codes: &str| {
        let list: String = codes.split(' ').map(|code| format!("<Disability>{code}</Disability>\n")).collect();
        let with = format!("</Ethnicity><Disabilities>{list}</Disabilities>");
        let faults = faults_of(&child("A1", &episode("")).replacen("</Ethnicity>", &with, 1));
        faults.iter().map(|fault| (fault.line, fault.found.clone())).collect::<Vec<_>>()
    };
    assert_eq!(disabilities("NONE"), []);
    assert_eq!(disabilities("MOB LD"), []);
    assert_eq!(disabilities("MOB NONE"), [(6, "NONE".to_string())]);
    assert_eq!(disabilities("MOB LD MOB"), [(7, "MOB".to_string())]);
    assert_eq!(disabilities("mob"), [(5, "mob".to_string())]);

    let factors = |codes: &str| {
        let list: String =
            codes.split(' ').map(|code| format!("<AssessmentFactors>{code}</AssessmentFactors>")).collect();
        let more = format!(
            "<Assessments><AssessmentActualStartDate>2022-06-01</AssessmentActualStartDate>\
             <FactorsIdentifiedAtAssessment>{list}</FactorsIdentifiedAtAssessment></Assessments>"
        );
        faults_of(&child("A1", &episode(&more))).iter().map(|fault| fault.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(factors("21"), Vec::<String>::new());
    assert_eq!(factors("21 2A"), ["`21` means there is nothing to name, but other codes stand beside it."]);
    assert_eq!(factors("18A"), ["`18A` (Physical abuse, unsplit) was used up to 2020, and this is the 2023 census."]);
    assert_eq!(factors("25Z"), ["`25Z` is not a code of AssessmentFactors."]);
}

#[test]
fn closures_enquiries_and_no_further_action() {
    assert_eq!(
        in_episode("<ReasonForClosure>RC7</ReasonForClosure>"),
        ["6 CINdetails/ReasonForClosure: There is a reason for closure but no closure date."]
    );
    assert_eq!(
        in_episode("<CINclosureDate>2022-05-30</CINclosureDate>"),
        ["6 CINdetails/CINclosureDate: There is a closure date but no reason for closure."]
    );
    let enquiry = "<Section47><S47ActualStartDate>2022-05-12</S47ActualStartDate>\n<DateOfInitialCPC>2022-05-20</DateOfInitialCPC>\
        <ICPCnotRequired>1</ICPCnotRequired></Section47>";
    assert_eq!(
        in_episode(enquiry),
        ["7 CINdetails/Section47/ICPCnotRequired: No conference was required, yet one was held on 2022-05-20."]
    );
    let none = episode(&enquiry.replace(">1<", ">0<")).replace("<ReferralNFA>false", "<ReferralNFA>TRUE");
    let faults = faults_of(&child("A1", &none));
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].message, "The referral led to no further action, yet there are section 47 enquiries.");
}

#[test]
fn the_year_decides_which_codes_and_elements_are_in_force() {
    let of_year = |year: i16, text: &str| {
        let text =
            text.replace("<Year>2023<", &format!("<Year>{year}<")).replace("2023-03-31", &format!("{year}-03-31"));
        good(&text).1.iter().map(|fault| format!("{}: {}", fault.element, fault.message)).collect::<Vec<_>>()
    };
    let old = with_children(&child("A1", &episode("")));
    assert_eq!(of_year(2024, &old), Vec::<String>::new());
    assert_eq!(
        of_year(2025, &old),
        [
            "ChildIdentifiers/Sex: This element is missing.",
            "ChildIdentifiers/GenderCurrent: `1` (Male) was used up to 2024, and this is the 2025 census.",
        ]
    );
    let new = old.replace("<GenderCurrent>1</GenderCurrent>", "<Sex>F</Sex>").replace(">1A<", ">5D<");
    assert_eq!(of_year(2025, &new), Vec::<String>::new());
    let early = new.replace("2022-05-10", "2021-05-10");
    assert_eq!(
        of_year(2022, &early),
        [
            "ChildIdentifiers/Sex: This element is part of the census from 2025, and this is the 2022 census.",
            "CINdetails/ReferralSource: `5D` (LA: early help) is used from 2023, and this is the 2022 census.",
        ]
    );
    let unsaid = early.replace("<Year>2023</Year>", "");
    let faults = good(&unsaid).1;
    assert!(faults.iter().any(|fault| fault.message.starts_with("There is no collection year")));
    assert!(!faults.iter().any(|fault| fault.message.contains("is used from")), "no year, no dated codes");
}
