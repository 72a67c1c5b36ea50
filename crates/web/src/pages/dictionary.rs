//! The data dictionary: every kind of record, question, code and clock, read from the declarations themselves.

mod clock_list;
mod kind;

use super::Sample;
use crate::components::{BoardTable, row_link};
use crate::layout::Page;
use crate::reply::Reply;
use crate::routes::{Routes, SIGNED};
use crate::session::Signed;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use practice::codes::{self, CodeEntry, CodeList};
use practice::kinds::{self, KINDS, Kind};
use practice::spec::humanise;

/// The addresses. What the system asks is no secret; a sign-in is wanted only for the page round it.
pub fn routes() -> Routes {
    Routes::new()
        .get("/dictionary", SIGNED, show)
        .get("/dictionary/clocks", SIGNED, clock_list::show)
        .get("/dictionary/codes/{set}", SIGNED, set)
        .get("/dictionary/{kind}", SIGNED, kind::show)
        .get("/api/schemas/{file}", SIGNED, schema)
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    Ok(app.page(&signed, page("Data dictionary", view())))
}

fn page(title: &str, main: Markup) -> Page<'_> {
    Page { title, current: "/dictionary", main, ..Page::default() }
}

/// The kinds of each area, areas in the order of work.
pub fn areas() -> Vec<(&'static str, Vec<&'static Kind>)> {
    let mut areas: Vec<(&str, Vec<&Kind>)> = Vec::new();
    for kind in KINDS {
        let area = (kind.spec)().area.as_str();
        match areas.iter_mut().find(|(name, _)| *name == area) {
            Some((_, kinds)) => kinds.push(kind),
            None => areas.push((area, vec![kind])),
        }
    }
    areas
}

fn view() -> Markup {
    html! {
        h1.govuk-heading-l { "Data dictionary" }
        p.govuk-body {
            (KINDS.len()) " kinds of record, each with its questions, and "
            a.govuk-link href="/dictionary/clocks" { "every clock with its rule" }
            ". It is read from what the product runs on, so it is never out of date."
        }
        @for (area, kinds) in areas() {
            (BoardTable {
                caption: humanise(area),
                columns: ["Record", "What it is for", "Asked for by", "Questions"].map(Into::into).to_vec(),
                rows: kinds.iter().map(|kind| {
                    let spec = (kind.spec)();
                    vec![
                        row_link(&format!("/dictionary/{}", kind.name), &spec.title).into(),
                        spec.about.as_str().into(),
                        spec.cite.as_str().into(),
                        spec.fields.len().to_string().into(),
                    ]
                }).collect(),
                ..BoardTable::default()
            })
        }
        h2.govuk-heading-m { "Codes" }
        ul.govuk-list {
            @for set in codes::sets() {
                li {
                    a.govuk-link href={ "/dictionary/codes/" (set.name) } { (set.name) }
                    ": " (set.entries.len()) " codes. " (set.source)
                }
            }
        }
    }
}

async fn set(State(app): State<App>, signed: Signed, Path(name): Path<String>) -> Reply {
    let found = codes::set(&name).ok_or(casework::Problem::NotFound).map_err(app.failed(&signed))?;
    Ok(app.page(&signed, page(found.name, set_view(found))))
}

/// The years a code may be used for: "2014 to 2020", "from 2021", "every year".
pub fn in_force(entry: &CodeEntry) -> String {
    match (entry.from_year, entry.to_year) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => "every year".to_owned(),
    }
}

fn set_view(set: &CodeList) -> Markup {
    html! {
        h1.govuk-heading-l { (set.name) }
        p.govuk-body { (set.source) ". A year is the one its 31 March ends." }
        (BoardTable {
            caption: "Codes".into(),
            columns: ["Code", "Meaning", "Years in force"].map(Into::into).to_vec(),
            rows: set.entries.iter().map(|entry| {
                vec![entry.code.into(), entry.label.into(), in_force(entry).into()]
            }).collect(),
            ..BoardTable::default()
        })
    }
}

/// The JSON Schema of a kind: `/api/schemas/visit.json`.
async fn schema(_signed: Signed, Path(file): Path<String>) -> Response {
    match file.strip_suffix(".json").and_then(kinds::find) {
        Some(kind) => Json(practice::schema::of((kind.spec)())).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no kind of record with this name.").into_response(),
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let mut samples = vec![Sample { name: "dictionary", markup: view() }];
    samples.extend(codes::set("CategoryOfAbuse").map(|set| Sample { name: "dictionary-codes", markup: set_view(set) }));
    samples.extend(kind::samples());
    samples.extend(clock_list::samples());
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(fields: &[practice::spec::Field]) -> usize {
        kind::rows(fields).len()
    }

    #[test]
    fn every_kind_has_its_page_with_every_question() {
        let index = view().into_string();
        for kind in KINDS {
            let spec = (kind.spec)();
            assert!(index.contains(&format!("/dictionary/{}\"", kind.name)), "{}", kind.name);
            let page = kind::view(kind).into_string();
            assert!(count(&spec.fields) >= spec.fields.len());
            for field in &spec.fields {
                assert!(page.contains(&field.name), "{}.{}", kind.name, field.name);
            }
        }
    }

    #[test]
    fn follow_up_questions_are_listed_under_their_answer() {
        let visit = kinds::find("visit").expect("visit");
        let rows = kind::rows(&(visit.spec)().fields);
        let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        assert!(paths.contains(&"outcome.held.children.seen"), "{paths:?}");
    }

    #[test]
    fn every_clock_is_listed_with_its_rule() {
        let page = clock_list::view(&practice::clock::Settings::new()).into_string();
        for clock in practice::clocks::all() {
            assert!(page.contains(clock.id), "{}", clock.id);
        }
    }
}
