//! Figures: measures worked out from the facts of everyone, and opened to the children behind them.
//!
//! The facts are held in memory; after a write those of the people written of are put in their place; the page says as at
//! when. Whoever may see figures sees them whole; who may open children's files opens the list behind each, and everybody else has small numbers
//! hidden.

mod book;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod book_tests;
mod commentary;
mod hidden;
mod lines;
mod live;
mod report;
mod series;
pub mod words;

pub(crate) use book::PATIENCE;
pub use book::{COMPARATORS, POPULATIONS};
pub use commentary::{Comment, Said};
pub use hidden::Shown;
pub use lines::{Changed, Line, Other, SaidThen, definition, since};
pub use live::{DRIFT, Listed, lists};
pub use report::{Content, Every, Issued};
pub use series::{NO_CHANGE, TOO_FEW};
pub use words::HIDDEN;

use crate::access::{Act, Actor, Sight};
use crate::{Casework, Done, Problem};
use ::facts::{Facts, Row, Visit};
use book::{Book, PATIENCE_OF_A_READER};
use hidden::{Open, Released};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use measures::comparators::Comparator;
use measures::flow::{self, Cohort, Stage};
use measures::{Breakdown, By, Index, Measure, Outcome, Period, Setting, Window};
use practice::ids::{PersonId, TeamId};
use practice::oversight::LateReason;
use practice::record::Record as _;
use practice::summary::Summary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};
use uuid::Uuid;

/// How many months a series holds.
pub const MONTHS: i32 = 24;
/// As many children as a list shows.
pub const MOST: usize = 300;
/// Every measure month by month over the last two years, and as it stands on the day looked from.
pub struct Figures {
    book: Arc<Book>,
    /// The day looked from.
    pub on: Date,
    /// What was recorded later is left out, when this is given.
    pub known_by: Option<Timestamp>,
    /// The last days of the months of a series, oldest first.
    pub months: Vec<Date>,
    series: BTreeMap<&'static str, Vec<Outcome>>,
    latest: BTreeMap<&'static str, Outcome>,
    /// Tables that hold something.
    held: BTreeSet<&'static str>,
    /// The team whose they are, when they are of one alone.
    team: Option<TeamId>,
    /// Which may be shown, when they are for somebody who sees aggregates alone.
    open: Option<Open>,
}

/// Gathers the tables that hold rows.
struct Held(BTreeSet<&'static str>);

impl Visit for Held {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        if !rows.is_empty() {
            self.0.insert(R::TABLE.name);
        }
    }
}

/// The figures read last.
#[derive(Default)]
pub(crate) struct Kept {
    now: std::sync::RwLock<Option<Arc<Figures>>>,
    /// The same for those who see aggregates alone, with how many reports it was made beside.
    open: std::sync::RwLock<Option<(usize, Arc<Figures>)>>,
    /// Those of earlier days that were asked for last.
    then: std::sync::Mutex<Vec<Then>>,
    /// Those of teams, each with what it was made from.
    teams: std::sync::Mutex<Vec<OfTeam>>,
    /// What each report released.
    released: std::sync::Mutex<BTreeMap<Uuid, Vec<Released>>>,
    reading: std::sync::Mutex<()>,
    issuing: std::sync::Mutex<()>,
}

/// Figures of an earlier day, and until when they may be shown again: what is true then may be learnt at any time.
struct Then {
    as_at: crate::file::AsAt,
    mark: u64,
    figures: Arc<Figures>,
}

/// Figures of one team, and those of everybody they were made from.
struct OfTeam {
    team: TeamId,
    whole: Arc<Figures>,
    figures: Arc<Figures>,
}

/// How many earlier days are kept.
const EARLIER: usize = 4;

/// One of those behind a figure.
pub struct Member {
    /// The child, as lists show them; `None` for what is no child: a worker, a place.
    pub child: Option<Summary>,
    /// Their name in the facts.
    pub name: String,
    /// Is it in the numerator?
    pub counts: bool,
    /// What it adds to a sum.
    pub amount: f64,
    /// Why something was late, as it was written down in the days of the figure; latest first.
    pub late: Vec<String>,
}

/// The list behind a figure.
pub struct Behind {
    /// The measure.
    pub measure: &'static Measure,
    /// The figure.
    pub outcome: Outcome,
    /// Those it is worked out from, the ones that count last first; at most [`MOST`].
    pub members: Vec<Member>,
    /// How many more there are.
    pub more: usize,
}

impl Figures {
    /// The facts they are worked out from.
    pub(crate) fn facts(&self) -> &Facts {
        self.book.facts()
    }

    /// When everyone was read, and the day looked from.
    pub(crate) fn read_on(&self) -> (Timestamp, Date) {
        (self.book.whole, self.on)
    }

    /// The last entry of the log that was looked at.
    pub(crate) fn seen(&self) -> u64 {
        self.book.seen
    }

    /// When the records were read.
    pub fn at(&self) -> Timestamp {
        self.book.at
    }

    /// A measure month by month; empty when it waits for a record.
    pub fn series(&self, measure: &Measure) -> &[Outcome] {
        self.series.get(measure.id).map_or(&[], Vec::as_slice)
    }

    /// The figure to show first: how things stand on the day, or its whole period up to the end of the last month.
    pub fn latest(&self, measure: &Measure) -> Option<&Outcome> {
        self.latest.get(measure.id)
    }

    /// Is anything recorded that the measure is worked out from? Where nothing is, nought would be no figure.
    pub fn holds(&self, measure: &Measure) -> bool {
        measure.built().and_then(|built| built.tables.first()).is_some_and(|table| self.held.contains(table))
    }

    /// The figures of others for a measure, the latest by the day.
    pub fn comparators(&self, measure: &Measure) -> Vec<&Comparator> {
        let all = &self.book.comparators;
        let Some(authority) = all.first().map(|one| one.authority.as_str()) else { return Vec::new() };
        measures::comparators::latest(all, authority, measure.id, None, self.on)
    }

    fn index(&self) -> Index<'_> {
        self.book.index()
    }

    /// May the figure that is shown first be shown to whom these are for?
    pub fn shows(&self, measure: &Measure) -> bool {
        self.open.as_ref().is_none_or(|open| open.latest.contains(measure.id))
    }

    /// May the series?
    pub fn shows_series(&self, measure: &Measure) -> bool {
        self.open.as_ref().is_none_or(|open| open.series.contains(measure.id))
    }

    /// A measure over days of one's own choosing.
    pub fn over(&self, measure: &Measure, window: Window) -> Option<Outcome> {
        measures::over(measure, &self.index(), window)
    }

    /// The same figures for those who see aggregates alone, after what was released.
    fn opened(&self, released: &[Released]) -> Figures {
        Figures {
            book: self.book.clone(),
            on: self.on,
            known_by: self.known_by,
            months: self.months.clone(),
            series: self.series.clone(),
            latest: self.latest.clone(),
            held: self.held.clone(),
            team: self.team.clone(),
            open: Some(Open::of(self, released)),
        }
    }

    /// The same for those who see aggregates alone, where nothing was released: for what is looked at without a store.
    pub fn for_aggregates(&self) -> Figures {
        self.opened(&[])
    }

    /// A figure broken down, on the last day of one of its months or on the day looked from.
    pub fn breakdown(&self, measure: &Measure, on: Date, by: By) -> Vec<Breakdown> {
        let (index, Some(built)) = (self.index(), measure.built()) else { return Vec::new() };
        let Some((whole, mut cases)) = measures::evaluate(measure, &index, on) else { return Vec::new() };
        only_of(self.team.as_ref(), &index, &mut cases, on);
        measures::engine::breakdown::breakdown(built, &index, &cases, by, &whole)
    }

    /// The figures of groups that may be shown to whom these are for: none where one is small, or where it would be worked
    /// out from the others, from the total, or from another table of the same people.
    pub fn groups(&self, measure: &Measure, on: Date, by: By) -> Vec<(String, Option<Outcome>)> {
        let bare = |one: Breakdown| (one.name, Some(one.outcome));
        let groups = self.breakdown(measure, on, by);
        if self.open.is_none() {
            return groups.into_iter().map(bare).collect();
        }
        let shown = hidden::groups(self, measure, on, by);
        groups.into_iter().zip(shown).map(|(one, shown)| (one.name, shown.then_some(one.outcome))).collect()
    }

    /// Figures worked out from facts at hand, as read at an instant: for what is looked at without a store.
    pub fn worked_out(
        facts: Facts,
        setting: Setting,
        comparators: Vec<Comparator>,
        at: Timestamp,
        on: Date,
    ) -> Figures {
        Figures::of(Arc::new(Book::of(facts, setting, comparators, at)), on, None)
    }

    /// The same of one team alone: its own children, its own months.
    fn of_team(&self, team: &TeamId) -> Figures {
        let index = self.index();
        let again =
            |measure: &Measure, was: &Outcome| measures::of_group(measure, &index, was.window, By::Team, &team.0);
        let (mut series, mut latest) = (BTreeMap::new(), BTreeMap::new());
        for measure in measures::all() {
            let months = self.series(measure).iter().filter_map(|was| again(measure, was)).collect();
            series.insert(measure.id, months);
            latest.extend(self.latest(measure).and_then(|was| Some((measure.id, again(measure, was)?))));
        }
        let (on, known_by, months) = (self.on, self.known_by, self.months.clone());
        let (book, held, team) = (self.book.clone(), self.held.clone(), Some(team.clone()));
        Figures { book, on, known_by, months, series, latest, held, team, open: None }
    }

    fn of(book: Arc<Book>, on: Date, known_by: Option<Timestamp>) -> Figures {
        Figures::worked(book, on, known_by, None)
    }

    /// The same after a write: only measures that read one of the tables touched are worked out again.
    fn after(&self, book: Arc<Book>, touched: &BTreeSet<&str>) -> Figures {
        Figures::worked(book, self.on, self.known_by, Some((self, touched)))
    }

    fn worked(
        book: Arc<Book>,
        on: Date,
        known_by: Option<Timestamp>,
        before: Option<(&Figures, &BTreeSet<&str>)>,
    ) -> Figures {
        let first = on.first_of_month();
        let end = |back: i32| first.saturating_sub(back.months()).yesterday().unwrap_or(first);
        let months: Vec<Date> = (0..MONTHS).rev().map(end).collect();
        let last = months.last().copied().unwrap_or(on);
        let index = book.index();
        let (mut series, mut latest) = (BTreeMap::new(), BTreeMap::new());
        for measure in measures::all() {
            let Some(built) = measure.built() else { continue };
            if let Some((was, _)) = before.filter(|(_, touched)| !built.reads(touched)) {
                series.insert(measure.id, was.series(measure).to_vec());
                latest.extend(was.latest(measure).map(|outcome| (measure.id, outcome.clone())));
                continue;
            }
            series.insert(measure.id, measures::monthly(measure, &index, &months));
            let day = if built.period == Period::Snapshot { on } else { last };
            latest.extend(measures::series(measure, &index, &[day]).pop().map(|outcome| (measure.id, outcome)));
        }
        drop(index);
        let mut held = Held(BTreeSet::new());
        book.facts().visit(&mut held);
        Figures { book, on, known_by, months, series, latest, held: held.0, team: None, open: None }
    }
}

/// Keeps the cases of one team, when there is one.
fn only_of<'f>(team: Option<&TeamId>, index: &Index<'f>, cases: &mut Vec<measures::Case<'f>>, on: Date) {
    if let Some(team) = team {
        cases.retain(|case| measures::engine::breakdown::of_case(index, case, on, By::Team) == team.0);
    }
}

impl Casework {
    /// The figures as they stand, or as at a day: what was true then, or what was known then.
    ///
    /// Who sees aggregates alone sees them as they stand, and earlier ones as they were issued: between any two days one
    /// chooses oneself, few people come and go.
    pub fn figures(&self, actor: &Actor, as_at: crate::file::AsAt) -> Done<Arc<Figures>> {
        self.may(actor, Act::SeeFigures)?;
        self.looked(actor, "view_figures", &[], None)?;
        let whole = self.sees_figures(actor).whole;
        if !whole && as_at != crate::file::AsAt::Now {
            return Err(Problem::Refused(
                "Figures of an earlier day are in the reports that were issued. Choose one of those.".into(),
            ));
        }
        let figures = self.figures_as(as_at)?;
        if whole { Ok(figures) } else { self.for_aggregates(&figures) }
    }

    /// The figures of one team, for those who see small numbers.
    pub fn figures_of_team(&self, actor: &Actor, as_at: crate::file::AsAt, team: &TeamId) -> Done<Arc<Figures>> {
        self.may(actor, Act::SeeSmallNumbers)?;
        let whole = self.figures(actor, as_at)?;
        if !self.staff_names().teams.contains_key(team) {
            return Err(Problem::NotFound);
        }
        let kept = || self.figures.teams.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &&OfTeam| one.team == *team && Arc::ptr_eq(&one.whole, &whole);
        if let Some(one) = kept().iter().find(same) {
            return Ok(one.figures.clone());
        }
        let figures = Arc::new(whole.of_team(team));
        let mut kept = kept();
        // One of each team: the latest.
        kept.retain(|one| one.team != *team);
        kept.push(OfTeam { team: team.clone(), whole, figures: figures.clone() });
        Ok(figures)
    }

    /// The same figures with what few people make up hidden, beside every report that was issued.
    fn for_aggregates(&self, figures: &Arc<Figures>) -> Done<Arc<Figures>> {
        let released = self.released()?;
        let reports = released.len();
        let kept = self.figures.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, open)) = kept.filter(|(of, open)| *of == reports && Arc::ptr_eq(&open.book, &figures.book)) {
            return Ok(open);
        }
        let released: Vec<Released> = released.into_values().flatten().collect();
        let open = Arc::new(figures.opened(&released));
        *self.figures.open.write().unwrap_or_else(PoisonError::into_inner) = Some((reports, open.clone()));
        Ok(open)
    }

    fn figures_as(&self, as_at: crate::file::AsAt) -> Done<Arc<Figures>> {
        use crate::file::AsAt::{KnownBy, Now, TrueOn};
        if as_at == Now {
            return self.figures_now(PATIENCE_OF_A_READER);
        }
        let mark = self.store().mark()?;
        let kept = || self.figures.then.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = kept().iter().find(|one| one.as_at == as_at && one.mark == mark) {
            return Ok(one.figures.clone());
        }
        let figures = Arc::new(match as_at {
            KnownBy(on) => Figures::of(Arc::new(self.read_book(Some(on.instant()))?), on.date, Some(on.instant())),
            TrueOn(on) => Figures::of(self.figures_now(PATIENCE_OF_A_READER)?.book.clone(), on.date, None),
            Now => return self.figures_now(PATIENCE_OF_A_READER),
        });
        let mut kept = kept();
        kept.retain(|one| one.as_at != as_at);
        kept.insert(0, Then { as_at, mark, figures: figures.clone() });
        kept.truncate(EARLIER);
        Ok(figures)
    }

    /// The children behind a figure on a day, for those who may open files: of each child they may not know of there is
    /// no line, though the figure counts every child. Of one team alone, when it is named.
    pub fn behind_figure(&self, actor: &Actor, id: &str, on: Date, team: Option<&TeamId>) -> Done<Behind> {
        let mut sight = self.may(actor, Act::OpenFigures)?;
        let measure = measures::find(id).filter(|one| one.built().is_some()).ok_or(Problem::NotFound)?;
        let figures = self.figures_as(crate::file::AsAt::Now)?;
        let index = figures.index();
        let (mut outcome, mut cases) = measures::evaluate(measure, &index, on).ok_or(Problem::NotFound)?;
        if let Some(team) = team {
            outcome =
                measures::of_group(measure, &index, outcome.window, By::Team, &team.0).ok_or(Problem::NotFound)?;
            only_of(Some(team), &index, &mut cases, outcome.window.to);
        }
        // Where some do not count, those are what is looked for.
        cases.sort_by_key(|case| case.counts);
        let name = |who| index.people.name(who).to_owned();
        let asked: Vec<PersonId> = cases.iter().filter_map(|case| name(case.who).parse().ok()).collect();
        let asked = sight.known(&asked);
        let shown: Vec<PersonId> = asked.into_iter().take(MOST).collect();
        let found = if shown.is_empty() { Vec::new() } else { self.store().summaries(&shown)? };
        let found: BTreeMap<PersonId, Summary> =
            sight.summaries(found).into_iter().map(|one| (one.person, one)).collect();
        let seen: Vec<PersonId> = found.keys().copied().filter(|one| sight.may(Act::SeeFile, *one)).collect();
        self.looked(actor, "view_figure_list", &seen, None)?;
        let late = self.late_reasons(&mut sight, &seen, outcome.window)?;
        let mut members = Vec::new();
        let mut more = 0;
        for case in &cases {
            let name = name(case.who);
            let child = match name.parse::<PersonId>() {
                Ok(person) if !seen.contains(&person) => {
                    more += usize::from(!sight.hides(person) && members.len() >= MOST);
                    continue;
                }
                Ok(person) => found.get(&person).cloned(),
                Err(_) => None,
            };
            let late = child.as_ref().and_then(|child| late.get(&child.person)).cloned().unwrap_or_default();
            members.push(Member { child, name, counts: case.counts, amount: case.amount, late });
        }
        Ok(Behind { measure, outcome, members, more })
    }
}

impl Casework {
    /// The same list, to be taken out of the system: that it was is noted.
    pub fn take_out_list(&self, actor: &Actor, id: &str, on: Date, team: Option<&TeamId>) -> Done<Behind> {
        self.may(actor, Act::TakeOutLists)?;
        self.did(actor, "export_figure_list", &[], None, "")?;
        self.behind_figure(actor, id, on, team)
    }

    /// How children flowed through the stages between two days, those of one group when one is named; and the groups there
    /// are. For those who see small numbers.
    pub fn flow(&self, actor: &Actor, window: Window, by: Option<By>, group: &str) -> Done<(Vec<Stage>, Vec<String>)> {
        self.may(actor, Act::SeeSmallNumbers)?;
        self.looked(actor, "view_flow", &[], None)?;
        if window.from > window.to {
            return Err(Problem::Refused("The first day comes after the last. Go back and change one.".into()));
        }
        let figures = self.figures_as(crate::file::AsAt::Now)?;
        let index = figures.index();
        let groups = by.map_or(Vec::new(), |by| flow::groups(&index, window, by).into_iter().collect());
        let cohort = by.filter(|_| !group.is_empty()).map(|by| Cohort { by, group: group.to_owned() });
        Ok((flow::flow(&index, window, cohort.as_ref()), groups))
    }

    /// Why things were late for these children, as written in the days of a figure.
    fn late_reasons(
        &self,
        sight: &mut Sight,
        children: &[PersonId],
        window: Window,
    ) -> Done<BTreeMap<PersonId, Vec<String>>> {
        let mut late: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
        if children.is_empty() {
            return Ok(late);
        }
        let revisions = self.store().about(children)?.into_iter().filter(|one| one.kind == LateReason::KIND).collect();
        let records = self.seen(sight, revisions)?;
        let standing = records.standing();
        for reason in standing.of_kind::<LateReason>().rev().filter(|one| window.holds(one.written.date)) {
            let clock = practice::clocks::find(&reason.clock).map_or(reason.clock.as_str(), |clock| clock.name);
            let why = practice::words::of(&reason.why);
            let words = match reason.words.trim() {
                "" => format!("{clock}: {why}"),
                words => format!("{clock}: {why}. {words}"),
            };
            for child in &reason.entry.people {
                late.entry(*child).or_default().push(words.clone());
            }
        }
        Ok(late)
    }
}
