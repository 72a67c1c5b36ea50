//! A team: who holds how much, what is overdue, who has no worker yet.

use crate::access::{Act, Actor};
use crate::names::StaffNames;
use crate::{Casework, Done, Problem};
use jiff::Timestamp;
use practice::clocks::supervision::CHILD_DISCUSSED;
use practice::episode::Stage;
use practice::ids::{StaffId, TeamId};
use practice::moment::Moment;
use practice::summary::{Summary, Task};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Whose;

/// A team's page.
pub struct TeamPage {
    /// The team.
    pub team: TeamId,
    /// Each worker of the team, and anyone else who holds its children, in order of name.
    pub workers: Vec<WorkerRow>,
    /// Open children with no worker, this team's and nobody's.
    pub unallocated: Vec<Summary>,
    /// Children not talked over in supervision in time, longest overdue first, each with the day it was due.
    pub unsupervised: Vec<(Moment, Summary)>,
    /// The children of the worker looked at.
    pub children: Vec<Summary>,
    /// The worker looked at.
    pub worker: Option<StaffId>,
    /// May work be given out by whoever asks?
    pub may_allocate: bool,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
    /// When this was read.
    pub at: Timestamp,
}

/// One worker's load.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerRow {
    /// The worker.
    pub worker: StaffId,
    /// Open children.
    pub children: u64,
    /// What they come to when each counts as much as its heaviest stage: see [`WEIGHTS`].
    pub weight: u64,
    /// Tasks whose time has passed.
    pub overdue: u64,
    /// The soonest task that is not overdue.
    pub next_due: Option<Moment>,
}

/// How much a child counts for in a worker's load, by the heaviest stage that is open; any other counts 1. There is no
/// national figure: these are a starting point, the same for everybody, shown with the load.
pub const WEIGHTS: [(Stage, u64); 4] =
    [(Stage::ProtectionPlan, 3), (Stage::Enquiry, 3), (Stage::Assessment, 2), (Stage::ChildInNeedPlan, 2)];

fn weight(child: &Summary) -> u64 {
    let open = |stage: Stage| child.stages.iter().any(|name| name == stage.name());
    WEIGHTS.into_iter().find(|(stage, _)| open(*stage)).map_or(1, |(_, weight)| weight)
}

impl Casework {
    /// A team's page, with the children of one worker when one is named.
    pub fn team_page(&self, actor: &Actor, team: &TeamId, worker: Option<&StaffId>) -> Done<TeamPage> {
        let mut sight = self.may(actor, Act::SeeTeamWork)?;
        let staff = self.staff_names();
        if !staff.teams.contains_key(team) {
            return Err(Problem::NotFound);
        }
        let (work, caseloads) = self.team_work(actor, team)?;
        let now = self.now();
        let row =
            |worker: &StaffId| WorkerRow { worker: worker.clone(), children: 0, weight: 0, overdue: 0, next_due: None };
        let members = staff.staff.values().filter(|one| one.active && one.team.as_ref() == Some(team));
        let mut rows: BTreeMap<StaffId, WorkerRow> = members.map(|one| (one.id.clone(), row(&one.id))).collect();
        for load in caseloads {
            if let Some(worker) = load.worker {
                let row = rows.entry(worker.clone()).or_insert_with(|| row(&worker));
                (row.children, row.overdue) = (load.children, load.overdue);
            }
        }
        for task in work.tasks.iter().filter(|task| task.task.due_at >= now) {
            if let Some(row) = task.worker.as_ref().and_then(|worker| rows.get_mut(worker)) {
                row.next_due.get_or_insert(task.task.due);
            }
        }
        let mut unsupervised = Vec::new();
        for child in work.children {
            if let Some(row) = child.worker.as_ref().and_then(|worker| rows.get_mut(worker)) {
                row.weight += weight(&child);
            }
            let late = |task: &&Task| task.clock == CHILD_DISCUSSED && task.due_at < now;
            let due = child.own_tasks().find(late).map(|task| task.due);
            if let Some(due) = due {
                unsupervised.push((due, child));
            }
        }
        unsupervised.sort_by(|(a, one), (b, other)| (a, &one.sort).cmp(&(b, &other.sort)));
        let mut workers: Vec<WorkerRow> = rows.into_values().collect();
        workers.sort_by(|a, b| staff.worker(&a.worker).cmp(staff.worker(&b.worker)));
        let mut unallocated = self.unallocated(actor, None)?;
        unallocated.retain(|one| one.team.as_ref().is_none_or(|of| of == team) && needs_worker(one));
        let children = match worker {
            Some(worker) => {
                let mut children = self.children(&mut sight, &Whose::Worker(worker.clone()))?;
                children.retain(|one| one.team.as_ref() == Some(team));
                children
            }
            None => Vec::new(),
        };
        Ok(TeamPage {
            team: team.clone(),
            workers,
            unallocated,
            unsupervised,
            children,
            worker: worker.cloned(),
            may_allocate: sight.does(Act::Allocate),
            staff,
            at: now,
        })
    }
}

/// A contact that waits is the board's, and early help has its own lead; anything else needs a worker.
fn needs_worker(summary: &Summary) -> bool {
    summary.stages.iter().any(|stage| !matches!(stage.as_str(), "contact" | "early_help"))
}
