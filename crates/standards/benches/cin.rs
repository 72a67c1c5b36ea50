//! The children in need census: reading, checking and writing an invented one of 3,000 and of 30,000 children, next to a bare
//! read of the same file by `quick-xml` in the same run. A row is an element that repeats: a child, an episode, an assessment,
//! a plan, an enquiry, a review.
//!
//! Rates are rows a second of one processor's time, so that other work on the machine counts for little; trust the ratios.
//! `cargo bench -p standards --bench cin -- 300` measures one of 300 children; `-- write FILE 3000` writes one.

#![allow(clippy::disallowed_methods, reason = "a benchmark must look at the time, and writes what it is asked to")]

#[path = "rate/mod.rs"]
mod rate;

use jiff::Span;
use jiff::civil::{Date, date};
use quick_xml::events::Event;
use rate::rate;
use standards::cin_census::{Census, Limits, read, rules, write};
use std::fmt::Write as _;

const YEAR: i16 = 2026;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    match arguments.as_slice() {
        [what, file, children] if what == "write" => {
            std::fs::write(file, census(children.parse().expect("a number of children"))).expect("the file is written");
        }
        [children] => measure(children.parse().expect("a number of children")),
        _ => [3_000, 30_000].into_iter().for_each(measure),
    }
}

fn measure(children: u32) {
    let text = census(children);
    let (set, faults) = read(text.as_bytes(), Limits::default()).expect("the file is a census");
    let rows = rows_of(&set);
    println!("{children} children, {rows} rows, {} KB, {} faults in reading", text.len() / 1024, faults.len());
    let bare = rate("a bare read by quick-xml", rows, || (), |()| bare(&text));
    let against = |rate: f64| println!("    {:.3} of the bare read", rate / bare);
    against(rate("read", rows, || (), |()| read(text.as_bytes(), Limits::default()).is_ok()));
    let report = rules::check(set.clone(), YEAR, 1);
    against(rate("checked", rows, || set.clone(), |set| rules::check(set, YEAR, 1)));
    println!("    {} rules, {} findings", report.rules, report.findings.len());
    against(rate(
        "written",
        rows,
        || (),
        |()| {
            let mut out = Vec::new();
            write::xml(&set, &mut out).expect("memory takes it");
            out.len()
        },
    ));
}

/// Every event of the file, its text looked at.
fn bare(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut bytes = 0;
    loop {
        match reader.read_event().expect("the file is sound") {
            Event::Eof => return bytes,
            Event::Text(text) => bytes += text.len(),
            _ => {}
        }
    }
}

fn rows_of(census: &Census) -> usize {
    let of = |one: &standards::cin_census::CinDetails| {
        let reviews: usize = one.protection_plans.iter().map(|plan| plan.reviews.len()).sum();
        1 + one.assessments.len() + one.plans.len() + one.enquiries.len() + one.protection_plans.len() + reviews
    };
    census.children.iter().map(|child| 1 + child.episodes.iter().map(of).sum::<usize>()).sum()
}

/// Numbers that look drawn at random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(most)) as u32
    }
}

fn plus(day: Date, days: u32) -> Date {
    day + Span::new().days(days)
}

/// A census of so many children: each with an episode of the year and an assessment, some with plans, enquiries and reviews;
/// one child in fifty has a wrong value.
fn census(children: u32) -> String {
    let mut out = format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{YEAR}</Year><ReferenceDate>{YEAR}-03-31\
         </ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>201</LEA><SoftwareCode>Made</SoftwareCode>\
         <Release>1</Release><SerialNo>001</SerialNo><DateTime>{YEAR}-05-23T11:14:05</DateTime></Source></Header><Children>\n"
    );
    let mut chance = Chance(2026);
    for number in 0..children {
        child(&mut out, number, &mut chance).expect("memory takes it");
    }
    out + "</Children></Message>\n"
}

fn child(out: &mut String, number: u32, chance: &mut Chance) -> std::fmt::Result {
    let born = plus(date(2009, 1, 1), chance.below(5_500));
    let referred = plus(date(YEAR - 1, 4, 2), chance.below(300));
    let (ended, wrong) = (plus(referred, 20 + chance.below(60)), chance.below(50) == 0);
    writeln!(
        out,
        "<Child><ChildIdentifiers><LAchildID>C{number:06}</LAchildID><UPNunknown>UN3</UPNunknown><PersonBirthDate>{born}\
         </PersonBirthDate><Sex>{}</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>{}</Ethnicity><Disabilities>\
         <Disability>{}</Disability></Disabilities></ChildCharacteristics>",
        if wrong { "9" } else { "F" },
        ["WBRI", "MWBC", "APKN", "BAFR"][chance.below(4) as usize],
        ["NONE", "NONE", "LD", "AUT"][chance.below(4) as usize],
    )?;
    writeln!(
        out,
        "<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1\
         </PrimaryNeedCode>"
    )?;
    writeln!(
        out,
        "<Assessments><AssessmentActualStartDate>{referred}</AssessmentActualStartDate><AssessmentAuthorisationDate>{ended}\
         </AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>\
         <AssessmentFactors>4B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
    )?;
    if chance.below(3) == 0 {
        writeln!(out, "<CINPlanDates><CINPlanStartDate>{ended}</CINPlanStartDate></CINPlanDates>")?;
    }
    let enquiry = chance.below(4) == 0;
    if enquiry {
        writeln!(
            out,
            "<Section47><S47ActualStartDate>{referred}</S47ActualStartDate><InitialCPCtarget>{}</InitialCPCtarget>\
             <DateOfInitialCPC>{}</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>",
            plus(referred, 21),
            plus(referred, 18),
        )?;
    }
    writeln!(out, "<ReferralNFA>false</ReferralNFA>")?;
    if enquiry {
        writeln!(
            out,
            "<ChildProtectionPlans><CPPstartDate>{}</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>\
             <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews>\
             <CPPreviewDate>{}</CPPreviewDate></Reviews></ChildProtectionPlans>",
            plus(referred, 18),
            plus(referred, 60),
        )?;
    }
    writeln!(out, "</CINdetails></Child>")
}
