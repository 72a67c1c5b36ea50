//! People: who a child is, who is around them, where they live, who works with them.

use crate::answer::{Asked, Prose};
use crate::codes::{Agency, Code, Disability, Ethnicity, Sex, UPNunknown};
use crate::ids::PersonId;
use crate::moment::{Moment, PartialDate};
use crate::record::Standing;
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Person details
///
/// Who someone is. A new name, a birth or a correction is a new record of this kind; the earlier ones stay.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "people", cite = "Working Together 2023, ch.3; CIN census module 1", chronology = false)]
pub struct PersonDetails {
    /// When was this so from?
    #[field(dates_record)]
    pub from: Moment,
    /// Given names
    ///
    /// "Baby" for a child not yet born or named. Leave it empty when not known.
    #[field(line, optional)]
    pub given: String,
    /// Family name
    #[field(line)]
    pub family: String,
    /// Known as
    #[field(optional)]
    pub known_as: String,
    /// Other names used
    ///
    /// Earlier names, names used by other agencies, other spellings.
    #[field(optional)]
    pub other_names: Vec<OtherName>,
    /// Birth
    pub birth: Birth,
    /// Sex
    #[field(optional)]
    pub sex: Code<Sex>,
    /// Ethnicity
    #[field(optional)]
    pub ethnicity: Code<Ethnicity>,
    /// Religion
    #[field(optional)]
    pub religion: String,
    /// First language
    #[field(optional)]
    pub language: String,
    /// Is an interpreter or another way of communicating needed?
    #[field(optional)]
    pub communication: String,
    /// Disabilities
    pub disabilities: Vec<Code<Disability>>,
    /// Died
    pub died: Option<PartialDate>,
    /// NHS number
    #[field(optional)]
    pub nhs_number: String,
    /// Unique pupil number
    #[field(optional)]
    pub upn: String,
    /// Why is there no unique pupil number?
    #[field(optional)]
    pub upn_unknown: Code<UPNunknown>,
    /// School or setting
    #[field(optional)]
    pub school: String,
    /// Telephone
    #[field(optional, third_party)]
    pub telephone: String,
    /// Number used by another system
    #[field(optional)]
    pub other_number: String,
}

/// Another name
#[derive(Part, Clone, PartialEq, Debug)]
pub struct OtherName {
    /// Given names
    #[field(optional)]
    pub given: String,
    /// Family name
    pub family: String,
    /// How is it used?
    ///
    /// For example: name at birth, married name, spelling used by the school.
    #[field(optional)]
    pub used: String,
}

/// Birth
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum Birth {
    /// Born
    Born {
        /// Date of birth
        ///
        /// A month or a year is enough when the day is not known.
        on: PartialDate,
    },
    /// Not born yet
    Expected {
        /// Expected date
        on: PartialDate,
    },
    /// Not known
    NotKnown,
}

impl PersonDetails {
    /// "Aisha Khan", or what is known of it.
    pub fn name(&self) -> String {
        [self.given.trim(), self.family.trim()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The date of birth, as well as it is known.
    pub fn born(&self) -> Option<PartialDate> {
        match self.birth {
            Birth::Born { on } => Some(on),
            _ => None,
        }
    }
}

/// Relationship
///
/// How two people are related, and whether one holds parental responsibility for the other.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "people", cite = "Children Act 1989 s.2-4 and s.17(10)", chronology = false, check = Relationship::check)]
pub struct Relationship {
    /// Since when is this known?
    #[field(dates_record)]
    pub from: Moment,
    /// This person
    pub person: PersonId,
    /// is the
    #[field(line)]
    pub is_the: Kinship,
    /// of this child or person
    pub of: PersonId,
    /// Does this person hold parental responsibility?
    pub parental_responsibility: Asked<bool>,
    /// What does the child say about this person?
    #[field(optional)]
    pub child_says: Prose,
    /// What strength or safety does this person bring?
    #[field(optional)]
    pub strength: Prose,
    /// Who told us, and when were they asked?
    #[field(optional, third_party)]
    pub told_by: String,
    /// When did it end?
    pub ended: Option<PartialDate>,
}

impl Relationship {
    fn check(&self, _: &crate::record::Checking) -> Vec<crate::form::Fault> {
        if self.person == self.of {
            return vec![crate::form::Fault::at(
                "of",
                "A person cannot be related to themselves: choose the other person",
            )];
        }
        Vec::new()
    }
}

/// How one person is related to another
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kinship {
    /// Mother
    Mother,
    /// Father
    Father,
    /// Parent
    Parent,
    /// Adoptive parent
    AdoptiveParent,
    /// Step-parent
    StepParent,
    /// Parent's partner
    ParentsPartner,
    /// Foster carer
    FosterCarer,
    /// Special guardian
    SpecialGuardian,
    /// Brother or sister
    Sibling,
    /// Half brother or half sister
    HalfSibling,
    /// Step brother or step sister
    StepSibling,
    /// Twin
    Twin,
    /// Grandparent
    Grandparent,
    /// Aunt or uncle
    AuntOrUncle,
    /// Cousin
    Cousin,
    /// Partner
    Partner,
    /// Former partner
    FormerPartner,
    /// Like family
    ///
    /// Someone the child counts as family, though not related.
    LikeFamily,
    /// Another relation
    Other,
}

impl Kinship {
    /// Is it a parent of any kind?
    pub fn is_parent(self) -> bool {
        use Kinship::*;
        matches!(
            self,
            Mother | Father | Parent | AdoptiveParent | StepParent | ParentsPartner | FosterCarer | SpecialGuardian
        )
    }

    /// Is it a brother or sister of any kind?
    pub fn is_sibling(self) -> bool {
        use Kinship::*;
        matches!(self, Sibling | HalfSibling | StepSibling | Twin)
    }
}

/// Address
///
/// Where people live, and with whom: everyone named lives there together.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "people", cite = "Working Together 2023, ch.3", chronology = false)]
pub struct Address {
    /// Since when?
    #[field(dates_record)]
    pub from: Moment,
    /// House name or number, and street
    #[field(line, safe_address)]
    pub street: String,
    /// Town
    #[field(optional, safe_address)]
    pub town: String,
    /// Postcode
    #[field(line, optional, safe_address)]
    pub postcode: String,
    /// What is this address to them?
    pub use_of: AddressUse,
    /// Must this address be kept from someone?
    pub keep_safe: Option<KeepSafe>,
    /// Until when?
    pub until: Option<PartialDate>,
}

/// What an address is
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressUse {
    /// Home
    Home,
    /// Staying there for now
    Temporary,
    /// Spends part of the week there
    PartOfWeek,
    /// Placement
    Placement,
}

/// An address that must be kept from someone
#[derive(Part, Clone, PartialEq, Debug)]
pub struct KeepSafe {
    /// From whom, and why?
    #[field(optional, safe_address)]
    pub from_whom: Prose,
}

impl Address {
    /// The same for the same address however it is typed: letters and digits of the postcode and the start of the street.
    pub fn key(&self) -> Option<String> {
        address_key(&self.street, &self.postcode)
    }

    /// "14 Mill Lane, Radcliffe, M26 1AB".
    pub fn on_one_line(&self) -> String {
        [&self.street, &self.town, &self.postcode]
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What an address is found by: `M261AB 14`. None when there is too little to tell it from others.
pub fn address_key(street: &str, postcode: &str) -> Option<String> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let postcode = plain(postcode);
    let house = street
        .split(|c: char| c == ',' || c.is_whitespace())
        .map(plain)
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    match (postcode.len() >= 5, house) {
        (true, Some(house)) => Some(format!("{postcode} {house}")),
        (true, None) => Some(format!("{postcode} {}", plain(street))),
        (false, _) => None,
    }
}

/// Professional involved
///
/// Someone from another agency who works with the child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "people", cite = "Working Together 2023, ch.2", chronology = false)]
pub struct ProfessionalInvolved {
    /// Since when?
    #[field(dates_record)]
    pub from: Moment,
    /// Agency
    #[field(line)]
    pub agency: Code<Agency>,
    /// Name
    #[field(line)]
    pub name: String,
    /// Role
    #[field(optional)]
    pub role: String,
    /// Telephone or email
    #[field(optional)]
    pub reach: String,
    /// Until when?
    pub until: Option<PartialDate>,
}

/// What matters now
///
/// A short paragraph at the top of the child's file: what life is like, what we worry about, what is happening next.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "people", cite = "Local: the first thing a colleague out of hours needs to read", chronology = false, unusual = WhatMattersNow::unusual)]
pub struct WhatMattersNow {
    /// When was this written?
    #[field(dates_record)]
    pub written: Moment,
    /// What matters now
    ///
    /// At most 120 words, as if the child will read it.
    #[field(line)]
    pub words: Prose,
}

impl WhatMattersNow {
    fn unusual(&self, _: &crate::record::Checking) -> Vec<String> {
        let count = self.words.split_whitespace().count();
        if count > 120 {
            vec![format!("This is {count} words; 120 is as much as anyone reads at the door. Keep it as it is?")]
        } else {
            Vec::new()
        }
    }
}

/// Hazard or alert
///
/// Something everyone must know before they visit or ring.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "people",
    cite = "Health and Safety at Work etc. Act 1974 s.2; local lone working policy",
    chronology = false
)]
pub struct Alert {
    /// Since when?
    #[field(dates_record)]
    pub from: Moment,
    /// What is the danger or need?
    #[field(line)]
    pub nature: String,
    /// Who is at risk?
    pub at_risk: String,
    /// What must be done?
    #[field(optional)]
    pub instruction: Prose,
    /// When will this be looked at again?
    pub review: Option<Date>,
    /// When did it end?
    pub ended: Option<PartialDate>,
}

/// A person as known from their records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The latest details.
    pub details: Option<PersonDetails>,
    /// Every name they have had, latest first: given and family.
    pub names: Vec<(String, String)>,
    /// Addresses, latest first.
    pub addresses: Vec<Address>,
    /// The relationships recorded, latest first.
    pub relationships: Vec<Relationship>,
    /// Professionals involved now.
    pub professionals: Vec<ProfessionalInvolved>,
    /// Alerts in force.
    pub alerts: Vec<Alert>,
    /// What matters now, and when it was written.
    pub matters: Option<WhatMattersNow>,
}

impl Person {
    /// Who this is, as far as these records tell.
    pub fn of(person: PersonId, records: &Standing<'_>, on: Moment) -> Person {
        let details: Vec<&PersonDetails> =
            records.of_kind::<PersonDetails>().rev().map(|found| found.record()).collect();
        let mut names = Vec::new();
        for detail in &details {
            let others = detail.other_names.iter().map(|other| (other.given.clone(), other.family.clone()));
            for name in std::iter::once((detail.given.clone(), detail.family.clone())).chain(others) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let over = |ended: Option<PartialDate>| ended.is_some_and(|day| day.latest() < on.date);
        Person {
            details: details.first().map(|latest| (*latest).clone()),
            names,
            addresses: records.of_kind::<Address>().rev().map(|found| found.record().clone()).collect(),
            relationships: records
                .of_kind::<Relationship>()
                .rev()
                .map(|found| found.record().clone())
                .filter(|tie| tie.person == person || tie.of == person)
                .collect(),
            professionals: records
                .of_kind::<ProfessionalInvolved>()
                .rev()
                .map(|found| found.record().clone())
                .filter(|one| !over(one.until))
                .collect(),
            alerts: records
                .of_kind::<Alert>()
                .rev()
                .map(|found| found.record().clone())
                .filter(|alert| !over(alert.ended))
                .collect(),
            matters: records.of_kind::<WhatMattersNow>().next_back().map(|found| found.record().clone()),
        }
    }

    /// "Aisha Khan"; "Name not recorded" when there is none.
    pub fn name(&self) -> String {
        self.details
            .as_ref()
            .map(PersonDetails::name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Name not recorded".to_owned())
    }

    /// The date of birth, as well as it is known.
    pub fn born(&self) -> Option<PartialDate> {
        self.details.as_ref().and_then(PersonDetails::born)
    }

    /// The day of birth, when known to the day.
    pub fn birthday(&self) -> Option<Date> {
        self.born().and_then(|born| born.exact())
    }

    /// Where they live, as last recorded and not ended.
    pub fn home(&self, on: Moment) -> Option<&Address> {
        self.addresses.iter().find(|address| address.until.is_none_or(|until| until.latest() >= on.date))
    }

    /// Is the child recorded as disabled?
    pub fn is_disabled(&self) -> bool {
        self.details.as_ref().is_some_and(|details| details.disabilities.iter().any(|code| !code.is(&["NONE", ""])))
    }
}
