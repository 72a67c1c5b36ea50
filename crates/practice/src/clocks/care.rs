//! Clocks of a child who is looked after: reviews.

use crate::care_planning::CareReview;
use crate::clock::Basis::Statute;
use crate::clock::Confidence::Verified;
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::limit::Unit::{Months, WorkingDays};
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
    ]
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
