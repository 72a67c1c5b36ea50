//! Names for ids: staff and teams, and the people of a page.

use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, StaffId, TeamId};
use practice::words::Names;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Staff, Store, Team};

/// Everyone who works here, by name; read once and again when it changes.
#[derive(Default, Debug)]
pub struct StaffNames {
    /// By sign-in name.
    pub staff: BTreeMap<StaffId, Staff>,
    /// By short name.
    pub teams: BTreeMap<TeamId, Team>,
}

impl StaffNames {
    pub(crate) fn read(store: &dyn Store) -> Done<Self> {
        let (teams, staff) = store.staff()?;
        Ok(StaffNames {
            staff: staff.into_iter().map(|one| (one.id.clone(), one)).collect(),
            teams: teams.into_iter().map(|one| (one.id.clone(), one)).collect(),
        })
    }

    /// A worker's name.
    pub fn worker<'n>(&'n self, id: &'n StaffId) -> &'n str {
        self.staff.get(id).map_or(id.0.as_str(), |one| &one.name)
    }

    /// A team's name.
    pub fn team<'n>(&'n self, id: &'n TeamId) -> &'n str {
        self.teams.get(id).map_or(id.0.as_str(), |one| &one.name)
    }
}

/// The names on one page.
#[derive(Clone, Debug, Default)]
pub struct PageNames {
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
    /// The people on the page.
    pub people: BTreeMap<PersonId, String>,
}

impl PageNames {
    /// A person's name.
    pub fn of(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("Someone on file", String::as_str)
    }
}

impl Names for PageNames {
    fn person(&self, id: &str) -> String {
        id.parse().map_or_else(|_| id.to_owned(), |id| self.of(id).to_owned())
    }
    fn staff(&self, id: &str) -> String {
        self.staff.worker(&StaffId::from(id)).to_owned()
    }
    fn team(&self, id: &str) -> String {
        self.staff.team(&TeamId::from(id)).to_owned()
    }
}

impl Casework {
    /// Everyone who works here.
    pub fn staff_names(&self) -> Arc<StaffNames> {
        self.staff.read().map(|names| names.clone()).unwrap_or_default()
    }

    /// Adds or replaces teams and staff.
    pub fn put_staff(&self, teams: &[Team], staff: &[Staff]) -> Done<()> {
        self.store.put_staff(teams, staff)?;
        self.read_staff_again()
    }

    /// Reads the list of staff again, after it was changed here or elsewhere.
    pub(crate) fn read_staff_again(&self) -> Done<()> {
        let fresh = Arc::new(StaffNames::read(self.store.as_ref())?);
        let mut names =
            self.staff.write().map_err(|_| Problem::Refused("the list of staff is being changed: try again".into()))?;
        *names = fresh;
        Ok(())
    }

    /// The names of these people: one question to the store, however many.
    pub fn names_of(&self, people: &[PersonId]) -> Done<PageNames> {
        let mut people = people.to_vec();
        people.sort();
        people.dedup();
        let found = if people.is_empty() { Vec::new() } else { self.store.summaries(&people)? };
        let people = found.into_iter().map(|summary| (summary.person, summary.name)).collect();
        Ok(PageNames { staff: self.staff_names(), people })
    }
}
