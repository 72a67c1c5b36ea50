//! A team with nothing to do, a usual one, a worker's children, a form that was refused.

use super::super::contact::sample_child;
use super::{Refused, Sample, view};
use casework::Role;
use casework::allocate::Reassignment;
use casework::names::StaffNames;
use casework::team::{TeamPage, UnreadRow, Weights, WorkerRow};
use jiff::Timestamp;
use jiff::civil::date;
use practice::ids::{RecordId, TeamId};
use practice::moment::Moment;
use practice::summary::Summary;
use std::sync::Arc;
use store::{Staff, Team, Unread};

fn staff() -> Arc<StaffNames> {
    let team = |id: &str, name: &str| Team { id: TeamId::from(id), name: name.to_owned() };
    let one = |id: &str, name: &str, team: &str| Staff {
        team: Some(TeamId::from(team)),
        ..Staff::new(id, name, "social_worker")
    };
    let teams = [team("east", "East safeguarding"), team("west", "West safeguarding")];
    let all = [one("wyn", "Wyn Hale", "east"), one("ash", "Ash Rahman", "east"), one("jo", "Jo Finch", "west")];
    Arc::new(StaffNames {
        staff: all.into_iter().map(|one| (one.id.clone(), one)).collect(),
        teams: teams.into_iter().map(|one| (one.id.clone(), one)).collect(),
    })
}

fn children(count: u128) -> Vec<Summary> {
    let names = ["Ava Brook", "Leo Marsh", "Aisha Khan", "Tomasz Zielinski", "Kit Lodge"];
    (0..count).map(|at| sample_child(at + 1, names[at as usize % names.len()], "2015-06-04")).collect()
}

fn unread((at, child): (usize, Summary)) -> UnreadRow {
    let latest = Unread {
        person: child.person,
        record: RecordId(uuid::Uuid::from_u128(at as u128 + 1)),
        kind: "case_note".into(),
        author: "wyn".into(),
        known: Timestamp::constant(1_794_740_400, 0),
    };
    UnreadRow { child, latest, records: at + 1 }
}

fn page(unallocated: u128) -> TeamPage {
    let row = |worker: &str, children: u64, overdue: u64| WorkerRow {
        worker: worker.into(),
        children,
        weight: children * 2,
        overdue,
        next_due: (children > 0).then(|| Moment::day(date(2026, 11, 18))),
    };
    TeamPage {
        to_mend: (unallocated > 0).then_some(17),
        team: TeamId::from("east"),
        workers: vec![row("ash", 0, 0), row("wyn", 14, 3)],
        unallocated: children(unallocated),
        unread: children(unallocated).into_iter().enumerate().map(unread).collect(),
        weights: Weights::default(),
        unsupervised: children(unallocated).into_iter().map(|child| (Moment::day(date(2026, 11, 2)), child)).collect(),
        children: vec![],
        worker: None,
        may_allocate: true,
        staff: staff(),
        at: Timestamp::constant(1_794_826_800, 0),
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let mut of_worker = page(0);
    of_worker.worker = Some("wyn".into());
    of_worker.children = children(14);
    let mut reader = page(3);
    reader.may_allocate = false;
    let refused = Refused {
        given: Reassignment { children: vec![], handover: "Ring each school first".into(), ..Default::default() },
        why: "Choose at least one child".into(),
    };
    vec![
        Sample { name: "team-quiet", markup: view(&page(0), None, (Role::TeamManager, false), "sample") },
        Sample { name: "team", markup: view(&page(3), None, (Role::TeamManager, false), "sample") },
        Sample { name: "team-worker", markup: view(&of_worker, None, (Role::TeamManager, false), "sample") },
        Sample { name: "team-read-only", markup: view(&reader, None, (Role::TeamManager, false), "sample") },
        Sample { name: "team-refused", markup: view(&page(3), Some(&refused), (Role::TeamManager, false), "sample") },
    ]
}
