//! What families face, with the codes the national returns use for it.

use super::chance::Chance;

/// What a family faces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Concern {
    /// Abuse between adults at home.
    DomesticAbuse,
    /// Care that falls short.
    Neglect,
    /// A parent's mental ill health.
    LowMood,
    /// A parent's drink or drugs.
    Substances,
    /// An adult has hurt a child.
    Hurt,
    /// A child may have been sexually harmed.
    SexualHarm,
    /// A young person drawn into harm outside the home.
    OutsideHarm,
    /// A disabled child's family needs help.
    Disability,
    /// Money, housing, bereavement.
    Strain,
    /// A young person has nowhere to live.
    NowhereToLive,
}

/// Where a contact comes from: the code of its source, the agency, the role of who writes.
pub type Source = (&'static str, &'static str, &'static str);

/// The police, about domestic abuse.
pub const POLICE: Source = ("6", "police", "Officer");
const SOURCES: &[(f64, Source)] = &[
    (4.0, ("6", "police", "Officer")),
    (26.0, ("2A", "school", "Designated safeguarding lead")),
    (9.0, ("3B", "nhs_community", "Health visitor")),
    (6.0, ("3E", "nhs_acute", "A&E nurse")),
    (5.0, ("3A", "gp", "GP")),
    (3.0, ("3C", "nhs_community", "School nurse")),
    (4.0, ("4", "housing", "Housing officer")),
    (6.0, ("5B", "eh", "Family worker")),
    (5.0, ("5C", "othergov", "Duty social worker")),
    (5.0, ("3F", "adultmh", "Care coordinator")),
    (3.0, ("8", "probation", "Probation officer")),
    (3.0, ("2B", "earlyyears", "Nursery manager")),
    (13.0, ("1A", "", "")),
    (5.0, ("1B", "", "")),
    (2.0, ("1C", "", "")),
    (6.0, ("9", "", "")),
];

/// Who tells us about a young person with nowhere to live.
const OF_THE_HOMELESS: &[(f64, Source)] = &[
    (5.0, ("4", "housing", "Housing options officer")),
    (2.0, ("1C", "", "")),
    (2.0, ("2A", "school", "College pastoral lead")),
    (1.0, ("5B", "eh", "Youth worker")),
];

/// Who tells us of a concern, other than by a police notice.
pub fn source(of: Concern, chance: &mut Chance) -> Source {
    *chance.weighed(if of == Concern::NowhereToLive { OF_THE_HOMELESS } else { SOURCES })
}

impl Concern {
    /// The main need.
    pub fn need(self) -> &'static str {
        match self {
            Concern::Disability => "N2",
            Concern::LowMood => "N3",
            Concern::Strain => "N4",
            Concern::OutsideHarm => "N6",
            Concern::NowhereToLive => "N5",
            _ => "N1",
        }
    }

    /// The category of a child protection plan for it.
    pub fn category(self) -> &'static str {
        match self {
            Concern::Neglect | Concern::Substances => "NEG",
            Concern::Hurt => "PHY",
            Concern::SexualHarm => "SAB",
            _ => "EMO",
        }
    }

    /// Factors an assessment finds, in a year of collection.
    pub fn factors(self, year: i16) -> &'static [&'static str] {
        match self {
            Concern::DomesticAbuse => &["3B", "17A"],
            Concern::Neglect => &["16A", "4B"],
            Concern::LowMood => &["4B"],
            Concern::Substances => &["1B", "2B", "16A"],
            Concern::Hurt if year <= 2020 => &["18A"],
            Concern::Hurt => &["18C"],
            Concern::SexualHarm if year <= 2020 => &["19A"],
            Concern::SexualHarm => &["19C"],
            Concern::OutsideHarm if year <= 2021 => &["14A", "10A"],
            Concern::OutsideHarm => &["24A", "10A"],
            Concern::Disability => &["6A", "5A"],
            Concern::Strain => &["20"],
            Concern::NowhereToLive => &["4A", "20"],
        }
    }

    /// A concern that leads to a referral.
    pub fn referred(chance: &mut Chance) -> Concern {
        use Concern::*;
        *chance.weighed(&[
            (33.0, DomesticAbuse),
            (22.0, Neglect),
            (11.0, LowMood),
            (9.0, Substances),
            (9.0, Hurt),
            (4.0, SexualHarm),
            (6.0, OutsideHarm),
            (6.0, Strain),
        ])
    }

    /// A concern told in a contact that is not from the police.
    pub fn told(chance: &mut Chance) -> Concern {
        use Concern::*;
        *chance.weighed(&[
            (8.0, DomesticAbuse),
            (25.0, Neglect),
            (16.0, LowMood),
            (11.0, Substances),
            (9.0, Hurt),
            (3.0, SexualHarm),
            (9.0, OutsideHarm),
            (4.0, Disability),
            (15.0, Strain),
        ])
    }
}
