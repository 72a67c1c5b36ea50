//! A child's plans: worry, what will be different, who does what by when, how we will know, and what moved since.

use super::shown::prose;
use super::{Looking, dressed, example, is_shown};
use crate::components::{
    Button, Choice, Details, InsetText, Radios, SummaryList, SummaryRow, Table, Tag, Textarea, WarningText,
    scroll_region,
};
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use casework::Act;
use casework::Problem;
use casework::file::{AsAt, File};
use casework::finish::Ready;
use maud::{Markup, Render, html};
use practice::answer::{Answer, Part};
use practice::ids::{PersonId, RecordId};
use practice::journey::PlanAction;
use practice::kinds;
use practice::moment::{Moment, long_date};
use practice::plans::{Action, ActionProgress, ActionState, Plan};
use practice::record::{Entry, Record};
use practice::words;
use serde::Deserialize;
use serde_json::Value;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/plans", of_child(Act::SeeFile), show).post(
        "/children/{person}/plans/progress",
        of_child(Act::Write),
        progress,
    )
}

async fn show(looking: Looking) -> Response {
    let main = view(&looking.file, &looking.signed.form_token);
    looking.page("/plans", "Plans", main)
}

#[derive(Deserialize)]
pub(super) struct Given {
    key: String,
    plan: RecordId,
    action: String,
    state: String,
    #[serde(default)]
    note: String,
}

/// Notes how far an action is, for every child the plan is for.
pub(super) async fn progress(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Form(given): Form<Given>,
) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        let plan = casework.record(&actor, given.plan)?;
        let latest = plan.revisions.last().filter(|plan| plan.people.contains(&child)).ok_or(Problem::NotFound)?;
        let agreed = Plan::read_part(&latest.body).map_err(|fault| Problem::Refused(fault.to_string()))?;
        if !agreed.actions.iter().any(|action| action.key.0 == given.action) {
            return Err(Problem::Refused("This action is not in the plan any more. Open the plan again.".into()));
        }
        let state = ActionState::read(&Value::String(given.state.clone()))
            .map_err(|_| Problem::Refused("Say how far the action is".into()))?;
        let body = ActionProgress {
            on: casework.today(),
            action: given.action.clone(),
            state,
            note: given.note.trim().into(),
        };
        casework.record_ready(
            &actor,
            &given.key,
            Ready {
                kind: ActionProgress::KIND,
                people: latest.people.clone(),
                body: Value::Object(body.write_part()),
                unusual: None,
                source: None,
            },
        )
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/plans#actions")))
}

/// More than this many open actions is more than most families can hold.
const MOST_ACTIONS: usize = 8;

/// The page.
pub fn view(file: &File, csrf: &str) -> Markup {
    let journey = &file.journey;
    html! {
        h1.govuk-heading-l { "Plans" }
        @if journey.plans.is_empty() {
            p.govuk-body {
                "No plan is in force. "
                a.govuk-link href={ "/children/" (file.child) "/new/plan" } { "Write a plan" }
            }
        }
        @for (id, plan) in &journey.plans { (one(file, *id, plan, csrf)) }
        (earlier(file))
    }
}

fn one(file: &File, id: RecordId, plan: &Plan, csrf: &str) -> Markup {
    let child = file.child;
    let actions: Vec<&PlanAction> = file.journey.actions.iter().filter(|action| action.plan == id).collect();
    let open = actions.iter().filter(|action| is_open(action)).count();
    html! {
        h2.govuk-heading-m {
            a.govuk-link href={ "/records/" (id) "?child=" (child) } { (words::of(&plan.kind)) }
            ", agreed " (plan.agreed)
        }
        p.govuk-body.gt-no-print {
            a.govuk-link href={ "/children/" (child) "/plans/" (id) "/family" } { "Family copy to print" } ". "
            a.govuk-link href={ "/children/" (child) "/new/plan" } { "Write the next plan" }
        }
        @if open > MOST_ACTIONS {
            (WarningText::new(format!(
                "{open} actions are open. More than {MOST_ACTIONS} is more than most families can hold: which matter most?"
            )))
        }
        @for (number, goal) in plan.goals.iter().enumerate() {
            (SummaryList::new([
                SummaryRow::new("What worries us", prose(&goal.worry)),
                SummaryRow::new("What will be different", prose(&goal.different)),
            ]).in_card(format!("Worry {}", number + 1)))
        }
        section id="actions" {
            h3.govuk-heading-s { "Who does what by when, and how we will know" }
            (table(file, &actions, csrf))
        }
        (SummaryList::new([
            SummaryRow::new("What the child wants", said(&words::of(&plan.child_words))),
            SummaryRow::new("What the family says", said(&words::of(&plan.family_words))),
            SummaryRow::new("If it does not work", prose(&plan.contingency)),
        ]))
        (moved(file, id))
    }
}

fn said(words: &str) -> Markup {
    html! { @if words.is_empty() { "Not recorded" } @else { (prose(words)) } }
}

fn is_open(action: &PlanAction) -> bool {
    !matches!(action.state, ActionState::Done | ActionState::Dropped)
}

fn table(file: &File, actions: &[&PlanAction], csrf: &str) -> Markup {
    let today = file.journey.on.date;
    let row = |action: &&PlanAction| {
        let late = is_open(action) && action.by < today;
        let state = html! {
            (Tag::new(words::of(&action.state), match action.state {
                ActionState::Done => "green",
                ActionState::UnderWay => "blue",
                ActionState::NotStarted | ActionState::Dropped => "grey",
            }))
            @if !action.note.is_empty() { p.gt-soft { (action.note) } }
            @if file.as_at == AsAt::Now && is_open(action) { (update(file, action, csrf)) }
        };
        let by = html! { (long_date(action.by)) @if late { " " strong.gt-late { "late" } } };
        vec![
            action.what.as_str().into(),
            action.owner.as_str().into(),
            by.into(),
            action.measure.as_str().into(),
            state.into(),
        ]
    };
    html! {
        (scroll_region("Actions", &html! { (Table {
            head: ["What", "Who", "By", "How we will know", "How far"].map(Into::into).to_vec(),
            rows: actions.iter().map(row).collect(),
            first_cell_is_header: true,
            ..Table::default()
        }) }))
    }
}

/// Open, choose, save: how far one action is.
fn update(file: &File, action: &PlanAction, csrf: &str) -> Markup {
    let stem = format!("action-{}", action.key);
    let states = [ActionState::UnderWay, ActionState::Done, ActionState::NotStarted, ActionState::Dropped];
    let choice = |state: &ActionState| {
        let value = state.write();
        let value = value.as_str().unwrap_or_default().to_owned();
        Choice::new(value, words::of(state)).checked(*state == action.state)
    };
    let form = html! {
        form method="post" action={ "/children/" (file.child) "/plans/progress" } {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(uuid::Uuid::now_v7());
            input type="hidden" name="plan" value=(action.plan);
            input type="hidden" name="action" value=(action.key);
            (Radios {
                id_prefix: stem.clone(),
                classes: "govuk-radios--small".into(),
                ..Radios::new("state", "How far is it?", states.iter().map(choice).collect())
            })
            (Textarea {
                id: format!("{stem}-note"),
                rows: Some(2),
                ..Textarea::new("note", "What changed for the child?")
            })
            (Button::new("Save"))
        }
    };
    let summary = html! { "Update" span.govuk-visually-hidden { ": " (action.what) } };
    html! { (Details { classes: "gt-no-print".into(), ..Details::new(summary, form) }) }
}

/// The plans of a child on the day, latest first.
fn plans(file: &File) -> Vec<&Entry> {
    let standing = file.records.standing();
    let plans = standing.of_kind::<Plan>().rev().map(|plan| plan.entry);
    plans.filter(|entry| is_shown(file, entry)).collect()
}

/// What moved since the plan before it of the same kind.
fn moved(file: &File, id: RecordId) -> Markup {
    let plans = plans(file);
    let Some(at) = plans.iter().position(|entry| entry.id == id) else { return Markup::default() };
    let kind = |entry: &Entry| entry.get::<Plan>().map(|plan| plan.kind);
    let before = plans.iter().skip(at + 1).find(|entry| kind(entry) == kind(plans[at]));
    let (Some(before), Some(form)) = (before, kinds::find(Plan::KIND)) else {
        return html! { p.govuk-body { "This is the first plan of its kind." } };
    };
    let spec = (form.spec)();
    let changes = words::differences((spec, &before.kept.body), (spec, &plans[at].kept.body), &file.names);
    let shown = |text: &str| if text.is_empty() { "Nothing".to_owned() } else { text.to_owned() };
    html! {
        section {
            h3.govuk-heading-s { "What moved since the plan of " (before.about) }
            @if changes.is_empty() { p.govuk-body { "Nothing changed." } } @else {
                (scroll_region("What moved", &html! { (Table {
                    head: ["Question", "Before", "Now"].map(Into::into).to_vec(),
                    rows: changes
                        .iter()
                        .map(|one| vec![one.label.as_str().into(), shown(&one.before).into(), shown(&one.after).into()])
                        .collect(),
                    first_cell_is_header: true,
                    ..Table::default()
                }) }))
            }
        }
    }
}

fn earlier(file: &File) -> Markup {
    let in_force = |entry: &&&Entry| !file.journey.plans.iter().any(|(id, _)| *id == entry.id);
    let plans = plans(file);
    let earlier: Vec<&&Entry> = plans.iter().filter(in_force).collect();
    html! {
        @if !earlier.is_empty() {
            h2.govuk-heading-m { "Earlier plans" }
            ul.govuk-list {
                @for entry in earlier {
                    li {
                        a.govuk-link href={ "/records/" (entry.id) "?child=" (file.child) } {
                            @if let Some(plan) = entry.get::<Plan>() { (words::of(&plan.kind)) } @else { "Plan" }
                            ", " (entry.about)
                        }
                    }
                }
            }
        }
        (InsetText::new("A reason for lateness or a new date is a new plan or a note of progress: earlier ones stay."))
    }
}

/// The example with this many actions in its plan.
fn crowded(count: usize) -> File {
    let mut revisions = example::revisions();
    let plan = example::record(21);
    for revision in revisions.iter_mut().filter(|one| one.id == plan) {
        if let Ok(mut body) = Plan::read_part(&revision.body)
            && let Some(first) = body.actions.first().cloned()
        {
            body.actions = (0..count)
                .map(|number| Action { key: practice::answer::RowKey(format!("b{number}")), ..first.clone() })
                .collect();
            revision.body = Value::Object(body.write_part());
        }
    }
    example::file_of(example::AMARA, revisions, AsAt::Now)
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |file: &File| dressed(file, "/plans", "Plans", view(file, "sample")).render().render();
    let day = Moment::day(jiff::civil::date(2026, 9, 30));
    vec![
        Sample { name: "child-plans", markup: drawn(&example::file(AsAt::Now)) },
        Sample { name: "child-plans-crowded", markup: drawn(&crowded(9)) },
        Sample { name: "child-plans-true", markup: drawn(&example::file(AsAt::TrueOn(day))) },
        Sample { name: "child-plans-none", markup: drawn(&example::bare()) },
    ]
}
