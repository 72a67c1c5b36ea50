//! How children flow through the stages in a time: who entered, moved on, stepped down, left, and came back.

use crate::Index;
use crate::engine::breakdown::{By, group};
use crate::engine::due::months_before;
use crate::engine::{Event, Events, NOBODY, Who, Window};
use jiff::ToSpan;
use std::collections::BTreeSet;

/// Days after the end of a stage in which what begins follows from it.
const FOLLOWS: i32 = 28;

/// The stages, from the least to the most.
pub const STAGES: [&str; 5] = ["Contact", "Early help", "Child in need", "Protection plan", "Looked after"];

/// What happened at one stage. Each number counts children once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stage {
    pub name: &'static str,
    /// The stage began in the time.
    pub entered: usize,
    /// It was open on the last day; of contacts, none is.
    pub open: usize,
    /// Something greater began while it was open, or within 28 days of its end.
    pub moved_on: usize,
    /// It ended, and something less was open or began within 28 days.
    pub stepped_down: usize,
    /// It ended, and nothing followed.
    pub left: usize,
    /// Of those who entered, it had ended for them within the twelve months before.
    pub returned: usize,
}

/// Who is looked at: everybody, or those of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    pub by: By,
    /// The group's name, as a breakdown has it.
    pub group: String,
}

/// The stages of a time, from the least to the most.
pub fn flow(index: &Index<'_>, window: Window, cohort: Option<&Cohort>) -> Vec<Stage> {
    let events: [&Events; 5] = [&index.contacts, &index.early_help, &index.referrals, &index.cp_plans, &index.care];
    let within =
        |who: Who| who != NOBODY && cohort.is_none_or(|cohort| group(index, who, window.to, cohort.by) == cohort.group);
    let of = |at: usize| {
        let (own, less, more) = (events[at], &events[1.min(at)..at], &events[at + 1..]);
        let children = |keep: &dyn Fn(&Event) -> bool, of: &[Event]| {
            of.iter().filter(|event| within(event.who) && keep(event)).map(|event| event.who).collect::<BTreeSet<Who>>()
        };
        let contact = at == 0;
        // A contact is over on its day.
        let end = |event: &Event| if contact { Some(event.date) } else { event.end };
        let begins = |event: &Event, other: &Events| {
            let to = end(event).unwrap_or(window.to).saturating_add(FOLLOWS.days()).min(window.to);
            other
                .of_within(event.who, Window { from: event.date.max(window.from), to })
                .iter()
                .any(|next| next != event)
        };
        let upward = |event: &Event| more.iter().any(|other| begins(event, other));
        let downward = |event: &Event| {
            let Some(end) = end(event) else { return false };
            let soon = Window { from: end, to: end.saturating_add(FOLLOWS.days()).min(window.to) };
            less.iter()
                .any(|other| other.open_of(event.who, end).is_some() || !other.of_within(event.who, soon).is_empty())
        };
        let began = own.within(window);
        let entered = children(&|_| true, began);
        let ended: Vec<Event> = if contact { began.to_vec() } else { own.ended(window).to_vec() };
        let open: Vec<Event> = if contact { Vec::new() } else { own.open_at(window.to).collect() };
        let there: Vec<Event> = ended.iter().chain(&open).copied().collect();
        let moved_on = children(&upward, &there);
        let stepped_down = &children(&|event| downward(event), &ended) - &moved_on;
        let still = children(&|_| true, &open);
        let left = &(&(&children(&|_| true, &ended) - &moved_on) - &stepped_down) - &still;
        let returned = children(
            &|event| {
                let year = Window { from: months_before(event.date, 12), to: event.date };
                let before = own.of(event.who).iter().filter(|one| one.row != event.row && one.date < event.date);
                before.filter_map(end).any(|end| year.holds(end))
            },
            began,
        );
        Stage {
            name: STAGES[at],
            entered: entered.len(),
            open: still.len(),
            moved_on: moved_on.len(),
            stepped_down: stepped_down.len(),
            left: left.len(),
            returned: returned.len(),
        }
    };
    (0..STAGES.len()).map(of).collect()
}

/// The groups of everybody who entered a stage in the time, by what they are grouped by.
pub fn groups(index: &Index<'_>, window: Window, by: By) -> BTreeSet<String> {
    let events = [&index.contacts, &index.early_help, &index.referrals, &index.cp_plans, &index.care];
    let all = events.into_iter().flat_map(|events| events.within(window)).filter(|event| event.who != NOBODY);
    all.map(|event| group(index, event.who, window.to, by).to_owned()).collect()
}
