//! What a clock asks for and no other table tells: answers to those who told us, consent, what agencies know, homelessness,
//! profiles and advocates. Each is a run of a clock, with the limit of that clock.

use super::tools::*;
use facts::tables::ClockRun;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-FD-02",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_contacts", "gt_clocks"],
        note: "Contacts that came as a police notice of domestic abuse. A further notice of the same incident does not count.",
        cases: |index, window, cases| {
            for event in index.contacts.within(window) {
                let id = &index.facts.contacts[event.row as usize].cont_contact_id;
                let mut own = index.clocks.of(event.who).iter().map(|at| &index.facts.clock_runs[at.row as usize]);
                cases.case(*event, own.any(|run| run.gtck_clock == "CLK-FD-07" && run.gtck_from_id == *id));
            }
        },
    },
    Built {
        id: "IND-FD-11",
        period: Period::Month,
        shape: Shape::Median,
        tables: &["gt_clocks"],
        note: "Of every grade together. Where the hour of the incident or of the notice is not known, the day begins.",
        cases: |index, window, cases| {
            // A notice is due a day after its incident: those that came in the window were due at any time before.
            for event in index.clocks.within(Window { from: Date::MIN, to: window.to.saturating_add(2.days()) }) {
                let run = &index.facts.clock_runs[event.row as usize];
                let came = run.gtck_done.filter(|came| run.gtck_clock == "CLK-FD-07" && window.holds(came.date));
                if let Some((came, began)) = came.zip(run.gtck_began) {
                    let hours = came.start_instant().duration_since(began.start_instant()).as_mins() as f64 / 60.0;
                    cases.amount(*event, hours.max(0.0));
                }
            }
        },
    },
    Built {
        id: "IND-FD-12",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Answers that fell due in the quarter: CLK-FD-03, three working days unless the authority says otherwise.",
        cases: |index, window, cases| in_time(index, window, &["CLK-FD-03"], cases),
    },
    Built {
        id: "IND-FD-13",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Of contacts that went further than advice: CLK-FD-11. Recorded by the end of the quarter, in time or late.",
        cases: |index, window, cases| done(index, window, "CLK-FD-11", cases, |_| true),
    },
    Built {
        id: "IND-FD-16",
        period: Period::Month,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "A request is on time when every agency asked answered, or was chased, within the limit of its rating: CLK-FD-04 to \
               06. Agency by agency it is not told.",
        cases: |index, window, cases| in_time(index, window, &["CLK-FD-04", "CLK-FD-05", "CLK-FD-06"], cases),
    },
    Built {
        id: "IND-FD-17",
        period: Period::Month,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Handovers that fell due in the month: CLK-FD-09.",
        cases: |index, window, cases| in_time(index, window, &["CLK-FD-09"], cases),
    },
    Built {
        id: "IND-AS-09",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Of those whose 45 working days ended in the quarter: CLK-AS-10. Assessed by its end, in time or late.",
        cases: |index, window, cases| done(index, window, "CLK-AS-10", cases, |_| true),
    },
    Built {
        id: "IND-AS-10",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Of those about whom it fell due in the quarter where they will live: CLK-AS-09.",
        cases: |index, window, cases| done(index, window, "CLK-AS-09", cases, |run| run.gtck_says == "section20"),
    },
    Built {
        id: "IND-CP-20",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cp_plans", "gt_clocks"],
        note: "By the latest category. A profile completed no more than six months before the plan began, or since.",
        cases: |index, window, cases| {
            for plan in index.protected(window.to) {
                let row = &index.facts.cp_plans[plan.row as usize];
                let said = [&row.cppl_cp_plan_latest_category, &row.cppl_cp_plan_initial_category];
                let neglect = said.into_iter().find(|text| !text.is_empty()).is_some_and(|text| code(text) == "NEG");
                if neglect {
                    let days = Window { from: months_before(plan.date, 6), to: window.to };
                    let own = index.clocks.of(plan.who).iter().map(|at| &index.facts.clock_runs[at.row as usize]);
                    let mut own = own.filter(|run| run.gtck_clock == "CLK-CP-15");
                    cases.case(plan, own.any(|run| run.gtck_done.is_some_and(|at| days.holds(at.date))));
                }
            }
        },
    },
    Built {
        id: "IND-CP-21",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_clocks"],
        note: "Recommendations whose time ran out in the quarter: CLK-CP-16. Followed up by its end, in time or late.",
        cases: |index, window, cases| done(index, window, "CLK-CP-16", cases, |_| true),
    },
];

/// The runs of some clocks that fell due in a window and did not cease to matter before.
fn due<'f>(index: &Index<'f>, window: Window, clocks: &[&str]) -> Vec<(Event, &'f ClockRun)> {
    let events = index.clocks.within(window).iter();
    let runs = events.map(|event| (*event, &index.facts.clock_runs[event.row as usize]));
    let mattered = |run: &ClockRun| match (run.gtck_dropped, run.gtck_due) {
        (Some(dropped), Some(due)) => run.gtck_done.is_some() || dropped.date > due.date,
        _ => true,
    };
    runs.filter(|(_, run)| clocks.contains(&run.gtck_clock.as_str()) && mattered(run)).collect()
}

/// Those due in a window, and whether each was done in time.
fn in_time(index: &Index<'_>, window: Window, clocks: &[&str], cases: &mut Cases<'_>) {
    for (event, run) in due(index, window, clocks) {
        let met = run.gtck_done.zip(run.gtck_due).is_some_and(|(done, due)| done.is_by(due));
        cases.case(event, met);
    }
}

/// Those due in a window, and whether each was done by its end, and as asked.
fn done(index: &Index<'_>, window: Window, clock: &str, cases: &mut Cases<'_>, so: fn(&ClockRun) -> bool) {
    for (event, run) in due(index, window, &[clock]) {
        cases.case(event, run.gtck_done.is_some_and(|at| at.date <= window.to) && so(run));
    }
}
