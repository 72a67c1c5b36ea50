//! The short words of a story, written out as a census: what a story leaves out is filled in with a sound child.

use std::collections::BTreeMap;

/// Elements in the order they are named.
type Block = Vec<(String, Said)>;

/// An element named in a story: with a value, or with elements of its own.
#[derive(Debug, Clone)]
enum Said {
    Value(String),
    Block(Block),
}

const CHILD: &[(&str, &str)] = &[
    ("LAchildID", "A"),
    ("UPN", "Z801200000012"),
    ("FormerUPN", "-"),
    ("UPNunknown", "-"),
    ("PersonBirthDate", "2015-05-15"),
    ("ExpectedPersonBirthDate", "-"),
    ("GenderCurrent", "2"),
    ("Sex", "F"),
    ("PersonDeathDate", "-"),
];
const EPISODE: &[(&str, &str)] = &[
    ("CINreferralDate", "2025-06-02"),
    ("ReferralSource", "1A"),
    ("PrimaryNeedCode", "N1"),
    ("CINclosureDate", "-"),
    ("ReasonForClosure", "-"),
    ("DateOfInitialCPC", "-"),
    ("ReferralNFA", "false"),
];
/// The parts of an episode, and what stands in each when a story says nothing.
const PARTS: &[(&str, &[(&str, &str)])] = &[
    (
        "Assessments",
        &[
            ("AssessmentActualStartDate", "2025-06-02"),
            ("AssessmentAuthorisationDate", "2025-06-30"),
            ("AssessmentFactors", "1A"),
        ],
    ),
    ("CINPlanDates", &[("CINPlanStartDate", "2025-07-01"), ("CINPlanEndDate", "-")]),
    (
        "Section47",
        &[
            ("S47ActualStartDate", "2025-06-05"),
            ("InitialCPCtarget", "-"),
            ("DateOfInitialCPC", "2025-06-20"),
            ("ICPCnotRequired", "false"),
        ],
    ),
    (
        "ChildProtectionPlans",
        &[
            ("CPPstartDate", "2025-06-20"),
            ("CPPendDate", "-"),
            ("InitialCategoryOfAbuse", "NEG"),
            ("LatestCategoryOfAbuse", "NEG"),
            ("NumberOfPreviousCPP", "0"),
            ("CPPreviewDate", "-"),
        ],
    ),
    (
        "PreProceedingsandFGDM",
        &[
            ("PPStartDate", "-"),
            ("LBPSentDate", "-"),
            ("FGDMMeetingOffer", "-"),
            ("FGDMMeetingFac", "-"),
            ("InitialPPMeetingDate", "-"),
            ("ReviewMeetingsCount", "-"),
            ("StepDecisionDate", "-"),
            ("PPOutcome", "-"),
            ("CourtAppDate", "-"),
            ("LetterInitCPDate", "-"),
        ],
    ),
];

/// The census a story describes. `Year` and `ReferenceDate` may be named with the first child.
pub fn file(holds: &str, year: i16) -> Result<String, String> {
    let mut children = String::new();
    let mut header = BTreeMap::from([("Year", year.to_string()), ("ReferenceDate", format!("{year}-03-31"))]);
    let all: Vec<&str> = if holds == "no children" { Vec::new() } else { holds.split(" and a child ").collect() };
    for (index, words) in all.into_iter().enumerate() {
        let (times, words) = match words.split_once(" times ") {
            Some((times, rest)) => (times.trim().parse().map_err(|_| format!("`{times}` is not a number"))?, rest),
            None => (1, words),
        };
        let (mut said, rest) = list(words)?;
        if !rest.is_empty() {
            return Err(format!("`{rest}` is left over"));
        }
        for name in ["Year", "ReferenceDate"] {
            if let Some(Said::Value(value)) = take(&mut said, name) {
                header.insert(name, value);
            }
        }
        for one in 0..times {
            children += &child(said.clone(), &format!("A{}", index * 1000 + one + 1), year)?;
        }
    }
    let header: String = header.iter().map(|(name, value)| element(name, value)).collect();
    Ok(format!(
        "<Message>\n<Header><CollectionDetails><Collection>CIN</Collection>{header}</CollectionDetails></Header>\n\
         <Children>\n{children}</Children></Message>\n"
    ))
}

fn child(mut said: Block, id: &str, year: i16) -> Result<String, String> {
    let mut who = CHILD.to_vec();
    who[0].1 = id;
    // The census asked for one of the two in each year.
    let absent = if year < 2025 { "Sex" } else { "GenderCurrent" };
    who.iter_mut().filter(|(name, _)| *name == absent).for_each(|(_, value)| *value = "-");
    let identifiers = leaves(&who, &mut said)?;
    let ethnicity = leaves(&[("Ethnicity", "WBRI")], &mut said)?;
    let disabilities = leaves(&[("Disability", "NONE")], &mut said)?;
    let disabilities = format!("<Disabilities>\n{disabilities}</Disabilities>\n");
    let mut episodes = String::new();
    let none = take(&mut said, "no CINdetails").is_some();
    while let Some(Said::Block(one)) = take(&mut said, "CINdetails") {
        episodes += &episode(one)?;
    }
    if episodes.is_empty() && !none {
        episodes = episode(std::mem::take(&mut said))?;
    }
    if let Some((name, _)) = said.first() {
        return Err(format!("`{name}` has no place here"));
    }
    Ok(format!(
        "<Child>\n<ChildIdentifiers>\n{identifiers}</ChildIdentifiers>\n<ChildCharacteristics>\n{ethnicity}{disabilities}\
         </ChildCharacteristics>\n{episodes}</Child>\n"
    ))
}

fn episode(mut said: Block) -> Result<String, String> {
    let mut text = format!("<CINdetails>\n{}", leaves(EPISODE, &mut said)?);
    for (name, usual) in PARTS {
        while let Some(part) = take(&mut said, name) {
            let Said::Block(mut inner) = part else { return Err(format!("`{name}` needs braces")) };
            let leaves = leaves(usual, &mut inner)?;
            if let Some((other, _)) = inner.first() {
                return Err(format!("`{other}` has no place in {name}"));
            }
            text += &format!("<{name}>\n{leaves}</{name}>\n");
        }
    }
    match said.first() {
        Some((name, _)) => Err(format!("`{name}` has no place in an episode")),
        None => Ok(text + "</CINdetails>\n"),
    }
}

/// Simple elements: as the story has them, else as usual; `-` leaves one out, and some may be given several times.
fn leaves(usual: &[(&str, &str)], said: &mut Block) -> Result<String, String> {
    let mut text = String::new();
    for (name, usual) in usual {
        let value = match take(said, name) {
            Some(Said::Value(value)) => value,
            Some(Said::Block(_)) => return Err(format!("`{name}` takes a value")),
            None => (*usual).to_owned(),
        };
        let inner = |value: &str| -> String { value.split_whitespace().map(|one| element(name, one)).collect() };
        text += &match *name {
            _ if value == "-" => String::new(),
            "AssessmentFactors" => {
                format!("<FactorsIdentifiedAtAssessment>{}</FactorsIdentifiedAtAssessment>\n", inner(&value))
            }
            "CPPreviewDate" => format!("<Reviews>{}</Reviews>\n", inner(&value)),
            "Disability" => inner(&value),
            _ => element(name, &value),
        };
    }
    Ok(text)
}

fn element(name: &str, value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('<', "&lt;");
    format!("<{name}>{value}</{name}>\n")
}

fn take(said: &mut Block, name: &str) -> Option<Said> {
    let at = said.iter().position(|(other, _)| other == name)?;
    Some(said.remove(at).1)
}

/// `Name: value; Name { Name: value }` up to a closing brace or the end; also what is left after it.
fn list(words: &str) -> Result<(Block, &str), String> {
    let mut all = Vec::new();
    let mut rest = words.trim_start();
    while !rest.is_empty() && !rest.starts_with('}') {
        let end = rest.find([':', '{', ';', '}']).unwrap_or(rest.len());
        let name = rest[..end].trim().to_owned();
        rest = &rest[end..];
        if let Some(inner) = rest.strip_prefix('{') {
            let (block, after) = list(inner)?;
            rest = after.strip_prefix('}').ok_or(format!("the brace after `{name}` is not closed"))?;
            all.push((name, Said::Block(block)));
        } else if let Some(inner) = rest.strip_prefix(':') {
            let end = inner.find([';', '}']).unwrap_or(inner.len());
            all.push((name, Said::Value(inner[..end].trim().to_owned())));
            rest = &inner[end..];
        } else if !name.is_empty() {
            all.push((name, Said::Value(String::new())));
        }
        rest = rest.trim_start().trim_start_matches(';').trim_start();
    }
    Ok((all, rest))
}
