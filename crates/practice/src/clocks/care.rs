//! Clocks of a child who is looked after: reviews and visits.

use crate::care::{Placed, PlacementChange, StartToBeLookedAfter, is_temporary};
use crate::care_planning::CareReview;
use crate::clock::Basis::Statute;
use crate::clock::Confidence::Verified;
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::ids::RecordId;
use crate::limit::Unit::{Months, Weeks, WorkingDays};
use crate::moment::Moment;
use crate::visits::Visit;
use jiff::ToSpan;
use jiff::civil::{Date, date};

const REGULATIONS_IN_FORCE: Option<Date> = Some(date(2011, 4, 1));

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    vec![
        review("CLK-LAC-07", "First looked-after review")
            .from_opening(Stage::LookedAfter)
            .within(20, WorkingDays)
            .cite(
                Statute,
                Verified,
                "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 33(1)",
            ),
        review("CLK-LAC-08", "Second looked-after review")
            .from_with(|view, out| held(view, true, out))
            .within(3, Months)
            .cite(
                Statute,
                Verified,
                "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 33(2)",
            ),
        review("CLK-LAC-09", "Later looked-after reviews")
            .from_with(|view, out| held(view, false, out))
            .within(6, Months)
            .cite(
                Statute,
                Verified,
                "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 33(2)-(3)",
            ),
        visit("CLK-LAC-18", "Statutory visit after placement", |view, out| {
            out.extend(placements(view).into_iter().map(|(event, _)| event));
        })
        .within(1, Weeks)
        .cite(
            Statute,
            Verified,
            "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 28(2)(a)",
        ),
        visit("CLK-LAC-19", "Statutory visits in first year of placement", |view, out| {
            seen(view, Lasting::FirstYear, out)
        })
        .within(6, Weeks)
        .cite(
            Statute,
            Verified,
            "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 28(2)(b)",
        ),
        visit("CLK-LAC-20", "Statutory visits after a year: not permanent", |view, out| {
            seen(view, Lasting::Longer, out);
        })
        .within(6, Weeks)
        .cite(
            Statute,
            Verified,
            "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 28(2)(c)(ii)",
        ),
        visit("CLK-LAC-21", "Statutory visits after a year: placement to 18", |view, out| {
            seen(view, Lasting::ToEighteen, out);
        })
        .within(3, Months)
        .cite(
            Statute,
            Verified,
            "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 28(2)(c)(i)",
        ),
    ]
}

/// How long a placement has lasted when the child is seen in it, and is meant to last.
#[derive(Clone, Copy, PartialEq)]
enum Lasting {
    FirstYear,
    Longer,
    /// Long-term fostering, meant to last until the child is 18.
    ToEighteen,
}

fn visit(
    id: &'static str,
    name: &'static str,
    starts: impl Fn(&View<'_>, &mut Vec<Event>) + Send + Sync + 'static,
) -> Clock {
    Clock::new(id, name)
        .from_with(starts)
        .during(Stage::LookedAfter)
        .until_child::<Visit>(|visit, child| visit.saw(child).then_some(visit.when))
        .task("Visit the child", "visit")
        .in_force(REGULATIONS_IN_FORCE, None)
}

/// Each placement, in order: when it began, and whether it is long-term fostering. A stay from which the child goes back
/// is none of its own.
fn placements(view: &View<'_>) -> Vec<(Event, bool)> {
    let of = |began: Moment, placed: &Placed, entry: RecordId| {
        (!is_temporary(&placed.kind)).then(|| (Event::of(began, entry), placed.kind.is(&["U1", "U4"])))
    };
    let first = view.records.of_kind::<StartToBeLookedAfter>();
    let first = first.filter_map(|one| of(one.began, &one.placed, one.entry.id));
    let moves = view.records.of_kind::<PlacementChange>();
    let moves = moves.filter_map(|one| of(one.moved, &one.placed, one.entry.id));
    let mut all: Vec<_> = first.chain(moves).collect();
    all.sort_by_key(|(event, _)| (event.at, event.record));
    all
}

/// The visits that saw the child in a placement that lasts so.
fn seen(view: &View<'_>, lasting: Lasting, out: &mut Vec<Event>) {
    let placements = placements(view);
    for visit in view.records.of_kind::<Visit>().filter(|visit| visit.saw(view.child)) {
        let Some((began, long_term)) = placements.iter().rev().find(|(began, _)| began.at.is_by(visit.when)) else {
            continue;
        };
        let a_year_on = began.at.date.saturating_add(1.year());
        let is = match (visit.when.date < a_year_on, long_term) {
            (true, _) => Lasting::FirstYear,
            (false, true) => Lasting::ToEighteen,
            (false, false) => Lasting::Longer,
        };
        if is == lasting {
            out.push(Event::of(visit.when, visit.entry.id));
        }
    }
}

fn review(id: &'static str, name: &'static str) -> Clock {
    Clock::new(id, name)
        .during(Stage::LookedAfter)
        .until::<CareReview>(|review| Some(review.held))
        .task("Hold the looked-after review", "care_review")
        .in_force(REGULATIONS_IN_FORCE, None)
}

/// The first review of each time looked after, or all the others.
fn held(view: &View<'_>, first: bool, out: &mut Vec<Event>) {
    for period in view.episodes.iter().filter(|episode| episode.stage == Stage::LookedAfter) {
        let within = view.records.of_kind::<CareReview>().filter(|review| period.covers(review.held));
        let number = |(at, _): &(usize, _)| (*at == 0) == first;
        out.extend(within.enumerate().filter(number).map(|(_, review)| Event::of(review.held, review.entry.id)));
    }
}
