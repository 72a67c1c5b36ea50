//! Missing: a child is gone, and comes back.

use crate::answer::{Asked, Link, Prose};
use crate::care::not_yet;
use crate::form::Fault;
use crate::ids::RecordId;
use crate::moment::Moment;
use crate::record::{Checking, On, Standing};
use crate::{Choice, Record};
use jiff::civil::Date;

/// Missing episode
///
/// A child is missing, or away from where they should be without agreement.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "missing", cite = "Statutory guidance on children who run away or go missing from home or care, 2014; SSDA903 missing", check = MissingEpisode::check)]
pub struct MissingEpisode {
    /// Since when?
    #[field(dates_record)]
    pub since: Moment,
    /// Missing, or away without authorisation?
    #[field(line)]
    pub kind: MissingKind,
    /// Have the police been told?
    pub police_told: Asked<bool>,
    /// What is known, and what is feared?
    #[field(line)]
    pub known: Prose,
}

/// How a child is gone
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum MissingKind {
    /// Missing
    ///
    /// Nobody knows where the child is.
    Missing,
    /// Away without authorisation
    ///
    /// It is known where the child is, and they should not be there.
    Away,
}

impl MissingEpisode {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("since", self.since, checking)
    }
}

/// Return from missing
///
/// The child is back, and is offered an independent return interview within three days.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "missing", cite = "Statutory guidance on children who run away or go missing from home or care, 2014", check = ReturnFromMissing::check)]
pub struct ReturnFromMissing {
    /// When did the child come back?
    #[field(dates_record)]
    pub returned: Moment,
    /// From which episode?
    pub episode: Option<Link<MissingEpisode>>,
    /// Was a return interview offered?
    #[field(line)]
    pub interview: ReturnInterview,
    /// Where was the child, with whom, and is everyone well?
    #[field(optional, third_party)]
    pub found: Prose,
}

/// Whether a return interview was offered and taken up
#[derive(Choice, Clone, PartialEq, Eq, Debug)]
pub enum ReturnInterview {
    /// Offered, and held
    Held {
        /// When?
        on: Date,
        /// What did the child say?
        #[field(optional)]
        words: Prose,
    },
    /// Offered, not answered yet
    Offered,
    /// Offered, and refused
    Refused,
    /// Not offered
    NotOffered {
        /// Why not?
        why: Prose,
    },
}

impl ReturnInterview {
    /// Was it offered?
    pub fn was_offered(&self) -> bool {
        !matches!(self, ReturnInterview::NotOffered { .. })
    }

    /// Was it taken up? None while nobody has answered.
    pub fn was_accepted(&self) -> Option<bool> {
        match self {
            ReturnInterview::Held { .. } => Some(true),
            ReturnInterview::Refused => Some(false),
            ReturnInterview::Offered | ReturnInterview::NotOffered { .. } => None,
        }
    }
}

impl ReturnFromMissing {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("returned", self.returned, checking)
    }
}

/// A time a child was gone.
#[derive(Clone, PartialEq, Debug)]
pub struct Gone {
    /// The record that tells of it.
    pub by: RecordId,
    /// Since when.
    pub since: Moment,
    /// Missing, or away.
    pub kind: MissingKind,
    /// When the child came back, by which record, and about the interview; none while the child is gone.
    pub returned: Option<(Moment, RecordId, ReturnInterview)>,
}

/// The times a child was gone, in order. A return that names no episode ends the latest before it that has not ended.
pub fn times(records: &Standing<'_>) -> Vec<Gone> {
    let gone =
        |one: On<'_, MissingEpisode>| Gone { by: one.entry.id, since: one.since, kind: one.kind, returned: None };
    let mut times: Vec<Gone> = records.of_kind::<MissingEpisode>().map(gone).collect();
    for back in records.of_kind::<ReturnFromMissing>() {
        let named = back.episode.map(|link| link.id);
        let ends = |one: &&mut Gone| {
            one.returned.is_none() && one.since.is_by(back.returned) && named.is_none_or(|named| named == one.by)
        };
        if let Some(one) = times.iter_mut().rev().find(ends) {
            one.returned = Some((back.returned, back.entry.id, back.interview.clone()));
        }
    }
    times
}
