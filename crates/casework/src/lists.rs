//! Lists: the front-door board, my work, a team's work.

use crate::access::facts::Fact;
use crate::access::{Act, Actor, Sight};
use crate::names::StaffNames;
use crate::{Casework, Done, Role, people_of};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::summary::{Summary, Waiting};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Claim, TaskRow, WaitingRow, Whose};

/// A contact on the board, with every child it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardLine {
    /// The contact.
    pub waiting: Waiting,
    /// The children: id, name, date of birth as kept.
    pub children: Vec<(PersonId, String, String)>,
    /// Who has it.
    pub claim: Option<Claim>,
}

/// The board.
pub struct Board {
    /// Contacts that wait, soonest due first.
    pub lines: Vec<BoardLine>,
    /// When it was read.
    pub at: Timestamp,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

/// Somebody's work.
#[derive(Clone)]
pub struct Work {
    /// Tasks, soonest due first.
    pub tasks: Vec<TaskRow>,
    /// Open children.
    pub children: Vec<Summary>,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

/// The work of a colleague one covers for.
pub struct Covered {
    /// Whose.
    pub of: StaffId,
    /// Until when.
    pub until: Timestamp,
    /// What is due, and for whom.
    pub work: Work,
}

/// One row of a team's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Caseload {
    /// The worker; none is unallocated.
    pub worker: Option<StaffId>,
    /// The team.
    pub team: Option<TeamId>,
    /// Open children.
    pub children: u64,
    /// Tasks already due.
    pub overdue: u64,
}

/// How far ahead a list of work looks.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 28);
/// The same for somebody who chairs conferences: far enough that a first review, due within three months, is in it.
const AHEAD_OF_A_CHAIR: SignedDuration = SignedDuration::from_hours(24 * 98);
/// As many rows as a page can show.
pub(crate) const MOST: usize = 500;

impl Casework {
    /// The front-door board.
    pub fn board(&self, actor: &Actor) -> Done<Board> {
        let sight = self.may(actor, Act::SeeBoard)?;
        self.looked(actor, "view_board", &[], None)?;
        let lines = self.board_lines(&sight)?;
        Ok(Board { lines, at: self.now(), staff: self.staff_names() })
    }

    /// Contacts that wait, once for each child, without children who may not be known of.
    pub(crate) fn waiting(&self, sight: &Sight) -> Done<Vec<WaitingRow>> {
        let mut rows = self.store().waiting(sight.room(MOST))?;
        rows.retain(|row| !sight.hides(row.person));
        rows.truncate(MOST);
        Ok(rows)
    }

    /// Contacts that wait, each with all its children.
    pub(crate) fn board_lines(&self, sight: &Sight) -> Done<Vec<BoardLine>> {
        let mut lines: Vec<BoardLine> = Vec::new();
        for row in self.waiting(sight)? {
            let child = (row.person, row.name, row.born);
            match lines.iter_mut().find(|line| line.waiting.contact == row.waiting.contact) {
                Some(line) => line.children.push(child),
                None => lines.push(BoardLine { waiting: row.waiting, children: vec![child], claim: row.claim }),
            }
        }
        Ok(lines)
    }

    /// Claims a contact, or takes it over from whoever has it.
    pub fn claim(&self, actor: &Actor, contact: RecordId, take_over: bool) -> Done<Claim> {
        let people = people_of(self.store().record(contact)?.last());
        self.may_with(actor, Act::SeeBoard, Some(contact), Some(&people), false)?;
        Ok(self.store().claim(contact, &actor.staff, self.now(), take_over)?)
    }

    /// Gives up a claim.
    pub fn release(&self, actor: &Actor, contact: RecordId) -> Done<()> {
        self.may(actor, Act::SeeBoard)?;
        Ok(self.store().release(contact, &actor.staff)?)
    }

    /// One's own work.
    pub fn my_work(&self, actor: &Actor) -> Done<Work> {
        let mut sight = self.may(actor, Act::SeeOwnWork)?;
        self.looked(actor, "view_my_work", &[], None)?;
        let ahead = if actor.role == Role::ConferenceChair { AHEAD_OF_A_CHAIR } else { AHEAD };
        self.work(&mut sight, Whose::Worker(actor.staff.clone()), ahead)
    }

    /// Whom somebody covers for now, each with the end of it; worked out from the registers as last read.
    pub fn covers(&self, actor: &Actor) -> Vec<(StaffId, Timestamp)> {
        let now = self.now();
        let held = self.registers_held();
        let mut all: BTreeMap<StaffId, Timestamp> = BTreeMap::new();
        for fact in held.of(&actor.staff) {
            if let Fact::Cover { of, period, .. } = fact
                && period.holds(now)
            {
                let until = all.entry(of.clone()).or_insert(period.until);
                *until = (*until).max(period.until);
            }
        }
        all.into_iter().collect()
    }

    /// The work of each colleague somebody covers for now: of children whose files they may open themselves, and no other.
    pub fn covering(&self, actor: &Actor) -> Done<Vec<Covered>> {
        let mut sight = self.may(actor, Act::SeeOwnWork)?;
        self.looked(actor, "view_covering", &[], None)?;
        self.registers()?;
        let mut all = Vec::new();
        for (of, until) in self.covers(actor) {
            let mut work = self.work(&mut sight, Whose::Worker(of.clone()), AHEAD)?;
            let people: Vec<PersonId> =
                work.children.iter().map(|one| one.person).chain(work.tasks.iter().map(|one| one.person)).collect();
            let holders = self.store().holders(&sight.asked(&people))?;
            sight.learn(holders);
            work.children.retain(|one| sight.may(Act::SeeFile, one.person));
            work.tasks.retain(|one| sight.may(Act::SeeFile, one.person));
            all.push(Covered { of, until, work });
        }
        Ok(all)
    }

    /// A team's work, for those who may see it.
    pub fn team_work(&self, actor: &Actor, team: &TeamId) -> Done<(Work, Vec<Caseload>)> {
        let mut sight = self.may(actor, Act::SeeTeamWork)?;
        self.looked(actor, "view_team_work", &[], None)?;
        let mut caseloads: Vec<Caseload> = self
            .store()
            .caseloads(self.now())?
            .into_iter()
            .filter(|(_, of, ..)| of.as_ref() == Some(team))
            .map(|(worker, team, children, overdue)| Caseload { worker, team, children, overdue })
            .collect();
        self.leave_out_hidden(&sight, &mut caseloads)?;
        Ok((self.work(&mut sight, Whose::Team(team.clone()), AHEAD)?, caseloads))
    }

    /// A count does not tell of a child who may not be known of.
    fn leave_out_hidden(&self, sight: &Sight, caseloads: &mut Vec<Caseload>) -> Done<()> {
        if sight.hidden().is_empty() {
            return Ok(());
        }
        let hidden: Vec<PersonId> = sight.hidden().iter().copied().collect();
        let now = self.now();
        for child in self.store().summaries(&hidden)?.iter().filter(|child| child.open) {
            let load = caseloads.iter_mut().find(|load| load.worker == child.worker && load.team == child.team);
            if let Some(load) = load {
                let overdue = child.own_tasks().filter(|task| task.due_at <= now).count() as u64;
                load.children = load.children.saturating_sub(1);
                load.overdue = load.overdue.saturating_sub(overdue);
            }
        }
        caseloads.retain(|load| load.children > 0 || load.overdue > 0);
        Ok(())
    }

    /// Open children with no worker, in a team or anywhere.
    pub fn unallocated(&self, actor: &Actor, team: Option<&TeamId>) -> Done<Vec<Summary>> {
        let mut sight = self.may(actor, Act::SeeTeamWork)?;
        self.children(&mut sight, &Whose::Unallocated(team.cloned()))
    }

    /// Open children, without those who may not be known of.
    pub(crate) fn children(&self, sight: &mut Sight, whose: &Whose) -> Done<Vec<Summary>> {
        let mut children = sight.summaries(self.store().children(whose, sight.room(MOST))?);
        children.truncate(MOST);
        Ok(children)
    }

    fn work(&self, sight: &mut Sight, whose: Whose, ahead: SignedDuration) -> Done<Work> {
        let mut tasks = self.store().tasks(&whose, self.now() + ahead, sight.room(MOST))?;
        tasks.retain(|task| !sight.hides(task.person));
        tasks.truncate(MOST);
        let children = self.children(sight, &whose)?;
        Ok(Work { tasks, children, staff: self.staff_names() })
    }
}
