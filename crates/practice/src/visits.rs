//! Visits: whether the child was seen, what they said, what it means.

use crate::answer::{Asked, PerChild, Prose};
use crate::form::Fault;
use crate::front_door::later_than_now;
use crate::ids::PersonId;
use crate::moment::Moment;
use crate::record::{Checking, On};
use crate::{Choice, Part, Record};
use jiff::civil::Date;

/// Visit
///
/// One visit to one family: words that are shared are written once, with an answer for each child.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "visits", cite = "Children Act 1989 s.17(4A) and s.47(5A); Working Together 2023, ch.3", check = Visit::check, unusual = Visit::unusual)]
pub struct Visit {
    /// When was the visit?
    #[field(dates_record)]
    pub when: Moment,
    /// What was it for?
    #[field(line)]
    pub purpose: VisitPurpose,
    /// Did it go ahead?
    #[field(line)]
    pub outcome: VisitOutcome,
    /// What happens next?
    #[field(optional)]
    pub next: Prose,
    /// When is the next visit due?
    ///
    /// Leave it empty to keep the date worked out from the plan.
    pub next_due: Option<Date>,
}

/// What a visit was for
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum VisitPurpose {
    /// Assessment
    Assessment,
    /// Section 47 enquiry
    Enquiry,
    /// Child protection plan
    ChildProtection,
    /// Child in need plan
    ChildInNeed,
    /// Looked-after child
    LookedAfter,
    /// Something else
    Other,
}

/// Whether a visit went ahead
#[derive(Choice, Clone, PartialEq, Debug)]
pub enum VisitOutcome {
    /// Yes
    Held {
        /// Where?
        place: Place,
        /// Who else was there?
        #[field(optional, third_party)]
        present: String,
        /// For each child
        children: PerChild<ChildVisited>,
        /// What I saw and heard
        saw: Prose,
        /// What it means
        means: Prose,
    },
    /// No: nobody was in, or I was not let in
    NoAccess {
        /// What happened at the door?
        what: NoAccess,
        /// What have I done about it?
        #[field(optional)]
        done: Prose,
    },
}

/// Where a visit was
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// At home
    Home,
    /// At school or nursery
    School,
    /// At a relative's or friend's
    Relative,
    /// Somewhere else
    Elsewhere,
    /// By video or telephone
    Remote,
}

/// Why there was no visit
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoAccess {
    /// Nobody in
    NobodyIn,
    /// Refused
    Refused,
    /// Cancelled by the family
    Cancelled,
    /// Could not go
    CouldNotGo,
}

/// One child on a visit
#[derive(Part, Clone, PartialEq, Debug)]
pub struct ChildVisited {
    /// Was the child seen?
    pub seen: Seen,
    /// Was the child's bedroom seen?
    pub bedroom: Asked<bool>,
    /// The child's own words
    #[field(optional)]
    pub words: Prose,
}

/// Whether a child was seen
#[derive(Choice, Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Seen alone
    Alone,
    /// Seen, not alone
    NotAlone,
    /// Not seen
    NotSeen {
        /// Why not?
        #[field(optional)]
        why: String,
    },
}

impl Visit {
    /// How a child was seen, when the visit went ahead.
    pub fn child(&self, child: PersonId) -> Option<&ChildVisited> {
        match &self.outcome {
            VisitOutcome::Held { children, .. } => children.of(child),
            VisitOutcome::NoAccess { .. } => None,
        }
    }

    /// Was this child seen?
    pub fn saw(&self, child: PersonId) -> bool {
        self.in_person() && self.child(child).is_some_and(|one| matches!(one.seen, Seen::Alone | Seen::NotAlone))
    }

    /// A call by video or telephone is a contact, not a sighting.
    fn in_person(&self) -> bool {
        !matches!(self.outcome, VisitOutcome::Held { place: Place::Remote, .. })
    }

    /// Was this child seen alone?
    pub fn saw_alone(&self, child: PersonId) -> bool {
        self.in_person() && self.child(child).is_some_and(|one| one.seen == Seen::Alone)
    }

    /// Was this child's bedroom seen?
    pub fn saw_bedroom(&self, child: PersonId) -> bool {
        self.child(child).is_some_and(|one| one.bedroom == Asked::Known(true))
    }

    fn check(&self, checking: &Checking) -> Vec<Fault> {
        if checking.people.is_empty() {
            vec![Fault::at("", "Say which child or children were visited")]
        } else {
            Vec::new()
        }
    }

    fn unusual(&self, checking: &Checking) -> Vec<String> {
        later_than_now("the visit was on", self.when, checking).into_iter().collect()
    }
}

/// A child's own words, from a visit.
pub fn words_of(visit: &On<'_, Visit>, child: PersonId) -> Option<String> {
    visit.record().child(child).map(|one| one.words.0.clone()).filter(|words| !words.is_empty())
}
