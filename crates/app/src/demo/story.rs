//! What will happen to a family, in outline: its steps in order.

use super::chance::{age, plus};
use super::concern::Concern;
use super::household::{Child, Household};
use super::workforce::Work;
use jiff::civil::Date;

/// One step of a family's story.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day it begins with a contact.
    pub on: Date,
    /// What it becomes.
    pub spell: Spell,
    /// What it is about.
    pub concern: Concern,
    /// The police told us.
    pub police: bool,
}

impl Step {
    /// Is this a protection plan that a day falls in?
    pub fn is_on_a_plan(&self, day: Date) -> bool {
        match self.spell {
            Spell::Protection { reviews, .. } => {
                plus(self.on, 45) < day && day < plus(self.on, review_day(reviews) + 11)
            }
            _ => false,
        }
    }

    /// Is it still open on a day, as far as its outline tells?
    pub fn is_open_on(&self, day: Date) -> bool {
        self.spell.is_referral() && self.spell != Spell::Turned && plus(self.on, self.spell.days()) > day
    }

    /// The work that holds it while it is open, once it has come to those who go on with it.
    pub fn held_in(&self) -> Option<Work> {
        match self.spell {
            Spell::Assessed { .. } | Spell::Homeless { .. } => Some(Work::Assessing),
            Spell::InNeed { disabled: true, .. } => Some(Work::Disabled),
            Spell::InNeed { .. } | Spell::Protection { .. } => Some(Work::Safeguarding),
            Spell::Care { .. } => Some(Work::Care),
            _ => None,
        }
    }

    /// Those of a household it is about: under 18 from its first day to its last. A disabled child's plan is that
    /// child's, and one who has nowhere to live comes alone.
    pub fn about(&self, home: &Household) -> Vec<Child> {
        let alone = self.spell.is_alone();
        let grown = if alone { self.on } else { plus(self.on, self.spell.days()) };
        let counts = |child: &&Child| child.born < plus(self.on, 150) && age(child.born, grown) < 18;
        home.children.iter().filter(counts).take(if alone { 1 } else { usize::MAX }).cloned().collect()
    }

    /// Is it about neglect?
    pub fn for_neglect(&self) -> bool {
        self.concern.category() == "NEG"
    }
}

/// What a contact becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spell {
    /// Nothing more than a contact.
    Contact,
    /// A contact received this many minutes ago, which waits.
    Waiting {
        /// Minutes before the last instant.
        minutes: i32,
    },
    /// Early help for so many days.
    EarlyHelp {
        /// Days.
        days: i32,
    },
    /// A referral on which nothing more is done.
    Turned,
    /// A referral that waits for a worker.
    Unallocated,
    /// A referral closed after assessment, so many days after it came.
    Assessed {
        /// Days.
        days: i32,
    },
    /// A child in need plan, closed so many days after the referral.
    InNeed {
        /// Days.
        days: i32,
        /// Under a disabled child's plan.
        disabled: bool,
    },
    /// A young person of 16 or 17 with nowhere to live, assessed, and closed so many days after coming.
    Homeless {
        /// Days.
        days: i32,
    },
    /// A child protection plan that ends at a review conference, then a child in need plan.
    Protection {
        /// At which review conference it ends.
        reviews: i32,
        /// Days of the child in need plan after it.
        after: i32,
    },
    /// Looked after, for at most so many days after the referral.
    Care {
        /// Days.
        days: i32,
        /// How it goes.
        path: CarePath,
    },
    /// Something from the system before this one, with a gap.
    BroughtOver,
}

/// How being looked after goes, and how it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CarePath {
    /// Fostered for a while, and home again.
    Home,
    /// With relatives, who become special guardians.
    Guardianship,
    /// At home under a care order, until it is discharged.
    WithParents,
    /// Adopted.
    Adoption,
    /// Fostered until 18.
    LongTerm,
    /// In children's homes, then supported accommodation, until 18.
    Residential,
    /// Came to this country alone, and looked after until 18.
    Unaccompanied,
    /// Nowhere to live at 16 or 17: fostered by agreement for a while, and then with family.
    Homeless,
}

/// Days from the initial conference to a review conference: the first within three months, then six-monthly.
pub fn review_day(number: i32) -> i32 {
    84 + 168 * (number - 1)
}

impl Spell {
    /// How many days the episode of need lasts at most; 0 when there is none.
    pub fn days(self) -> i32 {
        match self {
            Spell::Contact | Spell::Waiting { .. } | Spell::BroughtOver => 0,
            Spell::EarlyHelp { days } => days + 10,
            Spell::Turned => 5,
            Spell::Unallocated => 10,
            Spell::Assessed { days }
            | Spell::Homeless { days }
            | Spell::InNeed { days, .. }
            | Spell::Care { days, .. } => days + 12,
            Spell::Protection { reviews, after } => 45 + review_day(reviews) + 12 + after,
        }
    }

    /// Is it about one child, in a household shaped for it?
    pub fn is_alone(self) -> bool {
        match self {
            Spell::Homeless { .. } | Spell::InNeed { disabled: true, .. } => true,
            Spell::Care { path, .. } => {
                !matches!(path, CarePath::Home | CarePath::Guardianship | CarePath::WithParents)
            }
            _ => false,
        }
    }

    /// Is it a referral accepted by social care?
    pub fn is_referral(self) -> bool {
        !matches!(self, Spell::Contact | Spell::Waiting { .. } | Spell::EarlyHelp { .. } | Spell::BroughtOver)
    }
}
