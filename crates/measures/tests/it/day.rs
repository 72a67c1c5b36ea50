//! Children who flow through the stages, told one by one; and lists for the day's work.

use facts::Facts;
use facts::tables::{CinEpisode, Contact, CpPlan, EarlyHelpEpisode, Person, PlanAction};
use jiff::civil::{Date, date};
use measures::engine::{By, Setting};
use measures::flow::{Cohort, flow};
use measures::live::{Cell, Local, list};
use measures::{Index, Window};

fn contact(facts: &mut Facts, who: &str, on: Date) {
    let id = format!("{who} {on}");
    facts.contacts.push(Contact {
        cont_contact_id: id.as_str().into(),
        cont_person_id: who.into(),
        cont_contact_date: Some(on),
        cont_contact_source_code: "6".into(),
        cont_contact_source_desc: "Police".into(),
        ..Contact::default()
    });
}

fn need(facts: &mut Facts, who: &str, from: Date, to: Option<Date>) {
    let id = format!("{who} {from}");
    facts.cin_episodes.push(CinEpisode {
        cine_referral_id: id.as_str().into(),
        cine_person_id: who.into(),
        cine_referral_date: Some(from),
        cine_close_date: to,
        ..CinEpisode::default()
    });
}

fn plan(facts: &mut Facts, who: &str, from: Date, to: Option<Date>) {
    facts.cp_plans.push(CpPlan {
        cppl_cp_plan_id: format!("{who} {from}").as_str().into(),
        cppl_person_id: who.into(),
        cppl_cp_plan_start_date: Some(from),
        cppl_cp_plan_end_date: to,
        ..CpPlan::default()
    });
}

fn help(facts: &mut Facts, who: &str, from: Date) {
    facts.early_help_episodes.push(EarlyHelpEpisode {
        earl_episode_id: who.into(),
        earl_person_id: who.into(),
        earl_episode_start_date: Some(from),
        ..EarlyHelpEpisode::default()
    });
}

fn person(facts: &mut Facts, who: &str, sex: &str) {
    facts.persons.push(Person { pers_person_id: who.into(), pers_sex: sex.into(), ..Person::default() });
}

/// Ava goes up to a plan and down again; Ben goes down to early help; Cal leaves; Dan comes back.
fn told() -> Facts {
    let mut facts = Facts::default();
    for (who, sex) in [("Ava", "F"), ("Ben", "M"), ("Cal", "M"), ("Dan", "M")] {
        person(&mut facts, who, sex);
        contact(&mut facts, who, date(2026, 4, 2));
    }
    need(&mut facts, "Ava", date(2026, 4, 3), None);
    plan(&mut facts, "Ava", date(2026, 4, 20), Some(date(2026, 6, 20)));
    need(&mut facts, "Ben", date(2026, 4, 3), Some(date(2026, 5, 20)));
    help(&mut facts, "Ben", date(2026, 5, 25));
    need(&mut facts, "Cal", date(2026, 4, 3), Some(date(2026, 5, 20)));
    need(&mut facts, "Dan", date(2025, 11, 3), Some(date(2025, 12, 20)));
    need(&mut facts, "Dan", date(2026, 4, 3), None);
    facts
}

const QUARTER: Window = Window { from: date(2026, 4, 1), to: date(2026, 6, 30) };

#[test]
fn children_enter_move_on_step_down_leave_and_come_back() {
    let (facts, setting) = (told(), Setting::default());
    let index = Index::new(&facts, &setting);
    let stages = flow(&index, QUARTER, None);
    let of = |name: &str| {
        let one = stages.iter().find(|stage| stage.name == name).unwrap();
        [one.entered, one.open, one.moved_on, one.stepped_down, one.left, one.returned]
    };
    assert_eq!(of("Contact"), [4, 0, 4, 0, 0, 0]);
    assert_eq!(of("Early help"), [1, 1, 0, 0, 0, 0]);
    assert_eq!(of("Child in need"), [4, 2, 1, 1, 1, 1]);
    assert_eq!(of("Protection plan"), [1, 0, 0, 1, 0, 0]);
    assert_eq!(of("Looked after"), [0; 6]);
    let girls = flow(&index, QUARTER, Some(&Cohort { by: By::Sex, group: "F".into() }));
    assert_eq!(girls.iter().map(|stage| stage.entered).collect::<Vec<_>>(), [1, 0, 1, 1, 0]);
}

fn rows(facts: &Facts, name: &str, on: Date) -> Vec<(String, Vec<Cell>)> {
    let setting = Setting::default();
    let found = list(name).unwrap().find(&Index::new(facts, &setting), &Local { on, drift_days: 28 });
    found.rows.into_iter().map(|row| (row.who, row.cells)).collect()
}

#[test]
fn lists_for_the_days_work_find_whom_they_say() {
    let mut facts = told();
    let on = date(2026, 6, 30);
    let names = |facts: &Facts, name: &str| rows(facts, name, on).into_iter().map(|(who, _)| who).collect::<Vec<_>>();

    // Ava left her plan and is still in need; Ben went to early help.
    let down = rows(&facts, "stepped-down", on);
    assert_eq!(down.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["Ava", "Ben"]);
    assert_eq!(down[1].1[3], Cell::from("nothing since"));
    need(&mut facts, "Ben", date(2026, 6, 25), None);
    assert_eq!(rows(&facts, "stepped-down", on)[1].1[3], Cell::from("a referral, 25 Jun 2026"));

    // Nothing was recorded of Dan since April, nor of Ava.
    assert_eq!(names(&facts, "drift"), ["Ava", "Dan"]);
    contact(&mut facts, "Dan", date(2026, 6, 20));
    assert_eq!(names(&facts, "drift"), ["Ava"]);

    assert!(names(&facts, "repeat-contacts").is_empty());
    contact(&mut facts, "Dan", date(2026, 6, 20));
    assert!(names(&facts, "repeat-contacts").is_empty(), "two of one day are one");
    contact(&mut facts, "Dan", date(2026, 6, 21));
    assert_eq!(names(&facts, "repeat-contacts"), ["Dan"]);

    let action = |id: &str, by: Option<Date>, measure: bool, state: &str, plan: &str, agreed: Date| PlanAction {
        gtpa_action_id: id.into(),
        gtpa_plan_id: plan.into(),
        gtpa_person_id: "Ava".into(),
        gtpa_plan_kind: "conference".into(),
        gtpa_agreed: Some(agreed),
        gtpa_by: by,
        gtpa_has_owner: Some(true),
        gtpa_has_measure: Some(measure),
        gtpa_state: state.into(),
        ..PlanAction::default()
    };
    let (old, new, by) = (date(2026, 4, 20), date(2026, 5, 20), Some(date(2026, 7, 1)));
    facts.plan_actions = vec![
        action("1", None, false, "under_way", "old", old),
        action("2", by, true, "under_way", "new", new),
        action("3", None, false, "done", "new", new),
    ]
    .into();
    assert!(names(&facts, "plans").is_empty(), "what was replaced or done asks for nothing");
    facts.plan_actions.push(action("4", by, false, "not_started", "new", new));
    let found = rows(&facts, "plans", on);
    assert_eq!(found[0].0, "Ava");
    assert_eq!(found[0].1[2..], [2, 1, 0, 0].map(Cell::from));

    let hub = rows(&facts, "hub", date(2026, 6, 21));
    assert_eq!(hub.len(), 7, "nothing was decided: everybody's contact waits");
    assert_eq!(hub[0].1, [Cell::Day(date(2026, 4, 2)), Cell::from("Police")]);
}
