//! Children who were stepped down, and what happened next.

use super::{Cell, Found, List, Local, Tally};
use crate::Index;
use crate::engine::due::months_before;
use crate::engine::events::{Event, Window};
use jiff::ToSpan;
use jiff::civil::Date;

/// Months back that a step down is looked for.
const MONTHS: i32 = 24;
/// Days after an end in which what follows is part of it.
const FOLLOWS: i32 = 28;

pub const STEPPED_DOWN: List = List {
    name: "stepped-down",
    title: "Stepped down, and what happened next",
    says: "Children who left care, a protection plan or a child in need plan for less in two years, the latest first: \
           what came next within 3, 6 and 12 months.",
    columns: &["Stepped down", "From", "To", "What happened next"],
    of: stepped_down,
};

/// One step down.
struct Step {
    event: Event,
    on: Date,
    from: &'static str,
    to: &'static str,
    /// The first thing that went up again.
    next: Option<(Date, &'static str)>,
}

fn stepped_down(index: &Index<'_>, local: &Local, found: &mut Found) {
    let window = Window { from: months_before(local.on, MONTHS), to: local.on };
    let mut steps: Vec<Step> = Vec::new();
    let ended =
        [("looked after", &index.care), ("protection plan", &index.cp_plans), ("child in need", &index.referrals)];
    for (from, events) in ended {
        for event in events.ended(window) {
            let Some(on) = event.end else { continue };
            let still = |other: &crate::engine::Events| other.open_of(event.who, on).is_some();
            let soon = Window { from: on, to: on.saturating_add(FOLLOWS.days()).min(local.on) };
            let to = if from != "protection plan" && still(&index.cp_plans) || still(&index.care) {
                // It went on to as much or more.
                if from == "looked after" { "protection plan" } else { continue }
            } else if from != "child in need" && still(&index.referrals) {
                "child in need"
            } else if !index.early_help.of_within(event.who, soon).is_empty()
                || index.early_help.open_of(event.who, on).is_some()
            {
                "early help"
            } else {
                continue;
            };
            let next = next(index, event, on, local.on);
            steps.push(Step { event: *event, on, from, to, next });
        }
    }
    steps.sort_by_key(|step| (std::cmp::Reverse(step.on), step.event.who));
    let rows = [3, 6, 12].map(|months: i32| {
        let by = |step: &Step| step.on.saturating_add(months.months());
        let long_enough: Vec<&Step> = steps.iter().filter(|step| by(step) <= local.on).collect();
        let again = long_enough.iter().filter(|step| step.next.is_some_and(|(on, _)| on <= by(step))).count();
        vec![Cell::Text(format!("{months} months")), long_enough.len().into(), again.into()]
    });
    found.tallies.push(Tally {
        caption: "What happened next",
        columns: vec!["Within", "Stepped down that long ago or longer", "Came back up"],
        rows: rows.to_vec(),
    });
    for step in steps {
        let next = match step.next {
            Some((on, what)) => format!("{what}, {}", practice::moment::short_date(on)),
            None => "nothing since".to_owned(),
        };
        let cells = vec![step.on.into(), step.from.into(), step.to.into(), Cell::Text(next)];
        found.row(index, step.event.who, cells);
    }
}

/// What went up again first within twelve months of a day.
fn next(index: &Index<'_>, event: &Event, on: Date, today: Date) -> Option<(Date, &'static str)> {
    let Ok(from) = on.tomorrow() else { return None };
    let year = Window { from, to: on.saturating_add(12.months()).min(today) };
    let told = [
        ("looked after again", &index.care),
        ("a protection plan", &index.cp_plans),
        ("an enquiry", &index.enquiries),
        ("a referral", &index.referrals),
    ];
    let first = told
        .into_iter()
        .filter_map(|(what, events)| events.of_within(event.who, year).first().map(|event| (event.date, what)));
    first.min_by_key(|(on, _)| *on)
}
