//! A team: who holds how much, what is overdue, who has no worker yet.

use crate::access::{Act, Actor, Role, Sight, role_may};
use crate::lists::MOST;
use crate::names::StaffNames;
use crate::{Casework, Done, Problem};
use jiff::{SignedDuration, Timestamp};
use practice::clocks::supervision::CHILD_DISCUSSED;
use practice::episode::Stage;
use practice::ids::{PersonId, StaffId, TeamId};
use practice::moment::Moment;
use practice::summary::{Summary, Task};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Readers, Store, StoreError, Unread, Whose};

/// A team's page.
pub struct TeamPage {
    /// The team.
    pub team: TeamId,
    /// Each worker of the team, and anyone else who holds its children, in order of name.
    pub workers: Vec<WorkerRow>,
    /// Open children with no worker, this team's and nobody's.
    pub unallocated: Vec<Summary>,
    /// Open children about whom something was written that no manager has looked at, longest waiting first.
    pub unread: Vec<UnreadRow>,
    /// What a child counts for in a worker's load.
    pub weights: Weights,
    /// Children not talked over in supervision in time, longest overdue first, each with the day it was due.
    pub unsupervised: Vec<(Moment, Summary)>,
    /// The children of the worker looked at.
    pub children: Vec<Summary>,
    /// The worker looked at.
    pub worker: Option<StaffId>,
    /// How much is to be mended for the returns in the records of the team's children; none before it is worked out.
    pub to_mend: Option<usize>,
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

/// A child whose file holds something that no manager has looked at since it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadRow {
    /// The child.
    pub child: Summary,
    /// The latest that was written.
    pub latest: Unread,
    /// How many records were.
    pub records: usize,
}

/// What was written longer ago than this is not asked about: supervision of each child comes to it.
const UNREAD_FOR: SignedDuration = SignedDuration::from_hours(24 * 28);

/// Opening any of these pages of a child's is looking.
const LOOKS: [&str; 2] = ["view_file", "view_record"];

/// How much a child counts for in a worker's load, by the heaviest stage that is open; any other counts 1. There is no
/// national figure: each authority may set its own, and these are where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(BTreeMap<String, u64>);

impl Default for Weights {
    fn default() -> Self {
        let stages =
            [(Stage::ProtectionPlan, 3), (Stage::Enquiry, 3), (Stage::Assessment, 2), (Stage::ChildInNeedPlan, 2)];
        Weights(stages.map(|(stage, weight)| (stage.name().to_owned(), weight)).into())
    }
}

impl Weights {
    /// The name of their setting.
    const SETTING: &str = "caseload_weights";
    /// No child counts for more.
    pub const MOST: u64 = 20;

    /// Those an authority set for itself, and today's where it set none.
    pub fn read(store: &dyn Store) -> Result<Weights, StoreError> {
        let Some(json) = store.setting(Weights::SETTING)? else { return Ok(Weights::default()) };
        let unread = |fault| StoreError::Refused(format!("the setting `{}` cannot be read: {fault}", Weights::SETTING));
        let set: BTreeMap<String, u64> = serde_json::from_str(&json).map_err(unread)?;
        let mut weights = Weights::default();
        weights.0.extend(set);
        Ok(weights)
    }

    /// Sets what a child with a stage open counts for, from 1 to [`Weights::MOST`]; none goes back to today's figure.
    pub fn set(mut self, stage: Stage, weight: Option<u64>) -> Weights {
        let weight = weight.unwrap_or_else(|| Weights::default().of(stage)).clamp(1, Weights::MOST);
        self.0.insert(stage.name().to_owned(), weight);
        self
    }

    /// Keeps them.
    pub fn keep(&self, store: &dyn Store) -> Result<(), StoreError> {
        store.put_setting(Weights::SETTING, &serde_json::to_string(&self.0).unwrap_or_default())
    }

    /// What a child with this stage open counts for.
    pub fn of(&self, stage: Stage) -> u64 {
        self.0.get(stage.name()).copied().unwrap_or(1)
    }

    /// What a child counts for: the heaviest of the stages that are open.
    fn child(&self, child: &Summary) -> u64 {
        child.stages.iter().filter_map(|name| self.0.get(name)).copied().max().unwrap_or(1)
    }

    /// Stages that count for more than one, heaviest first.
    pub fn heavy(&self) -> Vec<(Stage, u64)> {
        let all = Stage::ALL.into_iter().map(|stage| (stage, self.of(stage))).filter(|(_, weight)| *weight > 1);
        let mut heavy: Vec<(Stage, u64)> = all.collect();
        heavy.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        heavy
    }
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
        let unread = self.unread(&sight, team, &work.children)?;
        let weights = Weights::read(self.store())?;
        let to_mend = self.quality_count(work.children.iter().map(|child| &child.person));
        let mut unsupervised = Vec::new();
        for child in work.children {
            if let Some(row) = child.worker.as_ref().and_then(|worker| rows.get_mut(worker)) {
                row.weight += weights.child(&child);
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
            unread,
            weights,
            unsupervised,
            children,
            worker: worker.cloned(),
            to_mend,
            may_allocate: sight.does(Act::Allocate),
            staff,
            at: now,
        })
    }
}

impl Casework {
    /// Of these children of a team, those about whom something was written that no manager has looked at since.
    fn unread(&self, sight: &Sight, team: &TeamId, children: &[Summary]) -> Done<Vec<UnreadRow>> {
        let manages = |one: &&store::Staff| Role::by_name(&one.role).is_some_and(|role| role_may(role, Act::Allocate));
        let readers = Readers {
            staff: sight.staff().staff.values().filter(manages).map(|one| one.id.clone()).collect(),
            by: LOOKS.map(str::to_owned).into(),
            since: self.now() - UNREAD_FOR,
        };
        // Nor does a record tell of somebody who may not be known of.
        let hidden: Vec<PersonId> = sight.hidden().iter().copied().collect();
        let theirs = if hidden.is_empty() { Vec::new() } else { self.store().about(&hidden)? };
        let is_gone = |record| theirs.iter().any(|one| one.id == record && sight.revision(one.clone()).is_none());
        let mut rows: Vec<UnreadRow> = Vec::new();
        for one in self.store().unread(team, &readers, MOST * 4)?.into_iter().filter(|one| !is_gone(one.record)) {
            // A child who may not be known of is not among these.
            let Some(child) = children.iter().find(|child| child.person == one.person) else { continue };
            match rows.iter_mut().find(|row| row.latest.person == one.person) {
                Some(row) => {
                    row.records += usize::from(row.latest.record != one.record);
                    row.latest = one;
                }
                None => rows.push(UnreadRow { child: child.clone(), latest: one, records: 1 }),
            }
        }
        rows.sort_by_key(|row| row.latest.known);
        Ok(rows)
    }
}

/// A contact that waits is the board's, and early help has its own lead; anything else needs a worker.
fn needs_worker(summary: &Summary) -> bool {
    summary.stages.iter().any(|stage| !matches!(stage.as_str(), "contact" | "early_help"))
}
