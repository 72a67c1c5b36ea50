//! Code sets: the national lists, each code with the years it is in force.

use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::LazyLock;

/// One code of a set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeEntry {
    /// The code as stored and returned: `N1`.
    pub code: &'static str,
    /// What it means.
    pub label: &'static str,
    /// First collection year (ending 31 March) it is valid in, when it has one.
    pub from_year: Option<i16>,
    /// Last collection year it is valid in, when it has one.
    pub to_year: Option<i16>,
}

impl CodeEntry {
    /// May this code be used for something that happened on this day?
    pub fn in_force_on(&self, day: Date) -> bool {
        let year = collection_year(day);
        self.from_year.is_none_or(|from| from <= year) && self.to_year.is_none_or(|to| year <= to)
    }
}

/// The collection year a day falls in: the year its 31 March ends.
pub fn collection_year(day: Date) -> i16 {
    if day.month() >= 4 { day.year() + 1 } else { day.year() }
}

/// A named set of codes.
#[derive(Clone, Debug)]
pub struct CodeList {
    /// The set's name: `ReferralSource`.
    pub name: &'static str,
    /// Where the set comes from.
    pub source: &'static str,
    /// The codes, in the order people expect.
    pub entries: Vec<CodeEntry>,
}

impl CodeList {
    /// One code's entry.
    pub fn entry(&self, code: &str) -> Option<&CodeEntry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}

/// `set,code,label,from_year,to_year,source`, one code a line; the first line names the columns.
const DATA: &str = include_str!("../data/codes.csv");

static SETS: LazyLock<BTreeMap<&'static str, CodeList>> = LazyLock::new(|| {
    let mut sets: BTreeMap<&'static str, CodeList> = BTreeMap::new();
    for line in DATA.lines().skip(1) {
        let cells = split_csv(line);
        let [name, code, label, from, to, source] = cells[..] else { continue };
        let list = sets.entry(name).or_insert_with(|| CodeList { name, source, entries: Vec::new() });
        list.entries.push(CodeEntry { code, label, from_year: from.parse().ok(), to_year: to.parse().ok() });
    }
    sets
});

/// Splits a line whose quoted cells hold commas but no quotes.
fn split_csv(line: &'static str) -> Vec<&'static str> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, next) = match rest.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some((cell, after)) => (cell, after.strip_prefix(',')),
                None => (quoted, None),
            },
            None => match rest.split_once(',') {
                Some((cell, after)) => (cell, Some(after)),
                None => (rest, None),
            },
        };
        cells.push(cell);
        match next {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}

/// A code set by name.
pub fn set(name: &str) -> Option<&'static CodeList> {
    SETS.get(name)
}

/// Every code set, by name.
pub fn sets() -> impl Iterator<Item = &'static CodeList> {
    SETS.values()
}

/// What a code means: "Abuse, neglect and exploitation". The code itself when the set does not know it.
pub fn label<'c>(set_name: &str, code: &'c str) -> &'c str {
    set(set_name).and_then(|list| list.entry(code)).map_or(code, |entry| entry.label)
}

/// A code set known to the compiler.
pub trait CodeSet: Send + Sync + 'static {
    /// The set's name in the data.
    const NAME: &'static str;
}

/// One code of a set; empty when not stated.
pub struct Code<S> {
    value: Box<str>,
    set: PhantomData<fn() -> S>,
}

impl<S: CodeSet> Code<S> {
    /// A code as stored. It may be one the set does not know: a record is never refused for that.
    pub fn new(value: &str) -> Self {
        Code { value: value.into(), set: PhantomData }
    }
    /// No code is given.
    pub fn not_stated() -> Self {
        Code::new("")
    }
    /// The code as stored.
    pub fn as_str(&self) -> &str {
        &self.value
    }
    /// What it means.
    pub fn label(&self) -> &str {
        label(S::NAME, &self.value)
    }
    /// Is this one of these codes?
    pub fn is(&self, codes: &[&str]) -> bool {
        codes.contains(&self.as_str())
    }
}

impl<S> Clone for Code<S> {
    fn clone(&self) -> Self {
        Code { value: self.value.clone(), set: PhantomData }
    }
}
impl<S> PartialEq for Code<S> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<S> Eq for Code<S> {}
impl<S> fmt::Debug for Code<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

/// Declares the sets the records use; each must be in the data.
macro_rules! code_sets {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $($(#[$doc])* pub struct $name;
        impl CodeSet for $name { const NAME: &'static str = stringify!($name); })*
        /// The names of the sets declared here.
        pub const DECLARED: &[&str] = &[$(stringify!($name)),*];
    };
}

code_sets! {
    /// Who made the referral (CIN census N00152).
    ReferralSource
    /// The main reason a child needs help (CIN census N00101).
    PrimaryNeedCode
    /// Category of abuse (CIN census N00113).
    CategoryOfAbuse
    /// Why the episode of need closed (CIN census N00103).
    ReasonForClosure
    /// Factors found at assessment (CIN census N00181).
    AssessmentFactors
    /// Ethnicity (CIN census N00177).
    Ethnicity
    /// Disability (CIN census N00099).
    Disability
    /// Sex as recorded (CIN census N00783).
    Sex
    /// Why a unique pupil number is not known (CIN census N00135).
    UPNunknown
    /// Agencies that work with children.
    Agency
    /// Level of need.
    ThresholdLevel
    /// How a child took part in a meeting.
    Participation
    /// Legal status of a child looked after (SSDA903 LS).
    LegalStatus
    /// Type of placement (SSDA903 PLACE).
    PlacementType
    /// Who provides a placement (SSDA903 PLACE_PROVIDER).
    PlacementProvider
    /// Why a placement ended (SSDA903 REASON_PLACE_CHANGE).
    PlacementChangeReason
    /// Why a child ceased to be looked after (SSDA903 REC).
    CareEndReason
    /// Why there is no score of strengths and difficulties (SSDA903 SDQ_REASON).
    NoScoreReason
    /// Whether the authority is in touch with a care leaver (SSDA903 IN_TOUCH).
    InTouch
    /// A care leaver's main activity (SSDA903 ACTIV).
    Activity
    /// Where a care leaver lives (SSDA903 ACCOM, its letter).
    AccommodationType
    /// Why a decision for adoption was reversed (SSDA903 REASON_PLACED_CEASED).
    AdoptionReversedReason
    /// Sex of adopters (SSDA903 SEX_ADOPTR).
    AdoptersSex
    /// Legal status of adopters (SSDA903 LS_ADOPTR).
    AdoptersStatus
    /// Why adopters left the process (Annex A list 11).
    AdopterLeavingReason
    /// What permanence a child had before (SSDA903 PREV_PERM).
    PreviousPermanenceType
    /// Why the social worker changed (SSDA903 SW_REASON).
    WorkerChangeReason
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_declared_set_has_codes_and_a_source() {
        for name in DECLARED {
            let list = set(name).unwrap_or_else(|| panic!("{name} has no data"));
            assert!(!list.entries.is_empty(), "{name}");
            assert!(!list.source.is_empty(), "{name} has no source");
        }
    }

    #[test]
    fn codes_carry_the_years_they_are_in_force() {
        let split = set("AssessmentFactors").unwrap();
        let old = split.entry("18A").unwrap();
        assert!(old.in_force_on(date(2020, 3, 31)));
        assert!(!old.in_force_on(date(2020, 4, 1)));
        assert!(split.entry("18B").unwrap().in_force_on(date(2020, 4, 1)));
        assert!(!split.entry("18B").unwrap().in_force_on(date(2020, 3, 31)));
    }

    #[test]
    fn quoted_labels_keep_their_commas() {
        assert_eq!(label("PrimaryNeedCode", "N1"), "Abuse, neglect and exploitation");
        assert_eq!(label("PrimaryNeedCode", "ZZ"), "ZZ");
    }
}
