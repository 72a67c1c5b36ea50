//! Facts are kept by person, replaced as a whole, and noted as stale by every write.

use super::sample::{person, revision, staff, summary, team, write_one};
use super::{fine, same};
use crate::{Change, Staff, Store, StoreError, Team};
use facts::{Facts, Kind, Misread, Row, Unread, VisitMut};
use practice::ids::{AUTHORITY, PersonId};
use std::borrow::Cow;

/// Some rows of every table, with every kind of value, that belong to one person.
pub fn made(of: PersonId, count: usize) -> Facts {
    let mut facts = Facts::default();
    facts.visit_mut(&mut Made { of: of.to_string(), count });
    let lost = |key: &str, why| Unread {
        table: "ssd_contacts",
        line: 0,
        key: key.into(),
        field: "cont_contact_date".into(),
        value: "June".into(),
        why,
    };
    facts.unread = vec![lost("", Misread::NotADate), lost("a key", Misread::TimeLost)];
    facts.sort();
    facts
}

struct Made {
    of: String,
    count: usize,
}

impl VisitMut for Made {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        for number in 0..self.count {
            let table = R::TABLE;
            let cell = |place: usize| {
                if place == table.key {
                    return format!("{} {number}", self.of);
                }
                // Some of everything is not said.
                if (place + number).is_multiple_of(5) {
                    return String::new();
                }
                match table.columns[place].kind {
                    Kind::Id(_) | Kind::Text(_) | Kind::Code(_) | Kind::Hash => {
                        format!("Zoë’s “{place}”, 'n' {number}")
                    }
                    Kind::Json(_) => r#"{"NFA_FLAG":"Y"}"#.to_owned(),
                    Kind::Flag => if number == 0 { "Y" } else { "N" }.to_owned(),
                    Kind::Bit => (number % 2).to_string(),
                    Kind::Date => format!("19{}-02-{:02}", 60 + number, place % 28 + 1),
                    Kind::Moment if number == 0 => "2026-06-04T09:32".to_owned(),
                    Kind::Moment => "2026-06-04".to_owned(),
                    Kind::Partial(_) => "zz/05/2019".to_owned(),
                    Kind::Int => (number as i32 - 1).to_string(),
                    Kind::Number => format!("{}", (number as f64 - 0.5) / 3.0),
                }
            };
            rows.push(R::read(&mut |place| Cow::Owned(cell(place)), &mut |_, _, _| {}));
        }
    }
}

fn kept_as(store: &dyn Store, of: PersonId, facts: Facts) -> Result<(), StoreError> {
    store.keep_facts(&[of], &mut |_| Ok(vec![(of, facts.clone())]))
}

pub fn kept(store: &dyn Store) -> Result<(), String> {
    let (one, two) = (person(1), person(2));
    same("nobody's are stale at first", fine(store.stale_facts(9))?, vec![])?;
    fine(write_one(store, "key 1", 1, &[one, two]))?;
    same("theirs are stale once they are written of", fine(store.stale_facts(9))?, vec![one, two])?;
    same("at most as many as asked", fine(store.stale_facts(1))?, vec![one])?;
    let mut seen = 0;
    let work_out = &mut |revisions: Vec<_>| {
        seen = revisions.len();
        Ok(vec![(one, made(one, 3)), (two, made(two, 2))])
    };
    fine(store.keep_facts(&[one, two], work_out))?;
    same("they are worked out from what is recorded", seen, 1)?;
    same("nobody's are stale once they are kept", fine(store.stale_facts(9))?, vec![])?;
    same("they come back as they were kept", fine(store.facts(&[one]))? == made(one, 3), true)?;
    same("everybody's apart", fine(store.facts(&[two]))? == made(two, 2), true)?;
    let mut both = made(one, 3);
    both.append(made(two, 2));
    both.sort();
    same("or together", fine(store.facts(&[two, one]))? == both, true)?;
    same("and nobody else's", fine(store.facts(&[person(3)]))?, Facts::default())
}

pub fn replaced(store: &dyn Store) -> Result<(), String> {
    let (one, two) = (person(1), person(2));
    fine(write_one(store, "key 1", 1, &[one, two]))?;
    fine(kept_as(store, one, made(one, 3)))?;
    fine(kept_as(store, two, made(two, 1)))?;
    fine(write_one(store, "key 2", 2, &[one]))?;
    same("a write makes them stale", fine(store.stale_facts(9))?, vec![one])?;
    same("and leaves them as they are", fine(store.facts(&[one]))? == made(one, 3), true)?;
    let refused = store.keep_facts(&[one], &mut |_| Err(StoreError::Refused("no".to_owned())));
    same("a refusal is told", refused, Err(StoreError::Refused("no".to_owned())))?;
    same("and keeps nothing", fine(store.facts(&[one]))? == made(one, 3), true)?;
    same("and they stay stale", fine(store.stale_facts(9))?, vec![one])?;
    fine(kept_as(store, one, made(one, 1)))?;
    same("they are replaced, not added to", fine(store.facts(&[one]))? == made(one, 1), true)?;
    same("nobody else's are touched", fine(store.facts(&[two]))? == made(two, 1), true)?;
    fine(store.rebuild(&[two], &mut |_| Ok(vec![summary(two, "child")])))?;
    same("a rebuilt summary makes them stale", fine(store.stale_facts(9))?, vec![two])?;
    fine(store.load(Change { revisions: vec![revision(7, &[person(3)])], ..Change::default() }))?;
    same("so do records loaded", fine(store.stale_facts(9))?, vec![two, person(3)])
}

pub fn of_the_workforce(store: &dyn Store) -> Result<(), String> {
    let teams = [Team { id: team(1), name: "West".to_owned() }];
    let worker = Staff::new(staff(1), "J. Dunn", "social_worker");
    fine(store.put_staff(&teams, std::slice::from_ref(&worker)))?;
    same("who works here is the authority's", fine(store.stale_facts(9))?, vec![AUTHORITY])?;
    fine(kept_as(store, AUTHORITY, made(AUTHORITY, 1)))?;
    same("kept, they are stale no longer", fine(store.stale_facts(9))?, vec![])?;
    fine(store.change_staff(&staff(1), &mut |_| Ok(Staff { active: false, ..worker.clone() })))?;
    same("a change makes them stale", fine(store.stale_facts(9))?, vec![AUTHORITY])
}
