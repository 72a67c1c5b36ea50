//! Every record of a child's file, a day at a time, newest first, one line each.

use super::shown::{line, title};
use super::{Looking, also_about, example, is_shown, keep, offers_writing, record_href};
use crate::components::{Button, Details, Input, Select, Tag};
use crate::pages::Sample;
use crate::pages::as_at::kept_day;
use crate::routes::{Routes, of_child};
use axum::extract::{Form, Query};
use axum::response::Response;
use casework::Act;
use casework::file::{AsAt, File};
use maud::{Markup, html};
use practice::kinds;
use practice::moment::{clock_time, long_date};
use practice::one_child::only;
use practice::record::{Entry, Status};
use practice::words::searchable;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/record", of_child(Act::SeeFile), show).post(
        "/children/{person}/record",
        of_child(Act::SeeFile),
        find,
    )
}

#[derive(Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    kind: String,
}

async fn show(looking: Looking, Query(wanted): Query<Wanted>) -> Response {
    let main = view(&looking.file, &wanted.kind, "", &looking.signed.form_token);
    looking.page("/record", "Record", main)
}

#[derive(Deserialize, Default)]
struct Looked {
    #[serde(default)]
    words: String,
}

/// Records that hold some words. They are sent in the body of a form, so that nothing typed stands in an address.
async fn find(looking: Looking, Form(looked): Form<Looked>) -> Response {
    let main = view(&looking.file, "", &looked.words, &looking.signed.form_token);
    looking.page("/record", "Record", main)
}

/// Does a record hold every one of these words, in what it says of this child?
fn holds(file: &File, entry: &Entry, words: &str) -> bool {
    let Some(kind) = kinds::find(&entry.kind) else { return words.is_empty() };
    let spec = (kind.spec)();
    let said = searchable(spec, &only(spec, &entry.kept.body, file.child)).to_lowercase();
    words.split_whitespace().all(|word| said.contains(&word.to_lowercase()))
}

/// The page: of one kind of record or of all, and only those that hold some words.
pub fn view(file: &File, kind: &str, words: &str, csrf: &str) -> Markup {
    let mut kinds: BTreeMap<String, &str> = BTreeMap::new();
    for entry in file.records.latest().filter(|entry| is_shown(file, entry)) {
        kinds.entry(title(&entry.kind)).or_insert(&entry.kind);
    }
    let mut entries: Vec<&Entry> = file
        .records
        .latest()
        .filter(|entry| is_shown(file, entry) && (kind.is_empty() || entry.kind == kind))
        .filter(|entry| holds(file, entry, words))
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.about, entry.known, entry.id)));
    html! {
        h1.govuk-heading-l { "Record" }
        (filter(file, &kinds, kind))
        (find_words(file, words, csrf))
        @if entries.is_empty() && words.trim().is_empty() { p.govuk-body { "Nothing is recorded here yet." } }
        @if !words.trim().is_empty() {
            p.govuk-body role="status" { (entries.len()) " of this child's records hold “" (words) "”." }
        }
        @let (latest, earlier) = entries.split_at(first_shown(&entries));
        (days(file, latest))
        @if !earlier.is_empty() {
            (Details::new(format!("Show {} earlier", earlier.len()), days(file, earlier)))
        }
    }
}

/// As many records as are shown open; the rest are one press away.
const OPEN: usize = 40;

/// Where the records shown open end: never in the middle of a day.
fn first_shown(entries: &[&Entry]) -> usize {
    let days = entries.chunk_by(|a, b| a.about.date == b.about.date).map(<[_]>::len);
    let up_to = days.scan(0, |sum, day| {
        *sum += day;
        Some(*sum)
    });
    up_to.into_iter().find(|sum| *sum >= OPEN).unwrap_or(entries.len())
}

fn days(file: &File, entries: &[&Entry]) -> Markup {
    html! {
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

fn find_words(file: &File, words: &str, csrf: &str) -> Markup {
    html! {
        form.gt-filter.gt-no-print method="post" action=(keep(file.as_at, &format!("/children/{}/record", file.child))) {
            input type="hidden" name="csrf" value=(csrf);
            (Input { value: Some(words.to_owned()), autocomplete: "off".into(), ..Input::new("words", "Words in this child's record") })
            (Button::secondary("Find"))
        }
    }
}

fn one(file: &File, entry: &Entry) -> Markup {
    let withdrawn = matches!(entry.status, Status::Withdrawn { .. });
    let chosen = offers_writing(file) && kinds::find(&entry.kind).is_some_and(|kind| kind.chronology) && !withdrawn;
    html! {
        div.gt-lines__what {
            @if let Some(time) = entry.about.time { span.gt-soft { (clock_time(time)) " " } }
            a.govuk-link href=(record_href(file, entry.id)) { (line(entry, &file.names)) }
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
    let drawn =
        |file: &File, kind: &str| super::dressed(file, "/record", "Record", view(file, kind, "", "sample")).render();
    let day = practice::moment::Moment::day(jiff::civil::date(2026, 10, 5));
    vec![
        Sample { name: "child-record", markup: drawn(&example::file(AsAt::Now), "") },
        Sample { name: "child-record-visits", markup: drawn(&example::file(AsAt::Now), "visit") },
        Sample { name: "child-record-known", markup: drawn(&example::file(AsAt::KnownBy(day)), "") },
        Sample { name: "child-record-bare", markup: drawn(&example::bare(), "visit") },
    ]
}

/// An address of this page that shows one kind only.
pub fn of_kind(file: &File, kind: &str) -> String {
    keep(file.as_at, &format!("/children/{}/record?kind={kind}", file.child))
}
