//! One contact, with everything that bears on its decision, and the steps that may follow.

mod samples;
mod steps;

use super::Sample;
use super::concern::concern_view;
use crate::components::{BackLink, Button, NotificationBanner, SummaryList, SummaryRow, Tag, WarningText};
use crate::elapsed::{age, born_in_words, how_long, working_days_left};
use crate::layout::Page;
use crate::reply::Reply;
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::spelled::spelled;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::Act;
use casework::contact::{Asked, ContactPage};
use casework::{Actor, Problem};
use maud::{Markup, html};
use practice::calendar::Calendar;
use practice::clock::{Run, State as Standing};
use practice::front_door::Contact;
use practice::ids::RecordId;
use practice::record::Record;
use practice::spec::humanise;
use practice::words::{Answered, answers};
use serde::Deserialize;

pub(super) use samples::child as sample_child;
pub use samples::samples;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/contacts/new", does(Act::Write), new).get("/contacts/{record}", of_child(Act::SeeFile), show)
}

/// Writing starts with a button, so that reading an address never makes a draft.
async fn new(signed: Signed, State(app): State<App>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| casework.may(&actor, Act::Write).map(drop)).await.map_err(app.failed(&signed))?;
    let page = Page {
        title: "New contact",
        current: "/board",
        back: Some(BackLink::new("Front door", "/board")),
        main: new_view(&signed.form_token),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

fn new_view(csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "New contact" }
        p.govuk-body { "Anyone tells us about a child’s welfare. The time it was received is filled in as now; change it if it came in earlier." }
        form method="post" action="/drafts" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="kind" value=(Contact::KIND);
            (Button { start: true, ..Button::new("Start") })
        }
    }
}

#[derive(Deserialize)]
struct Asking {
    done: Option<String>,
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(record): Path<String>,
    Query(asking): Query<Asking>,
) -> Reply {
    let actor = signed.actor.clone();
    let contact = app
        .run(move |casework| {
            let record: RecordId = record.parse().map_err(|_| Problem::NotFound)?;
            casework.contact(&actor, record)
        })
        .await
        .map_err(app.failed(&signed))?;
    let title = title(&contact);
    let done = asking.done.as_deref().and_then(practice::kinds::find);
    let done = done.map(|kind| NotificationBanner::success(format!("{} recorded", (kind.spec)().title)));
    let page = Page {
        title: &title,
        current: "/board",
        back: Some(BackLink::new("Front door", "/board")),
        flash: done.map(|banner| html! { (banner) }),
        main: view(&contact, &signed.actor, &app.casework.rules().calendar, &signed.form_token),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

/// "Contact about Ava Brook and Leo Marsh".
fn title(contact: &ContactPage) -> String {
    let names: Vec<&str> = contact.children.iter().map(|one| one.name.as_str()).collect();
    match names.split_last() {
        None => "Contact".to_owned(),
        Some((only, [])) => format!("Contact about {only}"),
        Some((last, rest)) => format!("Contact about {} and {last}", rest.join(", ")),
    }
}

fn view(contact: &ContactPage, actor: &Actor, calendar: &Calendar, csrf: &str) -> Markup {
    let id = contact.revision.id;
    html! {
        div.gt-actions {
            h1.govuk-heading-l { (title(contact)) }
            @if contact.waits { (Tag::new("Waits for a decision", "yellow")) }
        }
        @if contact.withdrawn { (warning("This contact was withdrawn. It no longer counts.")) }
        @if contact.revision.body["danger_now"] == true { (warning("Someone is in danger now, the referrer says.")) }
        @if contact.waits {
            (holder(contact, actor, csrf))
            p class="govuk-body govuk-!-margin-bottom-3" { a.govuk-link href="#decide" { "Go to the decision" } }
        }
        div.gt-columns {
            div {
                h2.govuk-heading-m { "What we were told" }
                (SummaryList::new(told(&answers(Contact::spec(), &contact.revision.body, &contact.names))))
                p.govuk-body { a.govuk-link href={ "/records/" (id) } { "This record and its history" } }
                (children(contact))
            }
            div {
                (concern_view(&contact.concern, "Earlier concern"))
                (clocks(contact, calendar))
                (agencies(contact, csrf))
                (followed(contact))
            }
        }
        @if contact.waits { (steps::decide(contact, actor, csrf)) }
        (steps::further(contact, csrf))
    }
}

fn warning(text: &str) -> Markup {
    html! { (WarningText { text: text.into(), ..WarningText::default() }) }
}

/// Who has it, with the button to take it or let it go.
fn holder(contact: &ContactPage, actor: &Actor, csrf: &str) -> Markup {
    let id = contact.revision.id.to_string();
    let now = contact.at.start_instant();
    html! {
        form.gt-actions method="post" action="/board/claims" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="stay" value="1";
            @match &contact.claim {
                None => { span { "Nobody has this contact yet." } (Button::secondary("Claim").sending("claim", id)) },
                Some(claim) if claim.by == actor.staff => {
                    span { "You have had this contact for " (how_long(now.duration_since(claim.since))) "." }
                    (Button::secondary("Release").sending("release", id))
                },
                Some(claim) => {
                    span { strong { (contact.names.staff.worker(&claim.by)) } " has had this contact for " (how_long(now.duration_since(claim.since))) "." }
                    (Button::secondary("Take over").sending("take_over", id))
                },
            }
        }
    }
}

/// Answers as rows; those inside another are its lines.
fn told(answers: &[Answered]) -> Vec<SummaryRow> {
    answers.iter().map(|one| SummaryRow::new(one.label.as_str(), words(one))).collect()
}

fn words(one: &Answered) -> Markup {
    html! {
        @if one.is_prose {
            @for paragraph in one.words.split("\n\n") { p class="govuk-body gt-prose govuk-!-margin-bottom-2" { (paragraph) } }
        } @else if !one.words.is_empty() { span { (one.words) } }
        @if !one.inside.is_empty() {
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for inner in &one.inside {
                    li { @if !inner.label.is_empty() { span.gt-soft { (inner.label) } " " } (words(inner)) }
                }
            }
        }
    }
}

fn children(contact: &ContactPage) -> Markup {
    html! {
        h2.govuk-heading-m { "Children" }
        @if contact.children.is_empty() { p.govuk-body { "No child is named." } }
        ul.gt-people {
            @for child in &contact.children {
                li {
                    a.govuk-link href={ "/children/" (child.person) } { (child.name) }
                    span {
                        "Born " (born_in_words(&child.born))
                        @let age = age(&child.born, contact.at.date);
                        @if !age.is_empty() { " (" (age) ")" }
                    }
                    span.gt-soft {
                        @match &child.worker {
                            Some(worker) => { "Worker: " (contact.names.staff.worker(worker)) },
                            None => { "No worker" },
                        }
                    }
                }
            }
        }
    }
}

fn clocks(contact: &ContactPage, calendar: &Calendar) -> Markup {
    let runs: Vec<&Run> = contact.clocks.iter().filter(|run| run.state(contact.at) != Standing::Ended).collect();
    html! {
        h2.govuk-heading-m { "Time limits" }
        @if runs.is_empty() { p.govuk-body { "No time limit runs from this contact." } }
        ul.gt-people {
            @for run in runs {
                @let state = run.state(contact.at);
                li {
                    strong { (spelled(run.clock.name)) }
                    span.gt-late[state == Standing::Overdue] {
                        "Due " (run.due)
                        @if run.is_open() { ", " (working_days_left(run.due, contact.at, calendar)) }
                        @else { ". " (state.label()) @if let Some(stop) = run.stopped { " on " (stop.at) } }
                    }
                    (rule(run.clock))
                }
            }
        }
    }
}

/// The rule behind a time limit, one press away.
pub(super) fn rule(clock: &practice::clock::Clock) -> Markup {
    html! {
        details.gt-rule {
            summary { "Rule" span.govuk-visually-hidden { " for " (spelled(clock.name)) } }
            span { (clock.id) ", " (clock.basis.label()) ": " (clock.cite) " (" (clock.confidence.label()) ")." }
        }
    }
}

fn agencies(contact: &ContactPage, csrf: &str) -> Markup {
    let waiting: Vec<&Asked> = contact.asked.iter().filter(|one| one.outstanding).collect();
    html! {
        h2.govuk-heading-m { "Other agencies" }
        @if contact.asked.is_empty() {
            p.govuk-body { "No agency has been asked." }
        } @else {
            p.govuk-body {
                @if waiting.is_empty() { "Every agency asked has answered." }
                @else { strong { (waiting.len()) " still to answer: " } (waiting.iter().map(|one| one.agency.as_str()).collect::<Vec<_>>().join(", ")) }
            }
            ul.gt-people {
                @for one in &contact.asked {
                    li {
                        strong { (one.agency) }
                        span.gt-soft { (humanise(&format!("{:?}", one.rating))) ", asked " (one.rated) }
                        @if let Some((at, words)) = &one.answer { span { (words) ", " (at) } }
                        @if one.outstanding { (steps::answer(contact, one, csrf)) }
                    }
                }
            }
        }
    }
}

fn followed(contact: &ContactPage) -> Markup {
    html! {
        @if !contact.followed.is_empty() {
            h2.govuk-heading-m { "What was decided and done" }
            ol.gt-timeline {
                @for one in &contact.followed {
                    li {
                        div.gt-timeline__head {
                            h3.govuk-heading-s { a.govuk-link href={ "/records/" (one.record) } { (one.what) } }
                            span { (one.at) }
                            span.gt-soft { (contact.names.staff.worker(&one.by)) }
                        }
                        @if !one.words.is_empty() { p class="govuk-body gt-prose govuk-!-margin-bottom-0" { (one.words) } }
                    }
                }
            }
        }
    }
}
