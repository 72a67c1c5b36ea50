//! The family's copy of a plan: at most two sides of A4, in plain words, one for each child.

use super::example;
use super::shown::prose;
use crate::components::{BackLink, Table};
use crate::layout::{Density, Page};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::Act;
use casework::file::{AsAt, File};
use casework::{Done, Problem};
use maud::{Markup, Render, html};
use practice::answer::{Asked, Prose};
use practice::ids::{PersonId, RecordId};
use practice::moment::long_date;
use practice::plans::{ActionState, Plan, PlanKind};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/plans/{record}/family", of_child(Act::SeeFile), show)
}

async fn show(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let (file, plan) = app
        .run(move |casework| {
            let file = casework.file(&actor, child, AsAt::Now)?;
            let plan = plan_of(&file, id)?;
            Ok((file, plan))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(app.page(&signed, framed(&file, id, &plan)))
}

fn plan_of(file: &File, id: RecordId) -> Done<Plan> {
    let standing = file.records.standing();
    let found = standing.of_kind::<Plan>().find(|plan| plan.entry.id == id);
    found.map(|plan| plan.record().clone()).ok_or(Problem::NotFound)
}

fn framed(file: &File, id: RecordId, plan: &Plan) -> Page<'static> {
    Page {
        title: "Family copy",
        current: "/search",
        density: Density::Read,
        back: Some(BackLink::new("Plans", format!("/children/{}/plans", file.child))),
        main: view(file, id, plan),
        ..Page::default()
    }
}

/// The page: written to the child.
pub fn view(file: &File, id: RecordId, plan: &Plan) -> Markup {
    let details = file.journey.person.details.as_ref();
    let known = details.map(|one| if one.known_as.is_empty() { one.given.as_str() } else { one.known_as.as_str() });
    let name = known.filter(|name| !name.is_empty()).unwrap_or("you");
    let worker = file.journey.worker.as_ref().map(|worker| file.names.staff.worker(worker));
    let state =
        |key: &str| file.journey.actions.iter().find(|one| one.plan == id && one.key == key).map(|one| one.state);
    html! {
        article.gt-copy {
            h1.govuk-heading-l { "A plan for " (name) }
            p.govuk-body {
                "We agreed this plan on " (long_date(plan.agreed.date)) ". " (purpose(plan.kind))
                @if let Some(worker) = worker { " Your social worker is " (worker) "." }
            }
            (wishes("What you want", &plan.child_words))
            (wishes("What your family says", &plan.family_words))
            h2.govuk-heading-m { "What we worry about, and what will be different for you" }
            @for goal in &plan.goals {
                div.gt-note {
                    h3.govuk-heading-s { "We worry that" }
                    (prose(&goal.worry))
                    h3.govuk-heading-s { "What will be different for you" }
                    (prose(&goal.different))
                }
            }
            h2.govuk-heading-m { "Who will do what" }
            (Table {
                head: ["Who", "What they will do", "By", "How you will know"].map(Into::into).to_vec(),
                rows: plan.actions.iter().filter(|action| state(&action.key.0) != Some(ActionState::Dropped)).map(|action| {
                    let done = state(&action.key.0) == Some(ActionState::Done);
                    vec![
                        action.owner.as_str().into(),
                        action.what.as_str().into(),
                        html! { @if done { "Done" } @else { (long_date(action.by)) } }.into(),
                        action.measure.as_str().into(),
                    ]
                }).collect(),
                first_cell_is_header: true,
                ..Table::default()
            })
            h2.govuk-heading-m { "What happens if it does not work" }
            (prose(&plan.contingency))
            h2.govuk-heading-m { "If you do not agree" }
            p.govuk-body {
                "You can ask us to change this plan. Tell "
                @if let Some(worker) = worker { (worker) } @else { "your social worker" }
                ", or ask any grown-up you trust to tell us for you."
            }
        }
    }
}

fn purpose(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::ChildProtection => "It says how everyone will help to keep you safe.",
        PlanKind::ChildInNeed => "It says how everyone will help you and your family.",
        PlanKind::DisabledChild => "It says what help you will get, and who gives it.",
    }
}

fn wishes(heading: &str, words: &Asked<Prose>) -> Markup {
    html! {
        @if let Some(words) = words.known() {
            h2.govuk-heading-m { (heading) }
            blockquote.gt-quote { (prose(words)) }
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let plans = file.journey.plans.iter();
    plans
        .map(|(id, plan)| Sample { name: "plan-family-copy", markup: framed(&file, *id, plan).render().render() })
        .collect()
}
