//! The sample returns: all read, and the faults planted in them found on their lines.

mod common;

use common::{good, said, sample};
use jiff::civil::date;
use standards::cin_census::{Severity, value};

/// File, children, episodes, errors, warnings.
const SAMPLES: [(&str, usize, usize, usize, usize); 9] = [
    ("BAR_cin_2022.xml", 1, 1, 0, 8),
    ("CIN2rows.xml", 1, 1, 0, 8),
    ("CIN_Census_2021.xml", 1, 1, 0, 9),
    ("CIN_Census_2021_no_assessment_factors.xml", 1, 1, 0, 6),
    ("CIN_Census_2024.xml", 2, 2, 2, 15),
    ("CIN_Census_2026.xml", 2, 2, 2, 22),
    ("CIN_header_issues_100.xml", 1, 1, 0, 10),
    ("CIN_la_issues_2887Q.xml", 1, 1, 0, 9),
    ("fake_CIN_data.xml", 332, 402, 0, 62),
];

#[test]
fn every_sample_reads() {
    for (name, children, episodes, errors, warnings) in SAMPLES {
        let (census, faults) = good(&sample(name));
        let counted = (
            census.children.len(),
            census.children.iter().map(|child| child.episodes.len()).sum::<usize>(),
            faults.iter().filter(|fault| fault.severity == Severity::Error).count(),
            faults.iter().filter(|fault| fault.severity == Severity::Warning).count(),
        );
        assert_eq!(counted, (children, episodes, errors, warnings), "{name}:\n{}", said(&faults).join("\n"));
    }
}

#[test]
fn faults_point_at_what_they_quote() {
    let mut quoted = 0;
    for (name, ..) in SAMPLES {
        let text = sample(name);
        let lines: Vec<&str> = text.lines().collect();
        for fault in good(&text).1 {
            let line = lines[fault.line as usize - 1];
            let element = fault.element.rsplit('/').next().unwrap();
            if !fault.found.is_empty() {
                assert!(line.contains(&fault.found), "{name}: {fault} | {line}");
                quoted += 1;
            }
            if !fault.message.contains("missing") && !fault.message.starts_with("There is text") {
                assert!(line.contains(&format!("<{element}")), "{name}: {fault} | {line}");
            }
        }
    }
    assert!(quoted > 100, "{quoted}");
}

#[test]
fn values_stand_on_their_lines() {
    let text = sample("fake_CIN_data.xml");
    let lines: Vec<&str> = text.lines().collect();
    let (census, _) = good(&text);
    let mut looked = 0;
    for child in &census.children {
        assert!(lines[child.line as usize - 1].contains("<Child>"));
        let id = &child.identifiers.la_child_id;
        assert_eq!(lines[id.line as usize - 1].trim(), format!("<LAchildID>{}</LAchildID>", id.raw));
        for cell in &child.characteristics.disabilities {
            assert_eq!(lines[cell.line as usize - 1].trim(), format!("<Disability>{}</Disability>", cell.raw));
        }
        for episode in &child.episodes {
            let cell = episode.referred.as_ref().unwrap();
            assert_eq!(
                lines[cell.line as usize - 1].trim(),
                format!("<CINreferralDate>{}</CINreferralDate>", cell.raw)
            );
            looked += 1;
        }
    }
    assert_eq!(looked, 402);
    let disabilities: usize = census.children.iter().map(|child| child.characteristics.disabilities.len()).sum();
    let closed = census.children.iter().flat_map(|child| &child.episodes).filter(|row| value(&row.closed).is_some());
    assert_eq!((disabilities, closed.count()), (117, 252), "as many as the file has tags");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = sample("CIN_Census_2026.xml");
    let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_eq!(good(&plain), good(&marked));
}

#[test]
fn the_full_rows_of_a_sample() {
    let (census, _) = good(&sample("CIN_Census_2026.xml"));
    let header = &census.header;
    assert_eq!(header.line, 2);
    assert_eq!(value(&header.year), Some(&2023));
    assert_eq!(value(&header.reference_date), Some(&date(2024, 3, 31)));
    let [source] = header.sources.as_slice() else { panic!("one source") };
    assert_eq!(value(&source.authority).map(String::as_str), Some("201"));
    assert_eq!(value(&source.made), Some(&date(2023, 5, 23).at(11, 14, 5, 0)));

    let child = &census.children[0];
    let who = &child.identifiers;
    assert_eq!((who.la_child_id.raw.as_str(), who.la_child_id.line), ("DfEX0000001", 20));
    assert_eq!(value(&who.born), Some(&date(2015, 3, 27)));
    let sex = who.sex.as_ref().unwrap();
    assert_eq!((sex.raw.as_str(), &sex.value, sex.line), ("1", &None, 25), "kept raw, not understood");
    let codes = |cells: &[standards::cin_census::Cell<String>]| -> Vec<(String, bool)> {
        cells.iter().map(|cell| (cell.raw.clone(), cell.value.is_some())).collect()
    };
    assert_eq!(codes(&child.characteristics.disabilities), [("HAND".into(), true), ("HEAR".into(), true)]);

    let [episode] = child.episodes.as_slice() else { panic!("one episode") };
    assert_eq!(value(&episode.closed), Some(&date(2023, 2, 27)));
    assert_eq!(value(&episode.no_further_action), Some(&false));
    let factors = codes(&episode.assessments[0].factors);
    assert_eq!(factors, [("1C".into(), true), ("RB".into(), false), ("6B".into(), true)]);
    assert_eq!(value(&episode.plans[0].ended), Some(&date(2023, 1, 26)));
    assert_eq!(value(&episode.enquiries[0].conference), Some(&date(2022, 6, 17)));
    assert_eq!(value(&episode.enquiries[0].conference_not_required), Some(&false));
    let plan = &episode.protection_plans[0];
    assert_eq!((value(&plan.previous_plans), plan.reviews[0].value), (Some(&10), Some(date(2023, 2, 15))));
    let last = &episode.pre_proceedings[0];
    assert_eq!(value(&last.family_meeting_held), Some(&true));
    assert_eq!((value(&last.review_meetings), value(&last.outcome).map(String::as_str)), (Some(&3), Some("A")));
    assert_eq!(value(&last.care_proceedings_letter), Some(&date(2027, 2, 5)));
}

#[test]
fn the_planted_faults() {
    let planted = [
        (
            "CIN2rows.xml",
            "Line 23, child DfEX0000001, ChildIdentifiers: There is text between the elements: `PersonBirthDate`. \
          Take it out, or put it in the element it belongs to.",
        ),
        (
            "CIN2rows.xml",
            "Line 6, Header/CollectionDetails/ReferenceDate: The reference date is 2024-03-31, but the Year is \
          2023. Write 2023-03-31, or correct the Year.",
        ),
        (
            "CIN_header_issues_100.xml",
            "Line 6, Header/CollectionDetails/ReferenceDate: The reference date is 2023-03-28, \
          which is not a 31 March. Write 2023-03-31.",
        ),
        (
            "CIN_Census_2021.xml",
            "Line 25, child DfEX0000001, ChildIdentifiers/ExpectedPersonBirthDate: There is both a date \
          of birth and an expected date of birth. Take the expected date out once the child is born.",
        ),
        (
            "CIN_la_issues_2887Q.xml",
            "Line 25, child DfEX0000001, ChildIdentifiers/ExpectedPersonBirthDate: 1066-04-13 is too \
          long ago to be right. Correct the year.",
        ),
        (
            "CIN_Census_2024.xml",
            "Line 25, child DfEX0000001, ChildIdentifiers/Sex: `1` is not a code of Sex. Use one of M, F, \
          U.",
        ),
        (
            "CIN_Census_2024.xml",
            "Line 46, child DfEX0000001, CINdetails/Assessments/FactorsIdentifiedAtAssessment/\
          AssessmentFactors: `RB` is not a code of AssessmentFactors. Use a code of the AssessmentFactors list (44 codes, 1A \
          to 24A).",
        ),
        (
            "CIN_Census_2024.xml",
            "Line 43, child DfEX0000001, CINdetails/Assessments/AssessmentAuthorisationDate: 2020-09-19 \
          is before AssessmentActualStartDate, 2028-04-28 on line 42. Correct whichever of the two dates is wrong.",
        ),
        (
            "CIN_Census_2024.xml",
            "Line 75, child child_fails_assessments, ChildIdentifiers/LAchildID: \
          `child_fails_assessments` does not have the right form. It is at most 20 letters and digits, nothing else.",
        ),
        (
            "CIN_Census_2026.xml",
            "Line 71, child DfEX0000001, CINdetails/PreProceedingsandFGDM: This element is part of the \
          census from 2027, and this is the 2023 census. Leave it out, or correct the year in the header.",
        ),
        (
            "BAR_cin_2022.xml",
            "Line 57, child DfEX0000001, CINdetails/Section47/S47ActualStartDate: 1970-02-02 is before \
          CINreferralDate, 1970-10-06 on line 37. Correct whichever of the two dates is wrong.",
        ),
        (
            "fake_CIN_data.xml",
            "Line 442, child RND000958425881, CINdetails/CINreferralDate: The referral on 2012-03-18 is \
          after the child's death on 2007-07-04. Correct whichever of the two dates is wrong.",
        ),
        (
            "fake_CIN_data.xml",
            "Line 1444, child RND000785618044, ChildCharacteristics/Disabilities/Disability: `MOB` is given \
          twice. Give each code once.",
        ),
    ];
    for (name, wanted) in planted {
        let found = said(&good(&sample(name)).1);
        assert!(found.iter().any(|fault| fault == wanted), "{name}: {wanted}\n{}", found.join("\n"));
    }
    let alone = good(&sample("fake_CIN_data.xml")).1;
    let alone =
        alone.iter().filter(|fault| fault.found == "NONE" && fault.message.contains("other codes stand beside it"));
    assert_eq!(alone.count(), 3);
}
