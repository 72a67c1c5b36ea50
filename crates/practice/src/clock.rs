//! Clocks carry the law: what starts one, how long it gives, what stops it, and the rule that says so.
//!
//! A clock informs. It never blocks writing down what happened, and it holds dates, never judgements: whether something
//! is late is worked out when it is shown.

mod rule;
mod run;

pub use rule::{Basis, Confidence};
pub use run::{Run, State};

use crate::calendar::Calendar;
use crate::episode::{Episode, Stage};
use crate::ids::{PersonId, RecordId};
use crate::limit::{Limit, Unit};
use crate::moment::Moment;
use crate::people::Person;
use crate::record::{Entry, Record, Standing};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Figures an authority has set for itself, by clock.
pub type Settings = BTreeMap<String, Limit>;

/// What a clock may look at: one child's records, and what has been worked out before the clocks.
pub struct View<'a> {
    /// The child.
    pub child: PersonId,
    /// The records that stand.
    pub records: &'a Standing<'a>,
    /// Who the child is.
    pub person: &'a Person,
    /// The stretches of the journey.
    pub episodes: &'a [Episode],
    /// The moment looked from.
    pub on: Moment,
}

impl View<'_> {
    /// The record that tells of an event, when one does.
    pub fn record_of(&self, event: &Event) -> Option<&Entry> {
        self.records.entries().iter().find(|entry| Some(entry.id) == event.record).copied()
    }

    /// The first thing records of a kind tell that is no earlier than a start and comes from another record.
    pub fn first_after<R: Record>(&self, start: &Event, at: impl Fn(&R) -> Option<Moment>) -> Option<Event> {
        self.records
            .of_kind::<R>()
            .filter(|found| Some(found.entry.id) != start.record)
            .filter_map(|found| at(found.record()).map(|at| Event::of(at, found.entry.id)))
            .filter(|event| start.at.is_by(event.at) && event.at.is_by(self.on))
            .min_by_key(|event| (event.at, event.record))
    }
}

/// Something that starts, stops or ends a clock.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// The record that says so.
    pub record: Option<RecordId>,
    /// The record it answers, when it names one.
    pub answers: Option<RecordId>,
    /// A due date the record itself sets, in place of the limit.
    pub due: Option<Date>,
    /// From when stops and ends are looked for, when that is not `at`: a clock that counts back from a day to come
    /// runs from the record that names the day.
    pub since: Option<Moment>,
}

impl Event {
    /// An event told by a record.
    pub fn of(at: Moment, record: RecordId) -> Self {
        Event { at, record: Some(record), answers: None, due: None, since: None }
    }

    /// A day no record tells, such as a birthday.
    pub fn day(day: Date) -> Self {
        Event { at: Moment::day(day), record: None, answers: None, due: None, since: None }
    }

    /// The same event, with stops and ends looked for from another moment.
    pub fn since(self, since: Moment) -> Self {
        Event { since: Some(since), ..self }
    }

    /// When a clock started by this event begins to run.
    fn runs_from(&self) -> Moment {
        self.since.unwrap_or(self.at)
    }
}

/// What starts, stops and ends one clock, gathered in the same room for each clock in turn.
#[derive(Default)]
pub(crate) struct Events {
    starts: Vec<Event>,
    stops: Vec<Event>,
    ends: Vec<Event>,
}

type Source = Box<dyn Fn(&View<'_>, &mut Vec<Event>) + Send + Sync>;
type Answered = Box<dyn Fn(&View<'_>, &Event) -> Option<Event> + Send + Sync>;
type Ended = Box<dyn Fn(&View<'_>, &Event) -> Option<Moment> + Send + Sync>;
type Due = Box<dyn Fn(&View<'_>, &Event, Moment, &Calendar) -> Moment + Send + Sync>;

/// A timescale.
pub struct Clock {
    /// Its id in the catalogue of timescales: `CLK-S47-05`.
    pub id: &'static str,
    /// "Initial child protection conference held".
    pub name: &'static str,
    /// How long it gives, before any local setting.
    pub limit: Limit,
    /// Further limits from the same start, each asking for one more answer.
    pub further: Vec<Limit>,
    /// Counted back from the start instead of on from it.
    pub backwards: bool,
    /// A window that passes by itself: nothing is to be done.
    pub window: bool,
    /// What makes it a rule.
    pub basis: Basis,
    /// The rule.
    pub cite: &'static str,
    /// How sure we are.
    pub confidence: Confidence,
    /// The days on which a start counts.
    pub in_force: (Option<Date>, Option<Date>),
    /// What to do: "Hold the initial conference".
    pub what: &'static str,
    /// The kind of record that does it.
    pub form: &'static str,
    during: Option<Stage>,
    aged: Option<i16>,
    one_at_a_time: bool,
    starts: Vec<Source>,
    stops: Vec<Source>,
    ends: Vec<Source>,
    answered: Option<Answered>,
    due: Option<Due>,
    ended_with: Option<Ended>,
}

impl Clock {
    /// A clock with an id and a name; it starts with nothing, stops with nothing, and gives no time.
    pub fn new(id: &'static str, name: &'static str) -> Self {
        Clock {
            id,
            name,
            limit: Limit { count: 0, unit: Unit::WorkingDays },
            further: Vec::new(),
            backwards: false,
            window: false,
            basis: Basis::LocalDefault,
            cite: "",
            confidence: Confidence::Unverified,
            in_force: (None, None),
            what: "",
            form: "",
            during: None,
            aged: None,
            one_at_a_time: false,
            starts: Vec::new(),
            stops: Vec::new(),
            ends: Vec::new(),
            answered: None,
            due: None,
            ended_with: None,
        }
    }

    /// Starts when a record of this kind says so.
    pub fn from<R: Record>(self, at: fn(&R) -> Option<Moment>) -> Self {
        self.from_child::<R>(move |record, _| at(record))
    }

    /// Starts when a record of this kind says so of this child.
    pub fn from_child<R: Record>(
        mut self,
        at: impl Fn(&R, PersonId) -> Option<Moment> + Send + Sync + 'static,
    ) -> Self {
        self.starts.push(told_by::<R>(move |record, child| at(record, child).map(|at| (at, None))));
        self
    }

    /// Starts with events worked out otherwise.
    pub fn from_with(mut self, starts: impl Fn(&View<'_>, &mut Vec<Event>) + Send + Sync + 'static) -> Self {
        self.starts.push(Box::new(starts));
        self
    }

    /// Starts when an episode of this stage opens.
    pub fn from_opening(self, stage: Stage) -> Self {
        self.from_with(move |view, out| {
            let opened = view.episodes.iter().filter(|episode| episode.stage == stage);
            out.extend(opened.map(|episode| Event::of(episode.opened, episode.opened_by)));
        })
    }

    /// Gives this long.
    pub fn within(mut self, count: i32, unit: Unit) -> Self {
        self.limit = Limit { count, unit };
        self
    }

    /// Asks again after this long from the same start.
    pub fn and_again_after(mut self, count: i32, unit: Unit) -> Self {
        self.further.push(Limit { count, unit });
        self
    }

    /// Must be done this long before the start event. It runs from the record that tells of the event.
    pub fn before(mut self, count: i32, unit: Unit) -> Self {
        self.limit = Limit { count, unit };
        self.backwards = true;
        self
    }

    /// A window that passes by itself.
    pub fn as_window(mut self) -> Self {
        self.window = true;
        self
    }

    /// Stops when a record of this kind says so.
    pub fn until<R: Record>(self, at: fn(&R) -> Option<Moment>) -> Self {
        self.until_child::<R>(move |record, _| at(record))
    }

    /// Stops when a record of this kind says so of this child.
    pub fn until_child<R: Record>(
        mut self,
        at: impl Fn(&R, PersonId) -> Option<Moment> + Send + Sync + 'static,
    ) -> Self {
        self.stops.push(told_by::<R>(move |record, child| at(record, child).map(|at| (at, None))));
        self
    }

    /// Stops when a record of this kind answers the record that started it.
    pub fn until_answer<R: Record>(mut self, at: fn(&R) -> Option<(Moment, RecordId)>) -> Self {
        self.stops.push(told_by::<R>(move |record, _| at(record).map(|(at, answers)| (at, Some(answers)))));
        self
    }

    /// Stops with events worked out otherwise, each for any run it follows.
    pub fn until_these(mut self, stops: impl Fn(&View<'_>, &mut Vec<Event>) + Send + Sync + 'static) -> Self {
        self.stops.push(Box::new(stops));
        self
    }

    /// Stops as worked out otherwise from the event that started it.
    pub fn until_with(mut self, stop: impl Fn(&View<'_>, &Event) -> Option<Event> + Send + Sync + 'static) -> Self {
        self.answered = Some(Box::new(stop));
        self
    }

    /// Due when the records say: told the start, the day by the limit and the calendar, it gives the day that holds.
    pub fn due_as(
        mut self,
        due: impl Fn(&View<'_>, &Event, Moment, &Calendar) -> Moment + Send + Sync + 'static,
    ) -> Self {
        self.due = Some(Box::new(due));
        self
    }

    /// No longer runs once a record of this kind says so.
    pub fn unless<R: Record>(self, at: fn(&R) -> Option<Moment>) -> Self {
        self.unless_child::<R>(move |record, _| at(record))
    }

    /// No longer runs once a record of this kind says so of this child.
    pub fn unless_child<R: Record>(
        mut self,
        at: impl Fn(&R, PersonId) -> Option<Moment> + Send + Sync + 'static,
    ) -> Self {
        self.ends.push(told_by::<R>(move |record, child| at(record, child).map(|at| (at, None))));
        self
    }

    /// No longer runs from a moment worked out from the event that started it.
    pub fn unless_with(mut self, end: impl Fn(&View<'_>, &Event) -> Option<Moment> + Send + Sync + 'static) -> Self {
        self.ended_with = Some(Box::new(end));
        self
    }

    /// Runs only inside an episode of this stage: it starts inside one, and no longer runs once that one closes.
    pub fn during(mut self, stage: Stage) -> Self {
        self.during = Some(stage);
        self
    }

    /// Runs only for children of this age or older when it starts.
    pub fn for_children_aged(mut self, years: i16) -> Self {
        self.aged = Some(years);
        self
    }

    /// A start while it is running does not start it again.
    pub fn one_at_a_time(mut self) -> Self {
        self.one_at_a_time = true;
        self
    }

    /// The rule, what makes it one, and how sure we are.
    pub fn cite(mut self, basis: Basis, confidence: Confidence, cite: &'static str) -> Self {
        (self.basis, self.confidence, self.cite) = (basis, confidence, cite);
        self
    }

    /// The days on which a start counts; none is no bound.
    pub fn in_force(mut self, from: Option<Date>, to: Option<Date>) -> Self {
        self.in_force = (from, to);
        self
    }

    /// What to do, and the kind of record that does it.
    pub fn task(mut self, what: &'static str, form: &'static str) -> Self {
        (self.what, self.form) = (what, form);
        self
    }

    /// Does a start on this day count?
    pub fn is_in_force(&self, day: Date) -> bool {
        let (from, to) = self.in_force;
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    }

    /// The limit an authority works to: its own setting where the figure is local, else the rule's.
    pub fn limit_under(&self, settings: &Settings) -> Limit {
        let own = settings.get(self.id).filter(|_| self.basis == Basis::LocalDefault);
        own.copied().unwrap_or(self.limit)
    }

    /// Adds every time this clock has run for a child to `runs`.
    pub(crate) fn run(
        &'static self,
        view: &View<'_>,
        settings: &Settings,
        calendar: &Calendar,
        events: &mut Events,
        runs: &mut Vec<Run>,
    ) {
        let Events { starts, stops, ends } = events;
        self.started(view, starts);
        if starts.is_empty() {
            return;
        }
        gather(&self.stops, view, stops);
        happened(stops, view.on);
        gather(&self.ends, view, ends);
        happened(ends, view.on);
        let (starts, stops, ends) = (starts.as_slice(), stops.as_slice(), ends.as_slice());
        let limits = std::iter::once(self.limit_under(settings)).chain(self.further.iter().copied());
        let first = runs.len();
        for start in starts {
            if self.one_at_a_time && runs[first..].iter().any(|run| run.is_running_at(start.at)) {
                continue;
            }
            let mut answers = on_or_after(start, stops).iter().filter(|stop| {
                counts_for(stop, start) && !(of_one_kind(stop, start, starts, stops) && precedes(stop, start))
            });
            for limit in limits.clone() {
                let due = match (start.due, self.backwards) {
                    (Some(day), _) => Moment::day(day),
                    (None, true) => limit.due_before(start.at, calendar),
                    (None, false) => limit.due_from(start.at, calendar),
                };
                let due = self.due.as_ref().map_or(due, |by_records| by_records(view, start, due, calendar));
                let stopped = match &self.answered {
                    Some(answered) => answered(view, start),
                    None => answers.next().copied(),
                };
                let ended =
                    self.ended(view, start, starts, ends).filter(|end| stopped.is_none_or(|stop| *end < stop.at));
                runs.push(Run { clock: self, start: *start, due, stopped: stopped.filter(|_| ended.is_none()), ended });
            }
        }
    }

    fn started(&self, view: &View<'_>, starts: &mut Vec<Event>) {
        gather(&self.starts, view, starts);
        if self.backwards {
            for start in starts.iter_mut().filter(|start| start.since.is_none()) {
                let told = view.record_of(start);
                start.since = Some(told.map_or(Moment::day(Date::MIN), |entry| entry.about));
            }
        }
        starts.retain(|start| {
            let day = start.at.date;
            self.is_in_force(day)
                && self.during.is_none_or(|stage| self.episode(view, stage, start).is_some())
                && self.aged.is_none_or(|years| {
                    view.person.birthday().is_none_or(|born| crate::age::birthday(born, years) <= day)
                })
        });
    }

    /// The episode a start falls in: the latest opened that covers it and had not closed at that moment.
    fn episode<'v>(&self, view: &'v View<'_>, stage: Stage, start: &Event) -> Option<&'v Episode> {
        view.episodes.iter().rev().find(|episode| {
            episode.stage == stage
                && episode.covers(start.runs_from())
                && episode.closed.is_none_or(|(closed, by)| closed > start.runs_from() || Some(by) != start.record)
        })
    }

    fn ended(&self, view: &View<'_>, start: &Event, starts: &[Event], ends: &[Event]) -> Option<Moment> {
        let said = on_or_after(start, ends)
            .iter()
            .find(|end| counts_for(end, start) && !(of_one_kind(end, start, starts, ends) && precedes(end, start)))
            .map(|end| end.at);
        let closed = self
            .during
            .and_then(|stage| self.episode(view, stage, start))
            .and_then(|episode| episode.closed)
            .map(|(closed, _)| closed);
        let told = self.ended_with.as_ref().and_then(|ended| ended(view, start)).filter(|end| end.is_by(view.on));
        said.into_iter().chain(closed).chain(told).min()
    }
}

fn told_by<R: Record>(
    tell: impl Fn(&R, PersonId) -> Option<(Moment, Option<RecordId>)> + Send + Sync + 'static,
) -> Source {
    Box::new(move |view, out| {
        for found in view.records.of_kind::<R>() {
            if let Some((at, answers)) = tell(found.record(), view.child) {
                out.push(Event { answers, ..Event::of(at, found.entry.id) });
            }
        }
    })
}

/// Puts what the sources tell, in order, in place of what is in `events`.
fn gather(sources: &[Source], view: &View<'_>, events: &mut Vec<Event>) {
    events.clear();
    for source in sources {
        source(view, events);
    }
    events.sort_by_key(|event| (event.at, event.record));
}

/// A start may lie ahead, as a conference booked does; what stops or ends a clock has happened.
fn happened(events: &mut Vec<Event>, on: Moment) {
    events.retain(|event| event.at.is_by(on));
}

/// Those no earlier than the day of a start, of events in order: no other can count for it.
fn on_or_after<'e>(start: &Event, events: &'e [Event]) -> &'e [Event] {
    let day = start.runs_from().date;
    events.get(events.partition_point(|event| event.at.date < day)..).unwrap_or_default()
}

/// Does a stop or an end count for a start? It is another record, no earlier, and if it names what it answers, it
/// names this.
fn counts_for(stop: &Event, start: &Event) -> bool {
    let since = start.runs_from();
    stop.record != start.record
        && (stop.at >= since || (stop.at.date == since.date && (stop.at.time.is_none() || since.time.is_none())))
        && stop.answers.is_none_or(|answers| Some(answers) == start.record)
}

/// Can the records of a start and of a stop each be either, as with two visits on one day?
fn of_one_kind(stop: &Event, start: &Event, starts: &[Event], stops: &[Event]) -> bool {
    stop.at.date == start.runs_from().date
        && stop.record.is_some()
        && starts.iter().any(|other| other.record == stop.record)
        && stops.iter().any(|other| other.record == start.record)
}

/// Of two such records on one day one comes first, or each would stop the other and none would be left running.
fn precedes(stop: &Event, start: &Event) -> bool {
    (stop.at, stop.record) < (start.runs_from(), start.record)
}
