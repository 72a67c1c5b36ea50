//! Episodes: the stretches of a child's journey, each with the record that opened it and the one that closed it.

use crate::ids::RecordId;
use crate::moment::Moment;

/// Where on the journey. Stages overlap: a child may be in several at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// A contact waiting for its decision.
    Contact,
    /// Early help.
    EarlyHelp,
    /// An episode of need: referral to closure.
    Need,
    /// An assessment under way.
    Assessment,
    /// A section 47 enquiry.
    Enquiry,
    /// A child in need plan.
    ChildInNeedPlan,
    /// A child protection plan.
    ProtectionPlan,
    /// Looked after by the authority.
    LookedAfter,
}

impl Stage {
    /// Every stage, in the order people expect to see them.
    pub const ALL: [Stage; 8] = [
        Stage::Contact,
        Stage::EarlyHelp,
        Stage::Need,
        Stage::Assessment,
        Stage::Enquiry,
        Stage::ChildInNeedPlan,
        Stage::ProtectionPlan,
        Stage::LookedAfter,
    ];

    /// As stored in summaries: `protection_plan`.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Contact => "contact",
            Stage::EarlyHelp => "early_help",
            Stage::Need => "need",
            Stage::Assessment => "assessment",
            Stage::Enquiry => "enquiry",
            Stage::ChildInNeedPlan => "child_in_need_plan",
            Stage::ProtectionPlan => "protection_plan",
            Stage::LookedAfter => "looked_after",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Stage::Contact => "Contact",
            Stage::EarlyHelp => "Early help",
            Stage::Need => "Referral, open to social care",
            Stage::Assessment => "Assessment",
            Stage::Enquiry => "Section 47 enquiry",
            Stage::ChildInNeedPlan => "Child in need plan",
            Stage::ProtectionPlan => "Child protection plan",
            Stage::LookedAfter => "Looked after",
        }
    }

    /// A stage by its stored name.
    pub fn by_name(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// One stretch of the journey.
#[derive(Clone, PartialEq, Debug)]
pub struct Episode {
    /// Which stage.
    pub stage: Stage,
    /// When it opened.
    pub opened: Moment,
    /// The record that opened it: the episode's name.
    pub opened_by: RecordId,
    /// When and by which record it closed; none while it is open.
    pub closed: Option<(Moment, RecordId)>,
    /// What it is, in a few words: "Neglect", "Pre-birth assessment".
    pub label: String,
}

impl Episode {
    /// An open episode.
    pub fn open(stage: Stage, opened: Moment, opened_by: RecordId, label: impl Into<String>) -> Self {
        Episode { stage, opened, opened_by, closed: None, label: label.into() }
    }

    /// Is it still open?
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Does it cover this moment? Its last day counts.
    pub fn covers(&self, at: Moment) -> bool {
        self.opened.is_by(at) && self.closed.is_none_or(|(closed, _)| at.is_by(closed))
    }
}

/// Something in the records that contradicts something else. It is shown, never dropped, and never stops the fold.
#[derive(Clone, PartialEq, Debug)]
pub struct Oddity {
    /// The record it is about.
    pub record: RecordId,
    /// What is odd, in plain words.
    pub words: String,
}

/// Episodes of one stage being worked out from records in order.
pub struct Tracker {
    stage: Stage,
    /// Worked out so far.
    pub episodes: Vec<Episode>,
}

impl Tracker {
    /// None yet.
    pub fn new(stage: Stage) -> Self {
        Tracker { stage, episodes: Vec::new() }
    }

    /// The open episode, if there is one.
    pub fn current(&mut self) -> Option<&mut Episode> {
        self.episodes.iter_mut().rev().find(|episode| episode.is_open())
    }

    /// Opens an episode; when one is open already it goes on, under the new label.
    pub fn open(&mut self, at: Moment, by: RecordId, label: impl Into<String>) {
        let label = label.into();
        match self.current() {
            Some(open) => open.label = label,
            None => self.episodes.push(Episode::open(self.stage, at, by, label)),
        }
    }

    /// Opens one beside any that are open.
    pub fn open_another(&mut self, at: Moment, by: RecordId, label: impl Into<String>) {
        self.episodes.push(Episode::open(self.stage, at, by, label));
    }

    /// Closes the open episode, if there is one.
    pub fn close(&mut self, at: Moment, by: RecordId) {
        if let Some(open) = self.current() {
            open.closed = Some((at, by));
        }
    }

    /// Closes every open episode.
    pub fn close_all(&mut self, at: Moment, by: RecordId) {
        while self.current().is_some() {
            self.close(at, by);
        }
    }

    /// Closes the episode a record opened; false when there is none open.
    pub fn close_one(&mut self, opened_by: RecordId, at: Moment, by: RecordId) -> bool {
        let found = self.episodes.iter_mut().find(|episode| episode.opened_by == opened_by && episode.is_open());
        if let Some(episode) = found {
            episode.closed = Some((at, by));
            return true;
        }
        false
    }
}
