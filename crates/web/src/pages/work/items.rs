//! Tasks as lines of a list: a verb that leads to its form, for whom, by when, under which rule.

use crate::elapsed::{short_moment, time_left, working_days_left};
use crate::pages::new_record::done_at;
use casework::my_day::MyDay;
use jiff::Timestamp;
use practice::calendar::Calendar;
use practice::moment::Moment;
use practice::summary::Task;
use practice::words::lower_first;
use store::TaskRow;

/// When something is to be done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Bucket {
    /// Its time has passed.
    Overdue,
    /// Due today.
    Today,
    /// Due in the six days after today.
    ThisWeek,
    /// Due after that.
    Later,
}

impl Bucket {
    pub(super) const ALL: [Bucket; 4] = [Bucket::Overdue, Bucket::Today, Bucket::ThisWeek, Bucket::Later];

    pub(super) fn label(self) -> &'static str {
        match self {
            Bucket::Overdue => "Overdue",
            Bucket::Today => "Today",
            Bucket::ThisWeek => "This week",
            Bucket::Later => "Later",
        }
    }

    pub(super) fn of(due: Timestamp, now: Timestamp) -> Bucket {
        let (day, today) = (Moment::of(due).date, Moment::of(now).date);
        match today.until((jiff::Unit::Day, day)).map_or(0, |span| span.get_days()) {
            _ if due < now => Bucket::Overdue,
            0 => Bucket::Today,
            1..=6 => Bucket::ThisWeek,
            _ => Bucket::Later,
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub bucket: Bucket,
    /// "Visit and see the child".
    pub what: String,
    /// The form that does it.
    pub href: String,
    /// The children's names.
    pub who: String,
    /// "2 working days left".
    pub left: String,
    /// "18 Nov".
    pub due: String,
    /// The clock that asks for it.
    pub clock: String,
    /// What asks for it, when no clock does.
    pub set_by: &'static str,
    due_at: Timestamp,
}

/// Everything to be done, soonest first. What is asked about several brothers and sisters at once is one line.
pub(super) fn items(day: &MyDay, calendar: &Calendar) -> Vec<Item> {
    let now = Moment::of(day.at);
    let mut items: Vec<Item> = Vec::new();
    let mut grouped: Vec<(&TaskRow, Vec<&TaskRow>)> = Vec::new();
    for row in &day.work.tasks {
        let same = |one: &TaskRow| row.task.record.is_some() && one.task == row.task;
        match grouped.iter_mut().find(|(first, _)| same(first)) {
            Some((_, rows)) => rows.push(row),
            None => grouped.push((row, vec![row])),
        }
    }
    for (row, rows) in grouped {
        let names: Vec<&str> = rows.iter().map(|one| one.name.as_str()).collect();
        items.push(Item {
            bucket: Bucket::of(row.task.due_at, day.at),
            what: row.task.what.clone(),
            href: leads_to(&rows),
            who: names.join(", "),
            left: working_days_left(row.task.due, now, calendar),
            due: short_moment(row.task.due, now.date),
            clock: row.task.clock.clone(),
            set_by: match &row.task.of {
                _ if row.task.clock == Task::SIGN => "You chaired it",
                Some(_) => "Conference booked",
                None => "Plan action",
            },
            due_at: row.task.due_at,
        });
    }
    for line in &day.contacts {
        let names: Vec<&str> = line.children.iter().map(|(_, name, _)| name.as_str()).collect();
        items.push(Item {
            bucket: Bucket::of(line.waiting.due_at, day.at),
            what: line.waiting.next().map_or("Decide the contact".to_owned(), |next| {
                format!("Record what was decided: {}", lower_first(&(next.spec)().title))
            }),
            href: format!("/contacts/{}", line.waiting.contact),
            who: names.join(", "),
            left: time_left(line.waiting.due_at, day.at),
            due: short_moment(line.waiting.due, now.date),
            clock: "CLK-FD-01".to_owned(),
            set_by: "Front door",
            due_at: line.waiting.due_at,
        });
    }
    items.sort_by_key(|item| item.due_at);
    items
}

/// Where a task is done: about each child of the line.
fn leads_to(rows: &[&TaskRow]) -> String {
    let Some((row, others)) = rows.split_first() else { return "/work".to_owned() };
    let task = &row.task;
    done_at(row.person, &task.form, &task.clock, task.record, others.iter().map(|one| one.person))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_today_until_its_end_and_a_week_is_seven_days() {
        let now: Timestamp = "2026-11-16T11:00:00Z".parse().expect("a time");
        let of = |due: &str| Bucket::of(due.parse().expect("a time"), now);
        assert_eq!(of("2026-11-16T10:59:00Z"), Bucket::Overdue);
        assert_eq!(of("2026-11-16T23:59:59Z"), Bucket::Today);
        assert_eq!(of("2026-11-17T00:00:00Z"), Bucket::ThisWeek);
        assert_eq!(of("2026-11-22T12:00:00Z"), Bucket::ThisWeek);
        assert_eq!(of("2026-11-23T12:00:00Z"), Bucket::Later);
    }

    #[test]
    fn one_task_about_three_children_is_one_line() {
        let day = super::super::samples::day(6, 0);
        let mut three = day.work.tasks[0].clone();
        three.task.record = Some(practice::ids::RecordId(uuid::Uuid::from_u128(7)));
        let mut shared = day;
        shared.work.tasks = vec![three.clone(), three.clone(), three];
        shared.contacts.clear();
        let items = items(&shared, Calendar::england());
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].who.matches(',').count(), 2);
        assert_eq!(items[0].href.matches("also=").count(), 2, "the form is about all three: {}", items[0].href);
    }
}
