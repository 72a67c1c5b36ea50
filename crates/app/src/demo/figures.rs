//! What a built authority looks like: measured from its records by the product's own journeys and clocks.

use super::chance::age;
use crate::failure::Outcome;
use jiff::Timestamp;
use practice::clock::{Run, State};
use practice::episode::Stage;
use practice::front_door::{Contact, Route};
use practice::ids::{PersonId, StaffId};
use practice::journey::Journey;
use practice::moment::Moment;
use practice::record::{Entry, Records, Revision, Status};
use std::collections::BTreeMap;
use std::fmt;
use store::{Store, Whose};

/// How many people are read at a time.
const AT_A_TIME: usize = 500;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those counted.
    pub some: usize,
    /// Of these.
    pub of: usize,
}

impl Share {
    fn count(&mut self, counts: bool) {
        self.of += 1;
        self.some += usize::from(counts);
    }

    /// In percent; 0 of none is 0.
    pub fn percent(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.some as f64 * 100.0 / self.of as f64 }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}% ({} of {})", self.percent(), self.some, self.of)
    }
}

/// What one worker holds on the last day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub worker: String,
    /// Open children allocated.
    pub children: usize,
    /// Tasks whose time has passed, as the list of work shows them.
    pub overdue: usize,
}

/// The figures of an authority on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Everyone on file.
    pub people: usize,
    /// Those on file who are under 18.
    pub under_18: usize,
    /// Children open to social care.
    pub in_need: usize,
    /// Those of them who are 18 or older.
    pub of_age: usize,
    /// Children looked after.
    pub looked_after: usize,
    /// Children on a protection plan; those for neglect.
    pub neglect: Share,
    /// Contacts; those that carry a police domestic abuse notice.
    pub notices: Share,
    /// Referrals of a child; those inside the look-back window of an earlier one.
    pub again: Share,
    /// Initial conferences asked for, a child at a time; those held in time (CLK-S47-05).
    pub conferences: Share,
    /// Visits asked for by protection plans; those in which the child was seen in time (CLK-CP-07).
    pub visits: Share,
    /// Records; those corrected later.
    pub corrected: Share,
    /// Records; those withdrawn later.
    pub withdrawn: Share,
    /// How many records of each kind.
    pub kinds: BTreeMap<String, usize>,
    /// Tasks overdue on the last day by the clock that asks for them.
    pub overdue: BTreeMap<String, usize>,
    /// Workers who hold children, the least first.
    pub loads: Vec<Load>,
}

/// Measures what a store holds, as it stands at an instant.
pub fn measured(store: &dyn Store, until: Timestamp) -> Outcome<Figures> {
    let mut figures = Figures::default();
    let mut after = None;
    loop {
        let people = store.people_after(after, AT_A_TIME)?;
        let Some(last) = people.last() else { break };
        after = Some(*last);
        let mut about: BTreeMap<PersonId, Vec<Revision>> = BTreeMap::new();
        for revision in store.about(&people)? {
            for person in revision.people.iter().filter(|person| people.binary_search(person).is_ok()) {
                about.entry(*person).or_default().push(revision.clone());
            }
        }
        for (person, revisions) in about {
            figures.person(person, Records::read(revisions), until);
        }
    }
    figures.work(store, until)?;
    Ok(figures)
}

impl Figures {
    fn person(&mut self, person: PersonId, records: Records, until: Timestamp) {
        let on = Moment::of(until);
        self.people += 1;
        // A record about several children is counted with the first of them.
        for entry in records.latest().filter(|entry| entry.people.first() == Some(&person)) {
            self.record(entry, records.revisions_of(entry.id));
        }
        let journey = Journey::of(person, &records, on);
        let years = journey.person.born().map(|born| age(born.earliest(), on.date));
        let of_age = years.is_some_and(|years| years >= 18);
        self.under_18 += usize::from(years.is_some_and(|years| (0..18).contains(&years)));
        if journey.open(Stage::Need).is_some() {
            self.in_need += 1;
            self.of_age += usize::from(of_age);
        }
        self.looked_after += usize::from(journey.looked_after().is_some());
        if let Some(plan) = journey.open(Stage::ProtectionPlan) {
            self.neglect.count(plan.label == "Neglect");
        }
        self.clocks(&journey, on);
    }

    fn record(&mut self, entry: &Entry, revisions: &[Entry]) {
        *self.kinds.entry(entry.kind.clone()).or_default() += 1;
        let withdrawn = matches!(entry.status, Status::Withdrawn { .. });
        self.withdrawn.count(withdrawn);
        self.corrected.count(revisions.iter().any(|one| matches!(one.status, Status::Amended { .. })));
        if let Some(contact) = entry.get::<Contact>().filter(|_| !withdrawn) {
            self.notices.count(matches!(contact.route, Route::PoliceNotice { .. }));
        }
    }

    fn clocks(&mut self, journey: &Journey, on: Moment) {
        let runs = |id: &'static str| journey.clocks.iter().filter(move |run| run.clock.id == id);
        for run in runs("CLK-S47-05").filter(|run| is_settled(run, on)) {
            self.conferences.count(run.state(on) == State::Met);
        }
        for run in runs("CLK-CP-07").filter(|run| is_settled(run, on)) {
            self.visits.count(run.state(on) == State::Met);
        }
        let windows: Vec<&Run> = runs("CLK-FD-12").collect();
        for run in &windows {
            let inside = |other: &&&Run| other.start.at < run.start.at && run.start.at.is_by(other.due);
            self.again.count(windows.iter().any(|other| inside(&other)));
        }
    }

    fn work(&mut self, store: &dyn Store, until: Timestamp) -> Outcome {
        for row in store.tasks(&Whose::All, until, usize::MAX)? {
            *self.overdue.entry(row.task.clock).or_default() += 1;
        }
        let mut loads: BTreeMap<StaffId, Load> = BTreeMap::new();
        for (worker, _, children, overdue) in store.caseloads(until)? {
            let Some(worker) = worker else { continue };
            let load = loads.entry(worker.clone()).or_insert_with(|| Load { worker: worker.0, ..Load::default() });
            load.children += usize::try_from(children).unwrap_or(usize::MAX);
            load.overdue += usize::try_from(overdue).unwrap_or(usize::MAX);
        }
        self.loads = loads.into_values().filter(|load| load.children > 0).collect();
        self.loads.sort_by_key(|load| (load.children, load.worker.clone()));
        Ok(())
    }

    /// How many records of a kind there are.
    pub fn of_kind(&self, kind: &str) -> usize {
        self.kinds.get(kind).copied().unwrap_or(0)
    }
}

/// Done, in time or late, or overdue: not one that still runs or ceased to matter.
fn is_settled(run: &Run, on: Moment) -> bool {
    matches!(run.state(on), State::Met | State::Late | State::Overdue)
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, value: &dyn fmt::Display| writeln!(f, "{name:<58} {value}");
        line("People on file; of them under 18", &format!("{}; {}", self.people, self.under_18))?;
        line("Children open to social care; of them 18 or older", &format!("{}; {}", self.in_need, self.of_age))?;
        line("Children on a protection plan; of them for neglect", &format!("{}; {}", self.neglect.of, self.neglect))?;
        line("Children looked after", &self.looked_after)?;
        line("Contacts with a police domestic abuse notice", &self.notices)?;
        line("Referrals of a child within 12 months of another", &self.again)?;
        line("Initial conferences within 15 working days (CLK-S47-05)", &self.conferences)?;
        line("Protection visits in time (CLK-CP-07)", &self.visits)?;
        line("Records corrected", &self.corrected)?;
        line("Records withdrawn", &self.withdrawn)?;
        let spread = |of: fn(&Load) -> usize| {
            let mut all: Vec<usize> = self.loads.iter().map(of).collect();
            all.sort_unstable();
            let at = |share: usize| all.get(share * all.len().saturating_sub(1) / 100).copied().unwrap_or(0);
            format!("{}, {}, {}, {}, {}", at(0), at(10), at(50), at(90), at(100))
        };
        let with = format!(" of {} workers: least, tenth, half, nine tenths, most", self.loads.len());
        line(&format!("Children{with}"), &spread(|load| load.children))?;
        line(&format!("Overdue{with}"), &spread(|load| load.overdue))?;
        for (clock, count) in &self.overdue {
            line(&format!("Overdue: {clock}"), count)?;
        }
        for (kind, count) in &self.kinds {
            line(&format!("Records: {kind}"), count)?;
        }
        Ok(())
    }
}
