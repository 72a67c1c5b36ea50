//! Those behind a figure: each child, to be opened.

use crate::components::{BoardTable, Column, row_link};
use crate::elapsed::born_in_words;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::Problem;
use casework::figures::{Behind, Member, Shown, words};
use casework::names::StaffNames;
use jiff::civil::Date;
use maud::{Markup, html};
use measures::Shape;
use practice::episode::Stage;
use serde::Deserialize;

/// The last day of the figure.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    on: String,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        let today = casework.today().date;
        let on = if wanted.on.is_empty() { Ok(today) } else { wanted.on.parse::<Date>() };
        let on = on.map_err(|_| Problem::Refused(format!("`{}` is not a day such as 2026-10-31.", wanted.on)))?;
        let behind = casework.behind_figure(&actor, &id, on)?;
        Ok((behind, casework.staff_names(), casework.sees_figures(&actor)))
    });
    let (behind, staff, shown) = read.await.map_err(app.failed(&signed))?;
    let page = Page {
        title: behind.measure.name,
        current: "/figures",
        density: Density::Board,
        main: view(&behind, &staff, shown),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

pub(super) fn view(behind: &Behind, staff: &StaffNames, shown: Shown) -> Markup {
    let Behind { measure, outcome, members, more } = behind;
    let may = shown.may_show(measure, outcome);
    let shape = measure.built().map(|built| built.shape);
    let (counting, rest): (Vec<&Member>, Vec<&Member>) = members.iter().partition(|member| member.counts);
    html! {
        p.govuk-body { a.govuk-link href={ "/figures/" (measure.id) } { (measure.name) } }
        h1.govuk-heading-l { "Those behind: " (measure.name) }
        p.govuk-body {
            strong { (words::value(may, measure, outcome)) }
            @let counted = words::counts(may, measure, outcome);
            @if !counted.is_empty() { ", " (counted) }
            ". " (words::period(measure, outcome)) "."
        }
        p.govuk-body.gt-soft { "A list shows the children you may open. A figure counts every child." }
        @if shape == Some(Shape::Share) {
            (list(&format!("Not counted ({})", rest.len()), &rest, staff, shape))
        }
        (list(&format!("Counted ({})", counting.len()), &counting, staff, shape))
        @if *more > 0 { p.govuk-body { "And " (more) " more." } }
    }
}

fn list(caption: &str, members: &[&Member], staff: &StaffNames, shape: Option<Shape>) -> Markup {
    let late = members.iter().any(|member| !member.late.is_empty());
    let amounts = matches!(shape, Some(Shape::Mean));
    let rows = members.iter().map(|member| {
        let mut row = match &member.child {
            Some(child) => {
                let stages: Vec<&str> =
                    child.stages.iter().filter_map(|name| Stage::by_name(name)).map(Stage::label).collect();
                vec![
                    row_link(&format!("/children/{}", child.person), &child.name).into(),
                    born_in_words(&child.born).into(),
                    stages.join(", ").into(),
                    child.worker.as_ref().map_or("", |worker| staff.worker(worker)).into(),
                ]
            }
            None => vec![member.name.as_str().into(), "".into(), "".into(), "".into()],
        };
        if late {
            row.push(html! { @for why in &member.late { div { (why) } } }.into());
        }
        if amounts {
            row.push(format!("{:.0}", member.amount).into());
        }
        row
    });
    let mut columns: Vec<Column> = ["Child", "Born", "Open", "Worker"].map(Into::into).to_vec();
    if late {
        columns.push("Why something was late".into());
    }
    if amounts {
        columns.push(Column::number("Amount"));
    }
    html! {
        (BoardTable { caption: caption.to_owned(), columns, rows: rows.collect(), empty: "Nobody.".into(), classes: String::new() })
    }
}
