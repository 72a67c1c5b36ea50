//! One running of a clock, and how it stands at a moment.

use super::{Clock, Event};
use crate::calendar::Calendar;
use crate::moment::Moment;

/// One running of a clock.
#[derive(Clone)]
pub struct Run {
    /// The clock.
    pub clock: &'static Clock,
    /// What started it.
    pub start: Event,
    /// When it is due.
    pub due: Moment,
    /// What stopped it.
    pub stopped: Option<Event>,
    /// When it ceased to matter without being stopped.
    pub ended: Option<Moment>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} from {} due {}", self.clock.id, self.start.at, self.due)?;
        if let Some(stop) = self.stopped {
            write!(f, ", done {}", stop.at)?;
        }
        if let Some(end) = self.ended {
            write!(f, ", ended {end}")?;
        }
        Ok(())
    }
}

/// How a run stands at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Still to be done, in time.
    Running,
    /// Still to be done, and the time has passed.
    Overdue,
    /// Done in time.
    Met,
    /// Done, after the time had passed.
    Late,
    /// It ceased to matter.
    Ended,
}

impl State {
    /// In a word or two.
    pub fn label(self) -> &'static str {
        match self {
            State::Running => "Running",
            State::Overdue => "Overdue",
            State::Met => "Done in time",
            State::Late => "Done late",
            State::Ended => "No longer needed",
        }
    }
}

impl Run {
    /// Is it still to be done, as far as these records tell?
    pub fn is_open(&self) -> bool {
        self.stopped.is_none() && self.ended.is_none()
    }

    pub(super) fn is_running_at(&self, at: Moment) -> bool {
        let over = |end: Moment| end.is_by(at);
        self.start.at <= at && !self.stopped.is_some_and(|stop| over(stop.at)) && !self.ended.is_some_and(over)
    }

    /// How it stands at a moment.
    pub fn state(&self, on: Moment) -> State {
        match (self.stopped, self.ended) {
            (Some(stop), _) if stop.at.is_by(self.due) => State::Met,
            (Some(_), _) => State::Late,
            (None, Some(_)) => State::Ended,
            (None, None) if on.instant_or_start() > self.due.instant() && self.clock.window => State::Ended,
            (None, None) if on.instant_or_start() > self.due.instant() => State::Overdue,
            (None, None) => State::Running,
        }
    }

    /// Working days left at a moment: 0 on the day it is due, less than 0 when it has passed.
    pub fn working_days_left(&self, on: Moment, calendar: &Calendar) -> i32 {
        calendar.working_days_between(on.date, self.due.date)
    }
}

impl Moment {
    /// The instant of a moment looked from: its time, or the start of its day.
    fn instant_or_start(&self) -> jiff::Timestamp {
        self.start_instant()
    }
}
