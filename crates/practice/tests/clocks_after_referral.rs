//! Clocks from the strategy discussion on, each run on a few records of an invented child.

use jiff::civil::{Date, date};
use practice::clock::{Run, State};
use practice::ids::{PersonId, RecordId, StaffId};
use practice::journey::Journey;
use practice::kinds;
use practice::moment::Moment;
use practice::record::{Records, Revision, Status};
use serde_json::{Value, json};
use uuid::Uuid;

const CHILD: PersonId = PersonId(Uuid::from_u128(1));

/// An invented child's records, added one by one.
#[derive(Default)]
struct File(Vec<Revision>);

impl File {
    fn add(mut self, kind: &str, about: &str, body: Value) -> Self {
        let id = RecordId(Uuid::from_u128(100 + self.0.len() as u128));
        let mut body = body;
        let spec = (kinds::find(kind).unwrap().spec)();
        body[&spec.dating_field().unwrap().name] = json!(about);
        let text = body.to_string().replace("CHILD", &CHILD.to_string());
        let revision = Revision {
            id,
            revision: 1,
            kind: kind.to_owned(),
            people: vec![CHILD],
            about: about.parse().unwrap(),
            known: about.parse::<Moment>().unwrap().instant(),
            author: StaffId::from("worker"),
            status: Status::Finished,
            unusual: None,
            source: None,
            form: String::new(),
            body: serde_json::from_str(&text).unwrap(),
        };
        (kinds::find(kind).unwrap().read)(&revision.body).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
        self.0.push(revision);
        self
    }

    fn person(self, born: &str, disabled: bool) -> Self {
        let disabilities = if disabled { json!(["AUT"]) } else { json!(["NONE"]) };
        let birth = json!({"is": "born", "on": born});
        self.add(
            "person_details",
            "2006-01-01",
            json!({"family": "Marsh", "birth": birth, "disabilities": disabilities}),
        )
    }

    fn referral(self, on: &str) -> Self {
        self.add("referral", on, json!({"source": "3A", "need": "N1"}))
    }

    fn conference(self, on: &str, kind: &str, decision: &str, category: &str) -> Self {
        let child = json!({"decision": {"is": decision, "category": category, "why": "x"}});
        self.add("conference", on, json!({"kind": kind, "children": {"CHILD": child}}))
    }

    fn on_plan(self, on: &str) -> Self {
        self.conference(on, "initial", "plan", "EMO")
    }

    fn visit(self, on: &str, seen: &str, bedroom: bool) -> Self {
        let child = json!({"seen": {"is": seen}, "bedroom": bedroom});
        let outcome = json!({"is": "held", "place": "home", "children": {"CHILD": child}, "saw": "x", "means": "x"});
        self.add("visit", on, json!({"purpose": "child_protection", "outcome": outcome}))
    }

    fn plan(self, on: &str, kind: &str) -> Self {
        self.add("plan", on, json!({"kind": kind, "goals": [], "actions": [], "contingency": "x"}))
    }

    fn sent(self, on: &str, what: &str) -> Self {
        self.add("circulation", on, json!({"what": what, "to": "family"}))
    }

    fn decided(self, on: &str, about: Value) -> Self {
        self.add("management_decision", on, json!({"about": about, "rationale": "x"}))
    }

    fn meeting(self, on: &str, decision: &str) -> Self {
        self.add("child_in_need_meeting", on, json!({"decision": decision, "progress": "x"}))
    }

    fn closed(self, on: &str) -> Self {
        self.add("closure", on, json!({"reason": "RC1", "outcome": "x"}))
    }

    fn runs(&self, clock: &str, on: Date) -> Vec<Run> {
        let mut runs = Journey::of(CHILD, &Records::read(self.0.clone()), Moment::day(on)).clocks;
        runs.retain(|run| run.clock.id == clock);
        runs
    }

    /// Each running of a clock, in order of when it is due: "2026-06-18 met".
    fn told(&self, clock: &str, on: Date) -> Vec<String> {
        let state = |run: &Run| match run.state(Moment::day(on)) {
            State::Running => "running",
            State::Overdue => "overdue",
            State::Met => "met",
            State::Late => "late",
            State::Ended => "ended",
        };
        self.runs(clock, on).iter().map(|run| format!("{} {}", run.due.written(), state(run))).collect()
    }
}

fn file() -> File {
    File::default()
}

fn discussion(agencies: &[&str]) -> Value {
    json!({"agencies": agencies, "decision": {"is": "enquiry", "how": "joint"}, "information": "x", "rationale": "x"})
}

const THREE: &[&str] = &["csc", "police", "gp"];

#[test]
fn every_clock_can_be_done_with_a_form_and_says_its_rule() {
    let mut ids: Vec<&str> = practice::clocks::all().iter().map(|clock| clock.id).collect();
    for clock in practice::clocks::all() {
        assert!(kinds::find(clock.form).is_some() || clock.window, "{}: no form `{}`", clock.id, clock.form);
        assert!(!clock.what.is_empty() || clock.window, "{}", clock.id);
        assert!(!clock.cite.is_empty() && clock.limit.count > 0, "{}", clock.id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), practice::clocks::all().len());
}

#[test]
fn a_discussion_without_police_or_health_does_not_stop_the_clock() {
    let threshold = file().decided("2026-06-04", json!("strategy_needed"));
    let on = date(2026, 6, 10);
    assert_eq!(threshold.told("CLK-S47-01", on), ["2026-06-05 overdue"]);
    let thin = file().decided("2026-06-04", json!("strategy_needed")).add(
        "strategy_discussion",
        "2026-06-05",
        discussion(&["csc"]),
    );
    assert_eq!(thin.told("CLK-S47-01", on), ["2026-06-05 overdue"]);
    let full = thin.add("strategy_discussion", "2026-06-05", discussion(THREE));
    assert_eq!(full.told("CLK-S47-01", on), ["2026-06-05 met"]);
}

#[test]
fn an_enquiry_asks_for_the_child_to_be_seen_and_for_an_end() {
    let enquiry = file().add("strategy_discussion", "2026-03-30T15:00", discussion(THREE));
    assert_eq!(enquiry.told("CLK-S47-03", date(2026, 4, 2)), ["2026-03-31T15:00 overdue"]);
    // Good Friday and Easter Monday are not counted.
    assert_eq!(enquiry.told("CLK-S47-04", date(2026, 4, 2)), ["2026-04-22 running"]);
    assert_eq!(enquiry.told("CLK-S47-02", date(2026, 4, 2)), ["2026-03-31 overdue"]);
    let over = enquiry.visit("2026-03-31T10:00", "not_alone", false).sent("2026-04-01", "strategy_record").add(
        "section47",
        "2026-04-23",
        json!({"children": {"CHILD": {"outcome": "child_in_need"}}, "enquiries": "x"}),
    );
    let on = date(2026, 5, 1);
    assert_eq!(over.told("CLK-S47-03", on), ["2026-03-31T15:00 met"]);
    assert_eq!(over.told("CLK-S47-02", on), ["2026-03-31 late"]);
    assert_eq!(over.told("CLK-S47-04", on), ["2026-04-22 late"]);
    assert_eq!(over.told("CLK-S47-05", on), ["2026-04-22 ended"]);
}

#[test]
fn a_report_is_due_before_the_conference_counted_back_and_an_older_report_does_not_do() {
    let booked = file().sent("2026-05-01", "report_to_family").add(
        "conference_booked",
        "2026-06-01",
        json!({"kind": "initial", "on": "2026-06-16"}),
    );
    assert_eq!(booked.told("CLK-S47-07", date(2026, 6, 2)), ["2026-06-12 running"]);
    assert_eq!(booked.told("CLK-S47-08", date(2026, 6, 15)), ["2026-06-12 overdue"]);
    let moved = booked.add("conference_booked", "2026-06-03", json!({"kind": "initial", "on": "2026-06-23"}));
    assert_eq!(moved.told("CLK-S47-07", date(2026, 6, 4)), ["2026-06-12 ended", "2026-06-19 running"]);
    let shared = moved.sent("2026-06-19", "report_to_family");
    assert_eq!(shared.told("CLK-S47-07", date(2026, 6, 20)), ["2026-06-12 ended", "2026-06-19 met"]);
}

#[test]
fn each_conference_has_its_letter_and_its_record() {
    let held = file().on_plan("2026-06-04").sent("2026-06-05", "conference_decision");
    let on = date(2026, 7, 20);
    assert_eq!(held.told("CLK-S47-09", on), ["2026-06-05 met"]);
    assert_eq!(held.told("CLK-S47-10", on), ["2026-07-02 overdue"]);
}

#[test]
fn a_transfer_in_asks_for_a_conference_which_starts_a_plan() {
    let told = file().add(
        "transfer_in",
        "2026-06-04",
        json!({"authority": "Elsewhere", "plan": "child_protection", "summary": "x"}),
    );
    assert_eq!(told.told("CLK-S47-06", date(2026, 6, 5)), ["2026-06-25 running"]);
    let held = told.conference("2026-06-26", "transfer_in", "plan", "NEG");
    let on = date(2026, 6, 26);
    assert_eq!(held.told("CLK-S47-06", on), ["2026-06-25 late"]);
    assert_eq!(held.told("CLK-CP-04", on), ["2026-09-26 running"]);
    assert_eq!(held.told("CLK-CP-01", on), ["2026-07-10 running"]);
}

#[test]
fn core_groups_and_reviews_follow_one_another_until_the_plan_ends() {
    let plan = file()
        .on_plan("2026-01-05")
        .plan("2026-01-16", "child_protection")
        .add("core_group", "2026-01-16", json!({"children": {}, "progress": "x"}))
        .conference("2026-04-01", "review", "plan", "EMO");
    let on = date(2026, 4, 2);
    assert_eq!(plan.told("CLK-CP-01", on), ["2026-01-19 met"]);
    assert_eq!(plan.told("CLK-CP-02", on), ["2026-02-27 overdue"]);
    assert_eq!(plan.told("CLK-CP-03", on), ["2026-01-19 met"]);
    assert_eq!(plan.told("CLK-CP-04", on), ["2026-04-05 met"]);
    assert_eq!(plan.told("CLK-CP-05", on), ["2026-10-01 running"]);
    let ended = plan.conference("2026-10-02", "review", "child_in_need", "");
    let on = date(2026, 10, 3);
    assert_eq!(ended.told("CLK-CP-02", on), ["2026-02-27 ended"]);
    assert_eq!(ended.told("CLK-CP-05", on), ["2026-10-01 late"]);
    assert_eq!(ended.told("CLK-CP-13", on), ["2028-01-05 met"]);
    assert_eq!(ended.told("CLK-CP-14", on), ["2027-01-02 running"]);
}

#[test]
fn two_visits_on_one_day_leave_one_run_and_a_plan_or_visit_may_ask_sooner() {
    let twice = file().on_plan("2026-06-01").visit("2026-06-04", "alone", true).visit("2026-06-04", "not_alone", false);
    let on = date(2026, 6, 5);
    assert_eq!(twice.told("CLK-CP-07", on), ["2026-06-15 met", "2026-06-18 met", "2026-06-18 running"]);
    let sooner = file()
        .on_plan("2026-06-01")
        .add(
            "plan",
            "2026-06-03",
            json!({"kind": "child_protection", "goals": [], "actions": [], "contingency": "x", "visit_every": 5}),
        )
        .visit("2026-06-04", "alone", true);
    assert_eq!(sooner.told("CLK-CP-07", on), ["2026-06-11 running", "2026-06-15 met"]);
}

#[test]
fn a_child_not_seen_is_escalated_and_escalated_again() {
    let unseen = file().on_plan("2026-06-01").visit("2026-06-20", "not_seen", false);
    assert_eq!(unseen.told("CLK-CP-08", date(2026, 7, 1)), ["2026-06-29 overdue"]);
    let escalated = unseen.decided("2026-06-29", json!("not_seen"));
    assert_eq!(escalated.told("CLK-CP-08", date(2026, 7, 1)), ["2026-06-29 met", "2026-07-27 running"]);
    let agency = escalated.add(
        "core_group",
        "2026-07-10",
        json!({"children": {"CHILD": {"last_seen": "2026-07-08"}}, "progress": "x"}),
    );
    assert_eq!(agency.told("CLK-CP-09", date(2026, 7, 20)), ["2026-07-13 met", "2026-08-19 running"]);
}

#[test]
fn a_child_is_seen_alone_from_the_fourth_birthday() {
    let small = file().person("2022-07-01", false).on_plan("2026-06-01").visit("2026-06-10", "alone", true);
    assert!(small.told("CLK-CP-10", date(2026, 6, 30)).is_empty());
    assert_eq!(small.told("CLK-CP-10", date(2026, 7, 2)), ["2026-07-29 running"]);
    let reason = small.add("late_reason", "2026-07-29", json!({"clock": "CLK-CP-10", "why": "for_the_child"}));
    assert_eq!(reason.told("CLK-CP-10", date(2026, 7, 30)), ["2026-07-29 met", "2026-08-26 running"]);
    assert_eq!(reason.told("CLK-CP-11", date(2026, 7, 30)), ["2026-06-29 met", "2026-07-08 overdue"]);
}

#[test]
fn a_long_plan_asks_about_legal_advice_at_nine_and_at_fifteen_months() {
    let long = file().on_plan("2025-01-10").decided("2025-10-20", json!("legal_planning"));
    assert_eq!(long.told("CLK-CP-12", date(2026, 5, 1)), ["2025-10-10 late", "2026-04-10 overdue"]);
    assert_eq!(long.told("CLK-CP-13", date(2027, 1, 11)), ["2027-01-10 overdue"]);
}

#[test]
fn change_is_shown_to_last_late_in_the_period_and_a_new_plan_ends_it() {
    let stepped = file().on_plan("2026-01-05").conference("2026-04-01", "review", "child_in_need", "");
    let early = stepped.meeting("2026-04-20", "go_on");
    assert_eq!(early.told("CLK-CP-14", date(2026, 7, 2)), ["2026-07-01 overdue"]);
    let shown = early.meeting("2026-06-22", "go_on");
    assert_eq!(shown.told("CLK-CP-14", date(2026, 7, 2)), ["2026-07-01 met"]);
    let again =
        file().on_plan("2026-01-05").conference("2026-04-01", "review", "child_in_need", "").on_plan("2026-05-01");
    assert_eq!(again.told("CLK-CP-14", date(2026, 7, 2)), ["2026-07-01 ended"]);
    let closed = file().on_plan("2026-01-05").closed("2026-03-01");
    assert!(closed.told("CLK-CP-14", date(2026, 7, 2)).is_empty());
}

#[test]
fn neglect_asks_for_a_profile_and_for_another_while_it_is_the_category() {
    let profile = |file: File, on: &str| {
        file.add("graded_care_profile", on, json!({"physical": 3, "safety": 2, "love": 2, "esteem": 2, "meaning": "x"}))
    };
    let found = file().add(
        "assessment",
        "2026-01-05",
        json!({"kind": {"is": "child_and_family"}, "factors": ["16A"], "analysis": "x",
            "children": {"CHILD": {"outcome": "strategy_discussion", "daily_life": "x"}}}),
    );
    assert_eq!(found.told("CLK-CP-15", date(2026, 1, 6)), ["2026-02-02 running"]);
    let planned = profile(found, "2026-01-20").conference("2026-02-10", "initial", "plan", "NEG");
    assert_eq!(planned.told("CLK-CP-15", date(2026, 2, 11)), ["2026-02-02 met", "2026-07-20 running"]);
    let again = profile(planned, "2026-07-21");
    assert_eq!(again.told("CLK-CP-15", date(2026, 8, 1)), ["2026-02-02 met", "2026-07-20 late", "2027-01-21 running"]);
    let other = again.conference("2026-09-01", "review", "plan", "EMO");
    assert_eq!(other.told("CLK-CP-15", date(2026, 9, 2)), ["2026-02-02 met", "2026-07-20 late", "2027-01-21 ended"]);
}

#[test]
fn advocacy_recommended_is_followed_up() {
    let child = json!({"decision": {"is": "plan", "category": "EMO", "why": "x"}, "advocacy": true});
    let asked = file().add("conference", "2026-06-04", json!({"kind": "initial", "children": {"CHILD": child}}));
    assert_eq!(asked.told("CLK-CP-16", date(2026, 6, 5)), ["2026-06-18 running"]);
    let declined = asked.add("advocacy_followed_up", "2026-06-10", json!({"what": "declined"}));
    assert_eq!(declined.told("CLK-CP-16", date(2026, 6, 11)), ["2026-06-18 met"]);
}

#[test]
fn a_child_in_need_plan_is_planned_reviewed_visited_and_challenged() {
    let needed = file().referral("2026-01-02").add(
        "assessment",
        "2026-01-05",
        json!({"kind": {"is": "child_and_family"}, "analysis": "x",
            "children": {"CHILD": {"outcome": "child_in_need_plan", "daily_life": "x"}}}),
    );
    assert_eq!(needed.told("CLK-CIN-01", date(2026, 1, 6)), ["2026-01-19 running"]);
    let planned = needed.plan("2026-01-19", "child_in_need").meeting("2026-01-19", "go_on");
    let on = date(2026, 3, 3);
    assert_eq!(planned.told("CLK-CIN-01", on), ["2026-01-19 met"]);
    assert_eq!(planned.told("CLK-CIN-02", on), ["2026-03-02 overdue"]);
    assert_eq!(planned.told("CLK-CIN-03", on), ["2026-02-16 overdue"]);
    assert_eq!(planned.told("CLK-CIN-05", on), ["2026-01-26 overdue"]);
    assert_eq!(planned.told("CLK-CIN-06", on), ["2026-07-19 running"]);
    assert!(planned.told("CLK-CIN-07", on).is_empty());
    let visited = planned
        .visit("2026-02-10", "not_alone", false)
        .visit("2026-02-17", "alone", true)
        .decided("2026-07-19", json!({"is": "long_plan", "outcome": "go_on"}));
    let on = date(2026, 7, 20);
    assert_eq!(visited.told("CLK-CIN-04", on), ["2026-02-17 met"]);
    assert_eq!(visited.told("CLK-CIN-06", on), ["2026-07-19 met", "2027-01-19 running"]);
    let over = visited.closed("2026-07-21");
    for clock in practice::clocks::all().iter().filter(|clock| clock.id.starts_with("CLK-CIN")) {
        let open = over.runs(clock.id, date(2026, 7, 22)).iter().any(Run::is_open);
        assert!(!open, "{} goes on after the closure", clock.id);
    }
}

#[test]
fn a_disabled_childs_stable_plan_is_reviewed_half_yearly_and_visited_each_quarter() {
    let plan = file().person("2016-05-05", true).referral("2026-01-02").plan("2026-01-19", "disabled_child");
    let on = date(2026, 2, 1);
    assert_eq!(plan.told("CLK-CIN-07", on), ["2026-07-19 running"]);
    assert_eq!(plan.told("CLK-CIN-03", on), ["2026-04-19 running"]);
    assert!(plan.told("CLK-CIN-02", on).is_empty() && plan.told("CLK-CIN-06", on).is_empty());
}

#[test]
fn the_short_break_statement_is_the_authoritys_own() {
    let statement = file().add("short_break_statement", "2026-04-01", json!({}));
    assert!(statement.told("CLK-CIN-08", date(2026, 5, 1)).is_empty(), "not a child's task");
    let records = Records::read(statement.0);
    let journey = Journey::of(practice::ids::AUTHORITY, &records, Moment::day(date(2026, 5, 1)));
    let due: Vec<String> = journey.clocks.iter().map(|run| format!("{} {}", run.clock.id, run.due.written())).collect();
    assert_eq!(due, ["CLK-CIN-08 2027-04-01"]);
}

#[test]
fn getting_ready_for_adult_life_starts_in_year_nine() {
    let on = date(2024, 9, 2);
    for (born, due) in [("2010-09-01", Some("2025-09-01")), ("2011-08-31", Some("2025-09-01")), ("2011-09-01", None)] {
        let child = file().person(born, true).referral("2020-01-06");
        let found = child.runs("CLK-TR-01", on);
        assert_eq!(found.first().map(|run| run.due.written()).as_deref(), due, "{born}");
    }
    assert!(file().person("2010-09-01", false).referral("2020-01-06").told("CLK-TR-01", on).is_empty());
    assert!(file().person("2010-09-01", true).told("CLK-TR-01", on).is_empty(), "not open");
}

#[test]
fn a_leap_day_child_is_eighteen_on_the_first_of_march() {
    let child = file().person("2008-02-29", true).referral("2020-01-06");
    let on = date(2025, 9, 2);
    assert_eq!(child.told("CLK-TR-02", on), ["2025-09-01 overdue"]);
    assert_eq!(child.told("CLK-TR-03", on), ["2024-08-29 overdue"]);
    let review = child.add(
        "transition_review",
        "2025-09-02",
        json!({"adult_worker": "R Hale", "adult_decision": "Eligible", "next": "x"}),
    );
    let on = date(2025, 9, 3);
    assert_eq!(review.told("CLK-TR-02", on), ["2025-09-01 late"]);
    assert_eq!(review.told("CLK-TR-03", on), ["2024-08-29 late"]);
    assert_eq!(review.told("CLK-TR-01", on).last().unwrap(), "2026-09-02 running");
    let closed = review.closed("2026-02-01");
    assert_eq!(closed.told("CLK-TR-01", date(2026, 3, 1)).last().unwrap(), "2026-09-02 ended");
    // Opened again, nothing that was settled is asked again.
    let again = closed.referral("2026-02-10");
    assert_eq!(again.told("CLK-TR-02", date(2026, 3, 1)).len(), 1);
}

#[test]
fn closed_work_is_nobodys_when_something_is_told_of_the_child_again() {
    let worker = |file: &File, on: Date| Journey::of(CHILD, &Records::read(file.0.clone()), Moment::day(on)).worker;
    let contact = |file: File, on: &str| {
        file.add("contact", on, json!({"source": "1A", "concern": "x", "route": {"is": "public"}}))
    };
    let given = || {
        let referred = file().add("referral", "2026-01-05", json!({"source": "1A", "need": "N1", "reason": "x"}));
        referred.add("allocation", "2026-01-06", json!({"team": "east", "worker": "sam"}))
    };
    let after = date(2026, 6, 2);
    assert!(
        worker(&contact(given(), "2026-06-01"), after).is_some(),
        "the twin: work that was not closed stays theirs"
    );
    assert_eq!(worker(&contact(given().closed("2026-03-01"), "2026-06-01"), after), None);
    let again = contact(given().closed("2026-03-01"), "2026-06-01");
    let again = again.add("allocation", "2026-06-02", json!({"team": "east", "worker": "kim"}));
    assert_eq!(worker(&again, date(2026, 6, 3)).map(|worker| worker.0), Some("kim".to_owned()));
}
