//! One kind of record: its questions, however deep, with what each answer looks like and who may see it.

use super::page;
use crate::components::{BackLink, Content, SummaryList, SummaryRow, Table, scroll_region};
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::Reply;
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use maud::{Markup, html};
use practice::form::join;
use practice::kinds::{self, Kind};
use practice::spec::{Field, Sensitivity, Shape, humanise};

pub async fn show(State(app): State<App>, signed: Signed, Path(name): Path<String>) -> Reply {
    let kind = kinds::find(&name).ok_or(casework::Problem::NotFound).map_err(app.failed(&signed))?;
    let back = Some(BackLink::new("Data dictionary", "/dictionary"));
    Ok(app.page(&signed, Page { back, ..page(&(kind.spec)().title, view(kind)) }))
}

/// One question, where it stands in the record.
pub struct Row<'s> {
    /// `outcome.held.children.seen`.
    pub path: String,
    /// The question.
    pub field: &'s Field,
}

/// Every question, each followed by those inside it.
pub fn rows(fields: &[Field]) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    gather(fields, "", &mut rows);
    rows
}

fn gather<'s>(fields: &'s [Field], path: &str, rows: &mut Vec<Row<'s>>) {
    for field in fields {
        let path = join(path, &field.name);
        rows.push(Row { path: path.clone(), field });
        inside(&field.shape, &path, rows);
    }
}

fn inside<'s>(shape: &'s Shape, path: &str, rows: &mut Vec<Row<'s>>) {
    match shape {
        Shape::Choice { options } => {
            for option in options {
                gather(&option.fields, &join(path, &option.value), rows);
            }
        }
        Shape::Asked { shape } => inside(shape, path, rows),
        other => gather(other.fields(), path, rows),
    }
}

/// The page.
pub fn view(kind: &Kind) -> Markup {
    let spec = (kind.spec)();
    let dated = spec.dating_field().map_or("Nothing", |field| field.label.as_str());
    html! {
        h1.govuk-heading-l { (spec.title) }
        p.govuk-body { (spec.about) }
        (SummaryList::new([
            SummaryRow::new("Kept as", spec.kind.as_str()),
            SummaryRow::new("Area", humanise(&spec.area)),
            SummaryRow::new("Asked for by", spec.cite.as_str()),
            SummaryRow::new("Dated by", dated),
            SummaryRow::new("May go into a chronology", if kind.chronology { "Yes" } else { "No" }),
            SummaryRow::new("JSON Schema", html! {
                a.govuk-link href={ "/api/schemas/" (spec.kind) ".json" } { (spec.kind) ".json" }
            }),
        ]))
        (scroll_region("Questions", &html! { (Table {
            caption: "Questions".into(),
            head: ["Question", "Name", "Answer", "Needed", "Who may see it"].map(Into::into).to_vec(),
            rows: rows(&spec.fields).iter().map(row).map(|cells| cells.map(Into::into).to_vec()).collect(),
            ..Table::default()
        }) }))
    }
}

fn row(row: &Row<'_>) -> [Content; 5] {
    let field = row.field;
    let question = html! {
        (field.label)
        @if !field.hint.is_empty() { div.gt-soft { (field.hint) } }
        @if !field.cite.is_empty() { div.gt-soft { (field.cite) } }
    };
    let see = match field.sensitivity {
        Sensitivity::Normal => "Anyone who may see the record",
        Sensitivity::ThirdParty => "Third party: kept out of what the family is given",
        Sensitivity::SafeAddress => "Must not reach someone who may cause harm",
    };
    [
        question.into(),
        html! { code { (row.path) } }.into(),
        answer(&field.shape).into(),
        if field.needed { "Yes" } else { "No" }.into(),
        see.into(),
    ]
}

/// What an answer looks like, with the choices on offer.
fn answer(shape: &Shape) -> Markup {
    match shape {
        Shape::Code { set } | Shape::Codes { set } => html! {
            (shape.in_words().replace(set.as_str(), "")) a.govuk-link href={ "/dictionary/codes/" (set) } { (set) }
        },
        Shape::Choice { options } | Shape::Choices { options } => html! {
            (shape.in_words())
            ul.govuk-list { @for option in options { li { code { (option.value) } " " (option.label) } } }
        },
        Shape::Link { kind } => html! {
            "an earlier record: " a.govuk-link href={ "/dictionary/" (kind) } { (humanise(kind)) }
        },
        Shape::Asked { shape } => html! { (answer(shape)) " (or not known, or not asked)" },
        other => html! { (other.in_words()) },
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    kinds::find("visit").map(|kind| Sample { name: "dictionary-visit", markup: view(kind) }).into_iter().collect()
}
