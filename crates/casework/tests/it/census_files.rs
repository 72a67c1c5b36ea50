//! Files to bring in, and what is kept afterwards.

use casework::{Actor, Casework, Role};
use practice::ids::PersonId;
use practice::record::Revision;
use practice::summary::Summary;
use store::Store;

/// Who brings files in.
pub fn actor() -> Actor {
    Actor::new("import", "Import", Role::Administrator, None)
}

/// Casework over a store, always at the same instant.
pub fn over(store: Box<dyn Store>) -> Casework {
    let now: jiff::Timestamp = "2026-06-01T09:00:00Z".parse().unwrap();
    Casework::new(store, move || now).unwrap()
}

/// A sample return.
pub fn sample(name: &str) -> String {
    let path = format!("{}/../standards/tests/data/cin-census/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// Everything kept: what an export would hold, and the summaries.
#[derive(Default, Debug, PartialEq)]
pub struct Kept {
    pub revisions: Vec<Revision>,
    pub summaries: Vec<Summary>,
}

/// Everything kept in a store.
pub fn kept(casework: &Casework) -> Kept {
    let people = casework.store().people_after(None, 10_000).unwrap();
    Kept {
        revisions: casework.store().about(&people).unwrap(),
        summaries: casework.store().summaries(&people).unwrap(),
    }
}

/// The child of a number.
pub fn child_of(casework: &Casework, number: &str) -> PersonId {
    let found = casework.store().found_by(&[format!("number:{}", number.to_uppercase())], 2).unwrap();
    assert_eq!(found.len(), 1, "{number}");
    found[0].person
}

/// A return without faults: A1, on a protection plan; B2, a referral with no further action. `more` goes into the
/// episode of A1.
pub fn tidy(year: i16, more: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>201</LEA><SoftwareCode>X</SoftwareCode><Release>1</Release>
<SerialNo>001</SerialNo><DateTime>{year}-05-01T09:00:00</DateTime></Source></Header>
<Children><Child>
<ChildIdentifiers><LAchildID>A1</LAchildID><UPN>A123456789012</UPN><PersonBirthDate>2016-05-04</PersonBirthDate>
<Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>NOBT</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>
</ChildCharacteristics>
<CINdetails><CINreferralDate>2024-08-19</CINreferralDate><ReferralSource>6</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>{more}<ReferralNFA>false</ReferralNFA>
<Assessments><AssessmentActualStartDate>2024-08-20</AssessmentActualStartDate>
<AssessmentInternalReviewDate>2024-09-02</AssessmentInternalReviewDate>
<AssessmentAuthorisationDate>2024-10-21</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<Section47><S47ActualStartDate>2024-09-02</S47ActualStartDate><InitialCPCtarget>2024-09-23</InitialCPCtarget>
<DateOfInitialCPC>2024-09-20</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
<ChildProtectionPlans><CPPstartDate>2024-09-20</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2024-12-12</CPPreviewDate></Reviews></ChildProtectionPlans>
</CINdetails></Child>
<Child><ChildIdentifiers><LAchildID>B2</LAchildID><UPNunknown>UN7</UPNunknown>
<PersonBirthDate>2020-01-31</PersonBirthDate><Sex>M</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>APKN</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>
</ChildCharacteristics>
<CINdetails><CINreferralDate>2025-01-06</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N4</PrimaryNeedCode><CINclosureDate>2025-01-07</CINclosureDate>
<ReasonForClosure>RC7</ReasonForClosure><ReferralNFA>true</ReferralNFA></CINdetails></Child>
</Children></Message>"
    )
}
