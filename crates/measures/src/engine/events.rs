//! The rows of one table as dated events, sorted once: by day, by end, and by person.

use facts::Text;
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// A person, by their place in the index.
pub type Who = u32;

/// Nobody: the subject of a case about a worker, or of a row whose person is not named.
pub const NOBODY: Who = Who::MAX;

/// A row with its day, the day it ended if it did, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    pub date: Date,
    pub end: Option<Date>,
    pub who: Who,
    /// The place of the row in its table.
    pub row: u32,
}

impl Event {
    /// Begun by this day, and not ended on or before it.
    pub fn open_at(&self, day: Date) -> bool {
        self.date <= day && self.end.is_none_or(|end| end > day)
    }
}

/// First and last day of what is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Date,
    pub to: Date,
}

impl Window {
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Everyone named in the facts, numbered.
#[derive(Clone, Default)]
pub struct People {
    numbers: HashMap<Text, Who>,
    names: Vec<Text>,
}

impl People {
    pub fn with_room(room: usize) -> People {
        People { numbers: HashMap::with_capacity(room), names: Vec::with_capacity(room) }
    }

    /// The number of a person; nobody's for an empty name.
    pub fn number(&mut self, name: &Text) -> Who {
        if name.is_empty() {
            return NOBODY;
        }
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as Who;
        self.numbers.insert(name.clone(), number);
        self.names.push(name.clone());
        number
    }

    /// The number of a person already known.
    pub fn known(&self, name: &str) -> Option<Who> {
        self.numbers.get(name).copied()
    }

    /// The name they have in the facts; empty for nobody.
    pub fn name(&self, who: Who) -> &str {
        self.names.get(who as usize).map_or("", Text::as_str)
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// The events of one table. Rows without a day are left out: nobody can say when they count.
#[derive(Default)]
pub struct Events {
    by_date: Vec<Event>,
    by_end: Vec<Event>,
    by_who: Vec<Event>,
    /// Where each person's events begin in `by_who`.
    starts: Vec<u32>,
}

impl Events {
    pub fn new(mut events: Vec<Event>, people: usize) -> Events {
        events.sort_by_key(|event| (event.date, event.who, event.row));
        let mut by_end: Vec<Event> = events.iter().filter(|event| event.end.is_some()).copied().collect();
        by_end.sort_by_key(|event| event.end);
        let mut by_who: Vec<Event> = events.iter().filter(|event| event.who != NOBODY).copied().collect();
        by_who.sort_by_key(|event| event.who);
        let mut starts = vec![0u32; people + 1];
        by_who.iter().for_each(|event| starts[event.who as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        Events { by_date: events, by_end, by_who, starts }
    }

    fn between<T: Ord>(list: &[Event], day: impl Fn(&Event) -> T, from: T, to: T) -> Range<usize> {
        list.partition_point(|event| day(event) < from)..list.partition_point(|event| day(event) <= to)
    }

    /// Those that began in these days, in order of day.
    pub fn within(&self, window: Window) -> &[Event] {
        &self.by_date[Self::between(&self.by_date, |event| event.date, window.from, window.to)]
    }

    /// Those that ended in these days, in order of their end.
    pub fn ended(&self, window: Window) -> &[Event] {
        &self.by_end[Self::between(&self.by_end, |event| event.end, Some(window.from), Some(window.to))]
    }

    /// Those open at the end of a day.
    pub fn open_at(&self, day: Date) -> impl Iterator<Item = Event> {
        let until = self.by_date.partition_point(|event| event.date <= day);
        self.by_date[..until].iter().filter(move |event| event.end.is_none_or(|end| end > day)).copied()
    }

    /// One person's, in order of day.
    pub fn of(&self, who: Who) -> &[Event] {
        let at = who as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => &self.by_who[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// One person's that began in these days, in order of day.
    pub fn of_within(&self, who: Who, window: Window) -> &[Event] {
        let own = self.of(who);
        &own[Self::between(own, |event| event.date, window.from, window.to)]
    }

    /// One person's latest that began by this day.
    pub fn latest(&self, who: Who, day: Date) -> Option<Event> {
        let own = self.of(who);
        own[..own.partition_point(|event| event.date <= day)].last().copied()
    }

    /// One person's latest that is open at the end of this day.
    pub fn open_of(&self, who: Who, day: Date) -> Option<Event> {
        self.of(who).iter().rev().find(|event| event.open_at(day)).copied()
    }

    pub fn all(&self) -> &[Event] {
        &self.by_date
    }
}
