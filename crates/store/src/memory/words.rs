//! Words typed on pages, and what nobody has read.

use super::Kept;
use crate::{Outcome, Readers, Unread, Words};
use jiff::Timestamp;
use practice::ids::{PersonId, StaffId, TeamId};

impl Kept {
    pub(super) fn words_of(&self, staff: &StaffId, since: Timestamp) -> Vec<Words> {
        let theirs = self.words.values().filter(|words| words.staff == *staff && words.at >= since);
        let mut found: Vec<Words> = theirs.cloned().collect();
        found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.page.cmp(&b.page)));
        found
    }

    pub(super) fn unread(&self, team: &TeamId, readers: &Readers, limit: usize) -> Vec<Unread> {
        let mut found = Vec::new();
        for (entry, names) in &self.kept_by {
            for revision in names.iter().filter_map(|name| self.revisions.get(name)) {
                let is_asked = revision.known >= readers.since
                    && revision.source.is_none()
                    && !readers.staff.contains(&revision.author);
                if !is_asked {
                    continue;
                }
                let about = self.records_of.iter().filter(|(_, records)| records.contains(&revision.id));
                let open = about.map(|(person, _)| *person).filter(|person| self.is_open_in(*person, team));
                let unread = open.filter(|person| !self.read_since(*person, *entry, readers));
                let one = |person| Unread {
                    person,
                    record: revision.id,
                    kind: revision.kind.clone(),
                    author: revision.author.clone(),
                    known: revision.known,
                };
                found.extend(unread.map(|person| (revision.revision, one(person))));
            }
        }
        found.sort_by_key(|(revision, one)| (one.known, one.person, one.record, *revision));
        found.into_iter().map(|(_, one)| one).take(limit).collect()
    }

    fn is_open_in(&self, person: PersonId, team: &TeamId) -> bool {
        self.summaries.get(&person).is_some_and(|summary| summary.open && summary.team.as_ref() == Some(team))
    }

    fn read_since(&self, person: PersonId, place: u64, readers: &Readers) -> bool {
        self.log.iter().filter(|one| one.seq > place).map(|one| &one.entry).any(|entry| {
            entry.people.contains(&person)
                && readers.staff.contains(&entry.by)
                && readers.by.contains(&entry.action)
                && entry.outcome == Outcome::Done
        })
    }
}
