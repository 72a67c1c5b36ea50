//! Improvement: an action is late or done by what is recorded, never by what is typed; the figure it should move is kept as
//! it stood; and who may not see figures sees none of it.

use crate::figures::contacts;
use crate::thread::{Authority, actor};
use casework::improvement::{Improved, Improving, Stands, progress};
use casework::{Actor, Problem, Role};
use jiff::civil::date;
use practice::form::Form;
use practice::ids::{AUTHORITY, RecordId};
use practice::improvement::JudgedArea;
use practice::kinds::Kind;
use practice::moment::Moment;
use std::cmp::Ordering;

fn typed(key: &str, words: &[(&str, &str)]) -> Improving {
    let form = words.iter().map(|(path, words)| ((*path).to_owned(), (*words).to_owned())).collect();
    Improving { key: key.to_owned(), form, ..Improving::default() }
}

const ACTION: [(&str, &str); 12] = [
    ("agreed.day", "3"),
    ("agreed.month", "11"),
    ("agreed.year", "2026"),
    ("from", "inspection"),
    ("area", "help_and_protection"),
    ("found", "Plans have no day"),
    ("will_do", "A second person reads each plan"),
    ("different", "Parents know by when"),
    ("owner", "director"),
    ("due.day", "30"),
    ("due.month", "11"),
    ("due.year", "2026"),
];

fn kept(authority: &Authority, by: &Actor, kind: &Kind, sent: Improving) -> RecordId {
    match authority.casework.improve(by, kind, sent).unwrap() {
        Improved::Kept(id) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_action_is_late_when_its_day_has_passed_and_done_when_there_is_evidence() {
    let authority = Authority::at(Moment::at(date(2026, 10, 5), 9, 0));
    let casework = &authority.casework;
    contacts(&authority, 9);
    authority.move_to(Moment::at(date(2026, 11, 3), 9, 0));
    let director = actor(Role::Director);
    let kind = casework.begin_improving(&director, "improvement_action").unwrap();
    let unknown = [&ACTION[..], &[("measure", "IND-XX-99")]].concat();
    let faults = casework.improve(&director, kind, typed("a", &unknown)).unwrap();
    assert!(matches!(&faults, Improved::Faults(all) if all.len() == 1 && all[0].path == "measure"), "{faults:?}");
    let gaps = casework.improve(&director, kind, typed("a", &ACTION[..6])).unwrap();
    assert!(matches!(&gaps, Improved::Faults(all) if all.iter().any(|one| one.path == "will_do")), "{gaps:?}");
    assert!(casework.improvement(&director).unwrap().actions.is_empty(), "nothing is kept that is not right");

    let known = [&ACTION[..], &[("measure", " ind-fd-01 "), ("stood", "a million")]].concat();
    let id = kept(&authority, &director, kind, typed("a", &known));
    assert_eq!(kept(&authority, &director, kind, typed("a", &known)), id, "the same form twice is kept once");
    let stands = || casework.improvement(&director).unwrap().action(id).unwrap().stands;
    let one = casework.improvement(&director).unwrap().action(id).unwrap().action.record.clone();
    assert_eq!(
        (one.measure.as_str(), one.stood.as_str()),
        ("IND-FD-01", "9, Oct 2026"),
        "as it stood, whatever is sent"
    );
    assert_eq!(stands(), Stands::Open);
    authority.move_to(Moment::at(date(2026, 12, 1), 9, 0));
    assert_eq!(stands(), Stands::Late);

    let step = |key: &str, more: &[(&str, &str)]| {
        let when = [("on.day", "1"), ("on.month", "12"), ("on.year", "2026"), ("did", "Read them all")];
        Improving { action: Some(id), ..typed(key, &[&when[..], more].concat()) }
    };
    kept(&authority, &director, progress().unwrap(), step("b", &[("outcome", "goes_on")]));
    assert_eq!(stands(), Stands::Late);
    let bare = casework.improve(&director, progress().unwrap(), step("c", &[("outcome", "closed")])).unwrap();
    assert!(
        matches!(&bare, Improved::Faults(all) if all.iter().any(|one| one.path == "outcome.closed.evidence")),
        "{bare:?}"
    );
    let closed = [
        ("outcome", "closed"),
        ("outcome.closed.evidence", "Forty were read"),
        ("outcome.closed.different", "Families know"),
        ("outcome.closed.satisfied", "The board"),
    ];
    kept(&authority, &director, progress().unwrap(), step("c", &closed));
    assert_eq!(stands(), Stands::Closed(date(2026, 12, 1)));
    let elsewhere = Improving { action: Some(RecordId(uuid::Uuid::from_u128(5))), ..step("d", &closed) };
    assert_eq!(casework.improve(&director, progress().unwrap(), elsewhere), Err(Problem::NotFound));
}

#[test]
fn judgements_move_ours_stand_beside_theirs_and_the_area_longest_not_taken_is_next() {
    let authority = Authority::at(Moment::at(date(2026, 11, 3), 9, 0));
    let casework = &authority.casework;
    let director = actor(Role::Director);
    for (key, year, judgement) in
        [("a", "2022", "requires_improvement"), ("b", "2025", "good"), ("f", "2026", "not_graded")]
    {
        let words = [
            ("published.day", "4"),
            ("published.month", "3"),
            ("published.year", year),
            ("framework", "Ofsted"),
            ("area", "adoption"),
            ("judgement", judgement),
            ("said", "Matches are good"),
        ];
        kept(
            &authority,
            &director,
            casework.begin_improving(&director, "inspection_judgement").unwrap(),
            typed(key, &words),
        );
    }
    let words = [
        ("on.day", "2"),
        ("on.month", "11"),
        ("on.year", "2026"),
        ("area", "adoption"),
        ("judgement", "outstanding"),
        ("evidence", "Nobody waits"),
        ("weaknesses", "Two children wait for brothers"),
    ];
    let evaluation = casework.begin_improving(&director, "self_evaluation").unwrap();
    let again = casework.improve(&director, evaluation, typed("c", &words)).unwrap();
    assert!(matches!(&again, Improved::LookAgain(named) if named.len() == 1), "{again:?}");
    kept(&authority, &director, evaluation, Improving { anyway: true, ..typed("c", &words) });
    let improvement = casework.improvement(&director).unwrap();
    let adoption = improvement.areas.iter().find(|one| one.area == JudgedArea::Adoption).unwrap();
    assert_eq!(adoption.movement(), Some(Ordering::Greater));
    assert_eq!(adoption.ours_beside_theirs(), Some(Ordering::Greater));
    assert_eq!(improvement.next_to_take(), Some(JudgedArea::HelpAndProtection));
    let met = [
        ("held.day", "2"),
        ("held.month", "11"),
        ("held.year", "2026"),
        ("who", "Heads of service"),
        ("area", "help_and_protection"),
        ("story", "More calls at night"),
        ("decided", "Ask the police"),
    ];
    kept(&authority, &director, casework.begin_improving(&director, "performance_meeting").unwrap(), typed("d", &met));
    assert_eq!(casework.improvement(&director).unwrap().next_to_take(), Some(JudgedArea::LookedAfter));

    // Whoever sees aggregates reads it and writes nothing; a social worker sees none of it, and a child's record is none.
    let councillor = actor(Role::Councillor);
    assert_eq!(casework.improvement(&councillor).unwrap(), casework.improvement(&director).unwrap());
    assert_eq!(casework.improve(&councillor, evaluation, typed("e", &words)), Err(Problem::NotAllowed));
    assert_eq!(casework.improvement(&actor(Role::SocialWorker)), Err(Problem::NotAllowed));
    assert_eq!(casework.begin_improving(&director, "visit").err(), Some(Problem::NotFound));
    // Nor by way of a record's own form or page, as if the authority were a child.
    let id = improvement.areas.iter().find_map(|one| one.judged.first()).unwrap().id;
    for role in [Role::SocialWorker, Role::TeamManager] {
        for kind in ["improvement_action", "figure_commentary"] {
            let draft = casework.open_draft(&actor(role), kind, &[AUTHORITY], Form::new());
            assert_eq!(draft.err(), Some(Problem::NotFound), "{role:?} {kind}");
        }
        assert_eq!(casework.record(&actor(role), id).err(), Some(Problem::NotFound), "{role:?}");
    }
}
