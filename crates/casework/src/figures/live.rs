//! Lists for the day's work: from the facts in memory, and from what is to be done; each child opens their file.

use super::{Figures, MOST};
use crate::access::{Act, Actor, Sight};
use crate::names::StaffNames;
use crate::{Casework, Done, Problem};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use measures::Window;
use measures::live::{self, Cell, DRIFT_DAYS, Found, LISTS, List, Local, Row, Tally};
use practice::front_door::Contact;
use practice::ids::PersonId;
use practice::record::Records;
use practice::summary::Summary;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Whose;

/// The setting that holds after how many quiet days a child drifts.
pub const DRIFT: &str = "drift_days";
/// How many tasks are looked through.
const TASKS: usize = 5_000;
/// How far ahead what is due is listed.
const AHEAD: i32 = 14;

/// What is due and late of one kind, from the tasks of every child.
const DUE: &[(List, &[&str])] = &[
    (
        List::told(
            "conferences",
            "Conferences due and late",
            "Conferences that are late, with the reasons written down, and those due in the next 14 days.",
            &["What", "Due", "Late by (days)", "Why it is late"],
        ),
        &["conference", "conference_booked"],
    ),
    (
        List::told(
            "visits",
            "Visits due",
            "Visits that are late, with the reasons written down, and those due in the next 14 days.",
            &["What", "Due", "Late by (days)", "Why it is late"],
        ),
        &["visit"],
    ),
];

/// A list as somebody sees it.
pub struct Listed {
    pub list: &'static List,
    /// The day looked from, and when what it is worked out from was read.
    pub on: Date,
    pub at: Timestamp,
    pub tallies: Vec<Tally>,
    /// The children they may open; at most [`MOST`].
    pub rows: Vec<(Summary, Vec<Cell>)>,
    /// How many more there are.
    pub more: usize,
    /// Names of workers, for cells that hold one.
    pub staff: Arc<StaffNames>,
}

/// Every list: name and title, in the order they are read.
pub fn lists() -> impl Iterator<Item = &'static List> {
    LISTS.iter().take(1).chain(DUE.iter().map(|(list, _)| list)).chain(LISTS.iter().skip(1))
}

impl Casework {
    /// One of the lists, for those who may open the children behind figures.
    pub fn live(&self, actor: &Actor, name: &str) -> Done<Listed> {
        let mut sight = self.may(actor, Act::OpenFigures)?;
        let list = lists().find(|list| list.name == name).ok_or(Problem::NotFound)?;
        let due = DUE.iter().find(|(of, _)| of.name == name);
        let figures = self.figures_as(crate::file::AsAt::Now)?;
        let at = if due.is_some() { self.now() } else { figures.at() };
        let mut found = match due {
            Some((_, forms)) => self.due(forms)?,
            None => list.find(&figures.index(), &self.local(&figures)?),
        };
        if name == "hub" {
            let tally = self.police_notices(&figures)?;
            found.tallies.push(tally);
        }
        let asked: Vec<PersonId> = found.rows.iter().filter_map(|row| row.who.parse().ok()).collect();
        let known = sight.known(&asked);
        let mut shown: Vec<PersonId> = known.iter().copied().take(MOST).collect();
        let more = known.len().saturating_sub(shown.len());
        let summaries = if shown.is_empty() { Vec::new() } else { self.store().summaries(&shown)? };
        let children: BTreeMap<PersonId, Summary> =
            sight.summaries(summaries).into_iter().map(|one| (one.person, one)).collect();
        shown.retain(|one| children.contains_key(one) && sight.may(Act::SeeFile, *one));
        self.looked(actor, "view_live_list", &shown, None)?;
        if due.is_some() {
            self.say_why(&mut sight, &shown, &mut found, figures.on)?;
        }
        let rows = found.rows.into_iter().filter_map(|row| {
            let person: PersonId = row.who.parse().ok().filter(|person| shown.contains(person))?;
            Some((children.get(&person)?.clone(), row.cells))
        });
        Ok(Listed {
            list,
            on: figures.on,
            at,
            tallies: found.tallies,
            rows: rows.take(MOST).collect(),
            more,
            staff: self.staff_names(),
        })
    }

    /// The same list, to be taken out of the system: that it was is noted.
    pub fn take_out_live(&self, actor: &Actor, name: &str) -> Done<Listed> {
        self.may(actor, Act::TakeOutLists)?;
        self.did(actor, "export_live_list", &[], None, "")?;
        self.live(actor, name)
    }

    fn local(&self, figures: &Figures) -> Done<Local> {
        let days = self.store().setting(DRIFT)?.and_then(|days| days.trim().parse().ok());
        Ok(Local { on: figures.on, drift_days: days.unwrap_or(DRIFT_DAYS) })
    }

    /// Tasks of some kinds, the longest late first, then those due soonest.
    fn due(&self, forms: &[&str]) -> Done<Found> {
        let (now, today) = (self.now(), self.today().date);
        let ahead = practice::moment::Moment::day(today.saturating_add(AHEAD.days())).instant();
        let tasks = self.store().tasks(&Whose::All, ahead, TASKS)?;
        let mut found = Found::default();
        let (mut late, mut soon) = (0, 0);
        for row in tasks.into_iter().filter(|row| forms.contains(&row.task.form.as_str())) {
            let is_late = row.task.due_at < now;
            *(if is_late { &mut late } else { &mut soon }) += 1;
            let by = (today - row.task.due.date).get_days();
            let by = if is_late { Cell::Number(f64::from(by)) } else { Cell::from("") };
            let cells = vec![Cell::Text(row.task.what), Cell::Day(row.task.due.date), by, Cell::from("")];
            found.rows.push(Row { who: row.person.to_string(), cells });
        }
        let rows = vec![vec!["Late".into(), Cell::from(late)], vec!["Due in 14 days".into(), Cell::from(soon)]];
        found.tallies.push(Tally { caption: "How many", columns: vec!["What", "How many"], rows });
        Ok(found)
    }

    /// Adds why something was late, as written down in the last year, to rows of those shown.
    fn say_why(&self, sight: &mut Sight, shown: &[PersonId], found: &mut Found, on: Date) -> Done<()> {
        let window = Window { from: on.saturating_sub(12.months()), to: on };
        let late = self.late_reasons(sight, shown, window)?;
        for row in &mut found.rows {
            let why = row.who.parse().ok().and_then(|person: PersonId| late.get(&person));
            if let (Some(why), Some(cell)) = (why.and_then(|why| why.first()), row.cells.last_mut()) {
                *cell = Cell::from(why.as_str());
            }
        }
        Ok(())
    }

    /// How long after the incident the police notices of today came.
    fn police_notices(&self, figures: &Figures) -> Done<Tally> {
        let index = figures.index();
        let today = Window { from: figures.on, to: figures.on };
        let police = index.contacts.within(today).iter().filter(|event| {
            index
                .facts
                .contacts
                .get(event.row as usize)
                .is_some_and(|one| one.cont_contact_source_code.starts_with('6'))
        });
        let people: Vec<PersonId> = police.filter_map(|event| index.people.name(event.who).parse().ok()).collect();
        let records = if people.is_empty() { Vec::new() } else { self.store().about(&people)? };
        let records = Records::read(records);
        let standing = records.standing();
        let delays = standing.of_kind::<Contact>().filter(|one| one.received.date == figures.on).filter_map(|one| {
            let incident = one.incident()?;
            let both = incident.time.is_some() && one.received.time.is_some();
            both.then(|| one.received.start_instant().duration_since(incident.start_instant()).as_mins())
        });
        let mut delays: Vec<i64> = delays.collect();
        delays.sort_unstable();
        let words = |minutes: Option<&i64>| minutes.map_or("none".to_owned(), |minutes| live::in_hours(*minutes));
        Ok(Tally {
            caption: "Police notices of today: from the incident to its receipt",
            columns: vec!["What", "How long"],
            rows: vec![
                vec!["Half came within".into(), Cell::Text(words(delays.get(delays.len() / 2)))],
                vec!["The longest".into(), Cell::Text(words(delays.last()))],
            ],
        })
    }
}
