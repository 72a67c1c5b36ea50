//! The pages with an invented register, over the figures that the samples of figures are made of.

use super::form::{Filling, form, spec_of, summary};
use super::{Read, action_view, evaluation, view};
use crate::pages::{Sample, figures};
use casework::figures::Shown;
use casework::improvement::{Improvement, Improving};
use casework::names::StaffNames;
use maud::html;
use practice::form::Fault;
use practice::ids::{AUTHORITY, RecordId, StaffId};
use practice::improvement::{
    ImprovementAction, ImprovementProgress, InspectionJudgement, PerformanceMeeting, SelfEvaluation,
};
use practice::kinds;
use practice::moment::Moment;
use practice::record::{Record, Records, Revision, Status};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// An invented record about the authority.
fn written<R: Record>(number: u128, body: Value) -> Revision {
    let kind = kinds::find(R::KIND);
    let about = kind.and_then(|kind| kind.about(&body).ok()).unwrap_or(Moment::day(jiff::civil::date(2026, 11, 2)));
    Revision {
        id: RecordId(Uuid::from_u128(number)),
        revision: 1,
        kind: R::KIND.to_owned(),
        people: vec![AUTHORITY],
        about,
        known: about.start_instant(),
        author: StaffId::from("director"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: String::new(),
        body,
    }
}

/// Two inspections, an evaluation that thinks better of itself, a late action and one that is done, and a meeting.
pub fn register() -> Vec<Revision> {
    let judged = |number, on: &str, framework: &str, judgement: &str| {
        written::<InspectionJudgement>(
            number,
            json!({
                "published": on, "framework": framework, "area": "help_and_protection", "judgement": judgement,
                "said": "Children who need protection are seen quickly. Plans do not always say what must change by when."
            }),
        )
    };
    let action = |number, found: &str, due: &str, from: Value, measure: &str| {
        written::<ImprovementAction>(
            number,
            json!({
                "agreed": "2026-06-01", "from": from, "area": "help_and_protection", "found": found,
                "will_do": "Every plan is read by a second person before it is agreed.",
                "different": "Parents can say what has to be different, and by when.",
                "owner": "director", "due": due, "measure": measure, "stood": "9, May 2026"
            }),
        )
    };
    let done = json!({ "is": "closed", "evidence": "Forty plans were read: all have a day.", "different": "Families told us they know.", "satisfied": "The partnership board" });
    let id = |number: u128| Uuid::from_u128(number).to_string();
    vec![
        judged(1, "2022-03-04", "Ofsted, inspection of local authority services", "requires_improvement"),
        judged(2, "2025-05-16", "Ofsted, inspection of local authority services", "good"),
        written::<SelfEvaluation>(
            3,
            json!({
                "on": "2026-10-05", "area": "help_and_protection", "judgement": "outstanding",
                "evidence": "Nearly all conferences are in time.", "weaknesses": "Visits in school holidays."
            }),
        ),
        action(4, "Plans without a day", "2026-09-30", json!({ "is": "inspection" }), "IND-FD-01"),
        action(
            5,
            "A second worker in the hub",
            "2026-12-31",
            json!({ "is": "funded", "money": "£60,000, by members" }),
            "",
        ),
        written::<ImprovementProgress>(
            6,
            json!({ "on": "2026-11-02", "action": id(5), "did": "She began in August.", "outcome": done }),
        ),
        written::<ImprovementProgress>(
            7,
            json!({ "on": "2026-11-02", "action": id(4), "did": "The form asks for a day now.", "outcome": { "is": "goes_on" } }),
        ),
        written::<PerformanceMeeting>(
            8,
            json!({
                "held": "2026-11-09", "who": "Heads of service", "area": "adoption",
                "story": "Matches wait for the court, not for adopters.", "decided": "Talk with the court's team."
            }),
        ),
    ]
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let read = |register: Vec<Revision>, whole| {
        let figures = Arc::new(figures::sample_figures());
        let records = Records::read(register);
        let improvement = Improvement::of(&records.standing(), figures.on);
        let shown = Shown { whole, lists: whole, comments: whole, issues: whole };
        Read { improvement, figures, shown, staff: Arc::new(StaffNames::default()) }
    };
    let (whole, alone, empty) = (read(register(), true), read(register(), false), read(Vec::new(), true));
    let of = |name, markup| Sample { name, markup };
    let staff = StaffNames::default();
    let begun = |kind: &str, faults: &[Fault], look_again: &[String]| {
        let spec = spec_of(kinds::find(kind)?);
        let sent = Improving::default();
        let filling = Filling { to: String::new(), spec, sent: &sent, faults, look_again, staff: &staff, csrf: "" };
        Some(html! { h1.govuk-heading-l { (filling.spec.title) } (summary(&filling)) (form(&filling)) })
    };
    let faults = [Fault::at("measure", "No measure has this number")];
    let mut all = vec![
        of("improvement", view(&whole)),
        of("improvement-aggregates", view(&alone)),
        of("improvement-empty", view(&empty)),
        of("improvement-evaluation", evaluation::view(&whole)),
    ];
    all.extend(whole.improvement.actions.first().map(|one| of("improvement-action", action_view(&whole, one))));
    all.extend(whole.improvement.actions.last().map(|one| of("improvement-action-done", action_view(&whole, one))));
    all.extend(begun(ImprovementAction::KIND, &faults, &[]).map(|markup| of("improvement-new", markup)));
    all.extend(
        begun(SelfEvaluation::KIND, &[], &["two children".to_owned()])
            .map(|markup| of("improvement-look-again", markup)),
    );
    all
}
