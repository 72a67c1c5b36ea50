//! Lists of people, tasks and contacts.

use super::Kept;
use crate::{Caseload, TaskRow, WaitingRow, Whose};
use jiff::Timestamp;
use practice::ids::{StaffId, TeamId};
use practice::summary::Summary;
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
        let mut found: Vec<&Summary> =
            self.summaries.values().filter(|summary| summary.open && is_of(summary, whose)).collect();
        found.sort_by_key(|summary| (&summary.sort, summary.person));
        found.into_iter().take(limit).cloned().collect()
    }

    pub(super) fn tasks(&self, whose: &Whose, due_by: Timestamp, limit: usize) -> Vec<TaskRow> {
        let listed =
            |summary: &&Summary| is_of(summary, whose) && (summary.open || !matches!(whose, Whose::Unallocated(_)));
        let row = |summary: &Summary, task: &practice::summary::Task| TaskRow {
            person: summary.person,
            name: summary.name.clone(),
            worker: summary.worker.clone(),
            team: summary.team.clone(),
            task: task.clone(),
        };
        let mut rows: Vec<TaskRow> = self
            .summaries
            .values()
            .filter(listed)
            .flat_map(|summary| summary.tasks.iter().map(move |task| row(summary, task)))
            .filter(|row| row.task.due_at <= due_by)
            .collect();
        // Stable: a person's tasks due together stay in their order.
        rows.sort_by_key(|row| (row.task.due_at, row.person));
        rows.truncate(limit);
        rows
    }

    pub(super) fn caseloads(&self, due_by: Timestamp) -> Vec<Caseload> {
        let mut counts: BTreeMap<(Option<StaffId>, Option<TeamId>), (u64, u64)> = BTreeMap::new();
        for summary in self.summaries.values() {
            let due = summary.tasks.iter().filter(|task| task.due_at < due_by).count() as u64;
            if summary.open || due > 0 {
                let (children, tasks) = counts.entry((summary.worker.clone(), summary.team.clone())).or_default();
                *children += u64::from(summary.open);
                *tasks += due;
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

fn is_of(summary: &Summary, whose: &Whose) -> bool {
    match whose {
        Whose::Worker(worker) => summary.worker.as_ref() == Some(worker),
        Whose::Team(team) => summary.team.as_ref() == Some(team),
        Whose::Unallocated(team) => summary.worker.is_none() && (team.is_none() || summary.team == *team),
        Whose::All => true,
    }
}
