//! A child's plans: worry, what will be different, who does what by when, how we will know, and what moved since.

use super::shown::prose;
use super::{Looking, dressed, example, is_shown, offers_writing, record_href};
use crate::components::{
    BoardTable, Button, Choice, Content, Details, InsetText, Radios, SummaryList, SummaryRow, Tag, Textarea,
    WarningText,
};
use crate::kept;
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use casework::file::{AsAt, File};
use casework::finish::Ready;
use casework::{Act, Problem};
use maud::{Markup, Render, html};
use practice::answer::{Answer, Part};
use practice::ids::{PersonId, RecordId};
use practice::journey::PlanAction;
use practice::kinds;
use practice::moment::{Moment, long_date};
use practice::plans::{Action, ActionProgress, ActionState, Plan};
use practice::record::{Entry, Record};
use practice::words;
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

type Pairs = Vec<(String, String)>;

/// Notes how far actions are, for every child the plan is for: the one whose button was pressed, and every other that
/// something was said of. One form holds them all, so that no word typed beside another action is lost.
pub(super) async fn progress(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Form(pairs): Form<Pairs>,
) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may_of(&actor, Act::Write, &[child])?;
        let value = |name: &str| pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim());
        let (key, pressed) = (value("key"), value("save"));
        let file = casework.file(&actor, child, AsAt::Now)?;
        let mut kept = 0;
        for action in &file.journey.actions {
            let name = named(action);
            let sent = Value::String(value(&format!("state.{name}")).to_owned());
            let (state, note) = (ActionState::read(&sent).ok(), value(&format!("note.{name}")));
            if name != pressed && note.is_empty() && state.is_none_or(|state| state == action.state) {
                continue;
            }
            let state = state.ok_or(Problem::Refused("Say how far the action is".into()))?;
            let plan = file.records.revisions_of(action.plan).last().ok_or(Problem::NotFound)?;
            let body = ActionProgress { on: casework.today(), action: action.key.clone(), state, note: note.into() };
            casework.record_ready(&actor, &format!("{key} {name}"), Ready::of(plan.people.clone(), &body))?;
            kept += 1;
        }
        match kept {
            0 => Err(Problem::Refused("This action is not in the plan any more. Open the plan again.".into())),
            _ => Ok(()),
        }
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/plans#actions")))
}

/// What an action is called in the form: its plan and its key.
fn named(action: &PlanAction) -> String {
    format!("{}.{}", action.plan, action.key)
}

/// More than this many open actions is more than most families can hold.
pub(super) const MOST_ACTIONS: usize = 8;

/// The page.
pub fn view(file: &File, csrf: &str) -> Markup {
    let journey = &file.journey;
    html! {
        h1.govuk-heading-l { "Plans" }
        @if journey.plans.is_empty() {
            p.govuk-body {
                "No plan is in force. "
                @if offers_writing(file) {
                    a.govuk-link href={ "/children/" (file.child) "/new/plan" } { "Write a plan" }
                }
            }
        }
        @if offers_writing(file) && !journey.plans.is_empty() {
            form method="post" action={ "/children/" (file.child) "/plans/progress" } {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="key" value=(crate::kept::key());
                (in_force(file))
            }
        } @else { (in_force(file)) }
        (earlier(file))
    }
}

fn in_force(file: &File) -> Markup {
    html! { @for (id, plan) in &file.journey.plans { (one(file, *id, plan)) } }
}

fn one(file: &File, id: RecordId, plan: &Plan) -> Markup {
    let child = file.child;
    let actions: Vec<&PlanAction> = file.journey.actions.iter().filter(|action| action.plan == id).collect();
    let open = actions.iter().filter(|action| is_open(action)).count();
    html! {
        h2.govuk-heading-m {
            a.govuk-link href=(record_href(file, id)) { (words::of(&plan.kind)) }
            ", agreed " (plan.agreed)
        }
        @if offers_writing(file) {
            p.govuk-body.gt-no-print {
                a.govuk-link href={ "/children/" (child) "/send/" (id) } { "Send the plan" } ", "
                a.govuk-link href={ "/children/" (child) "/plans/" (id) "/family" } { "family copy to print" }
                @if let Some(age) = super::plan_copy::reading_age(plan) { ", reading age about " (age) } ". "
                a.govuk-link href={ "/children/" (child) "/new/plan" } { "Write the next plan" }
            }
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
            (table(file, &actions))
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

pub(super) fn is_open(action: &PlanAction) -> bool {
    !matches!(action.state, ActionState::Done | ActionState::Dropped)
}

fn table(file: &File, actions: &[&PlanAction]) -> Markup {
    let today = file.journey.on.date;
    let row = |action: &&PlanAction| -> Vec<Content> {
        let late = is_open(action) && action.by < today;
        let state = html! {
            (Tag::new(words::of(&action.state), match action.state {
                ActionState::Done => "green",
                ActionState::UnderWay => "blue",
                ActionState::NotStarted | ActionState::Dropped => "grey",
            }))
            @if !action.note.is_empty() { p.gt-soft { (action.note) } }
            @if offers_writing(file) && is_open(action) { (update(action)) }
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
        (BoardTable {
            caption: "Actions".into(),
            columns: ["What", "Who", "By", "How we will know", "How far"].map(Into::into).to_vec(),
            rows: actions.iter().map(row).collect(),
            classes: "gt-told gt-plan".into(),
            ..BoardTable::default()
        })
    }
}

/// Open, choose, save: how far one action is.
fn update(action: &PlanAction) -> Markup {
    let name = named(action);
    let note = format!("note.{name}");
    // What was typed here and not sent is in the form again, and on show.
    let open = kept::value(&note, "").is_some();
    let typed = kept::value(&format!("state.{name}"), "").filter(|_| open);
    let states = [ActionState::UnderWay, ActionState::Done, ActionState::NotStarted, ActionState::Dropped];
    let choice = |state: &ActionState| {
        let value = state.write();
        let value = value.as_str().unwrap_or_default().to_owned();
        let chosen = typed.as_ref().map_or(*state == action.state, |typed| *typed == value);
        Choice::new(value, words::of(state)).checked(chosen)
    };
    let form = html! {
        (Radios {
            id_prefix: format!("action-{}", action.key),
            classes: "govuk-radios--small".into(),
            ..Radios::new(format!("state.{name}"), "How far is it?", states.iter().map(choice).collect())
        })
        (Textarea { rows: Some(2), ..Textarea::new(note, "What changed for the child?") })
        (Button::new("Save").sending("save", &name))
    };
    let summary = html! { "Update" span.govuk-visually-hidden { ": " (action.what) } };
    html! { (Details { open, classes: "gt-no-print".into(), ..Details::new(summary, form) }) }
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
                (BoardTable {
                    caption: "Answers that changed".into(),
                    columns: ["Question", "Before", "Now"].map(Into::into).to_vec(),
                    rows: changes
                        .iter()
                        .map(|one| vec![one.label.as_str().into(), shown(&one.before).into(), shown(&one.after).into()])
                        .collect(),
                    classes: "gt-told".into(),
                    ..BoardTable::default()
                })
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
                        a.govuk-link href=(record_href(file, entry.id)) {
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
