//! R5: what is in the pack for the night there is no server, held against who is open and who is not.

use crate::emergency::listed;
use crate::thread::{Authority, actor};
use casework::{Actor, Fresh, Problem, Role};
use jiff::civil::date;
use practice::ids::PersonId;
use practice::moment::Moment;
use std::collections::BTreeSet;

/// Whose file is in a pack, which must say of itself what it holds.
fn packed(authority: &Authority, open: usize, restricted: usize) -> BTreeSet<PersonId> {
    let by = Actor { fresh: Fresh::Passkey, ..actor(Role::Administrator) };
    let mut found = Vec::new();
    let said = authority.casework.pack(&by, "tonight's", &mut |file| found.push(file.child)).unwrap();
    assert_eq!((said.open, said.files, said.restricted), (open, found.len(), restricted));
    let once: BTreeSet<PersonId> = found.iter().copied().collect();
    assert_eq!(once.len(), found.len(), "nobody is in it twice");
    once
}

#[test]
fn every_open_child_that_duty_staff_may_see_is_in_the_pack_and_nobody_else() {
    let authority = Authority::staffed(Moment::at(date(2026, 11, 16), 9, 0));
    let worker = actor(Role::SocialWorker);
    let child = |number: usize| authority.child(&worker, &format!("Ava{number}"), "2015-01-01");
    let everyone: Vec<PersonId> = (0..40).map(child).collect();
    let (open, others) = everyone.split_at(30);
    for (number, &child) in open.iter().enumerate() {
        let (team, who) = if number % 2 == 0 { ("east", "social_worker") } else { ("west", "wyn") };
        authority.given(child, team, who);
    }
    let all: BTreeSet<PersonId> = open.iter().copied().collect();
    assert_eq!(packed(&authority, 30, 0), all);
    // Some are known to a few; of those who are not open nobody is told.
    open[..7].iter().chain(&others[..3]).for_each(|&child| listed(&authority, child, &["wyn"]));
    let seen: BTreeSet<PersonId> = open[7..].iter().copied().collect();
    assert_eq!(packed(&authority, 30, 7), seen);
    // One whose work begins is in the next.
    authority.given(others[9], "east", "social_worker");
    let grown: BTreeSet<PersonId> = seen.iter().copied().chain([others[9]]).collect();
    assert_eq!(packed(&authority, 31, 7), grown);
    proof::say(
        "R5",
        "who is in it",
        101,
        "children counted one by one: each open one, or said to be left out, and no other",
    );
    // Nobody takes one who may not take records out.
    let refused = authority.casework.pack(&worker, "for me", &mut |_| panic!("a file was given"));
    assert!(matches!(refused, Err(Problem::NotAllowed | Problem::StepUp(_))), "{refused:?}");
}
