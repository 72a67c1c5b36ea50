//! Small numbers, hidden from those who see aggregates alone: on one page, in one table, and between what was shown on
//! different days and in reports.

use super::Figures;
use crate::Casework;
use crate::access::{Act, Actor, role_may};
use jiff::civil::Date;
use measures::engine::Shape;
use measures::engine::breakdown::{self, ALL};
use measures::spans::Spans;
use measures::suppression::{Counts, THRESHOLD, suppress};
use measures::together::{self, Group};
use measures::{By, Case, Measure, Outcome, Period, Window};
use std::collections::{BTreeMap, BTreeSet};

/// How an actor sees figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Small numbers are shown too.
    pub whole: bool,
    /// The children behind a figure are shown, to be opened.
    pub lists: bool,
    /// Words may be added to a figure.
    pub comments: bool,
    /// A report may be issued.
    pub issues: bool,
}

/// A figure that was released in a report: to everybody, or only to those who see small numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Released {
    pub measure: String,
    pub window: Window,
    pub numbers: Vec<u64>,
    pub open: bool,
}

/// Which figures those who see aggregates alone may see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Open {
    pub latest: BTreeSet<&'static str>,
    pub series: BTreeSet<&'static str>,
    /// What is shown, and was, of the days of each measure.
    pub spans: BTreeMap<&'static str, Spans>,
}

impl Casework {
    /// How somebody sees figures.
    pub fn sees_figures(&self, actor: &Actor) -> Shown {
        let may = |act| role_may(actor.role, act);
        Shown {
            whole: may(Act::SeeSmallNumbers),
            lists: may(Act::OpenFigures),
            comments: may(Act::CommentOnFigures),
            issues: may(Act::IssueReports),
        }
    }
}

fn small(count: u64) -> bool {
    (1..=THRESHOLD).contains(&count)
}

/// The numbers of people a figure is made of: those who count and those who do not.
pub(crate) fn numbers(measure: &Measure, outcome: &Outcome) -> Vec<u64> {
    let whole = |count: f64| count.max(0.0).round() as u64;
    let both = |counted: f64, of: f64| [whole(counted), whole(of - counted)];
    match measure.built().map(|built| built.shape) {
        None | Some(Shape::Residents) => Vec::new(),
        Some(Shape::Count | Shape::Rate) => vec![whole(outcome.counted)],
        Some(Shape::Share) => both(outcome.counted, outcome.of).to_vec(),
        Some(Shape::Mean | Shape::Median) => vec![whole(outcome.of)],
        Some(Shape::Parts) => outcome.parts.iter().flat_map(|part| both(part.counted, part.of)).collect(),
    }
}

/// Whether a figure by itself tells of nobody.
fn plain(measure: &Measure, outcome: &Outcome) -> bool {
    !numbers(measure, outcome).into_iter().any(small)
}

/// Whether a figure now, beside the same figure as it was released, tells of nobody who was added or taken away since.
fn as_released(now: &[u64], released: &Released) -> bool {
    released.open
        && now.len() == released.numbers.len()
        && !now.iter().zip(&released.numbers).any(|(now, then)| small(now.abs_diff(*then)))
}

impl Open {
    /// Which figures may be shown, after what was released.
    pub(super) fn of(figures: &Figures, released: &[Released]) -> Open {
        let mut open = Open::default();
        for measure in measures::all() {
            let (Some(built), Some(latest)) = (measure.built(), figures.latest(measure)) else { continue };
            let mut known = BTreeMap::new();
            let mut safe = |window: Window| {
                *known.entry((window.from, window.to)).or_insert_with(|| safe(figures, released, measure, window))
            };
            let series = figures.series(measure);
            if built.period == Period::Snapshot {
                // How things stand on two days are two things: people come and go between.
                if safe(latest.window) {
                    open.latest.insert(measure.id);
                }
                if series.iter().all(|outcome| safe(outcome.window)) {
                    open.series.insert(measure.id);
                }
                continue;
            }
            let mut spans = Spans::default();
            released.iter().filter(|one| one.open && one.measure == measure.id).for_each(|one| spans.shown(one.window));
            // All the months or none.
            let mut months = spans.clone();
            if series.iter().all(|outcome| months.admit(outcome.window, &mut safe)) {
                spans = months;
                open.series.insert(measure.id);
            }
            // What this page showed at the end of each month before, whoever looked.
            let mut shows = false;
            for day in &figures.months {
                shows = spans.admit(built.period.window(*day), &mut safe);
            }
            if shows {
                open.latest.insert(measure.id);
            }
            open.spans.insert(measure.id, spans);
        }
        open
    }

    /// Whether one more figure may be shown beside all these: in a report.
    pub(super) fn admits(&self, figures: &Figures, released: &[Released], measure: &Measure, window: Window) -> bool {
        let mut safe = |window: Window| safe(figures, released, measure, window);
        match self.spans.get(measure.id) {
            Some(spans) => spans.clone().admit(window, &mut safe),
            None => safe(window),
        }
    }
}

fn safe(figures: &Figures, released: &[Released], measure: &Measure, window: Window) -> bool {
    let Some(outcome) = figures.over(measure, window) else { return false };
    let now = numbers(measure, &outcome);
    let same = |one: &&Released| one.measure == measure.id && one.window == window;
    plain(measure, &outcome) && released.iter().filter(same).all(|one| as_released(&now, one))
}

impl Shown {
    /// May this figure be shown? One made of few people tells of them; so does one that leaves few out.
    pub fn may_show(self, measure: &Measure, outcome: &Outcome) -> bool {
        self.whole || plain(measure, outcome)
    }
}

/// Which groups of a breakdown may be shown, in their order. Every breakdown there is of the measure is looked at with it,
/// since whoever sees one may see the others: each is hidden by itself first, then all are held against each other.
pub(super) fn groups(figures: &Figures, measure: &Measure, on: Date, by: By) -> Vec<bool> {
    let index = figures.index();
    let (Some(built), Some((whole, cases))) = (measure.built(), measures::evaluate(measure, &index, on)) else {
        return Vec::new();
    };
    // The cases each number of some of them is of: those who count and those who do not, part by part where there are parts.
    let numbers = |of: &[usize]| -> Vec<Vec<usize>> {
        let split = |counts: &dyn Fn(&Case<'_>) -> bool| -> [Vec<usize>; 2] {
            let (yes, no) = of.iter().partition(|at| cases.get(**at).is_some_and(counts));
            [yes, no]
        };
        match built.shape {
            Shape::Residents => Vec::new(),
            Shape::Count | Shape::Rate => split(&|case| case.counts).into_iter().take(1).collect(),
            Shape::Share => split(&|case| case.counts).to_vec(),
            Shape::Mean | Shape::Median => vec![of.to_vec()],
            Shape::Parts => {
                whole.parts.iter().flat_map(|part| split(&|case| case.counts && case.part == part.name)).collect()
            }
        }
    };
    let table = |by: By| -> Vec<Group> {
        let members = breakdown::members(&index, &cases, by, on);
        let alone = |(_, of): (String, Vec<usize>)| {
            let numbers = numbers(&of);
            let shown = !numbers.iter().any(|of| small(of.len() as u64));
            Group { numbers, shown }
        };
        let mut groups: Vec<Group> = members.into_iter().map(alone).collect();
        if matches!(built.shape, Shape::Count | Shape::Rate | Shape::Share) {
            let count = |group: &Group, at: usize| group.numbers.get(at).map_or(0, Vec::len) as u64;
            let counts = groups.iter().map(|group| vec![count(group, 0), count(group, 1)]).collect();
            let shown = suppress(&Counts(counts), THRESHOLD, None);
            for (group, cells) in groups.iter_mut().zip(shown.cells) {
                group.shown = cells.iter().all(Option::is_some);
            }
        }
        groups
    };
    let mut tables: Vec<Vec<Group>> = ALL.iter().map(|by| table(*by)).collect();
    let everybody: Vec<usize> = (0..cases.len()).collect();
    together::hide(&mut tables, &numbers(&everybody), |count| small(count as u64));
    let at = ALL.iter().position(|one| *one == by);
    at.and_then(|at| tables.get(at)).map_or(Vec::new(), |table| table.iter().map(|group| group.shown).collect())
}
