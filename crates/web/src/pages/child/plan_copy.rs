//! The family's copy of a plan: at most two sides of A4, in plain words, one for each child. The page shows what the PDF
//! says, with a word to the writer beside it that nobody else gets.

use super::example;
use crate::components::{BackLink, Button, Details, InsetText};
use crate::layout::{Density, Page};
use crate::pages::Sample;
use crate::printing::{dated, in_file, sent, shown};
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::file::{AsAt, File};
use casework::{Act, Casework, Done, Problem};
use maud::{Markup, Render, html};
use practice::answer::{Asked, Prose};
use practice::ids::{PersonId, RecordId};
use practice::moment::long_date;
use practice::plans::{ActionState, Plan, PlanKind};
use practice::reading::{Reading, longest};
use print::{Block, Document, Printed, Table};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/plans/{record}/family", of_child(Act::SeeFile), show).get(
        "/children/{person}/plans/{record}/family.pdf",
        of_child(Act::SeeFile),
        paper,
    )
}

/// More sides of A4 than this are not read to the end.
const MOST_SIDES: usize = 2;
/// The age of a reader who should be able to read it.
const READER: u32 = 11;

/// A copy with everything its writer is told.
struct FamilyCopy {
    file: File,
    plan: Plan,
    document: Document,
    printed: Printed,
}

fn copy(casework: &Casework, actor: &casework::Actor, child: PersonId, id: RecordId) -> Done<FamilyCopy> {
    let file = casework.file(actor, child, AsAt::Now)?;
    let plan = plan_of(&file, id)?;
    let document = document(&file, id, &plan);
    let printed = in_file(&document)?;
    Ok(FamilyCopy { file, plan, document, printed })
}

async fn show(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let copy = app.run(move |casework| copy(casework, &actor, child, id)).await.map_err(app.failed(&signed))?;
    Ok(app.page(&signed, framed(&copy.file, id, &copy.plan, &copy.document, copy.printed.pages)))
}

async fn paper(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let printed = app
        .run(move |casework| {
            // Noted first: a request's entry is named after what it notes first.
            casework.did(&actor, "print", &[child], Some(id), "")?;
            Ok(copy(casework, &actor, child, id)?.printed)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(sent("plan", printed))
}

pub(super) fn plan_of(file: &File, id: RecordId) -> Done<Plan> {
    let standing = file.records.standing();
    let found = standing.of_kind::<Plan>().find(|plan| plan.entry.id == id);
    found.map(|plan| plan.record().clone()).ok_or(Problem::NotFound)
}

fn framed(file: &File, id: RecordId, plan: &Plan, document: &Document, sides: usize) -> Page<'static> {
    Page {
        title: "Family copy",
        current: "/search",
        density: Density::Read,
        back: Some(BackLink::new("Plans", format!("/children/{}/plans", file.child))),
        main: html! {
            aside.gt-no-print aria-label="For the writer" { (nudges(file, id, plan, sides)) }
            article.gt-copy { h1.govuk-heading-l { (document.title) } (shown(document)) }
        },
        ..Page::default()
    }
}

/// What the writer may want to change. None of it stops anybody.
fn nudges(file: &File, id: RecordId, plan: &Plan, sides: usize) -> Markup {
    let open = file.journey.actions.iter().filter(|one| one.plan == id && super::plans::is_open(one)).count();
    let words = own_words(plan);
    let age = Reading::of(words.iter().copied()).age();
    let hard = age.is_some_and(|age| age > READER);
    html! {
        (InsetText::new(html! {
            p { strong { "For the writer, not printed." } }
            p {
                @if sides > MOST_SIDES {
                    strong { (sides) " sides of A4. " } "Families read two: say less, or keep the actions that matter most."
                } @else { (sides) @if sides == 1 { " side" } @else { " sides" } " of A4." }
            }
            p {
                @match age {
                    Some(age) if hard => { strong { "Reading age about " (age) ". " } "Aim for " (READER) ": shorter sentences, everyday words." }
                    Some(age) => { "Reading age about " (age) "." }
                    None => { "Too few words to say how hard it is to read." }
                }
            }
            @if open > super::plans::MOST_ACTIONS {
                p { strong { (open) " actions are open. " } "More than " (super::plans::MOST_ACTIONS) " is more than most families can hold." }
            }
            @if plan.contingency.trim().is_empty() { p { strong { "It does not say what happens if it does not work." } } }
        }))
        @if hard {
            @let long = longest(words.iter().copied(), 3);
            @if !long.is_empty() {
                (Details::new("The longest sentences", html! {
                    ul class="govuk-list govuk-list--bullet" {
                        @for one in &long { li { (one) span.gt-soft { " (" (one.split_whitespace().count()) " words)" } } }
                    }
                }))
            }
        }
        p { (Button::link("Print as PDF", format!("/children/{}/plans/{id}/family.pdf", file.child))) }
    }
}

/// The writer's own words: what the child and the family said is theirs.
fn own_words(plan: &Plan) -> Vec<&str> {
    let goals = plan.goals.iter().flat_map(|goal| [goal.worry.0.as_str(), goal.different.0.as_str()]);
    let actions = plan.actions.iter().flat_map(|action| [action.what.as_str(), action.measure.as_str()]);
    goals.chain(actions).chain([plan.contingency.0.as_str()]).collect()
}

/// How hard a plan's own words are to read: the age of a reader who can, when there are words enough to say.
pub fn reading_age(plan: &Plan) -> Option<u32> {
    Reading::of(own_words(plan)).age()
}

/// The copy: written to the child.
pub(super) fn document(file: &File, id: RecordId, plan: &Plan) -> Document {
    let details = file.journey.person.details.as_ref();
    let known = details.map(|one| if one.known_as.is_empty() { one.given.as_str() } else { one.known_as.as_str() });
    let name = known.filter(|name| !name.is_empty()).unwrap_or("you");
    let worker = file.journey.worker.as_ref().map(|worker| file.names.staff.worker(worker));
    let mut copy = Document::new(format!("A plan for {name}"), dated(file.journey.on));
    copy.foot = format!("A plan for {name}, agreed {}", long_date(plan.agreed.date));
    let mut first = format!("We agreed this plan on {}. {}", long_date(plan.agreed.date), purpose(plan.kind));
    if let Some(worker) = worker {
        first.push_str(&format!(" Your social worker is {worker}."));
    }
    copy.push(Block::Paragraph(first));
    wishes(&mut copy, "What you want", &plan.child_words);
    wishes(&mut copy, "What your family says", &plan.family_words);
    copy.push(Block::heading("What we worry about, and what will be different for you"));
    let goals = plan.goals.iter().map(|goal| [goal.worry.0.clone(), goal.different.0.clone()]);
    copy.push(Table::new(["We worry that", "What will be different for you"], goals));
    copy.push(Block::heading("Who will do what"));
    let state =
        |key: &str| file.journey.actions.iter().find(|one| one.plan == id && one.key == key).map(|one| one.state);
    let kept = plan.actions.iter().filter(|action| state(&action.key.0) != Some(ActionState::Dropped));
    let rows = kept.map(|action| {
        let done = state(&action.key.0) == Some(ActionState::Done);
        let by = if done { "Done".to_owned() } else { long_date(action.by) };
        [action.owner.clone(), action.what.clone(), by, action.measure.clone()]
    });
    copy.push(Table::new(["Who", "What they will do", "By", "How you will know"], rows).shares([2, 4, 2, 3]));
    copy.push(Block::heading("What happens if it does not work"));
    let contingency = plan.contingency.trim();
    let contingency = if contingency.is_empty() { "This is not decided yet. Ask us." } else { contingency };
    copy.push(Block::paragraph(contingency));
    copy.push(Block::heading("If you do not agree"));
    copy.push(Block::Paragraph(format!(
        "You can ask us to change this plan. Tell {}, or ask any grown-up you trust to tell us for you.",
        worker.unwrap_or("your social worker")
    )));
    copy
}

fn purpose(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::ChildProtection => "It says how everyone will help to keep you safe.",
        PlanKind::ChildInNeed => "It says how everyone will help you and your family.",
        PlanKind::DisabledChild => "It says what help you will get, and who gives it.",
    }
}

fn wishes(copy: &mut Document, heading: &str, words: &Asked<Prose>) {
    if let Some(words) = words.known().filter(|words| !words.trim().is_empty()) {
        copy.push(Block::heading(heading));
        copy.push(Block::Quote(words.0.clone()));
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let drawn = |name, id: RecordId, plan: &Plan, sides| {
        let document = document(&file, id, plan);
        Sample { name, markup: framed(&file, id, plan, &document, sides).render().render() }
    };
    let plans = file.journey.plans.iter();
    plans
        .flat_map(|(id, plan)| {
            let hard = "Professionals remain concerned regarding the inadequacy of supervision arrangements throughout \
                the evening period, notwithstanding considerable parental engagement with commissioned interventions \
                designed to strengthen protective capacity within the wider household environment.";
            let mut long = plan.clone();
            long.goals.iter_mut().for_each(|goal| goal.worry = hard.into());
            long.contingency = Prose::default();
            [drawn("plan-family-copy", *id, plan, 2), drawn("plan-family-copy-long", *id, &long, 3)]
        })
        .collect()
}
