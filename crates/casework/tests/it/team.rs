//! A team's page: what is unread, and what a child counts for.

use crate::thread::{Authority, actor, named_after};
use casework::Role;
use casework::file::AsAt;
use casework::team::Weights;
use jiff::civil::date;
use practice::episode::Stage;
use practice::ids::PersonId;
use practice::moment::Moment;
use store::Team;

fn authority() -> Authority {
    let authority = Authority::at(Moment::at(date(2026, 11, 2), 9, 0));
    let staff = [Role::SocialWorker, Role::TeamManager, Role::ServiceManager, Role::HubManager]
        .map(|role| named_after(role, "east"));
    authority.casework.put_staff(&[Team { id: "east".into(), name: "East".into() }], &staff).unwrap();
    authority
}

/// A child of the team, referred and given to the social worker by the manager.
fn child(authority: &Authority, given: &str) -> PersonId {
    let manager = actor(Role::TeamManager);
    let child = authority.child(&manager, given, "2015-06-04");
    authority.record(&manager, "referral", &[child], &[("need", "N1"), ("reason", "Harm at home"), ("source", "1D")]);
    authority.record(&manager, "allocation", &[child], &[("team", "east"), ("worker", "social_worker")]);
    child
}

fn note(authority: &Authority, child: PersonId, by: Role) {
    let typed = [("subject", "School"), ("words", "Late"), ("child_words._", "not_asked")];
    authority.record(&actor(by), "case_note", &[child], &typed);
}

#[test]
fn what_no_manager_has_looked_at_since_it_was_written_is_unread() {
    let authority = authority();
    let (ava, ben) = (child(&authority, "Ava"), child(&authority, "Ben"));
    let (manager, worker) = (actor(Role::TeamManager), actor(Role::SocialWorker));
    let casework = &authority.casework;
    let unread = || {
        let rows = casework.team_page(&manager, &"east".into(), None).unwrap().unread;
        rows.into_iter().map(|row| (row.child.person, row.records, row.latest.kind)).collect::<Vec<_>>()
    };
    assert_eq!(unread(), [], "what a manager wrote needs no manager's reading");
    note(&authority, ava, Role::SocialWorker);
    note(&authority, ava, Role::SocialWorker);
    note(&authority, ben, Role::SocialWorker);
    assert_eq!(unread(), [(ava, 2, "case_note".to_owned()), (ben, 1, "case_note".to_owned())]);
    // The worker's own look, and the team's page itself, are nobody's reading; nor is giving the child to somebody.
    casework.file(&worker, ava, AsAt::Now).unwrap();
    note(&authority, ava, Role::TeamManager);
    assert_eq!(unread().len(), 2);
    // Another manager's look is one.
    casework.file(&actor(Role::ServiceManager), ava, AsAt::Now).unwrap();
    assert_eq!(unread(), [(ben, 1, "case_note".to_owned())]);
    // So is opening one record; what is written afterwards is unread again.
    let record = casework.team_page(&manager, &"east".into(), None).unwrap().unread[0].latest.record;
    casework.record(&manager, record).unwrap();
    assert_eq!(unread(), []);
    note(&authority, ben, Role::SocialWorker);
    assert_eq!(unread(), [(ben, 1, "case_note".to_owned())]);
    // After 28 days it is for supervision of the child, whose own clock asks for it.
    authority.move_to(Moment::at(date(2026, 12, 1), 9, 0));
    assert_eq!(unread(), []);
}

#[test]
fn an_authority_sets_what_a_child_counts_for() {
    let authority = authority();
    child(&authority, "Ava");
    let casework = &authority.casework;
    let load = || {
        let page = casework.team_page(&actor(Role::TeamManager), &"east".into(), None).unwrap();
        page.workers.into_iter().find(|row| row.worker.0 == "social_worker").map(|row| (row.children, row.weight))
    };
    assert_eq!(load(), Some((1, 1)));
    let weights = || Weights::read(casework.store()).unwrap();
    weights().set(Stage::Need, Some(4)).keep(casework.store()).unwrap();
    assert_eq!(load(), Some((1, 4)), "at once, in a program that runs");
    assert_eq!(weights().of(Stage::ProtectionPlan), 3, "what was not set is as it was");
    weights().set(Stage::Need, None).keep(casework.store()).unwrap();
    assert_eq!(load(), Some((1, 1)));
    assert_eq!(weights(), Weights::default().set(Stage::Need, Some(1)));
}
