//! The lists as at a day, from facts.
//!
//! Lists 1 to 5 go back six months, and hold what is open of early help, assessments and enquiries; 6 to 8 hold who is open
//! now or was within six months; 9 who is entitled now; 10 twelve months. What happened after the day is not known on it.
//! List 11 holds adopters by their own files, and who is known by a match alone. The authority of a placement is what was recorded of it;
//! of one in the authority's own area, which says so itself, it is left blank.

mod adopters;
mod care;
mod early;
mod need;
mod plans;

use std::collections::HashMap;

use facts::Facts;
use facts::tables::*;
use jiff::civil::Date;

pub(super) use care::PERMANENCE;

use super::given::{day, pick, whole};
use super::{AnnexA, Choice, Filed};
use crate::by_key::{By, by};
use crate::numbers;
use crate::reading::{Cell, Text};

/// The lists of an authority as at a day.
pub fn of(facts: &Facts, as_at: Date) -> AnnexA {
    let known = Known::new(facts, as_at);
    AnnexA {
        contacts: filed(1, early::contacts(&known)),
        early_help: filed(2, early::early_help(&known)),
        referrals: filed(3, early::referrals(&known)),
        assessments: filed(4, early::assessments(&known)),
        enquiries: filed(5, plans::enquiries(&known)),
        in_need: filed(6, need::in_need(&known)),
        plans: filed(7, plans::plans(&known)),
        in_care: filed(8, care::in_care(&known)),
        leaving_care: filed(9, care::leaving_care(&known)),
        adoptions: filed(10, care::adoptions(&known)),
        adopters: filed(11, adopters::adopters(&known)),
    }
}

/// A list, its rows in the order of their children and dates, each with the row of the sheet it will stand in.
fn filed<R: Lined>(number: u8, mut rows: Vec<(String, Option<Date>, R)>) -> Option<Filed<R>> {
    rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let rows = rows.into_iter().enumerate().map(|(at, (_, _, row))| row.on(at + 2)).collect();
    Some(Filed { file: format!("List {number}"), rows })
}

/// A row that is told where it stands.
trait Lined {
    fn on(self, line: usize) -> Self;
}

macro_rules! lined {
    ($($field:ident: $row:ident,)*) => {
        $(impl Lined for super::lists::$row {
            fn on(mut self, line: usize) -> Self {
                self.line = u32::try_from(line).unwrap_or(u32::MAX);
                self
            }
        })*
    };
}
super::every_list!(lined);

/// The facts, put together person by person, and the day they are looked at from.
struct Known<'f> {
    facts: &'f Facts,
    as_at: Date,
    persons: HashMap<&'f str, &'f Person>,
    disabilities: By<'f, Disability>,
    statuses: By<'f, ImmigrationStatus>,
    legal: By<'f, LegalStatus>,
    episodes: By<'f, CinEpisode>,
    assessments: By<'f, CinAssessment>,
    cin_plans: By<'f, CinPlan>,
    cin_visits: By<'f, CinVisit>,
    enquiries: By<'f, S47Enquiry>,
    conferences: By<'f, InitialCpConference>,
    cp_plans: By<'f, CpPlan>,
    cp_visits: By<'f, CpVisit>,
    reviews: By<'f, CpReview>,
    cla: By<'f, ClaEpisode>,
    placements: By<'f, ClaPlacement>,
    cla_reviews: By<'f, ClaReview>,
    cla_visits: By<'f, ClaVisit>,
    care_plans: By<'f, ClaCarePlan>,
    health: By<'f, ClaHealth>,
    missing: By<'f, Missing>,
    involvements: By<'f, Involvement>,
    families: HashMap<&'f str, &'f str>,
    /// The adopters' family of a way to permanence.
    adopters_of: HashMap<&'f str, &'f str>,
    /// Whether a placement is in the authority's area.
    areas: HashMap<&'f str, &'f PlacementArea>,
    workers: HashMap<&'f str, &'f str>,
    teams: HashMap<&'f str, &'f str>,
}

/// The rows of one person.
fn of_person<'k, 'f, R>(rows: &'k By<'f, R>, person: &str) -> &'k [&'f R] {
    rows.get(person).map_or(&[], Vec::as_slice)
}

impl<'f> Known<'f> {
    fn new(facts: &'f Facts, as_at: Date) -> Known<'f> {
        Known {
            facts,
            as_at,
            persons: facts.persons.iter().map(|one| (one.pers_person_id.as_str(), one)).collect(),
            disabilities: by(&facts.disabilities, |row| &row.disa_person_id),
            statuses: by(&facts.immigration_statuses, |row| &row.immi_person_id),
            legal: by(&facts.legal_statuses, |row| &row.lega_person_id),
            episodes: by(&facts.cin_episodes, |row| &row.cine_person_id),
            assessments: by(&facts.cin_assessments, |row| &row.cina_person_id),
            cin_plans: by(&facts.cin_plans, |row| &row.cinp_person_id),
            cin_visits: by(&facts.cin_visits, |row| &row.cinv_person_id),
            enquiries: by(&facts.s47_enquiries, |row| &row.s47e_person_id),
            conferences: by(&facts.initial_cp_conferences, |row| &row.icpc_person_id),
            cp_plans: by(&facts.cp_plans, |row| &row.cppl_person_id),
            cp_visits: by(&facts.cp_visits, |row| &row.cppv_person_id),
            reviews: by(&facts.cp_reviews, |row| &row.cppr_person_id),
            cla: by(&facts.cla_episodes, |row| &row.clae_person_id),
            placements: by(&facts.cla_placements, |row| &row.clap_person_id),
            cla_reviews: by(&facts.cla_reviews, |row| &row.clar_cla_id),
            cla_visits: by(&facts.cla_visits, |row| &row.clav_person_id),
            care_plans: by(&facts.cla_care_plans, |row| &row.lacp_person_id),
            health: by(&facts.cla_health_checks, |row| &row.clah_person_id),
            missing: by(&facts.missing, |row| &row.miss_person_id),
            involvements: by(&facts.involvements, |row| &row.invo_person_id),
            families: facts
                .families
                .iter()
                .map(|one| (one.fami_person_id.as_str(), one.fami_family_id.as_str()))
                .collect(),
            adopters_of: facts
                .adopters
                .iter()
                .map(|one| (one.gtad_permanence_id.as_str(), one.gtad_family_id.as_str()))
                .collect(),
            areas: facts.placement_areas.iter().map(|one| (one.gtpl_placement_id.as_str(), one)).collect(),
            workers: facts
                .professionals
                .iter()
                .map(|one| (one.prof_professional_id.as_str(), one.prof_professional_name.as_str()))
                .collect(),
            teams: facts
                .departments
                .iter()
                .map(|one| (one.dept_team_id.as_str(), one.dept_team_name.as_str()))
                .collect(),
        }
    }

    /// The day, unless it is still to come.
    fn past(&self, on: Option<Date>) -> Option<Date> {
        on.filter(|on| *on <= self.as_at)
    }

    /// The first day of so many months up to the day.
    fn since(&self, months: i32) -> Date {
        self.as_at.checked_sub(jiff::Span::new().months(months)).unwrap_or(Date::MIN)
    }

    /// Whether the day is within so many months up to the day.
    fn within(&self, on: Option<Date>, months: i32) -> bool {
        self.past(on).is_some_and(|on| on >= self.since(months))
    }

    /// Whether something that began, and perhaps ended, was open within so many months up to the day.
    fn open_within(&self, start: Option<Date>, end: Option<Date>, months: i32) -> bool {
        self.past(start).is_some() && self.past(end).is_none_or(|end| end >= self.since(months))
    }

    /// Whether something is open on the day.
    fn open(&self, start: Option<Date>, end: Option<Date>) -> bool {
        self.past(start).is_some() && self.past(end).is_none()
    }

    /// How many of these days are in the twelve months before one, itself left out.
    fn earlier(&self, on: Option<Date>, others: impl Iterator<Item = Option<Date>>) -> usize {
        let Some(on) = on else { return 0 };
        let first = on.checked_sub(jiff::Span::new().months(12)).unwrap_or(Date::MIN);
        others.flatten().filter(|other| first <= *other && *other < on).count()
    }

    fn team(&self, id: &str) -> Text {
        Text::from(self.teams.get(id).copied().filter(|name| !name.is_empty()).unwrap_or(id))
    }

    fn worker(&self, id: &str) -> Text {
        Text::from(self.workers.get(id).copied().filter(|name| !name.is_empty()).unwrap_or(id))
    }

    /// The team and worker who are responsible on the day, or were last.
    fn allocated(&self, person: &str) -> Option<(Text, Text)> {
        let all = of_person(&self.involvements, person).iter();
        let known = all.filter(|one| one.invo_involvement_start_date.is_none_or(|from| from <= self.as_at));
        let last = known
            .max_by_key(|one| (self.past(one.invo_involvement_end_date).is_none(), one.invo_involvement_start_date))?;
        Some((self.team(&last.invo_professional_team), self.worker(&last.invo_professional_id)))
    }

    fn disability(&self, list: u8, person: &str) -> Choice {
        let all = of_person(&self.disabilities, person);
        let answer = match all {
            [] => "Unknown",
            all if all.iter().any(|one| !matches!(one.disa_disability_code.as_str(), "" | "NONE")) => "Yes",
            _ => "No",
        };
        let heading = if list == 11 { "Disability" } else { "Does the Child have a Disability" };
        pick(list, heading, answer)
    }

    /// Who the child is, as each list begins.
    fn of(&self, list: u8, person: &str) -> Who {
        let known = self.persons.get(person);
        let born = known.and_then(|one| one.pers_dob.or(one.pers_expected_dob));
        let age = born.map(|born| crate::annex_a::rules::years(born, self.as_at).max(0));
        Who {
            number: numbers::outside(person),
            gender: pick(list, "Gender", known.map_or("", |one| &one.pers_sex)),
            ethnicity: pick(list, "Ethnicity", known.map_or("", |one| &one.pers_ethnicity)),
            born: day(born),
            age: age.map(|age| whole(usize::try_from(age).unwrap_or(0))).unwrap_or_default(),
        }
    }
}

/// Who a row is about.
struct Who {
    number: String,
    gender: Choice,
    ethnicity: Choice,
    born: Cell<Date>,
    age: Cell<u16>,
}

/// A row of a list: its first cells, then what the list says.
macro_rules! row {
    ($row:ident of $who:ident { $($rest:tt)* }) => {
        $row {
            child: crate::reading::Text::from($who.number.as_str()),
            gender: $who.gender,
            ethnicity: $who.ethnicity,
            born: $who.born,
            age: $who.age,
            $($rest)*
        }
    };
}
use row;
