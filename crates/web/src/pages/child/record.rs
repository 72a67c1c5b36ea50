//! One record: what it says by the form of its day, who wrote it and when, and every change since.

use super::shown::{body, others, title};
use super::{Asked, dressed, example, keep, offers_writing};
use crate::components::{BackLink, Button, Details, NotificationBanner, SummaryList, SummaryRow, Table};
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::Act;
use casework::file::{AsAt, File, RecordPage};
use casework::{Done, Problem};
use maud::{Markup, html};
use practice::ids::{PersonId, RecordId};
use practice::kinds;
use practice::moment::Moment;
use practice::one_child;
use practice::record::{Revision, Status};
use practice::words::differences;
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/records/{id}", of_child(Act::SeeFile), show)
}

#[derive(Deserialize, Default)]
struct From {
    child: Option<PersonId>,
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<RecordId>,
    Query(from): Query<From>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let (record, file) = app
        .run(move |casework| {
            let as_at = asked.as_at(casework.today().date)?;
            let record = known_then(casework.record(&actor, id)?, as_at)?;
            let people = record.revisions.last().map(|latest| latest.people.clone()).unwrap_or_default();
            // Opened from a file, or about one person only: that person's file is the page's frame.
            let framed = match (from.child, people.as_slice()) {
                (Some(child), people) if people.contains(&child) => Some(child),
                (_, [only]) => Some(*only),
                _ => None,
            };
            let file = framed.map(|child| casework.file(&actor, child, as_at)).transpose()?;
            Ok((record, file))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(app.page(&signed, framed(&record, file.as_ref(), &signed.form_token)))
}

/// The record as it was known then; not there when it was not.
fn known_then(mut record: RecordPage, as_at: AsAt) -> Done<RecordPage> {
    if let AsAt::KnownBy(on) = as_at {
        record.revisions.retain(|revision| revision.known <= on.instant());
    }
    if record.revisions.is_empty() { Err(Problem::NotFound) } else { Ok(record) }
}

fn framed<'p>(record: &RecordPage, file: Option<&File>, csrf: &str) -> Page<'p> {
    let csrf = file.is_none_or(offers_writing).then_some(csrf);
    let main = view(record, file.map(|file| file.child), csrf);
    match file {
        Some(file) => {
            let back = keep(file.as_at, &format!("/children/{}/record", file.child));
            Page { back: Some(BackLink::new("All records", back)), ..dressed(file, "/record", "Record", main) }
        }
        None => Page { title: "Record", current: "/search", main, ..Page::default() },
    }
}

/// The page, with what may be done to the record when there is a form's secret. With a child, no other child's own answers are on it.
pub fn view(record: &RecordPage, child: Option<PersonId>, csrf: Option<&str>) -> Markup {
    let Some(latest) = record.revisions.last() else { return Markup::default() };
    let first = record.revisions.first().unwrap_or(latest);
    let Some(spec) = record.form_of(latest) else {
        return html! { h1.govuk-heading-l { (title(&latest.kind)) } p.govuk-body { "This kind of record is not known here." } };
    };
    let names = &record.names;
    html! {
        h1.govuk-heading-l { (spec.title) }
        @if let Status::Withdrawn { reason } = &latest.status {
            (NotificationBanner {
                title: "Withdrawn".into(),
                content: html! {
                    p.govuk-body {
                        "This record no longer stands. " (names.staff.worker(&latest.author)) " withdrew it on "
                        (Moment::of(latest.known)) ": " (reason)
                    }
                }.into(),
                ..NotificationBanner::default()
            })
        }
        (about(record, latest, first))
        (body(&spec, &latest.body, names, child))
        (super::documents::to_take(latest, &spec))
        @if let Some(child) = child { (siblings(record, &spec, latest, child)) }
        @if let Some(csrf) = csrf { (actions(latest, child, csrf)) }
        (history(record, child))
    }
}

fn about(record: &RecordPage, latest: &Revision, first: &Revision) -> Markup {
    let names = &record.names;
    let people: Vec<&str> = latest.people.iter().map(|person| names.of(*person)).collect();
    let mut rows = vec![
        SummaryRow::new("About", people.join(", ")),
        SummaryRow::new("When it happened", latest.about.to_string()),
        SummaryRow::new("When it was known here", Moment::of(first.known).to_string()),
        SummaryRow::new("Written by", names.staff.worker(&first.author)),
    ];
    if let Some(why) = &latest.unusual {
        rows.push(SummaryRow::new("Why this is unusual", why.as_str()));
    }
    if let Some(source) = &latest.source {
        rows.push(SummaryRow::new("Came from", source.as_str()));
    }
    html! { (SummaryList { classes: "gt-about".into(), ..SummaryList::new(rows) }) }
}

/// Other children's answers stay in their own files; here they are only named.
fn siblings(record: &RecordPage, spec: &practice::spec::Spec, latest: &Revision, child: PersonId) -> Markup {
    let others = others(spec, latest, child);
    html! {
        @if !others.is_empty() {
            (Details::new("Answers about other children are in their own files", html! {
                ul.govuk-list {
                    @for other in &others {
                        li {
                            a.govuk-link href={ "/records/" (latest.id) "?child=" (other) } {
                                "Open it in the file of " (record.names.of(*other))
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn actions(latest: &Revision, child: Option<PersonId>, csrf: &str) -> Markup {
    let stands = !matches!(latest.status, Status::Withdrawn { .. });
    let chosen = kinds::find(&latest.kind).is_some_and(|kind| kind.chronology);
    html! {
        @if stands {
            div.govuk-button-group.gt-no-print {
                form method="post" action={ "/records/" (latest.id) "/amend" } {
                    input type="hidden" name="csrf" value=(csrf);
                    (Button::secondary("Correct this record"))
                }
                @if let (Some(child), true) = (child, chosen) {
                    (Button {
                        href: format!("/children/{child}/chronology/add/{}", latest.id),
                        ..Button::secondary("Add to chronology")
                    })
                }
                a.govuk-link href={ "/records/" (latest.id) "/withdraw" } { "Withdraw this record" }
            }
        }
    }
}

fn history(record: &RecordPage, child: Option<PersonId>) -> Markup {
    html! {
        @if record.revisions.len() > 1 {
            h2.govuk-heading-m { "What changed" }
            @for pair in record.revisions.windows(2).rev() {
                @if let [before, after] = pair { (change(record, before, after, child)) }
            }
        }
    }
}

fn change(record: &RecordPage, before: &Revision, after: &Revision, child: Option<PersonId>) -> Markup {
    let (what, reason) = match &after.status {
        Status::Finished => ("Written again", ""),
        Status::Amended { reason } => ("Corrected", reason.as_str()),
        Status::Withdrawn { reason } => ("Withdrawn", reason.as_str()),
    };
    let (Some(old), Some(new)) = (record.form_of(before), record.form_of(after)) else { return Markup::default() };
    let own = |spec: &practice::spec::Spec, body: &serde_json::Value| match child {
        Some(child) => one_child::only(spec, body, child),
        None => body.clone(),
    };
    let (was, is) = (own(&old, &before.body), own(&new, &after.body));
    let changes = differences((&old, &was), (&new, &is), &record.names);
    let said = |words: &str| if words.is_empty() { "Nothing".to_owned() } else { words.to_owned() };
    html! {
        section.gt-note {
            h3.govuk-heading-s {
                (what) " on " (Moment::of(after.known)) " by " (record.names.staff.worker(&after.author))
            }
            @if !reason.is_empty() { p.govuk-body { "Why: " (reason) } }
            @if changes.is_empty() {
                p.govuk-body { "No answer shown here changed." }
            } @else {
                (Table {
                    head: vec!["Question".into(), "Before".into(), "After".into()],
                    rows: changes
                        .iter()
                        .map(|one| vec![one.label.as_str().into(), said(&one.before).into(), said(&one.after).into()])
                        .collect(),
                    first_cell_is_header: true,
                    ..Table::default()
                })
            }
        }
    }
}

/// A record of the example, as its page needs it.
pub fn example_page(number: u128) -> RecordPage {
    let id = example::record(number);
    let revisions: Vec<Revision> = example::revisions().into_iter().filter(|one| one.id == id).collect();
    RecordPage { names: example::file(AsAt::Now).names, revisions, forms: Default::default() }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let mut withdrawn = example_page(18);
    if let Some(last) = withdrawn.revisions.last().cloned() {
        let status = Status::Withdrawn { reason: "Written in the wrong child's file.".into() };
        withdrawn.revisions.push(Revision {
            revision: 2,
            status,
            source: Some("CIN census 2025, line 212".into()),
            ..last
        });
    }
    vec![
        Sample { name: "record", markup: framed(&example_page(19), Some(&file), "sample").render() },
        Sample { name: "record-withdrawn", markup: framed(&withdrawn, Some(&file), "sample").render() },
        Sample { name: "record-several-children", markup: framed(&example_page(15), None, "sample").render() },
    ]
}
