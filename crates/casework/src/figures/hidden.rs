//! Small numbers, hidden from those who see aggregates alone.

use crate::Casework;
use crate::access::{Act, Actor, role_may};
use measures::engine::Shape;
use measures::suppression::{Counts, THRESHOLD, suppress};
use measures::{Breakdown, Measure, Outcome};

/// How an actor sees figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Small numbers are shown too.
    pub whole: bool,
    /// The children behind a figure are shown, to be opened.
    pub lists: bool,
    /// Words may be added to a figure.
    pub comments: bool,
}

impl Casework {
    /// How somebody sees figures.
    pub fn sees_figures(&self, actor: &Actor) -> Shown {
        let may = |act| role_may(actor.role, act);
        Shown { whole: may(Act::SeeSmallNumbers), lists: may(Act::OpenFigures), comments: may(Act::CommentOnFigures) }
    }
}

impl Shown {
    /// May this figure be shown? One made of few people tells of them; so does one that leaves few out.
    pub fn may_show(self, measure: &Measure, outcome: &Outcome) -> bool {
        let Some(built) = measure.built() else { return true };
        if self.whole || built.shape == Shape::Residents {
            return true;
        }
        let small = |count: f64| count > 0.0 && count <= THRESHOLD as f64;
        let parts = outcome.parts.iter().any(|part| small(part.counted) || small(part.of - part.counted));
        match built.shape {
            Shape::Count | Shape::Rate | Shape::Residents => !small(outcome.counted),
            Shape::Share => !small(outcome.counted) && !small(outcome.of) && !small(outcome.of - outcome.counted),
            Shape::Mean => !small(outcome.of),
            Shape::Parts => !parts,
        }
    }

    /// The figures of groups that may be shown: none where one or its remainder is small, or would be worked out from the
    /// others and the total.
    pub fn groups(self, measure: &Measure, groups: Vec<Breakdown>) -> Vec<(String, Option<Outcome>)> {
        let shape = measure.built().map(|built| built.shape);
        let counts = groups.iter().map(|one| {
            let (counted, of) = (one.outcome.counted.max(0.0) as u64, one.outcome.of.max(0.0) as u64);
            // Of a count and a sum there is one number to hide; of a share two, those who count and the rest.
            if shape == Some(Shape::Share) { vec![counted, of.saturating_sub(counted)] } else { vec![counted, 0] }
        });
        let shown = suppress(&Counts(counts.collect()), THRESHOLD, None);
        let by_sum = matches!(shape, Some(Shape::Mean | Shape::Parts));
        let groups = groups.into_iter().zip(shown.cells).map(|(one, cells)| {
            let bare = if by_sum { self.may_show(measure, &one.outcome) } else { cells.iter().all(Option::is_some) };
            let Breakdown { name, outcome } = one;
            (name, (self.whole || bare).then_some(outcome))
        });
        groups.collect()
    }
}
