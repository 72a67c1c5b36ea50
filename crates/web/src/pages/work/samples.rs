//! A quiet day, a usual one, a crowded one.

use super::super::contact::sample_child;
use super::{AccessWaits, Sample, covering_view, switch, view};
use casework::Role;
use casework::lists::{Covered, Work};
use casework::my_day::{DoneToday, MyDay, Outstanding};
use jiff::{Timestamp, ToSpan};
use practice::calendar::Calendar;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::moment::Moment;
use practice::record::Status;
use practice::summary::Task;
use std::sync::Arc;
use store::{Draft, DraftId, TaskRow};
use uuid::Uuid;

fn now() -> Timestamp {
    Timestamp::constant(1_794_826_800, 0)
}

/// Tasks spread from four days ago; drafts and the rest when there are any.
pub(super) fn day(tasks: u32, drafts: u32) -> MyDay {
    let clocks: Vec<_> =
        practice::clocks::all().iter().filter(|clock| !clock.window && !clock.what.is_empty()).collect();
    let task = |number: u32| {
        let due = Moment::day(Moment::of(now() + (i64::from(number) * 11 - 96).hours()).date);
        let clock = clocks.get(number as usize % clocks.len().max(1)).filter(|_| !number.is_multiple_of(5));
        TaskRow {
            person: PersonId(Uuid::new_v5(&Uuid::NAMESPACE_OID, &number.to_be_bytes())),
            name: ["Ava Brook", "Leo Marsh", "Aisha Khan", "Tomasz Zielinski"][number as usize % 4].to_owned(),
            worker: Some("wyn".into()),
            team: Some("east".into()),
            task: Task {
                clock: clock.map_or("action", |clock| clock.id).to_owned(),
                record: None,
                due,
                due_at: due.instant(),
                what: clock.map_or("Ring the school about breakfast club (Wyn Hale)", |clock| clock.what).to_owned(),
                form: clock.map_or("action_progress?action=r001", |clock| clock.form).to_owned(),
                of: None,
            },
        }
    };
    let draft = |number: u32| {
        let id = DraftId(Uuid::new_v5(&Uuid::NAMESPACE_URL, &number.to_be_bytes()));
        let draft = Draft {
            id,
            kind: "visit".into(),
            people: vec![],
            by: StaffId::from("wyn"),
            opened: now() - i64::from(number + 1).hours(),
            amends: None,
            closed: None,
        };
        (draft, if number == 0 { vec![] } else { vec!["Ava Brook".to_owned(), "Leo Marsh".to_owned()] })
    };
    let id = RecordId(Uuid::from_u128(77));
    let mut tasks: Vec<TaskRow> = (0..tasks).map(task).collect();
    tasks.sort_by_key(|row| row.task.due_at);
    let children = if tasks.is_empty() { 0 } else { 9 };
    MyDay {
        to_mend: Some(4),
        work: Work {
            children: (0..children).map(|number| sample_child(number, "Ava Brook", "2015-06-04")).collect(),
            tasks,
            staff: Arc::default(),
        },
        contacts: vec![],
        drafts: (0..drafts).map(draft).collect(),
        outstanding: (0..drafts)
            .map(|_| Outstanding {
                contact: id,
                children: vec!["Ava Brook".into()],
                agency: "Police".into(),
                asked: Moment::of(now() - 3.hours()),
            })
            .collect(),
        done: (0..drafts)
            .map(|number| DoneToday {
                record: id,
                kind: "case_note".into(),
                at: now() - i64::from(number).hours(),
                people: vec!["Ava Brook".into()],
                status: if number == 1 { Status::Amended { reason: "The wrong day".into() } } else { Status::Finished },
            })
            .collect(),
        at: now(),
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    // Whoever has no drafts has no access to look after either.
    let waits = |drafts: u32| AccessWaits { emergencies: drafts.min(1) as usize, copies: drafts as usize };
    let draw = |name, tasks, drafts| Sample {
        name,
        markup: view(
            &day(tasks, drafts),
            &waits(drafts),
            Calendar::england(),
            switch("/work", Role::SocialWorker, true),
        ),
    };
    let covering = |name, of: Vec<Covered>| Sample {
        name,
        markup: covering_view(&of, now(), Calendar::england(), switch("/covering", Role::SocialWorker, true)),
    };
    let covered = Covered { of: "olu".into(), until: now() + 72.hours(), work: day(6, 0).work };
    vec![
        draw("work-empty", 0, 0),
        draw("work", 16, 2),
        draw("work-crowded", 120, 6),
        covering("work-covering", vec![covered]),
        covering("work-covering-nobody", Vec::new()),
    ]
}
