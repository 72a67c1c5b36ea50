//! What was found in files is held for an hour, for whoever sent them, and few are held at once.

use crate::thread::{Authority, actor};
use casework::{Problem, Role};
use checks::Checked;
use jiff::civil::date;
use practice::moment::Moment;

#[test]
fn findings_are_held_for_an_hour_and_the_oldest_give_way() {
    let authority = Authority::at(Moment::at(date(2026, 11, 3), 9, 0));
    let (casework, analyst) = (&authority.casework, actor(Role::Analyst));
    let hold = || casework.hold_findings(&analyst, Checked::default()).unwrap();
    let first = hold();
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 59));
    assert!(casework.findings(&analyst, first).is_ok());
    authority.move_to(Moment::at(date(2026, 11, 3), 10, 0));
    assert_eq!(casework.findings(&analyst, first).err(), Some(Problem::NotFound));
    let held: Vec<_> = (0..20).map(|_| hold()).collect();
    let there = held.iter().filter(|id| casework.findings(&analyst, **id).is_ok()).count();
    assert_eq!(there, 8);
    assert!(casework.findings(&analyst, held[19]).is_ok());
    assert_eq!(casework.findings(&actor(Role::SocialWorker), held[19]).err(), Some(Problem::NotAllowed));
}

#[test]
fn three_send_at_once_and_without_a_checker_nothing_is_checked() {
    let authority = Authority::at(Moment::at(date(2026, 11, 3), 9, 0));
    let (casework, analyst) = (&authority.casework, actor(Role::Analyst));
    let coming: Vec<_> = (0..3).map(|_| casework.take_files(&analyst).unwrap()).collect();
    assert!(matches!(casework.take_files(&analyst), Err(Problem::Refused(_))));
    drop(coming);
    let sending = casework.take_files(&analyst).unwrap();
    let asked = checks::Asked::default();
    assert!(matches!(casework.check_files(&analyst, &asked, sending), Err(Problem::Refused(_))));
}
