//! Every record of a child's file, a day at a time, newest first, one line each.

use super::shown::{line, title};
use super::{Looking, also_about, example, is_shown, keep};
use crate::components::{Button, Select, Tag};
use crate::pages::Sample;
use crate::state::App;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use casework::file::{AsAt, File};
use maud::{Markup, html};
use practice::kinds;
use practice::moment::{clock_time, long_date};
use practice::record::{Entry, Status};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/children/{person}/record", get(show))
}

#[derive(Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    kind: String,
}

async fn show(looking: Looking, Query(wanted): Query<Wanted>) -> Response {
    let main = view(&looking.file, &wanted.kind);
    looking.page("/record", "Record", main)
}

/// The page, of one kind of record or of all.
pub fn view(file: &File, kind: &str) -> Markup {
    let mut kinds: BTreeMap<String, &str> = BTreeMap::new();
    for entry in file.records.latest() {
        kinds.entry(title(&entry.kind)).or_insert(&entry.kind);
    }
    let mut entries: Vec<&Entry> = file
        .records
        .latest()
        .filter(|entry| is_shown(file, entry) && (kind.is_empty() || entry.kind == kind))
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.about, entry.known, entry.id)));
    html! {
        h1.govuk-heading-l { "Record" }
        (filter(file, &kinds, kind))
        @if entries.is_empty() { p.govuk-body { "Nothing is recorded here yet." } }
        @for day in entries.chunk_by(|a, b| a.about.date == b.about.date) {
            @if let Some(first) = day.first() {
                section.gt-day {
                    h2.govuk-heading-s { (long_date(first.about.date)) }
                    ul.gt-lines { @for entry in day { li { (one(file, entry)) } } }
                }
            }
        }
    }
}

fn filter(file: &File, kinds: &BTreeMap<String, &str>, chosen: &str) -> Markup {
    let all = [("", "Every kind")].into_iter();
    let options = all.chain(kinds.iter().map(|(title, kind)| (*kind, title.as_str())));
    html! {
        form.gt-filter.gt-no-print method="get" action={ "/children/" (file.child) "/record" } {
            (kept_day(file.as_at))
            (Select::new("kind", "Kind of record", options, chosen))
            (Button::secondary("Show"))
        }
    }
}

/// The day a page is as at, kept by a form that is sent with GET.
pub fn kept_day(as_at: AsAt) -> Markup {
    let (day, view) = match as_at {
        AsAt::Now => return Markup::default(),
        AsAt::TrueOn(on) => (on.date, "true"),
        AsAt::KnownBy(on) => (on.date, "known"),
    };
    html! {
        input type="hidden" name="as_at" value=(day);
        input type="hidden" name="view" value=(view);
    }
}

fn one(file: &File, entry: &Entry) -> Markup {
    let withdrawn = matches!(entry.status, Status::Withdrawn { .. });
    let chosen = kinds::find(&entry.kind).is_some_and(|kind| kind.chronology) && !withdrawn;
    html! {
        div.gt-lines__what {
            @if let Some(time) = entry.about.time { span.gt-soft { (clock_time(time)) " " } }
            a.govuk-link href={ "/records/" (entry.id) "?child=" (file.child) } { (line(entry, &file.names)) }
            @match &entry.status {
                Status::Finished => {}
                Status::Amended { .. } => { " " (Tag::new("Corrected", "grey")) }
                Status::Withdrawn { .. } => { " " (Tag::new("Withdrawn", "red")) }
            }
            @if entry.source.is_some() { " " (Tag::new("Imported", "grey")) }
            (also_about(file, entry))
        }
        span.gt-soft { (file.names.staff.worker(&entry.author)) }
        span {
            @if chosen {
                a.govuk-link href={ "/children/" (file.child) "/chronology/add/" (entry.id) } {
                    "Add to chronology" span.govuk-visually-hidden { ": " (line(entry, &file.names)) }
                }
            }
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |file: &File, kind: &str| super::dressed(file, "/record", "Record", view(file, kind)).render();
    vec![
        Sample { name: "child-record", markup: drawn(&example::file(AsAt::Now), "") },
        Sample { name: "child-record-visits", markup: drawn(&example::file(AsAt::Now), "visit") },
        Sample { name: "child-record-bare", markup: drawn(&example::bare(), "visit") },
    ]
}

/// An address of this page that shows one kind only.
pub fn of_kind(file: &File, kind: &str) -> String {
    keep(file.as_at, &format!("/children/{}/record?kind={kind}", file.child))
}
