//! Clocks as rows: those that ask for what no other table tells.

use super::{View, name};
use crate::Facts;
use crate::tables::ClockRun;
use crate::value::Text;
use practice::assessment::AccommodationDecision;
use practice::clock::Run;
use practice::front_door::{Contact, Route};

/// The clocks that are told.
pub const TOLD: &[&str] = &[
    // The answer to the referrer.
    "CLK-FD-03",
    // What agencies were asked for: red, amber, green.
    "CLK-FD-04",
    "CLK-FD-05",
    "CLK-FD-06",
    // From an incident to its notice.
    "CLK-FD-07",
    // Out-of-hours work, taken up.
    "CLK-FD-09",
    // Consent.
    "CLK-FD-11",
    // Homeless at 16 or 17: where they live, and what they need.
    "CLK-AS-09",
    "CLK-AS-10",
    // The graded care profile.
    "CLK-CP-15",
    // What came of recommending an advocate.
    "CLK-CP-16",
];

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    for run in view.journey.clocks.iter().filter(|run| TOLD.contains(&run.clock.id)) {
        let Some(from) = run.start.record else { continue };
        facts.clock_runs.push(ClockRun {
            gtck_run_id: view.row_of(from, run.clock.id),
            gtck_person_id: view.id.clone(),
            gtck_clock: run.clock.id.into(),
            gtck_from_id: view.row(from),
            gtck_began: Some(run.start.at),
            gtck_due: Some(run.due),
            gtck_done: run.stopped.map(|stop| stop.at),
            gtck_dropped: run.ended.filter(|_| run.stopped.is_none()),
            gtck_says: says(view, run),
        });
    }
}

/// What the record that started or stopped a clock says, where a measure asks for it.
fn says(view: &View<'_>, run: &Run) -> Text {
    let by = match run.clock.id {
        "CLK-FD-07" => run.start.record,
        "CLK-AS-09" => run.stopped.and_then(|stop| stop.record),
        _ => None,
    };
    let Some(by) = by else { return Text::new() };
    let notice = view.standing.of_kind::<Contact>().find(|one| one.entry.id == by);
    if let Some(Route::PoliceNotice { grade, .. }) = notice.map(|one| &one.record().route) {
        return name(grade);
    }
    let decided = view.standing.of_kind::<AccommodationDecision>().find(|one| one.entry.id == by);
    decided.map(|one| name(&one.decision)).unwrap_or_default()
}
