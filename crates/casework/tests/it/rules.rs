//! Rules changed while others go on writing: every summary is by the rule in force, whoever wrote it.

use crate::thread::actor;
use casework::finish::Ready;
use casework::rules::Rule;
use casework::{Actor, Casework, Role, rebuild};
use jiff::Timestamp;
use practice::ids::PersonId;
use practice::limit::Limit;
use practice::limit::Unit::WorkingDays;
use serde_json::json;
use std::sync::Arc;
use store::{SqliteStore, Store};
use uuid::Uuid;

/// The clock of a contact that waits: one working day unless it is set.
const CLOCK: &str = "CLK-FD-01";

fn casework(store: Arc<dyn Store>) -> Casework {
    Casework::sharing(store, || "2026-11-20T09:00:00Z".parse::<Timestamp>().unwrap()).unwrap()
}

/// Two programs over one file.
fn two_over(dir: &tempfile::TempDir) -> [Casework; 2] {
    [0, 1].map(|_| casework(Arc::new(SqliteStore::open(dir.path().join("records.db")).unwrap())))
}

fn child(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(0x1000 + number))
}

fn contact(casework: &Casework, by: &Actor, key: &str, child: PersonId) {
    let body =
        json!({ "received": "2026-11-19T10:00", "route": { "is": "public" }, "source": "1D", "concern": "Shouting" });
    let ready = Ready { kind: "contact", people: vec![child], body, unusual: None, source: None };
    casework.append_ready(by, key, vec![ready]).unwrap();
}

/// Sets the clock to this many working days; answers for how many people summaries were worked out.
fn set(casework: &Casework, days: i32) -> usize {
    let limits = serde_json::to_string(&json!({ CLOCK: Limit::new(days, WorkingDays) })).unwrap();
    casework.change_rule(Rule::Limits, &limits, &mut |_, _| {}).unwrap()
}

/// The day the one contact about a child is to be decided by, as lists show it.
fn due(casework: &Casework, child: PersonId) -> String {
    casework.store().summaries(&[child]).unwrap()[0].waiting[0].due.date.to_string()
}

fn differ(casework: &Casework) -> u64 {
    rebuild::verify(casework).unwrap().differ
}

#[test]
fn a_rule_changed_by_one_program_is_in_force_for_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let ([server, command], screener) = (two_over(&dir), actor(Role::Screener));
    contact(&server, &screener, "before", child(1));
    assert_eq!(due(&server, child(1)), "2026-11-20");

    let mut told = Vec::new();
    let limits = json!({ CLOCK: Limit::new(3, WorkingDays) }).to_string();
    assert_eq!(command.change_rule(Rule::Limits, &limits, &mut |done, of| told.push((done, of))).unwrap(), 1);
    assert_eq!(told, [(0, 1), (1, 1)]);
    assert_eq!(due(&server, child(1)), "2026-11-24", "what lists show is worked out again");

    // The server has not read the rules again, and writes by the new one all the same.
    assert!(server.rules().settings.is_empty());
    contact(&server, &screener, "after", child(2));
    assert_eq!(due(&server, child(2)), "2026-11-24");
    assert_eq!(server.rules().settings.len(), 1);
    assert_eq!(differ(&command), 0);

    // What only shows follows as soon as it is asked.
    set(&command, 4);
    assert_eq!(server.rules_in_force().unwrap().settings[CLOCK], Limit::new(4, WorkingDays));

    let days = "date,name,source\n2026-11-23,\"A day of mourning\",\"proclaimed\"\n";
    command.change_rule(Rule::BankHolidays, days, &mut |_, _| {}).unwrap();
    assert_eq!(due(&server, child(2)), "2026-11-26", "four working days and a holiday among them");
    assert_eq!(differ(&server), 0);
}

#[test]
fn a_summary_by_rules_no_longer_in_force_is_caught() {
    let dir = tempfile::tempdir().unwrap();
    let ([server, command], screener) = (two_over(&dir), actor(Role::Screener));
    contact(&server, &screener, "before", child(1));
    let by_the_old = server.prepared(server.store().about(&[child(1)]).unwrap()).unwrap();
    set(&command, 3);
    assert_eq!(differ(&command), 0);
    command.store().load(by_the_old).unwrap();
    assert_eq!(differ(&command), 1);
}

#[test]
fn rules_change_beside_writers_and_no_summary_is_left_behind() {
    const CHILDREN: u128 = 150;
    let (writers, contacts, changes) = (2_u128, proof::size(60_u128, 600), proof::size(4, 40));
    let dir = tempfile::tempdir().unwrap();
    let ([server, command], screener) = (two_over(&dir), actor(Role::Screener));
    for number in 0..CHILDREN {
        contact(&server, &screener, &format!("first {number}"), child(number));
    }
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (server, screener) = (&server, &screener);
            scope.spawn(move || {
                for number in 0..contacts {
                    let about = child((number * 37 + writer * 11) % CHILDREN);
                    contact(server, screener, &format!("{writer} {number}"), about);
                }
            });
        }
        for days in 2..2 + changes {
            set(&command, days);
        }
    });
    let of = CHILDREN + writers * contacts;
    let records = (0..CHILDREN).map(|number| command.store().about(&[child(number)]).unwrap().len()).sum::<usize>();
    assert_eq!(records as u128, of);
    assert_eq!(differ(&command), 0);
    proof::say(
        "R1",
        "sqlite",
        usize::try_from(writers * contacts).unwrap(),
        format!("0 of {CHILDREN} summaries left by an old rule, of {changes} changed beside the writers"),
    );
}

#[test]
fn a_rebuild_that_does_not_hold_still_whom_it_works_out_is_caught() {
    let (casework, screener) = (casework(store::open("memory:").unwrap().into()), actor(Role::Screener));
    contact(&casework, &screener, "first", child(1));
    let read_before = casework.prepared(casework.store().about(&[child(1)]).unwrap()).unwrap().summaries;
    contact(&casework, &screener, "second", child(1));
    assert_eq!(differ(&casework), 0);
    casework.store().rebuild(&[child(1)], &mut |_| Ok(read_before.clone())).unwrap();
    assert_eq!(differ(&casework), 1);
    assert_eq!(rebuild::rebuild(&casework, &mut |_, _| {}).unwrap(), 1);
    assert_eq!(differ(&casework), 0);
}
