//! Lists: the front-door board, my work, a team's work.

use crate::access::{Act, Actor, access};
use crate::names::StaffNames;
use crate::{Casework, Done};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::summary::{Summary, Waiting};
use std::sync::Arc;
use store::{Claim, TaskRow, Whose};

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
pub struct Work {
    /// Tasks, soonest due first.
    pub tasks: Vec<TaskRow>,
    /// Open children.
    pub children: Vec<Summary>,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
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
/// As many rows as a page can show.
pub(crate) const MOST: usize = 500;

impl Casework {
    /// The front-door board.
    pub fn board(&self, actor: &Actor) -> Done<Board> {
        access(actor, Act::SeeBoard)?;
        self.looked(actor, "view_board", &[], None)?;
        let lines = self.board_lines()?;
        Ok(Board { lines, at: self.now(), staff: self.staff_names() })
    }

    /// Contacts that wait, each with all its children.
    pub(crate) fn board_lines(&self) -> Done<Vec<BoardLine>> {
        let mut lines: Vec<BoardLine> = Vec::new();
        for row in self.store().waiting(MOST)? {
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
        access(actor, Act::SeeBoard)?;
        Ok(self.store().claim(contact, &actor.staff, self.now(), take_over)?)
    }

    /// Gives up a claim.
    pub fn release(&self, actor: &Actor, contact: RecordId) -> Done<()> {
        access(actor, Act::SeeBoard)?;
        Ok(self.store().release(contact, &actor.staff)?)
    }

    /// One's own work.
    pub fn my_work(&self, actor: &Actor) -> Done<Work> {
        access(actor, Act::SeeOwnWork)?;
        self.looked(actor, "view_my_work", &[], None)?;
        self.work(Whose::Worker(actor.staff.clone()))
    }

    /// A team's work, for those who may see it.
    pub fn team_work(&self, actor: &Actor, team: &TeamId) -> Done<(Work, Vec<Caseload>)> {
        access(actor, Act::SeeTeamWork)?;
        self.looked(actor, "view_team_work", &[], None)?;
        let caseloads = self
            .store()
            .caseloads(self.now())?
            .into_iter()
            .filter(|(_, of, ..)| of.as_ref() == Some(team))
            .map(|(worker, team, children, overdue)| Caseload { worker, team, children, overdue })
            .collect();
        Ok((self.work(Whose::Team(team.clone()))?, caseloads))
    }

    /// Open children with no worker, in a team or anywhere.
    pub fn unallocated(&self, actor: &Actor, team: Option<&TeamId>) -> Done<Vec<Summary>> {
        access(actor, Act::SeeTeamWork)?;
        Ok(self.store().children(&Whose::Unallocated(team.cloned()), MOST)?)
    }

    fn work(&self, whose: Whose) -> Done<Work> {
        let tasks = self.store().tasks(&whose, self.now() + AHEAD, MOST)?;
        let children = self.store().children(&whose, MOST)?;
        Ok(Work { tasks, children, staff: self.staff_names() })
    }
}
