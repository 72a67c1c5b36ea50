//! What the census tests share.
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(clippy::disallowed_methods, reason = "tests read their samples")]

use std::path::PathBuf;

use standards::cin_census::{Census, Fault, Limits, Reason, Refused, read};

/// The text of a sample return.
pub fn sample(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/cin-census").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|trouble| panic!("{}: {trouble}", path.display()))
}

/// Reads a text that has to be readable.
pub fn good(text: &str) -> (Census, Vec<Fault>) {
    read(text.as_bytes(), Limits::default()).unwrap_or_else(|refused| panic!("{refused}"))
}

/// Reads bytes that have to be refused.
pub fn refused(bytes: &[u8]) -> Refused {
    let refused = read(bytes, Limits::default()).expect_err("refused");
    assert!(!refused.message.is_empty() && refused.remedy.ends_with('.'), "{refused:?}");
    refused
}

/// The kind of refusal and its line.
pub fn why(bytes: &[u8]) -> (Reason, Option<u32>) {
    let refused = refused(bytes);
    (refused.reason, refused.line)
}

/// A 2023 return with these children, which start on line 5.
pub fn with_children(children: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection>\
         <Year>2023</Year><ReferenceDate>2023-03-31</ReferenceDate></CollectionDetails>\n</Header>\n<Children>\n\
         {children}</Children></Message>\n"
    )
}

/// A child without a fault, with more identifiers, characteristics and episodes if wanted.
pub fn child(id: &str, episodes: &str) -> String {
    format!(
        "<Child><ChildIdentifiers><LAchildID>{id}</LAchildID><PersonBirthDate>2010-05-15</PersonBirthDate>\
         <GenderCurrent>1</GenderCurrent></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>\
         </ChildCharacteristics>\n{episodes}</Child>\n"
    )
}

/// An episode without a fault, on the line it starts on, with more in it if wanted.
pub fn episode(more: &str) -> String {
    format!(
        "<CINdetails><CINreferralDate>2022-05-10</CINreferralDate><ReferralSource>1A</ReferralSource>\
         <PrimaryNeedCode>N4</PrimaryNeedCode><ReferralNFA>false</ReferralNFA>{more}</CINdetails>\n"
    )
}

/// The faults as people see them.
pub fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}
