//! The times a child was looked after, worked out from the records of care and court: how long, under which legal status,
//! in which placements. Total, whatever the records hold: what does not fit is told as an [`Oddity`].

use crate::care::{EndOfCare, Placed, PlacementChange, StartToBeLookedAfter};
use crate::codes::{CareEndReason, Code, LegalStatus, PlacementChangeReason, PrimaryNeedCode};
use crate::court::LegalStatusChange;
use crate::episode::{Episode, Oddity, Stage};
use crate::ids::RecordId;
use crate::moment::Moment;
use crate::oversight::Closure;
use crate::record::{On, Standing};

/// One time of being looked after, from its start to its end.
#[derive(Clone, PartialEq, Debug)]
pub struct Period {
    /// The record that began it: its name.
    pub opened_by: RecordId,
    /// When it began.
    pub began: Moment,
    /// When and by which record it ended; none while it lasts.
    pub ended: Option<(Moment, RecordId)>,
    /// Why it ended; not stated while it lasts.
    pub reason: Code<CareEndReason>,
    /// Main category of need, fixed when it began.
    pub need: Code<PrimaryNeedCode>,
    /// The legal statuses, in order; at least one.
    pub legal: Vec<LegalSpell>,
    /// The placements, in order; at least one.
    pub placements: Vec<PlacementSpell>,
}

/// A time with one legal status.
#[derive(Clone, PartialEq, Debug)]
pub struct LegalSpell {
    /// From when.
    pub from: Moment,
    /// By which record.
    pub by: RecordId,
    /// The status.
    pub status: Code<LegalStatus>,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
}

/// A time in one placement.
#[derive(Clone, PartialEq, Debug)]
pub struct PlacementSpell {
    /// From when.
    pub from: Moment,
    /// By which record.
    pub by: RecordId,
    /// The placement.
    pub placed: Placed,
    /// It is with the carer of the placement before it.
    pub same_carer: bool,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
    /// Why it ended for another to begin; not stated when care ended with it.
    pub why_ended: Code<PlacementChangeReason>,
}

/// A part of a time looked after with one legal status and one placement: what the yearly return calls an episode.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    /// From when.
    pub from: Moment,
    /// The record that began it: the first, when a change of status and a move were on one day.
    pub by: RecordId,
    /// The legal status.
    pub legal: &'p LegalSpell,
    /// The placement.
    pub placement: &'p PlacementSpell,
    /// Why it began, by the code of the return: S, L, P, T, B or U.
    pub reason: &'static str,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
}

impl Period {
    /// Is the child looked after in it still?
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The parts with one legal status and one placement, in order.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut starts: Vec<(Moment, RecordId)> = self.legal.iter().map(|one| (one.from, one.by)).collect();
        starts.extend(self.placements.iter().map(|one| (one.from, one.by)));
        starts.sort_unstable_by_key(|(from, by)| (from.date, *by != self.opened_by, *by));
        starts.dedup_by_key(|(from, _)| from.date);
        let mut parts: Vec<Part<'_>> = Vec::new();
        for (at, (from, by)) in starts.iter().enumerate() {
            let legal = self.legal.iter().rev().find(|one| one.from.date <= from.date);
            let placement = self.placements.iter().rev().find(|one| one.from.date <= from.date);
            let Some((legal, placement)) = legal.zip(placement) else { continue };
            let (status, moved) = (legal.from.date == from.date, placement.from.date == from.date);
            let reason = match (at, status, moved, placement.same_carer) {
                (0, ..) => "S",
                (_, true, true, true) => "U",
                (_, true, true, false) => "B",
                (_, false, true, true) => "T",
                (_, false, true, false) => "P",
                _ => "L",
            };
            let until = starts.get(at + 1).map(|(next, _)| *next).or(self.ended.map(|(ended, _)| ended));
            parts.push(Part { from: *from, by: *by, legal, placement, reason, until });
        }
        parts
    }

    /// The latest legal status.
    pub fn legal_now(&self) -> Option<&LegalSpell> {
        self.legal.last()
    }

    /// The latest placement.
    pub fn placement_now(&self) -> Option<&PlacementSpell> {
        self.placements.last()
    }

    fn change_status(&mut self, from: Moment, by: RecordId, status: &Code<LegalStatus>) {
        match self.legal.last_mut() {
            // Two of one day: the later stands.
            Some(last) if last.from.date == from.date => last.status = status.clone(),
            Some(last) => {
                last.until = Some(from);
                self.legal.push(LegalSpell { from, by, status: status.clone(), until: None });
            }
            None => {}
        }
    }

    fn change_placement(&mut self, change: &On<'_, PlacementChange>) {
        let (from, by) = (change.moved, change.entry.id);
        match self.placements.last_mut() {
            Some(last) if last.from.date == from.date => last.placed = change.placed.clone(),
            Some(last) => {
                (last.until, last.why_ended) = (Some(from), change.why.clone());
                self.placements.push(PlacementSpell {
                    from,
                    by,
                    placed: change.placed.clone(),
                    same_carer: change.same_carer,
                    until: None,
                    why_ended: Code::not_stated(),
                });
            }
            None => {}
        }
    }

    fn end(&mut self, end: &On<'_, EndOfCare>) {
        self.ended = Some((end.ended, end.entry.id));
        self.reason = end.reason.clone();
        self.legal.iter_mut().filter(|one| one.until.is_none()).for_each(|one| one.until = Some(end.ended));
        self.placements.iter_mut().filter(|one| one.until.is_none()).for_each(|one| one.until = Some(end.ended));
    }
}

fn begun(start: &On<'_, StartToBeLookedAfter>) -> Period {
    let (from, by) = (start.began, start.entry.id);
    Period {
        opened_by: by,
        began: from,
        ended: None,
        reason: Code::not_stated(),
        need: start.need.clone(),
        legal: vec![LegalSpell { from, by, status: start.legal_status.clone(), until: None }],
        placements: vec![PlacementSpell {
            from,
            by,
            placed: start.placed.clone(),
            same_carer: false,
            until: None,
            why_ended: Code::not_stated(),
        }],
    }
}

enum Step<'r> {
    Start(On<'r, StartToBeLookedAfter>),
    Status(On<'r, LegalStatusChange>),
    Moved(On<'r, PlacementChange>),
    End(On<'r, EndOfCare>),
}

/// The times a child was looked after, in order, and what contradicts them.
pub fn periods(records: &Standing<'_>, oddities: &mut Vec<Oddity>) -> Vec<Period> {
    let mut steps: Vec<(Moment, u8, RecordId, Step<'_>)> = Vec::new();
    steps.extend(
        records.of_kind().map(|one: On<'_, StartToBeLookedAfter>| (one.began, 0, one.entry.id, Step::Start(one))),
    );
    steps
        .extend(records.of_kind().map(|one: On<'_, LegalStatusChange>| (one.from, 1, one.entry.id, Step::Status(one))));
    steps.extend(records.of_kind().map(|one: On<'_, PlacementChange>| (one.moved, 2, one.entry.id, Step::Moved(one))));
    steps.extend(records.of_kind().map(|one: On<'_, EndOfCare>| (one.ended, 3, one.entry.id, Step::End(one))));
    steps.sort_by_key(|(at, order, id, _)| (at.date, *order, at.time, *id));
    let mut periods: Vec<Period> = Vec::new();
    let mut odd = |record: RecordId, words: &str| oddities.push(Oddity { record, words: words.to_owned() });
    for (_, _, id, step) in steps {
        let open = periods.last_mut().filter(|last| last.is_open());
        match (step, open) {
            (Step::Start(start), None) => periods.push(begun(&start)),
            (Step::Start(_), Some(_)) => {
                odd(id, "Starts to be looked after, though the child was looked after already")
            }
            (Step::Status(change), Some(period)) => period.change_status(change.from, id, &change.legal_status),
            (Step::Moved(change), Some(period)) => period.change_placement(&change),
            (Step::End(end), Some(period)) => period.end(&end),
            (Step::Status(_), None) => odd(id, "The legal status changes, though the child was not looked after"),
            (Step::Moved(_), None) => odd(id, "The placement changes, though the child was not looked after"),
            (Step::End(_), None) => odd(id, "No longer looked after, though the child was not looked after"),
        }
    }
    for closure in records.of_kind::<Closure>() {
        let within = |one: &Period| {
            one.began.date <= closure.closed.date && one.ended.is_none_or(|(ended, _)| closure.closed.date < ended.date)
        };
        if periods.iter().any(within) {
            odd(closure.entry.id, "Closed while the child was looked after");
        }
    }
    periods
}

/// The same as stretches of the journey.
pub(crate) fn episodes(periods: &[Period]) -> impl Iterator<Item = Episode> + '_ {
    periods.iter().map(|period| Episode {
        stage: Stage::LookedAfter,
        opened: period.began,
        opened_by: period.opened_by,
        closed: period.ended,
        label: period.legal_now().map(|one| one.status.label().to_owned()).unwrap_or_default(),
    })
}
