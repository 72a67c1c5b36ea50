//! The table of lawful moves against the records that make them.

use jiff::civil::date;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::kinds;
use practice::moment::Moment;
use practice::pathway::{self, NOT_YET_RECORDED, RECORDED, is_lawful, moves};
use practice::record::{Entry, Records, Revision, Status};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const CHILD: PersonId = PersonId(Uuid::from_u128(1));

type Written = (&'static str, Value);

fn entry(number: i8, (kind, body): Written) -> Entry {
    let about = Moment::day(date(2026, 6, number));
    let mut body = body;
    body[&(kinds::find(kind).unwrap().spec)().dating_field().unwrap().name] = json!(about.written());
    let entry = Entry::read(Arc::new(Revision {
        id: RecordId(Uuid::from_u128(100 + number as u128)),
        revision: 1,
        kind: kind.to_owned(),
        people: vec![CHILD],
        about,
        known: about.instant(),
        author: StaffId::from("worker"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: String::new(),
        body: serde_json::from_str(&body.to_string().replace("CHILD", &CHILD.to_string())).unwrap(),
    }));
    assert!(entry.body.is_ok(), "{kind}: {:?}", entry.body.err());
    entry
}

fn asked(before: &[Written], then: Written) -> Vec<String> {
    let kept = before.iter().enumerate().map(|(day, one)| entry(day as i8 + 1, one.clone()));
    let records = Records::new(kept);
    let next = entry(before.len() as i8 + 1, then);
    pathway::unusual(CHILD, &records.standing(), next.body.as_ref().unwrap().as_ref(), next.about)
}

fn contact(route: Value) -> Written {
    ("contact", json!({"route": route, "source": "3A", "concern": "x"}))
}
fn screening(decision: &str) -> Written {
    let link = RecordId(Uuid::from_u128(101)).to_string();
    (
        "screening_decision",
        json!({"contact": link, "decision": {"is": decision, "authority": "Elsewhere"}, "agreed_by": "m"}),
    )
}
fn referral() -> Written {
    ("referral", json!({"source": "3A", "need": "N1"}))
}
fn response(response: &str) -> Written {
    ("referral_decision", json!({"referral": RecordId(Uuid::from_u128(103)).to_string(), "response": response}))
}
fn assessed(outcome: &str) -> Written {
    let child = json!({"outcome": outcome, "daily_life": "x"});
    ("assessment", json!({"kind": {"is": "child_and_family"}, "children": {"CHILD": child}}))
}
fn discussed(decision: &str) -> Written {
    ("strategy_discussion", json!({"agencies": ["csc"], "decision": {"is": decision, "how": "joint"}}))
}
fn enquired(outcome: &str) -> Written {
    ("section47", json!({"children": {"CHILD": {"outcome": outcome}}}))
}
fn conference(kind: &str, decision: &str) -> Written {
    let child = json!({"decision": {"is": decision, "category": "NEG"}});
    ("conference", json!({"kind": kind, "children": {"CHILD": child}}))
}
fn plan(kind: &str) -> Written {
    ("plan", json!({"kind": kind}))
}
fn meeting(decision: &str) -> Written {
    ("child_in_need_meeting", json!({"decision": decision}))
}
fn core_group() -> Written {
    ("core_group", json!({}))
}
fn visit() -> Written {
    ("visit", json!({"purpose": "child_protection", "outcome": {"is": "no_access", "what": "nobody_in"}}))
}
fn saw() -> Written {
    let children = json!({"CHILD": {"seen": "alone"}});
    let held = json!({"is": "held", "place": "home", "children": children, "saw": "x", "means": "x"});
    ("visit", json!({"purpose": "enquiry", "outcome": held}))
}
fn decided(about: &str) -> Written {
    ("management_decision", json!({"about": about}))
}
fn closed() -> Written {
    ("closure", json!({"reason": "RC1"}))
}
fn to_early_help() -> Written {
    ("step_to_early_help", json!({"agreed": {"is": "yes"}}))
}
fn away() -> Written {
    ("transfer_out", json!({"authority": "Elsewhere"}))
}

/// The records of a usual journey up to a step.
fn up_to(step: &str) -> Vec<Written> {
    let after = |step: &str, then: Vec<Written>| up_to(step).into_iter().chain(then).collect();
    match step {
        "contact" => vec![contact(json!({"is": "public"}))],
        "edt_contact" | "edt_action" => vec![contact(json!({"is": "out_of_hours"}))],
        "police_da_notification" => {
            vec![contact(json!({"is": "police_notice", "incident": "2026-05-30", "grade": "high"}))]
        }
        "da_triage" => {
            let link = RecordId(Uuid::from_u128(101)).to_string();
            after("police_da_notification", vec![("domestic_abuse_triage", json!({"contact": link, "grade": "high"}))])
        }
        "contact_decision" => after("contact", vec![screening("referral")]),
        "mash_checks" => after("contact", vec![screening("agency_checks")]),
        "referral" => after("contact_decision", vec![referral()]),
        "early_help" => after("contact", vec![screening("early_help"), to_early_help()]),
        "homeless_16_17" => after("referral", vec![response("homeless"), ("homeless_presentation", json!({}))]),
        "allocated_worker" => after("contact", vec![screening("allocated_worker")]),
        "assessment" => after("referral", vec![("assessment_started", json!({"kind": "child_and_family"}))]),
        "disabled_child_plan" => after("assessment", vec![assessed("disabled_child_plan"), plan("disabled_child")]),
        "legal_planning" => after("icpc", vec![decided("legal_planning")]),
        "strategy_discussion" => after("contact", vec![screening("strategy_discussion"), discussed("enquiry"), saw()]),
        "interim_safety" => up_to("strategy_discussion"),
        "s47" => after("strategy_discussion", vec![enquired("conference")]),
        "icpc" => after("s47", vec![conference("initial", "plan")]),
        "cp_plan" => after("icpc", vec![plan("child_protection")]),
        "core_group" => after("cp_plan", vec![core_group()]),
        "cp_visit" => after("cp_plan", vec![visit()]),
        "rcpc" => after("core_group", vec![conference("review", "plan")]),
        "cin_plan" => after("assessment", vec![assessed("child_in_need_plan"), plan("child_in_need")]),
        "cin_review" => after("cin_plan", vec![meeting("go_on")]),
        "transfer_out" => after("cp_plan", vec![away()]),
        "housing_support" => after("homeless_16_17", vec![("accommodation_decision", json!({"decision": "declined"}))]),
        other => panic!("no journey is written up to {other}"),
    }
}

/// The record that makes a move, when the first thread has one.
fn making(from: &str, to: &str) -> Option<Written> {
    Some(match (from, to) {
        ("contact" | "mash_checks" | "da_triage" | "edt_action", "contact_decision") => screening("referral"),
        ("contact_decision", "mash_checks") => return None,
        (_, "da_triage") => up_to("da_triage").pop()?,
        ("contact_decision", "referral") => referral(),
        ("contact_decision", "early_help") => to_early_help(),
        ("contact_decision" | "edt_action" | "cin_review" | "assessment", "strategy_discussion") => {
            discussed("enquiry")
        }
        ("referral", "assessment") | ("allocated_worker" | "homeless_16_17" | "assessment", "assessment") => {
            ("assessment_started", json!({"kind": "child_and_family"}))
        }
        ("referral", "nfa") => response("no_further_action"),
        ("referral", "early_help") => response("early_help"),
        ("referral", "homeless_16_17") => ("homeless_presentation", json!({})),
        ("homeless_16_17" | "housing_support", "looked_after_s20") => {
            ("accommodation_decision", json!({"decision": "section20"}))
        }
        (_, "housing_support") => ("accommodation_decision", json!({"decision": "declined"})),
        ("assessment", "cin_plan") => assessed("child_in_need_plan"),
        ("assessment", "early_help") => assessed("early_help"),
        ("assessment", "nfa") => assessed("no_further_action"),
        ("assessment", "looked_after_s20") => assessed("looked_after"),
        ("assessment", "family_group_conference") => assessed("family_group_conference"),
        ("assessment", "disabled_child_plan") => assessed("disabled_child_plan"),
        ("assessment" | "cin_review" | "s47" | "rcpc", "legal_planning") => decided("legal_planning"),
        ("cin_plan", "cin_review") => meeting("go_on"),
        ("cin_review", "cin_plan") => plan("child_in_need"),
        ("cin_review", "early_help") => meeting("step_down"),
        ("cin_review", "closed") => meeting("end"),
        ("disabled_child_plan", "disabled_child_plan") => plan("disabled_child"),
        (_, "transition_planning") => ("transition_review", json!({})),
        ("strategy_discussion" | "interim_safety", "s47") => enquired("conference"),
        ("strategy_discussion", "cin_plan") => discussed("child_in_need"),
        ("strategy_discussion", "nfa") => discussed("no_further_action"),
        ("s47", "icpc") => conference("initial", "plan"),
        ("s47", "cin_plan" | "nfa") => return None,
        ("icpc", "cp_plan") => plan("child_protection"),
        ("cp_plan" | "cp_visit", "core_group") => core_group(),
        (_, "cp_visit") => visit(),
        (_, "rcpc") => conference("review", "plan"),
        ("rcpc", "cp_plan") => plan("child_protection"),
        ("rcpc", "cin_plan") => conference("review", "child_in_need"),
        ("rcpc", "closed") => conference("review", "no_plan"),
        ("cp_plan", "transfer_out") => away(),
        ("legal_planning", "cp_plan") => plan("child_protection"),
        _ => return None,
    })
}

#[test]
fn the_table_is_read_whole() {
    assert_eq!(moves().len(), 222);
    assert!(is_lawful("s47", "icpc") && !is_lawful("icpc", "s47"));
}

#[test]
fn every_step_is_recorded_or_on_the_list_of_those_to_come_and_no_other() {
    let table: BTreeSet<&str> = moves().iter().flat_map(|one| [one.from.as_str(), one.to.as_str()]).collect();
    let named: Vec<&str> = RECORDED.iter().chain(NOT_YET_RECORDED).copied().collect();
    let set: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(set.len(), named.len(), "a step is on both lists, or twice");
    assert_eq!(set, table);
}

#[test]
fn lawful_moves_are_not_questioned() {
    let mut made = 0;
    for one in moves() {
        let Some(record) = making(&one.from, &one.to) else { continue };
        let mut before = up_to(&one.from);
        if (one.from.as_str(), one.to.as_str()) == ("contact_decision", "early_help") {
            before = vec![contact(json!({"is": "public"})), screening("early_help")];
        }
        let questions = asked(&before, record);
        assert!(questions.is_empty(), "{} to {}: {questions:?}", one.from, one.to);
        made += 1;
    }
    assert!(made >= 48, "only {made} moves were made");
}

#[test]
fn moves_made_by_one_record_are_not_questioned() {
    let contact = || contact(json!({"is": "public"}));
    for decision in ["no_further_action", "advice", "early_help", "agency_checks", "referral", "strategy_discussion"]
        .into_iter()
        .chain(["allocated_worker", "other_authority", "designated_officer"])
    {
        assert_eq!(asked(&[contact()], screening(decision)), [""; 0], "{decision}");
    }
    for outcome in ["conference", "no_continuing_risk", "child_in_need", "no_further_action", "legal_planning"] {
        assert_eq!(asked(&up_to("strategy_discussion"), enquired(outcome)), [""; 0], "{outcome}");
    }
    for decision in ["plan", "child_in_need", "no_plan", "plan_and_legal"] {
        assert_eq!(asked(&up_to("s47"), conference("initial", decision)), [""; 0], "{decision}");
        assert_eq!(asked(&up_to("core_group"), conference("review", decision)), [""; 0], "{decision}");
    }
}

#[test]
fn an_enquiry_that_ends_without_the_child_being_seen_is_questioned() {
    let mut unseen = up_to("strategy_discussion");
    unseen.pop();
    let questions = asked(&unseen, enquired("conference"));
    assert!(matches!(questions.as_slice(), [one] if one.contains("seen the child since")), "{questions:?}");
    // Nobody was in: that is not seen.
    unseen.push(visit());
    assert_eq!(asked(&unseen, enquired("no_further_action")).len(), 1);
    unseen.push(saw());
    assert_eq!(asked(&unseen, enquired("no_further_action")), [""; 0]);
}

#[test]
fn a_whole_journey_to_its_end_is_not_questioned() {
    let mut journey = up_to("rcpc");
    for next in [
        conference("review", "child_in_need"),
        plan("child_in_need"),
        meeting("go_on"),
        meeting("end"),
        closed(),
        contact(json!({"is": "public"})),
        screening("referral"),
        referral(),
        ("assessment_started", json!({"kind": "child_and_family"})),
        assessed("no_further_action"),
        closed(),
    ] {
        assert_eq!(asked(&journey, next.clone()), [""; 0], "{} after {} records", next.0, journey.len());
        journey.push(next);
    }
    let moved_in = [("transfer_in", json!({"authority": "Elsewhere", "plan": "child_protection"}))];
    assert_eq!(asked(&moved_in, conference("transfer_in", "plan")), [""; 0]);
}

#[test]
fn unlawful_moves_are_questioned() {
    let closed_file = || [up_to("cin_review"), vec![meeting("end"), closed()]].concat();
    let no_plan = || [up_to("s47"), vec![conference("initial", "no_plan")]].concat();
    let wrong: Vec<(&str, Vec<Written>, Written)> = vec![
        ("a screening decision without a contact", vec![], screening("no_further_action")),
        ("a contact screened twice", up_to("contact_decision"), screening("no_further_action")),
        ("a police notice screened before triage", up_to("police_da_notification"), screening("referral")),
        ("a triage without a notice", up_to("contact"), up_to("da_triage").pop().unwrap()),
        ("a referral without a decision", up_to("contact"), referral()),
        ("an assessment without a referral", up_to("contact"), assessed("child_in_need_plan")),
        ("an assessment after closure without referral", closed_file(), assessed("child_in_need_plan")),
        ("a strategy discussion out of nowhere", vec![], discussed("enquiry")),
        ("an enquiry without a discussion", up_to("assessment"), enquired("conference")),
        ("a conference without an enquiry", up_to("assessment"), conference("initial", "plan")),
        ("a conference before the enquiry's outcome", up_to("strategy_discussion"), conference("initial", "plan")),
        ("a review without a core group", up_to("cp_plan"), conference("review", "plan")),
        ("a core group without a plan", up_to("s47"), core_group()),
        ("a core group after no plan", no_plan(), core_group()),
        ("a protection visit without a plan", up_to("assessment"), visit()),
        ("a protection plan without a conference", up_to("assessment"), plan("child_protection")),
        ("a protection plan after a conference said no", no_plan(), plan("child_protection")),
        ("a second initial conference", up_to("cp_plan"), conference("initial", "plan")),
        ("a second open plan", up_to("cp_plan"), plan("child_in_need")),
        ("a plan without an assessment", up_to("referral"), plan("child_in_need")),
        ("a meeting without a plan", up_to("referral"), meeting("go_on")),
        ("a closure with an open protection plan", up_to("core_group"), closed()),
        ("a closure with an open child in need plan", up_to("cin_review"), closed()),
        ("a closure with nothing decided", up_to("referral"), closed()),
        ("a closure of a closed file", closed_file(), closed()),
        ("early help nobody decided on", vec![], to_early_help()),
        ("homeless without a referral", vec![], ("homeless_presentation", json!({}))),
        ("a transfer out without a plan", up_to("referral"), away()),
    ];
    for (what, before, then) in wrong {
        let questions = asked(&before, then);
        assert_eq!(questions.len(), 1, "{what}: {questions:?}");
        assert!(questions[0].ends_with("Record it all the same, and say why?"), "{what}: {}", questions[0]);
    }
}

#[test]
fn the_question_says_what_is_missing_and_since_when() {
    assert_eq!(
        asked(&up_to("assessment"), conference("initial", "plan")),
        ["An initial conference usually follows a section 47 enquiry outcome; none is recorded since 1 June 2026. \
          Record it all the same, and say why?"]
    );
    assert_eq!(
        asked(&up_to("core_group"), closed()),
        ["A closure usually follows the end of the child protection plan; that plan is still open. Record it all the \
          same, and say why?"]
    );
}
