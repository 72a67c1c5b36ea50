//! Looked after: care begins, the child moves, care ends; who came alone, and what permanence there was before.

use crate::answer::{Asked, Prose};
use crate::codes::{
    CareEndReason, Code, CodeSet, LegalStatus, PlacementChangeReason, PlacementProvider, PlacementType,
    PreviousPermanenceType, PrimaryNeedCode,
};
use crate::form::Fault;
use crate::moment::{Moment, PartialDate};
use crate::people::KeepSafe;
use crate::record::Checking;
use crate::{Part, Record};
use jiff::civil::Date;

/// Starts to be looked after
///
/// The authority cares for the child from now on: by agreement, under an order, or in police protection.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Children Act 1989 s.20, s.22 and s.31; SSDA903 episodes", check = StartToBeLookedAfter::check)]
pub struct StartToBeLookedAfter {
    /// When did it begin?
    #[field(dates_record)]
    pub began: Moment,
    /// Legal status
    #[field(line)]
    pub legal_status: Code<LegalStatus>,
    /// Main category of need
    ///
    /// Why the child is looked after. It stays the same until the child is no longer looked after.
    #[field(line)]
    pub need: Code<PrimaryNeedCode>,
    /// First placement
    pub placed: Placed,
    /// Was it planned?
    pub planned: Asked<bool>,
    /// What was tried first, and why is care needed now?
    #[field(optional)]
    pub why: Prose,
    /// What does the child say about it?
    pub child_words: Asked<Prose>,
}

/// A placement
#[derive(Part, Clone, PartialEq, Debug)]
pub struct Placed {
    /// Type of placement
    #[field(line)]
    pub kind: Code<PlacementType>,
    /// Who provides it?
    ///
    /// Leave it empty for a temporary placement.
    #[field(optional)]
    pub provider: Code<PlacementProvider>,
    /// Ofsted number (URN)
    ///
    /// Seven digits. XXXXXXX for foster carers or adopters of an agency whose number is not known; empty where there is none.
    #[field(optional)]
    pub urn: String,
    /// Who cares for the child, or which home?
    #[field(optional, safe_address)]
    pub carer: String,
    /// Postcode
    #[field(optional, safe_address)]
    pub postcode: String,
    /// Must this address be kept from someone?
    pub keep_safe: Option<KeepSafe>,
    /// Is it in our own area?
    pub in_area: Asked<bool>,
    /// If not, in which council's area is it?
    ///
    /// The council's name; NIR, SCO or WAL for Northern Ireland, Scotland or Wales; NUK outside the United Kingdom.
    #[field(optional, line)]
    pub area: String,
    /// How far from home, in whole miles?
    pub miles: Option<u32>,
}

/// Is this type of placement a temporary one, from which the child goes back?
pub fn is_temporary(kind: &Code<PlacementType>) -> bool {
    kind.is(&["T0", "T1", "T2", "T3", "T4"])
}

impl Placed {
    /// Is it a placement with those who will adopt?
    pub fn is_adoptive(&self) -> bool {
        self.kind.is(&["A3", "A4", "A5", "A6"])
    }

    /// Is it fostering for adoption, or concurrent planning?
    pub fn is_early_permanence(&self) -> bool {
        self.kind.is(&["U2", "U5"])
    }

    fn faults(&self, on: Date, at: &str) -> Vec<Fault> {
        let mut faults = dated(&self.kind, on, &format!("{at}.kind"));
        let none = is_temporary(&self.kind) || self.kind.as_str().starts_with('Z');
        if self.provider.as_str().is_empty() != none {
            let what =
                if none { "Leave it empty: this type of placement has no provider" } else { "Say who provides it" };
            faults.push(Fault::at(format!("{at}.provider"), what));
        }
        let urn = self.urn.trim();
        let right = urn.len() == 7 && (urn == "XXXXXXX" || urn.bytes().all(|one| one.is_ascii_alphanumeric()));
        if !urn.is_empty() && !right {
            faults.push(Fault::at(format!("{at}.urn"), "Write the seven digits of the Ofsted number, or XXXXXXX"));
        }
        faults
    }
}

/// A fault when a code was not in force on a day.
pub(crate) fn dated<S: CodeSet>(code: &Code<S>, on: Date, path: &str) -> Vec<Fault> {
    let entry = crate::codes::set(S::NAME).and_then(|list| list.entry(code.as_str()));
    match entry.filter(|entry| !entry.in_force_on(on)) {
        Some(entry) => vec![Fault::at(path, format!("“{}” was not in use on this day: choose another", entry.label))],
        None => Vec::new(),
    }
}

/// A fault when a time lies ahead: what has not happened yet is not recorded as done.
pub(crate) fn not_yet(what: &str, moment: Moment, checking: &Checking) -> Vec<Fault> {
    if moment.is_by(checking.now) {
        Vec::new()
    } else {
        vec![Fault::at(what, "This has not happened yet: record it once it has")]
    }
}

impl StartToBeLookedAfter {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("began", self.began, checking);
        faults.extend(dated(&self.legal_status, self.began.date, "legal_status"));
        faults.extend(self.placed.faults(self.began.date, "placed"));
        if self.need.is(&["N0", "N9"]) {
            faults.push(Fault::at("need", "A child who is looked after has one of the needs N1 to N8"));
        }
        faults
    }
}

/// Change of placement
///
/// The child moves, or the placement becomes another kind of placement with the same carer.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Children Act 1989 s.22C; SSDA903 episodes", check = PlacementChange::check)]
pub struct PlacementChange {
    /// When?
    #[field(dates_record)]
    pub moved: Moment,
    /// Why did the last placement end?
    ///
    /// Leave it empty for a move into or out of a temporary placement.
    #[field(optional, line)]
    pub why: Code<PlacementChangeReason>,
    /// Is the child with the same carer?
    pub same_carer: bool,
    /// New placement
    pub placed: Placed,
    /// Was the move planned?
    pub planned: Asked<bool>,
    /// What does the child say about the move?
    pub child_words: Asked<Prose>,
}

impl PlacementChange {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("moved", self.moved, checking);
        faults.extend(dated(&self.why, self.moved.date, "why"));
        faults.extend(self.placed.faults(self.moved.date, "placed"));
        faults
    }
}

/// Reasons that say the child was adopted.
pub const ADOPTED: &[&str] = &["E11", "E12"];

/// No longer looked after
///
/// The child goes home, is adopted, comes of age, or leaves care another way.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Care Planning, Placement and Case Review (England) Regulations 2010 reg 39; SSDA903 episodes", check = EndOfCare::check)]
pub struct EndOfCare {
    /// When did it end?
    #[field(dates_record)]
    pub ended: Moment,
    /// Why?
    #[field(line)]
    pub reason: Code<CareEndReason>,
    /// Where does the child live now, and with what support?
    #[field(optional)]
    pub after: Prose,
    /// What does the child say about it?
    pub child_words: Asked<Prose>,
}

impl EndOfCare {
    /// Was the child adopted?
    pub fn is_adoption(&self) -> bool {
        self.reason.is(ADOPTED)
    }

    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("ended", self.ended, checking);
        faults.extend(dated(&self.reason, self.ended.date, "reason"));
        faults
    }
}

/// Unaccompanied child seeking asylum
///
/// The child came to this country alone and asks for protection.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "Immigration Rules para 352ZD; SSDA903 UASC", chronology = false)]
pub struct UnaccompaniedStatus {
    /// Since when is it so?
    #[field(dates_record)]
    pub since: Moment,
    /// When did it end, or when will it?
    ///
    /// The 18th birthday, unless the claim is decided before it.
    #[field(line)]
    pub ends: Option<Date>,
    /// What is known of the journey and of family?
    #[field(optional)]
    pub known: Prose,
}

/// Permanence before
///
/// Whether the child had been adopted, or under special guardianship or a child arrangements order, before care began.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "care", cite = "SSDA903 previous permanence", chronology = false, check = PreviousPermanence::check)]
pub struct PreviousPermanence {
    /// When was this asked?
    #[field(dates_record)]
    pub asked: Moment,
    /// What was it?
    #[field(line)]
    pub arrangement: Code<PreviousPermanenceType>,
    /// Which authority arranged it?
    ///
    /// Its three-digit number; WAL, SCO or NIR; NUK for outside the United Kingdom.
    #[field(optional)]
    pub authority: String,
    /// When was the order made?
    ///
    /// A month or a year is enough.
    pub made: Option<PartialDate>,
}

impl PreviousPermanence {
    fn check(&self, _: &Checking) -> Vec<Fault> {
        if self.arrangement.is(&["Z1"]) && (!self.authority.trim().is_empty() || self.made.is_some()) {
            return vec![Fault::at(
                "arrangement",
                "There was none, and an authority or a date is given: correct one of them",
            )];
        }
        Vec::new()
    }
}
