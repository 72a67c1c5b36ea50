//! Lists of people, tasks and contacts.

use super::Kept;
use crate::{Caseload, TaskRow, WaitingRow, Whose};
use jiff::Timestamp;
use practice::ids::{StaffId, TeamId};
use practice::summary::{Summary, Task};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

impl Kept {
    pub(super) fn found_by(&self, keys: &[String], limit: usize) -> Vec<Summary> {
        let matched = |summary: &Summary| {
            let sought: BTreeSet<&String> = keys.iter().filter(|key| summary.keys.contains(key)).collect();
            sought.len()
        };
        let mut found: Vec<(usize, &Summary)> = self
            .summaries
            .values()
            .map(|summary| (matched(summary), summary))
            .filter(|(count, _)| *count > 0)
            .collect();
        found.sort_by_key(|(count, summary)| (Reverse(*count), &summary.sort, summary.person));
        found.into_iter().take(limit).map(|(_, summary)| summary.clone()).collect()
    }

    pub(super) fn children(&self, whose: &Whose, limit: usize) -> Vec<Summary> {
        let mut found: Vec<&Summary> = self
            .summaries
            .values()
            .filter(|summary| summary.open && is_of((summary.worker.as_ref(), summary.team.as_ref()), whose))
            .collect();
        found.sort_by_key(|summary| (&summary.sort, summary.person));
        found.into_iter().take(limit).cloned().collect()
    }

    pub(super) fn tasks(&self, whose: &Whose, due_by: Timestamp, limit: usize) -> Vec<TaskRow> {
        let row = |summary: &Summary, task: &Task| {
            let (worker, team) = summary.holder(task);
            let listed = is_of((worker, team), whose) && (summary.open || !matches!(whose, Whose::Unallocated(_)));
            (listed && task.due_at <= due_by).then(|| TaskRow {
                person: summary.person,
                name: summary.name.clone(),
                worker: worker.cloned(),
                team: team.cloned(),
                task: task.clone(),
            })
        };
        let mut rows: Vec<TaskRow> = self
            .summaries
            .values()
            .flat_map(|summary| summary.tasks.iter().filter_map(move |task| row(summary, task)))
            .collect();
        // Stable: a person's tasks due together stay in their order.
        rows.sort_by_key(|row| (row.task.due_at, row.person));
        rows.truncate(limit);
        rows
    }

    pub(super) fn caseloads(&self, due_by: Timestamp) -> Vec<Caseload> {
        let mut counts: BTreeMap<(Option<StaffId>, Option<TeamId>), (u64, u64)> = BTreeMap::new();
        for summary in self.summaries.values() {
            if summary.open {
                counts.entry((summary.worker.clone(), summary.team.clone())).or_default().0 += 1;
            }
            for task in summary.tasks.iter().filter(|task| task.due_at < due_by) {
                let (worker, team) = summary.holder(task);
                counts.entry((worker.cloned(), team.cloned())).or_default().1 += 1;
            }
        }
        counts.into_iter().map(|((worker, team), (children, tasks))| (worker, team, children, tasks)).collect()
    }

    pub(super) fn waiting(&self, limit: usize) -> Vec<WaitingRow> {
        let mut rows: Vec<WaitingRow> = self
            .summaries
            .values()
            .flat_map(|summary| {
                summary.waiting.iter().map(|waiting| WaitingRow {
                    person: summary.person,
                    name: summary.name.clone(),
                    born: summary.born.clone(),
                    waiting: waiting.clone(),
                    claim: self.claims.get(&waiting.contact).cloned(),
                })
            })
            .collect();
        rows.sort_by_key(|row| (row.waiting.due_at, row.waiting.contact, row.person));
        rows.truncate(limit);
        rows
    }
}

fn is_of((worker, team): (Option<&StaffId>, Option<&TeamId>), whose: &Whose) -> bool {
    match whose {
        Whose::Worker(of) => worker == Some(of),
        Whose::Team(of) => team == Some(of),
        Whose::Unallocated(of) => worker.is_none() && (of.is_none() || team == of.as_ref()),
        Whose::All => true,
    }
}
