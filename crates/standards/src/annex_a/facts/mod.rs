//! Facts from the lists, so that what another system wrote can be measured and compared.
//!
//! A list holds less than the tables: where it gives a number of earlier events, and not the events, no fact follows. What
//! no table holds is [`NO_PLACE`]. A worker and a team are known by their names, and so are their rows.

mod care;
mod need;

use std::collections::{BTreeMap, HashMap, HashSet};

use facts::tables::*;
use facts::{Facts, Text as Fact};
use jiff::civil::Date;

use super::{AnnexA, Choice, Filed};
use crate::reading::{Cell, Text};

/// The columns of the lists that no table of facts holds, by list and heading.
pub const NO_PLACE: &[(u8, &str)] = &[
    (3, "Number of Referrals in Last 12 Months"),
    (5, "Number of Section 47 Enquiries in the last 12 months"),
    (5, "Number of ICPCs in the last 12 months"),
    (7, "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"),
    (7, "Number of Previous Child Protection Plans"),
    (8, "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"),
    (8, "Number of Placements in the Last 12 months"),
    (8, "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"),
    (8, "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"),
    (8, "Was the child offered a Return Interview after their last missing episode (Y/N)?"),
    (8, "Did the child accept a Return Interview after their last missing episode (Y/N)?"),
];

/// The facts that the lists tell.
pub fn of(lists: &AnnexA) -> Facts {
    let mut made = Made::default();
    made.people(lists);
    for row in rows(&lists.contacts) {
        let key = made.key(1, &row.child);
        made.facts.contacts.push(facts::tables::Contact {
            cont_contact_id: key,
            cont_person_id: fact(&row.child),
            cont_contact_date: row.on.value,
            cont_contact_source_code: code(&row.source),
            cont_contact_source_desc: row.source.value.map(|pick| Fact::from(pick.words.as_str())).unwrap_or_default(),
            ..Default::default()
        });
    }
    for row in rows(&lists.early_help) {
        let key = made.key(2, &row.child);
        made.facts.early_help_episodes.push(EarlyHelpEpisode {
            earl_episode_id: key,
            earl_person_id: fact(&row.child),
            earl_episode_start_date: row.start.value,
            earl_episode_end_date: row.completed.value,
            earl_episode_organisation: fact(&row.organisation),
            ..Default::default()
        });
    }
    rows(&lists.referrals).for_each(|row| made.referral(row));
    rows(&lists.in_need).for_each(|row| made.in_need(row));
    rows(&lists.assessments).for_each(|row| made.assessment(row));
    rows(&lists.enquiries).for_each(|row| made.enquiry(row));
    rows(&lists.plans).for_each(|row| made.plan(row));
    rows(&lists.in_care).for_each(|row| made.in_care(row));
    rows(&lists.leaving_care).for_each(|row| made.leaving_care(row));
    rows(&lists.adoptions).for_each(|row| made.adoption(row));
    rows(&lists.adopters).for_each(|row| made.adopter(row));
    made.facts.sort();
    made.facts
}

fn rows<R>(filed: &Option<Filed<R>>) -> impl Iterator<Item = &R> {
    filed.iter().flat_map(|filed| &filed.rows)
}

fn fact(text: &Text) -> Fact {
    Fact::from(text.as_str())
}

/// The code of an answer; what is no answer as it was typed.
fn code(choice: &Choice) -> Fact {
    choice.value.map_or_else(|| fact(&choice.raw), |pick| Fact::from(pick.code.as_str()))
}

/// Yes or no; none when it is neither.
fn flag(choice: &Choice) -> Option<bool> {
    match choice.code() {
        "Yes" => Some(true),
        "No" => Some(false),
        _ => None,
    }
}

#[derive(Default)]
struct Made {
    facts: Facts,
    counts: BTreeMap<(u8, String), usize>,
    /// Teams and workers that have a row, and who was involved with whom.
    seen: HashSet<(&'static str, Fact, Fact)>,
    /// The referrals of each child: their days and keys.
    referrals: HashMap<Fact, Vec<(Option<Date>, Fact)>>,
}

impl Made {
    /// The key of the next row a list gives a child: the same however often the list is read.
    fn key(&mut self, list: u8, child: &Text) -> Fact {
        let count = self.counts.entry((list, child.as_str().to_ascii_uppercase())).or_default();
        *count += 1;
        Fact::from(format!("annex-a-{list}-{}-{count}", child.as_str()))
    }

    /// Who the children are, of all the lists: the first that says something is believed.
    fn people(&mut self, lists: &AnnexA) {
        let mut persons: BTreeMap<String, Person> = BTreeMap::new();
        let mut disabled: BTreeMap<String, bool> = BTreeMap::new();
        let mut add =
            |child: &Text, gender: &Choice, ethnicity: &Choice, born: &Cell<Date>, disability: Option<&Choice>| {
                if child.is_blank() {
                    return;
                }
                let key = child.as_str().to_ascii_uppercase();
                let one = persons.entry(key.clone()).or_default();
                if one.pers_person_id.is_empty() {
                    one.pers_person_id = fact(child);
                }
                if one.pers_sex.is_empty() {
                    one.pers_sex = match gender.code() {
                        "Male" => "M".into(),
                        "Female" => "F".into(),
                        "" => fact(&gender.raw),
                        _ => "U".into(),
                    };
                }
                if one.pers_ethnicity.is_empty() {
                    one.pers_ethnicity = code(ethnicity);
                }
                one.pers_dob = one.pers_dob.or(born.value);
                if let Some(answer) = disability.and_then(flag) {
                    disabled.entry(key).or_insert(answer);
                }
            };
        macro_rules! plain {
            ($($list:ident)*) => {
                $(rows(&lists.$list).for_each(|row| add(&row.child, &row.gender, &row.ethnicity, &row.born, None));)*
            };
        }
        macro_rules! with_disability {
            ($($list:ident)*) => {
                $(rows(&lists.$list).for_each(|row| {
                    add(&row.child, &row.gender, &row.ethnicity, &row.born, Some(&row.disability));
                });)*
            };
        }
        with_disability!(assessments enquiries in_need plans in_care leaving_care adoptions);
        plain!(contacts early_help referrals);
        for (key, disabled) in disabled {
            let Some(person) = persons.get(&key) else { continue };
            // The list says that there is one, and not which.
            self.facts.disabilities.push(Disability {
                disa_table_id: Fact::from(format!("annex-a-{}", person.pers_person_id)),
                disa_person_id: person.pers_person_id.clone(),
                disa_disability_code: if disabled { "YES".into() } else { "NONE".into() },
            });
        }
        self.facts.persons = persons.into_values().collect();
    }

    /// A team, known by its name.
    fn team(&mut self, name: &Text) -> Fact {
        let id = fact(name);
        if !id.is_empty() && self.seen.insert(("team", id.clone(), Fact::new())) {
            self.facts.departments.push(Department {
                dept_team_id: id.clone(),
                dept_team_name: id.clone(),
                ..Default::default()
            });
        }
        id
    }

    /// A worker, known by name.
    fn worker(&mut self, name: &Text) -> Fact {
        let id = fact(name);
        if !id.is_empty() && self.seen.insert(("worker", id.clone(), Fact::new())) {
            self.facts.professionals.push(Professional {
                prof_professional_id: id.clone(),
                prof_professional_name: id.clone(),
                ..Default::default()
            });
        }
        id
    }

    /// Who is responsible, from when is not told.
    fn involved(&mut self, list: u8, child: &Text, team: &Text, worker: &Text, referral: Fact) {
        if team.is_blank() && worker.is_blank() {
            return;
        }
        let row = Involvement {
            invo_involvements_id: Fact::from(format!("annex-a-{list}-{}", child.as_str())),
            invo_person_id: fact(child),
            invo_professional_team: self.team(team),
            invo_professional_id: self.worker(worker),
            invo_referral_id: referral,
            ..Default::default()
        };
        if self.seen.insert(("involved", row.invo_person_id.clone(), row.invo_professional_id.clone())) {
            self.facts.involvements.push(row);
        }
    }

    /// The referral open on a day: the last that began by then.
    fn referral_on(&self, child: &Text, on: Option<Date>) -> Fact {
        let own = self.referrals.get(&fact(child)).into_iter().flatten();
        let by = own.filter(|(start, _)| on.is_none_or(|on| start.is_none_or(|start| start <= on)));
        by.max_by_key(|(start, _)| *start).map(|(_, key)| key.clone()).unwrap_or_default()
    }
}
