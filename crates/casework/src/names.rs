//! Names for ids: staff and teams, and the people of a page.

use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, StaffId, TeamId};
use practice::moment::PartialDate;
use practice::summary::Summary;
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

/// The name to show for each person on a page. People of one name are told apart by when they were born; should that be
/// the same too, by the order in which they were put on file.
pub(crate) fn apart(people: &[Summary]) -> BTreeMap<PersonId, String> {
    let mut of: BTreeMap<&str, Vec<&Summary>> = BTreeMap::new();
    for one in people {
        of.entry(&one.name).or_default().push(one);
    }
    let mut names = BTreeMap::new();
    for (name, mut same) in of {
        same.sort_by_key(|one| one.person);
        same.dedup_by_key(|one| one.person);
        for (place, one) in same.iter().enumerate() {
            let twin = same.iter().any(|other| other.person != one.person && other.born == one.born);
            let born =
                one.born.parse::<PartialDate>().map_or("birth not known".to_owned(), |born| format!("born {born}"));
            let words = match (same.len(), twin) {
                (1, _) => name.to_owned(),
                (_, false) => format!("{name} ({born})"),
                (_, true) => format!("{name} ({born}, number {} of this name on file)", place + 1),
            };
            names.insert(one.person, words);
        }
    }
    names
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
        Ok(PageNames { staff: self.staff_names(), people: apart(&found) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn people_of_one_name_are_told_apart() {
        let records = practice::record::Records::read(Vec::new());
        let one = |number: u128, name: &str, born: &str| {
            let person = PersonId(Uuid::from_u128(number));
            let empty = practice::summary::of(&practice::journey::Rules::default(), person, &records);
            Summary { name: name.into(), born: born.into(), ..empty }
        };
        let names = |people: &[Summary]| apart(people).into_values().collect::<Vec<_>>();
        let [ava, older] = [one(1, "Ava Brook", "2015-06-04"), one(2, "Ava Brook", "2009-01")];
        assert_eq!(names(&[ava.clone(), one(3, "Ben Brook", "")]), ["Ava Brook", "Ben Brook"]);
        assert_eq!(names(&[ava.clone(), ava.clone()]), ["Ava Brook"], "somebody named twice is one person");
        assert_eq!(
            names(&[older, ava.clone(), one(4, "Ava Brook", "")]),
            ["Ava Brook (born 4 June 2015)", "Ava Brook (born January 2009)", "Ava Brook (birth not known)"]
        );
        let twins = names(&[one(9, "Ava Brook", "2015-06-04"), ava]);
        assert_eq!(twins[0], "Ava Brook (born 4 June 2015, number 1 of this name on file)");
        assert_eq!(twins[1], "Ava Brook (born 4 June 2015, number 2 of this name on file)");
    }
}
