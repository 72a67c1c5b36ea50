//! The work in hand: plans that do not say how or by when, children of whom nothing is recorded, caseloads and changes of
//! worker.

use super::{Cell, Found, List, Local, MANY_WORKERS, Tally};
use crate::Index;
use crate::engine::due::months_before;
use crate::engine::events::{Events, Who};
use facts::tables::PlanAction;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

pub const PLANS: List = List {
    name: "plans",
    title: "Plans without a measure or a date",
    says: "Children whose plan in force has an open action that does not say how we will know, by when, or who does it.",
    columns: &["Plan", "Agreed", "Open actions", "Without a measure", "Without a date", "Without a name"],
    of: plans,
};

pub const DRIFT: List = List {
    name: "drift",
    title: "Drift",
    says: "Open children of whom nothing that matters was recorded for longer than the authority allows, the longest \
           first: no visit, assessment, meeting, review, decision or contact.",
    columns: &["Nothing for (days)", "The last", "Worker"],
    of: drift,
};

pub const CASELOADS: List = List {
    name: "caseloads",
    title: "Caseloads and changes of worker",
    says: "How many open children each worker holds, and open children who had three workers or more in twelve months.",
    columns: &["Workers in 12 months", "Worker now", "Since"],
    of: caseloads,
};

/// Open to social care on a day: in need, on a plan or looked after, each once.
fn open(index: &Index<'_>, on: Date) -> BTreeSet<Who> {
    let all = index.in_need(on).into_iter().chain(index.protected(on)).chain(index.looked_after(on));
    all.map(|event| event.who).collect()
}

fn plans(index: &Index<'_>, local: &Local, found: &mut Found) {
    // The latest plan of each child, and its actions.
    let mut latest: BTreeMap<Who, (Option<Date>, &str, Vec<&PlanAction>)> = BTreeMap::new();
    let in_force = open(index, local.on);
    for action in &index.facts.plan_actions {
        let Some(who) = index.people.known(&action.gtpa_person_id).filter(|who| in_force.contains(who)) else {
            continue;
        };
        if action.gtpa_agreed.is_some_and(|agreed| agreed > local.on) {
            continue;
        }
        let kept = latest.entry(who).or_insert((action.gtpa_agreed, &action.gtpa_plan_id, Vec::new()));
        if action.gtpa_agreed > kept.0 {
            *kept = (action.gtpa_agreed, &action.gtpa_plan_id, Vec::new());
        }
        if action.gtpa_plan_id == kept.1 {
            kept.2.push(action);
        }
    }
    let mut lacking = Vec::new();
    for (who, (agreed, _, actions)) in &latest {
        let open: Vec<&&PlanAction> = actions
            .iter()
            .filter(|one| !matches!(one.gtpa_state.as_str(), "done" | "not_needed" | "dropped"))
            .collect();
        let without = |says: fn(&PlanAction) -> bool| open.iter().filter(|one| !says(one)).count();
        let measure = without(|one| one.gtpa_has_measure == Some(true));
        let date = without(|one| one.gtpa_by.is_some());
        let owner = without(|one| one.gtpa_has_owner == Some(true));
        if measure + date + owner > 0 {
            let kind = actions.first().map_or("", |one| one.gtpa_plan_kind.as_str());
            lacking.push((measure + date + owner, *who, kind, *agreed, [open.len(), measure, date, owner]));
        }
    }
    lacking.sort_by_key(|(many, who, ..)| (std::cmp::Reverse(*many), *who));
    found.tallies.push(Tally {
        caption: "Plans in force",
        columns: vec!["What", "How many"],
        rows: vec![
            vec!["Plans with actions".into(), latest.len().into()],
            vec!["Of these, some action says too little".into(), lacking.len().into()],
        ],
    });
    for (_, who, kind, agreed, counts) in lacking {
        let agreed = agreed.map_or(Cell::from(""), Cell::Day);
        let cells = [Cell::Text(practice::spec::humanise(kind)), agreed].into_iter();
        found.row(index, who, cells.chain(counts.map(Cell::from)).collect());
    }
}

fn drift(index: &Index<'_>, local: &Local, found: &mut Found) {
    let told: [(&str, &Events); 14] = [
        ("contact", &index.contacts),
        ("assessment", &index.assessments),
        ("assessment authorised", &index.authorised),
        ("visit", &index.cin_visits),
        ("visit", &index.cp_visits),
        ("visit", &index.cla_visits),
        ("meeting", &index.cin_meetings),
        ("core group", &index.core_groups),
        ("strategy discussion", &index.strategy),
        ("enquiry", &index.enquiries),
        ("conference", &index.conferences),
        ("review", &index.cp_reviews),
        ("review", &index.cla_reviews),
        ("referral", &index.referrals),
    ];
    let mut quiet = Vec::new();
    let all = open(index, local.on);
    for who in &all {
        let last = told.iter().filter_map(|(what, events)| Some((events.latest(*who, local.on)?.date, *what))).max();
        let Some((on, what)) = last else { continue };
        let days = (local.on - on).get_days();
        if days > local.drift_days {
            quiet.push((days, *who, what, on));
        }
    }
    quiet.sort_by_key(|(days, who, ..)| (std::cmp::Reverse(*days), *who));
    found.tallies.push(Tally {
        caption: "Open children",
        columns: vec!["What", "How many"],
        rows: vec![
            vec!["Open".into(), all.len().into()],
            vec![Cell::Text(format!("Nothing recorded for more than {} days", local.drift_days)), quiet.len().into()],
        ],
    });
    for (days, who, what, on) in quiet {
        let last = Cell::Text(format!("{what}, {}", practice::moment::short_date(on)));
        found.row(index, who, vec![Cell::Number(f64::from(days)), last, worker(index, who, local.on)]);
    }
}

fn worker(index: &Index<'_>, who: Who, on: Date) -> Cell {
    let now = index.involvements.open_of(who, on).map(|at| &index.facts.involvements[at.row as usize]);
    Cell::Worker(now.map_or(String::new(), |row| row.invo_professional_id.to_string()))
}

fn caseloads(index: &Index<'_>, local: &Local, found: &mut Found) {
    let year = months_before(local.on, 12);
    let mut holds: BTreeMap<String, usize> = BTreeMap::new();
    let mut many = Vec::new();
    for who in open(index, local.on) {
        let rows = index.involvements.of(who).iter().filter(|event| event.date <= local.on);
        let of_year = rows.filter(|event| event.end.is_none_or(|end| end >= year));
        let workers: BTreeSet<&str> = of_year
            .map(|event| index.facts.involvements[event.row as usize].invo_professional_id.as_str())
            .filter(|id| !id.is_empty())
            .collect();
        let now = index.involvements.open_of(who, local.on);
        let Cell::Worker(id) = worker(index, who, local.on) else { continue };
        *holds.entry(id).or_default() += 1;
        if workers.len() >= MANY_WORKERS {
            many.push((workers.len(), who, now.map(|event| event.date)));
        }
    }
    many.sort_by_key(|(workers, who, _)| (std::cmp::Reverse(*workers), *who));
    let mut holds: Vec<(String, usize)> = holds.into_iter().collect();
    holds.sort_by_key(|(id, children)| (std::cmp::Reverse(*children), id.clone()));
    let row = |(id, children): (String, usize)| vec![Cell::Worker(id), children.into()];
    found.tallies.push(Tally {
        caption: "Open children by worker",
        columns: vec!["Worker", "Children"],
        rows: holds.into_iter().map(row).collect(),
    });
    for (workers, who, since) in many {
        let since = since.map_or(Cell::from(""), Cell::Day);
        found.row(index, who, vec![workers.into(), worker(index, who, local.on), since]);
    }
}
